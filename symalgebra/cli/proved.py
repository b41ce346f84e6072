"""What an accepted certificate of a growth proves, in lines: the relation, then its inequalities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .infix import clipped, infix, name, span

RELATIONS = {
    **{word: f"{{0}} = {word}({{1}})" for word in ("o", "O", "Theta", "Omega", "omega")},
    "incomparable": "neither of {0} and {1} is O of the other",
}
LONG = 60  # characters of both sides up to which they stand in the lines themselves


def grown(certificate: Any) -> Iterator[str]:
    """The claim of a growth, and what its parts prove; long sides have letters."""
    claim, parts = certificate["claim"], certificate["parts"]
    left, right = (clipped(infix(claim[side])) for side in ("left", "right"))
    if len(left) + len(right) > LONG:
        yield from (f"     A = {left}", f"     B = {right}")
        left, right = "A", "B"
    far = "on the whole domain" if claim.get("uniform") else f"as {', '.join(map(name, claim['by']))} -> oo"
    yield f"     {RELATIONS[claim['relation']].format(left, right)} {far}"
    if "limit" in parts:
        yield f"     ({left})/({right}) -> {clipped(infix(parts['limit']['value']))}"
    for place, sides in (("upper", (left, right)), ("lower", (right, left))):
        if place in parts:
            yield f"     {inequality(parts[place], *sides)}"


def inequality(part: Any, left: str, right: str) -> str:
    """The inequality of a part, with its rate, its constant and where it holds."""
    if part["kind"] == "ray":
        left, right = right, left
    rate = f"({clipped(infix(part['rate']))})*" if "rate" in part else ""
    along = ", ".join(f"{name(x)} = {clipped(infix(e))}" for x, e in part.get("curve", {}).items())
    spans = ", ".join(span(x, low, None) for x, low in part["from"].items())
    end = f"{f'along {along} ' if along else ''}{f'for {spans}' if spans else 'everywhere'}"
    return f"{rate}({left}) <= ({clipped(infix(part['constant']))})*({right}) {end}"
