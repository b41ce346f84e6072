"""Logarithms and minima in negative terms: proofs by lines above them and weighted means."""

import pytest

from symalgebra.formula import formula, read
from symalgebra.order.checker import opened, prove
from symalgebra.order.expression import expression
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.lined import lined

PROVED = """
x*y*log2(x) <= x**3 + y**3 + 4
x*y*log2(x)**2 <= 16*x**3 + 16*y**3
x*log2(y) <= 2*x**2 + 2*y
x*log2(y) + y <= 4*x**2 + 4*y
log2(x)*log2(y) <= 2*x + 2*y
log2(x)**2*log2(y) <= 16*x + 16*y
x*y*log2(z) <= 16*x**2 + 16*y**2*z
x**2*y*min(log2(x), log2(y)) + x*y*log2(y)*min(log2(x), log2(y)) <= 4*x**2*y*log2(y)
"""
FALSE = """
x*y*log2(x) <= x**2
x*log2(y) <= x**2/100 + y/100
x*min(x, y) <= x*log2(y) + 3
log2(x)*log2(y) <= x
"""


def lines(text):
    return [tuple(line.split(" <= ")) for line in text.strip().splitlines()]


def asked(left, right):
    f, g = formula(read(left)), formula(read(right))
    domain = {name: [1, None] for name in sorted(f.names | g.names)}
    about = {"left": expression(f), "relation": "<=", "right": expression(g), "domain": domain}
    _, goal, d = opened(about)
    return lined(goal, d, Budget(5_000), 0), goal, d


@pytest.mark.parametrize(("left", "right"), lines(PROVED))
def test_lines_and_means(left, right):
    node, goal, d = asked(left, right)
    prove(node, goal, d)


@pytest.mark.parametrize(("left", "right"), lines(FALSE))
def test_what_is_false_is_not_proved(left, right):
    assert asked(left, right)[0] is None
