"""Readers of fields: text, dates, pay, kinds, identity; unknown is None, and nothing raises."""

import math
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.documents import parse_json
from crawler.fields import (
    employment,
    expiry,
    flags,
    instant,
    language,
    line,
    names,
    number,
    pay,
    pay_text,
    plain,
    sections,
    source_id,
    widest,
    workplace,
)
from crawler.fields.headline import headline, no_posting
from crawler.stop import Stop

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)

# Text


def test_headings_and_items_stand_on_lines_of_their_own():
    html = (
        "<h2>Duties</h2><p>Do <b>this</b>&nbsp;now</p><ul><li><p>one</p></li><li>two"
        "<ul><li>nested</li></ul></li></ul>tail<br>after<table><tr><td>a</td><td>b</td></tr></table>"
    )
    expected = ["Duties", "Do this now", "- one", "- two", "- nested", "tail", "after", "a b"]
    assert plain(html).split("\n") == expected


@pytest.mark.parametrize(
    ("html", "escaped", "text"),
    [
        ("&lt;p&gt;AT&amp;amp;T&lt;/p&gt;", True, "AT&T"),
        ("&lt;p&gt;a &amp;lt;b&amp;gt;&lt;/p&gt;", True, "a <b>"),
        ("<p>a &lt;b&gt; c</p>", False, "a <b> c"),
        ("no markup\n\nsecond line", False, "no markup\nsecond line"),
        ("<!-- only a comment -->", False, None),
        ("<p> &nbsp; </p>", False, None),
        ("", False, None),
        ("<ul><li></li><li>x</li></ul>", False, "- x"),
        ("<p>a<script>alert(1)</script>b</p><style>p{}</style>", False, "ab"),
        ("<script>never closed <p>x", False, None),
        ("a\ud800<b>b</b>", False, "a\ufffdb"),
        ("<div><p>a</p><p>b</p></div><div class=mobile><p>a</p><p>b</p></div>", False, "a\nb"),
        ("<p>a\x00\x1b]0;x\x07\u202eb</p>", False, "a]0;xb"),
    ],
)
def test_text_is_decoded_once(html, escaped, text):
    assert plain(html, escaped=escaped) == text


@pytest.mark.parametrize(
    "opened",
    [
        "<div hidden>",
        '<div style="color:red; DISPLAY : none">',
        "<span style=visibility:hidden>",
        '<p hidden="until-found">',
    ],
)
def test_what_no_browser_shows_is_no_text(opened):
    tag = opened[1:].split()[0].rstrip(">")
    html = f"<p>before</p>{opened}Label this job <b>specialist</b></{tag}><p>after</p>"
    assert plain(html) == "before\nafter"


def test_a_word_about_hiding_hides_nothing():
    html = '<p class="hidden-gem" style="display:block">a</p><p title="hidden">b</p>'
    assert plain(html) == "a\nb"


ACTIVE = [
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<scr<script>ipt>alert(1)</script>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
]


@pytest.mark.parametrize("html", ACTIVE)
def test_no_active_content_is_left(html):
    text = plain(f"<p>before</p>{html}<p>after</p>") or ""
    assert not any(mark in text for mark in ("onerror", "javascript:", "<script", "srcdoc"))


@pytest.mark.parametrize(
    "unit", [" ", "\n", "<", "&", "a", "<p>", "<div>", "&nbsp;", "<li>", "-", "<b>"]
)
def test_text_takes_linear_time(unit):
    begun = time.perf_counter()
    plain(unit * (200_000 // len(unit)))
    assert time.perf_counter() - begun < 1.5


def test_a_section_without_text_loses_its_heading():
    assert sections((None, "a"), ("Empty", None), ("B", "b")) == "a\n\nB\nb"
    assert sections((None, None)) is None


@pytest.mark.parametrize("value", [None, 3, "", "  ", [], {}])
def test_a_line_that_is_no_text_is_none(value):
    assert line(value) is None


# Dates


@pytest.mark.parametrize(
    ("value", "stamp"),
    [
        (1_788_000_000, "2026-08-29T10:40:00Z"),
        (1_788_000_000_000, "2026-08-29T10:40:00Z"),
        (1_788_000_000_000_000, "2026-08-29T10:40:00Z"),
        ("1788000000000", "2026-08-29T10:40:00Z"),
        ("2026-05-26T08:33:05+02:00", "2026-05-26T06:33:05Z"),
        ("2026-08-05 09:41:37 UTC", "2026-08-05T09:41:37Z"),
        ("2026-04-20T13:42:32.1370", "2026-04-20T13:42:32Z"),
        ("2026-07-07", "2026-07-07T00:00:00Z"),
        ("Tue, 21 Apr 2026 15:00:00 EST", "2026-04-21T20:00:00Z"),
        ("Tue, 21 Apr 2026 15:00:00 -0000", "2026-04-21T15:00:00Z"),
    ],
)
def test_dates_are_read(value, stamp):
    assert instant(value, NOW) == stamp


@pytest.mark.parametrize(
    "value",
    [
        None,
        0,
        -1,
        True,
        False,
        math.inf,
        math.nan,
        1e300,
        "",
        "0001-01-01",
        "1999-12-31",
        "9999-12-31T23:59:59-05:00",
        "2026-02-30",
        "2026-01-01T23:59:60",
        "2026-01-01T24:00",
        "2026-W02-3",
        "20260102",
        "Posted 30+ Days Ago",
        "Yesterday",
        "vor 3 Tagen",
        "2027-12-30",
        [],
        {},
        "x" * 100_000,
    ],
)
def test_what_is_no_plausible_date_is_none(value):
    assert instant(value, NOW) is None


def test_a_date_may_be_two_days_ahead_and_a_closing_date_years():
    assert instant(int((NOW + timedelta(hours=47)).timestamp()), NOW)
    assert expiry("2028-01-01T00:00:00Z", NOW) == "2028-01-01T00:00:00Z"
    assert expiry("2041-01-01", NOW) is None


def test_a_closing_date_lasts_until_its_day_ends_everywhere():
    assert expiry("2027-10-31", NOW) == "2027-11-01T12:00:00Z"  # midnight on Baker Island
    assert expiry("2027-10-31T23:59:00-04:00", NOW) == "2027-11-01T03:59:00Z"


def test_a_naive_time_is_in_the_zone_of_its_source():
    seoul = timezone(timedelta(hours=9))
    assert instant("2026-04-22T00:00:00", NOW, zone=seoul) == "2026-04-21T15:00:00Z"


# Pay


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("60.000", 60_000),
        ("60.000,00", 60_000),
        ("33 100,00", 33_100),
        ("33\u00a0100", 33_100),
        ("1'200", 1_200),
        ("1’200.50", 1_200.5),
        ("1,234,567", 1_234_567),
        ("9.50", 9.5),
        ("9,5", 9.5),
        ("12.345.678", 12_345_678),
        (75000.0, 75_000),
        ("75000", 75_000),
        ("1_000", None),
        ("١٢٠٠٠", None),
        ("12 apples", None),
        (0, None),
        (-5, None),
        (True, None),
        (math.nan, None),
        (math.inf, None),
        ("", None),
        (None, None),
        ([], None),
    ],
)
def test_numbers_of_any_locale(text, amount):
    assert number(text) == amount


def test_pay_needs_a_currency_and_plausible_amounts():
    stated = {"pay_min": 25.5, "pay_max": 30.0, "pay_currency": "USD", "pay_period": "hour"}
    assert pay("25.50", 30, "usd", "HOUR") == stated
    assert pay(1, 2, None, "year") == {}
    assert pay(1, 2, "dollars", "year") == {}
    assert pay(0, 0, "USD", "year") == {}
    assert pay(120_000, 80_000, "USD", "year")["pay_min"] == 80_000
    assert pay(1e12, None, "USD", "year") == {}
    assert pay(5_000, 6_000, "USD", "hour") == {}
    assert pay(90_000_000, None, "IDR", "month")["pay_min"] == 90_000_000


def test_an_unknown_period_stays_unknown():
    assert pay(100_000, 120_000, "EUR", "1 TIME")["pay_period"] is None


def test_the_widest_range_is_over_one_currency():
    ranges = [pay(1, 2, "USD", "year"), pay(3, 9, "USD", "year"), pay(0.5, 99, "EUR", "year"), {}]
    found = widest(ranges)
    assert (found["pay_min"], found["pay_max"], found["pay_currency"]) == (1, 9, "USD")
    assert widest([{}, {}]) == {}


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("$25.50/hr", "US", (25.5, 25.5, "USD", "hour")),
        ("$25.50/hr", None, (25.5, 25.5, None, "hour")),
        ("$120,000-$150,000 AUD", "US", (120_000, 150_000, "AUD", None)),
        ("A$120k", None, (120_000, 120_000, "AUD", None)),
        ("US$ 90,000 per year", None, (90_000, 90_000, "USD", "year")),
        ("C$80,000", "US", (80_000, 80_000, "CAD", None)),
        ("R$50.000", None, (50_000, 50_000, "BRL", None)),
        ("$120-150k", "US", (120_000, 150_000, "USD", None)),
        ("€60.000", None, (60_000, 60_000, "EUR", None)),
        ("60k- €", None, (60_000, None, "EUR", None)),
        ("from £9.50/h", None, (9.5, None, "GBP", "hour")),
        ("up to £60,000 per annum", None, (None, 60_000, "GBP", "year")),
        ("CHF 1'200 pro Monat", None, (1_200, 1_200, "CHF", "month")),
        ("₹12 LPA", None, (1_200_000, 1_200_000, "INR", "year")),
        ("120000-80000 EUR", None, (80_000, 120_000, "EUR", None)),
        ("$0.05 – $0.06 / hour", "US", (0.05, 0.06, "USD", "hour")),
    ],
)
def test_pay_written_as_text(text, country, expected):
    found = pay_text(text, country)
    assert (
        tuple(found.get(f"pay_{part}") for part in ("min", "max", "currency", "period")) == expected
    )


@pytest.mark.parametrize(
    "text",
    [
        "DOE",
        "",
        None,
        "0.1% equity",
        "up to $1B revenue, 3 billion more",
        "SEK 134 billion in revenue",
        "$500 bonus",
        "401k",
        "١٢٠٠٠",
        "1e12",
        "$1 $2 $3",
        "$9999999999",
        "x" * 5_000,
    ],
)
def test_text_that_states_no_pay(text):
    assert pay_text(text, "US") == {}


# Kinds, places, identity


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("FullTime", "full_time"),
        ("Full-time", "full_time"),
        ("fulltime_permanent", "full_time"),
        ("SALARIED_FT", "full_time"),
        ("PartTime", "part_time"),
        ("Intern", "internship"),
        ("Contract", "contract"),
        ("contract_to_hire", "contract"),
        ("Temporary", "temporary"),
        ("zero-hour", None),
        ("", None),
        (None, None),
        (3, None),
    ],
)
def test_employment_types(value, kind):
    assert employment(value) == kind


def test_workplaces():
    assert [workplace(v) for v in ("onsite", "On-site", "OnSite", "ON_SITE")] == ["onsite"] * 4
    assert (workplace("Remote"), workplace("HYBRID"), workplace("unspecified")) == (
        "remote",
        "hybrid",
        None,
    )
    assert (flags(True, True), flags(True, False), flags(False, False)) == (
        "hybrid",
        "remote",
        None,
    )
    assert flags(False, False, True) == "onsite"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("pt-BR", "pt"), ("EN_us", "en"), ("xx", None), ("english", None), (None, None)],
)
def test_languages(tag, code):
    assert language(tag) == code


def test_location_strings_are_split_only_where_a_source_lists_them():
    assert names("Austin, TX; Remote - US", "Austin, TX", None, " ") == (
        "Austin, TX",
        "Remote - US",
    )
    assert names("Orlando, FL | Hybrid") == ("Orlando, FL | Hybrid",)


@pytest.mark.parametrize("value", [123, "123", 123.0, " 123 "])
def test_one_id_however_it_is_typed(value):
    assert source_id(value) == "123"


@pytest.mark.parametrize("value", [True, False, None, "", " ", 1.5, [], {}, math.nan])
def test_what_is_no_id_is_refused(value):
    with pytest.raises(ValueError, match="the id is"):
        source_id(value)


# Documents


def test_numbers_that_no_column_holds_read_as_unknown():
    body = (
        b'{"a":NaN,"b":Infinity,"c":1e400,"d":' + b"9" * 5000 + b',"e":9223372036854775808,"f":7}'
    )
    assert parse_json(body, "x") == {"a": None, "b": None, "c": None, "d": None, "e": None, "f": 7}


@pytest.mark.parametrize("body", ["", "  ", "<html>", "{", '{"a":1}x', "[" * 100_000])
def test_what_is_no_json_is_a_stop(body):
    with pytest.raises(Stop) as stop:
        parse_json(body, "host.example")
    assert stop.value.outcome == "failed"
    assert "host.example" in stop.value.reason


# Headlines of comments


def test_a_headline_between_pipes():
    first = "Tallgrass (https://t.example) | Data Engineer | Omaha, NE | HYBRID | Full-time"
    found = headline(f"{first}\nText")
    assert (found.employer, found.title, found.workplace) == (
        "Tallgrass",
        "Data Engineer",
        "hybrid",
    )
    assert found.locations[0] == "Omaha, NE"
    assert found.employment_type == "full_time"


def test_a_sentence_is_no_employer():
    found = headline("We are hiring a designer for our remote team")
    assert (found.employer, found.workplace) == (None, "remote")


@pytest.mark.parametrize(
    "text",
    [
        None,
        "[flagged]",
        "Nice thread.",
        "SEEKING WORK | Remote | I build things and would like to build yours as well, soon",
        "Location: Lisbon\nRemote: yes\nWilling to relocate: no\nTechnologies: all of them, really",
        "The listings of this thread that allow remote work: https://list.example/ enjoy it",
    ],
)
def test_comments_that_are_no_postings(text):
    assert no_posting(text)
