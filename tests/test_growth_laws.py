"""Growth against the values of random pairs far out, and `compare` on tails; orders and SymPy's limits."""

from math import inf
from random import Random

import mpmath
import pytest
import sympy
from drawn import pair
from hypothesis import given, settings
from hypothesis import strategies as st

from symalgebra.formula import Formula, formula, read, symbol
from symalgebra.order import Proved, Refuted, compare, growth, order
from symalgebra.order.expression import expression
from symalgebra.order.expressions import formula_of

NEAR, FAR, STEEP = 600, 9_600, (24, 400)  # binary logarithms of the symbols at which ratios are looked at
LARGE = 10**5  # what no ratio of the pairs exceeds, where it is bounded


@pytest.fixture(autouse=True)
def _precise():
    with mpmath.workprec(300):  # nothing is subtracted in the pairs
        yield


def number(e, at):
    """The value of an expression; floating, with exponents of any length."""
    if isinstance(e, str):
        top, _, bottom = e.partition("/")
        return mpmath.mpf(int(top)) / int(bottom or 1)
    kind, *parts = e
    if kind == "sym":
        return at[parts[0]]
    return WAYS[kind](*(number(part, at) for part in parts))


WAYS = {
    "add": lambda *v: mpmath.fsum(v),
    "mul": lambda *v: mpmath.fprod(v),
    "pow": lambda a, b: a**b,
    "floor": lambda a, b: mpmath.floor(a / b),
    "log2": lambda a: mpmath.log(a, 2),
    "max": max,
    "min": min,
}


def value(f, at):
    return number(expression(formula(f)), at)


def diagonal(names, size):
    return dict.fromkeys(names, mpmath.mpf(2) ** size)


def places(names, steep):
    """Two points, the second far beyond the first: along the diagonal, and with one symbol far larger."""
    yield tuple(diagonal(names, size) for size in ((NEAR, FAR) if not steep else STEEP))
    for name in names if len(names) > 1 and not steep else ():
        yield tuple({**diagonal(names, size), name: mpmath.mpf(2) ** (9 * size)} for size in (NEAR, FAR))


def ratio(f, g, at):
    return value(f, at) / value(g, at)


def judged(found, f, g, names):
    """Hold a relation against the ratios far out; whether it is one."""
    for near, far in places(names, steep="2**" in str(f + g) or "3**" in str(f + g)):
        before, after = ratio(f, g, near), ratio(f, g, far)
        if found.relation in ("o", "omega"):
            shrinks = after / before if found.relation == "o" else before / after
            assert shrinks < 0.8, f"{f} = {found.relation}({g}): {before} to {after}"
        if found.upper.holds:
            assert after < LARGE, f"{f} = O({g}): {after}"
        if found.lower.holds:
            assert 1 / after < LARGE, f"{f} = Omega({g}): {after}"
        if found.relation == "Theta" and found.limit is not None:
            end = value(found.limit, far)
            assert abs(after / end - 1) < 0.05, f"{f} over {g}: {after}, not {found.limit}"
    for half, above, below in ((found.upper, f, g), (found.lower, g, f)):
        if half.ray is not None and not found.cells:
            assert rises(half.ray, above, below), f"{above} over {below} along {half.ray}"
    return found.relation != "undecided"


def rises(ray, f, g):
    """Whether f/g grows along a curve of powers; steeper ones are not looked at."""
    if any(
        isinstance(power, Formula) for _, e in ray.curve for m in formula(e).terms for _, power in m.powers
    ):
        return True
    at = []
    for size in (NEAR, 4 * NEAR):
        t = {"t": mpmath.mpf(2) ** size}
        at.append({name: value(e, t) for name, e in ray.curve})
    return ratio(f, g, at[1]) > 1.2 * ratio(f, g, at[0])


def fuzzed(seed, names, count, **options):
    """The share of pairs of which a relation is found, none against the values."""
    draw, decided = Random(seed), 0
    for _ in range(count):
        f, g = pair(draw, names, signed=False, **options)
        by = [name for name in names if name in f.names | g.names]
        if by:
            decided += judged(growth(f, g, by), f, g, by)
        else:
            decided += 1
    return decided / count


@pytest.mark.parametrize("names", ["n", "nw", "nwr"])
def test_some_growths(names):
    assert fuzzed(1, names, 8) > 0.8


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize("names", ["n", "nw", "nwr"])
def test_growths(names, seed):
    assert fuzzed(seed, names, 80) > 0.9


def bounds_hold(certificate, f, g):
    """Whether the inequalities of O hold at points from the threshold on."""
    claim = certificate["claim"]
    for name, above, below in (("upper", f, g), ("lower", g, f)):
        part = certificate["parts"].get(name)
        if part is None or part["kind"] not in ("bound", "small"):
            continue
        factor, rate = formula_of(part["constant"]), formula_of(part.get("rate", "1"))
        for size in (0, 1, 2, 5, 30, 1000):
            at = {
                x: mpmath.mpf(max(low, part["from"].get(x, low)) + 2**size - 1)
                for x, (low, _) in claim["domain"].items()
            }
            left, right = value(above * rate, at), value(below * factor, at)
            assert left <= right * (1 + mpmath.mpf(2) ** -200), f"{above} <= {factor}*({below}) at {at}"
    return True


def certified(seed, names, count, uniform):
    """The number of certificates, each accepted, none against the values."""
    draw, found = Random(seed), 0
    for _ in range(count):
        f, g = pair(draw, names, signed=False, terms=2)
        if f.names | g.names:
            known = growth(f, g, uniform=uniform)
            assert known.check()
            found += known.certificate is not None and bounds_hold(known.certificate, f, g)
    return found


@pytest.mark.parametrize("uniform", [False, True])
def test_some_certificates(uniform):
    assert certified(1, "n", 4, uniform) >= 1


@pytest.mark.nightly
@pytest.mark.parametrize("uniform", [False, True])
@pytest.mark.parametrize("names", ["n", "nw"])
@pytest.mark.parametrize("seed", range(2, 7))
def test_certificates(seed, names, uniform):
    assert certified(seed, names, 25, uniform) >= 5


# Growth and compare on tails

THRESHOLDS = [2**k for k in (0, 2, 4, 6, 9, 13, 18, 30)]


def settled(f, g, relation="<="):
    """Whether f <= g is proved from some threshold on, and never refuted from a later one."""
    verdicts = [compare(f, g, [f"n >= {least}"], relation) for least in THRESHOLDS]
    proved = [k for k, verdict in enumerate(verdicts) if isinstance(verdict, Proved)]
    assert not proved or not any(isinstance(v, Refuted) for v in verdicts[proved[0] :])
    return bool(proved) and not isinstance(verdicts[-1], Refuted)


@pytest.mark.parametrize(
    ("f", "g"),
    [
        ("100*n + 7", "n**2"),
        ("n*log2(n)", "n**2 - 3*n"),
        ("50*n**3", "2**n"),
        ("floor(n/2)*9", "n*log2(n)"),
        ("log2(n)**2", "n"),
        ("2**n*n", "3**n"),
    ],
)
def test_what_is_o_is_less_from_a_threshold_on(f, g):
    f, g = formula(read(f)), formula(read(g))
    assert growth(f, g).relation == "o"
    assert settled(f, g)
    assert settled(f * 4, g)


@pytest.mark.parametrize(
    ("f", "g"), [("3*n**2 + n", "2*n**2 - n"), ("floor(n/3)", "n + 5"), ("n*log2(n) + n", "5*n*log2(n) + 1")]
)
def test_what_is_theta_is_between_multiples_near_the_limit(f, g):
    f, g = formula(read(f)), formula(read(g))
    found = growth(f, g)
    assert found.relation == "Theta"
    assert settled(f, g * found.limit * formula(11) / 10)
    assert settled(g * found.limit * formula(9) / 10, f)


def excluded(found):
    """What cannot hold on any tail if the relation is what it is said to be, as f <= g."""
    f, g = found.left, found.right
    limit = found.limit if found.relation == "Theta" else None
    yield from [(g, f)] if found.relation == "o" else [(f, g)] if found.relation == "omega" else []
    yield from [(g * limit * 2, f), (f * 2, g * limit)] if limit is not None else []


def grown(draw):
    """The growth of a pair in one symbol."""
    f, g = pair(draw, "n", signed=False, terms=2)
    return growth(f, g, ["n"] if "n" in f.names | g.names else [])


@given(st.randoms(use_true_random=False))
@settings(max_examples=8)
def test_growth_and_compare_agree_on_tails(draw):
    found = grown(draw)
    for least in (1, 2**10, 2**40) if found.left and found.right and found.by else ():
        for less, more in excluded(found):
            assert not isinstance(compare(less, more, [f"n >= {least}"]), Proved), (
                f"{found}: {less} <= {more}"
            )


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
@settings(max_examples=12)
def test_compare_does_not_refute_the_constants_of_growth(draw):
    for bound in grown(draw).evidence:
        far = [f"{name} >= {low}" for name, low in bound.threshold.items()]
        assert bound.check()
        assert not isinstance(compare(bound.left, bound.right * bound.factor, far), Refuted), bound


def agreeing(seed, count):
    draw = Random(seed)
    for _ in range(count):
        f, g = pair(draw, "n", signed=False, terms=2)
        relation = growth(f, g, ["n"]).relation if "n" in f.names | g.names else ""
        far = compare(f, g, [f"n >= {2**40}"], "<")
        if relation in (
            "o",
            "omega",
        ):  # no ratio of such pairs is far from its limit at 2**40 but by logarithms
            assert not isinstance(far, Proved if relation == "omega" else Refuted), f"{f} = {relation}({g})"


def test_growth_and_compare_agree_far_out():
    agreeing(1, 8)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 8))
def test_growth_and_compare_agree_on_other_pairs(seed):
    agreeing(seed, 60)


# Orders: the elasticity is the limit of x*f'/f

ELASTIC = """
3*n**2 + 7*n; n*log2(n) + 5; n**3/(n + 1); (n**2 + 3)/(2*n**5 + n); n**2*log2(n)**3; 7 + 1/n; n**(1/2)*n + n
binomial(n, 3); (n + 1)**4 - n**4; log2(n)/n**2; 18*n + 27*n**2/(n + 4); n*log2(n + 1) - n*log2(n)
2**n*n**3; 3**n/2**n; n**5/2**n; 4**n + n**9
"""


@pytest.mark.parametrize("text", [t.strip() for t in ELASTIC.replace("\n", ";").split(";") if t.strip()])
def test_orders_are_limits_of_elasticities(text):
    f = formula(read(text))
    x = sympy.Symbol("n", positive=True)
    expr = f.expr.subs({s: x for s in f.expr.free_symbols})
    slope = sympy.limit(sympy.simplify(x * sympy.diff(expr, x) / expr), x, sympy.oo)
    expected = {sympy.oo: inf, -sympy.oo: -inf}.get(slope, slope)
    assert order(f)["n"].exponent == expected


def test_orders_in_several_symbols():
    n, w, r = symbol("n"), symbol("w"), symbol("r")
    rates = order(18 * n * r**2 * w**2 + 27 * r**2 * w + 10 * w)
    assert {name: rate.exponent for name, rate in rates.items()} == {"n": 1, "r": 2, "w": 2}
