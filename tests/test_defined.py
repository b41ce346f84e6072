"""Conditions say that parts of a claim are defined; where none does, the hint names what is missing."""

from itertools import product
from random import Random

import pytest

from symalgebra.formula import read
from symalgebra.order import Unknown, checker, compare

DEFINED = """
1/(n - w) <= 1 | w < n
floor(n/(w - k)) <= n | k < w
binomial(n - w, k) <= 2**n | w <= n
(w - k)**n <= w**n | k < w
log2(n - w) <= n | w < n
2**(n - w)*2**w == 2**n | w <= n
floor((r - k)/s) >= 0 | k <= r
"""


@pytest.mark.parametrize("line", DEFINED.strip().splitlines())
def test_conditions_say_what_is_defined(line):
    text, condition = (part.strip() for part in line.split("|"))
    relation = next(r for r in ("<=", ">=", "==") if r in text)
    found = compare(*map(read, text.split(relation)), [condition], relation)
    assert found
    assert found.check()


UNDEFINED = """
1/(n - w) <= 5 | denominators are positive
floor(n/(w - k)) <= n | divisors are positive
binomial(n - w, k) <= 2**n | upper numbers of binomial coefficients are integers >= 0
(w - k)**n <= w**n | bases are integers >= 1
log2(n - w) <= n | arguments of logarithms are positive
2**(n/2) <= 2**n | exponents are integers
2**(1/n) <= 2 | exponents are integers
"""


@pytest.mark.parametrize("line", UNDEFINED.strip().splitlines())
def test_where_parts_may_be_undefined_the_hint_names_the_condition(line):
    text, lack = (part.strip() for part in line.split("|"))
    found = compare(*map(read, text.split("<=")))
    assert isinstance(found, Unknown)
    assert f"under which {lack} may help" in found.hint
    assert "time" not in found.hint


def test_lower_bounds_under_conditions_are_below_all_values():
    """p = h + (p - h), by random p and h of two symbols, at all points of a box where h >= 0."""
    random, found = Random(5), 0
    x, y = (checker.single(("sym", name)) for name in "xy")
    for _ in range(4000):
        p, h = (drawn(random, x, y) for _ in "ph")
        d = checker.Domain({"x": (1, None), "y": (0, None)}, [h])
        low = checker.bounded_below(p, d)
        found += low > checker.MINUS == checker.bounded_below(p, checker.Domain(d.ranges, []))
        for values in product(range(1, 7), range(7)):
            at = dict(zip("xy", values, strict=True))
            if checker.interval(h, at)[0] >= 0:
                assert checker.interval(p, at)[0] >= low, (p, h, at)
    assert found > 100


def drawn(random, x, y):
    """A polynomial of a few terms with small coefficients."""
    p = checker.constant(random.randint(-3, 3))
    for term in (x, y, checker.times(x, y), checker.power(x, 2)):
        p = checker.plus(p, term, random.choice((-2, -1, -1, 0, 0, 1, 2)))
    return p


@pytest.mark.parametrize(
    ("text", "condition"),
    [("1/(n - w) <= 9", "w <= n"), ("log2(n - w) <= n", "w <= n"), ("(w - k)**n <= w**n", "k <= w")],
)
def test_conditions_that_are_not_enough(text, condition):
    assert isinstance(compare(*map(read, text.split("<=")), [condition]), Unknown)
