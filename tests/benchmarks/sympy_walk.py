"""Parameters and multiply-accumulates derived as this package derives them, with SymPy for the formulas.

The same terms, walked in the same way: sizes are SymPy expressions, shapes under a repeat come from `rsolve`,
sums from `summation`, equal shapes are told by `expand`, and what results is expanded. Sizes are taken to be
divisible by the strides, since SymPy does not flatten floors.
"""

import sympy

from symalgebra import BatchNorm, Conv, Flatten, GlobalAvgPool, Linear, MaxPool
from symalgebra.formula import formula
from symalgebra.layer import Repeat, Series, Sum

STATE = sympy.symbols("channels size", positive=True)
f = sympy.Function("f")


def expr(size):
    return formula(size).expr


def derived(net, channels, size):
    """(parameters, multiply-accumulates), expanded."""
    _, *found = visit(net, (channels, size))
    return [sympy.expand(value) for value in found]


def visit(term, x):
    """The shape that a term writes, its parameters and its multiply-accumulates."""
    if isinstance(term, Series):
        found = [0, 0]
        for part in term.parts():
            x, *values = visit(part, x)
            found = [a + b for a, b in zip(found, values, strict=True)]
        return x, *found
    if isinstance(term, Sum):
        branches = [visit(part, x) for part in term.parts()]
        assert all(same(y, branches[0][0]) for y, *_ in branches)
        return branches[0][0], *(sum(values) for values in list(zip(*branches, strict=True))[1:])
    return repeat(term, x) if isinstance(term, Repeat) else leaf(term, *x)


def leaf(layer, c, r):
    match layer:
        case Conv():
            out, k, s = expr(layer.out_channels), layer.kernel_size, layer.stride
            return (out, r / s), k**2 * c * out, k**2 * c * out * (r / s) ** 2
        case BatchNorm():
            return (c, r), 2 * c, 0
        case Linear():
            out = expr(layer.out_features)
            return (out, r), (c + 1) * out, c * out
        case MaxPool():
            return (c, r / layer.stride), 0, 0
        case GlobalAvgPool() | Flatten():
            return (c, sympy.Integer(1)), 0, 0
    return (c, r), 0, 0


def repeat(term, x):
    """A fixed shape, or one solved for; then the sums over the copies."""
    count, i = expr(term.count), term.index or sympy.Dummy("i", integer=True, nonnegative=True)
    y, *values = visit(term.body, x)
    if not same(y, x):
        image, *_ = visit(term.body, STATE)
        x = [solved(*place, i) for place in zip(image, STATE, x, strict=True)]
        y, *values = visit(term.body, x)
        assert same(y, [size.subs(i, i + 1) for size in x])
    sums = (sympy.summation(value, (i, 0, count - 1)) for value in values)
    return [size.subs(i, count) for size in x], *sums


def solved(image, state, start, i):
    """The sequence that starts so and goes on by a size map."""
    if not image.has(state):  # what the body writes without regard to what it reads
        return image.subs(i, i - 1)
    return sympy.rsolve(f(i + 1) - image.subs(state, f(i)), f(i), {f(0): start})


def same(y, x):
    return all(sympy.expand(a - b) == 0 for a, b in zip(y, x, strict=True))
