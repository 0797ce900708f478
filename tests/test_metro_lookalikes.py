"""Codes, counties, districts and towns that look like a place elsewhere: nothing is invented."""

import pytest
from metro_cities import cities

from db.posting import Address


def scope_alone(placement):
    """Return the scope of a placement that is remote and in no metro."""
    assert (placement.remote, placement.places) == ("remote", ())
    return placement.scope


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Milano, MI, Italy", "Milan, IT"),
        ("Bologna, BO, Italy", "Bologna, IT"),
        ("Barcelona, CT, ES", "Barcelona, ES"),
        ("Copenhagen, CA, Denmark", "Copenhagen, DK"),
        ("Lagos, LA, Nigeria", "Lagos, NG"),
        ("Bogota, DC, Colombia", "Bogotá, CO"),
        ("Hyderabad, AP, India", "Hyderabad, IN"),
        ("Mexico City, DF", "Mexico City, MX"),
    ],
)
def test_a_code_that_the_tables_lack_does_not_move_a_city(resolver, text, city):
    placement = resolver.place([text])
    assert (cities(placement), placement.countries) == ([city], (city[-2:],))


def test_a_state_code_before_another_country_is_not_overruled(resolver):
    for text in ("Cambridge, MA, UK", "Birmingham, AL, UK"):
        assert not {"Cambridge, GB", "Birmingham, GB"} & set(cities(resolver.place([text])))
    assert cities(resolver.place(["Vancouver, WA, CA"])) == ["Portland, OR"]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Brighton, East Sussex", "Brighton, GB"),
        ("Norwich, Norfolk", "Norwich, GB"),
        ("Maidstone, Kent", "Maidstone, GB"),
        ("Warwick, Warwickshire", "Coventry, GB"),
        ("Leeds, West Yorkshire", "Leeds, GB"),
        ("Limerick, Co. Limerick, Ireland", "Limerick, IE"),
        ("Coventry, West Midlands", "Coventry, GB"),
        ("West Midlands", "Birmingham, GB"),
        ("Norfolk", "Virginia Beach, VA"),
        ("Kent, WA", "Seattle, WA"),
        ("Surrey, BC", "Vancouver, CA"),
    ],
)
def test_counties_of_britain_and_ireland(resolver, text, city):
    assert cities(resolver.place([text])) == [city]


def test_a_county_is_not_its_namesake_city_nor_the_other_way_round(resolver):
    assert resolver.place(["Kent, UK"]).places == ()
    pair = ["Richmond, VA", "Virginia Beach, VA"]
    assert cities(resolver.place(["Richmond, Norfolk, VA"])) == pair


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Edgewood, NY, US", []),
        ("Edgewood, NY", []),
        ("Rome, New York, US", ["Utica, NY"]),
        ("Rome, New York", ["Utica, NY"]),
        ("Boston, New York", ["Boston, MA", "New York, NY"]),
        ("London, Washington", ["London, GB", "Washington, DC"]),
        ("Langley, Washington", ["Oak Harbor, WA"]),
        ("Arlington, Washington", ["Seattle, WA"]),
        ("Seattle, NY", ["Seattle, WA", "New York, NY"]),
        ("Boston, New York, US", ["Boston, MA", "New York, NY"]),
        ("Jamaica, Queens, NY", ["New York, NY"]),
    ],
)
def test_new_york_and_washington_are_states_where_a_state_stands(resolver, text, city):
    assert cities(resolver.place([text])) == city


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Capitol Hill, Seattle, WA", ["Seattle, WA"]),
        ("Fremont, Seattle, WA", ["Seattle, WA"]),
        ("Oakland, Pittsburgh, PA", ["Pittsburgh, PA"]),
        ("Union Square, San Francisco", ["San Francisco, CA"]),
        ("Seattle (Fremont)", ["Seattle, WA"]),
        ("Los Angeles - Highland Park", ["Los Angeles, CA"]),
        ("Hyde Park, London", ["London, GB"]),
        ("Lincoln Park, Chicago", ["Chicago, IL"]),
        ("Whitefield, Bangalore", ["Bengaluru, IN"]),
        ("Cambridge, Boston", ["Boston, MA"]),
    ],
)
def test_a_district_is_not_its_namesake(resolver, text, city):
    assert cities(resolver.place([text])) == city


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Palo Alto, Seattle", ["San Jose, CA", "Seattle, WA"]),
        ("Bellevue, San Francisco", ["Seattle, WA", "San Francisco, CA"]),
        ("San Francisco (Palo Alto)", ["San Francisco, CA", "San Jose, CA"]),
        ("Oxford, London", ["Oxford, GB", "London, GB"]),
        ("Madison, Chicago", ["Madison, WI", "Chicago, IL"]),
    ],
)
def test_two_cities_stay_two(resolver, text, pair):
    assert cities(resolver.place([text])) == pair


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("CA-Ontario-Toronto", ["Toronto, CA"]),
        ("US-CA-Ontario", ["Riverside, CA"]),
        ("REMOTE (US East Coast/Europe) / ONSITE (London, NYC)", ["London, GB", "New York, NY"]),
        ("US, KY, London", ["Corbin, KY"]),
        ("Ithaca, Hanover, NH", ["Ithaca, NY", "Lebanon, NH"]),
        ("Santa Barbara, 20140 Nowhere, France", []),
        ("Peterson Space Force Base, Colorado", ["Colorado Springs, CO"]),
        ("MacDill Air Force Base, FL", ["Tampa, FL"]),
        ("SF Bay", ["San Francisco, CA", "San Jose, CA"]),
    ],
)
def test_areas_before_and_after_a_place(resolver, text, city):
    assert cities(resolver.place([text])) == city


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Work from anywhere", ("GLOBAL",)),
        ("Remote but must be based in the US", ("US",)),
        ("Second Dinner (US Remote)", ("US",)),
        ("Nowhere Bay, Australia (Remote)", ("AU",)),
    ],
)
def test_the_scope_beside_words_that_name_no_place(resolver, text, scope):
    assert scope_alone(resolver.place([text])) == scope


def test_a_word_with_an_apostrophe_is_no_code(resolver):
    assert resolver.place(["I'm"]).countries == ()


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Remote - Georgia, USA", ("US-GA", "US")),
        ("CA (Remote)", ("US-CA",)),
        ("Remote - Quebec", ("CA",)),
        ("Trabajo remoto - Colombia", ("CO",)),
        ("À distance - France", ("FR",)),
        ("Remote / Deutschlandweit", ("DE",)),
    ],
)
def test_the_scope_of_areas_with_two_meanings(resolver, text, scope):
    assert scope_alone(resolver.place([text])) == scope


@pytest.mark.parametrize("text", ["Google, FB", "Central Valley, CA", "Westside, LA", "Fully"])
def test_former_names_and_words_are_no_places(resolver, text):
    assert resolver.place([text]).places == ()


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Fully on-site, Huntsville, AL", ["Huntsville, AL"]),
        ("Santa Monica, LA", ["Los Angeles, CA"]),
        ("Nueva York", ["New York, NY"]),
    ],
)
def test_cities_beside_such_words(resolver, text, city):
    assert cities(resolver.place([text])) == city


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("US (Seattle), Canada (Vancouver)", ["Seattle, WA", "Vancouver, CA"]),
        ("東京・大阪", ["Tokyo, JP", "Osaka, JP"]),
        ("上海市 北京市", ["Shanghai, CN", "Beijing, CN"]),
        ("Kraków lub Wrocław", ["Kraków, PL", "Wrocław, PL"]),
        ("DC/MD/VA", ["Washington, DC"]),
    ],
)
def test_lists_in_other_shapes(resolver, text, found):
    assert cities(resolver.place([text])) == found


def test_codes_in_a_list_of_states_are_states(resolver):
    for text in ("CA or NY", "MD/VA/PA"):
        assert resolver.place([text]).countries == ("US",)
    assert resolver.place(["Remote (US/CA)"]).scope == ("US", "CA")


@pytest.mark.parametrize("text", ["Warszawa lub zdalnie", "Москва, удаленно"])
def test_remote_in_slavic_languages(resolver, text):
    assert resolver.place([text]).remote == "remote"


@pytest.mark.parametrize("text", ["IT", "HR", "DevOps, QA", "IT, Engineering", "Best"])
def test_trades_and_words_are_no_countries(resolver, text):
    placement = resolver.place([text])
    assert (placement.places, placement.countries) == ((), ())


def test_the_same_codes_beside_places_are_countries(resolver):
    assert cities(resolver.place(["Milano, IT"])) == ["Milan, IT"]
    assert resolver.place(["Remote, IT"]).scope == ("IT",)
    assert set(resolver.place(["DE, IT, FR"]).countries) == {"DE", "IT", "FR"}
    for address in (Address(country="it"), Address(locality="Nowhere", country="IT")):
        assert resolver.place([], addresses=[address]).countries == ("IT",)


def test_a_bare_name_of_two_like_cities_stays_open(resolver):
    assert resolver.place(["Lafayette"]).unresolved[0].reason == "ambiguous"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SF, NY, NC, Dubai", ["San Francisco, CA", "New York, NY", "Dubai, AE"]),
        ("Kharadi, IND", ["Pune, IN"]),
        ("Bellandur, IND", ["Bengaluru, IN"]),
        ("West Loop, TX", []),
    ],
)
def test_codes_of_cities_and_districts_beside_areas(resolver, text, found):
    assert cities(resolver.place([text])) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nice to have", []),
        ("Split shift", []),
        ("US - NY - New York - 1 Penn Plaza", ["New York, NY"]),
        ("서울특별시 강남구", ["Seoul, KR"]),
        ("Rhein-Main-Gebiet", ["Frankfurt am Main, DE"]),
    ],
)
def test_words_and_houses_inside_a_string(resolver, text, found):
    assert cities(resolver.place([text])) == found
