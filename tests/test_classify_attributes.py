import pytest

from classify.attributes import depth, employer_type, seniority
from classify.item import Item
from classify.passages import Segment, read
from classify.terms import mentions_generative


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
        ("", None),
    ],
)
def test_seniority(title, expected):
    assert seniority(title) == expected


@pytest.mark.parametrize(
    ("employer", "sector", "expected"),
    [
        ("OpenAI", "software", "frontier_lab"),
        ("Google LLC", "software", "big_tech"),
        ("University of Ghent", "education", "university_research"),
        ("City of Austin", "government", "government_nonprofit"),
        ("Robert Half", "professional_services", "consulting_staffing"),
        ("Helio AI", "software", "ai_startup"),
        ("Toolshed", "software", "other_tech"),
        ("Corner Bakery", "retail", "other_private"),
        ("Unheard of", None, None),
    ],
)
def test_employer_type(employer, sector, expected):
    assert employer_type(read(Item("Clerk", employer, "")), sector) == expected


def test_depth_follows_duties():
    assert (
        depth([Segment("duty", "Build RAG services")], "Software Engineer", "engineering")
        == "builds"
    )
    assert depth([Segment("duty", "Configure AI agents")], "Consultant", "sales") == "adapts"
    assert depth([Segment("must", "Comfort with ChatGPT")], "Writer", "marketing") == "uses"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("We use ChatGPT", True), ("generative AI", True), ("machine learning", False), ("", False)],
)
def test_generative_keyword(text, expected):
    assert mentions_generative("Clerk", text) is expected
