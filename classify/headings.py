"""Headings of postings in six languages, and the section each opens."""

from __future__ import annotations

import re

from classify.wordlist import grouped

SECTIONS = ("duty", "must", "nice", "about", "benefit", "legal", "team", "role")
"""Duties, must-haves, nice-to-haves, employer blurb, benefits, notices, team, and the undivided."""

ASIDE = frozenset({"about", "benefit", "legal"})
"""Sections that tell neither duties nor demands."""

_NICE = r"""
nice[- ]to[- ]haves?|preferred|bonus(?: points| skills)?|desired|desirable|good to have|
extra credit|pluses|
a plus|ideally|even better|would be (?:great|nice)|we(?:'|’)d love|stand ?out|optional|also great|
wünschenswert|von vorteil|nice-to-have|idealerweise|un plus|atouts|serait un|deseables?|
valorables?|se valora|
diferenciais|diferencial|desejáve(?:l|is)|pluspunten|pré|mooi meegenomen"""
_LEGAL = r"""
equal (?:employment )?opportunity|eeo|e\.e\.o\.?|diversity|accommodations?|privacy|disclaimers?|
how to apply|
(?:application|interview|hiring|recruit(?:ing|ment)|selection) (?:process|steps|timeline)|
(?:our )?interview|background checks?|legal|recruit(?:ing|ment) fraud|fraud|notice|use of ai|
ai (?:policy|in (?:hiring|recruit\w+|interviews?))|
export control|e-verify|candidate (?:privacy|safety|notice)|next steps|apply now|datenschutz|
bewerbung|
processus de recrutement|proceso de selección|processo seletivo|solliciteren|sollicitatie|
additional information"""
_BENEFIT = r"""
benefits?|perks|what we(?:'|’)?(?: can| will)? offer|we offer|what(?:'|’)?s in it for you|
compensation|salary|pay (?:range|transparency|rate)|
why you(?:'|’)ll love|what you(?:'|’)ll (?:get|receive|love|gain)|what you get|our offer|
total rewards|rewards|time off|base pay|
wir bieten|was wir (?:dir|ihnen)? ?bieten|deine vorteile|das bieten wir|unser angebot|benefícios|
beneficios|qué ofrecemos|ofrecemos|o que oferecemos|
oferecemos|nous (?:vous )?(?:offrons|proposons)|avantages|ce que nous|wij bieden|
wat (?:wij )?(?:bieden|krijg)|arbeidsvoorwaarden|wat bieden"""
_MUST = r"""
requirements?|qualifications?|required|must[- ]haves?|what (?:you|we)(?:(?:'|’)(?:re|ll)| are|
 will)? (?:need|bring|looking for|require|look for)|
what makes you|who you are|you (?:have|bring|are|might|may)|about you|skills?|experience|
competenc(?:y|ies)|your (?:profile|background|experience|skills)|
we(?:'|’)re looking for|we are looking for|who (?:we(?:'|’)re|we are|we) (?:looking|want|need)|
ideal candidate|education|criteria|
you(?:'|’)(?:re|ll) (?:a (?:great|good) fit|thrive|need|have)|the (?:right )?(?:candidate|person)|
tech(?:nical)? stack|knowledge|expertise|what it takes|
dein profil|ihr profil|profil|anforderungen|was du mitbringst|das bringst du mit|
das bringen sie mit|qualifikation(?:en)?|
requisitos|perfil|qualificações|conhecimentos|o que (?:buscamos|esperamos)|qué buscamos|formación|
experiencia|
votre profil|compétences|profil recherché|formation|functie-?eisen|wie ben jij|
wat (?:wij )?vragen|jouw profiel|profiel|wat breng"""
_ABOUT = r"""
about (?:us|the company|our company|the organi[sz]ation|the firm|the business|the client)|
who we are|what we do|our (?:mission|story|company|values|vision|culture|purpose|product|client|
commitment|investors|principles)|
company(?: (?:overview|description|profile|background|info\w*))?|the company|why (?:join|us|work|
choose|now)|employer|culture|values|mission|vision|overview of the company|
life at|working at|work (?:at|with us)|join us|über uns|über [A-Z]\w+|wer wir sind|das sind wir|
unternehmen|qui sommes|à propos|notre (?:entreprise|mission)|l(?:'|’)entreprise|
sobre (?:nosotros|nós|a empresa|la empresa)|quiénes somos|quem somos|over ons|wie zijn wij|
wie wij zijn|bedrijf"""
_TEAM = r"""
the team|about the team|our team|your team|team|department|das team|l(?:'|’)équipe|het team|
el equipo|a equipe"""
_DUTY = r"""
(?:key |main |core |primary |essential |your |job |major |principal |
general )?(?:responsibilit\w+|duties|accountabilit\w+|functions|tasks)|
what you(?:'|’)?(?:ll| will)?(?: be)?(?: do| work| own| build| lead| accomplish| tackle| own)\w*|
what will you do|what you do|what you get to do|you will(?: be)?|you(?:'|’)ll(?: be)?|
your (?:role|mission|impact|day|work|job|challenge|opportunity)|how you(?:'|’)(?:ll|d)|
day[- ]to[- ]day|a day in|a typical|scope(?: of work)?|deliverables|objectives|outcomes|
in this (?:role|position)|what this role|the impact|impact you|focus areas|areas of|
(?:deine |ihre |unsere )?aufgaben(?:gebiet)?|das erwartet dich|was dich erwartet|was du (?:machst|
tust)|tätigkeiten|
(?:vos |tes |les |principales )?missions?|responsabilités|votre rôle|activités|tâches|
responsabilidades|funciones|tareas|actividades|atividades|atribuições|funções|o que você|qué harás|
taken|werkzaamheden|wat ga je doen|jouw rol|wat je gaat doen|verantwoordelijkheden"""
_ROLE = r"""
the (?:role|job|position|opportunity|work|challenge|mission)|about (?:the|this|your) (?:role|job|
position|opportunity|work|project)|
(?:job|role|position|project)(?: (?:description|summary|overview|purpose|details|profile|brief))?|
overview|summary|description|opportunity|
stellenbeschreibung|die stelle|le poste|description du poste|descripción|descrição|a vaga|
el puesto|de functie|functieomschrijving"""

_ORDER = (
    ("nice", _NICE),
    ("legal", _LEGAL),
    ("benefit", _BENEFIT),
    ("must", _MUST),
    ("duty", _DUTY),
    ("about", _ABOUT),
    ("role", _ROLE),
    ("team", _TEAM),
)


_HEADING = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{grouped(words)})\b)" for name, words in _ORDER), re.I
)
_MAX_WORDS = 9
_MAX_CHARS = 80
_STOPS = (".", ";", ",", "!")
_BLURB_LEADS = ("about", "why", "join", "life at", "working at", "who is", "what is", "meet")


def heading_section(line: str) -> str | None:
    """The section that a heading line opens; None where the line is no heading that we know.

    A heading is a short line without a sentence's full stop.
    """
    bare = line.strip(" :•-–—*#_|►>?\t")
    if not bare or len(bare) > _MAX_CHARS or len(bare.split()) > _MAX_WORDS:
        return None
    if bare.endswith(_STOPS) and not line.endswith(":"):
        return None
    found = _HEADING.search(bare)
    return found.lastgroup if found else None


def is_blurb_heading(line: str, employer: str) -> bool:
    """Whether a short line is a heading about the employer by name ("Why Acme?")."""
    low = line.lower().lstrip(" #*_")
    return (
        len(employer) > 2
        and low.startswith(_BLURB_LEADS)
        and employer.lower() in low
        and len(low.split()) <= _MAX_WORDS
        and not low.endswith(_STOPS)
    )
