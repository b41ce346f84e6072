"""Bounds on the capacity of networks: a catalogue in which every entry's assumptions are checked."""

from .entry import Assumption, Bound, Check, Entry
from .implicit import master_implicit
from .network import Network
from .theorem import master

__all__ = ["Assumption", "Bound", "Check", "Entry", "Network", "master", "master_implicit"]
