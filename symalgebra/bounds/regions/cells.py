"""The cells of an arrangement of hyperplanes: the sum of binomials that every region bound is made of.

    S(n, d) = binomial(n, 0) + ... + binomial(n, d)

n hyperplanes cut a space of d dimensions into at most S(n, d) cells, and exactly so many in general position
(Zaslavsky, "Facing up to arrangements", Memoirs of the AMS 154, 1975).
"""

from __future__ import annotations

from ...errors import NoClosedForm
from ...formula import Size, binomial, formula, index_over, log2, nonnegative, size, total
from ...formula.logarithm import LOG2_E

MOST_DIMENSIONS = 32  # up to which the sum is a polynomial in a symbolic n
MOST_BITS = 1 << 32  # of all terms of one sum of numbers together


def cells(n: Size, d: Size) -> Size:
    """S(n, d), exactly: a number, a polynomial in n for a small number d, else a sum; 2**n where d >= n.

    >>> from symalgebra import dims
    >>> n, r = dims("n r")
    >>> cells(4, 2), cells(4, 9), cells(n, 2), cells(r, r + 1)
    (11, 16, n**2/2 + n/2 + 1, 2**r)
    """
    n, d = size(n), size(d)
    if isinstance(n, int) and isinstance(d, int):
        return _counted(n, d)
    if nonnegative(d - formula(n)):
        return size(formula(2) ** n)
    terms = size(formula(d) + 1)
    index = index_over(terms, n)
    return total(binomial(n, index.formula()), index, terms)


def _counted(n: int, d: int) -> int:
    """S(n, d) for numbers, by the shorter end: S(n, d) = 2**n - S(n, n - d - 1)."""
    if 2 * d >= n:
        return (1 << _affordable(n, 1)) - _counted(n, n - d - 1)
    _affordable(n, d)
    term = found = 1
    for j in range(d):
        term = term * (n - j) // (j + 1)
        found += term
    return found if d >= 0 else 0


def _affordable(n: int, terms: int) -> int:
    """n, where so many terms of n bits can be added."""
    if n * terms > MOST_BITS:
        raise NoClosedForm(
            f"S({n}, {terms}) is too large to be written out; its logarithm has a closed bound"
        )
    return n


def log2_cells(n: Size, d: Size) -> Size:
    """log2 of S(n, d), exactly: n where d >= n."""
    return n if nonnegative(formula(d) - n) else log2(cells(n, d))


def log2_cells_closed(n: Size, d: Size) -> Size:
    """d*log2(e*n/d), at least log2 of S(n, d) for 1 <= d <= n; n where d >= n.

    S(n, d)*(d/n)**d <= sum of binomial(n, j)*(d/n)**j = (1 + d/n)**n <= e**d.

    >>> from symalgebra import dims
    >>> c, r = dims("c r")
    >>> log2_cells_closed(c * r**2, r**2), log2_cells_closed(r, 2 * r)
    (r**2/log(2) + r**2*log2(c), r)
    """
    if nonnegative(formula(d) - n):
        return n
    return size((LOG2_E + log2(n) - log2(d)) * d)


def cover(points: Size, d: Size) -> Size:
    """2*S(N - 1, D - 1): how many ways a hyperplane through 0 in D dimensions divides N points.

    For points in general position; an affine hyperplane in n dimensions has D = n + 1. Cover, "Geometrical
    and statistical properties of systems of linear inequalities", IEEE Trans. EC-14, 1965 (M, R).

    >>> cover(3, 2), cover(4, 3), cover(5, 4), cover(3, 3)
    (6, 14, 30, 8)
    """
    return size(2 * formula(cells(size(formula(points) - 1), size(formula(d) - 1))))
