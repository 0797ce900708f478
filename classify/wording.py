"""What the wording of a sentence says of its section: it may overrule the heading above it."""

from __future__ import annotations

import re

SENTENCE = re.compile(
    r"(?<=[.!?;])\s+(?=[A-ZÀ-Þ(\"“•0-9])|(?<=[a-z)])\.(?=[A-Z][a-z])|(?<=[.;:]) (?=[-*] )"
)
"""Where one sentence ends and the next begins, missing spaces included."""

_AI = (
    r"\b(?:ai|artificial intelligence|chatgpt|automated|machine learning|llms?|"
    r"generative ai|ki|ia)\b"
)
_NOTICE = re.compile(
    r"\b(?:may|might|will|can|do|does|we) (?:not )?(?:also )?(?:use|utili[sz]e|leverage|employ)\b"
    rf".{{0,80}}{_AI}.{{0,120}}\b(?:appli(?:cation|cant)\w*|candida\w+|hiring|"
    r"recruit\w+|interview\w*|screen\w*|resumes?|cvs?)\b"
    rf"|{_AI}.{{0,100}}\b(?:your (?:application|interview|resume|cv)|interviews?\b|"
    r"(?:recruit(?:ing|ment)|hiring|selection) (?:process|team|decisions?)"
    r"|application process|screen\w* (?:of )?(?:applica|candida|resume)\w*|(?:review|"
    r"assess)\w* (?:applica|resume|candida)\w*|job applica\w+|selection of applicants)"
    r"|equal (?:employment )?opportunit|without regard to|during (?:the|your|"
    r"our) (?:interview|application)"
    rf"|{_AI}.{{0,60}}\b(?:cover letter|application (?:will|denial|materials?))"
    rf"|\b(?:candidates?|applicants?)\b.{{0,80}}{_AI}.{{0,60}}\b(?:interview|assessment|application)"
)
_NICE = re.compile(
    r"(?:\b(?:is|are|be|as|considered) an? (?:\w+ )?(?:plus|bonus|asset|advantage)|"
    r"\ba (?:big |huge |strong |definite )?plus\b"
    r"|[-–—] (?:an? )?(?:big )?(?:advantage|bonus)|\b(?:nice[- ]to[- ]have|preferred|"
    r"bonus(?: points)?|desirable|desired|ideally|"
    r"not required|optional"
    r"|von vorteil|wünschenswert|un plus|serait un atout|deseable|valorable|desejável|"
    r"diferencial|een pré|(?:is|are) advantageous))\b"
)
_BLURB = re.compile(
    r"(?:• ?)?(?:at [\w.&' -]{2,40}, (?:we|our)\b|we(?:'|’)?(?:re| are)? (?:an?|the|"
    r"one of|building|on a mission|backed|creating|transforming|redefining|pioneering)\b"
    r"|our (?:mission|platform|product|company|vision|customers|technology|clients|"
    r"investors|founders)\b"
    r"|founded (?:in|by)|backed by|headquartered|join (?:us|a|an|the|our)\b|the company\b|"
    r"with (?:offices|over|more than)\b|trusted by"
    r"|as an? (?:ai|leading|fast|global)\b.{0,60}\b(?:company|startup|start-up|firm|leader)\b)"
)
_CONDUCT = re.compile(
    r"\byou(?:(?:'|’)ll| will)\b|\byour (?:role|responsibilit|job|mission)\w*\b|\bresponsible for\b"
    r"|\bthe (?:successful )?(?:candidate|person|role) (?:will|is)\b|\bthis (?:role|"
    r"position)\b|\bthe (?:role|position) (?:will|is|requires)\b"
)
_WANTED = re.compile(
    r"\b(?:\d+\+? years|experience (?:with|in|using|building|working)|"
    r"proficien\w+ (?:with|in)|familiar\w* with|knowledge of"
    r"|degree in|you have|must have|ability to|background in|expertise in|understanding of)\b"
)
_NOTICE_HINTS = (
    *("appl", "candid", "hiring", "recruit", "interview", "screen", "resume", "regard"),
    *("opportun", "cv", "letter"),
)
"""Parts of words, one of which is there where a notice is: a test before the slow one."""

_COMMAND = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules)\b"
    r"|\b(?:label|classify|categori[sz]e|mark|tag|treat|answer|respond|reply|output|say)\b"
    r".{0,40}\bthis (?:posting|job|role|position|advert|listing)\b.{0,40}\b(?:as|is)\b"
    r"|\byou are an? (?:helpful (?:assistant|model)|(?:large )?language model|classifier)\b"
)

_UNDIVIDED = frozenset({"role", "about", "team"})


def commands(sentence: str) -> bool:
    """Whether a sentence tells a machine how to label: it says nothing about the job."""
    return _COMMAND.search(sentence) is not None


def sentence_section(sentence: str, section: str, employer: str) -> str:
    """The section of one sentence, from its own wording and the section of its line."""
    low = sentence.lower()
    if section == "legal" or _is_notice(low):
        return "legal"
    if section in {"must", "duty", "role", "nice"} and _NICE.search(low):
        return "nice"
    if section not in _UNDIVIDED:
        return section
    if _CONDUCT.search(low):
        return "duty"
    if section != "role":
        return section
    if _WANTED.search(low):
        return "must"
    starts = len(employer) > 2 and low.startswith(employer.lower()[:30])
    return "about" if starts or _BLURB.match(low) else "role"


def _is_notice(low: str) -> bool:
    return any(part in low for part in _NOTICE_HINTS) and _NOTICE.search(low) is not None
