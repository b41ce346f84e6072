"""The decoder-only transformer of language models."""

from __future__ import annotations

from functools import partial

from symalgebra.formula import size
from symalgebra.layer import Layer
from symalgebra.leaves import Embedding, LayerNorm, Linear, PositionalEmbedding, Unembedding

from .family import Family
from .parts import Stages, Value, series
from .vits import encoder

__all__ = ["gpt2", "gpt2_large", "gpt2_medium", "gpt2_xl", "transformer"]


def transformer_stages(
    layers: Value,
    width: Value,
    heads: Value,
    hidden: Value = None,
    vocabulary: Value = 50257,
    *,
    tied: bool = True,
) -> Stages:
    """The rows of `transformer`."""
    width = size(width)
    block = encoder(width, size(heads), 4 * width if hidden is None else size(hidden))
    return [
        ("embedding", Embedding(vocabulary, width) >> PositionalEmbedding()),
        ("layers", block ** size(layers)),
        ("norm", LayerNorm()),
        ("head", Unembedding(vocabulary) if tied else Linear(vocabulary, bias=False)),
    ]


def transformer(
    layers: Value,
    width: Value,
    heads: Value,
    hidden: Value = None,
    vocabulary: Value = 50257,
    *,
    tied: bool = True,
) -> Layer:
    """The decoder of `layers` layers, `width` channels and `heads` heads, on a text (T,) of T tokens.

    A layer is normalised before, and has a perceptron of `hidden` units, 4*width unless given. Positions are
    learned, one vector for each of the T. The last layer is `tied` to the embedding, or has weights of its
    own. A mask does not change what is counted: all T*T scores.

    Vaswani, Shazeer, Parmar, Uszkoreit, Jones, Gomez, Kaiser, Polosukhin, "Attention is all you need", NIPS
    2017; Radford, Wu, Child, Luan, Amodei, Sutskever, "Language models are unsupervised multitask learners",
    2019 (GPT-2, which reads 1024 tokens).

    >>> from symalgebra import dims, macs, params
    >>> n, d, h, f, V, T = dims("n d h f V T")
    >>> params(transformer(n, d, h, f, V), (T,))
    T*d + V*d + 4*d**2*n + 2*d*f*n + 9*d*n + 2*d + f*n
    >>> macs(transformer(n, d, h, f, V), (T,))
    2*T**2*d*n + T*V*d + 4*T*d**2*n + 2*T*d*f*n
    >>> params(gpt2(), (1024,))
    124439808
    """
    return series(transformer_stages(layers, width, heads, hidden, vocabulary, tied=tied))


gpt2 = partial(transformer, 12, 768, 12)
gpt2_medium = partial(transformer, 24, 1024, 16)
gpt2_large = partial(transformer, 36, 1280, 20)
gpt2_xl = partial(transformer, 48, 1600, 25)

TRANSFORMER = Family(
    "transformer",
    "Decoder-only transformer",
    "Radford, Wu, Child, Luan, Amodei, Sutskever: Language models are unsupervised multitask learners. 2019",
    {
        "n": "layers",
        "d": "channels",
        "h": "heads",
        "f": "hidden units of a layer",
        "V": "tokens of the vocabulary",
        "T": "tokens of the text",
    },
    ("T",),
    lambda v: transformer_stages(*(v[name] for name in "ndhfV")),
    {
        "gpt2": ((12, 768, 12, 3072, 50257, 1024), (124439808,)),
        "gpt2_medium": ((24, 1024, 16, 4096, 50257, 1024), (354823168,)),
        "gpt2_large": ((36, 1280, 20, 5120, 50257, 1024), (774030080,)),
        "gpt2_xl": ((48, 1600, 25, 6400, 50257, 1024), (1557611200,)),
    },
)
