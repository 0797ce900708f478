"""The schema in words: Markdown for the docs and metadata for Datasette, from the code itself."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from db.posting import Posting
from db.views import VIEWS

TABLES = {
    "properties": "Facts about this database, such as that it holds demonstration data.",
    "boards": "One employer's list on one applicant tracking system, and how it stands.",
    "crawls": "One run over boards.",
    "board_crawls": "One visit to one board: outcome, proof, reason, what it changed.",
    "postings": "An opening as one board shows it, identified by board and source id.",
    "texts": "Title and text of each posting, the source of full-text search.",
    "sighting_spans": "Earlier runs of consecutive sightings; the view `sightings` unrolls them.",
    "events": "What happened to a posting and when; nothing is overwritten.",
    "quarantine": "Records that could not be stored at the last readings, with the reason.",
    "opt_outs": "Employers and domains that asked to be left out.",
    "employers": "Employers, joined across boards only with evidence.",
    "jobs": "Postings of one opening in the same metros; `family_id` joins across metros.",
    "job_members": "Which posting belongs to which job, why, and how similar it is.",
    "metros": "US core-based statistical areas (OMB 2023) and commuting-radius metros elsewhere.",
    "metro_groups": "Named groups of metros, with their source.",
    "placements": "What a posting's location says: remote mode, scope, countries.",
    "places": "Posting by metro with the share that counts there.",
    "unresolved": "Segments of locations that have no metro, with the reason.",
    "models": "Models that gave labels; the views show the active one.",
    "labels": "Role of a posting by a model, with probabilities and attributes.",
    "evidence": "The passages that moved a label.",
    "skills": "AI skills that a posting names for the person it hires, told wherever an AI role is"
    " not ruled out: join `labels` for those of a role.",
    "gold": "Labels by people, drawn with known probability.",
}


def markdown() -> str:
    """The reference of views and tables that `docs/schema.md` shows."""
    lines = ["## Views", "", "Tables may change; views are what analysts are promised.", ""]
    for name, view in VIEWS.items():
        lines += [f"### `{name}`", "", view.sentence, "", "| column | what |", "| --- | --- |"]
        lines += [f"| `{column}` | {doc} |" for column, doc in view.columns.items()]
        lines += ["", "```sql", view.example, "```", ""]
    lines += ["## The record of a posting", "", "| field | what |", "| --- | --- |"]
    lines += [f"| `{field.name}` | {field.metadata['doc']} |" for field in fields(Posting)]
    lines += ["", "## Tables", "", "| table | what |", "| --- | --- |"]
    lines += [f"| `{name}` | {sentence} |" for name, sentence in TABLES.items()]
    return "\n".join(lines) + "\n"


def datasette_metadata(database: str, *, demonstration: bool) -> dict[str, Any]:
    """Metadata for Datasette: descriptions of views and tables, and the example queries."""
    described: dict[str, Any] = {
        name: {
            "description": _plain(view.sentence),
            "columns": {column: _plain(doc) for column, doc in view.columns.items()},
        }
        for name, view in VIEWS.items()
    }
    described |= {name: {"description": _plain(doc)} for name, doc in TABLES.items()}
    # Not under the view's own name, which would hide the view from Datasette.
    queries = {
        f"{name}_example": {"sql": view.example, "title": f"Example: {name}"}
        for name, view in VIEWS.items()
    }
    title = "roleatlas"
    if demonstration:
        title += ": demonstration data, invented employers"
    return {
        "title": title,
        "description": "Where specialist and integrator AI roles are, from public job boards.",
        "databases": {database: {"tables": described, "queries": queries}},
    }


def _plain(markdown: str) -> str:
    """Text without Markdown's marks, which Datasette would show as they are."""
    return markdown.replace("`", "")
