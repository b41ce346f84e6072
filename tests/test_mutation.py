"""Planted bugs: those that are listed as equivalent are bugs that can be planted."""

from mutation import ROOT, bugs, equivalent, listed


def test_no_entry_of_the_list_is_idle():
    known = equivalent()
    met = set()
    for path in {path for path, _, _ in known}:
        source = (ROOT / "symalgebra" / path).read_text(encoding="utf-8")
        met |= {entry for bug in bugs(path, source) for entry in listed(bug, source)}
    assert known
    assert known <= met
