"""Signs far out, means and weights, function by function and at the ends of their conditions."""

from dataclasses import replace
from fractions import Fraction

import pytest
from asking import table, value

from symalgebra.formula.monomial import UNIT
from symalgebra.order.asymptotics import maxima
from symalgebra.order.asymptotics.dominance import bounded, direction, vectors
from symalgebra.order.asymptotics.maxima import pruned
from symalgebra.order.asymptotics.mean import Fact, Mean, grounded, signs_of, simple
from symalgebra.order.asymptotics.scales import scale, single
from symalgebra.order.asymptotics.series import Series, series
from symalgebra.order.asymptotics.tail import Tail, body, ceiling, tail_sign

ALL = frozenset(value("n*w*x*y*z").free)  # k, m and others stay as they are


def far(*facts):
    return Tail(ALL, tuple(Fact(value(f)) for f in facts))


def scales(text):
    return [scale(value(part)) for part in text.split("; ") if part]


def monomial(text):
    ((m, _),) = value(text).items()
    return m


# Which terms outweigh the others. A square is not proved to: x**2 - 2*x*y + y**2 is 0 along x = y.

SIGNS = """
0*n | 0                            n | 1                               -n | -1
n**2 - n | 1                       n - n**2 | -1                       n - n*log2(n) | -1
x - y | None                       x*y - x - y | 1                     n + k - 5 | 1
(k - 1)*n**2 + n | None            (k - 1)*n + n**2 | 1                (k + 1)*n**2 - n | 1
1/(n + 1) | 1                      log2(n + 1) - log2(n) | 1           3 - 2*k*n | -1
x**2 - x*y + y**2 | 1              x**2 - 2*x*y + y**2 | None          2*x*y - x**2 - y**2 | None
x**2 - 19*x*y + 100*y**2 | 1       x**2 - 20*x*y + 100*y**2 | None     x*y - x**2 - y**2 | -1
x**2 + 2*y**2 + z**2 - x*y - y*z | 1                                   x**2 + y**2 + z**2 - x*y - y*z | None
k*x**2 + k*y**2 - k*x*y | 1        k*x**2 + k*y**2 - 2*k*x*y | None    k*x**2 + y**2 - x*y | 1
x**2 + k*y**2 - x*y | 1            x**2 + y**2 - (k - 1)*x*y | None    x**2 + y**2 - x*y - x*z | None
x**64 + y**64 - 21*x*y**63/20 | 1  x**65 + y**65 - 21*x*y**64/20 | None
x**2 + y**2 - x*y + 1/(x + 1) | None
"""


@pytest.mark.parametrize(("f", "expected"), table(SIGNS))
def test_signs_far_out(f, expected):
    assert str(tail_sign(series(value(f), ALL), far())) == expected


def test_a_condition_may_outweigh():
    f = series(value("z - 9*x*y"), ALL)
    assert tail_sign(f, far()) is None
    assert tail_sign(f, far("log2(z) - 2*log2(x) - 2*log2(y)")) == 1
    assert tail_sign(f, far("log2(z) - log2(x) - log2(y)")) is None  # of a constant nothing is known
    assert tail_sign(series(value("z**2 - 9*x*y"), ALL), far("log2(z) - log2(x) - log2(y)")) == 1


# terms, errors, the sign, whether the positive terms are asymptotically equal, what bounds from above
BODIES = [
    ({}, "", 0, None, ""),
    ({}, "n", None, None, "n"),
    ({"n": 1}, "n", 1, True, "n"),
    ({"n": 1}, "2*n", None, None, "n; 2*n"),
    ({"n": 1}, "w", None, None, "n; w"),
    ({"2*n": 1, "n": -1}, "n", 1, True, "n; 2*n"),
    ({"n": 1, "2*n": -1}, "", -1, None, "n"),
    ({"2*x": 1, "2*y": 1, "x + y": -1}, "", 1, False, "2*x; 2*y"),
    ({"2*x": 1, "2*y": 1, "x + y": -1}, "x", None, None, "2*x; 2*y; x"),
    ({"2*x": 1, "2*y": 1}, "x + y", 1, True, "2*x; 2*y; x + y"),
    ({"2*n": 1, "n": value("k - 3")}, "", 1, True, "n; 2*n"),
    ({"2*n": value("k - 3"), "n": 1}, "", None, None, "n; 2*n"),
]


@pytest.mark.parametrize(
    ("terms", "small", "sign", "exact", "most"), BODIES, ids=[f"{f} o {o}" for f, o, *_ in BODIES]
)
def test_bodies_and_ceilings(terms, small, sign, exact, most):
    made = Series({scale(value(s)): c for s, c in terms.items()}, frozenset(scales(small)))
    found, above = body(made, far()), ceiling(made, far())
    assert (tail_sign(made, far()), found and found.exact) == (sign, exact)
    assert (set(above.terms), above.exact) == (set(scales(most)), False)
    if found is not None:
        assert found.terms == {s: c for s, c in made.terms.items() if c == 1}


PRUNED = """
2*n; n; log2(n) | 2*n              log2(n); n; 2*n | 2*n               n; w; n + w | n + w
n; w | n; w                        n + w; n; w; 2*w | n + w; 2*w       n; n | n; n
"""


@pytest.mark.parametrize(("given", "kept"), table(PRUNED))
def test_the_topmost_scales(given, kept):
    assert pruned(scales(given), ALL) == scales(kept)


def test_samples_of_scales():
    """Sums of powers of two for a scale: log2(n) is 60 at the first point."""
    by = frozenset(value("n").free)
    assert maxima._sample(value("k*log2(n)"), by) == (180.0, 231.0, 282.0, 333.0, 201.0)
    assert maxima._sample(value("log2(w) - log2(n)"), frozenset(value("n*w").free)) == (29, -3, 26, -6, 23)
    assert maxima._sample(value("2**n"), by) == ()
    both = frozenset(value("n*w").free)
    less, more = scales("log2(n); log2(n) + log2(w)")
    assert [maxima.likely(*pair, both, many=True) for pair in ((less, more), (more, less), (less, less))] == [
        False,
        True,
        True,
    ]
    assert maxima.likely(less, more, both, many=False)
    assert maxima.likely(less, more, by, many=True)


# Means


GROUNDED = """
n - log2(n) | yes oo        log2(n) - n | no            5 | yes                 k*n | yes oo
(k - 1)*n | yes             (k - 2)*n | no              n + (k - 2)*log2(n) | yes oo
n - w | no                  1/n | yes                   -1/n | no               n - 1/n | yes oo
(k - 1)*n + log2(n) | yes oo                            (k - 1)*n - log2(n) | no
n*w - n | yes oo            (k - 1)*n + 1/n | yes       0*n | yes               n + w - log2(n) | yes oo
n - log2(n) - log2(w) | no
"""


@pytest.mark.parametrize(("f", "expected"), table(GROUNDED))
def test_scales_that_are_bounded_below_and_that_tend_to_infinity(f, expected):
    f = value(f)
    assert [grounded(f, ALL), grounded(f, ALL, strict=True)] == ["yes" in expected, "oo" in expected]


def test_signs_of_coefficients():
    found = signs_of(value("n - w + (k - 1)*x + (k - 2)*y + 7"), ALL)
    assert {str(single(m)): s for m, s in found.items()} == {"n": 1, "w": -1, "x": 0, "y": None}


# term | sums | what bounds it alone, o or O
ALONE = """
n | n; 2*n | 2*n o          n | n; n + 1 | n O          n | log2(n) | None      n | w; n | n O
n + w | n; w | None         n | n + 5; n | n + 5 O      n | 2*w; n + w | n + w o
n + w | n; w; 2*n; 3*n; 4*n; 5*n; 6*n; 7*n; n + w | n + w O
n + w | n; w; 2*n; 3*n; 4*n; 5*n; 6*n; n + w; 2*n + 2*w | 2*n + 2*w o
"""


@pytest.mark.parametrize(("term", "sums", "expected"), table(ALONE))
def test_one_summand_alone(term, sums, expected):
    found = simple(value(term), scales(sums), ALL)
    told = found and f"{', '.join(map(str, found.weights))} {'o' if found.strict else 'O'}"
    assert str(told) == expected
    assert found is None or found.check(ALL)


# term | sums | facts | weights by the order of the sums, multiples of the facts, o or O; or the direction
WEIGHTS = """
log2(x) + log2(y) | 2*log2(x); 2*log2(y) | | 1/2 1/2 O
log2(x) + log2(y) | 3*log2(x); 3*log2(y) | | 1/2 1/2 o
log2(x) + log2(y) | 2*log2(x); log2(y) | | log2(x)=1 log2(y)=2
log2(x) | log2(y) | log2(y) - log2(x) | 1 1 O
log2(x) | log2(y) | log2(y) - 2*log2(x) | 1 2/3 o
2*log2(x) | log2(y) | log2(y) - log2(x) | log2(x)=1 log2(y)=1
x*log2(3) + y | 2*x*log2(3); 2*y | | 1/2 1/2 O
k*x + y | 2*k*x; 2*y | | 1/2 1/2 O
x | x; 2*y | | 1 0 O
2*x | x; x*y | | 0 1 o
x + 2*y | 3*x; 3*y | | 1/3 2/3 O
"""
CASES = [[part.strip() for part in line.split("|")] for line in WEIGHTS.strip().splitlines()]


@pytest.mark.parametrize(
    ("term", "sums", "facts", "expected"), CASES, ids=[f"{c[0]} of {c[1]}" for c in CASES]
)
def test_weights_or_a_direction(term, sums, facts, expected):
    term, sums = value(term), scales(sums)
    facts = [Fact(value(f)) for f in facts.split("; ") if f]
    found = bounded(term, sums, ALL, facts, strict=True)
    if found is None:
        sizes = direction(term, sums, ALL, facts)
        assert " ".join(sorted(f"{single(m)}={size}" for m, size in sizes.items())) == expected
        return
    parts = [*(found.weights.get(s, 0) for s in sums), *(found.facts.get(f, 0) for f in facts)]
    assert " ".join(map(str, parts)) + (" o" if found.strict else " O") == expected
    assert found.check(ALL)


def test_what_is_no_mean():
    mean = Mean(value("n"), {value("2*n"): Fraction(1, 2), value("3*n"): Fraction(1, 2)}, True)
    assert mean.check(ALL)
    half, whole = Fraction(1, 2), Fraction(3, 2)
    assert not replace(mean, weights={value("2*n"): half}).check(ALL)
    assert not replace(mean, weights={value("2*n"): whole, value("3*n"): -half}).check(ALL)
    fact = Fact(value("n - w"))
    assert replace(mean, facts={fact: half}).rest() == value("5*n/2 - n - n/2 + w/2")
    assert not replace(mean, facts={fact: -half}).check(ALL)


def test_a_coupling_is_checked():
    """The mean less the term is high - low and what may be left out; `low` and `high` tend to infinity."""

    def coupled(rest, high="x", low="y", scale="log2(y) - log2(x)"):
        mean = {value(f"3*z + {rest}"): Fraction(1)}
        return Fact(value(scale), monomial(high), monomial(low), mean).check(value("3*z"), ALL)

    assert coupled("x - y")
    assert coupled("2*x - 5*y + z - log2(z)")  # what is below a positive atom
    assert coupled("x - y - log2(x) - log2(y)")  # or below one of the two
    assert coupled("x + (k - 1)*z - y")
    assert not coupled("x - y - z")
    assert not coupled("x - y + (k - 2)*z")
    assert not coupled("-x - y")
    assert not coupled("(k - 1)*x - y")
    assert not coupled("x - y", scale="2*log2(y) - 2*log2(x)")
    assert not coupled("x - 1/y", low="1/y", scale="-log2(y) - log2(x)")
    assert Fact(value("y - x")).check(value("z"), ALL)  # a condition is granted


def test_lower_bounds_of_coefficients_by_atom():
    """A common irrational factor counts as 1; what has no lower bound as -1."""
    n, w, k = monomial("n"), monomial("w"), monomial("k")
    assert vectors([{n: 2, UNIT: 5}]) == [{(n, UNIT): 2}]
    assert vectors([{n: value("log2(3)")}, {n: value("2*log2(3)")}]) == [{(n, UNIT): 1}, {(n, UNIT): 2}]
    assert vectors([{n: value("log2(3)")}, {n: 1}])[1] == {(n, UNIT): 1}
    assert 1.58 < vectors([{n: value("log2(3)")}, {n: 1}])[0][n, UNIT] < 1.59
    (found,) = vectors([{w: value("k - 3")}])
    assert {(m, str(single(q))): v for (m, q), v in found.items()} == {(w, "k"): 1, (w, "1"): -2}
    assert vectors([{n: 1, w: value("1/(k - 1)")}, {k: 3}]) == [{(n, UNIT): 1, (w, UNIT): -1}, {(k, UNIT): 3}]
