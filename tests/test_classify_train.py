import re
import shutil
import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest

from classify.encoder import Encoded, Encoder, TorchEncoder
from classify.export import base_folder, to_openvino
from classify.item import Item
from classify.pipeline import Classifier
from classify.prompts import Prompt
from classify.rows import Rows
from classify.store import ENCODER_FILES, HASHED, SHIPPED, load_parts, load_settings, save_settings
from classify.train import Example, train

DUTIES = {
    "specialist": "Responsibilities\n- Train deep learning models, variant {}",
    "integrator": "Responsibilities\n- Build LLM agents with RAG, variant {}",
    "none": "Responsibilities\n- Drive truck number {}",
}


def gold(n=12):
    return [
        Example(f"{label}{i}", Item("Worker", f"Employer {i}", text.format(i)), label)
        for label, text in DUTIES.items()
        for i in range(n)
    ]


def test_gold_joins_the_committed_rows_and_files_in_use_stay_whole(tmp_path):
    out = tmp_path / "mine"
    out.mkdir()
    (out / "encoder.bin").write_bytes(b"in use")
    with (out / "encoder.bin").open("rb") as in_use:
        train(gold(), out)
        assert in_use.read() == b"in use"
    rows = Rows.load(out / "features.npz")
    assert len(rows.ids) == len(Rows.load(SHIPPED / "features.npz").ids) + 36
    settings = load_settings(out)
    assert settings.model_id.startswith("mine-")
    label = Classifier.load(out).label([gold()[0].item])[0]
    assert label.role == "specialist"


def test_too_few_employers_for_another_encoder_are_refused(tmp_path):
    one = [replace(example, item=replace(example.item, employer="Acme")) for example in gold()]
    with pytest.raises(ValueError, match="few employers"):
        train(one, tmp_path / "mine", model="all-MiniLM-L6-v2")


def test_each_role_needs_employers_for_another_encoder(tmp_path):
    """Five employers in all are not enough where one role has four of them."""
    few = [
        replace(example, item=replace(example.item, employer=f"Employer {at % 4}"))
        if example.label == "integrator"
        else example
        for at, example in enumerate(gold())
    ]
    with pytest.raises(ValueError, match="each role from at least 5"):
        train(few, tmp_path / "mine", model="all-MiniLM-L6-v2")


class Counting:
    """An encoder of letter counts in place of a sentence-transformers model."""

    asked: ClassVar[list[str]] = []

    def __init__(self, name):
        self.asked.append(name)

    def read(self, prompt):
        text = prompt.text().lower()
        vector = np.array([text.count(letter) for letter in "abcdefghijklmnop"], np.float32)
        return Encoded(vector, np.zeros((0, len(vector)), np.float32))


def test_a_relative_folder_of_an_encoder_is_kept_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("classify.train.TorchEncoder", Counting)
    monkeypatch.setattr("classify.pipeline.TorchEncoder", Counting)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "encoder").mkdir()
    out = train(gold(), tmp_path / "mine", model="encoder")
    whole = str(tmp_path / "encoder")
    assert load_settings(out).encoder == whole
    assert not (out / "encoder.bin").exists()
    monkeypatch.chdir("/")
    Classifier.load(out)
    assert Counting.asked[-2:] == [whole, whole]


@pytest.fixture
def copy(tmp_path):
    """The shipped model, in links that can be replaced one by one."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for path in SHIPPED.iterdir():
        (folder / path.name).symlink_to(path)
    return folder


def put(path, content):
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize(
    "name", sorted(path.name for path in SHIPPED.iterdir() if path.suffix in HASHED)
)
def test_a_file_that_is_not_the_saved_one_is_named(copy, name):
    Classifier.load(copy)
    put(copy / name, b"junk")
    said = f"{name} is not the file that the model was saved with: reinstall it or train again"
    with pytest.raises(ValueError, match=re.escape(said)):
        Classifier.load(copy)


def test_a_file_without_a_known_digest_is_not_read(copy):
    settings = load_settings(copy)
    known = {name: of for name, of in settings.sha256.items() if name != "head.npz"}
    (copy / "config.json").unlink()
    save_settings(copy, replace(settings, sha256=known))
    put(copy / "head.npz", b"junk")
    with pytest.raises(ValueError, match=r"head\.npz is not the file"):
        load_parts(copy)


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": None},
        {"sha256": [["head.npz", "0"]]},
        {"model_id": None},
        {"model_id": " "},
        {"encoder": 5},
        {"threshold": "high"},
        {"settled": None},
        {"settled": [1]},
        {"seed": "x"},
    ],
)
def test_settings_of_another_kind_are_no_settings(copy, change):
    settings = load_settings(copy)
    (copy / "config.json").unlink()
    save_settings(copy, replace(settings, **change))
    with pytest.raises(ValueError, match="is not a model's settings"):
        load_parts(copy)


def test_training_does_not_start_from_changed_files(copy, tmp_path, monkeypatch):
    put(copy / "features.npz", b"junk")
    monkeypatch.setattr("classify.train.SHIPPED", copy)
    with pytest.raises(ValueError, match=r"features\.npz is not the file"):
        train(None, tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_a_trained_folder_has_licence_notice_and_a_hashed_tokenizer(tmp_path):
    out = train(None, tmp_path / "mine")
    for name in ("LICENSE", "NOTICE"):
        assert (out / name).read_bytes() == (SHIPPED / name).read_bytes()
    (out / "tokenizer.json").write_text("junk")
    with pytest.raises(ValueError, match=r"tokenizer\.json is not the file"):
        Classifier.load(out)


@pytest.mark.parametrize("name", ENCODER_FILES)
def test_a_folder_without_its_encoder_is_named(tmp_path, name):
    shutil.copytree(SHIPPED, tmp_path / "mine")
    (tmp_path / "mine" / name).unlink()
    with pytest.raises(ValueError, match=f"{name} is missing"):
        Classifier.load(tmp_path / "mine")


def test_model_without_gold_is_refused(tmp_path):
    with pytest.raises(ValueError, match="needs gold"):
        train(None, tmp_path, model="all-MiniLM-L6-v2")


def test_committed_rows_hold_no_text():
    rows = Rows.load(SHIPPED / "features.npz")
    assert rows.embeddings.dtype == np.float16
    assert max(len(name) for name in rows.ids.tolist()) < 60


def test_wrong_weights_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("classify.export.BASE_SHA256", "0" * 64)
    with pytest.raises(ValueError, match="sha256"):
        base_folder()


def test_a_model_that_is_nowhere_is_asked_for_once(monkeypatch):
    """The library asked for three files six times each, with pauses: 85 seconds."""
    asked = []

    def model(name, **options):
        asked.append(("load", name, options["local_files_only"]))
        raise OSError("not in the cache")

    def exists(name):
        asked.append(("hub", name))
        raise ConnectionError("no network")

    stub = SimpleNamespace(SentenceTransformer=model)
    monkeypatch.setitem(sys.modules, "sentence_transformers", stub)
    monkeypatch.setattr("huggingface_hub.repo_exists", exists)
    with pytest.raises(ValueError, match="no sentence-transformers model 'no-such'"):
        TorchEncoder("no-such")
    assert asked == [("load", "no-such", True), ("hub", "no-such")]


def test_a_model_of_the_hub_is_found_under_its_short_name(monkeypatch):
    def model(name, local_files_only=False, **options):
        if local_files_only:
            raise OSError("not in the cache")
        return f"loaded {name}"

    stub = SimpleNamespace(SentenceTransformer=model)
    monkeypatch.setitem(sys.modules, "sentence_transformers", stub)
    monkeypatch.setattr("huggingface_hub.repo_exists", lambda name: "/" in name)
    assert TorchEncoder("short")._model == "loaded short"


@pytest.mark.slow
def test_another_encoder_trains_and_labels(tmp_path):
    out = train(gold(), tmp_path / "other", model="all-MiniLM-L6-v2")
    assert load_settings(out).encoder == "all-MiniLM-L6-v2"
    assert Classifier.load(out).label([gold()[-1].item])[0].role == "none"


@pytest.mark.slow
def test_runtime_equals_sentence_transformers(tmp_path):
    """OpenVINO's vectors of the unquantised base point where sentence-transformers' do."""
    encoder = Encoder.load(to_openvino(base_folder(), tmp_path))
    model = TorchEncoder("all-MiniLM-L6-v2")
    for title in ("Train models.", "Sales at an AI company " + "and more " * 60):
        ours = encoder.read(Prompt(title, ())).posting
        theirs = model.read(Prompt(title, ())).posting
        assert ours @ theirs / np.linalg.norm(ours) == pytest.approx(1, abs=1e-5)
