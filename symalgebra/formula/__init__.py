"""Exact formulas in normal form; the room knows nothing of networks."""

from . import value as value  # first: the other modules build on its class
from .atom import Index
from .enclosure import enclosure
from .extremum import maximum, minimum
from .facts import facts
from .floor import ceildiv, floordiv
from .integrality import integral
from .linear import split_affine
from .logarithm import log2
from .reading.reader import read
from .recurrence import affine
from .sign import nonnegative, positive
from .sizes import Size, add, multiply, names, size, substitute
from .special import binomial
from .sums import index_over, product_over, total
from .symbols import symbol
from .value import Formula, formula

__all__ = [
    "Formula", "Index", "Size", "add", "affine", "binomial", "ceildiv", "enclosure", "facts", "floordiv",
    "formula", "index_over", "integral", "log2", "maximum", "minimum", "multiply", "names", "nonnegative",
    "positive", "product_over", "read", "size", "split_affine", "substitute", "symbol", "total",
]  # fmt: skip
