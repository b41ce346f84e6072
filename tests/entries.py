"""The catalogue of bounds as a page: python tests/entries.py > docs/bounds-entries.md

What an entry claims is written where it is defined; this puts it into one table for each quantity.
"""

from collections.abc import Iterator

from symalgebra.bounds import CATALOGUE, Entry
from symalgebra.bounds.entry import PROVENANCE, QUANTIFIERS
from symalgebra.bounds.listing import FACES
from symalgebra.bounds.unused import UNUSED
from symalgebra.display.markdown import code, escaped, grid

TITLES = {
    "vc.": "Upper bounds on the VC dimension",
    "lb.": "Lower bounds on the VC dimension",
    "lr.": "Bounds on the number of linear regions",
}
HEAD = (
    "entry",
    "",
    "formula",
    "activations",
    "assumptions",
    "shared weights",
    "skips",
    "quantifier",
    "source",
)


def page() -> str:
    """The whole page."""
    lines = [
        "# Entries of the catalogue",
        "",
        "<!-- Made by tests/entries.py; a test compares the two. -->",
        "",
    ]
    lines += ["What the columns mean, and the traps: [bounds](bounds.md).", ""]
    for prefix, title in TITLES.items():
        lines += [f"## {title}", "", *grid([HEAD, *rows(prefix)]), ""]
    lines += ["## Provenance", "", *(f"- {letter}: {text}" for letter, text in PROVENANCE.items()), ""]
    lines += ["## Not usable, because", ""]
    lines += [f"- {code(id)}: {escaped(reason)}" for id, reason in UNUSED.items()]
    return "\n".join([*lines, ""])


def rows(prefix: str) -> Iterator[tuple[str, ...]]:
    """The entries of one kind."""
    return (row(entry) for entry in CATALOGUE if entry.id.startswith(prefix))


def row(e: Entry) -> tuple[str, ...]:
    """One entry."""
    asked = "; ".join(assumption.name for assumption in e.assumptions)
    yes = {True: "yes", False: "no"}
    return (
        code(e.id), escaped(FACES[e.quantity, e.direction]), code(e.statement), escaped(e.activation),
        escaped(asked), yes[e.sharing], yes[e.skips], QUANTIFIERS[e.quantifier],
        f"{escaped(e.source)} \\[{e.provenance}\\]",
    )  # fmt: skip


if __name__ == "__main__":
    print(page(), end="")
