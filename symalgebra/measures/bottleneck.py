"""The bottleneck: the least number of scalars that separates the output from the input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count as count_from
from typing import Any

from ..algebra import Algebra, Outs
from ..errors import NoClosedForm
from ..formula import Formula, Index, Size, add, formula, minimum, nonnegative, positive, size
from ..formula.atom import Name, Symbol
from ..formula.bases import Vanish, vanish
from ..formula.nesting import nested
from ..measure import measure
from ..shape import Shape, largest
from .cuts import over_cuts, parts_of, together
from .factors import at

Cut = tuple[Size, Size] | None  # the width of the input, and the least width; None for `Id`


def _series(values: Iterable[Cut]) -> Cut:
    cuts = [cut for cut in values if cut]
    return (cuts[0][0], minimum(*dict.fromkeys(least for _, least in cuts))) if cuts else None


def _beside(width: Callable[[Outs], Size]) -> Callable[[Sequence[Cut], Outs], Cut]:
    """Branches are cut one by one, or all at once at their common input or at their joint output."""

    def rule(values: Sequence[Cut], outs: Outs) -> Cut:
        cuts = [cut or (y.numel, y.numel) for cut, y in zip(values, outs, strict=True)]
        first = cuts[0][0]
        return first, minimum(first, width(outs), together([least for _, least in cuts]))

    return rule


def _first(outs: Outs) -> Size:
    return outs[0].numel


def _joint(outs: Outs) -> Size:
    return add(y.numel for y in outs)


def _largest(outs: Outs) -> Size:
    return largest(outs).numel


def _repeat(value: Cut, index: Index, count: Size) -> Cut:
    if value is None:
        return None
    first, least = at(value[0], index, 0), least_over(value[1], index, count)
    return first, _unless_empty(least, count, first)


def _nest(values: Sequence[Cut], core: Cut, index: Index, count: Size) -> Cut:
    """The skip of the outermost level is in every cut but those before and after it, and wide enough."""
    before, enter, _, after = (cut and (at(cut[0], index, 0), at(cut[1], index, 0)) for cut in values)
    outermost = _series((before, enter and (enter[0], enter[0]), after))
    if outermost is None or not positive(count):
        raise NoClosedForm("a nest of no levels, or of levels that change nothing, has no cut in closed form")
    return outermost


def _unless_empty(least: Size, count: Size, otherwise: Size) -> Size:
    """The lesser of two widths for one copy or more, the second one for none."""
    found = minimum(least, otherwise)
    if positive(count) or found == otherwise:
        return found
    there, other = (_where_empty(width, formula(count)) for width in (found, otherwise))
    if there is not None and other is not None and minimum(there, other) == other:
        return found
    return size(found + vanish(formula(count)) * (formula(otherwise) - found))


def _where_empty(width: Size, count: Formula) -> Size | None:
    """A width where the count is 0, for a count that is a symbol plus a number."""
    for symbol in count.free:
        value = (symbol.formula() - count).plain()
        if isinstance(value, int):
            return size(formula(width).substitute({symbol: value}))
    return None


def least_over(width: Size, index: Index, count: Size) -> Size:
    """The least value over 0, ..., count - 1 of a width that grows, or one that shrinks, from copy to copy.

    One whose first value is out of line holds 0**index, which is 0 for all others.
    """
    if isinstance(width, int) or index not in width.free:
        return width
    if _exceptional(width, index):
        if not positive(count):
            raise NoClosedForm(f"the narrowest of {count} copies, perhaps none, of which the first differs")
        first, rest = at(width, index, 0), at(width, index, index.formula() + 1)
        others = size(formula(count) - 1)
        return minimum(first, _unless_empty(least_over(rest, index, others), others, first))
    parts = parts_of(width)
    if len(parts) > 1:
        return minimum(*(least_over(part, index, count) for part in parts))
    further = at(width, index, index.formula() + 1)
    if _ordered(width, further):
        return at(width, index, 0)
    if _ordered(further, width):
        return at(width, index, size(formula(count) - 1))
    raise NoClosedForm(
        "which copy of this loop is the narrowest is not decided by its formulas; give its count a number"
    )


def _ordered(a: Size, b: Size) -> bool:
    """Whether a <= b is proved for all values of the symbols and indices."""
    if nonnegative(formula(b) - a):
        return True
    from ..order import Proved, compare  # a network without such loops need not load the prover

    free = formula(a).free | formula(b).free
    taken = {symbol.name for symbol in free if isinstance(symbol, Name)}
    fresh = (Name(name, 0).formula() for k in count_from(1) if (name := f"i{k}") not in taken)
    named: dict[Symbol, Any] = {symbol: next(fresh) for symbol in free if isinstance(symbol, Index)}
    return isinstance(compare(formula(a).substitute(named), formula(b).substitute(named)), Proved)


def _exceptional(width: Formula, index: Index) -> bool:
    """Whether 0**index is in a width, at any depth."""
    atoms = (atom for f in nested(width) for m in f.terms for atom in m.atoms)
    return any(isinstance(atom, Vanish) and index in atom.free for atom in atoms)


CUTS = Algebra(
    "cuts", _series, _beside(_first), _beside(_joint), _beside(_largest), _repeat, _nest, graph=over_cuts
)


def _least(value: Cut, x: Shape, y: Shape) -> Size:
    return value[1] if value else x.numel


@measure(CUTS, _least)
def bottleneck(leaf: Any, x: Shape, y: Shape) -> Cut:
    """The least width of a cut: scalars that, taken away, leave no path from the input to the output.

    Series: the least of the parts. Branches are cut one by one, which adds up, or all at their common input
    or joint output; so a skip counts with its whole width. A minimum that is not decided for all values of
    the symbols stays one. Unit: scalars, inputs and outputs of the network included.

    >>> from symalgebra import Conv, GlobalAvgPool, Id, Linear, dims
    >>> n, w, r = dims("n w r")
    >>> bottleneck((Id + (Conv(1, 1) >> Conv(w, 1))) ** n >> GlobalAvgPool() >> Linear(10), (w, r, r))
    Min(10, w)
    """
    return x.numel, minimum(x.numel, y.numel)
