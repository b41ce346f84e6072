"""Arguments of leaves: read once at construction, printed as they were written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field
from numbers import Real
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, Size, nonnegative, size
from ..shape import Shape

Reader = Callable[[Any], Any]


class BadArgument(SymalgebraError):
    """An argument that its leaf cannot have; the leaf adds its own name and the argument's."""


_WORDS = {"str": str, "Literal": str, "bool": bool, "None": type(None), "Optional": type(None)}


def reader(field: Field[Any], least: int) -> Reader:
    """How the argument of a dataclass field is read; the words of its annotation say what it may be.

    `bool` alone is a flag, `float` a number that no measure reads, `Any` alone is left as it is. Anything
    else is a size of at least `least`, or where the annotation says so a tuple, a `str`, a `bool` or `None`.
    """
    words = set(re.findall(r"\w+", field.type if isinstance(field.type, str) else str(field.type))) - {
        "class"
    }
    if words == {"Any"}:
        return lambda value: value
    if words == {"bool"}:
        return _flag
    kinds = tuple(kind for word, kind in _WORDS.items() if word in words)
    if "float" in words:
        return lambda value: value if isinstance(value, kinds) else _real(value)
    several = "tuple" in words

    def size_of(value: Any) -> Any:
        return value if type(value) is int and value >= least else _sizes(value, least, kinds, several)

    return size_of


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise BadArgument("must be True or False")


def _real(value: Any) -> float:
    if isinstance(value, Real) and not isinstance(value, bool):
        return float(value)
    raise BadArgument("must be a number")


def _sizes(value: Any, least: int, kinds: tuple[type, ...], several: bool) -> Any:
    if type(value) is not int:
        if type(value) is not Formula and isinstance(value, kinds):
            return value
        if several and isinstance(value, tuple | list):
            return tuple(_sizes(part, least, kinds, several) for part in value)
        value = _size(value)
    if value < least if isinstance(value, int) else _below(value, least):
        raise BadArgument(f"must be at least {least}")
    return value


def _below(value: Formula, least: int) -> bool:
    """Whether a formula is proved to be too small, which needs a negative coefficient."""
    return min(value.terms.values()) < 0 and nonnegative(least - 1 - value)


def _size(value: Any) -> Size:
    try:
        found = size(value)
    except SymalgebraError:
        raise BadArgument("must be an integer, a symbol or a formula") from None
    if isinstance(found, Formula) and not found.free:
        raise BadArgument("must be an integer")
    return found


def shown(value: Any) -> str:
    """The argument as Python text that reads back."""
    if type(value) is tuple:
        return f"({', '.join(map(shown, value))}{',' * (len(value) == 1)})"
    return repr(value) if isinstance(value, str) else str(value)


def written(fields: tuple[Field[Any], ...], values: tuple[Any, ...]) -> str:
    """An argument list: required ones by position, others by name where they differ from the default."""
    parts = []
    for field, value in zip(fields, values, strict=True):
        if field.default is MISSING:
            parts.append(shown(value))
        elif value != field.default:
            parts.append(f"{field.name}={shown(value)}")
    return ", ".join(parts)


def mapped(value: Any, function: Callable[[Size], Size]) -> Any:
    """The argument with every size in it replaced."""
    if type(value) is tuple:
        return tuple(mapped(part, function) for part in value)
    return function(value) if type(value) is int or isinstance(value, Formula) else value


def sizes_in(value: Any) -> Iterator[Size]:
    """Every size in an argument."""
    if type(value) is tuple:
        for part in value:
            yield from sizes_in(part)
    elif type(value) is int or isinstance(value, Formula):
        yield value


def stated(leaf: object, y: tuple[Any, ...]) -> Shape:
    """The shape of what the facts of a leaf give, where that is no plain size."""
    try:
        return Shape(map(size, y))
    except SymalgebraError as error:
        raise TypeError(f"{leaf} states the shape {y}: {error}") from None
