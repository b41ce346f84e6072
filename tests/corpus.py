"""Pairs of formulas to compare, in named groups: realistic and adversarial ones, the same on every run.

`corpus()` is the list of all; `truth` is known where mathematics says it, and `open` marks the questions that
are as hard as number theory, where Unknown is an answer too. `python tests/corpus.py` counts them. The groups
`SECOND` were written later, by the kinds of formulas and not by what was decided then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, permutations, product
from random import Random
from typing import Any

import corpus_mixed
import corpus_second
from pairs import GROUPS, Pair, group, signed

from symalgebra import (
    Conv,
    Linear,
    MaxPool,
    activations,
    depth,
    dims,
    macs,
    params,
    paths,
    receptive_field,
    zoo,
)
from symalgebra.formula import Formula, floordiv, formula, index_over, log2, maximum, minimum, total

SECOND = corpus_second.NAMES + corpus_mixed.NAMES
N, L, W, a, b, c, d, k, m, n, q, r, s, w, x, y, z = dims("N L W a b c d k m n q r s w x y z")


@cache
def corpus(*names: str, seed: int = 2026) -> tuple[Pair, ...]:
    """All pairs, or those of some groups."""
    return tuple(p for name in names or GROUPS for p in GROUPS[name](Random(f"{seed} {name}")))


# Realistic: networks


@cache
def networks() -> dict[str, tuple[Any, tuple[Any, ...]]]:
    """Families in the width w, the blocks n and the resolution 32*q."""
    side = (3, 32 * q, 32 * q)
    return {
        "basic": (zoo.resnet("basic", (n,) * 4, width=w), side),
        "bottleneck": (zoo.resnet("bottleneck", (n,) * 4, width=w), side),
        "resnext": (zoo.resnet("bottleneck", (n,) * 4, width=w, groups=2, width_per_group=64), side),
        "vgg": (zoo.vgg((2, 2, n, n, n), width=w, classes=None), side),
        "densenet": (zoo.densenet(w, (6, 12, n, 16)), side),
        "mobilenet": (zoo.mobilenet_v1(alpha=formula(w) / 32), side),
        "unet": (zoo.unet(4, w), side),
    }


@cache
def measured(name: str, measure: Any) -> Formula:
    net, x = networks()[name]
    return measure(net, x)


@group
def families(random: Random) -> Iterator[Any]:
    """Measures of one family against those of another."""
    for measure in (macs, params, activations):
        for one, other in permutations(networks(), 2):
            yield measured(one, measure), "<=", measured(other, measure)
    for one, other in permutations(("basic", "bottleneck", "densenet", "vgg"), 2):
        for where in ("n >= 13", "w >= 64", "q >= 7"):
            yield measured(one, macs), "<=", measured(other, macs), where
    yield measured("bottleneck", params), "<=", measured("basic", params), "n >= 15", "w >= 64"
    yield measured("basic", params), "<=", measured("bottleneck", params), "n <= 14", "w = 64*a"


@group
def depths(random: Random) -> Iterator[Any]:
    """Depth, paths and receptive field, and families with a symbolic number of stages."""
    side = (3, 4 * 2**N * q, 4 * 2**N * q)
    uniform = {kind: zoo.resnet_uniform(kind, N + 1, n + 1, w) for kind in ("basic", "bottleneck")}
    net = (zoo.unet(N, w), (3, 2**N * q, 2**N * q))
    for one, other in permutations(uniform, 2):
        for measure in (macs, params, depth, paths, activations):
            yield measure(uniform[one], side), "<=", measure(uniform[other], side)
    for kind in uniform:
        for measure in (macs, params):
            yield measure(*net), "<=", measure(uniform[kind], side)
            yield measure(uniform[kind], side), "<=", measure(*net)
        yield depth(uniform[kind], side), "<=", paths(uniform[kind], side)
        yield params(uniform[kind], side), "<=", macs(uniform[kind], side)
        for name in (n, N, w):
            yield params(uniform[kind], side), "<=", params(uniform[kind], side).subs({name: name + 1})
            yield macs(uniform[kind], side), "<=", macs(uniform[kind], side).subs({name: name + 1})
    for kind in ("basic", "bottleneck"):
        cut = zoo.resnet_uniform(kind, N + 1, n + 1, w, classes=None)
        yield receptive_field(cut, side), "<=", 32 * formula(2) ** N * (n + 1)
        yield depth(cut, side), "<=", receptive_field(cut, side)


@group
def params_against_macs(random: Random) -> Iterator[Any]:
    for name in networks():
        yield measured(name, params), "<=", measured(name, macs)
        yield measured(name, params), "<", measured(name, macs), "q >= 2"
        yield measured(name, macs), "<=", measured(name, params)
        yield measured(name, activations), "<=", measured(name, macs)
        yield measured(name, activations), "<=", measured(name, params)
        yield measured(name, params), "<=", measured(name, macs), "w >= 32", "q >= 7"
        yield measured(name, macs), "<=", 1024 * measured(name, params) * q**2
    for kernel, stride, padding, groups in product((1, 3), (1, 2), (0, 1), (1, 2)):
        layer = Conv(groups * d, kernel, stride=stride, padding=padding, groups=groups)
        source = (groups * c, r + 2, r + 2)
        yield params(layer, source), "<=", macs(layer, source)
        yield params(layer, source), "<=", macs(layer, source), "r >= 32"
    yield "c**2 + c*k**2 <= c**2*k**2 + c", True
    yield "c*k**2*r**2 + c*d*r**2 <= c*d*k**2*r**2", "k >= 2", "d >= 2", "c >= 2", True
    yield "c*k**2*r**2 + c*d*r**2 <= c*d*k**2*r**2", False
    yield "c*k**2 + c*d <= c*d*k**2", "d >= 2", "k >= 2", True
    yield "4*(c*9 + c**2) <= 9*c**2", "c >= 8", True
    yield "4*(c*9 + c**2) <= 9*c**2", "c >= 7", False


@group
def resolutions(random: Random) -> Iterator[Any]:
    """Costs at any resolution r, with floors of r/2, r/4, ..., r/32."""
    nets = {
        "resnet18": zoo.resnet("basic", (2, 2, 2, 2), width=w),
        "resnet50": zoo.resnet("bottleneck", (3, 4, 6, 3), width=w),
        "vgg16": zoo.vgg((2, 2, 3, 3, 3), width=w, classes=None),
        "mobilenet": zoo.mobilenet_v1(alpha=formula(w) / 32),
        "densenet": zoo.densenet(w, (6, 12, 24, 16)),
    }
    found = {name: macs(net, (3, r, r)) for name, net in nets.items()}
    for one, other in permutations(nets, 2):
        yield found[one], "<=", found[other], "r >= 32"
    for name, net in nets.items():
        yield params(net, (3, r, r)), "<=", found[name], "r >= 224"
        yield found[name], "<=", found[name].subs({r: r + 1}), "r >= 32"
        yield found[name].subs({r: 32 * q}), "<=", found[name].subs({r: 32 * q + 1})
    yield found["resnet18"], "<=", found["resnet18"].subs({r: r + 2}), "r >= 33"


# Realistic: floors, exponentials, logarithms


@group
def floors(random: Random) -> Iterator[Any]:
    """Rounded sizes against their bounds."""
    for e, f in ((2, 2), (2, 3), (3, 2), (4, 2), (2, 7)):
        yield f"floor(floor(r/{e})/{f}) <= r/{e * f}", True
        yield f"ceil(ceil(r/{e})/{f}) >= r/{e * f}", True
        yield f"floor(floor(r/{e})/{f}) == floor(r/{e * f})", True
        yield f"r - {e - 1} <= {e}*floor(r/{e})", True
        yield f"r - {e - 2} <= {e}*floor(r/{e})", False
        yield f"{e}*ceil(r/{e}) <= r + {e - 1}", True
        yield f"ceil(r/{e}) <= floor(r/{e}) + 1", True
        yield f"ceil(r/{e * f}) <= ceil(r/{e})", True
        yield f"floor(r/{e})**2*{e * e} <= r**2", True
        yield f"r**2 <= {e * e}*ceil(r/{e})**2", True
        yield f"floor(r/{e}) + floor(m/{e}) <= floor((r + m)/{e})", True
        yield f"floor((r + m)/{e}) <= floor(r/{e}) + floor(m/{e}) + 1", True
        yield f"floor((r + m)/{e}) <= floor(r/{e}) + floor(m/{e})", False
        yield f"ceil((r + m)/{e}) <= ceil(r/{e}) + ceil(m/{e})", True
    for kernel, stride in product((2, 3, 5, 7), (1, 2, 3, 4)):
        out = f"(floor((r - {kernel})/{stride}) + 1)"
        yield f"{stride}*{out} + {kernel - stride} <= r", f"r >= {kernel}", kernel >= 1
        yield f"r <= {stride}*{out} + {kernel - 1}", f"r >= {kernel}", True
        yield f"{out}*{kernel}**2 <= r**2", f"r >= {kernel}"
    for _ in range(24):
        e, f, g, h = (random.randint(1, 6) for _ in range(4))
        i, j = random.randint(2, 7), random.randint(2, 7)
        yield f"{e}*floor(({f}*r + {g})/{i}) <= {h}*ceil(({f}*r + {g})/{j}) + {random.randint(0, 4)}"
    for stage in range(2, 6):
        pooled = macs(Conv(w, 3, padding=1) >> MaxPool(2) ** stage >> Conv(w, 3, padding=1), (w, r, r))
        yield pooled, "<=", 18 * r**2 * w**2, f"r >= {2**stage}", True
        yield 9 * r**2 * w**2, "<=", pooled, f"r >= {2**stage}", True


@group
def symbolic_strides(random: Random) -> Iterator[Any]:
    yield "s*floor(r/s) <= r", True
    yield "r - s + 1 <= s*floor(r/s)", True
    yield "r - s + 2 <= s*floor(r/s)", False
    yield "floor(r/s) <= r", True
    yield "ceil(r/s) <= r", True
    yield "r <= s*ceil(r/s)", True
    yield "s*ceil(r/s) <= r + s - 1", True
    yield "ceil(r/s) <= floor(r/s) + 1", True
    yield "floor(h/s) + floor(r/s) <= floor((h + r)/s)", True
    yield "floor((h + r)/s) <= floor(h/s) + floor(r/s) + 1", True
    yield "floor((r - k)/s) + 1 <= r", "k <= r", True
    yield "s*floor((r - k)/s) + k <= r", "k <= r", True
    yield "floor(r/s)**2 <= r**2", True
    yield "s**2*floor(r/s)**2 <= r**2", True
    yield "floor((r - 1)/s) + 1 == ceil(r/s)", True
    yield "floor(r/(s + 1)) <= floor(r/s)", True
    yield "floor(r/s) <= floor((r + 1)/s)", True
    yield "w**2*floor(r/s)*floor(h/s) <= w**2*r*h", True
    yield "k**2*c*floor(r/s)**2 <= k**2*c*r**2", True
    yield "floor(r/s) >= 1", "r >= s", True
    yield "floor(r/s) >= 1", False
    yield "floor(2*r/s) >= 2*floor(r/s)", True
    yield "floor(2*r/s) <= 2*floor(r/s)", False


@group
def exponentials(random: Random) -> Iterator[Any]:
    for power, base in product((1, 2, 3, 5), (2, 3, 4, 10)):
        for factor in (1, 2, 50):
            yield f"n**{power} <= {factor}*{base}**n"
    for lower, upper in ((2, 3), (3, 4), (4, 5), (2, 5)):
        for power in (1, 2, 4):
            yield f"n**{power}*{lower}**n <= {10 * power}*{upper}**n"
        yield f"{lower}**n + {upper}**n <= 2*{upper}**n", True
        yield f"{lower}**n*{upper}**m <= {upper}**(n + m)", True
        yield f"{upper}**(n + m) <= {lower}**n*{upper}**m", False
    yield "n**20 <= 2**n", "n >= 144", True
    yield "n**20 <= 2**n", "n >= 143", False
    yield "n**10 <= 2**n", "n >= 59", True
    yield "n**10 <= 2**n", "n >= 58", False
    yield "n**3 <= 3**n", True
    yield "2**n + 2**m <= 2**(n + m)", True
    yield "2**n + m <= 2**(n + m)", True
    yield "2**n*w + 2**m*w <= w*2**(n + m)", True
    yield "2**(n*m) <= 2**(n**2 + m**2)", True
    yield "2**(2*n) == 4**n", True
    yield "2**(2*n) <= 3**n*2", False
    yield "2**n*3**n == 6**n", True
    yield "n + 1 <= 2**n", True
    yield "n*w + 1 <= 2**n*w", "w >= 2", True
    yield "n**w <= n**(w + 1)", True
    yield "k**n <= (k + 1)**n", True
    yield "1 + n*(k - 1) <= k**n", True
    yield "n + k <= k**n + 1", "k >= 2", True
    yield "n*k <= k**n", "k >= 2", True
    yield "2**n <= n*k**n", "k >= 2", True
    yield "4*n**2 <= 2**n + 60", False
    yield "4*n**2 <= 2**n + 140", True
    yield "2**(n + 1) - 1 <= 3**n + 1", True
    yield "(2**n - 1)*w <= 2**n*w - 1", True
    yield "(2**n - 1)/(2**n + 1) <= 1", True
    yield "w*(4**n - 1)/3 <= w*2**n*2**n", True
    yield "9*w**2*(4**n - 1)/3 <= 9*n*w**2*4**n", True
    yield "2**n*n <= 2*3**n", True
    yield "n**2*2**n <= 4**n*5", True
    yield "2**n <= (n + 1)**5", "n <= 20"
    yield "(3/2)**n <= 2**n", True
    yield "2**n*n <= (5/2)**n*4"
    yield "5**n - 4**n >= n*4**(n - 1)", True


POLYNOMIALS = (
    "n",
    "n + 1",
    "2*n",
    "w*n",
    "w**2*n",
    "n*w + n + 1",
    "9*n*w**2 + 10*w",
    "n**2 + w",
    "3*n*w + w + 2",
)


@group
def logarithms(random: Random) -> Iterator[Any]:
    """W*L*log2(W) with polynomials W and L."""
    for width in POLYNOMIALS:
        yield f"({width})*log2({width}) <= ({width})**2", True
        yield f"log2({width}) <= {width} - 1", True
        yield f"({width})*n*log2({width}) <= ({width})**2*n", True
        yield f"({width})*n*log2({width}) <= ({width})*n**2"
        yield f"({width})*(n + 1)*log2({width}) <= ({width} + 1)*(n + 1)*log2({width} + 1)", True
        yield f"log2({width}) <= log2(2*({width})) - 1", True
        yield f"log2({width} + 1) <= {width}", True
        yield f"({width})**2 <= 4*({width})*log2({width} + 1)"
    for e, f in ((1, 1), (2, 1), (2, 3), (3, 2)):
        yield f"{e}*log2(n) <= {f}*n"
        yield f"{e}*n*log2(n) <= {f}*n**2 + {e}"
        yield f"log2(n**{e}*w**{f}) == {e}*log2(n) + {f}*log2(w)", True
        yield f"log2(n**{e} + w**{f}) <= {e}*log2(n) + {f}*log2(w) + 1", True
        yield f"{e}*log2(n) <= log2(n**{e} + w)", True
    yield "log2(n) < n", True
    yield "log2(n) < n - 1", False
    yield "log2(n)**2 <= n", False
    yield "log2(n)**2 <= 2*n", True
    yield "log2(n)**2 <= n", "n >= 16", True
    yield "log2(n)**3 <= 10*n", True
    yield "log2(n)*log2(w) <= n*w", True
    yield "log2(n*w) <= n + w - 1", True
    yield "W*L*log2(W) <= W*L*r**2", "r >= 32", "W <= 2**40", True
    yield "W*L*log2(W) <= W*L*r**2", "r >= 32", False
    yield "log2(n + w) <= log2(n) + log2(w) + 1", True
    yield "log2(n + w) <= log2(n) + log2(w)", False
    yield "log2(n + w) >= log2(n)/2 + log2(w)/2 + 1", True
    yield "n*log2(n) <= n**2/2 + n/2", True
    yield "n**2/2 <= n*log2(n)", False
    yield "n*log2(n) - n <= n*log2(n + 1)", True
    yield "log2(n + 1) - log2(n) <= 1", True
    yield "log2(w + 1) - log2(w) <= 3/(2*w)", True
    yield "log2(n + 2) + log2(n) <= 2*log2(n + 1)", True
    yield "n <= log2(2**n + 1)", True
    yield "log2(2**n + 1) <= n + 1", True
    yield "log2(3**n) <= 2*n", True
    yield "log2(3)*n <= 2*n", True
    yield "1000000*log2(n)**2 <= n", "n >= 883166029", True
    yield "1000000*log2(n)**2 <= n", "n >= 883166028", False
    yield "log2(log2(n + 1) + 1) <= n", True
    yield "log2(n**2*w + w**2*n) <= 2*log2(n) + 2*log2(w) + 1", True
    yield "log2(max(n, w)) <= log2(n) + log2(w)", True
    yield "2*n*log2(3*n) <= 5*n**2"
    yield "n*log2(n) <= 2**n", True


@group
def capacities(random: Random) -> Iterator[Any]:
    """VC-like bounds from the parameters of networks."""
    nets = {
        "perceptron": (Linear(w) >> Linear(w) ** n >> Linear(1), (w,)),
        "convolutional": (Conv(w, 3, padding=1) ** n, (w, r, r)),
        "basic": networks()["basic"],
        "mobilenet": networks()["mobilenet"],
    }
    for name, (net, source) in nets.items():
        size, layers = params(net, source), formula(depth(net, source))
        bound = size * layers * log2(size)
        yield bound, "<=", size**2 * layers, True
        yield size, "<=", bound + size, True
        yield size * log2(size), "<=", bound, True
        yield bound, "<=", size**2
        yield bound, "<=", bound.subs({w: w + 1}), True
        yield bound, "<=", size * layers * macs(net, source)
        if name in ("perceptron", "convolutional"):
            yield bound, "<=", bound.subs({n: n + 1}), True


@group
def peers(random: Random) -> Iterator[Any]:
    """The 13 cases of the survey of peers: nine without floors, four with."""
    yield "n <= n**2", True
    yield "n + w <= 2*n*w", True
    yield "c**2 + 9*c <= 9*c**2 + c", True
    yield "18*n*r**2*w**2 <= 18*(n + 1)*r**2*w**2 + 27*r**2*w", True
    yield "17*w**2*n <= 18*w**2*n + w", True
    yield "9*c + c**2 <= 9*c**2", False
    yield "n*w <= w**2", False
    yield "2*a*b <= a**2 + b**2", True
    yield "3*n <= n**2 + 2", True
    yield "2*floor(r/2) <= r", True
    yield "r - 1 <= 2*floor(r/2)", True
    yield "floor((r + 1)/2) <= r", True
    yield "floor(h/s) + floor(r/s) <= floor((h + r)/s)", True


# Realistic: conditions, quotients, extrema, binomials, sums


@group
def conditions(random: Random) -> Iterator[Any]:
    yield "k**2 <= r**2", "k <= r", True
    yield "k**2 <= r**2", "k <= r + 1", False
    yield "k*r <= r**2", "k <= r", True
    yield "(r - k + 1)**2 <= r**2", "k <= r", True
    yield "c**2 <= c*d", "c <= d", True
    yield "n*w <= n**2 + w", "w <= n", True
    yield "9*c*d <= 9*d**2", "c <= d", True
    yield "a*c <= b*d", "a <= b", "c <= d", True
    yield "a*d <= b*c", "a <= b", "c <= d", False
    yield "floor(r/32)*32 == r", "r = 32*q", True
    yield "floor(r/64)*64 == r", "r = 32*q", False
    yield "r**2/1024 == q**2", "r = 32*q", True
    yield "r <= 100", "r = 32*q", "q <= 3", True
    yield "r <= 100", "r = 32*q", False
    yield "q <= 3", "r = 32*q", "r <= 100", True
    yield "a + b <= 10", "a <= 4", "b <= 6", True
    yield "a + b <= 9", "a <= 4", "b <= 6", False
    yield "a*b <= 24", "a <= 4", "b <= 6", True
    yield "2*a + 3*b <= 30", "a + b <= 10", True
    yield "2*a + 3*b <= 28", "a + b <= 10", False
    yield "a*b <= 25", "a + b <= 10", True
    yield "a*b <= 24", "a + b <= 10", False
    yield "a*b*c <= 27", "a + b + c <= 9", True
    yield "h*d*n <= c*n", "h*d <= c", True
    yield "h <= c", "h*d <= c", True
    yield "d**2*h**2 <= c**2", "h*d <= c", True
    yield "n + 1 <= w", "n < w", True
    yield "n + 2 <= w", "n < w", False
    yield "n + 1 <= 2*m", "n/2 < m", True
    yield "n + 1 <= 2*m - 1", "n/2 < m", False
    yield "n <= 8", "n**2 <= 80", True
    yield "n <= 7", "n**2 <= 80", False
    yield "n**2 <= 4*w", "n <= 2", True
    yield "2**n <= 1024", "n <= 10", True
    yield "2**n <= 1000", "n <= 10", False
    yield "n*2**n <= w*2**w", "n <= w", True
    yield "n*log2(n) <= w*log2(w)", "n <= w", True
    yield "log2(n) <= 5", "n <= 32", True
    yield "log2(n) <= 5", "n <= 33", False
    yield "floor(r/2) <= floor(k/2)", "r <= k", True
    yield "max(a, b) <= c", "a <= c", "b <= c", True
    yield "max(a, b) <= c", "a <= c", False
    yield "w**2*n <= w**3", "n <= w", True
    yield "x + y <= x*y", "x >= 2", "y >= 2", True
    yield "x + y < x*y", "x >= 2", "y >= 2", False
    yield "x*y + 1 <= x + y", "x <= 1", True
    yield "x + y + z <= x*y*z", "x >= 2", "y >= 2", "z >= 2", True
    yield "x + y + z <= x*y*z", "x >= 2", "y >= 2", False
    yield "a**2 + b**2 <= 2*c**2", "a <= c", "b <= c", True
    yield "a <= 2*c", "a <= b", "b <= c", True
    yield "a + 2 <= c", "a < b", "b < c", True
    yield "a + 3 <= c", "a < b", "b < c", False
    yield "k**2*c*d*(r - k + 1)**2 <= k**2*c*d*r**2", "k <= r", True
    yield "c*k**2 + c*d <= c*d*k**2", "c = 2*a", "k >= 2", "d >= 2", True
    yield "n <= w", "n = 2*m", "w = 2*m + 1", True
    yield "r <= 6*m", "r = 2*q", "q = 3*m", True
    yield "2 <= r", "r = 2*q", True
    yield "1 <= r", "r = q - 5", True
    yield "q >= 6", "r = q - 5", True
    yield "q <= 2*floor(q/2)", "q = 2*r", True
    yield "n + w <= 2*n", "w <= n", True


@group
def quotients(random: Random) -> Iterator[Any]:
    yield "1/n <= 1", True
    yield "n/(n + 1) <= 1", True
    yield "n/(n + 1) < 1", True
    yield "n/(n + 1) <= (n + 1)/(n + 2)", True
    yield "1/n - 1/(n + 1) <= 1/n**2", True
    yield "1/n - 1/(n + 1) >= 1/(n + 1)**2", True
    yield "a/b <= (a + 1)/(b + 1)", "a <= b", True
    yield "a/b <= (a + 1)/(b + 1)", False
    yield "n**2/(n + 1) <= n", True
    yield "n - 1 <= n**2/(n + 1)", True
    yield "n <= n**2/(n + 1) + 1/2", False
    yield "2/(1/a + 1/b) <= (a + b)/2", True
    yield "2*a*b/(a + b) <= a", "b <= a", True
    yield "a/(b + c) + b/(a + c) + c/(a + b) >= 3/2", True
    yield "a/b + b/a >= 2", True
    yield "a/b + b/c + c/a >= 3", True
    yield "(c*k**2 + c*d)/(c*d*k**2) <= 1", "k >= 2", "d >= 2", True
    yield "(c*k**2 + c*d)/(c*d*k**2) <= 25/144", "k >= 3", "d >= 16", True
    yield "(c*k**2 + c*d)/(c*d*k**2) <= 24/144", "k >= 3", "d >= 16", False
    yield "(n**2 + 100*n)/(n**2 + 1000) <= 559/259"
    yield "(n**2 + 100*n)/(n**2 + 1000) <= 2"
    yield "x/y <= x", True
    yield "x/y**2 <= x/y", True
    yield "(x + y)/(x*y) <= 2", True
    yield "(x**2 + y**2)/(x + y) >= (x + y)/2", True
    yield "2**n/3**n <= 1", True
    yield "n/2**n <= 1/2", True
    yield "n**2/2**n <= 9/8", True
    yield "n**2/2**n <= 8/9", False
    yield "log2(n)/n <= 1", True
    yield "n/(2*n + 1) <= 1/2", True
    yield "n/(2*n + 1) <= 49/100", False
    yield "1/(n + 1) <= 1/n - 1/(n + 2)**2", True
    yield "r**2/(r - 1) <= 2*r", "r >= 2", True
    yield "r**2/(r - 1) <= r + 2", "r >= 2", True
    yield "r**2/(r - 1) <= r + 1", "r >= 2", False
    for one, other in combinations(("basic", "bottleneck", "mobilenet"), 2):
        ratio = measured(one, macs) / measured(one, params)
        yield ratio, "<=", measured(other, macs) / measured(other, params)
        yield ratio, "<=", 2000 * q**2


@group
def extrema(random: Random) -> Iterator[Any]:
    yield "max(a, b) <= a + b", True
    yield "max(a, b) + 1 <= a + b", True
    yield "max(a, b) + 2 <= a + b", False
    yield "max(a, b) + min(a, b) == a + b", True
    yield "max(a, b)*min(a, b) == a*b", True
    yield "min(a, b)**2 <= a*b", True
    yield "max(a, b)**2 <= a*b", False
    yield "a*b <= max(a, b)**2", True
    yield "max(a, b, c) <= a + b + c - 2", True
    yield "max(a, b, c) <= max(a, b) + c", True
    yield "max(a + c, b + c) == max(a, b) + c", True
    yield "max(a - b, b - a) <= a + b", True
    yield "max(a - c, c - a) <= max(a - b, b - a) + max(b - c, c - b)", True
    yield "max(a - b, b - a)**2 == (a - b)**2", True
    yield "max(n, w) <= n*w", True
    yield "min(n, w) <= (n + w)/2", True
    yield "(n + w)/2 <= max(n, w)", True
    yield "max(2*n, 3*w) <= 2*n + 3*w - 2", True
    yield "max(2*n, 3*w) <= 2*n + 3*w - 3", False
    yield "max(floor(r/2), floor(m/2)) == floor(max(r, m)/2)", True
    yield "floor(max(r, m)/2) <= (r + m)/2", True
    yield "max(n**2, w) <= n**2*w", True
    yield "min(n**2, 2**n) <= n**2", True
    yield "min(n**3, 2**n) <= 2**n", True
    yield "max(n, 5) <= n + 4", True
    yield "max(n, 5) <= n + 3", False
    yield "min(n, 5) <= 5", True
    yield "min(n, 5)*n >= min(n**2, 5)", True
    yield "max(a, b)*c <= a*c + b*c", True
    yield "min(a, max(b, c)) == max(min(a, b), min(a, c))", True
    yield "max(a, b) - min(a, b) <= a*b - 1", True
    yield "8*max(floor((2*v + 8)/16), ceil(9*v/80)) >= 9*v/10", True
    yield "8*max(floor((2*v + 8)/16), ceil(9*v/80)) <= v + 8", True
    yield "8*max(floor((2*v + 8)/16), ceil(9*v/80)) <= v + 4"
    yield "log2(max(n, w)) == max(log2(n), log2(w))"
    yield "max(n, w)*log2(n) <= max(n, w)**2", True
    yield maximum(formula(n), formula(w), formula(m)), "<=", n * w * m, True
    yield minimum(formula(n), formula(w)) * m, "<=", n * m, True
    yield 8 * floordiv(formula(n) + 7, 8), ">=", maximum(formula(n), 8), True


@group
def binomials(random: Random) -> Iterator[Any]:
    yield "binomial(n, k) <= 2**n", True
    yield "binomial(2*n, n) <= 4**n", True
    yield "binomial(n, 2) <= n**2/2", True
    yield "binomial(n, 3) <= n**3/6", True
    yield "binomial(n, 5) <= n**5/120", True
    yield "binomial(n + 2, 3) >= n**3/6", True
    yield "binomial(n, 2) + binomial(n + 1, 2) == n**2", True
    yield "binomial(n, 2) <= 2**n", True
    yield "binomial(n, 4) <= 2**n", True
    yield "binomial(n, 3) + binomial(n, 2) + n + 1 <= 2**n", True
    yield "binomial(n, k) <= 2**n - 1", "k >= 1", True
    yield "binomial(n, k)*w <= 2**n*w", True
    yield "binomial(n, k) <= 3**n", True
    yield "binomial(n, k) >= 0", True
    yield "binomial(n, k) >= 1", False
    yield "binomial(n, k) <= n", False
    yield "binomial(n, k)**2 <= 4**n", True
    yield "binomial(n + 1, 2)*w**2 <= n**2*w**2", True
    yield "binomial(n, 2) < binomial(n + 1, 2)", True
    yield "log2(binomial(n, 2) + 1) <= n", True


def summed(body: Callable[[Formula], Any], count: Any) -> Formula:
    """The sum of body(i) for i = 0, ..., count - 1."""
    index = index_over(formula(count), 1)
    return formula(total(formula(body(index.formula())), index, formula(count)))


@group
def sums(random: Random) -> Iterator[Any]:
    halving = [
        macs(Conv(w, 3, stride=2, padding=1) ** n, (w, r, r)),
        macs(MaxPool(2) ** n, (w, 2**n * q, 2**n * q)),
    ]
    yield halving[0], "<=", 9 * n * r**2 * w**2, True
    yield halving[0], "<=", 18 * n * r**2 * w**2, True
    yield 0, "<=", halving[0], True
    yield summed(lambda i: log2(i + 1), n), "<=", n * log2(formula(n)), True
    yield summed(lambda i: log2(i + 1), n), "<=", n**2, True
    yield summed(lambda i: log2(i + w), n), "<=", n * log2(formula(n) + w), True
    yield 0, "<=", summed(lambda i: log2(i + 1), n), True
    yield summed(lambda i: floordiv(i, 2), n), "<=", formula(n) ** 2 / 4, True
    yield summed(lambda i: floordiv(i, w), n), "<=", formula(n) ** 2 / 2, True
    yield summed(lambda i: floordiv(formula(r), i + 1), n), "<=", n * r, True
    yield summed(lambda i: maximum(i, formula(w)), n), "<=", n * (formula(n) + w), True
    yield n * w, "<=", summed(lambda i: maximum(i, formula(w)), n), True
    yield summed(lambda i: minimum(i, formula(w)), n), "<=", n * w, True
    yield summed(lambda i: floordiv(i, 3), n), "<=", summed(lambda i: floordiv(i, 2), n), True
    yield summed(lambda i: formula(k) ** i, n), "<=", n * formula(k) ** n, True
    yield formula(n), "<=", summed(lambda i: formula(k) ** i, n), True
    yield summed(lambda i: i**2, n), "<=", formula(n) ** 3 / 3, True
    yield summed(lambda i: i * 2**i, n), "<=", n * 2**n, True


# Adversarial


@group
def squares(random: Random) -> Iterator[Any]:
    """Nonnegative polynomials that are far from having nonnegative coefficients."""
    yield "3*x**2*y**2 <= x**4*y**2 + x**2*y**4 + 1", True
    yield "x**4*y**2 + x**2*y**4 + 1 <= 3*x**2*y**2", False
    yield "12*x**2*y**2 <= 16*x**4*y**2 + 4*x**2*y**4 + 1", True
    yield "3*x**2*y**2 < x**4*y**2 + x**2*y**4 + 1", False
    yield (
        "x**4*y**2 + x**4*z**2 + y**4*x**2 + y**4*z**2 + z**4*x**2 + z**4*y**2 <= x**6 + y**6 + z**6 + 3*x**2*y**2*z**2",
        True,
    )
    yield "x**2*y + x**2*z + y**2*x + y**2*z + z**2*x + z**2*y <= x**3 + y**3 + z**3 + 3*x*y*z", True
    yield "4*x*y*z*w <= x**2*y**2 + y**2*z**2 + z**2*x**2 + w**4", True
    yield "3*x*y*z <= x**3 + y**3 + z**3", True
    yield "4*x*y*z*w <= x**4 + y**4 + z**4 + w**4", True
    yield "5*x*y*z*w*a <= x**5 + y**5 + z**5 + w**5 + a**5", True
    yield "x*y + y*z + z*x <= x**2 + y**2 + z**2", True
    yield "(a*c + b*d)**2 <= (a**2 + b**2)*(c**2 + d**2)", True
    yield "27*x*y*z <= (x + y + z)**3", True
    yield "8*x*y*z <= (x + y)*(y + z)*(z + x)", True
    yield "9*x*y*z <= (x + y + z)*(x*y + y*z + z*x)", True
    yield "x**3*y**2 + x**2*y**3 <= x**4*y + x*y**4", True
    yield "x**3*y <= x**4 + y**4", True
    yield "4*x**3*y <= 3*x**4 + y**4", True
    yield "4*x**3*y < 3*x**4 + y**4", False
    yield "2*x*y*z <= x**2*y**2 + z**2", True
    yield "x**2*y + y**2*z + z**2*x <= x**3 + y**3 + z**3", True
    yield "3*x**2*y**2*z**2 <= x**4*y**2 + y**4*z**2 + z**4*x**2", True
    yield "6*x*y <= 9*x**2 + y**2", True
    yield "6*x*y < 9*x**2 + y**2", False
    yield "14*x*y <= 9*x**2 + 5*y**2", False
    yield "(x + y)**4 <= 8*(x**4 + y**4)", True
    yield "(x + y + z)**2 <= 3*(x**2 + y**2 + z**2)", True
    yield "x**2 + y**2 + z**2 + w**2 >= x*y + y*z + z*w + w*x", True
    yield "2*x**2*y**2 + 2*y**2*z**2 + 2*z**2*x**2 <= x**4 + y**4 + z**4", False
    yield "x**6 + y**6 >= x**5*y + x*y**5", True
    yield "100*x*y <= 99*x**2 + 26*y**2", True
    yield "100*x*y <= 99*x**2 + 25*y**2", False


@group
def number_theory(random: Random) -> Iterator[Any]:
    """Pell's equation and its like: true or false for reasons that no search of this kind finds."""
    for text, truth in (
        ("(x**2 - 2*y**2)**2 >= 1", True),
        ("(x**2 - 3*y**2)**2 >= 1", True),
        ("(x**3 - 2*y**3)**2 >= 1", True),
        ("(x**2 - 61*y**2 - 1)**2 >= 1", False),
        ("(x**2 - 7*y**2 + 1)**2 >= 1", True),
        ("(x**3 + y**3 - z**3)**2 >= 1", True),
    ):
        yield text, truth, {"open": True}
    yield "(x**2 - 2*y**2 - 1)**2 >= 1", False
    yield "(x**2 - 2*y**2 + 1)**2 >= 1", False
    yield "(x**2 - 7*y**2 - 1)**2 >= 1", False
    yield "(x**2 - 13*y**2 - 1)**2 >= 1", False, {"open": True}
    yield "(x**2 + y**2 - z**2)**2 >= 1", False


@group
def near_equality(random: Random) -> Iterator[Any]:
    yield "(n + 1)**2 == n**2 + 2*n + 1", True
    yield "(n + 1)**2 < n**2 + 2*n + 1", False
    yield "(n + 1)**2 < n**2 + 2*n + 2", True
    yield "n**2 - n >= 0", True
    yield "n**2 - n > 0", False
    for root in (1, 2, 3, 7, 10, 100, 1000, 10**6):
        between = f"n**2 - {2 * root + 1}*n + {root * (root + 1)}"
        yield f"{between} >= 0", True
        yield f"{between} >= 1", False
        yield f"{2 * root}*n <= n**2 + {root**2}", True
        yield f"{2 * root}*n < n**2 + {root**2}", False
    for c in (10, 1000, 10**9):
        yield f"{c}*n <= {c + 1}*n", True
        yield f"{c + 1}*n <= {c}*n + {c}", False
        yield f"{c}*n**2 <= {c}*n**2 + n - 1", True
    yield "n*(n + 1)/2 <= n**2", True
    yield "n**2 <= n*(n + 1)/2", False
    yield "2**n - 1 < 2**n", True
    yield "2*2**(n - 1) == 2**n", True
    yield "ceil(n/3) == floor((n + 2)/3)", True
    yield "ceil(n/3) <= floor((n + 1)/3)", False
    yield "floor((n + 1)/2) == ceil(n/2)", True
    yield "n**2/(n + 1) == n - 1 + 1/(n + 1)", True
    yield "log2(4*n) == log2(n) + 2", True
    yield "log2(n**2) <= 2*log2(n)", True
    yield "(x + y)*(x - y) == x**2 - y**2", True
    yield "(x + y)**3 == x**3 + y**3", False
    yield "(n - 3)*(n - 4)*(n - 5)*(n - 6) >= 0", True
    yield "(n - 3)*(n - 4)*(n - 6)*(n - 7) >= 0", True
    yield "(n - 3)*(n - 4)*(n - 5)*(n - 7) >= 0", False
    yield "(n - w)*(n - w - 1) >= 0", True
    yield "(n - 2*w)*(n - 2*w + 1) >= 0", True
    yield "(n + w - 7)*(n + w - 8)*n >= 0", True


@group
def traps(random: Random) -> Iterator[Any]:
    """Floors whose difference from a quotient decides."""
    for e in (2, 3, 4, 5, 8):
        yield f"r <= {e}*floor(r/{e})", False
        yield f"r <= {e}*floor(r/{e}) + {e - 1}", True
        yield f"r < {e}*floor(r/{e}) + {e}", True
        yield f"r < {e}*floor(r/{e}) + {e - 1}", False
        yield f"floor(r/{e}) < r/{e} + 1/{e}", True
        yield f"floor(r**2/{e}) <= r**2/{e}", True
        yield f"r*floor(r/{e}) <= floor(r**2/{e})", True
        yield f"floor(r/{e})*floor(r/{e + 1}) <= r**2/{e * (e + 1)}", True
        yield f"floor(r/{e}) + floor(r/{e + 1}) <= {2 * e + 1}*r/{e * (e + 1)}", True
        yield f"floor(r/{e + 1}) <= floor(r/{e})", True
    yield "floor(r/2) + floor(r/3) <= 5*r/6", True
    yield "5*r/6 - 7/6 <= floor(r/2) + floor(r/3)", True
    yield "5*r/6 - 1 <= floor(r/2) + floor(r/3)", False
    yield "floor((r + 1)/2) + floor(r/2) == r", True
    yield "floor(r/2)**2 <= floor(r**2/4)", True
    yield "floor(r**2/4) <= floor(r/2)**2 + floor(r/2)", True
    yield "floor(r**2/4) == floor(r/2)*ceil(r/2)", True
    yield "floor(2*r/3) + floor(r/3) >= r - 1", True
    yield "floor(2*r/3) + floor(r/3) >= r", False
    yield "floor((r - 1)/2) + 1 == ceil(r/2)", True
    yield "ceil(r/2)**2 + floor(r/2)**2 <= r**2", True
    yield "ceil(r/2)*floor(r/2)*4 >= r**2", False
    yield "ceil(r/2)*floor(r/2)*4 >= r**2 - 1", True
    yield "floor(floor(r/2)*w/3) <= r*w/6", True
    yield "floor(r/2)*w <= floor(r*w/2)", True
    yield "floor(r*w/2) <= floor(r/2)*w + floor(w/2)", True
    yield "floor(r*(r + 1)/2)*2 == r*(r + 1)", True
    yield "floor(2**n/2)*2 == 2**n", True
    yield "floor(2**n/3)*3 >= 2**n - 2", True
    yield "floor(n**2/3) >= (n**2 - 1)/3", True
    yield "floor(n**2/4) >= (n**2 - 1)/4", True
    yield "floor(n**2/5) >= (n**2 - 4)/5", True
    yield "floor(n**2/5) >= (n**2 - 3)/5", False
    yield "6*floor(n*(n + 1)*(n + 2)/6) == n*(n + 1)*(n + 2)", True
    yield "30*floor((n**5 - n)/30) == n**5 - n", True
    yield "7*floor(r/7) + 3*floor(m/3) >= r + m - 8", True
    yield "7*floor(r/7) + 3*floor(m/3) >= r + m - 7", False


@group
def polynomials(random: Random) -> Iterator[Any]:
    """Random ones: squares, products of neighbours, weighted means, and the same minus 1."""
    for number in range(56):
        names = random.sample((x, y, z, w), random.randint(1, 3))
        value = formula(0)
        for _ in range(random.randint(1, 2)):
            one, other = formula(random.choice(names)), formula(random.choice(names))
            e, f, g = random.randint(1, 4), random.randint(0, 4), random.randint(1, 9)
            gap = e * one - f * other - g
            shape = random.randrange(2 if one == other else 3)
            weight = formula(random.choice(names)) ** random.randint(0, 1) * random.randint(1, 3)
            value += weight * (
                gap**2 if shape == 0 else gap * (gap - 1) if shape == 1 else mean(one, other, random)
            )
        yield signed(value, True) if number % 2 == 0 else signed(value - 1)


def mean(one: Formula, other: Formula, random: Random) -> Formula:
    """j*x**(j + i) + i*y**(j + i) - (j + i)*x**j*y**i >= 0."""
    j, i = random.randint(1, 3), random.randint(1, 2)
    return j * one ** (j + i) + i * other ** (j + i) - (j + i) * one**j * other**i


@group
def posynomials(random: Random) -> Iterator[Any]:
    """Random sums of monomials against each other."""

    def side(terms: int) -> Formula:
        found = formula(0)
        for _ in range(terms):
            term = formula(random.choice((1, 2, 3, 9, 27, 147)))
            for name in random.sample((k, c, r, n, w), random.randint(1, 4)):
                term *= formula(name) ** random.randint(1, 2)
            found += term
        return found

    for _ in range(20):
        lower, more = side(random.randint(1, 3)), side(random.randint(1, 3))
        yield lower, "<=", lower * formula(random.choice((n, r, w))) + more, True
        yield side(2), "<=", side(4)


@group
def boxes(random: Random) -> Iterator[Any]:
    """Small finite domains: signed polynomials with floors, maxima and powers, true or false by a few points."""
    for _ in range(48):
        names = ("x", "y") if random.random() < 0.7 else ("x", "y", "z")
        where = []
        for name in names:
            low = random.randint(1, 4)
            where += [f"{name} >= {low}", f"{name} <= {low + random.randint(0, 6)}"]
        terms = [
            f"{random.randint(-9, 9)}*{random.choice(parts(names, random))}"
            for _ in range(random.randint(2, 5))
        ]
        yield f"{' + '.join(terms)} <= {random.randint(-10, 60)}", *where


def parts(names: tuple[str, ...], random: Random) -> list[str]:
    one, other, e = random.choice(names), random.choice(names), random.randint(2, 5)
    return [
        one, f"{one}*{other}", f"{one}**2", f"floor({one}/{e})", f"floor(({one} + {other})/{e})",
        f"max({one}, {other})", f"2**{one}", f"ceil({one}**2/{e})", f"min({one}*{other}, {e})",
    ]  # fmt: skip


if __name__ == "__main__":
    for name, number in Counter(p.group for p in corpus()).items():
        print(f"{number:5}  {name}")
    print(f"{len(corpus()):5}  pairs")
