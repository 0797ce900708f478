"""Sector and function: the table of employers, the words read, and the fit."""

import re
from pathlib import Path

import numpy as np
import pytest

from classify.attributes import EMPLOYER_TYPES, SECTORS
from classify.build_topics import fit_topics
from classify.employer_facts import facts, read_table
from classify.employer_table import Facts, Row, table_name
from classify.example_titles import example_titles
from classify.item import Item
from classify.lessons import Topic
from classify.passages import Reading, read
from classify.topic_words import topic_runs, topic_singles
from classify.topical import Topical, Topics

HOSPITAL = "About us\nWe run three hospitals and care for patients.\nDuties\nBook visits."
BANK = "About us\nWe lend money and run a bank for savers.\nDuties\nBook loans."


@pytest.fixture(scope="module")
def model() -> Topical:
    known = [
        Topic(read(Item(f"Nurse {n}", f"Ward {n}", HOSPITAL)), "health", "health") for n in range(6)
    ]
    known += [
        Topic(read(Item(f"Accountant {n}", f"Vault {n}", BANK)), "finance", "finance")
        for n in range(6)
    ]
    return fit_topics(known, table={"saint hospital": Row(Facts("health"), True)})


def test_shipped_table_knows_every_sector_and_type() -> None:
    rows = read_table().rows
    assert len(rows) > 25_000
    told = [row.facts for row in rows.values()]
    assert {one.sector for one in told} == set(SECTORS)
    assert {one.type for one in told} == {None, *EMPLOYER_TYPES}


@pytest.mark.parametrize(
    ("employer", "sector"),
    [
        ("JPMorgan Chase & Co.", "finance"),
        ("Google UK Ltd", "software"),
        ("Pfizer, Inc.\n4.1", "health"),
        ("Airbus|3.9", "manufacturing"),
        ("University of Nowhere", "education"),
        ("City of Springfield", "government"),
        ("Compass Rose Holdings", None),
        ("Dropbox (YC S07)", "software"),
        ("Dropbox https://dropbox.com/jobs", "software"),
        ("Carta formerly eShares", "software"),
        ("Indeed.com", "software"),
        ("goldmansachs", "finance"),
        ("goldmansachs.com", "finance"),
        ("Oracle Consulting", None),
        ("Group X", None),
        ("x.com", "software"),
        ("Goldman Sachs Partners", "finance"),
        ("Accenture Consulting", "professional_services"),
        ("(stealth)", None),
        ("", None),
    ],
)
def test_known_sector(employer: str, sector: str | None) -> None:
    assert facts(employer).sector == sector


@pytest.mark.parametrize(
    "employer",
    [
        "Fox Valley School District",
        "Dell Children's Medical Center",
        "Sage Orthopedics",
        "Oracle Elevator",
        "Amazon Conservation Team",
        "Siemens Credit Union Bank",
        "Google Roofing & Construction",
        "Stanford University Hospital",
        "Pearson Plumbing",
        "Fox Hollister",
        "Sage Dermatology",
        "Jacobs Bakehouse",
        "Software Freedom Watch",
    ],
)
def test_a_known_beginning_does_not_tell_another_employer(employer: str) -> None:
    assert facts(employer).sector is None


@pytest.mark.parametrize(
    ("employer", "sector"),
    [
        ("Oracle America, Inc.", "software"),
        ("Fox News Media", "media"),
        ("Dell Technologies Ireland", "hardware"),
        ("Sage", "software"),
        ("Sage Therapeutics", "health"),
        ("Department of Energy and Public Health", "government"),
        ("City of Springfield Library", "government"),
        ("University of Nowhere School of Medicine", "education"),
        ("Pfizer Animal Health", "health"),
        ("Walmart Pharmacy", "retail"),
        ("Allianz Private Health", "insurance"),
    ],
)
def test_a_noun_that_agrees_leaves_the_beginning_to_tell(employer: str, sector: str) -> None:
    assert facts(employer).sector == sector


@pytest.mark.parametrize(
    "text",
    [
        "20bn hedge fund (20 employees)",
        "1aim Berlin, Germany",
        "Gobbledy (YC W14)",
        "Confidential Series B Fintech",
        "Refreshed July 10 2026",
        "Toronto, Canada",
    ],
)
def test_text_of_a_post_is_no_employer(text: str) -> None:
    assert facts(text).sector is None


def test_table_holds_names_and_no_text_of_posts() -> None:
    names = read_table().rows
    marks = {"http", "https", "yc", "formerly", "previously", "salary", "hiring"}
    found = [name for name in names if marks & set(name.split()) or len(name.split()) > 9]
    assert found == []
    assert [name for name in names if re.search(r"\d+ employees$", name)] == []


@pytest.mark.parametrize("employer", ["Discovery", "Engineering", "Remote", "Georgia", "Talent"])
def test_a_common_word_or_place_tells_no_employer(employer: str) -> None:
    assert facts(employer).sector is None


def test_table_name_drops_ratings() -> None:
    assert table_name("Autodesk 4.0") == table_name("Autodesk") == "autodesk"


def test_example_titles_are_sorted_and_distinct() -> None:
    titles = [title for title, _ in example_titles()]
    assert titles == sorted(set(titles))


def test_a_wrong_example_title_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "titles.csv"
    path.write_text("title,function\nclerk,desk\n")
    with pytest.raises(ValueError, match="clerk has no known function: desk"):
        example_titles(path)


def test_about_block_keeps_sentences_on_the_employer() -> None:
    reading = read(Item("Clerk", "Vault Street", "Duties\nFile papers.\nVault Street lends money."))
    about = [word for _, words in topic_runs(reading)["about"] for word in words]
    assert "lends" in about
    assert "papers" not in about


def test_rank_does_not_reach_the_head_of_a_title() -> None:
    runs = dict(topic_runs(read(Item("Senior Nurse (Remote) - Berlin", "", "")))["head"])
    assert runs == {"h=": ["nurse"], "z=": ["nurse"]}


def test_a_bare_name_tells_nothing_of_a_job() -> None:
    told = topic_singles(read(Item("", "Vault Street Bank", "")), Facts(), deep=True)
    assert told["ranks"] == told["duties"] == []
    assert told["name_letters"]


def test_words_tell_an_employer_that_the_table_lacks(model: Topical) -> None:
    found = model.judge(read(Item("Nurse", "Unheard Name", HOSPITAL)))
    assert (found.sector, found.function) == ("health", "health")


def test_table_goes_before_words(model: Topical) -> None:
    assert model.judge(read(Item("Nurse", "Goldman Sachs", HOSPITAL))).sector == "finance"


def test_title_and_employer_are_enough(model: Topical) -> None:
    found = model.judge(read(Item("Line cook", "Saint Nowhere Hospital", "")))
    assert (found.sector, found.function) == ("health", "trades")


def test_nothing_is_told_by_nothing(model: Topical) -> None:
    assert model.judge(read(Item("", "", ""))) == Topics()
    assert model.judge(read(Item("", "Goldman Sachs", ""))) == Topics(
        "finance", employer_type="other_private"
    )


def test_saved_model_judges_alike(model: Topical, tmp_path: Path) -> None:
    model.save(tmp_path / "topical.npz")
    again = Topical.load(tmp_path / "topical.npz")
    reading = read(Item("Accountant", "Unheard Name", BANK))
    assert again.judge(reading) == model.judge(reading)
    np.testing.assert_allclose(again.score(reading), model.score(reading), atol=0.02)


def test_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="reinstall"):
        Topical.load(tmp_path / "topical.npz")


def test_vectors_pass_on_what_a_neighbour_learnt() -> None:
    texts = (
        ["Duties\nTend otters."] * 6 + ["Duties\nCount coins."] * 6 + ["Duties\nTend stoats."] * 5
    )
    readings = [Reading("", "", "", read(Item("", "", text)).lines, (), ()) for text in texts]
    kinds = ["health"] * 6 + ["finance"] * 6 + [""] * 5
    like = {"otters": np.array([9, 0], np.float32), "stoats": np.array([9, 0], np.float32)}
    like["coins"] = np.array([0, 9], np.float32)
    known = [Topic(*pair) for pair in zip(readings, kinds, strict=True)]
    model = fit_topics(known, like, {})
    assert model.judge(readings[-1]).sector == "health"
