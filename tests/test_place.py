"""One metro's page and metros side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
import report_rows

from analysis.place import compare, page

METROS = report_rows.metros()
ROWS = report_rows.rows(3000, 90)


def test_page_has_ranks_trend_employers_skills_industries_and_peers():
    text = "\n".join(page(ROWS, METROS, "Pittsburgh"))
    assert text.startswith("Pittsburgh, PA\ncbsa:38300, 2,400,000 people")
    for part in ("Rank interval", "New postings by month", "Employers with most AI jobs",
                 "Skills of AI jobs", "Industries of AI jobs", "Side by side"):  # fmt: skip
        assert part in text
    assert "Austin-Round Rock-San Marcos, TX" in text.split("Side by side")[1]
    assert "New York" not in text.split("Side by side")[1]


def test_no_rank_without_an_interval():
    lines = page(ROWS, METROS, "cbsa:41860")
    ranked = next(line for line in lines if line.startswith("specialist"))
    assert " 1 to 1 " in ranked
    thin = page(report_rows.rows(150, 4), METROS, "Bangor")
    row = next(line for line in thin if line.startswith("specialist"))
    assert " to " not in row


@pytest.mark.parametrize(
    ("name", "metro"),
    [
        ("cbsa:41940", "San Jose"),
        ("san jose", "San Jose"),
        ("Honolulu", "Urban Honolulu"),
        ("BENGALURU", "Bengaluru"),
        ("Nashville, TN", "Nashville"),
        ("oakland", "San Francisco"),
    ],
)
def test_names_that_are_found(name, metro):
    assert page(ROWS, METROS, name)[0].startswith(metro)


def test_ambiguous_name_lists_the_candidates():
    with pytest.raises(ValueError, match=r"several metros: .*San Jose.*cbsa:41940"):
        page(ROWS, METROS, "San")


def test_unknown_name_says_what_is_near():
    with pytest.raises(ValueError, match="Near are Pittsburgh, PA"):
        page(ROWS, METROS, "Pitsburgh")
    with pytest.raises(ValueError, match="No name is near"):
        page(ROWS, METROS, "Atlantis Prime")


def test_metro_without_postings_says_so():
    rows = [row for row in ROWS if "cbsa:13740" not in row.metros]
    lines = page(rows, METROS, "Billings")
    assert lines[0] == "Billings, MT"
    assert lines[-1] == "No posting in the statistics is located here."


def test_metros_with_postings_go_before_namesakes():
    namesake = replace(METROS["cbsa:38300"], metro_id="int:1", name="Pittsburgh", country="AU")
    both = METROS | {"int:1": namesake}
    assert page(ROWS, both, "Pittsburgh")[0] == "Pittsburgh, PA"
    assert page(ROWS, both, "Pittsburgh, AU")[0] == "Pittsburgh, Australia"


@pytest.mark.parametrize("name", ["", " ", ",", ", MA", "\t"])
def test_a_name_without_a_city_is_refused(name):
    with pytest.raises(ValueError, match="name of a metro is empty"):
        page(ROWS, METROS, name)


def test_of_one_first_city_the_metro_with_most_postings_is_meant():
    small = replace(METROS["cbsa:38300"], metro_id="cbsa:1", name="Pittsburgh, KS", population=9)
    both = METROS | {"cbsa:1": small}
    rows = [replace(row, metros=("cbsa:1",)) for row in ROWS[:9]] + ROWS[9:]
    assert page(rows, both, "Pittsburgh")[0] == "Pittsburgh, PA"
    assert page(rows, both, "Pittsburgh")[2] == "Of the same name: Pittsburgh, KS (cbsa:1)."
    assert page(rows, both, "Pittsburgh, KS")[0] == "Pittsburgh, KS"
    assert page(ROWS, METROS, "Pittsburgh")[2] == ""


def test_without_postings_the_metro_with_most_people_is_meant():
    small = replace(METROS["cbsa:13740"], metro_id="cbsa:1", name="Billings, XX", population=9)
    rows = [row for row in ROWS if "cbsa:13740" not in row.metros]
    assert page(rows, {"cbsa:1": small} | METROS, "Billings")[0] == "Billings, MT"


def test_a_metro_that_holds_the_city_first_goes_before_one_that_holds_it_too():
    assert page(ROWS, METROS, "Boston")[0] == "Boston-Cambridge-Newton, MA-NH"
    other = replace(METROS["cbsa:38300"], metro_id="cbsa:1", name="New Boston-Boston, TX")
    assert page(ROWS, METROS | {"cbsa:1": other}, "boston")[0].startswith("Boston-Cambridge")


def test_compare_shows_what_it_does_not_know_as_a_dash():
    thin = report_rows.rows(150, 4)
    lines = compare(thin, METROS, ["Bangor", "Billings"])
    for role in ("Specialist", "Integrator"):
        at = next(i for i, line in enumerate(lines) if f"{role} quotient" in line)
        assert any(f"{role}s " in line for line in lines)
        assert all(line.endswith("–") for line in lines[at + 1 : at + 3])


def test_one_snapshot_refuses_the_trend():
    text = "\n".join(page(report_rows.rows(600, 40, months=1), METROS, "Pittsburgh"))
    assert "No trend" in text
    assert "New postings by month" not in text


def test_compare_keeps_the_order_given():
    lines = compare(ROWS, METROS, ["London", "Pittsburgh", "San Francisco", "Pittsburgh"])
    names = [line.split("  ")[0] for line in lines if "," in line][:3]
    assert names == [
        "London, United Kingdom",
        "Pittsburgh, PA",
        "San Francisco-Oakland-Fremont, CA",
    ]


def test_metros_side_by_side_fit_a_terminal():
    names = ["Pittsburgh", "Austin", "Boston"]
    lines = compare(ROWS, METROS, names)
    assert max(len(line) for line in lines) <= 100
    heads = [line for line in lines if line.startswith("Metro ")]
    assert len(heads) == sum(line.startswith("Pittsburgh") for line in lines) > 1
    for head, role in zip(heads[1:], ("Specialist", "Integrator"), strict=True):
        assert head.split()[1:] == [f"{role}s", "95", "%", role, "quotient", "95", "%"]
