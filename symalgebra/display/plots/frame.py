"""The frame of a plot in SVG: axes, grid, legend; it takes the ink of the page around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from .axis import Axis

WIDTH, HEIGHT = 640, 380
LEFT, RIGHT, TOP, BOTTOM = 72, 20, 16, 46
COLOURS = ("#0969da", "#bc4c00", "#1a7f37", "#8250df", "#9a6700", "#cf222e", "#57606a", "#0550ae")
FONT = "system-ui,sans-serif"
LETTER = 7.0  # pixels of a letter at 12 pixels


class Frame:
    """Places of values in a picture, and its marks so far."""

    def __init__(self, x: Axis, y: Axis) -> None:
        self.x, self.y = x, y
        self.marks: list[str] = []
        self.height = HEIGHT

    def across(self, share: float) -> float:
        """The place of a share of the x axis."""
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def down(self, share: float) -> float:
        """The place of a share of the y axis."""
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def axes(self, name: str) -> None:
        """Grid lines with their labels, and the name of the symbol below."""
        for share, text in self.y.ticks():
            y = self.down(share)
            self.path(f"M{LEFT} {y:.1f}H{WIDTH - RIGHT}", 'opacity=".18"')
            self.text(LEFT - 8, y + 4, text, "end")
        for share, text in self.x.ticks():
            x = self.across(share)
            self.path(f"M{x:.1f} {TOP}V{HEIGHT - BOTTOM}", 'opacity=".18"')
            self.text(x, HEIGHT - BOTTOM + 18, text, "middle")
        self.text(self.across(0.5), HEIGHT - 8, name, "middle", 'font-style="italic"')

    def path(self, d: str, look: str) -> None:
        """A line."""
        self.marks.append(f'<path d="{d}" {look}/>')

    def text(self, x: float, y: float, text: str, anchor: str, look: str = "") -> None:
        """Words."""
        self.marks.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor" stroke="none" {look}>'
            f"{escape(text)}</text>"
        )

    def legend(self, names: Sequence[str], colours: Iterable[str] = COLOURS) -> None:
        """Names with their colours, on a ground of the page's own, in the upper left corner."""
        for number, (name, colour) in enumerate(zip(names, colours, strict=False)):
            y = TOP + 16 + 18 * number
            place = f'x="{LEFT + 12}" y="{y - 9}" width="10" height="10"'
            self.marks.append(f'<rect {place} rx="2" stroke="none" fill="{colour}"/>')
            self.text(LEFT + 28, y, name, "start")

    def caption(self, names: Sequence[str], colours: Sequence[str]) -> None:
        """Names with their colours in one line below, where the picture has no free corner."""
        x = float(LEFT)
        for name, colour in zip(names, colours, strict=True):
            look = f'width="10" height="10" rx="2" stroke="none" fill="{colour}" fill-opacity=".55"'
            self.marks.append(f'<rect x="{x:.1f}" y="{HEIGHT + 5}" {look}/>')
            self.text(x + 16, HEIGHT + 14, name, "start")
            x += 16 + LETTER * len(name) + 24
        self.height = HEIGHT + 24

    def svg(self, label: str) -> str:
        """The whole picture."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}" role="img" '
            f'aria-label="{escape(label)}" style="max-width:{WIDTH}px;width:100%" font-family="{FONT}" '
            f'font-size="12" fill="none" stroke="currentColor">{"".join(self.marks)}</svg>'
        )
