"""The words and the cells of a page about capacity, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator

from ...bounds import Bound
from ...bounds.beside import Beside
from ...bounds.entry import PROVENANCE, QUANTIFIERS
from ...bounds.listing import FACES, shown_bound, shown_value
from ...bounds.scaling import LARGER
from ...order.asymptotics.rate import Rate
from ...order.extent import placed
from ...order.verdict import Refuted
from ..growths import told as class_of
from ..readable import Readable
from .capacity import Capacity

WORDS = {True: "PROVED", False: "REFUTED", None: "UNDECIDED"}
MARK = " +"
Lines = list[tuple[str, ...]]


def about(found: Capacity) -> str:
    """What the bounds are about."""
    n = found.asked.outputs
    return "the sign of one output" if n == 1 else f"the argmax of {n:,} outputs"


def readable(found: Capacity) -> Readable:
    """The texts of all formulas that are shown."""
    numbers = (f for f in found.table.numbers.values() if f.free)
    measures = (m.formula for m in found.measures if m.formula is not None)
    return Readable([*numbers, *measures], found.subject.symbols)


def symbols(found: Capacity) -> Lines:
    """Each symbol with its least value and what it stands for."""
    subject = found.subject
    return [(f"{name} >= {low}", subject.meaning.get(name, "")) for name, low in subject.symbols.items()]


def valued(found: Capacity) -> Lines:
    """The bounds: id, direction, formula, value at each point."""
    head = ("bound", "", "formula", *found.points)
    return [head, *((b.id, FACES[face(b)], b.entry.statement, *values(found, b)) for b in found.bounds)]


def face(bound: Bound) -> tuple[str, str]:
    """What a bound is of, and on which side."""
    return bound.entry.quantity, bound.entry.direction


def values(found: Capacity, bound: Bound) -> tuple[str, ...]:
    """The values of a bound."""
    return tuple(shown_bound(bound, value) for value in found.values(bound.formula))


def counted(found: Capacity, shown: Readable) -> Lines:
    """The measures: name, formula, value at each point."""
    head = ("measure", "formula", *found.points)
    values = (map(shown_value, found.values(m.formula)) for m in found.measures)
    texts = ((m.name, m.reason or shown.text(m.formula)) for m in found.measures)
    return [head, *((*text, *row) for text, row in zip(texts, values, strict=True))]


def orders(found: Capacity) -> Lines:
    """The class of each quantity in each symbol."""
    names = list(found.subject.symbols)
    rows = ((q.name, *(rate(q.rates.get(x)) for x in names)) for q in found.rated if q.rates is not None)
    return [("order", *names), *rows]


def rate(found: Rate | None) -> str:
    """A class without its Theta, with a mark where it needs larger values of the other symbols.

    1 where the symbol is not in the formula.
    """
    if found is None:
        return "1"
    return "open" if found.term is None else f"{found.term}{MARK if found.reason else ''}"


def doubts(found: Capacity) -> Iterator[str]:
    """What the mark means, and why a class is open."""
    rates = [(q.name, x, one) for q in found.rated for x, one in (q.rates or {}).items()]
    if any(one.term is not None and one.reason for _, _, one in rates):
        yield f"{MARK.strip()} {LARGER}"
    for name, x, one in rates:
        if one.term is None:
            yield f"{name} in {x}: {class_of(one)}"


def choice(found: Capacity) -> str:
    """Which bound is the best one, and in what sense."""
    chosen = found.table.choice
    if chosen is None:
        return "no upper bound of the catalogue allows this network; --bits gives one for quantised weights"
    return f"best: {chosen.bound.id}, {chosen.sense}"


def verdicts(found: Capacity) -> Iterator[tuple[str, str, str]]:
    """The claim, the word, and what shows it."""
    for name, one in found.verdicts:
        yield f"{name} <= {one.bound.id}", WORDS[one.holds], shown_by(one)


def shown_by(one: Beside) -> str:
    """The evidence in a few words."""
    last = one.verdict
    if isinstance(last, Refuted):
        left, right = (shown_value(v) for v in (last.left, last.right))
        return f"{f'at {placed(last.witness)}: ' if last.witness else ''}{left} against {right}"
    if one.holds is None:
        return getattr(last, "tried", "")
    return f"by {one.between} in between" if one.between is not None else ""


def sources(found: Capacity) -> Lines:
    """Source, quantifier and provenance of each bound that is shown."""
    return [(b.id, b.entry.source, QUANTIFIERS[b.entry.quantifier], b.entry.provenance) for b in found.bounds]


def provenance(found: Capacity) -> str:
    """What the letters stand for."""
    met = {letter for b in found.bounds for letter in b.entry.provenance}
    return "; ".join(f"{letter}: {text}" for letter, text in PROVENANCE.items() if letter in met)


def refused(found: Capacity) -> Lines:
    """The bounds that are not shown, those with one reason together."""
    grouped: dict[str, list[str]] = {}
    for bound in found.table.others:
        grouped.setdefault(bound.reason, []).append(bound.id)
    return [(", ".join(ids), reason) for reason, ids in grouped.items()]
