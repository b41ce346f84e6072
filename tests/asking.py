"""What is kept in one line a question: verdicts, rules of the search, functions of `asymptotics`."""

import json
from hashlib import sha256
from itertools import groupby, islice

from symalgebra.formula import formula, read
from symalgebra.order import Proved, Refuted, checker, compare, crossover, growth, order, ratio_bounds
from symalgebra.order.asymptotics import bracket, constants, evidence, monotone, rays, scales, series, tail
from symalgebra.order.asymptotics.dominance import bounded, direction
from symalgebra.order.asymptotics.setting import setting
from symalgebra.order.convergents import vanishing
from symalgebra.order.dips import dips
from symalgebra.order.domain import conditions
from symalgebra.order.proof import consecutive, falling, search
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.leaf import prove_leaf

WORK = 3_000, 150  # of one rule, and of one step
FEW = 6  # of what may have no end


def digest(value):
    """A few digits that change with a value."""
    return f"#{sha256(str(value).encode()).hexdigest()[:8]}"


def outline(node):
    """The rules of a proof and the kinds of its facts, those in a row counted."""
    runs = [(name, len(list(run))) for name, run in groupby(rules(node))]
    return " ".join(f"{many}*{name}" if many > 1 else name for name, many in runs)


def rules(node):
    kinds = [fact[0] for fact in node.get("facts", [])]
    inner = [node.get(key) for key in ("then", "yes", "no", "up", "down")] + node.get("cases", [])
    inner = [n.get("then") if "is" in n else n for n in filter(None, inner)]
    return [*(kinds or [node["rule"]]), *(rule for n in inner for rule in rules(n))]


# Whole questions


def compared(relation):
    def told(f, g, *where):
        verdict = compare(read(f), read(g), where=where, relation=relation)
        if isinstance(verdict, Proved):
            return f"{outline(verdict.certificate['proof'])} {digest(json.dumps(verdict.certificate))}"
        return f"false at {placed(verdict.witness)}" if isinstance(verdict, Refuted) else str(verdict)

    return told


def placed(point):
    text = ", ".join(f"{name}={value}" for name, value in point.items())
    return text if len(text) < 60 else digest(text)


def asked(f, g, where):
    uniform = where == ("uniform",)
    return growth(read(f), read(g), where=() if uniform else where, uniform=uniform)


def grown(f, g, *where):
    """The relation and the limit, and a digest of what shows them."""
    found = asked(f, g, where)
    return f"{found.relation} {found.limit} {digest([shown(half) for half in (found.upper, found.lower)])}"


def shown(half):
    """What shows one half, the terms in the order of their texts."""
    means = [(str(m.term), m.strict, weights(m.weights), weighed(m.facts)) for m in half.means]
    return half.holds, str(half.ray), half.reason, sorted(means)


def weights(found):
    return ", ".join(sorted(f"{c} of {s}" for s, c in found.items()))


def weighed(facts):
    return ", ".join(sorted(f"{c} of {fact.scale}" for fact, c in facts.items()))


def certified(f, g, *where):
    """What a certificate of growth claims, the kinds of its parts, and a digest of it."""
    found = asked(f, g, where).certificate
    if found is None:
        return "none"
    kinds = " ".join(part["kind"] for part in found["parts"].values())
    return f"{found['claim']['relation']}: {kinds} {digest(json.dumps(found))}"


# Rules of the search


def goal_of(text, where):
    """A goal on its domain."""
    _, goal, d = checker.opened(conditions(where, read("0"), read(text)).claim("<="))
    return goal, d


def ruled(attempt):
    """What a rule finds, and how much work is left."""

    def told(text, *where):
        checker.WORK[0] = 0
        goal, d = goal_of(text, where)
        budget = Budget(*WORK)
        node = attempt(goal, d, budget, 0)
        if node is None:
            return f"none, {budget.units}"
        checker.WORK[0] = 0
        checker.prove(node, goal, d)
        return f"{outline(node)} {digest(json.dumps(node))}, {budget.units}"

    return told


RULES = {rule.__name__: rule for rule in (*search.ATTEMPTS, search.extremum, search.finite)}


# Functions


def value(text):
    return formula(read(text))


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


def proposed(f, g, *where):
    """Constants and thresholds for f = O(g)."""
    found = asked(f, g, where)
    offers = islice(evidence.proposals(found.left, found.right, found), FEW)
    return "; ".join(f"{factor} from {placed(start)}" for factor, start in offers)


def rated(text, *where):
    rates = order(read(text), where=where).values()
    return "; ".join(f"{r}, {r.exponent}, {r.logs}" for r in rates)


def curved(names):
    """The first curves along which rays are looked for, and a digest of all."""
    t = rays.parameter([])
    symbols = frozenset(s for name in names.split(",") for s in value(name).free)
    found = [str(rays.named(curve)) for curve in rays.curves(symbols, (), t)]
    return f"{len(found)} {digest(found)}"


def dipped(f, g, *where):
    points = list(dips(conditions(where, read(f), read(g))))
    return f"{len(points)} {digest(points)}: " + "; ".join(map(placed, points[:FEW]))


def of_goal(function):
    return lambda text, *where: digest_of(function(*goal_of(text, where)))


def digest_of(found):
    listed = list(found)
    return f"{len(listed)} {digest(listed)}"


KINDS = {
    **{relation: compared(relation) for relation in ("<=", "<", "==", ">=", ">")},
    "growth": grown,
    "certificate": certified,
    "crossover": lambda f, g, by, *where: "; ".join(
        str(crossover(read(f), read(g), by, where)).splitlines()[1:]
    ),
    "ratio": lambda f, g, *where: str(ratio_bounds(read(f), read(g), where)).replace(
        f" <= ({value(f)})/({value(g)}) <= ", " to "
    ),
    **{name: ruled(rule) for name, rule in RULES.items()},
    "leaf": ruled(lambda goal, d, budget, depth: prove_leaf(goal, d, budget)),
    "falling": ruled(lambda goal, d, budget, depth: falling.newton(goal, d) or falling.positive(goal, d)),
    "forms": of_goal(lambda goal, d: map(sorted_form, consecutive.forms(goal))),
    "dips": dipped,
    "vanishing": of_goal(lambda goal, d: vanishing(goal)),
    "sign": on_formula(constants.sign),
    "below": on_formula(lambda f: rows_of(constants.below(f))),
    "rises": on_formula(monotone.rises),
    "bracket": far_out(lambda f, far: " to ".join(map(str, bracket.bracket(f, far)))),
    "eventually": far_out(bracket.eventual_sign),
    "series": far_out(lambda f, far: terms(series.series(f, far.by))),
    "body": far_out(lambda f, far: terms(tail.body(series.series(f, far.by), far))),
    "ceiling": far_out(lambda f, far: terms(tail.ceiling(series.series(f, far.by), far))),
    "tends": far_out(lambda f, far: scales.tends(f, far.by)),
    "mean": mean,
    "proposed": proposed,
    "order": rated,
    "curves": curved,
}


def rows_of(rows):
    return None if rows is None else value_of_rows(rows)


def value_of_rows(rows):
    return sum((scales.single(m) * c for m, c in rows.items()), formula(0))


def sorted_form(form):
    kind, outside, s = form
    return kind, sorted(outside), sorted((sorted(m), c) for m, c in s.items())
