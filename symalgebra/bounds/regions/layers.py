"""The widths n0, n1, ..., nL of a layered network; a pair (w, count) is that many layers of width w."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...errors import NoClosedForm
from ...formula import Size, formula, minimum, multiply, nonnegative, positive, size

Run = tuple[Size, Size]  # a width, and how many layers have it
Widths = Sequence[Size | Run]


def runs(widths: Widths) -> Iterator[Run]:
    """The hidden layers as (width, count), those without layers left out.

    >>> list(runs((2, 4, (8, 3), (8, 0))))
    [(4, 1), (8, 3)]
    """
    for item in widths[1:]:
        width, count = item if isinstance(item, tuple) else (item, 1)
        if count != 0:
            yield width, count


def inputs(widths: Widths) -> Size:
    """n0."""
    first = widths[0]
    if isinstance(first, tuple):
        raise NoClosedForm(f"the input has one width, and no run {first}")
    return first


def split(widths: Widths) -> tuple[list[Run], Size]:
    """The hidden layers but the last one, and the width of the last one."""
    *others, (width, count) = runs(widths)
    if not positive(count):
        raise NoClosedForm(f"which layer is the last one is open: {count} of width {width} may be none")
    return [*others, (width, size(formula(count) - 1))], width


def narrowest(widths: Widths) -> Iterator[Size]:
    """d_l = min(n0, ..., n_l) for each run."""
    least = inputs(widths)
    for width, _ in runs(widths):
        least = minimum(least, width)
        yield least


def product(factors: Iterator[Size], several: Sequence[Run]) -> Size:
    """The product of the factors, each as often as its run has layers."""
    return multiply(size(formula(f) ** count) for f, (_, count) in zip(factors, several, strict=True))


def every(widths: Widths, least: Size) -> bool | None:
    """Whether every hidden layer has at least this width; None where that is open."""
    slack = [formula(width) - least for width, _ in runs(widths)]
    if all(nonnegative(s) for s in slack):
        return True
    return False if any(nonnegative(-s - 1) for s in slack) else None
