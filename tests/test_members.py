"""The table of all members: its columns are the measures, its accuracies those that are published."""

import csv
import io
from fractions import Fraction
from math import floor, log2

import pytest

from symalgebra import bounds, effective_depth, intrinsic_power, layer_complexity, zoo
from symalgebra.errors import NoRule, SymalgebraError


@pytest.fixture(scope="module")
def members():
    return {individual.member: individual for individual in zoo.individuals()}


def test_every_member_is_there_once(members):
    assert members.keys() == {name for family in zoo.FAMILIES.values() for name in family.members}
    assert members["resnet18"].family == "resnet-basic"


@pytest.mark.parametrize("name", ["alexnet", "resnet20", "vit_b_16", "res2next50", "googlenet"])
def test_columns_are_measures(name, members):
    it = members[name]
    columns = zoo.CENSUS.keys() - {"receptive_field", "vc_upper"}
    found = {column: zoo.CENSUS[column](it) for column in columns}
    c, p = (Fraction(m(it.net, it.x).at()) for m in (layer_complexity, intrinsic_power))
    assert (it.complexity, it.power) == (c, p)
    for column, exact in (("log2_layer_complexity", c), ("log2_intrinsic_power", p)):
        assert found[column] == pytest.approx(log2(exact.numerator) - log2(exact.denominator), abs=1e-9)
    assert found["params"] == zoo.FAMILIES[it.family].published[name]["params"]
    assert found["effective_depth"] == pytest.approx(float(effective_depth(it.net, it.x).at()))
    assert 1 <= found["effective_depth"] <= found["depth"]


@pytest.mark.slow
def test_the_master_theorem_is_the_best_bound_wherever_it_is_about_a_member(members):
    for it in members.values():
        try:
            best = bounds.best_upper(it.net, it.x)
        except NoRule:
            with pytest.raises(NoRule):
                zoo.CENSUS["vc_upper"](it)
            continue
        assert zoo.CENSUS["vc_upper"](it) == floor(bounds.vc_upper(it.net, it.x).at())
        assert best.id == "vc.master" or "Sigmoid()" in str(it.net) or "Tanh()" in str(it.net)


def test_accuracies_are_those_of_the_member(members):
    for name, source in {"resnet50": "torchvision", "resnet110": "imgclsmob", "res2next50": "timm"}.items():
        result = members[name].result
        assert result.source.source == source
        assert result.build(classes=None) == getattr(zoo, name)(classes=None)
    assert members["gpt2"].result is None
    assert all(m.result.build(classes=None).out(m.x) for m in members.values() if m.result)


def test_results_are_found_under_every_name():
    assert {row.dataset for row in zoo.results("resnet20")} == {"CIFAR-10", "CIFAR-100"}
    assert {row.name for row in zoo.results("mobilenet_v1_050")} >= {"MobileNet x0.5", "mobilenet_v1_0.5_224"}
    assert all("stride_in_1x1" not in row.arguments for row in zoo.results("resnet50"))
    assert zoo.results("nobody") == ()


def test_a_column_that_is_none():
    with pytest.raises(SymalgebraError, match="no column 'parms'; did you mean 'params'"):
        zoo.census(["parms"])
    with pytest.raises(SymalgebraError, match="no column 'zzz'; there are params, buffers"):
        zoo.census(["zzz"])


def test_the_command(run):
    def text(*arguments):
        status, output, errors = run("zoo", *arguments)
        assert (status, errors) == (0, "")
        return output

    table = text("resnet-basic", "--table", "--format", "csv", "--measures", "params,depth,top1")
    assert list(csv.reader(io.StringIO(table))) == [
        ["family", "member", "params", "depth", "top1"],
        ["resnet-basic", "resnet18", "11689512", "18", "69.758"],
        ["resnet-basic", "resnet34", "21797672", "34", "73.314"],
    ]
    assert r"\toprule" in text("lenet", "--table", "--format", "latex")
    assert text("wrn", "--measures", "params").split()[:4] == ["family", "member", "params", "wrn"]
