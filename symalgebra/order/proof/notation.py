"""The checker's polynomials and atoms, written back as expressions of a certificate."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..checker import Atom, Monomial, Number, Poly, base_of

Expression = str | list[Any]


def write(p: Poly) -> Expression:
    """The expression of a polynomial, its terms in a fixed order."""
    terms = sorted((_term(m, c) for m, c in p.items()), key=repr)
    return "0" if not terms else terms[0] if len(terms) == 1 else ["add", *terms]


def _term(m: Monomial, c: Number) -> Expression:
    factors = sorted((_factor(a, e) for a, e in m), key=repr)
    parts = [str(c), *factors] if c != 1 or not factors else factors
    return parts[0] if len(parts) == 1 else ["mul", *parts]


def _factor(atom: Atom, e: int) -> Expression:
    return write_atom(atom) if e == 1 else ["pow", write_atom(atom), str(e)]


@lru_cache(1 << 14)
def spelled(part: Any) -> str:
    """A text by which atoms and monomials are sorted: unlike repr, the same in every process."""
    if isinstance(part, frozenset):
        return f"{{{','.join(sorted(map(spelled, part)))}}}"
    if isinstance(part, tuple):
        return f"({','.join(map(spelled, part))})"
    return str(part)


def write_atom(atom: Atom) -> Expression:
    """The expression of one atom."""
    kind, *parts = atom
    if kind == "sym":
        return ["sym", parts[0]]
    if kind == "exp":
        base, m = parts
        return ["pow", write(base_of(base)), write({m: 1})]
    if kind in ("max", "min"):
        return [kind, *sorted((write(dict(p)) for p in parts[0]), key=repr)]
    if kind == "euler":
        return ["log2", "e"]
    if kind == "sum":
        body, index, count = parts
        return ["sum", write(dict(body)), index, write(dict(count))]
    return [kind, *(write(dict(p)) for p in parts)]


def nonnegative(m: Monomial) -> Expression:
    """The hypothesis that a product of atoms is >= 0, as each of them is."""
    return ["mean", "0", [[1, write({m: 1})]]]
