"""Feedback: path values between all nodes of a graph that may have cycles, by elimination.

    M* = 1 + M + M*M + ...     (u, v): the sum over all walks from u to v, each the product of its edges

Kleene 1956; the elimination of one node after another is that of Gauss, Jordan, Floyd and Warshall, see
Lehmann, "Algebraic structures for transitive closure", Theoretical Computer Science 4 (1977).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..algebra import COUNTING, LONGEST, Semiring
from ..errors import NoClosedForm, NoRule, SymalgebraError
from ..formula import size

if TYPE_CHECKING:
    import networkx

Node = Hashable
Matrix = dict[Node, dict[Node, Any]]  # rows; what is absent is the zero of the semiring
Columns = Mapping[Node, dict[Node, None]]
MOST_ENTRIES = 1_000_000


def closure(graph: networkx.DiGraph, semiring: Semiring = COUNTING, weight: str = "weight") -> Matrix:
    """The value of all walks between any two nodes of a weighted directed graph, which may have cycles.

    `closure(graph)[u][v]` is the sum over the walks from u to v, the empty one from u to u included; there is
    no entry where there is no walk. An edge without the attribute `weight` has the semiring's one. Weights
    are numbers, symbols and formulas, or other values of the semiring.

    A cycle of value a is walked any number of times, star(a) = 1 + a + a*a + ... . Counting: 1/(1 - a), as a
    formal series: it is the number that the series has where |a| < 1, and Mason's gain of a feedback loop; so
    M* is the inverse of 1 - M. Longest: 0 for a <= 0. `NoClosedForm` where 1 - M has no inverse, or a cycle
    has a positive length. The order of the nodes does not matter: one whose loop has no star waits for the
    others. Time: cubic at most, quadratic for acyclic graphs of few edges.

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
    turns: list[tuple[Node, Node]] = []
    eliminated(rows, columns, semiring, turns)
    for node, row in rows.items():
        put(row, node, semiring.one, semiring)
    for k, j in reversed(turns):
        for row in rows.values():
            if k in row:
                put(row, j, row[k], semiring)
    return rows


def put(row: dict[Node, Any], node: Node, value: Any, semiring: Semiring) -> None:
    """Add a value to an entry."""
    row[node] = semiring.plus(row[node], value) if node in row else value


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


def eliminated(rows: Matrix, columns: Columns, semiring: Semiring, turns: list[tuple[Node, Node]]) -> None:
    """All walks of at least one edge: for each k in turn, M(i,j) += M(i,k) star(M(k,k)) M(k,j)."""
    entries = sum(map(len, rows.values()))
    for k, *loop in starrable(rows, columns, semiring, turns):
        into, out = list(columns[k]), list(rows[k].items())
        for i in into:
            start = semiring.times((rows[i][k], *loop))
            for j, value in out:
                found = semiring.times((start, value))
                entries += j not in rows[i]
                put(rows[i], j, found, semiring)
                columns[j][i] = None
        if entries > MOST_ENTRIES:
            raise SymalgebraError(f"a matrix of more than {MOST_ENTRIES:,} path values is not built")


def starrable(
    rows: Matrix, columns: Columns, semiring: Semiring, turns: list[tuple[Node, Node]]
) -> Iterator[tuple[Any, ...]]:
    """The nodes in an order in which each loop has a star, as far as there is one; with that star."""
    pending, put_off = deque(rows), 0
    while pending:
        k = pending.popleft()
        try:
            yield (k, starred(rows[k][k], semiring)) if k in rows[k] else (k,)
            put_off = 0
        except NoClosedForm:
            put_off += 1
            pending.append(k)
            if put_off == len(pending):
                turn = next(turned(rows, pending), None) if semiring is COUNTING else None
                if turn is None:
                    raise
                turns.append(turn)
                added(rows, columns, *turn)
                put_off = 0


def turned(rows: Matrix, pending: Collection[Node]) -> Iterator[tuple[Node, Node]]:
    """Nodes k and j among those whose loops have gain 1, with an edge from j to k and a way back."""
    left = set(pending)
    for k in pending:
        reached = [k]
        for node in reached:  # it grows
            further = (other for other, value in rows[node].items() if other in left and value != 0)
            reached += (other for other in further if other not in reached)
        yield from ((k, j) for j in reached[1:] if rows[j].get(k, 0) != 0)


def added(rows: Matrix, columns: Columns, k: Node, j: Node) -> None:
    """Row j of 1 - M to row k: with T = 1 + e(k)e(j), the inverse of 1 - M is that of T(1 - M), times T."""
    for node, value in ((j, -1), *rows[j].items()):
        put(rows[k], node, value, COUNTING)
        columns[node][k] = None


def starred(value: Any, semiring: Semiring) -> Any:
    """The star of a cycle."""
    if semiring.star is None:
        raise NoRule(f"{semiring.name} has no star: a Semiring states one, as star=, for graphs with cycles")
    return semiring.star(value)
