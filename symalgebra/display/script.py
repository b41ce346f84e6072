"""A derivation as Python: one function for each measure, in exact integers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..errors import NoClosedForm
from ..formula import Formula
from .brief import bare
from .code import MODULES, Code
from .columns import wrapped
from .derivation import Derivation, Result
from .readable import Readable, readable

WIDTH = 100


def script(found: Derivation) -> str:
    """A module: imports where a formula needs any, then a function for each measure."""
    shown = readable(found)
    code = Code([*found.symbols, *shown.names])
    functions = [function(r, found, code, shown) for r in found.results]
    imports = [f"from {MODULES[name]} import {name}" for name in sorted(code.needs)]
    head = [*remarks(found), *([""] if imports else []), *imports]
    return "\n\n\n".join("\n".join(lines) for lines in [head, *functions])


def remarks(found: Derivation) -> Iterator[str]:
    """What it is, as comments."""
    yield f"# {found.subject.title}"
    yield f"# input {found.subject.input}, output {found.out}"
    if found.domain:
        yield f"# valid where {' and '.join(found.domain)}"


def function(r: Result, found: Derivation, code: Code, shown: Readable) -> Sequence[str]:
    """One measure as a function of the symbols that it depends on; a comment where there is none."""
    if not r.formulas:
        return [f"# {r.name}: no closed form here: {r.reason}"]
    try:
        value = [*sizes(r.formulas, code, shown), *returned(list(map(shown.named, r.formulas)), code)]
    except NoClosedForm as error:
        return [f"# {r.name}: {error}"]
    names = [code.name(name) for name in found.symbols if any(name in f.names for f in r.formulas)]
    lines = [f"def {r.name}({', '.join(names)}):", f'    """{r.summary}"""', *value]
    return [*lines, *example(r, found, names)]


def sizes(formulas: Sequence[Formula], code: Code, shown: Readable) -> Iterator[str]:
    """The statements that name the sizes that recur."""
    used = set().union(*(shown.named(f).names for f in formulas))
    for name, size in reversed(shown.names.items()):
        used |= size.names if name in used else set()
    for name, size in shown.names.items():
        if name in used:
            yield f"    {name} = {bare(code[size])}"


def returned(formulas: Sequence[Formula], code: Code) -> list[str]:
    """The statement that returns one value, or a tuple of them; a long sum in several lines."""
    texts = [code[f] for f in formulas]
    if len(texts) > 1:
        return [f"    return ({', '.join(texts)})"]
    quotient = re.fullmatch(r"\((.*)\)(//\d+)", texts[0])
    line, divided = quotient.groups() if quotient else (texts[0], "")
    lines = wrapped(line, WIDTH)
    if len(lines) == 1:
        return [f"    return {texts[0]}"]
    return ["    return (", *(f"        {line}" for line in lines), f"    ){divided}"]


def example(r: Result, found: Derivation, names: Sequence[str]) -> Iterator[str]:
    """The value at the user's point."""
    if r.numbers and found.point:
        given = ", ".join(f"{name}={found.point.values[name.rstrip('_')]}" for name in names)
        value = str(r.numbers[0]) if len(r.numbers) == 1 else f"({', '.join(map(str, r.numbers))})"
        yield ""
        yield ""
        yield f"# {r.name}({given}) = {value}"
