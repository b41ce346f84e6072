"""The order in which terms and factors are written: that of SymPy, whatever the order of their creation.

Factors are sorted by their bases: numbers, symbols by name, then sums and functions by kind and arguments.
Terms are sorted by the exponents of all bases, the greatest first, as in a dictionary (lexicographically).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..atom import Atom, Index, Name
from ..bases import Vanish, Whole
from ..monomial import Monomial
from ..nesting import index_name
from ..ring import PULSE
from ..sign import positive
from ..value import Formula, Number

Factor = tuple["Atom | int", "Number | Formula"]
Term = tuple[Number, tuple[Factor, ...]]

ONE = ((1, 0, "Number"), (0, ()), (), 1)


def arranged(f: Formula) -> list[Term]:
    """The terms of f as pairs of a coefficient and factors, in the order in which they are written.

    Primes with one exponent are one factor: 2**n*3**n is 6**n. What vanishes on the domain is left out.
    """
    return f.cached("arranged", _arranged)


def _arranged(f: Formula) -> list[Term]:
    terms = _descending(f)
    return terms[::-1] if _number_first(terms) else terms


def sign(f: Formula) -> int:
    """The sign of the first term in lexicographic order, so that of f and -f just one has the sign 1."""
    terms = _descending(f)
    return -1 if terms and terms[0][0] < 0 else 1


def _descending(f: Formula) -> list[Term]:
    terms = [(c, _joined(m)) for m, c in f.items() if not _vanishes(m)]
    rank = _ranks({base for _, powers in terms for base, _ in powers}, base_place)
    terms = [(c, tuple(sorted(powers, key=lambda p: rank[p[0]]))) for c, powers in terms]
    if len(terms) < 2:
        return terms
    vectors = [_vector(factors, rank) for _, factors in terms]
    keys = _keys(vectors)
    return [terms[k] for k in sorted(range(len(terms)), key=keys.__getitem__)]


def _ranks(values: set[Any], key: Any = None) -> dict[Any, int]:
    return {value: k for k, value in enumerate(sorted(values, key=key))}


def _vanishes(m: Monomial) -> bool:
    return any(isinstance(a, Vanish) and positive(a.exponent) for a in m.atoms)


def _joined(m: Monomial) -> tuple[Factor, ...]:
    """The powers of a monomial, those of primes with one exponent multiplied."""
    if len(m.powers) < 2 or not isinstance(m.powers[1][0], int):
        return m.powers
    joined: dict[Any, Any] = {}
    for base, exponent in m.powers:
        key = (base if isinstance(base, Atom) else 0, getattr(exponent, "key", exponent))
        joined[key] = (base * joined[key][0] if key in joined else base, exponent)
    return tuple(joined.values())


def _vector(factors: tuple[Factor, ...], rank: dict[Any, int]) -> dict[Any, int]:
    """The exponents of a term by generators: n**2 is 2 times n, 2**(3*n) is 3 times 2**n.

    A root of a number is a generator after all others.
    """
    PULSE[0]()
    vector: dict[Any, int] = {}
    for base, exponent in factors:
        if isinstance(exponent, int):
            vector[rank[base], ONE] = exponent
        elif isinstance(exponent, Formula):
            scale, direction = _direction(exponent)
            vector[rank[base], direction] = scale
        elif isinstance(base, Atom):
            vector[rank[base], _number_place(Fraction(1, exponent.denominator))] = exponent.numerator
        else:
            vector[len(rank), (base, exponent)] = 1
    return vector


def _direction(exponent: Formula) -> tuple[int, Any]:
    """An exponent as an integer times what is left: 2*n/3 is 2 times n/3, a sum is left whole."""
    where = exponent.cached("place", place)
    if len(exponent.terms) > 1:
        return 1, where
    (coefficient,) = exponent.terms.values()
    return coefficient.numerator, (*where[:3], Fraction(1, coefficient.denominator))


def _keys(vectors: list[dict[Any, int]]) -> list[list[tuple[int, ...]]]:
    """What sorts sparse vectors as the dense ones, in descending lexicographic order."""
    rank = _ranks({generator for vector in vectors for generator in vector})
    end = len(rank)

    def key(vector: dict[Any, int]) -> list[tuple[int, ...]]:
        entries = sorted((rank[generator], e) for generator, e in vector.items())
        return [(k, -e) if e > 0 else (3 * end - k, -e) for k, e in entries] + [(end,)]

    return [key(vector) for vector in vectors]


def _number_first(terms: list[Term]) -> bool:
    """Whether two terms are written as 1 - 2*n and not as -2*n + 1."""
    if len(terms) != 2:
        return False
    (slope, factors), (constant, none) = terms
    return not none and len(factors) == 1 and slope < 0 < constant


# Places: nested tuples that sort as SymPy's sort keys


def place(f: Formula) -> Any:
    """The place of a formula among formulas."""
    terms = arranged(f)
    if not terms:
        return _number_place(0)
    if len(terms) > 1:
        return (3, 1, "Add"), (len(terms), tuple(_term_place(*term) for term in terms)), ONE, 1
    return _term_place(*terms[0])


def _term_place(coefficient: Number, factors: tuple[Factor, ...]) -> Any:
    if not factors:
        return _number_place(coefficient)
    found = tuple((*base_place(base), _exponent_place(exponent)) for base, exponent in factors)
    if len(found) == 1:
        return (*found[0], coefficient)
    return (3, 0, "Mul"), (len(found), found), ONE, coefficient


def _exponent_place(exponent: Number | Formula) -> Any:
    return exponent.cached("place", place) if isinstance(exponent, Formula) else _number_place(exponent)


def _number_place(number: Number) -> Any:
    return (1, 0, "Number"), (0, ()), (), number


def base_place(base: Atom | int) -> Any:
    """The place of what is raised to a power: its class and its arguments."""
    if isinstance(base, int):
        return (1, 0, "Number"), (1, (str(base),))
    if isinstance(base, Name):
        return (2, 0, "Symbol"), (1, base.arguments)
    if isinstance(base, Index):
        return (2, 0, "Symbol"), (1, (index_name(base.level, ()),))
    if isinstance(base, Whole):
        return base.whole.cached("place", place)[:2]
    found = tuple(_argument_place(a) for a in base.arguments)
    return (4, 0, type(base).__name__), (len(found), found)


def _argument_place(argument: Any) -> Any:
    if isinstance(argument, Formula):
        return argument.cached("place", place)
    return base_place(argument) if isinstance(argument, Atom) else argument
