"""A table of employers: a name by its spellings, then by its beginnings that the table allows."""

from pathlib import Path

import pytest

from classify.employer_table import MOST_WORDS, EmployerTable, Facts, Row


def of(sector: str, kind: str | None = None, *, begins: bool = False) -> Row:
    return Row(Facts(sector, kind), begins)


def table(**rows: Row) -> EmployerTable:
    """A table of names written with an underscore for a space."""
    return EmployerTable({name.replace("_", " "): row for name, row in rows.items()})


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("acme anvils", "acme anvils"),
        ("acmeanvils", "acme anvils"),
        ("acmeanvils io", "acme anvils"),
        ("acme anvils", "acmeanvils"),
        ("acme anvils com", "acmeanvils"),
        ("acme com", "acme"),
        ("x com", "x com"),
        ("acme anvils com", "acmeanvilscom"),
    ],
)
def test_a_whole_name_is_found_by_each_spelling(name, row):
    assert EmployerTable({row: of("retail")}).whole(name).sector == "retail"


@pytest.mark.parametrize("name", ["acme", "acme anvils uk", "anvils", "com", ""])
def test_another_name_is_not_found(name):
    assert table(acme_anvils=of("retail", begins=True)).whole(name) == (None, None)


def test_a_short_name_is_not_known_without_its_spaces():
    assert table(ab_cd=of("retail")).whole("abcd") == (None, None)


def test_names_alike_without_spaces_tell_only_what_they_agree_on():
    differing = table(acme_anvils=of("retail"), acmean_vils=of("media"))
    assert differing.whole("acmeanvils") == (None, None)
    agreeing = table(acme_anvils=of("retail"), acmean_vils=of("retail"))
    assert agreeing.whole("acmeanvils").sector == "retail"


def test_a_name_of_its_own_goes_before_one_without_its_spaces():
    both = table(acme_anvils=of("retail"), acmeanvils=of("media"))
    assert both.whole("acmeanvils").sector == "media"
    assert both.whole("acme anvils").sector == "retail"


def test_allowed_beginnings_come_longest_first():
    known = table(
        acme=of("retail", begins=True),
        acme_bank=of("finance", begins=True),
        acme_bank_of=of("media"),
        acme_bank_of_utah=of("health", begins=True),
    )
    found = [(name, facts.sector) for name, facts in known.begun("acme bank of utah")]
    assert found == [("acme bank", "finance"), ("acme", "retail")]


@pytest.mark.parametrize("name", ["acme", "acmes bank", "the acme", ""])
def test_a_beginning_is_shorter_than_its_name_by_whole_words(name):
    assert list(table(acme=of("retail", begins=True)).begun(name)) == []


@pytest.mark.parametrize("words", [MOST_WORDS, MOST_WORDS + 1])
def test_a_beginning_has_at_most_so_many_words(words):
    known = EmployerTable({" ".join(["acme"] * words): of("retail", begins=True)})
    assert bool(list(known.begun("acme " * 100))) == (words == MOST_WORDS)


def test_names_alike_without_spaces_tell_a_sector_where_only_the_types_differ():
    known = table(acme_anvils=of("retail", "other_private"), acmean_vils=of("retail", "other_tech"))
    assert known.whole("acmeanvils") == ("retail", None)


HEADER = "employer,sector,type,begins\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + "b,retail,,\na,retail,,\n", "sort"),
        (HEADER + "a,retail,,\na,retail,,\n", "once"),
        (HEADER + "a,retail,giant,\n", "no known type: giant"),
        (HEADER + "a,shops,,yes\n", "no known sector: shops"),
        (HEADER + "a,retail,,no\n", 'begins is "yes" or empty'),
        ("employer,sector\na,retail\n", "first line"),
        ("", "first line"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, text: str, message: str):
    path = tmp_path / "employers.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=message):
        EmployerTable.read(path)


def test_a_table_is_read_as_it_is_written(tmp_path: Path):
    path = tmp_path / "employers.csv"
    path.write_text(HEADER + "acme,retail,,yes\nbrill ai,software,ai_startup,\n")
    assert EmployerTable.read(path).rows == {
        "acme": of("retail", begins=True),
        "brill ai": of("software", "ai_startup"),
    }
