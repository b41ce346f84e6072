"""Every notebook runs from top to bottom on this checkout, and is stored as it was written."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb"))


def test_numbers_leave_no_gap():
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{k:02}" for k in range(1, len(NOTEBOOKS) + 1)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_stored_without_outputs(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    links = re.findall(r"\]\(([^)#\s]+)\)", " ".join(str(cell["source"]) for cell in book["cells"]))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


@pytest.mark.slow
@pytest.mark.needs("nbformat", "nbclient")
@pytest.mark.filterwarnings("default")  # Jupyter's own, not ours
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path, tmp_path, monkeypatch):
    import nbclient
    import nbformat

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    book = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(book, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
