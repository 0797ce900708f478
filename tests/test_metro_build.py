"""The build's own rules: radius, joining of hubs, point in polygon, packed tables."""

import pytest

from metro.build_connecticut import _inside
from metro.build_towns import Town, distance, merge, radius, small_towns
from metro.gazetteer import DATA
from metro.pack import read_pairs, write_pairs


def town(geonames_id, name, population, latitude, longitude, hub):
    return Town(geonames_id, name, "CH", "ZH", population, latitude, longitude, hub)


def test_radius_grows_with_people_and_is_capped():
    assert radius(100_000) == pytest.approx(9)
    assert radius(1_000_000) == pytest.approx(9 * 10**0.35)
    assert radius(10**9) == 50


def test_distance_in_kilometres():
    zurich = town("1", "Zürich", 400_000, 47.37, 8.54, "1")
    assert distance(zurich, 47.56, 7.59) == pytest.approx(74, abs=2)


def test_a_small_town_joins_the_nearest_hub_in_reach():
    hub = town("1", "Zürich", 400_000, 47.37, 8.54, "1")
    place = {"countrycode": "CH", "admin1code": "ZH", "population": 2_000, "name": "Dorf"}
    cities = {
        "2": {**place, "latitude": 47.40, "longitude": 8.60},
        "3": {**place, "latitude": 46.5, "longitude": 9.8},
    }
    near, far = small_towns([hub], {"1": 900_000}, cities, frozenset())
    assert (near.hub, far.hub) == ("1", "")


def test_official_suburbs_join_their_core():
    cores = {(row["country"], row["core"]) for row in _merges()}
    towns = [
        Town(f"{country}{name}", name, country, "", 1_000_000, 0, 0, f"{country}{name}")
        for country, name in cores
    ]
    towns += [
        Town(f"s{row['country']}{row['town']}", row["town"], row["country"], "", 50_000, 0, 0,
             f"s{row['country']}{row['town']}")
        for row in _merges()
    ]  # fmt: skip
    hubs = {town.name: town.hub for town in merge(towns)}
    assert hubs["Winterthur"] == "CHZürich"
    assert hubs["Brampton"] == "CAToronto"


def _merges():
    import csv

    from metro.build_sources import CURATED

    return list(csv.DictReader((CURATED / "merges.csv").open(encoding="utf-8")))


def test_point_in_polygon():
    square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
    assert _inside((1.0, 1.0), square)
    assert not _inside((3.0, 1.0), square)


def test_packed_pairs_come_back(tmp_path):
    pairs = {"b": "2", "a": "1;x", "東京": "3"}
    write_pairs(tmp_path / "pairs.xz", pairs)
    assert read_pairs(tmp_path / "pairs.xz") == pairs


@pytest.mark.parametrize("name", ["table.xz", "table.z"])
@pytest.mark.parametrize("cut", [0, 20, -4])
def test_a_damaged_table_is_refused(tmp_path, name, cut):
    path = tmp_path / name
    write_pairs(path, {str(number): "value" for number in range(1000)})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ValueError, match="tables of metros are damaged"):
        read_pairs(path)


def test_shipped_data_is_small():
    assert sum(path.stat().st_size for path in DATA.iterdir()) <= 4 * 1024 * 1024
