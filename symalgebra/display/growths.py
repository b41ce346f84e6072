"""How two networks or formulas grow beside each other: orders in each symbol, relation, what proves it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, Size, formula
from ..order import clock
from ..order.asymptotics.growth import growth
from ..order.asymptotics.rate import Rate, order
from ..order.asymptotics.relation import Growth
from .columns import aligned, labelled
from .comparison import MEASURES, Side
from .comparison.comparison import prepared
from .comparison.topic import Topic
from .plain import listed_names
from .readable import Readable

FORMAT = "symalgebra-growths/1"
MAIN = 0.8  # of the time, for the relation; the rest is for the orders of both sides


@dataclass(frozen=True)
class Asked:
    """The symbols that grow, or the whole domain; the relation that is asked for, None for the strongest.

    `limit` is in seconds, for each measure.
    """

    by: tuple[str, ...] = ()
    whole: bool = False
    relation: str | None = None
    limit: float | None = None


@dataclass(frozen=True)
class Grown:
    """One measure: the growth of both sides, and the order of each in each symbol."""

    topic: Topic
    growth: Growth
    orders: tuple[dict[str, Rate], dict[str, Rate]]

    def holds(self, relation: str | None) -> bool | None:
        """Whether a relation is proved (True), or that it fails (False); for None whether any is proved."""
        if relation is None:
            return None if self.growth.relation == "undecided" else True
        return holds(self.growth, relation)


@dataclass(frozen=True)
class Growths:
    """All measures of two sides."""

    pair: tuple[Side, Side]
    asked: Asked
    where: tuple[str, ...]
    found: tuple[Grown, ...]

    @property
    def status(self) -> int:
        """3 where something is undecided, else 1 where what is asked for fails, else 0."""
        statuses = {True: 0, False: 1, None: 3}
        return max(statuses[one.holds(self.asked.relation)] for one in self.found)

    @property
    def certificates(self) -> list[dict[str, Any]]:
        """The certificates of the growths that have one."""
        return [one.growth.certificate for one in self.found if one.growth.certificate is not None]


def holds(found: Growth, relation: str) -> bool | None:
    """Whether f is o, O, Theta, Omega, omega of g.

    What is o of g has g not O of it: so f is not o(g) where g = O(f), which asks of f to be positive far out.
    """
    upper, lower = found.upper, found.lower
    known = {"O": (upper.holds,), "Omega": (lower.holds,), "Theta": (upper.holds, lower.holds)}
    if relation in known:
        parts = known[relation]
        return False if False in parts else None if None in parts else True
    here, there = (upper, lower) if relation == "o" else (lower, upper)
    if found.cells:
        return None
    return True if here.strict else False if here.holds is False or there.holds else None


def grown(
    pair: Sequence[Side],
    asked: Asked,
    measures: Iterable[str] = MEASURES,
    where: Sequence[str] = (),
    uniform: Size | None = None,
) -> Growths:
    """The growth of two sides by each measure; `uniform` is put for every block count of both."""
    ready = prepared(pair, measures, where, uniform)
    return Growths(ready.pair, asked, tuple(where), tuple(one(topic, asked) for topic in ready.topics))


def one(topic: Topic, asked: Asked) -> Grown:
    """The growth by one measure."""
    f, g = topic.left, topic.right
    if f is None or g is None:
        raise SymalgebraError(f"{topic.measure} of {'A' if f is None else 'B'} has no closed form")
    by = [name for name in asked.by if topic.measure == "" or name in f.names | g.names] or None
    sides = [(h, within(topic.where, h), part) for h, part in ((f, 0.5), (g, 1))]
    with clock.within(asked.limit):
        found = growth(f, g, by, topic.where, asked.whole, clock.share(MAIN))
        orders = tuple(order(h, where, clock.share(part)) for h, where, part in sides)
    return Grown(topic, found, orders)  # type: ignore[arg-type]


def within(where: Iterable[str], h: Formula) -> tuple[str, ...]:
    """The facts that bear on one formula alone."""
    from .comparison.topic import relevant

    return relevant(where, set(h.names))


def text(found: Growths, width: int, explained: bool = False) -> str:
    """The whole as plain text."""
    return "\n".join(line for one in found.found for line in section(one, found, width, explained))


def section(one: Grown, found: Growths, width: int, explained: bool) -> Iterator[str]:
    """One measure."""
    if one.topic.measure:
        yield one.topic.measure
    pair = (formula(one.topic.left), formula(one.topic.right))
    shown = Readable(pair, pair[0].names | pair[1].names)
    for letter, f, rates in zip("AB", pair, one.orders, strict=True):
        yield from labelled(f"  {letter} = ", shown.text(f), width)
        rows = [(f"      {name} -> oo:", told(rate)) for name, rate in rates.items()]
        yield from aligned(rows) if rows else ()
    yield from listed_names(shown, "      where ", width)
    yield f"  {claim(one.growth)}"
    if found.asked.relation is not None:
        word = {True: "PROVED", False: "REFUTED", None: "UNDECIDED"}[one.holds(found.asked.relation)]
        yield f"  A = {found.asked.relation}(B)  {word}"
    if explained:
        yield from (f"  {line}" for line in one.growth.explain().splitlines())


def told(rate: Rate) -> str:
    """The class in one symbol."""
    return f"open: {rate.reason}" if rate.term is None else f"Theta({rate.term})"


def claim(found: Growth) -> str:
    """The strongest relation of A and B."""
    texts = {
        "incomparable": "neither is O of the other",
        "undecided": f"UNDECIDED: {found.upper.reason or found.lower.reason}",
    }
    relation = texts.get(found.relation, f"A = {found.relation}(B)")
    end = "on the whole domain" if found.cells else f"as {', '.join(found.by)} -> oo"
    known = found.relation == "Theta" and found.limit is not None
    return f"{relation} {end}{f', A/B -> {found.limit}' if known else ''}"


def latex(found: Growths, width: int = 0, explained: bool = False) -> str:
    """The proofs as LaTeX."""
    lines = [line for one in found.found for line in one.growth.explain(latex=True).splitlines()]
    return "\n".join(rf"{line} \\" for line in lines)


def data(found: Growths, width: int = 0, explained: bool = False) -> str:
    """One JSON object: "answers" with "relation", "limit", "by", "orders" and, where it holds, "asked"."""
    return json.dumps({"format": FORMAT, "answers": [entry(one, found) for one in found.found]}, indent=2)


def entry(one: Grown, found: Growths) -> dict[str, Any]:
    """One measure."""
    limit = one.growth.limit
    orders = ({name: told(rate) for name, rate in rates.items()} for rates in one.orders)
    asked = {} if found.asked.relation is None else {"asked": one.holds(found.asked.relation)}
    return {
        "measure": one.topic.measure or None,
        "left": str(one.topic.left),
        "right": str(one.topic.right),
        "by": list(one.growth.by),
        "relation": one.growth.relation,
        "limit": None if limit is None else str(limit),
        "orders": dict(zip(("left", "right"), orders, strict=True)),
        "rays": list(map(str, one.growth.rays)),
        **asked,
    }


FORMATS: dict[str, Callable[[Growths, int, bool], str]] = {"text": text, "json": data, "latex": latex}
