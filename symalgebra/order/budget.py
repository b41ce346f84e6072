"""Work units that a proof may cost: deterministic, unlike a clock."""

from __future__ import annotations


class Budget:
    """Work units that a proof may cost; deterministic, unlike a clock."""

    def __init__(self, units: int) -> None:
        self.units = units

    def spend(self, units: int) -> None:
        """Use some up; `Exhausted` where none is left."""
        self.units -= units
        if self.units < 0:
            raise Exhausted


class Share(Budget):
    """A part of a budget: what it spends is taken from the whole too."""

    def __init__(self, whole: Budget, units: int) -> None:
        super().__init__(units)
        self.whole = whole

    def spend(self, units: int) -> None:
        """Use some up, of both."""
        self.whole.spend(units)
        super().spend(units)


class Exhausted(Exception):
    """The budget is used up."""
