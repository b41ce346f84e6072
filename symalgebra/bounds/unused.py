"""Published bounds that are no entries of the catalogue, each with the reason; see docs/bounds.md."""

from __future__ import annotations

UNUSED: dict[str, str] = {
    "vc.gj95.formula": "a network is a formula of exponentially many inequalities; vc.units17 rests on it",
    "vc.poly.signs": "it counts sign patterns of polynomials and is no bound itself; vc.master rests on it",
    "vc.shawe-taylor91": "only its abstract was read; vc.threshold.* hold with shared weights too",
    "vc.sakurai98": "only its order is known, and vc.master has that order",
    "vc.kohler": "only its order is known, at constant width, and vc.master has that order",
    "lb.jacobian": "the rank of a Jacobian is found by search over weights and inputs",
    "lb.embedding": "it speaks of a smaller network; lb.slabs is never below what it gives",
    "lr.raghu17": "only its order is known, and lr.montufar17 is below it",
    "lr.maxout": "there is no leaf of maxout units; `bounds.dense.maxout` has the formula",
    "lr.hinz19": "a frame for recursions of which lr.serra18 is one; sharper ones are not proved",
    "lr.hanin19": "a mean over random weights; its constant depends on their law, not on the architecture",
}
