"""The parts of formulas, one by one: each function on its least cases and at the edges of what it accepts."""

from fractions import Fraction
from math import factorial
from math import log2 as log2_of

import pytest

from symalgebra.errors import NoClosedForm, SymalgebraError
from symalgebra.formula import (
    affine,
    binomial,
    ceildiv,
    enclosure,
    floordiv,
    formula,
    index_over,
    integral,
    log2,
    maximum,
    minimum,
    nonnegative,
    positive,
    product_over,
    symbol,
    total,
)  # fmt: skip
from symalgebra.formula.atom import Index
from symalgebra.formula.bases import vanish
from symalgebra.formula.clearing import cleared, parts
from symalgebra.formula.division import divide
from symalgebra.formula.enclosure import enclosure as between
from symalgebra.formula.fraction import denominators, lowest
from symalgebra.formula.integrality import integral_term
from symalgebra.formula.linear import split_affine
from symalgebra.formula.logarithm import LOG2_E, binary_logarithm
from symalgebra.formula.matrix import CFinite, cfinite, matrix_power, rational_roots, spanning, term_of
from symalgebra.formula.monomial import Monomial, exact, index_level
from symalgebra.formula.nesting import index_name, inside, names_of, nested
from symalgebra.formula.power import _guard_terms, factors, split_content
from symalgebra.formula.quotient import coarse, divided, multiples, reduced
from symalgebra.formula.ring import over
from symalgebra.formula.sizes import add, multiply, names, substitute
from symalgebra.formula.sums import power_sum
from symalgebra.formula.symbols import as_sympy, low_of
from symalgebra.formula.unevaluated import Geometric, Sum

n, w, r, q = (symbol(name) for name in "nwrq")
z = symbol("z", 0)


def atom(f):
    """The one atom that a formula is."""
    ((m, _),) = formula(f).items()
    (found,) = m.atoms
    return found


def test_numbers_in_normal_form():
    assert [over(7, 1), over(6, 3), over(-6, 4)] == [7, 2, Fraction(-3, 2)]
    assert over(Fraction(1, 2), 2) == Fraction(1, 4)
    assert type(over(6, 3)) is type(exact(Fraction(4, 2))) is int
    assert exact(Fraction(1, 2)) == Fraction(1, 2)
    assert (n / 2 + n / 2).terms == n.terms
    assert (n / 3 * 3).terms == n.terms
    assert all(type(c) is int for c in ((n / 2 + w / 3) * 6).terms.values())
    assert (n - n).terms == (n * 0).terms == {}


def test_operators_take_numbers_on_both_sides():
    assert 3 - n == -(n - 3)
    assert (2 / n) * n == 2
    assert 2**n == formula(2) ** n
    assert n / Fraction(1, 2) == 2 * n
    assert Fraction(1, 2) + n == n + Fraction(1, 2)
    assert +n is n
    for work in (lambda: n + "a", lambda: n * "a", lambda: n - "a", lambda: n / "a", lambda: n ** "a"):
        with pytest.raises(TypeError):
            work()
    for work in (lambda: "a" + n, lambda: "a" - n, lambda: "a" / n):
        with pytest.raises(TypeError):
            work()
    with pytest.raises(SymalgebraError, match="has no value"):
        n / 0


def test_exponents_are_added():
    assert w**2 * w**3 == w**5
    assert w**n * w**-n == 1
    assert 2**n * 2**-n == 1
    assert 2 ** (n + 3) == 8 * 2**n
    assert 2 ** (n - 1) == 2**n / 2
    assert 4**n == 2 ** (2 * n)
    assert (2**n).terms != (3**n).terms
    assert formula(2) ** (n / 2) * formula(2) ** (n / 2) == 2**n
    assert formula(2) ** Fraction(5, 2) == 4 * formula(2) ** Fraction(1, 2)
    assert formula(2) ** Fraction(-1, 2) == formula(2) ** Fraction(1, 2) / 2
    assert (6 * w) ** n == 2**n * 3**n * w**n
    assert formula(Fraction(2, 3)) ** n == 2**n / 3**n


def test_the_longest_power_of_a_sum():
    """C(447, 2) = 99,681 terms at 445, C(448, 2) = 100,128 at 446."""
    _guard_terms(n + w + r, 445)
    with pytest.raises(NoClosedForm, match="too many terms"):
        (n + w + r) ** 446


def test_zero_to_a_power():
    assert vanish(formula(0)) == 1
    assert vanish(formula(2)) == 0
    assert vanish(formula(Fraction(1, 2))) == 0
    assert vanish(z + 1) == vanish(z + n + 1).plain() == 0
    assert vanish(z).terms not in ({}, formula(1).terms)
    assert (vanish(z) ** 3).terms == (vanish(z) * vanish(z)).terms == vanish(z).terms
    assert [vanish(2 * z).at(z=k) for k in (0, 1)] == [1, 0]
    i = Index(1, formula(1))  # 0 or 1
    assert [vanish(1 - i.formula()).substitute({i: formula(k)}) for k in (0, 1)] == [0, 1]
    assert (0**z).subs(z=0) == 1
    assert (0**z).subs(z=3) == 0
    assert atom(vanish(z)).bounds() == (0, 1)
    with pytest.raises(SymalgebraError, match="no negative power"):
        vanish(formula(-1))
    with pytest.raises(SymalgebraError, match="division by a power of 0"):
        vanish(z) ** -1


def test_sums_as_bases():
    f = 1 / (w + 1)
    assert f * (w + 1) == 1
    assert f**2 * (w + 1) ** 2 == 1
    assert 1 / (1 - w) == -1 / (w - 1)
    assert 1 / (1 - w) ** 2 == 1 / (w - 1) ** 2
    assert (2 * w + 2) ** n == 2**n * (w + 1) ** n
    assert ((w + 1) ** n * (w + 1) ** -n) == 1
    assert ((w + 1) ** n).subs(n=3) == w**3 + 3 * w**2 + 3 * w + 1
    assert ((w + 1) ** n).subs(w=1) == 2**n
    assert atom((w + 1) ** n).bounds() == (None, None)
    assert atom((ceildiv(r, 2) + w) ** n).bounds() == (r / 2 + w, (r + 1) / 2 + w)
    assert integral((w + 1) ** n)
    assert not integral((w / 2 + Fraction(1, 3)) ** n)
    with pytest.raises(NoClosedForm, match="a root of the sum"):
        (w + 1) ** Fraction(1, 2)
    assert (4 * w**2) ** Fraction(1, 2) == 2 * w


def test_prime_factors():
    assert factors(2) == {2: 1}
    assert factors(9) == {3: 2}
    assert factors(25 * 7) == {5: 2, 7: 1}
    assert factors(Fraction(5, 12)) == {5: 1, 2: -2, 3: -1}
    assert factors(65521**2) == {65521: 2}
    assert factors(4294967291) == {4294967291: 1}  # the greatest prime below 2**32
    assert factors(2 * 4294967291) == {2: 1, 4294967291: 1}
    for number in (0, -2):
        with pytest.raises(NoClosedForm, match="no power with a symbolic exponent"):
            factors(number)
    with pytest.raises(NoClosedForm, match="too large to be factored"):
        factors(65537 * 65539)


def test_the_logarithm_of_a_number_too_long_to_be_written():
    number = 3**40000 + 2
    assert not isinstance(log2(number), int)
    with pytest.raises(NoClosedForm, match=f"of {number.bit_length()} bits, is too large to be factored"):
        factors(number)


def test_content():
    assert split_content(6 * n**2 * w - 9 * n * w**3) == (3 * n * w, 2 * n - 3 * w**2)
    assert split_content(n / w + 1 / w) == (1 / w, n + 1)
    assert split_content(w ** (2 * n) + w**n) == (w**n, w**n + 1)
    assert split_content(z**n + z ** (2 * n)) == (1, z**n + z ** (2 * n))  # z may be 0
    assert split_content(z**n * w + z**n) == (z**n, w + 1)
    assert split_content(formula(2) ** -n + formula(2) ** (-2 * n)) == (2 ** (-2 * n), 2**n + 1)
    assert split_content(vanish(z) * w + vanish(z)) == (1, vanish(z) * w + vanish(z))
    assert split_content(-2 * n - 4)[0] == 2


def test_long_division():
    assert divide(formula(0), n + w) == 0
    assert divide(n**2 - w**2, n - w) == n + w
    assert divide(n**3 + w**3, n + w) == n**2 - n * w + w**2
    assert divide(n**2 + w**2, n + w) is None
    assert divide(n + 1, n + w) is None
    assert divide(4**n - 1, 2**n - 1) == 2**n + 1
    assert divide(4**n - 9**n, 2**n + 3**n) == 2**n - 3**n
    assert divide(6 * n**2 + 6 * n, 4 * n + 4) == 3 * n / 2
    assert divide(n / w + 1 / w, n + 1) == 1 / w
    assert divide(vanish(z) + n, vanish(z) + n) is None


def test_lowest_terms():
    f = 1 / (w + 1)
    assert lowest(n + w) is not None
    assert lowest(w * f + f) == 1
    assert lowest(w * f + f).terms == formula(1).terms
    assert lowest(n * f * f + f).terms.keys() == ((n + w + 1) * f * f).terms.keys()
    assert lowest(1 / (w**2 - 1) - f / (w - 1)).terms == {}
    assert list(denominators(f * f + 1 / (w + n + 1)).values()) == [2, 1]
    assert [d.whole for d in denominators(1 / (w + n + 1) + f)] == [w + 1, w + n + 1]
    assert denominators((w + 1) ** n) == denominators(n) == {}


def test_negative_exponents_are_cleared():
    assert cleared(n, w + 1) == [n, w + 1]
    assert cleared(1 / w, n) == [1, n * w]
    assert cleared(n / w + 1 / w**2) == [n * w + 1]
    assert cleared(2**-n + 1) == [1 + 2**n]
    assert cleared(1 / (w + 1) + n) == [1 + n * (w + 1)]
    assert cleared(1 / (w - r)) == [1 / (w - r)]  # of unknown sign
    (m,) = (2 ** (3 * n) * w**-2).terms
    assert [(base, e) for base, _, e in parts(m)] == [(2, 3), (atom(w), -2)]


def test_lines_in_a_symbol():
    s = atom(n)
    assert split_affine(3 * n * w + r, s) == (3 * w, r)
    assert split_affine(w + 1, s) == (0, w + 1)
    assert split_affine(5, s) == (0, 5)
    assert split_affine(n, s) == (1, 0)
    for f in (n**2, 2**n, w / n, n * 2**n, ceildiv(n, 2)):
        assert split_affine(f, s) is None


def test_quotients_in_lowest_terms():
    assert reduced(n * w, w**2) == (n, w)
    assert reduced(4**n * w, 2**n * r) == (2**n * w, r)
    assert reduced(n + 1, w) == (n + 1, w)
    assert reduced(z * n, z * w) == (z * n, z * w)  # z may be 0
    assert reduced(formula(0), w) == (0, 1)
    assert coarse(6 * n + 5, 4 * w) == (3 * n + 2, 2 * w)
    assert coarse(6 * n - 5, 4 * w) == (3 * n - 3, 2 * w)
    assert coarse(6 * n, 4 * w) == (6 * n, 4 * w)
    assert coarse(5 * n + 5, 4 * w) == (5 * n + 5, 4 * w)
    assert coarse(6 * n + 5, 4 * w - 4 * r) == (6 * n + 5, 4 * w - 4 * r)  # may be negative
    assert [multiples(f, formula(4)) for f in (n + 9, n - 1, n + 4, n)] == [2, -1, 1, 0]
    assert [multiples(f, w) for f in (3 * w + 1, -w, formula(1))] == [3, -1, 0]
    assert multiples(5 * w + 5, w + 1) == 0


def test_division_with_a_rest():
    assert divided(7 * n + 9, formula(3)) == (2 * n, n + 9)
    assert divided(-7 * n + 9, formula(3)) == (-3 * n, 2 * n + 9)
    assert divided(6 * n * w + 5 * w, w) == (6 * n, 5 * w)
    assert divided(n**2 + n, n + 1) == (n, 0)
    assert divided(n**2 + 1, n + 1) == (0, n**2 + 1)
    assert divided(7 * n / 2, formula(3)) == (0, 7 * n / 2)


def test_integers():
    assert integral(3)
    assert integral(formula(3))
    assert not integral(Fraction(1, 2))
    assert not integral(formula(Fraction(1, 2)))
    for f in (n, 2**n, n * 2**n, 2 ** (n - 1), w**n, w**z, 3 * 2 ** (n + 1), ceildiv(n, 2), maximum(n, w)):
        assert integral(f)
    for f in (n / 2, 2 ** (z - 1), w ** (z - 1), 1 / w, 2 ** (n / 2), log2(w), maximum(n / 2, w), 2**n / 3):
        assert not integral(f)
    assert integral(3 * 2 ** (z - 1) * 2)
    assert integral_term(*next(iter((4 * 2 ** (z - 2)).items())))
    assert not integral_term(*next(iter((2 * 2 ** (z - 2)).items())))
    assert integral(2 ** (n - 1) / 3 * 6)


def test_signs_at_the_edge():
    for f, low in ((symbol("a", 5) - 5, True), (symbol("a", 5) - 6, False), (z, True), (z - 1, False)):
        assert nonnegative(f) is low
    assert positive(n)
    assert not positive(z)
    assert not positive(n - 1)
    assert positive(Fraction(1, 2))
    assert not positive(0)
    assert nonnegative(0)
    assert not nonnegative(Fraction(-1, 2))
    assert nonnegative(formula(floordiv(w - 3, 5)) ** 2)
    assert not nonnegative(formula(floordiv(w - 3, 5)) ** 3)
    assert nonnegative(2**n - 2)
    assert not nonnegative(2**n - 3)
    assert nonnegative(2**z - 1)
    assert not nonnegative(2**z - 2)
    assert nonnegative(w**2 - 2 * w + 1)
    assert nonnegative(symbol("a", 3) ** n - 3)
    assert not nonnegative(symbol("a", 3) ** n - 4)
    assert nonnegative((w + 2) ** n - 1)
    assert nonnegative(4**n - 2**n)
    assert nonnegative(n * w * r - 1)
    assert not nonnegative(n * w * r - 2)
    assert not nonnegative(n**2 - 2)
    assert nonnegative(multiply(symbol(f"x{k}") for k in range(10)) - 1)  # 1024 terms around the least values
    assert not nonnegative(multiply(symbol(f"x{k}") for k in range(10)) - 2)
    assert nonnegative(symbol("a", 3) ** 2 - 9)
    assert not nonnegative(symbol("a", 3) ** 2 - 10)


def test_signs_with_indices():
    i = index_over(n)
    k = i.formula()
    assert nonnegative(n - k - 1)
    assert not nonnegative(n - k - 2)
    assert nonnegative(n * w - k)
    assert nonnegative((n - k) * w - 1)
    assert not nonnegative(n - 2 * k)
    assert nonnegative(k)
    assert not nonnegative(k - 1)
    j = index_over(k + 1, k).formula()
    assert nonnegative(k - j)
    assert nonnegative(n - 1 - j)
    assert not nonnegative(n - 2 - j)


def test_floors_between_closed_forms():
    """(P - D + 1)/D <= floor(P/D) <= P/D."""
    low, high = atom(floordiv(r + w, 3)).bounds()
    assert (low, high) == ((r + w - 2) / 3, (r + w) / 3)
    assert atom(floordiv(n, 7)).bounds() == (0, n / 7)
    assert atom(floordiv(n + 6, 7)).bounds() == (n / 7, (n + 6) / 7)
    assert atom(floordiv(n + log2(w), 3)).bounds() == (0, (n + log2(w)) / 3)
    assert atom(floordiv(n + 5 + log2(w), 3)).bounds() == ((n + 2 + log2(w)) / 3, (n + 5 + log2(w)) / 3)
    assert atom(floordiv(r, w - 3)).bounds() == (None, None)
    assert atom(floordiv(r, w - 1)).bounds() == (None, None)


def test_ceilings_are_known():
    assert atom(ceildiv(r, 32)).ceiled == r
    assert ceildiv(r, w) == 1 + formula(floordiv(r - 1, w))
    assert atom(floordiv(r, 32)).ceiled is None
    assert atom(floordiv(r - 3, 4)).ceiled is None


def test_floors_of_numbers_and_of_what_is_nearly_a_multiple():
    assert [floordiv(a, 4) for a in (-5, -4, -1, 0, 3, 4)] == [-2, -1, -1, 0, 0, 1]
    assert [ceildiv(a, 4) for a in (-5, -4, -1, 0, 3, 4)] == [-1, -1, 0, 0, 1, 1]
    assert floordiv(w * n - 1, w) == n - 1
    assert floordiv(w * n, w) == n
    assert floordiv(w * n - 2, w) != n - 1  # w may be 1
    assert floordiv(symbol("a", 2) * n - 2, symbol("a", 2)) == n - 1
    assert floordiv(4 * n + 3, 4) == n
    assert floordiv(4 * n - 1, 4) == n - 1
    assert floordiv(4 * n + w, 4) == n + floordiv(w, 4)
    assert ceildiv(w * n + 1, w) == n + 1
    assert floordiv(formula(Fraction(7, 2)), 1) == 3
    assert floordiv(2**n + 1, 2) == 2 ** (n - 1)
    assert floordiv(n + w, n + w + r) == 0
    assert floordiv(2 * n + w + 1, n + w + 1) == 1
    assert floordiv(floordiv(floordiv(r, 2), 3), 5) == floordiv(r, 30)
    assert floordiv(formula(floordiv(r, 2)) + 1, 2) == floordiv(r + 2, 4)
    assert ceildiv(ceildiv(r, 2), 2) == ceildiv(r, 4)


def test_extrema():
    assert maximum(3, 5) == minimum(7, 5) == 5
    assert maximum(n, n) == minimum(n, n) == n
    assert maximum(n, n + 1, n + 2) == n + 2
    assert minimum(n + 2, n + 1, n) == n
    assert maximum(n, w, 1) == maximum(n, w)
    assert minimum(n, w, 1) == 1
    assert maximum(minimum(n, w), n) == n
    assert set(atom(maximum(maximum(n, w), maximum(w, r))).arguments) == {n, w, r}
    assert set(atom(minimum(minimum(n, w), r)).arguments) == {n, w, r}
    assert maximum(2 * formula(maximum(n, w)), n) == 2 * formula(maximum(n, w))
    assert maximum(maximum(n, w) + 1, 1) == maximum(n, w) + 1
    assert formula(maximum(n, w, r)).at(n=3, w=7, r=5) == 7
    assert formula(minimum(n, w, r)).at(n=3, w=7, r=5) == 3
    assert atom(maximum(n - w, r)).bounds() == (r, None)
    assert atom(minimum(n, w)).bounds()[0] == 0
    assert atom(minimum(n - w, w)).bounds()[0] is None


def test_enclosures_by_sign():
    c = formula(ceildiv(r, 2))
    assert between(3 * c) == (3 * r / 2, 3 * (r + 1) / 2)
    assert between(-c + 5) == (5 - (r + 1) / 2, 5 - r / 2)
    assert between(c * w) == (r * w / 2, (r + 1) * w / 2)
    assert between(c * (w - r) ** z) == (c * (w - r) ** z, c * (w - r) ** z)
    assert between(c**2) == (r**2 / 4, (r + 1) ** 2 / 4)
    assert between(1 / c) == (1 / c, 1 / c)
    assert enclosure is between


def test_logarithms():
    assert log2(1) == 0
    assert log2(8) == 3
    assert log2(Fraction(1, 4)) == -2
    assert log2(w**3 / 2) == 3 * formula(log2(w)) - 1
    assert log2(2 * w + 2) == 1 + formula(log2(w + 1))
    assert log2(6) == 1 + formula(log2(3))
    assert log2((w + 1) ** n) == n * log2(w + 1)
    assert log2(2**n * 3) == n + log2(3)
    assert formula(log2(w)).subs(w=8) == 3
    assert formula(log2(w + 1)).subs(w=r) == log2(r + 1)
    for value in (0, -1, -n):
        with pytest.raises(SymalgebraError, match=r"no (real )?value"):
            log2(value)
    assert [binary_logarithm(v) for v in (1, 8, Fraction(1, 8))] == [0, 3, -3]
    assert type(binary_logarithm(8)) is int
    assert binary_logarithm(Fraction(3, 4)) == log2_of(3) - 2
    assert binary_logarithm(12) == log2_of(12)
    for value in (0, -2):
        with pytest.raises(SymalgebraError, match="no real value"):
            binary_logarithm(value)
    low, high = atom(LOG2_E).bounds()
    assert low.at() < 1.4426950408889634 < high.at()
    assert high - low == Fraction(1, 10**6)
    assert LOG2_E.at() == pytest.approx(1.4426950408889634, rel=1e-15)
    assert atom(log2(w)).bounds() == (0, None)
    assert atom(log2(w - r)).bounds() == (None, None)


def test_binomials():
    for k in range(6):
        falling = formula(1)
        for i in range(k):
            falling = falling * (n - i)
        assert binomial(n, k) == falling / factorial(k)
    assert formula(binomial(n, 32)).at(n=33) == 33
    assert formula(binomial(n, 33)).at(n=34) == 34
    assert str(binomial(n, 33)) == "binomial(n, 33)"
    assert len(formula(binomial(n, 32)).terms) == 32
    assert binomial(n, -1) == binomial(5, 6) == binomial(5, -1) == 0
    assert formula(binomial(n, w)).at(n=3, w=5) == 0
    assert formula(binomial(n, w)).subs(n=6, w=2) == 15
    assert atom(binomial(n, w)).bounds() == (0, None)
    with pytest.raises(NoClosedForm, match="integers n >= 0"):
        binomial(-1, 2)


def test_sums_of_powers_with_a_base():
    for base in (2, 3, Fraction(1, 2), Fraction(3, 2), 1):
        for degree in range(4):
            found = power_sum(formula(base), degree, n)
            for k in range(1, 6):
                assert found.at(n=k) == sum(Fraction(i) ** degree * Fraction(base) ** i for i in range(k))
    assert power_sum(formula(0), 0, z) == 1 - vanish(z)
    assert power_sum(formula(0), 1, z) == 0
    with pytest.raises(NoClosedForm, match="no power with a symbolic exponent"):
        power_sum(formula(-2), 1, n)


def test_geometric_sums():
    for more in (-9, -8, -1, 1, 8, 9):
        found = power_sum(w, 2, n + more)
        assert found.at(n=12, w=3) == sum(i**2 * 3**i for i in range(12 + more))
    assert atom(power_sum(w, 0, n)).count == n
    assert power_sum(w, 0, n + 8) - power_sum(w, 0, n) == sum((w ** (n + k) for k in range(8)), formula(0))
    assert power_sum(w, 1, formula(3)) == w + 2 * w**2
    assert len(power_sum(w, 0, formula(8)).terms) == 8
    assert isinstance(atom(power_sum(w, 0, formula(9))), Geometric)
    assert power_sum(w, 0, formula(0)) == 0
    assert atom(power_sum(w, 1, n)).degree == 1
    assert atom(power_sum(w, 1, n)).bounds() == (0, None)
    assert atom(power_sum(w - r, 1, n)).bounds() == (None, None)
    assert integral(power_sum(w, 1, n))
    assert not integral(power_sum(w / 2, 1, n))


def test_sums_and_products_that_stay():
    i = index_over(n)
    k = i.formula()
    found = atom(total(ceildiv(r, 2**k), i, n))
    assert formula(total(vanish(k), i, n)).terms == (1 - vanish(n)).terms
    assert formula(total(vanish(k) * ceildiv(r + 3 * k, 2**k), i, n)).at(r=9, n=3) == 9  # that at 0
    assert isinstance(found, Sum)
    assert {s.name for s in found.free} == {"n", "r"}
    assert (found.count, found.index.level, found.index.high) == (n, 1, n - 1)
    assert integral(found.formula())
    low, high = (formula(bound) for bound in found.bounds())
    for count in range(1, 5):
        value = sum(-(-9 // 2**j) for j in range(count))
        assert low.at(r=9, n=count) <= value <= high.at(r=9, n=count)
    least = atom(total(minimum(k + w - r, q), i, n))  # a minimum has an upper bound alone
    low, high = (formula(bound) for bound in least.bounds())
    assert low.at(n=3, w=1, r=2, q=0) == -1 + 0 + 0
    assert high.at(n=3, w=1, r=2) == -1 + 0 + 1
    product = atom(product_over(k + w, i, n))
    assert product.bounds() == (0, None)
    assert atom(product_over(k + w - r, i, n)).bounds() == (None, None)
    assert atom(total(1 / (k + 1), i, n)).bounds() == (0, None)
    assert product.formula().at(w=3, n=3) == 3 * 4 * 5
    assert product.formula().subs(n=2) == w * (w + 1)
    assert product_over(2 * w, i, n) == 2**n * w**n
    assert product_over(2**k, i, n) == 2 ** (n * (n - 1) / 2)


def test_indices_have_levels():
    outer = index_over(n)
    inner = index_over(n, outer.formula())
    assert (outer.level, inner.level) == (1, 2)
    assert index_over(outer.formula()).level == 2
    assert outer.high == n - 1
    assert outer is Index(1, n - 1)
    assert outer.low == 0
    assert index_level([]) == index_level(n.free) == 0
    assert index_level([outer, inner]) == 2
    assert [index_name(level, ()) for level in (1, 2, 12)] == ["i", "j", "i1"]
    assert index_name(1, {"i"}) == "j"
    assert index_name(2, {"i"}) == "k"


def test_formulas_within_formulas():
    f = 2 ** (n + w) * ceildiv(r, 2**q) + maximum(n**2, w)
    found = nested(f)
    assert found[-1] is f
    assert {n + w, 2**q, r + 2**q - 1, n**2, w} <= set(found)
    for g in found:
        assert all(found.index(inner) < found.index(g) for inner in inside(g))
    assert [s.name for s in names_of(f)] == ["n", "q", "r", "w"]
    assert nested(n) == [n]


def test_recurrences_step_by_step():
    fibonacci = [0, 1, 1, 2, 3, 5, 8, 13, 21]
    assert [term_of((1, 1), (0, 1), k) for k in range(9)] == fibonacci
    assert [term_of((2, 0, 1), (1, 2, 4), k) for k in range(6)] == [1, 2, 4, 6, 10, 18]
    assert [term_of((3,), (5,), k) for k in range(4)] == [5, 15, 45, 135]
    assert cfinite((1, 1), (0, 1), 8) == 21
    for k in (-1, Fraction(1, 2)):
        with pytest.raises(SymalgebraError, match="no term"):
            term_of((1, 1), (0, 1), k)
    assert cfinite((3,), (5,), n) == 5 * 3**n
    assert cfinite((-1, 2), (4, 7), n) == 3 * n + 4
    assert cfinite((-6, 5), (2, 5), n) == 2**n + 3**n
    assert [formula(cfinite((0, 2), (7, 3), z)).at(z=k) for k in range(4)] == [7, 3, 6, 12]
    for first in ((0, 1), (Fraction(1, 2), 3)):
        stays = formula(cfinite((1, 1), first, n))
        assert formula(stays.expr) == stays
    assert isinstance(atom(cfinite((0, 0), (1, 2), n)), CFinite)
    assert isinstance(atom(cfinite((1, 0), (1, 2), n)), CFinite)  # the root -1
    assert atom(cfinite((1, 1), (0, 1), n)).bounds() == (0, None)
    assert atom(cfinite((1, 1), (-1, 1), n)).bounds() == (None, None)
    assert not integral(cfinite((1, 1), (0, 1), n))
    for coefficients, first in (((), ()), ((1,), (1, 2)), ((1, 2), (1,))):
        with pytest.raises(SymalgebraError, match="as many are needed"):
            cfinite(coefficients, first, n)


def test_minimal_polynomials():
    """The last power is a combination of those before it."""
    assert spanning([[2]])[1] == [2]
    assert spanning([[1, 2], [3, 4]])[1] == [2, 5]
    assert spanning([[2, 0, 0], [0, 3, 0], [0, 0, 5]])[1] == [30, -31, 10]
    assert spanning([[0, 0, 0], [0, 0, 0], [0, 0, 1]])[1] == [0, 1]
    assert [row[k] for k, row in enumerate(matrix_power([[0, 0], [0, 1]], n))] == [vanish(n), 1]
    unit = [[int(i == j) for j in range(40)] for i in range(40)]
    assert matrix_power(unit, n) == unit
    assert rational_roots(tuple(map(Fraction, (-30, 31, -10, 1)))) == {2: 1, 3: 1, 5: 1}
    assert rational_roots(tuple(map(Fraction, (1, -4, 4)))) == {Fraction(1, 2): 2}
    assert rational_roots(tuple(map(Fraction, (-1, -1, 1)))) == {}
    assert rational_roots(tuple(map(Fraction, (0, 0, 1)))) == {0: 2}
    rotation = matrix_power([[0, 1, 0], [0, 0, 1], [1, 0, 0]], n)
    assert [[formula(v).at(n=4) for v in row] for row in rotation] == [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    with pytest.raises(SymalgebraError, match="1 to 40 rows"):
        matrix_power([[0] * 41] * 41, 1)


def test_affine_recurrences():
    i = index_over(n)
    k = i.formula()
    assert affine(1, 2, 3, i, n) == 2 * n + 3
    assert affine(2, 1, 0, i, n) == 2**n - 1
    assert affine(1, k, 5, i, n) == n * (n - 1) / 2 + 5
    assert affine(0, k + 2, 1, index_over(n), n) == n + 1
    dropped = formula(affine(0, 4, 9, i, z))
    assert [dropped.at(z=m) for m in range(3)] == [9, 4, 4]
    assert affine(0, 4, 4, i, z) == 4


def test_sizes():
    assert add([]) == 0
    assert multiply([]) == 1
    assert add([1, n, 2, n]) == 2 * n + 3
    assert add([n, -n, 5]) == 5
    assert type(add([n, -n])) is int
    assert multiply([2, n, 3, n]) == 6 * n**2
    assert multiply([2, 3]) == 6
    assert type(multiply([n, 1 / n])) is int
    assert names(n + w) == {"n", "w"}
    assert names(3) == frozenset()
    assert substitute(n + w, {"n": 2, "q": 9}) == w + 2
    assert substitute(n, {}) is n
    assert substitute(7, {"n": 2}) == 7
    assert type(substitute(n, {"n": 2})) is int


def test_lower_bounds_of_symbols():
    assert [low_of(as_sympy("n", low)) for low in (0, 1, 2, 7)] == [0, 1, 2, 7]
    assert as_sympy("n", 2) != as_sympy("n", 3)
    assert as_sympy("n", 1).is_positive
    assert as_sympy("n", 0).is_nonnegative
    assert as_sympy("n", 0).is_positive is None
    assert as_sympy("n", -1).is_nonnegative is None
    assert all(as_sympy("n", low).is_integer for low in (-1, 0, 1, 2))
    assert symbol("n" * 64)
    assert symbol("a", 2) != symbol("a", 1)


def test_monomials():
    m = next(iter((2**n * w**2 * r).terms))
    assert m.powers[0][0] == 2
    assert {s.name for s in m.free} == {"n", "w", "r"}
    assert len(m.atoms) == 2
    assert not next(iter(formula(ceildiv(r, 2)).terms)).simple
    assert next(iter((2**n * w).terms)).simple
    assert Monomial(m.powers) is m
