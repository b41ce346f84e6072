"""One step of a proof: a polynomial as a combination of hypotheses with coefficients >= 0.

Every atom is replaced by a bound: a sum of a variable u >= 0 and of what the bound is. Which of its bounds an
atom is given is a choice; where all coefficients of what results are >= 0, the result is the proof. Positive
coefficients call for bounds from below, negative ones for bounds from above.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from .checker import Atom, Domain, Poly, Rejected, plus, power, times
from .hypotheses import Hypothesis, about, conditions, removed, slope_of, stated
from .notation import write_atom

RANK = {"sum": 0, "max": 1, "min": 1, "log2": 2, "floor": 3, "binomial": 4, "exp": 5, "sym": 6}
LATE_FLOORS = {**RANK, "floor": 7}  # a symbol is first written by the quotients and remainders that it gives
LEAF_UNITS = 700  # of one search for bounds
HIGHEST = 24  # the power up to which falling factorials are tried
Node = dict[str, Any]


class Budget:
    """Work units that a proof may cost; deterministic, unlike a clock."""

    def __init__(self, units: int) -> None:
        self.units = units

    def spend(self, units: int) -> None:
        """Use some up; `Exhausted` where none is left."""
        self.units -= units
        if self.units < 0:
            raise Exhausted


class Share(Budget):
    """A part of a budget: what it spends is taken from the whole too."""

    def __init__(self, whole: Budget, units: int) -> None:
        super().__init__(units)
        self.whole = whole

    def spend(self, units: int) -> None:
        """Use some up, of both."""
        self.whole.spend(units)
        super().spend(units)


class Exhausted(Exception):
    """The budget is used up."""


def atoms_of(p: Poly) -> set[Atom]:
    """The atoms of a polynomial, those within atoms left out."""
    return {a for m in p for a, _ in m if a[0] != "u"}


def prove_leaf(goal: Poly, d: Domain, budget: Budget) -> Node | None:
    """The node of a combination that proves goal >= 0; None where the choices that are tried give none."""
    exact = newton(goal, d)
    if exact is not None:
        return exact
    stepped = [write_atom(a) for a in sorted(atoms_of(goal), key=repr) if a[0] == "floor"]
    floors = [h for text in stepped for h in stated(["floor", text], d)]
    for known, rank in ((conditions(d), RANK), ([*conditions(d), *floors], LATE_FLOORS)):
        if rank is LATE_FLOORS and not floors:
            break
        try:
            found = choices(goal, d, known, Share(budget, LEAF_UNITS), rank)
            replaced = next((p for p in found if all(c > 0 for c in p.values())), None)
        except Exhausted:
            if budget.units < 0:
                raise
            continue
        if replaced is not None:
            return node(replaced, d)
    return None


def newton(goal: Poly, d: Domain) -> Node | None:
    """A polynomial in symbols alone, with coefficients >= 0 in falling factorials of the x - least(x).

    Stronger than coefficients of powers: n**2 - n is n*(n - 1), a falling factorial, and >= 0 for integers.
    """
    if not all(a[0] == "sym" and e <= HIGHEST for m in goal for a, e in m):
        return None
    terms: dict[tuple[tuple[str, int], ...], Fraction] = {}
    for m, c in goal.items():
        parts: dict[tuple[tuple[str, int], ...], Fraction] = {(): c}
        for a, e in sorted(m, key=repr):
            steps = falling(d.low(a[1]), e)
            parts = {(*k, (a[1], j)): v * s for k, v in parts.items() for j, s in enumerate(steps) if s}
        for k, v in parts.items():
            key = tuple((name, j) for name, j in k if j)
            terms[key] = terms.get(key, Fraction(0)) + v
    if any(c < 0 for c in terms.values()):
        return None
    written = [[str(c), [["choose", name, j] for name, j in key]] for key, c in sorted(terms.items()) if c]
    return {"rule": "combination", "terms": written}


@cache
def falling(low: int, power_: int) -> tuple[int, ...]:
    """(low + t)**power as a combination of 1, t, t*(t - 1), ...: by x*F(j) = F(j + 1) + (low + j)*F(j)."""
    steps = [1]
    for _ in range(power_):
        raised = [0, *steps]
        for j, s in enumerate(steps):
            raised[j] += s * (low + j)
        steps = raised
    return tuple(steps)


def choices(
    goal: Poly, d: Domain, known: list[Hypothesis], budget: Budget, rank: dict[str, int], depth: int = 0
) -> Iterator[Poly]:
    """The goal in terms of variables >= 0, for one choice of bounds after the other."""
    atoms = atoms_of(goal)
    if not atoms:
        yield goal
        return
    if depth > 24:
        return
    budget.spend(3 + len(goal))
    atom = min(atoms, key=lambda a: (rank[a[0]], -base(a), -size_of(a), harms(goal, a), -most(goal, a), repr(a)))
    for used, replaced in replacements(goal, atom, [*known, *about(atom, d, atoms)]):
        rest = [k for k in known if k not in used]
        yield from choices(replaced, d, rest, budget, rank, depth + 1)


def replacements(goal: Poly, atom: Atom, bounds: list[Hypothesis]) -> Iterator[tuple[list[Hypothesis], Poly]]:
    """The goal with one atom replaced: by a bound from below where it helps, from above where it harms."""
    signs = {c > 0 for m, c in goal.items() if any(a == atom for a, _ in m)}
    for e in sorted({common_power(goal, atom), 1}, reverse=True):
        sides: dict[bool, list[tuple[Hypothesis, Poly]]] = {True: [], False: []}
        for h in bounds:
            slope, value = slope_of(h, atom, e), None
            if slope:
                value = removed(h, atom, e)
            if value is not None:
                sides[slope > 0].append((h, value))
        if len(signs) == 2:
            for h, value in sides[True][:1]:
                yield from attempted([h], goal, atom, {True: value, False: value}, e)
            for below, above in product(sides[True][:2], sides[False][:6]):
                yield from attempted([below[0], above[0]], goal, atom, {True: below[1], False: above[1]}, e)
        for sign in sorted(signs):
            for h, value in sides[sign][:10]:
                yield from attempted([h], goal, atom, {True: value, False: value}, e)


def attempted(
    used: list[Hypothesis], goal: Poly, atom: Atom, values: dict[bool, Poly], e: int
) -> Iterator[tuple[list[Hypothesis], Poly]]:
    """One replacement, unless it is too large."""
    try:
        yield used, put(goal, atom, values, e)
    except Rejected:
        return


def harms(p: Poly, atom: Atom) -> bool:
    """Whether an atom occurs with a negative coefficient."""
    return any(c < 0 for m, c in p.items() if any(a == atom for a, _ in m))


def size_of(atom: Atom) -> int:
    """How many terms the argument of an atom has: larger arguments are bounded by smaller ones."""
    return len(atom[1]) if atom[0] == "log2" else 0


def base(atom: Atom) -> Fraction:
    """The base of a power of a number: greater ones are bounded by smaller ones."""
    return atom[1] if atom[0] == "exp" and isinstance(atom[1], Fraction) else Fraction(0)


def most(p: Poly, atom: Atom) -> int:
    """The highest power of an atom."""
    return max((e for m in p for a, e in m if a == atom), default=0)


def common_power(p: Poly, atom: Atom) -> int:
    """The power with which an atom occurs throughout, 1 where there are several."""
    powers = {e for m in p for a, e in m if a == atom}
    return powers.pop() if len(powers) == 1 else 1


def put(p: Poly, atom: Atom, values: dict[bool, Poly], e: int = 1) -> Poly:
    """The polynomial with atom**e replaced, by one value in positive and one in negative terms."""
    result: Poly = {}
    for m, c in p.items():
        count = dict(m).get(atom, 0) // e
        rest: Poly = {frozenset(x for x in m if x[0] != atom): c}
        result = plus(result, times(rest, power(values[c > 0], count)) if count else rest)
    return result


def node(replaced: Poly, d: Domain) -> Node:
    """The combination, under the facts that it needs."""
    facts: list[Any] = []
    places: dict[str, int] = {}
    for h in sorted({a[1] for m in replaced for a, _ in m}, key=lambda h: repr(h.fact)):
        if h.fact is not None and repr(h.fact) not in places:
            places[repr(h.fact)] = len(d.given) + sum(count for _, count in facts)
            facts.append((h.fact, _yield_of(h)))
    terms = sorted(([str(c), _references(m, places)] for m, c in replaced.items()), key=repr)
    leaf: Node = {"rule": "combination", "terms": terms}
    return {"rule": "fact", "facts": [f for f, _ in facts], "then": leaf} if facts else leaf


def _yield_of(h: Hypothesis) -> int:
    """How many polynomials the fact of a hypothesis yields."""
    if h.fact[0] == "floor":
        return 2
    return len(h.fact[1]) - 1 if h.fact[0] == "extremum" else 1


def _references(m: Any, places: dict[str, int]) -> list[Any]:
    refs: list[Any] = []
    for (_, h), e in m:
        text = ["given", places[repr(h.fact)] + h.place] if h.fact is not None else h.text
        refs += [text] * e
    return sorted(refs, key=repr)
