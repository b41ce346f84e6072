"""The stages of a graph that is not series-parallel, each parameter counted once, however many ways lead on.

What a node reads has a degree in the parameters, a degree in the input, and the set of nodes whose parameters
it depends on. A junction takes maxima, or sums where it multiplies, and unites the sets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...algebra import Step
from ...formula import Size, add, maximum, multiply
from .stages import Stages
from .summary import Summary, is_zero


@dataclass(frozen=True)
class State:
    """Of a scalar: its degrees, whether it depends polynomially on the input, and the parameters it sees."""

    delta: Size = 0
    lam: Size = 1
    kappa: int = 1
    sees: Mapping[Any, Size] = field(default_factory=dict)

    @property
    def act(self) -> Size:
        """The number of parameters that are seen."""
        return add(self.sees.values())

    @staticmethod
    def joined(states: Sequence[State], gate: bool) -> State:
        """Of scalars that are added, joined or multiplied."""
        delta, lam = [s.delta for s in states], [s.lam for s in states]
        return State(
            add(delta) if gate else maximum(*delta),
            add(lam) if gate else maximum(*lam),
            max(s.kappa for s in states),
            {key: weights for s in states for key, weights in s.sees.items()},
        )

    def through(self, body: Any, key: Any) -> State:
        """Behind a layer: its own parameters, and those before it unless a threshold cuts them off."""
        sees = {**(self.sees if body.kappa else {}), key: body.act}
        delta = add((body.delta, multiply((body.lam, self.delta))))
        return State(delta, multiply((body.lam, self.lam)), body.kappa * self.kappa, sees)


Nodes = Sequence[tuple[Any, State, bool]]  # a carrier, what it reads, and whether its parameters are new


def wired(kind: type[Any], steps: Sequence[Step]) -> Any:
    """The carrier of a graph."""
    return (listed if kind is Stages else summed)(*read(steps))


def summed(nodes: Nodes, end: State) -> Summary:
    """The summary: sums over the nodes."""
    seen = [
        (b.less(b.idle) if is_zero(s.act) and not s.kappa else b).behind(s.act, s.lam, s.delta)
        for b, s, _ in nodes
    ]
    pairs = list(zip(seen, (s for _, s, _ in nodes), strict=True))
    sums: dict[str, Any] = {name: add(getattr(b, name) for b in seen) for name in ("S", "w", "Lam", "R")}
    return Summary(
        **sums,
        W=add(b.W for b, _, new in nodes if new),
        delta=end.delta,
        lam=end.lam,
        dep=add(multiply((s.kappa, b.dep)) for b, s in pairs),
        act=end.act,
        kappa=end.kappa,
        idle=add(b.idle for b, s in pairs if is_zero(s.act)),
    )


def listed(nodes: Nodes, end: State) -> Stages:
    """The stages, one after another."""
    seen = ((b, Stages((), 0, s.delta, s.lam, s.act, s.kappa)) for b, s, _ in nodes)
    stages = tuple(stage.behind(before) for b, before in seen for stage in b.stages)
    return Stages(stages, add(b.W for b, _, new in nodes if new), end.delta, end.lam, end.act, end.kappa)


def read(steps: Sequence[Step]) -> tuple[Nodes, State]:
    """The nodes with what they read, and the state of the output.

    A norm folds into a linear layer that nothing else reads. Pools stay stages of their own.
    """
    states: list[State] = [State()]
    tails: list[Any] = [None]
    found, met = [], set()
    for number, step in enumerate(steps, 1):
        before = State.joined([states[s] for s in step.sources], step.join == "product")
        single = not step.join and read_once(steps, step.sources[0])
        tail = tails[step.sources[0]] if single else None
        body = step.value.behind(tail)
        key = number if step.shared is None else ("shared", step.shared)
        found.append((body, before, key not in met))
        met.add(key)
        states.append(before.through(body, key))
        tails.append(tail if step.value.plain else step.value.tail)
    return found, states[-1]


def read_once(steps: Sequence[Step], source: int) -> bool:
    """Whether one node alone reads a source."""
    return sum(step.sources.count(source) for step in steps) == 1
