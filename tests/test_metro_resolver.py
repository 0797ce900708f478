"""What the resolver promises: shares, sources that beat each other, aliases, explanations."""

import pytest

from db.posting import Address
from metro.resolver import Resolver

SF, SAN_JOSE, NEW_YORK = "cbsa:41860", "cbsa:41940", "cbsa:35620"
BOSTON, CAMBRIDGE_UK, LONDON = "cbsa:14460", "int:2653941", "int:2643743"


def ids(placement):
    return [place.metro_id for place in placement.places]


def test_each_of_k_metros_gets_the_kth_part(resolver):
    placement = resolver.place(["New York, NY; Bay Area; Newark, NJ"])
    assert ids(placement) == [NEW_YORK, SF, SAN_JOSE]
    assert {place.share for place in placement.places} == {1 / 3}


def test_several_location_strings_are_one_posting(resolver):
    placement = resolver.place(["London, UK", "New York", "London"])
    assert ids(placement) == [LONDON, NEW_YORK]
    assert placement.countries == ("GB", "US")


def test_an_alias_of_two_metros_is_a_group(resolver):
    assert {p.method for p in resolver.place(["SF Bay Area"]).places} == {"group"}


def test_a_structured_address_beats_the_string(resolver):
    address = Address(locality="Cambridge", region="Cambridgeshire", country="GB")
    assert ids(resolver.place(["Cambridge, MA"], addresses=[address])) == [CAMBRIDGE_UK]


def test_the_string_fills_what_the_address_lacks(resolver):
    for country, metro in (("United Kingdom", CAMBRIDGE_UK), ("US", BOSTON)):
        placement = resolver.place(["Cambridge"], addresses=[Address(country=country)])
        assert ids(placement) == [metro]


@pytest.mark.parametrize(
    ("locality", "region", "postal_code", "country", "metro"),
    [
        ("Toronto", "ON", "M5V 2T6", "ca", "int:6167865"),
        ("Austin", "TX", "78701", "us", "cbsa:12420"),
        ("Berlin", "BE", "10115", "de", "int:2950159"),
        ("München", "Bayern", "80331", "Germany", "int:2867714"),
        ("Bengaluru", "KA", None, "in", "int:1277333"),
        ("Paris", "Texas", None, "United States", "cbsa:37580"),
        ("Cambridge", None, None, "gb", CAMBRIDGE_UK),
        ("San Francisco, CA", None, None, None, SF),
    ],
)
def test_addresses_as_boards_state_them(resolver, locality, region, postal_code, country, metro):
    address = Address(locality=locality, region=region, postal_code=postal_code, country=country)
    assert ids(resolver.place([], addresses=[address])) == [metro]


def test_further_strings_beside_one_address_are_kept(resolver):
    address = Address(locality="San Francisco", region="CA", country="US")
    placement = resolver.place(["San Francisco", "New York"], addresses=[address])
    assert ids(placement) == [SF, NEW_YORK]


def test_a_postal_code_decides(resolver):
    address = Address(locality="Unknown Park", region="CA", postal_code="94105", country="US")
    assert ids(resolver.place([], addresses=[address])) == [SF]


@pytest.mark.parametrize(
    ("workplace", "string", "mode"),
    [
        ("remote", "Boston, MA", "remote"),
        ("hybrid", "Boston, MA", "hybrid"),
        ("onsite", "Boston, MA", "none"),
        (None, "Boston, MA (Hybrid)", "hybrid"),
        ("hybrid", "Remote", "remote"),
    ],
)
def test_workplace_and_words_give_the_mode(resolver, workplace, string, mode):
    assert resolver.place([string], workplace=workplace).remote == mode


def test_the_board_alone_can_make_a_country_a_scope(resolver):
    placement = resolver.place(["Germany"], workplace="remote")
    assert placement.remote == "remote"
    assert placement.scope == ("DE",)


def test_ambiguous_stays_open_unless_the_employer_decides(resolver):
    alone = resolver.place(["Cambridge"])
    assert alone.places == ()
    assert [item.reason for item in alone.unresolved] == ["ambiguous"]
    assert ids(resolver.place(["Cambridge"], known=[BOSTON, NEW_YORK])) == [BOSTON]
    assert ids(resolver.place(["Cambridge"], known=[CAMBRIDGE_UK])) == [CAMBRIDGE_UK]
    assert resolver.place(["Cambridge"]).places == ()


def test_the_employer_never_overrules_the_string(resolver):
    assert ids(resolver.place(["Cambridge, UK"], known=[BOSTON])) == [CAMBRIDGE_UK]
    assert ids(resolver.place(["London"], known=[NEW_YORK], employer="Ontario Health")) == [LONDON]


def test_the_employers_name_settles_a_bare_name(resolver):
    placement = resolver.place(["Springfield"], employer="Missouri State University")
    assert ids(placement) == ["cbsa:44180"]
    assert placement.places[0].method == "employer"


def test_a_place_outside_every_metro_keeps_its_state(resolver):
    (item,) = resolver.place(["Soldotna, AK"]).unresolved
    assert (item.reason, item.country, item.admin1) == ("outside every metro", "US", "AK")


def test_the_empty_posting_is_an_empty_placement(resolver):
    for locations in ([], [""], ["   "], [";;"]):
        placement = resolver.place(locations)
        assert (placement.places, placement.countries, placement.remote) == ((), (), "none")


def test_explain_ends_with_the_result(resolver):
    lines = resolver.explain("Hybrid - Cambridge, MA")
    assert any("Cambridge" in line and "place(s)" in line for line in lines)
    assert any(BOSTON in line and "by area" in line for line in lines)
    assert lines[-1].startswith("result: 1 metro(s), countries US, hybrid")


def test_user_aliases_beat_the_shipped_ones(tmp_path):
    path = tmp_path / "aliases.csv"
    path.write_text(f"alias,metro_id\nThe Mothership,{SF}\nKraken Cove,{BOSTON};{LONDON}\n")
    own = Resolver.load(path)
    assert ids(own.place(["The Mothership"])) == [SF]
    assert sorted(ids(own.place(["Kraken Cove"]))) == [BOSTON, LONDON]
    assert own.version != Resolver.load().version


@pytest.mark.parametrize("line", ["Foo", "Foo,cbsa:99999", ",cbsa:41860", "Foo,", "a,b,c"])
def test_a_bad_alias_line_is_named(tmp_path, line):
    path = tmp_path / "aliases.csv"
    path.write_text(f"alias,metro_id\nHere,{SF}\n{line}\n")
    with pytest.raises(ValueError, match=r"aliases\.csv:3: "):
        Resolver.load(path)


def test_aliases_saved_by_a_spreadsheet_are_read(tmp_path):
    path = tmp_path / "aliases.csv"
    path.write_bytes(f"\ufeffalias,metro_id\r\nKraken Cove,{SF}\r\n".encode())
    assert ids(Resolver.load(path).place(["Kraken Cove"])) == [SF]


@pytest.mark.parametrize("line", ['"Open', 200_000 * "x", '"Here" too'])
def test_an_alias_line_that_is_no_csv_is_named_alone(tmp_path, line):
    path = tmp_path / "aliases.csv"
    path.write_text(f"alias,metro_id\nHere,{SF}\n{line},{SF}\nThere,{SF}\nWhere,{SF}\n")
    with pytest.raises(ValueError, match=r"aliases\.csv:3: the line is not CSV") as raised:
        Resolver.load(path)
    assert len(str(raised.value)) < 300


def test_aliases_that_are_no_text_are_named(tmp_path):
    path = tmp_path / "aliases.csv"
    path.write_bytes(b"\x9f\x00\xff")
    with pytest.raises(ValueError, match=r"aliases\.csv is not text in UTF-8"):
        Resolver.load(path)


def test_version_is_stable():
    assert Resolver.load().version == Resolver.load().version
    assert len(Resolver.load().version) == 12


def test_every_metro_a_placement_can_name_is_listed(resolver):
    known = {metro.metro_id for metro in resolver.metros()}
    rows = [*resolver._gazetteer.names][:40_000]
    named = {m for key in rows for c in resolver._gazetteer.candidates(key) for m in c.metros}
    assert len(named) > 2_000
    assert named <= known
