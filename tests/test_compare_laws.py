"""The laws of order, on random formulas: no two verdicts contradict each other, nor the values at points."""

from itertools import product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from symalgebra import dims
from symalgebra.formula import ceildiv, floordiv, formula, log2, maximum, minimum
from symalgebra.order import Proved, Refuted, compare

n, w = map(formula, dims("n w"))
BOX = [{"n": i, "w": j} for i, j in product((1, 2, 3, 4, 7, 20), repeat=2)]
FEW = settings(max_examples=25)
MANY = settings(max_examples=1500)


def atoms():
    """What terms are products of."""
    plain = st.sampled_from([n, w, n**2, w**2, n * w, formula(1)])
    rounded = st.builds(
        lambda f, x, d, e: f(x + e, d),
        st.sampled_from([floordiv, ceildiv]),
        st.sampled_from([n, w, n + w]),
        st.integers(2, 4),
        st.integers(0, 2),
    )
    others = st.sampled_from([2**n, maximum(n, w), minimum(n, 2 * w), log2(n), 2**w * n])
    return st.one_of(plain, plain, rounded, others).map(formula)


def positive():
    """Sums of terms that are >= 0."""
    terms = st.builds(lambda c, f: c * f, st.integers(0, 4), atoms())
    return st.lists(terms, min_size=1, max_size=3).map(lambda parts: sum(parts, formula(0)))


def formulas():
    """Differences of such sums, mostly positive ones."""
    return st.builds(lambda f, g, c: f - c * g, positive(), positive(), st.sampled_from([0, 0, 0, 1]))


def holds(f, g, relation="<="):
    """Whether f relation g at all points of a box, up to what floats leave open."""
    for at in BOX:
        left, right = (h.at(**{k: v for k, v in at.items() if k in h.names}) for h in map(formula, (f, g)))
        slack = 1e-9 * (1 + abs(left)) if isinstance(left, float) or isinstance(right, float) else 0
        if not (
            left <= right + slack
            if relation == "<="
            else left < right + slack
            if relation == "<"
            else abs(left - right) <= slack
        ):
            return False
    return True


def decided(f, g, relation="<=", where=()):
    """A verdict that checks and agrees with a box."""
    verdict = compare(f, g, where=where, relation=relation)
    assert verdict.check()
    if isinstance(verdict, Proved) and not where:
        assert holds(f, g, relation)
    return verdict


def proved(f, g, relation="<="):
    return isinstance(decided(f, g, relation), Proved)


def refuted(f, g, relation="<=", where=()):
    return isinstance(decided(f, g, relation, where), Refuted)


def is_reflexive(f):
    assert proved(f, f)
    assert proved(f, f, "==")
    assert not proved(f, f, "<")


def is_transitive(f, g, h):
    larger, largest = f + g, f + g + h
    assert not refuted(f, largest)
    if proved(f, larger) and proved(larger, largest):
        assert not refuted(f, largest)


def is_transitive_by_chance(f, g, h):
    if proved(f, g) and proved(g, h):
        assert not refuted(f, h)


def is_antisymmetric(f, g):
    if proved(f, g) and proved(g, f):
        assert not refuted(f, g, "==")
    if proved(f, g, "=="):
        assert not refuted(f, g)
        assert not refuted(g, f)


def is_monotone(f, g, h):
    if proved(f, g):
        assert not refuted(f + h, g + h)
        assert not refuted(f, g + h)
        assert not refuted(f * h, g * h)
        assert not refuted(maximum(f, h), maximum(g, h))


def shrinks(f, g, low, other):
    if proved(f, g):
        where = [f"n >= {low}", f"w <= {other}"]
        assert not refuted(f, g, where=where)
        assert not refuted(f, g, where=["n <= w"])


def grows(f, g):
    """A refutation stays one on every domain that holds the witness."""
    verdict = decided(f, g, where=["n >= 2"])
    if isinstance(verdict, Refuted):
        assert verdict.witness.get("n", 2) >= 2
        assert not proved(f, g)


def is_consistent(f, g):
    less, strict, equal = (decided(f, g, relation) for relation in ("<=", "<", "=="))
    more = decided(g, f, "<=")
    kinds = [type(v) for v in (less, strict, equal, more)]
    if kinds[1] is Proved:
        assert kinds[0] is not Refuted
        assert kinds[2] is not Proved
        assert kinds[3] is not Proved
    if kinds[0] is Refuted:
        assert kinds[1] is not Proved
        assert kinds[2] is not Proved
    turned = compare(g, f, relation=">=")
    assert type(turned) is kinds[0]
    assert getattr(turned, "witness", None) == getattr(less, "witness", None)


def substitutes(f, g, by):
    if proved(f, g):
        f, g = (h.subs(n=by) if "n" in h.names else h for h in (f, g))
        assert not refuted(f, g)


LAWS = [
    (is_reflexive, (formulas(),)),
    (is_transitive, (formulas(), positive(), positive())),
    (is_transitive_by_chance, (positive(), positive(), positive())),
    (is_antisymmetric, (positive(), positive())),
    (is_monotone, (positive(), positive(), positive())),
    (shrinks, (positive(), positive(), st.integers(1, 5), st.integers(3, 30))),
    (grows, (formulas(), formulas())),
    (is_consistent, (formulas(), formulas())),
    (substitutes, (positive(), positive(), st.sampled_from([n + 1, 2 * n, n * w, n + w, formula(3)]))),
]
parametrize = pytest.mark.parametrize(("law", "arguments"), LAWS, ids=[law.__name__ for law, _ in LAWS])


@parametrize
@FEW
@given(data=st.data())
def test_law(law, arguments, data):
    law(*map(data.draw, arguments))


@pytest.mark.nightly
@parametrize
@MANY
@given(data=st.data())
def test_law_often(law, arguments, data):
    law(*map(data.draw, arguments))


# What is proved stays proved: on smaller domains, under sums and under products

KNOWN = [
    (3 * n, n**2 + 2),
    (n * w, n**2 + w**2),
    (2 * floordiv(n, 2), n),
    (n, 2**n),
    (maximum(n, w), n + w),
    (log2(n), n),
    (n * w + 1, n * w * 2),
]


@pytest.mark.parametrize(("f", "g"), KNOWN, ids=str)
def test_what_is_proved_stays_proved(f, g):
    f, g = formula(f), formula(g)
    assert compare(f, g)
    for where in (["n >= 2"], ["n >= 10"], ["n <= 9"], ["n >= 3", "w >= 3"], ["n <= w"], ["w = 2*q"]):
        assert compare(f, g, where=where), where
    for h in (n, w, n * w, 2**n, formula(7)):
        assert compare(f + h, g + h), h
        assert compare(f, g + h), h
        assert compare(f * h, g * h), h


@example(f=n, g=w)
@settings(max_examples=40)
@given(f=positive(), g=positive())
def test_sums_and_products_of_nonnegative_formulas(f, g):
    """0 <= f <= f + g <= 2*max(f, g), and f*g <= (f + g)**2."""
    assert not refuted(formula(0), f)
    assert not refuted(f, f + g)
    assert not refuted(f + g, 2 * formula(maximum(f, g)))
    assume(len((f * g).terms) < 12)
    assert not refuted(f * g, (f + g) ** 2)
