"""How a formula is shown to be at most a bound: by way of the numbers that the bound is stated in.

Written out, a bound has hundreds of terms. A proof of f <= law(S, wbar, R) goes through a short formula m:

    f <= m              on the domain of the network
    m <= law            for all values of the numbers, so for those of the network

For polynomials m is one in the numbers (`Entry.least`). A sum of logarithms is A + K, with logarithms of what
the numbers do not see, as of a resolution, in K:

    log2(p) <= p - 1, or 0 <= log2(p)      for each logarithm in A, as it adds or takes away: some B >= A
    B <= S + 5*wbar                        polynomials in the symbols of the network
    2**K <= R                              K <= log2(R)
    m = S + 5*wbar + log2(R)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..formula import Formula, Size, formula, log2, size
from ..formula.atom import Name
from ..formula.logarithm import Log2
from ..formula.monomial import Monomial
from ..order.conditions import swap
from ..order.euler import without_e
from ..order.expression import expression
from ..order.lemmas import Lemmas, above, put_in
from .laws import Law, always, numbers

SPARE = 5  # of the 7 that multiply wbar: what is left has room for log2(R)
Powers = tuple[tuple[int, Formula], ...]


def signed(f: Formula, least: Law, law: Law, parts: Mapping[str, Size]) -> Formula:
    """The same formula, a law of its parts, which knows this way to what is at most itself."""
    return above(f, lambda known: way(least, law, parts, known))


def way(least: Law, law: Law, parts: Mapping[str, Size], known: Any) -> Lemmas | None:
    """The proof in lemmas; None where the numbers may be 0, `Missing` where a lemma is not proved."""
    f = without_e(known.formulas[0], above=True)
    found = split(f, frozenset(formula(parts["wbar"]).names)) if logarithmic(f) else None
    values = {name: swap(formula(part), known.swapped) for name, part in parts.items()}
    symbols = numbers({name: size(value) for name, value in values.items()})
    last = symbols and always(between if found else least, law, symbols)
    if not last:
        return None
    sides = {"left": expression(f), "right": put_in(last.certificate["claim"]["right"], values)}
    steps = Lemmas(known.claim("<=") | sides)
    if found:
        found.show(steps, **values)
    else:
        steps.at_most(f, least(*values.values()))
    steps.instance(last.certificate, values)
    return steps


def between(S: Size, wbar: Size, R: Size) -> Size:
    """S + 5*wbar + log2(R)."""
    return size(formula(S) + SPARE * formula(wbar) + log2(R))


class Split(NamedTuple):
    """A sum of logarithms: pairs (term of A, what it is at most), and K as a quotient of two products."""

    terms: tuple[tuple[Formula, Formula], ...]
    top: Powers
    bottom: Powers

    @property
    def above(self) -> Formula:
        """B."""
        return sum((more for _, more in self.terms), formula(0))

    def show(self, steps: Lemmas, S: Formula, wbar: Formula, R: Formula) -> None:
        """A + K <= S + 5*wbar + log2(R), line by line."""
        for less, more in self.terms:
            if less != more:
                steps.at_most(less, more)
        steps.at_most(self.above, S + SPARE * wbar)
        steps.product_order(self.top, (*self.bottom, (1, R)))


def logarithmic(f: Formula) -> bool:
    """Whether a logarithm is in a formula."""
    return any(isinstance(atom, Log2) for m in f.terms for atom in m.atoms)


def split(f: Formula, seen: frozenset[str]) -> Split | None:
    """A + K; None where f is no sum of logarithms times products of symbols.

    Logarithms of arguments in `seen` symbols alone go to A, the others to K.
    """
    terms: list[tuple[Formula, Formula]] = []
    sides: dict[bool, list[tuple[int, Formula]]] = {True: [], False: []}
    for m, c in f.items():
        logs = [atom for atom in m.atoms if isinstance(atom, Log2)]
        if logs and not _simple(m, logs):
            return None
        term = Formula({m: c})
        if not logs:
            terms.append((term, term))
            continue
        p = logs[0].argument
        rest = Formula({Monomial(part for part in m.powers if part[0] is not logs[0]): c})
        number = rest.plain()
        if not p.names <= seen and isinstance(number, int):
            sides[number > 0].append((abs(number), p))
        else:
            terms.append((term, rest * (p - 1) if c > 0 else formula(0)))
    return Split(tuple(terms), tuple(sides[True]), tuple(sides[False]))


def _simple(m: Monomial, logs: list[Any]) -> bool:
    """Whether a term has one logarithm, and symbols that are not negative."""
    others = [atom for atom in m.atoms if not isinstance(atom, Log2)]
    return len(logs) == 1 and dict(m.powers)[logs[0]] == 1 and all(map(_counts, others))


def _counts(atom: Any) -> bool:
    return isinstance(atom, Name) and atom.low >= 0
