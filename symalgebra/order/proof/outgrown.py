"""Powers of numbers above powers of their exponents, then weighted means.

    b**x >= c*x**k,  c the least value of b**x/x**k over the integers x of the domain

c is the quotient at the first x from which it rises: the next quotient is this one times b*(x/(x + 1))**k, a
factor that rises with x. So x*y <= 2**x + y**2 is a matter of x*y <= 8/9*x**2 + y**2.
"""

from __future__ import annotations

from fractions import Fraction

from ..checker import Atom, Domain, Monomial, Poly, exact, plus, times
from .budget import Budget
from .leaf import Node, prove_leaf
from .lined import DEEPEST, lined
from .logs import compared
from .notation import nonnegative, spelled, write
from .splits import tail
from .weighted import weighted

RATES = (1, 2, 3, 4)  # degrees of the powers that are tried, times that in the negative terms
HIGHEST = 24
MOST_POWERS = 3
LONGEST = 256  # bits of a power up to which the quotient itself is the factor
Power = tuple[Atom, int]  # b**x to a power e, which is (b**e)**x


def outgrown(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The goal with powers of symbols for the powers of numbers in its positive terms, as a sum of means."""
    powers = sorted({p for m, c in goal.items() if c > 0 for p in m if rising(p)}, key=spelled)
    degrees = [degree(goal, exponent(p)) for p in powers]
    if depth > DEEPEST or not 0 < len(powers) <= MOST_POWERS or len(d.ranges) < 2 or not max(degrees):
        return None
    for rate in RATES:
        lemmas = [lemma(p, min(HIGHEST, max(1, rate * k)), d) for p, k in zip(powers, degrees, strict=True)]
        node = by_lemmas(goal, list(zip(powers, lemmas, strict=True)), d, budget, depth)
        if node is not None:
            return node
    return None


def rising(p: Power) -> bool:
    """Whether a power is one of a number whose exponent is a symbol."""
    (kind, *parts), _ = p
    return kind == "exp" and isinstance(parts[0], Fraction) and len(parts[1]) == 1 and alone(parts[1])


def alone(m: Monomial) -> bool:
    """Whether a monomial is one symbol."""
    ((atom, e),) = m
    return e == 1 and atom[0] == "sym"


def exponent(p: Power) -> Atom:
    """The symbol that a power has as its exponent."""
    ((atom, _),) = p[0][2]
    return atom


def degree(goal: Poly, x: Atom) -> int:
    """The degree in a symbol of the negative terms."""
    return max((dict(m).get(x, 0) for m, c in goal.items() if c < 0), default=0)


def lemma(p: Power, k: int, d: Domain) -> Poly:
    """b**x - c*x**k for the least quotient c of both, or for a number below it."""
    base, x = p[0][1] ** p[1], exponent(p)
    at = max(1, d.low(x[1]))
    while base * Fraction(at, at + 1) ** k < 1:
        at += 1
    short = at * base.numerator.bit_length() <= LONGEST
    return {frozenset((p,)): 1, frozenset({(x, k)}): -exact(base**at / at**k if short else Fraction(1))}


def by_lemmas(
    goal: Poly, lemmas: list[tuple[Power, Poly]], d: Domain, budget: Budget, depth: int
) -> Node | None:
    """The goal less multiples of the lemmas, as a sum of means, and then a proof of each lemma."""
    inner = Domain(d.ranges, [*d.given, *(p for _, p in lemmas)])
    used = [(c, m - {p}, k) for m, c in goal.items() if c > 0 for k, (p, _) in enumerate(lemmas) if p in m]
    rest = goal
    for c, m, k in used:
        rest = plus(rest, times({m: c}, lemmas[k][1]), -1)
    node = weighted(rest, inner, budget, depth) or lined(rest, inner, budget, depth)
    if node is None:
        return None
    leaf = node["then"] if node["rule"] == "fact" else node
    leaf["terms"] += [
        [str(c), [*([nonnegative(m)] if m else []), ["given", len(d.given) + k]]] for c, m, k in used
    ]
    facts, free = [], Domain(d.ranges, [])
    for _, p in lemmas:
        proof = proved(p, free, budget, depth)
        if proof is None:
            return None
        facts.append(["lemma", write(p), proof, 0])
    return {"rule": "fact", "facts": facts, "then": node}


def proved(p: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """The proof of a lemma: at once, by logarithms, or from some x on and point by point below."""
    return prove_leaf(p, d, budget) or compared(p, d, budget, depth, step) or tail(p, d, budget, depth)


def step(goal: Poly, d: Domain, budget: Budget, depth: int) -> Node | None:
    """One step of a proof."""
    return prove_leaf(goal, d, budget)
