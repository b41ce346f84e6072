"""The master theorem on the convolutional chain, all five sizes symbols, and the whole catalogue on it.

`pytest tests/benchmarks/test_bounds_speed.py --benchmark-only`. Caches are cleared before each round.
"""

from benchmarks.test_speed import forget

from symalgebra import Conv, GlobalAvgPool, Linear, ReLU, bounds, dims

n, k, c, c0, r = dims("n k c c0 r")


def chain():
    layer = Conv(c, k, padding="same") >> ReLU()
    return layer >> layer ** (n - 1) >> GlobalAvgPool() >> Linear(1)


def master():
    return bounds.master(chain(), (c0, r, r))


def table():
    return bounds.table(chain(), (c0, r, r))


def test_the_closed_form_of_the_chain(benchmark):
    found = benchmark.pedantic(master, setup=forget, rounds=20)
    assert found.names == {"n", "k", "c", "c0", "r"}


def test_the_catalogue_on_the_chain(benchmark):
    found = benchmark.pedantic(table, setup=forget, rounds=5)
    assert found.best.id == "vc.master"
