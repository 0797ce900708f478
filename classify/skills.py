"""Skills that a posting asks for or practises: a name, what counts, and the words that show it.

A skill is listed where duties, requirements or nice-to-haves name it often enough to be one of the
main ones; the employer's blurb, benefits and notices do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from classify.passages import Segment

_ASIDE = frozenset({"about", "benefit", "legal"})

DEFINITIONS: dict[str, tuple[str, str]] = {
    "rag": (
        "answers grounded in retrieved documents",
        r"\brags?\b|retrieval[- ]augmented|graph ?rag|grounded (?:generation|answers)",
    ),
    "agents": (
        "software agents that plan and act with models",
        r"\bagentic|\b(?:ai|llm|autonomous|voice|intelligent|multi)[- ]agents?\b|"
        r"multi-agent|\bagents? (?:framework|orchestrat|workflow|system|architect|"
        r"platform|develop)\w*|langgraph|crewai|autogen|model context protocol|\bmcp\b|"
        r"\b(?:build|deploy|design|ship)\w* (?:[\w-]+ ){0,3}agents\b|ai-agent\w*",
    ),
    "llm_apis": (
        "applications on language models' interfaces",
        r"\bllms?\b|large language models?|openai|anthropic|\bgpt-?\d?|langchain|"
        r"llama-?index|gen(?:erative)?[- ]?ai\b|bedrock|foundation models?",
    ),
    "prompt_engineering": (
        "design and test of prompts",
        r"\bprompt(?:s|ing)?\b|prompt[- ](?:engineer|design|chain|optim)\w*",
    ),
    "vector_search": (
        "search over embeddings",
        r"vector (?:databases?|dbs?|stores?|search|ind\w+)|semantic search|pinecone|"
        r"weaviate|pgvector|\bfaiss\b|qdrant|milvus|chroma(?:db)?\b|embeddings?",
    ),
    "fine_tuning": (
        "adapting pre-trained models by training",
        r"fine-? ?tun\w*|post-?training|\brlhf\b|\blora\b|\bpeft\b|instruction tuning|"
        r"\bsft\b|\bdpo\b",
    ),
    "pre_training": (
        "training large models from scratch",
        r"pre-? ?train\w*|(?:train\w*|scal\w+) (?:large|foundation|"
        r"frontier) (?:[\w-]+ )?models",
    ),
    "evaluation": (
        "measuring models and AI features",
        r"\bevals?\b|(?:model|llm|ai|agent|ml)s?[- ](?:evaluat|benchmark|validat|"
        r"quality)\w*|evaluat\w+ (?:of |the )?(?:[\w-]+ ){0,4}(?:models?|llms?|agents?|"
        r"prompts?|outputs?)|benchmark\w* (?:[\w-]+ ){0,3}models?|red[- ]team\w*|llm-as|"
        r"a/b test\w* (?:[\w-]+ ){0,3}models?|evaluation (?:framework|pipeline|harness|"
        r"metric|dataset)\w*",
    ),
    "mlops": (
        "running the life cycle of models",
        r"ml[- ]?ops|llm[- ]?ops|ml(?:flow| pipelines?| platforms?| infrastructure)|"
        r"kubeflow|sagemaker|vertex ai|feature stores?|model (?:monitoring|deployment|"
        r"registry|lifecycle|serving|management|drift)|deploy\w* (?:[\w-]+ ){0,5}models|"
        r"(?:ai|machine learning) (?:infrastructure|pipelines?|platform)|"
        r"productioni[sz]\w+ (?:[\w-]+ ){0,4}models|models? (?:in|into|to) production",
    ),
    "inference": (
        "fast serving of models",
        r"\binference\b|tensorrt|vllm|sglang|onnx|quanti[sz]ation|model (?:compression|"
        r"serving|optimi[sz]ation)|distillation",
    ),
    "gpu_kernels": (
        "kernels and compilers for accelerators",
        r"cuda|gpu kernels?|\btriton\b(?! inference)|ml compilers?|\bmlir\b|\brocm\b|cutlass|"
        r"tpu kernels?",
    ),
    "computer_vision": (
        "models of images and video",
        r"computer[- ]vision|machine vision|object (?:detection|recognition|tracking)|"
        r"image (?:recognition|classification|segmentation|processing)|opencv|\bslam\b|"
        r"perception|vision (?:models?|transformers?|language)|3d reconstruction|\bocr\b|"
        r"video understanding",
    ),
    "nlp": (
        "models of text",
        r"\bnlp\b|\bnlu\b|natural language|text (?:mining|classification|analytics|"
        r"analysis)|named entity|sentiment analysis|language modell?ing|"
        r"information extraction|machine translation|spacy",
    ),
    "speech": (
        "models of speech and sound",
        r"speech|\basr\b|\btts\b|voice (?:ai|models?|agents?|synthesis|recognition|cloning)|"
        r"text-to-speech|audio (?:models?|generation|ml)",
    ),
    "recommender": (
        "recommendation and ranking",
        r"recommend(?:er|ation)s?\b (?:systems?|engines?|models?|algorithms?)?|"
        r"recommender|personali[sz]ation (?:models?|systems?|engines?|algorithms?|ml)|"
        r"(?:search|ads?|feed) ranking|ranking (?:models?|systems?|algorithms?)|"
        r"learning to rank",
    ),
    "reinforcement_learning": (
        "learning by reward",
        r"reinforcement learning|\brl\b|\brlhf\b|imitation learning|policy (?:gradient|"
        r"optimi[sz]ation)|\bgrpo\b|\bppo\b",
    ),
    "robotics": (
        "robots that learn or perceive",
        r"robot\w*|humanoid|manipulation polic\w*|\bros2?\b|embodied",
    ),
    "autonomous_driving": (
        "vehicles that drive themselves",
        r"autonomous (?:driving|vehicles?|trucks?|racing)|self[- ]driving|\badas\b",
    ),
    "forecasting": (
        "predicting quantities over time",
        r"forecast\w*|time[- ]series|demand (?:planning|prediction)",
    ),
    "predictive_modelling": (
        "supervised models of tabular and behavioural data",
        r"predictive (?:model\w*|analytic\w*|algorithm\w*)|machine learning|\bml\b|"
        r"statistical (?:model\w*|learning)|scikit|xgboost|lightgbm|random forests?|"
        r"regression|classif\w+|clustering|feature engineering|propensity|churn|"
        r"anomaly detection|fraud (?:models?|detection)|deep learning|neural net\w*|"
        r"data scien\w+|tensorflow|pytorch|credit (?:risk )?models?",
    ),
    "ml_research": (
        "new methods, published",
        r"neurips|icml|iclr|cvpr|\bacl\b|publi(?:sh|cation)\w*|(?:ml|ai|machine learning|"
        r"deep learning) research\w*|research (?:scientist|engineer|agenda|direction)|"
        r"state[- ]of[- ]the[- ]art|novel (?:[\w-]+ ){0,3}(?:architectures?|algorithms?|"
        r"methods?|models?)",
    ),
    "generative_media": (
        "images, video, music or voices from models",
        r"diffusion|midjourney|dall-?e|stable diffusion|runway\b|text-to-(?:image|video)|"
        r"(?:image|video|music|audio|3d|media) generation|generative (?:media|video|image|"
        r"art|design)|\bgans?\b|comfyui|ai[- ](?:video|image|generated (?:content|images|"
        r"video))|\bsora\b|\bveo\b",
    ),
    "chatbots": (
        "assistants that converse",
        r"chat-?bots?|conversational|virtual assistants?|voice ?bots?|"
        r"dialog(?:ue)? (?:systems?|flows?)|ai assistants?",
    ),
    "knowledge_graphs": (
        "graphs, ontologies, semantic layers",
        r"knowledge graphs?|ontolog\w+|graph (?:neural|rag|database|ml|learning)\w*|"
        r"semantic layers?|neo4j",
    ),
    "workflow_automation": (
        "processes automated with AI",
        r"(?:workflow|process|intelligent|ai|marketing|business)[- ](?:driven |"
        r"powered )?automation\w*|automat\w+ (?:[\w-]+ ){0,4}(?:with|using|through|"
        r"via) (?:[\w-]+ ){0,2}(?:ai|llms?|agents?)|\bn8n\b|zapier|make\.com|\brpa\b|"
        r"ai[- ](?:powered |driven |enabled )?workflows?|power automate|uipath|"
        r"automate (?:[\w-]+ ){0,3}(?:workflows?|tasks|process\w*)",
    ),
    "ai_coding_tools": (
        "programming with AI assistants",
        r"copilots?\b|\bcursor\b|claude code|\bcodex\b|windsurf|ai[- ](?:assisted |"
        r"powered |native |driven )?(?:coding|development|programming|code|pair|"
        r"software development|engineering) ?(?:tools?|assistants?|agents?|workflows?)?\b|"
        r"coding (?:agents?|assistants?)|vibe[- ]cod\w*",
    ),
    "ai_writing_tools": (
        "text and content made with AI tools",
        r"(?:ai|chatgpt|claude|jasper|llms?|genai|generative ai)\b.{0,60}\b(?:content|copy|"
        r"writing|draft\w*|research|creative|seo|emails?|campaigns?|outreach|messaging)\b|"
        r"\b(?:content|copy|writing|draft\w*|creative)\b.{0,40}\b(?:ai tools?|chatgpt|genai|"
        r"generative ai)\b",
    ),
    "ai_assisted_analysis": (
        "analysis done with AI tools",
        r"(?:ai|llms?|chatgpt|claude|genai)[- ]?(?:tools?|assisted|powered|driven|"
        r"enabled)?\b.{0,50}\b(?:analy[sz]\w+|insights?|research|reporting|decision\w*)\b",
    ),
    "ai_training_enablement": (
        "teaching others to use AI",
        r"ai (?:enablement|adoption|literacy|training|upskilling|champion|education|"
        r"workshops?|transformation|readiness|fluency)|(?:train|teach|coach|enabl|"
        r"educat)\w* (?:[\w-]+ ){0,5}(?:on|in|to use|about) (?:[\w-]+ ){0,2}(?:ai|"
        r"genai)\b|adoption of (?:[\w-]+ ){0,3}ai",
    ),
    "ai_product": (
        "owning an AI product or feature",
        r"ai[- ](?:powered |driven |native |enabled |first )?(?:products?|features?|"
        r"roadmap|experiences?|capabilit\w+)|product (?:[\w-]+ ){0,4}(?:ai|ml|llm|"
        r"genai)\b|(?:ai|ml|genai) (?:product|strategy)",
    ),
    "governance": (
        "policy, risk, law and ethics of AI",
        r"(?:ai|model|ml|responsible|algorithmic)[- ](?:governance|risk|ethics|compliance|"
        r"polic\w+|safety|security|regulation\w*|act\b|fairness|audit\w*)|"
        r"responsible (?:use of )?ai|(?:fair|explainab|interpretab|"
        r"bias)\w* (?:[\w-]+ ){0,3}(?:ai|models?|ml)|eu ai act|ai alignment|trustworthy ai",
    ),
    "data_labelling": (
        "making and checking training data",
        r"annotat\w+|label(?:l?ing|led) (?:data|datasets?|tasks?|teams?|operations)?|"
        r"data label\w*|training data|ground truth|rlhf data|ai train(?:er|ing)s?\b",
    ),
}
"""Name -> (what it is, words in lower case that show it)."""

_STEMS = {
    "rag": "rag retrieval grounded",
    "agents": "agent mcp langgraph crewai autogen context",
    "llm_apis": "llm language openai anthropic gpt langchain llama gen bedrock foundation",
    "prompt_engineering": "prompt",
    "vector_search": "vector semantic pinecone weaviate faiss qdrant milvus chroma embedding",
    "fine_tuning": "tun rlhf lora peft training sft dpo",
    "pre_training": "train scal",
    "evaluation": "eval benchmark validat quality team llm-as a/b",
    "mlops": "ops mlflow ml kubeflow sagemaker vertex feature model deploy infra pipeline platform",
    "inference": "inference tensorrt vllm sglang onnx quanti model distillation",
    "gpu_kernels": "cuda kernel triton compiler mlir rocm cutlass",
    "computer_vision": "vision object image opencv slam percept 3d ocr video",
    "nlp": "nlp nlu natural text named sentiment language extraction translation spacy",
    "speech": "speech asr tts voice audio",
    "recommender": "recommend personali rank",
    "reinforcement_learning": "reinforcement rl imitation policy grpo ppo",
    "robotics": "robot humanoid manipulation ros embodied",
    "autonomous_driving": "autonomous driving adas",
    "forecasting": "forecast time demand",
    "ml_research": "neurips icml iclr cvpr acl publi research art novel",
    "generative_media": "diffusion midjourney dall runway text-to gen gan comfyui ai sora veo",
    "chatbots": "chat conversational virtual voice dialog assistant",
    "knowledge_graphs": "graph ontolog semantic neo4j",
    "workflow_automation": "automat n8n zapier make rpa workflow uipath",
    "ai_coding_tools": "copilot cursor claude codex windsurf cod develop program engineer pair",
    "ai_writing_tools": "content copy writ draft research creative seo email campaign outreach "
    "messag",
    "ai_assisted_analysis": "analy insight research report decision",
    "ai_training_enablement": "ai train teach coach enabl educat adoption",
    "ai_product": "ai product",
    "governance": "governance risk ethic compliance polic safety security regulat act fair audit "
    "responsible explainab interpretab bias alignment trustworthy",
    "data_labelling": "annotat label training truth rlhf train",
}
"""Parts of words, one of which is there where a skill's words are: a test before the slow one."""

_LEAST = {"vector_search": 2, "mlops": 2, "forecasting": 2, "ml_research": 2, "knowledge_graphs": 3}
"""Mentions that make a skill where one is not enough."""

_SHARE = {
    "llm_apis": 0.1,
    "evaluation": 0.05,
    "inference": 0.15,
    "gpu_kernels": 0.05,
    "speech": 0.1,
    "recommender": 0.05,
    "reinforcement_learning": 0.05,
    "robotics": 0.05,
    "predictive_modelling": 0.3,
    "ml_research": 0.1,
    "generative_media": 0.05,
    "chatbots": 0.05,
    "workflow_automation": 0.05,
    "ai_coding_tools": 0.05,
    "ai_writing_tools": 0.15,
    "ai_assisted_analysis": 0.3,
    "ai_training_enablement": 0.05,
    "ai_product": 0.2,
    "governance": 0.1,
    "data_labelling": 0.2,
}
"""Share of all mentions that a skill needs to be one of the posting's main skills. These three
tables were fitted on half of the employers whose postings' skills were read."""

_ONLY = {
    **dict.fromkeys(
        ("robotics", "autonomous_driving", "forecasting", "predictive_modelling", "ml_research"),
        "specialist",
    ),
    **dict.fromkeys(
        (
            "llm_apis",
            "prompt_engineering",
            "vector_search",
            "workflow_automation",
            "ai_coding_tools",
            "ai_writing_tools",
            "ai_assisted_analysis",
            "ai_training_enablement",
            "ai_product",
            "governance",
        ),
        "integrator",
    ),
}
"""Skills that readers name for one role only."""

_TITLE_WEIGHT = 2
_PATTERNS = tuple(
    (name, tuple(_STEMS.get(name, "").split()), re.compile(words))
    for name, (_, words) in DEFINITIONS.items()
)


def skills(passages: Iterable[Segment], title: str, role: str) -> tuple[str, ...]:
    """Names of the main skills of a posting with an AI role; none for the role ``none``.

    Mentions in title and passages count, those in blurb, benefits and notices do not.
    """
    if role == "none":
        return ()
    parts = [part.text.lower() for part in passages if part.section not in _ASIDE]
    counts = mentions("\n".join(parts), title.lower())
    total = sum(counts.values())
    return tuple(
        name
        for name, count in counts.items()
        if count >= _LEAST.get(name, 1)
        and count >= total * _SHARE.get(name, 0.0)
        and _ONLY.get(name, role) == role
    )


def mentions(text: str, title: str) -> dict[str, int]:
    """How often each skill is named in lower-case text and title, where it is named at all."""
    found = {}
    for name, stems, pattern in _PATTERNS:
        if stems and not any(stem in text or stem in title for stem in stems):
            continue
        count = len(pattern.findall(text)) + _TITLE_WEIGHT * bool(pattern.search(title))
        if count:
            found[name] = count
    return found
