"""What the first argument names: a family, a member, a file, or a term."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from .. import zoo
from ..display import Subject
from ..errors import ParseError, SymalgebraError
from ..formula import read
from ..formula.reading.source import clipped, nearest
from ..io.text import parse
from ..layer import Layer, Series
from ..layer.branches import note
from ..leaves import KINDS
from ..order.extent import placed
from ..shape import Shape, shape

LARGEST = 1 << 20  # bytes of a file with a term
SHOWN = 100  # characters of a term in a title
SIZE = "H"  # the resolution of a network that is no member of a family
# Of a name in two families the first counts.
MEMBERS = {name: family for family in reversed(zoo.FAMILIES.values()) for name in family.members}
NETWORKS = {name: getattr(zoo, name) for name in zoo.__all__ if isinstance(getattr(zoo, name), partial)}
OTHERS = [name for name in NETWORKS if name not in MEMBERS]


def subject(what: str, entries: Sequence[str] | None, at: Sequence[str], where: Sequence[str]) -> Subject:
    """The subject that a user names, on the input that is given or on its own."""
    x = shape_of(entries) if entries else None
    named = set(re.findall(r"\w+", " ".join([*at, *where])))
    if what in zoo.FAMILIES:
        return of_family(zoo.FAMILIES[what], x)
    if what in MEMBERS:
        return of_member(what, x, named)
    if what in NETWORKS:
        return of_network(what, x, named)
    if what.endswith(".onnx") and Path(what).is_file():
        return of_onnx(what, x)
    if (text := contents(what)) is not None:
        return from_file(what, text, x)
    if re.search(r"[()>|+* ]", what) or what == "Id" or what in KINDS:
        return of_term(parse(what), x)
    raise unknown(what)


def of_family(family: zoo.Family, x: Shape | None) -> Subject:
    """A family: every symbol stays one."""
    rows, read_shape = family.stages(), x or family.shape()
    known = {"members": family.members, "published": family.published} if x is None else {}
    return Subject(family.title, rows, read_shape, "stage", family.source, family.symbols, **known)


def of_member(name: str, x: Shape | None, named: set[str]) -> Subject:
    """A member: its family with numbers for the symbols; those that the user names stay symbols."""
    family = MEMBERS[name]
    values = family.members[name]
    fixed = {symbol: value for symbol, value in values.items() if symbol not in named}
    free = {symbol: value for symbol, value in values.items() if symbol in named}
    published = family.published.get(name, {})
    known: Mapping[str, Mapping] = {"members": {name: free}, "published": {name: published}}
    return Subject(
        f"{name}: {family.title} with {placed(fixed)}",
        family.stages(**fixed),
        x or family.shape(**fixed),
        "stage",
        family.source,
        family.symbols,
        **(known if x is None else {}),
    )


def of_network(name: str, x: Shape | None, named: set[str]) -> Subject:
    """Another network of the zoo, on an image of 224 x 224 unless its size is named."""
    side = read(SIZE) if SIZE in named else 224
    return Subject(name, numbered(NETWORKS[name]()), x or Shape((3, side, side)))


def of_term(net: Layer, x: Shape | None) -> Subject:
    """A term that the user writes."""
    if x is None:
        raise SymalgebraError("a term needs the shape that it reads: --input C,H,W, as in --input 3,H,H")
    return Subject(clipped(str(net), SHOWN), numbered(net), x)


def of_onnx(name: str, x: Shape | None) -> Subject:
    """A network in an ONNX file, on the input that the file declares unless one is given."""
    from ..io.onnx import imported

    found = imported(name, x)
    return Subject(name, numbered(found.net), found.x)


def numbered(net: Layer) -> list[tuple[str, Layer]]:
    """The layers of a series, numbered."""
    parts = net.parts() if isinstance(net, Series) else [net]
    return [(str(number), part) for number, part in enumerate(parts, 1)]


def from_file(name: str, text: str, x: Shape | None) -> Subject:
    """A term in a file."""
    try:
        return of_term(parse(text), x)
    except ParseError as error:
        note(error, f"in the file {name}")
        raise


def contents(name: str) -> str | None:
    """The text of a file, None where there is no file of that name."""
    try:
        path = Path(name)
        if not path.is_file():
            return None
        if path.stat().st_size > LARGEST:
            raise SymalgebraError(f"{name} has {path.stat().st_size:,} bytes; {LARGEST:,} at most are read")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise SymalgebraError(f"{name} is not a text; a file with the text of a term is expected") from None
    except PermissionError as error:
        raise SymalgebraError(f"{name} cannot be read: {error.strerror}") from None
    except (OSError, ValueError):  # too long for a file's name, or with characters that none has
        return None


def shape_of(entries: Sequence[str]) -> Shape:
    """The input shape."""
    try:
        return shape(tuple(map(read, entries)))
    except SymalgebraError as error:
        note(error, f"in --input {','.join(entries)}")
        raise


def family_of(name: str) -> zoo.Family:
    """The family of a name, or the one that has a member of that name."""
    if name in zoo.FAMILIES or name in MEMBERS:
        return zoo.FAMILIES.get(name) or MEMBERS[name]
    raise unknown(name, "family or member")


def unknown(name: str, what: str = "family, member, file or term") -> SymalgebraError:
    """The error for a word that names nothing."""
    near = nearest(name, [*zoo.FAMILIES, *MEMBERS, *NETWORKS])
    return SymalgebraError(
        f"{clipped(name, SHOWN)!r} is no {what}{near or '; symalgebra zoo lists the families'}"
    )
