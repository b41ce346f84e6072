"""Symbols of a term: which are free, and how they are replaced under the indices of loops.

    Repeat(i, n, f)[v := e] = Repeat(i, n[v := e], f[v := e])

for v other than i and e without i; otherwise the index is renamed first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from operator import is_
from typing import TYPE_CHECKING, Any

from symalgebra.formula import Formula, Size, names, size, substitute, symbol
from symalgebra.formula.atom import Name
from symalgebra.formula.symbols import as_sympy

from .node import Node
from .term import Layer

if TYPE_CHECKING:
    import sympy

Values = Mapping[str, Size]
Label = tuple[Any, ...]


def by_name(mapping: Mapping[Any, Any]) -> Values:
    """A substitution that a user wrote, from names or SymPy symbols, as one from names to sizes."""
    return {str(key): size(value) for key, value in mapping.items()}


def free_sizes(layer: Layer) -> Iterator[tuple[Formula, frozenset[str]]]:
    """Every size with a symbol in it, and the names that are bound where it stands."""
    pending: list[tuple[Layer, frozenset[str]]] = [(layer, frozenset())]
    met: set[tuple[int, frozenset[str]]] = set()
    while pending:
        node, bound = pending.pop()
        if (place := (id(node), bound)) in met:
            continue
        met.add(place)
        for value in node.formulas():
            yield value, bound
        if isinstance(node, Node) and node.index is not None:
            inner = bound | {node.index.name}
            pending += zip(node.children(), node.reached(inner, bound), strict=True)
        else:
            pending += [(child, bound) for child in node.children()]


def free_atoms(layer: Layer, name: str) -> set[Name]:
    """The free symbols of one name; they differ in their lower bounds."""
    free = (s for value, bound in free_sizes(layer) if name not in bound for s in value.free)
    return {s for s in free if isinstance(s, Name) and s.name == name}


def free_names(layer: Layer) -> set[str]:
    """The names of the free symbols."""
    return {name for value, bound in free_sizes(layer) for name in names(value) - bound}


def free_symbols(layer: Layer) -> set[sympy.Symbol]:
    """The free symbols, as SymPy symbols."""
    return {s for value, bound in free_sizes(layer) for s in value.free_symbols if s.name not in bound}


def substituted(layer: Layer, values: Values) -> Layer:
    """The term with free symbols replaced by name; what does not change stays the same object."""
    done: dict[tuple[int, int], tuple[Layer, Values]] = {}  # keeps the mapping, whose id is in the key
    sizes: dict[Any, Size] = {}
    pending: list[tuple[Any, Values, Any]] = [(layer, values, None)]
    while pending:
        node, values, parts = pending.pop()
        if parts is not None:
            label, reached = parts
            children = tuple([done[id(child), id(inner)][0] for child, inner in reached])
            done[id(node), id(values)] = (rebuilt(node, label, children, values), values)
        elif (id(node), id(values)) in done:
            continue
        elif isinstance(node, Node):
            label, reached = opened(node, values)
            pending.append((node, values, (label, reached)))
            pending += [(child, inner, None) for child, inner in reached]
        else:
            done[id(node), id(values)] = (resized(node, values, sizes), values)
    return done[id(layer), id(values)][0]


def rebuilt(node: Node, label: Label, children: tuple[Layer, ...], values: Values) -> Layer:
    """The node over replaced children, its own sizes replaced."""
    if len(label) > 1:
        index, times, *rest = label
        label = (index, substitute(times, values), *rest)
    unchanged = label == node.label() and all(map(is_, children, node.children()))
    return node if unchanged else node.made(label, children)


def resized(leaf: Layer, values: Values, sizes: dict[Any, Size]) -> Layer:
    """The leaf with symbols replaced; itself where it holds none. Sizes that were met before are known."""
    held = [value for value in leaf.formulas() if not value.names.isdisjoint(values)]
    if not held:
        return leaf
    new: dict[int, Size] = {}
    for value in held:
        key = value.key, id(values)
        if key not in sizes:
            sizes[key] = substitute(value, values)
        new[id(value)] = sizes[key]
    return leaf.map_sizes(lambda value: new.get(id(value), value))


def opened(node: Node, values: Values) -> tuple[Label, list[tuple[Layer, Values]]]:
    """The label of a node, its index renamed where it must be, and what is to be replaced in each child."""
    if node.index is None:
        return node.label(), [(child, values) for child in node.children()]
    label, inner = within(node, node.index.name, values)
    return label, list(zip(node.children(), node.reached(inner, values), strict=True))


def within(node: Node, index: str, values: Values) -> tuple[Label, Values]:
    """The label of a loop, and what is replaced under its index: the index captures no name."""
    inner = {name: value for name, value in values.items() if name != index} if index in values else values
    capturing = {name for name, value in inner.items() if index in names(value)}
    if not capturing:
        return node.label(), inner
    free: set[str] = set().union(*map(free_names, node.children()[: node.scope]))
    if free.isdisjoint(capturing):
        return node.label(), {name: value for name, value in inner.items() if name not in capturing}
    taken = free.union(*map(names, inner.values()))
    fresh = next(name for k in count(1) if (name := f"{index}_{k}") not in taken)
    return (as_sympy(fresh, 0), *node.label()[1:]), {**inner, index: symbol(fresh, 0)}
