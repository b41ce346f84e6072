"""Lower bounds on the VC dimension of a given architecture, by weights that shatter so many points.

They work in the first layer. With P outputs for each of c1 channels, u an affine function under
the window of an output, that is bent at 0, the differences

    hat        r(u + 1) - 2*r(u) + r(u - 1)                    3 channels, 0 but for |u| < 1
    trapezoid  r(u + 2) - r(u + 1) - r(u - 1) + r(u - 2)       4 channels, 0 but for |u| < 2

are never negative, for ReLU, for its leaky kin and, on small numbers, for ReLU6. The next layer that mixes
channels forms their sum, all later ones have weights > 0, and the last bias makes it a threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..formula import Size, floordiv, formula, log2, multiply, size
from ..leaves import BatchNorm, Conv, Dropout, Flatten, LeakyReLU, Linear
from .abilities import BENT, inner, seen
from .parts import Part, closed, opened, series

HANDED = (Dropout, Flatten)


@dataclass(frozen=True)
class Failure:
    """Why a construction is not available: whether that is certain, or open for symbolic sizes."""

    text: str
    certain: bool = True

    @property
    def verdict(self) -> tuple[bool | None, str]:
        """As that of an assumption: it fails, or is not decided."""
        return (False if self.certain else None), self.text


@dataclass(frozen=True)
class Front:
    """The first layer: its convolution or linear map, and what follows its activation."""

    map: Part
    rest: tuple[Part, ...]


def front(parts: Sequence[Part]) -> Front | Failure:
    """The first layer: one group, a bias of its own or of a norm, and an activation that is bent at 0."""
    rest = opened(parts)
    while rest and type(rest[0].leaf) in HANDED:
        rest = opened(rest[1:])
    if not rest or type(rest[0].leaf) not in (Conv, Linear):
        return Failure("no convolution or linear map comes first")
    first, rest = rest[0], opened(rest[1:])
    if getattr(first.leaf, "groups", 1) != 1:
        return Failure(f"{first.leaf} has groups")
    biased = first.leaf.bias
    while rest and type(rest[0].leaf) in (BatchNorm, *HANDED):
        biased = biased or rest[0].can.shifts
        rest = opened(rest[1:])
    if not biased:
        return Failure(f"{first.leaf} has no bias")
    if not rest or not bent(rest[0]):
        return Failure(f"no ReLU, ReLU6, LeakyReLU or PReLU follows {first.leaf}")
    return Front(first, rest[1:])


def bent(part: Part) -> bool:
    """Whether a part is an activation that is bent at 0."""
    return type(part.leaf) in BENT and not (type(part.leaf) is LeakyReLU and part.leaf.negative_slope == 1)


def handed_on(rest: Sequence[Part]) -> Failure | None:
    """Why what the first layer computes may not arrive at the output, with a threshold of choice."""
    if not series([part.can for part in rest]).mixes:
        return _hindrance(rest)
    return threshold(rest)


def _hindrance(rest: Sequence[Part]) -> Failure:
    before: list[Part] = []
    for part in rest:
        if part.can.mixes:
            break
        if not (part.can.separate or part.can.either):
            return _joined(part, any(other.can.either for other in before))
        before.append(part)
    else:
        return Failure("no layer adds up the channels of the first one")
    blocked = next(part for part in rest if not part.can.covers)
    return failure(blocked, "may hand on nothing of some of its inputs")


def _joined(part: Part, after: bool) -> Failure:
    """A part in the way; behind a loop that adds up the channels only where that has no copies."""
    found = failure(part, "keeps no channels apart before they are added up")
    if not after:
        return found
    return Failure(f"{found.text}, where a loop before it has no copies", certain=False)


def failure(part: Part, what: str) -> Failure:
    """What a part does not do; certain where no choice of its symbols does."""
    name = part.leaf if part.leaf is not None else "a loop or branches"
    numbers = all(isinstance(d, int) for d in (*part.x, *part.y))
    return Failure(f"{name} {what}", not part.can.positive or part.can.covers or numbers)


def threshold(rest: Sequence[Part]) -> Failure | None:
    """Why the network may not end in a map with a bias, behind which nothing is bent."""
    several = closed(rest)
    while several and not several[-1].can.shifts and plain(several[-1]):
        several = closed(several[:-1])
    if several and several[-1].can.shifts and several[-1].leaf is not None:
        return None
    return Failure("it ends in no convolution or linear map with a bias")


def plain(part: Part) -> bool:
    """Whether a part is one leaf that is linear, channel by channel."""
    return part.leaf is not None and part.can.separate and not bent(part)


def slabs(found: Front) -> Size:
    """2*floor(c1/3)*n for n inputs that one of the c1 units of the first layer reads together (M, R).

    Given as many points in general position, all within one window, the smaller class is covered by
    floor(c1/3) groups of n points; each group lies on a hyperplane of its own, on which a narrow hat stands.
    Baum, "On the capabilities of multilayer perceptrons", J. Complexity 4, 1988, for thresholds.
    """
    c1, n = found.map.y.channels, seen(found.map.leaf, found.map.x)
    return size(2 * formula(floordiv(c1, 3)) * n)


def resolution(found: Front) -> Size:
    """floor(c1/4)*floor(log2(P)) for P positions of c1 channels (R; the order: Sepliarskaia et al. 2025).

    Position g of image i holds a number that stands for g where bit i of g is 1, and 0 elsewhere. The
    trapezoid around the number of g fires on the images whose bits in g are 1: any subset, by the choice of
    g. Each four channels do so for images of their own, which use other numbers.
    """
    y = found.map.y
    return size(formula(floordiv(y.channels, 4)) * floor_log2(multiply(y.resolution)))


def floor_log2(positions: Size) -> Size:
    """floor(log2(P)), exactly."""
    if isinstance(positions, int):
        return positions.bit_length() - 1
    return floordiv(log2(positions), 1)


def one_by_one(found: Front) -> Failure | None:
    """Why the first layer may not read its input scalars one by one."""
    if inner(found.map.leaf, found.map.x):
        return None
    return Failure(f"no tap of {found.map.leaf} lies inside the input at every position")
