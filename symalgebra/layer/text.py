"""The text of a term: Python's notation, brackets only where Python's precedence asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .term import Layer


def written(layer: Layer) -> str:
    """The term as Python reads it, so that parse(str(net)) == net; a loop, for terms of any depth."""
    done: list[str] = []
    pending: list[str | tuple[Layer, int]] = [(layer, 0)]
    while pending:
        piece = pending.pop()
        if isinstance(piece, str):
            done.append(piece)
            continue
        inner, least = piece
        bracketed = inner.strength() < least
        if bracketed:
            pending.append(")")
        pending.extend(reversed(inner.pieces()))
        if bracketed:
            pending.append("(")
    return "".join(done)
