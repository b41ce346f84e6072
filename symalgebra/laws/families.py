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
    ("counts add up", "f**(n + k) = f**n >> f**k", "f: x -> x; n, k: count"),
    ("counts multiply", "(f**n)**k = f**(n*k)", "f: x -> x; n, k: count"),
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

BETWEEN = family("between measures", [
    ("conservation", "N(x)*C(f, x) = N(f.out(x))*P(f, x)", "f: x -> y"),
    ("conservation in bits",
     "log2_intrinsic_power(f, x) - log2_layer_complexity(f, x) = compression(f, x)", "f: x -> y"),
    ("telescoping", "compression(f >> g, x) = compression(f, x) + compression(g, f.out(x))",
     "f: x -> y; g: y -> z"),
    ("a multiply-accumulate is two operations", "2*macs(f, x) <= flops(f, x)", "f: * -> *"),
    ("a bottleneck is no wider than the input", "bottleneck(f, x) <= N(x)", "f: x -> y"),
    ("a bottleneck is no wider than the output", "bottleneck(f, x) <= N(f.out(x))", "f: x -> y"),
    ("shapes compose", "(f >> g).out(x) = g.out(f.out(x))", "f, g: * -> *"),
    ("shapes commute with substitution", "net.out(x)[s] = net[s].out(x[s])", "net: network; s: values"),
], required=True)  # fmt: skip

SIZES = family("size maps D(s, B): r -> floor((r + B)/s), and their adjoints", [
    ("composition", "(D >> E)(r) = E(D(r))", "D, E: size map; r: size"),
    ("series of maps is associative", "(D >> E) >> F = D >> (E >> F)", "D, E, F: size map"),
    ("the identity is neutral before", "one >> D = D", "D: size map"),
    ("the identity is neutral after", "D >> one = D", "D: size map"),
    ("one map more", "D.power(n + 1) = D.power(n) >> D", "D: size map; n: count"),
    ("powers add up", "D.power(n + k) = D.power(n) >> D.power(k)", "D: size map; n, k: count"),
    ("monotone", "D(r) <= D(r + 1)", "D: size map; r: size"),
    ("the least input gives its output", "D(D.least(q)) = q", "D: size map; q: size"),
    ("no input is below the least one", "D.least(D(r)) <= r", "D: size map; r: size"),
    ("nor above it by a stride", "r <= D.least(D(r)) + D.stride - 1", "D: size map; r: size"),
    ("the adjoint of a chain", "(D >> E).least(q) = D.least(E.least(q))", "D, E: size map; q: size"),
], required=True)  # fmt: skip

LAWS = (*BRACKETS, *HOMOMORPHISM, *UNROLLING, *SUBSTITUTION, *CHARACTER, *ORDER)
