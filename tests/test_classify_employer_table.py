"""A table of employers: a name by its spellings, then by its beginnings that the table allows."""

import pytest

from classify.employer_table import MOST_WORDS, EmployerTable, Row


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
    assert EmployerTable({row: Row("retail", False)}).whole(name) == "retail"


@pytest.mark.parametrize("name", ["acme", "acme anvils uk", "anvils", "com", ""])
def test_another_name_is_not_found(name):
    assert table(acme_anvils=Row("retail", True)).whole(name) is None


def test_a_short_name_is_not_known_without_its_spaces():
    assert table(ab_cd=Row("retail", False)).whole("abcd") is None


def test_names_alike_without_spaces_tell_only_what_they_agree_on():
    differing = table(acme_anvils=Row("retail", False), acmean_vils=Row("media", False))
    assert differing.whole("acmeanvils") is None
    agreeing = table(acme_anvils=Row("retail", False), acmean_vils=Row("retail", False))
    assert agreeing.whole("acmeanvils") == "retail"


def test_a_name_of_its_own_goes_before_one_without_its_spaces():
    both = table(acme_anvils=Row("retail", False), acmeanvils=Row("media", False))
    assert both.whole("acmeanvils") == "media"
    assert both.whole("acme anvils") == "retail"


def test_allowed_beginnings_come_longest_first():
    known = table(
        acme=Row("retail", True),
        acme_bank=Row("finance", True),
        acme_bank_of=Row("media", False),
        acme_bank_of_utah=Row("health", True),
    )
    assert list(known.begun("acme bank of utah")) == [("acme bank", "finance"), ("acme", "retail")]


@pytest.mark.parametrize("name", ["acme", "acmes bank", "the acme", ""])
def test_a_beginning_is_shorter_than_its_name_by_whole_words(name):
    assert list(table(acme=Row("retail", True)).begun(name)) == []


@pytest.mark.parametrize("words", [MOST_WORDS, MOST_WORDS + 1])
def test_a_beginning_has_at_most_so_many_words(words):
    known = EmployerTable({" ".join(["acme"] * words): Row("retail", True)})
    assert bool(list(known.begun("acme " * 100))) == (words == MOST_WORDS)
