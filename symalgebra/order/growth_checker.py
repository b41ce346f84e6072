"""Check the certificate of a growth; expressions, proofs and their rules are those of `checker`.

    {"format": "symalgebra-growth/1",
     "claim": {"left": f, "relation": "Theta", "right": g, "by": ["n"], "uniform": false,
               "domain": {"n": [1, null], "w": [1, null]}, "given": [h, ...]},
     "parts": {"upper": part, "lower": part, "limit": part}}

The symbols `by` tend to infinity together, within the domain; the others keep any value. f is O(g) where some
C > 0 and x0 have f <= C*g wherever every symbol of `by` is at least x0; both may depend on the other symbols.
With "uniform", f is O(g) where one number C > 0 has f <= C*g on the whole domain. A part says how f stays
beside g ("upper") or g beside f ("lower"), by proofs of inequalities that this file reads off the claim:

    {"kind": "bound", "constant": C, "from": {"n": 4}, "proofs": {"bound": proof}}
        f <= C*g from there on, so f = O(g).
    {"kind": "small", "rate": h, "constant": C, "from": ..., "proofs": {"bound": proof, "sign": proof}}
        h*f <= C*g and 0 <= g, where h is a symbol of `by`, or the logarithm or a minimum of such h. For every
        epsilon > 0 far out h >= C/epsilon, and then f <= (C/h)*g <= epsilon*g: f = o(g).
    {"kind": "ray", "curve": {"n": e, ...}, "parameter": "t", "from": {"t": 2}, "rate": h, "constant": C,
     "proofs": {"bound": proof, "sign": proof, "n": proof, "given 0": proof, ...}}
        Along the curve, h*g <= C*f and 0 < f, where h is t or log2(t). Were f <= D*g far out for a D > 0,
        then g > 0 and h*g <= C*D*g, so h <= C*D, which ends: f is not O(g). The curve stays in the domain;
        every symbol of `by` is an integer >= t on it, in a uniform claim also one that stays.
    {"kind": "limit", "value": L, "rate": h, "constant": C, "from": ...,
     "proofs": {"above": proof, "below": proof, "sign": proof}}
        h*(f - L*g) <= C*g, h*(L*g - f) <= C*g and 0 < g, so |f/g - L| <= C/h, which tends to 0: f/g -> L.

"upper" shows f = O(g), f = o(g) where it is "small", that f is not O(g) where it is a ray; "lower" the same
with f and g exchanged. `python growth_checker.py FILE` prints what is shown; status 1 where it is rejected.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

try:
    from . import checker
except ImportError:  # run as a file, beside the other one
    import checker  # type: ignore[import-not-found,no-redef]

FORMAT = "symalgebra-growth/1"
MOST_SYMBOLS = 16
# What "upper" and "lower" must be for each relation.
NEEDED = {
    "o": (("small",), ()),
    "O": (("bound", "small"), ()),
    "Theta": (("bound", "small"), ("bound", "small")),
    "Omega": ((), ("bound", "small")),
    "omega": ((), ("small",)),
    "incomparable": (("ray",), ("ray",)),
}
need = checker.need
Question = tuple[str, dict[str, Any]]  # the name of a proof, and the claim of an inequality that it proves


def questions(claim: Any, name: str, part: Any) -> Iterator[Question]:
    """The inequalities that a part is about; what is no part of such a claim is refused."""
    need(isinstance(part, dict) and part.get("kind") in PARTS, "no part")
    need((part["kind"] == "limit") == (name == "limit"), "a part in another's place")
    f, g = claim["left"], claim["right"]
    yield from PARTS[part["kind"]](claim, part, *((g, f) if name == "lower" else (f, g)))


def bound(claim: Any, part: Any, f: Any, g: Any) -> Iterator[Question]:
    """f <= C*g."""
    yield from constant(claim, part)
    yield "bound", inequality(f, "<=", ["mul", part["constant"], g], *tail(claim, part))


def small(claim: Any, part: Any, f: Any, g: Any) -> Iterator[Question]:
    """h*f <= C*g and 0 <= g."""
    yield from constant(claim, part)
    need(not claim.get("uniform"), "nothing is small beside another on a whole domain")
    h, far = rate(part, claim["by"]), tail(claim, part)
    yield "bound", inequality(["mul", h, f], "<=", ["mul", part["constant"], g], *far)
    yield "sign", inequality("0", "<=", g, *far)


def limit(claim: Any, part: Any, f: Any, g: Any) -> Iterator[Question]:
    """h*(f - L*g) <= C*g, h*(L*g - f) <= C*g and 0 < g."""
    yield from constant(claim, part)
    need(symbols(part["value"]) <= fixed(claim), "a limit with a symbol that changes")
    need(not claim.get("uniform"), "a limit is no matter of a whole domain")
    h, far = rate(part, claim["by"]), tail(claim, part)
    near, most = ["mul", part["value"], g], ["mul", part["constant"], g]
    yield "above", inequality(["mul", h, ["add", f, ["mul", "-1", near]]], "<=", most, *far)
    yield "below", inequality(["mul", h, ["add", near, ["mul", "-1", f]]], "<=", most, *far)
    yield "sign", inequality("0", "<", g, *far)


def ray(claim: Any, part: Any, f: Any, g: Any) -> Iterator[Question]:
    """Along a curve, h*g <= C*f and 0 < f."""
    t, curve, start = part["parameter"], part["curve"], part["from"]
    ranges, given = claim["domain"], claim.get("given", [])
    need(isinstance(t, str) and t not in ranges and isinstance(curve, dict), "no curve")
    least, most = set(claim["by"]), set(ranges if claim.get("uniform") else claim["by"])
    need(least <= set(curve) <= most, "a curve gives every symbol that grows its value")
    need(isinstance(start, dict) and set(start) == {t} and type(start[t]) is int, "no start")
    need(start[t] >= 1, "no start")
    others = {name: span for name, span in ranges.items() if name not in curve}
    need(symbols(part["constant"]) <= set(others), "a constant with a symbol that changes")
    along: dict[str, list[int | None]] = {t: [start[t], None]}
    for name, e in curve.items():
        yield from course(name, e, claim, t, along)
    domain = {**along, **others}
    granted = [h for h in given if symbols(h) <= set(others)]
    for number, h in enumerate(given):
        if h not in granted:
            yield f"given {number}", inequality("0", "<=", put(h, curve), domain, granted)
    yield from positive(part["constant"], domain, granted)
    left, right, h = put(f, curve), put(g, curve), rate(part, [t])
    yield "bound", inequality(["mul", h, right], "<=", ["mul", part["constant"], left], domain, granted)
    yield "sign", inequality("0", "<", left, domain, granted)


def course(name: str, e: Any, claim: Any, t: str, along: dict[str, list[int | None]]) -> Iterator[Question]:
    """A symbol along a curve stays in its range: a number in it, or an integer >= t that is not below it."""
    low, high = claim["domain"][name]
    need(natural(e, t), "a curve goes through natural numbers")
    if not symbols(e):
        need(claim.get("uniform"), "a symbol that stays")
        inside = [["add", e, str(-low)], *([] if high is None else [["add", str(high), ["mul", "-1", e]]])]
        for side, gap in zip(("least", "greatest"), inside, strict=False):
            yield f"{name} {side}", inequality("0", "<=", gap, {}, [])
        return
    need(high is None and along[t][0] >= low, "a curve that leaves its domain")
    yield name, inequality(["sym", t], "<=", e, along, [])


PARTS = {"bound": bound, "small": small, "ray": ray, "limit": limit}


def inequality(left: Any, relation: str, right: Any, domain: Any, given: Any) -> dict[str, Any]:
    """The claim of an ordinary certificate."""
    return {"left": left, "relation": relation, "right": right, "domain": domain, "given": given}


def tail(claim: Any, part: Any) -> tuple[dict[str, Any], Any]:
    """The domain from a threshold on, and its conditions."""
    start, domain = part["from"], dict(claim["domain"])
    need(isinstance(start, dict) and set(start) <= set(claim["by"]), "a threshold of a symbol that stays")
    need(not (start and claim.get("uniform")), "a threshold on a whole domain")
    for name, least in start.items():
        need(type(least) is int, "no threshold")
        domain[name] = [max(domain[name][0], least), None]
    return domain, claim.get("given", [])


def rate(part: Any, by: list[str]) -> Any:
    """h, which tends to infinity."""
    need(diverges(part["rate"], by), "a rate is a symbol that grows, or the logarithm or a minimum of rates")
    return part["rate"]


def diverges(h: Any, by: list[str], depth: int = 0) -> bool:
    """Whether h is a symbol that tends to infinity, or the logarithm or a minimum of what does."""
    need(depth <= checker.MOST["depth"], "an expression is nested too deeply")
    if h in [["sym", name] for name in by]:
        return True
    grows = isinstance(h, list) and (len(h) == 2 if h[:1] == ["log2"] else len(h) > 1 and h[0] == "min")
    return grows and all(diverges(part, by, depth + 1) for part in h[1:])


def fixed(claim: Any) -> set[str]:
    """The symbols that a constant may hold: those that do not grow, none on a whole domain."""
    return set() if claim.get("uniform") else set(claim["domain"]) - set(claim["by"])


def constant(claim: Any, part: Any) -> Iterator[Question]:
    """Nothing in a constant grows, and it is positive: a number, or by a proof."""
    need(symbols(part["constant"]) <= fixed(claim), "a constant with a symbol that changes")
    yield from positive(part["constant"], *tail(claim, part))


def positive(e: Any, domain: Any, given: Any) -> Iterator[Question]:
    """0 < C."""
    if isinstance(e, str):
        need(checker.rational(e) > 0, "a constant that is not positive")
    else:
        yield "constant", inequality("0", "<", e, domain, given)


def symbols(e: Any, depth: int = 0) -> set[str]:
    """The names in an expression."""
    need(depth <= checker.MOST["depth"], "an expression is nested too deeply")
    if isinstance(e, str):
        return set()
    need(isinstance(e, list) and e and isinstance(e[0], str), "no expression")
    if e[0] == "sym":
        need(len(e) == 2 and isinstance(e[1], str), "no symbol")
        return {e[1]}
    return {name for part in e[1:] for name in symbols(part, depth + 1)}


def put(e: Any, curve: dict[str, Any], depth: int = 0) -> Any:
    """An expression with symbols replaced."""
    need(depth <= checker.MOST["depth"], "an expression is nested too deeply")
    if not isinstance(e, list):
        return e
    if e[:1] == ["sym"]:
        return curve.get(e[1], e) if len(e) == 2 and isinstance(e[1], str) else e
    need(e[0] != "sum" or (len(e) == 4 and e[2] not in curve), "a sum over a symbol that changes")
    return [put(part, curve, depth + 1) for part in e]


def natural(e: Any, t: str, depth: int = 0) -> bool:
    """Whether an expression is a natural number for every natural number t: made of +, *, powers."""
    need(depth <= checker.MOST["depth"], "an expression is nested too deeply")
    if isinstance(e, str):
        return e.isdecimal() and e.isascii()
    if e == ["sym", t]:
        return True
    whole = isinstance(e, list) and len(e) >= 3 and e[0] in ("add", "mul", "pow")
    return whole and all(natural(part, t, depth + 1) for part in e[1:])


def claimed(claim: Any) -> None:
    """Refuse what is no claim."""
    need(isinstance(claim, dict) and claim.get("relation") in NEEDED, "no claim")
    domain, by = claim.get("domain"), claim.get("by")
    need(isinstance(domain, dict) and len(domain) <= MOST_SYMBOLS, "no domain")
    need(isinstance(by, list) and len(set(by)) == len(by) and set(by) <= set(domain), "no symbols that grow")
    need(type(claim.get("uniform", False)) is bool, "no claim")
    need("left" in claim and "right" in claim and isinstance(claim.get("given", []), list), "no claim")
    for span in domain.values():
        need(isinstance(span, list) and len(span) == 2 and type(span[0]) is int, "no range")
    need(all(domain[name][1] is None for name in by), "a symbol that ends does not grow")


def check(certificate: Any) -> None:
    """Raise `Rejected` where the certificate does not show its claim."""
    need(isinstance(certificate, dict) and certificate.get("format") == FORMAT, f"no certificate of {FORMAT}")
    claim, parts = certificate.get("claim"), certificate.get("parts")
    claimed(claim)
    need(isinstance(parts, dict) and set(parts) <= {"upper", "lower", "limit"}, "no parts")
    for name, kinds in zip(("upper", "lower"), NEEDED[claim["relation"]], strict=True):
        kind = parts[name].get("kind") if isinstance(parts.get(name), dict) else None
        need(not kinds or kind in kinds, f"{name}: a {' or '.join(kinds)} is needed")
    work = 0
    for name, part in parts.items():
        for label, asked in questions(claim, name, part):
            proof = part.get("proofs", {}).get(label)
            need(isinstance(proof, dict), f"{name}: no proof of {label}")
            margin = {"margin": proof["margin"]} if "margin" in proof else {}
            checker.check({"format": checker.FORMAT, "claim": asked, "proof": proof.get("proof"), **margin})
            work += checker.WORK[0]
            need(work <= checker.MOST["work"], "the certificate asks for too much work")
    checker.WORK[0] = work


def told(claim: Any) -> str:
    """What a certificate of this claim shows."""
    relation, by = claim["relation"], claim["by"]
    return f"shown: {relation} for left beside right on the domain {claim['domain']}, by {by}"


def accepted(certificate: Any) -> bool:
    """Whether the certificate shows its claim; never raises, whatever it is given."""
    return checker.accepted(certificate, check)


if __name__ == "__main__":
    sys.exit(checker.main(sys.argv[1:], check, told))
