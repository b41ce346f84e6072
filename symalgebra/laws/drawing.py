"""Instances of a law at random: layers of the right sorts, by the package's own strategies."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from hypothesis.strategies import DrawFn

from ..formula import Size, symbol
from ..layer import Layer, Repeat
from ..shape import Shape, SizeMap
from ..strategies import networks, shapes, substitutions
from ..strategies.anywhere import I, blocks
from ..strategies.parallel import Target, between
from ..strategies.terms import loops
from .law import Law, arrow

Instance = dict[str, Any]
WIDTHS = {"w": 3}  # in the place of the symbol for widths
NUMBERS = {
    "count": st.integers(0, 4),
    "size": st.integers(1, 40),
    "size map": st.builds(SizeMap, st.integers(1, 4), st.integers(-6, 6)),
}
quiet = settings(database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck])
SHRINKING = (Phase.generate, Phase.shrink)


def instances(law: Law, number: int) -> tuple[Instance, ...]:
    """Instances of a law, the same for all laws on the same letters."""
    return _instances(law.given, number)


@lru_cache(maxsize=256)
def _instances(sorts: str, number: int) -> tuple[Instance, ...]:
    return collected(drawn(Law("", "", sorts)), number)


def collected(strategy: st.SearchStrategy[Any], number: int) -> tuple[Any, ...]:
    """What a strategy draws, the same for the same number."""
    found: list[Any] = []

    @seed(0)
    @settings(quiet, max_examples=number)
    @given(strategy)
    def collect(one: Any) -> None:
        found.append(one)

    collect()
    return tuple(found)


def simplest(strategy: st.SearchStrategy[Any], fails: Callable[[Any], bool]) -> Any:
    """The simplest that a strategy draws of what fails, None where it draws none; always the same."""
    try:
        return find(strategy, fails, settings=settings(quiet, phases=SHRINKING, derandomize=True))
    except NoSuchExample:
        return None


@st.composite
def drawn(draw: DrawFn, law: Law) -> Instance:
    """One instance: the shape x, and a value for each letter, from the first to the last."""
    found: Instance = {}
    ends: dict[str, Target] = {}  # what leads to each shape
    for name, sort in law.sorts.items():
        pair = arrow(sort)
        if sort == "network":
            found[name], found["x"] = draw(networks())
        elif sort == "loop":
            found[name], found["x"] = draw(looping())
        elif sort == "values":
            found[name] = draw(substitutions(*found.values()))
        elif sort in NUMBERS:
            found[name] = draw(NUMBERS[sort])
        elif pair == ("*", "*"):
            found.setdefault("x", draw(spatial()))
            found[name] = draw(blocks()).subs(WIDTHS)
        elif pair:
            found.setdefault("x", draw(shapes(symbolic=False)))
            found[name] = draw(leading(found, ends, *pair))
    return found


@st.composite
def leading(draw: DrawFn, found: Instance, ends: dict[str, Target], source: str, target: str) -> Layer:
    """A layer from one shape to another one, which may be new."""
    x = found[source]
    if target == source:
        return draw(between(x, Target(x.channels, 1)))
    if target not in ends:
        beside = ends.get(target.rstrip("'"))
        stride = beside.stride if beside else draw(st.sampled_from([1, 1, 2])) if x.rank else 1
        ends[target] = Target(draw(st.integers(1, 6)), stride)
        found[target] = ends[target].reached(x)
    return draw(between(x, ends[target]))


def spatial() -> st.SearchStrategy[Shape]:
    """Shapes of one or two spatial dimensions, large enough for some layers in series."""
    side = st.integers(6, 24)
    return st.integers(1, 2).flatmap(lambda rank: st.tuples(st.integers(1, 4), *[side] * rank)).map(Shape)


@st.composite
def looping(draw: DrawFn) -> tuple[Layer, Shape]:
    """A loop and the shape that it reads, both with symbols."""
    if draw(st.booleans()):
        x = draw(shapes())
        return draw(loops(x)), x
    n, r = symbol("n", 0), symbol("r", 8)
    other: Size = 40 if draw(st.booleans()) else r
    return Repeat(I, n, draw(blocks(index=True))), Shape((2, r, other))
