"""MathML of a formula, straight from the normal form, its terms and factors ordered as in its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from ..formula import Formula, formula
from ..formula.atom import Atom, Index, Name
from ..formula.bases import Vanish, Whole
from ..formula.extremum import Max, Min
from ..formula.floor import Floor
from ..formula.logarithm import Euler, Log2
from ..formula.nesting import spelled_out
from ..formula.special import Binomial
from ..formula.unevaluated import Geometric, Loop, Product, Sum
from ..formula.value import Number
from ..formula.writing.arrangement import Factor, Term
from ..formula.writing.line import over
from ..formula.writing.text import Scope, decimal
from .collect import Group
from .letters import letter
from .readable import split

BLOCK = ' display="block" style="width:fit-content;padding:.25em 0"'
TIMES = "<mo>&#x2062;</mo>"  # invisible


def mathml(f: Any, block: bool = True) -> str:
    """A formula or a number as an element that every current browser typesets.

    >>> from symalgebra import dims
    >>> n, w = dims("n1 w")
    >>> mathml(3 * n - w, block=False)
    '<math><mn>3</mn><mo>&#x2062;</mo><msub><mi>n</mi><mn>1</mn></msub><mo>−</mo><mi>w</mi></math>'
    """
    return element(row(formula(f)), block)


def element(inner: str, block: bool = True) -> str:
    """A whole expression: at the left of a line of its own, or within a line, its fractions in full size."""
    face = BLOCK if block else ' displaystyle="true"' if "<mfrac>" in inner else ""
    return f"<math{face}>{inner}</math>"


def row(f: Formula) -> str:
    """The parts of a formula, for an expression around it."""
    return Math(f)[f]


def grouped(groups: Iterable[Group]) -> str:
    """Groups as a sum."""
    signs = [(minus, text) for minus, text in map(group, groups)]
    return summed(signs) or "<mn>0</mn>"


def group(found: Group) -> tuple[bool, str]:
    """One group: its sign, and the rest of it."""
    minus, above, below = split(found)
    if not found.inner:
        return minus, row(-found.factor if minus else found.factor)
    front = "" if above.plain() == 1 else row(above) + TIMES
    line = front + fenced(grouped(found.inner))
    return minus, f"<mfrac>{boxed(line)}{boxed(row(below))}</mfrac>" if below.plain() != 1 else line


def summed(parts: Iterable[tuple[bool, str]]) -> str:
    """Terms with their signs."""
    pieces = [piece for minus, text in parts for piece in (sign(minus), text)]
    return "".join(pieces[1:] if pieces[:1] == [sign(False)] else pieces)


def sign(minus: bool) -> str:
    """An operator between terms."""
    return "<mo>−</mo>" if minus else "<mo>+</mo>"


def boxed(inner: str) -> str:
    """Several elements as one."""
    return f"<mrow>{inner}</mrow>"


def raised(bottom: str, top: str) -> str:
    """A power; the exponent of a letter with a subscript stands right above it."""
    if bottom.startswith("<msub>") and bottom.endswith("</msub>"):
        return f"<msubsup>{bottom.removeprefix('<msub>').removesuffix('</msub>')}{boxed(top)}</msubsup>"
    return f"<msup>{boxed(bottom)}{boxed(top)}</msup>"


def fenced(inner: str, left: str = "(", right: str = ")") -> str:
    """Elements between brackets."""
    return boxed(f"<mo>{left}</mo>{inner}<mo>{right}</mo>")


class Math(Scope):
    """Texts in MathML."""

    def write(self, terms: Iterable[Term]) -> str:
        """A sum."""
        return (
            summed((c < 0, self.product(-c if c < 0 else c, factors)) for c, factors in terms) or "<mn>0</mn>"
        )

    def product(self, coefficient: Number, factors: Iterable[Factor]) -> str:
        """A positive coefficient times factors, those with negative exponents below a line."""
        above, below = over(coefficient, factors)
        line = self.line(above)
        return f"<mfrac>{boxed(line)}{boxed(self.line(below))}</mfrac>" if below else line

    def line(self, powers: list[Factor]) -> str:
        """Powers side by side, a dot before a number that follows a number."""
        line = ""
        for place, (base, exponent) in enumerate(powers):
            line += ("<mo>⋅</mo>" if isinstance(base, int) else TIMES) * bool(place)
            line += self.power(base, exponent)
        return line or "<mn>1</mn>"

    def power(self, base: Atom | int, exponent: Number | Formula) -> str:
        """A base raised to an exponent."""
        bottom = f"<mn>{decimal(base)}</mn>" if isinstance(base, int) else self.base(base)
        if not isinstance(exponent, Formula) and exponent == 1:
            return bottom
        if isinstance(base, Sum | Product | Geometric):
            bottom = fenced(bottom)
        top = self[exponent] if isinstance(exponent, Formula) else self.product(exponent, ())
        return raised(bottom, top)

    def base(self, base: Atom) -> str:
        """A symbol, a sum or a function of formulas."""
        return FORMS.get(type(base), Math.call)(self, base)

    def call(self, atom: Atom) -> str:
        """An atom as a call of its kind."""
        return self.function(type(atom).__name__, atom.arguments)

    def function(self, name: str, arguments: Iterable[Any]) -> str:
        """A function of formulas and of numbers."""
        texts = (
            self[formula(a)] if isinstance(a, int | Fraction | Formula) else self.numbers(a)
            for a in arguments
        )
        return f"<mi>{name}</mi><mo>&#x2061;</mo>{fenced('<mo>,</mo>'.join(texts))}"

    def numbers(self, numbers: Iterable[Number]) -> str:
        """A tuple of numbers."""
        return fenced("<mo>,</mo>".join(self[formula(number)] for number in numbers))

    def fraction(self, top: Formula, bottom: Formula) -> str:
        """The quotient of two formulas."""
        return self[top] if bottom.plain() == 1 else f"<mfrac>{boxed(self[top])}{boxed(self[bottom])}</mfrac>"

    def floor(self, atom: Floor) -> str:
        """A floor, or the ceiling that it is."""
        if atom.ceiled is None:
            return fenced(self.fraction(atom.numerator, atom.denominator), "⌊", "⌋")
        return fenced(self.fraction(atom.ceiled, atom.denominator), "⌈", "⌉")

    def loop(self, mark: str, body: Formula, index: Index, count: Formula) -> str:
        """A sum or product over an index, a body of several terms in parentheses."""
        inner = fenced(self[body]) if len(body.terms) > 1 else self[body]
        start = boxed(f"{letter(self.index(index))}<mo>=</mo><mn>0</mn>")
        return f"<munderover><mo>{mark}</mo>{start}{boxed(self[count - 1])}</munderover>{boxed(inner)}"

    def binomial(self, atom: Binomial) -> str:
        """Two formulas one above the other."""
        top, bottom = (boxed(self[a]) for a in atom.arguments)
        return fenced(f'<mfrac linethickness="0">{top}{bottom}</mfrac>')


def _loop(math: Math, atom: Loop) -> str:
    return math.loop("∑" if isinstance(atom, Sum) else "∏", atom.body, atom.index, atom.count)


FORMS: dict[type, Callable[[Math, Any], str]] = {
    Name: lambda math, name: letter(name.name),
    Index: lambda math, index: letter(math.index(index)),
    Whole: lambda math, atom: fenced(math[atom.whole]),
    Vanish: lambda math, atom: f"<msup><mn>0</mn>{boxed(math[atom.exponent])}</msup>",
    Floor: Math.floor,
    Sum: _loop,
    Product: _loop,
    Geometric: lambda math, atom: math.loop("∑", *spelled_out(atom), atom.count),
    Max: lambda math, atom: math.function("max", atom.arguments),
    Min: lambda math, atom: math.function("min", atom.arguments),
    Log2: lambda math, atom: (
        f"<msub><mi>log</mi><mn>2</mn></msub><mo>&#x2061;</mo>{fenced(math[atom.argument])}"
    ),
    Euler: lambda math, atom: f"<mi>log</mi><mo>&#x2061;</mo>{fenced('<mn>2</mn>')}",
    Binomial: Math.binomial,
}
