"""Judges of verdicts that share no code with the room `order`: points, an evaluator of certificates, z3."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from functools import cache
from importlib.util import find_spec
from itertools import product
from math import comb, floor, prod
from random import Random
from select import select
from typing import Any

import mpmath
import sympy
from pairs import RELATIONS, Pair, as_formula, split

from symalgebra.errors import NoClosedForm, SymalgebraError
from symalgebra.formula import Formula
from symalgebra.formula.atom import Name

Point = dict[str, int]
FAR = (7, 15, 31, 32, 63, 64, 100, 144, 223, 224, 512, 1000, 4097, 10**5, 10**9, 2**61 - 1)
EXPONENTS = 150  # the greatest value that is tried for a symbol in an exponent
TOWERS = 5  # the same where the exponent holds a power
LONGEST, MOST_TERMS = 100_000, 1000  # the bits of a power, the terms of a sum that are worked out
LOOPS = 40  # the same for the count of a sum without a closed form


class Question:
    """A pair as this file sees it: the points of its domain, and whether it is true there."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.conditions = [read_condition(text) for text in pair.where]
        stated = [f for left, _, right in self.conditions for f in (left, right)]
        self.lows = {**lows(stated), **lows([pair.left, pair.right])}
        self.names = sorted(self.lows)
        self.most = {name: limit(name, pair) for name in self.names}
        self.spans = {name: self.span(name) for name in self.names}
        self.solved = {
            left.free_name: right
            for left, relation, right in map(named, self.conditions)
            if left and relation == "="
        }

    def span(self, name: str) -> tuple[int, int | None]:
        """The range that the conditions on this symbol alone give."""
        low, high = self.lows[name], None
        for left, relation, right in self.conditions:
            if relation in ("<=", ">=") and left.names == {name} and str(left) == name and not right.names:
                bound = Fraction(str(right))
                if relation == "<=":
                    high = floor(bound) if high is None else min(high, floor(bound))
                else:
                    low = max(low, -floor(-bound))
        return low, high

    def points(self, number: int, seed: int = 0) -> list[Point]:
        """Points of the domain: a box at its corner, its other ends, large values."""
        random = Random(f"{seed} {self.pair}")
        free = [name for name in self.names if name not in self.solved]
        found = {}
        for values in (*self.box(free, number // 2), *self.far(free, number - number // 2, random)):
            point = self.completed(dict(zip(free, values, strict=True)))
            if point is not None and self.inside(point):
                found[tuple(point.items())] = point
        return list(found.values())

    def box(self, free: list[str], number: int) -> Any:
        side = max(2, floor(number ** (1 / max(1, len(free))))) if len(free) < 8 else 2
        sides = {n: min(side, TOWERS) if self.most[n] <= TOWERS else side for n in free}
        axes = [range(self.spans[n][0], self.spans[n][0] + sides[n]) for n in free]
        return zip(range(number), product(*axes), strict=False) and (
            v for _, v in zip(range(number), product(*axes), strict=False)
        )

    def far(self, free: list[str], number: int, random: Random) -> Any:
        for _ in range(number):
            values = []
            for name in free:
                low, high = self.spans[name]
                choices = [
                    low,
                    low + 1,
                    low + random.randint(0, 12),
                    low + random.choice(FAR),
                    random.choice(FAR),
                ]
                choices += [high, high - 1] if high is not None else []
                values.append(min(max(low, random.choice(choices)), max(low, self.most[name])))
            yield values

    def completed(self, point: Point) -> Point | None:
        """The point with the symbols that equations give; None where they are no integers in their range."""
        for _ in self.solved:
            for name, f in self.solved.items():
                if name not in point and f.names <= point.keys():
                    value = value_at(f, point)
                    if value != floor(value) or value < self.lows[name]:
                        return None
                    point[name] = int(value)
        return {name: point[name] for name in self.names} if point.keys() == self.lows.keys() else None

    def inside(self, point: Point) -> bool:
        """Whether the point is in the domain."""
        return all(point.get(n, self.lows[n]) >= self.lows[n] for n in self.names) and all(
            relates(left, "==" if relation == "=" else relation, right, point) is True
            for left, relation, right in self.conditions
        )

    def holds(self, point: Point) -> bool | None:
        """Whether the pair is true at a point; None where that cannot be told."""
        return relates(self.pair.left, self.pair.relation, self.pair.right, point)


def lows(formulas: list[Formula]) -> dict[str, int]:
    """The least value of each symbol, the greatest where one name has several."""
    symbols = {s for f in formulas for s in f.free if isinstance(s, Name)}
    return {s.name: max(t.low for t in symbols if t.name == s.name) for s in symbols}


def read_condition(text: str) -> tuple[Formula, str, Formula]:
    if any(r in text for r in RELATIONS):
        left, relation, right = split(text)
    else:
        (left, right), relation = text.split("="), "="
    return as_formula(left), relation, as_formula(right)


class Lone:
    def __init__(self, name: str) -> None:
        self.free_name = name


def named(condition: tuple[Formula, str, Formula]) -> tuple[Lone | None, str, Formula]:
    """The condition, its left side a name or None."""
    left, relation, right = condition
    lone = len(left.names) == 1 and str(left) in left.names
    return (Lone(str(left)) if lone else None), relation, right


@cache
def expr(f: Formula) -> sympy.Expr:
    return f.expr


def limit(name: str, pair: Pair) -> int:
    """The greatest value worth trying for a symbol: less where it is an exponent or a count of terms."""
    most = max(FAR) + 20
    for f in (pair.left, pair.right):
        if name in f.names and ("**" in str(f) or "binomial" in str(f) or "Sum" in str(f)):
            for p in expr(f).atoms(sympy.Pow):
                if name in map(str, p.exp.free_symbols):
                    most = min(most, TOWERS if p.exp.has(sympy.Pow) else EXPONENTS)
            if expr(f).has(sympy.Sum):
                most = min(most, LOOPS)
            if expr(f).has(sympy.binomial):
                most = min(most, EXPONENTS)
    return most


def value_at(f: Formula, point: Point) -> Any:
    return f.at(**{name: point[name] for name in f.names})


def relates(left: Formula, relation: str, right: Formula, point: Point) -> bool | None:
    """Whether a relation holds at a point: exactly, or with 60 digits where there are logarithms."""
    try:
        gap = value_at(right, point) - value_at(left, point)
    except (OverflowError, NoClosedForm):
        gap = 0.0
    except SymalgebraError:
        return None
    if max(point.values(), default=0) > 10**6 and "log2" in f"{left}{right}":  # floats may have cancelled
        gap = 0.0
    if isinstance(gap, float):
        scale = 1 + abs(float(value_at(right, point))) if gap else 1
        if abs(gap) < 1e-6 * scale:
            gap = precise(left, right, point)
    return bool({"<=": gap >= 0, "<": gap > 0, "==": gap == 0, ">=": gap <= 0, ">": gap < 0}[relation])


def precise(left: Formula, right: Formula, point: Point) -> Any:
    """The gap with 60 digits, 0 where it is below 1e-40."""
    values = {symbol: point[symbol.name] for f in (left, right) for symbol in expr(f).free_symbols}
    gap = (expr(right) - expr(left)).subs(values).evalf(60)
    return 0 if abs(gap) < sympy.Float("1e-40") else gap


# An evaluator of the expressions of certificates


def evaluate(e: Any, point: Point) -> Any:
    """The value of an expression of a certificate: exact, or an mpmath number of 50 digits."""
    if isinstance(e, str):
        return Fraction(e)
    kind, *rest = e
    if kind == "sym":
        return Fraction(point[rest[0]])
    if kind == "sum":
        body, index, count = rest
        assert evaluate(count, point) <= MOST_TERMS
        return sum(evaluate(body, {**point, index: i}) for i in range(whole(evaluate(count, point))))
    values = [evaluate(part, point) for part in rest]
    if kind == "pow" and isinstance(values[0], Fraction):
        size = max(values[0].numerator.bit_length(), values[0].denominator.bit_length())
        assert size * abs(values[1]) <= LONGEST
        return values[0] ** whole(values[1])
    if any(isinstance(v, mpmath.mpf) for v in values):
        values = list(map(real, values))
    return OPERATIONS[kind](*values)


def whole(x: Any) -> int:
    assert x == int(x)
    return int(x)


def rounded(x: Any) -> int:
    """floor(x), where enough digits are known."""
    assert isinstance(x, Fraction) or (abs(x) < 10**20 and abs(x - mpmath.nint(x)) > 1e-20)
    return int(mpmath.floor(x)) if isinstance(x, mpmath.mpf) else floor(x)


def real(x: Any) -> Any:
    return mpmath.mpf(x.numerator) / x.denominator if isinstance(x, Fraction) else x


def logarithm(x: Any) -> Any:
    assert x > 0
    return mpmath.log(real(x), 2)


def choose(n: Any, k: Any) -> Fraction:
    assert n >= 0
    return Fraction(comb(whole(n), whole(k)) if k >= 0 else 0)


OPERATIONS: dict[str, Any] = {
    "add": lambda *v: sum(v),
    "mul": lambda *v: prod(v),
    "pow": lambda a, b: a ** whole(b),
    "floor": lambda a, b: Fraction(rounded(a / b)),
    "max": lambda *v: max(v),
    "min": lambda *v: min(v),
    "log2": logarithm,
    "binomial": choose,
}


UNDEFINED = (ZeroDivisionError, AssertionError, KeyError, ValueError)  # what has no value at a point


def claimed(claim: dict[str, Any], point: Point) -> bool | None:
    """Whether a certificate's claim is true at a point; None outside its domain or where it has no value there."""
    for digits in (50, 600):
        with mpmath.workdps(digits):
            try:
                spans = claim["domain"].items()
                if not all(
                    low <= point[n] and (high is None or point[n] <= high) for n, (low, high) in spans
                ):
                    return None
                if any(evaluate(p, point) < 0 for p in claim.get("given", [])):
                    return None
                left, right = (evaluate(claim[side], point) for side in ("left", "right"))
            except UNDEFINED:
                return None
            exact = isinstance(left, Fraction) and isinstance(right, Fraction)
            gap = right - left if exact else real(right) - real(left)
            noise = 0 if exact else mpmath.mpf(10) ** (10 - digits) * (1 + abs(real(right)))
            if exact or abs(gap) > noise:
                break
            if noise > 1:
                continue
            gap = 0
    if not exact and noise > 1 and abs(gap) <= noise:
        return None  # too large for the digits
    return bool({"<=": gap >= 0, "<": gap > 0, "==": gap == 0}[claim["relation"]])


def explosive(e: Any) -> bool:
    """Whether an expression has a symbolic exponent, a sum or a binomial coefficient."""
    if not isinstance(e, list) or not e:
        return False
    return (
        e[0] in ("sum", "binomial")
        or (e[0] == "pow" and isinstance(e[-1], list))
        or any(map(explosive, e[1:]))
    )


def claim_points(claim: dict[str, Any], number: int, random: Random) -> list[Point]:
    """Points of the ranges of a claim, near their ends and, where no power explodes, far away."""
    names = sorted(claim["domain"])
    far = 6 if any(map(explosive, (claim["left"], claim["right"], *claim.get("given", [])))) else 10**6
    found = []
    for _ in range(number):
        point = {}
        for name in names:
            low, high = claim["domain"][name]
            value = low + random.choice((0, 1, 2, 3, random.randint(0, 12), random.randint(0, far)))
            point[name] = (
                value if high is None else min(value, max(low, high)) if random.random() < 0.9 else high
            )
        found.append(point)
    return found


# z3, on polynomials with floors and extrema, in a process of its own that is killed when it does not answer


def smt(pair: Pair) -> str | None:
    """A problem in SMT-LIB that is unsatisfiable exactly where the pair is true; None outside its fragment."""
    writer = Writer()
    try:
        question = Question(pair)
        sides = [writer.ratio(expr(f)) for f in (pair.left, pair.right)]
        facts = [(writer.ratio(expr(l)), r, writer.ratio(expr(h))) for l, r, h in question.conditions]
    except (NotImplementedError, SymalgebraError):
        return None
    lines = [f"(declare-const {n} Int) (assert (>= {n} {low}))" for n, low in question.lows.items()]
    lines += writer.lines
    lines += [f"(assert {related(left, r, right)})" for left, r, right in facts]
    return "\n".join([*lines, f"(assert (not {related(sides[0], pair.relation, sides[1])}))"])


Ratio = tuple[str, str]  # numerator and positive denominator


def related(left: Ratio, relation: str, right: Ratio) -> str:
    sign = "=" if relation in ("=", "==") else relation
    return f"({sign} (* {left[0]} {right[1]}) (* {right[0]} {left[1]}))"


class Writer:
    """Writes SymPy expressions as ratios of integer terms of SMT-LIB."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.count = 0

    def fresh(self) -> str:
        self.count += 1
        self.lines.append(f"(declare-const f!{self.count} Int)")
        return f"f!{self.count}"

    def ratio(self, e: sympy.Expr) -> Ratio:
        if e.is_Integer:
            return str(e) if e >= 0 else f"(- {-e})", "1"
        if e.is_Rational:
            return self.ratio(sympy.Integer(e.p))[0], str(e.q)
        if e.is_Symbol:
            return e.name, "1"
        if e.is_Add:
            return self.added([self.ratio(t) for t in e.args])
        if e.is_Mul:
            tops, bottoms = zip(*map(self.ratio, e.args), strict=True)
            return f"(* {' '.join(tops)})", f"(* {' '.join(bottoms)})"
        if e.is_Pow and e.exp.is_Integer:
            top, bottom = self.ratio(e.base)
            if e.exp < 0:
                self.lines.append(f"(assert (> {top} 0))")
            top, bottom = (top, bottom) if e.exp > 0 else (bottom, top)
            times = abs(int(e.exp))
            return f"(* {' '.join([top] * times)} 1)", f"(* {' '.join([bottom] * times)} 1)"
        if isinstance(e, sympy.floor | sympy.ceiling):
            return self.rounded(self.ratio(e.args[0]), isinstance(e, sympy.floor)), "1"
        if isinstance(e, sympy.Max | sympy.Min):
            return self.extreme([self.ratio(t) for t in e.args], ">=" if isinstance(e, sympy.Max) else "<=")
        raise NotImplementedError

    def added(self, parts: list[Ratio]) -> Ratio:
        top, bottom = parts[0]
        for p, q in parts[1:]:
            top, bottom = (
                (f"(+ {top} {p})", q)
                if q == bottom
                else (f"(+ (* {top} {q}) (* {p} {bottom}))", f"(* {bottom} {q})")
            )
        return top, bottom

    def rounded(self, of: Ratio, down: bool) -> str:
        top, bottom = of
        name = self.fresh()
        rest = f"(- {top} (* {bottom} {name}))"
        low, high = ("(<= 0 {0})", "(< {0} {1})") if down else ("(<= {0} 0)", "(< (- 0 {1}) {0})")
        self.lines.append(f"(assert (and {low.format(rest, bottom)} {high.format(rest, bottom)}))")
        return name

    def extreme(self, parts: list[Ratio], sign: str) -> Ratio:
        common = f"(* {' '.join(q for _, q in parts)} 1)"
        scaled = [
            f"(* {p} {' '.join(q for j, (_, q) in enumerate(parts) if j != i)} 1)"
            for i, (p, _) in enumerate(parts)
        ]
        name = self.fresh()
        one_of = " ".join(f"(= {name} {t})" for t in scaled)
        self.lines.append(f"(assert (and (or {one_of}) {' '.join(f'({sign} {name} {t})' for t in scaled)}))")
        return name, common


SERVER = """
import json, sys, z3
print("ready", flush=True)
for line in sys.stdin:
    solver = z3.Solver()
    solver.set("timeout", int(sys.argv[1]))
    solver.from_string(json.loads(line))
    print(solver.check(), flush=True)
"""


class Solver:
    """z3 in a process of its own: `answer(problem)` is True (proved), False (refuted) or None."""

    available = find_spec("z3") is not None

    def __init__(self, seconds: float = 2.0) -> None:
        self.seconds, self.process = seconds, None

    def answer(self, problem: str) -> bool | None:
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVER, str(int(self.seconds * 1000))],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            self.read(30)
        self.process.stdin.write(json.dumps(problem) + "\n")
        self.process.stdin.flush()
        said = self.read(self.seconds * 2 + 1)
        if said is None:
            self.close()
        return {"unsat": True, "sat": False}.get(said or "")

    def read(self, seconds: float) -> str | None:
        ready, _, _ = select([self.process.stdout], [], [], seconds)
        return self.process.stdout.readline().strip() if ready else None

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process.stdin.close()
            self.process.stdout.close()
            self.process = None
