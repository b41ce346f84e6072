"""A growth told as a proof that a person can follow."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..formula import Formula
from .mean import Fact, Mean
from .scales import By, growth_of
from .sides import Half


def account(growth: Any) -> str:
    """The claim, then what shows each half, then the constants that were proved."""
    lines = [f"Claim: {growth}."]
    if growth.cells:
        lines += ["Every symbol has its least value, is a constant above that, or grows; in each case:"]
        return "\n".join(lines + [f"  {cell}" for cell in growth.cells])
    by = growth.tail.by
    asked = ((growth.upper, growth.left, growth.right), (growth.lower, growth.right, growth.left))
    for h, f, g in asked:
        lines += _half(h, str(f), str(g), by)
    lines += [f"Constants: {c}." for c in growth.evidence] if "evidence" in vars(growth) else []
    return "\n".join(lines)


def _half(h: Half, f: str, g: str, by: By) -> Iterator[str]:
    if h.holds is None:
        yield f"Whether {f} = O({g}) is open: {h.reason}."
    elif h.ray is not None:
        quotient = h.ray.quotient
        end = f"{g} vanishes" if quotient is None else f"the quotient is at least of order {quotient} -> oo"
        yield f"{f} is not O({g}): along {h.ray or 'its values'} {end}."
    else:
        yield f"{f} = {'o' if h.strict else 'O'}({g}), term by term:"
        for mean in h.means:
            yield from (f"  {line}" for line in _mean(mean, by))


def _mean(mean: Mean, by: By) -> Iterator[str]:
    term = growth_of(mean.term, by)
    terms = [growth_of(s, by) for s in mean.weights]
    if len(terms) == 1 and terms[0] == term:
        yield f"{term} is a term of both sides"
        return
    rest = growth_of(mean.rest(), by)
    end = " -> oo" if mean.strict else "" if rest == 1 else ", which is bounded below"
    if len(terms) == 1 and not mean.facts:
        yield f"{term} beside {terms[0]}: the quotient is {rest}{end}"
        return
    product = " * ".join(_root(f, c) for f, c in zip(terms, mean.weights.values(), strict=True))
    yield f"{term} beside {' + '.join(map(str, terms))}, which is at least {product} (weighted means):"
    over = "".join(f" / {_root(growth_of(f.scale, by), c)}" for f, c in mean.facts.items())
    yield f"  {product} / ({term}){over} = {rest}{end}"
    for fact in mean.facts:
        yield f"  {_fact(fact, by)}"


def _root(f: Formula, exponent: Fraction) -> str:
    return f"({f})" if exponent == 1 else f"({f})**({exponent})"


def _fact(fact: Fact, by: By) -> str:
    value = growth_of(fact.scale, by)
    if fact.weights is None:
        return f"{value} is bounded below by a condition"
    low, high = (growth_of(Formula({m: 1}), by) for m in (fact.low, fact.high))
    return f"{value} is bounded below: {high} > {low}**c, for a large c, lets other means win by far"
