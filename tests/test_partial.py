"""How far an open question got, in words: parts that are proved, what may help, long formulas and numbers."""

from types import SimpleNamespace

import pytest

from symalgebra.formula import formula, read, symbol
from symalgebra.order import clock, compare
from symalgebra.order.clock import Late, left, over, share, tick, unhurried, within
from symalgebra.order.domain import conditions
from symalgebra.order.extent import MOST, PACE, READABLE, TooLong, bounded, extent, figure, placed, told
from symalgebra.order.intervals import Crossover, Interval, merged, rounded
from symalgebra.order.partial import FIRST, LAST, explain, hint, relation, strongest
from symalgebra.order.verdict import SOME, Proved, Refuted, Unknown

n, w = symbol("n"), symbol("w")


def asked(facts):
    met = []

    def proves(fact):
        met.append(fact)
        return fact in facts

    return proves, met


def test_the_longest_first_part_and_the_longest_last_part():
    proves, met = asked({"n <= 1", "n <= 5", "n <= 65", "n >= 65", "n >= 1025"})
    assert strongest({"n": (1, None)}, proves) == ["n <= 5", "n >= 65"]
    assert met == ["n <= 1", "n <= 5", "n <= 17", "n >= 2", "n >= 5", "n >= 17", "n >= 65"]


def test_parts_keep_to_the_range():
    proves, met = asked({"n <= 3", "n <= 7", "n >= 7"})
    assert strongest({"n": (3, 8)}, proves) == ["n <= 7", "n >= 7"]
    assert met == ["n <= 3", "n <= 7", "n >= 4", "n >= 7"]
    proves, met = asked(set())
    assert strongest({"n": (3, 7)}, proves) == []
    assert met == ["n <= 3", "n >= 4"]
    proves, met = asked(set())
    assert strongest({"n": (3, 3)}, proves) == []
    assert met == []


def test_parts_of_a_few_symbols():
    proves, met = asked({"b <= 1", "d >= 2", "e >= 2"})
    assert strongest(dict.fromkeys("abcde", (1, None)), proves) == ["b <= 1", "d >= 2"]
    assert {fact[0] for fact in met} == set("abcd")
    assert len(met) == 4 * (1 + len(LAST)) + 1 - (len(LAST) - 1)
    assert (FIRST[0], LAST[0]) == (0, 1)


def test_what_may_help():
    assert hint([], ["n"]) == "a condition (where), a value for n, or more time (limit) may help"
    assert hint([], []) == "a condition (where), or more time (limit) may help"
    few = hint(["n <= 1", "n >= 9", "w <= 2"], list("abcde"))
    assert few.startswith("a condition (where) such as n <= 1 or n >= 9, a value for a or b or c or d, or")
    assert hint([], ["n"], "other words") == "other words"
    assert hint(["n <= 1"], ["n"], "other words") == "other words, such as n <= 1"


def test_an_open_question_is_told():
    text = "Open: n <= w.\nTried: nothing.\nProved: where n <= 5 or n >= 9.\nHint: time."
    assert explain(Unknown("n <= w", "nothing", "time", "n <= 5 or n >= 9")) == text
    assert explain(Unknown("n <= w", "nothing", "")) == "Open: n <= w.\nTried: nothing."
    latex = explain(Unknown("n <= w", "nothing", "", "n <= 5 or n >= 9"), latex=True)
    assert latex == "Open: $n \\le w$.\nTried: nothing.\nProved: where $n \\le 5$ or $n \\ge 9$."


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("n < w", "$n < w$"),
        ("n >= w", "$n \\ge w$"),
        ("n == w", "$n = w$"),
        ("n <= (a formula of 500 terms)",) * 2,
        ("nothing",) * 2,
    ],
)
def test_relations_in_latex(text, latex):
    assert relation(text) == latex
    assert relation(text, latex=False) == text


def test_verdicts_in_words():
    assert str(Unknown("n <= w", "tried", "help")) == "Unknown: n <= w. tried. help"
    assert str(Unknown("n <= w", "tried", "", "n <= 5")) == "Unknown: n <= w. tried. Proved where n <= 5."
    assert (Unknown("n <= w", "tried").known, Unknown("n <= w", "", "", "n <= 5").known) == (
        "",
        "proved where n <= 5",
    )
    assert Unknown("n <= w", "tried").check()
    assert str(Proved("n <= w", {})) == "Proved: n <= w"
    known = conditions([], read("n"), read("w"))
    false = Refuted("n <= w", {"n": 2, "w": 1}, 2, 1, known.judge("<="))
    assert str(false) == "Refuted: n <= w is false at n=2, w=1: 2 against 1"
    assert (bool(false), false.check()) == (False, True)
    assert not Refuted("n <= w", {"n": 1, "w": 1}, 1, 1, known.judge("<=")).check()


def test_intervals_in_words():
    pair = (Refuted("", {}, 0, 0, None), Refuted("", {}, 0, 0, None))
    pieces = [
        Interval(1, 2, True, (Proved("a", {}),)),
        Interval(3, 3, True, (Proved("b", {}),)),
        Interval(4, 5, None, pair),
        Interval(6, 7, None, pair),
        Interval(8, 9, None),
        Interval(10, None, False, (Proved("c", {}),)),
    ]
    found = merged(pieces)
    assert [str(i) for i in found] == [
        "1 <= n <= 3: always",
        "4 <= n <= 7: depends on the other symbols",
        "8 <= n <= 9: open",
        "10 <= n: never",
    ]
    assert [len(i.evidence) for i in found] == [2, 2, 0, 1]
    text = str(Crossover("f <= g", "w", tuple(found[:1]), (">=", formula(n) + 1)))
    assert text == "f <= g:\n  exactly where w >= n + 1\n  1 <= w <= 3: always"
    assert "evidence" not in repr(found[0])
    assert "slope" not in repr(Crossover("f <= g", "w", ()))


def test_all_that_a_crossover_shows_is_checked():
    good, bad = (SimpleNamespace(check=lambda found=found: found) for found in (True, False))
    for evidence, slope, checks in (
        ((good, good), None, True),
        ((good, good), good, True),
        ((good, bad), good, False),
        ((bad, good), None, False),
        ((), bad, False),
    ):
        pieces = (Interval(1, 2, True, (good,)), Interval(3, None, False, evidence))
        assert Crossover("", "n", pieces, None, slope).check() is checks


@pytest.mark.parametrize(
    ("bound", "text"),
    [
        ("-floor(-5/(w + 1))", "ceiling(5/(w + 1))"),
        ("-floor(-log2(w))", "ceiling(log2(w))"),
        ("2*ceiling(5/(w + 1))", "2*ceiling(5/(w + 1))"),
        ("w - floor(5/(w + 1))", "w - floor(5/(w + 1))"),
        ("-w*floor(5/(w + 1))", "-w*floor(5/(w + 1))"),
        ("-floor(5/(w + 1))**2", "-floor(5/(w + 1))**2"),
        ("-Max(w, 5)", "-Max(5, w)"),
        ("floor(5/(w + 1))", "floor(5/(w + 1))"),
        ("-w", "-w"),
        ("7", "7"),
    ],
)
def test_a_bound_in_words(bound, text):
    assert rounded(read(bound)) == text


def long(terms):
    return sum((formula(n) ** k for k in range(terms)), formula(0))


def test_long_formulas_are_told_by_their_length():
    assert told(long(READABLE)) == str(long(READABLE))
    assert told(long(READABLE + 1)) == f"(a formula of {READABLE + 1} terms)"
    assert extent(formula(read("floor((n + w + 3)/2) + w"))) == 2 + 3 + 1


@pytest.mark.parametrize("digits", [5_000, 9_000, 20_000, 100_000])
def test_long_numbers_are_told_by_their_length(digits):
    for value in (10**digits, -(10**digits), 3 * 10**digits):
        sign = "-" if value < 0 else ""
        written = int(figure(value).removeprefix(sign).split()[4].replace(",", ""))
        assert figure(value).startswith(f"{sign}(a number of about ")
        assert abs(written - (digits + 1)) <= 1
    assert placed({"n": 10**9_000, "w": 2}).endswith("digits), w=2")
    assert placed({"n": 3}, lambda v: f"<{v}>") == "n=<3>"


def test_what_is_too_long_is_refused():
    bounded(long(50), long(60))
    with within(100):
        bounded(long(50), long(60))
    with within(100 / PACE), pytest.raises(Late):
        bounded(long(60), long(60))
    assert MOST == 100_000
    huge = formula(n) + 1
    huge.cached("extent", lambda f: MOST)
    with pytest.raises(TooLong, match="100,010 terms; 100,000"):
        bounded(huge, long(10))
    alone = formula(n) + 2
    alone.cached("extent", lambda f: MOST)
    bounded(alone)


def test_clocks_nest():
    assert left() is None
    assert share(0.5) is None
    assert not over()
    with within(1_000):
        assert 990 < left() <= 1_000
        assert 495 < share(0.5) <= 500
        with within(5_000):
            assert left() <= 1_000
        with within(10):
            assert left() <= 10
            with within(None):
                assert left() <= 10
        assert left() > 900
    assert left() is None
    with within(-1):
        assert over()
        assert left() == 0.0
        with unhurried():
            assert not over()
            assert left() is None
        with pytest.raises(Late):
            tick()


def test_the_last_moment_is_in_time(monkeypatch):
    monkeypatch.setattr(clock, "monotonic", lambda: 5.0)
    with within(0.0):
        assert not over()
        assert left() == 0.0
        tick()


def test_without_time_nothing_is_added_to_an_answer():
    found = compare(3 * n, n**2 + 2, limit=-1)
    assert (found.strongest, found.hint) == ("", SOME)
    assert "time" in found.tried
