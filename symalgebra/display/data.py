"""A derivation as JSON, the format "symalgebra/1".

    format    "symalgebra/1"
    input     the input shape: integers, and formulas as texts
    symbols   name -> {"min": least value}
    measures  name -> {"formula", "value", "convention", "status"}

A formula is a text that `symalgebra.formula.read` reads, null where there is none, a list where the spatial
dimensions differ. One whose text would be long is written in groups, over one denominator; some texts are
longer than `read` takes even so, and SymPy reads them. One of more terms than `read` takes is null. A value
is an integer, "p/q" for a fraction, null where a symbol has no value. The status is "complete";
"partial" where an exact sum or product is left written out; "none" where there is no formula, and then
"reason" says why.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ..formula import Formula
from ..formula.reading.budget import MOST_TERMS
from .collect import parted
from .derivation import Derivation, Result
from .readable import summed

FORMAT = "symalgebra/1"
FEW = 20  # terms that are written one by one


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
    longest = max((len(f.terms) for f in r.formulas), default=0)
    fits = longest <= MOST_TERMS
    reason = r.reason or ("" if fits else f"multiplied out, the formula has {longest:,} terms")
    found = {
        "formula": alone([written(f) for f in r.formulas]) if fits else None,
        "value": alone([number(v) for v in r.numbers or ()]),
        "convention": r.convention,
        "status": r.status if fits else "none",
    }
    return {**found, "reason": reason} if reason else found


def written(f: Formula) -> str:
    """The text of a formula: SymPy's, in groups where it is long."""
    return str(f) if len(f.terms) <= FEW else summed(parted(f))


def alone(values: Sequence[Any]) -> Any:
    """The one value, a list of several, None of none."""
    return list(values) if len(values) > 1 else next(iter(values), None)


def number(value: Any) -> Any:
    """An exact number in JSON."""
    return str(value) if isinstance(value, Fraction) else value
