"""Words that speak of AI, by kind, in six languages: they pick passages and count features."""

from __future__ import annotations

import re

from classify.wordlist import grouped

_MODEL = r"""
machine[- ]learn\w*|deep[- ]learn\w*|neural(?: net\w*)?|pytorch|tensorflow|jax|keras|
scikit[- ]?learn|sklearn|xgboost|lightgbm|catboost|
fine[- ]?tun\w*|pre[- ]?train\w*|post[- ]?train\w*|rlhf|dpo|ppo|grpo|lora|peft|
reinforcement[- ]learn\w*|
computer[- ]vision|object detection|image (?:recognition|classification|segmentation)|
machine vision|
feature (?:engineering|stores?|platforms?)|predictive (?:model\w*|analytics|algorithm\w*)|
statistical learning|
ml[- ]?ops|(?:model|distributed) training|train\w*(?: and \w+)?(?: [\w-]+){0,3} models?|(?:model|
inference) (?:serving|server\w*|deployment|optimi[sz]ation|compression|architectures?)|
inference (?:engines?|infrastructure|stack|platform|workloads?|systems?|performance|latency|
at scale)|(?:ml|ai|training|llm) inference|
cuda|gpu kernels?|triton|tensorrt|vllm|sglang|quanti[sz]ation|distillation|ml compilers?|mlir|
perception|slam|speech (?:recognition|synthesis)|text[- ]to[- ]speech|asr|tts|
diffusion (?:models?|transformers?)|foundation models?|world models?|
multi[- ]?modal models?|generative models?|neurips|icml|iclr|cvpr|kaggle|data scien\w*|
recommend(?:er|ation) (?:systems?|engines?|models?|algorithms?)|
ranking models?|forecasting models?|nlp|natural language (?:processing|understanding)|kubeflow|
mlflow|sagemaker|vertex ai|hugging ?face|
random forests?|gradient boost\w*|bayesian|regression models?|classifiers?|clustering|
anomaly detection|propensity models?|
interpretability|ai (?:research|safety)|research scientists?|autonomous (?:driving|vehicles?)|
imitation learning|learned polic\w*|
(?:ml|machine learning) (?:models?|engineer\w*|infra\w*|platform|pipelines?|systems?|algorithms?|
framework\w*)|ml|
maschinelle[ns]? lernen|maschinellem lernen|apprentissage automatique|aprendizaje automático|
aprendizado de máquina|machinaal leren"""
_USE = r"""
llms?|large language models?|language models?|rag|retrieval[- ]augmented\w*|prompt\w*|agentic|
ai[- ]agents?|(?:autonomous|llm|voice|intelligent|multi)[- ]agents?|multi-agent|agents|
langchain|langgraph|llama-?index|crewai|autogen|semantic kernel|openai|anthropic|claude(?: code)?|
gpt[-\w.]*|gemini|chat ?gpt|copilots?|cursor|codex|windsurf|bedrock|mistral|perplexity|midjourney|
vector (?:databases?|dbs?|stores?|search)|pinecone|weaviate|pgvector|faiss|embeddings?|
semantic search|
gen(?:erative)?[- ]?ai|chat ?bots?|conversational (?:ai|agents?|interfaces?)|virtual assistants?|
voice ai|
ai[- ](?:tools?|tooling|powered|driven|assisted|enabled|augmented|native|first|based|coding|
assistants?|workflows?|automation|adoption|enablement|literacy|transformation|strateg\w+|
governance|polic\w+|ethics|risks?|solutions?|products?|features?|applications?|systems?|
platforms?|initiatives?|capabilit\w+|integrations?)|
responsible ai|(?:workflow|intelligent|process) automation|mcp|model context protocol|n8n|zapier|
function calling|tool[- ]use|vibe[- ]cod\w*|
ki[- ](?:tools?|gestützt\w*|basiert\w*|lösungen|agenten|anwendungen)|assistants?"""
_PLAIN = r"""
a\.?i\.?|artificial[- ]intelligence|artificially intelligent|aiml|ml/ai|genai|machine intelligence|
künstliche\w* intelligenz|ki|intelligence artificielle|ia|i\.a\.|inteligencia artificial|
inteligência artificial|kunstmatige intelligentie|
iag?en|sprachmodelle?|modèles? de langage|modelos? de (?:lenguaje|linguagem)"""
_WEAK = r"""
models?|modell?ing|algorithms?|algorithmic|predict\w*|forecast\w*|inference|training data|
statistic\w*|optimi[sz]ation|simulations?|
automat\w+|analytics|robot\w*|autonom\w+|vision|speech|ranking|personali[sz]ation|experimentation|
data mining|
modelle?n?|modelos?|modèles?|algorithmen|algoritmos?|algorithmes?|gpus?|evals?|evaluations?|
labell?ing|annotat\w+|data engineer\w*"""
_GENERATIVE = r"""
chat ?gpt|gpt-?[3-9]\w*|generative (?:ai|artificial intelligence)|gen ?ai|large language models?|
llms?|prompt engineer\w*|
retrieval[- ]augmented generation|langchain|dall-?e|midjourney|stable diffusion|openai|
github copilot|anthropic|claude|llama ?[2-9]"""

_GENERATIVE_PARTS = (
    *("gpt", "generative", "gen ai", "genai", "language model", "llm", "prompt engineer"),
    *("retrieval", "langchain", "dall", "midjourney", "stable diffusion", "openai", "copilot"),
    *("anthropic", "claude", "llama"),
)
"""Parts of text, one of which is there where GENERATIVE is: a test before the slow one."""


def _words(pattern: str) -> re.Pattern[str]:
    """Whole words of the alternatives, in text that is lower case already."""
    return re.compile(rf"\b(?<!@)(?:{grouped(pattern)})(?![\w@])")


MODEL = _words(_MODEL)
"""Making models: training, architectures, frameworks, perception, ML infrastructure."""
USE = _words(_USE)
"""Putting models to work: LLM APIs, retrieval, prompts, agents, AI tools."""
WEAK = _words(_WEAK)
"""Words that speak of AI only in company; they fill passages where nothing better is there."""
STRONG = _words("|".join((_MODEL, _USE, _PLAIN)))
"""Any of the two, or AI named without saying what is done with it."""
GENERATIVE = _words(_GENERATIVE)
"""Generative AI by name: the definition of keyword studies."""


def mentions_generative(title: str, text: str) -> bool:
    """Whether the posting names generative AI or a tool of it (a word list, nothing more)."""
    return any(
        any(part in low for part in _GENERATIVE_PARTS) and GENERATIVE.search(low) is not None
        for low in (title.lower(), text.lower())
    )
