"""Words that tell an industry or a kind of work, in groups: few labels then suffice to learn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from classify.memory import Memory

_SECTORS = {
    "software": r"saas|software|apps?|platform|developers?|startup|cloud|api|cyber\w*|opensource",
    "hardware": r"semiconductor\w*|chips?|silicon|asics?|fpga|wafers?|robots?|robotics|firmware|"
    r"electronics|sensors?|photonics?|drones?|telecommunications?|networking|embedded|gpus?",
    "finance": r"bank\w*|fintech|financial|invest\w*|trading|traders?|credit|loans?|lend\w*|"
    r"payments?|wealth|mortgages?|hedge|equit\w+|brokerage|crypto\w*|capital|asset|fund|funds",
    "insurance": r"insur\w*|actuar\w*|underwrit\w*|claims|policyholders?|reinsurance|premiums?",
    "professional_services": r"consult\w*|clients?|staffing|recruitment|advisory|audit\w*|"
    r"agency|agencies|law|attorneys?|legal|outsourc\w*|accenture|deloitte|kpmg|pwc",
    "health": r"health\w*|patients?|clinic\w*|hospitals?|medic\w*|pharma\w*|biotech\w*|drugs?|"
    r"therap\w*|nurs\w+|care|disease\w*|oncology|genom\w*|biolog\w*|surg\w+|life-sciences",
    "education": r"universit\w*|school\w*|students?|teach\w*|educat\w*|learners?|faculty|"
    r"academic\w*|campus|college|edtech|courses?|curricul\w*|professors?|tutor\w*",
    "government": r"government\w*|federal|county|defen[cs]e|military|army|navy|clearance|public|"
    r"citizens?|nonprofit|elections?|city|state|agency|ministry|veterans?|mission|civic|ngo",
    "retail": r"retail\w*|e-?commerce|stores?|shop\w*|brands?|consumers?|restaurants?|hotels?|"
    r"fashion|grocer\w*|merchandis\w*|food|beverage\w*|beauty|apparel|hospitality|guests?",
    "manufacturing": r"manufactur\w*|automotive|vehicles?|aerospace|aircraft|factor(?:y|ies)|"
    r"plants?|industrial|chemical\w*|machin(?:es|ery)|cars?|spacecraft|rockets?|satellites?",
    "logistics": r"logistic\w*|shipping|freight|warehous\w*|transport\w*|deliver(?:y|ies)|fleet|"
    r"airlines?|travel\w*|truck\w*|cargo|couriers?|mobility|drivers?|flights?|rail\w*",
    "energy": r"energy|oil|gas|mining|utilit(?:y|ies)|solar|wind|grid|renewable\w*|petroleum|"
    r"nuclear|agricultur\w*|farm\w*|crops?|electricity|batter(?:y|ies)|climate|power",
    "media": r"media|games?|gaming|music|films?|movies?|publish\w*|news\w*|journalis\w*|"
    r"entertainment|streaming|broadcast\w*|studios?|telecom|podcast\w*|television|sports?|"
    r"editorial",
    "real_estate": r"real-estate|estate|propert(?:y|ies)|construction|tenants?|buildings?|"
    r"housing|homes?|architectur\w*|leas\w+|contractors?|brokers?|realty|apartments?",
}
_FUNCTIONS = {
    "research": r"research\w*|scientists?|postdoc\w*|phd|fellow|doctoral|forsch\w*",
    "engineering": r"engineer\w*|developers?|architect|devops|sre|software|data|ml|programmer|"
    r"full-?stack|backend|frontend|sysadmin|entwickler\w*|analyst|scientist|cto|technician",
    "product": r"product|designers?|ux|ui|design",
    "operations": r"operations?|project|program|programme|assistant|administrat\w*|office|supply|"
    r"procurement|coordinator|chief|staff|logistics|scrum|manager|ceo|coo|planner|buyer",
    "finance": r"financ\w*|account(?:ant|ing|ants)|controller|treasury|tax|audit\w*|fp&a|"
    r"bookkeep\w*|investment|actuar\w*|trader|trading|cfo|payroll|billing|underwriter|credit",
    "marketing": r"marketing|growth|seo|content|brand|copywriter|communications?|media|cmo|"
    r"demand|editor|writer|pr|campaigns?|creative|events?|journalist",
    "sales": r"sales|account|customer|success|support|sdr|bdr|revenue|business-development|"
    r"partnerships?|partner|solutions|presales|commercial|client|gtm|vertrieb|cro|advisor",
    "people": r"recruit\w*|talent|people|hr|human|training|learning|sourcer|onboarding|coach",
    "legal": r"legal|counsel|compliance|policy|risk|attorney|lawyer|paralegal|privacy|governance|"
    r"regulatory|ethics|contracts?",
    "health": r"nurses?|physicians?|doctor|therapist|clinician|medical|pharmacist|caregiver|rn|"
    r"dentist|psycholog\w*|surgeon|veterinar\w*|radiolog\w*",
    "education": r"teachers?|professors?|lecturers?|instructors?|tutors?|faculty|educator|"
    r"dozent\w*",
    "trades": r"drivers?|mechanics?|electricians?|warehouse|cleaner|cook|chef|security|guard|"
    r"labou?rers?|operators?|farmworkers?|carpenter|plumber|welder|janitor|construction|"
    r"installer",
}
_SECTOR_PATTERNS = {name: re.compile(words) for name, words in _SECTORS.items()}
_FUNCTION_PATTERNS = {name: re.compile(words) for name, words in _FUNCTIONS.items()}


def topics(title: Iterable[str], employer: Iterable[str], body: Iterable[str]) -> Counter[str]:
    """Counts of each group: industries in employer and text, kinds of work in the title."""
    return Counter(
        chain.from_iterable(
            chain(
                map(_OF_TITLE.__getitem__, title),
                map(_OF_EMPLOYER.__getitem__, employer),
                map(_OF_BODY.__getitem__, body),
            )
        )
    )


def _of_title(word: str) -> tuple[str, ...]:
    return (*_groups("kt", word, _FUNCTION_PATTERNS), *_groups("ks", word, _SECTOR_PATTERNS))


def _of_employer(word: str) -> tuple[str, ...]:
    return _groups("ke", word, _SECTOR_PATTERNS)


def _of_body(word: str) -> tuple[str, ...]:
    return _groups("kb", word, _SECTOR_PATTERNS)


def _groups(lead: str, word: str, patterns: dict[str, re.Pattern[str]]) -> tuple[str, ...]:
    return tuple(lead + name for name, pattern in patterns.items() if pattern.fullmatch(word))


_OF_TITLE, _OF_EMPLOYER, _OF_BODY = map(Memory, (_of_title, _of_employer, _of_body))
