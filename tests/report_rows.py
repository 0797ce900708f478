"""Invented rows and metros for the tests of tables, figures and the report."""

from __future__ import annotations

import random

from db.panel import PanelRow
from db.placement import Metro

US = [
    ("41860", "San Francisco-Oakland-Fremont, CA", 37.7, -122.3, "CA", 4_600_000),
    ("41940", "San Jose-Sunnyvale-Santa Clara, CA", 37.0, -121.4, "CA", 1_960_000),
    ("35620", "New York-Newark-Jersey City, NY-NJ", 40.7, -74.1, "NY", 19_600_000),
    ("42660", "Seattle-Tacoma-Bellevue, WA", 47.6, -121.9, "WA", 4_000_000),
    ("14460", "Boston-Cambridge-Newton, MA-NH", 42.5, -71.1, "MA", 4_900_000),
    ("31080", "Los Angeles-Long Beach-Anaheim, CA", 34.2, -118.3, "CA", 13_100_000),
    ("47900", "Washington-Arlington-Alexandria, DC-VA-MD-WV", 38.8, -77.5, "DC", 6_300_000),
    ("12420", "Austin-Round Rock-San Marcos, TX", 30.3, -97.7, "TX", 2_300_000),
    ("16980", "Chicago-Naperville-Elgin, IL-IN", 41.7, -87.9, "IL", 9_400_000),
    ("38300", "Pittsburgh, PA", 40.4, -79.9, "PA", 2_400_000),
    ("19100", "Dallas-Fort Worth-Arlington, TX", 32.8, -97.0, "TX", 7_700_000),
    ("12060", "Atlanta-Sandy Springs-Roswell, GA", 33.7, -84.4, "GA", 6_100_000),
    ("19740", "Denver-Aurora-Centennial, CO", 39.8, -104.9, "CO", 2_960_000),
    ("38060", "Phoenix-Mesa-Chandler, AZ", 33.2, -112.1, "AZ", 4_900_000),
    ("33460", "Minneapolis-St. Paul-Bloomington, MN-WI", 45.0, -93.3, "MN", 3_690_000),
    ("39580", "Raleigh-Cary, NC", 35.8, -78.5, "NC", 1_420_000),
    ("34980", "Nashville-Davidson--Murfreesboro--Franklin, TN", 36.1, -86.7, "TN", 2_000_000),
    ("28140", "Kansas City, MO-KS", 38.9, -94.5, "MO", 2_190_000),
    ("41700", "San Antonio-New Braunfels, TX", 29.4, -98.6, "TX", 2_560_000),
    ("11260", "Anchorage, AK", 61.6, -149.1, "AK", 400_000),
    ("46520", "Urban Honolulu, HI", 21.5, -158.0, "HI", 1_000_000),
    ("12620", "Bangor, ME", 45.4, -68.6, "ME", 152_000),
    ("13740", "Billings, MT", 45.8, -108.8, "MT", 184_000),
    ("17820", "Colorado Springs, CO", 38.8, -104.5, "CO", 750_000),
]
WORLD = [
    ("2643743", "London", "GB", 51.5, -0.1, 12_000_000),
    ("2950159", "Berlin", "DE", 52.5, 13.4, 4_500_000),
    ("6167865", "Toronto", "CA", 43.7, -79.4, 6_300_000),
    ("1277333", "Bengaluru", "IN", 13.0, 77.6, 11_000_000),
    ("1880252", "Singapore", "SG", 1.3, 103.8, 5_700_000),
]
SECTORS = ("software", "finance", "health", "retail", "manufacturing", "professional_services")
TYPES = ("frontier_lab", "big_tech", "ai_startup", "other_tech", "other_private", "university")
SKILLS = {
    "specialist": ("fine_tuning", "ml_research", "training_infrastructure"),
    "integrator": ("rag", "agents", "workflow_automation"),
    "none": (),
}


def metros() -> dict[str, Metro]:
    """Every metro of the invented world by id."""
    found = {}
    for code, name, lat, lon, state, people in US:
        found[f"cbsa:{code}"] = metro(f"cbsa:{code}", name, "US", state, lat, lon, people)
    for code, name, country, lat, lon, people in WORLD:
        found[f"int:{code}"] = metro(f"int:{code}", name, country, None, lat, lon, people)
    return found


def metro(key, name, country, admin1, lat, lon, people) -> Metro:
    return Metro(
        metro_id=key,
        name=name,
        kind="metro" if country == "US" else "city",
        country=country,
        admin1=admin1,
        latitude=lat,
        longitude=lon,
        population=people,
        employment=people // 2,
        computer_employment=None,
    )


def rows(count: int = 3000, employers: int = 80, seed: int = 1, months: int = 8) -> list[PanelRow]:
    """Rows whose specialists sit in the first metros and whose integrators are spread."""
    chance = random.Random(seed)
    places = list(metros())
    weights = {
        "specialist": [1 / (i + 1) ** 1.4 for i in range(len(places))],
        "integrator": [1 / (i + 1) ** 0.5 for i in range(len(places))],
        "none": [1 / (i + 1) ** 0.6 for i in range(len(places))],
    }
    houses = [
        (f"Employer {i}", chance.choice(SECTORS), chance.choice(TYPES)) for i in range(employers)
    ]
    sizes = [chance.lognormvariate(0, 1) for _ in houses]
    return [
        posting(chance, i, chance.choices(houses, sizes)[0], places, weights, months)
        for i in range(count)
    ]


def posting(chance, number, house, places, weights, months) -> PanelRow:
    name, sector, kind = house
    role = chance.choices(("specialist", "integrator", "none"), (0.12, 0.2, 0.68))[0]
    remote = chance.random() < 0.12
    found = chance.choices(places, weights[role], k=2 if chance.random() < 0.1 else 1)
    copies = number - 1 if number and chance.random() < 0.05 else number
    return PanelRow(
        posting_id=str(number),
        job_id=f"job {copies}",
        employer=f"{name} #{name.split()[-1]}",
        sector=sector,
        weight=1.0,
        month=2026 * 12 + chance.randrange(months),
        metros=() if remote else tuple(sorted(set(found))),
        remote=remote,
        role=role,
        keyword=role != "none" and chance.random() < 0.5,
        country=metros_country(found[0]),
        employer_type=kind,
        function="research" if role == "specialist" and chance.random() < 0.3 else "engineering",
        seniority=chance.choice(("junior", "senior", None)),
        skills=tuple(s for s in SKILLS[role] if chance.random() < 0.4),
        open=chance.random() < 0.7,
        mode="remote" if remote else "none",
        title=title(role, number),
    )


def title(role: str, number: int) -> str:
    """Research in the title of every specialist, and of some whose work is not AI."""
    if role == "specialist":
        return "Research Scientist"
    return "Market Researcher" if number % 3 == 0 else "Engineer"


def metros_country(metro_id: str) -> str:
    if metro_id.startswith("cbsa:"):
        return "US"
    return next(country for code, _, country, *_ in WORLD if metro_id == f"int:{code}")
