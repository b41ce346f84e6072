"""How long the table of all members takes, and how that splits: `pytest tests/benchmarks/test_zoo.py`.

Each column is derived for all members anew; the caches that they share are cleared before each round.
`loop` counts ten million squares: the speed of the machine in the same run.
"""

import pytest
from benchmarks.test_speed import forget

from symalgebra import zoo
from symalgebra.zoo.members import told


def fresh():
    forget()
    return (zoo.individuals(),), {}


@pytest.mark.benchmark(group="the table")
def test_loop(benchmark):
    benchmark.pedantic(lambda: sum(i * i for i in range(10**7)), rounds=3)


@pytest.mark.benchmark(group="the table")
def test_members(benchmark):
    assert len(benchmark.pedantic(zoo.individuals, setup=forget, rounds=3)) > 100


@pytest.mark.benchmark(group="the table")
@pytest.mark.parametrize("name", zoo.TOLD)
def test_column(benchmark, name):
    def derive(individuals):
        return [told(zoo.CENSUS[name], individual) for individual in individuals]

    assert any(benchmark.pedantic(derive, setup=fresh, rounds=3))


@pytest.mark.benchmark(group="the table")
def test_whole(benchmark):
    columns, rows = benchmark.pedantic(zoo.census, setup=forget, rounds=3)
    assert all(len(row) == len(columns) for row in rows)
