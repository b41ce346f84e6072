"""Sums and products of terms: what is kept in normal form, what is exact, what an operator refuses."""

from fractions import Fraction

import pytest
import sympy

from symalgebra.errors import NoClosedForm, SymalgebraError, UnknownSymbol
from symalgebra.formula import ceildiv, facts, formula, index_over, ring, size, substitute, symbol
from symalgebra.formula import shadow as shadows
from symalgebra.formula.inspection import coefficient, coefficients, is_polynomial
from symalgebra.formula.monomial import UNIT, Monomial
from symalgebra.formula.ring import MANY
from symalgebra.formula.shadow import P, shadow
from symalgebra.formula.symbols import as_sympy, low_of

n, w, r = (symbol(name) for name in "nwr")
z = symbol("z", 0)
half = Fraction(1, 2)
root = formula(2) ** half


def only(f):
    """The one monomial of a formula."""
    (m,) = f.terms
    return m


def atom(f):
    (found,) = only(f).atoms
    return found


def test_coefficients_are_exact_and_none_is_0():
    for f, terms in (
        (n / 2 + n / 2, {n: 1}),
        (n / 2 * (2 * w), {n * w: 1}),
        ((n / 2 + 1) * (2 * w), {n * w: 1, w: 2}),
        ((n / 2 + w / 3) * 6, {n: 3, w: 2}),
        ((n / 3) * (w * 5), {n * w: Fraction(5, 3)}),
        ((2 * n) * (w / 3), {n * w: Fraction(2, 3)}),
        ((n + w) * (2 * n - 2 * w), {n**2: 2, w**2: -2}),
        ((n / 2 + w / 2) * (n - w), {n**2: half, w**2: -half}),
        (root * root, {formula(1): 2}),
        (3 * root * (5 * root + n), {formula(1): 30, n * root: 3}),
        (formula(Fraction(4, 2)), {formula(1): 2}),
        (formula(0) * n, {}),
    ):
        assert f.terms == {only(m): c for m, c in terms.items()}
        assert [type(f.terms[only(m)]) for m in terms] == [type(c) for c in terms.values()]


@pytest.mark.parametrize(
    "work",
    [lambda: n**1.0, lambda: n**True, lambda: "a" ** n, lambda: 1.5**n, lambda: n * 1.5],
    ids=["1.0", "True", "a text", "1.5 to a power", "times 1.5"],
)
def test_what_is_no_operand(work):
    with pytest.raises(TypeError):
        work()


def test_the_clock_is_looked_at_in_each_row_of_a_long_product(monkeypatch):
    looks = []
    monkeypatch.setattr(ring, "PULSE", [lambda: looks.append(1)])
    many = sum((n**k for k in range(MANY)), formula(0))
    (w + r) * many
    assert not looks
    (w + r) * (many + z)
    assert len(looks) == 2


def test_monomials_differ_where_their_exponents_do():
    """On the domain n + 0**n is n; at n = 0, which a loop may reach, it is not."""
    plain, edge = w**n, w ** (n + 0**n)
    assert plain.terms != edge.terms
    assert [f.at(n=0, w=5) for f in (plain, edge)] == [1, 5]


def test_primes_come_first_in_a_monomial_and_then_what_is_older():
    old, new = symbol("older").terms, symbol("newer").terms
    ((old, _),), ((new, _),) = (next(iter(terms)).powers for terms in (old, new))
    assert Monomial(((new, 1), (old, 1))).powers == ((old, 1), (new, 1))
    prime = (4294967291, half)
    assert Monomial(((new, 3), prime)).powers == (prime, (new, 3))
    assert Monomial(((new, 4), (7, half), (3, half))).powers == ((3, half), (7, half), (new, 4))


def test_a_simple_monomial_has_symbols_alone():
    assert UNIT.simple
    assert only(n * w).simple
    assert not only(n * ceildiv(r, 2)).simple


def test_numbers_and_other_formulas():
    assert (
        [type(formula(v).plain()) for v in (0, 3)] == [type(formula(v).size()) for v in (0, 3)] == [int] * 2
    )
    assert formula(half).plain() == half
    assert type(formula(half).size()) is type(formula(half))
    assert [f.plain() is f for f in (n, n + 1)] == [f.size() is f for f in (n, n + 1)] == [True, True]
    assert type(size(sympy.Integer(0))) is int


def test_what_vanishes_on_the_domain_is_seen_from_both_sides():
    for f, g in ((n, n + 0**n), (formula(5), 0**n * w + 5)):
        assert f == g
        assert g == f
        assert hash(f) == hash(g)


def test_substitution_of_terms_with_a_coefficient():
    assert (2 * n).subs(n=w + 1).terms == (2 * w + 2).terms
    assert (3 * n).subs(n=w + 1).terms == (3 * w + 3).terms
    assert (n**2).subs(n=w + 1).terms == (w**2 + 2 * w + 1).terms
    assert (n**2).subs(n=1).terms == formula(1).terms
    assert (n * r).subs(n=2 * w).terms == (2 * w * r).terms
    assert (n * r).subs(n=3 * w).terms == (3 * w * r).terms
    assert (n * r).subs(n=0).terms == {}
    assert substitute(n, {"q": 2}) is n
    assert substitute(n + w, {"q": 2, "w": 3}) == n + 3


def test_names_of_what_a_formula_was_derived_from():
    f = (n + 1).relating(lambda: ["n", "q"])
    assert f.related == {"n", "q"}
    assert f.subs(q=3) == f
    assert f.subs(q=3, n=2) == f.at(n=2, q=3) == 3
    for give in (lambda: f.subs(p=1), lambda: (n + 1).subs(q=1)):
        with pytest.raises(UnknownSymbol, match="its symbols are n"):
            give()


def test_coefficients_come_with_the_highest_power_first():
    f = w + 5 * w**3 + n * w**2 + 1
    assert list(coefficients(f, w)) == list(coefficients(f, "w")) == [3, 2, 1, 0]
    assert coefficient(f, w) == 1
    assert coefficient(2 * w**2 + 7 * w, w) == 7
    assert [is_polynomial(g, "w") for g in (n * r, w * n, 2**w, ceildiv(r + w, 3), w**-1)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_shadow_is_a_value_in_the_field():
    assert [shadow(formula(v)) for v in (0, 1, 7, -1)] == [0, 1, 7, P - 1]
    assert shadow(formula(half)) * 2 % P == shadow(formula(Fraction(1, 3))) * 3 % P == 1
    assert shadow(n + w) == (shadow(n) + shadow(w)) % P
    assert shadow(5 * n * w) == 5 * shadow(n) * shadow(w) % P
    assert shadow(n**3) == shadow(n) ** 3 % P
    assert shadow(n**half) ** 2 % P == shadow(n)
    assert shadow(n ** Fraction(3, 34)) ** 2 % P == shadow(n ** Fraction(3, 17))
    assert shadow(4**n) == shadow(2**n) ** 2 % P
    assert shadow(1 / (w + 1)) * (shadow(w) + 1) % P == 1
    assert shadow((w + 1) ** -2) * (shadow(w) + 1) ** 2 % P == 1
    apart = [n, w, n * w, n + w, 2**n, w**n, (w + 1) ** n, w + 1, 1 / (w + 1), formula(1), formula(0)]
    assert len({shadow(f) for f in apart}) == len(apart)


def test_no_element_of_a_shadow_is_0(monkeypatch):
    monkeypatch.setattr(shadows, "hash", lambda key: P, raising=False)
    assert shadow(n) == 1


def test_fractions_are_apart_from_others():
    for f in (n, n + 1, 1 / (n + 2), 2 / (n + 1), n / (n + 1)):
        assert f != 1 / (n + 1)
        assert 1 / (n + 1) != f
        assert hash(f) != hash(1 / (n + 1))


def test_symbols_and_their_lower_bounds():
    assert symbol("n") == symbol("n", 1)
    assert low_of(sympy.Symbol("k")) == low_of(sympy.Symbol("k", integer=True)) == 1
    assert low_of(sympy.Symbol("k", nonnegative=True)) == 0
    assert low_of(sympy.Symbol("k", positive=True)) == 1
    assert as_sympy("n", 3).is_positive
    assert as_sympy("n", 3).is_integer
    assert facts(["n >= 3"])["n"].expr == as_sympy("n", 3)
    assert index_over(n).low == 0
    with pytest.raises(SymalgebraError, match="^" + repr("a " * 40)[:40] + " is no name"):
        symbol("a " * 40)


def test_a_sum_is_no_integer():
    with pytest.raises(SymalgebraError, match="not an integer"):
        int(n + 1)
    with pytest.raises(SymalgebraError, match="not an integer"):
        int(formula(half))
    with pytest.raises(NoClosedForm, match="not a polynomial in w"):
        coefficients(n**w, w)
    assert atom(n).low == 1
