"""Crossovers and bounds of ratios, against every point of a box; the evidence of each side."""

import sys
from random import Random

import pytest
from drawn import NEAR, below, box, pair, ratio, value

from symalgebra.errors import SymalgebraError, Undecided
from symalgebra.formula import formula, log2, read, symbol
from symalgebra.order import Proved, Refuted, Unknown, compare, crossover, ratio_bounds
from symalgebra.order.clock import Late, within
from symalgebra.order.slope import affine, bound_of, cleared, raised

n, w = symbol("n"), symbol("w")
SIZES = {"n": 60, "nw": 14, "nwr": 6}


def judged(f, g, names):
    """At how many points the intervals of a crossover, and its bound, were held against the values."""
    found = crossover(f, g, by="n")
    assert found.check()
    assert found.intervals[0].low == 1
    assert found.intervals[-1].high is None
    for left, right in zip(found.intervals, found.intervals[1:], strict=False):
        assert right.low == left.high + 1
    tried = 0
    for point in box(names, SIZES[names]):
        truth = below(f, g, point)
        if truth is None:
            continue
        span = next(
            i for i in found.intervals if i.low <= point["n"] and (i.high is None or point["n"] <= i.high)
        )
        assert span.holds in (None, truth), f"{f} <= {g} at {point}: {span}"
        if found.bound:
            sign, end = found.bound
            inside = point["n"] >= value(end, point) if sign == ">=" else point["n"] <= value(end, point)
            assert inside is truth, f"{f} <= {g} at {point}: {sign} {end}"
        tried += 1
    for span in found.intervals:
        assert shown(span, f, g), f"{f} <= {g}: {span}"
    return tried


def shown(span, f, g):
    """Whether an interval has the evidence that it should have."""
    if span.holds is not None:
        return all(isinstance(proof, Proved) for proof in span.evidence) and span.evidence
    fails, holds = [v.witness if isinstance(v, Refuted) else None for v in span.evidence] or (None, None)
    if fails is None:
        return not span.evidence
    return (
        below(f, g, fails) is not True
        and below(f, g, holds) is not False
        and fails["n"] >= span.low <= holds["n"]
    )


def fuzzed(seed, names, count):
    draw, tried = Random(seed), 0
    for _ in range(count):
        f, g = pair(draw, names)
        if "n" in (f - g).names:
            tried += judged(f, g, names)
    return tried


@pytest.mark.parametrize("names", SIZES)
def test_some_crossovers(names):
    assert fuzzed(1, names, 4) > 100


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize("names", SIZES)
def test_crossovers(names, seed):
    assert fuzzed(seed, names, 40) > 1000


def test_a_power_that_is_too_long_is_no_value():
    """Far out 2**n has more digits than can be written: the search for a tail goes on without it."""
    f, g = (
        read("2**n + n**2 - Min(5*2**n, n**2 + 7) - 17"),
        read("40*n**3 - 5*n**2 + 3*floor((n + 6)/2) - 12"),
    )
    found = crossover(f, g, by="n")
    assert [(i.low, i.high, i.holds) for i in found.intervals] == [(1, 17, True), (18, None, False)]
    assert isinstance(compare(2**n, 3**n, where=["n = 10**12"]), Unknown)


def test_the_exact_set():
    found = crossover((n - 5) * (n - 9) * (n - 40), 0 * n)
    spans = [(i.low, i.high, i.holds) for i in found.intervals]
    assert spans == [(1, 5, True), (6, 8, False), (9, 40, True), (41, None, False)]


def test_intervals_that_depend_on_other_symbols_show_two_points():
    found = crossover(n * w, n**2 + 3, by="n")
    (last,) = found.intervals
    assert "depends on the other symbols" in str(found)
    fails, holds = last.evidence
    assert last.holds is None
    assert not below(n * w, n**2 + 3, fails.witness)
    assert below(n * w, n**2 + 3, holds.witness)


def test_a_bound_has_the_proof_of_its_slope():
    found = crossover(10 * w, n * (w + 1), by="n")
    assert found.bound == (">=", read("floor(11*w/(w + 1))"))
    assert isinstance(found.slope, Proved)
    assert found.slope.check()


@pytest.mark.parametrize(
    ("f", "g", "bound"),
    [
        ("9*n*w**2", "n**2*w", (">=", "9*w")),
        ("1/n", "w/n**2", ("<=", "w")),
        ("n**3*w", "7*n**2*w**2 + n**2", ("<=", "7*w + floor(1/w)")),
    ],
)
def test_a_bound_of_a_difference_with_a_power_of_the_symbol(f, g, bound):
    found = crossover(read(f), read(g), by="n")
    assert found.bound == (bound[0], read(bound[1]))
    assert found.slope.check()
    assert judged(read(f), read(g), "nw") > 0


def test_no_bound_is_divided_by_what_may_be_0():
    zero = symbol("n", 0)
    assert crossover(9 * zero * w**2, zero**2 * w, by="n").bound is None


def test_a_short_range_in_the_middle_is_looked_at_value_by_value():
    f, g = formula(0), (n - 3) * (n - 6) * w
    found = crossover(f, g, by="n")
    assert judged(f, g, "nw") > 0
    assert [(i.low, i.high, i.holds) for i in found.intervals] == [
        (1, 3, True),
        (4, 5, False),
        (6, None, True),
    ]


@pytest.mark.parametrize(
    ("gap", "found"),
    [
        ("3*n*w - 5", ("3*w", "-5")),
        ("7 - n", ("-1", "7")),
        ("n**2*w - 9*n*w**2", ("w", "-9*w**2")),
        ("w/n**2 - 1/n", ("-1", "w")),
        ("n**5*2**w + n**4", ("2**w", "1")),
        ("n**2 + n + 1", None),
        ("n**3 + n", None),
        ("n**(w + 1) + n**w", None),
        ("2**n", None),
        ("floor(n/2)", None),
    ],
)
def test_what_is_linear_but_for_a_power_of_the_symbol(gap, found):
    (x,) = formula(n).free
    assert affine(read(gap), x) == (found and tuple(map(read, found)))


@pytest.mark.parametrize(
    ("above", "below", "found"),
    [
        ("9*w**2", "6*w", ("3*w", "2")),
        ("w", "6*w**2", ("1", "6*w")),
        ("w/2 + 1", "3*w", ("w + 2", "6*w")),
        ("4", "6*w + 4", ("2", "3*w + 2")),
        ("0", "6*w + 4", ("0", "6*w + 4")),
        ("1/w", "n", ("1", "n*w")),
        ("n", "1/w", ("n*w", "1")),
        ("w**2", "n*w", ("w", "n")),
        ("n*w**2/3", "n**3*w", ("w", "3*n**2")),
        ("3*2**w", "6*4**w", ("2**(-w)", "2")),
    ],
)
def test_quotients_in_lowest_terms(above, below, found):
    assert cleared(formula(read(above)), formula(read(below))) == tuple(map(read, found))


def test_symbols_know_their_least_values():
    found = raised(n + w * read("k"), {"n": (3, None), "w": (0, 5)})
    assert {s.name: s.low for s in found.free} == {"n": 3, "w": 0, "k": 1}


@pytest.mark.parametrize(
    ("f", "g", "where", "bound"),
    [
        ("10*w", "n*(w + 1)", [], (">=", "floor(11*w/(w + 1))")),
        ("n*w", "w**2 + 5", [], ("<=", "w + floor(5/w)")),
        ("n*w", "w**2 + 3", ["w >= 4"], ("<=", "w")),
        ("n*w", "3*n + 5", [], None),
        ("n*w", "3*n + 5", ["w >= 4"], ("<=", "floor(5/(w - 3))")),
        ("n*w", "3*n - 5", ["w <= 2"], (">=", "-floor(-5/(3 - w))")),
        ("w", "w**2", [], None),
        ("2**n", "w", [], None),
    ],
)
def test_the_bound_of_a_symbol(f, g, where, bound):
    found, proof = bound_of(read(f), read(g), "n", where)
    assert (found and (found[0], str(found[1]))) == bound
    assert (proof is None) == (bound is None)
    assert proof is None or (isinstance(proof, Proved) and proof.check())


def test_the_slope_is_proved_or_its_opposite():
    assert bound_of(10 * w, n * (w + 1), "n", [])[1].claim == "0 < w + 1"
    assert bound_of(n * w, w**2 + 5, "n", [])[1].claim == "0 < w"


def test_no_bound_without_time_or_of_long_formulas():
    with within(-1):
        assert bound_of(n, w, "n", []) == (None, None)
    huge = formula(n) + 12_345
    huge.cached("extent", lambda f: 10**6)
    assert bound_of(huge, w, "n", []) == (None, None)


def test_the_symbol_of_a_crossover():
    assert (
        crossover(5 * n, n**2).by
        == crossover(5 * n, n**2, by="n").by
        == crossover(5 * n, n**2, by=n).by
        == "n"
    )
    for by, names in ((None, "n, w"), ("k", "n, w")):
        with pytest.raises(SymalgebraError, match=f"by={by!r} is none of the symbols {names}"):
            crossover(n, w, by=by)
    with pytest.raises(SymalgebraError, match="none of the symbols n"):
        crossover(n, 5, by="w")


def test_conditions_of_a_crossover():
    for where in ("n <= 9", ["n <= 9"]):
        assert [(i.low, i.high, i.holds) for i in crossover(5 * n, n**2, where=where).intervals] == [
            (1, 4, False),
            (5, 9, True),
        ]
    found = crossover(n * w, 3 * w, by="n", where=["n <= 9", "w >= 2"])
    assert [(i.low, i.high, i.holds) for i in found.intervals] == [(1, 3, True), (4, 9, False)]
    assert found.bound == ("<=", 3)


def test_a_crossover_that_takes_too_long_is_open(monkeypatch):
    def late(*task):
        raise Late

    room = sys.modules["symalgebra.order.crossover"]
    monkeypatch.setattr(room, "exact", late)
    monkeypatch.setattr(room, "ends", late)
    three = symbol("n", 3)
    for found in (
        crossover(three, 9),
        crossover(9, three),
        crossover(three, w, by="n"),
        crossover(w, three, by="n"),
    ):
        assert [(i.low, i.high, i.holds) for i in found.intervals] == [(3, None, None)]
        assert (found.by, found.bound) == ("n", None)


# Ratios


def bracketed(f, g, names):
    """At how many points the constants were held against the ratio; none where g may be 0 or less."""
    try:
        found = ratio_bounds(f, g)
    except (SymalgebraError, Undecided):
        return 0
    assert found.check()
    ratios = [ratio(f, g, point) for point in box(names, SIZES[names])]
    slack = [NEAR * (1 + abs(r)) if isinstance(r, float) else 0 for r in ratios]
    if found.upper:
        assert all(r <= found.upper.value + e for r, e in zip(ratios, slack, strict=True)), f"{f} over {g}"
        assert found.upper.best <= found.upper.value
    if found.lower:
        assert all(r >= found.lower.value - e for r, e in zip(ratios, slack, strict=True)), f"{f} over {g}"
        assert found.lower.value <= found.lower.best
    for bound in filter(None, (found.upper, found.lower)):
        if bound.attained:
            assert ratio(f, g, bound.attained) == bound.value
    return len(ratios)


def measured(seed, names, count):
    draw = Random(seed)
    return sum(bracketed(*pair(draw, names, signed=False), names) for _ in range(count))


@pytest.mark.parametrize("names", ["n", "nw"])
def test_some_ratios(names):
    assert measured(1, names, 3) > 20


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize("names", ["n", "nw"])
def test_ratios(names, seed):
    assert measured(seed, names, 50) > 1000


def test_best_constants():
    found = ratio_bounds(n * w, n**2 + w**2)
    assert (found.upper.value, found.upper.exact) == (formula(1) / 2, True)
    assert found.lower.value == 0


def test_a_crossing_far_away_is_found_from_beyond():
    """100*c < c*log2(c) from 2**100 on: a point that refutes one side is where the other is asked about."""
    c = symbol("c")
    found = crossover(100 * c + 1, c * log2(c), by="c", limit=5)
    first, last = found.intervals[0], found.intervals[-1]
    assert (first.low, last.high, last.holds) == (1, None, True)
    assert 2**100 < last.low < 2**101
    assert found.check()


@pytest.mark.slow
def test_what_is_too_close_to_be_told_is_one_open_strip():
    """Near 2**60 the sides are nearer to one another than logarithms are known."""
    c = symbol("c")
    found = crossover(60 * c * log2(3) + 1, c * log2(9 * c + 1) * log2(3), by="c")
    assert [i.holds for i in found.intervals] == [False, None, True]
    assert found.check()
    strip = found.intervals[1]
    assert not strip.evidence
    assert strip.high - strip.low < strip.low >> 20


@pytest.mark.slow
def test_a_crossing_that_takes_hundreds_of_bits():
    c = symbol("c")
    found = crossover(1200 * c, c * log2(c), by="c", limit=20)
    first, last = found.intervals[0], found.intervals[-1]
    assert (first.low, first.holds, last.holds) == (1, False, True)
    assert first.high < 2**1200 <= last.low
    assert found.check()


def test_a_tail_beyond_a_thousand():
    """2*n + w >= 4000 for all w only from 2000 on."""
    found = crossover(4000 + 0 * w, 2 * n + w, by="n")
    assert [(i.low, i.high, i.holds) for i in found.intervals][-1] == (2000, None, True)
