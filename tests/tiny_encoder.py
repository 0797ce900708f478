"""A tiny BERT in place of MiniLM, for tests that fine-tune."""

import shutil

from classify.store import SHIPPED


def tiny_base(folder):
    """A BERT of two narrow layers with the shipped vocabulary and random weights."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config).save_pretrained(folder)
    shutil.copy(SHIPPED / "tokenizer.json", folder / "tokenizer.json")
    return folder
