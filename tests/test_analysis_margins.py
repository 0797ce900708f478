"""Employer weights from a file of shares by sector."""

from __future__ import annotations

import pytest
from panel_rows import posting

from analysis.frame import panel
from analysis.margins import by_sector, read_margins


def tech_heavy():
    """Four technology employers with ten postings each, one hospital with ten."""
    rows = [posting(f"e{e}", "m1", sector="software") for e in range(4) for _ in range(10)]
    return panel(rows + [posting("h", "m2", sector="health") for _ in range(10)])


def test_weighted_postings_have_the_given_shares():
    weighted, raking = by_sector(tech_heavy(), {"software": 1, "health": 3})
    mass = weighted.mass(True)
    health = weighted.sector.codes == weighted.sector.names.index("health")
    assert mass[health].sum() / mass.sum() == pytest.approx(0.75)
    assert raking.thin == ("software", "health")


def test_a_sector_that_nobody_is_in_is_named():
    with pytest.raises(ValueError, match="energy"):
        by_sector(tech_heavy(), {"energy": 1})


def test_a_file_of_shares_is_read(tmp_path):
    path = tmp_path / "margins.csv"
    path.write_text("\ufeffsector,share\r\nsoftware, 0.2\r\n\r\nhealth,0.8\r\n", encoding="utf-8")
    assert read_margins(path) == {"software": 0.2, "health": 0.8}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "first line"),
        ("sector;share\n", "first line"),
        ("sector,share\n", "no shares"),
        ("sector,share\nsoftware,much\n", ":2: not a sector"),
        ("sector,share\nsoftware,-1\n", ":2: the share"),
        ("sector,share\na,1\na,2\n", ":3: a stands there twice"),
        ("sector,share\na,1,2\n", ":2: not a sector"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path, text, sentence):
    path = tmp_path / "margins.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=sentence):
        read_margins(path)
