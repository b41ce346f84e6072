"""The table of laws: what was found out, law by law."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import LawBroken
from .law import Law
from .trial import Finding

STATUSES = ("proved", "holds", "<=", ">=", "fails", "undefined")


@dataclass(frozen=True)
class Table:
    """Findings about laws; `print` shows them, and it is true where no required law is broken."""

    findings: tuple[Finding, ...]

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The required laws that do not hold."""
        return tuple(finding for finding in self.findings if finding.broken)

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
            raise LawBroken("\n".join(map(complaint, self.broken)))
        return self

    def __str__(self) -> str:
        from .page import text

        return text(self)

    def _repr_pretty_(self, printer: object, cycle: bool) -> None:
        printer.text(str(self))  # type: ignore[attr-defined]


def complaint(f: Finding) -> str:
    """What is wrong, for an error."""
    what = f"{f.measure} breaks a law" if f.measure else "a law is broken"
    return f"{what}: {f.law.name}, {f.law.equation} where {f.law.given}\n  {f.witness}"
