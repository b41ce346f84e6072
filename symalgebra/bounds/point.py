"""The point at which bounds are asked for their values: one that the symbols of the network can have."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..errors import SymalgebraError, UnknownSymbol
from ..formula import formula, substitute
from ..formula.nesting import names_of
from ..formula.substitution import number, unknown
from ..formula.symbols import low_of
from ..layer.branches import note
from ..layer.scope import by_name
from .network import Network


def point(network: Network, at: Mapping[Any, Any]) -> dict[str, int | Fraction]:
    """The values by name; a name that is no symbol's, and a value that a symbol cannot have, are errors.

    A network that has no output there is an error of its shapes.
    """
    values = {str(name): number(value) for name, value in at.items()}
    least = lows(network)
    for name, value in values.items():
        if name not in least:
            raise UnknownSymbol(unknown(name, least, network.net))
        if value < least[name]:
            raise SymalgebraError(f"{name} = {value}: {name} is at least {least[name]}")
    if values:
        member(network, values)
    return values


def lows(network: Network) -> dict[str, int]:
    """The least value of each symbol of a network and of its input, by name."""
    read = (s for entry in network.x for s in names_of(formula(entry)))
    own = {s.name: low_of(s) for s in network.net.free_symbols}
    return own | {s.name: s.low for s in read}


def member(network: Network, values: Mapping[str, int | Fraction]) -> None:
    """Refuse values at which some layer has no output."""
    known = by_name(values)
    try:
        network.net.subs(values).out(network.x.each(lambda entry: substitute(entry, known)))
    except SymalgebraError as error:
        note(error, "at " + ", ".join(f"{name} = {value}" for name, value in values.items()))
        raise
