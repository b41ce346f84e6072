"""Residual networks whose stages are alike, so that the number of stages can be a symbol."""

from __future__ import annotations

from symalgebra.formula import size
from symalgebra.layer import Layer, Repeat

from .family import LAST, WIDTH, Family, Table
from .parts import Stages, Value, entry, fresh, head, series
from .resnets import PAPER, first_stage, stage

__all__ = ["resnet_uniform"]


def resnet_uniform_stages(
    block: str,
    stages: Value,
    blocks: Value,
    width: Value = 64,
    classes: Value = 1000,
    *,
    stem: str = "imagenet",
    **options: Value,
) -> Stages:
    """The rows of `resnet_uniform`."""
    width, blocks = size(width), size(blocks)
    i = fresh(width, blocks, *options.values())
    later = stage(block, blocks, 2 * width * 2 ** size(i), stride=2, **options)
    return [
        ("stem", entry(width, stem)),
        ("stage 1", first_stage(block, blocks, width, **options)),
        ("later stages", Repeat(i, size(stages) - 1, later)),
        *head(classes),
    ]


def resnet_uniform(
    block: str, stages: Value, blocks: Value, width: Value = 64, classes: Value = 1000, **options: Value
) -> Layer:
    """`resnet` with the same number of blocks in every stage; both counts may be symbols.

    He, Zhang, Ren, Sun, "Deep residual learning for image recognition", CVPR 2016. The closed forms of N + 1
    stages of n + 1 bottlenecks:

    >>> from symalgebra import depth, dims, macs, params, paths, receptive_field
    >>> N, n, w, q = dims("N n w q")
    >>> net, x = resnet_uniform("bottleneck", N + 1, n + 1, w), (3, 4 * 2**N * q, 4 * 2**N * q)
    >>> params(net, x) == ((68 * 4**N - 17) * n * w**2 + (92 * 4**N - 38) * w**2) / 3 + (
    ...     (24 * 2**N - 12) * n * w + (4040 * 2**N + 129) * w + 1000)
    True
    >>> macs(net, x) == 4**N * q**2 * w * ((17 * n + 29) * N * w + (17 * n + 18) * w + 588) + 4000 * 2**N * w
    True
    >>> receptive_field(resnet_uniform("bottleneck", N + 1, n + 1, w, classes=None), x)
    16*2**N*n + 8*2**N - 8*n + 11
    >>> depth(net, x) == 3 * (N + 1) * (n + 1) + 2, paths(net, x) == 2 ** ((N + 1) * (n + 1))
    (True, True)
    """
    return series(resnet_uniform_stages(block, stages, blocks, width, classes, **options))


def family(block: str, table: Table) -> Family:
    """The family of N + 1 stages of n + 1 blocks."""
    return Family(
        f"resnet-uniform-{block}",
        f"ResNet, N + 1 stages of n + 1 {block} blocks",
        PAPER,
        {"N": "stages after the first", "n": "blocks after the first, in each stage"} | WIDTH | LAST,
        ("3", "4*2**N*q", "4*2**N*q"),
        lambda v: resnet_uniform_stages(block, size(v["N"]) + 1, size(v["n"]) + 1, v["w"]),
        table,
    )


UNIFORM_BASIC = family(
    "basic",
    {
        "resnet18": ((3, 1, 64, 7), (11689512, 1814073344)),
        "resnet26": ((3, 2, 64, 7), (17960232, 2738917376)),
    },
)
UNIFORM_BOTTLENECK = family("bottleneck", {"resnet26b": ((3, 1, 64, 7), (15995176, 2342256640))})
