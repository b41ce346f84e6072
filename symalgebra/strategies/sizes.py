"""Sizes, shapes, and values for their symbols."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..formula import Formula, Size, formula, nonnegative, size, symbol
from ..formula.atom import Name
from ..formula.symbols import low_of
from ..layer import Layer
from ..shape import Shape

W, V, K, N = (symbol(name) for name in ("w", "v", "k", "n"))  # widths, a kernel, a count
R, Q = symbol("r", 16), symbol("q")  # resolutions: any from 16 on, and one for multiples
SYMBOLIC = (W, V, 2 * W, W + 1, 12 * W, W + V)
SIDES = (R, R + 1, 16 * Q, 32 * Q, 2 * R + 1)
MOST = 12


def dims(*, least: int = 1, most: int = MOST, symbolic: bool = True) -> SearchStrategy[Size]:
    """Sizes for channels: numbers from `least` to `most`, and unless left out symbols and formulas."""
    numbers: SearchStrategy[Any] = st.integers(least, most)
    return numbers | st.sampled_from(SYMBOLIC) if symbolic else numbers


@st.composite
def shapes(draw: DrawFn, *, rank: int | None = None, symbolic: bool = True) -> Shape:
    """Shapes (channels, *resolution) of no to three spatial dimensions, odd and even, numbers and symbols."""
    rank = draw(st.sampled_from([1, 2, 0, 3])) if rank is None else rank
    channels, side = draw(dims(symbolic=symbolic)), draw(sides(symbolic))
    if draw(st.booleans()):
        return Shape((channels, *[side] * rank))
    return Shape((channels, *(draw(sides(symbolic)) for _ in range(rank))))


def sides(symbolic: bool = True) -> SearchStrategy[Size]:
    """A resolution along one dimension."""
    numbers: SearchStrategy[Any] = st.integers(1, 24)
    return numbers | st.sampled_from(SIDES) if symbolic else numbers


def counts() -> SearchStrategy[Size]:
    """How often something is repeated: a number from 0, or a symbol."""
    return st.integers(0, 4) | st.sampled_from([N, N + 1, 2 * N])


def substitutions(*of: Any) -> SearchStrategy[Mapping[str, Size]]:
    """Values for the symbols of layers, shapes and formulas; of the symbols that are drawn here by default.

    Each symbol gets a number not below its bound.

    >>> from symalgebra import Conv, dims
    >>> substitutions(Conv(dims("w"), 3), (3, dims("r", min=32))).example()  # doctest: +SKIP
    {'r': 37, 'w': 2}
    """
    lows = lowest(*(of or (W, V, K, N, R, Q)))
    return st.fixed_dictionaries({name: st.integers(low, low + 9) for name, low in sorted(lows.items())})


def lowest(*of: Any) -> dict[str, int]:
    """The symbols of layers, shapes and formulas, each with its lower bound."""
    found: dict[str, int] = {}
    for thing in of:
        if isinstance(thing, Layer):
            found.update((s.name, low_of(s)) for s in thing.free_symbols)
        elif isinstance(thing, tuple | list):
            found.update(lowest(*thing))
        else:
            found.update((s.name, s.low) for s in formula(thing).free if isinstance(s, Name))
    return found


def least(r: Size) -> int:
    """A proved lower bound of a size: its value at the least values of its symbols, or else 1."""
    if not isinstance(r, Formula):
        return r
    found = r.at(lowest(r))
    low = int(found) if found == int(found) else 1
    return low if low > 1 and nonnegative(r - low) else 1


def divides(g: int, c: Size) -> bool:
    """Whether a number divides a size, whatever its symbols are."""
    if not isinstance(c, Formula):
        return int(c) % g == 0
    return g == 1 or (bool(c.canonical) and all(k % g == 0 for k in c.terms.values()))


def part(c: Size, g: int) -> Size:
    """c/g, for a divisor g."""
    return size(formula(c) / g)
