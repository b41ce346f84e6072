"""A network on an input, and the facts about it that assumptions and formulas of the catalogue ask for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

from ..errors import NoClosedForm, NoRule, SymalgebraError
from ..formula import Size, facts, size, substitute
from ..graph import Graph
from ..layer import Layer
from ..layer.compound import Product
from ..layer.node import postorder
from ..layer.scope import substituted
from ..leaves import Leaf
from ..measures import params, units
from ..shape import Shape, shape
from .counting import compared, exponentials, pooled, steps, widest
from .features import Features, last_features
from .order import alternates
from .parts import Part, parts
from .regions.cuts import Bent
from .regions.stacks import Convolutions, Layered, convolutions, layered
from .regions.vertices import READ
from .shattering import Failure, Front, front
from .theorem.master import summary, unfused
from .theorem.pieces import POOLS, folding
from .theorem.summary import Summary


class Network:
    """A term on an input shape; each fact is worked out when it is first asked for.

    `outputs` is the number of classes that argmax chooses from, 1 for the sign of one output; `bits` those of
    each parameter, for networks whose weights are quantised.

    >>> from symalgebra import Linear, ReLU
    >>> network = Network(Linear(3) >> ReLU() >> Linear(1), (2,))
    >>> network.y, network.W, network.U, network.S
    ((1,), 13, 4, 2)
    """

    def __init__(
        self, net: Layer, x: Any, where: Iterable[Any] = (), outputs: int = 1, bits: Size | None = None
    ) -> None:
        self.where = tuple([where] if isinstance(where, str) else where)
        known = facts(self.where) if self.where else {}
        self.net = substituted(net, known)
        self.x = shape(x).each(lambda d: substitute(d, known))
        self.outputs, self.bits = outputs, bits

    @cached_property
    def y(self) -> Shape:
        """The shape of the output."""
        return self.net.out(self.x)

    @cached_property
    def parts(self) -> tuple[Layer, ...]:
        """Every distinct object of the term."""
        return tuple(postorder(self.net))

    @cached_property
    def leaves(self) -> tuple[Any, ...]:
        """The distinct leaves."""
        return tuple(dict.fromkeys(part for part in self.parts if isinstance(part, Leaf)))

    @cached_property
    def summary(self) -> Summary | str:
        """The summary of the master theorem, or why there is none."""
        try:
            return summary(self.net, self.x, self.outputs)
        except (NoRule, NoClosedForm) as error:
            return str(error)

    @property
    def sums(self) -> Summary:
        """The summary, where there is one."""
        if isinstance(self.summary, str):
            raise NoRule(self.summary)
        return self.summary

    @cached_property
    def W(self) -> Size:
        """Distinct parameters, norms folded where they fold."""
        return params(self.net, self.x).size() if isinstance(self.summary, str) else self.summary.W

    @property
    def S(self) -> Size:
        """Stages, the output's included."""
        return size(self.sums.S - self.sums.idle)

    @cached_property
    def alone(self) -> Size:
        """Stages where pools are stages of their own, the output's included."""
        found = unfused(self.net, self.x, self.outputs)
        return size(found.S - found.idle)

    @cached_property
    def U(self) -> Size:
        """Units and the output: the positions of all nonlinear layers."""
        return size(units(self.net, self.x) + 1)

    @cached_property
    def pooled(self) -> Size:
        """Outputs of max-pools."""
        return pooled(self.net, self.x).size()

    @cached_property
    def compared(self) -> Size:
        """Comparisons of max-pools."""
        return compared(self.net, self.x).size()

    @cached_property
    def widest(self) -> Size:
        """The most inputs that an output of a max-pool compares."""
        return widest(self.net, self.x).size()

    @cached_property
    def steps(self) -> Size | str:
        """The steps of a program, its comparison and its output included, or why it is none."""
        try:
            return size(steps(self.net, self.x) + 2)
        except SymalgebraError as error:
            return str(error)

    @cached_property
    def exponentials(self) -> Size:
        """The exponentials among these."""
        return exponentials(self.net, self.x).size()

    @cached_property
    def alternates(self) -> bool:
        """Whether activations or pools stand between layers with weights, and there is no gate."""
        return alternates(self.net, self.x)

    @cached_property
    def chain(self) -> tuple[Part, ...]:
        """What the series at its top level joins."""
        return parts(self.net, self.x)

    @cached_property
    def front(self) -> Front | Failure:
        """The first layer of weights."""
        return front(self.chain)

    @cached_property
    def features(self) -> Features | Failure:
        """What the last map adds up."""
        return last_features(self.chain)

    @cached_property
    def layered(self) -> Layered | Failure:
        """The widths of a dense network."""
        return layered(self.chain, self.x)

    @cached_property
    def convolutions(self) -> Convolutions | Failure:
        """The layers of a convolutional network without pools."""
        return convolutions(self.chain)

    @cached_property
    def bent(self) -> Bent | SymalgebraError:
        """The bends behind their cuts, or why they are not known."""
        try:
            return cast(Bent, READ(self.net, self.x))
        except SymalgebraError as error:
            return error

    @property
    def activations(self) -> list[Any]:
        """The distinct activations and other nonlinear leaves."""
        return [leaf for leaf in self.leaves if leaf.nonlinear]

    @property
    def pools(self) -> list[Any]:
        """The distinct max-pools."""
        return [leaf for leaf in self.leaves if isinstance(leaf, POOLS)]

    @property
    def gates(self) -> list[Layer]:
        """Products of branches, and graphs with such."""
        return [part for part in self.parts if isinstance(part, Product) or multiplies(part)]

    @property
    def bends(self) -> list[Any]:
        """The leaves that are not affine in the input."""
        return [leaf for leaf in self.leaves if not (leaf.linear or folding(leaf))]

    def most(self, fact: str) -> int:
        """The greatest of a fact of the activations, 1 without any."""
        return max([1, *(getattr(leaf, fact) for leaf in self.activations)])


def multiplies(part: Layer) -> bool:
    """Whether a graph has a node that multiplies its sources."""
    return isinstance(part, Graph) and any(node.join == "product" for node in part.wiring)
