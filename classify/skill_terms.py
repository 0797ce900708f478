"""The skills that a label may name: what each is, and the words that show it.

Terms are words or pairs of neighbouring words in lower case, split at hyphens as the reader of
words does; ``*`` stands for any ending of a word. Terms are parted by commas.
"""

from __future__ import annotations

DEFINITIONS: dict[str, tuple[str, str]] = {
    "rag": (
        "answers grounded in retrieved documents",
        "rag, rags, retrieval augmented, augmented generation, graphrag, grounded generation, "
        "grounded answers, rerank*, retrieval pipeline*, chunking",
    ),
    "agents": (
        "software agents that plan and act with models",
        "agentic, ai agent*, llm agent*, autonomous agent*, voice agent*, intelligent agent*, "
        "multi agent*, multiagent, agent framework*, agent orchestrat*, agent workflow*, "
        "agent system*, agent architect*, agent platform*, agent develop*, agent builder*, "
        "langgraph, crewai, autogen, mcp, context protocol, sub agents, subagents, tool use, "
        "function calling, tool calling, semantic kernel, build agents, building agents, "
        "deploy agents, conversational agents, virtual agents",
    ),
    "llm_apis": (
        "applications on language models' interfaces",
        "llm, llms, language models, language model, openai, anthropic, gpt, gpts, gpt4, "
        "langchain, llamaindex, llama index, genai, gen ai, generative ai, bedrock, "
        "foundation models, chatgpt, gemini, claude, ai apis, model apis, ai integrations",
    ),
    "prompt_engineering": (
        "design and test of prompts",
        "prompt, prompts, prompting, prompt engineer*, prompt design*, prompt optim*, "
        "prompt chain*, context engineering, promptfoo, prompt tuning",
    ),
    "vector_search": (
        "search over embeddings",
        "vector database*, vector db*, vector store*, vector search, vector index*, "
        "semantic search, hybrid search, pinecone, weaviate, pgvector, faiss, qdrant, milvus, "
        "chroma, chromadb, embedding, embeddings, embedding models, reembedding",
    ),
    "fine_tuning": (
        "adapting pre-trained models by training",
        "fine tun*, finetun*, post training, posttraining, rlhf, lora, qlora, peft, "
        "instruction tuning, sft, dpo, supervised fine, domain adaptation, transfer learning",
    ),
    "pre_training": (
        "training large models from scratch",
        "pre train*, pretrain*, train foundation, train large, training foundation, "
        "training large, foundation model, scaling laws, training runs, distributed training",
    ),
    "evaluation": (
        "measuring models and AI features",
        "evals, eval, evaluation pipeline*, evaluation framework*, evaluation harness*, "
        "evaluation metric*, evaluation dataset*, evaluation method*, evaluation suite*, "
        "model evaluation*, llm evaluation*, ai evaluation*, agent evaluation*, model quality, "
        "ai quality, evaluate model*, evaluate ai, evaluate llm*, evaluating ai, "
        "evaluating model*, evaluating llm*, benchmark*, red team*, as judge, model validation, "
        "langsmith, langfuse, ragas, llm observability, ai validation, testing ai, "
        "model performance, golden datasets",
    ),
    "mlops": (
        "running the life cycle of models",
        "mlops, ml ops, llmops, llm ops, aiops, mlflow, ml pipelines, ml pipeline, "
        "ml platform*, ml infra*, kubeflow, sagemaker, vertex ai, feature store*, "
        "model monitoring, model deployment*, model registry, model lifecycle, model serving, "
        "model management, model drift, drift detection, deploy model*, deploying model*, "
        "deploy machine, deploying machine, ai infrastructure, ai platform*, "
        "learning infrastructure, learning pipelines, learning platform*, productioni*, "
        "productize, models into, experiment tracking, training infrastructure, ml systems, "
        "azure ml, ray, data pipelines, operationalize, training pipelines, ml workflows, "
        "ml lifecycle",
    ),
    "inference": (
        "fast serving of models",
        "inference, tensorrt, vllm, sglang, onnx, quantization, quantisation, "
        "model compression, model serving, model optimization, distillation, triton inference, "
        "inference server*, low latency, pruning, kv cache, model inference, inference optim*, "
        "llm serving",
    ),
    "gpu_kernels": (
        "kernels and compilers for accelerators",
        "cuda, gpu kernel*, triton, ml compiler*, mlir, rocm, cutlass, tpu kernel*, kernels, "
        "gpu programming, nccl",
    ),
    "computer_vision": (
        "models of images and video",
        "computer vision, machine vision, vision models, vision model, vision systems, "
        "vision language, vision transformers, object detection, object recognition, "
        "object tracking, image recognition, image classification, image segmentation, "
        "image processing, image analysis, opencv, slam, perception, ocr, video understanding, "
        "visual recognition, medical imag*, yolo, image data, point cloud*, video analytics, "
        "remote sensing, segmentation models, multi modal, multimodal",
    ),
    "nlp": (
        "models of text",
        "nlp, nlu, natural language, text mining, text classification, text analytics, "
        "text analysis, named entity, sentiment analysis, language modeling, "
        "language modelling, information extraction, machine translation, spacy, bert, "
        "computational linguist*, document understanding, linguistics, language understanding, "
        "language processing, topic modeling, language technolog*, entity extraction, "
        "document extraction",
    ),
    "speech": (
        "models of speech and sound",
        "speech, asr, tts, voice ai, voice models, voice agent*, voice synthesis, "
        "voice recognition, voice cloning, to speech, speech recognition, speech synthesis, "
        "audio models, audio generation, audio ml, audio ai, transcription, speech to, "
        "ai voice, dubbing, voice assistant*, voicebot*, text to",
    ),
    "recommender": (
        "recommendation and ranking",
        "recommender, recommenders, recommendation system*, recommendation engine*, "
        "recommendation model*, recommendation algorithm*, recommendations systems, "
        "personalization, personalisation, search ranking, ads ranking, feed ranking, "
        "ranking models, ranking model, ranking systems, ranking algorithms, learning to, "
        "relevance, ranking, matching algorithms, collaborative filtering, recommendation, "
        "search relevance, personalized recommendations, product recommendations",
    ),
    "reinforcement_learning": (
        "learning by reward",
        "reinforcement learning, rl, rlhf, imitation learning, policy gradient, grpo, ppo, "
        "rlvr, reward model*, rl environments, bandits",
    ),
    "robotics": (
        "robots that learn or perceive",
        "robot, robots, robotic, robotics, humanoid, humanoids, roboticist*, manipulation, ros, "
        "ros2, embodied, physical ai",
    ),
    "autonomous_driving": (
        "vehicles that drive themselves",
        "autonomous driving, autonomous vehicle*, autonomous truck*, autonomous racing, "
        "self driving, adas, driverless, autonomous cars, autonomy",
    ),
    "forecasting": (
        "predicting quantities over time",
        "forecast, forecasts, forecasting, time series, demand forecast*, demand planning, "
        "demand prediction, forecasting models, arima",
    ),
    "predictive_modelling": (
        "supervised models of tabular and behavioural data",
        "predictive model*, predictive analytic*, predictive algorithm*, machine learning, ml, "
        "ml models, statistical model*, statistical learning, scikit, sklearn, xgboost, "
        "lightgbm, random forest*, regression, classification, clustering, feature engineering, "
        "propensity, churn, anomaly detection, fraud detection, fraud models, deep learning, "
        "neural network*, data scien*, tensorflow, pytorch, credit risk, risk models, "
        "decision trees, supervised learning, unsupervised learning, statistical analysis, "
        "predictive, statistical methods, causal inference, bayesian, kaggle, learning models, "
        "learning model, learning algorithms, learning techniques",
    ),
    "ml_research": (
        "new methods, published",
        "neurips, nips, icml, iclr, cvpr, acl, publications, publication, publish, published, "
        "publishing, ml research*, ai research*, learning research*, research scientist*, "
        "research engineer*, research agenda, research direction*, novel *, new algorithms, "
        "the art, research papers, peer reviewed, conferences, applied research*, researchers, "
        "original research, fundamental research",
    ),
    "generative_media": (
        "images, video, music or voices from models",
        "diffusion, midjourney, dall, stable diffusion, runway, to image, to video, "
        "image generation, video generation, music generation, audio generation, 3d generation, "
        "media generation, generative media, generative video, generative image*, "
        "generative art, generative design, gan, gans, comfyui, ai video, ai image, ai images, "
        "ai generated, sora, veo, kling, diffusion models, ai creative*, ai art, ai music, "
        "creative ai, generative models, firefly, heygen, elevenlabs",
    ),
    "chatbots": (
        "assistants that converse",
        "chatbot, chatbots, chat bot, chat bots, conversational, conversational ai, "
        "virtual assistant*, voicebot*, voice bots, dialog*, ai assistant*, dialogflow, bots, "
        "bot, ai companion*, customer support, chat interfaces, rasa",
    ),
    "knowledge_graphs": (
        "graphs, ontologies, semantic layers",
        "knowledge graph*, knowledge base*, ontolog*, graph neural, graph rag, graph database*, "
        "graph ml, graph learning, semantic layer*, neo4j, graphrag, knowledge representation, "
        "graph data, sparql, rdf, semantic web",
    ),
    "workflow_automation": (
        "processes automated with AI",
        "workflow automation*, process automation*, intelligent automation, ai automation*, "
        "marketing automation, business automation, ai driven, automated workflow*, "
        "automate workflow*, automating workflow*, n8n, zapier, make, rpa, ai workflow*, "
        "power automate, uipath, automate, automation, automations, ai powered, ai enabled, "
        "streamline workflow*, clay, automate processes, automate tasks, automate repetitive, "
        "and automation, ai native, internal tools, workato, process improvement, efficiency",
    ),
    "ai_coding_tools": (
        "programming with AI assistants",
        "copilot, copilots, github copilot, cursor, claude code, codex, windsurf, ai assisted, "
        "ai coding, ai code, ai development, ai programming, assisted development, "
        "assisted coding, assisted programming, coding agents, coding assistant*, coding tools, "
        "vibe cod*, ai pair, code generation, assisted software, ai augmented, "
        "assisted engineering, agentic coding, agentic development, development tools, lovable, "
        "ai engineering, first development, ai ides",
    ),
    "ai_writing_tools": (
        "text and content made with AI tools",
        "ai content, ai writing, ai copy, ai copywriting, content generation, content creation, "
        "chatgpt, jasper, ai tools, ai drafted, ai generated, drafting, copywriting, "
        "assisted writing, assisted content, generate content, personalized outreach, seo, "
        "ai seo, draft, content",
    ),
    "ai_assisted_analysis": (
        "analysis done with AI tools",
        "ai tools, ai assisted, ai driven, ai powered, driven insights, ai insights, "
        "ai analytics, ai research, powered insights, powered analytics, assisted analysis, "
        "ai analysis, data analysis, analysis, insights, reporting, research, synthesize, "
        "analyze, assisted research, dashboards",
    ),
    "ai_training_enablement": (
        "teaching others to use AI",
        "ai enablement, ai adoption, ai literacy, ai training, ai upskilling, ai champion*, "
        "ai education, ai workshops, ai transformation, ai readiness, ai fluency, adoption of, "
        "enablement, upskill*, workshops, workshop, training sessions, train teams, "
        "change management, train employees, coach*, best practices, adopt ai, champion, "
        "adoption",
    ),
    "ai_product": (
        "owning an AI product or feature",
        "ai product*, ai feature*, ai roadmap, ai experience*, ai capabilit*, ai strategy, "
        "product roadmap, product strategy, ai native, ai first, ml products, powered products, "
        "powered features, powered product, powered feature, product manager*, "
        "product management, product vision, product owner, product design*, driven features, "
        "driven products, user experience, ux, ai solutions",
    ),
    "governance": (
        "policy, risk, law and ethics of AI",
        "ai governance, model governance, ml governance, responsible ai, ai risk*, model risk, "
        "ai ethics, ethical ai, ai compliance, ai polic*, ai safety, ai security, "
        "ai regulation*, ai act, ai fairness, model fairness, ai audit*, bias detection, "
        "bias mitigation, explainab*, interpretab*, ai alignment, trustworthy ai, guardrails, "
        "governance, responsible use, compliance, secure ai, securing ai, ai legal, "
        "ai controls, safety",
    ),
    "data_labelling": (
        "making and checking training data",
        "annotat*, annotation*, labeling, labelling, labeled data, data label*, training data, "
        "ground truth, ai trainer*, human data, data collection, data quality, data annotation",
    ),
}
"""Name -> (what it is, terms that show it)."""
