"""Diagrams: nothing overlaps, nothing is cut off, every leaf is drawn, and no name becomes markup."""

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from symalgebra import (
    BatchNorm,
    Conv,
    GlobalAvgPool,
    Graph,
    Id,
    Leaf,
    Linear,
    Nest,
    ReLU,
    Repeat,
    diagram,
    dims,
    from_graph,
    zoo,
)
from symalgebra.display.drawing.figure import Card, inner, shapes
from symalgebra.display.drawing.reading import figure
from symalgebra.errors import ShapeError, SymalgebraError
from symalgebra.formula import substitute
from symalgebra.layer import Series
from symalgebra.layer.branches import leaves_of
from symalgebra.strategies.anywhere import networks
from symalgebra.strategies.graphs import dags

n, w, r, i = dims("n w r i")
FAMILIES = list(zoo.FAMILIES.values())
NAMES = [family.name for family in FAMILIES]
TERMS = [family for family in FAMILIES if family.name != "res2net"]  # a graph stands on one card
SVG = "{http://www.w3.org/2000/svg}"
TIGHT = 0.5  # pixels that may touch


def test_a_family_is_drawn_with_what_it_reads():
    family = zoo.FAMILIES["resnet-basic"]
    assert diagram(family) == diagram(family.build(), family.shape())
    assert diagram(family, (1, r, r)) == diagram(family.build(), (1, r, r))


def cards(found):
    """The cards of a figure."""
    pending = [found]
    while pending:
        node = pending.pop()
        pending += inner(node)
        if isinstance(node, Card):
            yield node


def elements(node, x=0.0, y=0.0):
    """Every element of a picture with the place of its frame."""
    moved = re.fullmatch(r"translate\(([-\d.e]+),([-\d.e]+)\)", node.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    yield node, x, y
    for child in node:
        yield from elements(child, x, y)


def rectangles(root):
    """Cards, signs, labels and pieces of wire as (left, top, right, bottom)."""
    found = {"card": [], "text": [], "wire": []}
    for node, x, y in elements(root):
        if node.tag == SVG + "rect" and node.get("fill-opacity") == ".13":
            found["card"].append((x, y, x + float(node.get("width")), y + float(node.get("height"))))
        elif node.tag == SVG + "circle":
            a, b, radius = x + float(node.get("cx")), y + float(node.get("cy")), float(node.get("r"))
            found["card"].append((a - radius, b - radius, a + radius, b + radius))
        elif node.tag == SVG + "text":
            size = float(node.get("font-size", 12))
            width = 0.6 * size * len(node.text)
            left = x + float(node.get("x")) - (width / 2 if node.get("text-anchor") == "middle" else 0)
            base = y + float(node.get("y"))
            found["text"].append((left, base - 0.8 * size, left + width, base + 0.2 * size))
        elif node.tag == SVG + "path" and "V" in node.get("d") + "V" * ("H" in node.get("d")):
            found["wire"] += segments(node.get("d"), x, y)
    return found


def segments(path, x, y):
    """The pieces of a path of M, V, v and H that run down or across; a slanting one, L, is passed over."""
    (a, b), *steps = re.findall(r"M[-\d. e]+", path)[0][1:].split(), *re.findall(r"[VvHL][-\d. e]+", path)
    place = [x + float(a), y + float(b)]
    for step in steps:
        new = list(place)
        if step[0] == "L":
            place = [float(p) + q for p, q in zip(step[1:].split(), (x, y), strict=True)]
            continue
        value = float(step[1:])
        new[step[0] != "H"] = place[1] + value if step[0] == "v" else value + (x if step[0] == "H" else y)
        (left, right), (top, bottom) = sorted([place[0], new[0]]), sorted([place[1], new[1]])
        yield left, top, right, bottom
        place = new


def meet(a, b):
    """Whether two rectangles share more than an edge."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    return across > TIGHT and down > TIGHT


def runs_through(wire, box):
    """Whether a wire crosses the inside of a rectangle."""
    left, top, right, bottom = box
    return wire[0] < right - 1 and wire[2] > left + 1 and wire[1] < bottom - 1 and wire[3] > top + 1


def flaws(text):
    """Overlaps, and what is outside of the picture."""
    root = ElementTree.fromstring(text)
    width, height = float(root.get("width")), float(root.get("height"))
    found = rectangles(root)
    both = found["card"] + found["text"]
    yield from (box for box in both if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height)
    yield from ((a, b) for a, b in combinations(found["card"], 2) if meet(a, b))
    yield from ((a, b) for a, b in combinations(found["text"], 2) if meet(a, b))
    for wire in found["wire"]:
        yield from (("wire", wire, box) for box in both if runs_through(wire, box))
    for label in found["text"]:
        inside = [card for card in found["card"] if meet(label, card)]
        if any(label[0] < card[0] or label[2] > card[2] for card in inside):
            yield "label", label, inside


@pytest.mark.parametrize("family", FAMILIES, ids=NAMES)
def test_families_are_drawn_without_overlap(family):
    for net, x in ((family.build(), family.shape()), (family.build(), None)):
        assert list(flaws(diagram(net, x).svg())) == []


@settings(max_examples=60)
@given(networks())
def test_any_term_is_drawn_without_overlap(net):
    try:
        net.out((3, 40, 40))
        x = (3, 40, 40)
    except SymalgebraError:
        x = None
    found = diagram(net, x)
    assert list(flaws(found.svg())) == []
    for text in (found.mermaid(), found.dot()):
        linked(text)


def linked(text):
    """Every edge of a graph in text joins nodes that are there, and every frame is closed."""
    nodes = set(re.findall(r"^ *(n\d+)(?:\[|\(\(| \[)", text, re.M)) | set(
        re.findall(r"^ *(n\d+)\(", text, re.M)
    )
    ends = re.findall(r"^ *(n\d+) --?>(?:\|\"[^\"]*\"\|)? (n\d+)", text, re.M)
    assert ends
    assert {name for pair in ends for name in pair} <= nodes
    opened = len(re.findall(r"^ *subgraph", text, re.M)) + text.startswith("digraph")
    assert len(re.findall(r"^ *(?:end|\})$", text, re.M)) == opened


@settings(max_examples=60)
@given(dags())
def test_any_graph_is_drawn_without_overlap(case):
    net = from_graph(case.graph, reduce=False)
    found = diagram(net, case.x)
    assert list(flaws(found.svg())) == []
    for text in (found.mermaid(), found.dot()):
        linked(text)
    assert len(str(found).splitlines()) >= len(net.wiring)


def test_a_wire_over_rows_has_a_place_in_each():
    f = Conv(w, 1)
    net = Graph(("a", f, "input"), ("b", f, "a"), ("c", f, "b"), ("d", "sum", "input", "a", "c"))
    found = diagram(net, (w, r, r))
    assert list(flaws(found.svg())) == []
    assert "4. sum of 0, 1, 3" in str(found)
    assert found.svg().count("<path") > 10


@settings(max_examples=60)
@given(networks())
def test_every_card_says_what_its_leaves_write(net):
    try:
        net.out((3, 40, 40))
    except SymalgebraError:
        return
    for card in cards(figure(net, (3, 40, 40))):
        if card.x is not None:
            assert Series.of(card.leaves).out(card.x) == card.out


@pytest.mark.parametrize("family", TERMS, ids=lambda family: family.name)
def test_every_leaf_of_a_family_is_on_a_card(family):
    net = family.build()
    drawn = [leaf for card in cards(figure(net)) for leaf in card.leaves]
    written = [leaf for leaf in leaves_of(net) if leaf is not Id]
    assert sorted(map(str, drawn)) == sorted(map(str, written))


def test_shapes_within_a_loop_are_those_of_the_copy_at_the_index():
    net = Repeat(i, n, Conv(w * 2**i, 3, stride=2, padding=1))
    (card,) = cards(figure(net, (3, r, r)))
    for copy in range(4):
        x = net.subs(n=copy).out((3, r, r))
        assert tuple(substitute(d, {"i": copy}) for d in card.out) == tuple(
            net.subs(n=copy + 1).out((3, r, r))
        ), x


def test_the_index_of_a_loop_is_no_symbol_of_the_network():
    dense = (Id | Conv(i, 3, padding=1)) ** n  # i is the user's
    assert "i*j + 3" in str(diagram(dense, (3, r, r)))


def test_a_number_of_copies_is_one_frame():
    found = str(diagram((Id | Conv(8, 1)) ** 24, (16, 7, 7)))
    assert "× 24, i = 0, ..., 23" in found
    assert "8*i + 16 × 7 × 7" in found.replace("(", "").replace(")", "")
    assert found.count("Conv") == 1


def test_errors_of_shape_are_told():
    with pytest.raises(ShapeError, match="Conv"):
        str(diagram(Id + Conv(w, 3), (3, r, r)))


@pytest.mark.parametrize(
    "net",
    [
        Series.of(Conv(8, 1) for _ in range(100_000)),
        sum((Conv(8, 1) for _ in range(1000)), start=Conv(8, 1)),
        Nest(i, 9, ReLU(), Conv(8, 1), Conv(8, 1), Conv(8, 1), ReLU()),
    ],
    ids=["long", "wide", "deep"],
)
def test_a_picture_is_bounded(net):
    found = diagram(net, (8, 4, 4)).svg()
    assert len(found) < 300_000
    assert "..." in found


class Hostile(Leaf):
    """A leaf whose text is markup."""

    said: str = ""

    def text(self):
        return '</text><script>alert("1")</script>]|"; end } & {'


def test_texts_never_become_markup():
    found = diagram(Hostile() >> (Id + Hostile()) ** n, (3, r, r))
    root = ElementTree.fromstring(found.svg())
    assert {node.tag.removeprefix(SVG) for node in root.iter()} == {
        "svg",
        "g",
        "rect",
        "text",
        "path",
        "title",
        "circle",
    }
    assert "<script" not in found._repr_html_()
    assert not re.search(r"[<>]script", found.mermaid().replace("<br/>", ""))
    linked(found.mermaid())
    assert all(line.count('"') - line.count('\\"') in (0, 2, 4) for line in found.dot().splitlines())


def test_a_picture_in_a_file_has_a_ground_for_light_and_dark():
    assert "prefers-color-scheme" in diagram(Conv(w, 3)).svg(ground=True)
    assert "prefers-color-scheme" not in diagram(Conv(w, 3)).svg()


def test_sizes_that_recur_have_names():
    net = Conv(w, 3, stride=2, padding=1) >> Conv(w, 1) >> Conv(2 * w, 3, stride=2, padding=1) >> Conv(w, 1)
    found = diagram(net, (3, r, r))
    assert "where r2 = ceil(r/2), r4 = ceil(r/4)" in str(found)
    assert "2*w × r4 × r4" in found.svg()
    assert [str(y) for y in shapes(figure(net, (3, r, r)))][-1] == str(net.out((3, r, r)))


@pytest.mark.parametrize("family", FAMILIES, ids=NAMES)
def test_pictures_fit_a_page(family):
    """A long chain goes on in a new column and a new band; what is left of the width is one block's own."""
    picture = ElementTree.fromstring(diagram(family.build(), family.shape()).svg())
    assert float(picture.get("width")) < 1300
    assert int(re.match(r"width:clamp\((\d+)px", picture.get("style"))[1]) < 950


def test_no_column_is_a_wire_alone():
    for count in range(15, 32):
        picture = diagram(Series.of(Conv(w, 3, padding=k) for k in range(count)), (3, r, r)).svg()
        assert picture.rindex("stroke-dasharray") < picture.rindex("<rect")


def test_the_picture_of_the_readme_is_what_is_drawn_today():
    block = Conv(w, 3, padding=1, bias=False) >> BatchNorm() >> ReLU() >> Conv(w, 3, padding=1, bias=False)
    net = Conv(w, 3, padding=1) >> (Id + (block >> BatchNorm())) ** n >> GlobalAvgPool() >> Linear(10)
    path = Path(__file__).resolve().parents[1] / "docs" / "resnet.svg"
    assert path.read_text(encoding="utf-8").strip() == diagram(net, (3, r, r)).svg(ground=True)
