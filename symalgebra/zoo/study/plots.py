"""Scatter plots of a figure against accuracy, one panel for each cohort, as SVG."""

from __future__ import annotations

from io import StringIO
from typing import Any

from symalgebra.extras import extra

from .cohorts import COHORTS, cohort

ACROSS = ("torchvision", "pytorchcv", "cifar-10", "cifar-100")
MARKERS = "os^vDP*X<>dhp"


def pyplot() -> Any:
    """Matplotlib, set to write the same file from the same points."""
    needed = "matplotlib", "matplotlib.pyplot"
    matplotlib, pyplot = extra("the plots need Matplotlib", *needed, install="'symalgebra[study]'")
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "symalgebra", "svg.fonttype": "none", "font.size": 10})
    return pyplot


def scatter(figure: str) -> str:
    """The SVG of a figure, on a logarithmic axis, against top-1; the families are told apart by marks."""
    plot = pyplot()
    frame, panels = plot.subplots(2, 2, figsize=(9.5, 8), layout="constrained")
    for panel, name in zip(panels.flat, ACROSS, strict=True):
        points(panel, name, figure)
        panel.set(title=COHORTS[name].title, xlabel=figure, ylabel="top-1, percent", xscale="log")
        panel.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    text = StringIO()
    frame.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    plot.close(frame)
    return text.getvalue()


def points(panel: Any, name: str, figure: str) -> None:
    """The networks of a cohort in a panel."""
    samples = [s for s in cohort(name) if s.figures[figure] is not None]
    for number, family in enumerate(sorted({s.family for s in samples})):
        own = [s for s in samples if s.family == family]
        x, y = [s.figures[figure] for s in own], [s.accuracy for s in own]
        panel.plot(x, y, MARKERS[number % len(MARKERS)], markersize=4, alpha=0.8, label=family)
