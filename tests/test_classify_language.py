import gzip
import json
import os
from collections import Counter
from pathlib import Path

import pytest

import classify.passages
from classify.clean import plain
from classify.doubt import uncertain
from classify.glossaries import de, es, fr, nl, pt
from classify.glossary import LANGUAGES, gloss, glossary
from classify.item import Item
from classify.language import language
from classify.passages import read
from classify.pipeline import Classifier
from classify.prompts import prompt

SHARED = Path(os.environ.get("ROLEATLAS_SHARED", Path(__file__).parents[2] / "shared"))
GERMAN = Item(
    "Entwickler (m/w/d)",
    "Acme KI",
    "Was du tust\n- Du trainierst Sprachmodelle für Acme KI. Du pflegst die Daten.\n"
    "Was wir bieten\n- Ein Büro mit Aussicht",
)
ENGLISH = Item(
    "ML Engineer",
    "Acme",
    "Responsibilities\n- Train ranking models for the shop. You will write to Die Zeit."
    "\nRequirements\n- Experience with PyTorch and with the cloud",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We build tools for the people that run a port, and you will own one.", "en"),
        ("Wir bauen Werkzeuge für die Leute im Hafen, und du leitest eines davon.", "de"),
        ("Nous créons des outils pour les gens du port, et vous en dirigez un.", "fr"),
        ("Creamos herramientas para la gente del puerto y tú llevarás una de ellas.", "es"),
        ("Criamos ferramentas para as pessoas do porto e você vai cuidar de uma.", "pt"),
        ("Wij bouwen hulpmiddelen voor de mensen in de haven en jij leidt er een.", "nl"),
        ("Budujemy narzędzia dla ludzi pracujących w porcie", "other"),
        ("Hledáme vývojáře, který se na projektu o datech a o modelech chce učit.", "other"),
        ("Vi søger en udvikler, som har de bedste idéer om, hvad vi er på vej hen.", "other"),
        ("Vi söker en utvecklare som får ta de rätta besluten och är om sig på jobbet.", "other"),
        ("Wir suchen für unsere Filiale in Århus einen Verkäufer.", "de"),
        ("Python SQL Kubernetes", "other"),
        ("", "other"),
    ],
)
def test_language_is_told_by_stop_words(text, expected):
    assert language("", text) == expected


def test_english_with_foreign_names_stays_english():
    text = "You will work with the teams of La Rochelle, Des Moines, El Paso and Den Haag. " * 3
    assert language("Directeur de la production", text) == "en"


def test_a_bilingual_posting_is_read_as_english():
    german = "Wir suchen eine Person für die Pflege der Daten. "
    assert (
        language("", german + "We look for a person who will care for the data and the team.")
        == "en"
    )


@pytest.mark.parametrize(
    ("spoken", "text", "expected"),
    [
        ("de", "Du entwickelst KI-Modelle", "you will develop ai models"),
        ("de", "Verfahren des maschinellen Lernens", "methods the machine learning"),
        ("fr", "Entraîner des modèles de langage", "train of language models"),
        ("fr", "l’usage d’outils d'IA générative", "use generative ai tools"),
        ("es", "Entrenar modelos de aprendizaje automático", "train machine learning models"),
        ("pt", "Desenvolver agentes de inteligência artificial", "develop ai agents"),
        ("nl", "Je traint taalmodellen", "you will train language models"),
    ],
)
def test_gloss(spoken, text, expected):
    assert gloss(text, spoken) == expected


def test_gloss_leaves_the_employer_and_endless_words():
    assert gloss("Modelle von Lumen Modelle", "de", "Lumen Modelle") == "models of lumen modelle"
    assert gloss("modell" * 10_000, "de") == "modell" * 10_000


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_entry_has_one_group(spoken):
    known = glossary(spoken)
    assert known.phrases.groups == len(known.phrase_glosses)
    assert known.words.groups == len(known.word_glosses) >= 80


@pytest.mark.parametrize("module", [de, fr, es, pt, nl])
def test_no_pattern_stands_twice(module):
    table = module.ENTRIES.strip().replace(",\n", ",")
    patterns = [p.strip() for line in table.split("\n") for p in line.split(" = ")[1].split(",")]
    assert "" not in patterns
    assert [one for one, n in Counter(patterns).items() if n > 1] == []


def test_english_reaches_the_models_untouched(monkeypatch):
    reading = read(ENGLISH)
    assert reading.language == "en"
    assert reading.title == ENGLISH.title
    assert reading.text == plain(ENGLISH.text)
    assert [line.text for line in reading.lines] == reading.text.split("\n")
    assert {part.written for part in (*reading.lines, *reading.hits, *reading.weak)} == {""}
    monkeypatch.setattr(classify.passages, "language", lambda title, text: "en")
    assert read(ENGLISH) == reading
    assert prompt(read(ENGLISH)) == prompt(reading)


def test_models_read_the_gloss_and_evidence_the_original():
    reading = read(GERMAN)
    assert [hit.text for hit in reading.hits] == ["• you will train language models for acme ki."]
    assert reading.hits[0].section == "duty"
    label = Classifier.load().label([GERMAN])[0]
    assert label.role == "specialist"
    assert label.evidence[0].passage == "• Du trainierst Sprachmodelle für Acme KI."


def test_none_is_doubted_where_a_german_duty_names_ai():
    german, english = read(GERMAN), read(ENGLISH)
    assert uncertain(german, "none", 0.95, 0.6)
    assert not uncertain(english, "none", 0.95, 0.6)
    assert not uncertain(german, "specialist", 0.95, 0.6)


def test_a_gloss_needs_more_probability():
    driver = read(Item("Fahrer (m/w/d)", "Acme", "Du bringst die Pakete mit dem Rad zu den Kunden"))
    assert driver.language == "de"
    assert uncertain(driver, "none", 0.7, 0.6)
    assert not uncertain(driver, "none", 0.8, 0.6)
    assert not uncertain(read(ENGLISH), "none", 0.7, 0.6)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("机", "AI"),
        ("AI", "Разработка AI for the 港 и 機械学習 моделей машинного обучения"),
        (
            "AI-udvikler",
            "Vi søger en udvikler til at bygge AI for vores kunder. Du skal have erfaring med at "
            "arbejde med sprogmodeller og at skrive kode for store virksomheder.",
        ),
        ("AI-utvecklare", "Vi söker en utvecklare som bygger AI och arbetar med språkmodeller"),
    ],
)
def test_a_language_that_is_not_read_is_never_sure_of_an_ai_role(title, text):
    strange = read(Item(title, "", text))
    assert uncertain(strange, "integrator", 0.99, 0.6)
    assert uncertain(strange, "none", 0.85, 0.6)
    assert not uncertain(strange, "none", 0.95, 0.6)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Machine Learning Engineer", ""),
        ("AI Engineer", "Python, LLM, RAG"),
        ("AI Engineer", "Build LLM agents for clients at scale, to be sold by Q3"),
        ("Café Manager", "Greet guests"),
        ("ML Engineer", "You will train models for 淘宝 and for the shops of Łódź, with a team"),
    ],
)
def test_short_english_and_foreign_names_are_no_strange_language(title, text):
    assert not uncertain(read(Item(title, "", text)), "integrator", 0.7, 0.6)


def test_two_words_in_another_script_are_flagged():
    assert Classifier.load().label([Item("机", "", "AI")])[0].uncertain


@pytest.mark.shared
def test_the_pool_is_read_without_a_gloss():
    path = SHARED / "corpus" / "pool.jsonl.gz"
    if not path.is_file():
        pytest.skip("no shared pool")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(300), strict=False)]
    items = [Item(row["title"] or "", row["employer"] or "", row["text"]) for row in rows]
    assert {read(item).language for item in items} <= {"en", "other"}
