"""Values on graphs: costs as sums over nodes, path measures in one pass over a semiring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import ShapeError
from ..formula import Index, Size
from .rules import Algebra, Outs, Step, in_steps


@dataclass(frozen=True)
class Semiring:
    """Values that `plus` joins side by side and `times` in series, where series distributes over branches.

    star(a) = one + a + a*a + ... is the value of a loop: one = star(a) - a*star(a), as far as it exists.
    """

    name: str
    plus: Callable[..., Any]
    times: Callable[[Iterable[Any]], Any]
    zero: Any
    one: Any
    star: Callable[[Any], Any] | None = None

    def algebra(
        self,
        repeat: Callable[[Any, Index, Size], Any],
        nest: Callable[[Sequence[Any], Any, Index, Size], Any],
    ) -> Algebra:
        """The algebra of a path measure, with the power of a value and the value of a nest."""

        def beside(values: Sequence[Any], outs: Outs) -> Any:
            return self.plus(*values)

        rules = (self.times, beside, beside, beside, repeat, nest)
        return Algebra(self.name, *rules, graph=over_paths, recurrence=in_steps)


def over_nodes(algebra: Algebra, steps: Sequence[Step]) -> Any:
    """A cost on a graph: the sum over its nodes and junctions, each once, however many paths lead through it.

    A junction costs what the algebra charges for branches that cost nothing themselves. Where weights count
    once, nodes that share theirs count once.
    """
    nothing = algebra.series(())
    values: list[Any] = []
    met: dict[Any, Any] = {}
    for step in steps:
        if step.join:
            values.append(algebra.beside(step.join, [nothing] * len(step.sources), step.outs))
        if not (algebra.once and step.shared in met):
            values.append(step.value)
        elif met[step.shared] != step.value:
            raise ShapeError(
                f"layers that share the weights {step.shared!r} must have the same number of them: "
                f"one has {met[step.shared]}, another {step.value}"
            )
        if step.shared is not None:
            met[step.shared] = step.value
    return algebra.series(values)


def over_paths(algebra: Algebra, steps: Sequence[Step]) -> Any:
    """A path measure on a graph, in one pass from the input: what leads to a node's sources, times its value.

    It is the sum over all paths, for series distributes over branches.
    """
    return algebra.series(_through(algebra, steps, *ends) for ends in stretches(steps))


def stretches(steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """The nodes between which a graph is a series: every path leads through them. The input comes first."""
    last = {source: number for number, step in enumerate(steps, 1) for source in step.sources}
    start, farthest = 0, last[0]
    for number in range(1, len(steps) + 1):
        if farthest == number:
            yield start, number
            start = number
        farthest = max(farthest, last.get(number, 0))


def _through(algebra: Algebra, steps: Sequence[Step], start: int, end: int) -> Any:
    """The value from one node to another one that every path leads through."""
    reached = {start: algebra.series(())}
    for number in range(start + 1, end + 1):
        step = steps[number - 1]
        joined = algebra.beside(step.join, [reached[source] for source in step.sources], step.outs)
        reached[number] = (
            algebra.series((joined, step.value)) if number > start + 1 or step.join else step.value
        )
    return reached[end]
