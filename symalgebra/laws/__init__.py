"""The laws of measures, algebras and leaves, as data: `pip install 'symalgebra[laws]'`.

    check(measure)          every law that a measure must satisfy, and which of the others it does
    table(measures)         the same for several measures, as docs/laws.md shows it
    check_algebra(algebra)  the laws of how values combine
    check_leaf(kind)        whether the facts that a leaf states fit together

A law is *proved* where its sides have one normal form on letters, layers of which nothing is known, or where
`compare` gives a certificate that the independent checker accepts. Otherwise it *holds* on examples, or holds
*as an inequality*, or *fails* on an instance, of which the smallest is shown.
"""

from .. import strategies  # noqa: F401 (it says so where Hypothesis is missing)
from .algebras import check_algebra
from .checks import check, named, table
from .facts import check_leaf
from .families import LAWS
from .law import Law
from .table import Table
from .trial import Finding

__all__ = ["LAWS", "Finding", "Law", "Table", "check", "check_algebra", "check_leaf", "named", "table"]
