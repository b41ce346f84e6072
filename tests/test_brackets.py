"""Brackets of growth: what they are, and that far out a formula lies between their ends."""

from fractions import Fraction

import pytest
import sympy
from asking import table, value

from symalgebra.errors import SymalgebraError
from symalgebra.formula import formula, read, symbol
from symalgebra.formula.matrix import cfinite
from symalgebra.formula.sums import power_sum
from symalgebra.order.asymptotics import bracket as bracket_room
from symalgebra.order.asymptotics.between import PRECISION
from symalgebra.order.asymptotics.bracket import bracket, cleared, eventual_sign
from symalgebra.order.asymptotics.growth import growth
from symalgebra.order.asymptotics.series import Unfit
from symalgebra.order.asymptotics.tail import Tail

n, b = symbol("n"), symbol("b", 2)
# f | low | high
BRACKETS = """
floor(n/3) | n/3 - 2/3 | n/3
floor(3*n/(m + 1))*m | 0 | 3*m*n/(m + 1)
ceil(n/7)**2 | n**2/49 | n**2/49 + 12*n/49 + 36/49
5 - floor(n/2) | 5 - n/2 | 11/2 - n/2
1/floor(n/4) | 4/n | 4/(n - 3)
floor(n/2)*(m - 3) | m*n/2 - m/2 - 3*n/2 | m*n/2 - 3*n/2 + 3/2
-floor(n/2)*m | -m*n/2 | -m*n/2 + m/2
floor(log2(n)*n) | n*log2(n) - 1 | n*log2(n)
log2(n + 1)*floor(n/2) | n*log2(n + 1)/2 - log2(n + 1)/2 | n*log2(n + 1)/2
2**floor(n/3) | 2**(n/3 + 1/3)/2 | 2**(n/3)
2**floor(log2(n)) | n/2 | n
3**(n - floor(n/2)) | 3**(n/2) | 2**(log2(3)/2)*3**(n/2)
n**floor(m/2) | n**(m/2 - 1/2) | n**(m/2)
max(n, m + 3) | m/2 + n/2 + 3/2 | m + n + 3
min(n, m) | m*n/(m + n) | 2*m*n/(m + n)
min(n, n**2 - 5) | n | n
max(n, 2*n - 9) | 2*n - 9 | 2*n - 9
max(n, m)*min(n, m) | m**2*n/(2*(m + n)) + m*n**2/(2*(m + n)) | 2*m**2*n/(m + n) + 2*m*n**2/(m + n)
log2(n + floor(m/2)) | log2(m)/4 + log2(n)/4 | 2*log2(m) + 2*log2(n)
log2(n + m) | log2(m)/2 + log2(n)/2 | 2*log2(m) + 2*log2(n)
log2(n + m + k - 3) | log2(k)/6 + log2(m)/6 + log2(n)/6 | 2*log2(k) + 2*log2(m) + 2*log2(n)
binomial(2*n, n) | 2**(2*n)/(2*n**(1/2)) | 3*2**(2*n)/(5*n**(1/2))
binomial(n, m) | 0 | 2**n
binomial(n, n - 2) | n**2/4 | n**2
binomial(3*n, n) | 3**n | 3**(2*n)
Sum(floor(i/3), (i, 0, n - 1)) | n**2/12 - n/2 | n**2/6 - n/6
Sum(log2(i + 2), (i, 0, n - 1)) | n*log2(n + 4)/2 - n/2 - log2(n + 4)/2 + 1/2 | n*log2(n + 2)
Sum(i*log2(i + 1), (i, 0, n - 1)) | n**2*log2(n + 2)/4 - n**2/4 - n*log2(n + 2)/4 + n/4 | n**2*log2(n + 1)
Product(i + 1, (i, 0, n - 1)) | 5*n**(n + 1/2)/(2*2**(n/log(2))) | 11*n**(n + 1/2)/(4*2**(n/log(2)))
Product(2*i + 3, (i, 0, n - 1)) | (n + 3)**(n/2 - 1/2) | (2*n + 3)**n
Product(floor(i/2) + 1, (i, 0, n - 1)) | 1 | (n + 2)**n/2**n
0**(n - 1) + n | n | n
0**floor(n/m) | 0 | 1
floor(n/(n + 1)) + n | n | n
floor(n/(n + m)) + n | n | n
floor((n + 1)/(n + 1)*m) | m | m
floor(n/log2(n + 1)) | n/log2(n + 1) - 1 | n/log2(n + 1)
floor(n/m)**2 | 0 | n**2/m**2
floor(n*floor(n/(n + 1))/(n + 7)) + n | n | n
log2(floor(n/2) + floor(m/2) - n/9) | -2*log2(3) + log2(m)/4 + log2(n)/4 | -2*log2(3) + 2*log2(m) + 2*log2(n)
log2(n/m + m/n) | 0 | 3*log2(m) + 3*log2(n)
1/(n + floor(n/2)) | 2/(3*n) | 2/(3*n - 1)
floor(n/m)*floor(m/n) | 0 | 1
floor(n/2)*floor(m/3) | m*n/6 - m/6 - n/3 + 1/3 | m*n/6
floor(n/2)**n | 2**(n*log2(n - 1) - n) | n**n/2**n
floor((n - m)/2)*m | -m**2/2 + m*n/2 - m/2 | -m**2/2 + m*n/2
1/floor(n/4)**2 | 16/n**2 | 16/(n - 3)**2
floor(n/2)*n**floor(m/2) | -n**(m/2 - 1/2)/2 + n**(m/2 + 1/2)/2 | n**(m/2 + 1)/2
2**(-floor(n/2)) | 2**(-n/2) | 2**(1/2 - n/2)
2**(n**2/(n + 1)) | 1/2 | 2*2**(2*n)
2**(n**2*log2(n + 1)) | 2**(n/log(2) - n)*n**(n**2)/2 | 2*2**(n/log(2) + n)*n**(n**2)
2**(n*log2(n + m)) | m**(n/2)*n**(n/2) | m**(2*n)*n**(2*n)
(n + m)**floor(n/2) | m**(n/4 - 1/4)*n**(n/4 - 1/4) | m**n*n**n
(1/2)**max(n, m) | 2**(-m - n) | 2**(-m/2 - n/2)
max(n, m, k) | k/3 + m/3 + n/3 | k + m + n
max(n, m)**3 | m**3/8 + 3*m**2*n/8 + 3*m*n**2/8 + n**3/8 | m**3 + 3*m**2*n + 3*m*n**2 + n**3
min(n, m, k) | k*m*n/(k*m + k*n + m*n) | 3*k*m*n/(k*m + k*n + m*n)
n/max(n, m) | n/(m + n) | 2*n/(m + n)
max(n, n + m, m) | m + n | m + n
min(n, n + m) | n | n
log2(max(n, m)) | log2(m)/2 + log2(n)/2 - 1 | 2*log2(m) + 2*log2(n)
log2(3*n + 2*m) | log2(3)/2 + log2(m)/2 + log2(n)/2 + 1/2 | 2*log2(m) + 2*log2(n)
log2(n + m - 1) | log2(m)/4 + log2(n)/4 | 2*log2(m) + 2*log2(n)
log2(n + m + 5) | log2(5)/3 + log2(m)/3 + log2(n)/3 | 2*log2(m) + 2*log2(n)
log2(n + m + 1/m) | log2(n)/3 | 5*log2(m) + 2*log2(n)
log2(log2(n + 1) + log2(m)) | log2(log2(m))/4 + log2(log2(n))/4 | 2*log2(log2(m)) + 2*log2(log2(n))
log2(n + log2(m + 1)) | log2(n)/4 + log2(log2(m))/4 | 2*log2(n) + 2*log2(log2(m))
binomial(2*n + 2, n + 1) | 2*2**n | 6*6**n
binomial(3*n, 2*n) | 3**n | 3**(2*n)
binomial(n + m, n) | m**(n/2)/n**(n/2) | 3**n*m**(2*n)*n**n
binomial(n, 3*n) + n | n | 2**n + n
"""
CASES = table(BRACKETS)
POINTS = {"n": 60, "m": 200, "k": 9}, {"n": 200, "m": 60, "k": 90}, {"n": 121, "m": 121, "k": 121}


def ends(text):
    f = formula(read(text))
    return f, bracket(f, Tail(frozenset(f.free)))


@pytest.mark.parametrize(("text", "low", "high"), CASES, ids=[case[0] for case in CASES])
def test_brackets(text, low, high):
    assert [str(end) for end in ends(text)[1]] == [low, high]


def near(f, point):
    """The value with 60 digits."""
    return sympy.N(f.expr.subs({s: point[s.name] for s in f.expr.free_symbols}), 60)


def valued(f, point):
    """The value, exact where it is rational and not too long."""
    try:
        return sympy.sympify(f.at({name: point[name] for name in f.names}))
    except (SymalgebraError, OverflowError):
        return near(f, point)


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_formulas_lie_in_their_brackets(text):
    f, (low, high) = ends(text)
    for point in POINTS:
        exact = valued(f, point)
        slack = abs(exact) * 1e-12
        assert near(low, point) - slack <= exact <= near(high, point) + slack, point


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sum(floor(n/2**i), (i, 0, n - 1))", "not seen to rise"),
        ("max(n - m, m - n)", "not proved to be positive"),
        ("log2(floor(n/m) + 1)", "a term of which need not grow"),
        ("1/floor((n - m)/2)", "not proved to be positive"),
        ("floor(n/m)**(-2)", "not proved to be positive"),
        ("floor(n/2)*m/(m - n)", "the sign of .* is not known|sign of the denominator"),
    ],
)
def test_what_has_no_bracket(text, why):
    with pytest.raises(Unfit, match=why):
        ends(text)


@pytest.mark.parametrize(
    ("f", "g"),
    [
        ("floor(n/2)**n - 2**(-n - 1/log(2))*n**n + n**n/(2**n*n**2)", "n**n/(2**n*n**2)"),
        ("log2(floor(n**2/log2(n + 1))) - 2*log2(n) + log2(log2(n)) + 1/n**3", "1/n**3"),
    ],
)
def test_what_is_known_up_to_a_factor_that_tends_to_one_is_no_end_of_a_bracket(f, g):
    """floor(n/2)**n is (n - 1)**n/2**n for odd n: n**n/2**n/e up to such a factor, and less than that."""
    f, g = value(f), value(g)
    assert all(f.at(n=at) < 0 for at in (9, 21, 101))
    assert eventual_sign(f, Tail(f.free)) != 1
    assert growth(f, g).relation == "undecided"


def test_a_factor_that_is_negative_turns_the_bracket():
    """2**floor(n/2) is 2**(n/2) for even n, where f is negative."""
    f, g = value("2**floor(n/2)/(3*k - n) + 9*2**(n/2)/(10*(n - 3*k))"), value("2**(n/2)/(n - 3*k)")
    assert f.at(n=100, k=1) < 0
    assert eventual_sign(f, Tail(n.free)) is None
    assert growth(f, g, by="n").relation == "O"
    found = bracket(value("2**floor(n/2)/(3*k - n)"), Tail(n.free))
    assert [str(end) for end in found] == ["2**(n/2)/(3*k - n)", "2**(n/2 + 1/2)/(2*(3*k - n))"]


def test_the_square_of_what_may_be_negative_is_not_that_of_its_upper_bound():
    """The terms are -1 for i < 5*n/11, then 0; without the floors their sum is n/20 - 11/20, and positive."""
    total = value("Sum(floor((11*i - 5*n)/(10*n)), (i, 0, n - 1))")
    far = Tail(n.free)
    assert total.at(n=100) == -46
    assert [eventual_sign(end, far) for end in bracket(total, far)] == [-1, 1]
    with pytest.raises(Unfit, match="not proved to be positive"):
        bracket(total**2, far)
    assert growth(n**2 / 100 - total**2, n**2).relation == "undecided"


# Symbols that stay as they are

FIXED = """
k**floor(n/2) | k**(n/2)/2**(log2(k)/2) | k**(n/2)
floor(n/2)**k | (n - 1)**k/2**k | n**k/2**k
(k - 1)*floor(n/2) | k*n/2 - k/2 - n/2 | k*n/2 - n/2 + 1/2
2**floor((k - 9)/2)*floor(n/2) | 2**floor((k - 9)/2)*n/2 - 2**floor((k - 9)/2)/2 | 2**floor((k - 9)/2)*n/2
n*0**(k - 1) | n*0**(k - 1) | n*0**(k - 1)
floor(k/2) | floor(k/2) | floor(k/2)
floor(k/2)*floor(n/2) | n*floor(k/2)/2 - floor(k/2)/2 | n*floor(k/2)/2
floor(n/2)*log2(k) | n*log2(k)/2 - log2(k)/2 | n*log2(k)/2
floor(k/n) + n | n | n
floor((1 - k)/n) + n | -k/n + n - 1 + 2/n | -k/n + n + 1/n
max(k, n) | n | n
min(n, k) | k | k
binomial(n, k) | n**k/k**k | n**k
binomial(n, n - k) | n**k/k**k | n**k
binomial(k, n) | 0 | 2**k
"""


@pytest.mark.parametrize(("text", "low", "high"), table(FIXED))
def test_brackets_with_symbols_that_stay(text, low, high):
    found = bracket(value(text), Tail(n.free))
    assert [str(end) for end in found] == [low, high]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("floor((k - 5)/2)*floor(n/2)", "the sign of floor.* is not known far out; state more"),
        ("floor(n/2)**(k - 1)", "the sign of the exponent k - 1 is not known"),
        ("max(n, n*(k - 1))", "an argument is not proved to be positive"),
        ("min(n, n*(k - 1))", "an argument is not proved to be positive"),
        ("floor(n/(k - n))**2", "the sign of the denominator|not proved to be positive"),
    ],
)
def test_signs_of_symbols_that_stay_must_be_known(text, why):
    with pytest.raises(Unfit, match=why):
        bracket(value(text), Tail(n.free))


EVENTUAL = """
floor(n/(n + 1)) | 0               floor(n/2) - n | -1              floor(n/2) - 9 | 1
floor(n/k) - floor(n/k) | 0        floor(n/2) - n/2 | None          3 - n | -1
2*floor(n/3) - n + k | -1          1/(n - 3) | 1                    1/(3*k - n) | -1
1/(3*k - n)**2 | 1                 n/(k - n) + 1/n | -1             floor(n/2)*(n - k) | 1
floor(n/2)*(k - n) | -1            floor(k/2) | None                (k + 1)/n | 1
0**(n - 1) | 0                     0**k | 0                         n - floor(n/(n + 1)) | 1
"""


@pytest.mark.parametrize(("text", "expected"), table(EVENTUAL))
def test_signs_far_out(text, expected):
    assert str(eventual_sign(value(text), Tail(n.free))) == expected


CLEARED = """
1/(3*k - n) | -1
1/(3*k - n)/(3*k - n) | 1
1/(3*k - n)/(3*k - n)/(3*k - n) | -1
1/(3*k - n)/(3*k - n); 1/(3*k - n) | 1; 3*k - n
1/(n + 1)/(n + 1); n/(n + 1); 1/(k - 9) | 1; n**2 + n; (n + 1)**2/(k - 9)
1/(n + 1); 1/(3*k - n) | -(3*k - n); -(n + 1)
1/(n + 1/(n + 2)) | n + 2
n**2 | n**2
1/k | 1/k
(n + 1)**(-n) | (n + 1)**(-n)
"""


@pytest.mark.parametrize(("given", "expected"), table(CLEARED))
def test_denominators_are_cleared_by_a_positive_factor(given, expected):
    """k stays as it is, so 3*k - n is negative far out."""
    found = cleared([value(text) for text in given.split("; ")], Tail(n.free))
    assert "; ".join(map(str, found)) == expected


def test_long_common_denominators(monkeypatch):
    """With one symbol the leading terms of denominators will do; with several they do not."""
    f, both = value("1/(n + 1)/(n + 1)"), value("1/(n + m)/(n + m)")
    monkeypatch.setattr(bracket_room, "MOST_TERMS", 4)
    assert cleared([f], Tail(f.free)) == cleared([both], Tail(both.free)) == [1]
    monkeypatch.setattr(bracket_room, "MOST_TERMS", 3)
    assert cleared([f], Tail(f.free)) == [f]
    with pytest.raises(Unfit, match="more than 3 terms"):
        cleared([both], Tail(both.free))


RECURRENCES = [
    ([1, 1], [0, 1], ["16777216*3**n*47**(2*n)/(43917129*2**(12*n))", "1024*1657**n/(1657*2**(10*n))"]),
    ([1, 1], [3, 1], ["4096*3**n*47**(2*n)/(6627*2**(12*n))", "3*1657**n/2**(10*n)"]),
    ([2, 3], [1, 2], ["2048*3647**n/(3647*2**(10*n))", "1621**n*3**(2*n)/2**(12*n)"]),
    ([0, 1, 1], [1, 1, 1], ["16777216*3**n*47**(2*n)/(43917129*2**(12*n))", "1657**n/2**(10*n)"]),
    ([5], [2], ["2*5**n", "2*5**n"]),
    ([2, 1], [1, 3], ["2**n", "4096*8193**n/(2731*2**(12*n))"]),
]


@pytest.mark.parametrize(("coefficients", "first", "expected"), RECURRENCES, ids=str)
def test_recurrences_lie_between_powers(coefficients, first, expected):
    """Pinned, between powers whose bases are next to the growth of the recurrence, and held at values."""
    f = formula(cfinite(coefficients, first, n))
    found = bracket(f, Tail(f.free))
    assert [str(end) for end in found] == expected
    values = [f.at(n=at) for at in range(6, 40)]
    assert all(low <= v <= high for low, v, high in zip(*zipped(found, values), strict=True))
    rate = Fraction(values[-1]) / values[-2]
    low, high = (Fraction(end.at(n=21)) / Fraction(end.at(n=20)) for end in found)
    assert rate - Fraction(2, PRECISION) <= low <= high <= rate + Fraction(2, PRECISION)


def test_a_recurrence_is_positive_after_a_few_terms():
    """Four times as many as it has first values."""
    late, later = (formula(cfinite([1, 1] + [0] * k, [0] * (k + 1) + [1], n)) for k in (3, 4))
    low, high = bracket(late, Tail(n.free))
    assert all(low.at(n=at) <= late.at(n=at) <= high.at(n=at) for at in range(16, 50))
    with pytest.raises(Unfit):
        bracket(later, Tail(n.free))


def zipped(found, values):
    low, high = ([end.at(n=at) for at in range(6, 40)] for end in found)
    return low, values, high


def test_a_recurrence_with_negative_coefficients_has_no_bracket():
    for coefficients, first in (([1, -1], [1, 1]), ([1, 1], [0, 0]), ([1, 1], [-1, -1])):
        f = formula(cfinite(coefficients, first, n))
        if f.free:
            with pytest.raises(Unfit):
                bracket(f, Tail(f.free))


def at_point(f, point):
    return f.at({name: point[name] for name in f.names})


@pytest.mark.parametrize("degree", range(4))
@pytest.mark.parametrize("base", [formula(b), formula(b) ** 2, formula(symbol("w")) + 1], ids=str)
def test_sums_of_powers_with_a_symbol_as_base(degree, base):
    f = formula(power_sum(base, degree, n))
    for by in (n.free, f.free):
        low, high = bracket(f, Tail(by))
        for k, at in ((2, 30), (3, 17), (7, 12), (40, 9)):
            point = {name: k if name in "bw" else at for name in f.names}
            value = f.at(point)
            assert at_point(low, point) <= value * (1 + 1e-12)
            assert value <= at_point(high, point) * (1 + 1e-12)
            if by == n.free and at > 12:
                assert at_point(high, point) <= 4 * value
                assert at_point(low, point) * 40 >= value


def test_a_sum_of_powers_is_exact_where_nothing_else_is_in_it():
    f = formula(power_sum(formula(b), 0, n))
    assert [str(end) for end in bracket(f, Tail(n.free))] == ["b**n/(b - 1) - 1/(b - 1)"] * 2
    assert [str(end) for end in bracket(formula(power_sum(formula(b), 1, n)), Tail(n.free | b.free))] == [
        "b**(n - 1)*n - b**(n - 1)",
        "b**n*n/(b - 1)",
    ]
    with pytest.raises(Unfit, match="state that it is at least 2"):
        bracket(formula(power_sum(formula(symbol("w")), 1, n)), Tail(n.free))
