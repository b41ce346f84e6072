"""A table of laws as text and as a page of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from .law import Law
from .table import Table
from .trial import Finding

SAID = {
    "proved": "proved", "holds": "holds", "<=": "left <= right", ">=": "left >= right", "fails": "fails",
    "undefined": "not defined",
}  # fmt: skip
MARKS = {"proved": "●", "holds": "○", "<=": "≤", ">=": "≥", "fails": "✗", "undefined": ""}
INTRODUCTION = """# Laws

Which laws the measures of the package satisfy. This page is what `symalgebra laws --format markdown` prints,
and a test keeps it so.

- *Proved* (●): on letters, both sides have one normal form, or `compare` proves that they are equal and the
  independent checker accepts its certificate. A letter is a layer of which nothing is known but that it reads
  one shape and writes another one, both symbols, with a symbol for its value. With the homomorphism laws,
  what holds for letters holds for all layers.
- *Holds* (○): on all instances that were tried and on which both sides are defined: some drawn by
  `symalgebra.strategies`, and small ones.
- *Left <= right*, *left >= right* (≤, ≥): as an equation it fails, as an inequality it holds on all of them,
  and `compare` refutes it on no letters; *proved* says that a certificate does.
- *Fails* (✗): neither.

Where sides differ, the smallest instance that was found stands beside it, after the values of the left and of
the right side.

`f: x -> y` is a layer that reads the shape `x` and writes `y`; `y'` has the resolution of `y`; `f: * -> *` is
a layer on whatever it meets. A side that is a layer stands for its value on `x`. `m` is the measure, `v` its
value in the algebra before projection, on which `>>`, `+`, `|`, `*` and `**` are the algebra's rules; `[s]`
puts in values for symbols; `N` counts the scalars of a shape, `C` is `layer_complexity` and `P` is
`intrinsic_power`.
"""


def text(table: Table) -> str:
    """The laws under the headings of their families, each with what was found out."""
    parts = []
    for family, laws in groupby(table.laws, key=lambda law: law.family):
        shown = [[f"  {law.name}: {law.equation}    {law.given}", *told(table, law, "    ")] for law in laws]
        parts.append("\n".join([family, *(line for lines in shown for line in lines)]))
    return "\n\n".join(parts)


def markdown(table: Table) -> str:
    """The page docs/laws.md."""
    numbers = {law: number for number, law in enumerate(table.laws, 1)}
    sections = [INTRODUCTION, *overview(table, numbers)]
    for family, laws in groupby(table.laws, key=lambda law: law.family):
        sections.append(f"## {family[0].upper()}{family[1:]}\n")
        for law in laws:
            head = f"**{numbers[law]}. {law.name}**: `{law.equation}`, for `{law.given}`"
            sections.append("\n".join([head, "", *told(table, law, "- ", "`"), ""]))
    return "\n".join(sections).rstrip()


def overview(table: Table, numbers: dict[Law, int]) -> Iterator[str]:
    """A mark for each measure and law, where there are several measures."""
    measures = [f.measure for f in table.findings if f.law == table.laws[0]]
    laws = [law for law in table.laws if {f.measure for f in table.about(law)} == set(measures)]
    if len(measures) > 1:
        rows = [["", *(str(numbers[law]) for law in laws)], ["---"] * (len(laws) + 1)]
        rows += [[name, *(MARKS[table.of(law, name).status] for law in laws)] for name in measures]
        yield "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def told(table: Table, law: Law, start: str, quote: str = "") -> Iterator[str]:
    """What is said of one law: findings without a witness together, each other one on a line."""
    for status, group in groupby(table.about(law), key=lambda f: f.status):
        several = list(group)
        plain = [f for f in several if not f.witness]
        if plain:
            yield start + together(status, plain)
        yield from (start + witnessed(f, quote) for f in several if f.witness)


def together(status: str, findings: Sequence[Finding]) -> str:
    """Findings that need no more words than one."""
    least, most = (end(f.examples for f in findings) for end in (min, max))
    names = ", ".join(f.measure for f in findings if f.measure)
    number = f"{least}" if least == most else f"{least} to {most}"
    count = f" on {number} instances" if status == "holds" else ""
    return f"{SAID[status]}{count}{': ' if names else ''}{names}"


def witnessed(f: Finding, quote: str) -> str:
    """A finding with the instance on which the sides differ."""
    proof = ", proved" if f.proof else ""
    broken = "BROKEN, " if f.broken else ""
    name = f"{f.measure}, " if f.measure else ""
    return f"{broken}{SAID[f.status]}{proof}: {name}{quote}{f.witness}{quote}"


FORMATS: dict[str, Callable[[Table], str]] = {"text": text, "markdown": markdown}
