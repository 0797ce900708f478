"""The catalogue is complete: every fault has a sentence and tests, or a reason why it has none."""

import faults
import pytest

from docs.faults import catalogue, named, page
from docs.generate import PAGES


def test_the_catalogue_has_every_number_once():
    assert list(faults.FAULTS) == list(range(1, 94))
    covered = [n for first, last in faults.GROUPS.values() for n in range(first, last + 1)]
    assert covered == list(faults.FAULTS)
    assert len(set(faults.FAULTS.values())) == 93


@pytest.mark.parametrize("number", faults.FAULTS)
def test_a_fault_has_a_sentence_and_tests_or_a_reason(number):
    assert faults.FAULTS[number].endswith(".")
    assert (number in named()) != bool(faults.NOT_APPLICABLE.get(number))
    quick = [name for name in named().get(number, []) if "(slow)" not in name]
    assert quick or number in faults.NOT_APPLICABLE


def test_at_least_85_faults_are_run():
    assert len(named()) >= 85
    assert set(named()) <= set(faults.FAULTS)


def test_no_two_tests_of_faults_share_a_name():
    every = [name.split("::")[1] for names in named().values() for name in names]
    assert len(set(every)) == len(every)


def test_the_page_is_generated_from_the_catalogue():
    assert catalogue()["FAULTS"] == faults.FAULTS
    assert page("mark").count("| F") == 93
    assert "faults.md" in PAGES
