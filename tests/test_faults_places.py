"""F60 to F66: places, from the string that a board states to metros and shares."""

import json
import lzma

import pytest
from fault_world import fresh, row

from db.store import open_for_writing

# How one system writes places: no commas, codes, states in full, several words.
WRITTEN = """
Tampa Florida United States
Austin, Texas, United States of America
US-TX-Austin
USA-CA-San Francisco
San Francisco, CA
New York, NY, United States
New York City
Boston Massachusetts United States
Chicago, Illinois
Seattle, Washington, USA
Denver CO
Dallas, TX
Atlanta, Georgia, United States
Pittsburgh, PA, US
Raleigh, North Carolina
Charlotte NC
Phoenix, Arizona
Salt Lake City, Utah
Minneapolis, MN
Columbus, Ohio, United States
Detroit, Michigan
Houston, TX, United States
San Diego, California
Los Angeles, CA
Miami, Florida
Washington, DC
Arlington, Virginia
Philadelphia, Pennsylvania
Nashville, TN
Kansas City, Missouri
London, United Kingdom
Berlin, Germany
Munich, Bavaria, Germany
Paris, France
Amsterdam, Netherlands
Dublin, Ireland
Zurich, Switzerland
Madrid, Spain
Barcelona
Stockholm, Sweden
Warsaw, Poland
Toronto, Ontario, Canada
Vancouver, BC
Montreal, QC, Canada
Bengaluru, India
Hyderabad, Telangana, India
Singapore
Sydney, NSW, Australia
Tokyo, Japan
Tel Aviv, Israel
"""


COUNTRIES = (
    "Austria Belgium Bulgaria Croatia Cyprus Czechia Denmark Estonia Finland France Germany Greece"
    " Hungary Ireland Italy Latvia Lithuania Luxembourg Malta Netherlands Poland Portugal Romania"
    " Slovakia Slovenia Spain Sweden Norway Switzerland Iceland Serbia Albania Turkey Ukraine"
    " Moldova Armenia Brazil Chile Colombia Peru Uruguay Mexico Canada Kenya Ghana"
)


STATED = {
    "remote": "Remote; Warsaw",
    "region": "Europe",
    "georgia": "Tbilisi, Georgia",
    "state": "Georgia",
    "code": "CA",
    "texas": "Paris, TX",
    "two of them": "Cambridge",
    "ontario": "London, ON",
    "washington": "Vancouver, WA",
    "costa rica": "San Jose, Costa Rica",
    "two": "Vancouver, BC; San Francisco, CA",
    "text": "Austin, TX",
} | {f"countries {number}": "; ".join(COUNTRIES.split()) for number in range(3)}
TEXT = "#LI-Remote. Our headquarters are in Boston, MA; we also sit in London."


@pytest.fixture(scope="module")
def located(loopback, tmp_path_factory):
    """A world with one posting for each stated place, and fifty as systems write them."""
    rows = [
        row(key, location={"name": name}, content=TEXT, company_name=f"Employer {key}")
        for key, name in STATED.items()
    ]
    rows += [row(name, location={"name": name}) for name in WRITTEN.split("\n")[1:-1]]
    path = tmp_path_factory.mktemp("places") / "atlas.db"
    with open_for_writing(path) as store, fresh(loopback, store) as world:
        world.serve(rows)
        assert world.crawl(0).fine
        world.locate()
        yield world


def placed(world, key):
    """(metros, remote, countries, reasons of what stayed unresolved) of one posting."""
    (posting,) = world.rows("SELECT posting_id FROM postings WHERE source_id = ?", key)
    about = "SELECT remote, countries FROM placements WHERE posting_id = ?"
    remote, countries = world.rows(about, *posting)[0]
    names = "SELECT name FROM places JOIN metros USING (metro_id) WHERE posting_id = ? ORDER BY 1"
    reasons = "SELECT reason FROM unresolved WHERE posting_id = ?"
    return (
        [name for (name,) in world.rows(names, *posting)],
        remote,
        json.loads(countries),
        [reason for (reason,) in world.rows(reasons, *posting)],
    )


def test_f60_places_are_resolved_as_systems_write_them(located):
    written = WRITTEN.split("\n")[1:-1]
    missed = [name for name in written if not placed(located, name)[0]]
    assert len(set(written)) == 50
    assert len(missed) <= 1, missed


def test_f61_a_remote_flag_hides_no_place(located):
    metros, remote, *_ = placed(located, "remote")
    assert (len(metros), metros[0][:6], remote) == (1, "Warsaw", "remote")


def test_f62_a_region_is_no_metro_and_not_the_world(located):
    metros, remote, countries, reasons = placed(located, "region")
    assert (metros, remote, countries, len(reasons)) == ([], "none", [], 1)


def test_f63_a_list_of_countries_places_nobody(located):
    assert len(COUNTRIES.split()) == 45
    assert [placed(located, f"countries {number}")[0] for number in range(3)] == [[], [], []]


@pytest.mark.parametrize(
    ("key", "metro", "country"),
    [
        ("georgia", "Tbilisi", "GE"),
        ("state", None, "US"),
        ("code", None, "CA"),  # Canada or California: either is no metro
        ("texas", "Paris, TX", "US"),
        ("two of them", None, None),
        ("ontario", "London", "CA"),
        ("washington", "Portland", "US"),
        ("costa rica", "San Jos", "CR"),
    ],
)
def test_f64_what_is_ambiguous_is_not_guessed(located, key, metro, country):
    metros, _, countries, reasons = placed(located, key)
    found = [name.replace("é", "e")[: len(metro or "")] for name in metros]
    assert found == ([metro] if metro else [])
    assert bool(reasons) != bool(metros)
    assert countries == ([country] if country else []) or key == "code"


def test_f64_two_cities_in_two_countries_are_two_places(located):
    metros, _, countries, _ = placed(located, "two")
    assert (len(metros), sorted(countries)) == (2, ["CA", "US"])


def test_f65_a_place_in_the_text_is_no_place_of_the_posting(located):
    metros, remote, *_ = placed(located, "text")
    assert ([name[:6] for name in metros], remote) == (["Austin"], "none")


@pytest.mark.parametrize("content", [b"", lzma.compress(b""), lzma.compress(b"x")[:-8]])
@pytest.mark.parametrize("table", ["metros.xz", "names.z"])
def test_f66_tables_that_are_empty_are_noticed_before_anything_is_written(
    world, monkeypatch, tmp_path, table, content
):
    from metro import gazetteer

    world.serve([row(1)])
    world.crawl(0)
    folder = tmp_path / "data"
    folder.mkdir()
    for path in gazetteer.DATA.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(content if path.name == table else path.read_bytes())
    monkeypatch.setattr(gazetteer, "DATA", folder)
    gazetteer.load.cache_clear()
    try:
        with pytest.raises(ValueError, match="tables of metros"):
            world.locate()
    finally:
        gazetteer.load.cache_clear()
    assert world.one("SELECT count(*) FROM placements") == 0
