"""Atoms replaced by bounds: a polynomial in terms of variables that are >= 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain, islice

from ..checker import Atom, Domain, Number, Poly, Rejected, added, plus, power, single, sum_of, times
from .budget import Budget
from .hypotheses import OWN, Hypothesis, about, removed, slope_of
from .notation import spelled
from .samples import samples
from .stream import Stream

HEAVY = 24  # the degree, and the number of terms above it, up to which powers are expanded
DEEPEST = 24  # atoms that are replaced one after the other


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
    if depth > DEEPEST or heavy(goal) or doomed(goal) or samples(d).refute(goal):
        return
    budget.spend(3 + len(goal))
    atom = foremost(goal, atoms, rank)
    bounds: Iterable[Hypothesis] = Stream(chain(known, about(atom, d, atoms)))
    if rank.get("own"):
        others = (h for h in bounds if h.fact is None or h.fact[0] not in OWN)
        bounds = Stream(chain(about(atom, d, atoms, own=True), others))
    for used, replaced in replacements(goal, atom, bounds):
        budget.spend(len(replaced) >> 4)
        rest = [k for k in known if k not in used]
        yield from choices(replaced, d, rest, budget, rank, depth + 1)


def foremost(p: Poly, atoms: set[Atom], rank: dict[str, int]) -> Atom:
    """The atom that is replaced first."""
    first = min(rank[a[0]] for a in atoms)
    alike = [a for a in atoms if rank[a[0]] == first]
    if len(alike) == 1:
        return alike[0]
    return min(alike, key=lambda a: (-base(p, a), -size_of(a), harms(p, a), -most(p, a), spelled(a)))


def heavy(p: Poly) -> bool:
    """Whether powers of many high degrees would have to be expanded."""
    return len(p) > HEAVY and sum(e > HEAVY for m in p for _, e in m) > HEAVY


def doomed(p: Poly) -> bool:
    """Whether a negative term is in variables alone that no term with an atom has too: it will stay."""
    lost = {m for m, c in p.items() if c < 0 and all(a[0] == "u" for a, _ in m)}
    if lost:
        lost -= {frozenset(x for x in m if x[0][0] == "u") for m in p if any(a[0] != "u" for a, _ in m)}
    return bool(lost)


def replacements(
    goal: Poly, atom: Atom, bounds: Iterable[Hypothesis]
) -> Iterator[tuple[list[Hypothesis], Poly]]:
    """The goal with one atom replaced: by a bound from below where it helps, from above where it harms."""
    counts = {m: dict(m).get(atom, 0) for m in goal}
    for e in sorted({1, *counts.values()} - {0}, reverse=True):
        signs = {c > 0 for m, c in goal.items() if counts[m] >= e}
        sides = {up: Stream(sided(bounds, atom, e, up)) for up in (True, False)}
        if len(signs) == 2:
            leading = sum(c for m, c in goal.items() if counts[m] >= e) >= 0
            for h, value in islice(sides[leading], 1):
                yield from attempted([h], goal, atom, {True: value, False: value}, e)
            for low, least in islice(sides[True], 2):
                for high, greatest in islice(sides[False], 6):
                    yield from attempted([low, high], goal, atom, {True: least, False: greatest}, e)
        for sign in sorted(signs):
            for h, value in islice(sides[sign], 10):
                yield from attempted([h], goal, atom, dict.fromkeys(signs, value), e)


def sided(bounds: Iterable[Hypothesis], atom: Atom, e: int, below: bool) -> Iterator[tuple[Hypothesis, Poly]]:
    """The bounds of atom**e from below, or from above, each with what it puts in its place."""
    for h in bounds:
        value = removed(h, atom, e) if (slope_of(h, atom, e) > 0) is below else None
        if value is not None:
            yield h, value


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


def base(p: Poly, atom: Atom) -> Number:
    """The greatest base with which a power of a number occurs: greater ones are bounded by smaller ones."""
    numeric = atom[0] == "exp" and isinstance(atom[1], Fraction)
    return atom[1] ** most(p, atom) if numeric else 0


def most(p: Poly, atom: Atom) -> int:
    """The highest power of an atom."""
    return max((e for m in p for a, e in m if a == atom), default=0)


def put(p: Poly, atom: Atom, values: dict[bool, Poly], e: int = 1) -> Poly:
    """The polynomial with atom**e replaced, by one value in positive and one in negative terms."""
    result: Poly = {}
    capped = True not in values or values[True] is not values.get(False)
    powers: dict[tuple[bool, int], Poly] = {}
    for m, c in p.items():
        count, left = divmod(dict(m).get(atom, 0), e)
        if not count:
            added(result, {m: c})
            continue
        rest = frozenset({x for x in m if x[0] != atom} | ({(atom, left)} if left else set()))
        if (c > 0, count) not in powers:
            value, cut = values[c > 0], c < 0 and capped
            powers[c > 0, count] = below(single(atom, e), value, count) if cut else power(value, count)
        added(result, times({rest: c}, powers[c > 0, count]))
    return result


def below(x: Poly, value: Poly, k: int) -> Poly:
    """x**k for x = b - u, in terms that are of one sign where b, u and x are >= 0: b**k less u times the sum
    of the x**i * b**(k - 1 - i)."""
    if k == 1:
        return value
    bound = {m: c for m, c in value.items() if not any(a[0] == "u" for a, _ in m)}
    slack = plus(bound, value, -1)
    terms = (times(power(x, i), power(bound, k - 1 - i)) for i in range(k))
    return plus(power(bound, k), times(slack, sum_of(terms)), -1)
