"""Exact sums and products that stay as they are, one atom each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .atom import Atom, Index
from .integrality import integral
from .monomial import index_level
from .sign import nonnegative
from .value import Formula, formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .atom import Symbol
    from .value import Number, Size

MOST_WRITTEN_OUT = 8  # terms of a geometric sum
MOST_STEPS = 1_000_000  # of a sum or product that is carried out term by term


class Loop(Atom):
    """A sum or a product over an index that is bound within: `(body, index, count)`. Abstract."""

    __slots__ = ()

    @property
    def body(self) -> Formula:
        """What is summed or multiplied, holding the index."""
        return self.arguments[0]

    @property
    def index(self) -> Index:
        """The bound index."""
        return self.arguments[1]

    @property
    def count(self) -> Formula:
        """How many terms or factors there are."""
        return self.arguments[2]

    @property
    def integral(self) -> bool:  # type: ignore[override]
        """Whether the body takes only integer values."""
        return integral(self.body)

    def _free(self) -> frozenset[Symbol]:
        return (self.body.free - {self.index}) | self.count.free

    def values(self, values: Mapping[Symbol, Number]) -> Any:
        """The values of the body, one for each value of the index."""
        from ..errors import NoClosedForm
        from .evaluation.point import value_of

        count = value_of(self.count, values)
        if count > MOST_STEPS:
            raise NoClosedForm(
                f"a sum of {count} terms without a closed form; at most {MOST_STEPS} are carried out"
            )
        return (value_of(self.body, {**values, self.index: i}) for i in range(count))

    def parts(self, mapping: Mapping[Symbol, Size]) -> tuple[Formula, Index, Formula]:
        """The body, index and count after a substitution, the index renamed to fit."""
        from .sums import index_over

        count = self.count.substitute(mapping)
        index = index_over(count, *mapping.values(), *(s.formula() for s in self.body.free - {self.index}))
        return self.body.substitute({**mapping, self.index: index.formula()}), index, count


class Sum(Loop):
    """The exact sum of a body that has no closed form."""

    __slots__ = ()

    def at(self, values: Mapping[Symbol, Number]) -> Number:
        return sum(self.values(values))

    def substitute(self, mapping: Mapping[Symbol, Size]) -> Size:
        from .sums import total

        return total(*self.parts(mapping))

    def bounds(self) -> tuple[Size | None, Size | None]:
        from .enclosure import enclosure
        from .sums import total

        low, high = enclosure(self.body)
        if low.terms == high.terms == self.body.terms:
            return (0 if nonnegative(self.body) else None), None
        return total(low, self.index, self.count), total(high, self.index, self.count)


class Product(Loop):
    """The exact product of a body that has no closed form."""

    __slots__ = ()

    def at(self, values: Mapping[Symbol, Number]) -> Number:
        result: Any = 1
        for value in self.values(values):
            result = result * value
        return result

    def substitute(self, mapping: Mapping[Symbol, Size]) -> Size:
        from .sums import product_over

        return product_over(*self.parts(mapping))

    def bounds(self) -> tuple[Size | None, Size | None]:
        return (0 if nonnegative(self.body) else None), None


class Geometric(Atom):
    """The sum of i**degree * base**i over i from 0 to count - 1, for a symbolic base; right at base 1 too."""

    __slots__ = ()

    @property
    def base(self) -> Formula:
        """The ratio of consecutive powers."""
        return self.arguments[0]

    @property
    def integral(self) -> bool:  # type: ignore[override]
        """Whether the base takes only integer values."""
        return integral(self.base)

    @property
    def degree(self) -> int:
        """The exponent of the index."""
        return int(self.arguments[1])

    @property
    def count(self) -> Formula:
        """How many terms there are."""
        return self.arguments[2]

    def at(self, values: Mapping[Symbol, Number]) -> Number:
        from .evaluation.point import value_of
        from .sums import power_sum

        base, count = formula(value_of(self.base, values)), formula(value_of(self.count, values))
        return power_sum(base, self.degree, count).plain()  # type: ignore[return-value]

    def substitute(self, mapping: Mapping[Symbol, Size]) -> Size:
        from .sums import power_sum

        return power_sum(self.base.substitute(mapping), self.degree, self.count.substitute(mapping))

    def bounds(self) -> tuple[Size | None, Size | None]:
        return (0 if nonnegative(self.base) else None), None


def geometric(base: Formula, degree: int, count: Formula) -> Formula:
    """The geometric sum with a symbolic base; a few terms are written out."""
    number = count.plain()
    if isinstance(number, int) and number <= MOST_WRITTEN_OUT:
        return sum((base**i * i**degree for i in range(number)), formula(0))
    return Geometric(base, degree, count).formula()


def unevaluated(kind: str, body: Formula, index: Index, count: Formula) -> Formula:
    """The atom of a sum or product, or its value where the count is a number.

    The index becomes the lowest that is free, so equal sums are equal atoms wherever they arose.
    """
    number = count.plain()
    if isinstance(number, int):
        return _written_out(kind, body, index, number)
    level = 1 + max(index_level(body.free - {index}), index_level(count.free))
    lowest = Index(level, count - 1)
    body = body if lowest is index else body.substitute({index: lowest.formula()})
    return {"sum": Sum, "product": Product}[kind](body, lowest, count).formula()


def _written_out(kind: str, body: Formula, index: Index, count: int) -> Formula:
    from ..errors import NoClosedForm

    if count > MOST_STEPS:
        raise NoClosedForm(
            f"a {kind} of {count} terms without a closed form; at most {MOST_STEPS} are carried out"
        )
    result = formula(0 if kind == "sum" else 1)
    for i in range(count):
        step = body.substitute({index: formula(i)})
        result = result + step if kind == "sum" else result * step
    return result
