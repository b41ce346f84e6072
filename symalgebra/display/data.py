"""A derivation as JSON, the format "symalgebra/1".

    format    "symalgebra/1"
    input     the input shape: integers, and formulas as texts
    symbols   name -> {"min": least value}
    measures  name -> {"formula", "value", "convention", "status"}

A formula is a text that `symalgebra.formula.read` reads, null where there is none, a list where the spatial
dimensions differ. A value is an integer, "p/q" for a fraction, null where a symbol has no value. The status
is "complete"; "partial" where an exact sum or product is left written out; "none" where there is no formula,
and then "reason" says why.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from .derivation import Derivation, Result

FORMAT = "symalgebra/1"


def data(found: Derivation) -> str:
    """The derivation as one JSON object."""
    return json.dumps(
        {
            "format": FORMAT,
            "input": [d if isinstance(d, int) else str(d) for d in found.subject.input],
            "symbols": {name: {"min": low} for name, low in found.symbols.items()},
            "measures": {r.name: entry(r) for r in found.results},
        },
        indent=2,
    )


def entry(r: Result) -> dict[str, Any]:
    """One measure."""
    found = {
        "formula": alone([str(f) for f in r.formulas]),
        "value": alone([number(v) for v in r.numbers or ()]),
        "convention": r.convention,
        "status": r.status,
    }
    return {**found, "reason": r.reason} if r.reason else found


def alone(values: Sequence[Any]) -> Any:
    """The one value, a list of several, None of none."""
    return list(values) if len(values) > 1 else next(iter(values), None)


def number(value: Any) -> Any:
    """An exact number in JSON."""
    return str(value) if isinstance(value, Fraction) else value
