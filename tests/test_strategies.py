"""Strategies reach everything, draw what is valid, shrink, and print what reads back."""

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from symalgebra import depth, graph, layer, macs, params, parse, paths, strategies
from symalgebra.errors import SymalgebraError
from symalgebra.formula import Formula, substitute, symbol
from symalgebra.graph import Graph, Recurrence, from_graph
from symalgebra.layer import Id, Nest, Product, Repeat
from symalgebra.leaves import KINDS, Conv, ConvTranspose, Leaf
from symalgebra.shape import Shape, Window
from symalgebra.strategies.parallel import between, keeping, targets
from symalgebra.strategies.sizes import least, lowest
from symalgebra.strategies.vocabulary import readings

ROOMS = {**vars(layer), **vars(graph)}
COMBINATORS = {kind for kind in ROOMS.values() if isinstance(kind, type) and "__final__" in vars(kind)}
many = settings(derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def nodes(term):
    """Every node of a term."""
    pending = [term]
    while pending:
        node = pending.pop()
        yield node
        pending += node.children()


def collected(strategy, number, *features):
    """How many of the drawn things have each feature, by its name."""
    found = Counter()

    @settings(many, max_examples=number)
    @given(strategy)
    def collect(drawn):
        found.update(name for feature in features for name in feature(drawn))

    collect()
    return found


def kinds(reading):
    return {type(node) for node in nodes(reading.net)}


def features(reading):
    """What the counts and the sizes of a network show."""
    for node in nodes(reading.net):
        if hasattr(node, "count"):
            yield "symbolic count" if isinstance(node.count, Formula) else "number of copies"
            yield from ["index"] * (node.index is not None) + ["shared"] * getattr(node, "shared", False)
    yield from ["odd size" for r in reading.x.resolution if isinstance(r, int) and r % 2]
    yield from ["symbolic size" for r in reading.x.resolution if isinstance(r, Formula)]
    yield f"rank {reading.x.rank}"


def arguments(leaf):
    """What the arguments of a convolution show."""
    yield from [f"{name} above 1" for name in ("stride", "dilation", "groups") if getattr(leaf, name) != 1]
    yield from [f"symbolic {a}" for a in ("stride", "kernel_size") if isinstance(getattr(leaf, a), Formula)]
    if isinstance(leaf, Conv) and leaf.groups == leaf.out_channels != 1:
        yield "depthwise"


FEATURES = {
    "symbolic count", "number of copies", "index", "shared", "odd size", "symbolic size",
    "rank 0", "rank 1", "rank 2", "rank 3",
}  # fmt: skip
ARGUMENTS = {
    "stride above 1", "dilation above 1", "groups above 1", "depthwise", "symbolic stride",
    "symbolic kernel_size",
}  # fmt: skip


def test_networks_reach_every_combinator_and_size():
    found = collected(strategies.networks(), 400, kinds, features)
    assert {Nest, Repeat, Product, Graph, Recurrence} <= COMBINATORS
    assert found.keys() >= COMBINATORS | FEATURES


def test_convolutions_reach_every_argument():
    drawn = strategies.leaves(kind=Conv) | strategies.leaves(kind=ConvTranspose)
    assert collected(drawn, 300, arguments).keys() >= ARGUMENTS


def test_terms_reach_every_kind():
    """A term draws its leaves by the shape at hand: a kind without a rule would stand in no network."""
    x = st.sampled_from([(1,), (12, 8), (12, 4, 4)])
    found = collected(x.flatmap(strategies.leaves), 600, lambda leaf: [type(leaf)])
    assert set(KINDS.values()) == found.keys()


def test_leaves_reach_every_kind():
    assert set(KINDS.values()) == collected(strategies.leaves(), 2500, lambda leaf: [type(leaf)]).keys()


@settings(max_examples=100)
@given(strategies.networks())
def test_a_network_is_valid_and_reads_back(reading):
    """Its input is one that it reads, at the least values of the symbols too. No text has their bounds."""
    net, x = reading
    y = net.out(x)
    assert parse(str(net)) == net.subs({name: symbol(name) for name in map(str, net.free_symbols)})
    least_values = lowest(net, x)
    there = Shape(substitute(d, least_values) for d in x)
    assert net.subs(least_values).out(there) == Shape(substitute(d, least_values) for d in y)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
@settings(max_examples=10)
@given(data=st.data())
def test_a_leaf_reads_its_shape(kind, data):
    leaf, x = data.draw(readings(kind))
    assert type(leaf) is kind
    assert all(least(r) >= 1 for r in leaf.out(x))
    assert parse(str(leaf)) == leaf


@given(st.data(), strategies.shapes())
def test_layers_between_two_shapes(data, x):
    target = data.draw(targets(x))
    assert data.draw(between(x, target)).out(x) == target.reached(x)
    assert data.draw(keeping(x)).out(x) == x


@given(st.data(), strategies.networks())
def test_values_are_not_below_the_bounds(data, reading):
    values = data.draw(strategies.substitutions(*reading))
    assert not reading.net.subs(values).free_symbols
    assert all(values[name] >= low for name, low in lowest(*reading).items())


@settings(max_examples=60)
@given(strategies.dags())
def test_a_graph_keeps_its_shape(wired):
    drawn, x = wired
    net, whole = from_graph(drawn), from_graph(drawn, reduce=False)
    assert net.out(x) == whole.out(x) == x
    for measure in (params, macs, depth, paths):
        assert measure(net, x) == measure(whole, x)


def test_graphs_need_not_be_series_parallel():
    found = collected(strategies.dags(), 60, lambda wired: {type(n) for n in nodes(from_graph(wired.graph))})
    assert {Graph, layer.Series, layer.Sum} <= found.keys()


def test_graphs_reach_every_junction():
    found = collected(strategies.dags(), 60, lambda wired: [str(n) for _, n in wired.graph.nodes("layer")])
    assert found.keys() >= {"input", "sum", "product", "concat"}


@given(strategies.formulas())
def test_formulas_are_formulas(f):
    assert isinstance(f, Formula)


def test_counterexamples_are_small():
    smallest = find(
        strategies.layers((2, 3)),
        lambda net: any(isinstance(node, layer.Sum) for node in nodes(net)),
        settings=settings(database=None, derandomize=True),
    )
    assert str(smallest) == "Id + Id"


@pytest.mark.parametrize(("strategy", "most"), [
    (strategies.networks(), 30), (strategies.networks(), 60), (strategies.shapes(), 4),
    (strategies.dags(), 4), (strategies.shapes(rank=0), 3), (strategies.leaves((1, 5)), 4),
    (strategies.formulas(), 4),
])  # fmt: skip
def test_counterexamples_are_printed_as_one_writes_them(strategy, most):
    """Hypothesis may print how a value was made in the place of the value."""
    failed = []

    @settings(many, max_examples=30, phases=[Phase.generate])
    @given(strategy)
    def fails(drawn):
        failed.append(drawn)
        assert len(repr(drawn)) < most

    with pytest.raises(AssertionError) as caught:
        fails()
    shown = "".join("".join(caught.value.__notes__).split())
    assert f"drawn={''.join(repr(failed[-1]).split())}," in shown


class Blur(Leaf):
    kernel_size: int = 3

    def windows(self, x):
        return (Window(self.kernel_size, stride=2, left=1, right=1),) * x.rank


@given(st.data())
def test_a_leaf_of_the_user(data):
    leaf, x = data.draw(readings(Blur))
    assert leaf.out(x)
    assert data.draw(strategies.leaves(x, kind=Blur)).out(x)


def test_a_leaf_that_cannot_be_drawn():
    class Opaque(Leaf):
        table: dict

    with pytest.raises(SymalgebraError, match="Opaque: give table a default"):
        find(strategies.leaves(kind=Opaque), lambda leaf: True)


@pytest.mark.parametrize("room", ["strategies", "laws"])
def test_without_hypothesis(room):
    """One clear line, and the rest of the package works."""
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import symalgebra\n"
        "assert str(symalgebra.Id) == 'Id'\n"
        f"try:\n    import symalgebra.{room}\n"
        "except symalgebra.errors.MissingExtra as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "strategies and laws need Hypothesis: pip install 'symalgebra[laws]'", (
        done.stderr
    )


def test_layers_without_a_shape():
    assert find(strategies.layers(), lambda net: True) is Id
