"""`roleatlas explain` and `roleatlas test`: what they print, and why there is nothing to print."""

from dataclasses import replace

from cli_helpers import invoke, sentence, small_atlas
from panel_rows import made
from report_store import fill

from db.store import open_for_writing


def test_a_posting_that_waits_for_its_label_is_told_from_none(tmp_path):
    atlas = small_atlas(tmp_path / "atlas.db")
    sentence("explain", atlas, "9" * 30, status=2)
    assert "has no posting 99" in sentence("explain", atlas, "99")
    assert "roleatlas classify" in sentence("explain", atlas, "1")
    with open_for_writing(atlas) as store:
        store.execute("UPDATE postings SET detail_pending = 1")
    assert "a later crawl" in sentence("explain", atlas, "1")


def test_what_belongs_to_a_hypothesis_or_a_label_stands_under_it(tmp_path):
    atlas = tmp_path / "atlas.db"
    rows = [
        replace(row, posting_id=str(i), job_id=str(i)) for i, row in enumerate(made(60, seed=1))
    ]
    with open_for_writing(atlas) as store:
        fill(store, [replace(row, metros=()) for row in rows], {})
        store.execute(
            "INSERT INTO evidence (posting_id, model_id, rank, section, weight, passage)"
            " SELECT posting_id, model_id, 1, 'duty', 1, 'Train models.' FROM labels"
        )
    head, reason = invoke("test", atlas, "--hypothesis", "H2")[1].splitlines()[:2]
    assert head.startswith("H2  ")
    assert reason.startswith("  ")
    assert "\n  [duty, +1.00] Train models." in invoke("explain", atlas, "1")[1]


def test_what_else_a_label_says_stands_under_its_reasons(tmp_path):
    atlas = tmp_path / "atlas.db"
    row = replace(made(1, seed=1)[0], posting_id="0", job_id="0", metros=(), skills=("rag", "nlp"))
    with open_for_writing(atlas) as store:
        fill(store, [row], {})
        store.execute("UPDATE labels SET sector = 'health', function = 'sales', depth = NULL")
    told = invoke("explain", atlas, "1")[1]
    assert "\n  sector: health\n  function: sales\n" in told
    assert "\n  skills: nlp, rag\n" in told
    assert "depth" not in told
