"""The stages of a network one by one, for the implicit form of the master theorem; counts must be numbers.

The sums over this list are the `Summary`, and the rules are the same, stage by stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from ...errors import NoClosedForm
from ...formula import Index, Size, add, maximum, multiply, size
from ...formula.value import formula
from ...measures.factors import at

MOST_STAGES = 10_000


@dataclass(frozen=True)
class Stage:
    """N predicates of degree D + lam*(the input's) in w parameters, and the input's where `dep` is 1."""

    N: Size
    lam: Size
    D: Size = 0
    w: Size = 0
    dep: int = 1
    pool: bool = False

    def behind(self, a: Stages) -> Stage:
        """The stage behind a block."""
        return Stage(
            N=self.N,
            lam=multiply((self.lam, a.lam)),
            D=add((self.D, multiply((self.lam, a.delta)))),
            w=add((self.w, multiply((self.dep, a.act)))),
            dep=self.dep * a.kappa,
        )

    def joined_by(self, pools: Sequence[Stage], part: Size, whole: Size) -> Stage:
        """With the comparisons of pools on `part` of `whole` channels; of constants nothing is asked."""
        asked = [pool for pool in pools if pool.D != 0 or pool.lam != 0]
        share = (formula(pool.N) * part / whole for pool in asked)
        degree = maximum(self.D, *(pool.D for pool in asked))
        return replace(self, N=add((self.N, *map(size, share))), D=degree)

    def at(self, index: Index, place: Any) -> Stage:
        """The stage at a place of the index."""
        N, lam, D, w = (at(value, index, place) for value in (self.N, self.lam, self.D, self.w))
        return Stage(N, lam, D, w, self.dep, self.pool)


@dataclass(frozen=True)
class Stages:
    """The stages of a block in order; the other fields are those of `Summary`.

    `ends` are the stages of activations that the block ends with, and their channels: there pools join.
    """

    stages: tuple[Stage, ...] = ()
    W: Size = 0
    delta: Size = 0
    lam: Size = 1
    act: Size = 0
    kappa: int = 1
    ends: tuple[tuple[int, Size], ...] = ()

    @classmethod
    def linear(cls, weights: Size, degree: int = 1) -> Stages:
        """A map that is affine in its input and of a degree in its parameters."""
        return cls(W=weights, act=weights, delta=degree)

    @classmethod
    def stage(cls, predicates: Size, degree: int, channels: Size = 1, pool: bool = False) -> Stages:
        """Predicates on the input, between them polynomials of a degree; degree 0 is a threshold."""
        only = Stage(predicates, 1, pool=pool)
        return cls((only,), lam=degree, kappa=min(degree, 1), ends=((0, channels),))

    def then(self, after: Stages, fuse: bool = False) -> Stages:
        """self >> after; with `fuse` the pools of `after` join the last stages of self."""
        moved = [stage.behind(self) for stage in after.stages]
        pools = [new for new, old in zip(moved, after.stages, strict=True) if fuse and old.pool]
        places = [i for i, old in enumerate(after.stages) if not (fuse and old.pool)]
        first = self.with_pools(pools)
        stages = (*first, *(moved[i] for i in places))
        if len(stages) > MOST_STAGES:
            raise NoClosedForm(f"more than {MOST_STAGES} stages; the explicit form of the bound sums them up")
        kept = {old: len(first) + new for new, old in enumerate(places)}
        return Stages(
            stages,
            W=add((self.W, after.W)),
            delta=add((after.delta, multiply((after.lam, self.delta)))),
            lam=multiply((self.lam, after.lam)),
            act=add((after.act, multiply((after.kappa, self.act)))),
            kappa=self.kappa * after.kappa,
            ends=tuple((kept[i], channels) for i, channels in after.ends if i in kept),
        )

    def with_pools(self, pools: Sequence[Stage]) -> tuple[Stage, ...]:
        """The stages, the last ones with the comparisons of pools, shared out by channels."""
        whole, part = add(channels for _, channels in self.ends), dict(self.ends)
        joined = {i: self.stages[i].joined_by(pools, channels, whole) for i, channels in part.items()}
        return tuple(joined.get(i, stage) for i, stage in enumerate(self.stages))

    @staticmethod
    def beside(blocks: Sequence[Stages], gate: bool) -> Stages:
        """Branches that are added or joined; with `gate` they are multiplied."""
        delta, lam = [b.delta for b in blocks], [b.lam for b in blocks]
        starts = [sum(len(b.stages) for b in blocks[:i]) for i in range(len(blocks))]
        return Stages(
            tuple(stage for b in blocks for stage in b.stages),
            W=add(b.W for b in blocks),
            delta=add(delta) if gate else maximum(*delta),
            lam=add(lam) if gate else maximum(*lam),
            act=add(b.act for b in blocks),
            kappa=max(b.kappa for b in blocks),
            ends=tuple((s + i, c) for s, b in zip(starts, blocks, strict=True) for i, c in b.ends),
        )

    def repeated(self, index: Index, count: Size) -> Stages:
        """The blocks at 0, ..., count - 1 in series."""
        return reduce(Stages.then, self.copies(index, count) or [Stages()])

    def followed(self, following: Stages, index: Index, count: Size, fuse: bool) -> Stages:
        """self, then the blocks at 0, ..., count - 1, the pools of each joining the stage before them."""
        return reduce(lambda a, b: a.then(b, fuse), following.copies(index, count), self)

    def tied(self, index: Index, count: Size, fuse: bool) -> Stages:
        """Copies in series that share their parameters; see `Summary.tied`."""
        whole = self.act == self.W and all(stage.dep for stage in self.stages)
        found = self
        for copy in self.copies(index, size(formula(count) - 1)):
            seen = Stages.then(replace(found, act=self.act), copy, fuse)
            later = (replace(s, w=self.W) if whole else s for s in seen.stages[len(found.stages) :])
            kept = (*seen.stages[: len(found.stages)], *later)
            found = replace(seen, stages=kept, W=self.W, act=self.act)
        return found

    def copies(self, index: Index, count: Size) -> list[Stages]:
        """The block at each place of the index."""
        if not isinstance(count, int) or count * max(1, len(self.stages)) > MOST_STAGES:
            raise NoClosedForm(f"stages are listed one by one, and {count} copies are no number or too many")
        return [self.at(index, place) for place in range(count)]

    def at(self, index: Index, place: Any) -> Stages:
        """The stages at a place of the index."""
        W, delta, lam, act = (at(v, index, place) for v in (self.W, self.delta, self.lam, self.act))
        ends = tuple((i, at(channels, index, place)) for i, channels in self.ends)
        return Stages(tuple(s.at(index, place) for s in self.stages), W, delta, lam, act, self.kappa, ends)
