"""Leaves that read a given shape: one rule for each kind; a kind of one's own is drawn from its arguments."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from .. import leaves as rooms
from ..errors import SymalgebraError
from ..leaves import KINDS, Leaf
from ..leaves.activation import Activation
from ..leaves.norm import Norm
from ..shape import Shape, shape
from .rules import RULES, Rule, any_shape
from .sizes import R, W, dims, shapes, sides

FLAT = (rooms.Linear, rooms.Scale, rooms.Softmax, rooms.Dropout, rooms.Flatten, Norm, Activation)


def leaves(x: Any = None, *, kind: type[Leaf] | None = None) -> SearchStrategy[Leaf]:
    """Leaves of every kind, or of one; those that read x, where x is given.

    A kind of one's own is drawn from the annotations of its arguments.
    """
    if x is not None:
        return reading(shape(x), kind)
    kinds = st.sampled_from(list(KINDS.values())) if kind is None else st.just(kind)
    return kinds.flatmap(readings).map(lambda pair: pair[0])


@st.composite
def reading(draw: DrawFn, x: Shape, kind: type[Leaf] | None) -> Leaf:
    """A leaf that reads x."""
    able = [one for one in KINDS.values() if one in RULES and RULES[one].reads(x)]
    alike = [one for one in able if issubclass(one, Activation)]
    kinds = st.sampled_from([*(one for one in able if one not in alike), *[None] * 5])
    return draw(rule_of(kind or draw(kinds) or draw(st.sampled_from(alike))).draw(x))


def readings(kind: type[Leaf]) -> SearchStrategy[tuple[Leaf, Shape]]:
    """Leaves of one kind, each with a shape that it reads."""
    suitable = inputs(kind)
    return suitable.flatmap(lambda x: st.tuples(leaves(x, kind=kind), st.just(x)))


def inputs(kind: type[Leaf]) -> SearchStrategy[Shape]:
    """Shapes that a kind of leaf may read: wide where it divides, with a resolution where it needs one."""
    if kind is rooms.Embedding:
        return st.tuples(st.just(1), sides()).map(Shape) | shapes(rank=0)
    if kind in (rooms.ClassToken, rooms.FirstToken, rooms.Transpose):
        return shapes(rank=1)
    if kind in (rooms.Attention, rooms.WindowAttention):
        return wide(st.sampled_from([3, 6, 12, 3 * W, 12 * W]))
    if kind in (rooms.PixelShuffle, rooms.PixelUnshuffle):
        channels: SearchStrategy[Any] = st.sampled_from([4, 36, 4 * W])
        side: SearchStrategy[Any] = st.sampled_from([2, 6, 2 * R])
        return st.tuples(channels, side, st.just(12)).map(Shape)
    if kind is rooms.InstanceNorm:
        return wide(dims(), st.integers(2, 24) | st.just(R))
    if issubclass(kind, FLAT):
        return shapes()
    if kind in RULES:
        return wide(dims())
    return wide(st.sampled_from([12, 24, 12 * W, 1, 2, W]), st.integers(8, 24) | st.just(R))


def wide(channels: SearchStrategy[Any], side: SearchStrategy[Any] | None = None) -> SearchStrategy[Shape]:
    """Shapes with a resolution."""
    one = sides() if side is None else side
    return st.integers(1, 3).flatmap(lambda rank: st.tuples(channels, *[one] * rank).map(Shape))


def rule_of(kind: type[Leaf]) -> Rule:
    """How a kind is drawn."""
    return RULES.get(kind) or Rule(any_shape, lambda x: drawn(kind, x))


def drawn(kind: type[Leaf], x: Shape) -> SearchStrategy[Any]:
    """A kind without a rule: its sizes and flags by their annotations, the rest by default; what reads x."""
    choices = {f.name: argument(f.type, kind.least.get(f.name, 1)) for f in fields(kind)}  # type: ignore[arg-type]
    defaults = {f.name for f in fields(kind) if f.default is not MISSING}  # type: ignore[arg-type]
    given = {n: c for n, c in choices.items() if c is not None}
    missing = [n for n, c in choices.items() if c is None and n not in defaults]
    if missing:
        raise SymalgebraError(f"{kind.__name__}: give {', '.join(missing)} a default, or a rule in RULES")
    required = {n: c for n, c in given.items() if n not in defaults}
    optional = {n: c for n, c in given.items() if n in defaults}
    values = st.fixed_dictionaries(required, optional=optional)
    return values.map(lambda found: attempted(kind, found, x)).filter(lambda leaf: leaf is not None)


def argument(annotation: Any, low: int) -> SearchStrategy[Any] | None:
    """Values for an argument, None where the annotation does not say which."""
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
    if text == "bool":
        return st.booleans()
    return st.integers(low, low + 4) if "int" in text or "Size" in text else None


def attempted(kind: type[Leaf], values: dict[str, Any], x: Shape) -> Leaf | None:
    """The leaf, None where it refuses its arguments or the shape."""
    try:
        leaf = kind(**values)
        leaf.out(x)
    except SymalgebraError:
        return None
    return leaf
