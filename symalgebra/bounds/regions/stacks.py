"""Networks that are stacks of maps and activations, as bounds on linear regions speak of them.

Dense: [Linear, activation] ..., then affine layers. Convolutional: [Conv, activation] ..., then affine
layers. Copies of a loop, as many as a symbol says, are one run of layers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...formula import Size, add
from ...leaves import Conv, Dropout, Flatten, Linear, ReLU
from ...shape import Shape
from ..parts import Part, opened
from ..shattering import Failure
from ..theorem.pieces import folding
from .kinds import BROKEN, affine
from .layers import Run, runs
from .xiong import Layer

NOTHING = (Dropout, Flatten)
MOST_LAYERS = 10_000


@dataclass(frozen=True)
class Layered:
    """The widths n0, n1, ... of a dense network; whether all maps have biases, all activations are ReLU."""

    widths: tuple[Size | Run, ...]
    biased: bool
    rectified: bool

    @property
    def depth(self) -> int | None:
        """The number of hidden layers, None where it is no number."""
        whole = add(count for _, count in runs(self.widths))
        return whole if isinstance(whole, int) else None


@dataclass(frozen=True)
class Convolutions:
    """The layers of a convolutional network; whether all have biases, all activations are ReLU; the rest."""

    layers: tuple[Layer, ...]
    biased: bool
    rectified: bool
    rest: tuple[Any, ...]  # the affine leaves behind the last activation, None for what is no leaf


Pair = tuple[Part, Part, bool]  # a map, its activation, whether the map has a bias or a norm that shifts
Stack = list[tuple[Pair, Size]]  # and how many copies of it in series


def layered(chain: Sequence[Part], x: Shape) -> Layered | Failure:
    """The widths of a dense network."""
    read = stack(chain, Linear)
    if isinstance(read, Failure):
        return read
    found, _ = read
    if x.rank:
        return Failure(f"it reads {x}, and no vector")
    widths: list[Size | Run] = [x.channels]
    for (map_, _, _), count in found:
        width = map_.y.channels
        widths.append((width, count) if count != 1 else width)
    return Layered(tuple(widths), *_kinds([pair for pair, _ in found]))


def convolutions(chain: Sequence[Part]) -> Convolutions | Failure:
    """The layers of a convolutional network."""
    read = stack(chain, Conv)
    if isinstance(read, Failure):
        return read
    found, rest = read
    if any(not isinstance(count, int) for _, count in found):
        return Failure("the number of its layers is open", certain=False)
    pairs = [pair for pair, count in found for _ in range(int(count))]
    if any(map_.leaf.groups != 1 for map_, _, _ in pairs):
        return Failure("a convolution has groups")
    layers = tuple((m.leaf, m.x, m.y) for m, _, _ in pairs)
    return Convolutions(layers, *_kinds(pairs), tuple(part.leaf for part in rest))


def _kinds(pairs: Sequence[Pair]) -> tuple[bool, bool]:
    return all(biased for *_, biased in pairs), all(type(bend.leaf) is ReLU for _, bend, _ in pairs)


def stack(chain: Sequence[Part], kind: type) -> tuple[Stack, list[Part]] | Failure:
    """The hidden layers of one kind, and what is behind the last one, all affine."""
    found: Stack = []
    rest = list(chain)
    while any(not _affine(part) for part in rest):
        if len(found) == MOST_LAYERS:
            return Failure(f"more than {MOST_LAYERS:,} layers", certain=False)
        if rest[0].body and not _alike(rest[0], kind):
            rest = list(opened(rest))  # the first copy is written out: it may read another shape
            if rest[0].body:
                return Failure("a loop is no run of equal layers", certain=False)
            continue
        loop = rest[0] if rest[0].body else None
        pair = _pair(list(loop.body) if loop else rest, kind)
        if isinstance(pair, Failure):
            return pair
        found.append((pair, rest.pop(0).count if loop else 1))
    return (found, rest) if found else Failure("no layer bends")


def _alike(loop: Part, kind: type) -> bool:
    """Whether all copies of a loop are one map and one activation, the same in each.

    They keep their shape then; so copies, perhaps none, are as wide as what is before them.
    """
    rest = list(loop.body)
    alone = not isinstance(_pair(rest, kind), Failure) and not rest
    return alone and all(part.at(loop.index, 0) == part for part in loop.body)


def _pair(rest: list[Part], kind: type) -> Pair | Failure:
    """The next map with its activation, taken from what is left."""
    skipped(rest)
    if not rest or type(rest[0].leaf) is not kind:
        return Failure(f"{_name(rest)} is no {kind.__name__}")
    map_ = rest.pop(0)
    biased = map_.leaf.bias
    while rest and (folding(rest[0].leaf) or isinstance(rest[0].leaf, NOTHING)):
        biased = rest.pop(0).can.shifts or biased
    bend: Any = rest[0].leaf if rest else None
    if type(bend) not in BROKEN or bend.breakpoints != 1:
        return Failure(f"{_name(rest)} is no activation of one breakpoint")
    return map_, rest.pop(0), bool(biased)


def skipped(rest: list[Part]) -> None:
    """Leave out what hands scalars on."""
    while rest and isinstance(rest[0].leaf, NOTHING):
        rest.pop(0)


def _name(rest: Sequence[Part]) -> Any:
    return (rest[0].leaf or "a loop or branches") if rest else "the end"


def _affine(part: Part) -> bool:
    return affine(part.leaf) if part.leaf is not None else bool(part.body) and all(map(_affine, part.body))
