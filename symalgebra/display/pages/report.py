"""`report(net, x, path)`: what is known about a network as one page that computes."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from ...errors import SymalgebraError
from ..derivation import derive
from ..point import Number
from ..subject import Subject
from ..summaries.summary import known
from .contents import BOUNDS, SHOWN, Contents
from .page import page

HEIGHT = 720  # pixels of the frame in a notebook


@dataclass(frozen=True)
class Report:
    """A report; in Jupyter it shows itself within a frame, `save` writes the file."""

    subjects: Sequence[Subject]
    measures: Sequence[str] = SHOWN
    at: Mapping[str, Number] | None = None
    bounds: Collection[str] = BOUNDS

    @cached_property
    def html(self) -> str:
        """The page: one file, which loads nothing."""
        found = [derive(subject, self.measures) for subject in self.subjects]
        return page(Contents(found, self.at or {}, self.bounds))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the page to a file."""
        try:
            Path(path).write_text(self.html, encoding="utf-8")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise SymalgebraError(f"{os.fspath(path)!r} cannot be written: {reason}") from None

    @property
    def title(self) -> str:
        """The titles of the networks."""
        return " and ".join(subject.title for subject in self.subjects)

    def __repr__(self) -> str:
        return f"<report on {self.title}; save(path) writes it>"

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="allow-scripts" title="report" '
            f'style="width:100%;height:{HEIGHT}px;border:0"></iframe>'
        )


def report(
    net: Any,
    x: Any = None,
    path: str | os.PathLike[str] | None = None,
    against: Any = None,
    measures: Iterable[str] = SHOWN,
    at: Mapping[str, Number] | None = None,
    bounds: Collection[str] = BOUNDS,
) -> Report:
    """One HTML file about a network: its diagram and formulas, sliders for the symbols, exact values, plots,
    bounds. It loads nothing, and tests itself against values that Python has computed.

    `net` is a term, with the shape x = (channels, *resolution) that it reads, or a family of the zoo;
    `against` another one on the same input, or a pair (net, x): then their values stand side by side, with
    what is proved of them. `at` says where the sliders stand at first, `bounds` which entries of the
    catalogue of bounds are shown, by their ids. Without a path nothing is written; in
    Jupyter the report shows itself.

    >>> from symalgebra import Conv, dims
    >>> n, w, r = dims("n w r")
    >>> report(Conv(w, 3, padding=1) ** n, (w, r, r))
    <report on Conv(w, 3, padding=1)**n; save(path) writes it>
    """
    pairs = [(net, x)]
    if against is not None:
        pairs.append(against if isinstance(against, tuple) else (against, x))
    subjects = [one if isinstance(one, Subject) else known(one, read) for one, read in pairs]
    found = Report(subjects, tuple(measures), at, tuple(bounds))
    if path is not None:
        found.save(path)
    return found
