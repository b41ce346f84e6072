"""How long things take: `pytest tests/benchmarks --benchmark-only`. Nothing here fails by the clock.

Each group compares within one run; caches of SymPy and of this package are cleared before each round. What
is set beside the derivation of a family: the same walk of the same term with SymPy for the formulas; the sum
of a stage, written by hand, by `summation`; and the same sum when a person has split it into single powers.
Cold figures and imports are measured in fresh processes by `python tests/benchmarks/cold.py`.
"""

import random
import sys

import pytest
import sympy
from benchmarks import sympy_walk
from sympy.core.cache import clear_cache

from symalgebra import Conv, Id, activations, dims, macs, params, zoo
from symalgebra.formula import add, floor, monomial, symbol
from symalgebra.layer import Series

N, n, w, q, H, W = dims("N n w q H W")
POINT = {N: 3, n: 2, w: 4, q: 1}


def forget():
    """Clear the caches, so that a round does its own work."""
    clear_cache()
    for name, module in list(sys.modules.items()):
        for value in vars(module).values() if name.startswith("symalgebra") else ():
            if hasattr(value, "cache_clear"):
                value.cache_clear()
    for known in (monomial._PRODUCTS, monomial._POWERS, floor._KNOWN):
        known.clear()


def family():
    return zoo.resnet_uniform("bottleneck", N + 1, n + 1, width=w)


def derive():
    net, r = family(), 4 * 2**N * q
    return params(net, (3, r, r)), macs(net, (3, r, r))


def bottleneck(c_in, mid, out, r_in, r_out, project):
    """Parameters and multiply-accumulates of one bottleneck, as SymPy expressions."""
    convs = [(c_in * mid, r_in), (9 * mid * mid, r_out), (mid * out, r_out)] + (
        [(c_in * out, r_out)] if project else []
    )
    norms = 4 * mid + 2 * out + (2 * out if project else 0)
    return sum(k for k, _ in convs) + norms, sum(k * r**2 for k, r in convs)


def by_sympy(split=False):
    """The same two formulas, expanded, from the blocks by SymPy's own summation.

    Split by hand into single geometric terms, the sum of a stage is much easier for SymPy.
    """
    i = sympy.Symbol("i", integer=True, nonnegative=True)
    r = 2**N * q
    c, s = 2 * w * 2**i, r / 2**i
    stages = [bottleneck(w, w, 4 * w, r, r, True), bottleneck(4 * w, w, 4 * w, r, r, False)]
    later = [bottleneck(2 * c, c, 4 * c, s, s / 2, True), bottleneck(4 * c, c, 4 * c, s / 2, s / 2, False)]
    found = []
    for k, stem, head in ((0, 149 * w, 4000 * 2**N * w + 1000), (1, 147 * w * 4 * r**2, 4000 * 2**N * w)):
        body = later[0][k] + n * later[1][k]
        parts = sympy.expand(body).args if split else [body]
        sums = sympy.Add(*(sympy.summation(part, (i, 0, N - 1)) for part in parts))
        found.append(sympy.expand(stem + head + stages[0][k] + n * stages[1][k] + sums))
    return found


@pytest.mark.benchmark(group="uniform bottleneck family: parameters and MACs")
def test_derive(benchmark):
    ours = benchmark.pedantic(derive, setup=forget, rounds=100)  # as long in all as one round of SymPy
    assert [f.at(POINT) for f in ours] == [e.subs(POINT) for e in by_sympy()]


@pytest.mark.benchmark(group="uniform bottleneck family: parameters and MACs")
@pytest.mark.parametrize("split", [False, True])
def test_derive_by_sympy(benchmark, split):
    benchmark.pedantic(by_sympy, (split,), setup=forget, rounds=2)


@pytest.mark.benchmark(group="uniform bottleneck family: parameters and MACs")
def test_derive_by_a_walk_on_sympy(benchmark):
    def walk():
        return sympy_walk.derived(family(), 3, 4 * 2**N * q)

    found = benchmark.pedantic(walk, setup=forget, rounds=2)
    assert [e.subs(POINT) for e in found] == [f.at(POINT) for f in derive()]


@pytest.mark.benchmark(group="ResNet-50 at a point")
def test_evaluate(benchmark):
    formulas = [m(zoo.resnet50(), (3, H, W)) for m in (params, macs, activations)]
    points = [{name: 224 for name in f.names} for f in formulas]
    values = benchmark(lambda: [f.at(p) for f, p in zip(formulas, points, strict=True)])
    assert values == [25557032, 4089184256, 11114984]


@pytest.mark.benchmark(group="ResNet-50 at a point")
def test_evaluate_by_sympy(benchmark):
    formula = macs(zoo.resnet50(), (3, H, W)).expr
    assert (
        benchmark.pedantic(lambda: formula.subs({H: 224, W: 224}), setup=clear_cache, rounds=3) == 4089184256
    )


def different_layers(count):
    draw = random.Random(0)
    symbols = dims("a b c")
    widths = [draw.choice(symbols) * draw.randint(1, 99) + draw.randint(0, 9) for _ in range(1000)]
    net = Id
    for _ in range(count):
        net = net >> Conv(draw.choice(widths), draw.choice([1, 3, 5]), padding="same")
    return net


@pytest.mark.benchmark(group="long chains")
@pytest.mark.parametrize("count", [1_000, 10_000])
def test_different_layers(benchmark, count):
    net = different_layers(count)
    assert benchmark.pedantic(macs, (net, (3, H, H)), setup=forget, rounds=3).degree(H) == 2


@pytest.mark.benchmark(group="long chains")
def test_nested_residuals(benchmark):
    net = Id
    for _ in range(20_000):
        net = Id + (net >> Conv(w, 1))
    assert benchmark.pedantic(params, (net, (w, H)), setup=forget, rounds=3).at(w=1) == 40_000


@pytest.mark.benchmark(group="long chains")
def test_the_hash_of_a_million_layers(benchmark):
    def build():
        return (Series.of([Conv(w, 1)] * 1_000_000),), {}

    assert benchmark.pedantic(hash, setup=build, rounds=3)


@pytest.mark.benchmark(group="a sum of 10,000 terms")
def test_written(benchmark):
    a, b, c = map(symbol, "abc")
    f = add(a**i * b**j * c**k for i in range(22) for j in range(22) for k in range(21))
    assert benchmark(str, f).count(" + ") == 22 * 22 * 21 - 1
