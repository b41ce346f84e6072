"""The mean transfer of a network, which carries layer complexity and intrinsic power alike [ours].

T is the number of paths from input scalars to output scalars when every leaf is replaced by its mean
transfer. It is normalised by the channels of the input and by the positions of the output:

    V = T / (c_in * R_out)      N = c*R,  c channels,  R = r1*...*rd positions

the paths from one input channel to one output position. With this choice no rule needs a shape:

    leaf     V = E/(c_in * R_out) = P*c_out/c_in, E the connections, P = E/N_out the fan-in
    series   T(f >> g) = T(f)*T(g)/N, N between them:  V multiplies
    sum, concat, product   T adds, and all branches have one c_in and one R_out:  V adds
    gate     a 1x1 output that is broadcast has P = 1:  V stays
    repeat   a product over the index;  nest: a sum over the levels of such products

and both measures are read off at the end points,

    C = T/N_in = V * R_out/R_in         P = T/N_out = V * c_in/c_out

so N_in*C = c_in*R_out*V = N_out*P, the conservation law, holds by construction. V of a convolution is
k**d * c_out/g, a whole number without sizes, so floors and quotients of sizes enter at the end points only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..algebra import PATHS, Semiring
from ..formula import Index, Size, add
from ..measure import Measure
from ..shape import Shape
from .factors import Factors, over, power, product, quotient, whole


def _beside(*values: Factors) -> Factors:
    return power(add(map(whole, values)))


def _nest(values: Sequence[Factors], core: Factors, index: Index, count: Size) -> Factors:
    """X(i) = before*after*(1 + enter*X(i + 1)*leave), as for the number of routes."""
    return power(PATHS.nest([whole(value) for value in values], whole(core), index, count))


def _bundle(values: Sequence[Factors], outs: Sequence[Shape]) -> Factors:
    """Several outputs are one line of scalars, at one position: T = c_in*V, so V is the sum of R_out*V."""
    return _beside(*(product((value, positions(y))) for value, y in zip(values, outs, strict=True)))


PATHS_OF_MEANS = Semiring("mean transfer (+, x)", _beside, product, {0: 1}, {})
TRANSFER = PATHS_OF_MEANS.algebra(over, _nest).with_rules(bundle=_bundle)


def transfer(leaf: Any, x: Shape, y: Shape) -> Factors:
    """V = P*c_out/c_in by the fan-in P; V = C*R_in/R_out for a leaf that states its fan-out C."""
    fan_out = leaf.fan_out(x)
    if fan_out is not None:
        return product((power(fan_out), positions(x), positions(y, -1)))
    first, *others = leaf.spans(x)
    return product((quotient(first, x.channels), *map(power, others), power(y.channels)))


mean_transfer = Measure(transfer, TRANSFER)


def forward(value: Factors, x: Shape, y: Shape) -> Factors:
    """C = V * R_out/R_in."""
    return product((value, positions(y), positions(x, -1)))


def backward(value: Factors, x: Shape, y: Shape) -> Factors:
    """P = V * c_in/c_out."""
    return product((value, power(x.channels), power(y.channels, -1)))


def positions(x: Shape, exponent: int = 1) -> Factors:
    """(r1*...*rd) ** exponent."""
    return product(power(r, exponent) for r in x.resolution)
