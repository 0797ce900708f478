import numpy as np
import pytest

from classify.encoder import Encoder, TorchEncoder
from classify.export import base_folder, to_openvino
from classify.item import Item
from classify.pipeline import Classifier
from classify.rows import Rows
from classify.store import SHIPPED, load_settings
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


@pytest.mark.slow
def test_another_encoder_trains_and_labels(tmp_path):
    out = train(gold(), tmp_path / "other", model="all-MiniLM-L6-v2")
    assert load_settings(out).encoder == "all-MiniLM-L6-v2"
    assert Classifier.load(out).label([gold()[-1].item])[0].role == "none"


@pytest.mark.slow
def test_runtime_equals_sentence_transformers(tmp_path):
    """OpenVINO's vectors of the unquantised base point where sentence-transformers' do."""
    texts = ["Train models.", "Sales | about: an AI company " + "and more " * 60]
    ours = Encoder.load(to_openvino(base_folder(), tmp_path)).embed(texts)
    theirs = TorchEncoder("all-MiniLM-L6-v2").embed(texts)
    ours /= np.linalg.norm(ours, axis=1, keepdims=True)
    assert (ours * theirs).sum(axis=1) == pytest.approx(1, abs=1e-5)
