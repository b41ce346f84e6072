"""Powers of square matrices with a symbolic exponent, and linear recurrences of higher order.

    A**n = sum over eigenvalues b and degrees a < multiplicity of n**a * b**n * (a constant matrix)

is exact where all eigenvalues are rational and not negative; the root 0 of the minimal polynomial, if simple,
gives 0**n.
Otherwise an entry stays a `CFinite` atom: its recurrence and its first values.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ..errors import SymalgebraError
from .atom import Atom
from .monomial import exact, plain
from .value import Formula, Number, formula

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .atom import Symbol
    from .value import Size

    Matrix = Sequence[Sequence[Number]]

MOST_ROWS = 40


class CFinite(Atom):
    """x(count), where x(i + d) = sum of coefficients[j] * x(i + j) and the first d values are given."""

    __slots__ = ()
    integral = False

    def at(self, values: Mapping[Symbol, Number]) -> Number:
        from .evaluation.point import value_of

        coefficients, first, count = self.arguments
        return term_of(coefficients, first, value_of(count, values))

    def substitute(self, mapping: Mapping[Symbol, Size]) -> Size:
        coefficients, first, count = self.arguments
        return cfinite(coefficients, first, count.substitute(mapping))

    def bounds(self) -> tuple[Size | None, Size | None]:
        coefficients, first, _ = self.arguments
        return (0 if all(v >= 0 for v in (*coefficients, *first)) else None), None


def cfinite(coefficients: Sequence[Number], first: Sequence[Number], count: Size) -> Size:
    """The term of a linear recurrence at a symbolic place: a closed form where the spectrum is rational.

    x(i + d) = coefficients[0]*x(i) + ... + coefficients[d-1]*x(i + d - 1),  first = (x(0), ..., x(d - 1)).
    """
    if len(coefficients) != len(first) or not first:
        raise SymalgebraError(
            f"{len(coefficients)} coefficients and {len(first)} first values: as many are needed"
        )
    place = plain(formula(count))
    if isinstance(place, int):
        return term_of(coefficients, first, place)  # type: ignore[return-value]
    roots = rational_roots((*(-Fraction(c) for c in coefficients), Fraction(1)))
    unfit = any(b < 0 or (b == 0 and multiplicity > 1) for b, multiplicity in roots.items())
    if unfit or sum(roots.values()) < len(coefficients):
        return CFinite(tuple(coefficients), tuple(first), place).formula()
    return (_fitted(roots, [Fraction(v) for v in first], formula(place))).size()


def matrix_power(matrix: Matrix, count: Size) -> list[list[Size]]:
    """A**count for a square matrix of rational numbers, entry by entry in closed form."""
    d = len(matrix)
    if not 0 < d <= MOST_ROWS or any(len(row) != d for row in matrix):
        raise SymalgebraError(f"a square matrix of 1 to {MOST_ROWS} rows is expected")
    powers, coefficients = spanning(matrix)
    return [
        [cfinite(coefficients, [exact(p[i][j]) for p in powers], count) for j in range(d)] for i in range(d)
    ]


def spanning(matrix: Matrix) -> tuple[list[list[list[Fraction]]], list[Number]]:
    """1, A, ..., A**(m - 1), and A**m = sum of coefficients[j] * A**j, with the least m.

    That is the minimal polynomial: each power is reduced by those before it, as one row, until one vanishes.
    """
    power, powers = identity(len(matrix)), list[list[list[Fraction]]]()
    reduced: list[tuple[int, list[Fraction], list[Fraction]]] = []  # pivot, row, how it is made of powers
    while True:
        row = [v for line in power for v in line]
        made = [Fraction(0)] * len(powers) + [Fraction(1)]
        for pivot, other, parts in reduced:
            if factor := row[pivot]:
                row = [v - factor * w if w else v for v, w in zip(row, other, strict=True)]
                made = [v - factor * w for v, w in zip_longest(made, parts, fillvalue=Fraction(0))]
        found = next((k for k, v in enumerate(row) if v), None)
        if found is None:
            return powers, [exact(-v) for v in made[:-1]]
        reduced.append((found, [v / row[found] for v in row], [v / row[found] for v in made]))
        powers.append(power)
        power = times(power, matrix)


def identity(d: int) -> list[list[Fraction]]:
    """The unit matrix."""
    return [[Fraction(int(i == j)) for j in range(d)] for i in range(d)]


def times(a: Matrix, b: Matrix) -> list[list[Fraction]]:
    """The product of two square matrices."""
    columns = list(zip(*b, strict=True))
    return [
        [sum((Fraction(x) * y for x, y in zip(row, column, strict=True)), Fraction(0)) for column in columns]
        for row in a
    ]


@lru_cache(maxsize=64)  # all entries of a power of a matrix have one
def rational_roots(polynomial: tuple[Fraction, ...]) -> Mapping[Fraction, int]:
    """The rational roots of a polynomial (the constant coefficient first) with their multiplicities."""
    import sympy

    x = sympy.Symbol("x")
    terms = [sympy.Rational(c.numerator, c.denominator) * x**k for k, c in enumerate(polynomial)]
    _, factors = sympy.factor_list(sympy.Add(*terms), x)
    roots: dict[Fraction, int] = {}
    for factor, multiplicity in factors:
        if sympy.degree(factor, x) == 1:
            slope, constant = sympy.Poly(factor, x).all_coeffs()
            roots[-Fraction(int(constant), int(slope))] = multiplicity
    return roots


def _fitted(roots: Mapping[Fraction, int], first: Sequence[Fraction], n: Formula) -> Formula:
    """The combination of n**a * b**n that has these first values; 0**n for the root 0."""
    basis = tuple((b, a) for b, multiplicity in roots.items() for a in range(multiplicity))
    result = formula(0)
    for (b, a), row in zip(basis, _inverse(basis), strict=True):
        c = sum((v * w for v, w in zip(row, first, strict=True) if v), Fraction(0))
        result = result + n**a * formula(b) ** n * exact(c)
    return result


@lru_cache(maxsize=64)
def _inverse(basis: tuple[tuple[Fraction, int], ...]) -> list[list[Fraction]]:
    """The inverse of the matrix of the first values of the functions of a basis, by elimination."""
    d = len(basis)
    rows = [[i**a * b**i for b, a in basis] + unit for i, unit in enumerate(identity(d))]
    for k in range(d):
        pivot = next(i for i in range(k, d) if rows[i][k])
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [v / rows[k][k] for v in rows[k]]
        for i in range(d):
            if i != k:
                rows[i] = [v - rows[i][k] * w for v, w in zip(rows[i], rows[k], strict=True)]
    return [row[d:] for row in rows]


def term_of(coefficients: Sequence[Number], first: Sequence[Number], n: Any) -> Number:
    """x(n) in O(log n) products: x**n modulo the characteristic polynomial (Fiduccia 1985)."""
    if not isinstance(n, int) or n < 0:
        raise SymalgebraError(f"a recurrence has no term {n}")
    d = len(first)
    result, square = (
        [Fraction(1)] + [Fraction(0)] * (d - 1),
        _shifted([Fraction(1)] + [Fraction(0)] * (d - 1), coefficients),
    )
    while n:
        if n & 1:
            result = _modulo(result, square, coefficients)
        square, n = _modulo(square, square, coefficients), n >> 1
    return exact(sum((Fraction(v) * c for v, c in zip(first, result, strict=True)), Fraction(0)))


def _shifted(p: list[Fraction], coefficients: Sequence[Number]) -> list[Fraction]:
    """x*p modulo the characteristic polynomial."""
    return [(p[j - 1] if j else Fraction(0)) + p[-1] * coefficients[j] for j in range(len(p))]


def _modulo(p: list[Fraction], q: list[Fraction], coefficients: Sequence[Number]) -> list[Fraction]:
    """p*q modulo the characteristic polynomial, by Horner's rule."""
    result = [Fraction(0)] * len(p)
    for c in reversed(p):
        result = _shifted(result, coefficients)
        result = [r + c * v for r, v in zip(result, q, strict=True)]
    return result
