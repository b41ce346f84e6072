"""The generated pages about bounds are those that are committed."""

from pathlib import Path

import entries
import pytest
import scaling

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_entries():
    assert (DOCS / "bounds-entries.md").read_text(encoding="utf-8") == entries.page()


@pytest.mark.slow
def test_scaling():
    assert (DOCS / "scaling.md").read_text(encoding="utf-8") == scaling.page()


def test_every_verdict_of_the_page_is_decided():
    text = (DOCS / "scaling.md").read_text(encoding="utf-8")
    assert "UNDECIDED" not in text
    assert "| `params <= vc.master` | PROVED |" in text
    assert text.count("`log2_intrinsic_power <= vc.master` | PROVED") == len(scaling.NETWORKS)


@pytest.mark.parametrize("network", scaling.NETWORKS[:1], ids=lambda network: network[0])
def test_a_section(network):
    text = (DOCS / "scaling.md").read_text(encoding="utf-8")
    assert "\n".join(scaling.section(*network)) in text
