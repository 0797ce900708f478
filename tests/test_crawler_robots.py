"""What robots.txt rules mean: one table, by the topics of RFC 9309 and of Google's own test suite.

The parser is Protego; the cases are ours. ``DIFFERENCES`` are those where Google's parser decides
otherwise than Protego does: pinned, so that an upgrade that changes one is noticed.
"""

import pytest

from crawler.middlewares.robots import rules_of

NAME = "roleatlas"


def allowed(text, path, agent=NAME):
    rules = rules_of(200, text.encode(), "h")
    return rules.parsed.can_fetch(f"https://jobs.example{path}", agent)


def group(agent, *lines):
    return "\n".join([f"User-agent: {agent}", *lines]) + "\n"


ALL = "Disallow: /"
CASES = [
    # An empty file, or none of our groups: everything is allowed.
    ("", "/any", True),
    ("# only a comment", "/any", True),
    (group("other", ALL), "/any", True),
    (group("other", ALL), "/", True),
    # Our own group is taken before the general one, wherever it stands.
    (group("*", ALL) + group(NAME, "Allow: /"), "/any", True),
    (group(NAME, ALL) + group("*", "Allow: /"), "/any", False),
    (group("*", "Disallow: /a") + group(NAME, "Disallow: /b"), "/a", True),
    (group("*", "Disallow: /a") + group(NAME, "Disallow: /b"), "/b", False),
    # Names of agents and of fields are matched without regard to case.
    (group("ROLEATLAS", ALL), "/any", False),
    (group("RoleAtlas", ALL), "/any", False),
    ("USER-AGENT: *\nDISALLOW: /", "/any", False),
    ("user-agent: *\ndisallow: /", "/any", False),
    # A group may have several agents, and an agent several groups.
    (f"User-agent: other\nUser-agent: {NAME}\nDisallow: /a", "/a", False),
    (f"User-agent: {NAME}\nUser-agent: other\nDisallow: /a", "/a", False),
    (group(NAME, "Disallow: /a") + group("x", ALL) + group(NAME, "Disallow: /b"), "/a", False),
    (group(NAME, "Disallow: /a") + group("x", ALL) + group(NAME, "Disallow: /b"), "/b", False),
    # Rules before any group are nobody's.
    ("Disallow: /a\n" + group("*", "Disallow: /b"), "/a", True),
    ("Disallow: /a\n" + group("*", "Disallow: /b"), "/b", False),
    # Paths are case-sensitive and match from their beginning.
    (group("*", "Disallow: /Jobs"), "/jobs", True),
    (group("*", "Disallow: /Jobs"), "/Jobs/1", False),
    (group("*", "Disallow: /jobs"), "/all/jobs", True),
    (group("*", "Disallow: /jobs"), "/jobseekers", False),
    (group("*", "Disallow: /jobs/"), "/jobs", True),
    # The longest rule decides, and Allow where two are as long.
    (group("*", "Disallow: /a", "Allow: /a/b"), "/a/b/c", True),
    (group("*", "Disallow: /a/b", "Allow: /a"), "/a/b/c", False),
    (group("*", "Allow: /a/b", "Disallow: /a"), "/a/b/c", True),
    (group("*", "Disallow: /a", "Allow: /a"), "/a", True),
    (group("*", "Allow: /a", "Disallow: /a"), "/a", True),
    (group("*", ALL, "Allow: /open"), "/open/x", True),
    (group("*", ALL, "Allow: /open"), "/closed", False),
    # Stars and ends.
    (group("*", "Disallow: /*.pdf"), "/a/b.pdf", False),
    (group("*", "Disallow: /*.pdf"), "/a/b.pdf?x=1", False),
    (group("*", "Disallow: /*.pdf$"), "/a/b.pdf", False),
    (group("*", "Disallow: /*.pdf$"), "/a/b.pdf?x=1", True),
    (group("*", "Disallow: /a*c"), "/abbbc/d", False),
    (group("*", "Disallow: /a*c"), "/abbbd", True),
    (group("*", "Disallow: /a$"), "/a", False),
    (group("*", "Disallow: /a$"), "/ab", True),
    (group("*", "Disallow: *"), "/any", False),
    (group("*", "Disallow: /**/x"), "/a/x", False),
    (group("*", "Allow: /$", ALL), "/", True),
    (group("*", "Allow: /$", ALL), "/page", False),
    # An empty rule is no rule.
    (group("*", "Disallow:"), "/any", True),
    (group("*", "Allow:", ALL), "/any", False),
    # Comments, white space, odd line ends, a byte order mark.
    ("User-agent: * # us all\nDisallow: /a # and below", "/a/b", False),
    ("  User-agent :  *  \n  Disallow :  /a  ", "/a", False),
    ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
    ("User-agent: *\rDisallow: /a", "/a", False),
    ("User-agent: *\n\nDisallow: /a", "/a", False),
    ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
    # The query belongs to the path; a fragment does not.
    (group("*", "Disallow: /*?page="), "/jobs?page=2", False),
    (group("*", "Disallow: /*?page="), "/jobs?sort=1", True),
    # Encodings of one character are one character.
    (group("*", "Disallow: /caf%C3%A9"), "/caf%C3%A9", False),
    (group("*", "Disallow: /café"), "/caf%C3%A9", False),
    (group("*", "Disallow: /a%2fb"), "/a%2Fb", False),
    # Other records do not end a group of rules.
    (group("*", "Sitemap: https://jobs.example/s.xml", "Disallow: /a"), "/a", False),
    (group("*", "Crawl-delay: 2", "Disallow: /a"), "/a", False),
    (group("*", "Noindex: /b", "Disallow: /a"), "/a", False),
    # A product token ends at the first character that cannot be of one.
    (group(f"{NAME} crawler", ALL), "/any", False),
    # What is no robots.txt says nothing.
    ("<!DOCTYPE html><html><body>Disallow: /</body></html>", "/any", True),
    ("\x00\x01\x02 binary \xff", "/any", True),
]
# (file, path, what we say); Google's parser says the opposite.
DIFFERENCES = [
    # Google keeps an unreserved character that the rule encodes needlessly as it is written.
    (group("*", "Disallow: /%61%62"), "/ab", False),
]


@pytest.mark.parametrize(("text", "path", "expected"), CASES)
def test_rules_mean_what_the_protocol_says(text, path, expected):
    assert allowed(text, path) is expected


@pytest.mark.parametrize(("text", "path", "ours"), DIFFERENCES)
def test_known_differences_from_googles_parser(text, path, ours):
    assert allowed(text, path) is ours


def test_rules_beyond_half_a_mebibyte_are_read():
    text = group("*", *(f"Disallow: /{n:060d}" for n in range(9_000)), "Disallow: /late")
    assert len(text) > 512 * 1024
    assert not allowed(text, "/late")


@pytest.mark.parametrize(
    ("status", "closed"),
    [(200, False), (204, False), (400, False), (403, False), (404, False), (410, False)]
    + [(status, True) for status in (429, 500, 502, 503, 504, 599, 301, 304)],
)
def test_what_a_status_means(status, closed):
    rules = rules_of(status, b"", "h")
    assert bool(rules.closed) is closed


def test_rules_that_were_saved_as_utf_16_are_read():
    body = group("*", ALL).encode("utf-16")
    assert not rules_of(200, body, "h").parsed.can_fetch("https://jobs.example/any", NAME)
