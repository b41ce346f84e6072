"""Whole questions, each with its answer in one line: verdicts, growth, crossovers, and what shows them."""

import json
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from itertools import groupby

from symalgebra.formula import Formula, formula, read
from symalgebra.order import Proved, Refuted, compare, crossover, growth, ratio_bounds, slope
from symalgebra.order.asymptotics import offers, recheck


def value(text):
    return formula(read(text))


def table(text):
    """The cases of a table, several a line, their parts between bars."""
    cases = (case for line in text.strip().splitlines() for case in line.split("  ") if case)
    return [tuple(part.strip() for part in case.split("|")) for case in cases]


def digest(value):
    """A few digits that change with a value."""
    return f"#{sha256(str(value).encode()).hexdigest()[:8]}"


def placed(point):
    text = ", ".join(f"{name}={value}" for name, value in point.items())
    return text if len(text) < 60 else digest(text)


def outline(node):
    """The rules of a proof and the kinds of its facts, those in a row counted."""
    runs = [(name, len(list(run))) for name, run in groupby(rules(node))]
    return " ".join(f"{many}*{name}" if many > 1 else name for name, many in runs)


def rules(node):
    kinds = [fact[0] for fact in node.get("facts", [])]
    inner = [node.get(key) for key in ("then", "yes", "no", "up", "down")] + node.get("cases", [])
    inner = [n.get("then") if "is" in n else n for n in filter(None, inner)]
    return [*(kinds or [node["rule"]]), *(rule for n in inner for rule in rules(n))]


def compared(relation):
    def told(f, g, *where):
        verdict = compare(read(f), read(g), where=where, relation=relation)
        if isinstance(verdict, Proved):
            return f"{outline(verdict.certificate['proof'])} {digest(json.dumps(verdict.certificate))}"
        return f"false at {placed(verdict.witness)}" if isinstance(verdict, Refuted) else str(verdict)

    return told


def explained(f, relation, g, *where):
    """A proof as it is told, in text and in LaTeX."""
    verdict = compare(read(f), read(g), where=where, relation=relation)
    if isinstance(verdict, Refuted):
        return str(verdict)
    return " ".join(digest(verdict.explain(latex)) for latex in (False, True))


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


def accounted(f, g, *where):
    """A growth as it is told, in text and in LaTeX, and its constants."""
    found = asked(f, g, where)
    texts = [found.explain(latex) for latex in (False, True)]
    return f"{found} {' '.join(map(digest, texts))} {'; '.join(map(str, found.evidence))}"


def altered(f, g, *where):
    """Which changes of what shows a growth are found: none at first, then one of each kind."""
    found = asked(f, g, where)
    return "".join("Y" if recheck.sound(one) else "n" for one in (found, *forged(found)))


def forged(found):
    """A growth with one piece of its evidence replaced."""
    up, low = found.upper, found.lower
    yield from (replace(found, upper=low, lower=up), replace(found, left=found.right, right=found.left))
    yield from (replace(found, right=found.right**2), replace(found, left=found.left + found.right * 1000))
    for name, half in (("upper", up), ("lower", low)):
        for other in other_halves(half):
            yield replace(found, **{name: other})


def other_halves(half):
    yield from (replace(half, holds=holds) for holds in (True, False, None) if holds is not half.holds)
    means = sorted(half.means, key=lambda m: str(m.term))
    yield replace(half, means=tuple(means[1:]))
    for k, m in enumerate(means):
        for changed in (
            replace(m, strict=not m.strict),
            replace(m, weights={s: 2 * c for s, c in m.weights.items()}),
            replace(m, facts={}),
            replace(m, term=m.term * 2),
        ):
            yield replace(half, means=(*means[:k], changed, *means[k + 1 :]))
    if half.ray is not None:
        curve = half.ray.curve
        yield replace(half, ray=replace(half.ray, curve=tuple((name, e**3) for name, e in curve)))
        yield replace(half, ray=replace(half.ray, curve=tuple((name, curve[0][1]) for name, _ in curve)))
        yield replace(half, ray=replace(half.ray, curve=curve[::-1]))
        yield replace(half, ray=replace(half.ray, curve=tuple((name, formula(3)) for name, _ in curve)))


def offered(f, g, *where):
    """The parts of a certificate that are tried, without proofs."""
    found = asked(f, g, where)
    several = [offers.bounds(found.left, found.right, found)]
    if found.upper.strict and not found.cells:
        several.append(offers.smalls(found.left, found.right, found))
    if found.upper.ray:
        several.append(offers.rays(found.upper.ray, found.left, found.right, found))
    if isinstance(found.limit, int | Fraction | Formula):
        several.append(offers.limits(found))
    return " ".join(digest([*map(json.dumps, one)]) for one in several)


def bounded_by(f, g, by, *where):
    bound, proof = slope.bound_of(value(f), value(g), by, list(where))
    return "none" if bound is None else f"{by} {bound[0]} {bound[1]}, {proof.claim}"


def crossed(f, g, by, *where):
    return "; ".join(str(crossover(read(f), read(g), by, where)).splitlines()[1:])


def divided(f, g, *where):
    return str(ratio_bounds(read(f), read(g), where)).replace(f" <= ({value(f)})/({value(g)}) <= ", " to ")


KINDS = {
    **{relation: compared(relation) for relation in ("<=", "<", "==", ">=", ">")},
    "explain": explained,
    "growth": grown,
    "certificate": certified,
    "account": accounted,
    "altered": altered,
    "offers": offered,
    "crossover": crossed,
    "bound": bounded_by,
    "ratio": divided,
}
