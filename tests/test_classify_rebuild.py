"""A whole model built from labelled lines, with a tiny encoder in place of MiniLM."""

import gzip
import importlib.util
import itertools
import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from tiny_encoder import tiny_base

from classify import build_encoders, rebuild
from classify.attributes import VALUES
from classify.describe import describe
from classify.item import Item
from classify.lessons import UNREAD, Labelled, invented_lines, kinds_read, topic_lines
from classify.passages import read
from classify.pipeline import Classifier
from classify.rows import Rows
from classify.store import SHIPPED
from classify.topical import Topical
from classify.train import Example, train
from classify.votes import KINDS

WORK = {
    "specialist": ("Train deep learning models", "Research neural networks", "Tune PyTorch models"),
    "integrator": ("Build LLM agents with RAG", "Write prompts for ChatGPT", "Automate with AI"),
    "none": ("Drive a truck", "File paper in the office", "Greet guests at the door"),
}
KIND = {"specialist": "models", "integrator": "applies"}
ASIDES = {
    "either": "Lead the AI strategy",
    "serves": "Prepare data for the AI teams",
    "nice_models": "PyTorch is a plus",
    "nice_applies": "Experience with ChatGPT is a plus",
    "wish": "You are curious about AI",
    "notice": "We may use AI to screen applications",
}
ROW = '{"label": "none", "text": "", %s}'
TITLES = ("Engineer", "Analyst", "Manager", "Worker")


def lines():
    """240 authored postings of 24 employers; every eighth employer is for testing."""
    number = itertools.count()
    for employer in range(24):
        for role, done in WORK.items():
            for duty in done:
                at = next(number)
                kind, aside = list(ASIDES.items())[at % len(ASIDES)]
                duties = f"Duties\n- {duty} for team {at % 5}\n- {aside}\n"
                text = f"{duties}About us\nWe are an AI company."
                yield {
                    "id": f"row {at}",
                    "title": f"{TITLES[at % 4]} {at % 3}",
                    "employer": f"Employer {employer}",
                    "text": text,
                    "label": role,
                    "borderline": at % 9 == 0,
                    "stratum": "first set" if at % 2 else "random",
                    "sector": ("software", "health")[employer % 2],
                    "function": ("engineering", "sales")[at % 2],
                    "employer_type": ("other_tech", "other_private")[employer % 2],
                    "seniority": ("senior", "mid")[at % 2],
                    "attributes_test": employer % 8 == 1,
                    **({"depth": ("builds", "uses")[at % 2]} if role == "integrator" else {}),
                    **({"seniority_second": "senior"} if employer % 8 == 1 else {}),
                    "test": employer % 8 == 0,
                    **({"skills": ["agents"] if at % 2 else ["rag"]} if role != "none" else {}),
                    **({"skills_second": ["rag"]} if role != "none" and employer == 8 else {}),
                    "sentence_skills": {f"{duty} for team {at % 5}": ["agents"] * (at % 2)},
                    "passages": {
                        f"{duty} for team {at % 5}".lower(): KIND.get(role, "other"),
                        aside.lower(): kind,
                        "we are an ai company.": "employer",
                    },
                }


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["model"],
        ["juggle", "LABELS", "WORK"],
        ["int8", "LABELS"],
        ["model", "LABELS", "WORK"],
        ["encoder", "LABELS", "WORK"],
        ["encoder", "LABELS", "WORK", "LARGER", "third"],
        ["int8", "LABELS", "WORK", "OUT"],
    ],
)
def test_wrong_arguments_give_one_sentence(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        rebuild.main(arguments)
    assert end.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("usage: python -m classify.rebuild encoder LABELS WORK")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}\n", "line 1 of {path}: a gold line lacks 'label'"),
        ('{"id": "a", "text": "", "label": "none"}\n{"id"', "line 2 of {path} is not JSON"),
        ("[1]\n", "line 1 of {path} is no JSON object"),
        ('\n{"label": "none", "text": null}\n', "line 2 of {path}: its text is no text"),
        (ROW % '"passages": {"a": "b"}', "line 1 of {path}: 'b' is no value of passages: use one"),
        (ROW % '"passages": [1]', "line 1 of {path}: its passages must be an object"),
        (ROW % '"slices": "x"', "line 1 of {path}: its slices must be an object"),
        (ROW % '"skills": "rag"', "line 1 of {path}: its skills must be a list"),
        (ROW % '"skills": ["juggling"]', "line 1 of {path}: 'juggling' is no value of skills"),
        (ROW % '"sentence_skills": [1]', "line 1 of {path}: its sentence_skills must be an object"),
        (
            ROW % '"sentence_skills": {"a": null}',
            "line 1 of {path}: the skills of its sentence 'a' must be a list of names",
        ),
        (
            ROW % '"sentence_skills": {"a": ["juggling"]}',
            "line 1 of {path}: 'juggling' is no value of sentence_skills",
        ),
        (ROW % '"seniority": "Snr"', "line 1 of {path}: 'Snr' is no value of seniority"),
        (ROW % '"depth_second": "deep"', "line 1 of {path}: 'deep' is no value of depth_second"),
        (ROW % '"sector": "sofware"', "line 1 of {path}: 'sofware' is no value of sector"),
        (ROW % '"function": "IT"', "line 1 of {path}: 'IT' is no value of function"),
        (ROW % '"second": "both"', "line 1 of {path}: 'both' is no value of second"),
        (ROW % '"fold": "a"', "line 1 of {path}: 'a' is no value of fold: use one of -1, 0"),
        ("\n", "{path} holds no labelled line"),
        (None, "{path} cannot be read: No such file"),
    ],
)
def test_a_wrong_file_gives_one_sentence(text, message, tmp_path, capsys):
    path = tmp_path / "labels.jsonl"
    if text is not None:
        path.write_text(text)
    with pytest.raises(SystemExit) as end:
        rebuild.main(["encoder", str(path), str(tmp_path / "work"), str(tmp_path)])
    assert end.value.code == 2
    said = capsys.readouterr()
    assert said.err.startswith(message.format(path=path))
    assert said.err.count("\n") == 1


def test_a_damaged_file_gives_one_sentence(tmp_path, capsys):
    path = tmp_path / "labels.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"label": "none"}\n' * 99)[:-12])
    with pytest.raises(SystemExit):
        rebuild.main(["encoder", str(path), str(tmp_path / "work"), str(tmp_path)])
    assert capsys.readouterr().err.startswith(f"{path} cannot be read: ")


@pytest.fixture
def said(tmp_path, capsys, monkeypatch):
    """What a stage says that must end with one sentence, given its rows and other arguments."""
    monkeypatch.setattr(rebuild, "invented_lines", list)

    def ended(rows, stage, *more):
        path = tmp_path / "labels.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        with pytest.raises(SystemExit):
            rebuild.main([stage, str(path), str(tmp_path / "work"), *map(str, more)])
        found = capsys.readouterr().err
        assert found.count("\n") == 1
        return found

    return ended


def test_a_larger_encoder_must_be_one(tmp_path, said):
    missing = f"{tmp_path}/config.json is missing: name a folder with all-mpnet-base-v2"
    assert said(lines(), "encoder", tmp_path).startswith(missing)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": "none"}, "0 employers have postings with the role specialist"),
        ({"employer": "Acme"}, "1 employers have postings with the role specialist"),
        ({"test": True}, "0 employers have postings with the role specialist"),
        ({"skills": None}, "0 employers have postings with skills"),
    ],
)
def test_a_build_that_would_fail_late_is_refused_at_once(change, message, said):
    assert said(({**line, **change} for line in lines()), "int8").startswith(message)


def test_a_stage_that_comes_too_early_says_which_one_is_first(tmp_path, said):
    first = f"{tmp_path}/work/without0 holds no finished encoder: run the stage encoder first"
    assert said(lines(), "model", tmp_path / "out").startswith(first)
    assert not (tmp_path / "out").exists()
    whole = f"{tmp_path}/work/whole holds no finished encoder"
    (tmp_path / "work" / "whole").mkdir(parents=True)
    (tmp_path / "work" / "whole" / "finetune.json").write_text('{"epoch": 1}')
    assert said(lines(), "int8").startswith(whole)
    for name in build_encoders.PARTIAL:
        (tmp_path / "work" / f"{name}-openvino").mkdir()
        (tmp_path / "work" / f"{name}-openvino" / "tokenizer.json").touch()
    assert said(lines(), "model", tmp_path / "out").endswith("run the stage int8 first.\n")


def test_int8_says_what_it_needs(tmp_path, said):
    pytest.importorskip("openvino")
    if importlib.util.find_spec("nncf"):
        pytest.skip("nncf is here")
    (tmp_path / "work" / "whole-openvino").mkdir(parents=True)
    shutil.copy(SHIPPED / "tokenizer.json", tmp_path / "work" / "whole-openvino")
    assert said(lines(), "int8").startswith("int8 needs nncf")


def test_a_file_that_was_not_written_to_its_end_is_not_kept(tmp_path):
    def fails(path):
        path.write_bytes(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        rebuild.keep(tmp_path / "rows.npz", fails)
    assert not (tmp_path / "rows.npz").exists()
    rebuild.keep(tmp_path / "rows.npz", lambda path: np.savez(path, ids=np.zeros(1)))
    with pytest.raises(ValueError, match=r"rows\.npz has another layout"):
        Rows.load(tmp_path / "rows.npz")


def test_an_encoder_that_scores_a_posting_learned_nothing_written_after_it():
    real = Labelled(Example("1", Item("Engineer", "Acme", ""), "none"), read(Item("", "", "")), {})
    partial = build_encoders.PARTIAL
    (unseen,) = (name for name in partial if not build_encoders.learns(real, name))
    twin = replace(real, line={"stratum": "invented", "fold": real.fold})
    free = replace(real, line={"stratum": "invented"})
    assert [name for name in partial if not build_encoders.learns(twin, name)] == [unseen]
    assert all(build_encoders.learns(free, name) for name in partial)
    assert build_encoders.learns(twin, "whole")


@pytest.mark.parametrize("field", ["title", "employer", "text", "sector", "function"])
def test_a_topic_line_must_be_complete(tmp_path, field):
    whole = {"title": "x", "employer": "", "text": "", "sector": "media", "function": None}
    part = {name: value for name, value in whole.items() if name != field}
    path = tmp_path / "topics.jsonl"
    path.write_text(f"{json.dumps(whole)}\n{json.dumps(part)}\n")
    with pytest.raises(ValueError, match=f"line 2 of .* lacks '{field}'"):
        topic_lines(path)


def test_a_topic_line_has_known_values(tmp_path):
    path = tmp_path / "topics.jsonl"
    path.write_text('{"title": "", "employer": "", "text": "", "sector": "x", "function": ""}\n')
    with pytest.raises(ValueError, match=r"line 1 of .*: 'x' is no value of sector: use one of"):
        topic_lines(path)


def test_the_shipped_model_has_the_known_values():
    values = Topical.load(SHIPPED / "topics.npz").values
    assert {name: set(known) for name, (_, known) in values.items()} == {
        name: set(known) for name, known in VALUES.items()
    }


def test_invented_postings_are_sound():
    rows = invented_lines()
    assert len(rows) > 2_000
    assert all(row.invented and not row.test for row in rows)
    assert {row.example.label for row in rows} == set(WORK)
    kinds = {kind for row in rows for kind in (row.line.get("passages") or {}).values()}
    assert kinds == set(KINDS)
    taught = [kind for row in rows if row.line.get("passages") for kind in kinds_read(row)]
    assert taught.count(UNREAD) < 0.001 * len(taught)
    assert len({(row.example.item.title, row.example.item.text) for row in rows}) == len(rows)


@pytest.mark.slow
def test_a_model_is_built_from_labelled_lines_and_reads(tmp_path, monkeypatch):
    base = tiny_base(tmp_path / "base")
    monkeypatch.setattr(rebuild, "base_folder", lambda: base)
    monkeypatch.setattr(build_encoders, "base_folder", lambda: base)
    few = invented_lines()[:100]
    monkeypatch.setattr(rebuild, "invented_lines", lambda: few)
    labels, work, out = tmp_path / "labels.jsonl.gz", tmp_path / "work", tmp_path / "model"
    with gzip.open(labels, "wt") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines())
    rebuild.main(["encoder", str(labels), str(work), str(base)])
    written = (work / "whole" / "linear.npz").stat().st_mtime_ns
    rebuild.main(["encoder", str(labels), str(work), str(base)])
    assert (work / "whole" / "linear.npz").stat().st_mtime_ns == written
    # nncf is no dependency: the fp32 model stands in for the int8 one.
    shutil.copytree(build_encoders.openvino_folder(work, "whole"), work / "whole-int8")
    rebuild.main(["model", str(labels), str(work), str(out)])

    rows = Rows.load(out / "features.npz")
    assert (len(rows.ids), int(rows.test.sum())) == (216, 27)
    item = Item("Engineer", "Stranger", "Duties\n- Train deep learning models for team 1")
    label = Classifier.load(out).label([item])[0]
    assert label.role == "specialist"
    assert (out / "NOTICE").read_bytes() == (SHIPPED / "NOTICE").read_bytes()
    assert (out / "LICENSE").exists()
    card = (out / "README.md").read_text()
    assert "Results on postings set aside\n\n27 postings." in card
    assert "| function |" in card
    assert "27 of them, whole employers, twice and for evaluation alone." in card
    assert "144 postings with an AI role were read for their skills. 6 set aside" in card
    assert "30 of their titles and sentences were also read one by one." in card
    told = card.partition("## Employer type, seniority and depth")[2]
    assert "| seniority | 27 |" in told
    assert told.count("| employer_type |") == 1

    taught = [row for row in rebuild.labelled_lines(labels) if not row.test]
    without = describe([*taught, *few], rows.take(~rows.test), out)
    assert "No posting was set aside" in without
    assert "Results on postings set aside" not in without
    assert "| function |" not in without

    monkeypatch.setattr("classify.train.SHIPPED", out)
    train(None, tmp_path / "again")
    with np.load(out / "head.npz") as one, np.load(tmp_path / "again" / "head.npz") as other:
        assert all(np.array_equal(one[name], other[name]) for name in one.files)
