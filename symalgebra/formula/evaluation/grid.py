"""A plan on NumPy arrays: machine integers where they are proved wide enough, else Python's numbers.

A register is (array of int64, a bound of the absolute values in it); a step first works out a bound of
everything on its way, and gives up where that is no machine integer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import TYPE_CHECKING, Any

from ...errors import SymalgebraError
from ...extras import extra
from ..logarithm import binary_logarithm
from ..substitution import number
from . import steps

if TYPE_CHECKING:
    from ..atom import Atom, Symbol
    from .plan import Plan

    Register = tuple[Any, int]

LIMIT = 1 << 62
LONGEST = 1000  # bits of a power that is worked out


class TooWide(Exception):
    """Machine integers are not proved to be enough."""


def on_grid(plan: Plan, given: Sequence[Any], every: Sequence[Any]) -> Any:
    """The values of a plan where its symbols have arrays of values, in the shape of all arrays together."""
    numpy = module()
    arrays = [exact_array(numpy, value) for value in given]
    shape = numpy.broadcast_shapes(*(numpy.shape(value) for value in every))
    try:
        registers = [register(numpy, array) for array in arrays]
        for step, a, b in plan.steps:
            registers.append(STEPS[step](registers, a, b))
        result = registers[plan.result][0]
    except TooWide:
        result = one_by_one(lambda *values: plan.run(list(values)), arrays)
    return numpy.broadcast_to(result, shape).copy()


def module() -> Any:
    """NumPy, an optional package."""
    return extra("arrays need NumPy", "numpy", install="'symalgebra[fast]'")


def exact_array(numpy: Any, value: Any) -> Any:
    """A value as an array of integers or of exact numbers."""
    array = numpy.asarray(value)
    if array.dtype.kind in "iu":
        return array
    if array.dtype.kind == "O":
        return numpy.frompyfunc(number, 1, 1)(array)
    raise SymalgebraError(f"an array of {array.dtype} is not exact: one of integers or fractions is expected")


def register(numpy: Any, array: Any) -> Register:
    """An array of machine integers and the greatest absolute value in it."""
    if array.dtype.kind not in "iu" and not all(type(value) is int for value in array.flat):
        raise TooWide
    bound = fitting(max(abs(int(array.max())), abs(int(array.min()))) if array.size else 0)
    return array.astype(numpy.int64), bound


def fitting(bound: int) -> int:
    """A bound, where machine integers reach so far."""
    if bound >= LIMIT:
        raise TooWide
    return bound


def one_by_one(function: Callable[..., Any], arrays: Sequence[Any]) -> Any:
    """A function of exact numbers on each point of a grid."""
    numpy = module()
    objects = [numpy.asarray(array).astype(object) for array in arrays]
    result = numpy.asarray(numpy.frompyfunc(function, len(arrays), 1)(*objects), dtype=object)
    kinds = set(map(type, result.flat))
    return result.astype(float) if float in kinds else result


def summed(registers: list[Register], terms: steps.Terms, scale: int) -> Register:
    """The sum of the terms, over the scale."""
    bounds = [abs(c) * prod(max(registers[place][1], 1) for place in places) for c, places in terms]
    bound = fitting(sum(bounds))
    total = module().asarray(sum(_product(registers, c, places) for c, places in terms))
    if scale == 1:
        return total, bound
    if (total % scale != 0).any():
        raise TooWide
    return total // scale, bound


def _product(registers: list[Register], product: Any, places: tuple[int, ...]) -> Any:
    for place in places:
        product = product * registers[place][0]
    return product


def divided(registers: list[Register], terms: steps.Terms, divisor: int) -> Register:
    """floor(sum/divisor)."""
    total, bound = summed(registers, terms, 1)
    return total // fitting(divisor), bound // divisor + 1


def quotient(registers: list[Register], top: int, bottom: int) -> Register:
    """floor(top/bottom)."""
    (p, bound), (d, _) = registers[top], registers[bottom]
    if not (d != 0).all():
        raise SymalgebraError("division by zero at this point")
    return p // d, bound


def power(registers: list[Register], base: int, exponent: Any) -> Register:
    """A register to the power of a number."""
    return _raised(registers[base], (exponent, exponent)) if type(exponent) is int else _given_up()


def exponential(registers: list[Register], base: int, exponent: int) -> Register:
    """A number to the power of a register."""
    return _raised((base, base), registers[exponent])


def symbolic(registers: list[Register], base: int, exponent: int) -> Register:
    """A register to the power of a register."""
    return _raised(registers[base], registers[exponent])


def _raised(base: Register, exponent: Register) -> Register:
    numpy = module()
    if (numpy.asarray(exponent[0]) < 0).any() or base[1].bit_length() * exponent[1] > LONGEST:
        raise TooWide
    bound = fitting(max(base[1], 1) ** exponent[1])
    return numpy.power(numpy.asarray(base[0], numpy.int64), exponent[0]), bound


def _given_up(*_: Any) -> Register:
    raise TooWide


def vanishing(registers: list[Register], exponent: int, _: None) -> Register:
    """0**exponent."""
    return (registers[exponent][0] == 0).astype(module().int64), 1


def extreme(registers: list[Register], choose: Callable[..., Any], places: tuple[int, ...]) -> Register:
    """The greatest or the least of several registers."""
    numpy = module()
    result = registers[places[0]][0]
    for place in places[1:]:
        result = (numpy.maximum if choose is max else numpy.minimum)(result, registers[place][0])
    return result, max(registers[place][1] for place in places)


def looked_up(registers: list[Register], atom: Atom, places: tuple[tuple[Symbol, int], ...]) -> Register:
    """An atom that has a rule of its own, on the grid of its own symbols only."""

    def value(*values: Any) -> Any:
        return atom.at(dict(zip((symbol for symbol, _ in places), values, strict=True)))

    return register(module(), one_by_one(value, [registers[place][0] for _, place in places]))


def logarithm(registers: list[Register], argument: int, _: None) -> Register:
    """log2 of a register, where all of it is powers of 2."""
    return register(module(), one_by_one(binary_logarithm, [registers[argument][0]]))


STEPS: dict[Callable[..., Any], Callable[..., Register]] = {
    steps.summed: summed,
    steps.divided: divided,
    steps.quotient: quotient,
    steps.power: power,
    steps.exponential: exponential,
    steps.symbolic: symbolic,
    steps.root: _given_up,
    steps.vanishing: vanishing,
    steps.extreme: extreme,
    steps.looked_up: looked_up,
    steps.logarithm: logarithm,
}
