"""The marks of a picture; lines and letters take the colour of the text around it."""

from __future__ import annotations

from html import escape

RADIUS = 9.0
INK = ' fill="currentColor" stroke="none"'


def rectangle(width: float, height: float, colour: str, dashed: bool = False) -> str:
    """A rectangle with round corners, its ground a light shade of its border."""
    shade, dash = (".04", ' stroke-dasharray="5 4"') if dashed else (".13", "")
    return (
        f'<rect width="{width:g}" height="{height:g}" rx="6" fill="{colour}" fill-opacity="{shade}" '
        f'stroke="{colour}"{dash}/>'
    )


def letters(x: float, y: float, text: str, anchor: str, faint: bool = False, strong: bool = False) -> str:
    """A line of text."""
    look = (' opacity=".75"' if faint else "") + (' font-weight="bold"' if strong else "")
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{INK}{look}>{escape(text)}</text>'


def label(x: float, y: float, text: str) -> str:
    """A small text."""
    return f'<text x="{x:g}" y="{y:g}" font-size="10"{INK} opacity=".8">{escape(text)}</text>'


def line(x: float, top: float, bottom: float) -> str:
    """A wire that runs down."""
    return f'<path d="M{x:g} {top:g}V{bottom:g}"/>' if bottom > top else ""


def bar(left: float, right: float, y: float) -> str:
    """A wire across."""
    return f'<path d="M{left:g} {y:g}H{right:g}"/>' if left != right else ""


def arrow(x: float, y: float) -> str:
    """The head of an arrow that ends here."""
    return f'<path d="M{x - 3:g} {y - 6:g}L{x:g} {y:g}L{x + 3:g} {y - 6:g}"/>'


def joint(x: float, y: float, sign: str, said: str) -> str:
    """A sign in a circle, where branches meet."""
    return (
        f'<g><title>{said}</title><circle cx="{x:g}" cy="{y:g}" r="{RADIUS:g}"/>'
        f"{letters(x, y + 4, sign, 'middle', strong=True)}</g>"
    )
