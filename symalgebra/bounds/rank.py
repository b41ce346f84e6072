"""Certificates of `lb.rank`: weights and inputs whose features are linearly independent, as data.

    {"format": "symalgebra-rank/1", "claim": "VC >= 4", "network": "Linear(3) >> ReLU() >> Linear(1)",
     "input": [2], "weights": [[kernel, bias], ...], "inputs": [[x, ...], ...]}     numbers as texts "p/q"

The features of the inputs before the last map, and 1 where that has a bias, are worked out again in exact
arithmetic by `rank_checker`, which reads the network as text. If these rows are linearly independent, as many
as inputs, any values at the inputs are values of the last map: the signs of the network shatter the inputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from random import Random
from typing import Any

from ..errors import NoRule
from ..layer import Layer
from ..order.checker import accepted
from ..shape import shape
from . import rank_checker
from .rank_checker import FORMAT, MOST, Rejected, Shape, Values, apply, counts, fan_in, features, opened, rank
from .rank_checker import Layer as Leaf

TRIES = 8  # draws of weights
MEANS = ("AvgPool", "GlobalAvgPool")


def rank_certificate(net: Layer, x: Any) -> dict[str, Any]:
    """The certificate of `lb.rank` for a chain of layers on numbers; `NoRule` where none is found.

    All features count, where `lb.rank` has one for each channel: behind `Flatten` it may claim more. Written
    to a file as JSON, it is what `symalgebra verify` reads.

    >>> from symalgebra import Linear, ReLU
    >>> net = Linear(3) >> ReLU() >> Linear(1)
    >>> found = rank_certificate(net, (2,))
    >>> found["claim"], len(found["inputs"]), rank_accepted(found, net)
    ('VC >= 4', 4, True)
    """
    read: Any = shape(x)
    try:
        if not all(isinstance(d, int) for d in read):
            raise Rejected(f"{read} is no input of numbers")
        return written(str(net), tuple(read))
    except Rejected as error:
        raise NoRule(f"no certificate of a rank is found for {net}: {error}") from None


def written(network: str, x: Shape) -> dict[str, Any]:
    """The first draw of weights and inputs whose features are independent."""
    leaves, read = opened(network, x, MOST["points"])
    points = prod(read[-2]) + leaves[-1].bias
    for seed in range(TRIES):
        weights, inputs = drawn(leaves[:-1], read, points, Random(seed))
        if rank(features(leaves, read, weights, inputs)) == points:
            return {
                "format": FORMAT, "claim": f"VC >= {points}", "network": network, "input": list(x),
                "weights": [[list(map(str, part)) for part in several] for several in weights],
                "inputs": [list(map(str, values)) for values in inputs],
            }  # fmt: skip
    raise Rejected(f"{points} inputs with independent features were not found")


def rank_accepted(certificate: Any, net: Layer) -> bool:
    """Whether a certificate proves its claim about a network; never raises, whatever it is given."""
    return accepted(certificate, rank_checker.check) and bool(certificate["network"] == str(net))


def drawn(
    leaves: Sequence[Leaf], read: Sequence[Shape], points: int, draw: Random
) -> tuple[list[list[Values]], list[Values]]:
    """Weights > 0, and inputs > 0 that grow, which no layer bends before the last bias.

    That lies for each channel between what it would write on two of the inputs: there its unit is bent.
    """
    unit = divided(leaves, read)
    grown = [[draw.randint(1, 9) * (j + 1) * unit for _ in range(prod(read[0]))] for j in range(points)]
    rows, weights = grown, []
    last = max((place for place, leaf in enumerate(leaves) if leaf.shifts), default=None)
    for place, (leaf, x) in enumerate(zip(leaves, read, strict=False)):
        several: list[Values] = [[draw.randint(1, 9) for _ in range(k)] for k in counts(leaf, x)]
        if leaf.shifts:
            several[-1] = [0] * len(several[-1])
        if place == last:
            several[-1] = _bends([apply(leaf, x, values, several) for values in rows], len(several[-1]))
        weights += [several] if several else []
        rows = [apply(leaf, x, values, several) for values in rows]
    return weights, grown


def divided(leaves: Sequence[Leaf], read: Sequence[Shape]) -> int:
    """What all means together divide by: inputs that are multiples of it have integers as values."""
    means = (fan_in(leaf, x) for leaf, x in zip(leaves, read, strict=False) if leaf.kind in MEANS)
    return prod(means)


def _bends(written: Sequence[Values], channels: int) -> Values:
    """For each channel less the value in the middle between two inputs, for each between others."""
    found = []
    for c in range(channels):
        values = sorted(row[len(row) // channels * c] for row in written)
        at = c * (len(values) - 1) // channels
        found.append(-int(values[at] + values[min(at + 1, len(values) - 1)]) // 2)
    return found
