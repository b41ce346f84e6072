"""Limits in seconds: kept by whole calls on formulas that are made to take long, in time of the processor."""

import gc
from contextlib import suppress
from random import Random
from time import process_time

import pytest

from symalgebra.errors import SymalgebraError, Undecided
from symalgebra.formula import binomial, floordiv, formula, log2, maximum, symbol
from symalgebra.order import Unknown, checker, compare, crossover, growth, order, ratio_bounds
from symalgebra.order import extent as extent_room
from symalgebra.order.clock import Late, left, share, tick, unhurried, within
from symalgebra.order.extent import extent, told

LIMIT, PART = 0.4, 0.2  # seconds, and the part of them by which they may be exceeded
LEAST = 0.01  # seconds by which they may be exceeded, however few they are
x, y, z = (symbol(name) for name in "xyz")
MANY = [symbol(f"x{k}") for k in range(20)]


def polynomial(symbols, terms, low, high, seed):
    draw = Random(seed)
    found = formula(0)
    for _ in range(terms):
        powers = [draw.choice(symbols) ** draw.randint(0, 3) for _ in range(4)]
        found = found + powers[0] * powers[1] * powers[2] * powers[3] * draw.randint(low, high)
    return found


def nested():
    found = formula(x)
    for k in range(30):
        found = formula(maximum(found + MANY[k % 6], 2 * MANY[(5 * k + 1) % 6] + k))
    return found


HOSTILE = {
    "two polynomials": lambda: (
        polynomial([x, y, z], 800, -50, 50, 1),
        polynomial([x, y, z], 800, -50, 50, 2),
    ),
    "a long polynomial": lambda: (polynomial(MANY, 1500, 1, 9, 3), polynomial(MANY, 1500, 1, 9, 4)),
    "many symbols": lambda: (sum(MANY) ** 2, 20 * sum(s**2 for s in MANY)),
    "maxima within maxima": lambda: (nested(), 40 * sum(MANY[:6])),
    "sums of squares": lambda: (x**4 * y**2 + y**4 * z**2 + z**4 * x**2, x**6 + y**6 + z**6 + x * y * z),
    "logarithms": lambda: (
        sum(a * formula(log2(a + b)) * formula(log2(a * b + 3)) for a in MANY[:5] for b in MANY[:5]),
        9 * sum(a**2 for a in MANY[:5]),
    ),
    "long numbers": lambda: (x**300 + 10**3000 * y, x**301 + y**302 + 10**4000),
    "exponentials": lambda: (2 ** (x * y) * z**3 + 3**x * 5**y, 2 ** (x * y + z) + x ** (y + 1) * z),
    "binomials": lambda: (binomial(x + y, x) * binomial(x, 2), 3 ** (x + y) * binomial(y + 3, 3)),
    "floors": lambda: (
        sum(formula(floordiv(x * y + k * z, k)) * floordiv(x + k, k + 1) for k in range(2, 30)),
        5 * x**2 * y * z,
    ),
    "floors of quotients": lambda: (
        formula(floordiv(x * x, y)) + floordiv(y * y, z),
        x + y + floordiv(x * y * z, x + y),
    ),
    "an equation of Pell": lambda: (formula(1), (x**2 - 2 * y**2) ** 2),
}
QUICK = ("many symbols", "maxima within maxima", "exponentials", "logarithms")


def compared(f, g, limit):
    assert compare(f, g, limit=limit).check()


def crossed(f, g, limit):
    found = crossover(f, g, by=sorted(f.names | g.names)[0], limit=limit)
    assert found.intervals[0].low == 1
    assert found.intervals[-1].high is None


def bounded(f, g, limit):
    with suppress(Undecided, SymalgebraError):  # that g > 0 is not proved, or not so
        ratio_bounds(f, g, limit=limit)


def grown(f, g, limit):
    assert growth(f, g, limit=limit).relation


def grown_everywhere(f, g, limit):
    with suppress(Undecided):  # of too many symbols
        assert growth(f, g, uniform=True, limit=limit).relation


def ordered(f, g, limit):
    assert order(g, limit=limit).keys() == g.names


CALLS = {f.__name__: f for f in (compared, crossed, bounded, grown, grown_everywhere, ordered)}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("name", QUICK)
def test_calls_end(name, call):
    CALLS[call](*HOSTILE[name](), LIMIT)


@pytest.fixture
def swept():
    """What other tests have left is not walked through by Python's garbage collector, at the call's cost.

    That takes 0.1 s in a process that has loaded SymPy alone, and longer the more there is.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.nightly
@pytest.mark.usefixtures("swept")
@pytest.mark.parametrize("limit", [0.02, 0.1, LIMIT, 1.0])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("name", HOSTILE)
def test_calls_end_in_time(name, call, limit):
    """Not in the default suite: what another process does on the machine is no fault of the call."""
    f, g = HOSTILE[name]()
    start = process_time()
    CALLS[call](f, g, limit)
    assert process_time() - start < limit * (1 + PART) + LEAST


def test_an_inner_clock_is_never_later():
    assert left() is share(0.5) is None
    with within(100):
        with within(1000):
            assert left() <= 100
        with within(0.0):
            assert left() == 0
            with pytest.raises(Late):
                tick()
        assert 40 < share(0.5) <= 50
        tick()
    assert left() is None


def test_formulas_are_stopped_too():
    with pytest.raises(Late), within(0.0):
        str(7 * formula(x) ** 3 + y)
    long = sum(formula(s) for s in MANY) ** 3
    with pytest.raises(Late), within(0.0):
        long * long
    with within(0.0), unhurried():
        assert str(11 * formula(x) ** 5 + y) == "11*x**5 + y"


def test_the_checker_is_stopped_too():
    certificate = compare(3 * x**40, 2 * x**41 + x**39).certificate  # the clock is looked at now and then
    with pytest.raises(Late), within(0.0):
        checker.accepted(certificate)


def test_no_time_is_an_answer():
    found = compare(3 * x, x**2 + 2, limit=1e-9)
    assert isinstance(found, Unknown)
    assert "time" in found.tried


def test_formulas_too_long_to_be_compared(monkeypatch):
    monkeypatch.setattr(extent_room, "MOST", 500)
    found = compare(polynomial(MANY, 900, 1, 9, 5), 1)
    assert isinstance(found, Unknown)
    assert "500 at most" in found.tried
    assert "terms" in found.claim
    assert len(str(found)) < 400


def test_extent_counts_what_is_written():
    assert extent(formula(5)) == extent(x**9) == 1
    assert extent(2 ** (x + y)) == 3
    assert extent(formula(maximum(x, y + 1)) * floordiv(x, 2)) == 6
    assert told(x + 1) == "x + 1"
