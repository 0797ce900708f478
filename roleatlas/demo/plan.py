"""All invented openings: each employer's staffing spread over its places and over time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

from roleatlas.demo import pay, spelling
from roleatlas.demo.days import LAST, THREADS
from roleatlas.demo.opening import Opening
from roleatlas.demo.source import (
    Employer,
    Place,
    Profession,
    employers,
    places,
    professions,
    thread_employers,
)
from roleatlas.demo.timeline import Life, live

_TECHNICAL = ("", "", "", "Senior ", "Senior ", "Staff ", "Lead ", "Principal ", "Junior ")
_OTHER = ("", "", "", "", "Senior ", "Lead ")
# The share of specialist openings that an employer keeps at its hubs.
_AT_HUB = 0.9


def _title(employer: Employer, profession: Profession, rng: Random) -> str:
    title = rng.choice(profession.titles)
    technical = re.search(r"Engineer|Scientist|Developer|Researcher", title)
    level = rng.choice(_TECHNICAL if technical else _OTHER)
    ranked = re.search(r"\b(Staff|Lead|Senior|Head|Director|Member|Controller)\b", title)
    if not profession.levels or ranked or ("Manager" in title and level != "Senior "):
        level = ""
    return level + title


def _pick_places(employer: Employer, profession: Profession, rng: Random) -> tuple[Place, ...]:
    weights = dict(employer.places)
    if profession.role == "specialist" and employer.hubs and rng.random() < _AT_HUB:
        weights = {key: weights.get(key, 1) for key in employer.hubs}
    keys = rng.choices(list(weights), weights=list(weights.values()))
    if employer.ats == "smartrecruiters":  # its postings have one location each
        return (places()[keys[0]],)
    if profession.desk and len(weights) > 1 and rng.random() < 0.13:
        others = [key for key in weights if key != keys[0]]
        keys += rng.sample(others, min(len(others), rng.choice((1, 1, 2))))
    return tuple(places()[key] for key in keys)


def _workplace(employer: Employer, profession: Profession, rng: Random) -> str:
    if not profession.desk:
        return "onsite"
    draw = rng.random()
    if draw < employer.remote:
        return "remote"
    return "hybrid" if draw < employer.remote + 0.35 else "onsite"


def _location(where: tuple[Place, ...], how: str, employer: Employer, rng: Random) -> str:
    if how == "remote":
        return spelling.remote(where[0], rng)
    form = employer.form if rng.random() < 0.8 else rng.choice(spelling.FORMS)
    if len(where) > 1:
        return spelling.join(where, form if form != "code" else "city_st", employer.joiner)
    text = spelling.spell(where[0], form, rng.randrange(8))
    return spelling.hybrid(text, rng) if how == "hybrid" and rng.random() < 0.4 else text


def _opening(employer: Employer, profession: Profession, number: int) -> tuple[Opening, Life]:
    seed = f"{employer.token}/{profession.key}/{number}"
    rng = Random(seed)
    where = _pick_places(employer, profession, rng)
    how = _workplace(employer, profession, rng)
    life = live(rng, profession.role, profession.always_open)
    title = _title(employer, profession, rng)
    band = pay.band(profession, title, where[0], rng)
    shown = employer.states_pay or rng.random() < 0.12
    opening = Opening(
        key=seed,
        seed=seed,
        copies=seed,
        employer=employer,
        ats=employer.ats,
        token=employer.token,
        profession=profession,
        title=title,
        department=rng.choice(profession.departments),
        home=where[0],
        places=() if how == "remote" else where,
        location=_location(where, how, employer, rng),
        workplace=how,
        posted=life.posted,
        spans=life.spans,
        edit_day=life.edit_day,
        pay=band if shown else None,
    )
    return opening, life


def _in_other_city(opening: Opening, rng: Random) -> Iterator[Opening]:
    """Advertise the same job in another city under an id of its own, as chains of offices do."""
    taken = {place.key for place in opening.places}
    others = [key for key, _ in opening.employer.places if key not in taken]
    if len(opening.places) != 1 or not others or rng.random() > 0.07:
        return
    place = places()[rng.choice(others)]
    text = spelling.spell(place, opening.employer.form)
    yield replace(
        opening, key=f"{opening.key}+{place.key}", home=place, places=(place,), location=text
    )


def _reposted(opening: Opening, life: Life) -> Iterator[Opening]:
    if life.repost:
        start = life.repost[0]
        yield replace(
            opening, key=f"{opening.key}+again", posted=start, spans=(life.repost,), edit_day=None
        )


def _on_twin(opening: Opening, rng: Random) -> Iterator[Opening]:
    """Show the same opening on the employer's board at another applicant tracking system."""
    if opening.employer.twin and rng.random() < 0.4:
        ats, token = opening.employer.twin
        yield replace(opening, key=f"{opening.key}@{ats}", ats=ats, token=token)


def _of_employer(employer: Employer) -> Iterator[Opening]:
    for key, count in employer.staff:
        for number in range(count):
            first, life = _opening(employer, professions()[key], number)
            rng = Random(f"{first.key}/copies")
            yield first
            yield from _reposted(first, life)
            yield from _in_other_city(first, rng)
            yield from _on_twin(first, rng)


def _in_threads(employer: Employer) -> Iterator[Opening]:
    """Advertise an employer's openings in the monthly threads: most return the month after."""
    for key, count in employer.staff:
        for number in range(count):
            first, _ = _opening(employer, professions()[key], number)
            rng = Random(f"{first.key}/threads")
            for month, start in enumerate(THREADS):
                if rng.random() < 0.7:
                    end = (*THREADS, LAST)[month + 1]
                    yield replace(
                        first,
                        key=f"{first.key}#{month}",
                        token="whoishiring",
                        posted=start,
                        month=month,
                        spans=((start, end),),
                        edit_day=None,
                    )


@cache
def openings() -> tuple[Opening, ...]:
    """Build every opening that any day shows, in a stable order."""
    boards = (opening for employer in employers() for opening in _of_employer(employer))
    threads = (opening for employer in thread_employers() for opening in _in_threads(employer))
    return (*boards, *threads)


def on_board(ats: str, token: str, day: int) -> list[Opening]:
    """Give the openings that one board shows on ``day``."""
    return [o for o in openings() if (o.ats, o.token) == (ats, token) and o.is_open(day)]
