"""Text onto a stream, whatever its encoding."""

from __future__ import annotations

import sys
from typing import TextIO

PLAIN = str.maketrans({"✓": "ok", "×": "x", "≥": ">=", "é": "e", "á": "a"})


def printed(text: str, stream: TextIO | None = None) -> None:
    """Print a text; where the stream cannot hold a mark, its plain spelling."""
    stream = stream or sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(PLAIN).encode(encoding, "replace").decode(encoding)
    print(text, file=stream, flush=True)
