"""What is offered for the certificate of a growth: constants, thresholds, rates, curves, before any proof."""

from fractions import Fraction
from itertools import islice
from types import SimpleNamespace

import pytest
from asking import table, value

from symalgebra.order.asymptotics import certified, evidence, offers
from symalgebra.order.asymptotics.growth import growth
from symalgebra.order.expression import expression
from symalgebra.order.expressions import formula_of
from symalgebra.order.proof.budget import Budget


def grown(text, *where, by=None, uniform=False):
    f, g = text.split(" | ")
    return growth(value(f), value(g), by, list(where), uniform)


# Points at which constants are tried


def test_places_of_a_symbol():
    (n,) = value("n").free
    assert evidence._places(n, None) == [1, 2, 7]
    assert evidence._places(n, 4) == [4, 5, 11, 256]


def test_points_are_a_grid_or_where_that_is_large_a_line():
    def points(f, g, start):
        return [list(p.values()) for p in evidence._points(value(f), value(g), start)]

    grid = points("n*w", "k", {"n": 4})
    assert (len(grid), grid[0], grid[1], grid[-1]) == (36, [1, 4, 1], [1, 4, 2], [7, 256, 7])
    assert len(points("a*b*c*d*n*w", "1", {})) == evidence.MOST_POINTS
    assert points("a*b*c*d*e*n*w", "1", {"n": 4}) == [[1] * 5 + [4, 1], [2] * 5 + [5, 2], [7] * 5 + [11, 7]]


FITS = """
n + 1 | w | 1 | w - n | no        n + 1 | w | 1 | w - n - 1 | yes        n + 1 | n | 1 | n - k | no
n | 2*n - 9 | 9 | | yes              n | 2*n - 9 | 8 | | no               n | 2*n - 9 | 4 | n - 9 | yes
n | 2*n - 9 | 4 | n - 5 | no         n | n | 1 | | yes                    n | w | 1 | w - n | yes
n | w | 1 | w - n + 1 | no           n | n - 1/(n - w) | 1 | | no         n | 2*n - 9 | 4 | n - k | no
"""


@pytest.mark.parametrize(("f", "g", "start", "given", "expected"), table(FITS))
def test_a_constant_fits_where_it_does_at_all_points_that_keep_to_the_conditions(
    f, g, start, given, expected
):
    """Conditions on symbols that are not in the two formulas say nothing there."""
    conditions = (value(given),) if given else ()
    assert evidence._fits(value(f), value(g), {"n": int(start)}, conditions) == (expected == "yes")


ROUNDED = """
3 | 3                     1/3 | 1/3                  n | n                     log2(n) | log2(n)
log2(3) | 7/4             log2(3)*log2(5) | 15/4     2**(1/2) | 3/2            2**(1/3)*100 | 126
log2(3)/8 | 523/2400      2**(-1/2) | 3599/4950      log2(3)**(1/2) | 3/2      1/log(2) | 3/2
"""


@pytest.mark.parametrize(("given", "expected"), table(ROUNDED))
def test_irrational_constants_are_rounded_up(given, expected):
    """To quarters above 1, else to a near fraction and 1/50."""
    assert evidence._rounded(value(given).plain()) == value(expected)


# f | g: the factors, and those that fit, each with the threshold of the first symbol
FACTORS = """
3*n**2 + n | 2*n**2 | 3/2 3 | 3 1, 3 2, 3 last
n | n**2 | 1 1 8 2 | 1 1, 8 1, 2 1, 1 2, 8 2, 2 2, 1 last, 8 last, 2 last
100*n | n*log2(n) | 1 100 800 50 | 100 2, 800 2, 50 4, 100 4, 800 4, 50 16, 100 last, 800 last, 50 last
log2(3)*n | n | 7/4 13/4 | 7/4 1, 13/4 1, 7/4 2, 13/4 2, 7/4 last, 13/4 last
n**2 - 5*n + 10 | n**2 | 1 2 | 1 2, 2 2, 1 4, 2 4, 1 last, 2 last
x*y | 2*x**2 + 3*y**2 | 5/6 20/3 2 | 5/6 1, 20/3 1, 2 1, 5/6 2, 20/3 2, 2 2, 5/6 last, 20/3 last, 2 last
x + y | max(x, y) | 8 64 4 | 8 1, 64 1, 4 1, 8 2, 64 2, 4 2, 8 last, 64 last, 4 last
n | 1 | 1 8 2048 | 2048 1, 2048 2, 2048 last
n | 2*n - 9 | 1/2 1 | 1 16, 1 256, 1 last
"""
CASES = [[part.strip() for part in line.split("|")] for line in FACTORS.strip().splitlines()]


@pytest.mark.parametrize(("f", "g", "factors", "fits"), CASES, ids=[f"{f} beside {g}" for f, g, *_ in CASES])
def test_factors_and_thresholds(f, g, factors, fits):
    """The limit and twice that, or what the leading terms and the greatest ratio give.

    For each the first threshold that fits, for each a later one, then the last of all.
    """
    found = growth(value(f), value(g))
    pair = found.left, found.right
    assert " ".join(map(str, evidence._factors(*pair, found))) == factors
    listed = [(factor, min(start.values())) for factor, start in evidence.proposals(*pair, found)]
    told = [f"{factor} {'last' if least == 1 << 40 else least}" for factor, least in listed]
    assert ", ".join(told) == fits


def test_factors_of_the_other_side():
    found = grown("3*n**2 + n | 2*n**2")
    assert list(evidence._factors(found.right, found.left, found)) == [Fraction(2, 3), Fraction(4, 3)]
    small = grown("n**2 | n")
    assert list(evidence._factors(small.right, small.left, small)) == [1, 1, 8, 2]
    assert list(evidence._factors(small.left, small.right, small)) == [1, 8, 2048]


def test_thresholds_keep_to_the_least_values_and_to_the_symbols_that_grow():
    high = grown("n | 2*n", "n >= 3")
    assert [start for _, start in evidence.proposals(high.left, high.right, high)] == [{"n": 3}] * 4 + [
        {"n": 1 << 40}
    ] * 2
    beside = grown("n*w + 7 | n*w", by="n")
    assert next(evidence.proposals(beside.left, beside.right, beside)) == (2, {"n": 16})
    whole = grown("n + 5 | n", uniform=True)
    assert list(evidence.proposals(whole.left, whole.right, whole)) == [(8, {})]


def test_the_greatest_ratio_at_a_sample():
    """Under conditions, where the other side is positive, and if it is no large number."""
    found = grown("n**2 | n", "n >= 3")
    assert list(evidence._greatest(found.left, found.right, found)) == [2048]
    bounded = grown("x*y | y**2", "x <= y")
    assert list(evidence._greatest(bounded.left, bounded.right, bounded)) == [2]
    equal = SimpleNamespace(by=("x", "y"), given=(value("y - x"), value("x - y")))
    assert list(evidence._greatest(value("x*y"), value("y**2"), equal)) == [2]
    assert list(evidence._greatest(value("n"), value("n - 20"), found)) == [2 * 3]  # 35/15
    assert list(evidence._greatest(value("n"), value("16 - n"), found)) == []
    assert list(evidence._greatest(value("n") - value("n"), value("n"), found)) == []
    assert list(evidence._greatest(value("2**n"), value("n"), found)) == []


# Rates


RATES = """
n | n**2 | n, log2(n)
x | y | x, y, min, log2(x), log2(y), min
log2(log2(n)) | log2(n) | n, log2(n), log2(log2(n))
1 | log2(n)/log2(log2(n)) | n, log2(n), log2(log2(n))
n | log2(n*log2(n) + 3) | n, log2(n), log2(log2(n))
log2(x)*log2(n) | n | n, x, min, log2(n), log2(x), min
"""


@pytest.mark.parametrize(("f", "g", "expected"), table(RATES))
def test_rates(f, g, expected):
    """Symbols, logarithms, logarithms of logarithms where there are some, the least of several."""
    listed = [str(h) if len(h.free) == 1 else "min" for h in offers.rates(growth(value(f), value(g)))]
    assert ", ".join(listed) == expected


def test_rates_are_of_the_symbols_that_grow():
    assert list(map(str, offers.rates(grown("n*w | n", by="n")))) == ["n", "log2(n)"]
    assert list(map(str, offers.rates(grown("n | n**2", "n <= m")))) == ["n", "log2(n)"]


# Parts


def shown(part):
    """A part in short."""
    told = {key: formula_of(part[key]) for key in ("constant", "rate", "value") if key in part}
    return part["kind"], *map(str, told.values()), part["from"]


def first(parts, many=1):
    return [shown(part) for part in islice(parts, many)]


def test_bounds_that_are_offered():
    found = grown("n | 2*n")
    assert first(offers.bounds(found.left, found.right, found), 2) == [
        ("bound", "1/2", {"n": 1}),
        ("bound", "1", {"n": 1}),
    ]
    few = grown("100*n | n*log2(n)")
    assert len(list(offers.bounds(few.left, few.right, few))) == offers.MOST_TRIED
    whole = grown("n**2 + 100*n | n**2 + 1000", uniform=True)
    assert first(offers.bounds(whole.left, whole.right, whole), 2) == [("bound", "559/259", {})]


def test_small_terms_that_are_offered():
    """h*f = O(g) for a rate h: n*n = O(n**2)."""
    found = grown("n | n**2")
    assert first(offers.smalls(found.left, found.right, found)) == [("small", "1", "n", {"n": 1})]
    slow = grown("log2(n) | n")
    assert {part["rate"][0] for part in offers.smalls(slow.left, slow.right, slow)} == {"log2"}


def test_limits_that_are_offered():
    found = grown("3*n**2 + n | 2*n**2")
    assert first(offers.limits(found)) == [("limit", "1/2", "n", "3/2", {"n": 1})]
    equal = grown("3*n | n")
    assert [shown(part) for part in offers.limits(equal)] == [
        ("limit", "1", "n", "3", {}),
        ("limit", "1", "log2(n)", "3", {}),
    ]
    below = grown("n - 1 | n")
    assert first(offers.limits(below))[0][:4] == ("limit", "1", "n", "1")


def test_rays_that_are_offered():
    found = grown("x*y | x**2 + y**2")
    half = found.lower
    (part, *_) = offers.rays(half.ray, found.right, found.left, found)
    assert shown(part) == ("ray", "1", "t", {"t": 1})
    assert part["parameter"] == "t"
    assert {name: str(formula_of(e)) for name, e in part["curve"].items()} == {"x": "t**4", "y": "t"}
    rates = {str(formula_of(p["rate"])) for p in offers.rays(half.ray, found.right, found.left, found)}
    assert rates == {"t", "log2(t)"}


def test_rays_begin_within_the_ranges():
    found = grown("x*y | x**2 + y**2", "x >= 7")
    half = found.lower
    assert {p["from"]["t"] for p in offers.rays(half.ray, found.right, found.left, found)} >= {7}
    assert min(p["from"]["t"] for p in offers.rays(half.ray, found.right, found.left, found)) == 7


def test_symbols_that_a_ray_leaves_alone_are_one_above_their_least_values():
    found = grown("w*(n - 1) | n", uniform=True)
    (part, *_) = offers.rays(found.upper.ray, found.left, found.right, found)
    assert {name: str(formula_of(e)) for name, e in part["curve"].items()} == {"w": "t", "n": "2"}


def test_the_domain_as_conditions():
    found = grown("x*y | y**2", "x <= y", "y >= 3", "z <= 9", "z*x >= 5", by="y")
    assert set(offers.domain(found)) == {
        *("x >= 1", "y >= 3", "z >= 1", "z <= 9"),
        *("-x + y >= 0", "x*z - 5 >= 0"),
    }


# Certificates

SMALL, BOUND, RAY = ({"kind": kind} for kind in ("small", "bound", "ray"))
STRONGEST = [
    ({"upper": SMALL}, "o"),
    ({"upper": SMALL, "lower": BOUND}, "o"),
    ({"lower": SMALL}, "omega"),
    ({"upper": BOUND, "lower": SMALL}, "omega"),
    ({"upper": BOUND, "lower": BOUND}, "Theta"),
    ({"upper": BOUND}, "O"),
    ({"upper": BOUND, "lower": RAY}, "O"),
    ({"lower": BOUND}, "Omega"),
    ({"upper": RAY, "lower": RAY}, "incomparable"),
    ({"upper": RAY}, None),
    ({}, None),
]


@pytest.mark.parametrize(("parts", "relation"), STRONGEST, ids=range(len(STRONGEST)))
def test_the_strongest_relation_of_which_all_parts_are_proved(monkeypatch, parts, relation):
    monkeypatch.setattr(certified, "found", lambda growth: ({"left": "1"}, parts))
    data = certified.certificate(None)
    assert (data and data["claim"]) == (relation and {"left": "1", "relation": relation})
    assert data is None or data["parts"] == parts


def test_what_a_certificate_claims():
    found = grown("n*w | n**2", "n <= 9*m", "w >= 3", by="n")
    assert certified.claim_of(found) == {
        "left": expression(found.left),
        "right": expression(found.right),
        "by": ["n"],
        "uniform": False,
        "domain": {"m": [1, None], "n": [1, None], "w": [3, None]},
        "given": [expression(h) for h in found.given],
    }
    assert certified.claim_of(grown("n | n + 1", uniform=True))["uniform"]
    assert certified.claim_of(grown("n**(1/2) | n")) is None
    assert certified.found(grown("n**(1/2) | n")) == ({}, {})
    assert list(certified.constants(grown("n**(1/2) | n"))) == []


def searched(text, **more):
    found = grown(text)
    return certified.Search(found, certified.claim_of(found), **more)


def test_the_first_offer_that_is_proved_is_taken():
    search = searched("n | n + 5")
    false, true = (offers.stated("bound", factor, {"n": 1}) for factor in (Fraction(1, 100), 1))
    taken = search.first("upper", iter([false, true]))
    assert {key: taken[key] for key in true} == true
    assert taken["proofs"]["bound"]["proof"]
    assert search.first("upper", iter([false])) is None
    assert search.first("upper", iter([])) is None
    assert searched("n**5 | 2**n", budget=Budget(1)).first("upper", iter([true])) is None


def test_parts_that_are_looked_for():
    """Of n = o(n**2) only that it is; of Theta both bounds and the limit where one is known."""
    kinds = {
        "n | n**2": {"upper": "small"},
        "n**2 | n": {"lower": "small"},
        "2*n + 1 | n": {"upper": "bound", "lower": "bound", "limit": "limit"},
        "max(x, y) | x + y": {"upper": "bound", "lower": "bound"},
        "x*y | x**2 + y**2": {"upper": "bound", "lower": "ray"},
    }
    for text, expected in kinds.items():
        assert {name: part["kind"] for name, part in searched(text).parts()} == expected
    assert searched("n**2 | n").limit() is None  # it is infinite
    assert searched("max(x, y) | x + y").limit() is None


def test_constants_of_both_sides():
    upper, lower = grown("2*n + 1 | n").evidence
    assert (upper.left, upper.right) == (lower.right, lower.left) == (value("2*n + 1"), value("n"))
    assert upper.factor >= 2
    assert upper.check()
    (only,) = grown("n**2 | n").evidence
    assert only.left == value("n")
