"""Rank certificates: data that show lower bounds, accepted by exact arithmetic alone; forged ones are not."""

import inspect
import json
import subprocess
import sys
from copy import deepcopy
from fractions import Fraction
from math import prod
from random import Random

import pytest
from sympy import Matrix

import symalgebra
from symalgebra import bounds, parse
from symalgebra.bounds import rank_checker
from symalgebra.bounds.rank import rank_accepted, rank_certificate
from symalgebra.bounds.rank_checker import (
    FIELDS,
    POINTWISE,
    Rejected,
    apply,
    chain,
    check,
    counts,
    fan_in,
    rank,
    sized,
    windows,
)
from symalgebra.errors import NoRule
from symalgebra.shape import shape

NETWORKS = [
    ("Linear(3) >> ReLU() >> Linear(1)", (2,), 4),
    ("Linear(6) >> ReLU() >> Linear(2) >> LeakyReLU() >> Linear(5) >> PReLU() >> Linear(1)", (2,), 6),
    ("Linear(4) >> ReLU6() >> Linear(1, bias=False)", (3,), 4),
    ("(Linear(3) >> ReLU())**3 >> Linear(1)", (1,), 4),
    ("Conv(4, 3, padding=1) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (2, 4, 4), 5),
    ("Conv(4, 3, bias=False) >> BatchNorm() >> LeakyReLU() >> MaxPool(2) >> Conv(5, 1) >> ReLU()"
     " >> GlobalAvgPool() >> Linear(1)", (2, 6, 6), 6),
    ("Conv(4, 2, stride=2, groups=2) >> ReLU() >> AvgPool(2) >> Conv(3, 1) >> Dropout() >> ReLU()"
     " >> GlobalMaxPool() >> Flatten() >> Linear(1)", (2, 8), 4),
    ("Conv(2, 2) >> ReLU() >> Flatten() >> Linear(1)", (1, 3, 3), 9),
    ("Conv(2, 2) >> Flatten() >> ReLU() >> Linear(1)", (1, 3, 3), 9),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x", "points"), NETWORKS)
def test_certificates(text, x, points):
    net = parse(text)
    found = rank_certificate(net, x)
    assert (found["claim"], len(found["inputs"])) == (f"VC >= {points}", points)
    assert rank_accepted(found, net)
    entry = bounds.table(net, x)["lb.rank"].formula
    if "Flatten" not in text:
        assert entry == points
    assert entry is None or entry <= points  # one for each channel, where Flatten keeps positions apart
    assert points <= bounds.master_implicit(net, x)


NET = parse("Linear(3) >> ReLU() >> Linear(1)")
GOOD = rank_certificate(NET, (2,))


def forged(key, value):
    found = deepcopy(GOOD)
    found[key] = value(found[key]) if callable(value) else value
    return found


FORGED = {
    "one point more": forged("claim", "VC >= 5"),
    "one point more, an input twice": {**forged("inputs", lambda v: [*v, v[0]]), "claim": "VC >= 5"},
    "an input twice": forged("inputs", lambda v: [*v[:-1], v[0]]),
    "two units alike": forged("weights", [[["1", "1"] * 3, ["-4", "-4", "-9"]]]),
    "weights of another size": forged("weights", [[["1", "1"] * 4, ["-1", "-2", "-3", "-4"]]]),
    "no weights": forged("weights", []),
    "another network": forged("network", "Linear(4) >> ReLU() >> Linear(1)"),
    "another format": forged("format", "symalgebra-rank/2"),
    "no numbers": forged("inputs", [["nan", "1"]] * 4),
    "no certificate": None,
    "no list of points": forged("inputs", {}),
    "a float": forged("inputs", [[1.5, 2.5]] * 4),
    "a claim of more": forged("claim", "VC >= 4 for any network"),
    "a comment": forged("network", "Linear(3) >> ReLU() >> Linear(1)  # of any size"),
    "two lines": forged("network", "Linear(3) >> ReLU() >>\\\n Linear(1)"),
    "what is no expression": forged("network", "Linear(3) >> ReLU() >> Linear(1"),
    "what is no layer": forged("network", "__import__('os') >> Linear(1)"),
    "an attribute": forged("network", "a.Linear(3) >> ReLU() >> Linear(1)"),
    "too many copies": forged("network", "(((Id**400)**400)**400)**400 >> Linear(3) >> ReLU() >> Linear(1)"),
    "copies that are none": forged("network", "(Linear(7))**0 >> Linear(3) >> ReLU() >> Linear(1)"),
    "another argument": forged("network", "Linear(3, shared=True) >> ReLU() >> Linear(1)"),
    "an argument twice": forged("network", "Linear(3, out_features=3) >> ReLU() >> Linear(1)"),
    "long numbers": forged("inputs", [["1" * 2000, "1"]] * 4),
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_certificates(name):
    assert not rank_accepted(FORGED[name], NET)


@pytest.mark.parametrize(
    ("last", "good"),
    [
        ("Conv(1, 3)", True), ("Conv(1, 3, stride=2)", True), ("Conv(1, 2, dilation=2)", False),
        ("Conv(1, 3, stride=2, padding=((0, 1),))", True), ("Conv(1, 3, stride=3, padding=1)", False),
        ("Conv(1, 1, stride=3)", False),
        ("Conv(1, 3, dilation=2, padding=((0, 2),))", False),
    ],
)  # fmt: skip
def test_the_last_map_reads_all_features(last, good):
    """One that reads padding in the place of a feature has not the rank of all of them."""
    net = f"Conv(1, 2) >> ReLU() >> {last}"
    inputs = [[str(v) for v in row] for row in ([9, 1, 1, 1], [1, 9, 1, 1], [1, 1, 9, 2], [2, 5, 1, 7])]
    found = {
        "format": GOOD["format"], "claim": "VC >= 4", "network": net, "input": [1, 4],
        "weights": [[["1", "-1"], ["4"]]], "inputs": inputs,
    }  # fmt: skip
    assert rank_accepted(found, parse(net)) == good
    (leaf,) = chain(last)
    assert leaf.given["bias"]
    read = [
        apply(leaf, (1, 3), one, [[1] * leaf.kernel_size, [0]]) for one in ([1, 0, 0], [0, 1, 0], [0, 0, 1])
    ]
    assert good == (read == [[1]] * 3)


def test_it_is_about_its_own_network():
    assert not rank_accepted(GOOD, parse("Linear(3) >> ReLU() >> Linear(1, bias=False)"))


@pytest.mark.parametrize(
    ("text", "x", "reason"),
    [
        ("Linear(3) >> Tanh() >> Linear(1)", (2,), "not evaluated"),
        ("Id + (Linear(2) >> ReLU()) >> Linear(1)", (2,), "no chain"),
        ("Linear(3) >> ReLU() >> Linear(2)", (2,), "one output"),
        ("Linear(99) >> ReLU() >> Linear(1)", (2,), "64 at most"),
        ("Linear(3) >> Linear(1)", (2,), "were not found"),
        ("Linear(w) >> ReLU() >> Linear(1)", (2,), "w is no number"),
        ("(Linear(3) >> ReLU())**n >> Linear(1)", (2,), "n is no number"),
    ],
)
def test_where_there_is_none(text, x, reason):
    with pytest.raises(NoRule, match=reason):
        rank_certificate(parse(text), x)


def test_the_rank():
    draw = Random(1)
    for _ in range(30):
        rows = [[Fraction(draw.randint(-2, 2), draw.randint(1, 3)) for _ in range(4)] for _ in range(5)]
        assert rank(rows) == Matrix(rows).rank()


LAYERS = [
    ("Conv(4, 3, stride=2, padding=1)", "Conv2d", (2, 4, 3, 2, 1), {}),
    ("Conv(6, (2, 3), dilation=2, groups=2, bias=False)", "Conv2d", (2, 6, (2, 3)),
     {"dilation": 2, "groups": 2, "bias": False}),
    ("AvgPool(2)", "AvgPool2d", (2,), {}), ("AvgPool(3, stride=1, padding=1)", "AvgPool2d", (3, 1, 1), {}),
    ("MaxPool(3, stride=2, padding=1)", "MaxPool2d", (3, 2, 1), {}),
    ("MaxPool(2, ceil_mode=True)", "MaxPool2d", (2,), {"ceil_mode": True}),
    ("GlobalAvgPool()", "AdaptiveAvgPool2d", (1,), {}), ("GlobalMaxPool()", "AdaptiveMaxPool2d", (1,), {}),
    ("LeakyReLU(0.25)", "LeakyReLU", (0.25,), {}), ("ReLU6()", "ReLU6", (), {}),
]  # fmt: skip


@pytest.mark.needs("torch")
@pytest.mark.parametrize(("text", "module", "arguments", "options"), LAYERS)
def test_values_are_those_of_pytorch(text, module, arguments, options):
    """A layer at random integers beside PyTorch's own, in double precision."""
    import torch

    (leaf,), x, draw = chain(text), (2, 7, 9), Random(text)
    weights = [[draw.randint(-9, 9) for _ in range(k)] for k in counts(leaf, x)]
    values = [draw.randint(-9, 9) for _ in range(prod(x))]
    layer = getattr(torch.nn, module)(*arguments, **options)
    with torch.no_grad():
        for parameter, numbers in zip(layer.parameters(), weights, strict=True):
            parameter.copy_(torch.tensor(numbers).reshape(parameter.shape))
        theirs = layer.double()(torch.tensor(values).double().reshape(1, *x))
    assert [float(v) for v in apply(leaf, x, values, weights)] == pytest.approx(theirs.flatten().tolist())


def test_a_chain_is_its_leaves():
    found = chain("Linear(3) >> Id >> (ReLU() >> Linear(2))**2")
    assert [leaf.kind for leaf in found] == ["Linear", *["ReLU", "Linear"] * 2]
    assert [leaf.out_features for leaf in found] == [3, None, 2, None, 2]


OPTIONS = [
    ("Conv(4, 3, stride=2, padding='same')", (2, 7, 8)), ("Conv(2, (2, 3), padding='valid')", (2, 7, 8)),
    ("Conv(2, 3, padding=((1, 0), (0, 2)), dilation=2)", (2, 7, 8)), ("AvgPool(3, stride=2)", (2, 7, 8)),
    ("Conv(2, 4, stride=3, padding='same')", (2, 7)), ("MaxPool(3, stride=3, ceil_mode=True)", (1, 7, 8)),
    ("MaxPool(2, padding=1, ceil_mode=True)", (1, 6)), ("GlobalMaxPool()", (3, 5)), ("Flatten()", (3, 5)),
    ("Linear(4)", (3,)), ("BatchNorm()", (3, 4)), ("MaxPool(3, 1, padding='same')", (2, 5)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x"), OPTIONS)
def test_sizes_are_those_of_the_algebra(text, x):
    """The checker reads a layer by itself; what it finds is what the leaf says."""
    (mine,), leaf = chain(text), parse(text)
    assert sized(mine, x) == tuple(leaf.out(x))
    assert fan_in(mine, x) == leaf.fan_in(shape(x))
    assert sum(counts(mine, x)) in (leaf.weights(shape(x)), 3 * (mine.kind == "BatchNorm"))
    if mine.kind not in (*POINTWISE, "Linear"):
        theirs = [(w.kernel, w.stride, w.left, w.dilation) for w in leaf.windows(shape(x))]
        assert [tuple(side[:4]) for side in windows(mine, x)] == theirs


def test_arguments_are_those_of_the_leaves():
    for kind, fields in FIELDS.items():
        leaf = getattr(symalgebra, kind)
        parameters = inspect.signature(leaf).parameters
        defaults = {n: ... if p.default is p.empty else p.default for n, p in parameters.items()}
        assert defaults == fields, kind


@pytest.mark.parametrize(
    "text",
    [
        "AvgPool(2, padding=1, count_include_pad=False)", "AvgPool(2, ceil_mode=True)", "Flatten(2)",
        "BatchNorm(track_running_stats=False)", "Conv(3, 2, groups=2)", "Conv(2, 9)", "Linear(3)",
        "Conv(2, 3, padding=-1)", "Conv(2.0, 1)", "Conv(2, 0)", "Conv(2)", "MaxPool(2, padding='full')",
    ],
)  # fmt: skip
def test_layers_that_are_not_evaluated(text):
    with pytest.raises(Rejected):
        apply(chain(text)[0], (2, 4, 4), [1] * 32, [[1] * 99, [1] * 9])


def test_numbers_that_grow_too_long():
    doubled = {"network": "(Linear(1, bias=False))**99 >> ReLU() >> Linear(1)", "input": [1]}
    long = {**doubled, "weights": [[["1" * 400]]] * 99, "inputs": [["1"], ["2"]], "claim": "VC >= 2"}
    with pytest.raises(Rejected, match="too long"):
        check({"format": GOOD["format"], **long})


def test_it_stands_alone(tmp_path):
    """Run as a file, where the package is not to be found."""
    path = tmp_path / "rank.json"
    for certificate, status in ((GOOD, 0), (FORGED["an input twice"], 1)):
        path.write_text(json.dumps(certificate))
        command = [sys.executable, "-I", rank_checker.__file__, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode == status
        assert ("proved: VC >= 4 for Linear(3)" in done.stdout) == (status == 0)
        assert ("rejected: 4 points whose features have the rank 3" in done.stderr) == (status == 1)
