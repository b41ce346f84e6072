"""Checking an algebra: its rules on values alone, without a layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NoReturn

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ..algebra import COST, COUNTING, DEPTH, LONGEST, PATHS, WEIGHTS, Algebra, Semiring
from ..errors import LawBroken, SymalgebraError
from ..formula import Formula
from ..measure import Measure
from ..measures.bottleneck import CUTS
from ..measures.compression import ENDS
from ..measures.field import FIELD
from ..measures.mean_depth import LEVERS
from ..measures.transfer import TRANSFER
from ..shape import Shape
from .carrier import Value, unit
from .drawing import NUMBERS, collected, simplest
from .families import family
from .law import Law
from .letters import SYMBOLIC, letter
from .meaning import both
from .proof import REFUTED, settled
from .relating import related
from .table import Table
from .trial import EXAMPLES, Finding, Instance, bounded, shortest_of

X = Shape((2, 3))  # what all layers read and write here
SORTS = {"value": NUMBERS["size"], "gain": st.integers(-9, 9)}
ALGEBRA = family("an algebra: how values combine", [
    ("series is associative", "a >> (b >> c) = (a >> b) >> c", "a, b, c: value"),
    ("the empty series is neutral before", "one >> a = a", "a: value"),
    ("the empty series is neutral after", "a >> one = a", "a: value"),
    ("sum is associative", "a + (b + c) = (a + b) + c", "a, b, c: value"),
    ("sum is commutative", "a + b = b + a", "a, b: value"),
    ("concat is associative", "a | (b | c) = (a | b) | c", "a, b, c: value"),
    ("product is associative", "a * (b * c) = (a * b) * c", "a, b, c: value"),
    ("product is commutative", "a * b = b * a", "a, b: value"),
    ("one copy", "a**1 = a", "a: value"),
    ("one copy more", "a**(n + 2) = a**(n + 1) >> a", "a: value; n: count"),
], required=True)  # fmt: skip
SEMIRING = family("a semiring: series distributes over branches", [
    ("shared head", "a >> (b + c) = (a >> b) + (a >> c)", "a, b, c: value"),
    ("shared tail", "(a + b) >> c = (a >> c) + (b >> c)", "a, b, c: value"),
])  # fmt: skip
ZERO = family("a semiring with zero", [
    ("zero is neutral", "zero + a = a", "a: value"),
    ("zero absorbs", "zero >> a = zero", "a: value"),
], required=True)  # fmt: skip
STAR = family("a star: loops of any number of rounds, where it exists", [
    ("one round more, before", "star(a) = one + (a >> star(a))", "a: gain"),
    ("one round more, after", "star(a) = one + (star(a) >> a)", "a: gain"),
    ("a loop of two", "star(a >> b) = one + (a >> star(b >> a) >> b)", "a, b: gain"),
    ("two loops in one place", "star(a + b) = star(star(a) >> b) >> star(a)", "a, b: gain"),
], required=True)  # fmt: skip
FORMULAS = (
    "its rules must hold for formulas too: maximum(a, b), not max(a, b); size(formula(a)/2), not a/2; "
    "or give values=, a strategy for what it carries"
)
ALGEBRAS = (COST, WEIGHTS, COUNTING, LONGEST, PATHS, DEPTH, TRANSFER, FIELD, CUTS, LEVERS, ENDS)


def of_algebras(examples: int) -> Iterator[Finding]:
    """What holds for the algebras and semirings of the package, law by law."""
    several = [check_algebra(algebra, None, examples).findings for algebra in ALGEBRAS]
    found = {(f.law.name, f.measure): f for findings in several for f in findings}
    for law in (*ALGEBRA, *SEMIRING, *ZERO, *STAR):
        yield from (replace(f, law=law) for (name, _), f in found.items() if name == law.name)


def check_algebra(
    algebra: Algebra | Semiring, values: SearchStrategy[Any] | None = None, examples: int = EXAMPLES
) -> Table:
    """Try the laws of combination; `LawBroken` where series is no monoid or the order of branches matters.

    `values` is a Hypothesis strategy for what the algebra carries, by default numbers from 1 on. Of a
    `Semiring` the distributive laws are required too, and those of its zero and of its star.

    >>> from symalgebra import laws
    >>> from symalgebra.algebra import COST, LONGEST
    >>> found = laws.check_algebra(COST, examples=5)
    >>> found.of("one copy more").status, found.of("shared tail").status
    ('proved', 'fails')
    >>> laws.check_algebra(LONGEST, examples=5).of("shared tail").status
    'proved'
    """
    if not isinstance(algebra, Algebra | Semiring):
        raise SymalgebraError(f"check_algebra takes an Algebra or a Semiring, and {algebra!r} is none")
    of = Measure(_rule(algebra.name), _rules(algebra))
    bounded(examples)
    if values is not None and not isinstance(values, SearchStrategy):
        raise SymalgebraError(f"values= takes a strategy of Hypothesis, as st.integers(): not {values!r}")
    try:
        found = tuple(_found(of, algebra, values, examples))
    except Exception as error:  # the rules of a user's may raise anything
        raise LawBroken(
            f"{algebra.name} cannot join what it carries: {type(error).__name__}: {error}; {FORMULAS}"
        ) from error
    return Table(found).checked()


def _found(
    of: Measure, algebra: Algebra | Semiring, values: SearchStrategy[Any] | None, examples: int
) -> Iterator[Finding]:
    letters = _Letters(of, getattr(algebra, "zero", None), getattr(algebra, "star", None))
    yield from (_examined(law, letters, values, examples) for law in _laws(algebra))


def _laws(algebra: Algebra | Semiring) -> Iterator[Law]:
    """The laws of an algebra; of a semiring those that it needs no loops for, all of them required."""
    if isinstance(algebra, Algebra):
        yield from (*ALGEBRA, *SEMIRING)
    else:
        without = (law for law in ALGEBRA if "**" not in law.equation)
        yield from (*without, *(replace(law, required=True) for law in SEMIRING))
        yield from ZERO if algebra.zero is not None else ()
        yield from STAR if algebra.star is not None else ()


def _rules(algebra: Algebra | Semiring) -> Algebra:
    return algebra if isinstance(algebra, Algebra) else algebra.algebra(_no_loop, _no_loop)


def _no_loop(*values: Any) -> NoReturn:
    raise SymalgebraError("a semiring alone says nothing of loops")


def _rule(name: str) -> Callable[..., None]:
    def rule(leaf: Any, x: Shape, y: Shape) -> None:
        """No layer is measured."""

    rule.__name__ = name
    return rule


class _Letters:
    """What letters of an algebra mean: values that are carried."""

    def __init__(self, of: Measure, zero: Any, star: Callable[[Any], Any] | None) -> None:
        self.of, self.zero, self.star = of, zero, star

    @property
    def known(self) -> bool:
        """Whether carriers of this algebra are made of symbols here, and are no numbers."""
        return self.of.algebra in SYMBOLIC

    def __call__(self, given: dict[str, Any]) -> dict[str, Any]:
        found = {name: v if name == "n" else Value(self.of, v, X, X) for name, v in given.items()}
        words = {"one": unit(self.of, X), "zero": Value(self.of, self.zero, X, X), "star": self.starred}
        return {**found, "x": X, **words}

    def starred(self, loop: Value) -> Value:
        """The value of a loop that is walked any number of times."""
        assert self.star
        return Value(self.of, self.star(loop.value), X, X)

    def symbolic(self, law: Law) -> dict[str, Any]:
        """All letters as symbols, or as carriers made of symbols."""
        make = SYMBOLIC.get(self.of.algebra, lambda name, x, y: letter(name))
        made = {"count": lambda name, x, y: letter(name), "gain": gain}
        return self({name: made.get(sort, make)(name, X, X) for name, sort in law.sorts.items()})


def gain(name: str, x: Shape, y: Shape) -> Formula:
    """Any integer."""
    return letter(f"{name}_up") - letter(f"{name}_down")


def _examined(law: Law, letters: _Letters, values: SearchStrategy[Any] | None, examples: int) -> Finding:
    """Try one law: on symbols where it is known what is carried, and on values that are drawn."""

    def tried(given: dict[str, Any]) -> Instance | None:
        found = both(law, letters(given), None)
        return found and Instance({name: given[name] for name in law.sorts}, *found, related(*found))

    def breaks(given: dict[str, Any]) -> bool:
        found = tried(given)
        return found is not None and found.relation != "="

    pair = both(law, letters.symbolic(law), None) if values is None else None
    found = settled(letters.of, *pair, law.relation) if pair else ""
    proof = "" if found == REFUTED else found
    numbers = {sort: drawn if values is None else values for sort, drawn in SORTS.items()}
    sorts = {name: {**numbers, "count": NUMBERS["count"]}[sort] for name, sort in law.sorts.items()}
    strategy = st.fixed_dictionaries(sorts)
    drawn = () if values is None and letters.known else collected(strategy, examples)
    several = [one for one in map(tried, drawn) if one]
    broken = [one for one in several if one.relation != "="]
    status = "fails" if broken else "proved" if proof else "holds" if several else "undefined"
    witness = shortest_of(broken) if broken else None
    if broken and (simple := simplest(strategy, breaks)):
        witness = tried(simple)
    return Finding(law, letters.of.__name__, status, len(several), proof, witness)
