"""A certificate as a proof that a person can follow, in text or LaTeX.

The proof is walked by the checker's own rules, so every polynomial that is shown is one that the checker has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from .checker import (
    ATOMS,
    FACTS,
    RULES,
    WORK,
    Domain,
    Poly,
    constant,
    hypothesis,
    opened,
    plus,
    polynomial,
    rational,
)
from .expressions import formula_of
from .proof.notation import write
from .reasons import REASONS

MOST_TERMS = 24


def explain(certificate: dict[str, Any], latex: bool = False) -> str:
    """The claim and its proof, one statement a line.

    >>> from symalgebra import compare, dims
    >>> n, r = dims("n r")
    >>> print(explain(compare(3 * n, n**2 + 2).certificate))
    Claim: 3*n <= n**2 + 2 for all integers n >= 1.
    Proof. The difference n**2 - 3*n + 2 is to be >= 0.
      It is a sum of terms >= 0:
        (n - 1)*(n - 2)
    """
    WORK[0] = 0
    ATOMS.clear()
    relation, goal, d = opened(certificate["claim"])
    if relation == "<":
        goal = plus(goal, constant(rational(certificate.get("margin", "1"))), -1)
    writer = _Writer(latex)
    lines = list(writer.proof(certificate["proof"], goal, d))
    head = f"Proof. The difference {writer.show(goal)} is to be >= 0."
    return "\n".join([writer.claim(certificate["claim"]), head, *(f"  {line}" for line in lines)])


class _Writer:
    """Polynomials and nodes as lines."""

    def __init__(self, latex: bool) -> None:
        self.latex = latex

    def show(self, p: Poly) -> str:
        """A polynomial of the checker."""
        return self.text(write(p))

    def text(self, expression: Any) -> str:
        """An expression of the certificate."""
        f = formula_of(expression)
        return f"${f.latex()}$" if self.latex else str(f)

    def claim(self, claim: dict[str, Any]) -> str:
        """The first line."""
        spans = [
            f"{name} >= {low}" if high is None else f"{low} <= {name} <= {high}"
            for name, (low, high) in claim["domain"].items()
        ]
        over = f" for all integers {', '.join(spans)}" if spans else ""
        given = " and ".join(f"{self.text(e)} >= 0" for e in claim.get("given", []))
        sides = f"{self.text(claim['left'])} {claim['relation']} {self.text(claim['right'])}"
        return f"Claim: {sides}{over}{f', given {given}' if given else ''}."

    def proof(self, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
        """The lines of one node and of what it leaves to prove."""
        if node["rule"] == "identity":
            yield "Both sides have one normal form."
        elif node["rule"] == "both":
            yield "From below:"
            yield from self.inside(node["up"], goal, d)
            yield "From above:"
            yield from self.inside(node["down"], plus({}, goal, -1), d)
        elif any(high is not None and low > high for low, high in d.ranges.values()):
            yield "No point is left."
        else:
            yield from _SAID[node["rule"]](self, node, goal, d)

    def inside(self, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
        """The lines of a node, indented."""
        return (f"  {line}" for line in self.proof(node, goal, d))

    def left(self, node: Any, goal: Poly, d: Domain, titles: list[str]) -> Iterator[str]:
        """What a rule leaves to prove, each part under its title."""
        for title, part in zip(titles, RULES[node["rule"]](node, goal, d, 0), strict=True):
            yield title
            yield from self.inside(*part)


def _combination(w: _Writer, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
    if not node["terms"]:
        yield "It is 0."
        return
    scale = node.get("scale", "1")
    yield f"{'It' if scale == '1' else f'{w.text(scale)} times it'} is a sum of terms >= 0:"
    for c, refs in node["terms"][:MOST_TERMS]:
        yield "  " + _term(w, c, [factor for ref in refs for factor in _factors(w, ref, d)])
    if len(node["terms"]) > MOST_TERMS:
        yield f"  ... and {len(node['terms']) - MOST_TERMS} more"


def _factors(w: _Writer, ref: Any, d: Domain) -> Iterator[str]:
    """A hypothesis; a falling factorial x*(x - 1)*..., consecutive integers, factor by factor."""
    if ref[0] not in ("choose", "consecutive"):
        yield w.show(hypothesis(ref, d))
        return
    choose = ref[0] == "choose"
    first = hypothesis(["choose", ref[1], 1], d) if choose else polynomial(ref[1], d)
    for i in range(ref[2] if choose else 2):
        yield w.show(plus(first, constant(-i)))


def _term(w: _Writer, c: str, factors: list[str]) -> str:
    counted = Counter(factors)
    if c == "1" and len(factors) == 1:
        return factors[0]
    powers = [f"({f})" + (f"**{k}" if k > 1 else "") for f, k in sorted(counted.items())]
    return "*".join([*([c] if c != "1" or not powers else []), *powers])


def _fact(w: _Writer, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
    inner = Domain(d.ranges, list(d.given))
    for entry in node["facts"]:
        polys = FACTS[entry[0]](entry[1:], inner, 0)
        yield f"{' and '.join(f'{w.show(p)} >= 0' for p in polys)}: {REASONS[entry[0]]}."
        if entry[0] in _NESTED:
            yield from _NESTED[entry[0]](w, polys[0], inner, *entry[1:])
        inner.given.extend(polys)
    yield from w.proof(node["then"], goal, inner)


def _lemma(w: _Writer, p: Poly, d: Domain, gap: Any, proof: Any, known: int) -> Iterator[str]:
    return w.inside(proof, p, Domain(d.ranges, d.given[:known]))


def _instance(w: _Writer, p: Poly, d: Domain, claim: Any, proof: Any, values: Any) -> Iterator[str]:
    _, goal, free = opened(claim)
    yield f"  {w.claim(claim)}"
    yield from (f"  {line}" for line in w.inside(proof, goal, free))
    yield from (f"  Put in {name} = {w.text(e)}." for name, (e, _) in values.items())


def _split(w: _Writer, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
    s = w.show(polynomial(node["on"], d))
    return w.left(node, goal, d, [f"Case {s} >= 0:", f"Case {s} <= -1:"])


def _case(w: _Writer, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
    atom = w.text(node["atom"])
    return w.left(node, goal, d, [f"Case {atom} = {w.text(case['is'])}:" for case in node["cases"]])


def _residue(w: _Writer, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
    symbol = f"{node['symbol']} = {node['modulus']}*{node['quotient']}"
    return w.left(node, goal, d, [f"Case {symbol} + {t}:" for t in range(node["modulus"])])


def _absurd(w: _Writer, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
    return w.left(node, goal, d, ["It is an integer; suppose it is at most -1. Then even -1 would be >= 0:"])


def _divide(w: _Writer, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
    return w.left(node, goal, d, [f"Divide by {w.text(node['by'])} > 0:"])


def _logarithm(w: _Writer, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
    return w.left(
        node, goal, d, ["Both terms are positive: the difference of their logarithms is to be >= 0."]
    )


def _points(w: _Writer, node: Any, goal: Poly, d: Domain) -> Iterator[str]:
    yield "The domain is finite: it is >= 0 at every point."


_NESTED: dict[str, Callable[..., Iterator[str]]] = {"lemma": _lemma, "instance": _instance}
_SAID: dict[str, Callable[[_Writer, Any, Poly, Domain], Iterator[str]]] = {
    "combination": _combination, "fact": _fact, "split": _split, "case": _case, "residue": _residue,
    "absurd": _absurd, "divide": _divide, "logarithm": _logarithm, "points": _points,
}  # fmt: skip
