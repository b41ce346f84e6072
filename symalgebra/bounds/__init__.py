"""Bounds on the capacity of networks: a catalogue in which every entry's assumptions are checked."""

from .best import best, best_upper, vc_upper
from .choice import Choice
from .entry import Assumption, Bound, Check, Entry
from .listing import CATALOGUE, Table, table
from .network import Network
from .rank import rank_accepted, rank_certificate
from .theorem.implicit import master_implicit
from .theorem.master import master

__all__ = [
    "CATALOGUE", "Assumption", "Bound", "Check", "Choice", "Entry", "Network", "Table", "best", "best_upper",
    "master", "master_implicit", "rank_accepted", "rank_certificate", "table", "vc_upper",
]  # fmt: skip
