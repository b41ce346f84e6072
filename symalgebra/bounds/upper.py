"""The entries of upper bounds on the VC dimension, each with its assumptions; see docs/bounds.md."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Any

from ..formula import Size, add, formula, maximum, multiply, size
from ..formula.symbols import symbol
from . import formulas
from .assumptions import (
    affine,
    alternating,
    dense,
    exponential_program,
    few_units,
    group,
    has_exponentials,
    no_pool,
    one_breakpoint,
    one_output,
    pieces,
    piecewise_linear,
    polynomial,
    program,
    sigmoids,
    three_units,
    thresholds,
    two_units,
)
from .entry import Assumption, Entry
from .network import Network
from .theorem.master import explicit, least

JMLR = "Bartlett, Harvey, Liaw, Mehrabian, JMLR 20(63), 2019"
BOOK = "Anthony, Bartlett, Neural Network Learning, 1999"


def upper(
    id: str,
    statement: str,
    law: Callable[..., Size],
    parts: Callable[[Network], dict[str, Any]],
    assumptions: tuple[Assumption, ...],
    **more: Any,
) -> Entry:
    """An upper bound on the VC dimension: a law of the parts that the statement names, in their order."""

    def rule(network: Network) -> Size:
        return size(law(*parts(network).values()))

    return Entry(
        id, "upper", "vc", "forall_arch", statement=statement, rule=rule, parts=parts, law=law,
        assumptions=assumptions, **more,
    )  # fmt: skip


def _stages(n: Network) -> dict[str, Any]:
    return {"S": n.S, "wbar": n.sums.w, "R": n.sums.R}


def _layers(n: Network) -> dict[str, Any]:
    """L stages, N units and comparisons of pools."""
    predicates, most = size(n.U + n.compared), n.most
    return {"W": n.W, "L": n.S, "N": predicates, "breakpoints": most("breakpoints"), "degree": most("degree")}


def _jmlr(n: Network) -> dict[str, Any]:
    """The sums of the master theorem, but for the output, whose units are all counted."""
    s, outputs = n.sums, formula(n.y.numel) - 1
    return {"L": n.S, "wbar": s.w, "R_L": size(s.R + outputs * maximum(s.delta, 1))}


def _nodes(n: Network) -> dict[str, Any]:
    """Layers and nodes, pools included, and the most predicates of a node."""
    most = maximum(n.most("breakpoints"), multiply((n.widest, size(formula(n.widest) - 1))))
    return {"W": n.W, "layers": n.alone, "nodes": add((n.U, n.pooled)), "tests": most}


def _grouped(n: Network) -> dict[str, Any]:
    """W_l parameters up to layer l, m_l channels of it, r positions."""
    layers = n.convolutions.layers  # type: ignore[union-attr]
    sums = list(accumulate((leaf.weights(x) for leaf, x, _ in layers), lambda a, b: add((a, b))))
    turned = add(multiply((place, y.channels)) for place, (*_, y) in enumerate(layers, 1))
    L, r = len(layers), multiply(n.x.resolution)
    return {"L_c": L, "w_c": add((*sums, sums[-1], 1)), "R_c": add((multiply((r, turned)), L))}


def _unbiased(n: Network) -> bool:
    """Whether the output is a linear function without a constant, for all weights."""
    return all(leaf.weighted and not leaf.bias for leaf in n.leaves if leaf.weights(n.x) != 0)


MASTER = upper(
    "vc.master", "S + wbar*log2(2*rho*log2(rho)), rho = max(2*e*R, 16)", explicit, _stages, (polynomial,),
    activation="piecewise polynomial, max-pools and gates included",
    source="derived here; without shared weights " + JMLR + ", Theorem 6", provenance="R",
    least=least,
)  # fmt: skip

LINEAR = upper(
    "vc.linear", "n0 + bias", formulas.linear,
    lambda n: {"n0": n.x.numel, "bias": int(not _unbiased(n))}, (one_output, affine),
    activation="none", source="Cover, IEEE Trans. EC-14, 1965", provenance="MR",
)  # fmt: skip

FINITE = upper(
    "vc.finite", "bits*W, parameters of so many bits each", formulas.finite,
    lambda n: {"W": n.W, "bits": symbol("bits") if n.bits is None else n.bits}, (),
    activation="any", source="folklore: log2 of the number of functions", provenance="R",
)  # fmt: skip

THRESHOLDS = tuple(
    upper(id, statement, law, lambda n: {"W": n.W, "U": n.U}, (one_output, thresholds, *more),
          activation="linear thresholds", source=source, provenance="MR")
    for id, statement, law, more, source in (
        ("vc.threshold.bh89", "2*W*log2(e*U)", formulas.bh89, (two_units,),
         "Baum, Haussler, Neural Computation 1, 1989"),
        ("vc.threshold.ab6_1", "2*W*log2(2*U/ln 2)", formulas.ab6_1, (), BOOK + ", Theorem 6.1"),
    )
)  # fmt: skip

LAYERED = tuple(
    upper(id, statement, law, _layers, (one_output, pieces, alternating),
          activation="piecewise polynomial", source=source, provenance="MR")
    for id, statement, law, source in (
        ("vc.bmm98", "2*W*L*log2(2*e*W*L*breakpoints*N) + 2*W*L**2*log2(degree + 1) + 2*L", formulas.bmm98,
         "Bartlett, Maiorov, Meir, Neural Computation 10, 1998, Theorem 1"),
        ("vc.ab8_8", "2*W*L*log2(4*W*L*breakpoints*N/ln 2) + 2*W*L**2*log2(degree + 1) + 2*L", formulas.ab8_8,
         BOOK + ", Theorem 8.8"),
    )
)  # fmt: skip

PIECEWISE_LINEAR = (
    upper(
        "vc.bhlm19", "L + wbar*log2(4*e*R_L*log2(2*e*R_L)), R_L with all outputs", formulas.bhlm19, _jmlr,
        (one_output, dense, one_breakpoint, alternating, three_units),
        activation="one breakpoint, degree at most 1", source=JMLR + ", Theorem 6", provenance="MR",
    ),
    upper(
        "vc.colt17", "8*W*(L + 1)*log2(8*e*W**2*(L + 1)*pieces)", formulas.colt17,
        lambda n: {"W": n.W, "L": n.S, "pieces": n.most("breakpoints") + 1},
        (one_output, piecewise_linear, no_pool, alternating, few_units),
        activation="piecewise linear", source="Harvey, Liaw, Mehrabian, COLT 2017, Theorem 3",
        provenance="PR", sharing=False,
    ),
    upper(
        "vc.units17", "2*W*(1 + (U - 1)*log2(breakpoints + 1) + log2(8*e*D))", formulas.units17,
        lambda n: {"W": n.W, "U": n.U, "D": maximum(n.sums.delta, 1), "breakpoints": n.most("breakpoints")},
        (one_output, piecewise_linear, no_pool, polynomial),
        activation="piecewise linear", provenance="PR",
        source="the order: Harvey, Liaw, Mehrabian, COLT 2017, Theorem 4; the constants are derived here",
    ),
    upper(
        "vc.telgarsky16", "6*W*(layers + 1)*(ln(2*W*(layers + 1)) + ln(16*e*nodes*tests) + layers*ln(2))",
        formulas.telgarsky16, _nodes, (one_output, piecewise_linear, alternating),
        activation="piecewise linear, max-pools included", source="Telgarsky, COLT 2016, Lemma 4.2",
        provenance="PR",
    ),
    upper(
        "vc.gcnn25", "L_c + 1 + w_c*log2(2*rho*log2(rho)), rho = max(2*e*R_c, 16)",
        lambda L, w, R: explicit(L + 1, w, R), _grouped, (one_output, group), activation="ReLU",
        source="Sepliarskaia, Langer, Schmidt-Hieber, NeurIPS 2025, arXiv:2410.15800; zero padding: derived",
        provenance="PR", skips=False,
    ),
)  # fmt: skip

PROGRAMS = (
    upper(
        "vc.gj95.steps", "4*W*(steps + 2)", formulas.gj95_steps, lambda n: {"W": n.W, "steps": n.steps},
        (one_output, program), activation="sums, products, quotients, comparisons",
        source="Goldberg, Jerrum, Machine Learning 18, 1995; " + BOOK + ", Theorem 8.4", provenance="S",
    ),
    upper(
        "vc.km97", "(W*U)**2 + 11*W*U*log2(18*W*U**2)", formulas.km97, lambda n: {"W": n.W, "U": n.U},
        (one_output, sigmoids, alternating), activation="standard sigmoid",
        source="Karpinski, Macintyre, JCSS 54, 1997; " + BOOK + ", Theorem 8.13", provenance="MR",
    ),
    upper(
        "vc.exp_steps", "(W*(exps + 1))**2 + 11*W*(exps + 1)*(steps + log2(9*W*(exps + 1)))",
        formulas.exp_steps,
        lambda n: {"W": n.W, "steps": n.steps, "exps": n.exponentials},
        (one_output, exponential_program, has_exponentials), activation="programs with exponentials",
        source=BOOK + ", Theorem 8.14", provenance="M",
    ),
)  # fmt: skip

UPPER = (MASTER, LINEAR, *THRESHOLDS, *PIECEWISE_LINEAR, *LAYERED, *PROGRAMS, FINITE)
