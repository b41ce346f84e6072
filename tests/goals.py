"""Goals, domains and rules of the search as tests write them."""

from math import prod

from test_rules import FREE, domain, polynomial

from symalgebra.order import checker
from symalgebra.order.checker import Domain
from symalgebra.order.expressions import formula_of
from symalgebra.order.proof import notation
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.search import search
from symalgebra.order.proof.statements import facts_about


def atom(text, d):
    ((m, c),) = polynomial(text, d).items()
    ((found, e),) = m
    assert (c, e) == (1, 1)
    return found


def under(*given, **spans):
    """A domain with conditions."""
    d = domain(**spans)
    for text in given:
        d = d.narrowed(polynomial(text, d))
    return d


def told(part):
    """An expression as a formula; a side as a product of powers or as a sum of logarithms."""
    if part is None or isinstance(part, int | str):
        return str(part)
    if isinstance(part, dict):
        return "by " + " + ".join(f"{c}*{refs[0][1]}" if refs else c for c, refs in part["terms"])
    if not isinstance(part[0], list):
        return str(formula_of(part))
    if part[0][1][0] == "log2":
        return str(sum(e * formula_of(log) for e, log in part))
    return str(prod(formula_of(power) ** e for e, power in part))


def spelled(facts):
    return [" | ".join([fact[0], *map(told, fact[1:])]) for fact in facts]


def facts(texts, d):
    """The facts about the first of some atoms beside the others."""
    atoms = [atom(text, d) for text in texts.split("; ")]
    return list(facts_about(atoms[0], d, set(atoms)))


ONE_SYMBOL = checker.Domain({"n": (1, None)}, [])
TWO = Domain({"n": (1, None), "m": (1, None)}, [])
EMPTY = {"rule": "combination", "terms": []}


def work():
    return Budget(20_000, 700)


def asked(rule, text, d=TWO, depth=0, *more):
    """What a rule finds, which the checker takes."""
    checker.WORK[0] = 0
    goal = polynomial(text, d)
    node = rule(goal, d, work(), depth, *more)
    if node is not None:
        checker.WORK[0] = 0
        checker.prove(node, goal, d)
    return node


def searched(goal, d, budget, depth):
    return search(goal, d, budget, depth)


def bounded(*spans):
    return Domain(dict(zip("nm", spans, strict=False)), [])


def monomial(text):
    ((m, c),) = polynomial(text, FREE).items()
    assert c == 1
    return m


def named(m):
    """A product of symbols as a text."""
    return "*".join(a[1] if e == 1 else f"{a[1]}**{e}" for a, e in sorted(m)) or "1"


def terms_of(p):
    return " + ".join(f"{c}*{named(m)}" for m, c in sorted(p.items(), key=notation.spelled))


def P(text, d=FREE):
    return polynomial(text, d)


def shown(m):
    """A monomial as a formula."""
    return told(notation.write({m: 1}))


X, Y, U, V = ("sym", "n"), ("sym", "m"), ("u", "h"), ("u", "k")
