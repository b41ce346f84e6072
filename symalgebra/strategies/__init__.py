"""Hypothesis strategies for everything that is built here: `pip install 'symalgebra[laws]'`.

    dims()           sizes: numbers, symbols, formulas           shapes()         (channels, *resolution)
    leaves(x)        every kind of leaf                          layers(x)        terms that read x
    networks()       a term and its input, as (net, x)           dags()           graphs of leaves
    formulas()       exact formulas with every atom              substitutions()  values for symbols

What is drawn is valid by construction, shrinks to something small, and prints as one would write it:
parse(str(net)) == net, but that r, of resolutions, is 16 at least, which no text says.
Symbols, symbolic counts, strides, dilations, groups and odd sizes are all drawn.
"""

from ..extras import extra

# ruff: noqa: E402 (what uses Hypothesis is loaded once that is known to be there)
extra("strategies and laws need Hypothesis", "hypothesis", install="'symalgebra[laws]'")

from .expressions import formulas
from .graphs import Wired, dags
from .sizes import dims, shapes, substitutions
from .terms import Reading, layers, networks
from .vocabulary import leaves

__all__ = [
    "Reading", "Wired", "dags", "dims", "formulas", "layers", "leaves", "networks", "shapes", "substitutions",
]  # fmt: skip
