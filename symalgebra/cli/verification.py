"""Certificates re-checked by the checkers alone, loaded by themselves: no SymPy, no algebra."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import wrap
from types import ModuleType
from typing import Any

from ..errors import SymalgebraError
from .infix import clipped, infix, span
from .proved import RELATIONS, grown

PACKAGE = Path(__file__).parents[1]
CHECKERS = {"checker": "order", "growth_checker": "order", "rank_checker": "bounds"}  # and where they lie
ALONE = "symalgebra_checkers"  # a package of these files that does not run the package they lie in
LARGEST = 4 << 20  # bytes of a file
MOST = 1_000  # certificates in a file
LONGEST = 6_000  # digits of an integer
WIDTH = 105
Done = tuple[str, int]


def verified(path: str) -> Done:
    """What a file proves and status 0, or why it does not and status 1."""
    try:
        found = read(path)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SymalgebraError(f"{path} is no certificate: {type(error).__name__}: {error}") from None
    many = found if isinstance(found, list) else [found]
    if not 0 < len(many) <= MOST:
        raise SymalgebraError(f"{path} holds {len(many)} certificates; 1 to {MOST:,} at most are read")
    reasons = list(checked(many))
    lines = [
        line for number, pair in enumerate(zip(many, reasons, strict=True), 1) for line in told(number, *pair)
    ]
    good = reasons.count("")
    lines.append(f"{good} of {len(many)} accepted by {asked(many)}, in exact arithmetic")
    return "\n".join(lines), 0 if good == len(many) else 1


def asked(certificates: list[Any]) -> str:
    """The files of the checkers that were asked, the first one also where none fits."""
    known = checkers()
    names = {chosen(known, certificate).__name__.rpartition(".")[2] for certificate in certificates}
    names |= {"checker"} if "growth_checker" in names else set()  # which stands on it
    files: dict[str, list[str]] = {}
    for name in filter(names.__contains__, CHECKERS):
        files.setdefault(CHECKERS[name], []).append(f"{name}.py")
    return " and ".join(f"symalgebra/{room}/{' and '.join(several)}" for room, several in files.items())


def read(path: str) -> Any:
    """The JSON of a file, within bounds."""
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise SymalgebraError(f"{path!r} cannot be read: {getattr(error, 'strerror', error)}") from None
    if len(content) > LARGEST:
        raise SymalgebraError(f"{path} has more than {LARGEST:,} bytes; no more are read")
    return json.loads(content, parse_int=integer, parse_constant=refuse, object_pairs_hook=keyed)


def integer(text: str) -> int:
    """An integer that is not too long."""
    if len(text) > LONGEST:
        raise SymalgebraError(f"a number of {len(text):,} digits; {LONGEST:,} at most are read")
    return int(text)


def refuse(text: str) -> None:
    """NaN and Infinity are no JSON."""
    raise SymalgebraError(f"{text} is no number of a certificate")


def keyed(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, each key once: what a reader sees is what is checked."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise SymalgebraError("an object has a key twice")
    return found


def checkers() -> dict[str, Any]:
    """The checkers by the format that they read, alone."""
    if ALONE not in sys.modules:
        sys.modules[ALONE] = ModuleType(ALONE)
        sys.modules[ALONE].__path__ = [str(PACKAGE / room) for room in dict.fromkeys(CHECKERS.values())]
    modules = [import_module(f"{ALONE}.{name}") for name in CHECKERS]
    return {module.FORMAT: module for module in modules}


def chosen(known: dict[str, Any], certificate: Any) -> Any:
    """The checker for the format of a certificate, the first one where it has none that is known."""
    format = certificate.get("format") if isinstance(certificate, dict) else None
    return known.get(format if isinstance(format, str) else "", next(iter(known.values())))


def checked(certificates: list[Any]) -> Iterator[str]:
    """For each certificate nothing, or the reason for which it is rejected.

    Together they may ask for as much work as a checker allows for one.
    """
    known = checkers()
    allowed = {module: module.MOST["work"] for module in known.values() if hasattr(module, "WORK")}
    try:
        for certificate in certificates:
            asked = chosen(known, certificate)
            works = getattr(asked, "checker", asked)  # what a growth asks for is done by the first one
            yield rejected(asked, works.Rejected, certificate)
            works.MOST["work"] = max(works.MOST["work"] - works.WORK[0], 0)
    finally:
        for module, work in allowed.items():
            module.MOST["work"] = work


def rejected(chosen: Any, kind: type[Exception], certificate: Any) -> str:
    """The reason for which a certificate is rejected, nothing where it is accepted."""
    try:
        chosen.check(certificate)
    except kind as error:
        return str(error) or "no reason is given"
    except Exception as error:  # whatever a stranger's data may cause, it is no proof
        return f"malformed ({type(error).__name__})"
    return ""


def told(number: int, certificate: Any, reason: str) -> Iterator[str]:
    """The claim that is proved, or the reason."""
    if reason:
        yield f"{number}. REJECTED: {clipped(reason)}"
        return
    claim = certificate["claim"]
    if isinstance(claim, str):  # of a rank
        yield f"{number}. PROVED {claim} for"
        yield from stated(clipped(certificate["network"]), f"on {tuple(certificate['input'])}")
        return
    spans = [span(name, *ends) for name, ends in claim["domain"].items()]
    yield f"{number}. PROVED{' for all integers ' if spans else ''}{', '.join(spans)}"
    yield from (f"     where {clipped(infix(e))} >= 0" for e in claim.get("given", []))
    if claim["relation"] in RELATIONS:
        yield from grown(certificate)
        return
    left, right = (clipped(infix(claim[side])) for side in ("left", "right"))
    yield from stated(left, f"{claim['relation']} {right}")
    if any(high is not None and low > high for low, high in claim["domain"].values()):
        yield "     (no such integers exist: nothing is claimed)"


def stated(left: str, right: str) -> list[str]:
    """The claim in one line, or its sides in lines of their own."""
    if len(left) + len(right) < WIDTH:
        return [f"     {left} {right}"]
    return [
        line
        for side in (left, right)
        for line in wrap(
            side,
            WIDTH,
            initial_indent="     ",
            subsequent_indent="       ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]
