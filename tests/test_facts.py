"""What is worth stating about an atom beside others, in the order in which it is tried."""

from fractions import Fraction
from math import prod

import pytest
from test_rules import domain, polynomial

from symalgebra.order import checker
from symalgebra.order.expressions import formula_of
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.hypotheses import conditions, ends
from symalgebra.order.proof.linear import candidates, combined, differences, prove_linear, scaled
from symalgebra.order.proof.lines import TANGENTS, above_line, above_power, lines, rounded_up
from symalgebra.order.proof.statements import facts_about, justified, shift


def atom(text, d):
    ((m, c),) = polynomial(text, d).items()
    ((found, e),) = m
    assert (c, e) == (1, 1)
    return found


def under(*given, **spans):
    """A domain with conditions."""
    d = domain(**spans)
    for text in given:
        d = d.narrowed(polynomial(text, d))
    return d


def told(part):
    """An expression as a formula; a side as a product of powers or as a sum of logarithms."""
    if part is None or isinstance(part, int | str):
        return str(part)
    if isinstance(part, dict):
        return "by " + " + ".join(f"{c}*{refs[0][1]}" if refs else c for c, refs in part["terms"])
    if not isinstance(part[0], list):
        return str(formula_of(part))
    if part[0][1][0] == "log2":
        return str(sum(e * formula_of(log) for e, log in part))
    return str(prod(formula_of(power) ** e for e, power in part))


def spelled(facts):
    return [" | ".join([fact[0], *map(told, fact[1:])]) for fact in facts]


def facts(texts, d):
    """The facts about the first of some atoms beside the others."""
    atoms = [atom(text, d) for text in texts.split("; ")]
    return list(facts_about(atoms[0], d, set(atoms)))


FREE = domain()
ONE_SYMBOL = checker.Domain({"n": (1, None)}, [])
BERNOULLI = [
    f"bernoulli | 2**n | {k} | {l}"
    for k, l in [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (4, 0), (5, 0), (6, 0)]
]
OF_SYMBOLS = ["bernoulli | k**n | 1 | 0", "bernoulli | k**n | 1 | 1"]
OF_SETS = [f"{kind} | binomial(n, k)" for kind in ("central", "binomial", "selections")]
STATED = [
    # those with the same divisor come first
    ("floor((r + 2)/3); floor(r/2); floor(r/3); n", FREE, [
        "floor-order | ceiling(r/3) | floor(r/3) | 0", "floor-order | floor(r/3) | ceiling(r/3) | 1",
        "floor-order | ceiling(r/3) | floor(r/2) | 0", "floor-order | floor(r/2) | ceiling(r/3) | 1", "floor | ceiling(r/3)"]),
    # only powers of its own base beside its own exponent, or of its own exponent
    ("2**n; 2**m; k**m", FREE, ["exponent | 2**n | 2**m", "exponent | 2**m | 2**n", *BERNOULLI]),
    ("2**n; 2**m", under("n - m"), ["exponent | 2**n | 2**m | by 1*0", "exponent | 2**m | 2**n", *BERNOULLI]),
    ("k**n; k**m", FREE, ["exponent | k**n | k**m", "exponent | k**m | k**n", *OF_SYMBOLS]),
    ("k**n; 2**m; m", domain(k=3), ["powers | k**n | 3**n", *OF_SYMBOLS]),
    ("k**n; n", domain(k=2), ["powers | k**n | 2**n", *OF_SYMBOLS]),
    ("max(n, m); max(n, k)", FREE, ["extremum | Max(m, n)"]),
    ("min(n, m)", FREE, ["extremum | Min(m, n)"]),
    ("n; m", FREE, []),
    ("binomial(n, k); binomial(n + 1, k); n", FREE, [
        "pascal | binomial(n, k) | binomial(n + 1, k)", "pascal | binomial(n + 1, k) | binomial(n, k)",
        "subsets | binomial(n, k) | 1 | None | None", "subsets | binomial(n, k) | 0 | None | None", *OF_SETS]),
    ("binomial(n, k)", under("n - k - 1", "k - 2"), [
        "subsets | binomial(n, k) | 1 | by 1*1 | by 1*0", "subsets | binomial(n, k) | 0 | by 1*1 | by 1*0", *OF_SETS]),
    ("binomial(n, k)", under("n - k"), [
        "subsets | binomial(n, k) | 1 | None | None", "subsets | binomial(n, k) | 0 | None | by 1*0", *OF_SETS]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "d", "expected"), STATED, ids=[f"{row[0]} {len(row[1].given)}" for row in STATED]
)
def test_what_is_stated(texts, d, expected):
    assert spelled(facts(texts, d)) == expected


POWERS = [
    # those whose bases are near come first: 3 > 2, 9 > 2, ..., each with its first terms of a binomial sum
    ("2**n; 3**n", "3 2, 9 2, 27 2, 4 3, 9 4, 27 4, 9 8, 8 3, 27 8"),
    ("5**n; 2**n; 3**n; n", "6 5, 5 4, 8 5, 5 3, 9 5, 12 5, 5 2, 18 5, 27 5, 27 25, 25 18, 25 12"),
]


@pytest.mark.parametrize(("texts", "expected"), POWERS, ids=[row[0] for row in POWERS])
def test_powers_of_numbers_beside_others(texts, expected):
    """Of the bases A > B: A**n against B**n, twelve pairs at most, with up to three terms of (A/B)**n."""
    found = [fact for fact in facts(texts, FREE) if fact[0] in ("powers", "ratio")]
    bases = [
        [str(prod(formula_of(power).at(n=1) ** e for e, power in side)) for side in f[1:3]] for f in found
    ]
    assert bases == [pair.split() for pair in expected.split(", ") for _ in range(4)]
    assert [(fact[0], *fact[3:]) for fact in found[:4]] == [
        ("powers",),
        ("ratio", 1),
        ("ratio", 2),
        ("ratio", 3),
    ]
    orders = [fact[1:] for fact in facts(texts, FREE) if fact[0] == "order"]
    assert len(orders) == 2 * (texts.count("**") - 1)


def test_powers_of_symbols_beside_others():
    """Which one is greater is not known: both are stated."""
    found = [fact for fact in facts("2**n; k**n", FREE) if fact[0] in ("powers", "ratio", "order")]
    assert len(found) == 2 * 3 * 3
    assert spelled(found[:4]) == [
        "powers | 2**n | k**n", "powers | k**n | 2**n", "powers | 2**n | k**(2*n)", "powers | k**(2*n) | 2**n",
    ]  # fmt: skip
    known = facts("k**n; s**n", under("k - s - 1"))
    assert spelled(known)[:2] == ["powers | k**n | s**n | by 1*0", "powers | s**n | k**n"]


ORDERS = [
    ("log2(n); log2(m)", FREE, ["1 | log2(n) | log2(m)", "1 | log2(m) | log2(n)"]),
    ("log2(n); log2(m)", under("m - n"), ["1 | log2(n) | log2(m) | by 1*0", "1 | log2(m) | log2(n)"]),
    ("log2(n); log2(m)", under("n - m - 1"), ["1 | log2(n) | log2(m)", "1 | log2(m) | log2(n) | by 1*0"]),
    ("log2(n)", domain(n=(3, 9)), ["1 | log2(n) | 2*log2(3) | by 1*n"]),
    ("log2(n + 1); log2(m)", FREE, ["1 | log2(n + 1) | log2(m)", "1 | log2(m) | log2(n + 1)", "1 | log2(n) | log2(n + 1)", "1/2 | log2(n + 1) | log2(n)"]),
    ("log2(3); log2(n)", FREE, []),
    ("log2(n); log2(3)", FREE, []),
    ("log2(n + m); n", FREE, ["1 | log2(m) | log2(m + n)", "1 | log2(n) | log2(m + n)", "1/2 | log2(m + n) | log2(m) + log2(n)"]),
    # a factor of each term from below; together from above with their highest powers
    ("log2(3*n**2 + m*n - 1)", domain(n=2), [
        "1 | log2(m) + log2(n) | log2(m*n + 3*n**2 - 1)", "3 | 2*log2(n) | log2(m*n + 3*n**2 - 1)",
        "1/4 | log2(m*n + 3*n**2 - 1) | log2(m) + 2*log2(n)"]),
    ("log2(n**2 + m*n - m)", domain(n=2), [
        "1 | log2(m) + log2(n) | log2(m*n - m + n**2)", "1 | 2*log2(n) | log2(m*n - m + n**2)",
        "1/2 | log2(m*n - m + n**2) | log2(m) + 2*log2(n)"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "d", "expected"), ORDERS, ids=[f"{row[0]} {len(row[1].given)}" for row in ORDERS]
)
def test_logarithms_beside_others(texts, d, expected):
    found = spelled(fact for fact in facts(texts, d) if fact[0] == "log-order")
    assert found == [f"log-order | {text}" for text in expected]


SUMS = [
    # the product of two others may be a part of it, or be it
    ("log2(n*m + 1); log2(n); log2(m); log2(k)", ["1 | log2(m) + log2(n) | log2(m*n + 1)"]),
    ("log2(2*n**2*m + 1); log2(n); log2(m)", ["2 | log2(m) + 2*log2(n) | log2(2*m*n**2 + 1)"]),
    ("log2(2*n**2*m + 1); log2(n)", []),
    ("log2(n**2 + 2*n + 1); log2(n + 1)", ["1 | 2*log2(n + 1) | log2(n**2 + 2*n + 1)", "1 | log2(n**2 + 2*n + 1) | 2*log2(n + 1)"]),
    ("log2(n**2 + 2*n + 3); log2(n + 1)", ["1 | 2*log2(n + 1) | log2(n**2 + 2*n + 3)"]),
    ("log2(n*m + n + 4); log2(n); log2(m + 1)", ["1 | log2(n) + log2(m + 1) | log2(m*n + n + 4)"]),
    ("log2(n*m + n + 1); log2(n); log2(m + 1)", ["1 | log2(n) + log2(m + 1) | log2(m*n + n + 1)"]),
    ("log2(n**2 + n + 1); log2(n + 1)", []),
    ("log2(n); log2(n + 1)", []),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), SUMS, ids=[row[0] for row in SUMS])
def test_sums_of_two_logarithms_come_first(texts, expected):
    found = [
        text for text in spelled(facts(texts, FREE)) if text.count("log2") > 2 or "2*log2(n + 1)" in text
    ]
    assert found[: len(expected)] == [f"log-order | {text}" for text in expected]


NEAR = [
    ("log2(n); log2(m)", under("m - n"), [
        "log-gap | log2(m) | log2(n) | False | by 1*0", "log-order | 1 | log2(n) | log2(m) | by 1*0",
        "log-gap | log2(n) | log2(m) | True | by 1*0"]),
    # log2(2*n) is nearer to log2(2*n + m) than log2(n)
    ("log2(2*n + m); log2(n)", FREE, [
        "log-gap | log2(m + 2*n) | log2(n) + 1 | False", "log-order | 1 | log2(n) | log2(m + 2*n)",
        "log-gap | log2(n) + 1 | log2(m + 2*n) | True", "log-mean"]),
    ("log2(n); log2(3)", domain(n=3), []),
    ("log2(n)", ONE_SYMBOL, ["low | log2(n)"]),
    # beside numbers, where there is one symbol
    ("log2(3*n + 1); log2(n)", ONE_SYMBOL, [
        "log-order | 3 | log2(n) | log2(3*n + 1)", "log-order | 1/4 | log2(3*n + 1) | log2(n)",
        "log-order | 1 | log2(n) | log2(3*n + 1)", "log-gap | log2(3) + log2(n) | log2(3*n + 1) | True",
        "log-gap | log2(3*n + 1) | log2(3) + log2(n) | False", "log-mean", "low | log2(n)", "low | log2(3*n + 1)"]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "d", "expected"), NEAR, ids=[row[0] for row in NEAR])
def test_differences_of_logarithms(texts, d, expected):
    found = differences({atom(text, d) for text in texts.split("; ")}, d)
    shown = [[h.fact[0]] if h.fact and h.fact[0] == "log-mean" else h.fact or h.text for h in found]
    assert spelled(shown) == expected


def test_logarithms_of_e_beside_others():
    """Exact differences where log2(e) is there too; means of the parts of an argument, each times their number."""
    atoms = {atom("log2(n + 1)", ONE_SYMBOL), atom("log2(n)", ONE_SYMBOL)}
    found = [h.fact for h in differences({*atoms, ("euler",)}, ONE_SYMBOL) if h.fact]
    assert spelled(fact for fact in found if fact[-1] == "e") == [
        "log-gap | log2(n + 1) | log2(n) | e", "log-gap | log2(n) | log2(n + 1) | e",
    ]  # fmt: skip
    (mean,) = [fact for fact in found if fact[0] == "log-mean"]
    assert [told(part) for part in (mean[1], *mean[2])] == ["n + 1", "2*n", "2"]
    assert not [h for h in differences(atoms, ONE_SYMBOL) if h.fact and h.fact[-1] == "e"]


def test_an_argument_is_scaled_to_a_term_of_another():
    n, other = polynomial("n", FREE), polynomial("n/2 + m - k", FREE)
    assert scaled(n, other) == polynomial("n/2", FREE)
    for p, q in ((other, n), (polynomial("k", FREE), other), (polynomial("r", FREE), other)):
        assert scaled(p, q) == p


def test_absurdity_is_for_integers():
    """n - k > -1 does not make n - k - 1/2 >= 0."""
    d = under("n - k")
    assert prove_linear(polynomial("n - k - 1/2", d), d, Budget(20_000)) is None
    d = under("2*n - 2*k + 1")
    node = prove_linear(polynomial("n - k", d), d, Budget(20_000))
    assert node["rule"] == "absurd"
    checker.prove(node, polynomial("n - k", d), d)


def test_five_logarithms_are_too_many():
    d = under("s - k")
    atoms = {name: atom(f"log2({name})", d) for name in "kmnrs"}
    assert len(differences({atoms["k"], atoms["s"]}, d)) == 3
    assert len(differences({atoms[name] for name in "kmns"}, d)) == 3
    assert differences(set(atoms.values()), d) == []


# Lines


def line(fact):
    """A and B of A + B*x."""
    return Fraction(fact[-2 if fact[0] == "log-line" else -3]), Fraction(
        fact[-1 if fact[0] == "log-line" else -2]
    )


@pytest.mark.parametrize(
    ("text", "least", "spans"),
    [
        ("log2(n)", 1, {}),
        ("log2(n)", 7, {"n": 7}),
        ("log2(n + m)", 5, {"n": 4}),
        ("log2(n)", 3, {"n": (3, 9)}),
    ],
)
def test_lines_touch_a_logarithm(text, least, spans):
    """A + B*x - log2(x) >= 0, and it is next to 0 at some multiples of the least argument."""
    d = domain(**spans)
    found = list(lines(atom(text, d), 1, d))
    assert [fact[0] for fact in found] == ["log-line"] * len(TANGENTS)
    for times, fact in zip(TANGENTS, found, strict=True):
        a, b = line(fact)
        x = Fraction(times * least)
        assert 0 <= a + b * x - checker.log2_above(x) < Fraction(1, 2**36)
        assert checker.FACTS["log-line"](fact[1:], d, 0)


def test_a_line_at_a_number():
    (fact,) = lines(atom("log2(3)", FREE), 1, FREE)
    a, b = line(fact)
    assert 0 <= a + 3 * b - checker.log2_above(Fraction(3)) < Fraction(1, 2**36)
    zero = domain(n=0)
    assert (
        line(next(lines(("log2", checker.frozen(polynomial("n + 1/2", zero))), 1, zero)))[1]
        == line(next(lines(atom("log2(n)", FREE), 1, FREE)))[1]
    )


def test_numbers_of_lines_are_short():
    """Rounded up to multiples of 2**-40."""
    unit = 2**40
    assert rounded_up(Fraction(1, 3)) == Fraction(unit // 3 + 1, unit)
    assert rounded_up(Fraction(-1, 3)) == Fraction(-(unit // 3), unit)
    assert rounded_up(Fraction(5)) == 5
    assert line(next(lines(atom("log2(n)", FREE), 1, FREE)))[1] == Fraction(1586259972792, unit)
    assert above_line(Fraction(1)) == Fraction(-1004875197362, unit)


POWERS_OF_LOGARITHMS = [
    ("log2(n)", 2, {}, [3, 9, 27]), ("log2(n)", 3, {}, [9, 27, 81]), ("log2(n)", 4, {}, [27, 81]),
    ("log2(n)", 4, {"n": 42}, [42, 81]), ("log2(n)", 4, {"n": 43}, [43, 81, 243]), ("log2(n)", 2, {"n": 5}, [5, 9, 27]),
    ("log2(n)", 2, {"n": 1000}, [1000] * 3), ("log2(n)", 2, {"n": (1 << 80) - 1}, [(1 << 80) - 1] * 3), ("log2(n)", 2, {"n": 1 << 80}, []),
    ("log2(n + m)", 2, {}, []), ("log2(n + m)", 2, {"n": 2}, [3]), ("log2(n + m)", 2, {"n": 8}, [9, 9]),
    ("log2(n + m)", 3, {"n": 8}, [9]), ("log2(n + 1)", 2, {"n": 1}, []), ("log2(3)", 2, {}, [3]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "e", "spans", "places"), POWERS_OF_LOGARITHMS, ids=str)
def test_lines_above_powers_of_logarithms(text, e, spans, places):
    """Each holds from the least value on; from its place on, log2(x)**e is concave."""
    d = domain(**spans)
    found = list(lines(atom(text, d), e, d))
    assert [(fact[2], fact[-1]) for fact in found] == [(e, place) for place in places]
    assert all(checker.FACTS["log-power"](fact[1:], d, 0) for fact in found)


def test_which_powers_have_lines():
    found = facts("log2(n)", FREE)
    assert [fact[2] for fact in found if fact[0] == "log-power"] == [2, 2, 2, 3, 3, 3, 4, 4]
    assert [fact[0] for fact in found[8:]] == ["log-line"] * 6


@pytest.mark.parametrize(("e", "c", "t"), [(2, 1, 3), (2, 2, 9), (3, 1, 9), (4, 5, 27)])
def test_a_line_above_a_power_is_close(e, c, t):
    """It touches log2(x)**e at one of the integers up to t, and has its slope at t."""
    a, b = above_power(e, c, t)
    gaps = [a + b * x - checker.log2_above(Fraction(x)) ** e for x in range(c, 9 * t)]
    assert min(gaps) >= 0
    assert min(gaps[: t + 1 - c]) < Fraction(1, 2**38)
    slope = Fraction(e) * checker.log2_above(Fraction(t)) ** (e - 1) / t * Fraction(checker.LN2[0]) ** -1
    assert 0 <= b - slope <= Fraction(1, 2**40)


@pytest.mark.parametrize(
    ("span", "chord"),
    [((3, 9), True), ((3, 3), False), ((0, 9), False), ((1, 2), True), ((1, 10**6), False), ((1, 10**6 - 1), True), ((1, None), False)],
    ids=str,
)  # fmt: skip
def test_a_chord_below_a_logarithm(span, chord):
    """It meets the logarithm at both ends of the range."""
    d = domain(n=span)
    p = checker.single(("sym", "n"))
    found = [fact for fact in facts_about(("log2", checker.frozen(p)), d, set()) if fact[0] == "log-chord"]
    assert bool(found) is chord
    for _, text, a, b in found:
        assert text == ["log2", ["sym", "n"]]
        for x in span:
            assert 0 <= checker.log2_below(Fraction(x)) - Fraction(a) - Fraction(b) * x < Fraction(1, 2**60)


# Where a fact has a condition


@pytest.mark.parametrize(
    ("big", "small", "k"),
    [
        ("(r + 2)/3", "r/3", 0), ("r/3", "(r + 2)/3", 1), ("r/3", "(r + 7)/3", 3), ("(r + 7)/3", "r/3", -2), ("r/2", "r/3", 0),
        ("r/3", "r/2", 0), ("(r + 3)/2", "r/3", -1), ("r/s", "r/3", 0), ("r/3", "r/s", 0),
    ],
)  # fmt: skip
def test_how_far_floors_are_apart(big, small, k):
    """The least k with a/b + k >= p/q; 0 where none is found."""
    divisors = [text.rsplit("/", 1) for text in (big, small)]
    pair = [
        ("floor", checker.frozen(polynomial(top, FREE)), checker.frozen(polynomial(bottom, FREE)))
        for top, bottom in divisors
    ]
    assert shift(*pair, FREE) == k


JUSTIFIED = [
    ("m - n", True), ("m - n + 2", True), ("m - n - 1", False), ("2*m - 2*n", False), ("m - n + k", False),
    ("log2(m) - log2(n)", True), ("log2(m) - log2(n) + 2", True), ("log2(m) - log2(n) - 1", False), ("2*log2(m) - log2(n)", False),
    ("log2(m)**2 - log2(n)", False), ("log2(m) - log2(n) + k", False), ("log2(m) - log2(n) + log2(k)", False), ("log2(n) - log2(m)", None),
    ("log2(m + 1) - log2(n)", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), JUSTIFIED, ids=[row[0] for row in JUSTIFIED])
def test_what_conditions_show(text, shown):
    """n <= m, and so log2(n) <= log2(m); a proof that is offered need not be one."""
    d = under("k - 5", "m - n")
    gap = polynomial(text, d)
    assert justified(["fact"], gap, d)[:1] == ["fact"]
    proofs = justified([], gap, d)
    if shown is not None:
        assert len(proofs) == shown
        for proof in proofs:
            checker.prove(proof, gap, d)
    else:
        with pytest.raises(checker.Rejected):
            checker.prove(proofs[0], gap, d)


# Products


def test_products_of_hypotheses():
    """1, each low, and each two of up to six lows, alone and times one other hypothesis; ninety in all."""
    d = under("n - 2*k")
    lows = [next(ends(("sym", name), d)) for name in "nmkrswx"]
    known = conditions(d)

    def products(lows, known):
        return [[h.text[-1] for h in refs] for refs, _ in candidates(lows, known)]

    n, k, given = lows[0].text[-1], lows[2].text[-1], known[0].text[-1]
    assert products([lows[0], lows[2]], known) == [
        [], [given], [n], [n, given], [k], [k, given], [n, n], [n, n, given], [n, k], [n, k, given], [k, k], [k, k, given],
    ]  # fmt: skip
    for refs, p in candidates([lows[0], lows[2]], known):
        assert p == checker.product_of([h.poly for h in refs])
    assert len(products(lows[:6], [])) == 1 + 6 + 21
    assert len(products(lows, [])) == 1 + 7
    assert len(products(lows[:6], known * 3)) == 90


@pytest.mark.parametrize(("given", "found"), [(["n - 2*k"], True), ([], False)], ids=str)
def test_logarithms_are_multiplied_by_conditions(given, found):
    """Of the atoms, symbols and powers are factors; logarithms where there are conditions."""
    d, taken = under(*given), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "symalgebra.order.proof.linear.program", lambda goal, products, *_: taken.extend(products)
        )
        assert combined(polynomial("log2(k)*n + 2**m - floor(n/2)", d), d, Budget(20_000)) is None
    lows = {
        told(refs[0].text[1])
        for refs, _ in taken
        if len(refs) == 1 and refs[0].fact is None and refs[0].text[0] == "low"
    }
    assert lows == {"n", "2**m", "floor(n/2)"} | ({"log2(k)", "k"} if found else set())
