"""Sweeps: every cell is the formula's value, empty where a layer has no output position."""

import csv
import io
import json
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symalgebra import Conv, Linear, dims, macs, params, sweep, zoo
from symalgebra.errors import MissingExtra, SymalgebraError, UnknownSymbol
from symalgebra.sweep import FORMATS, Sweep

n, w, r = dims("n w r")
NET = Conv(w, 3, padding=1) >> Conv(w, 3, padding=1) ** n


def test_every_cell_is_the_value_of_the_formula():
    found = sweep(NET, (3, r, r), n=range(1, 5), w=[8, 10**30], r=7)
    f, g = params(NET, (3, r, r)), macs(NET, (3, r, r))
    assert len(found) == 8
    for row, (a, b) in zip(found, product(range(1, 5), [8, 10**30]), strict=True):
        assert (row["n"], row["w"], row["r"]) == (a, b, 7)
        assert row["params"] == f.at(n=a, w=b)
        assert row["macs"] == g.at(n=a, w=b, r=7)


@pytest.mark.slow
@pytest.mark.parametrize("family", zoo.FAMILIES.values(), ids=list(zoo.FAMILIES))
def test_members_have_the_published_figures(family):
    if not family.members:
        return
    found = {row["member"]: row for row in sweep(family)} if family.symbols else {}
    for member, figures in family.published.items():
        for name, figure in figures.items():
            assert found[member][name] == figure


def test_given_values_stand_in_the_place_of_the_members():
    found = sweep(zoo.FAMILIES["resnet-basic"], measures=["macs"], H=[224, 448])
    assert found["member"] == ["resnet18", "resnet18", "resnet34", "resnet34"]
    assert found["H"] == [224, 448, 224, 448]
    assert found["macs"][0] == 1814073344


def test_cells_are_empty_where_no_output_is_left():
    found = sweep(Conv(2, 5) >> Conv(w, 3), (1, r, r), r=range(5, 9), w=1, measures=["macs"])
    assert found["macs"][:2] == [None, None]
    assert None not in found["macs"][2:]
    assert found.text().splitlines()[1].split() == ["5", "1"]


def test_formats_hold_the_same_values():
    found = sweep(NET, (3, r, r), n=[1, 2], w=[8], r=[4, 2000])
    head, *rows = csv.reader(io.StringIO(found.csv()))
    assert tuple(head) == found.columns
    assert [tuple(map(int, row)) for row in rows] == list(found.rows)
    read = json.loads(found.json())
    assert [tuple(row) for row in read["rows"]] == list(found.rows)
    lines = found.markdown().splitlines()
    cells = [[cell.strip().replace(",", "") for cell in line.strip("|").split("|")] for line in lines[2:]]
    assert [tuple(map(int, row)) for row in cells] == list(found.rows)
    aligned = [line.replace(",", "").split() for line in str(found).splitlines()[1:]]
    assert [tuple(map(int, row)) for row in aligned] == list(found.rows)
    typeset = [line.removesuffix(r" \\").split(" & ") for line in found.latex().splitlines()[4:-2]]
    assert [tuple(int(cell.replace(",", "")) for cell in row) for row in typeset] == list(found.rows)
    assert set(FORMATS) == {"text", "csv", "markdown", "latex", "json"}


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6)), max_size=30))
def test_the_rows_of_a_front_are_those_that_no_row_beats(rows):
    found = Sweep(("a", "b", "c"), tuple(rows)).pareto("a", "c")

    def beaten(row):
        return any(o[0] <= row[0] and o[2] <= row[2] and (o[0], o[2]) != (row[0], row[2]) for o in rows)

    assert sorted(found.rows) == sorted(row for row in rows if not beaten(row))


def test_what_cannot_be_is_refused():
    with pytest.raises(SymalgebraError, match="no values for r, w"):
        sweep(NET, (3, r, r), n=1)
    with pytest.raises(UnknownSymbol, match="no symbol 'width'"):
        sweep(NET, (3, r, r), width=1)
    with pytest.raises(SymalgebraError, match="w=0: w is an integer of at least 1"):
        sweep(NET, (3, r, r), n=1, w=[1, 0], r=3)
    with pytest.raises(SymalgebraError, match="rows are more than"):
        sweep(NET, (3, r, r), n=range(1, 1000), w=range(1, 1000), r=3)
    with pytest.raises(SymalgebraError, match="no column 'flops'"):
        sweep(Linear(2), (3,)).pareto("flops")


def test_a_network_of_numbers_is_one_row():
    assert sweep(Linear(2), (3,)).rows == ((8, 6),)


@pytest.mark.needs("pandas", "xarray")
def test_tables_go_to_pandas_and_to_xarray():
    import pandas

    found = sweep(Conv(w, 3, padding=1) ** n, (w, 8, 8), n=[1, 2], w=[16, 10**12])
    frame = found.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == list(found.columns)
    assert frame["params"].tolist() == found["params"]
    cube = found.to_xarray("n", "w")
    assert cube["params"].sel(n=2, w=10**12).item() == 2 * (9 * 10**24 + 10**12)


@pytest.mark.parametrize("missing", ["pandas", "xarray"])
def test_a_missing_package_is_named(monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    found = sweep(Conv(w, 3, padding=1), (w, 8, 8), w=[16])
    with pytest.raises(MissingExtra, match=f"pip install {missing}"):
        found.to_pandas() if missing == "pandas" else found.to_xarray("w")


def test_html_is_escaped():
    assert "<b>" not in Sweep(("<b>",), (("<b>",),))._repr_html_()


def test_the_command_prints_a_table(run):
    status, out, err = run("sweep", "resnet50", "n1=1..3", "H=32,64", "--format", "csv")
    assert (status, err) == (0, "")
    assert len(out.splitlines()) == 7
    assert out.splitlines()[0] == "n1,H,params,macs"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["n=3..1"], "a range has 1 to"),
        (["n=1..9..0"], "a step of 1 or more"),
        (["n=1..9999999"], "a range has 1 to"),
        (["n=a"], "is no integer"),
        (["n"], "is no integer"),
        (["n=1", "n=2"], "write each symbol once"),
        (["n=1", "--pareto", "flops"], "no column 'flops'"),
    ],
)
def test_bad_values_are_one_line(bad, arguments, message):
    said = bad("sweep", "Conv(4, 3, padding=1)**n", *arguments, "--input", "4,8,8")
    assert message in said
    assert "\n" not in said
