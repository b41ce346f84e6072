"""The families of a zoo: all in a table, or one in detail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .columns import aligned
from .figures import short


def listing(families: Mapping[str, Any], others: Iterable[str] = ()) -> str:
    """The families: name, title, symbols, members; other networks by name; the sources."""
    lines = [["family", "title", "symbols", "members"]]
    for name, family in families.items():
        lines.append([name, family.title, " ".join(family.symbols), " ".join(family.members)])
    more = ["", f"other networks: {' '.join(others)}"] if others else []
    return "\n".join([*aligned(lines), *more, "", *sources(families)])


def sources(families: Mapping[str, Any]) -> Iterator[str]:
    """Each source once, with the families that have it."""
    by_source: dict[str, list[str]] = {}
    for name, family in families.items():
        by_source.setdefault(family.source, []).append(name)
    yield from ("sources", *(f"  {source}  ({', '.join(names)})" for source, names in by_source.items()))


def details(family: Any) -> str:
    """One family: source, input, what its symbols stand for, its members, its stages as terms."""
    input = ", ".join(family.input)
    sections = (
        [f"{family.name}: {family.title}", family.source, f"input ({input})"],
        aligned([(f"  {name}", meaning) for name, meaning in family.symbols.items()]),
        aligned(list(members(family)), right=range(1, 99)),
        [f"{title}:\n  {term}" for title, term in family.stages()],
    )
    return "\n\n".join("\n".join(lines) for lines in sections)


def members(family: Any) -> Iterator[list[str]]:
    """The table of the members, their published figures beside them."""
    yield ["member", *family.symbols, "", "params", "", "macs"]
    for name, values in family.members.items():
        figures = family.published.get(name, {})
        pairs = ((short(n), f"{n:,}") if n else ("", "") for n in map(figures.get, ("params", "macs")))
        yield [name, *map(str, values.values()), *(cell for pair in pairs for cell in pair)]
