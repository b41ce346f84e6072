"""The table of laws: what was found out, law by law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..errors import LawBroken
from .law import Law
from .trial import Finding

STATUSES = ("proved", "holds", "<=", ">=", "fails", "undefined")
SAID = {
    "proved": "proved", "holds": "holds", "<=": "left <= right", ">=": "left >= right", "fails": "fails",
    "undefined": "not defined",
}  # fmt: skip
MARKS = {"proved": "●", "holds": "○", "<=": "≤", ">=": "≥", "fails": "✗", "undefined": "·"}


@dataclass(frozen=True)
class Table:
    """Findings about laws; `print` shows them, and it is true where no required law is broken."""

    findings: tuple[Finding, ...]

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The required laws that do not hold."""
        return tuple(f for f in self.findings if f.law.required and f.status in ("<=", ">=", "fails"))

    @property
    def laws(self) -> tuple[Law, ...]:
        """The laws, each once."""
        return tuple(dict.fromkeys(finding.law for finding in self.findings))

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of what they are about, each once."""
        return tuple(dict.fromkeys(finding.measure for finding in self.findings))

    def of(self, law: Law | str, measure: str = "") -> Finding:
        """The finding about a law, by its name, for a measure where there are several."""
        return next(
            f for f in self.findings
            if law in (f.law, f.law.name) and measure in ("", f.measure)
        )  # fmt: skip

    def about(self, law: Law) -> list[Finding]:
        """The findings about one law, those of one status together."""
        found = [f for f in self.findings if f.law == law]
        return sorted(found, key=lambda f: STATUSES.index(f.status))

    def __bool__(self) -> bool:
        return not self.broken

    def checked(self) -> Table:
        """The table; `LawBroken` where a required law is broken."""
        if self.broken:
            raise LawBroken("\n".join(lines(self.broken)))
        return self

    def __str__(self) -> str:
        return "\n".join(text(self))

    def _repr_pretty_(self, printer: object, cycle: bool) -> None:
        printer.text(str(self))  # type: ignore[attr-defined]


def lines(broken: Sequence[Finding]) -> Iterator[str]:
    """What is wrong, a finding at a time."""
    for f in broken:
        yield f"{f.measure} breaks a law: {f.law.name}, {f.law.equation} where {f.law.given}"
        yield f"  {f.witness}"


def text(table: Table) -> Iterator[str]:
    """The table for a terminal: the laws under the headings of their families."""
    for family, laws in groupby(table.laws, key=lambda law: law.family):
        yield from ("", family) if family != table.laws[0].family else (family,)
        for law in laws:
            yield f"  {law.name}: {law.equation}    {law.given}"
            yield from (f"    {line}" for line in told(table.about(law)))


def told(findings: Sequence[Finding]) -> Iterator[str]:
    """What is said of one law: measures without a witness together, each other one on a line."""
    for status, group in groupby(findings, key=lambda f: f.status):
        several = list(group)
        plain = [f for f in several if not f.witness]
        if plain:
            least = min(f.examples for f in plain)
            number = f", {least} examples" if least else ""
            yield f"{SAID[status]}{number}: {', '.join(f.measure for f in plain)}"
        yield from (witnessed(f) for f in several if f.witness)


def witnessed(f: Finding) -> str:
    """A finding with the instance on which the sides differ."""
    proof = ", proved" if f.proof else ""
    return f"{SAID[f.status]}{proof}: {f.measure}, {f.witness}"
