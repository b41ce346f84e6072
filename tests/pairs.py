"""What a corpus is made of: pairs of formulas, in named groups that are the same on every run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from symalgebra.formula import Formula, formula, read


@dataclass(frozen=True)
class Pair:
    """left `relation` right for all positive integers that satisfy `where`."""

    group: str
    left: Formula
    right: Formula
    where: tuple[str, ...] = ()
    relation: str = "<="
    truth: bool | None = None
    open: bool = False

    def __str__(self) -> str:
        given = f" where {', '.join(self.where)}" if self.where else ""
        return f"{self.group}: {shortened(self.left)} {self.relation} {shortened(self.right)}{given}"


def shortened(f: Formula) -> str:
    text = str(f)
    return text if len(text) <= 120 else f"{text[:80]} ... {text[-30:]}"


Group = Callable[[Random], Iterator[Pair]]
GROUPS: dict[str, Group] = {}


def group(function: Callable[[Random], Iterator[Any]]) -> Group:
    """A group yields (left, relation, right, *conditions) or a text of that; a truth value may come last."""
    name = function.__name__.replace("_", " ").strip()

    def pairs(random: Random) -> Iterator[Pair]:
        for entry in function(random):
            yield entry if isinstance(entry, Pair) else pair(name, entry)

    GROUPS[name] = pairs
    return pairs


def pair(name: str, entry: Any) -> Pair:
    parts = list(entry) if isinstance(entry, tuple) else [entry]
    options: dict[str, Any] = {}
    if isinstance(parts[-1], dict):
        options = parts.pop()
    if isinstance(parts[-1], bool):
        options["truth"] = parts.pop()
    if isinstance(parts[0], str) and any(r in parts[0] for r in RELATIONS):
        parts[:1] = split(parts[0])
    left, relation, right, *where = parts
    return Pair(name, as_formula(left), as_formula(right), tuple(where), relation, **options)


RELATIONS = ("<=", ">=", "==", "<", ">")


def split(text: str) -> list[str]:
    relation = next(r for r in RELATIONS if r in text)
    left, right = text.split(relation)
    return [left.strip(), relation, right.strip()]


def as_formula(value: Any) -> Formula:
    return formula(read(value)) if isinstance(value, str) else formula(value)


def signed(difference: Any, *rest: Any) -> Any:
    """difference >= 0, its negative terms moved to the left."""
    terms = formula(difference).terms
    left = Formula({t: -c for t, c in terms.items() if c < 0})
    return (left, "<=", Formula({t: c for t, c in terms.items() if c > 0}), *rest)
