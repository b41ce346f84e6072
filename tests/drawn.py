"""Random pairs of formulas for the tests of crossovers, ratios and growth, and their values at points."""

from fractions import Fraction
from itertools import product

from symalgebra.formula import Formula, floordiv, formula, log2, maximum, minimum, symbol
from symalgebra.formula.evaluation.point import value_of

NEAR = 1e-9  # relative: floats nearer to one another are not judged


def factor(draw, x):
    """A factor in one symbol that is never negative."""
    kind = draw.randrange(8)
    if kind == 0:
        return formula(floordiv(x * draw.randint(1, 5) + draw.randint(0, 9), draw.randint(2, 7)))
    if kind == 1:
        return formula(log2(x + draw.randint(0, 3)))
    if kind == 2:
        return formula(draw.randint(2, 3)) ** x
    if kind == 3:
        return formula(maximum(x, draw.randint(2, 9)))
    return x ** draw.randint(1, 3)


def side(draw, symbols, terms=3, signed=True, kinds=True):
    """A sum of a few terms in some symbols, positive ones only unless `signed`."""
    found = formula(0)
    for _ in range(draw.randint(1, terms)):
        term = formula(draw.choice((1, 1, 2, 3, 5, 12, 40)))
        for x in draw.sample(symbols, draw.randint(1, len(symbols))):
            term = term * (factor(draw, x) if kinds else x ** draw.randint(1, 3))
        if kinds and draw.random() < 0.1:
            term = formula(minimum(term, draw.choice(symbols) ** 2 + 7))
        found = found + (term if not signed or draw.random() < 0.8 else -term)
    return found + draw.randint(-20 if signed else 0, 20)


def pair(draw, names, **options):
    """Two sides in the same symbols."""
    symbols = [symbol(name) for name in names]
    return tuple(side(draw, symbols, **options) for _ in range(2))


def value(f, point):
    """The value of a formula at a point by name."""
    return value_of(f, {s: point[s.name] for s in f.free}) if isinstance(f, Formula) else f


def below(f, g, point):
    """Whether f <= g at a point; None where floats are too near to one another."""
    left, right = value(f, point), value(g, point)
    if float in (type(left), type(right)) and abs(left - right) <= NEAR * (1 + abs(left)):
        return None
    return left <= right


def box(names, size):
    """All points of a box."""
    return (dict(zip(names, at, strict=True)) for at in product(range(1, size + 1), repeat=len(names)))


def ratio(f, g, point):
    """f/g at a point, exact where both are."""
    left, right = value(f, point), value(g, point)
    return left / right if float in (type(left), type(right)) else Fraction(left) / Fraction(right)
