"""F49 to F57: pay and employment type, from the source's field to the view."""

import json
import re
from pathlib import Path

import pytest
from fault_world import row
from faultboard import Reply

from db.boards import BoardEntry
from db.views import VIEWS

ROOT = Path(__file__).parents[1]
PAY = "SELECT pay_min, pay_max, pay_currency, pay_period FROM postings"


def state_pay(world, text, country="US"):
    """Crawl one Breezy posting that states its pay as ``text``; returns the four columns."""
    place = {"name": "Somewhere", "city": "Somewhere", "country": {"id": country}}
    board = [{"id": "a1", "name": "Operator", "salary": text, "locations": [place]}]
    world.site.fail("breezy.hr/json", Reply(200, json.dumps(board).encode()))
    world.entries = [BoardEntry("breezy", "brightmoor", "Brightmoor Tools")]
    assert world.crawl(0).fine
    return world.rows(PAY)[0]


def state_component(world, **values):
    """Crawl one Ashby posting with one salary component."""
    part = {"compensationType": "Salary"} | values
    job = {"id": "a1", "title": "Operator", "location": "Austin"}
    job["compensation"] = {"compensationTiers": [{"components": [part]}]}
    world.site.fail("/posting-api/job-board", Reply(200, json.dumps({"jobs": [job]}).encode()))
    world.entries = [BoardEntry("ashby", "brightmoor", "Brightmoor Tools")]
    assert world.crawl(0).fine
    return world.rows(PAY)[0]


def test_f49_an_hourly_wage_is_in_units_and_comparable_a_year(world):
    assert state_pay(world, "$25.50/hr") == (25.5, 25.5, "USD", "hour")
    assert world.rows("SELECT pay_year_min, pay_year_max FROM roles") == [(53_040.0, 53_040.0)]


def test_f49_cents_are_read_as_cents(world):
    world.serve(
        [
            row(
                1,
                pay_input_ranges=[
                    {"min_cents": 12_000_000, "max_cents": 15_000_000, "currency_type": "USD"}
                ],
            )
        ]
    )
    world.crawl(0)
    assert world.rows(PAY) == [(120_000.0, 150_000.0, "USD", None)]


@pytest.mark.parametrize(
    ("period", "times"), [("hour", 2080), ("day", 260), ("week", 52), ("month", 12), ("year", 1)]
)
def test_f50_one_set_of_constants_makes_pay_comparable(world, period, times):
    state_component(world, minValue=10, maxValue=20, currencyCode="USD", interval=f"1 {period}")
    assert world.rows("SELECT pay_year_min, pay_year_max FROM roles") == [(10 * times, 20 * times)]


def test_f50_the_constants_stand_in_one_place_and_as_documented():
    rooms = ("roleatlas", "crawler", "db", "analysis")
    said = [
        path.relative_to(ROOT).as_posix()
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if re.search(r"\b(?:2080|2_080|2_016)\b", path.read_text("utf-8"))
    ]
    assert said == ["db/views.py"]
    assert "2,080 hours" in VIEWS["roles"].columns["pay_year_min"]


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("$120,000-$150,000 AUD", "US", "AUD"),
        ("A$120,000 - A$150,000", "US", "AUD"),
        ("US$120,000", "AU", "USD"),
        ("C$120,000", "US", "CAD"),
        ("R$50.000", "BR", "BRL"),
        ("$120,000 - $150,000", "AU", "AUD"),
        ("$120,000 - $150,000", "US", "USD"),
        ("$120,000 - $150,000", "", None),
        ("£45,000", "US", "GBP"),
        ("60.000 €", "DE", "EUR"),
    ],
)
def test_f51_a_bare_dollar_needs_evidence(world, text, country, currency):
    assert state_pay(world, text, country)[2] == currency


def test_f51_a_currency_that_a_bonus_names_is_not_that_of_the_pay(world):
    assert state_pay(world, "$120,000-$150,000, and an AUD performance bonus")[2] != "AUD"


@pytest.mark.parametrize(
    ("interval", "period"),
    [("1 HOUR", "hour"), ("HOURLY", "hour"), ("1 YEAR", "year"), ("per-month-salary", "month")],
)
def test_f52_the_period_is_read_where_the_source_states_it(world, interval, period):
    found = state_component(
        world, minValue=18.5, maxValue=18.5, currencyCode="USD", interval=interval
    )
    assert found[3] == period


@pytest.mark.parametrize(
    "text",
    [
        "SEK 134 billion in revenue",
        "$2 million in funding",
        "a $500 voucher",
        "401k with 4 % match",
        "up to $10,000 sign-on bonus",
        "0.1% - 0.5% equity",
        "budget of $1,500 for learning",
        "DOE",
        "competitive",
    ],
)
def test_f53_money_that_is_not_pay_is_not_read_as_pay(world, text):
    assert state_pay(world, text) == (None, None, None, None)


def test_f53_sentences_of_the_description_are_not_read_for_pay(world):
    world.serve([row(1, content="We made $134,000,000 and give a $2,000 stipend a year.")])
    world.crawl(0)
    assert world.rows(PAY) == [(None, None, None, None)]


AMOUNTS = [
    ("€60.000", 60_000),
    ("€60,000", 60_000),
    ("60.000,00 €", 60_000),
    ("60,000.00 EUR", 60_000),
    ("33 100,00 €", 33_100),
    ("33\u00a0100,00 €", 33_100),
    ("33\u202f100 €", 33_100),
    ("CHF 120'000", 120_000),
    ("CHF 120’000", 120_000),
    ("€ 45000", 45_000),
    ("45 000 EUR", 45_000),
    ("EUR 4.500,50", 4_500.5),
    ("£45,000", 45_000),
    ("£9.50", 9.5),
    ("£9,50", 9.5),
    ("£45k", 45_000),
    ("60k EUR", 60_000),
    ("60K €", 60_000),
    ("₹12 LPA", 1_200_000),
    ("₹ 12,00,000", 1_200_000),
    ("1.234.567 EUR", 1_234_567),
    ("1,234,567 EUR", 1_234_567),
    ("12.5 EUR", 12.5),
    ("12,5 EUR", 12.5),
    ("EUR 0", None),
    ("EUR 99999999999999", None),
    ("EUR ١٢٠٠٠", None),
    ("EUR 1_000", None),
    ("Â£45,000", 45_000),
    ("zł 12 000", 12_000),
]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
def test_f54_amounts_are_read_in_every_locale(world, text, amount):
    assert state_pay(world, text, "DE")[0] == amount


@pytest.mark.parametrize("code", ["PKR", "USD", "EUR"])
def test_f55_pay_is_never_converted_by_a_rate_that_is_missing(world, code):
    state_component(world, minValue=1000, maxValue=2000, currencyCode=code, interval="1 MONTH")
    found = world.rows("SELECT pay_currency, pay_year_min, pay_year_max FROM roles")
    assert found == [(code, 12_000.0, 24_000.0)]


def test_f55_an_amount_without_a_currency_is_left_out(world):
    assert state_component(world, minValue=1000, maxValue=2000, interval="1 MONTH")[0] is None


def test_f56_an_unknown_period_is_unknown_and_not_a_year(world):
    assert state_pay(world, "€60,000")[3] is None
    assert world.rows("SELECT pay_year_min, pay_year_max FROM roles") == [(None, None)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("from £30,000", (30_000, None)),
        ("up to £30,000", (None, 30_000)),
        ("£30,000", (30_000, 30_000)),
        ("£30,000+", (30_000, None)),
        ("£40,000 - £30,000", (30_000, 40_000)),
    ],
)
def test_f56_a_single_amount_is_the_end_that_it_is(world, text, ends):
    assert state_pay(world, text)[:2] == ends


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ("zero-hour", None),
        ("Galactic", None),
        ("FullTime", "full_time"),
        ("Intern", "internship"),
        (True, None),
        (None, None),
    ],
)
def test_f57_an_unknown_employment_type_is_unknown(world, stated, kind):
    job = {"id": "a1", "title": "Operator", "location": "Austin", "employmentType": stated}
    world.site.fail("/posting-api/job-board", Reply(200, json.dumps({"jobs": [job]}).encode()))
    world.entries = [BoardEntry("ashby", "brightmoor", "Brightmoor Tools")]
    world.crawl(0)
    assert world.rows("SELECT employment_type FROM postings") == [(kind,)]
