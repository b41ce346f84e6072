"""Questions that users ask of networks: each verdict with its evidence, in Python and on the command line."""

import json

import pytest

from symalgebra import macs, params, zoo
from symalgebra.cli.subjects import subject
from symalgebra.display.comparison import Side
from symalgebra.display.comparison.topic import relevant, stated
from symalgebra.formula import read, symbol
from symalgebra.order import Proved, Refuted, checker, compare, crossover, growth, growth_checker

n, w, q = symbol("n"), symbol("w", 2), symbol("q")
IMAGE = (3, 32 * q, 32 * q)

# Weights against multiply-accumulates, on images of 224, 256, 288, ...

PROVED = """
resnet-basic resnet-bottleneck resnet-v2 resnext se-resnet res2net resnet-cifar resnext-cifar wrn vgg vgg-bn
densenet-cifar densenet-bc-cifar nin googlenet inception squeezenet mobilenet-v1 shufflenet-v2
"""
REFUTED = {"alexnet": "h", "inception-v3": "K"}  # by a symbol that widens layers that run once on an image
OTHERS = sorted(zoo.FAMILIES.keys() - set(PROVED.split()) - REFUTED.keys())


def weighed(name):
    """The verdict on params <= macs for a family, where H = 32*q >= 224 if it reads images of any size."""
    side = Side(name, subject(name, None, (), ()))
    side = stated(side, ["H = 32*q", "q >= 7"]) if "H" in side.symbols else side
    left, right = side.formula("params"), side.formula("macs")
    facts = (
        ["q >= 7", *side.domain]
        if "q" in left.names | right.names and "H" not in side.symbols
        else side.domain
    )
    return compare(left, right, relevant(facts, set(left.names | right.names)), limit=5)


@pytest.mark.parametrize("name", PROVED.split())
def test_no_more_weights_than_multiplications(name):
    found = weighed(name)
    assert isinstance(found, Proved)
    assert checker.accepted(json.loads(json.dumps(found.certificate)))


@pytest.mark.parametrize("name", REFUTED)
def test_wide_heads_have_more_weights_than_multiplications(name):
    found = weighed(name)
    assert isinstance(found, Refuted)
    assert found.check()
    assert found.witness[REFUTED[name]] > 10**4


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHERS)
def test_every_other_family_has_a_verdict_that_checks(name):
    assert weighed(name).check()


# Blocks


def bottleneck(measure, by_width=w):
    """Both residual families with n blocks in each stage."""
    return [measure(zoo.resnet(block, (n,) * 4, width=by_width), IMAGE) for block in ("bottleneck", "basic")]


@pytest.mark.parametrize(("measure", "first", "where"), [(params, 15, []), (macs, 13, ["q = 7"])])
def test_from_how_many_blocks_on_bottlenecks_are_smaller(measure, first, where):
    found = crossover(*bottleneck(measure, 64), by="n", where=where)
    assert [(i.low, i.high, i.holds) for i in found.intervals] == [(1, first - 1, False), (first, None, True)]
    assert found.check()


def test_bottlenecks_at_every_width():
    found = crossover(*bottleneck(params), by="n")
    low, *_, last = found.intervals
    assert (low.low, low.high, low.holds, last.high, last.holds) == (1, 9, False, None, True)
    assert found.bound[0] == ">="
    for width in (2, 3, 64, 1000):
        alone = crossover(*bottleneck(params, width), by="n")
        assert alone.intervals[-1].low == found.bound[1].at(w=width)


def test_separable_convolutions_are_smaller_for_all_kernels_and_channels():
    separable, full = read("c*k**2*r**2 + c**2*r**2"), read("c**2*k**2*r**2")
    assert compare(separable, full, where=["k >= 2", "c >= 2"]).check()
    assert bool(compare(separable, full, where=["k >= 2", "c >= 2"]))
    assert compare(separable, full).witness == {"c": 1, "k": 1, "r": 1}
    found = growth(separable, full, by=["c", "k"])
    assert found.relation == "o"
    assert growth_checker.accepted(found.certificate)


def test_densenet_beside_resnet():
    dense = params(zoo.densenet(32, (n,) * 4), IMAGE)
    residual = params(zoo.resnet("bottleneck", (n,) * 4), IMAGE)
    found = crossover(dense, residual, by="n")
    assert found.check()
    for span in found.intervals:
        for at in {span.low, span.high or span.low + 50}:
            assert (dense.at(n=at) <= residual.at(n=at)) is span.holds
    assert growth(dense, residual).relation == "omega"  # n**2 beside n
    assert not found.intervals[-1].holds


def test_weights_times_depth_times_a_logarithm():
    left, right = read("W*L*log2(W)"), read("W**2")
    assert isinstance(compare(left, right), Refuted)
    assert bool(compare(left, right, where=["L <= 8", "W >= 64"]))
    found = growth(left, right, by="W")
    assert (found.relation, found.check()) == ("o", True)
    spans = [(i.low, i.high, i.holds) for i in crossover(read("4*W*log2(W)"), right).intervals]
    assert spans == [(1, 1, True), (2, 15, False), (16, None, True)]


# On the command line


def test_certificates_of_intervals_and_of_growth_are_written_to_one_file(run, tmp_path):
    file = str(tmp_path / "proofs.json")
    asked = (
        "compare",
        "resnet-bottleneck",
        "resnet-basic",
        "--measure",
        "params",
        "--uniform",
        "n",
        "--by",
        "n",
    )
    status, out, _ = run(*asked, "--where", "w = 64", "--certificate", file, "--limit", "60")
    assert (status, "certificates written" in out) == (1, True)
    status, out, _ = run("verify", file)
    assert (status, out.splitlines()[-1][:18]) == (0, "2 of 2 accepted by")
    status, _, _ = run("growth", "n*log2(n)", "n**2", "--certificate", file, "--limit", "60")
    assert (status, run("verify", file)[0]) == (0, 0)
