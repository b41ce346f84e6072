"""Brackets of growth: what they are, and that far out a formula lies between their ends."""

import pytest
import sympy

from symalgebra.formula import formula, read
from symalgebra.order.asymptotics.bracket import bracket
from symalgebra.order.asymptotics.series import Unfit
from symalgebra.order.asymptotics.tail import Tail

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
"""
CASES = [[part.strip() for part in line.split("|")] for line in BRACKETS.strip().splitlines()]
POINTS = {"n": 60, "m": 200}, {"n": 200, "m": 60}, {"n": 121, "m": 121}


def ends(text):
    f = formula(read(text))
    return f, bracket(f, Tail(frozenset(f.free)))


@pytest.mark.parametrize(("text", "low", "high"), CASES, ids=[case[0] for case in CASES])
def test_brackets(text, low, high):
    assert [str(end) for end in ends(text)[1]] == [low, high]


def near(f, point):
    """The value with 60 digits."""
    return sympy.N(f.expr.subs({s: point[s.name] for s in f.expr.free_symbols}), 60)


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_formulas_lie_in_their_brackets(text):
    f, (low, high) = ends(text)
    for point in POINTS:
        value = sympy.sympify(f.at({name: point[name] for name in f.names}))
        slack = abs(value) * 1e-12
        assert near(low, point) - slack <= value <= near(high, point) + slack, point


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sum(floor(n/2**i), (i, 0, n - 1))", "not seen to rise"),
        ("max(n - m, m - n)", "not proved to be positive"),
        ("1/floor((n - m)/2)", "not proved to be positive"),
    ],
)
def test_what_has_no_bracket(text, why):
    with pytest.raises(Unfit, match=why):
        ends(text)
