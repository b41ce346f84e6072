"""A figure as an SVG picture, for a page of any colour or with a ground of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ...shape import Shape
from .boxes import LINE, MARGIN, SMALL, Box, Layout, pointed, stacked
from .figure import Chain, Figure
from .marks import label
from .sizes import Sizes

FONT = "ui-monospace,SFMono-Regular,Menlo,'DejaVu Sans Mono',Consolas,monospace"
GROUND = (
    "<style>svg{color:#1f2328;background:#fff}"
    "@media(prefers-color-scheme:dark){svg{color:#e6edf3;background:#0d1117}}</style>"
)
COLUMN, BAND = 760.0, 940.0  # the height beyond which a chain goes on in another column, the width of these
GUTTER, TURN = 44.0, 12.0
SHRUNK = 0.72  # how small a picture may become on a narrow page before it is scrolled


def svg(found: Figure, x: Shape | None, sizes: Sizes, ground: bool = False) -> str:
    """The picture; with `ground` it stands alone, on light or dark, else it takes the page's ink."""
    chain = found if isinstance(found, Chain) else Chain((found,), x, found.out)
    box = captioned(folded(boxes(Layout(sizes), chain, x)), sizes.where)
    width, height = box.width + 2 * MARGIN, box.height + 2 * MARGIN
    narrow = "" if ground else f'style="width:clamp({SHRUNK * width:.0f}px,100%,{width:.0f}px);height:auto" '
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" {narrow}'
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FONT}" font-size="12" '
        f'fill="none" stroke="currentColor" stroke-width="1.2">{GROUND if ground else ""}'
        f"{box.moved(MARGIN, MARGIN)}</svg>"
    )


def boxes(layout: Layout, chain: Chain, x: Shape | None) -> list[Box]:
    """The boxes of a whole picture: with a wire before, and one behind that stands with the last."""
    *first, last = [layout.wire(x, headed=pointed(chain)), *layout.pieces(chain)]
    return [*first, stacked([last, layout.wire(chain.out)])]


def folded(found: Sequence[Box]) -> Box:
    """Boxes in columns, these in bands, with a wire from the foot of each column to the head of the next."""
    columns = [stacked(group) for group in runs(found, lambda box: box.height, COLUMN)]
    if len(columns) == 1:
        return columns[0]
    marks, y, width, way = "", 0.0, 0.0, ""
    for band in runs(columns, lambda box: box.width + GUTTER, BAND):
        x, foot = 0.0, y + max(box.height for box in band) + 3 * TURN
        for box in band:
            axis, end = x + box.axis, y + TURN + box.height
            marks += f'<path d="{way}H{axis:g}V{y + TURN:g}" stroke-dasharray="2 3"/>' if way else ""
            marks += box.moved(x, y + TURN)
            x += box.width + GUTTER
            way = f"M{axis:g} {end:g}v{TURN:g}H{x - GUTTER / 2:g}V{y:g}"
        way, y, width = f"M{axis:g} {end:g}V{foot:g}", foot + TURN, max(width, x - GUTTER)
    return Box(width, foot - TURN, 0, marks)


def runs(found: Sequence[Box], size: Callable[[Box], float], most: float) -> list[list[Box]]:
    """Boxes in order in groups of some size at most; what is larger is a group of its own."""
    groups: list[list[Box]] = [[]]
    for box in found:
        if groups[-1] and sum(map(size, groups[-1])) + size(box) > most:
            groups.append([])
        groups[-1].append(box)
    return groups


def captioned(box: Box, where: Sequence[str]) -> Box:
    """The picture over what its names for sizes stand for."""
    if not where:
        return box
    lines, most = ["where"], max(box.width, 200)
    for definition in where:
        if SMALL * (len(lines[-1]) + len(definition) + 2) > most:
            lines.append("")
        lines[-1] += f" {definition},"
    lines[-1] = lines[-1].removesuffix(",")
    y = box.height + LINE
    marks = "".join(label(0, y + LINE * n, text.strip()) for n, text in enumerate(lines))
    width = max(box.width, SMALL * max(map(len, lines)))
    return replace(box, width=width, height=y + LINE * len(lines), marks=box.marks + marks)
