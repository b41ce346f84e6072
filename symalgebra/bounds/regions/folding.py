"""Linear regions of dense networks from below: widths that some weights turn into that many regions.

The maximum over the weights of a network of this very architecture is at least each of these. Every layer
but the last folds the input space onto itself, so that what the last one cuts is cut again in every fold.
"""

from __future__ import annotations

from ...errors import NoClosedForm
from ...formula import Size, floordiv, formula, multiply, positive, size
from .cells import cells
from .layers import Widths, every, inputs, product, runs, split


def _folded(widths: Widths, least: Size, folds: int, each: Size) -> Size:
    """The product over all layers but the last of (floor(n_l/n0) + folds)**each, times S(n_L, n0)."""
    _wide(widths, least)
    n0 = inputs(widths)
    others, last = split(widths)
    times = (size((formula(floordiv(n, n0)) + folds) ** formula(each)) for n, _ in others)
    return multiply((product(times, others), cells(last, n0)))


def _wide(widths: Widths, least: Size) -> None:
    if not every(widths, least):
        raise NoClosedForm(f"the hidden layers of {tuple(widths)} must each be at least {least} wide")


def pascanu13(widths: Widths) -> Size:
    """The product of floor(n_l/n0) over all layers but the last, times S(n_L, n0), for n_l >= n0.

    Pascanu, Montúfar, Bengio, arXiv:1312.6098, 2013 (M; the order P). Unit: regions.

    >>> pascanu13((2, 6, 6))
    66
    """
    return _folded(widths, inputs(widths), 0, 1)


def montufar14(widths: Widths) -> Size:
    """The product of floor(n_l/n0)**n0 over all layers but the last, times S(n_L, n0), for n_l >= n0.

    Montúfar, Pascanu, Cho, Bengio, NIPS 2014, Corollary 5 (P). Unit: regions.

    >>> from symalgebra import dims
    >>> k, n = dims("k n")
    >>> montufar14((2, 6, 6)), montufar14((2, (2 * k, n), 2))
    (198, 4*k**(2*n))
    """
    return _folded(widths, inputs(widths), 0, inputs(widths))


def serra18_folds(widths: Widths) -> Size:
    """The product of (floor(n_l/n0) + 1)**n0 over all layers but the last, times S(n_L, n0), for n_l >= 3*n0.

    Serra, Tjandraatmadja, Ramalingam, ICML 2018, Theorem 6 (P). Unit: regions.

    >>> serra18_folds((2, 6, 6)), serra18_folds((1, 3, 3))
    (352, 16)
    """
    n0 = inputs(widths)
    return _folded(widths, size(3 * formula(n0)), 1, n0)


def arora18(widths: Widths, wider: int = 0) -> Size:
    """2*S(m - 1, n0 - 1)*w**(L - 1) for n_1 = 2*m and n_l = w, l >= 2 (zonotopes, for n0 >= 2).

    Arora, Basu, Mianjy, Mukherjee, ICLR 2018, Theorem 2.11 (P). With wider=1 each w becomes w + 1, for
    w >= 2: Serra et al. 2018, Theorem 7 (P). Unit: regions.

    >>> arora18((2, 4, 3, 3)), arora18((2, 4, 3, 3), wider=1)
    (36, 64)
    """
    (first, once), *later = runs(widths)
    double, widest = formula(first) / 2, later[0][0] if later else 2
    if size(double) != size(floordiv(first, 2)) or not positive(double) or once != 1:
        raise NoClosedForm(f"the first of the layers {tuple(widths)} must have an even width")
    if any(width != widest for width, _ in later) or not positive(formula(widest) - wider):
        raise NoClosedForm(f"the later ones of the layers {tuple(widths)} must all have one width")
    corners = 2 * formula(cells(size(double - 1), size(formula(inputs(widths)) - 1)))
    return multiply((size(corners), *(size((formula(w) + wider) ** formula(n)) for w, n in later)))
