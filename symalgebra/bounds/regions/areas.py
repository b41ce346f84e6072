"""The entries of bounds on the number of linear regions: log2 of the most that any weights give, in bits.

A region is a set of inputs with one activation pattern. `=` marks what is exactly the maximum over the
weights.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import NoClosedForm
from ...formula import Size, log2
from ..assumptions import Verdict, assumption
from ..entry import Assumption, Direction, Entry
from ..lower import verdict
from ..network import Network
from . import dense, folding
from .cuts import Bent
from .kinds import NotPiecewiseLinear
from .layers import every, inputs, runs
from .stacks import Convolutions, Layered
from .vertices import bits, bits_closed, closed
from .xiong import above, below, one_layer

SERRA = "Serra, Tjandraatmadja, Ramalingam, ICML 2018"
ONE_BREAK = "one breakpoint: ReLU, LeakyReLU, PReLU"


@assumption("a dense network without skips, of activations of one breakpoint")
def is_layered(n: Network) -> Verdict:
    """Linear maps and activations take turns."""
    return verdict(n.layered, "it is")


@assumption("one hidden layer")
def one_hidden(n: Network) -> Verdict:
    """Of any width."""
    depth = _dense(n).depth
    if depth is None:
        return None, "their number is open"
    return depth == 1, f"it has {depth}"


@assumption("ReLU, and biases everywhere")
def free(n: Network) -> Verdict:
    """Weights of choice fold the input."""
    found = n.layered if isinstance(n.layered, Layered) else _conv(n)
    return found.biased and found.rectified, "so it is" if found.biased and found.rectified else "not all are"


def wide(name: str, least: Callable[[Size], Any]) -> Assumption:
    """Every hidden layer is at least so wide, in terms of n0."""

    @assumption(name)
    def found(n: Network) -> Verdict:
        widths = _dense(n).widths
        return every(widths, least(inputs(widths))), f"widths {', '.join(str(w) for w, _ in runs(widths))}"

    return found


AS_INPUT = wide("no hidden layer is narrower than the input", lambda n0: n0)
THRICE = wide("every hidden layer is at least 3*n0 wide", lambda n0: 3 * n0)
THREE = wide("every hidden layer is at least 3 wide", lambda n0: 3)


@assumption("one input")
def one_input(n: Network) -> Verdict:
    """n0 = 1."""
    return n.x.numel == 1, f"n0 = {n.x.numel}"


@assumption("piecewise linear")
def bends(n: Network) -> Verdict:
    """Affine layers, activations affine between breakpoints, max-pools; skips and branches as they come."""
    if isinstance(n.bent, Bent):
        return True, "every layer is"
    return (False if isinstance(n.bent, NotPiecewiseLinear) else None), str(n.bent)


@assumption("convolutions and activations of one breakpoint in turn, without pools before the last of them")
def is_convolutional(n: Network) -> Verdict:
    """The networks of Xiong et al."""
    return verdict(n.convolutions, "it is")


@assumption("one convolution")
def one_convolution(n: Network) -> Verdict:
    """One hidden layer."""
    found = _conv(n)
    return len(found.layers) == 1 and found.biased, f"{len(found.layers)}, biases: {found.biased}"


def _dense(n: Network) -> Layered:
    assert isinstance(n.layered, Layered)
    return n.layered


def _conv(n: Network) -> Convolutions:
    assert isinstance(n.convolutions, Convolutions)
    return n.convolutions


def _bent(n: Network) -> Bent:
    assert isinstance(n.bent, Bent)
    return n.bent


def of_widths(law: Callable[..., Size]) -> Callable[[Network], Size]:
    """log2 of a law of the widths."""
    return lambda n: log2(law(_dense(n).widths))


def area(
    id: str, direction: Direction, statement: str, rule: Callable[[Network], Size],
    assumptions: tuple[Assumption, ...], source: str, provenance: str, **more: Any,
) -> Entry:  # fmt: skip
    """A bound on the number of regions."""
    more.setdefault("activation", ONE_BREAK)
    return Entry(
        id, direction, "regions", "max_over_weights", statement=statement, source=source,
        provenance=provenance, rule=rule, assumptions=assumptions, **more,
    )  # fmt: skip


def _one_hidden(n: Network) -> Size:
    found = _dense(n)
    ((width, _),) = runs(found.widths)
    return log2(dense.zaslavsky(inputs(found.widths), width, found.biased))


def _by_cells(n: Network) -> Size:
    """The exact sums, where they are closed: an open sum of binomials is worth the closed bound above it."""
    if not all(map(closed, _bent(n).bends)):
        raise NoClosedForm("a sum of binomials is left open: lr.mincut.closed is above it")
    return bits(_bent(n))


MLP = (is_layered,)
STACKED: dict[str, Any] = {"sharing": False, "skips": False}
DENSE = (
    area("lr.zaslavsky", "exact", "S(n1, n0), without biases 2*S(n1 - 1, n0 - 1)", _one_hidden,
         (*MLP, one_hidden), "Zaslavsky, Memoirs of the AMS 154, 1975", "PR", **STACKED),
    area("lr.2N", "upper", "2**N, N hidden units", of_widths(dense.patterns), MLP,
         "Montufar, Pascanu, Cho, Bengio, NIPS 2014", "P", **STACKED),
    area("lr.montufar17", "upper", "product of S(n_l, d_l), d_l = min(n0, ..., n_l)",
         of_widths(dense.montufar17), MLP, "Montufar, 2017; through " + SERRA, "P", **STACKED),
    area("lr.serra18", "upper", "sum over (j) of the product of binomial(n_l, j_l)", of_widths(dense.serra18),
         MLP, SERRA + ", Theorem 1", "P", **STACKED),
    area("lr.serra18.n0_1", "exact", "product of (n_l + 1)", of_widths(dense.serra18_line),
         (*MLP, one_input, THREE, free), SERRA + ", Theorem 5", "PR", **STACKED),
    area("lr.pascanu13", "lower", "product of floor(n_l/n0), times S(n_L, n0)", of_widths(folding.pascanu13),
         (*MLP, AS_INPUT, free), "Pascanu, Montufar, Bengio, arXiv:1312.6098, 2013", "M", **STACKED),
    area("lr.montufar14", "lower", "product of floor(n_l/n0)**n0, times S(n_L, n0)",
         of_widths(folding.montufar14), (*MLP, AS_INPUT, free),
         "Montufar, Pascanu, Cho, Bengio, NIPS 2014, Corollary 5", "P", **STACKED),
    area("lr.serra18.folds", "lower", "product of (floor(n_l/n0) + 1)**n0, times S(n_L, n0)",
         of_widths(folding.serra18_folds), (*MLP, THRICE, free), SERRA + ", Theorem 6", "P", **STACKED),
    area("lr.arora18", "lower", "2*S(m - 1, n0 - 1)*w**(L - 1), n_1 = 2*m, n_l = w",
         of_widths(folding.arora18), (*MLP, free),
         "Arora, Basu, Mianjy, Mukherjee, ICLR 2018, Theorem 2.11", "P", **STACKED),
    area("lr.serra18.zonotopes", "lower", "2*S(m - 1, n0 - 1)*(w + 1)**(L - 1), n_1 = 2*m, n_l = w",
         of_widths(lambda widths: folding.arora18(widths, wider=1)), (*MLP, free), SERRA + ", Theorem 7",
         "P", **STACKED),
)  # fmt: skip

CUT = (
    area("lr.mincut", "upper", "product over bends of S(N_i, d_i), d_i = min(n0, N_i, least cut before i)",
         _by_cells, (bends,), "derived here", "R",
         activation="piecewise linear, max-pools included"),
    area("lr.mincut.closed", "upper", "product over bends of (e*N_i/d_i)**d_i, at least S(N_i, d_i)",
         lambda n: bits_closed(_bent(n)), (bends,), "derived here", "R",
         activation="piecewise linear, max-pools included"),
)  # fmt: skip

XIONG = "Xiong, Huang, Yu, Liu, Zhu, Shao, ICML 2020"
CONVOLUTIONAL = (
    area("lr.xiong20", "exact", "sum over t in K of the product of binomial(d1, t_p)",
         lambda n: log2(one_layer(*_conv(n).layers[0])), (is_convolutional, one_convolution),
         XIONG + ", Theorem 2", "SR", skips=False),
    area("lr.xiong20.above", "upper", "that of the first layer, times S(h_l*w_l*d_l, h_0*w_0*d_0)",
         lambda n: log2(above(_conv(n).layers)), (is_convolutional,), XIONG + ", Theorem 5", "S",
         skips=False),
    area("lr.xiong20.below", "lower", "that of the last layer, times floor(d_l/d0)**(h_l*w_l*d0)",
         lambda n: log2(below(_conv(n).layers)), (is_convolutional, free), XIONG + ", Theorem 5", "S",
         skips=False),
)  # fmt: skip

REGIONS = (*DENSE, *CUT, *CONVOLUTIONAL)
