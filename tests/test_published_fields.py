"""The published table of receptive fields: equal at every end point whose network is the zoo's so far.

VGG and MobileNet V1 are the same layers. The residual networks of the table stride in the last block of a
stage, not in the first 1x1 of the next: the fields are those of the paper's version, the strides meet at the
end. AlexNet's first convolution is not padded there, which moves the field and leaves its size.
"""

import csv
import re
from functools import reduce
from operator import rshift
from pathlib import Path

import pytest

from symalgebra import effective_stride, receptive_field, zoo
from symalgebra.measures import effective_padding

TABLE = Path(__file__).parent / "data" / "receptive_field_table.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
X = (3, 321, 321)
VGG = {"vgg_a": (1, 1, 2, 2, 2), "vgg_16": (2, 2, 3, 3, 3)}
RESNETS = {"50": (3, 4, 6, 3), "101": (3, 4, 23, 3), "152": (3, 8, 36, 3), "200": (3, 24, 36, 3)}


def rows(name):
    """The end points of the networks of a name."""
    return [
        pytest.param(row, id=f"{row['network']}-{row['end_point']}") for row in ROWS if name in row["network"]
    ]


def reach(net):
    return receptive_field(net, X), effective_stride(net, X), effective_padding(net, X)


def published(row):
    return tuple(int(row[column]) for column in ("field", "stride", "padding"))


def without_last(net):
    return reduce(rshift, list(net.parts())[:-1])


@pytest.mark.parametrize("row", rows("vgg"))
def test_vgg(row):
    counts = VGG[row["network"]]
    stage, *layers = map(int, re.findall(r"\d+", row["end_point"]))
    if layers:
        assert reach(without_last(zoo.vgg((*counts[: stage - 1], layers[0]), classes=None))) == published(row)
    else:
        assert reach(zoo.vgg(counts[:stage], classes=None)) == published(row)


@pytest.mark.parametrize("row", rows("mobilenet"))
def test_mobilenet(row):
    number, blocks = int(re.search(r"_(\d+)", row["end_point"])[1]), []
    for count in (1, 2, 2, 6, 2):
        blocks += [min(count, number)] if number > 0 else []
        number -= count
    assert reach(zoo.mobilenet_v1(blocks=blocks, classes=None)) == published(row)


@pytest.mark.parametrize("row", rows("resnet"))
def test_resnet(row):
    stage = int(row["end_point"][-1])
    blocks = RESNETS[row["network"].split("_")[-1]][:stage]
    field, stride, padding = reach(zoo.resnet("bottleneck", blocks, stride_in_1x1=True, classes=None))
    assert (field, min(2 * stride, 32), padding) == published(row)


def test_alexnet():
    parts = list(zoo.alexnet_paper(classes=None).parts())
    found = [reach(reduce(rshift, parts[:end]))[:2] for end in range(1, len(parts) + 1)]
    table = [published(row)[:2] for row in ROWS if row["network"] == "alexnet_v2"]
    assert [pair for pair in dict.fromkeys(found) if pair in table] == table
    assert len(table) == 7
