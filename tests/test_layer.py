"""Terms: operators, equality, text, symbols, and depth without recursion."""

import copy
import pickle
import tracemalloc
from functools import reduce
from operator import add, mul, or_, rshift

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syntax import OPERATORS, terms

from symalgebra.errors import SymalgebraError
from symalgebra.layer import Compound, Concat, Id, Layer, Loop, Nest, Node, Product, Repeat, Series, Sum
from symalgebra.leaves import Conv, Linear, MaxPool, ReLU, Upsample
from symalgebra.shape import dims

LONG = 200_000
a, b, c = ReLU(), Conv(8, 3), Linear(10)
i, j, n, w = dims("i j n w")


def kinds(term):
    """The classes of the nodes of a term."""
    pending, found = [term], set()
    while pending:
        node = pending.pop()
        found.add(type(node))
        pending += node.children()
    return found


def test_the_strategy_reaches_every_node():
    found = set()

    @given(terms)
    def collect(term):
        found.update(kinds(term))

    collect()
    assert {*OPERATORS, Repeat, Nest, type(Id), Conv, Linear, ReLU} <= found


# Associativity and the unit are the only identifications.


@pytest.mark.parametrize(("kind", "join"), OPERATORS.items())
def test_brackets_of_one_operator_do_not_matter(kind, join):
    left, right = join(join(a, b), c), join(a, join(b, c))
    assert type(left) is type(right) is kind
    assert left == right
    assert hash(left) == hash(right)
    assert list(left.parts()) == list(right.parts()) == [a, b, c]
    assert left != join(join(a, c), b)
    assert left != join(a, b)


@given(terms, terms, terms, st.sampled_from(list(OPERATORS.values())))
def test_associativity(f, g, h, join):
    assert join(join(f, g), h) == join(f, join(g, h))
    assert hash(join(join(f, g), h)) == hash(join(f, join(g, h)))


@given(terms)
def test_the_identity_is_the_unit_of_series_alone(f):
    assert f >> Id is f
    assert Id >> f is f
    assert {type(Id + f), type(Id | f), type(Id * f)} == {Sum, Concat, Product}
    assert Id + f != f


@pytest.mark.parametrize("kind", OPERATORS)
def test_one_operator_is_no_other(kind):
    others = [other(a, b) for other in OPERATORS if other is not kind]
    assert kind(a, b) not in others
    assert not any(isinstance(other, kind) for other in others)


@pytest.mark.parametrize("join", [add, or_, mul])
def test_nothing_commutes(join):
    assert join(a, b) != join(b, a)


@given(terms, terms)
def test_equal_terms_have_equal_texts(f, g):
    assert (f == g) == (str(f) == str(g))


def test_powers():
    assert b**0 is Id
    assert b**1 is b
    assert Id**n is Id
    assert b**2 != b >> b
    assert b**n == Repeat(None, n, b) == b.repeat(n)
    assert (b**n) ** 2 != b ** (2 * n)


def test_weights_are_shared_only_on_request():
    assert b.repeat(3, shared=True) != b.repeat(3)
    assert b.repeat(3, shared=True).shared
    assert not (b**3).shared
    assert b.repeat(1, shared=True) is b


def test_a_sum_may_start_from_nothing():
    assert sum([a, b, c]) == a + b + c
    assert Series.of([]) is Id
    assert Concat.of([a]) is a
    with pytest.raises(SymalgebraError, match="a sum of no layers"):
        Sum.of([])


# Refusals


@pytest.mark.parametrize("other", [1, "ReLU", None, 2.5])
@pytest.mark.parametrize("join", OPERATORS.values())
def test_operators_take_layers_alone(join, other):
    with pytest.raises(TypeError, match=r"unsupported operand|can't multiply"):
        join(a, other)


@pytest.mark.parametrize("join", OPERATORS.values())
def test_a_class_is_no_layer(join):
    with pytest.raises(SymalgebraError, match=r"is a class, not a layer: write ReLU\(\.\.\.\)"):
        join(a, ReLU)


@pytest.mark.parametrize("count", [-1, 2.5, "3", None, True, n / n / 2])
def test_a_count_is_a_whole_number(count):
    with pytest.raises(SymalgebraError):
        a**count


def test_refusals_of_constructors():
    with pytest.raises(TypeError):
        a**b
    with pytest.raises(SymalgebraError, match="the number of copies is an integer, 0 or more: not -1"):
        a ** (-1)
    with pytest.raises(SymalgebraError, match="Series joins layers, and 3 is none"):
        Series(Id, 3)
    with pytest.raises(SymalgebraError, match="repeats layers, and 'f' is none"):
        Repeat(i, n, "f")
    with pytest.raises(SymalgebraError, match="index of a loop is a symbol"):
        Repeat("i", n, a)
    with pytest.raises(SymalgebraError, match="differ in i, so they cannot share"):
        Repeat(i, n, Linear(i + 1), shared=True)
    with pytest.raises(SymalgebraError, match="shared is True or False"):
        Repeat(None, n, a, shared=1)


@pytest.mark.parametrize("kind", [*OPERATORS, Repeat, Nest])
def test_concrete_classes_are_final(kind):
    with pytest.raises(TypeError, match=f"{kind.__name__} is final"):
        type("Kind", (kind,), {})


@pytest.mark.parametrize("kind", [Layer, Node, Loop])
def test_abstract_classes_have_no_instances(kind):
    with pytest.raises(TypeError, match="abstract"):
        kind()


def test_layers_do_not_change():
    for term, field in [(a >> b, "left"), (b**n, "count"), (b**n, "body")]:
        with pytest.raises(AttributeError, match="does not change"):
            setattr(term, field, a)
        with pytest.raises(AttributeError, match="does not change"):
            delattr(term, field)


# Text: Python's precedence, no bracket too many


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Id, "Id"),
        (a >> b, "ReLU() >> Conv(8, 3)"),
        ((a | b) >> c, "(ReLU() | Conv(8, 3)) >> Linear(10)"),
        (a | b >> c, "ReLU() | Conv(8, 3) >> Linear(10)"),
        ((Id + a) >> b, "Id + ReLU() >> Conv(8, 3)"),
        (Id + (a >> b), "Id + (ReLU() >> Conv(8, 3))"),
        ((Id + a) * b, "(Id + ReLU()) * Conv(8, 3)"),
        (Id + a * b, "Id + ReLU() * Conv(8, 3)"),
        (a >> (b >> a) >> b, "ReLU() >> Conv(8, 3) >> ReLU() >> Conv(8, 3)"),
        ((Id + a) ** n, "(Id + ReLU())**n"),
        (a**2 * b**3, "ReLU()**2 * Conv(8, 3)**3"),
        ((a**n) ** 2, "(ReLU()**n)**2"),
        (a ** (n + 1), "ReLU()**(n + 1)"),
        (a ** (2 * n), "ReLU()**(2*n)"),
        (a.repeat(n, shared=True), "Repeat(None, n, ReLU(), shared=True)"),
        (Repeat(i, n, a | b), "Repeat(i, n, ReLU() | Conv(8, 3))"),
        (Repeat(i, n, Linear(w * 2**i)) ** 2, "Repeat(i, n, Linear(2**i*w))**2"),
        (Nest(i, n, a, a, c, b, a | Id), "Nest(i, n, ReLU(), ReLU(), Linear(10), Conv(8, 3), ReLU() | Id)"),
    ],
)  # fmt: skip
def test_text(term, text):
    assert str(term) == repr(term) == text


# Symbols


@given(terms)
def test_substitution_of_nothing_changes_nothing(f):
    assert f.subs({}) is f
    assert f.subs(unknown=3) is f


@given(terms)
def test_what_is_substituted_is_gone(f):
    assert {s.name for s in f.subs(n=3, w=5, i=1, j=1).free_symbols} == set()


@given(terms, terms, st.sampled_from(list(OPERATORS.values())))
def test_substitution_distributes_over_operators(f, g, join):
    values = {w: 2 * n, n: i + 1}
    assert join(f, g).subs(values) == join(f.subs(values), g.subs(values))


@given(terms)
def test_an_index_is_free_of_captures(f):
    """The free symbols after v := e are those before, v replaced by those of e."""
    before = {s.name for s in f.free_symbols}
    after = {s.name for s in f.subs(w=i + j).free_symbols}
    assert after == (before - {"w"} | {"i", "j"} if "w" in before else before)


def test_substitution_by_symbol_or_by_name():
    net = Conv(w, 3) ** n >> Linear(w)
    assert net.subs({n: 2, "w": 8}) == net.subs(n=2, w=8) == Conv(8, 3) ** 2 >> Linear(8)
    assert net.subs(n=1) == Conv(w, 3) >> Linear(w)
    assert net.subs(n=0) == Linear(w)
    with pytest.raises(SymalgebraError, match="not -1"):
        net.subs(n=-1)


def test_the_index_stays():
    body = Linear(w * (i + 1))
    net = Repeat(i, n, body)
    assert {s.name for s in net.free_symbols} == {"n", "w"}
    assert net.subs(i=5) is net
    assert Repeat(i, i, body).subs(i=5) == Repeat(i, 5, body)
    assert (Linear(i) >> net).subs(i=5) == Linear(5) >> net
    assert net.subs(n=i) == Repeat(i, i, body)


def test_the_index_is_renamed_where_it_would_capture():
    net = Repeat(i, n, Linear(w * (i + 1))).subs(w=i)
    assert net.index.name == "i_1"
    assert {s.name for s in net.free_symbols} == {"i", "n"}
    assert net.subs(i=3, n=2).unrolled() == Linear(3) >> Linear(6)


def flat(term):
    """The term with every loop unrolled, those with shared weights apart."""
    if isinstance(term, Loop) and not getattr(term, "shared", False):
        return flat(term.unrolled())
    if isinstance(term, Node):
        return term.made(term.label(), tuple(map(flat, term.children())))
    return term


@given(terms)
def test_substitution_and_unrolling_commute(f):
    f = f.subs(n=2)
    values = {w: i + j, i: 2 * j}
    assert flat(f.subs(values)) == flat(f).subs(values)


def test_an_inner_index_hides_an_outer_one():
    net = Repeat(i, 2, Linear(i + 1) >> Repeat(i, 3, Linear(i + 7)))
    inner = Repeat(i, 3, Linear(i + 7))
    assert net.unrolled() == Linear(1) >> inner >> Linear(2) >> inner


def test_the_index_counts_from_zero_whatever_its_bound():
    for low in (0, 1, 5):
        k = dims("k", min=low)
        assert Repeat(k, n, Linear(k + 1)) == Repeat(dims("k"), n, Linear(dims("k") + 1))


def test_unrolling():
    assert Repeat(i, 3, Linear(2**i)).unrolled() == Linear(1) >> Linear(2) >> Linear(4)
    assert (b**3).unrolled() == b >> b >> b
    assert Repeat(i, 0, b).unrolled() is Id
    with pytest.raises(SymalgebraError, match="its count n is no number"):
        (b**n).unrolled()
    with pytest.raises(SymalgebraError, match="weights of their own"):
        b.repeat(3, shared=True).unrolled()


def test_a_nest_unrolls_to_its_levels():
    down, up = MaxPool(2), Upsample(2)
    nest = Nest(i, n, Conv(w * 2**i, 3), down, up, Conv(w * 2**i, 1), a)
    assert nest.subs(n=0).unrolled() == a
    level = Conv(2 * w, 3) >> (Id | down >> a >> up) >> Conv(2 * w, 1)
    assert nest.subs(n=2).unrolled() == Conv(w, 3) >> (Id | down >> level >> up) >> Conv(w, 1)
    assert Nest(i, 2, *[a] * 4, Linear(i)).subs(i=9).core == Linear(9)


# Copies and pickles


@given(terms)
def test_copies_and_pickles(f):
    assert copy.copy(f) is copy.deepcopy(f) is f
    assert pickle.loads(pickle.dumps(f)) == f
    assert hash(pickle.loads(pickle.dumps(f))) == hash(f)


def test_the_identity_survives_a_pickle():
    assert pickle.loads(pickle.dumps(Id)) is Id
    assert type(Id)() is Id


# Depth: chains in either direction, alternating operators, loops in loops


def chain():
    return reduce(rshift, [a] * LONG)


def alternating():
    return reduce(lambda net, k: net >> b if k % 2 else Id + net, range(LONG // 4), a)


def loops():
    return reduce(lambda net, k: (Id | net) ** n, range(LONG // 16), b)


@pytest.mark.parametrize("build", [chain, alternating, loops])
def test_depth_needs_no_recursion(build):
    net = build()
    same = pickle.loads(pickle.dumps(net))
    assert same is not net
    assert same == net
    assert hash(same) == hash(net)
    assert net >> c != same >> a
    assert copy.deepcopy(net) is net
    assert len(str(net)) > LONG // 4
    assert net.subs(n=2).free_symbols == set()
    del net, same  # the end of a deep term is deep, too


def test_a_chain_is_one_series_whichever_way_it_grew():
    assert reduce(lambda net, leaf: leaf >> net, [a] * LONG) == chain()


def test_a_node_is_small():
    tracemalloc.start()
    try:
        net = reduce(rshift, [a] * 10_000)
        used, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(net, Compound)
    assert used < 300 * 10_000


def test_what_is_shared_is_visited_once():
    net = Linear(w)
    for _ in range(200):  # 2**200 leaves
        net = (Id + net) >> net
    assert hash(net.subs(w=3)) == hash(net.subs(w=3))
    assert net.subs(w=3) == net.subs(w=3)
    assert {s.name for s in net.free_symbols} == {"w"}
    assert pickle.loads(pickle.dumps(net)) == net
