"""Closed vocabularies: employment type, workplace, language; what is not known is None."""

from __future__ import annotations

import re

_EMPLOYMENT = {
    "full_time": "full time|fulltime|full|permanent|regular|vollzeit|cdi|salaried ft|hourly ft|"
    "fulltime permanent|fulltime fixed term|full time employee|unbefristet",
    "part_time": "part time|parttime|part|teilzeit|salaried pt|hourly pt|parttime permanent|"
    "parttime fixed term|part time employee",
    "contract": "contract|contractor|freelance|consultant|fixed term|contract to hire|cdd|"
    "befristet",
    "temporary": "temporary|temp|seasonal|seasonal employee",
    "internship": "intern|internship|trainee|apprenticeship|praktikum|stage|working student|"
    "werkstudent|student",
    "volunteer": "volunteer",
}
_BY_NAME = {name: kind for kind, names in _EMPLOYMENT.items() for name in names.split("|")}
_WORKPLACE = {
    "onsite": "onsite",
    "on site": "onsite",
    "in office": "onsite",
    "office": "onsite",
    "hybrid": "hybrid",
    "remote": "remote",
    "fully remote": "remote",
}
_LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        """
aa ab af am ar as ay az ba be bg bn bo br bs ca co cs cy da de dz el en eo es et eu fa fi fj fo
fr fy ga gd gl gn gu ha he hi hr hu hy ia id ie is it ja jv ka kk kl km kn ko ks ku ky la lb ln
lo lt lv mg mi mk ml mn mr ms mt my na nb ne nl nn no oc om or pa pl ps pt qu rm rn ro ru rw sa
sd sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ug uk ur uz
vi vo wo xh yi yo za zh zu
""",
    )
)


def _words(value: object) -> str:
    text = value if isinstance(value, str) else ""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[^\w]|_", " ", split).lower().split())


def employment(*values: object) -> str | None:
    """The first value that names a type of employment, in our vocabulary."""
    return next((kind for value in values if (kind := _BY_NAME.get(_words(value)))), None)


def workplace(value: object) -> str | None:
    """``onsite``, ``hybrid`` or ``remote`` where the source says so."""
    return _WORKPLACE.get(_words(value))


def flags(remote: object, hybrid: object, onsite: object = None) -> str | None:
    """The workplace from yes-or-no fields; hybrid wins, for sources set remote beside it."""
    if hybrid is True:
        return "hybrid"
    if remote is True:
        return "remote" if onsite is not True else "hybrid"
    return "onsite" if onsite is True else None


def language(value: object) -> str | None:
    """ISO 639-1 code of a language tag such as ``en`` or ``pt-BR``."""
    code = re.split(r"[-_]", value.strip().lower())[0] if isinstance(value, str) else ""
    return code if code in _LANGUAGES else None
