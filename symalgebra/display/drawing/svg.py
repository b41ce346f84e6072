"""A figure as an SVG picture, for a page of any colour or with a ground of its own."""

from __future__ import annotations

from collections.abc import Sequence
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
COLUMN, GUTTER, TURN = 760.0, 44.0, 12.0  # the height beyond which a chain goes on in another column


def svg(found: Figure, x: Shape | None, sizes: Sizes, ground: bool = False) -> str:
    """The picture; with `ground` it stands alone, on light or dark, else it takes the page's ink."""
    chain = found if isinstance(found, Chain) else Chain((found,), x, found.out)
    box = captioned(columns(boxes(Layout(sizes), chain, x)), sizes.where)
    width, height = box.width + 2 * MARGIN, box.height + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FONT}" font-size="12" '
        f'fill="none" stroke="currentColor" stroke-width="1.2">{GROUND if ground else ""}'
        f"{box.moved(MARGIN, MARGIN)}</svg>"
    )


def boxes(layout: Layout, chain: Chain, x: Shape | None) -> list[Box]:
    """The boxes of a whole picture: with a wire before and one behind."""
    return [layout.wire(x, headed=pointed(chain)), *layout.pieces(chain), layout.wire(chain.out)]


def columns(found: Sequence[Box]) -> Box:
    """Boxes in columns of some height, each joined to the next by a wire around its foot."""
    groups: list[list[Box]] = [[]]
    for box in found:
        if groups[-1] and sum(b.height for b in groups[-1]) + box.height > COLUMN:
            groups.append([])
        groups[-1].append(box)
    marks, x, foot, height = "", 0.0, (0.0, 0.0), 0.0
    for number, group in enumerate(groups):
        box, top = stacked(group), TURN if len(groups) > 1 else 0.0
        if number:
            side = x - GUTTER / 2
            marks += (
                f'<path d="M{foot[0]:g} {foot[1]:g}v{TURN:g}H{side:g}V0H{x + box.axis:g}V{TURN:g}" '
                f'stroke-dasharray="2 3"/>'
            )
        marks += box.moved(x, top)
        foot = (x + box.axis, top + box.height)
        height = max(height, foot[1] + top)
        x += box.width + GUTTER
    return Box(x - GUTTER, height, 0, marks)


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
