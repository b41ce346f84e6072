"""Lower bounds on the VC dimension of the very network: there are weights for it that shatter so many points.

Each has a construction in `features` or `shattering`; its assumptions are that the construction finds its
place in the network, whose later layers must be able to hand on what the first one computes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..formula import Size, floordiv, formula, multiply, size
from .assumptions import Verdict, assumption, one_output
from .entry import Assumption, Entry, Quantity
from .features import features
from .network import Network
from .shattering import Failure, Front, handed_on, one_by_one, resolution, seen, slabs


def lower(
    id: str, statement: str, rule: Callable[[Network], Size], parts: Callable[[Network], dict[str, Any]],
    assumptions: tuple[Assumption, ...], source: str, provenance: str, quantity: Quantity = "vc",
) -> Entry:  # fmt: skip
    """A lower bound for this architecture: some weights of it shatter so many points."""
    return Entry(
        id, "lower", quantity, "forall_arch", "ReLU, ReLU6, LeakyReLU, PReLU", statement, source, provenance,
        assumptions=assumptions, rule=rule, parts=parts,
    )  # fmt: skip


def verdict(found: Any, otherwise: str) -> Verdict:
    """False or open for a failure, else True with a text."""
    return found.verdict if isinstance(found, Failure) else (True, otherwise)


def fronted(n: Network) -> Front:
    """The first layer, once it is known to be there."""
    assert isinstance(n.front, Front)
    return n.front


@assumption("the first layer is free, and its sums reach the output")
def reaches(n: Network) -> Verdict:
    """A convolution or linear map with a bias, bent at 0, and a way on to a last map with a bias."""
    failed = n.front if isinstance(n.front, Failure) else handed_on(n.front.rest)
    return verdict(failed, "for some weights they do")


@assumption("the first layer can read its inputs one by one")
def singly(n: Network) -> Verdict:
    """One tap lies inside the input at every position."""
    failed = n.front if isinstance(n.front, Failure) else one_by_one(n.front)
    return verdict(failed, "one tap lies inside at every position")


@assumption("the last map adds up bent functions, each shifted by its own constant")
def featured(n: Network) -> Verdict:
    """They are linearly independent for some weights."""
    return verdict(n.features, "it does")


@assumption("two hidden dense layers of ReLU with biases")
def two_hidden(n: Network) -> Verdict:
    """The network of Yun, Sra, Jadbabaie."""
    if isinstance(n.layered, Failure):
        return verdict(n.layered, "")
    fits = n.layered.depth == 2 and n.layered.biased and n.layered.rectified
    return fits, "it has them" if fits else "it has others"


def _front(n: Network) -> dict[str, Any]:
    found = fronted(n)
    return {"c1": found.map.y.channels, "n1": seen(found.map.leaf, found.map.x)}


def _positions(n: Network) -> dict[str, Any]:
    found = fronted(n)
    return {"c1": found.map.y.channels, "P": multiply(found.map.y.resolution)}


def _hidden(n: Network) -> dict[str, Any]:
    widths: Any = n.layered.widths  # type: ignore[union-attr]
    return {"d1": widths[1], "d2": widths[2]}


def _memorised(n: Network) -> Size:
    d1, d2 = (formula(floordiv(d, 4)) for d in _hidden(n).values())
    return size(4 * d1 * d2)


def _features(n: Network) -> Any:
    return n.features


GIVEN = (
    lower(
        "lb.rank", "h + bias, h channels before the last map", lambda n: features(_features(n)),
        lambda n: {"h": _features(n).channels}, (one_output, featured),
        "derived here: features that are linearly independent with 1", "R",
    ),
    lower(
        "lb.slabs", "2*floor(c1/3)*n1, n1 inputs that one output of the first layer reads",
        lambda n: slabs(fronted(n)), _front, (one_output, reaches),
        "for thresholds Baum, J. Complexity 4, 1988; for hats of ReLU derived here", "MR",
    ),
    lower(
        "lb.resolution", "floor(c1/4)*floor(log2(P)), P positions of c1 channels",
        lambda n: resolution(fronted(n)), _positions, (one_output, reaches, singly),
        "derived here; the order: Sepliarskaia, Langer, Schmidt-Hieber, NeurIPS 2025", "R",
    ),
    lower(
        "lb.memorise19", "4*floor(d1/4)*floor(d2/4), hidden layers of d1 and d2", _memorised, _hidden,
        (one_output, two_hidden), "Yun, Sra, Jadbabaie, NeurIPS 2019, Theorem 3.1", "M", "pseudo",
    ),
)  # fmt: skip
