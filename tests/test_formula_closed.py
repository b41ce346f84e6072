"""Closed forms and the atoms that stay: the least cases, the ends of budgets, the exact bounds."""

from fractions import Fraction

import pytest

from symalgebra.errors import NoClosedForm, SymalgebraError
from symalgebra.formula import (
    affine,
    binomial,
    ceildiv,
    formula,
    index_over,
    integral,
    log2,
    maximum,
    minimum,
    product_over,
    symbol,
    total,
)  # fmt: skip
from symalgebra.formula import unevaluated as loops
from symalgebra.formula.bases import vanish
from symalgebra.formula.logarithm import LOG2_E, binary_logarithm
from symalgebra.formula.matrix import CFinite, cfinite, matrix_power, rational_roots, spanning
from symalgebra.formula.sums import _faulhaber, _geometric, _telescope, power_sum
from symalgebra.formula.unevaluated import Geometric, Product, Sum, geometric, unevaluated

n, w, r = map(symbol, "nwr")
z = symbol("z", 0)
INDEX = index_over(z)
j = INDEX.formula()


def atom(f):
    """The one atom that a formula is."""
    ((m, _),) = formula(f).items()
    (found,) = m.atoms
    return found


@pytest.mark.parametrize(
    ("top", "chosen", "value"),
    [
        (0, 0, 1), (0, 1, 0), (1, 1, 1), (2, 3, 0), (10**7, 1, 10**7), (10**9, 10**9 - 1, 10**9),
        pytest.param(1 << (1 << 22) - 1, 1, 1 << (1 << 22) - 1, id="2**22 bits"),
    ],
)  # fmt: skip
def test_values_of_binomials(top, chosen, value):
    assert binomial(top, chosen) == value


@pytest.mark.parametrize(
    ("top", "chosen"), [(1 << (1 << 22), 1), (1 << (1 << 21), 3)], ids=["one of many", "three of many"]
)
def test_binomials_that_are_too_long(top, chosen):
    with pytest.raises(NoClosedForm, match="bits is too large to be written out"):
        binomial(top, chosen)


def test_binomials_at_a_point():
    of_five = formula(binomial(5, z))
    assert [of_five.at(z=k) for k in (0, 2, 6)] == [1, 10, 0]
    for refused in (binomial(n, z / 2), binomial(n / 2, z)):
        with pytest.raises(NoClosedForm, match="for integers n >= 0 only"):
            formula(refused).at(n=3, z=1)


def test_recurrences_that_forget():
    """x(i + 1) = i + 2 forgets where it starts; x(0) does not."""
    assert affine(0, j + 2, 1, INDEX, z) == z + 1
    forgets = formula(affine(0, j + 2, 5, INDEX, z))
    assert forgets == z + 1 + 4 * vanish(z)
    assert [forgets.at(z=k) for k in range(3)] == [5, 2, 3]


def test_levels_of_indices():
    inside = index_over(z, j)
    assert [INDEX.level, inside.level, index_over(j).level] == [1, 2, 2]
    assert INDEX.high == z - 1
    third = index_over(z, inside.formula())
    lowered = atom(total(ceildiv(r, 2 ** third.formula()), third, z)).index
    assert lowered is INDEX
    beside = unevaluated("sum", ceildiv(r, 2 ** (j + third.formula())), third, z)
    assert atom(beside).index.level == 2
    assert atom(unevaluated("sum", ceildiv(r, 2 ** third.formula()), third, j)).index.level == 2


@pytest.mark.parametrize("body", [7, Fraction(1, 2), formula(7), w, w**n + 1], ids=str)
def test_sums_of_what_does_not_hold_the_index(body):
    assert total(body, INDEX, z) == z * body


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (2**j * w**j * r ** (j + 1), lambda i: 2**i * 3**i * 9 ** (i + 1)),
        (j**w, lambda i: i**3),
        (1 / (j + 1), lambda i: Fraction(1, i + 1)),
        (j**2 * w**j * 2**j * ceildiv(r, 2**j), lambda i: i**2 * 6**i * -(-9 // 2**i)),
        (vanish(j) * ceildiv(r + j, 2), lambda i: 5 if i == 0 else 0),
        (ceildiv(r, 2**j) * vanish(j), lambda i: 9 if i == 0 else 0),
        (vanish(j * w), lambda i: int(i == 0)),
        (j * (w - 5) ** j, lambda i: i * (-2) ** i),
    ],
    ids=lambda part: getattr(part, "__name__", str(part)),
)  # fmt: skip
def test_sums_term_by_term(body, value):
    found = formula(total(body, INDEX, z))
    for count in range(5):
        point = {"z": count, "w": 3, "r": 9}
        assert found.at({k: v for k, v in point.items() if k in found.names}) == sum(map(value, range(count)))


def test_sums_of_powers_of_0():
    """Only the first term is not 0, and that is 0 where it has a factor i."""
    for degree, expected in ((0, 1 - vanish(z)), (1, 0), (2, 0)):
        assert total(vanish(j) * j**degree, INDEX, z) == expected
        assert power_sum(formula(0), degree, z) == expected


def test_coefficients_of_sums():
    """Q(x + 1) - Q(x) = x**a, and b*Q(x + 1) - Q(x) = x**a."""
    assert [_faulhaber(a) for a in range(3)] == [
        (0, 1),
        (0, Fraction(-1, 2), Fraction(1, 2)),
        (0, Fraction(1, 6), Fraction(-1, 2), Fraction(1, 3)),
    ]
    assert [_telescope(Fraction(2), a) for a in range(3)] == [(1,), (-2, 1), (6, -4, 1)]
    assert _telescope(Fraction(3), 1) == (Fraction(-3, 4), Fraction(1, 2))


@pytest.mark.parametrize("degree", range(3))
@pytest.mark.parametrize("more", [-9, -8, -2, -1, 0, 1, 2, 8, 9])
def test_constants_of_the_count_of_a_geometric_sum(degree, more):
    found = _geometric(w, degree, z + more)
    (kept,) = (a for m in found.terms for a in m.atoms if isinstance(a, Geometric))
    assert kept.count == (z if abs(more) <= 8 else z + more)
    for count in (9, 11):
        assert found.at(w=3, z=count) == sum(i**degree * 3**i for i in range(count + more))


def test_geometric_sums_that_stay():
    assert [len(geometric(w, 0, formula(k)).terms) for k in (0, 1, 8, 9)] == [0, 1, 8, 1]
    assert geometric(w, 2, formula(4)) == w + 4 * w**2 + 9 * w**3
    assert _geometric(w, 0, formula(-3)) == 0
    assert atom(_geometric(w, 0, z / 2 + Fraction(1, 2))).count == (z + 1) / 2
    assert atom(geometric(w, 1, z)).bounds() == (0, None)
    assert atom(geometric(w - r, 1, z)).bounds() == (None, None)


def test_a_negative_ratio_has_a_sum_where_the_count_is_a_number():
    powers = formula(total((w - 5) ** j, INDEX, z))
    assert [powers.at(w=2, z=k) for k in range(5)] == [0, 1, -2, 7, -20]
    with pytest.raises(NoClosedForm, match="-3 has no power with a symbolic exponent"):
        powers.subs(w=2)


def test_products_of_powers():
    product = formula(product_over(w**n * 2**j * (3 * j), INDEX, z))
    assert product == 3**z * w ** (n * z) * 2 ** (z * (z - 1) / 2) * product_over(j, INDEX, z)
    assert product_over(w + n, INDEX, z) == (w + n) ** z
    assert atom(product_over(j**w, INDEX, z)).body == j**w


def test_loops_that_are_written_out():
    body = ceildiv(r + j, 2)
    values = [ceildiv(r, 2), ceildiv(r + 1, 2), ceildiv(r + 2, 2)]
    assert unevaluated("sum", body, INDEX, formula(3)) == values[0] + values[1] + values[2]
    assert unevaluated("product", body, INDEX, formula(3)) == values[0] * values[1] * values[2]
    assert [unevaluated(kind, body, INDEX, formula(0)) for kind in ("sum", "product")] == [0, 1]


def test_how_many_steps_are_carried_out(monkeypatch):
    monkeypatch.setattr(loops, "MOST_STEPS", 3)
    body = ceildiv(r + j, 2)
    for kind, value in (("sum", 7), ("product", 12)):
        stays = unevaluated(kind, body, INDEX, z)
        assert unevaluated(kind, body, INDEX, formula(3)).at(r=3) == stays.at(r=3, z=3) == value
        with pytest.raises(NoClosedForm, match="a sum of 4 terms"):
            stays.at(r=3, z=4)
        with pytest.raises(NoClosedForm, match=f"a {kind} of 4 terms"):
            unevaluated(kind, body, INDEX, formula(4))


def test_symbols_of_loops():
    for kind, atoms in (("sum", Sum), ("product", Product)):
        loop = atom(unevaluated(kind, ceildiv(r, 2**j), INDEX, z))
        assert type(loop) is atoms
        assert loop.free == r.free | z.free
        assert formula(loop.substitute({next(iter(r.free)): r, next(iter(z.free)): formula(2)})) == (
            r + ceildiv(r, 2) if kind == "sum" else r * ceildiv(r, 2)
        )


@pytest.mark.parametrize(
    ("body", "low", "high"),
    [
        (ceildiv(r, 2**j), total(r / 2**j, INDEX, z), total((r + 2**j - 1) / 2**j, INDEX, z)),
        (maximum(j, w), total(j, INDEX, z), total(maximum(j, w), INDEX, z)),
        (minimum(j + r - w, w), total(minimum(j + r - w, w), INDEX, z), total(j + r - w, INDEX, z)),
        (j**w, 0, None), (log2(j + w - r), None, None),
    ],
    ids=str,
)  # fmt: skip
def test_bounds_of_sums(body, low, high):
    assert atom(total(body, INDEX, z)).bounds() == (low, high)


def test_bounds_of_products():
    assert atom(product_over(j + 1, INDEX, z)).bounds() == (0, None)
    assert atom(product_over(j + w - r, INDEX, z)).bounds() == (None, None)


@pytest.mark.parametrize(
    ("coefficients", "first", "expected"),
    [
        ((0, 2), (7, 3), 3 * 2**z / 2 + vanish(z) * Fraction(11, 2)), ((-1, 2), (4, 7), 3 * z + 4),
        ((Fraction(1, 2),), (3,), 3 / formula(2) ** z), ((-6, 5), (2, 5), 2**z + 3**z),
        ((0,), (4,), 4 * vanish(z)),
        ((-4, 4), (1, 4), 2**z + z * 2**z), ((8, -12, 6), (0, 2, 16), z**2 * 2**z),
    ],
    ids=str,
)  # fmt: skip
def test_recurrences_with_rational_roots(coefficients, first, expected):
    assert cfinite(coefficients, first, z) == expected


@pytest.mark.parametrize("coefficients", [(0, 0), (1, 0), (1, 1), (0, 0, 2), (2, 1), (-2,)], ids=str)
def test_recurrences_that_stay(coefficients):
    """The root 0 twice, a negative or an irrational one."""
    assert type(atom(cfinite(coefficients, range(1, len(coefficients) + 1), z))) is CFinite


def test_powers_of_small_matrices():
    assert matrix_power([[2]], n) == [[2**n]]
    assert matrix_power([[0]], z) == [[vanish(z)]]
    assert spanning([[1, 2], [3, 4]])[1] == [2, 5]
    assert spanning([[2, 3, 0], [0, 5, 7], [0, 0, 11]])[1] == [110, -87, 18]
    assert spanning([[0, 3, 0], [0, 0, 5], [7, 0, 0]])[1] == [105, 0, 0]
    assert spanning([[1, 2, 4], [3, 1, 5], [6, 2, 1]])[1] == [45, 37, 3]
    assert rational_roots((Fraction(-3), Fraction(2))) == {Fraction(3, 2): 1}


def test_what_takes_other_values_than_integers():
    stays = cfinite((1, 1), (Fraction(1, 2), 1), n)
    assert [integral(f) for f in (log2(w), LOG2_E, stays)] == [False] * 3
    assert [integral(f) for f in (maximum(n, w), maximum(n / 2, w), minimum(n, w / 2))] == [
        True,
        False,
        False,
    ]


def test_bounds_of_logarithms():
    assert [atom(log2(f)).bounds() for f in (w, w + 1)] == [(0, None)] * 2
    assert [atom(log2(f)).bounds() for f in (z, w - r)] == [(None, None)] * 2
    assert atom(LOG2_E).bounds() == (Fraction(1442695, 10**6), Fraction(1442696, 10**6))


@pytest.mark.parametrize(
    ("value", "expected", "kind"),
    [
        (1, 0, int), (8, 3, int), (Fraction(1, 8), -3, int), (Fraction(16, 1), 4, int),
        (3, 1.584962500721156, float), (Fraction(1, 3), -1.584962500721156, float),
        (Fraction(4, 3), 0.41503749927884376, float), (Fraction(3, 4), -0.41503749927884376, float),
    ],
    ids=str,
)  # fmt: skip
def test_binary_logarithms(value, expected, kind):
    found = binary_logarithm(value)
    assert type(found) is kind
    assert found == pytest.approx(expected, rel=1e-15)


def test_logarithms_of_numbers():
    assert [log2(v) for v in (1, 2, Fraction(1, 2), 2**70)] == [0, 1, -1, 70]
    assert log2(3) != 1
    assert str(log2(3)) == "log2(3)"
    assert log2(12) == 2 + formula(log2(3))
    assert log2(Fraction(9, 2)) == 2 * formula(log2(3)) - 1
    assert formula(log2(w)).subs(w=r + 1) == log2(r + 1)
    for value in (0, -1, Fraction(-1, 2), -w):
        with pytest.raises(SymalgebraError, match=r"has no (real )?value"):
            log2(value)


def test_extrema_of_several():
    for several in ([n, n + 1, w], [n + 1, w, n], [w, n + 1, n], [n + 1, n, w, n + 1]):
        assert set(atom(maximum(*several)).arguments) == {n + 1, w}
        assert set(atom(minimum(*several)).arguments) == {n, w}
    assert [maximum(2, Fraction(5, 2)), minimum(2, Fraction(5, 2))] == [Fraction(5, 2), 2]
    assert [maximum(0, z), minimum(0, z)] == [z, 0]
    for kind, of in (("max", maximum), ("min", minimum)):
        assert formula(of(n, w)).subs(n=4, w=r + 4) == of(4, r + 4), kind
        assert formula(of(n, w)).at(n=2, w=5) == {"max": 5, "min": 2}[kind]
        assert formula(of(n, w)).subs(w=n) == n
        assert type(of(3, Fraction(1, 2))) in (int, Fraction)


def test_bounds_of_extrema():
    assert atom(maximum(n, w)).bounds() == (n, None)
    assert atom(maximum(n - w, r)).bounds() == (r, None)
    assert atom(maximum(n - w, r - w)).bounds() == (n - w, None)
    assert atom(minimum(w, r)).bounds() == (0, r)
    assert atom(minimum(n - w, r)).bounds() == (None, n - w)
    assert atom(minimum(r, w - n)).bounds() == (None, w - n)
