"""The rank certificate: weights and inputs, in rational numbers, that show how many points are shattered.

If at some weights the features before the last map are linearly independent with the constant 1, the outputs
over all weights of that map are a space of dimension features + 1, whose signs shatter as many points (R). A
certificate is plain data:

    {"format": "symalgebra-rank/1", "claim": "VC >= 7", "network": text, "input": [c, r, r],
     "weights": [[kernel, bias] for each map but the last], "inputs": [values of an input, ...]}

`rank_accepted` works out the features of each input from these weights, by the definition of each layer.
It takes the claim for true if the inputs are as many as it says, and their features with 1 have that rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

from ..errors import NoRule
from ..formula.monomial import exact
from ..layer import Layer
from ..leaves import AvgPool, Conv, GlobalAvgPool, Linear
from ..shape import Shape, shape
from .exact import Values, apply, chained, counts, shifts

FORMAT = "symalgebra-rank/1"
MOST_FEATURES = 64
TRIES = 8  # draws of weights

Rows = list[Values]
Weights = list[list[Values]]


def rank_certificate(net: Layer, x: Any) -> dict[str, Any]:
    """The certificate of `lb.rank` for a chain of layers on numbers; `NoRule` where none is found.

    All features count, where `lb.rank` has one for each channel: behind `Flatten` it may claim more.

    >>> from symalgebra import Linear, ReLU
    >>> net = Linear(3) >> ReLU() >> Linear(1)
    >>> found = rank_certificate(net, (2,))
    >>> found["claim"], len(found["inputs"]), rank_accepted(found, net)
    ('VC >= 4', 4, True)
    """
    leaves, last, read = opened(net, shape(x))
    points = read.numel + int(last.bias)
    if not isinstance(points, int) or points > MOST_FEATURES:
        raise NoRule(f"{points} features before {last}: a certificate is written for {MOST_FEATURES} at most")
    for seed in range(TRIES):
        weights, inputs = drawn(leaves, shape(x), points, Random(seed))
        if rank(features(leaves, last, shape(x), weights, inputs)) == points:
            return {
                "format": FORMAT, "claim": f"VC >= {points}", "network": str(net), "input": list(shape(x)),
                "weights": [[list(map(str, part)) for part in several] for several in weights],
                "inputs": [list(map(str, values)) for values in inputs],
            }  # fmt: skip
    raise NoRule(f"{points} inputs with independent features were not found for {net}")


def rank_accepted(certificate: Any, net: Layer) -> bool:
    """Whether a certificate proves its claim about a network; never raises, whatever it is given."""
    try:
        x = shape(tuple(certificate["input"]))
        leaves, last, _ = opened(net, x)
        weights = [[list(map(number, part)) for part in several] for several in certificate["weights"]]
        inputs = [list(map(number, values)) for values in certificate["inputs"]]
        points = len(inputs)
        stated = [certificate[key] for key in ("format", "claim", "network")]
        fits = stated == [FORMAT, f"VC >= {points}", str(net)] and all(len(v) == x.numel for v in inputs)
        fits = fits and [[len(part) for part in several] for several in weights] == sizes(leaves, x)
        return fits and rank(features(leaves, last, x, weights, inputs)) == points
    except Exception:  # whatever a stranger's data may cause, it is no proof
        return False


def number(text: str) -> Any:
    """A rational number, an integer where it is one: their products are quicker."""
    return exact(Fraction(text))


def opened(net: Layer, x: Shape) -> tuple[list[Layer], Any, Shape]:
    """The leaves before the last map, that map, and the shape that it reads."""
    *leaves, end = chained(net)
    last: Any = end
    for leaf in leaves:
        x = leaf.out(x)
    if type(last) not in (Conv, Linear) or last.out(x).numel != 1 or last.fan_in(x) != x.numel:
        raise NoRule(f"{net} ends in no map of all features to one output")
    return leaves, last, x


def sizes(leaves: Sequence[Layer], x: Shape) -> list[list[int]]:
    """How many numbers each kernel and each bias have."""
    found = []
    for leaf in leaves:
        found.append(list(counts(leaf, x)))
        x = leaf.out(x)
    return [several for several in found if several]


def features(leaves: Sequence[Layer], last: Any, x: Shape, weights: Weights, inputs: Rows) -> Rows:
    """What the last map reads for each input, and 1 where it has a bias."""
    rows = inputs
    given = iter(weights)
    for leaf in leaves:
        several = next(given) if counts(leaf, x) else []
        rows = [apply(leaf, x, values, several) for values in rows]
        x = leaf.out(x)
    return [[*row, 1] if last.bias else row for row in rows]


def drawn(leaves: Sequence[Layer], x: Shape, points: int, draw: Random) -> tuple[Weights, Rows]:
    """Weights > 0, and inputs > 0 that grow, which no layer bends before the last bias.

    That lies for each channel between what it would write on two of the inputs: there its unit is bent.
    """
    unit = divided(leaves, x)
    grown = [[draw.randint(1, 9) * (j + 1) * unit for _ in range(int(x.numel))] for j in range(points)]
    rows, weights = grown, []
    last = max((place for place, leaf in enumerate(leaves) if shifts(leaf)), default=None)
    for place, leaf in enumerate(leaves):
        several = [[draw.randint(1, 9) for _ in range(k)] for k in counts(leaf, x)]
        if shifts(leaf):
            several[-1] = [0] * len(several[-1])
        if place == last:
            several[-1] = _bends([apply(leaf, x, values, several) for values in rows], len(several[-1]))
        weights += [several] if several else []
        rows, x = [apply(leaf, x, values, several) for values in rows], leaf.out(x)
    return weights, grown


def divided(leaves: Sequence[Layer], x: Shape) -> int:
    """What all means together divide by: inputs that are multiples of it have integers as values."""
    found = 1
    for leaf in leaves:
        found *= int(leaf.fan_in(x)) if isinstance(leaf, (AvgPool, GlobalAvgPool)) else 1
        x = leaf.out(x)
    return found


def _bends(written: Rows, channels: int) -> Values:
    """For each channel less the value in the middle between two inputs, for each between others."""
    found = []
    for c in range(channels):
        values = sorted(row[len(row) // channels * c] for row in written)
        at = c * (len(values) - 1) // channels
        found.append(-int(values[at] + values[min(at + 1, len(values) - 1)]) // 2)
    return found


def rank(rows: Rows) -> int:
    """The rank of a matrix of rational numbers, by elimination."""
    left, found = [list(row) for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        found += 1
        for row in left:
            if row[column]:
                factor = Fraction(row[column]) / pivot[column]
                row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
    return found
