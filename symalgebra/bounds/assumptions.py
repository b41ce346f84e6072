"""The assumptions of upper bounds, each checked on the network: a verdict, and the reason in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..formula import Size, formula, nonnegative, positive, size
from ..leaves import (
    ELU,
    Attention,
    Embedding,
    Flatten,
    GlobalAvgPool,
    Heaviside,
    Linear,
    Sigmoid,
    SiLU,
    Softmax,
    Tanh,
)
from .entry import Assumption
from .network import Network
from .shattering import Failure
from .theorem.pieces import PLAIN, piecewise

Verdict = tuple[bool | None, str]
EXPONENTIAL = (Sigmoid, Tanh, SiLU, ELU, Softmax, Attention)


def assumption(name: str) -> Callable[[Callable[[Network], Verdict]], Assumption]:
    """Decorator: a test becomes an assumption with this name."""
    return lambda test: Assumption(name, test)


def but(leaves: Iterable[Any], otherwise: str) -> Verdict:
    """False for the leaves that break an assumption; True, with another text, where there are none."""
    named = list(dict.fromkeys(str(leaf) for leaf in leaves))
    shown = ", ".join(named[:3]) + (", ..." if len(named) > 3 else "")
    return (False, f"there is {shown}") if named else (True, otherwise)


def at_least(value: Size, low: Size, text: str) -> Verdict:
    """Whether value >= low for all values of the symbols."""
    slack = size(formula(value) - low)
    if nonnegative(slack):
        return True, text
    return (False if positive(size(-formula(slack))) else None), f"{text}: {slack} >= 0 is not shown"


@assumption("the sign of one output")
def one_output(n: Network) -> Verdict:
    """No argmax."""
    return n.outputs == 1, "one output" if n.outputs == 1 else f"argmax of {n.outputs} outputs"


@assumption("no layer bends or multiplies")
def affine(n: Network) -> Verdict:
    """A linear network, however deep."""
    tables = [f for f in n.leaves if isinstance(f, Embedding)]
    return but([*n.bends, *n.gates, *tables], "all layers are affine")


@assumption("piecewise polynomial")
def polynomial(n: Network) -> Verdict:
    """The master theorem has a summary."""
    return (False, n.summary) if isinstance(n.summary, str) else (True, "every layer is, at inference")


@assumption("piecewise linear, without gates")
def piecewise_linear(n: Network) -> Verdict:
    """All pieces of degree 1."""
    curved = [f for f in n.bends if f not in n.pools and not (piecewise(f) and f.degree == 1)]
    return but([*curved, *n.gates], "all activations are")


@assumption("piecewise polynomial activations, without gates")
def pieces(n: Network) -> Verdict:
    """Activations of any degree."""
    others = [f for f in n.bends if f not in n.pools and not piecewise(f)]
    return but([*others, *n.gates], "all activations are")


@assumption("weights and activations take turns")
def alternating(n: Network) -> Verdict:
    """Layer i is of degree i in the weights."""
    told = "an activation stands between any two layers with weights"
    return (True, told) if n.alternates else (False, "weights may follow weights directly")


@assumption("no max-pool")
def no_pool(n: Network) -> Verdict:
    """Units are activations of sums."""
    return but(n.pools, "there is none")


@assumption("all units are linear thresholds")
def thresholds(n: Network) -> Verdict:
    """Each unit is a threshold of an affine function of earlier ones, with weights of its own layer."""
    others = [f for f in n.bends if not isinstance(f, Heaviside)]
    if others or isinstance(n.summary, str):
        return but(others, str(n.summary))
    own = n.sums.w == n.sums.W and n.sums.R == n.U
    return own, "each reads its own weights" if own else "some read more than the weights of one layer"


@assumption("at least two units")
def two_units(n: Network) -> Verdict:
    """U >= 2."""
    return at_least(n.U, 2, f"U = {n.U}")


@assumption("more than two units")
def three_units(n: Network) -> Verdict:
    """U > 2."""
    return at_least(n.U, 3, f"U = {n.U}")


@assumption("no more units than parameters")
def few_units(n: Network) -> Verdict:
    """U <= W: no weights shared over many positions."""
    return at_least(n.W, n.U, f"U = {n.U}, W = {n.W}")


@assumption("dense layers of vectors")
def dense(n: Network) -> Verdict:
    """Linear layers of vectors and activations, in series."""
    if n.x.rank:
        return False, f"it reads {n.x}"
    return but((f for f in n.leaves if not (isinstance(f, (Linear, *PLAIN)) or piecewise(f))), "all are")


@assumption("activations of one breakpoint")
def one_breakpoint(n: Network) -> Verdict:
    """ReLU, its leaky kin, thresholds."""
    return but((f for f in n.activations if getattr(f, "breakpoints", 0) != 1), "all are of one")


@assumption("all units are standard sigmoids")
def sigmoids(n: Network) -> Verdict:
    """Sigmoid alone."""
    if not n.activations:
        return False, "there is no sigmoid"
    return but((f for f in n.bends if not isinstance(f, Sigmoid)), "all are")


@assumption("a program of sums, products, quotients and comparisons")
def program(n: Network) -> Verdict:
    """The model of Goldberg and Jerrum."""
    if isinstance(n.steps, str):
        return False, n.steps
    return but((f for f in n.leaves if isinstance(f, EXPONENTIAL)), f"of {n.steps} steps")


@assumption("a program of these and exponentials")
def exponential_program(n: Network) -> Verdict:
    """The same with exponentials."""
    return (False, n.steps) if isinstance(n.steps, str) else (True, f"{n.exponentials} of {n.steps} steps")


@assumption("some function is exponential")
def has_exponentials(n: Network) -> Verdict:
    """Else sharper bounds hold."""
    there = n.exponentials != 0
    return there, "some are" if there else "there is none: bounds without exponentials are sharper"


@assumption("convolutions that keep the resolution, with ReLU, then a global mean")
def group(n: Network) -> Verdict:
    """Convolutions over a group; padding with zeros has no more predicates, of no higher degree."""
    found = n.convolutions
    if isinstance(found, Failure):
        return found.verdict
    if any(
        y.resolution != n.x.resolution or leaf.stride not in (1, (1,) * y.rank) for leaf, _, y in found.layers
    ):
        return False, "a convolution changes the resolution"
    behind = [type(leaf) for leaf in found.rest if not isinstance(leaf, Flatten)]
    if behind != [GlobalAvgPool] or not found.rectified:
        return False, "its end is no global mean alone" if found.rectified else "not all activations are ReLU"
    return True, f"{len(found.layers)} of them"
