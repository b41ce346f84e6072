"""A network as the chain of its parts: what the series at its top level joins, and what each part can do.

Lower bounds on capacity are constructions: weights for *this* network. They need parts that hand on what the
first layer computed. For some weights, with no sum of inputs below 0 and biases of 0, a part can

    vanish     write 0, whatever it reads
    positive   map 0 to 0 and numbers >= 0 to such, t*x to t*(what x gives) for 0 <= t <= 1
    covers     be positive and write something > 0 as soon as one scalar of its input is > 0
    separate   cover, channel by channel: output channel c is a linear map of channel c, the same for each c
    mixes      first form any linear combination of channels, the same at each position, and cover after that
    shifts     add a constant of choice to each channel of its output
    either     mix, or be separate: which of the two depends on whether a loop has any copies

What is open, as whether a window of symbolic size covers its input, is taken for false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import Any

from ..algebra import Step
from ..formula import Index, Size, formula, positive, size
from ..graph import Graph
from ..graph.core import reduced
from ..layer import Layer
from ..layer.compound import Compound, Product, Sum
from ..layer.walk import traced
from ..measures.factors import at
from ..shape import Shape
from .abilities import NONE, POSITIVE, Can, can

NOWHERE = Shape()


@dataclass(frozen=True)
class Part:
    """A leaf, or branches, or a loop over parts, in the chain of a network."""

    can: Can
    leaf: Any = None
    x: Shape = NOWHERE
    y: Shape = NOWHERE
    body: tuple[Part, ...] = ()
    index: Any = None
    count: Size = 1

    def at(self, index: Index, place: Size) -> Part:
        """The part at a place of the index of a loop around it."""

        def there(value: Size) -> Size:
            return at(value, index, place)

        return replace(
            self,
            leaf=self.leaf and self.leaf.map_sizes(there),
            x=Shape(map(there, self.x)),
            y=Shape(map(there, self.y)),
            body=tuple(part.at(index, place) for part in self.body),
            count=there(self.count),
        )


@dataclass(frozen=True)
class Chain:
    """Parts in series."""

    parts: tuple[Part, ...]

    @property
    def can(self) -> Can:
        """What all of them together can do."""
        return series([part.can for part in self.parts])


def series(several: Sequence[Can]) -> Can:
    """What parts can do one after another: they mix where what comes before is separate, and cover after."""
    covers = all(can.covers for can in several)
    handed = takewhile(lambda can: can.positive, reversed(several))
    before = sum(1 for _ in takewhile(lambda can: can.separate or can.either, several))
    return Can(
        vanish=any(can.vanish for can in handed),
        positive=all(can.positive for can in several),
        covers=covers,
        separate=all(can.separate for can in several),
        mixes=covers and any(can.mixes for can in several[: before + 1]),
        shifts=bool(several) and several[-1].shifts,
        either=before == len(several),
    )


def _beside(several: Sequence[Can], added: bool) -> Can:
    """Branches: one of them does it, and the others vanish."""
    others = [all(can.vanish for can in [*several[:i], *several[i + 1 :]]) for i in range(len(several))]
    alone = [can for can, rest in zip(several, others, strict=True) if rest]
    every = all(can.positive for can in several)
    return Can(
        vanish=all(can.vanish for can in several),
        positive=every,
        covers=every and any(can.covers for can in several),
        separate=added and any(can.separate for can in alone),
        mixes=any(can.mixes for can in alone),
        shifts=(any if added else all)(can.shifts for can in several),
    )


class _Chains:
    """The rules that read a term as the chain of its parts; they must see which loops share weights."""

    def leaf(self, layer: Any, x: Shape, y: Shape) -> Chain:
        """One part."""
        return Chain((Part(can(layer, x, y), layer, x, y),))

    def series(self, values: Iterable[Chain]) -> Chain:
        """The parts one after another."""
        return Chain(tuple(chain.from_iterable(value.parts for value in values)))

    def branches(self, kind: type[Compound], values: Sequence[Chain], outs: Sequence[Shape]) -> Chain:
        """One part; of a gate nothing is known."""
        able = NONE if kind is Product else _beside([value.can for value in values], kind is Sum)
        return Chain((Part(able, y=outs[0]),))

    def repeat(self, value: Chain, index: Index, count: Size, shared: bool) -> Chain:
        """One part; one of perhaps no copies can do only what its copies and `Id` can do alike."""
        if count == 0 or not value.parts:
            return Chain(())
        able, some = value.can, positive(count)
        if shared or not some:
            either = able.mixes and not shared
            able = replace(able, vanish=able.vanish and some, mixes=False, shifts=False, either=either)
        return Chain((Part(able, body=() if shared else value.parts, index=index, count=count),))

    def nest(self, values: Sequence[Chain], core: Chain, index: Index, count: Size) -> Chain:
        """One part, of which nothing is known."""
        return Chain((Part(NONE),))

    def recurrence(self, value: Chain, index: Index, count: Size) -> Chain:
        """One part, of which nothing is known."""
        return Chain((Part(NONE),))

    def graph(self, steps: Sequence[Step]) -> Chain:
        """One part, positive if all of its nodes are; of a gate nothing is known."""
        positive = all(step.join in ("", "sum", "concat") and step.value.can.positive for step in steps)
        return Chain((Part(POSITIVE if positive else NONE, y=steps[-1].out),))


CHAINS = _Chains()


def parts(net: Layer, x: Shape) -> tuple[Part, ...]:
    """The chain of a network on an input; a graph is first cut where all of its paths meet."""
    return tuple(traced(reduced(net) if isinstance(net, Graph) else net, x).value(CHAINS).parts)


def opened(several: Sequence[Part]) -> tuple[Part, ...]:
    """The same parts, the first of which is no loop: its first copy is written out."""
    several = tuple(several)
    while several and several[0].body and positive(several[0].count):
        loop, rest = several[0], several[1:]
        index, following = loop.index, loop.index.formula() + 1
        first = [part.at(index, 0) for part in loop.body]
        others = Chain(tuple(part.at(index, size(following)) for part in loop.body))
        several = (*first, *CHAINS.repeat(others, index, size(formula(loop.count) - 1), False).parts, *rest)
    return several


def closed(several: Sequence[Part]) -> tuple[Part, ...]:
    """The same parts, the last of which is no loop: its last copy is written out."""
    several = tuple(several)
    while several and several[-1].body and positive(several[-1].count):
        several = copied(several)
    return several


def copied(several: Sequence[Part]) -> tuple[Part, ...]:
    """The same parts, where the loop that comes last has copies: the last one is written out."""
    rest, loop = several[:-1], several[-1]
    fewer = size(formula(loop.count) - 1)
    last = [part.at(loop.index, fewer) for part in loop.body]
    return (*rest, *CHAINS.repeat(Chain(loop.body), loop.index, fewer, False).parts, *last)


def endings(several: Sequence[Part], passed: Callable[[Part], bool]) -> list[tuple[Part, ...]]:
    """The parts up to the last that is not passed; a loop of perhaps no copies there has some, or none.

    Of a copy whose own last loop is open it stays the last.
    """
    several = _reduced(several, passed)
    if not (several and several[-1].body):
        return [several]
    return [_reduced(copied(several), passed), *endings(several[:-1], passed)]


def _reduced(several: Sequence[Part], passed: Callable[[Part], bool]) -> tuple[Part, ...]:
    several = closed(several)
    while several and passed(several[-1]):
        several = closed(several[:-1])
    return several
