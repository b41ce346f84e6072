"""The certificates of a comparison, written to a file."""

from __future__ import annotations

import json
from shlex import quote
from typing import Any

from ..errors import SymalgebraError

NOTES = {"text": "\n{}", "markdown": "\n{}", "latex": "% {}"}


def kept(text: str, found: Any, path: str | None, style: str) -> str:
    """The text with a line about the file, where one is asked for; JSON stays as it is."""
    if path is None:
        return text
    certificates = found.certificates
    if certificates:
        write(path, certificates)
    line = told(path, len(certificates))
    return f"{text}\n{NOTES[style].format(line)}" if style in NOTES else text


def write(path: str, certificates: list[dict[str, Any]]) -> None:
    """One certificate as it is, several as a list."""
    content = certificates[0] if len(certificates) == 1 else certificates
    try:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(content, file, separators=(",", ":"))
            file.write("\n")
    except (OSError, ValueError) as error:
        raise SymalgebraError(f"{path!r} cannot be written: {getattr(error, 'strerror', error)}") from None


def told(path: str, number: int) -> str:
    """What was written, and how to check it."""
    if not number:
        return f"nothing is proved, and {path} is not written"
    many, them = ("certificate", "it") if number == 1 else (f"{number} certificates", "them")
    return f"{many} written to {path} - re-check {them} with: symalgebra verify {quote(path)}"
