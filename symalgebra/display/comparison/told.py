"""What every format tells of a comparison: headings, conditions, values, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from ...formula import Formula, names
from ...order import Proved, Unknown
from ...order.extent import placed
from ..figures import LONGEST as WRITTEN
from ..figures import digits, exact
from ..readable import Readable
from .answer import Answer
from .comparison import Comparison
from .crossing import Crossing, Span

SHORT = 12  # digits of a fraction's parts that are written out


def shown(answer: Answer, taken: Iterable[str]) -> Readable:
    """The texts of the formulas of an answer."""
    bound = answer.crossing.bound if answer.crossing else None
    formulas = [answer.topic.left, answer.topic.right, *((bound.top, bound.bottom) if bound else ())]
    return Readable([f for f in formulas if f is not None], {*taken})


def sides(found: Comparison) -> Iterator[tuple[str, str]]:
    """The letter and the description of each side."""
    for letter, side in zip("AB", found.pair, strict=True):
        yield letter, side.title if side.input is None else f"{side.title}, on {side.input}"


def reading(found: Comparison) -> str:
    """How the two texts were understood."""
    if not found.networks:
        return "two formulas"
    named = ", ".join(answer.topic.measure for answer in found.answers)
    return f"two networks, by {named}"


def symbols(found: Comparison) -> Iterator[tuple[str, str]]:
    """The range of each symbol, and what it stands for."""
    for name, (low, high) in found.spans.items():
        yield f"{name} >= {low}" if high is None else f"{low} <= {name} <= {high}", meaning(found, name)


def meaning(found: Comparison, name: str) -> str:
    """What a symbol stands for: for each side where that differs, or the counts that it is put for."""
    if name in names(found.uniform or 0):
        return f"{' = '.join(found.counts)} = {found.uniform}"
    told = {x: side.meaning[name] for x, side in zip("AB", found.pair, strict=True) if name in side.meaning}
    if len(set(told.values())) < 2:
        return next(iter(told.values()), "")
    return "; ".join(f"{letter}: {text}" for letter, text in told.items())


def conditions(found: Comparison) -> Iterator[tuple[str, str]]:
    """The facts that were stated, and what the networks need."""
    if found.uniform is not None and not names(found.uniform) & found.spans.keys():
        yield "with", f"{' = '.join(found.counts)} = {found.uniform}"
    if found.where:
        yield "where", ", ".join(found.where)
    if found.domain:
        yield "valid where", " and ".join(found.domain)


def decided(answer: Answer) -> str:
    """The verdict with its evidence."""
    if isinstance(answer.verdict, Proved):
        return "PROVED"
    if isinstance(answer.verdict, Unknown):
        return undecided(answer, answer.verdict)
    a, b = map(value, answer.values or ())
    place = f" at {point(answer.verdict.witness)}" if answer.verdict.witness else ""
    return f"REFUTED{place}: A is {a}, B is {b}"


def undecided(answer: Answer, verdict: Unknown) -> str:
    """What was tried, for which values it is proved, and what may help, by the names of options."""
    within = "" if answer.asked.limit is None else f" within {answer.asked.limit:g} s"
    hint = verdict.hint.replace("(where)", "(--where)").replace("(limit)", "(--limit)")
    said = filter(None, [searched(verdict), verdict.tried, verdict.known, hint])
    return f"UNDECIDED{within}: {'; '.join(said)}"


def searched(verdict: Unknown) -> str:
    """Where a counterexample was looked for."""
    many = f"among {verdict.points:,} points" if verdict.points else "was found"
    return f"no counterexample {many}"


def formula(f: Formula | None, shown: Readable) -> str:
    """A formula, a number with separators."""
    if f is None:
        return "no closed form"
    number = f.plain()
    return exact(number) if isinstance(number, int | Fraction) else shown.text(f)


def value(number: Any) -> str:
    """An exact number, or about which one where logarithms are in it."""
    return f"about {number:.6g}" if isinstance(number, float) else exact(number)


def point(values: Mapping[str, int]) -> str:
    """Values of symbols.

    >>> point({"n": 1, "w": 64})
    'n=1, w=64'
    """
    return placed(values, brief)


def brief(number: int) -> str:
    """A number, or its size where it has too many digits to be read."""
    return str(number) if digits(number) <= WRITTEN else exact(number)


def interval(by: str, span: Span) -> str:
    """The values of the symbol."""
    if span.high is None:
        return f"{span.low} <= {by}"
    return f"{by} = {span.low}" if span.low == span.high else f"{span.low} <= {by} <= {span.high}"


def status(crossing: Crossing, span: Span, others: Iterable[str]) -> tuple[str, str]:
    """Whether the relation holds on a span, and the evidence."""
    if span.holds is not None:
        return ("always" if span.holds else "never"), (
            "PROVED" if len(span.proofs) == 1 else "PROVED in parts"
        )
    if not span.depends:
        return "open", "neither is proved"
    rest = ", ".join(name for name in others if name != crossing.by)
    return f"depends on {rest}", f"holds at {point(span.yes or {})}, fails at {point(span.no or {})}"


def ratios(answer: Answer) -> Iterator[tuple[str, str]]:
    """The constants around A/B that were proved: ("A/B >=", ...) and ("A/B <=", ...)."""
    if answer.ratio:
        for sign, bound in ((">=", answer.ratio.lower), ("<=", answer.ratio.upper)):
            if bound is not None and bound.value > 0:
                far = abs(bound.value - bound.best) > abs(bound.best) / 1000
                reached = f", attained at {point(bound.attained)}" if bound.exact and bound.attained else ""
                known = f", the best constant is {sign} {fraction(bound.best)}" if far else ""
                yield f"A/B {sign}", f"{fraction(bound.value)}{reached}{known}"


def fraction(number: Fraction) -> str:
    """A fraction of short numbers with its decimals, of long ones only these.

    >>> fraction(Fraction(17, 18)), fraction(Fraction(3)), fraction(Fraction(10**20 + 1, 10**20))
    ('17/18 (0.944)', '3', '1.00')
    """
    if number.denominator == 1 and digits(number.numerator) <= SHORT:
        return exact(number.numerator)
    try:
        about = f"{float(number):#.3g}"
    except OverflowError:
        about = "too large to be written"
    short = max(digits(number.numerator), digits(number.denominator)) <= SHORT
    return f"{number} ({about})" if short else about
