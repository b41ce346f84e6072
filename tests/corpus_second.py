"""The second section of the corpus: other parametrisations, other constants, other shapes of the same kinds.

Its pairs were written down by what users of networks would ask, before any of them was put to `compare`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import permutations, product
from random import Random
from typing import Any

from pairs import GROUPS, group

from symalgebra import (
    AvgPool,
    Conv,
    ConvTranspose,
    Linear,
    MaxPool,
    activations,
    depth,
    dims,
    flops,
    macs,
    params,
    paths,
    units,
    zoo,
)
from symalgebra.formula import Formula, ceildiv, floordiv, formula, index_over, log2, maximum, minimum, total

D, L, T, V, c, d, f, g, h, k, m, n, p, q, r, s, t, w = dims("D L T V c d f g h k m n p q r s t w")


# Networks


@cache
def models() -> dict[str, tuple[Any, tuple[Any, ...]]]:
    """Families in the width c and the depth n on images of 2**5*q, or in sizes of their own."""
    side = (3, 32 * q, 32 * q)
    return {
        "resnet-v2": (zoo.resnet_v2("basic", (n, n, n, n), width=c), side),
        "wide": (zoo.wide_resnet(6 * n + 4, c), (3, 32, 32)),
        "convnext": (zoo.convnext((n, n, 3 * n, n), (c, 2 * c, 4 * c, 8 * c)), side),
        "regnet": (zoo.regnet((n, n, n, n), (8 * c, 16 * c, 32 * c, 64 * c), 8), side),
        "vgg": (zoo.vgg((n, n, n, n, n), width=c, classes=10, head=c), side),
        "densenet": (zoo.densenet(c, (n, n, n, n), init=2 * formula(c)), side),
    }


@cache
def size(name: str, measure: Any) -> Formula:
    net, x = models()[name]
    return measure(net, x)


@group
def models_side_by_side(random: Random) -> Iterator[Any]:
    for measure in (params, macs):
        for one, other in permutations(("resnet-v2", "convnext", "regnet", "vgg", "densenet"), 2):
            yield size(one, measure), "<=", size(other, measure)
    for name in models():
        yield size(name, params), "<=", size(name, macs)
        yield size(name, params), "<=", size(name, params).subs({c: c + 1}), True
        yield size(name, macs), "<=", size(name, macs).subs({n: n + 1}), True
        yield size(name, macs), "<=", 3 * size(name, macs).subs({c: 2 * c}), True
    yield size("wide", params), "<=", size("vgg", params)
    yield size("convnext", params), "<=", size("resnet-v2", params), "c >= 8"
    yield size("regnet", macs), "<=", size("resnet-v2", macs), "n >= 2", "q >= 4"


@cache
def transformers() -> dict[str, tuple[Any, tuple[Any, ...]]]:
    return {
        "decoder": (zoo.transformer(L, h * d, h, vocabulary=V), (1, T)),
        "tall": (zoo.transformer(2 * L, h * d, h, vocabulary=V), (1, T)),
        "vit": (zoo.vit(16, L, h * d, h), (3, 16 * q, 16 * q)),
        "mixer": (zoo.mixer(16, L, h * d), (3, 16 * q, 16 * q)),
    }


@group
def attention(random: Random) -> Iterator[Any]:
    """Transformers by heads of width d, h of them, on T tokens."""
    found = {}
    for name, (net, x) in transformers().items():
        try:
            found[name] = params(net, x), macs(net, x), flops(net, x)
        except Exception:
            continue
    for _, (weights, products, operations) in found.items():
        yield 2 * products, "<=", operations, True
        yield weights, "<=", products
        yield products, "<=", products.subs({L: L + 1}), True
        yield weights, "<=", weights.subs({h: h + 1}), True
    if "decoder" in found and "tall" in found:
        yield found["tall"][0], "<=", 2 * found["decoder"][0], True
        yield 2 * found["decoder"][0], "<=", found["tall"][0]
    yield "12*L*d**2 + V*d <= 12*L*d**2*T + V*d*T", True
    yield "24*L*T*d**2 + 4*L*T**2*d <= 28*L*T*d**2", "T <= d", True
    yield "24*L*T*d**2 + 4*L*T**2*d <= 28*L*T*d**2", "T <= d + 1", False
    yield "2*L*T**2*d <= 12*L*T*d**2", "T <= 6*d", True
    yield "12*L*T*d**2 <= 2*L*T**2*d", "T >= 6*d", True
    yield "12*L*T*d**2 <= 2*L*T**2*d", "T >= 6*d - 1", False
    yield "T**2*h*k <= T**2*d", "h*k <= d", True
    yield "T*log2(T)*d <= T**2*d", True
    yield "T*log2(T)*d + T*d <= T**2*d + d", True
    yield "T*w*d <= T**2*d", "w <= T", True
    yield "4*d**2 + 8*d**2 + 13*d <= 25*d**2", True
    yield "4*d**2 + 8*d**2 + 13*d <= 24*d**2", False
    yield "3*d*(d + r) <= 3*d**2 + 3*r*d", True
    yield "2*r*d*L <= d**2*L", "d >= 2*r", True
    yield "2*r*d*L <= d**2*L", "d >= 2*r - 1", False


@group
def layers(random: Random) -> Iterator[Any]:
    """Single layers, low ranks and separations, in their own symbols."""
    for kernel, stride in product((3, 5), (1, 2)):
        plain = Conv(d, kernel, stride=stride, padding=kernel // 2, bias=False)
        deep = Conv(c, kernel, stride=stride, padding=kernel // 2, groups=c, bias=False) >> Conv(
            d, 1, bias=False
        )
        x = (c, 4 * q, 4 * q)
        yield macs(deep, x), "<=", macs(plain, x), "d >= 2"
        yield params(deep, x), "<=", params(plain, x)
        yield macs(plain, x), "<=", kernel**2 * macs(deep, x), True
        yield activations(plain, x), "<=", activations(deep, x), True
    low = Conv(p, (k, 1), bias=False) >> Conv(d, (1, k), bias=False)
    full = Conv(d, (k, k), bias=False)
    x = (c, 2 * k + r, 2 * k + r)
    yield params(low, x), "<=", params(full, x), "p <= c", "p <= d", "k >= 2"
    yield params(low, x), "<=", params(full, x), "p <= c", "p <= d", False
    yield macs(low, x), "<=", 2 * macs(full, x), "p <= c", "p <= d"
    yield macs(full, x), "<=", macs(low, x), "p >= d*k", True
    for groups in (2, 4):
        mixed = Conv(groups * d, 3, padding=1, groups=groups)
        yield (
            groups * macs(mixed, (groups * c, r, r)),
            "==",
            macs(Conv(groups * d, 3, padding=1), (groups * c, r, r)),
            True,
        )
    shrink = Conv(m, 1) >> Conv(m, 3, padding=1) >> Conv(4 * m, 1)
    yield macs(shrink, (4 * m, r, r)), "<=", macs(Conv(4 * m, 3, padding=1), (4 * m, r, r)), True
    yield 8 * macs(shrink, (4 * m, r, r)), "<=", macs(Conv(4 * m, 3, padding=1), (4 * m, r, r)), True
    yield 9 * macs(shrink, (4 * m, r, r)), "<=", macs(Conv(4 * m, 3, padding=1), (4 * m, r, r)), False
    grow = (
        Conv(t * m, 1, bias=False)
        >> Conv(t * m, 3, padding=1, groups=t * m, bias=False)
        >> Conv(m, 1, bias=False)
    )
    yield macs(grow, (m, r, r)), "<=", macs(Conv(m, 3, padding=1) ** 2, (m, r, r)), "t <= 6", "m >= 9"
    yield macs(grow, (m, r, r)), "<=", macs(Conv(m, 3, padding=1) ** 2, (m, r, r)), "t <= 6", "m >= 32"
    up = ConvTranspose(d, 2, stride=2)
    yield macs(up, (c, r, r)), "<=", macs(Conv(d, 3, padding=1), (c, 2 * r, 2 * r)), True
    pool = AvgPool(2) >> Conv(d, 3, padding=1)
    yield macs(pool, (c, r, r)), "<=", macs(Conv(d, 3, padding=1) >> AvgPool(2), (c, r, r)), "r >= 2", True
    yield 4 * macs(pool, (c, r, r)), "<=", macs(Conv(d, 3, padding=1), (c, r, r)), "r >= 2", True
    head = Linear(h) >> Linear(h) >> Linear(10)
    yield params(head, (c,)), "<=", (c + 2 * h + 10) ** 2, True
    yield macs(head, (c,)), "<=", params(head, (c,)), True
    chain = Linear(w) ** n
    yield params(chain, (w,)), "==", n * (w**2 + w), True
    yield params(chain, (w,)), "<=", 2 * n * w**2, True
    yield units(chain, (w,)), "<=", params(chain, (w,)), True
    for side in (7, 9):
        yield (
            macs(Conv(c, 3, padding=1) ** (side // 2), (c, r, r)),
            "<=",
            macs(Conv(c, side, padding=side // 2), (c, r, r)),
            True,
        )


# Floors


@group
def strides(random: Random) -> Iterator[Any]:
    """Sizes behind strides of 3 to 7, nested, and what they are at least and at most."""
    for a, b in ((3, 5), (5, 3), (4, 6), (7, 2), (6, 7)):
        yield f"floor(floor(r/{a})/{b})*{a * b} <= r", True
        yield f"r - {a * b - 1} <= floor(floor(r/{a})/{b})*{a * b}", True
        yield f"r - {a * b - 2} <= floor(floor(r/{a})/{b})*{a * b}", False
        yield f"ceil(ceil(r/{a})/{b}) <= floor(floor(r/{a})/{b}) + 1", True
        yield f"ceil(floor(r/{a})/{b}) <= ceil(r/{a * b})", True
        yield f"floor(r/{a})*floor(r/{b}) <= r**2/{a * b}", True
        yield f"floor(r/{a})*{b} <= floor({b}*r/{a})", True
        yield f"floor({b}*r/{a}) <= floor(r/{a})*{b} + {b - 1}", True
        yield f"floor(r/{a + b}) <= floor(r/{max(a, b)})", True
    for kernel, stride, pad in ((3, 3, 1), (5, 4, 2), (7, 5, 3), (11, 4, 2), (7, 7, 0), (6, 3, 1)):
        out = f"(floor((r + {2 * pad - kernel})/{stride}) + 1)"
        yield f"{out} <= r", f"r >= {kernel}", True
        yield f"{stride}*{out} <= r + {stride + 2 * pad - kernel}", f"r >= {kernel}", True
        yield f"{stride}*{out} <= r", f"r >= {kernel}"
        yield f"{out}**2*{kernel**2} <= {kernel**2}*r**2", f"r >= {kernel}", True
        yield f"floor({out}/2) <= r/{2 * stride} + 1", f"r >= {2 * kernel}", True
    for divisor, by in ((8, 3), (16, 5)):
        rounded = f"{divisor}*floor(({by}*w + {divisor // 2})/{divisor})"
        yield f"{by}*w - {divisor // 2} <= {rounded}", True
        yield f"{rounded} <= {by}*w + {divisor // 2}", True
        yield f"{rounded} <= {by}*w", False
        yield f"({rounded})**2 <= ({by}*w + {divisor // 2})**2", True
    yield "floor((r - 1)/3) + 1 == ceil(r/3)", True
    yield "floor(r/3) + floor((r + 1)/3) + floor((r + 2)/3) == r", True
    yield "floor((r + s - 1)/s)*s <= r + s - 1", True
    yield "floor((r + 2*p - k)/s)*s <= r + 2*p - k", "k <= r", True
    yield "floor((r + 2*p - k)/s) + 1 <= r", "k <= r", "2*p < k", True
    yield "floor((r + 2*p - k)/s) + 1 <= r + 2*p", "k <= r", True
    yield "c*floor(r/s)**2*k**2 <= c*r**2*k**2", True
    yield "floor(r/6) + floor(r/10) + floor(r/15) <= r/3", True
    yield "r/3 - floor(r/6) - floor(r/10) - floor(r/15) <= 8/3"
    yield "floor(r/4)*floor(r/4 + 1/2) <= r**2/16 + r/8", True
    yield "ceil(r/7)*ceil(h/7)*49 <= (r + 6)*(h + 6)", True
    yield "floor(r/7)*floor(h/7)*49 >= (r - 6)*(h - 6)", "r >= 6", "h >= 6", True
    yield "floor(r/7)*floor(h/7)*49 >= (r - 5)*(h - 5)", "r >= 6", "h >= 6", False
    yield macs(MaxPool(3) >> Conv(w, 3, padding=1), (w, r, r)), "<=", w**2 * r**2, "r >= 3", True
    yield macs(MaxPool(3, stride=2, padding=1) >> Conv(w, 1), (w, r, r)), "<=", w**2 * (r + 1) ** 2 / 4, True
    yield 49 * floordiv(formula(r), 7) ** 2, "<=", r**2, True
    yield r**2, "<=", 49 * ceildiv(formula(r), 7) ** 2, True
    yield r**2 - 12 * r, "<=", 49 * floordiv(formula(r), 7) ** 2, True


# Exponentials and logarithms


@group
def powers(random: Random) -> Iterator[Any]:
    """s**n, 3**n, 2**(n + m) and the like against polynomials and one another."""
    yield "n*s <= s**n*2", "s >= 2", True
    yield "n**2 <= s**n", "s >= 3", True
    yield "n**2*s <= s**(n + 1)", "s >= 3", True
    yield "n**3 <= s**n", "s >= 3", True
    yield "n**3 <= s**n", "s >= 2", False
    yield "n**4 <= 5**n*2", True
    yield "s**n <= t**n", "s <= t", True
    yield "s**n*t**n <= (s*t)**2*s**n*t**n", True
    yield "s**n + t**n <= s**n*t**n", "s >= 2", "t >= 2", True
    yield "s**n + n <= s**(n + 1)", "s >= 2", True
    yield "(s**n - 1)/(s - 1) <= s**n", "s >= 2", True
    yield "(s**n - 1)/(s - 1) >= n", "s >= 2", True
    yield "k**n <= (k + 2)**n", True
    yield "k**n + 1 <= (k + 1)**n", True
    yield "(k + 1)**n <= 2**n*k**n", True
    yield "2**n*k**n <= (k + 1)**n", False
    yield "k**n*(k + 1) <= (k + 1)**(n + 1)", True
    yield "(2*k)**n == 2**n*k**n", True
    yield "2**n + 3**n <= 5**n", True
    yield "2**n + 3**n + 4**n <= 9**n", True
    yield "3**n <= n*2**n", False
    yield "3**n >= n*2**n", True
    yield "3**n >= n**2*2**n/4", True
    yield "7**n >= 6**n + 1", True
    yield "7**n >= 6**n + n", True
    yield "n**2 + 3**n <= 4**n + 1", True
    yield "n**2 + 3**n <= 2*4**n", True
    yield "2**(n**2) >= n**2", True
    yield "2**(n**2) >= 2**n", True
    yield "2**(n**2) >= n**n"
    yield "2**n*m <= 2**n*2**m", True
    yield "w*2**n + 2**(2*n) <= w*4**n*2", True
    yield "9*w**2*4**n + 3*w*2**n <= 12*w**2*4**n", True
    yield "n*2**n <= 3**n*2", True
    yield "n**6 <= 2**n*1040", True
    yield "n**5 <= 3**n*20", True
    yield "n**8 <= 7*10**n", True
    yield "n**7 <= 3**n", "n >= 20", True
    yield "n**7 <= 3**n", "n >= 10", False
    yield "2**n >= n**12", "n >= 75", True
    yield "2**n >= n**12", "n >= 74", False
    yield "(4/3)**n >= n/3", True
    yield "(4/3)**n >= n", False
    yield "(9/8)**n >= 1 + n/8", True
    yield "2**n <= 2**m", "n <= m", True
    yield "3**n*w**2 <= 3**m*w**2", "n <= m", True
    yield "2**n*n <= 2**m*m", "n <= m", True
    yield "2**n <= 3**m", "n <= m", True
    yield "2**n <= 3**m", "2*n <= 3*m", True
    yield "2**n <= 3**m", "3*n <= 5*m", False
    yield "2**n <= 32*q", "n <= 5", True
    yield "n*4**n <= 2*(n + 1)*4**n", True
    yield "2**n <= w", "w >= 2**10", "n <= 10", True


@group
def entropies(random: Random) -> Iterator[Any]:
    """W*log2(W), logs of sums and products, and bounds of capacities."""
    for size_ in ("w**2 + w", "n*w**2 + 2*w", "9*n*w**2 + 27*w", "k**2*c*d + d"):
        yield f"({size_})*log2({size_}) <= ({size_})**2", True
        yield f"({size_})*log2({size_}) <= ({size_})*log2(2*({size_}))", True
        yield f"log2({size_} + 1) >= 1", True
        yield f"({size_})*log2(({size_})**2) == 2*({size_})*log2({size_})", True
        yield f"({size_})*log2({size_}) <= ({size_})**2/2 + {size_}/2", True
    yield "L*w*log2(w) <= L*w**2", True
    yield "w*L*log2(w*L) <= w**2*L**2", True
    yield "w*L*log2(w*L) <= w*L*log2(w) + w*L**2", True
    yield "w*L*log2(w) + w*L*log2(L) == w*L*log2(w*L)", True
    yield "w*log2(w) + L*log2(L) <= (w + L)*log2(w + L)", True
    yield "(w + L)*log2(w + L) <= w*log2(w) + L*log2(L) + w + L", True
    yield "w*log2(w) <= w*log2(w + 1)", True
    yield "w*log2(w) >= w", "w >= 2", True
    yield "w*log2(w) >= 3*w", "w >= 7", False
    yield "log2(w) <= 2*log2(w + 1) - 1", True
    yield "log2(w)**2 <= 4*w", True
    yield "log2(w)**2 <= w + 3", True
    yield "log2(w)**3 <= 4*w + 100", True
    yield "log2(w)**4 <= 100*w", True
    yield "log2(w*n)**2 <= 4*w*n", True
    yield "w*log2(w)**2 <= 2*w**2", True
    yield "log2(1 + n*w) <= log2(1 + n) + log2(1 + w)", True
    yield "log2(n*w + 1) <= n*w", True
    yield "log2(2**n*w) == n + log2(w)", True
    yield "log2(2**n + 2**m) <= n + m", True
    yield "log2(2**n + 2**m) <= max(n, m) + 1", True
    yield "log2(k**n) == n*log2(k)", True
    yield "n*log2(k) <= n*k", True
    yield "n*log2(5) <= 7*n/3", True
    yield "n*log2(5) <= 9*n/4", False
    yield "log2(n + 3) <= log2(n) + 2", True
    yield "log2(n + 3) < log2(n) + 2", False
    yield "n*log2((n + 1)/n) <= 3/2", True
    yield "log2(n**2 + 1) <= 2*log2(n) + 1", True
    yield "log2(n**2 + 1) >= 2*log2(n)", True
    yield "2*log2(n + w) >= 2 + log2(n) + log2(w)", True
    yield "log2(n)*w <= n*log2(w)", False
    yield "log2(n)*w <= n*w", True
    yield "8*L*w*log2(4*L*w) <= 64*L**2*w**2", True
    yield "L*w*log2(w/L) <= L*w*log2(w)", True
    yield "w*L*log2(w/L) <= w*L*log2(w*L)", True


# Sums of monomials, quotients


@group
def monomials(random: Random) -> Iterator[Any]:
    """Sums of positive terms, by what holds of random ones and by conditions between symbols."""
    for _ in range(16):
        names = random.sample((c, d, k, n, r, w), 3)
        x, y, z = map(formula, names)
        e, i, j = (random.randint(1, 3) for _ in range(3))
        yield x**e * y**i + y**i * z**j, "<=", 2 * x**e * y**i * z**j, True
        yield x**e + y**i + z**j, "<=", x**e * y**i * z**j + random.randint(0, 1) + x**e + y**i
        yield 2 * x**e * y**e, "<=", x ** (2 * e) + y ** (2 * e), True
    yield "x**3 + y**3 + z**3 >= x*y*(x + y)/2 + z", True
    yield "c*d + d*e + e*c <= c*d*e*3", True
    yield "c*d*k**2 + d <= (c*k**2 + 1)*d*n", True
    yield "k**2*c**2*n + 2*c*n <= (k**2 + 2)*c**2*n", True
    yield "(n + 1)*(w + 1)*(r + 1) <= 8*n*w*r", True
    yield "(n + 2)*(w + 2) <= 8*n*w", False
    yield "(n + 2)*(w + 2) <= 9*n*w", True
    yield "n*w*r <= n**3 + w**3 + r**3 - 2*n*w*r", True
    yield "n**2*w + w**2*r + r**2*n <= n**3 + w**3 + r**3", True
    yield "(a + b + c + d)**2 <= 4*(a**2 + b**2 + c**2 + d**2)", True
    yield "(a + b)**3 <= 4*(a**3 + b**3)", True
    yield "(a + b)**5 <= 16*(a**5 + b**5)", True
    yield "16*a*b*c*d <= (a + b)*(b + c)*(c + d)*(d + a)", True
    yield "(x + y + z)**3 <= 9*(x**3 + y**3 + z**3)", True
    yield "x**4 + y**4 >= x**3*y + x*y**3", True
    yield "7*x*y <= 3*x**2 + 4*y**2", False
    yield "7*x*y <= 4*x**2 + 4*y**2", True
    yield "x**2*(y + z) + y**2*(z + x) <= x**3 + y**3 + x*y*z*2 + z**3"
    yield "5*n*w <= n**2 + 7*w**2 + 4"
    yield "n**3 - 6*n**2 + 11*n - 6 >= 0", True
    yield "n**3 - 6*n**2 + 11*n - 7 >= 0", False
    yield "n**4 - 10*n**3 + 35*n**2 - 50*n + 24 >= 0", True
    yield "(n - 5)**2*(w - 3)**2 >= 0", True
    yield "(n - 5)**2*(w - 3)**2 + n >= 1", True
    yield "(n*w - 12)**2 >= 1", False
    yield "(2*n - 2*w + 1)**2 >= 1", True
    yield "(3*n - 6*w + 1)**2 >= 1", True
    yield "(n**2 - w**2)**2 >= 1", "n < w", True
    yield "(n**2 - w**2)**2 >= 9", "n < w", True
    yield "(n**2 - w**2)**2 >= 10", "n < w", False
    yield "(n**2 + w**2 - 25)**2 >= 1", False
    yield "(n**2 + w**2 - 21)**2 >= 1", True
    yield "(n**2 + w**2 - r**2)**2 >= 1", "n >= 5", False
    yield "(n*w - 91)**2 >= 1", "n >= 2", "w >= 2", False
    yield "(n*w - 97)**2 >= 1", "n >= 2", "w >= 2", True
    yield "(n**2 - 10*w**2 - 9)**2 >= 1", False
    yield "(n**2 - 3*w**2 + 1)**2 >= 1", True


@group
def ratios(random: Random) -> Iterator[Any]:
    """Quotients: means, shares, arithmetic intensities."""
    yield "c*d/(c + d) <= c", True
    yield "c*d/(c + d) <= min(c, d)", True
    yield "4*c*d/(c + d) <= c + d", True
    yield "3/(1/a + 1/b + 1/c) <= (a + b + c)/3", True
    yield "1/c + 1/k**2 <= 1", "k >= 2", "c >= 2", True
    yield "1/c + 1/k**2 <= 3/4", "k >= 2", "c >= 2", True
    yield "1/c + 1/k**2 < 3/4", "k >= 2", "c >= 2", False
    yield "1/c + 1/k**2 <= 1/8", "k >= 3", "c >= 72", True
    yield "1/c + 1/k**2 <= 1/8", "k >= 3", "c >= 71", False
    yield "n*m*k/(n*m + m*k + n*k) <= n*m*k/3", True
    yield "n*m*k/(n*m + m*k + n*k) <= min(n, m, k)", True
    yield "(n*m + m*k + n*k)/(n*m*k) == 1/n + 1/m + 1/k", True
    yield "(2*n + 1)/(n + 1) < 2", True
    yield "(2*n + 1)/(n + 1) >= 3/2", True
    yield "(n + w)/(n*w + 1) <= 1", True
    yield "n**2/(n**2 + 1) >= 1/2", True
    yield "(n**3 + 1)/(n + 1) == n**2 - n + 1", True
    yield "(n**3 + 1)/(n**2 + 1) <= n", True
    yield "(n**3 + 1)/(n**2 + 1) >= n - 1/2", True
    yield "(n**2 + 40*n)/(n**2 + 90) <= 3"
    yield "(n**2 + 40*n)/(n**2 + 90) <= 2", False
    yield "n/(n + w) + w/(n + w) == 1", True
    yield "n/(w + 1) + w/(n + 1) >= 1", True
    yield "n/(w + 1) + w/(n + 1) >= 11/10", False
    yield "1/(n*(n + 1)) == 1/n - 1/(n + 1)", True
    yield "1/(n*(n + 1)*(n + 2)) <= 1/6", True
    yield "n/3**n <= 1/3", True
    yield "n**3/3**n <= 1", True
    yield "n**3/3**n <= 9/10", False
    yield "w*log2(w)/(w + 1) <= log2(w)", True
    yield "log2(w)/w <= 2/3", True
    yield "log2(w)/w <= 1/2", False
    yield "floor(r/3)/r <= 1/3", True
    yield "ceil(r/3)/r <= 1", True
    yield "2**n/(2**n + 1) < 1", True
    yield "2**n/(2**n + 1) >= 2/3", True
    yield "(4**n - 1)/(4 - 1) <= 4**n/3", True
    yield "a/c + b/d <= (a + b)/min(c, d)", True
    yield "(a + b)/(c + d) <= max(a/c, b/d)"
    yield "a/c <= b/d", "a*d <= b*c", True
    yield "(a + b)/(c + d) <= b/d", "a*d <= b*c", True


# Binomials, sums, extrema, Catalan numbers


@group
def choices(random: Random) -> Iterator[Any]:
    yield "binomial(n, 2) + n <= n**2", True
    yield "binomial(n + 1, 2) <= n**2", True
    yield "binomial(n, 3) <= binomial(n + 1, 3)", True
    yield "binomial(n, 3)*6 == n*(n - 1)*(n - 2)", True
    yield "binomial(n, 2)*w <= n**2*w/2", True
    yield "binomial(n, 6) <= n**6/720", True
    yield "binomial(n, 6) <= 2**n", True
    yield "binomial(n, 2) + binomial(n, 1) + 1 <= 2**n", True
    yield "binomial(n, 2) + binomial(n, 1) + 2 <= 2**n", False
    yield "binomial(n + 3, 4) >= n**4/24", True
    yield "binomial(2*n, n) <= 4**n", True
    yield "binomial(2*n, n)/(n + 1) <= 4**n", True
    yield "binomial(2*n, n)/(n + 1) >= 1", True
    yield "binomial(2*n, n) >= 2**n", True
    yield "binomial(2*n, n) >= 4**n/(2*n + 1)", True
    yield "binomial(2*n, n)*2 <= 4**n", True
    yield "binomial(2*n, n)*2 < 4**n", False
    yield "binomial(n + k, k) <= 2**(n + k)", True
    yield "binomial(n + k, k) >= n + 1", True
    yield "binomial(n, k) <= n**k", True
    yield "binomial(n, k)*w**2 <= 2**n*w**2", True
    yield "2*binomial(n, k) <= 2**(n + 1)", True
    yield "binomial(n, k) == binomial(n, n - k)", "k <= n"
    yield "binomial(n + 1, k + 1) >= binomial(n, k)", True
    yield "log2(binomial(n, 3) + 1) <= n", True
    yield "n*binomial(n, 2) <= n**3/2", True


def summed(body: Callable[[Formula], Any], count: Any) -> Formula:
    """The sum of body(i) for i = 0, ..., count - 1."""
    index = index_over(formula(count), 1)
    return formula(total(formula(body(index.formula())), index, formula(count)))


@group
def exact_sums(random: Random) -> Iterator[Any]:
    yield summed(lambda i: floordiv(i, 5), n), "<=", formula(n) ** 2 / 10, True
    yield summed(lambda i: floordiv(i + 4, 5), n), ">=", formula(n) * (n - 1) / 10, True
    yield summed(lambda i: floordiv(formula(r), 2**i), n), "<=", 2 * formula(r), True
    yield summed(lambda i: floordiv(formula(r), 2**i) ** 2, n), "<=", 2 * formula(r) ** 2, True
    yield summed(lambda i: ceildiv(formula(r), 2**i), n), "<=", 2 * formula(r) + n, True
    yield summed(lambda i: log2(i + 2), n), "<=", n * log2(formula(n) + 1), True
    yield n, "<=", summed(lambda i: log2(i + 2), n), True
    yield summed(lambda i: i * log2(i + 1), n), "<=", formula(n) ** 2 * log2(formula(n)), True
    yield summed(lambda i: (i + 1) * w, n), "<=", n**2 * w, True
    yield summed(lambda i: (i + 1) ** 3, n), "<=", n**4, True
    yield summed(lambda i: i**3, n), "<=", formula(n) ** 4 / 4, True
    yield summed(lambda i: maximum(i, formula(w)) * w, n), "<=", n * (formula(n) + w) * w, True
    yield summed(lambda i: minimum(i, formula(w)), n), "<=", formula(n) ** 2, True
    yield summed(lambda i: minimum(i + 1, 3), n), "<=", 3 * formula(n), True
    yield summed(lambda i: (c + i * g) * g, n), "<=", n * g * (formula(c) + n * g), True
    yield summed(lambda i: 2**i * w, n), "<=", 2**n * w - 1, True
    yield summed(lambda i: 3**i, n), "<=", 3**n / formula(2), True
    yield summed(lambda i: (2 * formula(w)) ** i, n), "<=", (2 * formula(w)) ** n, True
    yield summed(lambda i: floordiv(3 * i, 4), n), "<=", summed(lambda i: i, n), True
    yield summed(lambda i: floordiv(i, 2) + floordiv(i + 1, 2), n), "==", formula(n) * (n - 1) / 2, True
    yield (
        macs(Conv(c, 3, stride=2, padding=1) ** n, (c, 2**n * q, 2**n * q)),
        "<=",
        3 * formula(4) ** n * q**2 * c**2,
        True,
    )
    yield macs(MaxPool(2) ** n >> Conv(c, 1), (c, 2**n * q, 2**n * q)), "<=", c**2 * q**2, True


@group
def larger_and_smaller(random: Random) -> Iterator[Any]:
    yield "max(c, d)*min(c, d) <= c*d", True
    yield "max(c, d)**2 <= c**2 + d**2 - 1", True
    yield "max(c, d)**2 <= c**2 + d**2 - 2", False
    yield "c**2 + d**2 <= 2*max(c, d)**2", True
    yield "min(c, d)*(c + d) <= 2*c*d", True
    yield "min(c, d, k) <= (c + d + k)/3", True
    yield "max(c, d, k)**2 <= c**2 + d**2 + k**2 - 2", True
    yield "max(3*c, 5) <= 3*c + 2", True
    yield "max(3*c, 5) <= 3*c + 1", False
    yield "max(floor(c/4), 1) <= c", True
    yield "max(8, 8*floor((c + 4)/8)) <= c + 7", True
    yield "max(8, 8*floor((c + 4)/8)) <= c + 4", False
    yield "max(8, 8*floor((c + 4)/8)) >= c - 3", True
    yield "10*max(8, 8*floor((c + 4)/8)) >= 9*c", "c >= 40", True
    yield "max(n - w, 0) <= n", True
    yield "max(n - w, 0) + w == max(n, w)", True
    yield "max(n - w, 0)*w <= n**2/4", True
    yield "max(n - w, 0)*w <= n**2/5", False
    yield "min(n, w)*min(n, w) == min(n**2, w**2)", True
    yield "max(2*n, n + w) == n + max(n, w)", True
    yield "max(n, w) <= max(n, w + 1)", True
    yield "max(n, w)*log2(max(n, w) + 1) <= max(n, w)**2 + 1"
    yield "max(2**n, n**2) <= 2**n + 1", True
    yield "max(2**n, n**2) <= 2**n", False
    yield "min(2**n, 100)*n <= 100*n", True
    yield "min(c*k**2, d) <= c*k**2", True
    yield "min(c*k**2, d*k**2) == k**2*min(c, d)", True
    yield "floor(max(c, d)/2) == max(floor(c/2), floor(d/2))", True
    yield "max(c, d) - min(c, d) < c + d", True
    yield "max(n, w, r) <= n*w*r", True
    yield "max(n*w, r) <= n*w*r", True


# Conditions


@group
def side_conditions(random: Random) -> Iterator[Any]:
    yield "h*w <= r**2", "h <= r", "w <= r", True
    yield "n*c**2 <= n*d**2", "c <= d", True
    yield "n*c**2 <= m*d**2", "c <= d", "n <= m", True
    yield "c*d <= 100", "c + d <= 20", True
    yield "c*d <= 99", "c + d <= 20", False
    yield "c*d*k <= 1000", "c + d + k <= 30", True
    yield "c**2 + d**2 <= 200", "c + d <= 15"
    yield "c**2 + d**2 >= 50", "c + d >= 10", True
    yield "c**2 + d**2 >= 51", "c + d >= 10", False
    yield "c**2*d <= 4000", "2*c + d <= 60"
    yield "c*d >= 19", "c + d >= 20", True
    yield "c + d >= 20", "c*d >= 100", True
    yield "c + d >= 21", "c*d >= 100", False
    yield "c + d + k >= 9", "c*d*k >= 27", True
    yield "c + d <= 101", "c*d <= 100", True
    yield "c + d <= 100", "c*d <= 100", False
    yield "c <= 10", "c**2 + d**2 <= 101", True
    yield "c <= 9", "c**2 + d**2 <= 101", False
    yield "c*d <= 50", "c**2 + d**2 <= 100", True
    yield "c + d <= 14", "c**2 + d**2 <= 100", True
    yield "c + d <= 13", "c**2 + d**2 <= 100"
    yield "k <= r", "k + 2 <= r", True
    yield "k**2*c*(r - k + 1)**2 <= c*r**4", "k <= r", True
    yield "4*k*(r - k) <= r**2", "k <= r", True
    yield "4*k*(r - k) < r**2", "k <= r", False
    yield "4*k*(r - k) < r**2", "2*k < r", True
    yield "2*k*(r - k) <= r**2", "k <= r", True
    yield "m*(n + w) <= 2*m*n", "w <= n", True
    yield "m*(n + w) <= 2*m*n", "w <= n + 1", False
    yield "r <= 32*q + 31", "q >= 1", "r <= 32*q", True
    yield "floor(r/32) == q", "r = 32*q", True
    yield "floor((r + 5)/32) == q", "r = 32*q", True
    yield "floor((r + 32)/32) == q", "r = 32*q", False
    yield "c*r**2 <= 1024*c*q**2", "r = 32*q", True
    yield "2*h*k <= d", "d = 2*h*k", True
    yield "d**2 >= 4*h*k", "d = h*k + 1", True
    yield "d**2 > 4*h*k", "d = h*k + 1", False
    yield "n*log2(w) <= n*log2(r)", "w <= r", True
    yield "w*log2(w) + w <= r*log2(r) + r", "w <= r", True
    yield "log2(w) + log2(r) <= 2*log2(n)", "w*r <= n**2", True
    yield "log2(w) <= 10", "w <= 1024", True
    yield "log2(w) <= 10", "w <= 1025", False
    yield "floor(h/3) + floor(w/3) <= floor(2*h/3)", "w <= h"
    yield "floor(k/2) + floor(k/2) <= r", "k <= r", True
    yield "r - k + 1 + 2*floor(k/2) >= r", "k <= r", True
    yield "r - k + 1 + 2*floor(k/2) <= r", "k <= r", False
    yield "r - k + 1 + 2*floor((k - 1)/2) == r", "k = 2*m + 1", True
    yield "w <= 2**n", "w <= n", True
    yield "w**2 <= 4**n", "w <= n", True
    yield "p*(c + d) <= c*d", "p <= c", "2*p <= d", "2*p <= c", True
    yield "p*(c + d) <= c*d", "p <= c", "p <= d", False
    yield "p*(c + d) <= 2*c*d", "p <= c", "p <= d", True
    yield "a + c <= b + d", "a <= b", "c <= d", True
    yield "a*c + 1 <= b*d", "a < b", "c <= d", True
    yield "a*d <= b*c + a*c", "d <= c", True
    yield "a**2*d <= b**2*d", "a <= b", True
    yield "a**3 - b**3 >= 3*(a - b)", "a >= b", True
    yield "(a - b)*(b - c) >= 0", "a >= b", "b >= c", True
    yield "(a - b)*(b - c)*(a - c) >= 0", "a >= b", "b >= c", True
    yield "(a - b)*(b - c)*(a - c) >= 2", "a > b", "b > c", True
    yield "(a - b)*(b - c)*(a - c) >= 3", "a > b", "b > c", False


@group
def bottlenecks(random: Random) -> Iterator[Any]:
    """Depth and routes against sizes, with symbolic counts."""
    for blocks in ((n, n, n, n), (n, 2 * n, 3 * n, n)):
        net = zoo.resnet("bottleneck", blocks, width=c)
        x = (3, 32 * q, 32 * q)
        yield depth(net, x), "<=", params(net, x), True
        yield depth(net, x), "<=", paths(net, x), True
        yield params(net, x), "<=", paths(net, x)
        yield log2(paths(net, x)), "<=", depth(net, x), True
        yield params(net, x) * log2(params(net, x)), "<=", params(net, x) * macs(net, x), True
    narrow, wide = (zoo.resnet_uniform("basic", s + 1, n, width) for width in (c, 2 * c))
    x = (3, 4 * 2**s * q, 4 * 2**s * q)
    for measure in (params, macs):
        yield measure(narrow, x), "<=", measure(wide, x), True
        yield measure(wide, x), "<=", 4 * measure(narrow, x), True
        yield 2 * measure(narrow, x), "<=", measure(wide, x)
    yield minimum(params(narrow, x), macs(narrow, x)), "<=", params(narrow, x), True


NAMES = tuple(GROUPS)
