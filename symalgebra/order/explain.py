"""A certificate as a proof that a person can follow, in text or LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import prod
from typing import Any

from ..formula import Formula, binomial, floordiv, formula, log2, maximum, minimum
from ..formula.atom import Name
from ..formula.sums import index_over, total

Shown = Callable[[Formula], str]
MOST_TERMS = 24
REASONS = {
    "floor": "b*F <= a <= b*F + b - 1 for F = floor(a/b)",
    "bernoulli": "b**m is at least its binomial sum cut off",
    "order": "a**m >= (a/b)**l * b**m for a >= b and m >= l",
    "ratio": "(a/b)**m is at least its binomial sum cut off",
    "exponent": "b**m >= b**n for m >= n",
    "log-line": "a line above the logarithm, which is concave",
    "log-power": "a line above a power of the logarithm, concave from here on",
    "log-chord": "a chord below the logarithm, which is concave",
    "log-order": "the logarithm is monotone",
    "extremum": "a maximum is at least, a minimum at most, each of its arguments",
    "sum": "sums over one range, term by term",
    "binomial": "the subsets of k elements are among all subsets",
}


def explain(certificate: dict[str, Any], latex: bool = False) -> str:
    """The claim and its proof, one statement a line.

    >>> from symalgebra import compare, dims
    >>> n = dims("n")
    >>> print(explain(compare(3 * n, n**2 + 2).certificate))
    Claim: 3*n <= n**2 + 2 for all integers n >= 1.
    Proof.
      The right side less the left is a sum of terms >= 0:
        1 * C(n - least, 2)
    """
    show: Shown = (lambda f: f"${f.latex()}$") if latex else str
    claim = certificate["claim"]
    left, right = (show(formula_of(claim[side])) for side in ("left", "right"))
    spans = [_span(name, low, high) for name, (low, high) in claim["domain"].items()]
    given = [f"{show(formula_of(e))} >= 0" for e in claim.get("given", [])]
    over = f" for all integers {', '.join(spans)}" if spans else ""
    under = f", given {' and '.join(given)}" if given else ""
    lines = [f"Claim: {left} {claim['relation']} {right}{over}{under}.", "Proof."]
    return "\n".join(lines + [f"  {line}" for line in _node(certificate["proof"], show)])


def _span(name: str, low: int, high: int | None) -> str:
    return f"{name} >= {low}" if high is None else f"{low} <= {name} <= {high}"


def formula_of(e: Any, inner: dict[str, Formula] | None = None) -> Formula:
    """The formula of an expression of a certificate."""
    if isinstance(e, str):
        return formula(Fraction(e))
    kind, *parts = e
    if kind == "sym":
        return (inner or {}).get(parts[0]) or Name(parts[0], 1).formula()
    if kind == "sum":
        count = formula_of(parts[2], inner)
        index = index_over(count, *(inner or {}).values())
        body = formula_of(parts[0], {**(inner or {}), parts[1]: index.formula()})
        return formula(total(body, index, count))
    values = [formula_of(part, inner) for part in parts]
    return formula(_BUILD[kind](values))


_BUILD: dict[str, Callable[[list[Formula]], Any]] = {
    "add": lambda v: sum(v, formula(0)),
    "mul": lambda v: prod(v, start=formula(1)),
    "pow": lambda v: v[0] ** v[1],
    "floor": lambda v: floordiv(v[0].size(), v[1].size()),
    "max": lambda v: maximum(*v),
    "min": lambda v: minimum(*v),
    "log2": lambda v: log2(v[0]),
    "binomial": lambda v: binomial(v[0], v[1]),
}


def _node(node: Any, show: Shown) -> Iterator[str]:
    yield from _RULES[node["rule"]](node, show)


def _inside(node: Any, show: Shown) -> Iterator[str]:
    return (f"  {line}" for line in _node(node, show))


def _combination(node: Any, show: Shown) -> Iterator[str]:
    terms = node["terms"]
    if not terms:
        yield "Nothing is left to prove: both sides are equal, or no point is left."
        return
    yield "The right side less the left is a sum of terms >= 0:"
    for c, refs in terms[:MOST_TERMS]:
        yield "  " + " * ".join(
            [c, *(f"({text})" if len(refs) > 1 else text for text in map(_reference(show), refs))]
        )
    if len(terms) > MOST_TERMS:
        yield f"  ... and {len(terms) - MOST_TERMS} more"


def _reference(show: Shown) -> Callable[[Any], str]:
    def text(ref: Any) -> str:
        kind = ref[0]
        if kind == "given":
            return f"[condition {ref[1] + 1}]"
        if kind == "high":
            return f"[greatest {ref[1]}] - {ref[1]}"
        if kind == "choose":
            return f"C({ref[1]} - least, {ref[2]})"
        what = show(formula_of(ref[1]))
        return f"({what})**2" if kind == "square" else f"{what} - [its least value]"

    return text


def _fact(node: Any, show: Shown) -> Iterator[str]:
    for entry in node["facts"]:
        about = [
            show(formula_of(part))
            for part in entry[1:]
            if isinstance(part, list) and part and part[0] in _WRITTEN
        ]
        yield f"Take as a condition ({entry[0]}): {REASONS[entry[0]]}{', for ' + ', '.join(about) if about else ''}."
    yield from _node(node["then"], show)


_WRITTEN = {*_BUILD, "sym", "sum"}


def _split(node: Any, show: Shown) -> Iterator[str]:
    s = show(formula_of(node["on"]))
    yield f"Case {s} >= 0:"
    yield from _inside(node["yes"], show)
    yield f"Case {s} <= -1:"
    yield from _inside(node["no"], show)


def _case(node: Any, show: Shown) -> Iterator[str]:
    for case in node["cases"]:
        yield f"Case {show(formula_of(node['atom']))} = {show(formula_of(case['is']))}:"
        yield from _inside(case["then"], show)


def _residue(node: Any, show: Shown) -> Iterator[str]:
    for t, case in enumerate(node["cases"]):
        yield f"Case {node['symbol']} = {node['modulus']}*{node['quotient']} + {t}:"
        yield from _inside(case, show)


def _absurd(node: Any, show: Shown) -> Iterator[str]:
    yield "Suppose the difference were at most -1; then -1 would be a sum of terms >= 0:"
    yield from _inside(node["then"], show)


def _logarithm(node: Any, show: Shown) -> Iterator[str]:
    yield "Both sides are positive: compare their logarithms."
    yield from _inside(node["then"], show)


def _points(node: Any, show: Shown) -> Iterator[str]:
    yield "The domain is finite: every point is evaluated."


def _identity(node: Any, show: Shown) -> Iterator[str]:
    yield "Both sides have one normal form."


def _both(node: Any, show: Shown) -> Iterator[str]:
    yield "From below:"
    yield from _inside(node["up"], show)
    yield "From above:"
    yield from _inside(node["down"], show)


_RULES: dict[str, Callable[[Any, Shown], Iterator[str]]] = {
    "combination": _combination, "fact": _fact, "split": _split, "case": _case, "residue": _residue,
    "absurd": _absurd, "logarithm": _logarithm, "points": _points, "identity": _identity, "both": _both,
}  # fmt: skip
