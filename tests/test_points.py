"""Points at which a question is tried: which they are, how a point descends, dips and convergents."""

from itertools import islice
from random import Random

import pytest
from test_rules import polynomial

from symalgebra.formula import read, symbol
from symalgebra.order import points
from symalgebra.order.ceilings import greatest, most
from symalgebra.order.checker import Domain
from symalgebra.order.convergents import convergents, form, vanishing
from symalgebra.order.dips import (
    MOST_LINES,
    along,
    around,
    box,
    changes,
    crossing,
    derivative,
    dips,
    trimmed,
    value,
)
from symalgebra.order.domain import conditions
from symalgebra.order.points import candidates, dense, descended, first, lowered, shortened


def free(names):
    return dict.fromkeys(names, (1, None))


def goal(text):
    return polynomial(text, Domain(free("abcdmn"), []))


# Samples


@pytest.mark.parametrize(
    ("names", "near", "each_far"),
    [("", 1, 1), ("a", 8, 3), ("ab", 64, 7), ("abc", 64, 13), ("abcd", 256, 21), ("abcde", 32, 11)],
)
def test_how_many_candidates(names, near, each_far):
    drawn = points.DRAWN if len(names) > 1 else 0
    found = list(candidates(free(names)))
    assert len(found) == near + each_far * len(points.FAR) + drawn
    assert len(list(candidates(free(names), farthest=True))) == len(found) + each_far


def test_no_more_candidates_than_allowed(monkeypatch):
    near = [p for p in candidates(free("abcdefghijkl")) if max(p.values()) <= 2]
    assert len(near) == points.MOST < 2**12
    monkeypatch.setattr(points, "WORK", 10)
    assert [len(list(candidates(free(names)))) for names in ("", "a", "ab", "abc")] == [10, 10, 5, 3]


def test_the_same_points_are_drawn_on_every_run():
    drawn = [(p["m"], p["n"]) for p in candidates(free("mn"))][-points.DRAWN :]
    assert drawn[:5] == [(191, 1), (16, 819), (57, 4), (2, 5), (937, 2)]
    assert drawn[-3:] == [(7, 7), (620, 5), (137, 2)]


def test_the_candidates_of_three_symbols():
    found = [(p["a"], p["b"], p["c"]) for p in candidates(free("abc"))]
    assert found[:5] == [(1, 1, 1), (1, 1, 2), (1, 2, 1), (2, 1, 1), (1, 1, 3)]
    assert found[64:69] == [(16, 1, 1), (16, 4, 1), (16, 1, 4), (1, 16, 16), (1, 16, 1)]
    assert found[76] == (16, 16, 16)


def test_the_first_points_of_many_symbols():
    assert len(list(first(free("abcdefghij")))) == 1 + 3 * (8 + 1)
    assert list(first({})) == [{}] * 4


@pytest.mark.parametrize(
    ("names", "count"), [("a", 256), ("ab", 50**2), ("abc", 14**3), ("abcd", 7**4), ("abcde", 0)]
)
def test_all_points_of_a_box(names, count):
    found = [tuple(p.values()) for p in dense(free(names))]
    assert len(found) == len(set(found)) == count
    assert not found or (min(map(min, found)), max(map(max, found))) == (1, round(count ** (1 / len(names))))


def test_all_points_of_a_box_within_a_range(monkeypatch):
    found = [(p["n"], p["m"]) for p in dense({"n": (3, 5), "m": (0, 100)})]
    assert found == [(n, m) for n in (3, 4, 5) for m in range(50)]
    monkeypatch.setattr(points, "MOST", 2_500)
    assert len(list(dense(free("ab")))) == 2_500
    monkeypatch.setattr(points, "MOST", 2_499)
    assert len(list(dense(free("ab")))) == 14**2


# Descents


@pytest.mark.parametrize("bits", [0, 1, 2, 5, 63, 900, 1_099, 1_100])
def test_a_long_coordinate_is_shortened(bits):
    found = shortened({"x": 3 + 2**1_100, "y": 7}, "x", 3, lambda p: p["x"] - 3 >= 2**bits)
    assert found == {"x": 3 + 2**bits, "y": 7}


def test_a_coordinate_of_few_bits_is_not_shortened():
    assert shortened({"x": 2**64}, "x", 1, lambda p: True) == {"x": 2**64}
    assert shortened({"x": 1 + 2**64}, "x", 1, lambda p: True) == {"x": 2}
    assert shortened({"x": 5}, "x", 5, lambda p: True) == {"x": 5}


@pytest.mark.parametrize("least", [1, 2, 3, 17, 500, 999, 1_000])
def test_a_coordinate_is_lowered_to_the_least_that_refutes(least):
    assert lowered({"x": 1_000, "y": 7}, "x", 1, lambda p: p["x"] >= least) == {"x": least, "y": 7}


def test_a_long_coordinate_is_lowered_by_its_leading_bits():
    point = lowered({"x": 3 + 2**1_100}, "x", 3, lambda p: p["x"] >= 2**900)
    assert point == {"x": 3 + 2 ** (1_101 - points.EXACT)}
    assert lowered({"x": 2**64}, "x", 1, lambda p: p["x"] >= 12_345) == {"x": 12_345}


def test_a_step_is_taken_a_few_times_at_most():
    at = [128]

    def refutes(point):
        """Only the next value."""
        at[0] -= point["x"] == at[0] - 1
        return point["x"] == at[0]

    assert lowered({"x": 128}, "x", 1, refutes) == {"x": 128 - points.REPEATED}


def test_coordinates_descend_in_four_rounds():
    """Each round makes both less by one."""
    found = descended({"m": 9, "n": 9}, free("mn"), lambda p: p["n"] - p["m"] in (0, 1))
    assert found == {"m": 5, "n": 5}
    assert descended({"m": 3, "n": 3}, free("mn"), lambda p: p["n"] - p["m"] in (0, 1)) == {"m": 1, "n": 1}


# Dips


@pytest.mark.parametrize(
    ("where", "right", "found"),
    [
        (["n <= 20"], "(n - 7)**2", [{"n": 7}, {"n": 8}]),
        ([], "(n - 300)**2", [{"n": 300}, {"n": 301}]),
        (["n <= 20"], "n", []),
        ([], "(n - 3)**8", [{"n": 3}, {"n": 4}]),
        ([], "(n - 3)**9", []),
        ([], "2**n*n", []),
        ([], "2 + 1/n", []),
        ([], "3", []),
        (["n**2 >= 30"], "n", [{"n": 5}, {"n": 6}]),
        (["n = 3*m"], "(n - 15)**2", [{"m": 5}, {"m": 6}]),
    ],
)  # fmt: skip
def test_points_around_a_minimum(where, right, found):
    assert list(dips(conditions(where, read("1"), read(right)))) == found


def test_minima_of_several_symbols():
    found = list(dips(conditions(["n <= 30", "m <= 2"], read("1"), read("(n - 9*m)**2"))))
    along_m = [(n, m) for n in range(9, 18) for m in (1, 2)]
    assert [(p["n"], p["m"]) for p in found] == [*along_m, (9, 1), (10, 1), (18, 2), (19, 2)]
    three = conditions([], read("1"), read("(a - b*c)**2"))
    assert {"a": 6, "b": 2, "c": 3} in dips(three)
    assert not list(dips(conditions([], read("1"), read("(a - b*c)**2 + d"))))


def test_small_values_of_other_symbols():
    ranges = free("nm") | {"k": (3, 5)}
    assert list(box([], ranges)) == [{}]
    assert list(box(["n"], ranges)) == [{"n": n} for n in range(1, MOST_LINES + 1)]
    assert list(box(["k"], ranges)) == [{"k": 3}, {"k": 4}, {"k": 5}]
    assert list(box(["k"], {"k": (0, 10**6)})) == [{"k": k} for k in range(MOST_LINES)]
    assert list(box(["k", "n"], ranges)) == [{"k": k, "n": n} for k in (3, 4, 5) for n in range(1, 16)]


def test_a_goal_along_a_symbol():
    assert along(goal("n**8*m**2/6 - n/4 + m"), "n", {"m": 3}) == [12, -1, 0, 0, 0, 0, 0, 0, 6]
    assert along(goal("n*m - 3*n"), "n", {"m": 3}) == []
    assert along(goal("m**2 + 1/2"), "n", {"m": 3}) == [19]
    assert [trimmed(line) for line in ([], [0], [0, 0], [0, 1, 0], [1, 0, 2], [3, 0, 0])] == [
        [], [], [], [0, 1], [1, 0, 2], [3],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "span", "found"),
    [
        ([-5, 1], (1, None), [5, 6]),
        ([-5, 1], (1, 6), [5, 6]),
        ([-5, 1], (1, 5), []),
        ([-5, 1], (6, None), []),
        ([0, 0, 1], (0, None), [0, 1]),
        ([-1, 1], (0, None), [1, 2]),
        ([5, -1], (1, None), [4, 5]),
        ([1471, -780, 100], (0, 10), [3, 4, 4, 5]),
        ([1471, -780, 100], (4, None), [4, 5]),
        ([-(10**12), 0, 1], (1, None), [10**6, 10**6 + 1]),
        ([1], (0, None), []),
        ([], (3, None), []),
        ([-6, 11, -6, 1], (-3, None), [3, 4]),  # 0 is counted among what is not positive
    ],
    ids=str,
)  # fmt: skip
def test_integers_around_the_roots(line, span, found):
    assert around(line, *span) == found


@pytest.mark.parametrize("seed", range(20))
def test_changes_of_sign_are_all_there_are(seed):
    draw = Random(seed)
    line = [
        draw.randint(-400, 400),
        *(draw.randint(-40, 40) for _ in range(draw.randint(0, 4))),
        draw.choice((-2, -1, 1, 3)),
    ]
    positive = [sum(c * x**k for k, c in enumerate(line)) > 0 for x in range(30)]
    assert [value(line, x) > 0 for x in range(30)] == positive
    assert changes(line, 0, 29) == [t for t in range(29) if positive[t] is not positive[t + 1]]


def test_a_crossing_is_found_by_halves():
    assert [crossing([-7, 1], a, b) for a, b in ((0, 7), (0, 8), (7, 8), (8, 20), (3, 30))] == [
        None,
        7,
        7,
        None,
        7,
    ]
    assert derivative([5, 3, 0, 2]) == [3, 0, 6]
    assert derivative([5]) == derivative([]) == []


# Pell's equation


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(n**2 - 61*m**2 - 1)**2 - 1", (("m", 61), ("n", 1))),
        ("(m**2 - 61*n**2 - 1)**2 - 1", (("m", 1), ("n", 61))),
        ("3*(4*m**2 - 9*n**2/2 - 18)**2 - 1", (("m", 8), ("n", 9))),
        ("(n**2 - 2*m**2)**2 - 1/2", (("m", 2), ("n", 1))),
        ("(n**2 - 2*m**2 - 7)**2", None),
        ("(n**2 - 2*m**2 - 7)**2 + 1", None),
        ("(n**2 + 2*m**2 - 7)**2 - 1", None),
        ("(n**2 - 2*m - 7)**2 - 1", None),
        ("(n**2 - 2*m**4)**2 - 1", None),
        ("(n**2 - a**2*m**2)**2 - 1", None),
        ("(n**2 - 2*m**2 - a)**2 - 1", None),
        ("(n**2 - 7)**2 - 1", None),
        ("2 - n", None),
        ("4**n - 1", None),
        ("(floor(n/2)**2 - 2*m**2)**2 - 1", None),
        ("5", None),
    ],
)  # fmt: skip
def test_the_form_of_a_square_that_may_vanish(text, found):
    assert form(goal(text)) == found


def test_convergents_of_a_quotient():
    assert list(islice(convergents(2, 7), 4)) == [(1, 1), (2, 1), (13, 7), (15, 8)]
    assert list(convergents(1, 4)) == list(convergents(3, 12)) == []
    assert len(list(vanishing(goal("(n**2 - 2*m**2)**2 - 1")))) == 80


# Ceilings


@pytest.mark.parametrize(
    ("text", "lows", "found"),
    [
        ("100 - n", {"n": 1}, {"n": 100}),
        ("100 - n*m**2", {"n": 1, "m": 3}, {"n": 11, "m": 10}),
        ("5 - n*m", {"n": 2, "m": 3}, {"n": 1, "m": 2}),
        ("100 - 3*n - n**2", {"n": 1}, {"n": 8}),
        ("100 + n", {"n": 1}, {}),
        ("100 - n + m", {"n": 1, "m": 1}, {}),
        ("100 - m + 1/n", {"n": 1, "m": 1}, {}),
        ("100 - m - 1/n", {"n": 1, "m": 1}, {}),
        ("100 - m - n**(1/2)", {"n": 1, "m": 1}, {}),
        ("100 - m - n**m", {"n": 1, "m": 1}, {}),
        ("100 - m - 2**n", {"n": 1, "m": 1}, {}),
        ("100 - m - floor(n/2)", {"n": 1, "m": 1}, {}),
        ("100 - m*floor(n/2)", {"n": 1, "m": 1}, {}),
    ],
)  # fmt: skip
def test_greatest_values_of_symbols(text, lows, found):
    assert most(read(text), lows) == found


def test_symbols_that_may_be_negative_have_no_greatest_value():
    zero, less = symbol("z", 0), symbol("z", -1)
    assert most(9 - zero - 0 * less, {"z": 0}) == {"z": 9}
    assert most(9 - less, {"z": -1}) == {}


@pytest.mark.parametrize("end", range(20))
def test_the_last_value_is_found(end):
    asked = []
    assert greatest(lambda x: asked.append(x) or x <= end, 3) == max(end, 2)
    assert len(asked) == len(set(asked)) <= 10
