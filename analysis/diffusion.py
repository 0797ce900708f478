"""H3: integrator postings move out of the hubs faster than specialist postings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis import effects
from analysis.concentration import cells, relative_concentration
from analysis.conclude import Rows, conclude
from analysis.effects import INTEGRATOR, SPECIALIST, Pair
from analysis.moments import DEFINITION
from analysis.odds import odds_gap
from analysis.result import HypothesisResult
from analysis.study import Study
from analysis.variants import Mask, lasting_employers, named, part
from analysis.verdict import decide

TITLE = "Integrator postings move out of the hubs faster than specialist postings"
FIRST_CRAWL = (
    "The first month holds whatever was open when crawling began, which over-counts postings that "
    "are slow to fill; the row without it uses only postings first seen later."
)


def h3(study: Study) -> HypothesisResult:
    """Test H3 by the gap of slopes per month of the share outside the top ten."""
    effect = effects.trend_gap(study)
    decision = decide(effect[0], study.settings.sesoi["H3"], study.settings)
    answered = effect[0].estimate is not None
    return conclude(
        study,
        "H3",
        TITLE,
        effect[0],
        decision,
        sesoi="H3",
        family="primary",
        estimates=[effect, *_trends(study), *(_variants(study) if answered else ())],
        tables=(("diffusion by quarter", quarters(study)),) if answered else (),
        warnings=_warnings(study) if answered else (),
    )


def _trends(study: Study) -> Iterator[Pair]:
    for definition in DEFINITION:
        yield effects.trend(study, definition)


def _variants(study: Study) -> Iterator[Pair]:
    yield named(effects.trend_gap(lasting_employers(study)), "employers seen throughout")
    first = study.panel.window[0] if study.panel.window else 0
    later = part(study, study.panel.month > first)
    yield named(effects.trend_gap(later), "without the first month")
    yield odds_gap(study)


def _warnings(study: Study) -> tuple[str, ...]:
    panel, (first, last) = study.panel, study.panel.window or (0, 0)
    third = (last - first) / 3
    early, late = (_employers(study, mask) for mask in _ends(panel.month, first, last, third))
    everyone = early | late
    share = len(early & late) / max(len(everyone), 1)
    composition = (
        f"Of {len(everyone)} employers in the first or last third of the window, "
        f"{100 * share:.0f} % are in both: the rest can make a trend by coming and going. Compare "
        "the row of employers seen throughout."
    )
    return (FIRST_CRAWL, composition)


def _ends(month: np.ndarray, first: int, last: int, third: float) -> tuple[Mask, Mask]:
    return month <= first + third, month >= last - third


def _employers(study: Study, mask: Mask) -> set[int]:
    return set(np.unique(study.panel.employer.codes[mask]).tolist())


def quarters(study: Study) -> Rows:
    """Cross-employer CV^2 of location quotients by quarter and class, with intervals."""
    panel, rows = study.panel, []
    quarter = panel.month // 3
    for number in np.unique(quarter):
        inside = part(study, quarter == number)
        forms = relative_concentration(cells(inside.panel, inside.mass, study.hubs))
        for definition in (SPECIALIST, INTEGRATOR):
            # The correction is the whole panel's: a quarter has too little gold of its own.
            values = forms.index(definition, study.correction, shift=1.0)
            sizes = inside.table.size(definition, feature="located")
            sample = inside.sample(definition, where=inside.features["located"])
            row = study.estimates("CV^2", values, (definition,), sizes, sample, "index")[0]
            rows.append(
                {
                    "first_month": int(number) * 3,
                    "definition": definition,
                    "cv2": row.estimate,
                    "lo": row.lo,
                    "hi": row.hi,
                    "postings": sample.postings,
                    "employers": sample.employers,
                    "note": row.note,
                }
            )
    return tuple(rows)
