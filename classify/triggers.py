"""A fast test, word by word with a memory, of whether a line can name AI at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

from classify.memory import Memory

WORD = re.compile(r"[^\W\d_][\w+#]*")
"""A word of lower-case text: starts with a letter, may end like "c++" or "gpt4"."""

_MAY = re.compile(
    r"""ai\w*|a\.?i|ml\w*|iag?|iaen|ki|learn\w*|lernen|apren\w+|apprentissage|leren|machine|neural\w*|
pytorch|tensorflow|jax|keras|scikit\w*|
    sklearn|xgboost|lightgbm|catboost|tun(?:e|ed|es|ing)|finetun\w*|\w*train\w*|rlhf|dpo|ppo|grpo|
    lora|peft|reinforcement|vision|
    detection|recognition|classif\w+|segmentation|image|feature|predictive|statistical|inference|
    model\w*|modèle\w*|sprachmodelle?|
    cuda|kernels?|triton|tensorrt|vllm|sglang|quanti[sz]ation|distillation|compilers?|mlir|
    perception|slam|speech|asr|tts|
    diffusion|foundation|world|multi\w*|generativ\w*|neurips|icml|iclr|cvpr|kaggle|scien\w*|
    recommend\w*|ranking|forecasting|nlp|
    natural|kubeflow|mlflow|sagemaker|vertex|hugging\w*|forests?|boost\w*|bayesian|regression|
    clustering|anomaly|propensity|
    interpretability|autonomous|imitation|learned|maschinell\w*|llms?|language|rag|retrieval|
    prompt\w*|agent\w*|langchain|langgraph|
    llama\w*|crewai|autogen|semantic|openai|anthropic|claude|\w*gpt\w*|gemini|chat\w*|copilots?|
    cursor|codex|windsurf|bedrock|
    mistral|perplexity|midjourney|dall|vector|pinecone|weaviate|pgvector|faiss|embeddings?|gen\w*|
    conversational|assistants?|voice|
    automation|mcp|protocol|n8n|zapier|function|tool|vibe\w*|artificial\w*|intelligen\w+|
    inteli?gência|inteligencia|künstliche\w*|kunstmatige""".replace("\n", "").replace(" ", "")
)
_WEAK = re.compile(
    r"""model\w*|modelle?n?|modell?ing|modèles?|algorithm\w*|algorithmen|algoritmos?|predict\w*|
forecast\w*|inference|data|statistic\w*|
    optimi[sz]ation|simulations?|automat\w+|analytics|robot\w*|autonom\w+|vision|speech|ranking|
    personali[sz]ation|experimentation|
    gpus?|evals?|evaluations?|labell?ing|annotat\w+""".replace("\n", "").replace(" ", "")
)

NAMES_AI = 1
SUGGESTS_AI = 2


def kind(word: str) -> int:
    """Bits NAMES_AI and SUGGESTS_AI of one lower-case word; 0 for most."""
    return NAMES_AI * bool(_MAY.fullmatch(word)) | SUGGESTS_AI * bool(_WEAK.fullmatch(word))


_memory = Memory(kind)


def kinds(words: Iterable[str]) -> int:
    """The bits of all words together."""
    return reduce(or_, set(map(_memory.__getitem__, words)), 0)
