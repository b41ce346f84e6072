"""Layout of figures: a box for each, placed within its own frame, so that nothing overlaps by construction.

A box has a size and an axis, the x at which the wire enters above and leaves below. Boxes are joined as terms
are: one below another with their axes aligned, or side by side between two bars. Letters are of one width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import accumulate

from ...layer import Concat, Layer, Product, Sum
from ...layer.branches import brief
from ...shape import Shape
from .figure import Card, Chain, Figure, Fork, Gap, Loop, Web
from .marks import RADIUS, arrow, bar, joint, label, letters, line, rectangle
from .sizes import Sizes

LETTER, SMALL, LINE = 7.3, 6.2, 16.0  # widths of letters at 12 and 10 pixels, and the height of a line
MARGIN, WIRE, LABELLED = 10.0, 16.0, 26.0
LONGEST, WIDEST = 40, 60  # characters of a card and of a label
SIGNS = {Sum: "+", Product: "×", Concat: "|"}
SAID = {Sum: "sum", Product: "product", Concat: "concat"}


@dataclass(frozen=True)
class Box:
    """Marks of SVG within a frame; `axis` is where the wire enters and leaves."""

    width: float
    height: float
    axis: float
    marks: str

    def moved(self, x: float, y: float) -> str:
        """The marks at another place."""
        if not self.marks:
            return ""
        return f'<g transform="translate({x:g},{y:g})">{self.marks}</g>' if x or y else self.marks


class Layout:
    """The boxes of one picture; `sizes` writes shapes."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes = sizes

    def box(self, found: Figure) -> Box:
        """The box of a figure."""
        if isinstance(found, Chain):
            return stacked(list(self.pieces(found)))
        if isinstance(found, Fork):
            return self.fork(found)
        if isinstance(found, Loop):
            return framed(self.box(found.body), clipped(self.sizes.words(found.title)), pointed(found.body))
        if isinstance(found, Web):
            from .web import web

            return web(found, self)
        return self.card(found) if isinstance(found, Card) else gap(found)

    def pieces(self, found: Chain) -> Iterator[Box]:
        """The boxes of a chain and the wires between them, each wire with the shape where that is new."""
        shape = found.x
        for before, part in zip((None, *found.parts), found.parts, strict=False):
            if before:
                yield self.wire(before.out, shape, pointed(part))
                shape = before.out
            yield self.box(part)

    def wire(self, shape: Shape | None, before: Shape | None = None, headed: bool = True) -> Box:
        """A wire, with the shape of what runs through it where that is not the one before."""
        told = shape is not None and shape != before
        text, height = (clipped(self.sizes.text(shape), WIDEST), LABELLED) if told and shape else ("", WIRE)
        marks = line(0, 0, height) + (arrow(0, height) if headed else "")
        marks += label(7, height / 2 + 3.5, text) if text else ""
        return Box(7 + SMALL * len(text) if text else 0, height, 0, marks)

    def card(self, found: Card) -> Box:
        """A leaf and what stands with it, a line for each; the whole text in the tooltip."""
        lines = [told(leaf, self.sizes) for leaf in found.leaves]
        width = LETTER * max(map(len, lines)) + 2 * MARGIN
        height = LINE * len(lines) + 8
        read = f" reads {found.x}, writes {found.out}" if found.x is not None else ""
        about = " >> ".join(brief(leaf) for leaf in found.leaves) + read
        marks = f"<title>{escape(about)}</title>" + rectangle(width, height, hue(found.leaves[0]))
        for number, text in enumerate(lines):
            marks += letters(width / 2, LINE * (number + 1), text, "middle", faint=bool(number))
        return Box(width, height, width / 2, f"<g>{marks}</g>")

    def fork(self, found: Fork) -> Box:
        """Branches side by side, from the bar where the wire parts to the sign where they meet."""
        branches = [self.branch(branch, found.kind is Concat) for branch in found.branches]
        starts = list(accumulate((branch.width + 2 * MARGIN for branch in branches), initial=0.0))
        axes = [start + branch.axis for start, branch in zip(starts, branches, strict=False)]
        tallest = max(range(len(branches)), key=lambda place: branches[place].height)
        axis, top = axes[tallest], WIRE / 2
        head = top + WIRE
        sign = head + branches[tallest].height + WIRE + RADIUS
        marks = line(axis, 0, top) + bar(min(axes), max(axes), top)
        for start, end, branch, drawn in zip(starts, axes, branches, found.branches, strict=False):
            marks += line(end, top, head) + (arrow(end, head) if pointed(drawn) else "")
            marks += branch.moved(start, head)
            if end == axis:
                marks += line(end, head + branch.height, sign - RADIUS) + arrow(end, sign - RADIUS)
            else:
                marks += line(end, head + branch.height, sign)
                marks += bar(end, axis + (RADIUS if end > axis else -RADIUS), sign)
        marks += joint(axis, sign, SIGNS[found.kind], SAID[found.kind])
        return Box(starts[-1] - 2 * MARGIN, sign + RADIUS, axis, marks)

    def branch(self, found: Figure, labelled: bool) -> Box:
        """A branch; of a concat with the shape that it adds."""
        box = self.box(found)
        if not labelled or found.out is None or not box.height:
            return replace(box, width=max(box.width, 2 * MARGIN), axis=max(box.axis, MARGIN))
        return stacked([box, self.wire(found.out, headed=False)])


def stacked(boxes: Sequence[Box]) -> Box:
    """Boxes one below another, their axes aligned."""
    axis = max((box.axis for box in boxes), default=0.0)
    width = axis + max((box.width - box.axis for box in boxes), default=0.0)
    marks, y = "", 0.0
    for box in boxes:
        marks += box.moved(axis - box.axis, y)
        y += box.height
    return Box(width, y, axis, marks)


def framed(body: Box, title: str, headed: bool) -> Box:
    """A box within a dashed frame, the title beside the wire."""
    head, pad = 24.0, MARGIN
    axis = body.axis + pad
    width = max(body.width + 2 * pad, axis + 8 + LETTER * len(title) + pad)
    height = head + body.height + pad
    marks = rectangle(width, height, "#8250df", dashed=True)
    marks += line(axis, 0, head) + (arrow(axis, head) if headed else "")
    marks += letters(axis + 8, LINE, title, "start", strong=True)
    marks += body.moved(pad, head) + line(axis, head + body.height, height)
    return Box(width, height, axis, marks)


def gap(found: Gap) -> Box:
    """Words in the place of what is left out."""
    width = LETTER * len(found.text) + 2 * MARGIN
    return Box(width, LINE + 8, width / 2, letters(width / 2, LINE, found.text, "middle", faint=True))


def told(leaf: Layer, sizes: Sizes) -> str:
    """A leaf in one line: its text without padding and bias, and short in any case."""
    text = leaf.text()
    for word in ("padding", "bias"):
        value = getattr(leaf, word, None)
        for shown in (f", {word}={value!r}", f", {word}={value}"):
            text = text.replace(shown, "")
    return clipped(sizes.words(text))


def clipped(text: str, most: int = LONGEST) -> str:
    """A text, shortened where it is too long for a picture."""
    return text if len(text) <= most else text[: most - 3] + "..."


def pointed(found: Figure) -> bool:
    """Whether an arrow shows where the wire ends: at a card or at words."""
    if isinstance(found, Chain):
        return bool(found.parts) and pointed(found.parts[0])
    return not isinstance(found, Fork | Loop)


def hue(leaf: Layer) -> str:
    """The colour of a card: blue with weights, green where positions are pooled, grey for others."""
    if getattr(leaf, "weighted", False):
        return "#0969da"
    return "#1a7f37" if "Pool" in type(leaf).__name__ else "#6e7781"
