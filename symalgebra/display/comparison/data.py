"""A comparison as JSON, the format "symalgebra-comparison/1".

reading    "networks" or "formulas"
left       {"name", "title", "input"}, and right: title and input of networks
relation   what was asked: left relation right
symbols    name -> {"min", "max"}
where      the facts stated; domain: what the networks need
answers    one for each measure: "measure" (null for formulas), "left" and "right" (texts that
           `symalgebra.formula.read` reads), "verdict" "proved", "refuted" or "undecided"
  of a refutation: "witness", "values" of both sides, "opposite" where that is proved on the whole domain
  undecided: "tried", "strongest" (for which values it is proved) and "hint" (what may help), texts
  with --by: "crossing" {"by", "bound" [sign, top, bottom], "spans" [{"low", "high", "holds", "proved"}]}
  "ratio": {"lower", "upper"}, constants around left/right as {"value", "exact", "attained"}
"""

from __future__ import annotations

import json
from typing import Any

from ...formula import Formula
from ...order import Refuted, Unknown
from ..data import number
from .answer import Answer
from .comparison import Comparison
from .crossing import Crossing
from .topic import Side

FORMAT = "symalgebra-comparison/1"


def data(found: Comparison, width: int = 0, explained: bool = False) -> str:
    """The comparison as one JSON object."""
    whole = {
        "format": FORMAT,
        "reading": "networks" if found.networks else "formulas",
        "left": side(found.pair[0]),
        "right": side(found.pair[1]),
        "relation": found.asked.relation,
        "symbols": {name: {"min": low, "max": high} for name, (low, high) in found.spans.items()},
        "where": list(found.where),
        "domain": list(found.domain),
        "answers": [entry(answer, explained) for answer in found.answers],
    }
    return json.dumps(whole, indent=2)


def side(one: Side) -> dict[str, Any]:
    """One side."""
    if isinstance(one.what, Formula):
        return {"formula": one.name}
    read = [d if isinstance(d, int) else str(d) for d in one.what.input]
    return {"name": one.name, "title": one.what.title, "input": read}


def entry(answer: Answer, explained: bool) -> dict[str, Any]:
    """One answer."""
    left, right = (None if f is None else str(f) for f in (answer.topic.left, answer.topic.right))
    found: dict[str, Any] = {"measure": answer.topic.measure or None, "left": left, "right": right}
    found |= {"verdict": answer.word.lower(), **evidence(answer)}
    if answer.crossing:
        found["crossing"] = crossing(answer.crossing)
    if answer.ratio:
        ends = {"lower": answer.ratio.lower, "upper": answer.ratio.upper}
        found["ratio"] = {name: end and bound(end) for name, end in ends.items()}
    if explained:
        found["proofs"] = [proof.explain() for proof in answer.proofs]
    return found


def evidence(answer: Answer) -> dict[str, Any]:
    """What shows the verdict."""
    if isinstance(answer.verdict, Refuted):
        found = {"witness": dict(answer.verdict.witness), "values": list(map(number, answer.values or ()))}
        return found | ({"opposite": answer.instead[0]} if answer.instead else {})
    if isinstance(answer.verdict, Unknown):
        return {name: getattr(answer.verdict, name) for name in ("tried", "strongest", "hint")}
    return {}


def crossing(found: Crossing) -> dict[str, Any]:
    """The spans of a symbol."""
    edge = found.bound and [found.bound.sign, str(found.bound.top), str(found.bound.bottom)]
    spans = [{"low": s.low, "high": s.high, "holds": s.holds, "proved": bool(s.proofs)} for s in found.spans]
    return {"by": found.by, "bound": edge, "spans": spans} | (
        {"reason": found.reason} if found.reason else {}
    )


def bound(end: Any) -> dict[str, Any]:
    """One end of a ratio."""
    return {"value": str(end.value), "exact": end.exact, "attained": end.attained}
