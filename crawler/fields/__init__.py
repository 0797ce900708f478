"""Pure readers of the values that sources state; what cannot be read is None, never a guess."""

from crawler.fields.dates import expiry, instant
from crawler.fields.identity import source_id
from crawler.fields.jsonld import job_posting
from crawler.fields.kinds import employment, flags, language, workplace
from crawler.fields.pay import PayFields, number, pay, widest
from crawler.fields.paytext import pay_text
from crawler.fields.places import address, addresses, joined, names
from crawler.fields.text import line, plain, sections

__all__ = [
    "PayFields",
    "address",
    "addresses",
    "employment",
    "expiry",
    "flags",
    "instant",
    "job_posting",
    "joined",
    "language",
    "line",
    "names",
    "number",
    "pay",
    "pay_text",
    "plain",
    "sections",
    "source_id",
    "widest",
    "workplace",
]
