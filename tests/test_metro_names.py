"""Names in other spellings, with list words, with states, and beside structured addresses."""

import pytest
from metro_cities import cities

from db.posting import Address


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Mc Allen, TX", ["McAllen, TX"]),
        ("MC KINNEY, TX", ["Dallas, TX"]),
        ("Mc Lean, VA", ["Washington, DC"]),
        ("Du Bois, Pennsylvania", ["DuBois, PA"]),
        ("De Soto, TX", ["Dallas, TX"]),
        ("La Fayette, IN", ["Lafayette, IN"]),
        ("LaPorte, IN", ["Michigan City, IN"]),
        ("ElPaso, TX", ["El Paso, TX"]),
    ],
)
def test_particles_apart_or_joined(resolver, text, city):
    assert cities(resolver.place([text])) == city


@pytest.mark.parametrize("text", ["Fayeteville, NY", "Nowhereville, New York, USA"])
def test_new_york_after_an_unknown_town_is_the_state(resolver, text):
    placement = resolver.place([text])
    assert (placement.places, placement.countries) == ((), ("US",))


@pytest.mark.parametrize(
    "text",
    ["Nowhere District, NY", "1 Nowhere Plaza, NY", "Nowhere House, New York",
     "Nowhere University, NY", "Nowhere - New York, NY"],
)  # fmt: skip
def test_new_york_after_a_building_or_district_is_the_city(resolver, text):
    assert cities(resolver.place([text])) == ["New York, NY"]


def test_an_alias_leaves_a_town_of_the_name_in_another_state(resolver):
    assert cities(resolver.place(["Andover, New Hampshire"])) == ["Concord, NH"]
    assert cities(resolver.place(["Andover, MA"])) == ["Boston, MA"]
    assert cities(resolver.place(["Andover"])) == ["Boston, MA"]


def test_a_district_with_a_large_namesake_far_away_is_in_its_city(resolver):
    assert cities(resolver.place(["Santa Ana, Manila City, Metro Manila"])) == ["Manila, PH"]
    assert cities(resolver.place(["Santa Ana, San Diego"])) == ["Los Angeles, CA", "San Diego, CA"]


def test_words_in_small_letters_are_no_villages_of_a_country(resolver):
    text = "Varies between remote (in USA) and on-site in Denver, CO, USA"
    assert cities(resolver.place([text])) == ["Denver, CO"]


def test_an_unknown_part_of_a_name_is_no_division_abroad(resolver):
    assert resolver.place(["Saint Thomas, Virgin Islands"]).countries != ("HK",)


@pytest.mark.parametrize(
    ("location", "address", "city"),
    [
        ("Paris or London", Address(locality="London"), ["London, GB", "Paris, FR"]),
        ("Berlin Office",
         Address(locality="Berlin", region="Berlin-Brandenburg", country="Germany"),
         ["Berlin, DE"]),
        ("Paris or London", Address(locality="Dublin", country="Ireland"), ["Dublin, IE"]),
        ("Office", Address(region="New York", country="US"), ["New York, NY"]),
    ],
)  # fmt: skip
def test_an_address_beats_its_string_and_the_string_fills_what_it_lacks(
    resolver, location, address, city
):
    assert cities(resolver.place([location], addresses=[address])) == city


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Town and Country, MO", ["St. Louis, MO"]),
        ("Perth, Perth and Kinross, UK", ["Perth, GB"]),
        ("Perth, Perth & Kinross, UK", ["Perth, GB"]),
        ("Windsor and Maidenhead, UK", []),
        ("Srinagar, Jammu and Kashmir", ["Srinagar, IN"]),
        ("Berlin or Bosnia and Herzegovina", ["Berlin, DE"]),
        ("St. John's, Newfoundland & Labrador, Canada", ["St. John's, CA"]),
        ("San Francisco (Hybrid) or Remote (US)", ["San Francisco, CA"]),
        ("London (UK) or Remote (EMEA)", ["London, GB"]),
        ("Truth or Consequences, NM", []),
        ("Town and Country Hotel, Boston and Chicago", ["Boston, MA", "Chicago, IL"]),
    ],
)
def test_a_list_word_may_belong_to_a_name(resolver, text, found):
    placement = resolver.place([text])
    assert cities(placement) == found
    assert "unknown" not in {item.reason for item in placement.unresolved} or "Hotel" in text
    assert not [code for code in placement.scope if code.startswith("US-")]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Wirral, England, United Kingdom", "Liverpool, GB"),
        ("Trafford, UK", "Manchester, GB"),
        ("Haringey, England", "London, GB"),
        ("Southwark", "London, GB"),
        ("Seymour Johnson AFB, North Carolina", "Goldsboro, NC"),
        ("Fort George G. Meade, Maryland", "Baltimore, MD"),
        ("Dyess Air Force Base, TX", "Abilene, TX"),
        ("F.E. Warren AFB, Wyoming", "Cheyenne, WY"),
        ("Naval Air Station Oceana, Virginia", "Virginia Beach, VA"),
    ],
)
def test_boroughs_and_bases(resolver, text, city):
    assert cities(resolver.place([text])) == [city]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Salem OR", "Salem, OR"),
        ("Columbus IN", "Columbus, IN"),
        ("Wilmington DE", "Philadelphia, PA"),
        ("Boston or", "Boston, MA"),
        ("OFFICE IN BOSTON", "Boston, MA"),
        ("US-AL-Mobile", "Mobile, AL"),
        ("US, SC, Columbia", "Columbia, SC"),
        ("US-CA-Mobile-San Diego", "San Diego, CA"),
        ("US-PA-Wilkes-Barre", "Scranton, PA"),
        ("US-CA-Arden-Arcade-Office", "Sacramento, CA"),
    ],
)
def test_state_codes_and_towns_that_are_words(resolver, text, city):
    assert cities(resolver.place([text])) == [city]
