"""Which of several bounds is chosen, what is said of it, and how tables of bounds are written."""

from types import SimpleNamespace

import pytest

from symalgebra import Flatten, Linear, MaxPool, ReLU, bounds, dims
from symalgebra.bounds.choice import SHORT, Choice, clearly_less, crossed, least
from symalgebra.bounds.listing import HEAD
from symalgebra.bounds.rank_checker import WORK, Rejected, chain, check, window
from symalgebra.bounds.theorem.master import explicit
from symalgebra.formula import formula, log2, symbol

n = dims("n")


def bound(id, f):
    return SimpleNamespace(id=id, formula=formula(f))


LONG = sum((symbol(f"m{place}") for place in range(SHORT)), formula(n))


def test_the_least_for_all_values_is_proved_where_formulas_are_short():
    mine, short, long, less = bound("a", n), bound("b", n + 1), bound("c", LONG), bound("d", 2 * n - 5)
    assert Choice(mine, (), {"n": 1}).everywhere
    assert Choice(mine, (short,), {"n": 1}).everywhere
    for others in ((long,), (short, long), (long, short)):
        assert not Choice(mine, others, {"n": 1}).everywhere
    crossing = Choice(mine, (short, less), {"n": 9})
    assert not crossing.everywhere
    assert set(crossing.less) == {"d"}
    assert crossing.less["d"]["n"] < 5
    assert crossing.sense == f"the least of 3 at n=9; d is less at n={crossing.less['d']['n']}"
    assert Choice(mine, (short,), {"n": 1}).sense == "the least of 2, for all values of the symbols: proved"
    assert Choice(bound("a", 2), (bound("b", 3),), {}).sense == "the least of 2: proved"


@pytest.mark.parametrize("sign", [1, -1])
def test_what_is_clearly_less(sign):
    """By more than a billionth of the other one."""
    many = sign * 10**12
    assert clearly_less(bound("a", many - 2000), bound("b", many), {})
    assert not clearly_less(bound("a", many - 500), bound("b", many), {})
    assert not clearly_less(bound("a", many), bound("b", many), {})
    assert not clearly_less(bound("a", many), bound("b", many - 2000), {})
    assert not clearly_less(bound("a", log2(formula(n) - 5)), bound("b", 10), {"n": 1})


def test_where_bounds_cross():
    assert crossed(bound("a", n), bound("b", n + 1), ()) is None
    assert crossed(bound("a", n + 1), bound("b", n), ()) == {"n": 1}
    assert crossed(bound("a", 100), bound("b", 150 - n), ())["n"] > 50
    assert least([bound("a", n), bound("b", n + 1)]).bound.id == "a"
    assert least([bound("a", n + 1), bound("b", n)]).bound.id == "b"
    assert least([bound("a", n), bound("b", n)]).bound.id == "a"
    assert least([bound("a", n)]).others == ()


def test_columns_of_a_table():
    """Every cell begins where the column does."""
    table = bounds.table(Linear(3) >> ReLU() >> Linear(1), (2,), bits=8)
    lines = [line for line in str(table).splitlines() if line]
    rows = [HEAD, *(row.cells for row in table.rows)]
    assert lines[len(rows)] == "where"
    starts = [[0], [0], [0], [0], [0]]
    for column in range(5):
        width = max(len(row[column]) for row in rows)
        starts[column] = width + 2
    for line, cells in zip(lines, rows, strict=False):
        place = 0
        for cell, width in zip(cells, starts, strict=True):
            assert line[place : place + len(cell)] == cell
            place += width


def test_stages_without_a_parameter_are_left_out():
    """A rectifier or a pool of the input: S = 1, the output; three weights, degree 1."""
    for net, x in ((ReLU() >> Linear(1), (2,)), (MaxPool(2) >> Flatten() >> Linear(1), (2, 2))):
        assert bounds.master(net, x) == explicit(1, 3, 1)


@pytest.mark.parametrize("kernel", [1, 2, 3, 4])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_windows_of_the_checker(kernel, stride):
    """As many as the pools of the package have, which PyTorch's have."""
    for size in range(kernel, 9):
        for padding in range(kernel // 2 + 1):
            for ceil in (False, True):
                pool = MaxPool(kernel, stride, padding, ceil_mode=ceil)
                found = window(size, kernel, stride, 1, (padding, padding), ceil)
                assert found == (kernel, stride, padding, 1, pool.out((1, size))[1])


def test_a_check_counts_its_own_work():
    WORK[0] = 7
    with pytest.raises(Rejected):
        check({})
    assert WORK == [0]


def test_copies_of_a_certificate():
    assert [layer.kind for layer in chain("ReLU() ** 1")] == [layer.kind for layer in chain("ReLU()")]
    with pytest.raises(Rejected):
        chain("ReLU() ** -1")


def test_entries_that_are_no_bounds_of_the_network():
    """What holds for some network of its size says nothing of this one."""
    table = bounds.table(Linear(3) >> ReLU() >> Linear(1), (2,), bits=8)
    for row in table:
        assert row.bound.valid
        assert row.bound.reason == ""
    from symalgebra.bounds.entry import Bound

    master = table["vc.master"]
    other = Bound(SimpleNamespace(id="x", quantifier="exists_arch"), (), formula(5))
    assert not other.valid
    assert other.reason.startswith("it is ")
    assert str(master) == f"vc.master: {master.formula}"
    assert str(Bound(master.entry, (), None)) == "vc.master: only its order is known"
