"""`roleatlas explain`, where there is nothing to explain: which of three things is the matter."""

from cli_helpers import sentence, small_atlas

from db.store import open_for_writing


def test_a_posting_that_waits_for_its_label_is_told_from_none(tmp_path):
    atlas = small_atlas(tmp_path / "atlas.db")
    sentence("explain", atlas, "9" * 30, status=2)
    assert "has no posting 99" in sentence("explain", atlas, "99")
    assert "roleatlas classify" in sentence("explain", atlas, "1")
    with open_for_writing(atlas) as store:
        store.execute("UPDATE postings SET detail_pending = 1")
    assert "a later crawl" in sentence("explain", atlas, "1")
