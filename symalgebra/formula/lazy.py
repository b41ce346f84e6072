"""Attributes that are worked out when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class lazy(Generic[T]):
    """A method that runs once: its value then stands in the object's dictionary, under the method's name.

    As `functools.cached_property`, without the lock that Python 3.11 takes there, which costs more than what
    is kept.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make = make
        self.__doc__ = make.__doc__

    def __get__(self, instance: Any, owner: type | None = None) -> T:
        value = vars(instance)[self.make.__name__] = self.make(instance)
        return value
