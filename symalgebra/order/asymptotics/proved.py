"""The inequalities of a growth's certificate, as sentences; formulas as text or LaTeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from ...formula import Formula, formula
from ..expressions import formula_of

WORDS = {
    "o": "{f} = o({g})",
    "O": "{f} = O({g})",
    "Theta": "{f} = Theta({g})",
    "Omega": "{f} = Omega({g})",
    "omega": "{f} = omega({g})",
    "incomparable": "neither of {f} and {g} is O of the other",
    "undecided": "undecided: {f} beside {g}",
}
SIGNS = {"<=": r"\le", ">=": r"\ge", "->": r"\to", "oo": r"\infty", "*": r"\,", "<": "<", "=": "="}


class Writer:
    """Formulas as text, or between dollars as LaTeX."""

    def __init__(self, latex: bool = False) -> None:
        self.latex = latex

    def text(self, f: Any) -> str:
        """A formula without dollars."""
        return str(formula(f).latex()) if self.latex else str(f)

    def math(self, text: str) -> str:
        """A text of formulas and signs."""
        return f"${text}$" if self.latex else text

    def show(self, f: Any) -> str:
        """A formula."""
        return self.math(self.text(f))

    def sign(self, text: str) -> str:
        """A sign."""
        return SIGNS[text] if self.latex else text

    def factor(self, f: Any) -> str:
        """A formula as a factor."""
        return f"({self.text(f)})" if len(formula(f).terms) > 1 else self.text(f)

    def times(self, *factors: Any) -> str:
        """A product, factors of 1 left out; a number and one term are put together."""
        (first, *rest) = map(formula, factors)
        if len(rest) == 1 and not first.free and len(rest[0].terms) == 1:
            return self.text(first * rest[0])
        kept = [f for f in factors if formula(f) != 1] or [1]
        return self.sign("*").join(map(self.factor, kept)) if len(kept) > 1 else self.text(kept[0])

    def power(self, exponent: Any) -> str:
        """An exponent."""
        return f"^{{{exponent}}}" if self.latex else f"**{exponent}"

    def product(self, powers: Iterable[tuple[Formula, Fraction]]) -> str:
        """A product of powers."""
        times = r" \cdot " if self.latex else " * "
        return times.join(self._root(f, c) for f, c in powers)

    def over(self, top: str, powers: Iterable[tuple[Formula, Fraction]]) -> str:
        """A quotient."""
        if self.latex:
            return rf"\frac{{{top}}}{{{self.product(powers)}}}"
        return top + "".join(f" / {self._root(f, c)}" for f, c in powers)

    def _root(self, f: Formula, exponent: Fraction) -> str:
        power = "" if exponent == 1 else self.power(exponent if self.latex else f"({exponent})")
        return f"({self.text(f)}){power}"

    def tends(self, text: str, end: str = "oo") -> str:
        """A text that tends to something."""
        return self.math(f"{text} {self.sign('->')} {self.sign(end) if end == 'oo' else end}")

    def related(self, relation: str, f: Formula, g: Formula) -> str:
        """f = O(g) and its like."""
        if not self.latex:
            return WORDS[relation].format(f=f, g=g)
        if " = " not in WORDS[relation]:
            return WORDS[relation].format(f=self.show(f), g=self.show(g))
        name = relation if len(relation) == 1 else f"\\{relation}"
        return f"${f.latex()} = {name}({g.latex()})$"

    def big(self, g: Formula) -> str:
        """O(g)."""
        return self.math(f"O({self.text(g)})")

    def list(self, relations: Iterable[tuple[Any, str, Any]]) -> str:
        """Relations with commas between them."""
        return ", ".join(self.math(f"{a} {self.sign(sign)} {self.text(b)}") for a, sign, b in relations)

    def claim(self, growth: Any) -> str:
        """What a growth says."""
        if not self.latex:
            return str(growth)
        names = ", ".join(growth.by)
        far = f" as {self.tends(names)}" if names else " at every point"
        end = " on the whole domain" if growth.cells else far
        known = growth.relation == "Theta" and isinstance(growth.limit, int | Fraction | Formula)
        return f"{self.related(growth.relation, growth.left, growth.right)}{end}" + (
            f", limit {self.show(growth.limit)}" if known else ""
        )


def shown(w: Writer, growth: Any) -> Iterator[str]:
    """A line for each part of the certificate."""
    certificate = growth.certificate
    if certificate is None:
        yield "No constants were proved."
        return
    claimed = certificate["claim"]["relation"]
    yield f"Proved inequalities, from which {w.related(claimed, growth.left, growth.right)} follows:"
    for name, part in certificate["parts"].items():
        f, g = (growth.right, growth.left) if name == "lower" else (growth.left, growth.right)
        yield f"  {_SAID[part['kind']](w, part, f, g)}"


def _far(w: Writer, part: Any) -> str:
    spans = w.list((name, ">=", low) for name, low in part["from"].items())
    return f"for {spans}" if spans else "everywhere"


def _sides(w: Writer, part: Any, f: Any, g: Any) -> str:
    """h*f <= C*g."""
    h, c = formula_of(part.get("rate", "1")), formula_of(part["constant"])
    return w.math(f"{w.times(h, f)} {w.sign('<=')} {w.times(c, g)}")


def _bound(w: Writer, part: Any, f: Any, g: Any) -> str:
    return f"{_sides(w, part, f, g)} {_far(w, part)}."


def _small(w: Writer, part: Any, f: Any, g: Any) -> str:
    h = w.tends(w.text(formula_of(part["rate"])))
    return f"{_sides(w, part, f, g)} {_far(w, part)}, {h}."


def _ray(w: Writer, part: Any, f: Any, g: Any) -> str:
    curve = {name: formula_of(e) for name, e in part["curve"].items()}
    place = w.list((name, "=", e) for name, e in curve.items())
    h = w.tends(w.text(formula_of(part["rate"])))
    return f"{_sides(w, part, g, f)} along {place} {_far(w, part)}, {h}."


def _limit(w: Writer, part: Any, f: Any, g: Any) -> str:
    h, c, value = (formula_of(part[name]) for name in ("rate", "constant", "value"))
    gap = f - g * value
    most = w.math(f"{w.times(h)}{w.sign('*')}|{w.text(gap)}| {w.sign('<=')} {w.times(c, g)}")
    return f"{most} {_far(w, part)}: the limit is {w.show(value)}."


_SAID = {"bound": _bound, "small": _small, "ray": _ray, "limit": _limit}
