"""Blocks: what meets at the seam of two blocks is folded or fused before their carriers are multiplied.

    Conv >> BatchNorm   folds: together they compute what a conv with bias does, with that one's parameters
    ReLU >> MaxPool     fuses: the maximum of monotone functions is the function of the maximum, so the pool's
                        comparisons are asked together with the activation's predicates, in one stage

A norm at the head of a block is held apart, since it may yet fold into what comes before; so is known what a
block ends with. Folding and fusing are inclusions of function classes, and never increase a bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Literal

from ...algebra import Algebra, Outs, Step
from ...errors import NoClosedForm
from ...formula import Index, Size, add, formula, positive, size
from ...measures.factors import at
from .wired import wired

Carrier = Any  # a `Summary`, or the list of `Stages`


@dataclass(frozen=True)
class Tail:
    """What a block ends with: a monotone activation, or a linear map, `bare` channels of it without bias."""

    kind: Literal["activation", "linear"]
    channels: Size
    bare: Size = 0


@dataclass(frozen=True)
class Block:
    """A norm of so many channels at the head (0: none), then what the carrier tells, with its tail.

    `plain` blocks hand scalars on, perhaps in another order: what is before them meets what is behind.
    """

    body: Carrier
    norm: Size = 0
    tail: Tail | None = None
    plain: bool = False

    def whole(self) -> Carrier:
        """The carrier, the norm at the head included as an affine map of its own."""
        if isinstance(self.norm, int) and self.norm == 0:
            return self.body
        return type(self.body).linear(size(2 * self.norm)).then(self.body)

    def then(self, after: Block) -> Block:
        """self >> after."""
        if self.plain or after.plain:
            return after if self.plain else self
        body = self.body.then(after.behind(self.tail), fuse=self.fuses(after))
        return Block(body, self.norm, after.tail)

    def fuses(self, after: Block) -> bool:
        """Whether pools at the head of what follows join the last stage."""
        return self.tail is not None and self.tail.kind == "activation" and after.norm == 0

    def behind(self, tail: Tail | None) -> Carrier:
        """The carrier behind a block with such a tail: a norm folds into a linear map of its channels."""
        if tail is None or tail.kind != "linear" or self.norm == 0 or tail.channels != self.norm:
            return self.whole()
        return type(self.body).linear(tail.bare, degree=0).then(self.body)

    def at(self, index: Index, place: Any) -> Block:
        """The block at a place of the index."""
        tail = self.tail and replace(
            self.tail, channels=at(self.tail.channels, index, place), bare=at(self.tail.bare, index, place)
        )
        return Block(self.body.at(index, place), at(self.norm, index, place), tail, self.plain)

    def repeated(self, index: Index, count: Size) -> Block:
        """Copies in series: the first, then each as it is behind the one before it."""
        if self.plain:
            return self
        following = self.at(index, index.formula() + 1)
        if not (self.fuses(following) or self.norm != 0) or not positive(count):
            return Block(self.whole().repeated(index, count), 0, self._last(index, count))
        rest, first = size(formula(count) - 1), self.at(index, 0)
        body = first.body.followed(following.behind(self.tail), index, rest, self.fuses(following))
        return Block(body, first.norm, self._last(index, count))

    def tied(self, index: Index, count: Size) -> Block:
        """Copies in series that share their parameters, where no norm folds from copy to copy."""
        if self.plain:
            return self
        fuse = self.fuses(self) and positive(count)
        return Block(self.whole().tied(index, count, fuse=fuse), 0, self.tail)

    def _last(self, index: Index, count: Size) -> Tail | None:
        return self.at(index, size(formula(count) - 1)).tail if positive(count) else None


def algebra(kind: type[Carrier]) -> Algebra:
    """The algebra of blocks over one kind of carrier."""
    unit = Block(kind(), plain=True)

    def series(values: Iterable[Block]) -> Block:
        return reduce(Block.then, values, unit)

    def branches(join: Any, gate: bool = False) -> Any:
        def rule(values: Sequence[Block], outs: Outs) -> Block:
            return Block(kind.beside([b.whole() for b in values], gate), 0, join([b.tail for b in values]))

        return rule

    def graph(rules: Algebra, steps: Sequence[Step]) -> Block:
        return Block(wired(kind, steps))

    return Algebra(
        f"blocks of {kind.__name__.lower()}", series, branches(summed), branches(joined),
        branches(lambda tails: None, gate=True), Block.repeated, nested, graph=graph, shared=Block.tied,
    )  # fmt: skip


def joined(tails: Sequence[Tail | None]) -> Tail | None:
    """The tail of a concat: one kind in all branches."""
    known = [tail for tail in tails if tail]
    kinds = {tail.kind for tail in known}
    if len(known) < len(tails) or len(kinds) > 1:
        return None
    return Tail(kinds.pop(), add(t.channels for t in known), add(t.bare for t in known))


def summed(tails: Sequence[Tail | None]) -> Tail | None:
    """The tail of a sum: that of linear maps is linear, with a bias where one has it."""
    found = joined(tails)
    if found is None or found.kind != "linear":
        return None
    first = tails[0]
    assert first is not None
    biased = any(tail is not None and tail.bare == 0 for tail in tails)
    return Tail("linear", first.channels, 0 if biased else first.channels)


def nested(values: Sequence[Block], core: Block, index: Index, count: Size) -> Block:
    """A nest: for sums and degrees the series of its levels, down and up.

    For Id | f has the summary of f where f's output depends on its input: no field of `Id` is greater.
    """
    before, enter, leave, after = values
    up = Block(leave.whole(), 0, None).then(Block(after.whole(), 0, after.tail))
    down = before.then(Block(enter.whole(), 0, enter.tail))
    if any(part.body.kappa == 0 for part in (down, core, up)):
        raise NoClosedForm("a nest with thresholds has no summary in closed form; give its depth a number")
    turned = up.at(index, size(formula(count) - 1 - index.formula()))
    return down.repeated(index, count).then(core).then(turned.repeated(index, count))
