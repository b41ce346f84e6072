"""A term as a figure: cards of leaves, chains, forks and loops, with the shapes between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...layer import Layer
from ...layer.compound import Compound
from ...shape import Shape


@dataclass(frozen=True)
class Card:
    """A leaf, and the activations and norms behind it."""

    leaves: tuple[Layer, ...]
    x: Shape | None
    out: Shape | None


@dataclass(frozen=True)
class Gap:
    """What is left out, in words."""

    text: str
    out: Shape | None


@dataclass(frozen=True)
class Chain:
    """Figures one after another; of none it is a plain wire."""

    parts: tuple[Figure, ...]
    x: Shape | None
    out: Shape | None


@dataclass(frozen=True)
class Fork:
    """Figures that read one input, joined by an operator."""

    kind: type[Compound]
    branches: tuple[Figure, ...]
    out: Shape | None


@dataclass(frozen=True)
class Loop:
    """A figure within a frame, which says how often it is passed."""

    title: str
    body: Figure
    out: Shape | None


@dataclass(frozen=True)
class Joint:
    """Where the wires of a graph meet: sum, concat, product or bundle."""

    kind: str
    out: Shape | None


@dataclass(frozen=True)
class Web:
    """The nodes of a graph in order, each with the numbers of what it reads; the input is 0."""

    nodes: tuple[Card | Joint, ...]
    sources: tuple[tuple[int, ...], ...]
    out: Shape | None


Figure = Card | Gap | Chain | Fork | Loop | Web


def nodes(found: Figure) -> Iterator[Figure]:
    """A figure and all within it, from the input on."""
    pending = [found]
    while pending:
        node = pending.pop()
        yield node
        pending += reversed(inner(node))


def shapes(found: Figure) -> Iterator[Shape]:
    """The shapes that are read and written within a figure."""
    for node in nodes(found):
        if isinstance(node, Card) and node.x is not None:
            yield node.x
        if node.out is not None:
            yield node.out


def leaves(found: Figure) -> Iterator[Layer]:
    """What stands on the cards of a figure."""
    return (leaf for node in nodes(found) if isinstance(node, Card) for leaf in node.leaves)


def inner(found: Figure) -> tuple[Figure, ...]:
    """What a figure is made of."""
    if isinstance(found, Loop):
        return (found.body,)
    if isinstance(found, Web):
        return tuple(node for node in found.nodes if isinstance(node, Card))
    return found.parts if isinstance(found, Chain) else found.branches if isinstance(found, Fork) else ()
