"""The report: a network in one page that computes."""

from .contents import SHOWN
from .report import Report, report

__all__ = ["SHOWN", "Report", "report"]
