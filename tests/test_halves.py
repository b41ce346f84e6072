"""The intervals of a crossover, by an oracle in place of proofs: the values of one symbol at which f <= g.

An interval is proved where the oracle is the same at all of its values, refuted otherwise. What is asked is
counted: halves and doubled steps ask about few ranges.
"""

from random import Random

import pytest

from symalgebra.formula import formula
from symalgebra.order import spans as asking
from symalgebra.order.clock import within
from symalgebra.order.ends import DISTANCES as FAR
from symalgebra.order.ends import FARTHEST, SHORT, ends, last, least, middle, reach
from symalgebra.order.halves import (
    CLOSE,
    DISTANCES,
    MOST_INTERVALS,
    NEAR,
    between,
    edge,
    exact,
    halfway,
    halved,
    other,
    part,
    parts,
    settled,
    tail,
)
from symalgebra.order.intervals import Interval
from symalgebra.order.question import LITTLE, STEPS
from symalgebra.order.spans import Spans
from symalgebra.order.verdict import Proved, Refuted, Unknown

END = 4_000  # beyond it nothing changes


class Known(Spans):
    """A search that knows at which values f <= g, and at which it depends on other symbols."""

    def __init__(self, holds, mixed=()):
        super().__init__(formula(0), formula(0), "n", [])
        self.holds, self.mixed, self.asked = holds, mixed, []

    def verdict(self, low, high, holds, work):
        self.asked.append((low, high, holds, work))
        values = range(low, (max(END, low) if high is None else high) + 1)
        against = next((n for n in values if n in self.mixed or self.holds(n) is not holds), None)
        if against is None:
            return Proved("", {})
        return Refuted("", {"n": against}, 0, 0, None)


def runs(holds, high):
    """The longest intervals on which the oracle stays, up to an end."""
    found = []
    for n in range(1, high + 1):
        if found and found[-1][2] is holds(n):
            found[-1] = (found[-1][0], n, holds(n))
        else:
            found.append((n, n, holds(n)))
    return found


def spans(intervals):
    return [(i.low, i.high, i.holds) for i in intervals]


def marks(seed):
    draw = Random(seed)
    places = sorted(draw.sample(range(2, 300), draw.choice([0, 1, 1, 2, 3, 5])))
    start = draw.random() < 0.5
    return lambda n: (sum(n >= p for p in places) % 2 == 0) is start


@pytest.mark.parametrize("seed", range(40))
def test_the_intervals_of_one_symbol_are_exact(seed):
    holds = marks(seed)
    *first, (low, _, last) = runs(holds, 400)
    task = Known(holds)
    assert spans(exact(task, 1, None)) == [*first, (low, None, last)]
    assert spans(exact(Known(holds), 1, 350)) == runs(holds, 350)
    assert len(set(task.asked)) < 60 + 60 * len(first)


def test_the_evidence_is_one_proof_for_each_piece():
    found = exact(Known(lambda n: n != 7), 1, 20)
    assert spans(found) == [(1, 6, True), (7, 7, False), (8, 20, True)]
    assert [len(i.evidence) for i in found] == [2, 1, 3]
    assert all(isinstance(proof, Proved) for i in found for proof in i.evidence)


@pytest.mark.parametrize(("crossing", "asked"), [(1, 2), (2, 9), (100, 12), (163, 12), (300, 12)], ids=str)
def test_few_ranges_are_asked_about(crossing, asked):
    """Pinned: the ranges and points asked about until one crossing is exact."""
    task = Known(lambda n: n >= crossing)
    exact(task, 1, None)
    assert len(task.asked) == asked


class Hard(Known):
    """Where ranges of more than so many values stay open, those without end up to some value."""

    most, far = 400, 1 << 2_000

    def verdict(self, low, high, holds, work):
        found = super().verdict(low, high, holds, work)
        short = low >= self.far if high is None else high - low <= self.most
        return found if short else Unknown("", "")


def test_a_range_that_is_not_proved_is_halved():
    """With much work for the whole, and for what is three cuts deep; wide parts come first."""
    task = Hard(lambda n: n < 1_000)
    found = halved(task, 1, 2001)
    assert (found[0].low, found[-1].high) == (1, 2001)
    assert all(i.holds is (i.low < 1_000) and i.high - i.low <= 400 for i in found)
    assert [i.low for i in found[1:]] == [i.high + 1 for i in found[:-1]]
    much = [(low, high) for low, high, _, work in task.asked if work == STEPS and low < high]
    assert 0 < len(much) < len(task.asked) // 10
    assert len(task.asked) < 170


def test_all_the_work_is_for_the_whole_and_for_each_third_cut():
    task = Hard(lambda n: True)
    task.most = 90
    assert spans(halved(task, 1_001, 2_600))[::15] == [
        (1_001, 1_050, True),
        (1_751, 1_800, True),
        (2_501, 2_550, True),
    ]
    worked = {(high - low + 1, work) for low, high, _, work in task.asked if low < high}
    assert worked == {(1600, STEPS), (800, LITTLE), (400, LITTLE), (200, STEPS), (100, LITTLE), (50, LITTLE)}


def test_without_time_all_is_left_open():
    task = Known(lambda n: True)
    with within(-1):
        assert spans(halved(task, 3, 20)) == [(3, 20, None)]
        assert task.asked == []
        task = Known(lambda n: True, mixed=range(1, END))
        assert tail(task, 5) == (5 + NEAR - 1, Interval(5 + NEAR, None, None))
        assert len(task.asked) == 2
        assert settled(Known(lambda n: n >= 90), 1) == 1
    assert halved(task, 3, 2) == []


class Near(Known):
    """Where values and ranges within 50 of a crossing cannot be told."""

    def verdict(self, low, high, holds, work):
        found = super().verdict(low, high, holds, work)
        return Unknown("", "") if low < 1_050 and high > 950 else found


def test_what_cannot_be_told_is_left_open_in_one_piece():
    """With what is a few times as near as the first values that cannot be told from one another."""
    task = Near(lambda n: n < 1_000)
    first, *inner, final = halved(task, 1, 2_000)
    assert (first.low, first.holds, final.high, final.holds) == (1, True, 2_000, False)
    strip = [i for i in inner if i.holds is None]
    assert [i.low for i in strip[1:]] == [i.high + 1 for i in strip[:-1]]
    assert (strip[0].low <= 951, strip[-1].high >= 1_049) == (True, True)
    assert not [n for n in range(1_000) if (n, n, True, LITTLE) in task.asked and 960 < n < 990][20:]


def test_the_status_of_a_range_is_that_of_its_ends():
    task = Hard(lambda n: n < 30, mixed=[9, 12])
    assert between(task, 4, 4, STEPS)[0] is True
    assert between(task, 30, 30, STEPS)[0] is False
    assert between(task, 9, 9, STEPS)[0] is None
    task.asked.clear()
    assert between(task, 9, 12, STEPS)[0] is None  # the first value is not told
    assert between(task, 20, 40, STEPS) == (None, ())  # the ends differ
    assert {low - high for low, high, *_ in task.asked} == {0}
    assert between(task, 13, 20, STEPS) == (True, (Proved("", {}),))
    assert between(task, 31, 431, STEPS) == (False, (Proved("", {}),))
    assert task.asked[-1] == (31, 431, False, STEPS)
    assert between(task, 31, 432, STEPS) == (None, ())


PARTS = {
    "both ends are told": ((), 1_000, 2_000, [(1_000, 1_500, 3), (1_501, 2_000, 3)]),
    "nothing is told": (range(1, 3_000), 1_000, 2_000, [(1_000, 2_000, CLOSE)]),
    "the middle alone is told": ([1_000, 2_000], 1_000, 2_000, [(1_000, 1_500, 3), (1_501, 2_000, 3)]),
    "the last values are not": (range(900, 1_001), 500, 1_000, [(500, 500, 3), (501, 1_000, CLOSE)]),
    "more of the last are not": (range(980, 1_001), 500, 1_000, [(500, 895, 3), (896, 1_000, CLOSE)]),
    "nine of the last are not": (range(992, 1_001), 500, 1_000, [(500, 955, 3), (956, 1_000, CLOSE)]),
    "eight of the last are not": (range(993, 1_001), 500, 1_000, [(500, 992, 3), (993, 1_000, 3)]),
    "the first values are not": (range(1, 1_101), 1_000, 1_500, [(1_000, 1_499, CLOSE), (1_500, 1_500, 3)]),
    "more of the first are not": (range(1, 1_021), 1_000, 2_000, [(1_000, 1_104, CLOSE), (1_105, 2_000, 3)]),
    "nine of the first are not": (range(1, 1_009), 1_000, 2_000, [(1_000, 1_044, CLOSE), (1_045, 2_000, 3)]),
    "eight of the first are not": (range(1, 1_008), 1_000, 2_000, [(1_000, 1_007, 3), (1_008, 2_000, 3)]),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_the_parts_of_a_range(name):
    """What cannot be told is a strip, with four times as much beside it; eight values are no strip."""
    mixed, low, high, expected = PARTS[name]
    task = Known(lambda n: True, mixed)
    assert parts(task, low, high, 3) == [part(*one) for one in expected]


def test_the_edge_of_what_is_told():
    task = Known(lambda n: True, range(100, 201))
    assert edge(task, 1, 150) == edge(task, 98, 150) == 99
    assert edge(task, 400, 150) == edge(task, 202, 150) == 201
    assert (edge(task, 99, 100), edge(task, 201, 200)) == (99, 201)


def test_wide_parts_come_first():
    assert [part(5, 9, 2), part(1, 8, 0)] == [(-1, 5, 9, 2), (-3, 1, 8, 0)]
    assert [halfway(*ends) for ends in ((10, 40), (10, 41), (0, 100), (1, 6), (7, 8))] == [25, 20, 50, 2, 7]


def test_no_more_intervals_than_allowed():
    task = Known(lambda n: n % 2 == 0)
    found = halved(task, 1, 2 * MOST_INTERVALS)
    assert sum(i.holds is not None for i in found) == MOST_INTERVALS + 1
    assert {i.holds for i in found} == {None, True, False}
    assert [i.low for i in found[1:]] == [i.high + 1 for i in found[:-1]]


def test_nothing_known_far_out():
    task = Known(lambda n: True, mixed=range(1, 1 << 1_400))
    end, far = tail(task, 5)
    assert (end, far.low, far.high, far.holds, far.evidence) == (5 + NEAR - 1, 5 + NEAR, None, None, ())
    assert max(low for low, *_ in task.asked) > DISTANCES[-1] // 4


def test_an_end_is_looked_for_farther_and_farther_away():
    """From where no other status is seen, a step on each time."""
    task = Hard(lambda n: n >= 90)
    task.far = 5_000
    assert tail(task, 1) == (8_191, Interval(8_192, None, True))
    endless = sorted({low for low, high, *_ in task.asked if high is None})
    assert endless == [1, 128, 256, 512, 1_024, 2_048, 4_096, 8_192]
    assert {holds for *_, holds, _ in task.asked} == {True, False}


def test_an_end_begins_after_what_is_mixed():
    task = Known(lambda n: True, mixed=[3, 4])
    assert tail(task, 3) == (5, Interval(6, None, True))
    assert None not in {holds for *_, holds, _ in task.asked}


def test_where_the_other_side_holds():
    task = Hard(lambda n: n >= 90)
    assert other(task, 7, False) == 7  # open
    task.far = 0
    assert (other(task, 7, False), other(task, 90, True)) == (90, 90)


@pytest.mark.parametrize(
    ("holds", "mixed", "low", "place"),
    [
        (lambda n: n >= 90, (), 1, 128),
        (lambda n: n >= 90, (), 90, 90),
        (lambda n: n >= 90, [512, 1 << 34], 1, 128),  # what is not told is no other status
        (lambda n: 90 <= n < 600, (), 1, 1_024),
        (lambda n: True, [1], 1, 2),
        (lambda n: n > 1 << 34, (), 5, 5 + (1 << 34)),
    ],
    ids=["once", "never", "untold", "twice", "from what is mixed", "far"],
)  # fmt: skip
def test_from_where_no_other_status_is_seen(holds, mixed, low, place):
    assert settled(Known(holds, mixed), low) == place


def test_the_end_begins_where_the_other_side_is_refuted():
    task = Known(lambda n: n >= 90)
    assert tail(task, 1)[0] == 89
    assert len(task.asked) == 7


MIXED = [
    (range(10, 20), [(1, 9, True), *((n, n, None) for n in range(10, 20)), (20, None, True)]),
    (range(10, 90), [(1, 9, True), (10, 89, None), (90, None, True)]),
    (range(1, 4), [*((n, n, None) for n in range(1, 4)), (4, None, True)]),
    ((), [(1, None, True)]),
    (range(7, END + 1), [(1, 6, True), (7, END, None), (END + 1, None, True)]),
    (range(1, END + 1), [(1, END, None), (END + 1, None, True)]),
    (range(1, 1 << 21), [(1, None, None)]),
    ((5,), [(1, 4, True), (5, 5, None), (6, None, True)]),
]


@pytest.mark.parametrize(("mixed", "expected"), MIXED, ids=str)
def test_values_at_which_other_symbols_matter(mixed, expected):
    joined = []
    for low, high, holds in expected:  # neighbours of which the same is known are one interval
        if joined and holds is None is joined[-1][2] and high is not None:
            joined[-1] = (joined[-1][0], high, None)
        else:
            joined.append((low, high, holds))
    assert spans(ends(Known(lambda n: True, mixed), 1, None)) == joined


def test_both_ends_of_a_bounded_range():
    task = Known(lambda n: n < 30, range(30, 41))
    assert spans(ends(task, 1, 100)) == [(1, 29, True), (30, 40, None), (41, 100, False)]
    assert spans(ends(Known(lambda n: n < 30, range(30, 41)), 1, 35)) == [(1, 29, True), (30, 35, None)]
    assert spans(ends(Known(lambda n: n < 30), 1, 29)) == [(1, 29, True)]
    assert spans(ends(Known(lambda n: n < 30), 1, 30)) == [(1, 29, True), (30, 30, False)]
    (last,) = ends(Known(lambda n: True, range(1, 9)), 1, 8)
    assert [v.witness["n"] for v in last.evidence] == [1, 1]


@pytest.mark.parametrize("crossing", [1, 2, 3, 17, 64, 65, 1000])
def test_how_far_a_status_reaches(crossing):
    task = Known(lambda n: n <= crossing)
    assert reach(task, 1, None, True) == crossing
    assert reach(task, 1, 40, True) == min(40, crossing)
    assert len(task.asked) < 60
    assert reach(Known(lambda n: n > crossing), 1, 400, False) == min(400, crossing)
    assert reach(task, 3, 3, True) == 3


class Always(Known):
    """Where f <= g everywhere, and no values are walked through."""

    def verdict(self, low, high, holds, work):
        return Proved("", {}) if holds else Unknown("", "")


def test_a_status_may_reach_very_far():
    task = Always(None)
    assert reach(task, 0, None, True) == FARTHEST - 1  # 1 + 2 + 4 + ...
    assert reach(task, 1, None, True) == FARTHEST
    assert reach(task, 2, None, True) == FARTHEST // 2 + 1
    assert reach(task, 1, FARTHEST - 1, True) == FARTHEST - 1


@pytest.mark.parametrize("start", [1, 2, 3, 5, 9, 33, 100, 257])
def test_from_where_a_status_stays(start):
    task = Known(lambda n: n >= start)
    assert last(task, 1, None) == (True, start)
    assert last(task, 1, 500) == ((True, start) if start < 257 else (None, 1))
    assert last(Known(lambda n: n < start), 1, None) == (False, start)


def test_a_status_that_stays_from_too_far_is_not_found():
    assert last(Known(lambda n: n >= 1_500), 1, None) == (True, 1_500)
    assert last(Known(lambda n: True, range(1, 1 << 21)), 1, None) == (None, 1)
    assert last(Known(lambda n: True, range(1, 20)), 1, 10) == (None, 1)


def test_the_status_of_the_far_end_alone():
    assert last(Known(lambda n: n >= 7, range(1, 7)), 7, None) == (True, 7)
    assert last(Known(lambda n: True, [7]), 7, 7) == (None, 7)
    assert last(Known(lambda n: True), 7, 7) == (True, 7)
    task = Hard(lambda n: n >= 9)
    task.far, task.most = 1 << 2_000, 0  # open, and not refuted: each distance is tried
    assert last(task, 1, None) == (None, 1)
    assert [low for low, _, holds, _ in task.asked if holds] == [1 + far for far in (FAR[-1], *FAR)]


@pytest.mark.parametrize("start", [1, 2, 6, 11, 16])
def test_the_least_value_from_which_a_status_stays(start):
    task = Known(lambda n: n >= start)
    assert least(task, 1, 16, None, True) == start
    assert least(task, start, start, None, True) == start
    assert least(Known(lambda n: n < start), 1, 16, 20, False) == start


def test_a_range_where_other_symbols_matter():
    task = Known(lambda n: n < 9, range(2, 60))
    assert spans(middle(task, 1, 3)) == [(1, 1, True), (2, 2, None), (3, 3, None)]
    assert {work for *_, work in task.asked} == {LITTLE}
    assert len(middle(task, 1, SHORT)) == SHORT
    assert spans(middle(task, 1, SHORT + 1)) == [(1, SHORT + 1, None)]
    assert task.asked[-1][-1] == STEPS


def test_the_conditions_of_an_interval():
    task = Spans(formula(0), formula(0), "n", ["w >= 2"])
    assert task.within(3, 3) == ["w >= 2", "n = 3"]
    assert task.within(3, 8) == ["w >= 2", "n >= 3", "n <= 8"]
    assert task.within(3, None) == ["w >= 2", "n >= 3"]


def test_a_question_is_asked_once(monkeypatch):
    asked = []

    def answer(f, g, where, relation, work):
        asked.append((str(f), str(g), where, relation, work))
        return Unknown("", "")

    monkeypatch.setattr(asking, "asked", answer)
    task = Spans(formula(2), formula(3), "n", [])
    assert task.interval(1, 4, LITTLE).holds is None
    assert task.interval(1, 4, LITTLE).evidence == ()
    span = ["n >= 1", "n <= 4"]
    assert asked == [("2", "3", span, "<=", LITTLE), ("3", "2", span, "<", LITTLE)]
    task.verdict(1, 4, True, STEPS)
    assert len(asked) == 3
    task.verdict(1, 5, True, STEPS)
    task.verdict(1, None, True, STEPS)
    task.verdict(1, None, True, STEPS)
    assert [where for _, _, where, *_ in asked[3:]] == [["n >= 1", "n <= 5"], ["n >= 1"]]


@pytest.mark.parametrize("first", [True, False])
def test_two_points_show_that_other_symbols_matter(first):
    class Both(Known):
        def verdict(self, low, high, holds, work):
            return Refuted("", {"n": int(holds)}, 0, 0, None) if self.holds(holds) else Unknown("", "")

    holds, found = Both(lambda holds: True).status(1, 4, first)
    assert holds is None
    assert [verdict.witness["n"] for verdict in found] == [1, 0]
    for side in (True, False):
        assert Both(lambda holds, side=side: holds is side).status(1, 4, first) == (None, ())
