"""Masking of personal data before the first write: e-mail addresses, phone numbers, handles.

For the statistics none of it is needed. Patterns are linear in the length of the text: every
repetition is bounded or over characters that its neighbour cannot match.
"""

from __future__ import annotations

import re

_AT = r"(?:\s?@\s?|\s?＠\s?|\s{0,2}[\[\(\{<]\s?(?:at|ät|@|arobase|arroba)\s?[\]\)\}>]\s{0,2})"
_DOT = (
    r"(?:\.|\s{0,2}[\[\(\{<]\s?(?:dot|punkt|point|punto|\.)\s?[\]\)\}>]\s{0,2}|\s(?:dot|punkt)\s)"
)
_LABEL = r"[^\W_](?:[\w-]{0,62})"
_LOCAL = rf"(?<![\w.+-])[\w.+'%-]{{1,64}}(?:{_DOT}[\w+-]{{1,40}}){{0,3}}"
_EMAIL = re.compile(
    rf"{_LOCAL}{_AT}{_LABEL}(?:{_DOT}[\w-]{{1,40}}){{0,3}}{_DOT}[^\W\d_]{{2,24}}\b", re.IGNORECASE
)
_SPELLED = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:\s(?:dot|DOT|punkt)\s[\w+-]{1,40})?\s(?:at|ät|AT)\s"
    r"[\w-]{1,63}(?:\s(?:dot|DOT|punkt)\s[\w-]{2,24}){0,2}"
    r"\s(?:dot|DOT|punkt)\s(?:com|org|net|io|ai|co|edu|gov|dev|app|info|eu|uk|us|ca|au|de|fr|es|it|nl|"
    r"at|ch|be|pl|se|pt|br|in|COM|ORG|NET|IO|AI|DE)\b"
)
_SPELLED_AT = re.compile(
    r"[\[\(\{<]\s?(?:at|ät|arobase|arroba)\s?[\]\)\}>]|\s(?:dot|punkt)\s", re.IGNORECASE
)
_MAILTO = re.compile(r"mailto:[^\s\"'<>)]{1,200}", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w+./-])(?:"
    r"(?:\+|00)[1-9]\d{0,2}(?:[\s./-]?\(?\d{1,5}\)?){2,7}"  # international
    r"|\(\d{2,5}\)\s?\d{2,4}(?:[\s./-]\d{2,5}){1,4}"  # (030) 555 1234
    r"|(?:1[\s.-])?\d{3}[.-]\d{3}[.-]\d{4}"  # 212-555-0123
    r"|(?:1\s)?\d{3}\s\d{3}[\s-]\d{4}"  # 212 555 0123
    r")(?![\w-]|[.,]\d)"
)
_CALLED = re.compile(
    r"(?P<lead>\b(?:t[ée]l|phone|call|mobile?|cell|fax|whats\s?app|text|sms|"
    r"t[ée]l[ée]phone|telefon(?:nummer)?|tel[ée]fono|handy|durchwahl|rufnummer|tfno|celular|m[óo]vil)"
    r"[\s.:#)]{1,4}(?:(?:us|at|me|on|to|is|now|unter|nummer|number|no\.?)[\s:]{1,2}){0,3})"
    r"(?P<number>\(?[\d+](?:[\s./()-]{0,2}\d){6,14})",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?:https?://)?(?:[\w-]{1,20}\.)?"
    r"(?:linkedin\.com/(?:in|pub)|t\.me|wa\.me|api\.whatsapp\.com/send|chat\.whatsapp\.com|"
    r"telegram\.me|calendly\.com|signal\.me|m\.me|facebook\.com/profile\.php)"
    r"[/?#][^\s\"'<>)\]]{1,200}",
    re.IGNORECASE,
)
# What every handle holds: to look for these first halves the time of a text.
_HANDLES = ("linkedin.com/", "t.me", "wa.me", "m.me", "whatsapp.com", "calendly.com", "signal.me",
            "telegram.me", "facebook.com/")  # fmt: skip
_MINIMUM_DIGITS, _MAXIMUM_DIGITS = 8, 16


def mask(text: str) -> str:
    """The text with ``[email]``, ``[phone]`` and ``[handle]`` in place of personal data."""
    if "@" in text or "＠" in text or "mailto" in text.lower() or _mentions_at(text):
        text = _MAILTO.sub("[email]", text)
        text = _EMAIL.sub("[email]", text)
        text = _SPELLED.sub("[email]", text)
    folded = text.casefold()
    if any(host in folded for host in _HANDLES):
        text = _HANDLE.sub("[handle]", text)
    text = _CALLED.sub(lambda match: f"{match['lead']}[phone]", text)
    return _PHONE.sub(_phone, text)


def _mentions_at(text: str) -> bool:
    return _SPELLED_AT.search(text) is not None


def _phone(match: re.Match[str]) -> str:
    digits = sum(character.isdigit() for character in match[0])
    return "[phone]" if _MINIMUM_DIGITS <= digits <= _MAXIMUM_DIGITS else match[0]
