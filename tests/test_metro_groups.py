"""Groups, denominators and code successors are data that can be relied on."""

from collections import Counter

import pytest

from metro.groups import GROUPS, current_cbsa, read_groups
from metro.resolver import Resolver


@pytest.fixture(scope="module")
def metros():
    return {metro.metro_id: metro for metro in Resolver.load().metros()}


def test_every_member_is_a_metro(metros):
    assert {m for group in GROUPS.values() for m in group.members} <= set(metros)
    assert all(group.members and group.label and group.source for group in GROUPS.values())


def test_the_bay_area_is_two_metros():
    assert set(GROUPS["bay-area"].members) == {"cbsa:41860", "cbsa:41940"}
    assert set(GROUPS["bay-area"].members) < set(GROUPS["six-coastal"].members)


def test_brookings_2021_counts():
    assert len(GROUPS["brookings-2021-superstars"].members) == 2
    assert len(GROUPS["brookings-2021-early-adopters"].members) == 13


def test_global_and_secondary_hubs_are_disjoint():
    hubs, second = GROUPS["global-hubs"].members, GROUPS["secondary-hubs"].members
    assert not set(hubs) & set(second)
    assert {"int:2643743", "int:6167865", "int:1816670"} <= set(hubs)


def test_us_metros_have_denominators_and_others_have_none(metros):
    kinds = Counter(metro.kind for metro in metros.values())
    assert kinds["metro"] + kinds["micro"] == 935
    stated = [m for m in metros.values() if m.employment is not None]
    assert len(stated) == 393
    assert {m.kind for m in stated} == {"metro"}
    assert metros["cbsa:41860"].employment == 2_373_920
    assert metros["cbsa:35620"].employment == 9_492_000
    assert metros["cbsa:41940"].computer_employment == 149_970
    abroad = [m for m in metros.values() if m.kind == "int"]
    assert all(m.employment is None and m.computer_employment is None for m in abroad)


def test_metros_lie_where_their_city_is(metros):
    bay = metros["cbsa:41940"]
    assert (bay.latitude, bay.longitude) == pytest.approx((37.34, -121.89), abs=0.05)
    london = metros["int:2643743"]
    assert (london.latitude, london.longitude) == pytest.approx((51.51, -0.13), abs=0.02)


@pytest.mark.parametrize(
    ("old", "new"),
    [("17460", "17410"), ("39100", "28880"), ("36140", "12100"), ("41860", "41860"),
     ("13620", None)],
)  # fmt: skip
def test_codes_of_2020_lead_to_2023(old, new):
    assert current_cbsa(old) == new


def test_an_analysts_own_group_is_read_or_refused(tmp_path):
    groups, members = tmp_path / "groups.csv", tmp_path / "members.csv"
    groups.write_text("group,label,source\ntexas,Texas Triangle,me\n")
    members.write_text("group,metro_id,name\ntexas,cbsa:12420,Austin\n")
    assert read_groups(groups, members)["texas"].members == ("cbsa:12420",)
    members.write_text("group,metro_id,name\nutah,cbsa:41620,Salt Lake City\n")
    with pytest.raises(ValueError, match="no group 'utah'"):
        read_groups(groups, members)
