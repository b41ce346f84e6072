"""`Formula`: an exact value in normal form, a sum of coefficients times monomials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import SymalgebraError
from .monomial import UNIT, Monomial
from .ring import Number, Ring
from .ring import accumulate as accumulate
from .writing.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, ItemsView, Iterable, Mapping

    from .atom import Symbol


class Formula(Ring, Written):
    """An exact value: `terms` maps monomials to rational coefficients, none of them zero.

    Arithmetic is exact and takes integers, fractions, SymPy expressions and formulas. Two formulas are equal
    where they have one normal form: for sums of products of powers and exponentials that means equality at
    all positive integers.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> f = formula(n * w**2) + 3 * w
    >>> f, f.at(n=2, w=5), f.subs(n=4)
    (n*w**2 + 3*w, 65, 4*w**2 + 3*w)
    """

    __slots__ = ()

    def items(self) -> ItemsView[Monomial, Number]:
        """The pairs of a monomial and its coefficient."""
        return self.terms.items()

    @property
    def key(self) -> frozenset[tuple[Monomial, Number]]:
        """The exact terms as a hashable value."""
        if self._key is None:
            self._key = frozenset(self.terms.items())
        return self._key

    @property
    def free(self) -> frozenset[Symbol]:
        """The symbols that occur in it, as atoms."""
        if self._free is None:
            self._free = frozenset().union(*[m.free for m in self.terms])
        return self._free

    @property
    def names(self) -> frozenset[str]:
        """The names of the symbols that occur in it."""
        return self.cached("names", lambda f: frozenset(s.name for s in f.free if hasattr(s, "name")))

    @property
    def related(self) -> frozenset[str]:
        """Names that may be given values though they do not occur: those of what it was derived from."""
        return self.cached("related", lambda f: frozenset(f.cached("origin", lambda f: tuple)()))

    def relating(self, names: Callable[[], Iterable[str]]) -> Formula:
        """The same formula, derived from something whose symbols `names()` tells once they are asked for."""
        other = Formula(self.terms)
        other.cached("origin", lambda f: names)
        return other

    def plain(self) -> Number | Formula:
        """The number that it is, or itself where it is none."""
        if len(self.terms) > 1:
            return self
        return self.terms.get(UNIT, self) if self.terms else 0

    def size(self) -> Size:
        """The integer that it is, or itself where it is none."""
        if len(self.terms) > 1:
            return self
        number = self.terms.get(UNIT) if self.terms else 0
        return number if type(number) is int else self

    # Equality

    @property
    def canonical(self) -> frozenset[tuple[Monomial, Number]]:
        """The terms on the domain of positive integers; equal sums of terms have equal ones."""
        from .canonical import canonical

        return self.cached("canonical", canonical)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if isinstance(other, str):
            return False
        operand = self.operand(other)
        if operand is None:
            return NotImplemented
        if self.terms == operand.terms:
            return True
        if all(m.simple for m in self.terms) and all(m.simple for m in operand.terms):
            return False
        from .equality import equal

        return equal(self, operand)

    def __hash__(self) -> int:
        from .equality import hashed

        return self.cached("hash", hashed)

    def __bool__(self) -> bool:
        return bool(self.canonical)

    def __int__(self) -> int:
        value = self.plain()
        if isinstance(value, int):
            return value
        raise SymalgebraError(f"{self} is not an integer; give its symbols values: f.at(...)")

    def __reduce__(self) -> Any:
        return Formula, (self.terms,)

    # Substitution and evaluation

    def substitute(self, mapping: Mapping[Symbol, Number | Formula]) -> Formula:
        """The formula with symbols (atoms) replaced; others stay."""
        return substitute(self, mapping)

    def subs(self, mapping: Mapping[Any, Any] | None = None, **values: Any) -> Formula:
        """The formula with symbols replaced: `f.subs({n: 3})`, `f.subs(n=3)`, `f.subs(r=32*q)`.

        An unknown name is an `UnknownSymbol` error with the nearest known one.
        """
        return self.substitute(named(self, mapping, values))

    def at(self, mapping: Mapping[Any, Any] | None = None, **values: Any) -> Any:
        """The exact value at a point: an int or a Fraction, and a float only where a logarithm is in it."""
        return evaluate(self, mapping, values)

    __call__ = at

    def compile(self) -> Callable[..., Any]:
        """A fast function of the symbols by name, on numbers or NumPy arrays; see `compilation.compiled`."""
        from .evaluation.compilation import compiled

        return compiled(self)

    def degree(self, symbol: Any) -> int:
        """The highest exponent of a symbol, for a formula that is polynomial in it."""
        from .inspection import degree

        return degree(self, symbol)

    def enclosure(self) -> tuple[Formula, Formula]:
        """Closed forms (lower, upper) with lower <= f <= upper on the whole domain, without floors and sums.

        >>> from symalgebra import Conv, dims, macs
        >>> n, w, r = dims("n w r")
        >>> low, high = macs(Conv(w, 3, stride=2, padding=1) ** n, (w, r, r)).enclosure()
        >>> low == 3 * r**2 * w**2 * (1 - 4 ** (-n)), low.at(n=3, w=1, r=9) <= 342 <= high.at(n=3, w=1, r=9)
        (True, True)
        """
        from .enclosure import enclosure

        return enclosure(self)


Size = int | Formula


def formula(value: Any) -> Formula:
    """A formula from an integer, a fraction, a SymPy expression or a formula.

    A text is refused (`read` reads one), and so is a float: 0.75 is `Fraction(3, 4)`.
    """
    if type(value) is Formula:
        return value
    found = Formula.operand(value)
    if found is None:
        raise SymalgebraError(
            f"{value!r} is no exact value: an integer, a fraction, a SymPy expression or a formula is"
        )
    return found


# At the end, because these modules are built on the class that their functions complete.
from .evaluation.point import evaluate  # noqa: E402
from .substitution import named, substitute  # noqa: E402
