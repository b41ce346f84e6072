"""Branches side by side: the shape of a sum, a concat or a product, and errors that name every side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symalgebra.errors import ShapeError
from symalgebra.formula import add
from symalgebra.shape import Shape, largest

from .compound import Compound, Concat, Sum
from .term import Layer


def joined(kind: type[Compound], parts: Sequence[Layer | str], x: Shape, outs: Sequence[Shape]) -> Shape:
    """The shape of branches side by side: of their sum, their concat or their product.

    The parts, layers or titles, name the sides in an error.
    """
    first = outs[0]
    if kind is Sum:
        if all(y == first for y in outs):
            return first
        raise mismatch("add branches of different shapes", parts, x, outs)
    if kind is Concat:
        if all(y.resolution == first.resolution for y in outs):
            return Shape((add(y.channels for y in outs), *first.resolution))
        raise mismatch("concatenate branches of different resolutions", parts, x, outs)
    whole = largest(outs)
    if all(y.channels == first.channels and broadcasts(y, whole) for y in outs):
        return whole
    raise mismatch("multiply branches of different shapes", parts, x, outs)


def broadcasts(y: Shape, whole: Shape) -> bool:
    """Whether a shape is the whole one, or a gate of one value for each channel."""
    return y == whole or all(d == 1 for d in y.resolution)


def mismatch(what: str, parts: Sequence[Layer | str], x: Shape, outs: Sequence[Shape]) -> ShapeError:
    """The error that names every side."""
    lines = [f"  {brief(part)} gives {y}" for part, y in zip(parts, outs, strict=True)]
    shown = lines if len(lines) <= 8 else [*lines[:7], f"  ... and {len(lines) - 7} more"]
    return ShapeError(f"cannot {what} on input {x}:\n" + "\n".join(shown))


def brief(term: Layer | str) -> str:
    """A term in at most 80 characters; a title as it is."""
    if isinstance(term, str):
        return term
    if len(several := list(zip(range(12), leaves_of(term), strict=False))) == 12:
        return f"{several[0][1]} ... ({type(term).__name__.lower()} of many layers)"
    text = str(term)
    return text if len(text) <= 80 else text[:77] + "..."


def leaves_of(term: Layer) -> Iterable[Layer]:
    """The leaves of a term, one after another."""
    pending = [term]
    while pending:
        node = pending.pop()
        children = node.children()
        if children:
            pending.extend(reversed(children))
        else:
            yield node


MOST_NOTES = 6


def note(error: Exception, text: str) -> None:
    """Say where an error arose, for the innermost places."""
    if len(getattr(error, "__notes__", ())) < MOST_NOTES:
        error.add_note(text)
