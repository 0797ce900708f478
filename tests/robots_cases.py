"""What robots.txt files allow, by the verdicts of the reference parser that the standard came from.

The kinds of case are those of its public suite (github.com/google/robotstxt); files, names and
paths are our own. A case is (rules, crawler, allowed addresses, refused addresses).
"""

ROOT = "https://example.com"


def rules(*lines):
    return "\n".join(lines) + "\n"


def _only(allowed):
    return rules("user-agent: Heron", "disallow: /", f"allow: {allowed}")


GROUPS = rules(
    *("allow: /pool/bar/", "", "user-agent: Heron", "disallow: /", "allow: /x/"),
    *("user-agent: Stork", "disallow: /", "allow: /y/", "", "", "allow: /w/"),
    *("user-agent: Crane", "", "user-agent: Heron", "allow: /z/", "disallow: /"),
)
TWO_WORDS = ("User-Agent: HERON GREY", "User-Agent: heron grey", "User-Agent: HeRoN gReY")
ALWAYS = rules("user-agent: *", "allow: /", "user-agent: Heron", "disallow: /")
ONLY_NAMED = rules(
    *("user-agent: Heron", "allow: /", "user-agent: Stork", "disallow: /"),
    *("user-agent: Crane", "disallow: /"),
)
LONG = "/x/" + "a" * 16_600

CASES = [
    # Who and what is empty.
    ("", "Heron", ["", "/"], []),
    (rules("user-agent: Heron", "disallow: /"), "", ["", "/"], []),
    (rules("user-agent: Heron", "disallow: /"), "Heron", [], ["", "/x/y"]),
    # Lines: unknown names are no rules, a missing colon is forgiven, names have no case.
    (rules("bird: Heron", "closed: /"), "Heron", ["/x/y"], []),
    (rules("user-agent Heron", "disallow /"), "Heron", [], ["/x/y"]),
    (rules("USER-AGENT: Heron", "ALLOW: /x/", "DISALLOW: /"), "Heron", ["/x/y"], ["/a/b"]),
    (rules("user-agent: Heron", "allow: /x/", "disallow: /"), "Heron", ["/x/y"], ["/a/b"]),
    (rules("uSeR-aGeNt: Heron", "AlLoW: /x/", "dIsAlLoW: /"), "Heron", ["/x/y"], ["/a/b"]),
    # Groups: those of one crawler are joined, rules outside of groups do not count.
    (GROUPS, "Heron", ["/x/b", "/z/d"], ["/y/c", "/pool/bar/"]),
    (GROUPS, "Stork", ["/y/c", "/w/a"], ["/z/d", "/pool/bar/"]),
    (GROUPS, "Crane", ["/z/d"], ["/pool/bar/"]),
    # Names of crawlers: without case, up to the first blank.
    *(
        (rules(line, "Allow: /x/", "Disallow: /"), name, ["/x/y"], ["/a/b"])
        for line in TWO_WORDS
        for name in ("Heron", "heron")
    ),
    (
        rules(
            *("User-Agent: *", "Disallow: /", "User-Agent: Heron Grey", "Allow: /x/"),
            "Disallow: /",
        ),
        "Heron",
        ["/x/y"],
        [],
    ),
    (
        rules(
            *("User-Agent: *", "Disallow: /", "User-Agent: Heron Grey", "Allow: /x/"),
            "Disallow: /",
        ),
        "Heron Grey",
        [],
        ["/x/y"],
    ),
    # The group for everybody is the second choice.
    (ALWAYS, "Heron", [], ["/x/y"]),
    (ALWAYS, "Stork", ["/x/y"], []),
    (ONLY_NAMED, "Egret", ["/x/y"], []),
    (
        rules("User-agent: *", "Disallow: /x/", "User-agent: Heron", "Disallow: /y/"),
        "Heron",
        ["/x/page"],
        ["/y/page"],
    ),
    # Paths have case.
    (rules("user-agent: Heron", "disallow: /x/"), "Heron", [], ["/x/y"]),
    (rules("user-agent: Heron", "disallow: /X/"), "Heron", ["/x/y"], []),
    # The longest rule decides; of two equal ones the one that allows.
    (
        rules("user-agent: Heron", "disallow: /x/page.html", "allow: /x/"),
        "Heron",
        [],
        ["/x/page.html"],
    ),
    (
        rules("user-agent: Heron", "allow: /x/page.html", "disallow: /x/"),
        "Heron",
        ["/x/page.html"],
        ["/x/"],
    ),
    (rules("user-agent: Heron", "disallow: ", "allow: "), "Heron", ["/x/page.html"], []),
    (rules("user-agent: Heron", "disallow: /", "allow: /"), "Heron", ["/x/page.html"], []),
    (rules("user-agent: Heron", "disallow: /x", "allow: /x/"), "Heron", ["/x/"], ["/x"]),
    (
        rules("user-agent: Heron", "disallow: /x/page.html", "allow: /x/page.html"),
        "Heron",
        ["/x/page.html"],
        [],
    ),
    (rules("user-agent: Heron", "allow: /page", "disallow: /*.html"), "Heron", ["/page"],
     ["/page.html"]),
    (rules("user-agent: Heron", "allow: /x/page.", "disallow: /*.html"), "Heron",
     ["/x/page.html"], ["/x/y.html"]),
    (rules("user-agent: Heron", "allow: /p", "disallow: /"), "Heron", ["/page"], []),
    (rules("user-agent: Heron", "allow: /folder", "disallow: /folder"), "Heron",
     ["/folder/page"], []),
    (rules("user-agent: Heron", "allow: /page", "disallow: /*.htm"), "Heron", [], ["/page.htm"]),
    (rules("user-agent: Heron", "allow: /$", "disallow: /"), "Heron", ["/"], ["/page.html"]),
    # Encoding: rules are encoded before they are compared, addresses come encoded.
    (_only("/pool/bar?qux=taz&baz=http://pool.bar?tar&par"), "Heron",
     ["/pool/bar?qux=taz&baz=http://pool.bar?tar&par"], []),
    (_only("/pool/bar/ツ"), "Heron", ["/pool/bar/%E3%83%84"], ["/pool/bar/ツ"]),
    (_only("/pool/bar/%E3%83%84"), "Heron", ["/pool/bar/%E3%83%84"], ["/pool/bar/ツ"]),
    (_only("/pool/bar/%62%61%7A"), "Heron", ["/pool/bar/%62%61%7A"], ["/pool/bar/baz"]),
    # Signs: * is anything, $ the end, # begins a comment.
    (rules("user-agent: Heron", "disallow: /pool/bar/quz", "allow: /pool/*/qux"), "Heron",
     ["/pool/quz", "/pool//quz", "/pool/bax/quz"], ["/pool/bar/quz"]),
    (rules("user-agent: Heron", "disallow: /pool/bar$", "allow: /pool/bar/qux"), "Heron",
     ["/pool/bar/qux", "/pool/bar/", "/pool/bar/baz"], ["/pool/bar"]),
    (rules("user-agent: Heron", "# disallow: /", "disallow: /pool/quz#qux", "allow: /"), "Heron",
     ["/pool/bar"], ["/pool/quz"]),
    # An index page stands for its folder.
    (rules("user-agent: *", "allow: /open/index.html", "disallow: /"), "heron",
     ["/open/", "/open/index.html"], ["/open/index.htm", "/other"]),
    # Lines of many thousand characters.
    (rules("user-agent: Heron", f"disallow: {LONG}/qux"), "Heron", ["/fux"], []),
    (rules("user-agent: Heron", "disallow: /", f"allow: {LONG}/qux"), "Heron", [f"{LONG}/qux"],
     ["/"]),
    # Prefixes and patterns.
    *(
        (_only(pattern), "Heron",
         ["/reef", "/reef.html", "/reef/coral.html", "/reefs", "/reefs/far.html",
          "/reef.html?id=any"],
         ["/bar", "/Reef.asp", "/greatreef", "/?id=reef"])
        for pattern in ("/reef", "/reef*")
    ),
    (_only("/reef/"), "Heron",
     ["/reef/", "/reef/coral", "/reef/?coral", "/reef/coral.html", "/reef/?id=any"],
     ["/bar", "/reef", "/reef.html", "/Reef/Coral.html"]),
    (_only("/*.php"), "Heron",
     ["/name.php", "/folder/name.php", "/folder/name.php?with", "//folder/any.php.file.html",
      "/name.php/", "/index?f=name.php/"],
     ["/bar", "/php/", "/index?php", "/windows.PHP"]),
    (_only("/*.php$"), "Heron", ["/name.php", "/folder/name.php"],
     ["/bar", "/name.php?with", "/name.php/", "/name.php5", "/php/", "/name?php", "/aaaphpaaa",
      "//windows.PHP"]),
    (_only("/reef*.php"), "Heron", ["/reef.php", "/reefs/far.php?with"], ["/bar", "/Reef.PHP"]),
    # Line ends, and marks before the first line.
    *(
        (end.join(["user-agent: Stork", "allow: /some", "user-agent: Heron", "", "disallow: /"]),
         "Heron", [], ["/x"])
        for end in ("\n", "\r\n", "\r")
    ),
    ("\ufeffuser-agent: Heron\ndisallow: /\n", "Heron", [], ["/x"]),
    # Other lines stand anywhere and end no group.
    (rules("sitemap: https://example.com/s.xml", "user-agent: Heron", "disallow: /"), "Heron", [],
     ["/x"]),
    (rules("user-agent: Heron", "crawl-delay: 1", "disallow: /"), "Heron", [], ["/x"]),
    (rules("user-agent: Heron", "sitemap: /s.xml", "user-agent: Stork", "disallow: /"), "Heron",
     [], ["/x"]),
]  # fmt: skip

# Where our parser differs: (crawler, address, what we say). Our name is one word, and Scrapy sends
# addresses encoded, so that none of these concerns us.
DIFFERENCES = [
    ("Heron Grey", "/x/y", True),
    ("Heron", "/pool/bar/ツ", True),
    ("Heron", "/pool/bar/ツ", True),
    ("Heron", "/pool/bar/baz", True),
]


def verdicts(allows):
    """(rules, crawler, address, reference verdict, ours) of every case."""
    for text, agent, allowed, refused in CASES:
        for address, verdict in [(a, True) for a in allowed] + [(a, False) for a in refused]:
            yield text, agent, address, verdict, allows(text, agent, ROOT + address)
