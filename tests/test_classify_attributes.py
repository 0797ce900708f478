"""Employer type, seniority and depth: by fact, by rank and years, by what is done with AI."""

from pathlib import Path

import pytest

from classify import employer_facts
from classify.attributes import DEPTHS, EMPLOYER_TYPES, SENIORITIES
from classify.employer_facts import facts
from classify.employer_table import MOST_WORDS, EmployerTable
from classify.item import Item
from classify.passages import read
from classify.pipeline import Classifier
from classify.store import SHIPPED
from classify.terms import mentions_generative
from classify.topical import Topical
from classify.traits import rank_traits, years_asked

DUTIES = "What you will do\n- Write services in Java\n- Fix defects\nRequirements\n- "


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load()


def judged(classifier: Classifier, title: str, employer: str = "", text: str = ""):
    return classifier.label([Item(title, employer, text)])[0]


@pytest.mark.parametrize(
    ("employer", "expected"),
    [
        ("OpenAI", "frontier_lab"),
        ("Mistral AI", "frontier_lab"),
        ("Google LLC", "big_tech"),
        ("Google UK Ltd", "big_tech"),
        ("Amazon Web Services, Inc.", "big_tech"),
        ("Perplexity", "ai_startup"),
    ],
)
def test_facts_decide_the_type(classifier, employer, expected):
    assert judged(classifier, "Nurse", employer, "Care for patients.").employer_type == expected
    assert judged(classifier, "", employer).employer_type == expected


@pytest.mark.parametrize(
    ("employer", "expected"),
    [
        ("openai.com", "frontier_lab"),
        ("meta.com", "big_tech"),
        ("mistralai", "frontier_lab"),
        ("perplexityai", "ai_startup"),
        ("amazonwebservices", "big_tech"),
        ("OpenAI OpCo, LLC", "frontier_lab"),
        ("Anthropic PBC", "frontier_lab"),
        ("Fireworksai", "ai_startup"),
        ("Cerebrassystems", "ai_startup"),
        ("Appliedintuition", "ai_startup"),
        ("observeai", "ai_startup"),
        ("IBM India", "big_tech"),
        ("IBM Consulting", "consulting_staffing"),
        ("x.com", "big_tech"),
    ],
)
def test_a_name_is_known_as_boards_spell_it(employer, expected):
    assert facts(employer).type == expected


@pytest.mark.parametrize(
    "employer",
    [
        "Amazon Conservation Team",
        "Oracle Elevator",
        "Apple Valley School",
        "Oracle Consulting",
        "Salesforce Consulting Partners",
        "Microsoft Dynamics Partner Ltd",
        "Nvidia Reseller",
        "Tesla Motors Club",
        "Oracle Arena",
        "Group X",
        "Arthur",
        "Scale",
        "",
    ],
)
def test_a_name_alike_is_no_fact(employer):
    assert facts(employer).type is None


@pytest.mark.parametrize(
    ("employer", "sector"),
    [
        ("2100 NVIDIA USA", "hardware"),
        ("Get job updates from Guidewire Software, Inc.", "software"),
        ("We are hiring at deepset, makers of Haystack", "software"),
        ("Phreesia - Patient Intake Software", "software"),
        ("YIELDIFY, a Google Ventures Company", "software"),
        ("Meetup [http://www.meetup.com]", "software"),
        ("Timescale (Tiger Data) fka Timescale", "software"),
        ("[24]7.ai", "software"),
        ("1 point by somebody - Oracle", None),
        ("Oracle - Elevator Services", None),
        ("Meta / Family Dental", None),
        ("Google: Dental Clinic", None),
        ("Sales - Nvidia", None),
        ("Engineer: Google", None),
    ],
)
def test_a_name_is_known_within_what_is_written_around_it(employer, sector):
    assert facts(employer).sector == sector


def test_a_long_name_is_looked_up_as_fast_as_a_short_one(monkeypatch):
    asked = []

    class Rows(dict):
        def get(self, name, default=None):
            asked.append(name)
            return super().get(name, default)

    monkeypatch.setattr(employer_facts, "_table", lambda: EmployerTable(Rows()))
    long = "unheard " * 7_500
    assert facts(long) == (None, None)
    assert len(asked) == MOST_WORDS


@pytest.mark.parametrize(
    ("employer", "expected"),
    [
        ("University of Ghent", "university_research"),
        ("City of Austin", "government_nonprofit"),
        ("Robert Half", "consulting_staffing"),
    ],
)
def test_a_name_alone_tells_the_type(classifier, employer, expected):
    assert judged(classifier, "Clerk", employer).employer_type == expected


def test_without_employer_and_text_the_type_is_not_known(classifier):
    assert judged(classifier, "Clerk").employer_type is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Senior Data Engineer", "senior"),
        ("ML Intern", "intern"),
        ("Werkstudent KI", "intern"),
        ("Head of AI", "executive"),
        ("Staff Software Engineer", "lead"),
        ("Account Manager", "mid"),
        ("Junior Analyst", "junior"),
        ("Nurse", "mid"),
        ("Clerk", "mid"),
        ("Accountant", "mid"),
        ("", None),
    ],
)
def test_a_title_alone_tells_seniority(classifier, title, expected):
    assert judged(classifier, title).seniority == expected


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Machine Operator", "Operate machines."),
        ("HR Business Partner", "Advise managers on HR."),
        ("Product Designer", "Design screens with engineers."),
        ("Truck Driver", "Drive to customers."),
    ],
)
def test_a_posting_that_says_nothing_of_rank_is_mid(classifier, title, text):
    assert judged(classifier, title, "", text).seniority == "mid"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("3 years of experience", "mid"),
        ("6+ years of experience", "senior"),
        ("8+ years of experience", "senior"),
    ],
)
def test_years_decide_where_the_title_is_silent(classifier, asked, expected):
    label = judged(classifier, "Software Engineer", "Toolshed", DUTIES + asked)
    assert label.seniority == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Requirements\n- 5+ years of Java\n- 2-4 years of SQL", 2),
        ("Requirements\n- At least seven (7) years in sales", 7),
        ("Requirements\n- 10 or more years", 10),
        ("About us\nWe have 30 years of experience.\nRequirements\n- Java", None),
        ("Requirements\n- 3 yrs. experience", 3),
        ("Requirements\n- At least 2 yr experience", 2),
        ("Requirements\n- 5+ Years of Java", 5),
        ("REQUIREMENTS\n- 5+ YEARS", 5),
        ("Requirements\n- Two to four years in sales", 2),
        ("Requirements\n- 2—4 years in sales", 2),
        ("Requirements\n- 2\u20114 years in sales", 2),
        ("Requirements\n- 2 or 3 years in sales", 2),
        ("Requirements\n- Between 3 and 5 years in sales", 3),
        ("Requirements\n- 1.5 years in sales", 1),
        ("Requirements\n- A 4-year degree", None),
        ("Requirements\n- 5 (five) years in sales", 5),
        ("Requirements\n- five (5) to seven (7) years in sales", 5),
        ("Requirements\n- 5+ to 7+ years in sales", 5),
        ("Requirements\n- We serve 1,000,005 years of records", None),
        ("Requirements\n- Over 18 years old", None),
        ("", None),
    ],
)
def test_the_least_years_that_a_requirement_asks(text, years):
    assert years_asked(read(Item("Clerk", "", text))).least == years


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Requirements\n- 5+ years of sales\n- 2 years of Java", 2, 5),
        ("Requirements\n- 6-10 years of sales, with 2-3+ years in software", 2, 6),
        ("Requirements\n- 8 \u2013 12 + years of sales, with 3 + years in retail", 3, 8),
        ("Requirements\n- PhD, or a Master's degree and 7 years, or 10 years of sales", 7, 7),
        ("About us\n- For 10 years we have sold\nRequirements\n- 3 years of sales", 3, 3),
        ("Requirements\n- Patience", None, None),
    ],
)
def test_years_are_asked_from_least_to_most(text, least, most):
    assert years_asked(read(Item("Clerk", "", text))) == (least, most)


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("Engineering Manager", "rank lead"),
        ("Product Manager", "rank of things"),
        ("Chief of Staff", "rank of things"),
        ("Senior Product Manager", "rank senior"),
        ("Principal Product Manager", "rank lead"),
        ("Member of Technical Staff", "rank none"),
        ("HR Business Partner", "rank none"),
        ("Managing Partner", "rank executive"),
        ("Executive Assistant to the CEO", "rank none"),
        ("Assistant to the Registrar", "rank junior"),
        ("Sr. Dir, Field Marketing", "rank executive"),
        ("Digital Marketing Head", "rank executive"),
        ("Internship_Software Engineer", "rank intern"),
        ("Software Engineer 1, Tools", "rank junior"),
        ("Mid/Senior Video Editor", "rank mid"),
    ],
)
def test_the_first_rank_of_a_title(title, rank):
    assert f"first {rank}" in rank_traits(read(Item(title, "", "")))


@pytest.mark.parametrize(
    ("title", "duty", "expected"),
    [
        ("Software Engineer", "Build RAG services and LLM agents in Python", "builds"),
        ("AI Adoption Consultant", "Configure AI assistants and train teams to use them", "adapts"),
        ("Content Writer", "Use ChatGPT to draft articles", "uses"),
    ],
)
def test_depth_follows_duties(classifier, title, duty, expected):
    text = f"What you will do\n- {duty}\n- {duty} every day\nRequirements\n- Experience with LLMs"
    label = judged(classifier, title, "Toolshed", text)
    assert (label.role, label.depth) == ("integrator", expected)


def test_depth_is_an_integrators(classifier):
    assert judged(classifier, "Nurse", "Ward", "Care for patients.").depth is None


def test_values_are_those_of_the_codebook():
    book = (Path(__file__).parents[1] / "classify" / "CODEBOOK.md").read_text()
    for value in (*EMPLOYER_TYPES, *SENIORITIES, *DEPTHS):
        assert f"`{value}`" in book


@pytest.mark.parametrize(
    ("name", "values"),
    [("employer_type", EMPLOYER_TYPES), ("seniority", SENIORITIES), ("depth", DEPTHS)],
)
def test_the_model_tells_every_value(name, values):
    told = Topical.load(SHIPPED / "topics.npz").values[name][1]
    assert sorted(told) == sorted(values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("We use ChatGPT", True), ("generative AI", True), ("machine learning", False), ("", False)],
)
def test_generative_keyword(text, expected):
    assert mentions_generative("Clerk", text) is expected
