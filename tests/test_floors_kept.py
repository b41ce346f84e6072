"""Quotients where a rule just holds or just does not: floors that go and floors that stay."""

from fractions import Fraction

import pytest

from symalgebra.errors import SymalgebraError
from symalgebra.formula import Formula, ceildiv, floordiv, formula, index_over, log2, minimum, symbol
from symalgebra.formula.bases import vanish
from symalgebra.formula.canonical import _coefficients
from symalgebra.formula.division import divide, leading
from symalgebra.formula.facts import facts
from symalgebra.formula.floor import Floor
from symalgebra.formula.fraction import lowest
from symalgebra.formula.monomial import Monomial
from symalgebra.formula.nesting import inside, nested, spelled_out
from symalgebra.formula.quotient import coarse, divided
from symalgebra.formula.sums import power_sum

n, w, r, q = map(symbol, "nwrq")
z, b = symbol("z", 0), symbol("b", -1)
log = formula(log2(w))


def atom(f):
    """The one atom that a formula is."""
    ((m, _),) = formula(f).items()
    (found,) = m.atoms
    return found


def floors(f):
    return [a for m in formula(f).terms for a in m.atoms if isinstance(a, Floor)]


@pytest.mark.parametrize(
    ("top", "bottom", "value"),
    [
        (n, 1, n), (5, 1, 5), (0, z, 0), (0, w + log, 0), (index_over(4).formula(), 5, 0), (-n, n + w, -1),
        (minimum(w, 3), 5, 0), (formula(minimum(w, 3)) + 10, 5, 2),
    ],
    ids=str,
)  # fmt: skip
def test_floors_that_go(top, bottom, value):
    assert formula(floordiv(top, bottom)).terms == formula(value).terms


@pytest.mark.parametrize(
    ("f", "point", "value"),
    [
        (ceildiv(log, 3), {"w": 9}, 2),  # 3.17 thirds
        (floordiv(formula(floordiv(r, 2)) + log, 3), {"r": 1, "w": 7}, 0),  # 2.81 thirds
        (floordiv(2 ** (2 * n) * 2 ** (n / 2), 3), {"n": 2}, 10),
    ],
    ids=str,
)
def test_quotients_of_what_is_no_integer(f, point, value):
    assert formula(f).at(point) == value


def test_rules_that_need_a_positive_divisor_leave_a_floor():
    assert floors(ceildiv(1, w - 1))  # of 0 at w = 1
    assert atom(floordiv(floordiv(r, 4), z)).numerator == floordiv(r, 4)
    assert atom(ceildiv(5, w)).numerator == w + 4


def test_of_two_floors_the_first_in_order_is_dissolved():
    found = atom(floordiv(formula(floordiv(r, 2)) + floordiv(w, 3), 4))
    assert found.numerator == r + 2 * formula(floordiv(w, 3))


def test_a_ceiling_is_one_of_integers():
    """floor((P + D - 1)/D) is ceil(P/D) for integers alone."""
    assert atom(floordiv(log + 2, 3)).ceiled is None
    assert atom(floordiv(n + w + r - 1, n + w + log)).ceiled is None


def test_bounds_at_0():
    assert atom(floordiv(z, 7)).bounds() == (0, z / 7)
    low, high = atom(floordiv(z + 6, 7)).bounds()
    assert (low.terms, high.terms) == ((z / 7).terms, ((z + 6) / 7).terms)
    assert atom(floordiv(q - r, w + log)).bounds()[0] == (q - r - w - log) / (w + log)


def test_floors_turned_round():
    """floor(P/D) = -floor((D - 1 - P)/D) for integers: at w = 3 the sides are 0 and 1 with P = log2(w)."""
    assert floordiv(log, 3) != -formula(floordiv(2 - log, 3))
    assert floordiv(n, 3) == -formula(floordiv(2 - n, 3))
    assert _coefficients(2 * n + 5) == [2, 5]


def test_zero_to_a_power_is_0_from_1_on():
    assert vanish(z) != 0
    assert vanish(n) == 0
    assert vanish(n + z) == 0


def test_floors_within_floors_are_split():
    """A floor of a formula that is built anew has multiples outside, in any power and beside any atom."""
    one, other = formula(floordiv(r + 2**n, 2**n)), formula(floordiv(r, 2**n)) + 1
    for k in (1, 2, 3):
        assert floordiv(one**k + w, 5) == floordiv(other**k + w, 5)
        assert formula(minimum(one**k, w)) * log2(one) == formula(minimum(other**k, w)) * log2(other)


def test_what_is_left_as_a_rest():
    assert divided(formula(5), 1 / w) == (0, 5)  # the constant stays
    assert divided(7 * log, formula(3)) == (0, 7 * log)
    assert divided(7 * 2**b, formula(3)) == (0, 7 * 2**b)  # 2**b may be 1/2
    assert coarse(2 * log + 1, formula(4)) == (2 * log + 1, 4)
    assert coarse(2 * n + Fraction(1, 2), 4 * w) == (2 * n + Fraction(1, 2), 4 * w)


def test_how_many_terms_are_brought_over_one_denominator():
    """Terms of f times those of the denominator: 500 at most."""
    names = [symbol(f"x{k}") for k in range(5)]
    base = sum(names, formula(0))

    def apart(count, power):
        """The first powers of q with a factor that is also the denominator."""
        powers = sum((q**k for k in range(count)), formula(0))
        return powers, base * powers * Formula({Monomial(((atom(1 / base), -power),)): 1})

    powers, f = apart(20, 1)  # 100 terms, 5 below
    assert lowest(f).terms == powers.terms
    _, f = apart(21, 1)
    assert lowest(f).terms == f.terms
    _, f = apart(5, 2)  # 25 terms, 25 below
    assert lowest(f).terms == f.terms


def test_fractions_with_what_has_no_denominator():
    f = 1 / (w + 1)
    assert lowest(n + f).terms == ((n * w + n + 1) * f).terms
    assert lowest((1 / (w**2 - 1)) ** 2 - (f / (w - 1)) ** 2).terms == {}


def test_exponents_that_add_up_to_an_integer():
    root = w ** Fraction(1, 2)
    assert (root / root).terms == formula(1).terms
    assert (root * root).terms == (root**2).terms == w.terms
    assert all(type(e) is int for m in (root * root * n).terms for _, e in m.powers)
    assert (w - root) / root == root - 1


def test_division_by_leading_terms():
    root = w ** Fraction(1, 2)
    prime = 2147483647
    assert divide(w - 1, root - 1) == root + 1
    assert leading(formula(prime) ** n + w) == (*(formula(prime) ** n).terms, 1)
    assert leading(w + n) == (*n.terms, 1)
    assert leading(n * w + 3 * n**2) == (*(n**2).terms, 3)


def test_facts_about_one_symbol():
    assert facts("r = 32*q") == {"r": 32 * q}
    assert facts(["r = q"]) == {"r": q}
    for fact, message in (
        ("2*r = q + 1", "cannot be used"),
        ("2*r = 2*r", "says nothing"),
        ("2*r > 3", "cannot"),
    ):
        with pytest.raises(SymalgebraError, match=message):
            facts([fact])


def test_what_is_within_an_index_is_not_within_a_formula():
    k = index_over(n).formula()
    assert list(inside(k)) == []
    assert nested(k) == [k]
    assert list(inside(2**n * ceildiv(r, 2), (Floor,))) == [n, r + 1, formula(2)]


def test_a_geometric_sum_is_that_of_powers():
    body, index = spelled_out(atom(power_sum(w, 3, n)))
    assert body == index.formula() ** 3 * w ** index.formula()
    assert index.high == n - 1
