"""A clock for whole questions: what runs `within(2)` is stopped after two seconds, wherever it asks `tick`.

Clocks nest: one within another never ends later than it. Work that no clock bounds is counted by `budget` and
is the same on every machine; a clock only ends it earlier.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic

from ..formula import ring
from . import checker

_END: ContextVar[float] = ContextVar("end", default=inf)


class Late(BaseException):
    """The time is over: like an interrupt it passes by all who try one rule after another."""


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Let what is inside run so many seconds, None for as long as the clock around it allows."""
    token = _END.set(_END.get() if seconds is None else min(_END.get(), monotonic() + seconds))
    try:
        yield
    finally:
        _END.reset(token)


@contextmanager
def unhurried() -> Iterator[None]:
    """Let what is inside run to its end, as what an answer says: it is short."""
    token = _END.set(inf)
    try:
        yield
    finally:
        _END.reset(token)


def left() -> float | None:
    """The seconds that are left, None where no clock runs."""
    end = _END.get()
    return None if end == inf else max(end - monotonic(), 0.0)


def share(part: float) -> float | None:
    """A part of the seconds that are left, None where no clock runs."""
    seconds = left()
    return None if seconds is None else part * seconds


def over() -> bool:
    """Whether no time is left."""
    return monotonic() > _END.get()


def tick() -> None:
    """Raise `Late` where no time is left."""
    if monotonic() > _END.get():
        raise Late


checker.PULSE[0] = ring.PULSE[0] = tick
