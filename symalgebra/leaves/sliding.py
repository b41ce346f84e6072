"""Windows from arguments: one value for every spatial dimension, or a tuple with one for each."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..errors import ShapeError, SymalgebraError
from ..formula import Formula, Size, ceildiv, floordiv, formula, maximum, size
from ..shape import Shape, Window
from .arguments import shown


def spread(name: str, value: Any, rank: int) -> tuple[Any, ...]:
    """An argument along `rank` spatial dimensions."""
    if type(value) is not tuple:
        return (value,) * rank
    if len(value) != rank:
        mine, theirs = _dimensions(len(value)), _dimensions(rank)
        raise ShapeError(f"{name}={shown(value)} is for {mine}, the input has {theirs}")
    return value


def _dimensions(rank: int) -> str:
    return f"{rank} spatial dimension{'s' * (rank != 1)}"


def spatial(x: Shape) -> int:
    """The rank of a shape that has a resolution."""
    if x.rank == 0:
        raise ShapeError("it needs at least one spatial dimension")
    return x.rank


def ends(name: str, value: Any, rank: int) -> tuple[tuple[Size, Size], ...]:
    """What is added, or cut, at the two ends of each dimension, from p, (p, q) or ((left, right), ...)."""
    return tuple(end if type(end) is tuple else (end, end) for end in spread(name, value, rank))


def check_ends(name: str, value: Any, words: tuple[str, ...] = ()) -> None:
    """Refuse what is neither a size, nor one size or pair for each dimension, nor one of the words."""
    if isinstance(value, str) and value not in words:
        raise SymalgebraError(f"{name}={value!r} is unknown: {' or '.join(map(repr, words))} is expected")
    for part in value if type(value) is tuple else ():
        if not is_size(part) and not (type(part) is tuple and len(part) == 2 and all(map(is_size, part))):
            raise SymalgebraError(f"{name}={shown(value)}: {shown(part)} is no size or pair of sizes")


def is_size(value: Any) -> bool:
    """Whether an argument that was read is one size."""
    return type(value) is int or isinstance(value, Formula)


@lru_cache(1 << 12)
def framed(
    rank: int, kernel: Any, stride: Any, padding: Any, dilation: Any, ceil: bool = False
) -> tuple[Window, ...]:
    """The windows of a convolution or a pooling whose padding is given as numbers."""
    sides = zip(
        spread("kernel_size", kernel, rank),
        spread("stride", stride, rank),
        ends("padding", padding, rank),
        spread("dilation", dilation, rank),
        strict=True,
    )
    return tuple(_window(k, s, left, right, d, ceil) for k, s, (left, right), d in sides)


_window = lru_cache(1 << 12)(Window)  # equal windows are one object


@lru_cache(1 << 12)
def same(resolution: tuple[Size, ...], kernel: Any, stride: Any, dilation: Any) -> tuple[Window, ...]:
    """The windows of padding "same": ceil(r/s) outputs, the surplus of the padding at the right end.

    TensorFlow's SAME and ONNX's SAME_UPPER; PyTorch's "same" at stride 1. A window over K positions is given
    max(0, (ceil(r/s) - 1)*s + K - r) of padding, half of it, rounded down, at the left.
    """
    rank = len(resolution)
    sides = zip(
        spread("kernel_size", kernel, rank),
        spread("stride", stride, rank),
        spread("dilation", dilation, rank),
        resolution,
        strict=True,
    )
    return tuple(_same(k, s, d, r) for k, s, d, r in sides)


def _same(kernel: Size, stride: Size, dilation: Size, r: Size) -> Window:
    reach = size(dilation * (kernel - 1) + 1)
    if is_number(stride, 1):
        left = floordiv(reach - 1, 2)
    else:
        spare = (ceildiv(r, stride) - 1) * stride - r
        left = floordiv(maximum(0, size(reach + spare)), 2)
    # K - 1 in all, so that the size map is ceil(r/s); the last window needs no more than that.
    return Window(kernel, stride, left, size(reach - 1 - left), dilation)


def is_number(value: Size, number: int) -> bool:
    """Whether a size is this number."""
    return type(value) is int and value == number


def quotient(a: Size, b: Size, what: str) -> Size:
    """a / b where b divides a; an error that names both where it provably does not.

    For symbols where that is open the quotient is exact, and valid where it is an integer.
    """
    if is_number(b, 1):
        return a
    if type(a) is int and type(b) is int:
        if a % b:
            raise ShapeError(f"{b} does not divide {what} {a}")
        return a // b
    whole, found = _quotient(a, b)
    if not whole:
        raise ShapeError(f"{b} does not divide {what} {a}")
    return found


@lru_cache(1 << 12)
def _quotient(a: Size, b: Size) -> tuple[bool, Size]:
    """Whether b may divide a, and the quotient."""
    rest = size(a - b * floordiv(a, b))
    return not isinstance(rest, int) or rest == 0, size(formula(a) / b)
