"""Means below conditions and lines, and cases on either side of a curve: proofs that the checker accepts."""

import pytest

from symalgebra.formula import read
from symalgebra.order import Proved, compare
from symalgebra.order.checker import opened, prove
from symalgebra.order.domain import conditions
from symalgebra.order.proof.apart import apart
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.means import means

UNDER = """
L*log2(W) <= 2*W | L**2 <= W
L*log2(W) <= W | L**2 <= W, W >= 16
W*log2(W) <= W*r**2 | W <= 2**r
y*log2(x) <= 4*x | y >= 2, y**2 < x
x*y*log2(x) <= 4*x**2*log2(y) + 4*y**2*log2(y) | y >= 2, x <= y**2
2**x*3**y*x <= 2*4**x*y + 2*9**y*y | x <= 2*y
2**x*k <= 2**x*m + 2**x | k <= m, x >= 2
3*log2(W)*L <= W + 30*L**2 | 9 <= L
L*log2(W) <= L*log2(L) + W | L >= 1
"""
APART = """
2**x*3**y*x <= 2*4**x*y + 2*9**y*y | x >= 1
x*y*log2(x) <= 3*x**2*log2(y) + 3*y**2*log2(y) | y >= 2
"""
FALSE = """
L*log2(W) <= W | L**2 <= W
y*log2(x) <= x/2 | y**2 < x
2**x*3**y*x <= 4**x*y + 9**y | x <= 2*y
k*log2(n) <= m*log2(m) | k <= m, n <= 3*m
"""


def questions(table):
    rows = (line.split(" | ") for line in table.strip().splitlines())
    return [(*claim.split(" <= "), where.split(", ")) for claim, where in rows]


def asked(rule, f, g, where):
    _, goal, d = opened(conditions(where, read(f), read(g)).claim("<="))
    return rule(goal, d, Budget(20_000), 0), goal, d


@pytest.mark.parametrize(
    ("rule", "f", "g", "where"),
    [*((means, *q) for q in questions(UNDER)), *((apart, *q) for q in questions(APART))],
)
def test_the_checker_accepts_what_is_found(rule, f, g, where):
    node, goal, d = asked(rule, f, g, where)
    prove(node, goal, d)
    assert isinstance(compare(read(f), read(g), where=where), Proved)


@pytest.mark.parametrize(("f", "g", "where"), questions(FALSE))
def test_what_is_false_is_not_proved(f, g, where):
    assert asked(means, f, g, where)[0] is None
    assert asked(apart, f, g, where)[0] is None


@pytest.mark.parametrize(
    ("f", "g"),
    [
        ("floor(n/k)*floor(m/k)", "floor(m*n/k**2)"),
        ("floor(n/k)*floor(m/j)", "floor(m*n/(j*k))"),
        ("floor(m*floor(n/k)/k)", "floor(m*n/k**2)"),
        ("m*floor(k*floor(n/k)/m)", "n"),
        ("(W/L)**L", "2**W"),
    ],
)
def test_floors_of_products_and_powers_of_quotients(f, g):
    found = compare(read(f), read(g))
    assert isinstance(found, Proved)
    assert found.check()


def test_a_box_of_small_points_refutes():
    found = compare(read("W*L*log2(W)"), read("W**2"), where=["L**2 <= W"])
    assert found.witness == {"L": 3, "W": 9}
