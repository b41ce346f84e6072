"""Every figure measured of a network that the zoo can build: equal to the formula, at every resolution.

One formula in the height H and the width W is derived for each network, and evaluated at all its rows.
"""

import json
from collections import Counter
from functools import cache, reduce
from operator import rshift
from pathlib import Path

import pytest
from networks import build

from symalgebra import (
    Flatten,
    GlobalAvgPool,
    activations,
    buffers,
    depth,
    dims,
    effective_stride,
    macs,
    params,
    paths,
    receptive_field,
    zoo,
)
from symalgebra.measures import domain, effective_padding

DATA = Path(__file__).parent / "data"


def rows(name, key="id"):
    """The rows of a file by network; several rows of one network as a list."""
    found = {}
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row[key], []).append(row)
    return found


H, W = dims("H W")
FIGURES, MODELS, FIELDS = rows("figures"), rows("models"), rows("receptive_field")


@cache
def network(name):
    """The network and its features, the layers before the head; a head that convolves is among them."""
    (row,) = MODELS[name]
    net = build(row)
    parts = list(net.parts())
    if parts[-2:] == [GlobalAvgPool(), Flatten()]:
        return net, reduce(rshift, parts[:-2])
    return net, build(row, classes=None)


@pytest.fixture(scope="module", autouse=True)
def compared():
    """How many rows of each kind were compared."""
    count = Counter()
    yield count
    print(f"\ncompared: {dict(count)}")


def at(size, **values):
    """The value of a size at a point that may name more symbols than occur."""
    return size if isinstance(size, int) else size.at(**{name: values[name] for name in size.names})


@pytest.mark.parametrize("name", FIGURES)
def test_costs(name, compared):
    net, features = network(name)
    x = (3, H, W)
    found = {
        "params": params(net, x),
        "buffers_running_stats": buffers(net, x),
        "macs": macs(net, x),
        "activations_conv_linear": activations(net, x),
    }
    for row in FIGURES[name]:
        h, w = row["resolution"]
        measured = row | {"macs": row["macs_conv"] + row["macs_linear"] + row.get("macs_attention", 0)}
        measured["activations_conv_linear"] += row.get("out_attention", 0)
        for figure, formula in found.items():
            assert at(formula, H=h, W=w) == measured[figure], (figure, row["resolution"])
        if row["output_shape"]:
            assert list(net.out((3, h, w))) == row["output_shape"]
        if row["feature_before_pool"]:
            assert [at(size, H=h, W=w) for size in features.out(x)] == row["feature_before_pool"]
        compared["figures"] += 1


@pytest.mark.parametrize("name", FIGURES)
def test_a_number_for_the_resolution_gives_the_same(name):
    net, _ = network(name)
    h, w = FIGURES[name][-1]["resolution"]
    for measure in (params, macs, activations):
        assert measure(net, (3, h, w)) == at(measure(net, (3, H, W)), H=h, W=w)


@pytest.mark.parametrize("name", [name for name, (row,) in MODELS.items() if "topology" in row])
def test_routes(name, compared):
    net, _ = network(name)
    (row,) = MODELS[name]
    x = (3, H, H)
    assert depth(net, x) == row["topology"]["depth_longest"]
    assert paths(net, x) == int(row["topology"]["paths"])
    compared["routes"] += 1


@pytest.mark.parametrize("name", FIELDS)
def test_field(name, compared):
    (row,) = FIELDS[name]
    _, features = network(name)
    x = (3, H, H)
    assert receptive_field(features, x) == row["rf"]
    assert effective_stride(features, x) == row["stride"]
    assert effective_padding(features, x) == -row["start0"]
    compared["fields"] += 1


@pytest.mark.parametrize("name", rows("min_input", "model"))
def test_smallest_input(name, compared):
    (row,) = rows("min_input", "model")[name]
    least = row["min_square_input"]
    assert domain(getattr(zoo, name)(), (3, H, H)) == ((f"H >= {least}",) if least > 1 else ())
    compared["smallest inputs"] += 1


@pytest.mark.parametrize("name", rows("torchvision_weights", "model"))
def test_published_weights(name, compared):
    (row,) = rows("torchvision_weights", "model")[name]
    net, x = getattr(zoo, name)(), (3, *[row.get("size", 224)] * 2)
    assert params(net, x) == row["params"]
    assert round(int(macs(net, x)) / 10**9, 3) == float(row["gflops"])
    compared["published weights"] += 1


@pytest.mark.parametrize("name", rows("counted", "model"))
def test_counted(name, compared):
    net = getattr(zoo, name)()
    measures = {"params": params, "buffers": buffers, "macs": macs, "activations": activations}
    formulas = {figure: measure(net, (3, H, W)) for figure, measure in measures.items()}
    for row in rows("counted", "model")[name]:
        h, w = row["resolution"]
        assert {figure: at(formula, H=h, W=w) for figure, formula in formulas.items()} == {
            figure: row[figure] for figure in formulas
        }
        compared["counted"] += 1
