"""Feedback: path values between all nodes of a graph that may have cycles, by elimination.

    M* = 1 + M + M*M + ...     (u, v): the sum over all walks from u to v, each the product of its edges

Kleene 1956; the elimination of one node after another is that of Gauss, Jordan, Floyd and Warshall, see
Lehmann, "Algebraic structures for transitive closure", Theoretical Computer Science 4 (1977).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..algebra import COUNTING, LONGEST, Semiring
from ..errors import NoClosedForm, NoRule, SymalgebraError
from ..formula import size

if TYPE_CHECKING:
    import networkx

Node = Hashable
Matrix = dict[Node, dict[Node, Any]]  # rows; what is absent is the zero of the semiring
MOST_ENTRIES = 1_000_000


def closure(graph: networkx.DiGraph, semiring: Semiring = COUNTING, weight: str = "weight") -> Matrix:
    """The value of all walks between any two nodes of a weighted directed graph, which may have cycles.

    `closure(graph)[u][v]` is the sum over the walks from u to v, the empty one from u to u included; there is
    no entry where there is no walk. An edge without the attribute `weight` has the semiring's one. Weights
    are numbers, symbols and formulas, or other values of the semiring.

    A cycle of value a is walked any number of times, star(a) = 1 + a + a*a + ... . Counting: 1/(1 - a), as a
    formal series: it is the number that the series has where |a| < 1, and Mason's gain of a feedback loop.
    Longest: 0 for a <= 0. `NoClosedForm` where a star does not exist: a = 1, or cycles of positive length.
    The order of the nodes does not matter: one whose loop has no star waits for the others. Time: cubic at
    most, quadratic for acyclic graphs of few edges.

    >>> import networkx as nx
    >>> from symalgebra import dims
    >>> a, b = dims("a b")
    >>> loop = nx.DiGraph([("x", "y", {"weight": a}), ("y", "x", {"weight": b})])
    >>> closure(loop)["x"]["y"] == a / (1 - a * b)
    True
    """
    if not (hasattr(graph, "is_directed") and graph.is_directed()) or graph.is_multigraph():
        raise SymalgebraError(f"closure takes a DiGraph of networkx: not {type(graph).__name__}")
    if not isinstance(semiring, Semiring):
        raise SymalgebraError(f"closure takes a Semiring, as COUNTING: not {semiring!r}")
    rows: Matrix = {node: {} for node in graph}
    columns: dict[Node, dict[Node, None]] = {node: {} for node in graph}
    for u, v, value in graph.edges(data=weight, default=semiring.one):
        rows[u][v] = read(value, (u, v), semiring)
        columns[v][u] = None
    eliminated(rows, columns, semiring)
    for node, row in rows.items():
        row[node] = semiring.plus(semiring.one, row[node]) if node in row else semiring.one
    return rows


def read(value: Any, edge: tuple[Node, Node], semiring: Semiring) -> Any:
    """A weight as a formula, where it is one; only a semiring of one's own has other values."""
    if isinstance(value, bool | str | None):
        raise SymalgebraError(f"the edge {edge} has the weight {value!r}: a number, symbol or formula is one")
    try:
        return size(value)
    except SymalgebraError as error:
        if semiring in (COUNTING, LONGEST):
            raise SymalgebraError(f"the edge {edge} has the weight {value!r}: {error}") from None
        return value


def eliminated(rows: Matrix, columns: Mapping[Node, dict[Node, None]], semiring: Semiring) -> None:
    """All walks of at least one edge: for each k in turn, M(i,j) += M(i,k) star(M(k,k)) M(k,j)."""
    entries = sum(map(len, rows.values()))
    for k, *loop in starrable(rows, semiring):
        into, out = list(columns[k]), list(rows[k].items())
        for i in into:
            start = semiring.times((rows[i][k], *loop))
            for j, value in out:
                found = semiring.times((start, value))
                entries += j not in rows[i]
                rows[i][j] = semiring.plus(rows[i][j], found) if j in rows[i] else found
                columns[j][i] = None
        if entries > MOST_ENTRIES:
            raise SymalgebraError(f"a matrix of more than {MOST_ENTRIES:,} path values is not built")


def starrable(rows: Matrix, semiring: Semiring) -> Iterator[tuple[Any, ...]]:
    """The nodes in an order in which each loop has a star, as far as there is one; with that star."""
    pending, put_off = deque(rows), 0
    while pending:
        k = pending.popleft()
        try:
            yield (k, starred(rows[k][k], semiring)) if k in rows[k] else (k,)
            put_off = 0
        except NoClosedForm:
            put_off += 1
            if put_off > len(pending):
                raise
            pending.append(k)


def starred(value: Any, semiring: Semiring) -> Any:
    """The star of a cycle."""
    if semiring.star is None:
        raise NoRule(f"{semiring.name} has no star: a Semiring states one, as star=, for graphs with cycles")
    return semiring.star(value)
