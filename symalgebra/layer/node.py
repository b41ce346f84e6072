"""Layers that are made of layers: equality, copies and pickles of terms of any depth, without recursion."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar

from symalgebra.formula import Size

from .term import Layer

if TYPE_CHECKING:
    import sympy

    from symalgebra.shape import Shape

    from .trace import Trace
    from .walk import Visit, Walk

T = TypeVar("T")


class Node(Layer):
    """A layer made of layers: `type(node).made(node.label(), node.children()) == node`. Abstract.

    Of a loop, `index` is the symbol that the first `scope` children see; other nodes have none.
    """

    __slots__ = ("_hash", "_trace")
    index: sympy.Symbol | None = None
    scope: ClassVar[int] = 0
    _hash: int
    _trace: Trace

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        final = [base.__name__ for base in cls.__mro__[1:] if "__final__" in vars(base)]
        if final:
            raise TypeError(f"{final[0]} is final: {cls.__name__} cannot be a kind of it")

    @classmethod
    @abstractmethod
    def made(cls, label: tuple[Any, ...], children: tuple[Layer, ...]) -> Layer:
        """The node of this kind with such a label and such children."""

    def label(self) -> tuple[Any, ...]:
        """What a node is besides its children: (index, count, ...) of a loop, (wiring,) of a graph, or ()."""
        return ()

    def reached(self, inside: T, outside: T) -> Iterator[T]:
        """For each child, one thing where the index reaches it and another where not."""
        return (inside if place < self.scope else outside for place in range(len(self.children())))

    def parts(self) -> Iterator[Layer]:
        """The children, those of an associative operator flattened."""
        return iter(self.children())

    @property
    def trace(self) -> Trace | None:
        """The last one that a walk has written."""
        return getattr(self, "_trace", None)

    def remember(self, trace: Trace) -> None:
        """Keep it: the measures of a network are asked for one after another."""
        object.__setattr__(self, "_trace", trace)

    def visit(self, walk: Walk, x: Shape) -> Visit:
        """How a walk reads a kind of node that is made outside of this room; it knows its own kinds."""
        raise NotImplementedError(f"a walk does not know how to read {type(self).__name__}")

    def text(self) -> str:
        """The whole term."""
        return str(self)

    def sizes(self) -> Iterator[Size]:
        """The count, where there is one."""
        return iter(self.label()[1:2])

    def map_sizes(self, function: Callable[[Size], Size]) -> Layer:
        """The same with another count."""
        if len(self.label()) < 2:
            return self
        index, count, *rest = self.label()
        return self.made((index, function(count), *rest), self.children())

    def __eq__(self, other: object) -> bool:
        return same(self, other) if isinstance(other, Layer) else NotImplemented

    def __hash__(self) -> int:
        pending: list[Node] = [] if hasattr(self, "_hash") else [self]
        while pending:
            operands = pending[-1].operands()
            inner = [c for c in operands if isinstance(c, Node) and not hasattr(c, "_hash")]
            if inner:
                pending += inner
            else:
                pending.pop().digest(operands)
        return self._hash

    def operands(self) -> Sequence[Layer]:
        """The layers from whose hashes that of the node is worked out."""
        return self.children()

    def digest(self, operands: Sequence[Layer]) -> None:
        """Work out the hash, once those of the operands are known: it is asked for seldom."""
        object.__setattr__(self, "_hash", hash((type(self).__name__, self.label(), operands)))

    def __reduce__(self) -> Any:
        return assembled, (program(self),)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a layer does not change: {name} of {type(self).__name__} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a layer does not change: {name} of {type(self).__name__} cannot be deleted")


def same(a: Layer, b: Layer) -> bool:
    """Whether two terms are one, modulo associativity."""
    pending: list[tuple[Layer | None, Layer | None]] = [(a, b)]
    met: set[tuple[int, int]] = set()
    while pending:
        x, y = pending.pop()
        if x is y or (id(x), id(y)) in met:
            continue
        if not (isinstance(x, Node) and isinstance(y, Node)):
            if isinstance(x, Node) or isinstance(y, Node) or x != y:
                return False
            continue
        if type(x) is not type(y) or hash(x) != hash(y) or x.label() != y.label():
            return False
        met.add((id(x), id(y)))
        pending += zip_longest(x.parts(), y.parts())
    return True


def postorder(layer: Layer) -> list[Layer]:
    """Every distinct object of a term, children first."""
    order: list[Layer] = []
    met: set[int] = set()
    pending = [(layer, False)]
    while pending:
        node, complete = pending.pop()
        if complete:
            order.append(node)
        elif id(node) not in met:
            met.add(id(node))
            pending.append((node, True))
            pending.extend((child, False) for child in node.children())
    return order


def several_parents(term: Layer) -> set[int]:
    """The layers made of layers that occur in several places of a term as one object."""
    met: set[int] = set()
    shared: set[int] = set()
    pending: list[Layer] = [term]
    while pending:
        node = pending.pop()
        if id(node) in met:
            shared.add(id(node))
        else:
            met.add(id(node))
            for child in node.children():
                if isinstance(child, Node):
                    pending.append(child)
    return shared


def program(layer: Layer) -> tuple[Any, ...]:
    """A term as flat instructions: a leaf, or (kind, label, places of the children)."""
    place: dict[int, int] = {}
    steps: list[Any] = []
    for node in postorder(layer):
        place[id(node)] = len(steps)
        if isinstance(node, Node):
            steps.append((type(node), node.label(), tuple(place[id(child)] for child in node.children())))
        else:
            steps.append(node)
    return tuple(steps)


def assembled(steps: tuple[Any, ...]) -> Layer:
    """The term of a program."""
    built: list[Layer] = []
    for step in steps:
        if isinstance(step, Layer):
            built.append(step)
        else:
            kind, label, places = step
            built.append(kind.made(label, tuple(built[place] for place in places)))
    return built[-1]
