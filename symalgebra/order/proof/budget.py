"""Work units that a proof may cost: deterministic, unlike a clock."""

from __future__ import annotations

from ..clock import tick

LONG = 700  # work of one step of a proof, where no less is asked for


class Budget:
    """Work units that a proof may cost; deterministic, unlike a clock. `leaf` are those of one step of it."""

    def __init__(self, units: int, leaf: int = LONG) -> None:
        self.units, self.leaf = units, leaf

    def spend(self, units: int) -> None:
        """Use some up; `Exhausted` where none is left, `Late` where no time is."""
        tick()
        self.units -= units
        if self.units < 0:
            raise Exhausted


class Share(Budget):
    """A part of a budget: what it spends is taken from the whole too."""

    def __init__(self, whole: Budget, units: int, leaf: int | None = None) -> None:
        super().__init__(units, leaf or whole.leaf)
        self.whole = whole

    def spend(self, units: int) -> None:
        """Use some up, of both."""
        self.whole.spend(units)
        super().spend(units)


class Exhausted(Exception):
    """The budget is used up."""
