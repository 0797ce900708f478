"""What the gold labels say of the predicted ones, by kind of place."""

from __future__ import annotations

import numpy as np

from analysis.conclude import Rows
from analysis.gold import KINDS, kind_of_place
from analysis.study import Study
from db.label import ROLES


def confusion_table(study: Study) -> Rows:
    """One row a (kind of place, true role, predicted role) that the gold labels hold.

    ``labels`` counts them; ``share`` estimates P(predicted | true) among the panel's postings of
    that kind, each label weighing 1/inclusion probability. Empty without usable gold.
    """
    gold, panel = study.gold, study.panel
    if gold is None:
        return ()
    kind = kind_of_place(panel, study.hubs)[gold.rows]
    true, predicted = panel.gold[gold.rows], panel.role[gold.rows]
    found = []
    for k, t in np.ndindex(len(KINDS), len(ROLES)):
        of_truth = (kind == k) & (true == t)
        mass = float(gold.weight[of_truth].sum())
        for p in range(len(ROLES)):
            cell = of_truth & (predicted == p)
            if cell.any():
                found.append(
                    {
                        "place": KINDS[k],
                        "true": ROLES[t],
                        "predicted": ROLES[p],
                        "labels": int(cell.sum()),
                        "share": float(gold.weight[cell].sum()) / mass,
                    }
                )
    return tuple(found)
