"""Proofs in words, line by line, and formulas as expressions of a certificate and back."""

import sys
from fractions import Fraction

import pytest
from test_rules import I, domain, polynomial, total_of

from symalgebra.errors import NoClosedForm
from symalgebra.formula import formula, read, symbol
from symalgebra.formula.unevaluated import Geometric
from symalgebra.order import compare
from symalgebra.order import explain as explained
from symalgebra.order.checker import Domain
from symalgebra.order.expression import MOST_BITS, expression
from symalgebra.order.expressions import formula_of

room = sys.modules["symalgebra.order.explain"]
N = ["sym", "n"]
WRITER = room._Writer(latex=False)
FREE = domain()
ZERO = {"rule": "combination", "terms": []}


def told(f, g, relation="<=", where=(), latex=False):
    return explained(
        compare(read(f), read(g), relation=relation, where=where).certificate, latex
    ).splitlines()


def lines(node, goal, d=FREE):
    return list(WRITER.proof(node, polynomial(goal, d), d))


def test_the_first_two_lines():
    assert told("n", "n**2 + 1", "<")[:2] == [
        "Claim: n < n**2 + 1 for all integers n >= 1.",
        "Proof. The difference n**2 - n is to be >= 0.",
    ]
    assert told("log2(n)", "n", "<")[1] == "Proof. The difference n - log2(n) - 1/1048576 is to be >= 0."
    assert told("n + m", "9", where=["n <= 3", "n + m <= 9"])[0] == (
        "Claim: m + n <= 9 for all integers 1 <= m <= 8, 1 <= n <= 3, given -m - n + 9 >= 0."
    )
    assert told("5", "6")[:2] == ["Claim: 5 <= 6.", "Proof. The difference 1 is to be >= 0."]
    assert told("n", "n", "==")[2:] == ["  Both sides have one normal form."]
    assert told("n**2", "n**2 + n - 1", latex=True) == [
        "Claim: $n^{2}$ <= $n^{2} + n - 1$ for all integers n >= 1.",
        "Proof. The difference $n - 1$ is to be >= 0.",
        "  It is a sum of terms >= 0:",
        "    $n - 1$",
    ]


def test_a_claim_without_conditions():
    assert WRITER.claim({"left": "1", "relation": "<=", "right": "2", "domain": {}}) == "Claim: 1 <= 2."


def test_both_directions_of_an_equation():
    low, high = (total_of(ref) for ref in (["low", N], ["high", "n"]))
    d = domain(n=(1, 1))
    assert lines({"rule": "both", "up": low, "down": high}, "n - 1", d) == [
        "From below:", "  It is a sum of terms >= 0:", "    n - 1",
        "From above:", "  It is a sum of terms >= 0:", "    1 - n",
    ]  # fmt: skip


def test_the_other_direction_is_of_what_is_negative():
    """Suppose that m - n, the other direction of n - m, is at most -1."""
    absurd = {"rule": "absurd", "then": total_of(["given", 0])}
    assert lines({"rule": "both", "up": ZERO, "down": absurd}, "n - m")[-1] == "      -m + n - 1"


@pytest.mark.parametrize(
    ("ranges", "empty"),
    [
        ({"n": (3, 2)}, True),
        ({"n": (1, None), "m": (3, 2)}, True),
        ({"n": (3, 3)}, False),
        ({"n": (2, 3), "m": (1, None)}, False),
    ],
)
def test_where_no_point_is_left(ranges, empty):
    assert list(WRITER.proof(ZERO, {}, Domain(ranges, []))) == ["No point is left." if empty else "It is 0."]


def test_the_terms_of_a_sum(monkeypatch):
    terms = [["1", [["low", N]]], ["2", [["low", N]]], ["3/2", []]]
    whole = ["It is a sum of terms >= 0:", "  n - 1", "  2*(n - 1)", "  3/2"]
    for most, more in ((3, []), (4, []), (2, ["  ... and 1 more"]), (1, ["  ... and 2 more"])):
        monkeypatch.setattr(room, "MOST_TERMS", most)
        assert lines({"rule": "combination", "terms": terms}, "1") == [*whole[: 1 + most], *more]
    scaled = {"rule": "combination", "terms": terms[:1], "scale": "3"}
    assert lines(scaled, "1") == ["3 times it is a sum of terms >= 0:", "  n - 1"]
    assert lines({**scaled, "scale": "1"}, "1")[0] == "It is a sum of terms >= 0:"


@pytest.mark.parametrize(
    ("c", "factors", "text"),
    [
        ("1", [], "1"),
        ("3/2", [], "3/2"),
        ("1", ["n"], "n"),
        ("2", ["n"], "2*(n)"),
        ("1", ["n", "m"], "(m)*(n)"),
        ("1", ["n", "m", "n"], "(m)*(n)**2"),
        ("5", ["n", "n", "n"], "5*(n)**3"),
    ],
)
def test_a_term(c, factors, text):
    assert room._term(WRITER, c, factors) == text


@pytest.mark.parametrize(
    ("ref", "factors"),
    [
        (["choose", "n", 3], ["n - 1", "n - 2", "n - 3"]),
        (["choose", "n", 1], ["n - 1"]),
        (["choose", "n", 0], []),
        (["consecutive", ["add", ["mul", "2", N], "5"]], ["2*n + 5", "2*n + 4"]),
        (["square", N], ["n**2"]),
        (["low", N], ["n - 1"]),
    ],
    ids=str,
)
def test_the_factors_of_a_hypothesis(ref, factors):
    assert list(room._factors(WRITER, ref, FREE)) == factors


def test_cases_in_words():
    halves = {"rule": "split", "on": ["add", N, "-5"], "yes": ZERO, "no": ZERO}
    assert lines(halves, "0")[::2] == ["Case n - 5 >= 0:", "Case n - 5 <= -1:"]
    residues = {"rule": "residue", "symbol": "n", "quotient": "q", "modulus": 2, "cases": [ZERO, ZERO]}
    assert lines(residues, "0") == ["Case n = 2*q + 0:", "  It is 0.", "Case n = 2*q + 1:", "  It is 0."]


# Lemmas within a proof


def test_lemmas_and_instances_in_words():
    lemma = ["lemma", ["add", N, "-1"], total_of(["low", N]), 0]
    assert lines({"rule": "fact", "facts": [lemma], "then": ZERO}, "0") == [
        "n - 1 >= 0: it has a proof of its own.",
        "  It is a sum of terms >= 0:",
        "    n - 1",
        "It is 0.",
    ]
    claim = {"left": "1", "relation": "<=", "right": ["sym", "x"], "domain": {"x": [1, None]}}
    proof = {"rule": "combination", "terms": [["1", [["low", ["sym", "x"]]]]]}
    instance = ["instance", claim, proof, {"x": [["add", N, "2"], None]}]
    assert lines({"rule": "fact", "facts": [instance], "then": ZERO}, "0") == [
        "n + 1 >= 0: it is an instance of an inequality for all integers that are large enough.",
        "  Claim: 1 <= x for all integers x >= 1.",
        "    It is a sum of terms >= 0:",
        "      x - 1",
        "  Put in x = n + 2.",
        "It is 0.",
    ]


def test_a_lemma_uses_the_hypotheses_before_it():
    """The facts of a proof that are stated later are none of them."""
    first = ["lemma", ["add", N, "-1"], total_of(["low", N]), 0]
    last = ["lemma", ["add", N, "-1"], total_of(["given", 1]), 2]
    found = lines({"rule": "fact", "facts": [first, first, last], "then": ZERO}, "0")
    shown = ["n - 1 >= 0: it has a proof of its own.", "  It is a sum of terms >= 0:", "    n - 1"]
    assert found == [*shown, *shown, *shown, "It is 0."]


# Expressions

HALVED = ["sum", ["floor", N, ["pow", "2", ["sym", "#1"]]], "#1", ["sym", "m"]]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("0", "0"),
        ("1", "1"),
        ("-7/3", "-7/3"),
        ("n", N),
        ("3*n", ["mul", "3", N]),
        ("-n", ["mul", "-1", N]),
        ("n + 2", ["add", N, "2"]),
        ("n**2", ["pow", N, "2"]),
        ("1/n", ["pow", N, "-1"]),
        ("2**n", ["pow", "2", N]),
        ("n*m", ["mul", ["sym", "m"], N]),
        ("floor(n/2)", ["floor", N, "2"]),
        ("log2(n)", ["log2", N]),
        ("Max(n, 2)", ["max", "2", N]),
        ("Min(n, 2)", ["min", "2", N]),
        ("binomial(n, m)", ["binomial", N, ["sym", "m"]]),
        ("1/log(2)", ["log2", "e"]),
        (
            "Sum(floor(n/2**i), (i, 0, m - 1))",
            ["sum", ["floor", N, ["pow", "2", ["sym", "#1"]]], "#1", ["sym", "m"]],
        ),
    ],
)
def test_formulas_as_expressions_and_back(text, written):
    f = formula(read(text))
    assert expression(f) == written
    assert str(formula_of(written)) == str(f)


def test_a_geometric_sum_as_an_expression():
    w, k = (formula(symbol(name)) for name in "wk")
    for degree, body in (
        (0, ["pow", ["sym", "w"], I]),
        (2, ["mul", ["pow", I, "2"], ["pow", ["sym", "w"], I]]),
    ):
        f = Geometric(w, degree, k).formula()
        assert expression(f) == ["sum", body, "#1", ["sym", "k"]]


@pytest.mark.parametrize("sign", [1, -1])
def test_numbers_that_are_too_long(sign):
    long, longer = sign * ((1 << MOST_BITS) - 1), sign << MOST_BITS
    assert expression(formula(long)) == str(long)
    assert expression(formula(Fraction(1, long))) == str(Fraction(1, long))
    for number in (longer, Fraction(1, longer), Fraction(3, longer)):
        with pytest.raises(NoClosedForm, match="a number of more than 12,000 bits"):
            expression(formula(number) * symbol("n"))


def test_what_has_no_expression():
    with pytest.raises(NoClosedForm, match=r"roots such as x\*\*\(1/2\)"):
        expression(formula(read("n**(1/2)")))
    with pytest.raises(NoClosedForm, match="outside the class that is compared"):
        expression(formula(read("n**(1/3)")))


def test_symbols_of_an_expression():
    (n,) = formula_of(N).free
    assert (n.name, n.low) == ("n", 1)
    bound = {"#1": formula(symbol("k")) + 1}
    assert formula_of(["add", ["sym", "#1"], ["sym", "#2"]], bound).names == {"k", "#2"}
    nested = ["sum", ["sum", ["mul", ["sym", "#1"], ["sym", "#2"]], "#2", ["sym", "#1"]], "#1", N]
    assert formula_of(nested).at(n=5) == sum(i * j for i in range(5) for j in range(i))
    assert formula_of(["add"]) == 0
    assert formula_of(["mul", "2", "3", N]) == 6 * formula(symbol("n"))
