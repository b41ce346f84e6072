"""Plots on axes of matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...extras import extra
from .axis import level
from .frame import COLOURS

if TYPE_CHECKING:
    from .curves import Plot
    from .winmap import WinMap

CAP = 150  # decades, beyond which matplotlib finds no room for its margins


def axes(ax: Any) -> Any:
    """The axes that are given, or new ones."""
    if ax is not None:
        return ax
    pyplot = extra("draw() needs matplotlib", "matplotlib.pyplot", install="'symalgebra[plot]'")
    return pyplot.subplots()[1]


def curves(found: Plot, ax: Any = None) -> Any:
    """The lines of a plot."""
    ax = axes(ax)
    for number, (name, points) in enumerate(found.curves.items()):
        shown = [(x, float(value)) for x, value in points if level(abs(value) + 1, True) < CAP]
        ax.plot(*zip(*shown, strict=True), label=name, color=COLOURS[number % len(COLOURS)])
    for x, holds in found.crossings:
        ax.axvline(x, linestyle="--", linewidth=1, color="gray")
        ax.annotate(found.told(x, holds), (x, 0.02), xycoords=("data", "axes fraction"), fontsize="small")
    ax.set_xlabel(found.by)
    ax.set_xscale("log" if "x" in found.log else "linear")
    ax.set_yscale("log" if "y" in found.log else "linear")
    ax.legend()
    return ax


def winners(found: WinMap, ax: Any = None) -> Any:
    """The cells of a map."""
    ax = axes(ax)
    from matplotlib.colors import ListedColormap

    rows = [[float("nan") if winner is None else winner for winner in row] for row in found.winners]
    colours = ListedColormap(COLOURS[:3])
    ax.pcolormesh(found.xs, found.ys, rows, cmap=colours, vmin=0, vmax=2, alpha=0.55, shading="nearest")
    met = sorted({winner for row in found.winners for winner in row if winner is not None})
    for winner, text in zip(met, found.legend, strict=True):
        ax.plot([], [], "s", color=COLOURS[winner], label=text)
    ax.set_xlabel(found.x[0])
    ax.set_ylabel(found.y[0])
    ax.set_xscale("log" if "x" in found.log else "linear")
    ax.set_yscale("log" if "y" in found.log else "linear")
    ax.legend()
    return ax
