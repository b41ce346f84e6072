"""Checking a leaf: whether the facts that it states fit together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from ..errors import LawBroken, NoClosedForm, NoRule, ShapeError, SymalgebraError
from ..leaves import Leaf
from ..shape import Shape
from ..strategies import substitutions
from ..strategies.vocabulary import readings
from .drawing import collected
from .equation import Letters, evaluated, substituted
from .factual import FACTUAL
from .families import family
from .law import Law
from .meaning import NAMED, as_it_is, words
from .relating import related
from .table import Table
from .trial import EXAMPLES, HOLDS, Finding, Instance, bounded, shortest_of

# Each weight is a factor somewhere or a bias; a bias belongs to an output, or to a hidden unit, which some
# multiply-accumulate leads to: so weights are at most 2*macs + N(out).
FACTS = family("facts of a leaf", [
    ("an output has positions and channels", "1 <= smallest(f.out(x))", "f: leaf"),
    ("an input that is too small is refused", "1 <= smallest(f.out(tiny(x)))", "f: leaf"),
    ("the output commutes with substitution", "f.out(x)[s] = f[s].out(x[s])", "f: leaf; s: values"),
    ("windows say the stride", "longer(f, x)*effective_stride(f, x) = step(f, x)", "f: leaf"),
    ("equal arguments make equal leaves", "again(f) = f", "f: leaf"),
    ("weights are counted", "0 <= params(f, x)", "f: leaf"),
    ("buffers are counted", "0 <= buffers(f, x)", "f: leaf"),
    ("a route leads through", "1 <= paths(f, x)", "f: leaf"),
    ("every weight of a weighted leaf is used", "weighted(f)*params(f, x) <= 2*macs(f, x) + N(f.out(x))",
     "f: leaf"),
    ("so it is where there is room for nothing more",
     "weighted(f)*params(f, little(f, x)) <= 2*macs(f, little(f, x)) + N(f.out(little(f, x)))", "f: leaf"),
    ("a weighted leaf has a weight for each input of an output", "weighted(f)*f.fan_in(x) <= params(f, x)",
     "f: leaf"),
    ("an output reads no more than its window holds", "f.fan_in(x) <= held(f, x)", "f: leaf"),
    ("fan-in and fan-out count the same connections", "connections(f, x) = spread(f, x)", "f: leaf"),
    ("a multiply-accumulate is two operations", "2*macs(f, x) <= flops(f, x)", "f: leaf"),
    ("conservation", "N(x)*C(f, x) = N(f.out(x))*P(f, x)", "f: leaf"),
    *((f"{name} commutes with substitution", f"{name}(f, x)[s] = {name}(f[s], x[s])", "f: leaf; s: values")
      for name in NAMED),
    *((f"copies of {name} in series", f"{name}(f**3, x) = {name}(f >> f >> f, x)", "f: leaf")
      for name in ("params", "macs", "depth", "paths", "receptive_field", "layer_complexity")),
], required=True)  # fmt: skip
ENOUGH = 20  # examples, among which some have symbols
FORMULAS = "its facts must hold for formulas too: floordiv(r, 2), not r // 2; maximum(c, 2), not c > 2"
REFUSED = (ShapeError, NoRule, NoClosedForm)  # what a leaf, or a measure, may honestly say


def check_leaf(kind: type[Leaf], examples: int = EXAMPLES) -> Table:
    """Whether the facts of a leaf fit together; `LawBroken` says which do not, and on which leaf and shape.

    Arguments are drawn by their annotations, shapes among those that the leaf reads, with symbols too. Every
    measure of the package is evaluated on them.

    >>> from symalgebra import Leaf, laws
    >>> class Gain(Leaf):
    ...     def weights(self, x):
    ...         return x.channels
    >>> bool(laws.check_leaf(Gain, examples=5))
    True
    """
    if not (isinstance(kind, type) and issubclass(kind, Leaf)):
        raise SymalgebraError(f"check_leaf takes a kind of leaf, a class, and {kind!r} is none")
    bounded(examples)
    found = _leaves(kind, examples)
    return Table(tuple(_examined(law, kind.__name__, found) for law in FACTS)).checked()


def _leaves(kind: type[Leaf], examples: int) -> Sequence[Letters]:
    """Leaves, each with a shape that it reads and values for the symbols of both."""
    try:
        found = collected(_drawn(kind), examples)
    except SymalgebraError:
        raise
    except Unsatisfiable as error:
        raise LawBroken(f"{kind.__name__} refuses all arguments and shapes that were tried") from error
    except Exception as error:  # a leaf of the user's may raise anything
        raise LawBroken(
            f"{kind.__name__} has no shape of its output: {type(error).__name__}: {error}; {FORMULAS}"
        ) from error
    if examples >= ENOUGH and not any(one["s"] for one in found):
        raise LawBroken(f"{kind.__name__} reads no shape with a symbol; {FORMULAS}")
    return found


@st.composite
def _drawn(draw: st.DrawFn, kind: type[Leaf]) -> Any:
    leaf, x = draw(readings(kind))
    return {"f": leaf, "x": x, "s": draw(substitutions(leaf, x))}


def _examined(law: Law, name: str, several: Sequence[Letters]) -> Finding:
    """Try one law; what is raised that no leaf may raise is a failure like another one."""
    tried = list(_tries(law, several))
    broken = [one for one in tried if one.relation not in HOLDS[law.relation]]
    status = "fails" if broken else "holds" if tried else "undefined"
    return Finding(law, name, status, len(tried), "", shortest_of(broken) if broken else None)


def _tries(law: Law, several: Sequence[Letters]) -> Iterator[Instance]:
    for drawn in several:
        letters = drawn if "s" in law.sorts else at_numbers(**drawn)
        shown = {name: value for name, value in letters.items() if name == "x" or name in law.sorts}
        try:
            found = evaluated(law.equation, {**words(None, as_it_is), **FACTUAL, **letters})
            yield Instance(shown, *found, related(*found))
        except REFUSED:
            continue
        except Exception as error:  # a leaf of the user's may raise anything
            yield Instance(shown, type(error).__name__, str(error), "!=")


def at_numbers(f: Leaf, x: Shape, s: dict[str, int]) -> Letters:
    """A leaf and its shape with numbers for all symbols: what is compared there is decided."""
    return {"f": substituted(f, s), "x": substituted(x, s)}
