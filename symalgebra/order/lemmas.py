"""A proof in lemmas: inequalities with certificates of their own, of which the goal is the sum.

A formula that is a law of a few numbers may know a way to show what is below it: `above` hangs it on the
formula, and `compare` goes that way first. What comes of it is checked like any other proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..formula import Formula, formula
from .checker import (
    FACTS,
    FORMAT,
    Domain,
    Rejected,
    bounded_below,
    constant,
    opened,
    plus,
    polynomial,
    substituted,
)
from .expression import expression
from .expressions import formula_of
from .proof.budget import Budget, Exhausted
from .proof.certificate import certified
from .proof.search import Counterexample

WORK = 10_000, 700  # of one lemma, and of one step of its proof
SUM = "combination"


class Missing(Exception):
    """A lemma was not proved."""


class Lemmas:
    """The facts of a certificate, and the sum of those that its goal is made of.

    claim    that of the certificate; its domain is that of every lemma
    facts    what is stated so far, `terms` the sum
    known    the hypotheses of the claim itself, which proofs of lemmas may use
    """

    def __init__(self, claim: dict[str, Any]) -> None:
        self.claim = claim
        self.facts: list[Any] = []
        self.terms: list[Any] = []
        _, _, d = opened(claim)
        self.domain = Domain(d.ranges, list(d.given))
        self.known = len(d.given)

    def state(self, fact: list[Any], counts: bool = True) -> Any:
        """Take a fact in, and into the sum if it counts; a proof of what it grants."""
        self.facts.append(fact)
        place = len(self.domain.given)
        self.domain.given += FACTS[fact[0]](fact[1:], self.domain, 0)
        shown = ["1", [["given", place]]]
        self.terms += [shown] if counts else []
        return {"rule": SUM, "terms": [shown]}

    def at_most(self, less: Any, more: Any, counts: bool = True) -> Any:
        """less <= more; `Missing` where that is not proved."""
        left, right = expression(formula(less)), expression(formula(more))
        try:
            found = certified({**self.claim, "left": left, "right": right}, Budget(*WORK))
        except (Counterexample, Exhausted):
            found = None
        if found is None:
            raise Missing(f"{less} <= {more}")
        gap = ["add", right, ["mul", "-1", left]]
        return self.state(["lemma", gap, found["proof"], self.known], counts)

    def product_order(self, less: Iterable[tuple[int, Formula]], more: Iterable[tuple[int, Formula]]) -> None:
        """log2 of one product of powers is at most that of another: the sums of their logarithms."""
        small, large = tuple(less), tuple(more)
        shown = self.at_most(_product(small), _product(large), counts=False)
        sides = [[[k, ["log2", expression(p)]] for k, p in side] for side in (small, large)]
        self.state(["log-order", "1", *sides, shown])

    def instance(self, certificate: dict[str, Any], values: Mapping[str, Formula]) -> None:
        """What a certificate proves, at values of its symbols, which are shown to be large enough."""
        claim, proof = certificate["claim"], certificate["proof"]
        put = {name: [expression(values[name]), None] for name in claim["domain"]}
        for name, (low, _) in claim["domain"].items():
            if bounded_below(plus(polynomial(put[name][0], self.domain), constant(low), -1), self.domain) < 0:
                put[name][1] = self.at_most(low, values[name], counts=False)
        self.state(["instance", claim, proof, put])

    @property
    def certificate(self) -> dict[str, Any]:
        """The whole."""
        last = {"rule": SUM, "terms": self.terms}
        return {
            "format": FORMAT,
            "claim": self.claim,
            "proof": {"rule": "fact", "facts": self.facts, "then": last},
        }


def _product(powers: Iterable[tuple[int, Formula]]) -> Formula:
    result = formula(1)
    for k, p in powers:
        result = result * p**k
    return result


Way = Callable[[Any], "Lemmas | None"]  # from the conditions of a comparison to a proof in lemmas


def above(f: Formula, way: Way) -> Formula:
    """The same formula, which knows a way to show that another is at most itself."""
    other = f.relating(f.cached("origin", lambda f: tuple))
    other.cached("way", lambda f: way)
    return other


def by_lemmas(f: Formula, known: Any) -> dict[str, Any] | None:
    """The certificate that the way of a formula leads to, None without one."""
    way = f.cached("way", lambda f: None)
    try:
        found = way(known) if way else None
    except (Missing, Rejected):
        return None
    return found.certificate if found else None


def put_in(e: Any, values: Mapping[str, Formula]) -> Any:
    """An expression with formulas for symbols."""
    return substituted(e, {name: expression(f) for name, f in values.items()})


def instances(certificate: dict[str, Any]) -> Iterator[tuple[Formula, Formula]]:
    """Both sides of the general inequalities that a proof puts its formulas into."""
    for kind, *arguments in certificate["proof"].get("facts", ()):
        if kind == "instance":
            yield formula_of(arguments[0]["left"]), formula_of(arguments[0]["right"])
