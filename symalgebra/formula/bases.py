"""Two atoms that powers need: a sum as a base, and 0 to a symbolic power."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import SymalgebraError
from .atom import Atom
from .monomial import UNIT, Monomial
from .value import Formula, formula

if TYPE_CHECKING:
    from .value import Size


class Whole(Atom):
    """A sum of several terms as the base of a power that is not expanded: (1 + w)**n, 1/(1 + w)."""

    __slots__ = ()
    expands = True

    @property
    def integral(self) -> bool:  # type: ignore[override]
        """Whether the sum takes only integer values."""
        from .integrality import integral

        return integral(self.whole)

    @property
    def whole(self) -> Formula:
        """The sum."""
        return self.arguments[0]

    @staticmethod
    def build(*arguments: Any) -> Size:
        return arguments[0]

    def bounds(self) -> tuple[Size | None, Size | None]:
        from .enclosure import enclosure

        low, high = enclosure(self.whole)
        return (None, None) if low.terms == high.terms else (low, high)


class Vanish(Atom):
    """0**exponent: 1 where the exponent is 0, else 0. It remembers the value of a loop that runs no times."""

    __slots__ = ()
    idempotent = True

    @property
    def exponent(self) -> Formula:
        """The exponent, never negative."""
        return self.arguments[0]

    @staticmethod
    def build(*arguments: Any) -> Size:
        return vanish(formula(arguments[0]))

    def bounds(self) -> tuple[Size | None, Size | None]:
        return 0, 1


def vanish(exponent: Formula) -> Formula:
    """0**exponent for an exponent that is a number or never negative."""
    number = exponent.plain()
    if isinstance(number, int | Fraction):
        if number < 0:
            raise SymalgebraError("0 has no negative power")
        return formula(int(number == 0))
    if any(c > 0 for m, c in exponent.items() if m is UNIT) and all(c > 0 for c in exponent.terms.values()):
        return formula(0)
    return Formula({Monomial(((Vanish(exponent), 1),)): 1})
