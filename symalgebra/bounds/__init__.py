"""Bounds on the capacity of networks: a catalogue in which every entry's assumptions are checked."""

from .entry import Assumption, Bound, Check, Entry
from .network import Network

__all__ = ["Assumption", "Bound", "Check", "Entry", "Network"]
