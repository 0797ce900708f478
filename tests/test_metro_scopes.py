"""The scope of remote work beside cities, in time zones and in lists."""

import pytest


@pytest.mark.parametrize(
    ("text", "metros", "scope"),
    [
        ("Chicago, US-Remote", 1, ("US",)),
        ("Chicago, US-Remote, Canada-Remote", 1, ("US", "CA")),
        ("Denver, CO; Minneapolis, MN, US Remote", 2, ("US",)),
        ("Dallas, TX (Remote US or Hybrid)", 1, ("US",)),
        ("US-Austin, US-Seattle, US-Remote", 2, ("US",)),
        ("London, US Remote", 1, ("US",)),
        ("Leeds, Remote in the US", 1, ("US",)),
        ("Austin, US (Remote)", 1, ()),
        ("Cologne, Germany - Remote", 1, ()),
        ("San Diego, CA Remote", 1, ()),
    ],
)
def test_a_country_that_a_word_for_remote_is_joined_to_is_the_scope(resolver, text, metros, scope):
    placement = resolver.place([text])
    assert (placement.remote, len(placement.places)) == ("remote", metros)
    assert placement.scope == scope


def test_such_a_country_still_says_which_place_is_meant(resolver):
    placement = resolver.place(["Birmingham, UK Remote"])
    assert (placement.countries, placement.scope) == (("GB",), ("GB",))
    placement = resolver.place(["Guadalajara, Mexico Remote"])
    assert (placement.countries, placement.scope) == (("MX",), ("MX",))


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("ET/CT/PT Remote", ("TZ",)),
        ("Remote PT/ET Hours", ("TZ",)),
        ("Remote (US, ET/CT)", ("US",)),
        ("Remote (PT)", ("PT",)),
        ("Remote (CT)", ("US-CT",)),
    ],
)
def test_zones_in_a_list_are_no_states_and_countries(resolver, text, scope):
    assert resolver.place([text]).scope == scope


@pytest.mark.parametrize("text", ["Remote (non-U.S.)", "Remote, outside the US", "Remote, non-EU"])
def test_an_area_that_is_ruled_out_is_no_scope(resolver, text):
    assert resolver.place([text]).scope == ()


def test_a_state_after_its_country_is_no_country_in_a_list(resolver):
    placement = resolver.place(["US-Seattle, US-Georgia or US-Remote"])
    assert set(placement.scope) == {"US-GA", "US"}


def test_new_york_beside_a_remote_state_is_the_state(resolver):
    placement = resolver.place(["New York - Remote; Pennsylvania - Remote"])
    assert (placement.places, set(placement.scope)) == ((), {"US-NY", "US-PA"})
    assert len(resolver.place(["Boston, New York or New Jersey (Remote)"]).places) == 2


def test_remote_available_in_countries(resolver):
    placement = resolver.place(["San Francisco preferred, remote available (Australia, NZ)"])
    assert placement.scope == ("AU", "NZ")
