"""Curves along which one formula outgrows another, function by function."""

from fractions import Fraction

import pytest
from asking import table, value

from symalgebra.order.asymptotics import rays
from symalgebra.order.asymptotics.rays import allowed, curves, named, parameter, winning
from symalgebra.order.asymptotics.tail import Tail

T = value("t")


def monomial(text):
    ((m, _),) = value(text).items()
    return m


def symbols(names):
    return sorted(value(names.replace(" ", "*")).free, key=lambda s: str(s.arguments[0]))


def curve(**texts):
    """A curve by the names of its symbols."""
    return {s: value(text) for name, text in texts.items() for s in value(name).free}


@pytest.mark.parametrize(("text", "level"), [("n", 0), ("log2(n)", 1), ("log2(log2(n))", 2)])
def test_places_of_atoms_of_growth(text, level):
    assert rays._place(monomial(text)) == (*value("n").free, level)


@pytest.mark.parametrize("text", ["n**2", "n*w", "2**n", "floor(n/2)", "log2(n)**2", "1/n"])
def test_other_atoms_have_no_place(text):
    assert rays._place(monomial(text)) is None


# level, amount, least level, how much slower t is, and the speed
SPEEDS = [
    (0, 3, 0, 1, "3*t"),
    (0, 3, 0, 4, "3*t**4"),
    (1, 3, 0, 1, "2**(3*t)"),
    (2, 3, 0, 4, "2**(2**(3*t**4))"),
    (1, 3, 1, 1, "t**3"),
    (1, 3, 1, 4, "t**12"),
    (2, 3, 1, 1, "2**(t**3)"),
    (2, 3, 2, 1, "2**(t**3)"),
    (3, 2, 2, 4, "2**(2**(t**8))"),
    (3, 2, 1, 1, "2**(2**(t**2))"),
]


@pytest.mark.parametrize(("level", "amount", "least", "slower", "expected"), SPEEDS)
def test_speeds(level, amount, least, slower, expected):
    """Powers of t for logarithms, multiples of it for symbols, exponentials above the least level."""
    assert rays._speed(level, amount, least, slower, T) == value(expected)


def guided(sizes):
    """The curves in x and y that a direction gives, as texts."""
    direction = {monomial(text): Fraction(size) for text, size in sizes.items()}
    return [f"{x}; {y}" for x, y in (c.values() for c in rays._guided(symbols("x y"), direction, T))]


def test_curves_along_a_direction():
    powers = ["t; t**2", "t**4; t**8", "t**16; t**32", "t**64; t**128"]
    assert guided({"log2(x)": 1, "log2(y)": 2}) == powers * 2
    assert guided({"log2(x)": Fraction(1, 2), "log2(y)": 1}) == powers * 2
    assert guided({"x": 1, "log2(y)": 2})[:2] == ["t; 2**(2*t)", "t**4; 2**(2*t**4)"]
    assert guided({"log2(x)": 1}) == ["t; t", "t**4; t", "t**16; t", "t**64; t"] * 2
    assert guided({"log2(x)": 0, "log2(y)": 1})[1] == "t; t**4"
    assert guided({"log2(x)": Fraction(1, 4095), "log2(y)": 1})[-1] == "t**64; t**262080"
    assert guided({"log2(x)": Fraction(1, 4096), "log2(y)": 1})[-1] == "t**64; t**64"  # no simple direction
    assert set(guided({"n**2": 1})) == {"t; t"}


def test_the_highest_or_the_lowest_atom_of_a_symbol_has_its_size():
    found = guided({"x": 2, "log2(x)": 3})
    assert (found[0], found[4]) == ("2**(3*t); t", "2*t; t")


def test_short_directions_come_first():
    """9 : 7 is near 1 : 1, 2 : 2, 3 : 2 and 4 : 3."""
    assert guided({"log2(x)": 9, "log2(y)": 7})[::8] == [
        "t; t",
        "t**2; t**2",
        "t**3; t**2",
        "t**4; t**3",
        "t**9; t**7",
    ]
    assert len(guided({"log2(x)": 4, "log2(y)": 3})) == 8
    assert len(guided({"log2(x)": 5, "log2(y)": 3})) == 40


def test_curves_without_a_direction():
    found = [named(c) for c in curves(frozenset(symbols("x y")), (), T)]
    listed = ["; ".join(str(e) for _, e in c) for c in found]
    assert listed[:9] == [
        "t; t**4",
        "t**4; t",
        "t; 2**(t**2)",
        "2**(t**2); t",
        "t; 2**(2**(t**2))",
        "2**(2**(t**2)); t",
        "t; t",
        "t; t**2",
        "t**2; t",
    ]
    speeds = "t; t**2; t**3; t**4; 3*t; 2**t; 2**(2*t); 2**(t**2); 2**(2**t); 2**(2**(t**2))"
    assert {e for c in listed for e in c.split("; ")} == set(speeds.split("; "))
    assert len(found) == 6 + 8**2
    counts = {"x": 0, "x y z": 9 * 6 + 8**3, "x y z w": 27 * 24, "x y z w n": 0}
    assert {names: len(list(curves(frozenset(symbols(names)), (), T))) for names in counts} == counts


def test_directions_come_first():
    direction = {monomial("log2(x)"): Fraction(1), monomial("log2(y)"): Fraction(2)}
    first, *_ = curves(frozenset(symbols("x y")), [direction], T)
    assert named(first) == (("x", T), ("y", T**2))
    assert len(list(curves(frozenset(symbols("x y")), [direction], T))) == 8 + 70


@pytest.mark.parametrize(("taken", "expected"), table("n | t    t | s    t*s | u    t*s*u | tau"))
def test_the_parameter_is_a_new_symbol(taken, expected):
    assert parameter([value(taken), value("n")]) == value(expected)


# scales above | scales below | curve | how much the quotient grows
QUOTIENTS = [
    ("log2(x)", "log2(y)", "t**2; t", "t"),
    ("log2(x)", "log2(y)", "t; t", None),
    ("log2(x)", "log2(y)", "t; t**2", None),
    ("log2(x)", "log2(y)", "2*t; t", None),
    ("log2(y); log2(x)", "log2(y)", "t**2; t", "t"),
    ("x", "log2(y); y", "2*t; t", "2**t"),
    ("2*log2(x)", "log2(x); log2(y)", "t; t", "t"),
    ("3*log2(x)", "log2(x); 2*log2(y)", "t; t", "t"),
    ("3*log2(x)", "2*log2(y); log2(x)", "t; t", "t"),
    ("3*log2(x)", "log2(x); 3*log2(y)", "t; t", None),
]


@pytest.mark.parametrize(("above", "below", "along", "expected"), QUOTIENTS)
def test_what_a_scale_exceeds_all_others_by(above, below, along, expected):
    """The least of the gaps, each of which tends to infinity."""
    x, y = along.split("; ")
    several = [[value(part) for part in text.split("; ")] for text in (above, below)]
    found = rays._quotient(*several, curve(x=x, y=y), T)
    assert found == (None if expected is None else value(expected))


KEPT = """
y - x | yes            x - 5 | yes             y - x - 1 | no           x - y | yes
1/(x - y) | no         y**2 - x | yes          x - 2*y | no             2*y - x - 9 | yes
"""


@pytest.mark.parametrize(("condition", "expected"), table(KEPT))
def test_a_curve_keeps_to_conditions_far_out(condition, expected):
    assert allowed(curve(x="t", y="t"), [value(condition)], T) == (expected == "yes")
    assert allowed(curve(x="t", y="t"), [value("x"), value(condition), value("y")], T) == (expected == "yes")


def test_a_ray_is_looked_for_along_the_diagonal_or_along_curves():
    far = Tail(frozenset(symbols("x y")))
    twice, x, y = value("2*log2(x)"), value("log2(x)"), value("log2(y)")
    assert str(winning([twice], [y], None, far, ())) == "x = t, y = t"
    assert winning([x], [y], None, far, ()) is None
    found = winning([x], [y], (), far, ())
    assert (str(found), found.quotient) == ("x = t**4, y = t", T**3)
    assert str(winning([twice], [y], (), far, [value("y - x**2")])) == "None"
    assert str(winning([3 * x], [y], (), far, [value("y - x**2")])) == "x = t, y = t**2"
    guide = {monomial("log2(x)"): Fraction(3), monomial("log2(y)"): Fraction(2)}
    assert str(winning([x], [y], [guide], far, ())) == "x = t**3, y = t**2"
