"""What a reader of a report moves and chooses: sliders, members, the axes of the plot and of the map."""

from __future__ import annotations

from html import escape

from ..letters import letter
from ..mathml import element
from .contents import Contents
from .sliders import Slider


def controls(found: Contents) -> str:
    """The sliders, over a list of the members."""
    if not found.symbols:
        return ""
    options = "".join(f"<option>{escape(name)}</option>" for name in found.members)
    chosen = f'<label>member <select id="member"><option value="">…</option>{options}</select></label>'
    rows = "".join(slider(number, symbol) for number, symbol in enumerate(found.symbols))
    return f'<form id="sliders">{chosen if options else ""}{rows}</form>'


def slider(number: int, symbol: Slider) -> str:
    """One symbol: its name, a slider, a field for any value, and what it stands for."""
    ends = f'min="{symbol.low}" data-symbol="{number}" value="{symbol.value}"'
    name = escape(symbol.name)
    return (
        f'<div class="slider"><label for="s{number}">{element(letter(symbol.name), block=False)}</label>'
        f'<input type="range" id="s{number}" max="{symbol.high}" {ends}>'
        f'<input type="number" aria-label="{name}" {ends}>'
        f'<small class="faint">{escape(symbol.meaning)}</small></div>'
    )


def plot(found: Contents) -> str:
    """A frame for the plot, and what chooses its axes."""
    if not found.symbols or not found.plotted:
        return ""
    measures = "".join(
        f'<option value="{k}">{escape(line.name)}</option>' for k, line in enumerate(found.plotted)
    )
    axes = axis(found)
    return (
        f'<div class="choice"><label><select id="measure">{measures}</select></label>'
        f'<label>against <select id="axis">{axes}</select></label>'
        '<label><input type="checkbox" id="log-x"> log axis</label>'
        '<label><input type="checkbox" id="log-y"> log values</label></div>'
        f'<svg id="plot" class="chart" role="img" aria-label="plot"></svg>{winmap(found)}'
    )


def axis(found: Contents, chosen: int = 0) -> str:
    """A choice among the symbols."""
    options = (
        f'<option value="{k}"{" selected" * (k == chosen)}>{escape(s.name)}</option>'
        for k, s in enumerate(found.symbols)
    )
    return "".join(options)


def winmap(found: Contents) -> str:
    """A frame for the map of two networks over two symbols."""
    if len(found.found) < 2 or len(found.symbols) < 2:
        return ""
    return (
        f'<p><b class="side-A">A</b> or <b class="side-B">B</b> is smaller: over '
        f'<select id="across" aria-label="across">{axis(found)}</select> and '
        f'<select id="up" aria-label="upwards">{axis(found, 1)}</select></p>'
        '<svg id="map" class="chart" role="img" aria-label="win map"></svg>'
    )
