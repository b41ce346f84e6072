"""Packages that are not needed by all: loaded where they are used, with a message where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .errors import MissingExtra


def extra(user: str, *modules: str, install: str) -> Any:
    """The module, or a tuple of the modules, that `user` needs; `install` is what pip is to be asked for.

    >>> extra("fractions need mathematics", "math", install="mathematics").gcd(4, 6)
    2
    >>> extra("ideas need a muse", "symalgebra.muse", install="'symalgebra[muse]'")
    Traceback (most recent call last):
    ...
    symalgebra.errors.MissingExtra: ideas need a muse: pip install 'symalgebra[muse]'
    """
    try:
        found = tuple(map(import_module, modules))
    except ImportError as error:
        raise MissingExtra(f"{user}: pip install {install}") from error
    return found if len(found) > 1 else found[0]
