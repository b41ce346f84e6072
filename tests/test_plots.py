"""Plots: exact at every point, crossings as they are proved, all within the frame, no name becomes markup."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symalgebra import dims, macs, params, plot, win_map, zoo
from symalgebra.display.plots.axis import Axis, level
from symalgebra.display.plots.frame import HEIGHT, WIDTH
from symalgebra.display.plots.samples import sampled
from symalgebra.errors import SymalgebraError, UnknownSymbol
from symalgebra.formula import formula, log2

n, w, r = dims("n w r")
BLOCKS = ("bottleneck", "basic")
PARAMS = {b: params(zoo.resnet_uniform(b, 4, n, width=w), (3, 224, 224)) for b in BLOCKS}
SVG = "{http://www.w3.org/2000/svg}"


def test_values_are_exact_and_the_crossing_is_proved():
    found = plot(PARAMS, n, high=40, at={w: 64})
    for name, curve in found.curves.items():
        assert curve == [(x, PARAMS[name].at(n=x, w=64)) for x in range(1, 41)]
    assert found.crossings == [(15, True)]
    assert "bottleneck ≤ basic from n = 15" in found.svg()
    assert plot(PARAMS, n, high=14, at={w: 64}).crossings == []
    assert plot(PARAMS, (n, 1, 40), at={w: 64}) == found


def test_a_map_says_at_each_point_which_is_smaller():
    f, g = PARAMS.values()
    found = win_map(f, g, (n, 1, 30), (w, 1, 100), names=BLOCKS)
    for b, row in zip(found.ys, found.winners, strict=True):
        for a, winner in zip(found.xs, row, strict=True):
            left, right = f.at(n=a, w=b), g.at(n=a, w=b)
            assert winner == (2 if left == right else 0 if left < right else 1)
    assert found.legend == ["bottleneck is smaller", "basic is smaller"]
    ElementTree.fromstring(found.svg())


@given(st.lists(st.integers(1, 10**400), min_size=1, max_size=8), st.booleans())
def test_values_are_within_their_axis(values, log):
    axis = Axis.around(values, log, zero=True)
    for value in values:
        if abs(level(value, log)) < float("inf"):
            assert -1e-9 <= axis.share(value) <= 1 + 1e-9
    shares = [share for share, _ in axis.ticks()]
    assert len(shares) >= 2
    assert all(-1e-6 <= share <= 1 + 1e-6 for share in shares)


@given(st.integers(0, 1000), st.integers(0, 10**6), st.booleans())
def test_samples_are_integers_of_the_range_and_hold_its_ends(low, more, ratios):
    found = sampled(low, low + more, ratios)
    assert found == sorted(set(found))
    assert (found[0], found[-1]) == (low, low + more)
    assert len(found) <= 121


@pytest.mark.parametrize("log", ["", "x", "y", "xy"])
def test_the_picture_is_within_its_frame(log):
    found = plot({"square": n**2, "power": 2**n, "log": log2(formula(n))}, n, high=2000, log=log)
    root = ElementTree.fromstring(found.svg())
    for node in root.iter(SVG + "path"):
        places = [float(p) for p in re.findall(r"-?\d+(?:\.\d+)?", node.get("d"))]
        assert min(places) >= 0
        assert max(places) <= max(WIDTH, HEIGHT)
    for node in root.iter(SVG + "text"):
        width = 7 * len(node.text)
        left = float(node.get("x")) - {"start": 0, "middle": width / 2, "end": width}[node.get("text-anchor")]
        assert left >= -1
        assert left + width <= WIDTH + 1


def test_names_never_become_markup():
    svg = plot({"</text><script>": n, '"onload="': 2 * n}, n).svg()
    assert {node.tag for node in ElementTree.fromstring(svg).iter()} <= {
        SVG + tag for tag in ("svg", "path", "text", "rect")
    }


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(UnknownSymbol, match="no value for w in bottleneck"):
        plot(PARAMS, n)
    with pytest.raises(UnknownSymbol, match="no value for r"):
        win_map(n * r, w, (n, 1, 3), (w, 1, 3))
    with pytest.raises(SymalgebraError, match="low <= high"):
        plot(n, n, low=3, high=2)
    with pytest.raises(SymalgebraError, match="log is"):
        plot(n, n, log="z")
    with pytest.raises(SymalgebraError, match="low < high"):
        win_map(n, w, (n, 1, 1), (w, 1, 3))


def test_several_formulas_are_named_by_their_texts():
    assert list(plot([n**2, 2 * n], n).curves) == ["n**2", "2*n"]
    long = macs(zoo.resnet18(), (3, r, r))
    assert max(map(len, plot([long, long + 1], r, low=32).curves)) < 60
    assert len(plot([long, long + 1], r, low=32).curves) == 2


@pytest.mark.needs("matplotlib")
def test_matplotlib_draws_the_same():
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (first, second, third) = pyplot.subplots(1, 3)
    found = plot(PARAMS, n, high=20, at={w: 64}, log="y")
    assert found.draw(first) is first
    assert [list(map(float, line.get_ydata())) for line in first.lines[:2]] == [
        [float(v) for _, v in curve] for curve in found.curves.values()
    ]
    assert first.get_yscale() == "log"
    win_map(*PARAMS.values(), (n, 1, 30), (w, 1, 100)).draw(second)
    assert len(second.collections) == 1
    plot([2**n, n], n, high=3000, log="xy").draw(third)
    figure.canvas.draw()
    assert plot(n, n).draw() is not None
    pyplot.close("all")
