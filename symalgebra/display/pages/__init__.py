"""The report: a network in one page that computes."""

from .contents import BOUNDS, SHOWN
from .report import Report, report

__all__ = ["BOUNDS", "SHOWN", "Report", "report"]
