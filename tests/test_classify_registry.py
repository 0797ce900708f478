import pytest

from classify.registry import compare, models, roles_by_posting, use, used
from classify.store import SHIPPED, load_settings, save_settings


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mine").mkdir()
    shipped = load_settings(SHIPPED)
    from dataclasses import replace

    save_settings(tmp_path / "mine", replace(shipped, model_id="mine-1", encoder="some/model"))
    return tmp_path


def test_models_lists_the_shipped_one_first(folder):
    found = models(folder)
    assert [model.path for model in found] == [SHIPPED, folder / "mine"]
    assert [model.in_use for model in found] == [True, False]


def test_use_is_remembered_and_undone(folder):
    use(folder, "mine-1")
    assert used(folder) == folder / "mine"
    use(folder, load_settings(SHIPPED).model_id)
    assert used(folder) == SHIPPED


def test_unknown_model_names_those_there_are(folder):
    with pytest.raises(ValueError, match="mine-1"):
        use(folder, "other")


def test_compare_lists_changes_on_shared_postings():
    before = {"a": "none", "b": "integrator", "c": "none"}
    after = roles_by_posting(
        [{"posting": "a", "role": "none"}, {"posting": "b", "role": "specialist"}]
    )
    found = compare(before, after)
    assert (found.n, found.agreement) == (2, 0.5)
    assert "b: integrator -> specialist" in found.lines()
    assert "integrator -> specialist: 1" in found.lines()
