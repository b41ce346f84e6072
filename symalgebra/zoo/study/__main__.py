"""`python -m symalgebra.zoo.study DIRECTORY` writes accuracy.md and its plots there."""

from __future__ import annotations

import sys
from pathlib import Path

from .page import PLOTS, page, slug
from .plots import scatter


def write(directory: Path) -> None:
    """The page and its plots."""
    (directory / "accuracy.md").write_text(page(), encoding="utf-8")
    for figure in PLOTS:
        (directory / f"accuracy-{slug(figure)}.svg").write_text(scatter(figure), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("python -m symalgebra.zoo.study DIRECTORY")
    write(Path(sys.argv[1]))
