"""What conditions say of scales, what rises, how one formula is bounded by another: part by part."""

from dataclasses import replace
from fractions import Fraction

import pytest
from asking import table, value

from symalgebra.errors import SymalgebraError, UnknownSymbol
from symalgebra.formula import formula, symbol
from symalgebra.formula.atom import Name
from symalgebra.order.asymptotics import cancellation, monotone, recheck, setting
from symalgebra.order.asymptotics import growth as growth_room
from symalgebra.order.asymptotics.cancellation import proved_body
from symalgebra.order.asymptotics.growth import growth
from symalgebra.order.asymptotics.rate import order
from symalgebra.order.asymptotics.rays import Ray
from symalgebra.order.asymptotics.series import CONSTANT, Unfit, series
from symalgebra.order.asymptotics.setting import facts, growing, narrowed, restored
from symalgebra.order.asymptotics.sides import Half, half, limit, sides
from symalgebra.order.asymptotics.tail import Tail
from symalgebra.order.domain import conditions

ALL = frozenset(value("n*w*x*y*z").free)  # k, m and others stay as they are
FAR = Tail(ALL)


# Conditions h >= 0

FACTS = """
y - x | log2(y) - log2(x); y - x; log2(log2(y)) - log2(log2(x))
y - x**2 | log2(y) - 2*log2(x); y - x**2; log2(log2(y)) - log2(log2(x)) - 1
3*y - x - 5 | log2(y) - log2(x); 3*y - x; log2(log2(y)) - log2(log2(x))
2*y - x + 7 | log2(y) - log2(x); 2*y - x; log2(log2(y)) - log2(log2(x))
k*y - x | log2(y) - log2(x); k*y - x; log2(log2(y)) - log2(log2(x))
y - k*x | log2(y) - log2(x); y - k*x; log2(log2(y)) - log2(log2(x))
y + log2(y) - x | log2(y) - log2(x); log2(log2(y)) - log2(log2(x))
y*z - x | log2(y) + log2(z) - log2(x); y*z - x
2**y - x | y - log2(x); 2**y - x; log2(y) - log2(log2(x))
y - x + 1/x | log2(y) - log2(x); log2(log2(y)) - log2(log2(x))
y**2/(y - log2(y)) - x | log2(y) - log2(x); log2(log2(y)) - log2(log2(x))
z**2/(z - log2(z)) - z + y - x |
x + y - z |
y - 9 |
9 - y |
5 - x - y |
y - (k - 1)*x |
floor(y/2) - x |
"""
TABLE = [[part.strip() for part in line.split("|")] for line in FACTS.strip().splitlines()]


@pytest.mark.parametrize(("condition", "expected"), TABLE, ids=[c for c, _ in TABLE])
def test_what_a_condition_says_of_scales(condition, expected):
    """Of y**2/(y - log2(y)) = y + log2(y) + ... no more than its leading term is known."""
    found = [fact.scale for fact in facts([value(condition)], ALL)]
    assert found == [value(text) for text in expected.split("; ") if text]


def test_each_negative_term_is_below_the_leading_one():
    found = {fact.scale for fact in facts([value("y - x - z"), value("w - y")], ALL)}
    assert {value("y - x"), value("y - z"), value("w - y")} <= found
    assert len(found) == 9


@pytest.mark.parametrize(
    ("f", "g", "where"),
    [
        ("2**x", "2**y", "y**2/(y - log2(y)) >= x"),  # x = y + log2(y)
        ("x", "y", "z**2/(z - log2(z)) - z + y >= x"),  # x = log2(z), y = log2(log2(z))
    ],
)
def test_errors_of_conditions_are_no_facts(f, g, where):
    assert growth(value(f), value(g), where=[where]).upper.holds is not True


# Which symbols grow


def known(f, *where):
    return conditions(list(where), f, f)


def test_symbols_that_grow():
    f = value("n*w + k")
    free = known(f, "k <= 9")
    assert growing(None, (f,), free) == ("n", "w")
    assert growing("n", (f,), free) == growing(value("n"), (f,), free) == growing(["n"], (f,), free) == ("n",)
    assert growing(("w", value("n")), (f,), free) == ("n", "w")
    with pytest.raises(SymalgebraError, match="k <= 9 does not tend to infinity"):
        growing(["n", "k"], (f,), free)
    with pytest.raises(UnknownSymbol):
        growing("q", (f,), free)


def test_a_symbol_that_is_replaced_grows_where_its_value_does():
    f = value("n + w")
    swapped = known(f, "n = 3*q + z")
    given = swapped.formulas[0]
    assert growing("n", (given,), swapped) == ("q", "z")
    assert growing(["w", "n"], (given,), swapped) == ("q", "w", "z")


def test_least_values_of_conditions_and_back():
    f = value("n*w + 2**n")
    high = narrowed(f, known(f, "n >= 5"))
    assert {s.name: s.low for s in high.free if isinstance(s, Name)} == {"n": 5, "w": 1}
    assert restored(high, f) == f
    assert restored(3, f) == 3
    assert restored(high, value("n + 1")) == value("n") * Name("w", 1).formula() + 2 ** value("n")
    assert narrowed(f, known(f)) == f


# What rises

RISES = """
n | yes 1                 log2(n) | yes              log2(n + 1) | yes 1         n - 1 | no
n**2 | yes 1              1/n | no                   n**(1/2) | yes 1            2**n | yes 1
n**w | yes 1              log2(n)**n | no            (n + 1)**n | yes 1          log2(n + 1)**n | yes 1
floor(n/2) | yes          floor(n/w) | no            floor(n/2)**2 | yes         floor((n + 2)/2)**n | yes 1
1/floor(n/2) | no         floor((n - 1)/2) | no      max(n, w) | no              1/(n + 1) | no
1/2**n | no               3 | yes 1                  1/2 | yes                   -3 | no
log2(n)**2 | yes          1/log2(n + 1) | no         n + w*log2(w) | yes 1       log2(n - 1 + w) | no
2*n - w | no              log2(n/2) | no             2**(n - w) | no             floor((n + 2)/2) | yes 1
"""


@pytest.mark.parametrize(("f", "expected"), table(RISES))
def test_what_rises_and_is_never_negative(f, expected):
    """From a value of 1 at least, or from less."""
    assert monotone.rises(value(f)) == ("yes" in expected)
    assert monotone._at_least_one(value(f)) == ("1" in expected)


@pytest.mark.parametrize(("low", "expected"), [(-1, False), (0, True), (1, True)])
def test_powers_of_symbols_rise_from_zero_on(low, expected):
    """(-1)**2 is more than 0**2."""
    z = formula(symbol("z", low))
    assert monotone.rises(z**2) is monotone.rises(3 * z + 2) is expected


# Sides, halves and limits


def beside(f, g, *given):
    far = setting.setting([s.name for s in ALL], (value(f), value(g)), [value(h) for h in given])
    a, b = sides(value(f), value(g), far, tuple(value(h) for h in given))
    return a, b, far


def test_sides_are_bounded_by_their_terms():
    a, b, _ = beside("n**2 - n + floor(n/2)", "x - y + n")
    assert (a.low.exact, a.high.exact, a.exact, a.doubt) == (True, True, True, "")
    assert (b.low, b.exact) == (None, False)
    assert set(b.high.terms) == {value("log2(x)"), value("log2(y)"), value("log2(n)")}
    assert b.doubt == "n + x - y is not proved to be positive far out"
    assert beside("k*n - 2*n", "n")[0].doubt == "the sign of k - 2 is open"
    assert not beside("x**2 - x*y + y**2", "x")[0].exact
    with pytest.raises(Unfit, match="negative far out"):
        beside("n - n**2", "n")


def test_one_common_denominator():
    a, b, _ = beside("n/(n + 1)", "1/(n + 1)")
    assert (list(a.high.terms), list(b.high.terms)) == ([value("log2(n)")], [CONSTANT])


LIMITS = """
3*n**2 + n | 2*n**2 | 3/2        n*w + n | n*w | 1                 n | n**2 | None
n + w | n + w | 1                2*n + 2*w | n + w | 2             2*n + w | n + w | None
k*n | n | k                      floor(n/3) | n | 1/3              max(n, w) | n + w | None
x**2 - x*y + y**2 | x**2 + y**2 | None    x**2 + y**2 | x**2 - x*y + y**2 | None
5*n + w*n | 2*w*n + 7*n | 1/2
x - y + n | x | None             2**floor(n/2) | 2**(n/2) | None   3 + 1/n | 2 | 3/2
"""


@pytest.mark.parametrize(("f", "g", "expected"), table(LIMITS))
def test_limits_of_quotients(f, g, expected):
    assert str(limit(*beside(f, g))) == expected


HALVES = """
n | n**2 | o        n**2 | n | ray       n + 5 | n | O          x*y | x**2 + y**2 | O    x*y | x**3 + y**3 | o
x | y | ray    x - y | x | open    x - y | x**2 + y**2 | o    x - y | y | ray    n | (k - 1)*n | open
0*n | n | o    x*y - x | x*y | O    n | x - y | ray    x | x + y | O    x - y | x + y | O    x + y | x*y | o
"""


@pytest.mark.parametrize(("f", "g", "expected"), table(HALVES))
def test_one_formula_is_at_most_a_multiple_of_another(f, g, expected):
    a, b, far = beside(f, g)
    found = half(a, b, far)
    told = "open" if found.holds is None else "ray" if not found.holds else "o" if found.strict else "O"
    assert told == expected
    assert bool(found.reason) == (told == "open")
    assert recheck._half(found, a, b, far, ())
    if found.means:
        assert not recheck._half(replace(found, means=found.means[1:]), a, b, far, ())
        heavy = [replace(mean, weights={s: 2 * c for s, c in mean.weights.items()}) for mean in found.means]
        assert not recheck._half(replace(found, means=tuple(heavy)), a, b, far, ())


def test_conditions_that_a_mean_uses_must_be_given():
    a, b, far = beside("x*z", "y*z", "y - x")
    found = half(a, b, far, (value("y - x"),))
    assert found.holds
    assert recheck._half(found, a, b, far, (value("y - x"),))
    assert not recheck._half(found, a, b, Tail(far.by), ())


def test_a_ray_must_win_and_keep_to_the_conditions():
    f, g, t = value("x"), value("y"), value("t")
    far = Tail(f.free | g.free)

    def holds(x, y, given=()):
        return recheck._ray(Ray((("x", value(x)), ("y", value(y))), t), f, g, far, given)

    assert holds("t**2", "t")
    assert holds("t**3", "log2(t)")
    assert not holds("t", "t")
    assert not holds("t", "t**2")
    assert not holds("t**2", "7")  # y stays
    assert not holds("t**2", "s")  # another parameter
    assert not holds("t**2", "1/t")
    assert not recheck._ray(Ray((("x", t**2),), t), f, g, far, ())
    assert not holds("t**2", "t", (value("y - x"),))
    assert holds("t**2", "t", (value("x - y"),))
    negative = Ray((("x", t**2), ("y", t)), t**2)  # y - x is -t**2 + t along it
    assert recheck._ray(negative, value("x**2"), value("y - x"), far, ())
    assert not recheck._ray(negative, value("x"), value("y - x"), far, ())


def test_growth_at_points_and_in_cells_is_re_checked():
    yes, open_ = Half(True), Half(None)
    point = growth_room._pointwise(value("n"), value("n - 1"))
    assert (point.upper.holds, point.lower.holds) == (None, True)
    assert recheck.sound(point)
    assert not recheck.sound(replace(point, upper=yes))  # n - 1 may be 0
    assert recheck.sound(replace(point, left=value("0"), upper=yes, lower=open_))
    assert recheck.sound(replace(point, right=value("n"), upper=yes))
    assert not recheck.sound(replace(point, left=value("n - 1"), right=value("n"), lower=yes))
    whole = growth(value("n"), value("n + 1"), uniform=True)
    first, *others = whole.cells
    false = replace(first, right=value("n - 1"), left=value("n"))
    assert recheck.sound(whole)
    assert not recheck.sound(replace(whole, cells=(*others, false)))
    assert not recheck.sound(replace(whole, cells=(false, *others)))
    unfit = growth(value("Sum(floor(n/2**i), (i, 0, n - 1))"), value("n"))
    assert recheck.sound(unfit)
    assert not any(recheck.sound(replace(unfit, **{half: yes})) for half in ("upper", "lower"))


# Cancellation


def test_positive_terms_that_are_proved_to_outweigh():
    def found(text, *given):
        f = value(text)
        return proved_body(series(f, f.free), Tail(f.free), tuple(value(h) for h in given))

    assert found("y - x", "y - 2*x").terms == {value("log2(y)"): 1}
    assert not found("y - x", "y - 2*x").exact
    assert found("16*y - 15*x", "y - x") is not None  # 15/16 of the positive terms
    assert found("17*y - 16*x", "y - x") is None
    assert found("y - x") is None
    assert found("x - y", "y - 2*x") is None
    assert found("-x - y") is None
    assert found("y - x + 1/(y + 1)", "y - 2*x") is None  # an error


def test_a_look_along_curves_before_a_proof():
    far = Tail(value("x*y").free)
    assert cancellation._negative_somewhere(value("x - y"), far, ())
    assert not cancellation._negative_somewhere(value("x - y"), far, (value("x - y"),))
    assert not cancellation._negative_somewhere(value("x + y"), far, ())
    assert cancellation._negative_somewhere(value("9 - x"), far, ())
    assert cancellation._proved(value("x"), value("y"), ["x <= y"])
    assert not cancellation._proved(value("x"), value("y"), [])
    assert not cancellation._proved(value("0**x"), value("y"), ["1/x >= 7"])


# Rates


RATES = """
7*n**2*log2(n)**3 - n | 2 (3,)    1/(n + 1) | -1 ()    n*log2(n)*log2(log2(n)) | 1 (1, 1)
n/log2(log2(n)) | 1 (0, -1)                   2**n | inf ()                   n**3/2**n | -inf ()
5 | 0 ()                                      log2(n) | 0 (1,)                n**(1/2) | 1/2 ()
2**log2(n)**2 | inf ()                        n**2*log2(log2(log2(n))) | 2 ()    3**n*n | inf ()
2**n*log2(n) | inf (1,)                       floor(n/2)**2 | 2 ()            n**2 - n**2 + 1/n**3 | -3 ()
"""


@pytest.mark.parametrize(("f", "expected"), table(RATES))
def test_rates(f, expected):
    """The exponent and those of the logarithms."""
    found = order(value(f) + 0 * value("n")).get("n")
    if found is None:
        assert expected == "0 ()"
        return
    assert f"{found.exponent} {tuple(found.logs)}" == expected
    assert found.exponential == ("inf" in expected)


def test_rates_of_others_that_stay():
    rates = order(value("n**k + n**m + w*n"))
    assert (rates["w"].exponent, rates["n"].exponent) == (1, None)
    assert str(rates["n"]).startswith("open as n -> oo: ")
    assert order(value("n**k"))["n"].exponent == value("k")
    assert order(value("n**(1/2)*w"))["n"].exponent == Fraction(1, 2)
    assert order(value("(1/2)**n"))["n"].exponential
