"""The laws of measures, as data: four families of equations between the values of layers.

Those that are required hold for every measure: a value is a function of the layers and of how they are
joined, whatever the brackets. The others say what kind of measure it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from .law import Law


def family(name: str, laws: Iterable[tuple[str, str, str]], required: bool = False) -> tuple[Law, ...]:
    """Laws under one heading."""
    return tuple(Law(*law, name, required) for law in laws)


BRACKETS = family("brackets and branches", [
    ("series is associative", "f >> (g >> h) = (f >> g) >> h", "f: x -> y; g: y -> z; h: z -> t"),
    ("the identity is neutral on the left", "Id >> f = f", "f: x -> y"),
    ("the identity is neutral on the right", "f >> Id = f", "f: x -> y"),
    ("sum is associative", "f + (g + h) = (f + g) + h", "f, g, h: x -> y"),
    ("sum is commutative", "f + g = g + f", "f, g: x -> y"),
    ("concat is associative", "f | (g | h) = (f | g) | h", "f: x -> y; g: x -> y'; h: x -> y''"),
    ("product is associative", "f * (g * h) = (f * g) * h", "f, g, h: x -> y"),
    ("product is commutative", "f * g = g * f", "f, g: x -> y"),
], required=True)  # fmt: skip

HOMOMORPHISM = family("homomorphism: the measure's algebra on the values v, before projection", [
    ("series", "v(f >> g, x) = v(f, x) >> v(g, f.out(x))", "f, g: * -> *"),
    ("sum", "v(f + g, x) = v(f, x) + v(g, x)", "f, g: x -> y"),
    ("concat", "v(f | g, x) = v(f, x) | v(g, x)", "f: x -> y; g: x -> y'"),
    ("product", "v(f * g, x) = v(f, x) * v(g, x)", "f, g: x -> y"),
    ("power", "v(f**n, x) = v(f, x)**n", "f: x -> x; n: count"),
], required=True)  # fmt: skip

UNROLLING = family("unrolling: closed forms of loops", [
    ("one copy more", "f**(n + 1) = f**n >> f", "f: x -> x; n: count"),
    ("counts add up", "f**(m + n) = f**m >> f**n", "f: x -> x; m, n: count"),
    ("counts multiply", "(f**m)**n = f**(m*n)", "f: x -> x; m, n: count"),
    ("a loop is its copies", "m(loop, x)[s] = m(unrolled(loop[s]), x[s])", "loop: loop; s: values"),
], required=True)  # fmt: skip

SUBSTITUTION = family("substitution: values may be put in before or after", [
    ("substitution", "m(net, x)[s] = m(net[s], x[s])", "net: network; s: values"),
], required=True)  # fmt: skip

CHARACTER = family("what tells measures apart", [
    ("series adds", "m(f >> g, x) = m(f, x) + m(g, f.out(x))", "f, g: * -> *"),
    ("series multiplies", "m(f >> g, x) = m(f, x)*m(g, f.out(x))", "f, g: * -> *"),
    ("series commutes, shapes kept", "f >> g = g >> f", "f, g: x -> x"),
    ("series commutes", "f >> g = g >> f", "f, g: * -> *"),
    ("concat commutes", "f | g = g | f", "f: x -> y; g: x -> y'"),
    ("sum is idempotent", "f + f = f", "f: x -> y"),
    ("series distributes, shared head", "f >> (g + h) = (f >> g) + (f >> h)", "f: x -> y; g, h: y -> z"),
    ("series distributes, shared tail", "(f + g) >> h = (f >> h) + (g >> h)", "f, g: x -> y; h: y -> z"),
    ("shared head, concat", "f >> (g | h) = (f >> g) | (f >> h)", "f: x -> y; g: y -> z; h: y -> z'"),
    ("shared tail, concat", "(f | g) >> h = (f >> h) | (g >> h)", "f: x -> y; g: x -> y'; h: * -> *"),
    ("interchange", "(f >> h) + (g >> k) = (f + g) >> (h + k)", "f, g: x -> y; h, k: y -> z"),
    ("interchange, concat", "(f >> h) | (g >> k) = (f | g) >> (h | k)",
     "f: x -> y; g: x -> y'; h, k: * -> *"),
])  # fmt: skip

ORDER = family("order", [
    ("a part in series is no more", "m(f, x) <= m(f >> g, x)", "f, g: * -> *"),
    ("a branch is no more", "m(f, x) <= m(f + g, x)", "f, g: x -> y"),
    ("a skip takes nothing", "m(f, x) <= m(Id + f, x)", "f: x -> x"),
    ("one copy more is no less", "m(f**n, x) <= m(f**(n + 1), x)", "f: x -> x; n: count"),
    ("monotone in the width", "m(f, x) <= m(f, wider(x))", "f: * -> *"),
    ("monotone in the resolution", "m(f, x) <= m(f, larger(x))", "f: * -> *"),
])  # fmt: skip

LAWS = (*BRACKETS, *HOMOMORPHISM, *UNROLLING, *SUBSTITUTION, *CHARACTER, *ORDER)
