"""Linear regions of dense networks: upper bounds in the widths n0, n1, ..., nL of input and hidden layers.

A region is a set of inputs with one activation pattern. The networks have biases, no skip connections, and
an output layer without activation, whose width does not matter. Each function gives an exact formula.
"""

from __future__ import annotations

from collections import Counter

from ...errors import NoClosedForm
from ...formula import Size, add, binomial, formula, minimum, multiply, size
from .cells import cells
from .layers import Widths, every, inputs, narrowest, product, runs

MOST_STEPS = 1 << 20  # of products in one histogram
Histogram = dict[int, Size]


def zaslavsky(n0: Size, n1: Size, bias: bool = True) -> Size:
    """One hidden layer, exactly: S(n1, n0), and without bias 2*S(n1 - 1, n0 - 1) (Zaslavsky 1975; P, R).

    Hyperplanes through 0 cut what n0 - 1 dimensions look like from 0; for n1 >= 1.

    >>> zaslavsky(2, 3), zaslavsky(2, 3, bias=False)
    (7, 6)
    """
    if bias:
        return cells(n1, n0)
    return size(2 * formula(cells(size(formula(n1) - 1), size(formula(n0) - 1))))


def patterns(widths: Widths) -> Size:
    """2**N for N hidden units: each is active or not (Montúfar et al. 2014; P).

    >>> patterns((2, 4, 4))
    256
    """
    units = add(size(formula(width) * count) for width, count in runs(widths))
    return size(formula(2) ** units)


def montufar17(widths: Widths) -> Size:
    """The product of S(n_l, d_l), d_l = min(n0, ..., n_l) (Montúfar, "Notes on the number of linear
    regions of deep neural networks", 2017; P through Serra et al. 2018).

    >>> from symalgebra import dims
    >>> w = dims("w", min=2)
    >>> montufar17((2, 4, 4)), montufar17((2, w, w))
    (121, w**4/4 + w**3/2 + 5*w**2/4 + w + 1)
    """
    return maxout(widths, 2)


def maxout(widths: Widths, rank: Size) -> Size:
    """Units that are the maximum of k linear maps: the product of S(k*(k - 1)/2*n_l, d_l), with d_l as above.

    Serra, Tjandraatmadja, Ramalingam, ICML 2018, Theorem 8 (P); k = 2 is the bound for rectifiers.

    >>> maxout((2, 4, 4), 3)
    6241
    """
    pairs = size(formula(rank) * (formula(rank) - 1) / 2)
    several = list(runs(widths))
    both = zip(several, narrowest(widths), strict=True)
    return product((cells(size(formula(pairs) * n), d) for (n, _), d in both), several)


def serra18(widths: Widths) -> Size:
    """The sum over (j1, ..., jL) of the product of binomial(n_l, j_l), each
    j_l <= min(n0, n1 - j1, ..., n_(l-1) - j_(l-1), n_l).

    Serra, Tjandraatmadja, Ramalingam, ICML 2018, Theorem 1 (P).

    It is a histogram over dimensions, {n0: 1} at the input: a layer of width n takes dimension d to
    min(d, n - j) with weight binomial(n, j), for every j <= min(d, n). n0 is a number; a width may be a
    symbol whose lower bound decides which of the two is less, as one of at least 2*n0 does.

    >>> from symalgebra import dims
    >>> w = dims("w", min=4)
    >>> serra18((2, 4, 4)), serra18((1, 3, 3)), serra18((2, (w, dims("n"))))
    (121, 16, (w**2 + w + 2)**n/2**n)
    """
    n0 = inputs(widths)
    if not isinstance(n0, int):
        raise NoClosedForm(f"with {n0} inputs this histogram has no closed form; give a number")
    found: Histogram = {n0: 1}
    steps = 0
    for n, count in runs(widths):
        steps += sum(d + 1 for d in found) * (count if isinstance(count, int) else 1)
        if steps > MOST_STEPS:
            raise NoClosedForm(f"a histogram of more than {MOST_STEPS:,} steps; see montufar17")
        found = _power(found, n, count)
    return add(found.values())


def _power(found: Histogram, n: Size, count: Size) -> Histogram:
    """After `count` layers of width n; a symbolic number of layers must keep every dimension."""
    if isinstance(count, int):
        for _ in range(count):
            found = _through(found, n)
        return found
    if any(set(_through({d: 1}, n)) != {d} for d in found):
        raise NoClosedForm(f"{count} layers of width {n} narrow from one to the next; give their number")
    return {d: size(formula(many) * formula(cells(n, d)) ** count) for d, many in found.items()}


def _through(found: Histogram, n: Size) -> Histogram:
    after: Counter[int] = Counter()
    for d, many in found.items():
        for j in range(d + 1 if not isinstance(n, int) else min(d, n) + 1):
            after[_left(d, n, j)] += formula(many) * binomial(n, j)  # type: ignore[assignment]
    return {d: size(many) for d, many in after.items()}


def _left(d: int, n: Size, j: int) -> int:
    """min(d, n - j)."""
    least = minimum(d, size(formula(n) - j))
    if not isinstance(least, int):
        raise NoClosedForm(f"min({d}, {n} - {j}) is open: give {n} a number, or a lower bound of {d + j}")
    return least


def serra18_line(widths: Widths) -> Size:
    """One input, widths of at least 3: exactly the product of (n_l + 1) (Serra et al. 2018, Theorem 5; P, R).

    >>> from symalgebra import dims
    >>> w, n = dims("w n", min=3)
    >>> serra18_line((1, w, 2 * w)), serra18_line((1, 3, 3))
    (2*w**2 + 3*w + 1, 16)
    """
    if inputs(widths) != 1 or not every(widths, 3):
        raise NoClosedForm(f"the widths {tuple(widths)} are not 1, then at least 3 each")
    return multiply(size((formula(n) + 1) ** formula(count)) for n, count in runs(widths))
