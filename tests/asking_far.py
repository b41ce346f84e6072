"""Functions of the room of asymptotics, the answer of each in one line."""

from itertools import islice

from asking import asked, digest, placed, value, weighed, weights

from symalgebra.formula import formula, read
from symalgebra.order import order
from symalgebra.order.asymptotics import (
    bracket,
    constants,
    evidence,
    maxima,
    monotone,
    rays,
    scales,
    series,
    tail,
)
from symalgebra.order.asymptotics.dominance import bounded, direction
from symalgebra.order.asymptotics.setting import setting

FEW = 6  # of what may have no end


def far(*formulas, by=None, where=()):
    """What is far out where these symbols grow, all of them by default."""
    names = by.split(",") if by else {name for f in formulas for name in f.names}
    return setting(names, formulas, [value(text) for text in where])


def on_formula(function):
    return lambda text: str(function(value(text)))


def far_out(function):
    """A function of a formula and of what is far out."""

    def told(text, by=None, *where):
        f = value(text)
        return str(function(f, far(f, by=by, where=where)))

    return told


def terms(found):
    """A series, or the terms that bound one, in the order of their texts."""
    if found is None:
        return None
    small = sorted(map(str, getattr(found, "small", ())))
    listed = sorted(f"{c} at {s}" for s, c in found.terms.items())
    return "; ".join([*listed, *(f"o at {s}" for s in small), *(["exact"] * getattr(found, "exact", False))])


def rows(f):
    """A lower bound as a sum of rational multiples of quantities >= 0."""
    found = constants.below(f)
    return found and sum((scales.single(m) * c for m, c in found.items()), formula(0))


def mean(term, sums, by=None, *where):
    """The weights that bound one scale by others, or the direction in which it wins."""
    t, several = value(term), [value(text) for text in sums.split(", ")]
    tail_ = far(t, *several, by=by, where=where)
    found = bounded(t, several, tail_.by, tail_.facts, strict=True)
    if found is None:
        sizes = direction(t, several, tail_.by, tail_.facts)
        return "none; " + ", ".join(sorted(f"{scales.single(m)}={size}" for m, size in sizes.items()))
    facts = weighed(found.facts)
    return f"{'o' if found.strict else 'O'}: {weights(found.weights)}" + (f"; {facts}" if facts else "")


def guided(term, sums, *where):
    """The curves that a direction gives."""
    t, several = value(term), [value(text) for text in sums.split(", ")]
    tail_ = far(t, *several, where=where)
    found = direction(t, several, tail_.by, tail_.facts)
    first = islice(rays.curves(tail_.by, [found], rays.parameter([])), 8)
    return "; ".join(str(rays.named(curve)) for curve in first)


def proposed(f, g, *where):
    """Constants and thresholds for f = O(g)."""
    found = asked(f, g, where)
    offers = islice(evidence.proposals(found.left, found.right, found), FEW)
    return "; ".join(f"{factor} from {placed(start)}" for factor, start in offers)


def rated(text, *where):
    rates = order(read(text), where=where).values()
    return "; ".join(f"{r}, {r.exponent}, {r.logs}, {r.exponential}" for r in rates)


def far_points(names):
    found = maxima._points(far(*map(value, names.split(","))).by)
    return [sorted((str(s), e) for s, e in point.items()) for point in found]


def topmost(terms, by):
    several = [value(text) for text in terms.split(", ")]
    return "; ".join(map(str, maxima.pruned(several, far(*several, by=by).by)))


def curved(names):
    """The first curves along which rays are looked for, and a digest of all."""
    t = rays.parameter([])
    symbols = frozenset(s for name in names.split(",") for s in value(name).free)
    found = [str(rays.named(curve)) for curve in rays.curves(symbols, (), t)]
    return f"{len(found)} {digest(found)}"


KINDS = {
    "sign": on_formula(constants.sign),
    "below": on_formula(rows),
    "rises": on_formula(monotone.rises),
    "bracket": far_out(lambda f, far: " to ".join(map(str, bracket.bracket(f, far)))),
    "eventually": far_out(bracket.eventual_sign),
    "series": far_out(lambda f, far: terms(series.series(f, far.by))),
    "body": far_out(lambda f, far: terms(tail.body(series.series(f, far.by), far))),
    "ceiling": far_out(lambda f, far: terms(tail.ceiling(series.series(f, far.by), far))),
    "tends": far_out(lambda f, far: scales.tends(f, far.by)),
    "topmost": topmost,
    "mean": mean,
    "guided": guided,
    "curves": curved,
    "points": lambda names: digest(far_points(names)),
    "proposed": proposed,
    "order": rated,
}
