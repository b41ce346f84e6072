"""Check a certificate. This file stands alone: it imports the standard library, and nothing of this package.

A certificate claims f <= g (or f < g, f == g) for all integers of a domain, and proves g - f >= 0, in JSON:

    {"format": "symalgebra-certificate/1",
     "claim": {"left": f, "relation": "<=", "right": g, "domain": {"n": [1, null]}, "given": [h, ...]},
     "proof": node}

Expressions are numbers "p/q" and lists ["sym", name], ["add", ...], ["mul", ...], ["pow", a, e],
["floor", a, b], ["max", ...], ["min", ...], ["log2", a or "e"], ["binomial", n, k], ["sum", p, index, count].
Symbols are integers within the domain, and every h of `given` is >= 0.

The checker writes g - f as p/d, polynomials over atoms (symbols, powers b**m, floors, logarithms, ...) that
it makes itself. A node proves p >= 0 where certain polynomials, the hypotheses, are >= 0. Every rule below is
stated with its proof. `python checker.py FILE` prints what is proved; exit status 1 where it is rejected.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import ceil, comb, factorial, floor, lcm, prod
from typing import Any

FORMAT = "symalgebra-certificate/1"
MOST = {
    "nodes": 20_000, "terms": 20_000, "points": 20_000, "bits": 20_000, "power": 400, "depth": 60,
    "work": 500_000, "residues": 5_000, "symbols": 64, "digits": 6_000,
}  # fmt: skip

Atom = tuple[Any, ...]  # ("sym", n), ("exp", base, m), ("floor", p, q), ("max", ps), ("log2", p), ...
Monomial = frozenset[tuple[Atom, int]]
Number = int | Fraction
Poly = dict[Monomial, Number]
ONE: Monomial = frozenset()
UNIT: Poly = {ONE: 1}
DIGITS = frozenset("-0123456789/")


class Rejected(Exception):
    """The certificate does not prove its claim."""


def need(fact: Any, why: str) -> None:
    """Reject where a condition of a rule is not met."""
    if not fact:
        raise Rejected(why)


# Polynomials over atoms


def quotient(a: Number, b: Number) -> Number:
    """a/b, the only division of this file: Python's own makes a float of two integers."""
    return exact(Fraction(a, b))


def exact(c: Number) -> Number:
    """A number, as an integer where it is one: these are added and multiplied ten times as fast."""
    return c.numerator if c.denominator == 1 else c


def constant(c: Number) -> Poly:
    """The polynomial that is a number."""
    return {ONE: exact(c)} if c else {}


ATOMS: dict[Atom, Atom] = {}  # equal atoms are one object, so that deeply nested ones are compared in no time


def single(atom: Atom, power: int = 1) -> Poly:
    """The polynomial that is a power of one atom."""
    need(power <= MOST["power"], "an exponent is out of bounds")
    return {frozenset(((ATOMS.setdefault(atom, atom), power),)): 1}


def plus(a: Poly, b: Poly, factor: Any = 1) -> Poly:
    """a + factor*b."""
    spend(len(a) >> 4)
    return added(dict(a), b, factor)


def added(result: Poly, b: Poly, factor: Any = 1) -> Poly:
    """The same, in place."""
    bits = 0
    for m, c in b.items():
        value = result[m] = result.get(m, 0) + c * factor
        bits = max(bits, length(value))
        if not value:
            del result[m]
    need(bits <= MOST["bits"], "a number is too long")
    spend(len(b) * (16 + bits) >> 8)
    return result


def sum_of(terms: Iterable[Poly]) -> Poly:
    """The sum of polynomials."""
    result: Poly = {}
    for term in terms:
        added(result, term)
    return result


def length(c: Number) -> int:
    """The bits of a number."""
    return c.bit_length() if type(c) is int else max(c.numerator.bit_length(), c.denominator.bit_length())


def longest(coefficients: Iterable[Number]) -> int:
    """The bits of the longest number; too long ones are refused."""
    bits = max(map(length, coefficients), default=0)
    need(bits <= MOST["bits"], "a number is too long")
    return bits


def number_power(x: Any, e: int) -> Any:
    """x**e for numbers."""
    need(0 <= e * length(x) <= MOST["bits"], "a number is too long")
    return x**e


def joined(m: Monomial, n: Monomial) -> Monomial:
    """The product of two monomials."""
    if not m or not n:
        return m or n
    powers = dict(m)
    for atom, e in n:
        powers[atom] = powers.get(atom, 0) + e
    if len(powers) == len(m) + len(n):
        return m | n
    need(max(powers.values()) <= MOST["power"], "an exponent is out of bounds")
    return frozenset([p for p in powers.items() if p[1]])


def times(a: Poly, b: Poly) -> Poly:
    """a*b."""
    if UNIT in (a, b):
        return a if b == UNIT else b
    pairs = len(a) * len(b)
    if pairs == 1:
        ((m, c),), ((n, d),) = a.items(), b.items()
        value = c * d
        spend(3 + (longest((value,)) >> 8))
        return {joined(m, n): value}
    spend(2 + pairs if pairs < 64 else pairs * (1 + (longest(a.values()) + longest(b.values()) >> 8)))
    result: Poly = {}
    for m, c in a.items():
        for n, d in b.items():
            key = joined(m, n)
            result[key] = result[key] + c * d if key in result else c * d
    need(len(result) <= MOST["terms"], "a polynomial has too many terms")
    spend(len(result) * longest(result.values()) >> 8)
    return {m: c for m, c in result.items() if c}


def power(a: Poly, e: int) -> Poly:
    """a**e for e >= 0."""
    need(0 <= e <= MOST["power"], "an exponent is out of bounds")
    if e == 1:
        return a
    if e and len(a) == 1:
        ((m, c),) = a.items()
        need(all(k * e <= MOST["power"] for _, k in m), "an exponent is out of bounds")
        return {frozenset((atom, k * e) for atom, k in m): number_power(c, e)}
    result = constant(1)
    for _ in range(e):
        result = times(result, a)
    return result


WORK = [0]
PULSE: list[Callable[[], None]] = [lambda: None]  # called as work is counted: a clock may be looked at


def spend(units: int) -> None:
    """Count work, so that a hostile certificate ends; every 64 units the clock and the sum are looked at."""
    before = WORK[0]
    WORK[0] = after = before + units
    if before >> 6 != after >> 6:
        PULSE[0]()
        need(after <= MOST["work"], "the certificate asks for too much work")


def frozen(p: Poly) -> frozenset[tuple[Monomial, Number]]:
    """A polynomial as a hashable value."""
    return frozenset(p.items())


def number_of(p: Poly) -> Number | None:
    """The number that a polynomial is, or None."""
    return 0 if not p else p[ONE] if p.keys() == {ONE} else None


# From expressions to quotients of polynomials


class Domain:
    """The ranges of the symbols, and the polynomials known to be >= 0 (`given`)."""

    def __init__(self, ranges: dict[str, tuple[int, int | None]], given: list[Poly]) -> None:
        self.ranges, self.given = ranges, given
        self.lows: dict[Atom, Number | None] = {}

    def low(self, name: str) -> int:
        """The least value of a symbol."""
        if name not in self.ranges:
            raise Rejected(f"the symbol {name} has no range")
        return self.ranges[name][0]

    def narrowed(self, p: Poly) -> Domain:
        """The domain where also p >= 0: a bound of one symbol, or one more hypothesis."""
        spend(len(self.given) >> 4)
        ranges, given = dict(self.ranges), [*self.given, p]
        if restates(p):
            ((((atom, _),), c),) = ((m, c) for m, c in p.items() if m)
            low, high = ranges[atom[1]]
            bound = quotient(-p.get(ONE, 0), c)
            if c > 0:
                low = max(low, -floor(-bound))
            else:
                high = floor(bound) if high is None else min(high, floor(bound))
            ranges[atom[1]] = (low, high)
        return Domain(ranges, given)


def restates(p: Poly) -> bool:
    """Whether p is a number and a multiple of a symbol, so that p >= 0 is a bound of it."""
    return [(a[0], e) for m in p for a, e in m] == [("sym", 1)]


def translate(e: Any, d: Domain, depth: int = 0) -> tuple[Poly, Poly]:
    """The expression as a quotient of polynomials, its denominator positive on the domain."""
    need(depth <= MOST["depth"], "an expression is nested too deeply")
    spend(1)
    if isinstance(e, str):
        return constant(rational(e)), UNIT
    need(isinstance(e, list) and len(e) >= 2 and isinstance(e[0], str), "no expression")
    kind, parts = e[0], e[1:]
    if kind == "sym":
        need(len(parts) == 1 and isinstance(parts[0], str), "no symbol")
        d.low(parts[0])
        return single(("sym", parts[0])), UNIT
    if kind in ("add", "mul"):
        return combined(kind, [translate(part, d, depth + 1) for part in parts])
    if kind == "pow":
        need(len(parts) == 2, "a power has two parts")
        return raised(translate(parts[0], d, depth + 1), translate(parts[1], d, depth + 1), d)
    if kind == "sum":
        return total(parts, d, depth)
    if e == ["log2", "e"]:
        return single(("euler",)), UNIT
    found = [translate(part, d, depth + 1) for part in parts]
    if kind in ("max", "min"):  # of quotients with positive denominators: over the product of these
        spend(len(found) ** 2 >> 4)
        whole = product_of([q for _, q in found])
        found = [
            (times(p, product_of([q for j, (_, q) in enumerate(found) if j != i])), UNIT)
            for i, (p, _) in enumerate(found)
        ]
        return single_atom(kind, found, d), whole
    return single_atom(kind, found, d), UNIT


def rational(text: Any) -> Number:
    """A number of the certificate."""
    need(isinstance(text, str) and len(text) <= MOST["digits"] and DIGITS.issuperset(text), "no number")
    try:
        return exact(Fraction(text)) if "/" in text else int(text)
    except (ValueError, ZeroDivisionError):
        raise Rejected("no number") from None


def combined(kind: str, parts: list[tuple[Poly, Poly]]) -> tuple[Poly, Poly]:
    """A sum or a product of quotients."""
    top, bottom = parts[0]
    if kind == "add" and all(q == bottom for _, q in parts):
        return sum_of(p for p, _ in parts), bottom
    for p, q in parts[1:]:
        if kind == "mul":
            top, bottom = times(top, p), times(bottom, q)
        elif q == bottom:
            top = plus(top, p)
        else:
            top, bottom = plus(times(top, q), times(p, bottom)), times(bottom, q)
    return top, bottom


def raised(base: tuple[Poly, Poly], exponent: tuple[Poly, Poly], d: Domain) -> tuple[Poly, Poly]:
    """A power: expanded for a number, else a product of atoms b**m over the monomials m of the exponent."""
    need(exponent[1] == UNIT, "an exponent is no quotient")
    e = number_of(exponent[0])
    if e is not None:
        need(e.denominator == 1, "an exponent is no integer")
        top, bottom = base
        if e < 0:
            top, bottom = bottom, top
            need(bounded_below(bottom, d) > 0, "a denominator is not proved positive")
        return power(top, abs(int(e))), power(bottom, abs(int(e)))
    tops, bottoms = ([spread(b, exponent[0], d) for b in bases(side, d)] for side in base)
    sides = [t for t, _ in tops] + [b for _, b in bottoms], [b for _, b in tops] + [t for t, _ in bottoms]
    return product_of(sides[0]), product_of(sides[1])


def bases(p: Poly, d: Domain) -> list[Any]:
    """The factors of the base of a symbolic power: numbers and symbols of one term, else p as a whole.

    Symbols and what stands as a whole are integers >= 1.
    """
    if len(p) == 1:
        ((m, c),) = p.items()
        need(c > 0, "the base of a symbolic power is not positive")
        if all(a[0] == "sym" for a, _ in m):
            need(all(d.low(a[1]) >= 1 for a, _ in m), "a base may be 0")
            return [Fraction(c)] * (c != 1) + [a for a, e in m for _ in range(e)]
    need(integral(p) and bounded_below(p, d) >= 1, "a base is no number, no symbol and no integer >= 1")
    return [("whole", frozen(p))]


def base_of(base: Any) -> Poly:
    """What the base of a power is, as a polynomial."""
    if isinstance(base, Fraction):
        return constant(base)
    return dict(base[1]) if base[0] == "whole" else single(base)


def product_of(factors: list[Poly]) -> Poly:
    """The product of polynomials."""
    result = UNIT
    for factor in factors:
        result = times(result, factor)
    return result


def spread(base: Any, exponent: Poly, d: Domain) -> tuple[Poly, Poly]:
    """base**exponent, monomial by monomial; negative coefficients go to the denominator.

    An exponent with fractions is an integer where it is integer valued, and its own floor.
    """
    if any(c.denominator != 1 for c in exponent.values()):
        need(whole(exponent), "an exponent has a fraction")
        scale = lcm(*(c.denominator for c in exponent.values()))
        exponent = floored({m: c * scale for m, c in exponent.items()}, constant(scale), d)
    sides = [constant(1), constant(1)]
    for m, c in exponent.items():
        if not m:
            sides[c < 0] = times(sides[c < 0], power(base_of(base), abs(int(c))))
            continue
        need(integral({m: c}), "an exponent may be no integer")
        need(all(positive_atom(a, d) for a, _ in m), "an exponent may be negative")
        for factor, k in primes(base).items() if isinstance(base, Fraction) else {base: 1}.items():
            side = (c * k) < 0
            sides[side] = times(sides[side], single(("exp", factor, m), abs(int(c * k))))
    return sides[0], sides[1]


def primes(number: Fraction) -> dict[Fraction, int]:
    """The prime factors of a positive number."""
    found: dict[Fraction, int] = {}
    for rest, sign in ((number.numerator, 1), (number.denominator, -1)):
        p = 2
        while p * p <= rest and p <= 1 << 16:
            spend(length(rest) >> 6)
            while rest % p == 0:
                found[Fraction(p)] = found.get(Fraction(p), 0) + sign
                rest //= p
            p += 1
        if rest > 1:
            found[Fraction(rest)] = sign  # a large factor serves as it is: only b**m > 0 and b >= 2 are used
    return found


def single_atom(kind: str, parts: list[tuple[Poly, Poly]], d: Domain) -> Poly:
    """A floor, an extremum, a logarithm or a binomial coefficient."""
    if kind == "floor":
        need(len(parts) == 2, "a floor has two parts")
        (a, b), (p, q) = parts
        return floored(times(a, q), times(b, p), d)
    need(all(q == UNIT for _, q in parts), f"{kind} of a quotient")
    polys = [p for p, _ in parts]
    if kind in ("max", "min"):
        return single((kind, frozenset(map(frozen, polys))))
    if kind == "log2":
        need(len(polys) == 1 and bounded_below(polys[0], d) > 0, "a logarithm of what may be 0")
        return log2_of(polys[0])
    need(kind == "binomial" and len(polys) == 2, f"unknown expression {kind}")
    need(all(map(integral, polys)) and bounded_below(polys[0], d) >= 0, "a binomial coefficient of no set")
    return single(("binomial", frozen(polys[0]), frozen(polys[1])))


def log2_of(p: Poly) -> Poly:
    """log2(p) for p > 0: of one term by the product rule log2(c * prod a**e) = log2(c) + sum e*log2(a)."""
    if len(p) != 1:
        return single(("log2", frozen(p)))
    ((m, c),) = p.items()
    result = log2_of_number(c)
    for atom, e in m:
        if atom[0] == "exp":
            result = plus(result, times(log2_of(base_of(atom[1])), {atom[2]: 1}), e)
        else:
            result = plus(result, single(("log2", frozen(single(atom)))), e)
    return result


def log2_of_number(c: Number) -> Poly:
    """log2(c): a number for a power of 2, else an atom."""
    need(c > 0, "a logarithm of what may be 0")
    n, q = c.numerator, c.denominator
    if n & (n - 1) == 0 and q & (q - 1) == 0:
        return constant(n.bit_length() - q.bit_length())
    return single(("log2", frozen(constant(c))))


def floored(a: Poly, b: Poly, d: Domain) -> Poly:
    """floor(a/b): what b divides comes out, since floor(x + k) = floor(x) + k for an integer k."""
    need(bounded_below(b, d) > 0, "a floor whose divisor may be 0")
    if len(b) != 1:
        return single(("floor", frozen(a), frozen(b)))
    ((m, n),) = b.items()
    below = frozenset((atom, -e) for atom, e in m)
    shares = {joined(k, below): quotient(c, n) for k, c in a.items() if k}
    whole = {k: c for k, c in shares.items() if integral({k: c})}
    rest = plus(a, times(whole, b), -1)
    value = number_of(rest)
    if value is None or m:
        return plus(whole, single(("floor", frozen(rest), frozen(b))) if rest else {})
    return plus(whole, constant(value // n))


WHOLE = ("sym", "exp", "floor", "binomial")  # the kinds of atoms that are integers


def integral(p: Poly) -> bool:
    """Whether p is integer valued: integer coefficients over integer atoms."""
    return all(
        c.denominator == 1 and all(e > 0 and (a[0] in WHOLE or chosen_whole(a)) for a, e in m)
        for m, c in p.items()
    )


def chosen_whole(atom: Atom) -> bool:
    """Whether an atom is an extremum of integers."""
    spend(1)
    return atom[0] in ("max", "min") and all(integral(dict(p)) for p in atom[1])


def total(parts: list[Any], d: Domain, depth: int) -> tuple[Poly, Poly]:
    """A sum over an index from 0, term by term: factors without the index come out, powers of the index are
    summed, any other term is an atom that names it."""
    need(len(parts) == 3 and isinstance(parts[1], str) and parts[1] not in d.ranges, "no sum")
    count = polynomial(parts[2], d, depth + 1)
    need(integral(count), "a count is an integer")
    body = polynomial(parts[0], within(parts[1], d), depth + 1)
    index, known = ("sym", parts[1]), bounded_below(count, d) >= 0
    result: Poly = {}
    for m, c in body.items():
        inner = frozenset((a, e) for a, e in m if index in atoms_within([single(a)]))
        degree = dict(inner).get(index, 0)
        if known and degree <= 24 and inner <= {(index, degree)}:
            whole = sum_of_powers(count, degree)
        else:
            whole = single(("sum", frozen({inner: 1}), parts[1], frozen(count)))
        result = plus(result, times({m - inner: c}, whole))
    return result, constant(1)


def within(index: str, d: Domain) -> Domain:
    """The domain with an index of a sum. The quotient of a rule `residue` may have its name: that is another
    symbol, and what is known of it is left out."""
    spend(len(d.given))
    given = [p for p in d.given if ("sym", index) not in symbols_of([p])]
    return Domain({**d.ranges, index: (0, None)}, given)


def sum_of_powers(n: Poly, e: int) -> Poly:
    """The sum of i**e for i = 0, ..., n - 1, n >= 0: i**e is a combination of the F_j(i), and these sum up to
    F_(j + 1)(n)/(j + 1), which grows by F_j."""
    result, product_ = constant(0), n
    for j, c in enumerate(falling(e)):
        result = plus(result, product_, quotient(c, j + 1))
        product_ = times(product_, plus(n, constant(j + 1), -1))
    return result


def falling(e: int) -> list[int]:
    """t**e as a combination of F_j(t) = t*(t - 1)*...*(t - j + 1), by t*F_j = F_(j + 1) + j*F_j."""
    steps = [1]
    for _ in range(e):
        steps = [
            j * (steps[j] if j < len(steps) else 0) + (steps[j - 1] if j else 0)
            for j in range(len(steps) + 1)
        ]
    return steps


# Bounds that need no proof tree


def least(atom: Atom, d: Domain) -> Number | None:
    """A number that the atom is at least, an integer where the atom is one; None where none is known."""
    if atom not in d.lows:
        low = lower_bound(atom, d)
        d.lows[atom] = ceil(low) if isinstance(low, Fraction) and integral(single(atom)) else low
    return d.lows[atom]


def lower_bound(atom: Atom, d: Domain) -> Number | None:
    """What `least` remembers."""
    kind = atom[0]
    if kind == "sym":
        return d.low(atom[1])
    if kind == "exp":  # b**m >= (least b)**(least m) for b >= 1, which all bases are
        bound = prod(number_power(floor_of(a, d), e) for a, e in atom[2])
        low = max(1, bounded_below(base_of(atom[1]), d))
        return number_power(low, bound) if bound <= 512 else 1
    if kind == "floor":  # a >= 0 and b > 0 give floor(a/b) >= 0, and a >= b gives 1
        a, b = dict(atom[1]), dict(atom[2])
        if bounded_below(plus(a, b, -1), d) >= 0:
            return 1
        return 0 if bounded_below(a, d) >= 0 else None
    if kind == "log2":  # monotone
        low = bounded_below(dict(atom[1]), d)
        return log2_below(low) if low > 0 else None
    if kind in ("max", "min"):
        lows = [bounded_below(dict(p), d) for p in atom[1]]
        found = max(lows) if kind == "max" else min(lows)
        return found if found > MINUS else None
    if kind == "euler":  # log2(e) = 1/ln 2
        return quotient(1, LN2[1])
    if kind == "rest":
        return 0
    if kind == "binomial":  # C(n, k) >= 1 for 0 <= k <= n
        n, k = dict(atom[1]), dict(atom[2])
        return int(bounded_below(k, d) >= 0 and bounded_below(plus(n, k, -1), d) >= 0)
    if kind == "sum":
        return 0 if bounded_below(dict(atom[1]), within(atom[2], d)) >= 0 else None
    return None


MINUS = -(10**12)  # stands for "no lower bound known"
TWO = frozen(constant(2))


def bounded_below(p: Poly, d: Domain) -> Number:
    """A lower bound: write each atom as least + t with t >= 0; where all coefficients but the constant are
    >= 0, the constant is one. Sound since t's and falling factorials of integers t are >= 0."""
    if all(c >= 0 for c in p.values()) and all(positive_atom(a, d) for m in p for a, _ in m):
        return sum(c * prod(number_power(floor_of(a, d), e) for a, e in m) for m, c in p.items())
    shifted: Poly = {}
    for m, c in p.items():
        term = constant(c)
        for a, e in m:
            low = least(a, d)
            if low is None:
                return MINUS
            term = times(term, power(plus(single(a), constant(low)), e))  # the atom's name now stands for t
        added(shifted, term)
    for written in (dict, stepped):  # by powers of the t's, then by falling factorials
        form = written(shifted)
        if all(c >= 0 for m, c in form.items() if m):
            return form.get(ONE, 0)
    return max(halved(p, d), beside(p, d))


def beside(p: Poly, d: Domain) -> Number:
    """The greatest lower bound of p - h, for hypotheses h >= 0 that have a negative term in common with p."""
    free, below = Domain(d.ranges, []), [m for m, c in p.items() if c < 0]
    near = [h for h in d.given if any(h.get(m, 0) < 0 for m in below)]
    return max((bounded_below(plus(p, h, -1), free) for h in near), default=MINUS)


def halved(p: Poly, d: Domain) -> Number:
    """The lower bound with 2*floor(x/2) + t, t >= 0, for the first symbol x whose half is in p too."""
    atoms = {a for m in p for a, _ in m}
    halves = {x: ("floor", frozen(single(x)), TWO) for x in atoms if x[0] == "sym"}
    x = min((x for x, half in halves.items() if half in atoms), default=None)
    if x is None:
        return MINUS
    whole, result = plus(single(("rest", x)), single(halves[x]), 2), constant(0)
    for m, c in p.items():
        e = dict(m).get(x, 0)
        added(result, times({m - {(x, e)}: c}, power(whole, e)))
    return bounded_below(result, d)


def stepped(p: Poly) -> Poly:
    """A polynomial in t's, those of symbols by falling factorials: their powers j now stand for F_j."""
    result: Poly = {}
    for m, c in p.items():
        term = constant(c)
        for a, e in m:
            steps = falling(e) if a[0] == "sym" and e <= 24 else [0] * e + [1]
            term = times(term, {frozenset({(a, j)}): s for j, s in enumerate(steps) if s})
        added(result, term)
    return result


def positive_atom(a: Atom, d: Domain) -> bool:
    """Whether the atom is at least some number >= 0."""
    low = least(a, d)
    return low is not None and low >= 0


def floor_of(a: Atom, d: Domain) -> Number:
    """The lower bound of an atom that is >= 0: those of exponents are, where they are read."""
    return max(0, least(a, d) or 0)


@lru_cache(1 << 12)
def log2_below(x: Number) -> Fraction:
    """A rational lower bound of log2(x), within 2**-40: bit by bit, since log2(y) = log2(y**2)/2.

    y is kept in units of 2**-128; rounding y**2 downwards at every step keeps it a lower bound.
    """
    need(x > 0, "a logarithm of what is not positive")
    k = x.numerator.bit_length() - x.denominator.bit_length()
    k -= x < Fraction(2) ** k
    y = floor(x * Fraction(2) ** (128 - k))
    bits = 0
    for _ in range(40):
        y, bits = y * y >> 128, bits << 1
        if y >> 129:
            y, bits = y >> 1, bits | 1
    return k + Fraction(bits, 1 << 40)


def log2_above(x: Number) -> Fraction:
    """A rational upper bound of log2(x): -log2(1/x) <= -below(1/x)."""
    return -log2_below(quotient(1, x))


LN2 = (Fraction(6931471805599453, 10**16), Fraction(6931471805599454, 10**16))  # around ln 2


# Rules: each reduces goal >= 0 on a domain to what is left to prove

Left = tuple[Any, Poly, Domain]  # a node, a polynomial that it is to prove >= 0, and the domain


def prove(node: Any, goal: Poly, d: Domain, depth: int = 0) -> None:
    """Check a proof of goal >= 0: node by node, each rule giving what is left to prove."""
    pending: list[Left] = [(node, goal, d)]
    depths = [depth]
    while pending:
        (node, goal, d), depth = pending.pop(), depths.pop()
        need(isinstance(node, dict) and node.get("rule") in RULES, "no node")
        need(depth <= MOST["depth"], "the proof is nested too deeply")
        spend(20 + len(goal))
        if any(low > high for low, high in d.ranges.values() if high is not None):
            continue  # no point is left to prove anything for
        left = list(RULES[node["rule"]](node, goal, d, depth + 1))
        pending.extend(left)
        depths.extend([depth + 1] * len(left))


def combination(node: Any, goal: Poly, d: Domain, depth: int) -> Iterator[Left]:
    """scale*goal = sum of c * products of hypotheses, c >= 0 and scale > 0: all of the right side is >= 0.

    A number >= 0 may be left over: an atom's lower bound may be better here than where the proof was found.
    """
    rest = dict(goal)
    if "scale" in node:
        scale = polynomial(node["scale"], d)
        need(bounded_below(scale, d) > 0, "the scale is not proved positive")
        rest = dict(times(goal, scale))
    for term in items(node.get("terms")):
        c, refs = rational(term[0]), items(term[1])
        need(c >= 0, "a coefficient is negative")
        added(rest, product_of([hypothesis(ref, d) for ref in refs]), -c)
    need(not rest or (rest.keys() == {ONE} and rest[ONE] > 0), "the two sides are not equal")
    return iter(())


def hypothesis(ref: Any, d: Domain) -> Poly:
    """A polynomial that is >= 0 on the domain."""
    need(isinstance(ref, list) and len(ref) >= 2, "no hypothesis")
    kind = ref[0]
    if kind == "given":
        need(isinstance(ref[1], int) and 0 <= ref[1] < len(d.given), "no such hypothesis")
        return d.given[ref[1]]
    if kind in ("square", "consecutive"):  # p*p of a real number p, p*(p - 1) of an integer
        p = polynomial(ref[1], d)
        need(kind == "square" or integral(p), "what may be no integer has no next one")
        return times(p, p if kind == "square" else plus(p, constant(1), -1))
    if kind == "high":  # x <= its greatest value
        _, high = d.ranges.get(ref[1], (None, None))
        if high is None:
            raise Rejected("the symbol has no greatest value")
        return plus(constant(high), single(("sym", ref[1])), -1)
    if kind == "choose":  # a binomial coefficient of the integer x - low >= 0
        need(len(ref) == 3 and isinstance(ref[2], int) and 0 <= ref[2] <= 40, "no binomial")
        t = plus(single(("sym", ref[1])), constant(d.low(ref[1])), -1)
        result = constant(1)
        for i in range(ref[2]):
            result = times(result, plus(t, constant(i), -1))
        return result
    if kind == "mean":
        return mean(ref[1], items(ref[2]), d)
    need(kind == "low", "unknown hypothesis")
    atom = atom_of(ref[1], d)
    low = least(atom, d)
    if low is None:
        raise Rejected("the atom has no least value")
    return plus(single(atom), constant(low), -1)


def mean(target: Any, weights: list[Any], d: Domain) -> Poly:
    """sum of w*b >= W*m for monomials b, m of atoms >= 0 and W the sum of the w > 0, where the product of the
    b**w is m**W times powers of atoms >= 1: an arithmetic mean is at least the geometric one. m may be 0."""
    whole, excess, result = 0, dict[Atom, int](), Poly()
    for w, e in weights:
        need(type(w) is int and 0 < w <= 1 << 20, "no weight")
        b = monomial(e, d)
        whole, result = whole + w, plus(result, {b: w})
        excess.update({a: excess.get(a, 0) + w * k for a, k in b})
    need(all(positive_atom(a, d) for a in excess), "an atom may be negative")
    if target == "0":
        return result
    m = monomial(target, d)
    excess.update({a: excess.get(a, 0) - whole * k for a, k in m})
    need(all(k >= 0 and (k == 0 or floor_of(a, d) >= 1) for a, k in excess.items()), "the mean is another")
    return plus(result, {m: whole}, -1)


def monomial(e: Any, d: Domain) -> Monomial:
    """An expression that is a product of atoms."""
    return monomial_of(polynomial(e, d))


def monomial_of(p: Poly) -> Monomial:
    """A polynomial that is a product of atoms."""
    need(list(p.values()) == [1], "no product of atoms")
    return next(iter(p))


def polynomial(e: Any, d: Domain, depth: int = 0) -> Poly:
    """An expression that is a polynomial over atoms."""
    p, q = translate(e, d, depth)
    if q == UNIT:
        return p
    n = number_of(q)
    if n is None:
        raise Rejected("a quotient where a polynomial is expected")
    return {m: quotient(c, n) for m, c in p.items()}


def atom_of(e: Any, d: Domain) -> Atom:
    """An expression that is one atom."""
    m = dict(monomial(e, d))
    need(list(m.values()) == [1], "no atom")
    return next(iter(m))


def items(value: Any) -> list[Any]:
    """A list of the certificate, not too long."""
    need(isinstance(value, list) and len(value) <= MOST["nodes"], "no list")
    return value


def split(node: Any, goal: Poly, d: Domain, depth: int) -> Iterator[Left]:
    """An integer is >= 0 or <= -1."""
    s = polynomial(node.get("on"), d)
    need(integral(s), "a case split on what may be no integer")
    yield node.get("yes"), goal, d.narrowed(s)
    yield node.get("no"), goal, d.narrowed(plus(constant(-1), s, -1))


def case(node: Any, goal: Poly, d: Domain, depth: int) -> Iterator[Left]:
    """An extremum is one of its arguments, the one on the right side of all others."""
    atom = atom_of(node.get("atom"), d)
    need(atom[0] in ("max", "min"), "a case of no extremum")
    branches = items(node.get("cases"))
    need(len(branches) == len(atom[1]), "a case is missing")
    met = set()
    for branch in branches:
        chosen = polynomial(branch.get("is"), d)
        need(frozen(chosen) in atom[1], "a case is no argument of the extremum")
        met.add(frozen(chosen))
        inner = d
        for other in map(dict, atom[1] - {frozen(chosen)}):
            inner = inner.narrowed(plus(chosen, other, -1) if atom[0] == "max" else plus(other, chosen, -1))
        swap = {atom: chosen}
        inner = Domain(inner.ranges, [replaced(p, swap, d) for p in inner.given])
        yield branch.get("then"), replaced(goal, swap, d), inner
    need(met == atom[1], "a case is missing")


def replaced(p: Poly, swap: dict[Atom, Poly], d: Domain) -> Poly:
    """The polynomial with atoms replaced, within other atoms too."""
    spend(1)
    result: Poly = {}
    for m, c in p.items():
        term = constant(c)
        for atom, e in m:
            term = times(term, power(swap[atom] if atom in swap else renewed(atom, swap, d), e))
        added(result, term)
    return result


def renewed(atom: Atom, swap: dict[Atom, Poly], d: Domain) -> Poly:
    """An atom over replaced parts."""
    kind = atom[0]
    if kind == "floor":
        return floored(replaced(dict(atom[1]), swap, d), replaced(dict(atom[2]), swap, d), d)
    if kind in ("max", "min"):
        return single((kind, frozenset(frozen(replaced(dict(p), swap, d)) for p in atom[1])))
    if kind == "log2":
        return single(("log2", frozen(replaced(dict(atom[1]), swap, d))))
    if kind in ("exp", "binomial", "sum") and atoms_within([single(atom)]) & swap.keys():
        need(kind == "exp" and not atoms_within([base_of(atom[1])]) & swap.keys(), "an atom holds a part")
        top, bottom = spread(atom[1], replaced({atom[2]: 1}, swap, d), d)
        need(bottom == constant(1), "an exponent may be negative")
        return top
    return single(atom)


def fact(node: Any, goal: Poly, d: Domain, depth: int) -> Iterator[Left]:
    """True statements about atoms become hypotheses."""
    inner = Domain(d.ranges, list(d.given))
    for entry in items(node.get("facts")):
        need(isinstance(entry, list) and entry and entry[0] in FACTS, "unknown fact")
        inner.given.extend(FACTS[entry[0]](entry[1:], inner, depth))
    yield node.get("then"), goal, inner


def absurd(node: Any, goal: Poly, d: Domain, depth: int) -> Iterator[Left]:
    """An integer that is no integer >= 0 is at most -1; where that is impossible (-1 >= 0), it is >= 0."""
    need(integral(goal), "the goal may be no integer")
    yield node.get("then"), constant(-1), d.narrowed(plus(constant(-1), goal, -1))


def divide(node: Any, goal: Poly, d: Domain, depth: int) -> Iterator[Left]:
    """m*p >= 0 where the monomial m and the polynomial p are."""
    by = polynomial(node.get("by"), d)
    need(len(by) == 1 and bounded_below(by, d) >= 0, "no factor that is >= 0")
    ((m, c),) = by.items()
    rest = {joined(n, frozenset((a, -e) for a, e in m)): quotient(v, c) for n, v in goal.items()}
    need(all(e > 0 for n in rest for _, e in n), "the factor does not divide the goal")
    yield node.get("then"), rest, d


def logarithm(node: Any, goal: Poly, d: Domain, depth: int) -> Iterator[Left]:
    """a*M - b*N >= 0 where log2(a/b) + log2(M) - log2(N) >= 0, for positive monomials M and N.

    log2 of a power b**m is m*log2(b), with a rational bound of log2(b) on the side that makes it less, unless
    the node is "exact".
    """
    yield node.get("then"), logarithm_of(goal, d, node.get("exact") is True), d


def logarithm_of(goal: Poly, d: Domain, exact: bool) -> Poly:
    """log2(a/b) + log2(M) - log2(N), or less, for the goal a*M - b*N."""
    need(len(goal) == 2, "no two terms")
    (n, b), (m, a) = sorted(goal.items(), key=lambda item: item[1])
    need(a > 0 > b, "no difference of two positive terms")
    need(all((least(x, d) or 0) > 0 for x, _ in m | n), "a factor is not proved positive")
    result = constant(log2_below(quotient(-a, b)))
    for atom, e in joined(m, frozenset((x, -k) for x, k in n)):
        if atom[0] == "exp" and isinstance(atom[1], Fraction) and not exact:
            rate = log2_below(atom[1]) if e > 0 else log2_above(atom[1])
            result = plus(result, {atom[2]: rate}, e)
        elif atom[0] == "exp":
            result = plus(result, times(log2_of(base_of(atom[1])), {atom[2]: 1}), e)
        else:
            result = plus(result, single(("log2", frozen(single(atom)))), e)
    return result


def points(node: Any, goal: Poly, d: Domain, depth: int) -> Iterator[Left]:
    """A finite domain, point by point, in exact intervals."""
    names = sorted(a[1] for a in symbols_of([goal, *d.given]) if a[1] in d.ranges)  # others are indices
    given = [p for p in d.given if not restates(p)]  # what is in the ranges already need not be looked at
    size = sum(map(len, [goal, *given]))
    spans = []
    for name in names:
        low, high = d.ranges[name]
        need(high is not None, "a symbol has no greatest value")
        spans.append(range(low, high + 1))  # type: ignore[operator]
    need(prod(map(len, spans)) <= MOST["points"], "too many points")
    for values in product(*spans):
        spend(10 * (size + 1))
        at = dict(zip(names, values, strict=True))
        if all(interval(p, at)[1] >= 0 for p in given):
            need(interval(goal, at)[0] >= 0, f"false at {at}")
    return iter(())


def symbols_of(polys: list[Poly]) -> set[Atom]:
    """The symbols in polynomials, within atoms too."""
    return {a for a in atoms_within(polys) if a[0] == "sym"}


def atoms_within(polys: list[Poly]) -> set[Atom]:
    """The atoms in polynomials, within atoms too."""
    met: set[Any] = set()
    pending: list[Any] = [a for p in polys for m in p for a, _ in m]
    while pending:
        part = pending.pop()
        if isinstance(part, tuple | frozenset) and part not in met:
            met.add(part)
            pending.extend(part)
    spend(len(met) >> 3)
    return {part for part in met if isinstance(part, tuple) and isinstance(part[0], str)}


def interval(p: Poly, at: dict[str, int]) -> tuple[Number, Number]:
    """Numbers around the value at a point."""
    low: Number = 0
    high: Number = 0
    for m, c in p.items():
        x, y, bits = c, c, 0
        for atom, e in m:
            a, b = around(atom, at)
            bits += e * max(length(a), length(b))
            need(bits <= MOST["bits"], "a number is too long")
            spend(bits >> 8)
            if a == b and x == y:
                x = y = x * a**e
                continue
            for _ in range(e):
                corners = (x * a, x * b, y * a, y * b)
                x, y = min(corners), max(corners)
        low, high = low + x, high + y
    return low, high


def exactly(ends: tuple[Number, Number]) -> Number:
    """The number that is enclosed, where both ends are it."""
    a, b = ends
    need(a == b, "an inexact value within an atom")
    return a


def around(atom: Atom, at: dict[str, int]) -> tuple[Number, Number]:
    """Numbers around the value of an atom."""
    kind = atom[0]
    if kind == "sym":
        value = at[atom[1]]
        return value, value
    if kind == "exp":
        exponent = prod(number_power(exactly(around(a, at)), e) for a, e in atom[2])
        value = number_power(exactly(interval(base_of(atom[1]), at)), exponent)
        return value, value
    if kind == "log2":
        low, high = interval(dict(atom[1]), at)
        return log2_below(low), log2_above(high)
    if kind in ("sum", "euler"):
        return around_sum(atom, at) if kind == "sum" else (quotient(1, LN2[1]), quotient(1, LN2[0]))
    need(kind in ("floor", "max", "min", "binomial"), "an atom without a value")
    spend(1)
    parts = [interval(dict(p), at) for p in (atom[1] if kind in ("max", "min") else atom[1:])]
    if kind in ("max", "min"):
        low, high = map(max if kind == "max" else min, zip(*parts, strict=True))
        return low, high
    (low, high), divisor = parts[0], exactly(parts[1])
    if kind == "floor":
        need(divisor > 0, "a floor whose divisor is not positive")
        return low // divisor, high // divisor
    n, k = int(exactly(parts[0])), int(divisor)  # of integers, where they are read
    need(0 <= n <= 2000 and k >= 0, "no binomial coefficient")
    return comb(n, k), comb(n, k)


def around_sum(atom: Atom, at: dict[str, int]) -> tuple[Number, Number]:
    """Numbers around the value of a sum, term by term."""
    count = int(exactly(interval(dict(atom[3]), at)))
    need(count <= 1000, "a sum is too long")
    spend(20 * max(1, count))
    terms = [interval(dict(atom[1]), {**at, atom[2]: i}) for i in range(count)]
    return sum(a for a, _ in terms), sum(b for _, b in terms)


def residue(node: Any, goal: Poly, d: Domain, depth: int) -> Iterator[Left]:
    """An integer is M*q + t for one t in 0, ..., M - 1; floors by divisors of M then come out."""
    name, fresh, modulus = node.get("symbol"), node.get("quotient"), node.get("modulus")
    need(isinstance(modulus, int) and 2 <= modulus <= 4096 and isinstance(fresh, str), "no modulus")
    need(name in d.ranges and fresh not in d.ranges, "no symbol, or a quotient with the name of another")
    low, high = d.ranges[name]
    branches = items(node.get("cases"))
    need(len(branches) == modulus, "a residue is missing")
    for t, branch in enumerate(branches):
        ranges = {k: v for k, v in d.ranges.items() if k != name}
        ranges[fresh] = (-((t - low) // modulus), None if high is None else (high - t) // modulus)
        inner = Domain(ranges, [])
        swap = {("sym", name): plus({frozenset(((("sym", fresh), 1),)): modulus}, constant(t))}
        inner.given.extend(replaced(p, swap, inner) for p in d.given)
        yield branch, replaced(goal, swap, inner), inner


RULES = {
    "combination": combination, "split": split, "absurd": absurd, "divide": divide, "logarithm": logarithm,
    "case": case, "fact": fact, "points": points, "residue": residue,
}  # fmt: skip


# Facts: lists of polynomials that are >= 0 on the domain


def justified(p: Poly, proof: Any, d: Domain, depth: int) -> None:
    """p >= 0, by the bounds of its atoms or by a proof of its own."""
    if bounded_below(p, d) < 0:
        need(proof, "a condition of a fact is not proved")
        prove(proof, p, d, depth)


def fact_floor_order(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """floor(a/b) + k >= floor(p/q) for an integer k with a/b + k >= p/q: floor is monotone."""
    big, small, k = atom_of(args[0], d), atom_of(args[1], d), args[2]
    need(big[0] == small[0] == "floor" and type(k) is int, "no floors")
    (a, b), (p, q) = map(dict, big[1:]), map(dict, small[1:])
    gap = plus(plus(times(a, q), times(b, q), k), times(p, b), -1)
    justified(gap, args[3] if len(args) > 3 else None, d, depth)
    return [plus(plus(single(big), constant(k)), single(small), -1)]


def fact_floor(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """b*F <= a < b*F + b for F = floor(a/b), b > 0; for integers a and b, a <= b*F + b - 1."""
    atom = atom_of(args[0], d)
    need(atom[0] == "floor", "no floor")
    a, b = dict(atom[1]), dict(atom[2])
    gap = plus(a, times(b, single(atom)), -1)
    spare = plus(b, gap, -1)
    return [gap, plus(spare, constant(1), -1) if integral(a) and integral(b) else spare]


def fact_bernoulli(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """b**m >= b**l * (sum of C(m - l, i)*(b - 1)**i for i <= k): the binomial theorem cut off, of b**(m - l),
    for integers m >= l >= 0 and b >= 1, as all bases are."""
    atom, k, l = atom_of(args[0], d), args[1], args[2] if len(args) > 2 else 0
    need(atom[0] == "exp" and is_count(k) and is_count(l), "no power")
    exact = isinstance(atom[1], Fraction)
    base = base_of(atom[1])
    need(exact or k <= 1, "no base of this rule")
    m = plus({atom[2]: 1}, constant(l), -1)
    need(bounded_below(m, d) >= 0, "an exponent may be less")
    return [plus(single(atom), times(power(base, l), binomial_sum(m, plus(base, constant(1), -1), k)), -1)]


def is_count(k: Any) -> bool:
    """Whether a parameter is a small natural number."""
    return type(k) is int and 0 <= k <= 24


def fact_residues(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """p**2 >= e**2 for a polynomial p of symbols with integer coefficients whose residues modulo M, one for
    each choice of residues of the symbols, are all at least e away from the multiples of M."""
    p, modulus = polynomial(args[0], d), args[1]
    names = sorted({a for m in p for a, _ in m})
    need(type(modulus) is int and modulus >= 2, "no modulus")
    need(modulus ** len(names) <= MOST["residues"], "too many residues")
    need(all(c.denominator == 1 for c in p.values()), "no integer polynomial")
    need(all(a[0] == "sym" for a in names), "no integer polynomial")
    spend(modulus ** len(names) * (len(p) + 1))
    least_, terms = modulus, [(int(c) % modulus, [(names.index(a), e) for a, e in m]) for m, c in p.items()]
    for values in product(range(modulus), repeat=len(names)):
        rest = sum(c * prod(values[k] ** e for k, e in m) for c, m in terms) % modulus
        least_ = min(least_, rest, modulus - rest)
    return [plus(times(p, p), constant(least_**2), -1)]


def fact_irrational(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """(a*m**k - b*n**k)**2 >= 1 for monomials m, n of symbols >= 1 and natural a, b, where b/a in lowest
    terms is no quotient of k-th powers: an integer that is 0 would give (m/n)**k = b/a."""
    p, k = polynomial(args[0], d), args[1]
    need(len(p) == 2 and type(k) is int and k >= 2, "no difference of two powers")
    (n, b), (m, a) = sorted(p.items(), key=lambda item: item[1])
    need(a > 0 > b and a.denominator == b.denominator == 1, "no difference of two powers")
    need(all(x[0] == "sym" and d.low(x[1]) >= 1 and e % k == 0 for x, e in m | n), "no powers")
    ratio = quotient(-b, a)
    need(not all(root_of(c, k) for c in (ratio.numerator, ratio.denominator)), "a quotient of powers")
    return [plus(times(p, p), constant(1), -1)]


def root_of(n: int, k: int) -> int | None:
    """The k-th root of a natural number, where it is one."""
    spend(n.bit_length() ** 2 >> 13)
    low, high = 1, 2 << n.bit_length() // k
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**k <= n else (low, middle)
    return low if low**k == n else None


def fact_order(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """a**m >= (a/b)**l * b**m for numbers a >= b > 0 and m >= l >= 0, since (a/b)**(m - l) >= 1."""
    big, small = atom_of(args[0], d), atom_of(args[1], d)
    need(big[0] == small[0] == "exp" and big[2] == small[2], "no two powers of one exponent")
    need(isinstance(big[1], Fraction) and isinstance(small[1], Fraction), "no numbers")
    need(big[1] >= small[1], "no order")
    low = prod(number_power(floor_of(a, d), e) for a, e in big[2])
    need(low <= 512, "an exponent is out of bounds")
    return [plus(single(big), single(small), -number_power(quotient(big[1], small[1]), low))]


def powers_of(entries: Any, d: Domain) -> tuple[Poly, Poly, set[Monomial]]:
    """A product of powers a**m, each to a power e: the product of the a**e, the powers, and the m."""
    base, value, exponents = constant(1), constant(1), set()
    for e, expression in items(entries):
        atom = atom_of(expression, d)
        need(is_count(e) and atom[0] == "exp", "no power")
        base, value = times(base, power(base_of(atom[1]), e)), times(value, power(single(atom), e))
        exponents.add(atom[2])
    return base, value, exponents


def fact_powers(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """A**m >= B**m + m*(A - B) for A >= B, products of bases: A**m - B**m is A - B times the sum of the m
    numbers A**i*B**(m - 1 - i) >= 1. Bases are >= 1, and exponents integers >= 0, where they are read."""
    (a, big, m), (b, small, n) = (powers_of(side, d) for side in args[:2])
    need(len(m | n) == 1, "not one exponent")
    gap = plus(a, b, -1)
    justified(gap, args[2] if len(args) > 2 else None, d, depth)
    return [plus(plus(big, small, -1), times({(m | n).pop(): 1}, gap), -1)]


def fact_ratio(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """A**m >= B**m * (sum of C(m, i)*(A/B - 1)**i for i <= k) for numbers A >= B > 0, products of bases: the
    binomial theorem cut off, of (A/B)**m."""
    (a, big, m), (b, small, n) = (powers_of(side, d) for side in args[:2])
    top, bottom = number_of(a) or 0, number_of(b) or 0
    need(len(m | n) == 1 and is_count(args[2]), "not one exponent, or no number of terms")
    need(top >= bottom > 0, "no numbers, or not in order")
    excess = constant(quotient(top, bottom) - 1)
    return [plus(big, times(small, binomial_sum({(m | n).pop(): 1}, excess, args[2])), -1)]


def binomial_sum(m: Poly, excess: Poly, k: int) -> Poly:
    """The sum of C(m, i)*excess**i for i <= k, m >= 0 an integer."""
    result, choose, step = constant(0), constant(1), constant(1)
    for i in range(k + 1):
        added(result, times(choose, step))
        choose = {n: quotient(c, i + 1) for n, c in times(choose, plus(m, constant(i), -1)).items()}
        step = times(step, excess)
    return result


def fact_exponent(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """b**m >= b**n for b >= 1 and m >= n."""
    big, small = atom_of(args[0], d), atom_of(args[1], d)
    need(big[0] == small[0] == "exp" and big[1] == small[1], "no two powers of one base")
    gap = plus({big[2]: 1}, {small[2]: 1}, -1)
    justified(gap, args[2] if len(args) > 2 else None, d, depth)
    return [plus(single(big), single(small), -1)]


def fact_log_line(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """log2(p) <= A + B*p for p > 0, where the least value of A + B*x - log2(x) over x > 0, attained at
    x = 1/(B ln 2) and equal to A + 1/ln 2 + log2(B ln 2), is >= 0."""
    atom, a, b = atom_of(args[0], d), rational(args[1]), rational(args[2])
    need(atom[0] == "log2", "no logarithm")
    need(a + quotient(1, LN2[1]) + log2_below(b * LN2[0]) >= 0, "the line cuts the logarithm")
    return [plus(plus(constant(a), dict(atom[1]), b), single(atom), -1)]


def fact_log_power(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """log2(x)**e <= A + B*x at the integers from the least value of a symbol x to t, one by one, and for all
    x >= t: t >= 3**(e - 1) makes log2(x)**e concave there (its second derivative has the sign of
    e - 1 - ln x), B is at least its slope at t, e*log2(t)**(e - 1)/(t ln 2), and A + B*t its value at t."""
    atom, e, a, b, t = atom_of(args[0], d), args[1], rational(args[2]), rational(args[3]), args[4]
    need(atom[0] == "log2" and is_count(e) and e >= 2, "no power of a logarithm")
    need(type(t) is int and t >= 3 ** (e - 1), "what has the logarithm may be too small")
    p = dict(atom[1])
    name = next((n for n in d.ranges if p == single(("sym", n))), None)
    c = t if name is None else d.low(name)
    need(name is not None or bounded_below(p, d) >= t, "what has the logarithm may be too small")
    need(1 <= c <= t <= c + 300, "the symbol may be too small")
    spend(10 * (t - c))
    need(all(a + b * x >= log2_above(x) ** e for x in range(c, t + 1)), "the line cuts the logarithm")
    need(b >= quotient(e * log2_above(t) ** (e - 1), t * LN2[0]), "the line cuts the logarithm")
    return [plus(plus(constant(a), p, b), single(atom, e), -1)]


def fact_log_chord(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """log2(x) >= A + B*x between the ends of the range of x, where it holds at both: log2 is concave."""
    atom, a, b = atom_of(args[0], d), rational(args[1]), rational(args[2])
    name = next((n for n in d.ranges if atom == ("log2", frozen(single(("sym", n))))), None)
    need(name is not None, "no logarithm of a symbol")
    ends: Any = d.ranges[name]  # type: ignore[index]
    need(ends[1] is not None, "the symbol has no greatest value")
    need(all(log2_below(x) >= a + b * x for x in ends), "the chord is above the logarithm")
    return [plus(single(atom), plus(constant(a), single(("sym", name)), b), -1)]


def fact_log_order(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """log2(c) + sum of e*log2(p) <= sum of f*log2(q) where c*prod p**e <= prod q**f: log2 is monotone.

    args: c, [[e, log2 p], ...], [[f, log2 q], ...], and a proof of the condition where bounds do not show it.
    """
    c = rational(args[0])
    need(c > 0, "no positive factor")
    sides, logs = [], []
    for side in args[1:3]:
        value, log = UNIT, Poly()
        for e, expression in items(side):
            need(is_count(e) and isinstance(expression, list) and expression[0] == "log2", "no logarithm")
            value = times(value, power(polynomial(expression[1], d), e))
            log = plus(log, polynomial(expression, d), e)
        sides.append(value)
        logs.append(log)
    justified(plus(sides[1], sides[0], -c), args[3] if len(args) > 3 else None, d, depth)
    return [plus(plus(logs[1], logs[0], -1), constant(log2_below(c)), -1)]


def fact_log_gap(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """q*(log2(q) - log2(p)) >= (q - p)*log2(e) for p, q > 0, since ln(p/q) <= p/q - 1; log2(e) is an atom, or
    is rounded by the sign of q - p."""
    p, q = (polynomial(items(e)[1], d) for e in args[:2])
    logs = [polynomial(e, d) for e in args[:2]]
    need(all(e[0] == "log2" for e in args[:2]), "no logarithms")
    gap, up = plus(q, p, -1), args[2] is True
    if args[2] == "e":
        return [plus(times(q, plus(logs[1], logs[0], -1)), times(gap, single(("euler",))), -1)]
    justified(gap if up else plus({}, gap, -1), args[3] if len(args) > 3 else None, d, depth)
    return [plus(times(q, plus(logs[1], logs[0], -1)), gap, quotient(-1, LN2[1 if up else 0]))]


def fact_euler(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """log2(e) = 1/ln 2, by a rational lower bound of ln 2."""
    return [plus(constant(quotient(1, LN2[0])), single(("euler",)), -1)]


def fact_log_mean(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """sum of q*(log2(q) - log2(p)) >= 0 over k numbers q > 0 with sum k*p, p > 0: q ln(p/q) <= p - q, which
    sum up to 0 (Gibbs)."""
    p, parts = polynomial(args[0], d), [polynomial(e, d) for e in items(args[1])]
    need(parts and all(bounded_below(q, d) > 0 for q in [p, *parts]), "what may be 0 has no logarithm")
    result, rest = constant(0), times(constant(len(parts)), p)
    for q in parts:
        rest, result = plus(rest, q, -1), plus(result, times(q, plus(log2_of(q), log2_of(p), -1)))
    need(not rest, "the parts do not sum up to the whole")
    return [result]


def fact_extremum(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """max(a, b, ...) >= a, b, ...; min(a, b, ...) <= a, b, ...; in the order in which they are written."""
    atom, parts = atom_of(args[0], d), [polynomial(part, d) for part in args[0][1:]]
    need(atom[0] in ("max", "min") and all(frozen(p) in atom[1] for p in parts), "no extremum")
    sign = 1 if atom[0] == "max" else -1
    return [plus({m: c * sign for m, c in single(atom).items()}, p, -sign) for p in parts]


def fact_sum(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """A sum is >= 0 where its terms are, for all values of the index from 0 to the count less 1."""
    parts = items(args[0])[1:]
    whole = polynomial(["sum", *parts], d)
    inner = within(parts[1], d)
    last = plus(plus(polynomial(parts[2], d), constant(1), -1), single(("sym", parts[1])), -1)
    prove(args[1], polynomial(parts[0], inner), inner.narrowed(last), depth)
    return [whole]


def fact_telescope(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """The sum of p(i + 1) - p(i) over i = 0, ..., n - 1 is p(n) - p(0), for n >= 0."""
    body, index, count = args
    need(isinstance(index, str) and bounded_below(polynomial(count, d), d) >= 0, "a count may be negative")
    after = substituted(body, {index: ["add", ["sym", index], "1"]})
    steps = polynomial(["sum", ["add", after, ["mul", "-1", body]], index, count], d)
    ends = (polynomial(substituted(body, {index: end}), d) for end in (count, "0"))
    gap = plus(plus(steps, next(ends), -1), next(ends))
    return [gap, {m: -c for m, c in gap.items()}]


def substituted(e: Any, swap: dict[str, Any], depth: int = 0) -> Any:
    """An expression with others for symbols, all at once, within which no symbol is bound."""
    need(depth <= MOST["depth"] and not (isinstance(e, list) and e[:1] == ["sum"]), "of another kind")
    spend(1)
    if not isinstance(e, list):
        return e
    if e[:1] == ["sym"]:
        return swap.get(e[1], e)
    return [substituted(part, swap, depth + 1) for part in e]


def fact_lemma(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """p >= 0, with a proof of its own, in which so many of the hypotheses may be used."""
    p, known = polynomial(args[0], d), args[2]
    need(type(known) is int and known >= 0, "no number of hypotheses")
    prove(args[1], p, Domain(d.ranges, d.given[:known]), depth)
    return [p]


def fact_instance(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """left <= right for integers in place of symbols, since it holds for all that are large enough.

    args: the claim and its proof; for each of its symbols what it stands for, and a proof that this is at
    least its least value where bounds do not show it.
    """
    claim, proof, values = args
    relation, goal, inner = opened(claim)
    need(relation == "<=" and not inner.given, "no inequality on a free domain")
    prove(proof, goal, inner, depth)
    need(isinstance(values, dict) and values.keys() == inner.ranges.keys(), "a symbol stands for nothing")
    for name, (e, shown) in values.items():
        low, high = inner.ranges[name]
        p = polynomial(e, d)
        need(high is None and whole(p), f"{name} may stand for no integer of its range")
        justified(plus(p, constant(low), -1), shown, d, depth)
    swap = {name: e for name, (e, _) in values.items()}
    less, more = (polynomial(substituted(claim[side], swap), d) for side in ("left", "right"))
    return [plus(more, less, -1)]


def whole(p: Poly) -> bool:
    """Whether p is integer valued: so it is where its coefficients over the C(x, j) of integer atoms x are
    integers, x**e being the sum of the c_j*j!*C(x, j) for `falling`."""
    if not integral({m: c.numerator for m, c in p.items()}) or any(e > 24 for m in p for _, e in m):
        return False
    found: Poly = {}
    for m, c in p.items():
        steps = [[(a, j, s * factorial(j)) for j, s in enumerate(falling(e)) if s] for a, e in m]
        spend(prod(map(len, steps)))
        for chosen in product(*steps):
            place = frozenset((a, j) for a, j, _ in chosen)
            found[place] = found.get(place, 0) + c * prod(s for *_, s in chosen)
    return all(c.denominator == 1 for c in found.values())


def fact_geometric(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """sum of floor(a/b**i)**e over i = 0, ..., n - 1 is at most a**e * b**e/(b**e - 1) for a >= 0, b >= 2 and
    e >= 1: each term is at most a**e/b**(e*i), a geometric series."""
    atom = atom_of(args[0], d)
    need(atom[0] == "sum", "no sum")
    (((m, _),), index) = atom[1], ("sym", atom[2])
    need(len(m) == 1, "no power of a floor")
    ((inner, e),) = m
    need(inner[0] == "floor" and 1 <= e <= 24, "no power of a floor")
    a, divisor = dict(inner[1]), monomial_of(dict(inner[2]))
    need(len(divisor) == 1, "no division by a power")
    ((base, k),) = divisor
    need(base[0] == "exp" and isinstance(base[1], Fraction), "no division by a power")
    need(base[2] == frozenset({(index, 1)}), "no division by a power of the index")
    need(index not in atoms_within([a]) and bounded_below(a, d) >= 0, "a term may rise with its index")
    ratio = number_power(base[1], k * e)
    return [plus({n: quotient(v * ratio, ratio - 1) for n, v in power(a, e).items()}, single(atom), -1)]


def fact_binomial(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """C(n, k) <= 2**n, the number of all subsets; 2*C(n, k) <= 2**n for n >= 1, since C(n, k) is the sum of
    two entries of the row of n - 1, C(n - 1, k - 1) + C(n - 1, k)."""
    atom = atom_of(args[0], d)
    need(atom[0] == "binomial", "no binomial coefficient")
    top, bottom = spread(Fraction(2), dict(atom[1]), d)
    factor = 2 if bounded_below(dict(atom[1]), d) >= 1 else 1
    return [plus(top, times(bottom, single(atom)), -factor)]


def fact_subsets(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """C(n, k) >= 1 for 0 <= k <= n, and >= n for 1 <= k <= n - 1: on a circle of n elements the n arcs of k
    neighbours are different sets."""
    atom = atom_of(args[0], d)
    need(atom[0] == "binomial" and is_count(args[1]) and args[1] <= 1, "no binomial coefficient")
    n, k = dict(atom[1]), dict(atom[2])
    justified(plus(k, constant(args[1]), -1), args[2] if len(args) > 2 else None, d, depth)
    justified(plus(plus(n, k, -1), constant(args[1]), -1), args[3] if len(args) > 3 else None, d, depth)
    return [plus(single(atom), n if args[1] else constant(1), -1)]


def fact_selections(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """C(n, k) <= n**k for n >= 1 and k >= 0: the subsets of k elements are among the lists of k elements."""
    atom = atom_of(args[0], d)
    need(atom[0] == "binomial" and bounded_below(dict(atom[2]), d) >= 0, "no binomial coefficient")
    top, bottom = raised((dict(atom[1]), constant(1)), (dict(atom[2]), constant(1)), d)
    return [plus(top, times(bottom, single(atom)), -1)]


def fact_central(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """C(2*n, n) >= 2**n, a product of factors (n + i)/i >= 2. For n >= 1, 2*n*C(2*n, n) >= 4**n: of the
    2*n + 1 entries of the row, whose sum is 4**n, none is greater, and 1 + 1 for the outer ones is not."""
    atom = atom_of(args[0], d)
    need(atom[0] == "binomial", "no binomial coefficient")
    n, k = dict(atom[1]), dict(atom[2])
    need(n == plus(k, k) and bounded_below(k, d) >= 1, "not the middle of a row")
    (half, one), (top, bottom) = spread(Fraction(2), k, d), spread(Fraction(2), n, d)
    return [plus(times(one, single(atom)), half, -1), plus(times(bottom, times(n, single(atom))), top, -1)]


def fact_pascal(args: list[Any], d: Domain, depth: int) -> list[Poly]:
    """C(n, k) = C(n, n - k), and it is the sum of C(n - 1, k - 1) and C(n - 1, k) for n >= 1 (Pascal)."""
    big, small = atom_of(args[0], d), atom_of(args[1], d)
    need(big[0] == small[0] == "binomial", "no binomial coefficients")
    (n, k), (m, j) = map(dict, big[1:]), map(dict, small[1:])
    gap = plus(single(big), single(small), -1)
    if n == m and plus(k, j) == n:
        return [gap, {x: -c for x, c in gap.items()}]
    need(plus(n, m, -1) == constant(1) and plus(k, j, -1) in ({}, constant(1)), "no neighbours")
    return [gap]


FACTS = {
    "floor": fact_floor, "floor-order": fact_floor_order, "bernoulli": fact_bernoulli, "order": fact_order,
    "ratio": fact_ratio, "powers": fact_powers, "exponent": fact_exponent, "log-line": fact_log_line,
    "log-power": fact_log_power, "log-chord": fact_log_chord, "log-order": fact_log_order,
    "log-gap": fact_log_gap, "log-mean": fact_log_mean, "extremum": fact_extremum, "sum": fact_sum,
    "telescope": fact_telescope, "geometric": fact_geometric, "binomial": fact_binomial,
    "subsets": fact_subsets, "selections": fact_selections, "central": fact_central, "pascal": fact_pascal,
    "residues": fact_residues, "irrational": fact_irrational, "lemma": fact_lemma, "instance": fact_instance,
    "euler": fact_euler,
}  # fmt: skip


# The claim


def opened(claim: Any) -> tuple[str, Poly, Domain]:
    """The relation, the polynomial that is >= 0 exactly where left <= right, and the domain."""
    need(isinstance(claim, dict) and claim.get("relation") in ("<=", "<", "=="), "no claim")
    ranges: dict[str, tuple[int, int | None]] = {}
    need(isinstance(claim.get("domain"), dict) and len(claim["domain"]) <= MOST["symbols"], "no domain")
    for name, span in claim["domain"].items():
        need(isinstance(span, list) and len(span) == 2 and isinstance(span[0], int), "no range")
        need(span[1] is None or isinstance(span[1], int), "no range")
        ranges[name] = (span[0], span[1])
    d = Domain(ranges, [])
    for expression in items(claim.get("given", [])):
        d = d.narrowed(polynomial(expression, d))
    (f, p), (g, q) = translate(claim.get("left"), d), translate(claim.get("right"), d)
    return claim["relation"], plus(times(g, p), times(f, q), -1), d


def check(certificate: Any) -> None:
    """Raise `Rejected` where the certificate does not prove its claim."""
    WORK[0] = 0
    ATOMS.clear()
    need(isinstance(certificate, dict) and certificate.get("format") == FORMAT, f"no certificate of {FORMAT}")
    settle(certificate, *opened(certificate.get("claim")))


def settle(certificate: Any, relation: str, goal: Poly, d: Domain) -> None:
    """Raise `Rejected` where a certificate does not prove its claim, which has been read."""
    proof = certificate.get("proof")
    if relation == "==":  # a normal form, or both directions
        if goal:
            need(isinstance(proof, dict) and proof.get("rule") == "both", "no proof of an equation")
            prove(proof.get("up"), goal, d)
            prove(proof.get("down"), {m: -c for m, c in goal.items()}, d)
        return
    if relation == "<":  # an integer above 0 is at least 1; any number above a positive one is above 0
        margin = rational(certificate.get("margin", "1"))
        need(margin > 0, "a margin that is not positive")
        goal = plus(goal, constant(margin), -1)
    prove(proof, goal, d)


def accepted(certificate: Any, check: Callable[[Any], None] = check) -> bool:
    """Whether the certificate proves its claim; never raises, whatever it is given."""
    try:
        check(certificate)
    except Exception:  # whatever a stranger's data may cause, it is no proof
        return False
    return True


def told(claim: Any) -> str:
    """What a certificate of this claim proves."""
    given = len(claim.get("given", []))
    return f"proved: left {claim['relation']} right on the domain {claim['domain']}, given {given} conditions"


def main(
    arguments: list[str], check: Callable[[Any], None] = check, told: Callable[[Any], str] = told
) -> int:
    """Check the file that is named; say what it proves."""
    with open(arguments[0], "rb") as file:
        data = file.read(4 << 20)
    try:
        certificate = json.loads(data)
        check(certificate)
    except Exception as error:  # whatever a stranger's data may cause, it is no proof
        print(f"rejected: {error}", file=sys.stderr)
        return 1
    print(told(certificate["claim"]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
