"""A growth told as a proof that a person can follow, in text or LaTeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from ...formula import Formula, formula
from .mean import Fact, Mean
from .proved import Writer, shown
from .scales import By, growth_of
from .sides import Half


def account(growth: Any, latex: bool) -> str:
    """The claim, then what shows each half, then the inequalities that the certificate proves."""
    w = Writer(latex)
    lines = [f"Claim: {w.claim(growth)}."]
    if growth.cells:
        lines += ["Every symbol has its least value, is a constant above that, or grows; in each case:"]
        lines += [f"  {w.claim(cell)}" for cell in growth.cells]
    else:
        by = growth.tail.by
        asked = ((growth.upper, growth.left, growth.right), (growth.lower, growth.right, growth.left))
        lines += (line for h, f, g in asked for line in _half(w, h, f, g, by))
    return "\n".join([*lines, *shown(w, growth)])


def _half(w: Writer, h: Half, f: Formula, g: Formula, by: By) -> Iterator[str]:
    if h.holds is None:
        yield f"Whether {w.related('O', f, g)} is open: {h.reason}."
    elif h.ray is not None:
        quotient = h.ray.quotient
        to = "" if quotient is None else w.tends(w.text(quotient))
        end = f"{w.show(g)} vanishes" if quotient is None else f"the quotient is at least of order {to}"
        curve = w.list((name, "=", e) for name, e in h.ray.curve) or "its values"
        yield f"{w.show(f)} is not {w.big(g)}: along {curve} {end}."
    else:
        yield f"{w.related('o' if h.strict else 'O', f, g)}, term by term:"
        for mean in h.means:
            yield from (f"  {line}" for line in _mean(w, mean, by))


def _mean(w: Writer, mean: Mean, by: By) -> Iterator[str]:
    term = growth_of(mean.term, by)
    terms = [growth_of(s, by) for s in mean.weights]
    if len(terms) == 1 and terms[0] == term:
        yield f"{w.show(term)} is a term of both sides"
        return
    rest = growth_of(mean.rest(), by)
    if len(terms) == 1 and not mean.facts:
        yield f"{w.show(term)} beside {w.show(terms[0])}: the quotient is {_end(w, w.text(rest), rest, mean)}"
        return
    product = w.product((f, c) for f, c in zip(terms, mean.weights.values(), strict=True))
    whole = w.show(sum(terms, formula(0)))
    yield f"{w.show(term)} beside {whole}, which is at least {w.math(product)} (weighted means):"
    down = [(term, Fraction(1)), *((growth_of(f.scale, by), c) for f, c in mean.facts.items())]
    yield f"  {_end(w, f'{w.over(product, down)} = {w.text(rest)}', rest, mean)}"
    yield from (f"  {line}" for line in _facts(w, mean.facts, by))


def _end(w: Writer, text: str, rest: Formula, mean: Mean) -> str:
    """What is left, and where it tends to."""
    if mean.strict:
        return w.tends(text)
    return w.math(text) + ("" if rest == 1 else ", which is bounded below")


def _facts(w: Writer, facts: Iterable[Fact], by: By) -> Iterator[str]:
    for fact in facts:
        value = w.show(growth_of(fact.scale, by))
        if fact.weights is None:
            yield f"{value} is bounded below by a condition"
            continue
        low, high = (growth_of(Formula({m: 1}), by) for m in (fact.low, fact.high))
        far = w.math(f"{w.text(high)} > {w.text(low)}{w.power('c')}")
        yield f"{value} is bounded below: {far}, for a large c, lets other means win by far"
