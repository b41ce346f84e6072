"""Mutation testing: bugs planted one at a time, and the tests that must catch each.

    python tests/mutation.py formula order shape.py measure.py --sample 25 --seed 1

plants 25 bugs in each room, in a copy of the checkout, and runs the room's tests on each until the first one
fails. It prints each bug as file:line and both texts, with the test that caught it, and the score of each
room: killed / planted. The tests of a room run once before, which shows what each of them calls: those that
call the function with the bug come first, the quick ones before the others, as many as take `--seconds`
together. The room's doctests are among them. What that run shows is kept in the system's temporary directory
as long as the tests do not change; that they pass without a bug is seen each time.

A bug is one small change of the syntax tree: another operator, a bound moved by one, a condition negated, an
argument left out, a branch not taken. Left alone are texts, annotations, what an error says, the `strict` of
a zip, names in capitals at the head of a module (budgets and sizes of caches, which change time and no
answer), and how much work `spend` counts. A survivor that computes the same is listed in EQUIVALENT with its
reason.
"""

import argparse
import ast
import builtins
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, count, islice
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from time import monotonic

from trials import Record, caught, files, recorded, timed

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 30  # of tests for one bug, unless --seconds says more
QUICK = 2  # seconds of tests that are tried before the others
AGES = count(10)  # seconds by which a file with a bug is newer: no two alike

FORMULA = (
    "formula formula_parts formula_edges formula_budget formula_text formula_written formula_steps "
    "formula_sympy floor sums signs fractions recurrences compilation parse"
)
BOUNDS = (
    "bounds_entries bounds_catalogue bounds_beside bounds_master bounds_rank bounds_brute bounds_shattered "
    "bounds_random bounds_claims bounds_plainly bounds_parts bounds_counts bounds_pages regions "
    "bounds_abilities bounds_pairs bounds_stages bounds_layers bounds_verdicts bounds_order bounds_choices "
    "bounds_copies bounds_wired regions_inside regions_sampled"
)
ORDER = (
    "constants scales tails rays offers sides accounts "
    "rules search golden brackets compare crossover growth limits lined euler "
    "points ratios simplex asked explained "
    "compare_laws growth_laws checker growth_certificates kept halves "
    "facts cases forms replacing summands logarithms "
    "lemmas partial conditions means flat checker_conditions checker_facts checker_points growth_claims "
    "checker_arithmetic checker_reading checker_bounds"
)
TESTS = {
    "formula": FORMULA,
    "shape": "shape leaves walk graph_ports",
    "order": ORDER,
    "layer": "walk layer shape measure",
    "measure.py": "measure walk figures field",
    "algebra": "law_checks walk complexity graph graph_feedback",
    "leaves": "leaves torch_leaves",
    "measures": "field figures complexity",
    "bounds": BOUNDS,
    "graph": "graph graph_ports graph_shapes graph_feedback",
    "io": "parse onnx torch_import",
}

BOUNDED = "if all(c >= 0 for c in p.values()) and all(positive_atom(a, d) for m in p for a, _ in m):"

# (file, the text before or the line that it stands in, the text after): why the program computes the same.
EQUIVALENT: dict[tuple[str, str, str], str] = {
    **{
        (
            f"formula/{file}.py",
            f"len({cache}) >= {most}",
            f"(len({cache}) > {most})",
        ): "a cache ends one later"
        for file, cache, most in (
            ("floor", "_KNOWN", "_MOST_KNOWN"),
            ("monomial", "_PRODUCTS", "_MOST_PRODUCTS"),
            ("monomial", "_POWERS", "_MOST_PRODUCTS"),
        )
    },
    (
        "formula/writing/arrangement.py",
        "return [(k, -e) if e > 0 else (3 * end - k, -e) for k, e in entries] + [(end, 0)]",
        "4",
    ): "what is above the end is above the end",
    (
        "formula/writing/arrangement.py",
        "return [(k, -e) if e > 0 else (3 * end - k, -e) for k, e in entries] + [(end, 0)]",
        "(e >= 0)",
    ): "no exponent is 0",
    **{
        ("formula/floor.py", line, after): "what does not go the short way goes the long one"
        for line, after in (
            ("c = f.terms.get(UNIT, 0)", "1"),
            ("k = (f - c) * integer_power(g, -1)", "(f - c + integer_power(g, -1))"),
            ("k = (f - c) * integer_power(g, -1)", "(f + c)"),
            ("k = (f - c) * integer_power(g, -1)", "2"),
            ("return (k + c).size() if integral(k) and integral(g) and positive(g) else None", "None"),
        )
    },
    (
        "formula/writing/arrangement.py",
        "return (4, 0, type(base).__name__), (len(found), found)",
        "5",
    ): "all others come before",
    ("formula/evaluation/steps.py", "-SMALL", "(SMALL)"): "what is not known to be small is measured",
    (
        "shape/maps.py",
        "type(self.stride) is int",
        "(type(self.stride) is not int)",
    ): "a quotient by 1 is what is divided",
    ("formula/power.py", "rest > 1 << 32", "(rest >= 1 << 32)"): "no power of 2 is left of a number",
    (
        "formula/evaluation/point.py",
        "len(values) == len(found.known) or values.keys() <= found.known | f.related",
        "(len(values) == len(found.known) and values.keys() <= found.known | f.related)",
    ): "what does not go the short way goes the long one",
    **{
        ("formula/writing/naming.py", "negative = all(c < 0 for c, _ in arranged(rest))", after): why
        for after, why in (("(c <= 0)", "no coefficient is 0"), ("1", "what is not negative is at least 1"))
    },
    **{
        (f"order/proof/{file}.py", before, after): "no coefficient of a polynomial is 0"
        for files_, before, after in (
            (
                "apart chains falling flat leaf lined lines means outgrown replacing wholes",
                "c > 0",
                "(c >= 0)",
            ),
            (
                "apart squares consecutive homogeneous lined logs outgrown replacing search splits",
                "c < 0",
                "(c <= 0)",
            ),
            ("congruent", "c <= 0", "(c < 0)"),
            ("homogeneous", "v > 0", "(v >= 0)"),
            ("homogeneous", "v < 0", "(v <= 0)"),
            ("weighted means", "c * sign > 0", "(c * sign >= 0)"),
            ("means", "c * v > 0", "(c * v >= 0)"),
            ("statements", "rest[ONE] > 0", "(rest[ONE] >= 0)"),
        )
        for file in files_.split()
    },
    **{
        (f"order/proof/{file}.py", line, "1"): "of the checker's meter one unit more is used"
        for file, line in (
            ("certificate", "WORK[0] = 0"),
            ("finite", "WORK[0] = 0"),
            ("search", "WORK[0] = 0  # the checker's own meter is for one attempt"),
        )
    },
    **{
        (f"order/proof/{file}.py", "[nonnegative(m)] if m else []", "[nonnegative(m)]"): "1 >= 0 may be said"
        for file in ("homogeneous", "lined", "outgrown", "wholes")
    },
    **{
        (f"order/proof/{file}.py", line, "1"): "how deep a rule is matters to proofs that are too deep"
        for file, line in (
            (
                "search",
                'for case, (_, reduced, inner) in zip(cases, RULES["case"](node, goal, d, 0), strict=True):',
            ),
            ("residues", 'for t, (_, reduced, inner) in enumerate(RULES["residue"](node, goal, d, 0)):'),
            ("hypotheses", "polys = FACTS[fact[0]](fact[1:], d, 0)"),
            ("congruent", "(square,) = FACTS[fact[0]](fact[1:], d, 0)"),
            ("summands", "whole, _ = total(parts, d, 0)"),
            (
                "summands",
                'facts, used = [fact, telescope], [whole, *FACTS["telescope"](telescope[1:], d, 0)]',
            ),
        )
    },
    **{
        ("order/proof/search.py", before, after): "floats have told that the goal is well below 0"
        for before, after in (
            ("interval(goal, point)[1] < 0", "(interval(goal, point)[1] <= 0)"),
            ("if interval(goal, point)[1] < 0:", "1"),
        )
    },
    **{
        ("order/proof/consecutive.py", before, after): why
        for before, after, why in (
            (
                "pairs = ratios(a, b, -c) if right else {(1, 0)}",
                "1",
                "a form in one monomial has no second ratio",
            ),
            ("len(pairs) * len(gaps)", "(len(pairs) + len(gaps))", "the order of attempts"),
            ("a > 0", "(a >= 0)", "a ratio of 0 is left out"),
        )
    },
    **{
        (
            "order/proof/samples.py",
            "return float(low + high) / 2",
            after,
        ): "an enclosure is shorter than SLACK"
        for after in ("low", "high")
    },
    **{
        ("order/proof/congruent.py", before, after): "no exponent is 0"
        for before, after in (
            ("e < 0", "(e <= 0)"),
            ("return None if any(e < 0 for _, e in found) else found", "1"),
        )
    },
    (
        "order/proof/quadratic.py",
        "if m == ONE and pivot < 0:",
        "(pivot <= 0)",
    ): "a last row of zeros is none",
    ("order/proof/homogeneous.py", "left = rest.get(ONE, 0)", "1"): "neither is below 0",
    (
        "order/proof/homogeneous.py",
        "max(len(more), len(less)) ** k > MOST_TERMS",
        "(max(len(more), len(less)) ** k >= MOST_TERMS)",
    ): "no power is 200",
    **{
        ("order/proof/means.py", before, after): why
        for before, after, why in (
            (
                "below, above = (sorted({m for m, c in terms if c * sign > "
                "0}, key=spelled) for sign in (-1, 1))",
                "2",
                "any number has a sign",
            ),
            ("least(a, d) or 0", "(least(a, d))", "what is not negative has a least value"),
            ("e > 0", "(e >= 0)", "no exponent is 0"),
            (
                '{a for a in atoms_of(goal) if a[0] == "log2" and len(a[1]) '
                "== 1 and any(dict(a[1]))}, key=spelled",
                "all",
                "there is one",
            ),
            (
                '(w := values["weight", m, b]) and b != m',
                "((w := values['weight', m, b]))",
                "a mean may have what it is above among its terms",
            ),
            (
                '[[str(whole / scale), [["mean", write({m: 1}), parts]]]] if parts else []',
                "[[str(whole / scale), [['mean', write({m: 1}), parts]]]]",
                "0 times a mean of nothing",
            ),
        )
    },
    (
        "order/proof/summands.py",
        "m = max(found, key=lambda m: (dict(m)[symbol], spelled(m)))",
        "min",
    ): "a quotient is the same in any order",
    ("order/proof/logs.py", "counts[m] > 0", "(counts[m] >= 0)"): "no coefficient of a polynomial is 0",
    (
        "order/proof/outgrown.py",
        "base * Fraction(at, at + 1) ** k < 1",
        "(base * Fraction(at, at + 1) ** k <= 1)",
    ): "of two equal quotients one is as good as the other",
    ("order/proof/weighted.py", "low or 0", "(low)"): "it is known by then",
    (
        "order/proof/lined.py",
        "return m in above or weighted(plus(above, {m: -SMALL}), d, budget, 0) is not None",
        "1",
    ): "means are taken at any depth",
    **{
        ("order/proof/flat.py", before, after): "what divides a floor is 2 or more"
        for before, after in (
            ("slope_of(h, atom) > 0", "(slope_of(h, atom) >= 0)"),
            (
                "lines = {slope_of(h, atom) > 0: value for h in bounds if "
                "(value := removed(h, atom)) is not None}",
                "1",
            ),
        )
    },
    (
        "order/proof/replacing.py",
        "slope_of(h, atom, e) > 0",
        "(slope_of(h, atom, e) >= 0)",
    ): "a hypothesis without the atom gives it no value",
    (
        "order/proof/statements.py",
        "gap * up > 0",
        "(gap * up >= 0)",
    ): "bases that are not the same are not equal",
    **{
        ("order/proof/lines.py", line, after): why
        for line, after, why in (
            (
                "slope = Fraction(round(2**40 / (c * LN2[0])), 2**40) / least",
                "1",
                "ln 2 is rounded to 16 digits, slopes to 12",
            ),
            (
                "slope = rounded_up(e * log2_above(t) ** (e - 1) / (t * LN2[0]))",
                "1",
                "ln 2 is rounded to 16 digits, slopes to 12",
            ),
            (
                "return rounded_up(-(1 / LN2[1] + log2_below(slope * LN2[0])))",
                "1",
                "ln 2 is rounded to 16 digits, lines to 12",
            ),
            (
                "return rounded_up(max(log2_above(x) ** e - slope * x for x in range(c, t + 1))), slope",
                "2",
                "from t on it falls",
            ),
        )
    },
    (
        "order/checker.py",
        'need(c > 0, "the base of a symbolic power is not positive")',
        "(c >= 0)",
    ): "no coefficient of a polynomial is 0",
    (
        "order/checker.py",
        "sides[c < 0] = times(sides[c < 0], power(base_of(base), abs(int(c))))",
        "(c <= 0)",
    ): "no coefficient of a polynomial is 0",
    (
        "order/checker.py",
        "isinstance(part, tuple | frozenset) and part not in met",
        "(isinstance(part, tuple | frozenset))",
    ): "what is met again is looked at again, to no other end",
    (
        "order/checker.py",
        'need(all(a + b * x >= log2_above(x) ** e for x in range(c, t + 1)), "the line cuts the logarithm")',
        "2",
    ): "above a concave function at t, and as steep, a line is above it further on",
    **{
        ("order/checker.py", "low, high = 1, 2 << n.bit_length() // k", after): "a root is below more, too"
        for after in ("3", "(n.bit_length() * k)")
    },
    **{
        ("order/checker.py", "found[place] = found.get(place, 0) + c * prod(s for *_, s in chosen)", after): (
            "what is an integer is one with another sign, and one more"
        )
        for after in ("(found.get(place, 0) - c * prod((s for *_, s in chosen)))", "1")
    },
    ("order/checker.py", "WORK[0] = 0", "1"): "one unit of work more",
    (
        "order/growth_checker.py",
        'need(type(claim.get("uniform", False)) is bool, "no claim")',
        "True",
    ): "either is a truth value",
    **{
        ("order/checker.py", line, after): "no coefficient of a polynomial is 0"
        for line, after in (
            ("if c > 0:", "(c >= 0)"),
            ("rest[ONE] > 0", "(rest[ONE] >= 0)"),
            ("if all(c >= 0 for m, c in form.items() if m):", "(c > 0)"),
            ("free, below = Domain(d.ranges, []), [m for m, c in p.items() if c < 0]", "(c <= 0)"),
        )
    },
    **{
        ("order/checker.py", line, "1"): "more hypotheses are tried, of which none is needed"
        for line in (
            "free, below = Domain(d.ranges, []), [m for m, c in p.items() if c < 0]",
            "near = [h for h in d.given if any(h.get(m, 0) < 0 for m in below)]",
        )
    },
    (
        "order/checker.py",
        "x = min((x for x, half in halves.items() if half in atoms), default=None)",
        "max",
    ): "each symbol whose half is there has its turn",
    **{
        ("order/checker.py", line, after): "integers that are not 0"
        for line, after in (
            ("side = (c * k) < 0", "(c * k <= 0)"),
            ("side = (c * k) < 0", "1"),
            ("sides[c < 0] = times(sides[c < 0], power(base_of(base), abs(int(c))))", "1"),
        )
    },
    ("order/checker.py", "e > 0", "(e >= 0)"): "no exponent in a monomial is 0",
    ("order/checker.py", "p * p", "(p + p)"): "primes are looked for longer",
    ("order/checker.py", "p <= 1 << 16", "(p < 1 << 16)"): "2**16 is no prime",
    ("order/checker.py", "bits = 0", "1"): "only the work that is counted, and that of no numbers",
    **{
        ("order/checker.py", before, after): "what does not go the short way goes the long one"
        for before, after in (
            ("not m or not n", "(not m and (not n))"),
            ("not m or not n", "(not m)"),
            ("len(m) + len(n)", "(len(m) - len(n))"),
            (BOUNDED, "(c > 0)"),
            (BOUNDED, "1"),
            ('if kind == "add" and all(q == bottom for _, q in parts):', "(q != bottom)"),
            ('return exact(Fraction(text)) if "/" in text else int(text)', "exact(Fraction(text))"),
        )
    },
    **{
        (f"order/{file}.py", "c > 0", "(c >= 0)"): "no coefficient of a formula is 0"
        for file in (
            "asymptotics/bracket",
            "asymptotics/constants",
            "asymptotics/monotone",
            "ceilings",
            "euler",
        )
    },
    **{
        (
            "order/asymptotics/scales.py",
            f"len({cache}) >= KEPT",
            f"(len({cache}) > KEPT)",
        ): "a cache ends one later"
        for cache in ("known", "_SCALES")
    },
    **{
        (f"order/asymptotics/{file}.py", before, after): "no exponent is 0"
        for file, before, after in (
            ("constants", "exponent > 0", "(exponent >= 0)"),
            ("monotone", "exponent >= 0", "(exponent > 0)"),
        )
    },
    (
        "order/asymptotics/constants.py",
        "Fraction(middle, 1 << ROOT_BITS) ** degree <= number",
        "(Fraction(middle, 1 << ROOT_BITS) ** degree < number)",
    ): "roots of numbers are irrational, others are worked out",
    (
        "order/asymptotics/constants.py",
        "low, high = 0, (1 + number.__ceil__()) << ROOT_BITS",
        "2",
    ): "halving from a higher end ends at the same",
    **{
        ("order/asymptotics/bracket.py", line, after): "what is 0 has the ends 0 and 0"
        for line, after in (
            ("direction >= 0", "(direction > 0)"),
            ("return (low * rest, high * rest) if direction >= 0 else (high * rest, low * rest)", "1"),
        )
    },
    (
        "order/asymptotics/mean.py",
        "return rows is not None and all(c >= 0 for c in rows.values())",
        "(c > 0)",
    ): "no coefficient of a formula is 0",
    (
        "order/asymptotics/constants.py",
        "return rows is not None and rows.get(UNIT, 0) > 0 and all(c >= 0 for c in rows.values())",
        "(c > 0)",
    ): "no coefficient of a formula is 0",
    **{
        (f"order/{file}.py", before, after): "no coefficient of a formula is 0"
        for file, before, after in (
            ("domain", "slope > 0", "(slope >= 0)"),
            ("convergents", "return ((x, a), (y, -b)) if b < 0 else None", "(b <= 0)"),
            ("convergents", "return ((x, a), (y, -b)) if b < 0 else None", "1"),
        )
    },
    (
        "order/domain.py",
        "slope = f.terms.get(next(iter(symbol.formula().terms)), 0)",
        "1",
    ): "what has no term n is no multiple of n and a number",
    (
        "order/domain.py",
        "return self.enclosed(point, relation, float(right) - float(left), abs(float(left)) + 1)",
        "2",
    ): "what a guess does not decide is enclosed",
    (
        "order/domain.py",
        "return self.enclosed(point, relation, float(right) - float(left), abs(float(left)) + 1)",
        "right",
    ): "sides that are near to one another are of one size",
    (
        "order/ceilings.py",
        "e > 0",
        "(e >= 0)",
    ): "no exponent is 0",
    (
        "order/domain.py",
        "self.enclosed(point, relation, 0.0, 1.0) if self.rough else None",
        "self.enclosed(point, relation, 0.0, 1.0)",
    ): "where formulas have too long values, so has the checker",
    (
        "order/domain.py",
        "high if more == less else interval(more, point)[1]",
        "interval(more, point)[1]",
    ): "equal goals have equal ends",
    (
        "order/domain.py",
        "s.low != lows[s.name]",
        "(s.low == lows[s.name])",
    ): "more symbols are put in for themselves",
    **{
        ("order/ratio.py", before, after): "no constant is above what has no bound"
        for before, after in (
            (
                "None if endless(top, bottom, facts) else _timely(top, bottom, facts, 1)",
                "_timely(top, bottom, facts, 1)",
            ),
            (
                'not isinstance(asked(0, g, where, "<", work), Proved) or endless(f, g, where)',
                "(not isinstance(asked(0, g, where, '<', work), Proved))",
            ),
        )
    },
    ("order/slope.py", "e > 0", "(e >= 0)"): "no exponent is 0",
    (
        "order/slope.py",
        "k = dict(shared.powers).get(x, 0)",
        "1",
    ): "what is linear when divided by x is divided by x",
    ("order/euler.py", "exponent > 0", "(exponent >= 0)"): "no exponent is 0",
    **{
        ("order/euler.py", line, "2"): "a multiple has what it is a multiple of"
        for line in (
            "shared = Formula({m: c for m, c in f.items() if m in g.terms and has_e(Formula({m: 1}))})",
            "if not has_e(Formula({m: 1})):",
        )
    },
    (
        "order/dips.py",
        "line: list[Number] = [0] * (HIGHEST + 1)",
        "2",
    ): "zeros at the end are left out",
    (
        "order/points.py",
        "short, times = max(0, step.bit_length() - EXACT), 0",
        "1",
    ): "the first step is that to the least value, which is taken once at most",
    (
        "order/halves.py",
        "return sorted(found, key=lambda i: i.low)",
        "i.high",
    ): "intervals that are apart are in the same order by either end",
    **{
        ("order/simplex.py", before, after): why
        for before, after, why in (
            ("row[column] < 0", "(row[column] <= 0)", "a row has no entries that are 0"),
            ("if row[column] < 0:", "1", "a row has no entries that are 0"),
            ("v < 0", "(v <= 0)", "no cost is 0"),
            (
                "falling = [(v, j) for j, v in self.cost.items() if v < 0 and 0 <= j < self.columns]",
                "1",
                "no cost is 0",
            ),
            (
                "{j: v // common for j, v in result.items()} if common > 1 else result",
                "{j: v // common for j, v in result.items()}",
                "a quotient by 1 is what is divided",
            ),
            ("common > 1", "(common >= 1)", "a quotient by 1 is what is divided"),
            ("left >= self.columns", "(left > self.columns)", "unit columns that are kept up are not read"),
            (
                "def __init__(self, rows: Sequence[Vector], rhs: Vector, traced: bool = False) -> None:",
                "True",
                "unit columns that are kept up are not read",
            ),
        )
    },
    **{
        (f"order/{file}.py", line, "1"): "a depth, or what work was done before, only limits how much is done"
        for file, line in (
            ("explain", "WORK[0] = 0"),
            ("explain", "polys = FACTS[entry[0]](entry[1:], inner, 0)"),
            (
                "explain",
                'for title, part in zip(titles, RULES[node["rule"]](node, goal, d, 0), strict=True):',
            ),
            ("lemmas", "self.domain.given += FACTS[fact[0]](fact[1:], self.domain, 0)"),
        )
    },
    **{
        (
            "order/asymptotics/dominance.py",
            "width = k + rows + 2 * len(marks) + 1",
            after,
        ): "a column of zeros is a variable in no equation"
        for after in ("2", "3")
    },
    **{
        (
            "bounds/regions/xiong.py",
            "return min(scalars, d1) if isinstance(d1, int) else scalars",
            after,
        ): "beyond d1 all binomial coefficients are 0"
        for after in ("scalars", "max")
    },
    (
        "bounds/theorem/summary.py",
        "def stage(cls, predicates: Size, degree: int, channels: Size = 1, pool: bool = False) -> Summary:",
        "2",
    ): "a summary counts no channels",
    (
        "bounds/rank.py",
        "grown = [[draw.randint(1, 9) * (j + 1) * unit for _ in range(prod(read[0]))] "
        "for j in range(points)]",
        "2",
    ): "inputs that grow are drawn, these or others",
    ("bounds/theorem/block.py", "first = tails[0]", "1"): "branches of a sum write equally many channels",
    (
        "bounds/theorem/summary.py",
        "if self.kappa == 0 and positive(count):",
        "(self.kappa == 0 or positive(count))",
    ): "the first copy and the others have the sums of all",
    (
        "bounds/theorem/implicit.py",
        "low, high = high, 2 * high",
        "low",
    ): "halving from 0 ends at the same number",
    (
        "bounds/regions/xiong.py",
        "unpadded = all(w.left == 0 and w.right == 0 for w in windows)",
        "w.left",
    ): "of a convolution only windows that overlap are padded on the right alone",
    ("measure.py", "facts(where) if where else {}", "facts(where)"): "there are no facts in nothing",
    (
        "measure.py",
        "(net.subs(known), x.each(lambda d: substitute(d, known))) if known else (net, x)",
        "(net.subs(known), x.each(lambda d: substitute(d, known)))",
    ): "nothing is put in for nothing",
}

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.BitXor: ast.BitOr,
}  # fmt: skip
NAMED = {
    "min": "max", "max": "min", "any": "all", "all": "any", "floordiv": "ceildiv", "ceildiv": "floordiv",
    "minimum": "maximum", "maximum": "minimum", "floor": "ceil", "ceil": "floor", "gcd": "lcm", "lcm": "gcd",
    "nonnegative": "positive", "positive": "nonnegative", "add": "multiply", "multiply": "add",
    "total": "product_over", "product_over": "total", "left": "right", "right": "left", "low": "high",
    "high": "low", "before": "after", "after": "before",
}  # fmt: skip


@dataclass(frozen=True)
class Bug:
    """One change: what stands at a place of a file, within a function, and what is put there."""

    path: str
    line: int
    within: str
    span: tuple[int, int]
    before: str
    after: str

    def __str__(self):
        return f"{self.path}:{self.line}  {' '.join(self.before.split())}  ->  {self.after}"

    def planted(self, source: str) -> str:
        start, end = self.span
        return source[:start] + self.after + source[end:]


def bugs(path: str, source: str) -> Iterator[Bug]:
    """Every bug that can be planted in a file."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = source.splitlines(keepends=True)

    def place(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    known = names(source) | set(dir(builtins))
    for node, within in reached(ast.parse(source)):
        span = place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)
        before = source[slice(*span)]
        for after in changes(node):
            if after != ast.unparse(node) and names(after) <= known:
                yield Bug(path, node.lineno, within, span, before, bracketed(node, after))


def names(source: str) -> set[str]:
    """The names in a text: one that its file does not know would be caught by any test."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)} | {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def bracketed(node: ast.AST, after: str) -> str:
    return f"({after})" if isinstance(node, ast.BinOp | ast.BoolOp | ast.Compare | ast.UnaryOp) else after


def reached(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """The expressions that decide what is computed, each with the function that it stands in."""
    pending: list[tuple[ast.AST, str]] = [(tree, "")]
    while pending:
        node, within = pending.pop()
        if isinstance(node, ast.expr):
            yield node, within
        inside = named(node, within)
        pending += reversed([(child, inside) for child in ast.iter_child_nodes(node) if counts(child, node)])


def named(node: ast.AST, within: str) -> str:
    """The name of the function or class around what is in a node: `__qualname__`, less its "<locals>"."""
    if isinstance(node, ast.Lambda) and not within:
        return "<lambda>"
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return within
    return f"{within}.{node.name}" if within else node.name


def counts(child: ast.AST, parent: ast.AST) -> bool:
    """Whether a change there could change an answer."""
    if isinstance(child, ast.Raise | ast.Assert | ast.Import | ast.ImportFrom | ast.JoinedStr | ast.arg):
        return False
    if isinstance(parent, ast.Module) and isinstance(child, ast.Assign | ast.AnnAssign):
        targets = child.targets if isinstance(child, ast.Assign) else [child.target]
        named_ = [t for target in targets for t in getattr(target, "elts", [target])]
        return not all(isinstance(t, ast.Name) and t.id.lstrip("_").isupper() for t in named_)
    if isinstance(parent, ast.FunctionDef | ast.ClassDef):
        return child not in parent.decorator_list and child is not getattr(parent, "returns", None)
    if isinstance(child, ast.keyword) and child.arg == "strict":
        return False
    if isinstance(parent, ast.Call) and ast.unparse(parent.func).endswith("spend"):
        return False
    if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
        return False
    return not (isinstance(parent, ast.AnnAssign) and child is parent.annotation)


def changes(node: ast.expr) -> Iterator[str]:
    """The texts that may stand instead of an expression."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARED:
        yield ast.unparse(ast.Compare(node.left, [COMPARED[type(node.ops[0])]()], node.comparators))
    elif isinstance(node, ast.BinOp) and type(node.op) in COMPUTED and not text(node):
        yield ast.unparse(ast.BinOp(node.left, COMPUTED[type(node.op)](), node.right))
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.unparse(ast.BoolOp(other, node.values))
        yield ast.unparse(node.values[0])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield ast.unparse(node.operand)
    elif isinstance(node, ast.IfExp):
        yield ast.unparse(node.body)
        yield ast.unparse(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        yield repr(not node.value if isinstance(node.value, bool) else node.value + 1)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in NAMED:
        yield NAMED[node.id]
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in NAMED:
        yield ast.unparse(ast.Attribute(node.value, NAMED[node.attr], node.ctx))


def text(node: ast.BinOp) -> bool:
    """Whether an operator joins texts."""
    return any(
        isinstance(n, ast.JoinedStr) or isinstance(getattr(n, "value", None), str) for n in ast.walk(node)
    )


def planned(copy: Path, room: str, sample: int, seed: int) -> list[Bug]:
    """Some bugs of a room of the copy, the same for the same seed; no two of one expression."""
    found: dict[tuple[str, tuple[int, int]], list[Bug]] = {}
    for file in files(copy / "symalgebra" / room):
        path = file.relative_to(copy / "symalgebra").as_posix()
        source = file.read_text(encoding="utf-8")
        for bug in bugs(path, source):
            line = source.splitlines()[bug.line - 1].strip()
            if not {(path, text, bug.after) for text in (bug.before, line)} & EQUIVALENT.keys():
                found.setdefault((path, bug.span), []).append(bug)
    draw = Random(f"{seed} {room}")
    places = draw.sample(list(found.values()), min(sample, len(found)))
    return [draw.choice(several) for several in places]


def ordered(bug: Bug, records: dict[str, Record], seconds: float) -> dict[str, float]:
    """The tests to run on a bug: those that call its function, then the others, the quick ones first."""
    calling = callers(bug, records)
    order = sorted(records, key=lambda test: (test not in calling, records[test].seconds))
    return within({test: records[test].seconds for test in order}, seconds)


def within(order: dict[str, float], seconds: float) -> dict[str, float]:
    """The first tests that take so many seconds together, one at least."""
    kept = sum(spent <= seconds for spent in accumulate(order.values()))
    return dict(islice(order.items(), max(kept, 1)))


def callers(bug: Bug, records: dict[str, Record]) -> set[str]:
    """The tests that call the innermost function around a bug; none for what stands outside of functions."""
    called = f"symalgebra/{bug.path}", bug.within
    return {test for test, record in records.items() if called in record.called}


def tried(bug: Bug, copy: Path, order: dict[str, float]) -> str | None:
    """The test that catches a bug in the copy; the quickest are tried before other files are loaded."""
    file = copy / "symalgebra" / bug.path
    sound, times = file.read_text(encoding="utf-8"), file.stat()
    file.write_text(bug.planted(sound), encoding="utf-8")
    os.utime(file, (times.st_atime, times.st_mtime + next(AGES)))  # that of no file that a test has compiled
    try:
        return caught(copy, within(order, QUICK)) or caught(copy, order)
    finally:
        file.write_text(sound, encoding="utf-8")
        os.utime(file, (times.st_atime, times.st_mtime))


def score(room: str, copy: Path, sample: int, seed: int, seconds: float) -> str:
    """Bugs killed and planted in a room; each is printed, with the test that caught it."""
    whole = room if room in TESTS else room.partition("/")[0]
    records: dict[str, Record] = {}
    for file in [*(f"tests/test_{name}.py" for name in TESTS[whole].split()), f"symalgebra/{whole}"]:
        records |= recorded(copy, file)
    broken, spent = timed(copy, {test: record.seconds for test, record in records.items()})
    if broken:
        raise SystemExit(f"{broken} fails before a bug is planted")
    records = {test: Record(spent[test], record.called) for test, record in records.items() if test in spent}
    several, killed, start = planned(copy, room, sample, seed), 0, monotonic()
    for bug in several:
        order = ordered(bug, records, seconds)
        test = tried(bug, copy, order)
        killed += test is not None
        print(f"  {test or f'SURVIVED {len(order)} tests'}  {bug}", flush=True)
    each, share = (monotonic() - start) / max(len(several), 1), 100 * killed // max(len(several), 1)
    return f"{room:20} {killed}/{len(several)} killed, {share} %, {each:.0f} s each"


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "rooms", nargs="+", help="rooms or files below symalgebra/, as formula or order/proof/lines.py"
    )
    options.add_argument("--sample", type=int, default=25, help="bugs in each")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--seconds", type=float, default=SECONDS, help="of tests that are run on one bug")
    asked = options.parse_args()
    with TemporaryDirectory() as scratch:
        copy = Path(scratch) / "checkout"
        copytree(ROOT, copy, ignore=ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis"))
        for room in asked.rooms:
            print(score(room, copy, asked.sample, asked.seed, asked.seconds), flush=True)


if __name__ == "__main__":
    main()
