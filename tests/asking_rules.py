"""Rules of the search for a proof on goals >= 0, what they try, and points and domains, in one line each."""

import json
from itertools import islice

from asking import digest, outline, placed, value

from symalgebra.formula import read
from symalgebra.order import checker, points
from symalgebra.order.convergents import vanishing
from symalgebra.order.dips import dips
from symalgebra.order.domain import conditions
from symalgebra.order.expression import expression
from symalgebra.order.expressions import formula_of
from symalgebra.order.proof import (
    consecutive,
    falling,
    linear,
    replacing,
    samples,
    search,
    squares,
    statements,
    summands,
)
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.hypotheses import about, ends
from symalgebra.order.proof.hypotheses import conditions as conditions_of
from symalgebra.order.proof.leaf import LATE_FLOORS, RANK, prove_leaf
from symalgebra.order.proof.notation import spelled, write

WORK = 3_000, 150  # of one rule, and of one step
FEW, MOST = 6, 40  # points that are written out, and replacements of one atom
RULES = {rule.__name__: rule for rule in (*search.ATTEMPTS, search.extremum, search.finite)}


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


def of_goal(function):
    return lambda text, *where: digest_of(function(*goal_of(text, where)))


def digest_of(found):
    listed = list(found)
    return f"{len(listed)} {digest(listed)}"


def dipped(f, g, *where):
    points = list(dips(conditions(where, read(f), read(g))))
    return f"{len(points)} {digest(points)}: " + "; ".join(map(placed, points[:FEW]))


def stated_facts(goal, d):
    """The facts that are worth stating of each atom beside the others."""
    atoms = replacing.atoms_of(goal)
    return (fact for a in sorted(atoms, key=spelled) for fact in statements.facts_about(a, d, atoms))


def replaced(goal, d):
    """Which atom is replaced first, and the goal with each of the atoms replaced by its bounds."""
    atoms = replacing.atoms_of(goal)
    yield [spelled(replacing.foremost(goal, atoms, rank)) for rank in (RANK, LATE_FLOORS) if atoms]
    for a in sorted(atoms, key=spelled):
        for own in (False, True):
            bounds = about(a, d, atoms, own)
            for used, p in islice(replacing.replacements(goal, a, bounds), MOST):
                yield list(map(repr, used)), sorted((spelled(m), str(c)) for m, c in p.items())


def square_products(goal, d):
    """The products that a sum of squares may be made of: at first, and where those are not enough."""
    lows = {a: next(iter(ends(a, d))) for m in goal for a, _ in m}
    shifted = squares.moved(goal, lows)
    for found in (squares.candidates(shifted, lows, d), squares.around(goal, shifted, lows, d)):
        yield [written(p) for _, p in found]


def linear_products(goal, d):
    """What a linear program over the conditions and the facts of a goal is made of."""
    known, atoms = conditions_of(d), replacing.atoms_of(goal)
    lows = [h for a in sorted(atoms, key=spelled) for h in ends(a, d)]
    yield from (written(h.poly) for h in linear.differences(atoms, d))
    yield from (written(p) for _, p in linear.candidates(lows, known))


def sum_bodies(goal, d):
    for index, count in sorted({a[2:] for a in replacing.atoms_of(goal) if a[0] == "sum"}, key=spelled):
        yield from ([written(p) for p in pair] for pair in summands.bodies(goal, index, dict(count)))


def sampled(goal, d):
    """The first points of a domain, those of its samples, and where the goal is negative there."""
    found = samples.Samples(d)
    return [*points.first(d.ranges), *found.points, *found.negative(goal), *found.gaps(goal)]


def written(p):
    return json.dumps(write(p))


def sorted_form(form):
    kind, outside, s = form
    return kind, sorted(outside), sorted((sorted(m), c) for m, c in s.items())


def stretched(text, *where):
    """The domain of a condition, and where it holds near its corner."""
    known = conditions(where, read("0"), read(text))
    near = list(islice(points.candidates(known.ranges, known.far), 150))
    held = [known.holds(p, relation) for p in near for relation in ("<=", "<", "==")]
    claims = [json.dumps(known.claim("<=", weaker)) for weaker in (False, True)]
    return (
        f"{placed(known.ranges)} {len(known.given)} {digest((near, held, claims, known.rough, known.most))}"
    )


def lowest(text, start, *where):
    """The smallest point found from one at which a formula is negative."""
    f, known = value(text), conditions(where, read("0"), read(text))
    point = {name: int(read(start)) for name in sorted(known.ranges)}
    calls = []

    def refutes(at):
        calls.append(at)
        return f.at(at) < 0

    return f"{placed(points.descended(point, known.ranges, refutes))} after {len(calls)}"


def expressed(text):
    """The expression of a formula, which is read back as the formula."""
    f = value(text)
    found = expression(f)
    return f"{formula_of(found) == f} {json.dumps(found)}"


KINDS = {
    **{name: ruled(rule) for name, rule in RULES.items()},
    "leaf": ruled(lambda goal, d, budget, depth: prove_leaf(goal, d, budget)),
    "falling": ruled(lambda goal, d, budget, depth: falling.newton(goal, d) or falling.positive(goal, d)),
    "forms": of_goal(lambda goal, d: map(sorted_form, consecutive.forms(goal))),
    "facts": of_goal(stated_facts),
    "replaced": of_goal(replaced),
    "squares": of_goal(square_products),
    "hypotheses": of_goal(linear_products),
    "bodies": of_goal(sum_bodies),
    "samples": of_goal(sampled),
    "dips": dipped,
    "vanishing": of_goal(lambda goal, d: vanishing(goal)),
    "domain": stretched,
    "lowest": lowest,
    "expression": expressed,
}
