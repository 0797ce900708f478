"""The words of location strings that are not places: remote, hybrid, on site, fillers."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as text."""
    return frozenset(text.split())


HYBRID = re.compile(
    r"\bh[yií]brid\w*|\bhybrid[ea]?\b|ハイブリッド|混合"
    r"|\d ?(?:days?|x)\b[^,;|]{0,24}(?:office|in[ -]person|on[ -]?site|week|wk)\b",
    re.I,
)
NOT_REMOTE = re.compile(r"\b(?:non|not|no)[ -]+remote\b|\bremote (?:not|no)\b[^,;|]*", re.I)
REMOTE = re.compile(
    r"\b(?:fully|100 ?%|full|partially|mostly|primarily|permanent(?:ly)?|temporar(?:y|ily))[ -]+"
    r"(?=remot)|\btraba(?:jo|lho)[ -]+(?=remot)|\bà distance\b|\ba distancia\b"
    r"|\bremot(?:e(?:ly)?|os?|as?|a)\b(?:[ -](?:first|only|eligible|ok|okay|friendly|possible|"
    r"optional|available|allowed|considered|flexible|work(?:er|ing)?|positions?|jobs?|roles?|employees?|based|opportunity)\b)*"
    r"|\bt[ée]l[ée]?travail\b|\bteletrabajo\b|\bteletrabalho\b|\btele(?:work|commute|commuting)\b"
    r"|\bhome[ -]?(?:based|office)\b|\bwork(?:ing)? from (?:home\b|(?=anywhere\b))"
    r"|\bwfh\b|\bfrom home\b"
    r"|\bvirtual(?:ly)?\b|\bdistributed\b|\bfernarbeit\b"
    r"|リモート(?:ワーク)?|リーモト|フルリモート|在宅(?:勤務)?|远程|遠端|원격"
    r"|\bzdaln\w+|\bудал[её]нн?\w+|\bдистанционно\b",
    re.I,
)
RULED_OUT = re.compile(
    r"\b(?:non[ -]|(?:outside|except|excluding)(?: of| for)? )(?:the )?"
    r"(?:united states|u\.?s\.?a?\b\.?|(?:eu|uk|europe|canada|india)\b)",
    re.I,
)
"""Countries that are named to say that they are not meant."""
ANYWHERE = re.compile(r"\banywhere\b(?: else)?|\bfrom everywhere\b", re.I)
ONSITE = re.compile(
    r"(?:\b(?:fully|100 ?%|strictly|mostly)[ -]+)?\bon[ -]?site\b"
    r"|\bin[ -](?:office|person)\b|\boffice[ -]based\b|\bfield[ -]based\b"
    r"|\b(?:no|not) relocation\b|\bpresencial\b|\bvor ort\b",
    re.I,
)
ZONE = re.compile(
    r"\b(?i:pacific|eastern|central|mountain) (?i:standard |daylight )?"
    r"(?i:time ?zones?|time|hours|tz)\b"
    r"|\b(?:[ECMP]T ?/ ?)+[EP]T\b|\b[EP]T(?: ?/ ?[ECMP]T)+\b"
    r"|\b(?i:time ?zones?)\b|[±]\s?\d+ ?(?i:h|hrs?|hours)?\b|[+-]/-\s?\d+ ?(?i:h|hrs?|hours)\b|"
    r"\b(?:[ECMP][SD]T|UTC|GMT|CEST|CET|BST|IST|AEST|[ECMP]T(?= (?:[Tt]ime|[Hh]ours)))\b"
    r"(?: ?\(?[+±–-]/?-? ?\d+(?::\d+)?\)?| ?[Hh]ours?| ?[Tt]ime ?zones?)*"
)
COUNT = re.compile(
    r"\b(?:\+ ?)?\d+ (?:more|other)?\s*(?:locations?|cities|offices|places)\b|\+ ?\d+ more\b"
    r"|\b(?:multiple|various|several|other|all) (?P<country>us |usa |uk )?"
    r"(?:locations?|cities|offices)\b",
    re.I,
)
KIND = re.compile(
    r"\b(?:full|part)[ -]?time\b"
    r"|\b(?:contract(?:or)?|internships?|permanent|freelance)\b(?=\s*(?:[,;|/)]|$))",
    re.I,
)
LEADING = re.compile(
    r"^(?:(?:based|located|live|living|residing|reside|work(?:ing)?)\s+)*"
    r"(?:(?:in|at|from|within|near|around|or|and|only|for|to|of|en|à|im|bei|either|must be|"
    r"preferably|ideally|e\.g\.?|i\.e\.?|ex\.?|incl(?:uding|\.)?)\b[\s:]*)+(?:the\s+)?",
    re.I,
)
TRAILING = re.compile(
    r"(?:\s+(?:only|(?-i:or|Or|and|And)|based|preferred|required|ideally|flexible))+[\s.]*$",
    re.I,
)
NOISE = words(
    "office offices hq headquarters headquarter area metro metropolitan metroplex region regional"
    " greater downtown campus location locations site store studio plant warehouse lab labs hub"
    " city center centre based only district province state prefecture region kreis county of"
    " surrounding areas suburbs suburb the town centro ciudad de burö buro branch facility"
    " municipality voivodeship governorate canton department oblast main hq1 hq2 twp borough"
    " east west north south central northern southern eastern western upper lower inner"
    " outer stadt grossraum"
    " raum region de area zone corridor new employees team uptown midtown any all"
    " hybrid remote in or and & at near within"
)
"""Words that may stand beside a name without changing its metro."""

NOT_PLACES = words(
    "remote hybrid onsite office offices hq headquarters headquarter home field mobile flexible"
    " various multiple several other others unknown anywhere any all none na n/a tbd tba nationwide"
    " national international local regional corporate corporation main center centre central site"
    " store west east north south northern southern eastern western king university hospital clinic"
    " school college church bank airport mall park plaza tower campus lab labs studio warehouse"
    " plant factory follow general open full part time contract internship intern new the of and"
    " staff senior seniors principal lead manager engineer engineering sales marketing support"
    " virtual distributed worldwide global world europe asia online internet web cloud travel"
    " traveling territory district area region zone country state city town village county"
    " employees employee team teams company group internal external default test templates only"
    " locations location work working see description job posting apply now yes no not specified"
    " undisclosed confidential hiring relocation preferred required optional agnostic independence"
    " enterprise liberty union freedom hope progress industry commerce energy media mission summit"
    " discovery eden paradise harmony unity success federal republic columbia student students"
    " friendly community services service health data technology security research science"
    " production operations development product design finance legal people kitchen restaurant"
    " bar hotel resort spa gym shop retail market street road avenue drive lane suite floor"
    " building house court us usa uk eu emea apac latam ca same day night week weekend evening"
    " home-based based front back end machine learning floating float rotating per diem ongoing"
    " temporary permanent fully best most"
)
"""Bare words that name a small place somewhere but say none on a job board."""

WORK_CODES = {"it": "Italy", "hr": "Croatia", "qa": "Qatar", "swe": "Sweden"}
"""Country codes that, with nothing else, are a trade, and their countries."""
