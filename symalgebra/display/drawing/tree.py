"""A figure as indented lines of text: each leaf with the shape that it writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...shape import Shape
from ..columns import aligned
from .boxes import SAID
from .figure import Card, Chain, Figure, Fork, Gap, Joint, Loop, Web
from .sizes import Sizes

WIDE = 100  # characters of a line


def tree(found: Figure, x: Shape | None, sizes: Sizes) -> str:
    """The lines, the shapes in a column of their own."""
    first = [] if x is None else [("input", sizes.text(x))]
    told = [*first, *((sizes.words(text), sizes.text(out) if out else "") for text, out in lines(found, 0))]
    return "\n".join([*aligned(told), *defined(sizes.where)])


def defined(where: Sequence[str]) -> list[str]:
    """What names stand for, one below another where a line cannot hold them."""
    if not where:
        return []
    line = f"where {', '.join(where)}"
    return [line] if len(line) <= WIDE else ["where", *(f"  {definition}" for definition in where)]


def lines(found: Figure, deep: int) -> Iterator[tuple[str, Shape | None]]:
    """A line for each leaf, loop, operator and branch, and the shape that is written there."""
    indent = "  " * deep
    if isinstance(found, Card):
        yield indent + " >> ".join(map(str, found.leaves)), found.out
    elif isinstance(found, Gap):
        yield indent + found.text, found.out
    elif isinstance(found, Chain):
        for part in found.parts:
            yield from lines(part, deep)
    elif isinstance(found, Loop):
        yield indent + found.title, found.out
        yield from lines(found.body, deep + 1)
    elif isinstance(found, Web):
        yield from wired(found, deep)
    elif isinstance(found, Fork):
        yield from forked(found, deep)


def wired(found: Web, deep: int) -> Iterator[tuple[str, Shape | None]]:
    """The nodes of a graph by number, each with the numbers of what it reads; 0 is the input."""
    indent = "  " * deep
    yield f"{indent}graph of", found.out
    for number, (node, sources) in enumerate(zip(found.nodes, found.sources, strict=True), 1):
        text = node.kind if isinstance(node, Joint) else " >> ".join(map(str, node.leaves))
        yield f"{indent}  {number}. {text} of {', '.join(map(str, sources))}", node.out


def forked(found: Fork, deep: int) -> Iterator[tuple[str, Shape | None]]:
    """An operator, and its branches below it."""
    indent = "  " * deep
    yield f"{indent}{SAID[found.kind]} of", found.out
    for number, branch in enumerate(found.branches, 1):
        wire = isinstance(branch, Chain) and not branch.parts
        yield f"{indent}  {number}." + (" Id" if wire else ""), branch.out if wire else None
        yield from lines(branch, deep + 2)
