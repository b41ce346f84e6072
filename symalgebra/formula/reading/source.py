"""Texts before they are read: bounds first, then Python's own syntax tree. A text never becomes code."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from ...errors import ParseError
from ..sizes import Size
from .budget import Budget

# Outside strings Python gives a meaning to none of these that a term or a formula has.
_FOREIGN = re.compile(r"[^ -~]|[\\#;]")
_NUMERAL = re.compile(r"(?<![\w.])\.?\d[\w.]*(?:(?<=[eE])[+-]\d+)?")
_NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
LONGEST_NUMBER = 400
LONGEST_QUOTE = 40
LONGEST_REASON = 240


@dataclass(frozen=True)
class Bounds:
    """How large a text may be. Depth counts nesting: a chain a + b + c + ... is one level, however long."""

    characters: int
    nodes: int
    depth: int


@dataclass(frozen=True)
class Source:
    """A piece of what a user wrote, on one line, `^` spelled `**`; it knows its place for error messages."""

    text: str
    begin: int = 0
    carets: tuple[int, ...] = ()  # where the whole text has one character more than the user wrote
    budget: Budget = field(default_factory=Budget)  # that of the whole text
    bound: Mapping[str, Size] = field(default_factory=dict)  # the indices of the loops around it

    def piece(self, start: int, stop: int) -> Source:
        """The text from start to stop, without the spaces around it."""
        text = self.text[start:stop]
        return replace(self, text=text.strip(), begin=self.begin + start + len(text) - len(text.lstrip()))

    def quote(self, node: ast.expr | ast.keyword) -> str:
        """The text of a node of the piece's tree."""
        return self.text[node.col_offset : node.end_col_offset]

    def refuse(self, where: int | ast.expr | ast.keyword, reason: object) -> ParseError:
        """The error that says in one line what is wrong, and in which column."""
        start = where if isinstance(where, int) else where.col_offset
        column = self.begin + start - bisect_left(self.carets, self.begin + start) + 1
        quote = self.text[start:] if isinstance(where, int) else self.quote(where)
        said = clipped(" ".join(str(reason).split()), LONGEST_REASON)
        place = f"column {column}: {clipped(quote, LONGEST_QUOTE)}" if quote else f"column {column}"
        return ParseError(f"{said} ({place})")

    def tree(self, bounds: Bounds) -> ast.expr:
        """The syntax tree of the piece, within bounds."""
        if len(self.text) > bounds.characters:
            raise self.refuse(0, f"{len(self.text)} characters in one piece, {bounds.characters} at most")
        try:
            root = ast.parse(self.text, mode="eval").body
        except SyntaxError as error:
            raise self.refuse(max((error.offset or 1) - 1, 0), error.msg) from None
        except (RecursionError, MemoryError):
            raise self.refuse(0, "too long a chain, or nested too deeply") from None
        self._measure(root, bounds)
        return root

    def _measure(self, root: ast.expr, bounds: Bounds) -> None:
        count = 0
        pending: list[tuple[ast.AST, int]] = [(root, 1)]
        while pending:
            node, depth = pending.pop()
            if not isinstance(node, ast.expr | ast.keyword):
                continue
            count += 1
            if depth > bounds.depth:
                raise self.refuse(node, f"nested more than {bounds.depth} deep")
            if count > bounds.nodes:
                raise self.refuse(node, f"more than {bounds.nodes} parts")
            chain = node.left if isinstance(node, ast.BinOp) else None
            pending += ((child, depth + (child is not chain)) for child in ast.iter_child_nodes(node))


def source(text: str, characters: int) -> Source:
    """What a user wrote, once its length and its characters are found to be in order."""
    if not isinstance(text, str):
        raise ParseError(f"a text is read, not a {type(text).__name__}")
    if len(text) > characters:
        raise ParseError(f"the text has {len(text)} characters, {characters} at most are read")
    whole = Source(re.sub(r"\s", " ", text))
    if found := _FOREIGN.search(whole.text):
        raise whole.refuse(found.start(), f"the character {found.group()!r} has no meaning here")
    for found in _NUMERAL.finditer(whole.text):
        if len(found.group()) > LONGEST_NUMBER or not _NUMBER.fullmatch(found.group()):
            raise whole.refuse(found.start(), numeral(found.group()))
    carets = [found.start() + k for k, found in enumerate(re.finditer(r"\^", whole.text))]
    piece = Source(whole.text.replace("^", "**"), 0, tuple(carets), Budget(len(text)))
    return piece.piece(0, len(piece.text))


def numeral(text: str) -> str:
    """What is wrong with something that begins like a number."""
    if len(text) > LONGEST_NUMBER:
        return f"a number of {len(text)} characters, {LONGEST_NUMBER} at most"
    digits = re.match(r"[\d.]*", text).group()  # type: ignore[union-attr]
    hint = f": write {digits}*{text[len(digits) :]}" if text[len(digits) :].isidentifier() else ""
    return f"{clipped(text, LONGEST_QUOTE)} is neither a number nor a name{hint}"


def clipped(text: str, most: int) -> str:
    """A text, shortened where it is too long to be shown."""
    return text if len(text) <= most else text[:most] + "..."


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that a user may have meant, as the end of a message."""
    folded = {other.lower(): other for other in known}
    close = get_close_matches(name.lower()[:LONGEST_QUOTE], folded)
    return f", did you mean {folded[close[0]]!r}?" if close else ""


WORDS = {
    ast.JoinedStr: "an f-string",
    ast.IfExp: "a condition",
    ast.Compare: "a comparison",
    ast.ListComp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a comprehension",
    ast.Sub: "the operator -",
    ast.Div: "the operator /",
    ast.FloorDiv: "the operator //",
    ast.Mod: "the operator %",
    ast.MatMult: "the operator @",
    ast.BitAnd: "the operator &",
    ast.BitOr: "the operator |",
    ast.LShift: "the operator <<",
    ast.RShift: "the operator >>",
    ast.Invert: "the operator ~",
    ast.Not: "the operator not",
    ast.BoolOp: "a condition",
}


def kind(node: ast.AST) -> str:
    """What a node of a syntax tree is, in words: a lambda, an attribute."""
    if type(node) in WORDS:
        return WORDS[type(node)]
    words = re.sub(r"(?<!^)([A-Z])", r" \1", type(node).__name__).lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
