"""The report's sentences about small samples."""

from __future__ import annotations

from panel_rows import made

from analysis import words
from analysis.frame import panel
from analysis.hypotheses import run
from analysis.tables.sample import SampleCard
from analysis.tables.sample_table import window_words


def test_one_employer_is_told_in_the_singular():
    data = panel(made(300, seed=1, employers=1))
    (result,) = run(data, only="H2")
    told = [*words.lines(result), words.sample(result.effect), window_words(SampleCard(), data)]
    text = "\n".join(told)
    assert "300 postings of 1 employer " in text
    assert "1 employers" not in text
    assert "1 equal employers" not in text
