"""The AI skills: what each is, the words that name it, those that hint at it (see CODEBOOK.md).

Single words and pairs of neighbours in lower case, split at hyphens as the reader of words does,
parted by commas; ``*`` stands for any ending of a word.
"""

from __future__ import annotations

from typing import NamedTuple


class Skill(NamedTuple):
    """What a skill is, the terms that name it, and those that only make it likelier."""

    what: str
    terms: str
    hints: str


DEFINITIONS: dict[str, Skill] = {
    "rag": Skill(
        "answers grounded in retrieved documents",
        "rag, rags, retrieval augmented, augmented generation, graphrag, grounded generation, "
        "grounded answers, rerank*, retrieval pipeline*, chunking, retrieval over, retrieval and, "
        "with retrieval, prompts retrieval, question answering",
        "retrieval, retrieval systems, retrieval based, knowledge retrieval, grounded, grounding, "
        "document search, knowledge base*, search, documents, answers, manuals, vector, and "
        "retrieval",
    ),
    "agents": Skill(
        "software agents that plan and act with models",
        "agentic, ai agent*, llm agent*, autonomous agent*, voice agent*, intelligent agent*, "
        "multi agent*, multiagent, agent framework*, agent orchestrat*, agent workflow*, agent "
        "system*, agent architect*, agent platform*, agent develop*, agent builder*, langgraph, "
        "crewai, autogen, mcp, context protocol, sub agents, subagents, tool use, function "
        "calling, tool calling, semantic kernel, build agents, building agents, deploy agents, "
        "conversational agents, virtual agents, agents, agent sdk",
        "agent, agent driven, ai agent, orchestration, orchestrat*, autonomous, tools, tool calls, "
        "workflows, skills, human agents, live agents, support agents, service agents, copilot "
        "studio, assistants, an agent, and agent, agent that, agent based, calls, prompts tools, "
        "coding agents",
    ),
    "language_models": Skill(
        "language models and generative AI",
        "llm, llms, language models, language model, openai, anthropic, gpt, gpts, gpt4, "
        "langchain, llamaindex, llama index, llama, mistral, genai, gen ai, generative ai, "
        "generative artificial, bedrock, foundation models, foundation model, chatgpt, gemini, "
        "claude, slm, slms, llmops, llm ops, hugging face, huggingface, frontier models, "
        "transformers, perplexity",
        "ai models, large models, prompt*, rag, models, natural language, ai tools, gen, "
        "generative, generative models, hosted models, language and, code models",
    ),
    "prompt_engineering": Skill(
        "design and test of prompts",
        "prompt, prompts, prompting, prompt engineer*, prompt design*, prompt optim*, prompt "
        "chain*, context engineering, promptfoo, prompt tuning, prompt librar*, prompted",
        "context, instructions, few shot, system prompts",
    ),
    "vector_search": Skill(
        "search over embeddings",
        "vector database*, vector db*, vector store*, vector search, vector index*, semantic "
        "search, hybrid search, pinecone, weaviate, pgvector, faiss, qdrant, milvus, chroma, "
        "chromadb, embedding, embeddings, embedding models",
        "embed*, similarity search, elasticsearch, opensearch, search, retrieval, rag, similarity",
    ),
    "fine_tuning": Skill(
        "adapting pre-trained models by training",
        "fine tun*, finetun*, post training, posttraining, rlhf, lora, qlora, peft, instruction "
        "tuning, sft, dpo, supervised fine, domain adaptation, transfer learning",
        "custom models, model tuning, tuning, tune, adapt*, training, trained, pre trained, "
        "pretrained, adapt, post train, distil*",
    ),
    "pre_training": Skill(
        "training large models from scratch",
        "pre train*, pretrain*, train foundation, train large, training foundation, training "
        "large, foundation model, scaling laws, training runs, distributed training",
        "scale training, scale model, model training, train deep, training at, gpu clusters, gpu "
        "cluster*, distributed, deepspeed, fsdp, megatron, multi node, multi gpu, from scratch, "
        "training infrastructure, large models, world models, training systems, model parallel*, "
        "data parallel*, clusters, nccl, hpc, slurm, pytorch distributed, node training, tokens",
    ),
    "evaluation": Skill(
        "measuring models and AI features",
        "evals, eval, evaluation pipeline*, evaluation framework*, evaluation harness*, evaluation "
        "metric*, evaluation dataset*, evaluation method*, evaluation suite*, model evaluation*, "
        "llm evaluation*, ai evaluation*, agent evaluation*, model quality, ai quality, evaluate "
        "model*, evaluate ai, evaluate llm*, evaluating ai, evaluating model*, evaluating llm*, "
        "benchmark*, red team*, as judge, model validation, langsmith, langfuse, ragas, llm "
        "observability, ai validation, testing ai, model performance, golden datasets",
        "evaluation, evaluate, evaluates, evaluating, evaluations, evaluated, validate, validates, "
        "validating, validation, test, tests, testing, model behavior, model behaviour, quality, "
        "hallucination*, accuracy, a b, ab testing, metrics, measure, measuring, assess, "
        "assessing, assessment*, benchmark, experiments, experimentation, judge, feedback loops, "
        "critique, review, reviewing, verify, monitoring, reliability, output quality, outputs, "
        "against, compare, compares, evaluation sets, each release, offline, acceptance, graders, "
        "judges, answer quality, test sets, test set, errors, retraining, samples, check",
    ),
    "mlops": Skill(
        "running the life cycle of models",
        "mlops, ml ops, llmops, llm ops, aiops, mlflow, ml pipelines, ml pipeline, ml platform*, "
        "ml infra*, kubeflow, sagemaker, vertex ai, feature store*, model monitoring, model "
        "deployment*, model registry, model lifecycle, model serving, model management, model "
        "drift, drift detection, deploy model*, deploying model*, deploy machine, deploying "
        "machine, ai infrastructure, ai platform*, learning infrastructure, learning pipelines, "
        "learning platform*, productioni*, productize, models into, experiment tracking, training "
        "infrastructure, ml systems, azure ml, ray, data pipelines, operationalize, training "
        "pipelines, ml workflows, ml lifecycle",
        "deploy, deploys, deployed, deploying, deployment, monitoring, monitor, retraining, to "
        "production, in production, production ml, production grade, production ready, serving, "
        "pipelines, pipeline, model performance, airflow, databricks, scale ai, drift, ci cd, "
        "orchestration, infrastructure, platform, docker, kubernetes, observability, lifecycle, "
        "end to, scalable, operationalizing, maintain, versioning, production, and monitoring, "
        "retrain, retrains, into production, and serving, workloads, autoscaling, release, "
        "notebook, distributed training, models in, models from, serve, operation",
    ),
    "inference": Skill(
        "fast serving of models",
        "inference, tensorrt, vllm, sglang, onnx, quantization, quantisation, model compression, "
        "model serving, model optimization, distillation, triton inference, inference server*, low "
        "latency, pruning, kv cache, model inference, inference optim*, llm serving",
        "latency, throughput, caching, batching, cost, real time, edge, edge ai, on device, gpu, "
        "gpus, serving, optimize, optimization, optimizing, performance, token, tokens, efficient, "
        "compress*, accelerat*, embedded, mobile, hardware, model routing, routing, distil*, "
        "device, devices, run on, the edge, core ml, jetson, milliseconds, squeeze, quantis*, "
        "quantiz*, small enough, fallbacks, microcontroller*",
    ),
    "gpu_kernels": Skill(
        "kernels and compilers for accelerators",
        "cuda, gpu kernel*, triton, ml compiler*, mlir, rocm, cutlass, tpu kernel*, kernels, gpu "
        "programming, nccl",
        "gpu, gpus, opencl, hpc, xla, tvm, accelerators, accelerator, compiler, compilers, "
        "parallel, low level, graphics, hardware",
    ),
    "computer_vision": Skill(
        "models of images and video",
        "computer vision, machine vision, vision models, vision model, vision systems, vision "
        "language, vision transformers, object detection, object recognition, object tracking, "
        "image recognition, image classification, image segmentation, image processing, image "
        "analysis, opencv, slam, perception, ocr, video understanding, visual recognition, medical "
        "imag*, yolo, image data, point cloud*, video analytics, remote sensing, segmentation "
        "models, multi modal, multimodal",
        "vision, video, videos, image, images, imaging, visual, lidar, sensor fusion, radar, "
        "camera, cameras, satellite, face, medical, detection, recognition, pose, segmentation, "
        "generative, documents, imagery, photos, photo, pictures, pathology, inspection, defect*, "
        "aerial, scans, detectors, sonar, x ray",
    ),
    "nlp": Skill(
        "models of text",
        "nlp, nlu, natural language, text mining, text classification, text analytics, text "
        "analysis, named entity, sentiment analysis, language modeling, language modelling, "
        "information extraction, machine translation, spacy, bert, computational linguist*, "
        "document understanding, linguistics, language understanding, language processing, topic "
        "modeling, language technolog*, entity extraction, document extraction",
        "extraction, nltk, text, linguist*, documents, unstructured, search, translation, "
        "semantic, language, language technologies, topic, sentiment, classifiers, free text, "
        "pdfs, query understanding, answering, dialogue, letters, mails",
    ),
    "speech": Skill(
        "models of speech and sound",
        "speech, asr, tts, voice ai, voice models, voice agent*, voice synthesis, voice "
        "recognition, voice cloning, to speech, speech recognition, speech synthesis, audio "
        "models, audio generation, audio ml, audio ai, transcription, speech to, ai voice, "
        "dubbing, voice assistant*, voicebot*, text to",
        "voice, audio, transcri*, speaker, sound, spoken, acoustic, call, calls, telephony, "
        "conversational, music, signal, recordings, dsp, phone, transcripts",
    ),
    "recommender": Skill(
        "recommendation and ranking",
        "recommender, recommenders, recommendation system*, recommendation engine*, recommendation "
        "model*, recommendation algorithm*, personalization, personalisation, search ranking, ads "
        "ranking, feed ranking, ranking models, ranking model, ranking systems, ranking "
        "algorithms, learning to, relevance, ranking, matching algorithms, collaborative "
        "filtering, recommendation, search relevance, personalized recommendations, product "
        "recommendations",
        "matching, search, ranker, rank, personalized, personalised, personalize, feed, ads, "
        "content discovery, discovery, next best, best offer, best action, offer models, rankers, "
        "and next",
    ),
    "reinforcement_learning": Skill(
        "learning by reward",
        "reinforcement learning, rl, rlhf, imitation learning, policy gradient, grpo, ppo, rlvr, "
        "reward model*, rl environments, bandits",
        "reinforcement, reward, rewards, policy, environments, bandit, simulation, control, in "
        "simulation, manipulation policies, robot learning",
    ),
    "robotics": Skill(
        "robots that learn or perceive",
        "robot, robots, robotic, robotics, humanoid, humanoids, roboticist*, manipulation, ros, "
        "ros2, embodied, physical ai",
        "autonomous, motion planning, control, hardware, mechanical, drones, actuators, sim to, "
        "grasping",
    ),
    "autonomous_driving": Skill(
        "vehicles that drive themselves",
        "autonomous driving, autonomous vehicle*, autonomous truck*, self driving, adas, "
        "driverless, autonomous cars, autonomy, driver assistance, automated driving",
        "autonomous, driving, drone, drones, vehicle, vehicles, automotive, mobility, planning, "
        "navigation, perception, self, unmanned",
    ),
    "forecasting": Skill(
        "predicting quantities over time",
        "forecast, forecasts, forecasting, time series, demand forecast*, demand planning, demand "
        "prediction, forecasting models, arima",
        "predict*, prophet, temporal, trends, planning, econometric*, demand, supply, statistical, "
        "demand models, weather, predicts, seasonal*",
    ),
    "machine_learning": Skill(
        "machine learning, deep learning and their libraries",
        "machine learning, ml, aiml, mle, deep learning, neural, neural network*, neural net*, "
        "pytorch, tensorflow, keras, jax, scikit, sklearn, xgboost, lightgbm, catboost, hugging "
        "face, huggingface, train model*, training model*, model training, supervised learning, "
        "unsupervised learning, learning models, learning model, learning algorithm*, learning "
        "techniques, data scien*, statistical learning, random forest*, gradient boosting, mlops, "
        "ml ops",
        "models, model, algorithms, ai, train, training, data science, statistical, predictive, "
        "modeling, modelling, learning, computer vision, nlp, supervised, deep, reinforcement, "
        "networks, learned, trained, trains, perception, prediction, sequence, classifiers, "
        "classifier, detectors, vision models, transformers, retrain*",
    ),
    "predictive_modelling": Skill(
        "models that predict, classify, group or score",
        "predictive model*, predictive analytic*, predictive algorithm*, predictive, statistical "
        "model*, statistical learning, random forest*, gradient boosting, regression, regressions, "
        "classification, classifiers, clustering, segmentation, feature engineering, propensity, "
        "churn, anomaly detection, fraud detection, fraud models, credit risk, risk models, risk "
        "model*, scoring, decision trees, supervised learning, statistical methods, causal "
        "inference, causal, bayesian, predict, predicting, prediction, predictions, lifetime "
        "value, pricing models, statistical analysis, modeling, modelling, xgboost",
        "fraud, statistical, anomaly, optimization, models that, time series, forecasting, "
        "forecast*, risk, credit, customer, behavior, optimize, hypothesis testing, "
        "experimentation, statistics, data mining, algorithms, pricing, models to, model, models, "
        "data science, quantitative, insights, scores, score, demand, estimate, boosted, predicts, "
        "engineer features, credit models, lightgbm, signals, anomalies, prices, retrain*, models "
        "of, trees",
    ),
    "ml_research": Skill(
        "new methods, published",
        "neurips, nips, icml, iclr, cvpr, acl, publications, publication, publish, published, "
        "publishing, ml research*, ai research*, learning research*, research scientist*, research "
        "engineer*, research agenda, research direction*, novel, new algorithms, the art, research "
        "papers, peer reviewed, conferences, applied research*, researchers, original research, "
        "fundamental research",
        "research, paper, papers, phd, state of, algorithms, innovative, literature, prototype*, "
        "cutting edge, latest research, scientific, invent, patents, academic, journal*, advance, "
        "advancing, frontier, scientists, experiments, architectures, publication record, latest "
        "advances, explore, postdoctoral, methods, methods for, institute, fellow, faculty, "
        "professor, a paper, imitation, reconstruction, conference, scientist",
    ),
    "generative_media": Skill(
        "images, video, music or voices from models",
        "diffusion, midjourney, dall, stable diffusion, runway, to image, to video, image "
        "generation, video generation, audio generation, generative media, generative video, "
        "generative image*, generative design, gan, gans, comfyui, ai video, ai image, ai "
        "generated, sora, veo, kling, diffusion models, ai creative*, ai music, creative ai, "
        "generative models, firefly, heygen, elevenlabs",
        "image, images, video, videos, creative, creatives, visual, visuals, art, avatars, audio, "
        "music, design, photo, graphics, animation, voice, multimodal, generation, canva, content, "
        "image models, voices, dubbing, dubs, producer, video models, listings",
    ),
    "chatbots": Skill(
        "assistants that converse",
        "chatbot, chatbots, chat bot, chat bots, conversational, conversational ai, virtual "
        "assistant*, voicebot*, voice bots, dialog*, ai assistant*, dialogflow, bots, bot, ai "
        "companion*, customer support, chat interfaces, rasa, copilot studio, voice assistant",
        "copilots, copilot, chat, assistant, assistants, conversation*, customer facing, voice "
        "agents, voice, virtual, support, customer service, agents, gpt, answers, the assistant, "
        "an assistant, assistant for, assistant that, tutor, our assistant, its answers, a chat, "
        "the copilot, phone",
    ),
    "knowledge_graphs": Skill(
        "graphs, ontologies, semantic layers",
        "knowledge graph*, knowledge base*, ontolog*, graph neural, graph rag, graph database*, "
        "graph ml, semantic layer*, neo4j, graphrag, knowledge representation, graph data, sparql, "
        "rdf, semantic web",
        "graph, graphs, graph based, taxonom*, semantic, knowledge, semantic model*, entity, "
        "metadata, graph networks, graph stores, knowledge articles, the semantic",
    ),
    "workflow_automation": Skill(
        "processes automated with AI",
        "workflow automation*, process automation*, intelligent automation, ai automation*, "
        "marketing automation, business automation, ai driven, automated workflow*, automate "
        "workflow*, automating workflow*, n8n, zapier, make, rpa, ai workflow*, power automate, "
        "uipath, automate, automation, automations, ai powered, ai enabled, streamline workflow*, "
        "clay, automate processes, automate tasks, automate repetitive, and automation, ai native, "
        "internal tools, workato, process improvement, efficiency",
        "workflow, workflows, process, processes, manual, repetitive, streamline, streamlining, "
        "low code, no code, make com, power platform, scripts, automated, crm, hubspot, "
        "salesforce, operations, operational, integrations, tools, bots, ai agents, optimize, "
        "tasks, efficiencies, steps, steps in, workflows with, workflows for, paperwork, "
        "recurring, be automated, reconciliations, briefs, by hand",
    ),
    "ai_tools": Skill(
        "AI tools in the person's own work",
        "ai tools, ai tool, ai tooling, ai assisted, ai assistant*, ai powered, chatgpt, claude, "
        "copilot, copilots, gemini, perplexity, cursor, claude code, codex, windsurf, midjourney, "
        "using ai, use ai, use of, leverage ai, leveraging ai, with ai, ai fluen*, ai native, ai "
        "first, ai literacy, ai proficien*, ai coding, assisted development, modern ai, latest ai, "
        "generative ai, genai, ai to, ai in, ai enabled, ai driven, vibe cod*, notion ai, into "
        "your, your workflow, daily work",
        "clay, tools, tooling, prompt*, automation, workflow*, productivity, efficiency, use, "
        "using, uses, leverage, leveraging, leverages, comfortable, familiarity, fluent, fluency, "
        "experience with, such as, curiosity, embrace, experiment*, emerging, your work, day to, "
        "every day, integrate ai, adopt, llms, llm, agents, coding, everyday, utilize, apply ai, "
        "ai, coding agents, draft*, supported, outreach, hubspot, coding assistants, enrichment, "
        "spreadsheets, sourcing, edit, excel, agents write, we expect, n8n, assistants",
    ),
    "ai_coding_tools": Skill(
        "programming with AI assistants",
        "copilot, copilots, github copilot, cursor, claude code, codex, windsurf, ai assisted, ai "
        "coding, ai code, ai development, ai programming, assisted development, assisted coding, "
        "assisted programming, coding agents, coding assistant*, coding tools, vibe cod*, ai pair, "
        "code generation, assisted software, ai augmented, assisted engineering, agentic coding, "
        "agentic development, development tools, lovable, ai engineering, first development",
        "accelerate development, accelerate, speed up, ai tools, development, developer, "
        "developers, coding, code, engineering, software, engineers, write, agentic, workflows, "
        "ship, productivity, tools, llms, ide, pair, velocity, driven development, code with, your "
        "code, the code, agents write, spec, is written, developer experience, for engineers",
    ),
    "ai_writing_tools": Skill(
        "text and content made with AI tools",
        "ai content, ai writing, content generation, content creation, chatgpt, jasper, ai tools, "
        "ai drafted, ai generated, drafting, copywriting, assisted writing, assisted content, "
        "generate content, personalized outreach, seo, draft, content",
        "copy, write, writing, writers, blog, posts, social, newsletter*, emails, email, outreach, "
        "messaging, documentation, documents, proposals, presentations, marketing, scripts, "
        "editing, campaigns, materials, create, creating, drafts, responses, translation, first "
        "drafts, variants, replies, briefs, briefings, follow ups, product marketing, marketing "
        "manager, outbound, letters, minutes",
    ),
    "ai_assisted_analysis": Skill(
        "analysis done with AI tools",
        "ai tools, ai assisted, ai driven, ai powered, driven insights, ai insights, ai analytics, "
        "ai research, powered analytics, data analysis, analysis, insights, reporting, research, "
        "synthesize, analyze, assisted research, dashboards",
        "analyzing, insight, reports, report, summar*, decision*, data, screening, diligence, "
        "trends, sourcing, market, monitoring, investigat*, triage, faster, forecasting, review, "
        "detection, risk, interpret, patterns, prospect*, recruit*, candidates, relativity, "
        "account research, ai sourcing, compare",
    ),
    "ai_training_enablement": Skill(
        "teaching others to use AI",
        "ai enablement, ai adoption, ai literacy, ai training, ai upskilling, ai champion*, ai "
        "education, ai workshops, ai transformation, ai readiness, ai fluency, adoption of, "
        "enablement, upskill*, workshops, workshop, training sessions, train teams, change "
        "management, coach*, best practices, adopt ai, champion, adoption",
        "advocate, advocating, training, trainings, teach, teaching, evangel*, onboarding, "
        "educate, educating, education, knowledge sharing, documentation, adopt, adopting, "
        "mentor*, mentorship, culture, help teams, empower, empowering, colleagues, teams adopt, "
        "non technical, clients, customers, guide, guidance, sessions, playbooks, learning, "
        "promote, transformation, drive adoption, across the, organization, stakeholders, "
        "community, internal, introduce*, show, templates, trainer, roll out, exercises, "
        "champions, introduction, instructor, curriculum, classroom, schools, teachers, others "
        "how, share what, its use, council, what works, lessons",
    ),
    "ai_product": Skill(
        "owning an AI product or feature",
        "ai product*, ai feature*, ai roadmap, ai experience*, ai capabilit*, ai strategy, product "
        "roadmap, product strategy, ai native, ai first, ml products, powered products, powered "
        "features, powered product, powered feature, product manager*, product management, product "
        "vision, product owner, product design*, driven features, driven products, user "
        "experience, ux, ai solutions",
        "roadmap, use cases, use case, opportunities, ai opportunities, product, products, design, "
        "designer, designers, requirements, prioriti*, vision, strategy, strategic, go to, market, "
        "features, feature, customers, discovery, launch, business value, stakeholders, user, "
        "users, interface, interfaces, experiences, identify, ideation, owner, initiatives, "
        "interaction, ai use, pilots, pilot, where ai, ai adoption, ai initiatives, uses of, "
        "digital transformation, identify where, out where, strategist, places where, business "
        "analyst, interaction designer, sketch, product lead, acceptance, copilots, research with",
    ),
    "governance": Skill(
        "policy, risk, law and ethics of AI",
        "ai governance, model governance, ml governance, responsible ai, ai risk*, model risk, ai "
        "ethics, ethical ai, ai compliance, ai polic*, ai safety, ai security, ai regulation*, ai "
        "act, ai fairness, model fairness, ai audit*, bias detection, bias mitigation, explainab*, "
        "interpretab*, ai alignment, trustworthy ai, guardrails, governance, responsible use, "
        "compliance, secure ai, securing ai, ai legal, ai controls, safety",
        "privacy, data privacy, fairness, security, secure, adversarial, prompt injection, "
        "injection, permission*, human in, audit, audits, auditab*, risk, risks, ethic*, ethical, "
        "regulat*, policy, policies, trust, trustworthy, bias, biases, hipaa, gdpr, alignment, "
        "aligned, standards, controls, transparen*, responsible, responsibly, safe, safely, "
        "safeguard*, legal, threat*, explain, validation, oversight, interpretability, "
        "explainable, attack*, protection, rules, red, data protection, council, counsel, misuse, "
        "govern, robustness, cyber, approved, poison*, theft, committee, register, mitigations, "
        "copyright",
    ),
    "data_labelling": Skill(
        "making and checking training data",
        "annotat*, annotation*, labeling, labelling, labeled data, data label*, training data, "
        "ground truth, ai trainer*, human data, data collection, data quality, data annotation, "
        "training sets, training set, synthetic data, data curation, dataset curation",
        "synthetic, curation, curate, curated, curating, dataset, datasets, data generation, data "
        "sets, data preparation, labels, labeled, labelled, label, collect, collection, cleaning, "
        "quality data, human feedback, gold, golden, preference data, data pipelines, annotators, "
        "and label, preference, corpora, sets for, teleoperation, rlhf",
    ),
}
"""Name -> skill, in the order in which a posting's skills are listed."""
