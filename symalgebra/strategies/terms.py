"""Terms that read a given shape, whatever it is: every combinator over every leaf."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..formula import Size, size, symbol
from ..graph import Recurrence, from_graph
from ..layer import Id, Layer, Nest, Repeat
from ..leaves import Conv, ConvTranspose, Linear, MaxPool, ReLU, Tanh
from ..shape import Shape, shape
from ..shape import dims as symbols
from .graphs import dags
from .parallel import branches, keeping
from .sizes import N, counts, dims, divides, shapes
from .vocabulary import leaves

I = symbols("i", min=0)
LEVELS = symbol("N")


class Reading(NamedTuple):
    """A network and the input that it reads: `measure(*reading)`."""

    net: Layer
    x: Shape

    def __repr__(self) -> str:
        return f"({self.net}, {self.x})"


def networks(*, symbolic: bool = True) -> SearchStrategy[Reading]:
    """Networks, each with an input that it reads: pairs (net, x)."""
    # Not layers(x).map(...): of a function Hypothesis prints the text, in which x would have no value.
    return shapes(symbolic=symbolic).flatmap(lambda x: st.builds(Reading, layers(x), st.just(x)))


def layers(x: Any = None, *, most: int = 4) -> SearchStrategy[Layer]:
    """Terms that read x, or where it is left out any shape that is drawn: series of up to `most` parts.

    Parts are leaves, sums, concats, products and gates, powers, repeats with a symbolic count or body, nests,
    graphs and recurrences. Each reads what the part before it writes.
    """
    return shapes().flatmap(lambda x: layers(x, most=most)) if x is None else series(shape(x), most)


@st.composite
def series(draw: DrawFn, x: Shape, most: int) -> Layer:
    """Parts in series."""
    net: Layer = Id
    for _ in range(draw(st.integers(0, most))):
        part = draw(parts(x))
        net, x = net >> part, part.out(x)
    return net


@st.composite
def parts(draw: DrawFn, x: Shape) -> Layer:
    """One part: a leaf, or a combinator over few."""
    return draw(draw(st.sampled_from([leaves, leaves, leaves, branches, branches, loops, loops, wired]))(x))


def wired(x: Shape) -> SearchStrategy[Layer]:
    """Graphs that keep x, and recurrences whose state has its resolution."""
    graphs = dags(x, most=3).map(lambda found: from_graph(found.graph, reduce=False))
    cells = st.builds(
        lambda width, act: projected(x, width) >> act, dims(most=4), st.sampled_from([Tanh(), ReLU()])
    )
    return graphs | st.builds(Recurrence, st.integers(1, 4) | st.just(N), cells)


def projected(x: Shape, width: Size) -> Layer:
    """A layer that keeps the resolution and writes so many channels."""
    return Conv(width, 3, padding="same") if x.rank else Linear(width)


@st.composite
def loops(draw: DrawFn, x: Shape) -> Layer:
    """Loops that read x."""
    kinds = [powers, growing] if x.rank else [powers, dense]
    return draw(draw(st.sampled_from([*kinds, nests, nests] if nested(x) else kinds))(x))


def powers(x: Shape) -> SearchStrategy[Layer]:
    """A layer that keeps x, several times, with weights of their own or shared."""
    return st.builds(Layer.repeat, keeping(x), counts(), shared=st.booleans())


def dense(x: Shape) -> SearchStrategy[Layer]:
    """Linear layers of growing width."""
    return st.builds(lambda n, a: Repeat(I, n, Linear(a * I + 1)), st.integers(0, 4), st.integers(1, 3))


@st.composite
def growing(draw: DrawFn, x: Shape) -> Layer:
    """Bodies whose output differs from copy to copy, by closed forms."""
    k, n = draw(st.sampled_from([1, 3])), draw(counts())
    form = draw(st.sampled_from(["halve", "join", "widen", "join more"]))
    if form == "halve":
        return Conv(x.channels, k, stride=2, padding=k // 2) ** n
    if form == "join":
        return (Id | Conv(draw(dims(most=4)), k, padding="same")) ** n
    if form == "join more":
        return Repeat(I, n, Id | Conv(I + 1, k, padding="same"))
    width = draw(st.sampled_from([I + 1, 2 * I + 1, 2**I]))
    return Repeat(I, draw(st.integers(0, 4)), Conv(size(width), k, padding="same"))


def nested(x: Shape) -> bool:
    """Whether a nest of two levels fits."""
    return x.rank > 0 and all(divides(4, r) for r in x.resolution)


def nests(x: Shape) -> SearchStrategy[Layer]:
    """U-Nets of one or two levels, whose widths may depend on the level."""

    def nest(levels: int, width: Size, k: int) -> Layer:
        same = Conv(size(width * 2**I), k, padding=k // 2)
        up = ConvTranspose(size(width * 2**I), 2, stride=2)
        return Nest(I, levels, same, MaxPool(2), up, same, Conv(size(width * 2**levels), k, padding=k // 2))

    return st.builds(nest, st.integers(1, 2), dims(most=4), st.sampled_from([1, 3]))
