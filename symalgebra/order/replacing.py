"""Atoms replaced by bounds: a polynomial in terms of variables that are >= 0."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from .budget import Budget
from .checker import Atom, Domain, Poly, Rejected, plus, power, single, times
from .hypotheses import Hypothesis, about, removed, slope_of
from .notation import spelled
from .samples import samples

HEAVY = 24  # the degree, and the number of terms above it, up to which powers are expanded
OWN = {
    "floor",
    "bernoulli",
    "log-line",
    "binomial",
    "central",
    "selections",
    "subsets",
}  # beside no other atom


def atoms_of(p: Poly) -> set[Atom]:
    """The atoms of a polynomial, those within atoms left out."""
    return {a for m in p for a, _ in m if a[0] != "u"}


def choices(
    goal: Poly, d: Domain, known: list[Hypothesis], budget: Budget, rank: dict[str, int], depth: int = 0
) -> Iterator[Poly]:
    """The goal in terms of variables >= 0, for one choice of bounds after the other."""
    atoms = atoms_of(goal)
    if not atoms:
        yield goal
        return
    if depth > 24 or heavy(goal) or doomed(goal) or samples(d).refute(goal):
        return
    budget.spend(3 + len(goal))
    atom = min(
        atoms,
        key=lambda a: (rank[a[0]], -base(goal, a), -size_of(a), harms(goal, a), -most(goal, a), spelled(a)),
    )
    bounds = [*known, *about(atom, d, atoms)]
    if rank.get("own"):
        bounds = sorted(bounds, key=lambda h: h.fact is None or h.fact[0] not in OWN)
    for used, replaced in replacements(goal, atom, bounds):
        budget.spend(len(replaced) >> 4)
        rest = [k for k in known if k not in used]
        yield from choices(replaced, d, rest, budget, rank, depth + 1)


def heavy(p: Poly) -> bool:
    """Whether powers of many high degrees would have to be expanded."""
    return len(p) > HEAVY and sum(e > HEAVY for m in p for _, e in m) > HEAVY


def doomed(p: Poly) -> bool:
    """Whether a negative term is in variables alone that no term with an atom has too: it will stay."""
    lost = {m for m, c in p.items() if c < 0 and all(a[0] == "u" for a, _ in m)}
    if lost:
        lost -= {frozenset(x for x in m if x[0][0] == "u") for m in p if any(a[0] != "u" for a, _ in m)}
    return bool(lost)


def replacements(goal: Poly, atom: Atom, bounds: list[Hypothesis]) -> Iterator[tuple[list[Hypothesis], Poly]]:
    """The goal with one atom replaced: by a bound from below where it helps, from above where it harms."""
    counts = {m: dict(m).get(atom, 0) for m in goal}
    for e in sorted({1, *counts.values()} - {0}, reverse=True):
        signs = {c > 0 for m, c in goal.items() if counts[m] >= e}
        sides: dict[bool, list[tuple[Hypothesis, Poly]]] = {True: [], False: []}
        for h in bounds:
            slope, value = slope_of(h, atom, e), None
            if slope:
                value = removed(h, atom, e)
            if value is not None:
                sides[slope > 0].append((h, value))
        if len(signs) == 2:
            leading = sum(c for m, c in goal.items() if counts[m] >= e) >= 0
            for h, value in sides[leading][:1]:
                yield from attempted([h], goal, atom, {True: value, False: value}, e)
            for low, high in product(sides[True][:2], sides[False][:6]):
                yield from attempted([low[0], high[0]], goal, atom, {True: low[1], False: high[1]}, e)
        for sign in sorted(signs):
            for h, value in sides[sign][:10]:
                yield from attempted([h], goal, atom, dict.fromkeys(signs, value), e)


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


def base(p: Poly, atom: Atom) -> Fraction:
    """The greatest base with which a power of a number occurs: greater ones are bounded by smaller ones."""
    numeric = atom[0] == "exp" and isinstance(atom[1], Fraction)
    return atom[1] ** most(p, atom) if numeric else Fraction(0)


def most(p: Poly, atom: Atom) -> int:
    """The highest power of an atom."""
    return max((e for m in p for a, e in m if a == atom), default=0)


def put(p: Poly, atom: Atom, values: dict[bool, Poly], e: int = 1) -> Poly:
    """The polynomial with atom**e replaced, by one value in positive and one in negative terms."""
    result: Poly = {}
    capped = True not in values or values[True] is not values.get(False)
    for m, c in p.items():
        count, left = divmod(dict(m).get(atom, 0), e)
        rest: Poly = {frozenset({x for x in m if x[0] != atom} | ({(atom, left)} if left else set())): c}
        if count:
            value = values[c > 0]
            raised = below(single(atom, e), value, count) if c < 0 and capped else power(value, count)
            rest = times(rest, raised)
        result = plus(result, rest)
    return result


def below(x: Poly, value: Poly, k: int) -> Poly:
    """x**k for x = b - u, in terms that are of one sign where b, u and x are >= 0: b**k less u times the sum
    of the x**i * b**(k - 1 - i)."""
    if k == 1:
        return value
    bound = {m: c for m, c in value.items() if not any(a[0] == "u" for a, _ in m)}
    slack = plus(bound, value, -1)
    terms = (times(power(x, i), power(bound, k - 1 - i)) for i in range(k))
    chain: Poly = {}
    for term in terms:
        chain = plus(chain, term)
    return plus(power(bound, k), times(slack, chain), -1)
