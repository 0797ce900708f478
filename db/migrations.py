"""The schema, one function a change, in order; a function is never edited once released."""

from __future__ import annotations

from db.sqlite import Database, Migrations

migrations = Migrations("roleatlas")

_BOARDS = """
CREATE TABLE boards (
    board_id INTEGER PRIMARY KEY,
    ats TEXT NOT NULL,
    token TEXT NOT NULL COLLATE NOCASE,
    employer TEXT,
    state TEXT NOT NULL DEFAULT 'active'
        CHECK (state IN ('active', 'gone_pending', 'gone', 'removed', 'opted_out')),
    added_at TEXT NOT NULL,
    removed_at TEXT,
    gone_count INTEGER NOT NULL DEFAULT 0,
    gone_at TEXT,
    etag TEXT,
    last_modified TEXT,
    proven_crawl_id INTEGER REFERENCES crawls (crawl_id),
    last_crawl_id INTEGER REFERENCES crawls (crawl_id),
    last_ok_at TEXT,
    UNIQUE (ats, token)
) STRICT
"""

_CRAWLS = """
CREATE TABLE crawls (
    crawl_id INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'aborted')),
    started_at TEXT NOT NULL,
    finished_at TEXT,
    pid INTEGER,
    version TEXT,
    mirror TEXT,
    boards_asked INTEGER NOT NULL DEFAULT 0
) STRICT
"""

_BOARD_CRAWLS = """
CREATE TABLE board_crawls (
    crawl_id INTEGER NOT NULL REFERENCES crawls (crawl_id),
    board_id INTEGER NOT NULL REFERENCES boards (board_id),
    outcome TEXT NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    proof TEXT,
    reason TEXT,
    alarm TEXT,
    listed INTEGER NOT NULL DEFAULT 0,
    total INTEGER,
    opened INTEGER NOT NULL DEFAULT 0,
    closed INTEGER NOT NULL DEFAULT 0,
    reopened INTEGER NOT NULL DEFAULT 0,
    revised INTEGER NOT NULL DEFAULT 0,
    missed INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER NOT NULL DEFAULT 0,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    PRIMARY KEY (crawl_id, board_id)
) STRICT, WITHOUT ROWID
"""

_POSTINGS = """
CREATE TABLE postings (
    posting_id INTEGER PRIMARY KEY,
    board_id INTEGER NOT NULL REFERENCES boards (board_id),
    source_id TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT CHECK (url IS NULL OR url LIKE 'http://%' OR url LIKE 'https://%'),
    employer TEXT,
    locations TEXT NOT NULL DEFAULT '[]',
    addresses TEXT NOT NULL DEFAULT '[]',
    workplace TEXT,
    department TEXT,
    employment_type TEXT,
    language TEXT,
    requisition TEXT,
    posted_at TEXT,
    updated_at TEXT,
    expires_at TEXT,
    pay_min REAL,
    pay_max REAL,
    pay_currency TEXT,
    pay_period TEXT,
    state TEXT NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'closed', 'stale', 'expired', 'unmonitored')),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    closed_at TEXT,
    misses INTEGER NOT NULL DEFAULT 0,
    missed_at TEXT,
    reopened INTEGER NOT NULL DEFAULT 0,
    degraded INTEGER NOT NULL DEFAULT 0,
    detail_pending INTEGER NOT NULL DEFAULT 0,
    seen_from_crawl_id INTEGER NOT NULL REFERENCES crawls (crawl_id),
    last_crawl_id INTEGER NOT NULL REFERENCES crawls (crawl_id),
    place_hash TEXT NOT NULL,
    text_hash TEXT,
    job_id INTEGER REFERENCES jobs (job_id),
    UNIQUE (board_id, source_id),
    CHECK (first_seen <= last_seen),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
) STRICT
"""

_OTHERS = (
    """
CREATE TABLE properties (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE texts (
    posting_id INTEGER PRIMARY KEY REFERENCES postings (posting_id),
    title TEXT NOT NULL,
    text TEXT
) STRICT
""",
    """
CREATE TABLE sighting_spans (
    posting_id INTEGER NOT NULL REFERENCES postings (posting_id),
    from_crawl_id INTEGER NOT NULL REFERENCES crawls (crawl_id),
    to_crawl_id INTEGER NOT NULL REFERENCES crawls (crawl_id),
    PRIMARY KEY (posting_id, from_crawl_id)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE events (
    event_id INTEGER PRIMARY KEY,
    posting_id INTEGER NOT NULL REFERENCES postings (posting_id),
    crawl_id INTEGER REFERENCES crawls (crawl_id),
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    detail TEXT
) STRICT
""",
    """
CREATE TABLE quarantine (
    quarantine_id INTEGER PRIMARY KEY,
    crawl_id INTEGER NOT NULL REFERENCES crawls (crawl_id),
    board_id INTEGER NOT NULL REFERENCES boards (board_id),
    source_id TEXT,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE opt_outs (
    kind TEXT NOT NULL CHECK (kind IN ('employer', 'domain')),
    pattern TEXT NOT NULL COLLATE NOCASE,
    added_at TEXT NOT NULL,
    PRIMARY KEY (kind, pattern)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE employers (
    employer_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE
) STRICT
""",
    """
CREATE TABLE jobs (
    job_id INTEGER PRIMARY KEY,
    employer_id INTEGER NOT NULL REFERENCES employers (employer_id),
    family_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    clustered_at TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE job_members (
    posting_id INTEGER PRIMARY KEY REFERENCES postings (posting_id),
    job_id INTEGER NOT NULL REFERENCES jobs (job_id),
    reason TEXT NOT NULL,
    similarity REAL NOT NULL,
    like_posting_id INTEGER REFERENCES postings (posting_id)
) STRICT
""",
    """
CREATE TABLE metros (
    metro_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT NOT NULL,
    admin1 TEXT,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    population INTEGER,
    employment INTEGER,
    computer_employment INTEGER
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE metro_groups (
    group_id TEXT NOT NULL,
    label TEXT NOT NULL,
    metro_id TEXT NOT NULL,
    source TEXT,
    PRIMARY KEY (group_id, metro_id)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE placements (
    posting_id INTEGER PRIMARY KEY REFERENCES postings (posting_id),
    gazetteer TEXT NOT NULL,
    place_hash TEXT NOT NULL,
    remote TEXT NOT NULL CHECK (remote IN ('none', 'hybrid', 'remote')),
    scope TEXT NOT NULL,
    countries TEXT NOT NULL,
    located_at TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE places (
    posting_id INTEGER NOT NULL REFERENCES postings (posting_id),
    metro_id TEXT NOT NULL REFERENCES metros (metro_id),
    share REAL NOT NULL CHECK (share > 0 AND share <= 1),
    method TEXT NOT NULL,
    confidence REAL NOT NULL,
    segment TEXT NOT NULL,
    PRIMARY KEY (posting_id, metro_id)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE unresolved (
    posting_id INTEGER NOT NULL REFERENCES postings (posting_id),
    seq INTEGER NOT NULL,
    segment TEXT NOT NULL,
    reason TEXT NOT NULL,
    country TEXT,
    admin1 TEXT,
    PRIMARY KEY (posting_id, seq)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE models (
    model_id TEXT PRIMARY KEY,
    added_at TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE labels (
    posting_id INTEGER NOT NULL REFERENCES postings (posting_id),
    model_id TEXT NOT NULL REFERENCES models (model_id),
    text_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('specialist', 'integrator', 'none')),
    p_specialist REAL NOT NULL,
    p_integrator REAL NOT NULL,
    p_none REAL NOT NULL,
    uncertain INTEGER NOT NULL CHECK (uncertain IN (0, 1)),
    keyword INTEGER NOT NULL CHECK (keyword IN (0, 1)),
    sector TEXT,
    function TEXT,
    employer_type TEXT,
    seniority TEXT,
    depth TEXT,
    labelled_at TEXT NOT NULL,
    PRIMARY KEY (posting_id, model_id),
    CHECK (abs(p_specialist + p_integrator + p_none - 1) < 1e-3)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE evidence (
    posting_id INTEGER NOT NULL,
    model_id TEXT NOT NULL,
    rank INTEGER NOT NULL,
    passage TEXT NOT NULL,
    section TEXT NOT NULL,
    weight REAL NOT NULL,
    PRIMARY KEY (posting_id, model_id, rank),
    FOREIGN KEY (posting_id, model_id) REFERENCES labels (posting_id, model_id)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE skills (
    posting_id INTEGER NOT NULL,
    model_id TEXT NOT NULL,
    skill TEXT NOT NULL,
    PRIMARY KEY (posting_id, model_id, skill),
    FOREIGN KEY (posting_id, model_id) REFERENCES labels (posting_id, model_id)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE gold (
    posting_id INTEGER NOT NULL REFERENCES postings (posting_id),
    labeller TEXT NOT NULL,
    plan TEXT NOT NULL,
    stratum TEXT NOT NULL,
    inclusion_prob REAL NOT NULL CHECK (inclusion_prob > 0 AND inclusion_prob <= 1),
    role TEXT CHECK (role IN ('specialist', 'integrator', 'none')),
    borderline INTEGER,
    labelled_at TEXT,
    PRIMARY KEY (posting_id, labeller)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX board_crawls_by_board ON board_crawls (board_id, crawl_id)",
    "CREATE INDEX postings_by_state ON postings (state, board_id)",
    "CREATE INDEX postings_by_job ON postings (job_id)",
    "CREATE INDEX postings_by_first_seen ON postings (first_seen)",
    "CREATE INDEX events_by_posting ON events (posting_id)",
    "CREATE INDEX events_by_crawl ON events (crawl_id, kind)",
    "CREATE INDEX places_by_metro ON places (metro_id, posting_id)",
    "CREATE INDEX labels_by_role ON labels (model_id, role)",
    "CREATE INDEX skills_by_skill ON skills (skill)",
    "CREATE INDEX jobs_by_employer ON jobs (employer_id)",
)


@migrations()
def m001_tables(db: Database) -> None:
    """All tables of the first release."""
    for statement in (_CRAWLS, _BOARDS, _BOARD_CRAWLS, _POSTINGS, *_OTHERS):
        db.execute(statement)


@migrations()
def m002_full_text_search(db: Database) -> None:
    """Full-text search over title and text, kept current by triggers."""
    db.table("texts").enable_fts(["title", "text"], create_triggers=True, tokenize="porter")
