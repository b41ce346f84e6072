"""Readable text: sizes of stages by name, coefficients collected before them.

147*w*h2**2 + w**2*(17*n + 9)*h4**2      where h2 = ceil(H/2), h4 = ceil(H/4)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, count
from string import ascii_lowercase

from ..atom import Atom, Index, Name
from ..floor import Floor
from ..monomial import UNIT, Monomial
from ..power import split_content
from ..value import Formula, Number
from .arrangement import arranged
from .text import text

LONGEST_UNNAMED = 16  # characters of a floor that stays as it is where it occurs once

Definitions = list[tuple[str, str]]


def named(formulas: Formula | Sequence[Formula]) -> tuple[list[str], Definitions]:
    """The texts of formulas over shared names for the sizes in them, and what each name stands for.

    >>> from symalgebra import dims
    >>> from symalgebra.formula import ceildiv, formula
    >>> H, w = map(formula, dims("H w"))
    >>> named(w * ceildiv(H, 8) ** 2)
    (['h8**2*w'], [('h8', 'ceil(H/8)')])
    """
    found = [formulas] if isinstance(formulas, Formula) else list(formulas)
    names = names_of_sizes(found)
    return [text(renamed(f, names)) for f in found], definitions(names)


def collected(f: Formula, last: Sequence[Name] = ()) -> str:
    """A text of f in which terms with the same floors and the same power of the main symbol are one product.

    The symbols in `last` stand for floors.

    >>> from symalgebra import dims
    >>> n, w = dims("n w")
    >>> collected(Formula.operand(17 * n * w**2 + 9 * w**2 + w * n + 4))
    'w**2*(17*n + 9) + n*w + 4'
    """
    parts = [_product(head, rest) for head, rest in _groups(f, last)]
    return _joined(parts, " ")


def pretty(f: Formula, width: int = 100) -> str:
    """The collected text over names for sizes, one term a line where it is wider than `width`."""
    names = names_of_sizes([f])
    last = list(names.values())
    parts = [_product(head, rest) for head, rest in _groups(renamed(f, names), last)]
    line = _joined(parts, " ")
    lines = [line if len(line) <= width else _joined(parts, "\n")]
    return "\n".join(lines + [where(definitions(names))] * bool(names))


def where(found: Definitions) -> str:
    """Definitions in one line: where h2 = ceil(H/2), h4 = ceil(H/4)."""
    return "where " + ", ".join(f"{name} = {meaning}" for name, meaning in found)


def definitions(names: dict[Floor, Name]) -> Definitions:
    """The names with what they stand for."""
    return [(name.name, text(atom.formula()).replace("ceiling", "ceil")) for atom, name in names.items()]


def renamed(f: Formula, names: dict[Floor, Name]) -> Formula:
    """The formula with names for floors."""
    return Formula(
        {Monomial((names.get(b, b), e) for b, e in m.powers): c for m, c in f.items()}  # type: ignore[call-overload]
    )


# Names


def names_of_sizes(formulas: Sequence[Formula]) -> dict[Floor, Name]:
    """Names for the floors of formulas, in the order in which they are told; none is a symbol's."""
    met = Counter(a for f in formulas for m in f.terms for a in m.atoms if isinstance(a, Floor))
    taken = {name for f in formulas for name in f.names}
    names = {}
    for atom in sorted((a for a in met if _worth_a_name(a, met[a])), key=_rank):
        name = next(word for word in _words(atom) if word not in taken)
        taken.add(name)
        names[atom] = Name(name, 0)
    return names


def _worth_a_name(atom: Floor, times: int) -> bool:
    if any(isinstance(s, Index) for s in atom.free):
        return False
    return bool(stage(atom)) or times > 1 or len(text(atom.formula())) > LONGEST_UNNAMED


def stage(atom: Floor) -> tuple[str, int] | None:
    """The symbol H and the number s of floor((H + b)/s), b a number."""
    steps = atom.denominator.plain()
    symbols = [(m, c) for m, c in atom.numerator.items() if m is not UNIT]
    if not isinstance(steps, int) or len(symbols) != 1:
        return None
    ((m, c),) = symbols
    ((base, exponent), *others) = m.powers
    if others or c != 1 or exponent != 1 or not isinstance(base, Name):
        return None
    return base.name, steps


def _rank(atom: Floor) -> tuple[bool, tuple[str, int] | None, bool, bool, str]:
    """Stages first, by symbol and size, and of one size ceil(H/s) before floor(H/s) before others."""
    found = stage(atom)
    return not found, found, atom.ceiled is None, UNIT in atom.numerator.terms, text(atom.formula())


def _words(atom: Floor) -> Iterator[str]:
    """Names that fit a floor, the best first: h8, then h8f for a floor, h8a, h8b, ..."""
    found = stage(atom)
    if not found:
        return (f"s{k}" for k in count(1))
    symbol, steps = found
    word = f"{symbol.lower()}{steps}"
    plain = ["f"] if UNIT not in atom.numerator.terms else []
    suffixes = chain(("", *plain, *ascii_lowercase), (f"_{k}" for k in count(1)))
    return (word + suffix for suffix in suffixes)


# Groups


def _groups(f: Formula, last: Collection[Name]) -> Iterator[tuple[Monomial, Formula]]:
    """f as products of a monomial of floors and a sum of terms with one power of the main symbol."""
    outer: dict[Monomial, dict[Monomial, Number]] = {}
    for m, c in f.items():
        late = Monomial(p for p in m.powers if _is_late(p[0], last))
        outer.setdefault(late, {})[Monomial(p for p in m.powers if not _is_late(p[0], last))] = c
    floors = {base for m in outer for base in m.atoms if isinstance(base, Floor)}
    order: list[Atom] = [*last, *sorted(floors, key=_rank)]
    for late in sorted(outer, key=lambda m: _group_rank(m, order)):
        for part in _by_main(Formula(outer[late])):
            yield late, part


def _is_late(base: Atom | int, last: Collection[Name]) -> bool:
    return base in last or (isinstance(base, Atom) and not isinstance(base, Name | Index))


def _group_rank(m: Monomial, order: list[Atom]) -> tuple[bool, list[int], str]:
    places = [order.index(base) for base, _ in m.powers if base in order]
    return m is UNIT, places, text(Formula({m: 1}))


def _by_main(f: Formula) -> Iterable[Formula]:
    """f by powers of the symbol of the highest degree, if that is more than 1, the highest first."""
    degrees: dict[Name, int] = {}
    for m in f.terms:
        for base, exponent in m.powers:
            if isinstance(base, Name) and isinstance(exponent, int):
                degrees[base] = max(degrees.get(base, 0), exponent)
    main = min(degrees, key=lambda s: (-degrees[s], s.name), default=None)
    if main is None or degrees[main] < 2:
        return [f]
    parts: dict[int, dict[Monomial, Number]] = {}
    for m, c in f.items():
        parts.setdefault(dict(m.powers).get(main, 0), {})[m] = c  # type: ignore[arg-type]
    return [Formula(parts[exponent]) for exponent in sorted(parts, reverse=True)]


def _product(late: Monomial, f: Formula) -> tuple[bool, str]:
    """The product of a monomial and a sum: whether it is negative, and its text without a sign."""
    if len(f.terms) == 1:
        line = text(f * Formula({late: 1}))
        return line.startswith("-"), line.removeprefix("-")
    content, rest = split_content(f)
    if late is UNIT and not content.free:
        content, rest = Formula({UNIT: 1}), f
    negative = all(c < 0 for c, _ in arranged(rest))
    ((m, c),) = content.items()
    factors = [text(Formula({m: c.numerator}))] if m is not UNIT or c.numerator != 1 else []
    factors += [f"({text(-rest if negative else rest)})"]
    factors += [text(Formula({late: 1}))] if late is not UNIT else []
    below = f"/{c.denominator}" if c.denominator != 1 else ""
    if len(factors) == 1:
        return False, text(f)
    return negative, "*".join(factors) + below


def _joined(parts: Iterable[tuple[bool, str]], space: str) -> str:
    """Terms with their signs."""
    pieces = [f"{'-' if negative else '+'} {line}" for negative, line in parts]
    if not pieces:
        return "0"
    first = pieces[0][2:] if pieces[0][0] == "+" else "-" + pieces[0][2:]
    return space.join([first, *pieces[1:]])
