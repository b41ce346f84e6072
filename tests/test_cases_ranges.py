"""Where the ranges of symbols are cut: single points, tails, corners and halves."""

import pytest
from goals import ONE_SYMBOL, TWO, asked, bounded, work
from test_rules import FREE, polynomial

from symalgebra.order.proof.finite import finite, many_points
from symalgebra.order.proof.splits import by_weight, halves, joint_tail, tail

# Points


def test_points_of_small_domains():
    p = "(n - 2)*(n - 3)*(m + 1)"
    assert asked(finite, p, bounded((1, 20), (1, 20))) == {"rule": "points"}
    assert asked(finite, p, bounded((1, 20), (1, 21))) is None
    assert asked(finite, p, bounded((0, 18), (1, 21))) == {"rule": "points"}  # 19*21
    assert asked(finite, p, bounded((1, 9), (1, None))) is None
    known = bounded((1, 9), (1, None)).narrowed(polynomial("m + n - 3", TWO))
    assert asked(finite, "n - 1", known) is None
    assert asked(finite, "n - 1", bounded((1, 9), (1, None))) == {"rule": "points"}
    assert finite(polynomial("n - m", TWO), bounded((1, 9)), work(), 0) is None
    budget = work()
    assert finite(polynomial("n - 1", TWO), bounded((1, 400)), budget, 0)
    assert budget.units == 20_000 - 400


def test_points_of_larger_domains():
    """For a goal of at most eight terms in symbols."""
    d, more = bounded((1, 5000)), bounded((1, 5001))
    assert asked(many_points, "(n - 2)*(n - 3)", d) == {"rule": "points"}
    assert asked(many_points, "(n - 2)*(n - 3)", more) is None
    for text in ("floor(n/2)", "n + floor(n/2)"):
        assert asked(many_points, text, bounded((1, 9))) is None
    assert asked(many_points, "(n - 2)*(n - 3)*(n**5 + 1)*(n - 1)", bounded((1, 9))) == {"rule": "points"}
    assert asked(many_points, "(n + 1)**8", bounded((1, 9))) is None


# Parts of ranges

TAILS = [
    ("n**2 - 13*n + 45", ONE_SYMBOL, ["add", "-17", ["sym", "n"]]), ("n**2 - 13*n + 44 + m", TWO, ["add", "-9", ["sym", "n"]]),
    ("n**2 - 13*n + 45", bounded((1, 17)), ["add", "-17", ["sym", "n"]]), ("n**2 - 13*n + 45", bounded((1, 16)), None),
    ("n**2 - 5*n + 7", bounded((0, None)), ["add", "-2", ["sym", "n"]]), ("m**2 - 5*m + 6 + n", TWO, ["add", "-2", ["sym", "m"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "d", "on"), TAILS, ids=[f"{row[0]} {row[1].ranges}" for row in TAILS])
def test_where_a_range_is_cut(text, d, on):
    """At the first distance from which on one step suffices."""
    node = asked(tail, text, d)
    assert node == on if on is None else (node["rule"], node["on"]) == ("split", on)


CORNERS = [
    ("n**2*m**2 - 3*n*m + 3", TWO, ["add", "-2", ["sym", "m"]]), ("n**2*m**2 - 13*n*m + 43", TWO, ["add", "-3", ["sym", "m"]]),
    ("n**2*m**2 - 3*n*m + 3", bounded((1, None), (1, 9)), None), ("n**2 - 3*n + 3", ONE_SYMBOL, None),
    ("n**2*m**2 - 3*n*m + 3", bounded((0, None), (2, None)), ["add", "-3", ["sym", "m"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "d", "on"), CORNERS, ids=[f"{row[0]} {row[1].ranges}" for row in CORNERS])
def test_where_the_ranges_of_several_symbols_are_cut(text, d, on):
    node = asked(joint_tail, text, d)
    assert node == on if on is None else (node["rule"], node["on"]) == ("split", on)


def test_deep_corners_are_left():
    assert asked(joint_tail, "n**2*m**2 - 3*n*m + 3", TWO, 6) is not None
    assert asked(joint_tail, "n**2*m**2 - 3*n*m + 3", TWO, 7) is None


def test_symbols_with_most_negative_terms_first():
    assert by_weight(polynomial("n*m - m + k - k**2 - m*k", FREE), FREE) == ["k", "m", "n"]
    assert by_weight(polynomial("k + m - n*m + r", FREE), FREE) == ["m", "n", "k", "r"]
    assert by_weight(polynomial("k + m - n", FREE), TWO) == ["n", "m"]
    assert by_weight(polynomial("2**n - n", FREE), FREE) == ["n"]
    assert by_weight(polynomial("n/2 + k*n/2 - m", FREE), FREE) == ["m", "k", "n"]


@pytest.mark.parametrize(
    ("span", "on"), [((1, 5000), "-2501"), ((1, 5001), "-2501"), ((0, 5001), "-2501"), ((3, 4), "-4"), ((3, 3), None), ((3, None), None)]
)  # fmt: skip
def test_the_middle_of_a_range(span, on):
    goal = polynomial("n*(n - 1)", ONE_SYMBOL)
    node = halves(goal, bounded(span), work(), 0)
    assert node == on if on is None else node["on"] == ["add", on, ["sym", "n"]]


def test_the_longest_range_of_a_symbol_that_is_used():
    d = bounded((1, 900), (2, 5))
    assert asked(halves, "n*m - 2", d)["on"] == ["add", "-451", ["sym", "n"]]
    assert asked(halves, "m - 2", d)["on"] == ["add", "-4", ["sym", "m"]]
