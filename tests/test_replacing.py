"""Atoms replaced by their bounds: what takes the place of one, and which comes first."""

import pytest
from goals import TWO, P, U, V, X, Y, atom, bounded, told
from test_rules import FREE

from symalgebra.order import checker
from symalgebra.order.proof.budget import Budget, Exhausted
from symalgebra.order.proof.hypotheses import conditions, ends
from symalgebra.order.proof.leaf import ALONE, LATE_FLOORS, RANK
from symalgebra.order.proof.notation import write_atom
from symalgebra.order.proof.replacing import (
    HEAVY,
    atoms_of,
    base,
    below,
    choices,
    doomed,
    foremost,
    harms,
    heavy,
    most,
    put,
    replacements,
    sided,
    size_of,
)


def with_u(text):
    """A polynomial in which r and s are read as variables u >= 0."""
    swap = {("sym", "r"): checker.single(U), ("sym", "s"): checker.single(V)}
    return checker.replaced(P(text), swap, FREE)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("n*log2(m) - floor(r/2)*max(n, m)", "Max(m, n)"), ("log2(m) - floor(r/2)", "log2(m)"), ("2**n - n", "2**n"), ("floor(n/2) - m", "floor(n/2)"),
        ("2**n - floor(n/2)", "floor(n/2)"), ("binomial(n, k) - 2**n", "binomial(n, k)"),
        # of one kind: the greatest base, the longest argument, what does no harm, the highest power
        ("2**n - 3**n", "3**n"), ("3**n - 4**n", "2**n"), ("2**m - k**n", "2**m"), ("log2(k) - log2(n + m)", "log2(m + n)"), ("log2(n + 1) - log2(k)", "log2(n + 1)"),
        ("floor(n/2) - floor(m/2)", "floor(n/2)"), ("floor(m/2) - floor(n/2)", "floor(m/2)"), ("n - floor(m/2) - floor(n/2)", "floor(m/2)"),
        ("floor(m/2) + floor(n/2)**2", "floor(n/2)"), ("m + n", "m"), ("m + n**2", "n"), ("n - m", "n"),
    ],
)  # fmt: skip
def test_which_atom_is_replaced_first(text, first):
    p = P(text)
    assert told(write_atom(foremost(p, atoms_of(p), RANK))) == first


def test_what_decides_between_atoms():
    p = P("8**n - n**3/2 + floor(m/2)/2 - k")
    power = atom("2**n", FREE)
    assert [harms(p, a) for a in (power, X, Y, atom("floor(m/2)", FREE), ("sym", "k"))] == [
        False,
        True,
        False,
        False,
        True,
    ]
    assert [most(p, a) for a in (power, X, Y)] == [3, 3, 0]
    assert [base(p, a) for a in (power, X, atom("k**n", FREE))] == [8, 0, 0]
    assert [size_of(atom(text, FREE)) for text in ("log2(n + m)", "log2(n)", "floor(n/2)")] == [2, 1, 0]


def test_floors_may_be_replaced_last():
    p = P("floor(n/2) - m")
    assert [foremost(p, atoms_of(p), rank)[0] for rank in (RANK, LATE_FLOORS)] == ["floor", "sym"]


def test_long_powers_are_heavy():
    def powers(count, degree):
        return {frozenset({(X, degree), (Y, k + 1)}): 1 for k in range(count)}

    assert heavy(powers(HEAVY + 1, HEAVY + 1))
    assert not heavy(powers(HEAVY, HEAVY + 1))
    assert not heavy(powers(HEAVY + 1, HEAVY))
    assert not heavy({frozenset({(X, 30), (Y, 30 + k)}): 1 for k in range(HEAVY)})
    assert not heavy({**powers(HEAVY, HEAVY + 1), checker.ONE: 1, frozenset({(X, 1)}): 1})


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("-r", True), ("r*n - r", False), ("r*n - r*s", True), ("n - r", True), ("n - 1", False), ("-1", True), ("r - n", False), ("r*n + m - r", False), ("r - 3", True),
        ("r*n - r - s", True),
    ],
)  # fmt: skip
def test_what_stays_negative_is_doomed(text, lost):
    """A negative term in variables u alone (here r, s) that is beside no atom in another term."""
    assert doomed(with_u(text)) is lost


def test_atoms_but_variables():
    assert atoms_of(with_u("r*n + s - m**2")) == {X, Y}


def test_a_value_for_powers_of_an_atom():
    """By one value in positive and by another in negative terms."""
    p, up, down = P("n**2*m - 3*n + 5"), P("k + 1"), P("k - 2")
    assert put(p, X, {True: up, False: down}) == P("(k + 1)**2*m - 3*(k - 2) + 5")
    assert put(P("n**5*m + n*m + m"), X, {True: up}, 2) == P("(k + 1)**2*n*m + n*m + m")
    assert put(P("2*n**3"), X, {True: P("0")}, 1) == {}
    assert put(P("m"), X, {}) == P("m")


def test_powers_in_negative_terms_are_cut():
    """x**2 for x = 5 - u: not 25 - 10*u + u**2 but 25 - u*(x + 5), unless the same is put everywhere."""
    value = with_u("5 - r")
    assert put(P("-n**2"), X, {False: value}) == with_u("r*n + 5*r - 25")
    assert put(P("-n**2"), X, {True: with_u("7 - r"), False: value}) == with_u("r*n + 5*r - 25")
    assert put(P("-n**2"), X, {True: value, False: value}) == with_u("10*r - r**2 - 25")
    assert put(P("n**2"), X, {True: value}) == with_u("25 - 10*r + r**2")
    assert put(P("-n"), X, {False: value}) == with_u("r - 5")
    assert put(P("-n**4"), X, {False: value}, 2) == with_u("r*n**2 + 5*r - 25")


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_powers_below_a_bound_are_equal_to_powers(k):
    """b**k less u times a sum, at x = b - u."""
    found = below(P("n"), with_u("m + 2 - r"), k)
    swap = {X: checker.plus(P("m + 2"), checker.single(U), -1)}
    assert checker.replaced({m: c for m, c in found.items()}, swap, FREE) == checker.power(swap[X], k)
    assert all(e == 1 for m in found for a, e in m if a == U)


def test_bounds_from_below_and_from_above():
    d = bounded((3, 9), (2, None))
    bounds = list(ends(X, d))
    low, high = bounds
    assert [h for h, _ in sided(bounds, X, 1, True)] == [low]
    assert [h for h, _ in sided(bounds, X, 1, False)] == [high]
    assert list(sided(bounds, X, 2, True)) == []
    assert list(sided(conditions(bounded((1, 9), (1, 9)).narrowed(P("n*m - 3"))), X, 1, True)) == []


def offered(text, d, a=X):
    goal = P(text, d)
    return [[h.text for h in used] for used, _ in replacements(goal, a, list(ends(a, d)))]


def test_a_bound_where_it_helps():
    low, high = ["low", ["sym", "n"]], ["high", "n"]
    d = bounded((3, 9), (2, None))
    assert offered("n + m", d) == [[low]]
    assert offered("m - n", d) == [[high]]
    # both: one for all by the sign of the sum, then each pair, then each alone
    assert offered("n*m - n", d) == [[low], [low, high], [high], [low]]
    assert offered("n*m - 3*n", d) == [[high], [low, high], [high], [low]]
    # higher powers first
    assert offered("n**2*m + n", d) == [[low]]
    assert [len(found) for found in (offered("n**2 - n", d), offered("m", d))] == [4, 0]
    square = conditions(d.narrowed(P("n**2 - 5*m")))
    goal = P("n**2 + n - m")
    assert [used[0].text for used, _ in replacements(goal, X, [*ends(X, d), *square])] == [["given", 0], low]


def test_several_bounds_are_tried():
    """Up to two from below with up to six from above, and up to ten alone."""
    d = bounded((1, None), (1, None))
    for k in range(12):
        d = d.narrowed(P(f"n - m + {k}", TWO)).narrowed(P(f"{k + 7}*m - n", TWO))
    both = list(replacements(P("n*m - n", TWO), X, conditions(d)))
    assert [len(used) for used, _ in both] == [1] + [2] * 12 + [1] * 20
    assert len(list(replacements(P("n*m", TWO), X, conditions(d)))) == 10


def test_choices_end_in_variables_alone():
    d = bounded((3, None), (2, None))
    goal = P("n*m - n", d)
    found = list(choices(goal, d, conditions(d), Budget(1_000), RANK))
    assert any(all(c > 0 for c in p.values()) for p in found)
    assert all(atoms_of(p) == set() for p in found)
    assert list(choices({}, d, [], Budget(1_000), RANK)) == [{}]
    assert list(choices(P("2 - n", d), d, [], Budget(1_000), RANK)) == []
    assert list(choices(P("n - 1", d), d, [], Budget(1_000), RANK, 24)) != []
    assert list(choices(P("n - 1", d), d, [], Budget(1_000), RANK, 25)) == []
    assert list(choices(P("n + m + k - 3"), FREE, [], Budget(1_000), RANK, 22)) != []
    for lost in (with_u("n - r"), P("n - 9", d), {frozenset({(X, 25 + k), (Y, 25)}): 1 for k in range(25)}):
        assert list(choices(lost, d, conditions(d), Budget(1_000), RANK)) == []
    with pytest.raises(Exhausted):
        list(choices(goal, d, [], Budget(4), RANK))


def test_what_an_atom_is_made_of_may_come_first():
    """The line of a floor before its least value; each bound once."""
    ways = [
        [told_in(p) for p in choices(P("floor(n/2) + 1"), FREE, [], Budget(1_000), rank)]
        for rank in (RANK, ALONE)
    ]
    assert sorted(ways[0]) == sorted(ways[1])
    assert ways[0][0] == ways[1][-1]
    assert len(ways[0]) == 2


def told_in(p):
    """The coefficients of the variables, with the number."""
    return sorted(str(c) for c in p.values())
