"""F92: personal data and employers that opted out appear nowhere."""

import logging
from contextlib import suppress

import pytest
from click.testing import CliRunner
from fault_world import row

from db.boards import BoardEntry
from db.maintenance import forget
from roleatlas.cli import main

SECRETS = ("jane.doe", "jane-doe", "5551234", "Jane Doe", "janedoe99", "Shy Industries")
PERSONAL = (
    "Questions? jane.doe@brightmoor.example or +49 30 5551234, "
    "https://www.linkedin.com/in/jane-doe-77 or https://t.me/janedoe99."
)


def dirty():
    """Rows with personal data in every field that could carry it."""
    return [
        row(
            1,
            title="Operator (jane.doe@brightmoor.example)",
            content=f"&lt;p&gt;Operate the machines. {PERSONAL}&lt;/p&gt;",
            location={"name": "Austin, TX; call +49 30 5551234"},
            absolute_url="https://jobs.example.com/1?contact=jane.doe@brightmoor.example",
            departments=[{"name": "Plant, jane.doe@brightmoor.example"}],
            metadata=[{"name": "Recruiter", "value_type": "user", "value": {"name": "Jane Doe"}}],
            hiring_manager="Jane Doe",
            recruiter={"name": "Jane Doe", "email": "jane.doe@brightmoor.example"},
        ),
        row(2, company_name="Shy Industries", title="Quiet work"),
        row(3, title="\u200b", content=PERSONAL),
    ]


def everything(folder):
    """All bytes of all files, except the log of who opted out."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def crawled(world, caplog):
    caplog.set_level(logging.DEBUG)
    forget(world.store, kind="employer", pattern="Shy Industries", now="2026-11-25T11:00:00Z")
    world.serve(dirty())
    world.crawl(0, LOG_LEVEL="DEBUG")
    return world


def shown(data):
    return [secret for secret in SECRETS if secret.encode() in data]


def test_f92_nothing_personal_is_written_to_the_database(crawled, tmp_path):
    kept = [name for name in shown(everything(tmp_path)) if name != "Shy Industries"]
    assert kept == []
    assert crawled.rows("SELECT source_id FROM postings") == [("1",)]
    assert "[email]" in crawled.one("SELECT text FROM texts")
    listed = crawled.rows("SELECT pattern FROM opt_outs")
    assert listed == [("Shy Industries",)]  # the one place that must remember the name


@pytest.mark.parametrize("word", ["jane", "doe", "5551234", "janedoe99"])
def test_f92_nothing_personal_can_be_searched(crawled, word):
    found = "SELECT count(*) FROM texts_fts WHERE texts_fts MATCH ?"
    assert crawled.one(found, f'"{word}"') == 0


@pytest.mark.parametrize("view", ["roles", "open_postings", "board_health"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_f92_nothing_personal_is_exported(crawled, tmp_path, view, ending):
    out = tmp_path / f"out.{ending}"
    command = ["export", str(tmp_path / "atlas.db"), view, "--out", str(out)]
    assert CliRunner().invoke(main, command).exit_code == 0
    data = out.read_bytes()
    if ending == "xlsx":
        from zipfile import ZipFile

        with ZipFile(out) as book:
            data = b"".join(book.read(name) for name in book.namelist())
    assert shown(data) == []


def test_f92_nothing_personal_is_logged(crawled, caplog, capfd):
    out, err = capfd.readouterr()
    assert shown((caplog.text + out + err).encode()) == []


def test_f92_nothing_of_an_employer_is_left_after_forgetting(world, tmp_path):
    world.serve([row(1, company_name="Shy Industries", content="unmistakable wording"), row(2)])
    world.crawl(0)
    before = everything(tmp_path)
    assert b"unmistakable" in before
    assert forget(
        world.store, kind="employer", pattern="shy industries", now="2026-11-25T13:00:00Z"
    )
    assert b"unmistakable" not in everything(tmp_path)
    world.crawl(24)
    assert world.rows("SELECT source_id FROM postings") == [("2",)]
    assert b"unmistakable" not in everything(tmp_path)


def test_f92_a_domain_that_opted_out_is_never_stored(world):
    forget(world.store, kind="domain", pattern="shy.example", now="2026-11-25T11:00:00Z")
    pages = ("https://shy.example/1", "https://jobs.SHY.example/2", "https://notshy.example/3")
    world.serve([row(key, absolute_url=page) for key, page in enumerate(pages, start=1)])
    world.crawl(0)
    assert world.rows("SELECT source_id FROM postings") == [("3",)]


@pytest.mark.parametrize(
    ("stored", "pattern"),
    [("ÄRZTE & Söhne GmbH", "ärzte & söhne gmbh"), ("  Shy   Industries ", "shy industries")],
)
def test_f92_an_employer_is_forgotten_however_its_name_is_written(world, stored, pattern):
    world.serve([row(1, company_name=stored), row(2)])
    world.crawl(0)
    assert forget(world.store, kind="employer", pattern=pattern, now="2026-11-25T13:00:00Z") == 1
    world.crawl(24)
    assert world.rows("SELECT source_id FROM postings") == [("2",)]


PAGES = {
    "https://shy.example/1": True,
    "https://jobs.shy.example/2?x=1": True,
    "https://SHY.example/3": True,
    "https://shy.example": True,
    "https://shy.example:8443/4": True,
    "https://notshy.example/5": False,
    "https://other.example/shy.example/6": False,
    "https://shyxexample.com/7": False,
}


@pytest.mark.parametrize("pattern", ["shy.example", "SHY.EXAMPLE"])
def test_f92_a_domain_is_forgotten_exactly(world, pattern):
    world.serve([row(key, absolute_url=page) for key, page in enumerate(PAGES)])
    world.crawl(0)
    count = forget(world.store, kind="domain", pattern=pattern, now="2026-11-25T13:00:00Z")
    assert count == sum(PAGES.values())
    kept = {url for (url,) in world.rows("SELECT url FROM postings")}
    assert kept == {page for page, forgotten in PAGES.items() if not forgotten}
    world.crawl(24)
    assert {url for (url,) in world.rows("SELECT url FROM postings")} == kept


@pytest.mark.parametrize("pattern", ["%", "_", "sh_.example", "%.example"])
def test_f92_signs_of_patterns_mean_nothing(world, pattern):
    world.serve([row(1, absolute_url="https://shy.example/1", company_name="Shy")])
    world.crawl(0)
    for kind in ("domain", "employer"):
        with suppress(ValueError):  # refused as no name of anybody
            assert forget(world.store, kind=kind, pattern=pattern, now="2026-11-25T13:00:00Z") == 0
    assert world.states() == {"open": 1}


def test_f92_a_board_of_an_employer_that_opted_out_is_never_asked_nor_shown(world):
    world.entries = [
        BoardEntry("greenhouse", "brightmoor", "Shy Industries"),
        BoardEntry("lever", "brightmoor", "Brightmoor"),
    ]
    world.board("greenhouse", 2)
    world.board("lever", 1)
    world.crawl(0)
    forget(world.store, kind="employer", pattern="SHY industries", now="2026-11-25T13:00:00Z")
    world.site._hits.clear()
    world.entries.append(BoardEntry("ashby", "shy", "Shy Industries"))
    world.board("ashby", 2, "shy")
    world.crawl(24)
    assert {hit.host for hit in world.site.hits(policy=True)} == {"api.lever.co"}
    assert world.states() == {"open": 1}
    shown = world.rows("SELECT ats, employer, state FROM board_health")
    assert "Shy Industries" not in str(shown)
