"""The summary of a block for the master theorem: ten sums and degrees that compose in closed form.

Evaluation runs through *stages*. Once the signs of all predicates of earlier stages are known, stage i has
for each example N_i predicates that are fixed polynomials of degree at most D_i in w_i distinct parameters.
Of a block alone they are relative: D_i = own + lam_i*(degree of the input), and w_i = own + the input's
active parameters where the stage depends on the input. The theorem needs sums only, and these compose:

    S     stages                            delta  degree of the output in the block's parameters
    W     distinct parameters               lam    degree of the output in the block's input
    w     sum of w_i                        dep    stages that depend on the input polynomially
    Lam   sum of N_i*lam_i                  act    parameters on which the output depends polynomially
    R     sum of N_i*D_i                    kappa  1 where it depends polynomially on the input, else 0

    A >> B    w = w_A + w_B + dep_B*act_A    R = R_A + R_B + delta_A*Lam_B    delta = delta_B + lam_B*delta_A
              Lam = Lam_A + lam_A*Lam_B      act = act_B + kappa_B*act_A      dep = dep_A + kappa_A*dep_B
              S and W add, lam and kappa multiply
    branches  all add; delta, lam and kappa are maxima, but in a gate delta and lam add too

For piecewise linear networks lam = kappa = 1, dep = S, act = W and Lam is the sum of N_i: six numbers remain.
Two fields keep account: `idle` stages have no parameter, and the theorem leaves them out; `pools` are the
max-pooling stages that read the input itself, which join the stage of a monotone activation before them (none
of a loop of perhaps no copies, where they may not be there).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from typing import Any

from ...errors import NoClosedForm
from ...formula import (
    Index,
    Size,
    add,
    affine,
    formula,
    index_over,
    maximum,
    multiply,
    positive,
    product_over,
    size,
    total,
)
from ...measures.factors import at


@dataclass(frozen=True)
class Summary:
    """The fields above; the default is that of `Id`."""

    S: Size = 0
    W: Size = 0
    w: Size = 0
    Lam: Size = 0
    R: Size = 0
    delta: Size = 0
    lam: Size = 1
    dep: Size = 0
    act: Size = 0
    kappa: int = 1
    idle: Size = 0
    pools: int = 0

    @classmethod
    def linear(cls, weights: Size, degree: int = 1) -> Summary:
        """A map that is affine in its input and of a degree in its parameters."""
        return cls(W=weights, act=weights, delta=degree)

    @classmethod
    def stage(cls, predicates: Size, degree: int, channels: Size = 1, pool: bool = False) -> Summary:
        """Predicates on the input, between them polynomials of a degree; degree 0 is a threshold."""
        return cls(S=1, Lam=predicates, lam=degree, dep=1, kappa=min(degree, 1), idle=1, pools=int(pool))

    def then(self, after: Summary, fuse: bool = False) -> Summary:
        """self >> after; with `fuse` the pools of `after` join the last stage of self."""
        a, b = self, after.fused() if fuse else after
        if a.kappa == 0 and is_zero(a.act):
            b = b.less(b.idle)
        return Summary(
            S=add((a.S, b.S)),
            W=add((a.W, b.W)),
            w=add((a.w, b.w, multiply((b.dep, a.act)))),
            Lam=add((a.Lam, multiply((a.lam, b.Lam)))),
            R=add((a.R, b.R, multiply((a.delta, b.Lam)))),
            delta=add((b.delta, multiply((b.lam, a.delta)))),
            lam=multiply((a.lam, b.lam)),
            dep=add((a.dep, multiply((a.kappa, b.dep)))),
            act=add((b.act, multiply((b.kappa, a.act)))),
            kappa=a.kappa * b.kappa,
            idle=add((a.idle, b.idle)) if is_zero(a.act) else a.idle,
            pools=a.pools,
        )

    def fused(self) -> Summary:
        """Without its pools, which are counted in the stage before it."""
        return self.less(self.pools)

    def less(self, stages: Size) -> Summary:
        """Without so many stages that depend on the input and have no parameter of their own."""
        if is_zero(stages):
            return self
        gone: dict[str, Any] = {name: size(getattr(self, name) - stages) for name in ("S", "dep", "idle")}
        return replace(self, **gone)

    @staticmethod
    def beside(blocks: Sequence[Summary], gate: bool) -> Summary:
        """Branches that are added or joined; with `gate` they are multiplied."""
        sums: dict[str, Any] = {name: add(getattr(b, name) for b in blocks) for name in ADDED}
        delta, lam = ([getattr(b, name) for b in blocks] for name in ("delta", "lam"))
        return Summary(
            **sums,
            delta=add(delta) if gate else maximum(*delta),
            lam=add(lam) if gate else maximum(*lam),
            kappa=max(b.kappa for b in blocks),
            pools=sum(b.pools for b in blocks),
        )

    def repeated(self, index: Index, count: Size) -> Summary:
        """The blocks at 0, ..., count - 1 in series, each with parameters of its own."""
        if self.kappa == 0 and positive(count):
            following, rest = self.at(index, index.formula() + 1), size(formula(count) - 1)
            return self.at(index, 0).followed(following, index, rest, fuse=False)
        if self.kappa == 0:
            raise NoClosedForm(f"{count} copies, perhaps none, that end in thresholds have no closed form")
        i = index.formula()
        j = index_over(i, *self.formulas())
        one = self.at(index, j.formula())
        act, lam = total(one.act, j, size(i)), product_over(one.lam, j, size(i))
        if index in formula(self.lam).free:
            if isinstance(count, int):
                return reduce(Summary.then, (self.at(index, place) for place in range(count)), Summary())
            raise NoClosedForm("the degree changes from copy to copy of a loop; give its count a number")
        delta = affine(self.lam, self.delta, 0, index, size(i))
        each = Summary().then(self).behind(act, lam, delta)
        sums: dict[str, Any] = {name: total(getattr(each, name), index, count) for name in ADDED}
        if not is_zero(self.act):
            sums["idle"] = at(self.idle, index, 0) if positive(count) else 0
        ends: dict[str, Any] = {"lam": at(lam, index, count), "delta": at(delta, index, count)}
        return replace(self, **sums, **ends, pools=self.pools if positive(count) else 0)

    def followed(self, following: Summary, index: Index, count: Size, fuse: bool) -> Summary:
        """self, then the blocks at 0, ..., count - 1, the pools of each joining the stage before them.

        Blocks that end in thresholds hand on nothing of what is before: each sees its neighbour alone, and
        the degree and the parameters of self are those that continue the pattern of the blocks downwards.
        """
        later = following.fused() if fuse else following
        if later.kappa == 1:
            return self.then(later.repeated(index, count))
        before = following.at(index, index.formula() - 1)
        if is_zero(before.act):
            later = later.less(later.idle)
        inner, last = later.behind(before.act, before.lam, before.delta), before.at(index, count)
        kept: dict[str, Any] = {n: total(getattr(inner, n), index, count) for n in ("S", "W", "w", "R")}
        sums: dict[str, Any] = {name: add((getattr(self, name), value)) for name, value in kept.items()}
        return replace(self, **sums, act=last.act, delta=last.delta)

    def behind(self, act: Size, lam: Size, delta: Size) -> Summary:
        """The sums, behind a block with such an output."""
        return replace(
            self,
            w=add((self.w, multiply((self.dep, act)))),
            Lam=multiply((lam, self.Lam)),
            R=add((self.R, multiply((delta, self.Lam)))),
        )

    def tied(self, index: Index, count: Size, fuse: bool) -> Summary:
        """`count` copies in series that share their parameters; with `fuse` pools join the copy before.

        A stage of a later copy sees at most all W parameters: W, or w_i + act, whichever is known to be less.
        """
        later = self.fused() if fuse else self
        whole = self.act == self.W and self.dep == self.S
        seen = multiply((later.S, self.W)) if whole else add((later.w, multiply((later.dep, self.act))))
        first, others = (self.w, size(formula(count) - 1)) if positive(count) else (0, count)
        copies = self.repeated(index, count)
        gone = size(formula(self.S - later.S) * others)
        found = copies.less(gone) if is_zero(self.act) else replace(copies.less(gone), idle=copies.idle)
        return replace(found, W=self.W, act=self.act, w=add((first, multiply((others, seen)))))

    def at(self, index: Index, place: Any) -> Summary:
        """The summary at a place of the index."""
        found: dict[str, Any] = {f.name: at(getattr(self, f.name), index, place) for f in fields(self)}
        return Summary(**found)

    def formulas(self) -> list[Size]:
        """The fields that hold symbols."""
        return [v for f in fields(self) if not isinstance(v := getattr(self, f.name), int)]


ADDED = ("S", "W", "w", "Lam", "R", "dep", "act", "idle")


def is_zero(value: Size) -> bool:
    """Whether a size is the number 0."""
    return isinstance(value, int) and value == 0
