"""Terms in few characters: kernels, poolings and branches; norms and activations are passed over."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from ..formula import Size
from ..layer import Concat, Id, Layer, Nest, Product, Repeat, Series, Sum

LONGEST = 64  # characters
DEEPEST, MOST = 12, 12  # levels of nesting, branches
JOINTS = {Series: "-", Sum: " + ", Product: " * ", Concat: " | "}
WORDS = {
    "Linear": "linear", "MaxPool": "max", "AvgPool": "avg", "GlobalAvgPool": "avg", "GlobalMaxPool": "max",
    "AdaptiveAvgPool": "avg", "AdaptiveMaxPool": "max", "ConvTranspose": "up", "Upsample": "up",
    "PixelShuffle": "shuffle", "Attention": "attention", "Embedding": "embedding",
}  # fmt: skip


def brief(term: Layer, rank: int = 2) -> str:
    """A term as tables of networks write it; its leaves where it has neither kernels nor poolings.

    >>> from symalgebra import BatchNorm, Conv, Id, MaxPool, ReLU, dims
    >>> n, w = dims("n w")
    >>> brief(Conv(w, 7, stride=2, padding=3) >> BatchNorm() >> ReLU() >> MaxPool(3, 2))
    '7x7/2-max3x3/2'
    >>> brief((Id + (Conv(w, 1) >> ReLU() >> Conv(w, 3, groups=w, padding=1)) >> ReLU()) ** n)
    '(Id + 1x1-dw3x3)**n'
    >>> brief(BatchNorm() >> ReLU())
    'BatchNorm-ReLU'
    """
    text = bare(written(term, rank)) or "-".join(type(leaf).__name__ for leaf in islice(parts(term), MOST))
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def parts(term: Layer) -> Iterable[Layer]:
    """What a series joins, or the term alone."""
    return term.parts() if isinstance(term, Series) else (term,)


def bare(text: str) -> str:
    """A text without the parentheses around all of it."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for mark in text[:-1]:
        depth += (mark == "(") - (mark == ")")
        if not depth:
            return text
    return text[1:-1]


def written(term: Layer, rank: int, deep: int = DEEPEST) -> str:
    """The brief text of any term, branches within parentheses; `deep` levels of nesting are looked into."""
    if not deep:
        return "..."
    if isinstance(term, Series):
        return series(term, rank, deep)
    if isinstance(term, Sum | Product | Concat):
        branches = [written(branch, rank, deep - 1) or "Id" for branch in islice(term.parts(), MOST)]
        return f"({JOINTS[type(term)].join(branches)})"
    if isinstance(term, Repeat):
        body = bare(written(term.body, rank, deep - 1))
        return f"({body})**{counted(term.count)}" if body else ""
    if isinstance(term, Nest):
        inner = (written(child, rank, deep - 1) or "Id" for child in term.children())
        return f"Nest({term.index}, {term.count}, {', '.join(inner)})"
    return "Id" if term is Id else leaf(term, rank)


def series(term: Series, rank: int, deep: int) -> str:
    """The parts that are not passed over, as many as can be shown."""
    texts: list[str] = []
    for part in term.parts():
        if text := written(part, rank, deep - 1):
            texts.append(text)
        if sum(map(len, texts)) > LONGEST:
            break
    return "-".join(texts)


def counted(count: Size) -> str:
    """An exponent, in parentheses where it is more than a word."""
    text = str(count)
    return text if text.isalnum() else f"({text})"


def leaf(layer: Any, rank: int) -> str:
    """3x3/2 for a convolution, dw3x3 for a depthwise one, max3x3/2 for a pooling; nothing for most others."""
    kind = type(layer).__name__
    kernel = getattr(layer, "kernel_size", None)
    if kernel is None:
        return WORDS.get(kind, "")
    groups = getattr(layer, "groups", 1)
    deep = "" if groups == 1 else "dw" if groups == getattr(layer, "out_channels", None) else "g"
    stride = getattr(layer, "stride", 1) or kernel
    return f"{WORDS.get(kind, deep)}{sides(kernel, rank)}{'' if stride == 1 else f'/{spread(stride)}'}"


def sides(kernel: Any, rank: int) -> str:
    """3x3 for a kernel of 3 in two dimensions."""
    each = kernel if isinstance(kernel, tuple) else (kernel,) * rank
    return "x".join(map(str, each))


def spread(value: Any) -> str:
    """A stride, or one for each dimension."""
    return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)
