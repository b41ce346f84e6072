"""Signs, integers and enclosures just where a proof ends: what is true is proved, what is not is not."""

from fractions import Fraction
from math import prod

import pytest

from symalgebra.formula import (
    ceildiv,
    enclosure,
    floordiv,
    formula,
    index_over,
    integral,
    log2,
    maximum,
    minimum,
    nonnegative,
    symbol,
)  # fmt: skip
from symalgebra.formula.clearing import cleared

n, w, r, q, v = map(symbol, "nwrqv")
y, z = symbol("y", 0), symbol("z", 0)
a, b, m = symbol("a", 2), symbol("b", -1), symbol("m", -2)
MANY = prod((symbol(f"x{k}") for k in range(10)), start=formula(1))  # its shift has 1,024 terms
K = index_over(n)
k = K.formula()  # 0, ..., n - 1
j = index_over(k + 1, k).formula()  # 0, ..., k
i = index_over(a).formula()  # 0, ..., a - 1, so 0 and 1 at least
half = formula(ceildiv(r, 2))
unknown = formula(floordiv(w - 3, 5))


@pytest.mark.parametrize(
    "f",
    [
        z**n, (y + z) ** n, floordiv(n, 7) ** z, (w + z) ** n - 1, z - ceildiv(z, 2), MANY + z - 1,
        MANY * 2**z - 1, j**2 + n - 1 - k, (n - 1 - k) ** 2 + n - 1 - k, (k - j) ** 2 + k - j, k * w + 2 * k,
        2 * k + w * k - k, w * (n - 1 - k), maximum(w, 2) * half - 2 * half + half,
    ],
    ids=str,
)  # fmt: skip
def test_what_is_just_proved(f):
    assert nonnegative(f)


@pytest.mark.parametrize(
    "f",
    [
        i - 1, a - 2 - i, k**2 + k - 1, (n - 1 - k) ** 2 + n - 2 - k, MANY - 2, 1 / n - 1, 2**-n - 1,
        m**2 - 4, half - 2, unknown, floordiv(w, 2) - 1, minimum(n - w, w), w * half - 2 * w, w**z - w,
        half**z - half, 2**m - 1, 2**b - 1, w**m - 1, z**y - 1, floordiv(n, 7) ** n - 1, (w - r) ** n - 1,
        (y + z) ** n - 1, 2 ** (n * z) - 2, 2 ** (n * z) - 1 - z, MANY - n - 1, MANY * 2**-n - 1,
        2 * n**2 - 3, 2 * k - i * w, i * w - 1, (i - 1) / 2, k**2 - (n - 1) * k, k**2 - 2 * k,
    ],
)  # fmt: skip
def test_what_is_below_0_somewhere(f):
    assert not nonnegative(f)


def test_how_many_terms_a_proof_may_have():
    """x**e is (1 + t)**e, of e + 1 terms; the constants cancel."""
    assert nonnegative(w**19 * r**19 - w)
    assert not nonnegative(w**20 * r**19 - w)
    assert nonnegative(w**19 * r**18 - w + v**21 - v)  # 379 and 21 terms
    assert not nonnegative(w**19 * r**18 - w + v**22 - v)


def test_integers_up_to_a_power_of_the_base():
    assert integral(4 * 2**m)
    assert not integral(2 * 2**m)
    assert integral(w ** (z + 1))
    for f in (2**-n, w ** (n / 2), w**m, w ** Fraction(1, 2)):
        assert not integral(f)


def test_what_is_cleared():
    assert cleared(2 ** (-n - w) + 1) == [1 + 2 ** (n + w)]
    assert cleared(w ** -(n + q), formula(3)) == [1, 3 * w ** (n + q)]
    assert cleared(w ** Fraction(-1, 2) + 1) == [1 + w ** Fraction(1, 2)]


below, above = (w - 7) / 5, (w - 3) / 5  # of `unknown`
positive = w * half - w + 1  # >= 1, though r*w/2 - w + 1 may be below 0


@pytest.mark.parametrize(
    ("f", "bounds"),
    [
        (unknown, (below, above)),
        (-unknown, (-above, -below)),
        (n * unknown, (n * below, n * above)),
        (2**n * unknown, (2**n * below, 2**n * above)),
        (unknown / (n + 1), (below / (n + 1), above / (n + 1))),
        (unknown**2, (unknown**2, unknown**2)),
        (unknown**3, (unknown**3, unknown**3)),
        (half**z, ((r / 2) ** z, ((r + 1) / 2) ** z)),
        (n * half * ceildiv(q, 3), (n * r * q / 6, n * (r + 1) * (q + 2) / 6)),
        (q * minimum(n - w, w), (q * minimum(n - w, w), q * (n - w))),
        (half * maximum(n, w), (r * n / 2, (r + 1) / 2 * maximum(n, w))),
        (log2(w) * half / (n + 1), (0, log2(w) * (r + 1) / 2 / (n + 1))),
    ],
    ids=str,
)
def test_enclosures(f, bounds):
    assert enclosure(formula(f)) == bounds


def test_a_power_of_what_is_positive_is_not_enclosed_by_what_may_be_negative():
    """At w = 10 and r = 1 the base is 1, its lower bound -4."""
    low, high = enclosure(positive**n)
    assert low == positive**n
    assert low.at(w=10, r=1, n=2) == 1 <= high.at(w=10, r=1, n=2)
