"""Is one growth at most a constant times a sum of others, whenever all symbols are large?

An exact linear program searches the weights of a `Mean`. Which atoms of growth can be positive in what the
weights leave is a greatest fixed point: every atom is taken for positive, what is below is let go, and the
program says which ones can be positive after all.

For powers of several symbols the condition is also necessary: the atoms are independent, and Farkas' lemma
turns the failure of the program into a direction along which the term wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ...formula import Formula
from ...formula.monomial import UNIT, Monomial
from ..simplex import solve
from .constants import Rows, below
from .mean import Fact, Mean, simple
from .scales import By, above, collected, log_of

Key = tuple[Monomial, Monomial]  # an atom of growth, and a quantity >= 0 that it is multiplied by
Vector = dict[Key, Fraction | int]
Fixed = tuple[list[Monomial], list[Fraction] | None, set[Monomial]]


def bounded(
    term: Formula, sums: Sequence[Formula], by: By, facts: Sequence[Fact] = (), strict: bool = False
) -> Mean | None:
    """term = O(sums), with `strict` preferably o; None where no weights are found."""
    found = simple(term, sums, by)
    if (found is not None and (found.strict or not strict)) or (len(by) == 1 and not facts):
        return found
    program = Program(term, sums, by, facts)
    mean = program.bound()
    if mean is None and found is None:
        mean = Program(term, sums, by, [*facts, *program.couplings()]).bound()
    return mean if mean is not None and (mean.strict or found is None) else found


class Program:
    """The linear program for one term: a weight for each summand, a multiplier for each fact."""

    def __init__(self, term: Formula, sums: Sequence[Formula], by: By, facts: Sequence[Fact] = ()) -> None:
        self.term, self.sums, self.by, self.facts = term, sums, by, facts
        scales = [*(s - term for s in sums), *(-f.scale for f in facts)]
        self.columns = vectors([collected(s, by) for s in scales])
        self.atoms = list(dict.fromkeys(m for column in self.columns for m, _ in column))
        self.under = {m: [a for a in self.atoms if above(a, m, by)] for m in self.atoms}

    def bound(self) -> Mean | None:
        """The bound that the fixed point gives."""
        weights = self._fixed()[1]
        return None if weights is None else self._bound(weights)

    def _fixed(self, free: frozenset[Monomial] = frozenset()) -> Fixed:
        """The atoms that must not be negative at the fixed point, weights for which none is, those positive.

        Atoms that are `free` may be negative.
        """
        led = set(self.atoms) - free
        while True:
            hard = [m for m in self.atoms if m not in free and led.isdisjoint(self.under[m])]
            weights, positive = self.weights(hard)
            if weights is None or led.intersection(hard) <= positive:
                return hard, weights, positive
            led -= set(hard) - positive

    def _bound(self, weights: Sequence[Fraction]) -> Mean | None:
        k, total = len(self.sums), sum(weights[: len(self.sums)])
        of_sums = {s: c / total for s, c in zip(self.sums, weights[:k], strict=True) if c}
        of_facts = {f: c / total for f, c in zip(self.facts, weights[k:], strict=True) if c}
        loose, tight = (Mean(self.term, of_sums, strict, of_facts) for strict in (False, True))
        return next((b for b in (tight, loose) if b.check(self.by)), None)

    def weights(self, hard: Sequence[Monomial]) -> tuple[list[Fraction] | None, set[Monomial]]:
        """Weights for which no hard atom is negative and as many as can be are positive, and these.

        Multiples of weights are weights, so all that can be positive are at least 1 together.
        """
        keys = self._keys(hard)
        k, rows, marks = len(self.columns), len(keys), [m for m in hard if (m, UNIT) in keys]
        width = k + rows + 2 * len(marks) + 1
        table: list[list[Any]] = []
        for i, key in enumerate(keys):
            row = [*(column.get(key, 0) for column in self.columns), *([0] * (width - k))]
            row[k + i] = -1
            if key[1] is UNIT:
                row[k + rows + marks.index(key[0])] = -1
            table.append(row)
        for i in range(len(marks)):
            row = [0] * width
            row[k + rows + i] = row[k + rows + len(marks) + i] = 1
            table.append(row)
        table.append([1] * len(self.sums) + [0] * (width - len(self.sums) - 1) + [-1])
        right = [0] * rows + [1] * len(marks) + [1]
        x = solve(table, right, [-int(k + rows <= j < k + rows + len(marks)) for j in range(width)])
        if x is None:
            return None, set()
        return x[:k], {m for i, m in enumerate(marks) if x[k + rows + i]}

    def couplings(self) -> list[Fact]:
        """What can be assumed of logarithms of atoms: one is at most another plus a constant."""
        logs = {m for atom in self.atoms for m in collected(log_of(atom), self.by)}
        if logs.isdisjoint(self.atoms):
            return []
        return [fact for low in self.atoms if not self.under[low] for fact in self._coupled(low)]

    def _coupled(self, low: Monomial) -> Iterator[Fact]:
        """The atoms that outweigh every term but where they are at most a multiple of `low`."""
        free = frozenset(m for m in self.atoms if m is low or low in self.under[m])
        _, weights, positive = self._fixed(free)
        if weights is None:
            return
        total = sum(weights[: len(self.sums)])
        mean = {s: c / total for s, c in zip(self.sums, weights, strict=False) if c}
        for high in (m for m in self.atoms if m in positive):
            fact = Fact(log_of(low) - log_of(high), high, low, mean)
            if not self.under[high] and fact.check(self.term, self.by):
                yield fact

    def _keys(self, hard: Sequence[Monomial]) -> list[Key]:
        kept = set(hard)
        return list(dict.fromkeys(key for column in self.columns for key in column if key[0] in kept))

    def direction(self) -> dict[Monomial, Fraction]:
        """Where there are no weights: the least sizes of atoms for which the term wins, by Farkas' lemma."""
        keys = [key for key in self._keys(self._fixed()[0]) if key[1] is UNIT]
        k, total = len(self.sums), len(self.columns)
        rows = [
            [*(column.get(key, 0) for key in keys), *(int(i == j) for j in range(total))]
            for i, column in enumerate(self.columns)
        ]
        sizes = solve(
            rows, [-int(i < k) for i in range(total)], [int(j < len(keys)) for j in range(len(keys) + total)]
        )
        return {} if sizes is None else {key[0]: size for key, size in zip(keys, sizes, strict=False)}


def direction(
    term: Formula, sums: Sequence[Formula], by: By, facts: Sequence[Fact] = ()
) -> dict[Monomial, Fraction]:
    """Where term = O(sums) was not proved: sizes of atoms of growth for which the term may win."""
    program = Program(term, sums, by, facts)
    return Program(term, sums, by, [*facts, *program.couplings()]).direction()


def vectors(scales: Sequence[Mapping[Monomial, Any]]) -> list[Vector]:
    """Lower bounds of the coefficients in rational numbers, exact wherever they are rational.

    Coefficients of one atom that are all multiples of one irrational number are counted in that number.
    """
    units = {m: _unit([c[m] for c in scales if m in c]) for m in {m for c in scales for m in c}}
    found: list[Vector] = []
    for scale in scales:
        vector: Vector = {}
        for m, c in scale.items():
            if m is not UNIT:
                rows = _multiple(c, units[m])
                vector |= {(m, q): v for q, v in (rows if rows is not None else {UNIT: -1}).items() if v}
        found.append(vector)
    return found


def _unit(values: Sequence[Any]) -> Monomial | None:
    """The one irrational monomial that all values are multiples of, None where there is none."""
    monomials = {m for v in values for m in (v.terms if isinstance(v, Formula) else {UNIT: v})}
    (m, *others) = monomials
    return m if not others and not m.free and m is not UNIT else None


def _multiple(value: Any, unit: Monomial | None) -> Rows | None:
    return below(value) if unit is None else {UNIT: value.terms[unit]}
