"""Proofs in lemmas: what each states, that the checker takes the whole, and what is refused."""

import json

import pytest

from symalgebra.formula import formula, read, symbol
from symalgebra.order import Proved, checker, compare
from symalgebra.order.domain import conditions
from symalgebra.order.expression import expression
from symalgebra.order.lemmas import Lemmas, Missing, above, by_lemmas, instances, put_in

n, m = (formula(symbol(name)) for name in "nm")


def lemmas(left, right, *where):
    return Lemmas(conditions(where, formula(left), formula(right)).claim("<="))


def test_the_sum_of_lemmas_is_the_goal():
    found = lemmas(n + m, n**2 + m**2)
    found.at_most(n, n**2)
    found.at_most(m, m**2)
    assert [fact[0] for fact in found.facts] == ["lemma", "lemma"]
    assert found.terms == [["1", [["given", 0]]], ["1", [["given", 1]]]]
    checker.check(found.certificate)
    assert found.certificate["proof"]["then"] == {"rule": "combination", "terms": found.terms}


def test_a_lemma_that_does_not_count_is_no_part_of_the_sum():
    found = lemmas(n, n**2)
    shown = found.at_most(1, n, counts=False)
    assert shown == {"rule": "combination", "terms": [["1", [["given", 0]]]]}
    assert found.terms == []
    with pytest.raises(checker.Rejected):
        checker.check(found.certificate)
    found.at_most(n, n**2)
    assert found.terms == [["1", [["given", 1]]]]
    checker.check(found.certificate)


def test_conditions_of_the_claim_come_first():
    found = lemmas(n, m + 3, "n <= m")
    assert found.known == 1
    assert found.at_most(n, m)["terms"] == [["1", [["given", 1]]]]
    assert found.facts[0][-1] == 1
    found.at_most(0, 3)
    checker.check(found.certificate)


@pytest.mark.parametrize(("less", "more"), [("n + 1", "n"), ("2**n", "n**2"), ("n", "m")])
def test_what_is_not_proved_is_missing(less, more):
    found = lemmas(n, m)
    with pytest.raises(Missing, match="<="):
        found.at_most(read(less), read(more))
    assert found.facts == []


def test_products_of_powers_are_compared_by_their_logarithms():
    left, right = read("2*log2(n)"), read("log2(n + m) + log2(n + 1)")
    found = lemmas(left, right)
    found.product_order([(2, n)], [(1, n + m), (1, n + 1)])
    assert [fact[0] for fact in found.facts] == ["lemma", "log-order"]
    assert found.facts[0][1] == ["add", expression((n + m) * (n + 1)), ["mul", "-1", expression(n**2)]]
    assert found.facts[1][1:4] == [
        "1",
        [[2, ["log2", ["sym", "n"]]]],
        [[1, ["log2", expression(n + m)]], [1, ["log2", expression(n + 1)]]],
    ]
    assert found.terms == [["1", [["given", 1]]]]
    checker.check(found.certificate)
    with pytest.raises(Missing):
        lemmas(left, right).product_order([(2, n + m)], [(1, n)])


def general(left, right, *where):
    return compare(read(left), read(right), where=where).certificate


def test_an_instance_of_a_general_inequality():
    known = general("2*x", "x**2 + 1")
    found = lemmas(2 * n * m, n**2 * m**2 + 1)
    found.instance(known, {"x": n * m})
    assert [fact[0] for fact in found.facts] == ["instance"]
    assert found.facts[0][3] == {"x": [expression(n * m), None]}
    assert found.terms == [["1", [["given", 0]]]]
    checker.check(found.certificate)
    assert [(str(a), str(b)) for a, b in instances(found.certificate)] == [("2*x", "x**2 + 1")]
    assert list(instances({"proof": {"rule": "combination", "terms": []}})) == []


def test_an_instance_whose_value_is_shown_to_be_large_enough():
    known = general("3*x", "x**2", "x >= 3")
    square = n**2 - 4 * n + 7  # (n - 2)**2 + 3
    found = lemmas(3 * square, square**2)
    found.instance(known, {"x": square})
    assert [fact[0] for fact in found.facts] == ["lemma", "instance"]
    assert found.facts[1][3]["x"][1] == {"rule": "combination", "terms": [["1", [["given", 0]]]]}
    assert found.terms == [["1", [["given", 1]]]]
    checker.check(found.certificate)
    with pytest.raises(Missing):
        lemmas(n, m).instance(known, {"x": n})
    plain = lemmas(3 * (n + 2), (n + 2) ** 2)
    plain.instance(known, {"x": n + 2})
    assert [fact[0] for fact in plain.facts] == ["instance"]


def test_compare_goes_the_way_that_the_greater_side_knows():
    asked = []

    def way(known):
        asked.append(known)
        found = Lemmas(known.claim("<="))
        found.at_most(n, n**2)
        return found

    bound = above(n**2 + 0 * m, way)
    assert bound == n**2
    verdict = compare(n, bound)
    assert isinstance(verdict, Proved)
    assert verdict.certificate["proof"]["facts"][0][0] == "lemma"
    assert len(asked) == 1
    assert compare(n, bound, relation="<", where=["n >= 2"])  # another way is gone there
    assert len(asked) == 1
    assert compare(n, n**2).certificate["proof"]["rule"] == "divide"


def test_a_way_that_leads_nowhere_is_left():
    def lost(known):
        raise Missing

    def rejected(known):
        raise checker.Rejected("no")

    for way in (lost, rejected, lambda known: None):
        bound = above(n**2, way)
        assert by_lemmas(bound, conditions([], n, bound)) is None
        assert compare(n, bound)
    assert by_lemmas(n**2, conditions([], n, n**2)) is None


def test_formulas_are_put_into_expressions():
    put = put_in(["add", ["sym", "x"], ["pow", ["sym", "y"], "2"]], {"x": n, "y": n + m})
    assert json.dumps(put) == json.dumps(["add", ["sym", "n"], ["pow", expression(n + m), "2"]])
