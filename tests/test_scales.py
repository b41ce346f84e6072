"""Scales and series far out, function by function: which is above which, what leads, what is small."""

from fractions import Fraction

import pytest
from asking import table, value

from symalgebra.formula.monomial import UNIT
from symalgebra.order.asymptotics import series as series_room
from symalgebra.order.asymptotics.scales import (
    above,
    collected,
    exponents,
    growth_of,
    single,
    split,
    tends,
    tower,
    unbounded,
)
from symalgebra.order.asymptotics.series import Series, Unfit, exponential, lead, logarithm, power, series


def monomial(text):
    ((m, _),) = value(text).items()
    return m


def growing(names):
    return frozenset(s for name in names for s in value(name).free)


@pytest.mark.parametrize(
    ("text", "levels"), [("n", 0), ("log2(n)", 1), ("log2(log2(n))", 2), ("log2(log2(log2(n)))", 3)]
)
def test_towers_of_logarithms(text, levels):
    (atom,) = monomial(text).atoms
    assert tower(atom) == (*value("n").free, levels)


@pytest.mark.parametrize("text", ["log2(3)", "log2(n + 1)", "log2(floor(n/2))", "floor(n/2)", "max(n, w)"])
def test_what_is_no_tower(text):
    (atom,) = monomial(text).atoms
    assert tower(atom) is None


ABOVE = """
n*w | n    n | log2(n)    log2(n) | log2(log2(n))    n*log2(n) | n    n/log2(n) | log2(n)**3
n**(k + 1) | n**k       2**n | n**5             3**n | 2**n               n**w | w              n**w | 2**w
n/w | 1/w    n*w | n/w    n**(1/2) | n**(1/3)    n*w**(-1/2) | 1/w    n**2*w | n*w*log2(n)
"""
NEITHER = """
n | n                   n | w                   n**k | n                  2**n | 2**w           (n + w)**n | n
(n + w)**k | n    log2(n + w) | log2(n)    floor(n/2) | n    2**n*floor(n/2) | n    n**2*w | n*w**2
"""


@pytest.mark.parametrize(("a", "b"), table(ABOVE))
def test_one_atom_of_growth_is_above_another(a, b):
    a, b, by = monomial(a), monomial(b), growing("nw")
    assert above(a, b, by)
    assert not above(b, a, by)


@pytest.mark.parametrize(("a", "b"), table(NEITHER))
def test_neither_is_proved_to_be_above_the_other(a, b):
    a, b, by = monomial(a), monomial(b), growing("nw")
    assert not above(a, b, by)
    assert not above(b, a, by)


def test_exponents_of_symbols_and_logarithms():
    n, w = (next(iter(growing(name))) for name in "nw")
    by = growing("nw")
    assert exponents(monomial("n**2*log2(n)**k*w"), by) == {(n, 0): 2, (n, 1): value("k"), (w, 0): 1}
    assert exponents(monomial("n**w"), growing("n")) == {(n, 0): value("w")}
    for text in ("n**w", "2**n", "floor(n/2)", "n*floor(n/2)"):
        assert exponents(monomial(text), by) is None


@pytest.mark.parametrize(
    ("text", "by", "inner", "outer"),
    [
        ("n", "n", "n", "1"),
        ("w", "n", "1", "w"),
        ("n*w", "n", "n", "w"),
        ("k*n**w*w**n", "n", "n**w*w**n", "k"),
        ("2**(1/2)*n", "n", "n", "2**(1/2)"),
    ],
)
def test_factors_that_grow_and_others(text, by, inner, outer):
    assert [single(m) for m in split(monomial(text), growing(by))] == [value(inner), value(outer)]


def test_atoms_of_growth_with_their_coefficients():
    n = monomial("n")
    found = collected(value("n*w + 2*n + w + 3"), growing("n"))
    assert found == {n: value("w + 2"), UNIT: value("w + 3")}
    assert collected(value("3*n"), growing("n")) == {n: 3}
    assert collected(value("0*n"), growing("n")) == {}


TENDS = """
5 | 0    w | 0    n - log2(n) | 1    log2(n) - n | -1    n*w - n - w | 1
-n | -1                 1/n | None              -1/n | None               n + 1/n | 1           n - 1/n | 1
1/n - n | -1    k*n | 1    (k - 1)*n | None    n - w | None    n + w - n*w | -1
n + w | 1    n**2 - n*w | None    n - k*log2(n) | 1    k*n - n | None    n**2 - n*w*k + w | None
"""


@pytest.mark.parametrize(("f", "expected"), [(f, e) for f, e in table(TENDS) if f != "w"])
def test_where_a_scale_tends_to(f, expected):
    assert str(tends(value(f), growing("nw"))) == expected


def test_what_does_not_grow_is_constant():
    assert tends(value("w"), growing("n")) == 0
    assert [unbounded(monomial(text), growing("n")) for text in ("n", "log2(n)", "1/n", "2**n")] == [
        True,
        True,
        False,
        True,
    ]
    assert not unbounded(UNIT, growing("n"))


GROWTHS = """
log2(n) | n    n | 2**n    3*n | 2**(3*n)    k*log2(n) | n**k    2*log2(n) + n*log2(3) | 3**n*n**2
log2(3) | 3             -log2(n) | 1/n          n*log2(w) | w**n          log2(n)**2 | 2**(log2(n)**2)
log2(w)*log2(n) | w**log2(n)                    log2(n)*log2(log2(n)) | n**log2(log2(n))
log2(n)**2*log2(w) | w**(log2(n)**2)            n*log2(n + 1) | (n + 1)**n
"""


@pytest.mark.parametrize(("f", "expected"), table(GROWTHS))
def test_the_growth_of_a_scale(f, expected):
    """Of two logarithms the one that does not grow gives the base."""
    assert str(growth_of(value(f), growing("n"))) == expected


# Series


def made(terms, *small):
    return Series({series_room.scale(value(s)): c for s, c in terms.items()}, frozenset(map(value, small)))


def told(found):
    """Coefficients by scale, and the scales beside which the error is small, as texts."""
    return {str(s): str(c) for s, c in found.terms.items()}, sorted(map(str, found.small))


N, LOG = made({"n": 2, "0": 3}, "log2(n)"), made({"log2(n)": 1, "0": 1})


def test_sums_and_products_of_series():
    w = made({"w": 1}, "w/2")
    assert told(N * w) == (
        {"n + w": "2", "w": "3"},
        ["n + w/2", "w + log2(n)", "w/2", "w/2 + log2(n)"],
    )
    assert told(N + w) == ({"n": "2", "0": "3", "w": "1"}, ["log2(n)", "w/2"])
    assert told(N + made({"n": 5})) == ({"n": "7", "0": "3"}, ["log2(n)"])
    assert told(N.times(2, value("w"))) == ({"n + w": "4", "w": "6"}, ["w + log2(n)"])
    assert told(N + N.times(-1)) == ({}, ["log2(n)"])
    assert told(LOG * LOG) == ({"2*log2(n)": "1", "log2(n)": "2", "0": "1"}, [])
    assert told(series_room.constant(0)) == ({}, [])
    assert told(series_room.constant(7)) == ({"0": "7"}, [])


def test_long_products_are_refused(monkeypatch):
    monkeypatch.setattr(series_room, "MOST_TERMS", 4)
    assert len((LOG * made({"w": 1, "0": 1})).terms) == 4
    with pytest.raises(Unfit, match="more than 4 terms"):
        LOG * made({"w": 1, "k": 1, "0": 1})


LEADING = [
    ({"n": 1, "log2(n)": 5}, (), "n", 1),
    ({"log2(n)": 5, "n": 1, "0": 1}, ("log2(n)",), "n", 1),
    ({"n": 1}, ("n",), "n", 1),  # known up to o(2**n)
    ({"n + w": 1, "w": 1, "n": 1}, ("n",), "n + w", 1),
    ({"log2(n)": 1, "n": -2}, ("0",), "n", -2),
    ({"0": 5}, ("-n",), "0", 5),
    ({"n": 1}, ("2*n",), None, None),
    ({"n": 1}, ("log2(n)", "2*n"), None, None),
    ({"n": 1, "w": 1}, (), None, None),
    ({"n": 1}, ("w",), None, None),
    ({}, ("n",), None, None),
]


@pytest.mark.parametrize(("terms", "small", "place", "coefficient"), LEADING, ids=str)
def test_the_term_that_leads(terms, small, place, coefficient):
    """All others and the errors are small beside it; `lead` wants a positive one."""
    found, by = made(terms, *small), growing("nw")
    assert found.leading(by) == (None if place is None else (value(place), coefficient))
    if place is None or coefficient < 0:
        with pytest.raises(Unfit, match="proved to be positive and to lead"):
            lead(found, by)
    else:
        assert lead(found, by) == (value(place), coefficient)


def test_powers_of_series():
    by = growing("n")
    binomials = [1, 8, 28, 56, 70, 56, 28, 8, 1]
    assert list(power(LOG, 8, by).terms.values()) == binomials
    assert told(power(LOG, 1, by)) == told(LOG)
    assert told(power(LOG, 9, by)) == ({"9*log2(n)": "1"}, ["9*log2(n)"])
    assert told(power(LOG, -1, by)) == ({"-log2(n)": "1"}, ["-log2(n)"])
    assert told(power(LOG, value("k"), by)) == ({"k*log2(n)": "1"}, ["k*log2(n)"])
    twice = made({"log2(n)": 2})  # exact powers of one term
    assert told(power(twice, 9, by)) == ({"9*log2(n)": "512"}, [])
    assert told(power(twice, -1, by)) == ({"-log2(n)": "1/2"}, [])
    assert told(power(twice, Fraction(1, 2), by)) == ({"log2(n)/2": "2**(1/2)"}, [])
    assert told(power(twice, value("k"), by)) == ({"k*log2(n)": "2**k"}, [])
    assert told(power(made({"n": 2}, "0"), -1, by)) == ({"-n": "1/2"}, ["-n"])


def test_logarithms_of_series():
    by = growing("n")
    assert told(logarithm(made({"n": 1, "log2(n)": 5}), by)) == (
        {"log2(n)": "1", "-n + log2(n)": "5/log(2)"},
        ["-n + log2(n)"],
    )
    assert told(logarithm(made({"0": 5}, "-n"), by)) == ({"0": "log2(5)"}, ["-n"])
    assert told(logarithm(made({"n": 3}, "n"), by)) == ({"log2(n)": "1", "0": "log2(3)"}, ["0"])


def test_exponentials_of_series():
    by = growing("n")
    assert told(exponential(made({"log2(n)": 2, "0": 5}), by)) == ({"2*n": "32"}, [])
    assert told(exponential(made({"log2(n)": 2, "-n": 5}), by)) == ({"2*n": "1"}, ["2*n"])
    assert told(exponential(made({"log2(n)": 2}, "0"), by)) == ({"2*n": "1"}, ["2*n"])
    assert told(exponential(made({"log2(n)": 2}, "-n"), by)) == ({"2*n": "1"}, ["2*n"])
    with pytest.raises(Unfit, match="not known up to a constant"):
        exponential(made({"n": 1}, "log2(log2(n))"), by)
    with pytest.raises(Unfit, match="not known up to a constant"):
        exponential(made({"n": 1}, "-n", "n"), by)


SERIES = [
    ("n**2*3**n", {"n*log2(3) + 2*log2(n)": "1"}, []),
    ("w*n + 7", {"log2(n)": "w", "0": "7"}, []),
    ("n**w", {"w*log2(n)": "1"}, []),
    ("w**n", {"n*log2(w)": "1"}, []),
    ("log2(n)**n", {"n*log2(log2(n))": "1"}, []),
    ("floor(w/2)*n", {"log2(n)": "floor(w/2)"}, []),
    ("2**(w + n)", {"n": "2**w"}, []),
    ("2**(n + 1/n)", {"n": "1"}, ["n"]),
    ("(1 + 1/n)**n", {"0": "2**(1/log(2))"}, ["0"]),
    ("(n + 1)**n", {"n*log2(n)": "2**(1/log(2))"}, ["n*log2(n)"]),
    ("log2(n + 1)", {"log2(log2(n))": "1", "-log2(n)": "1/log(2)"}, ["-log2(n)"]),
    ("1/(n + 1)**2", {"-2*log2(n)": "1"}, ["-2*log2(n)"]),
    ("2**log2(n + 1)**2", {"log2(n)**2": "1"}, ["log2(n)**2"]),
]


@pytest.mark.parametrize(("text", "terms", "small"), SERIES, ids=[case[0] for case in SERIES])
def test_series_of_formulas(text, terms, small):
    assert told(series(value(text), growing("n"))) == (terms, small)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("floor(n/2)", "how floor.* grows is not known"),
        ("floor(n/2)**n", "how floor.* grows is not known"),
        ("2**(n**2/(n + 1))", "not known up to a constant"),
        ("log2(n*(w - 1) + 1)", "proved to be positive"),
        ("log2(n - 2*n + w)", "proved to be positive"),
    ],
)
def test_what_has_no_series(text, why):
    with pytest.raises(Unfit, match=why):
        series(value(text), growing("n"))
