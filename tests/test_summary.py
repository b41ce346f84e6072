"""Summaries: the rows add up to the network, every format tells the same, no name becomes markup."""

import re
from xml.etree import ElementTree

import pytest

from symalgebra import (
    Conv,
    GlobalAvgPool,
    Id,
    Leaf,
    Linear,
    MaxPool,
    ReLU,
    dims,
    intrinsic_power,
    layer_complexity,
    macs,
    params,
    receptive_field,
    summary,
    zoo,
)
from symalgebra.display.summaries.notes import Notes
from symalgebra.display.summaries.summary import COLUMNS, cell
from symalgebra.errors import ShapeError
from symalgebra.formula import formula, read
from symalgebra.layer import Series

n, w, r = dims("n w r")
BLOCK = Id + (Conv(w, 3, padding=1) >> ReLU() >> Conv(w, 3, padding=1))
NET = Conv(w, 3, padding=1) >> MaxPool(2) >> BLOCK**n >> GlobalAvgPool() >> Linear(10)
X = (3, r, r)
QUICK = ["resnet-basic", "vgg", "lenet", "inception", "mobilenet-v1", "unet", "vit", "transformer"]
FAMILIES = [
    pytest.param(f, id=name, marks=() if name in QUICK else pytest.mark.slow)
    for name, f in zoo.FAMILIES.items()
]


@pytest.mark.parametrize("family", FAMILIES)
def test_stages_add_up_to_the_network(family):
    found = summary(family)
    for measure in (params, macs):
        shares = [cell(row, measure.__name__) for row in found.rows]
        (total,) = cell(found.total, measure.__name__)
        if all(shares):
            assert sum((share for (share,) in shares), start=formula(0)) == total
        assert total == measure(family.build(), family.shape())
    assert found.total.out == family.build().out(family.shape())


def test_each_row_is_its_layer_alone():
    found = {row.title: row for _, row in summary(NET, X).lines()}
    conv = found["Conv(w, 3, padding=1)"]
    assert cell(conv, "params") == (params(Conv(w, 3, padding=1), conv.out),)
    for name, measure in {"layer_complexity": layer_complexity, "intrinsic_power": intrinsic_power}.items():
        assert cell(found["total"], name) == (measure(NET, X),)


def test_the_field_is_that_of_all_up_to_the_stage():
    found, terms = summary(NET, X), [term for _, term in summary(NET, X).subject.rows]
    for number, row in enumerate(found.rows, 1):
        assert cell(row, "receptive_field") == (receptive_field(Series.of(terms[:number]), X),)


def test_a_stage_is_a_run_of_one_resolution():
    titles = [row.title for row in summary(NET, X).rows]
    assert [title.partition(":")[0] for title in titles] == ["stage 1", "stage 2", "stage 3"]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_format_has_a_line_for_every_row(family):
    found = summary(family)
    lines = sum(1 for _ in found.lines())
    text = found.text(200)
    assert sum(
        bool(re.match(r"(· )*\S", line))
        for line in text.partition("\n\n")[2].partition("\n\n")[0].splitlines()
    )
    table = [line for line in found.markdown().splitlines() if line.startswith("|")]
    assert len(table) == lines + 2
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {len(COLUMNS) + 3}
    latex = found.latex()
    assert latex.count(r" \\") == lines + 1
    assert {line.count(" & ") for line in latex.splitlines() if line.endswith(r"\\")} == {len(COLUMNS) + 1}
    assert latex.count("{") - latex.count(r"\{") == latex.count("}") - latex.count(r"\}")
    ElementTree.fromstring(f"<div>{found.html().replace('&#xa0;', ' ')}</div>")


@pytest.mark.parametrize("name", ["resnet-bottleneck", "vgg", "densenet", "transformer"])
@pytest.mark.parametrize("width", [120, 160])
def test_a_text_fits_its_width(name, width):
    lines = summary(zoo.FAMILIES[name]).text(width).splitlines()
    assert max(map(len, lines[3:])) <= width


@pytest.mark.parametrize("form", ["text", "markdown", "html", "latex"])
def test_what_no_cell_can_hold_stands_below_the_table(form):
    found = summary(zoo.FAMILIES["resnet-bottleneck"])
    written = getattr(found, form)()
    marks = re.findall(r"(?<!\w)\[\d+\]", written)
    assert len(marks) > len(set(marks)) > 1  # each in a cell and in its note
    assert not re.search(r"\[(\d+ terms|one long term)\]", written)


def test_a_note_is_the_formula_of_its_cells():
    found = summary(NET, X)
    notes = dict(re.findall(r"^(\[\d+\]) = (.*)", found.text(90), re.M))
    total = next(line for line in found.text(90).splitlines() if line.startswith("total"))
    places = {"layer_complexity": -2, "intrinsic_power": -1}
    for name, place in places.items():
        (f,) = cell(found.total, name)
        assert read(notes[total.split()[place]]).subs(r2=read("floor(r/2)")) == f


def test_a_formula_of_very_many_terms_is_counted():
    f = sum((formula(n) ** k * w for k in range(70)), formula(0))
    notes = Notes(summary(NET, X).shown)
    assert notes.cell(f) == "[70 terms]"
    assert not list(notes)


def test_a_long_chain_is_told_in_part():
    found = summary(Series.of(Conv(8, 1) for _ in range(3_000)), (8, 4, 4))
    assert len(list(found.lines())) < 500
    assert cell(found.total, "params") == (3_000 * 72,)


class Hostile(Leaf):
    """A leaf whose text is markup."""

    def text(self):
        return '<script>alert("1")</script> & | _x_ {y} %'


def test_texts_never_become_markup():
    found = summary(Hostile() >> Conv(w, 3), X)
    root = ElementTree.fromstring(f"<div>{found.html().replace('&#xa0;', ' ')}</div>")
    assert "script" not in {node.tag for node in root.iter()}
    assert not re.search(r"(?<![\\`])<script", found.markdown())
    assert not re.search(r"(?<!\\)[%&_](?!\s)\w*script", found.latex())


def test_what_does_not_fit_is_told_with_its_place():
    with pytest.raises(ShapeError):
        str(summary(Id + Conv(w, 3), X))


def test_jupyter_shows_html_and_latex():
    found = summary(NET, X)
    assert found._repr_html_() == found.html()
    assert found._repr_latex_() == found.latex()
    assert str(found) == repr(found) == found.text()
