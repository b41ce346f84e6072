"""The intervals of a crossover, by an oracle in place of proofs: the values of one symbol at which f <= g.

An interval is proved where the oracle is the same at all of its values, refuted otherwise. What is asked is
counted: halves and doubled steps ask about few ranges.
"""

from random import Random

import pytest

from symalgebra.formula import formula
from symalgebra.order import spans as asking
from symalgebra.order.ends import ends, last, reach
from symalgebra.order.halves import DISTANCES, MOST_INTERVALS, NEAR, exact, halved, tail
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
    """Where ranges of more than 400 values stay open."""

    def verdict(self, low, high, holds, work):
        found = super().verdict(low, high, holds, work)
        return found if high is not None and high - low <= 400 else Unknown("", "")


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


class Near(Known):
    """Where values and ranges within 50 of a crossing cannot be told."""

    def verdict(self, low, high, holds, work):
        found = super().verdict(low, high, holds, work)
        return Unknown("", "") if low < 1_050 and high > 950 else found


def test_what_cannot_be_told_is_left_open_in_one_piece():
    """With what is a few times as near as the first values that cannot be told from one another."""
    task = Near(lambda n: n < 1_000)
    first, *middle, last = halved(task, 1, 2_000)
    assert (first.low, first.holds, last.high, last.holds) == (1, True, 2_000, False)
    strip = [i for i in middle if i.holds is None]
    assert [i.low for i in strip[1:]] == [i.high + 1 for i in strip[:-1]]
    assert (strip[0].low <= 951, strip[-1].high >= 1_049) == (True, True)
    assert not [n for n in range(1_000) if (n, n, True, LITTLE) in task.asked and 960 < n < 990][20:]


def test_no_more_intervals_than_allowed():
    task = Known(lambda n: n % 2 == 0)
    found = halved(task, 1, 2 * MOST_INTERVALS)
    assert len(found) > MOST_INTERVALS
    assert {i.holds for i in found} == {None, True, False}
    assert [i.low for i in found[1:]] == [i.high + 1 for i in found[:-1]]


def test_nothing_known_far_out():
    task = Known(lambda n: True, mixed=range(1, 1 << 1_400))
    end, far = tail(task, 5)
    assert (end, far.low, far.high, far.holds, far.evidence) == (5 + NEAR - 1, 5 + NEAR, None, None, ())
    assert max(low for low, *_ in task.asked) > DISTANCES[-1] // 4


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
