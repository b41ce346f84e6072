"""A summary in Markdown: one pipe table, the layers of a stage behind dashes."""

from __future__ import annotations

from collections.abc import Iterator

from ..columns import factored
from ..markdown import code, escaped, grid
from .notes import Notes
from .plain import table
from .summary import NOTE, Summary

UNBROKEN = 48  # characters of a formula between two places where a line may break


def markdown(found: Summary) -> str:
    """The whole summary."""
    notes = Notes(found.shown, UNBROKEN, factored)
    first, *rest = table(found, notes)
    coded = [
        [title(deep, line[0]), *map(code, line[1:])]
        for (deep, _), line in zip(found.lines(), rest, strict=True)
    ]
    below = [line for mark, text, _ in notes for line in ("", f"{code(mark)} = {code(text)}")]
    where = ["", "where " + ", ".join(map(code, found.shown.where))] if found.shown.where else []
    return "\n".join([*heading(found), *grid([first, *coded]), *below, *where, "", NOTE])


def heading(found: Summary) -> Iterator[str]:
    """The title and the shapes."""
    yield f"## {escaped(found.subject.title)}"
    yield ""
    yield f"`{found.subject.input}` to `{found.total.out}`"
    yield ""


def title(deep: int, text: str) -> str:
    """A stage in bold, a layer as code."""
    return f"{'– ' * deep}{code(text.lstrip('· '))}" if deep else f"**{escaped(text.lstrip('· '))}**"
