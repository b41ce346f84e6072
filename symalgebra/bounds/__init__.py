"""Bounds on the capacity of networks: a catalogue in which every entry's assumptions are checked."""

from .best import best_upper, vc_upper
from .entry import Assumption, Bound, Check, Entry
from .implicit import master_implicit
from .listing import CATALOGUE, Table, table
from .network import Network
from .theorem import master

__all__ = [
    "CATALOGUE", "Assumption", "Bound", "Check", "Entry", "Network", "Table", "best_upper", "master",
    "master_implicit", "table", "vc_upper",
]  # fmt: skip
