"""Arguments of leaves: read once at construction, printed as they were written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field
from numbers import Real
from typing import Any

from ..errors import SymalgebraError
from ..formula import Formula, Size, nonnegative, size

Reader = Callable[[Any], Any]


class BadArgument(SymalgebraError):
    """An argument that its leaf cannot have; the leaf adds its own name and the argument's."""


def reader(field: Field[Any], least: int) -> Reader:
    """How the argument of a dataclass field is read; the words of its annotation say what it may be.

    `bool` alone is a flag, `float` a number that no measure reads. Anything else is a size of at least
    `least` or a tuple of such, or what of `str`, `bool`, `None` the annotation mentions; `Any` alone is free.
    """
    note = field.type if isinstance(field.type, str) else getattr(field.type, "__name__", str(field.type))
    words = set(re.findall(r"\w+", note if "|" not in str(field.type) else str(field.type)))
    if words == {"Any"}:
        return lambda value: value
    if "float" in words:
        return lambda value: None if value is None and "None" in words else _real(value)
    plain = tuple(kind for name, kind in _PLAIN.items() if name in words)
    if words == {"bool"}:
        return _flag
    return lambda value: _sizes(value, least, plain)


_PLAIN = {"str": str, "bool": bool, "None": type(None), "Literal": str}


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise BadArgument("it is True or False")


def _real(value: Any) -> float:
    if isinstance(value, Real) and not isinstance(value, bool):
        return float(value)
    raise BadArgument("it is a number")


def _sizes(value: Any, least: int, plain: tuple[type, ...]) -> Any:
    if type(value) is not int:
        if isinstance(value, plain):
            return value
        if isinstance(value, tuple | list):
            return tuple(_sizes(part, least, plain) for part in value)
        value = _size(value)
    if value < least if isinstance(value, int) else _below(value, least):
        raise BadArgument(f"it is at least {least}")
    return value


def _below(value: Formula, least: int) -> bool:
    """Whether a formula is proved to be too small, which needs a negative coefficient."""
    return any(c < 0 for c in value.terms.values()) and nonnegative(least - 1 - value)


def _size(value: Any) -> Size:
    try:
        found = size(value)
    except SymalgebraError:
        raise BadArgument("it is an integer, a symbol or a formula") from None
    if isinstance(found, Formula) and not found.free:
        raise BadArgument("it is an integer")
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
