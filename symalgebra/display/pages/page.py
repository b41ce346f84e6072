"""A report as one HTML file: markup with texts escaped, data that is no code, scripts that a policy names."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files

from .contents import Contents, Line
from .markup import body

SCRIPTS = ("exact.js", "numbers.js", "steps.js", "plot.js", "map.js", "page.js")


def page(found: Contents) -> str:
    """The whole file."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy()}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(found.found[0].subject.title)}</title>",
            f"<style>{asset('page.css')}</style></head>",
            f"<body>{body(found)}",
            f'<script type="application/json" id="data">{data(found)}</script>',
            f"<script>{script()}</script></body></html>",
        ]
    )


def asset(name: str) -> str:
    """A file of the page."""
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


def script() -> str:
    """The scripts as one."""
    return "\n".join(map(asset, SCRIPTS))


def policy() -> str:
    """Nothing is loaded and no other script runs: a name that became markup could do nothing."""
    digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
    rules = {"base-uri": "'none'", "form-action": "'none'", "style-src": "'unsafe-inline'"}
    rules |= {"default-src": "'none'", "script-src": f"'sha256-{digest}'"}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def data(found: Contents) -> str:
    """What the scripts read: JSON in which no mark can end the element around it."""
    content = {
        "symbols": [vars(symbol) for symbol in found.symbols],
        "measures": [{"name": line.name, "places": places(found, line)} for line in found.plotted],
        "members": members(found),
        "conditions": [condition for condition in found.conditions if condition["place"] is not None],
        "points": list(found.points()),
        "steps": found.program.steps,
    }
    text = json.dumps(content, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def places(found: Contents, line: Line) -> list[int | None]:
    """The places of a line's values."""
    return [None if f is None else found.place(f) for f in line.formulas]


def members(found: Contents) -> dict[str, list[int | None]]:
    """The values of the symbols at the known members."""
    return {name: [values.get(s.name) for s in found.symbols] for name, values in found.members.items()}
