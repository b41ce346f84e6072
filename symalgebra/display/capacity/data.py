"""The capacity of a network as JSON, the format "symalgebra-bounds/1".

input      the input shape; symbols: name -> {"min"}; domain: conditions of the network
about      what the bounds are about; points: name -> values of symbols
numbers    name -> text of the number that the statements name
best       the id of the least upper bound on the VC dimension, null without any
bounds     "id", "quantity", "direction", "statement", "formula", "values" (one for each point), "quantifier",
           "source", "provenance", "activation", "sharing", "skips"; of what is refused "reason" instead
measures   "name", "formula", "values", or "reason"
orders     name -> symbol -> a text, or null where the class is open
verdicts   "claim", "verdict" ("proved", "refuted", "undecided"), "by", "witness", "tried"
"""

from __future__ import annotations

import json
from typing import Any

from ...bounds import Bound
from ...bounds.beside import Beside
from ...order.verdict import Refuted, Unknown
from ..data import number
from . import told
from .capacity import Capacity, Quantity

FORMAT = "symalgebra-bounds/1"


def data(found: Capacity, width: int = 0, explained: bool = False) -> str:
    """The page as one JSON object."""
    whole = {
        "format": FORMAT,
        "input": [d if isinstance(d, int) else str(d) for d in found.subject.input],
        "symbols": {name: {"min": low} for name, low in found.subject.symbols.items()},
        "domain": list(found.domain),
        "about": told.about(found),
        "points": {name: {s: number(v) for s, v in values.items()} for name, values in found.points.items()},
        "numbers": {name: str(f) for name, f in found.table.numbers.items()},
        "best": found.best and found.best.id,
        "sense": found.table.choice and found.table.choice.sense,
        "bounds": [bound(b, found) for b in (*found.bounds, *found.table.others)],
        "measures": [measure(m, found) for m in found.measures],
        "orders": {q.name: orders(q.rates) for q in found.rated if q.rates is not None},
        "verdicts": [verdict(claim, one, explained) for claim, one in claims(found)],
    }
    return json.dumps(whole, indent=2)


def bound(b: Bound, found: Capacity) -> dict[str, Any]:
    """One bound."""
    e = b.entry
    about = {
        "id": b.id, "quantity": e.quantity, "direction": e.direction, "statement": e.statement,
        "quantifier": e.quantifier, "source": e.source, "provenance": e.provenance,
        "activation": e.activation, "sharing": e.sharing, "skips": e.skips,
    }  # fmt: skip
    if not b.valid:
        return {**about, "reason": b.reason}
    return {**about, "formula": str(b.formula), "values": list(map(number, found.values(b.formula)))}


def measure(m: Quantity, found: Capacity) -> dict[str, Any]:
    """One measure."""
    if m.formula is None:
        return {"name": m.name, "reason": m.reason}
    return {"name": m.name, "formula": str(m.formula), "values": list(map(number, found.values(m.formula)))}


def orders(rates: Any) -> dict[str, str | None]:
    """The classes in each symbol."""
    return {x: None if one.term is None else str(one.term) for x, one in rates.items()}


def claims(found: Capacity) -> list[tuple[str, Beside]]:
    """Each claim with what decides it."""
    return [(f"{name} <= {one.bound.id}", one) for name, one in found.verdicts]


def verdict(claim: str, one: Beside, explained: bool) -> dict[str, Any]:
    """One verdict with its evidence."""
    last = one.verdict
    answer: dict[str, Any] = {"claim": claim, "verdict": told.WORDS[one.holds].lower()}
    if one.between is not None:
        answer["by"] = str(one.between)
    if isinstance(last, Refuted):
        answer |= {"witness": dict(last.witness), "values": [number(last.left), number(last.right)]}
    if isinstance(last, Unknown):
        answer["tried"] = last.tried
    return answer | ({"proofs": [proof.explain() for proof in one.proofs]} if explained else {})
