"""What the statistics see of postings in a database."""

import pytest

from db.label import Evidence, Label
from db.label_store import unlabelled, use_model, write_labels
from db.queries import panel

NOW = "2026-01-01T00:00:00Z"


@pytest.mark.parametrize(("role", "seen"), [("integrator", ("agents", "rag")), ("none", ())])
def test_skills_are_of_postings_with_an_ai_role(world, role, seen):
    world.board("greenhouse", 1)
    world.crawl(0)
    world.locate()
    use_model(world.store, "m", NOW)
    told = Evidence(passage="Minds machines with AI agents", section="duty", weight=0.5)
    label = Label(
        role=role,
        p_specialist=0.1,
        p_integrator=0.7 if role == "integrator" else 0.2,
        p_none=0.7 if role == "none" else 0.2,
        evidence=(told,),
        skills=("rag", "agents"),
    )
    [[posting]] = unlabelled(world.store, "m", size=9)
    write_labels(world.store, [(posting, label)], model_id="m", now=NOW)
    assert [row.skills for row in panel(world.store)] == [seen]
