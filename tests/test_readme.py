"""README.md and docs/*.md say only what runs: Python blocks, and `$ symalgebra ...` transcripts.

The blocks of one document share a namespace and a scratch directory, in the order of the page.
A line of dots `...` in a transcript stands for any text.
"""

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout, suppress
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

import symalgebra

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]


def transcript(example):
    """Run every command of a console block in this process and compare what it prints."""
    head, *commands = re.split(r"^\$ ", example.parsed, flags=re.M)
    assert not head.strip(), "a console block starts with '$ symalgebra ...'"
    for command in commands:
        line, _, want = command.partition("\n")
        got = printed(line)
        if not OutputChecker().check_output(want.rstrip() + "\n", got.rstrip() + "\n", ELLIPSIS):
            return f"$ {line}\nexpected:\n{want}\nprinted:\n{got}"
    return None


def printed(line):
    """What the command line prints on both streams; its exit status is not part of a transcript."""
    from symalgebra.cli import main

    program, *arguments = shlex.split(line)
    assert program == "symalgebra", f"only symalgebra is run from a console block, not {program!r}"
    with redirect_stdout(io.StringIO()) as stream, redirect_stderr(stream), suppress(SystemExit):
        main(arguments)
    return stream.getvalue()


READER = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE),
        CodeBlockParser("console", transcript),
        SkipParser(),
    ]
)
TABLES = {"transfer_matrix", "compression_profile"}  # what gives several formulas
EXAMPLES = [
    pytest.param(example, id=f"{page.relative_to(ROOT)}:{example.line}")
    for page in PAGES
    for example in READER.parse(page)
]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """One directory per document, for the files that its examples write."""
    made = {}
    return lambda page: made.setdefault(page, tmp_path_factory.mktemp("page"))


@pytest.mark.parametrize("example", EXAMPLES)
def test_page(example, scratch, monkeypatch):
    monkeypatch.chdir(scratch(example.path))
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setenv("NO_COLOR", "1")
    example.evaluate()


@pytest.mark.parametrize("name", sorted({*symalgebra.MEASURES.split()} - TABLES))
def test_every_measure_has_its_formula_and_its_source_on_the_page(name):
    table, _, rest = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8").partition("## Sources")
    sources, _, _ = rest.partition("\n## ")
    assert re.search(rf"^\|[^|]*`{name}`", table, re.M)
    assert f"`{name}`" in sources


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []
