"""Rank correlations with bootstrap intervals, on arrays whose last axis counts the networks.

Spearman's rho is the correlation of ranks; Kendall's tau-b the balance of concordant and discordant pairs,
tied pairs left out under the root; the partial correlation is that of what is left of the ranks of both when
their regression on the ranks of a third is taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from symalgebra.extras import extra

from .cohorts import FIGURES, Sample

SEED = 20210701  # of the resamples, so that a page is made anew as it was
RESAMPLES = 1000
LEVEL = 0.95
CONTROL = "params"

Statistic = Callable[..., Any]


def library() -> tuple[Any, Any]:
    """NumPy and scipy.stats."""
    return extra("the study needs SciPy", "numpy", "scipy.stats", install="'symalgebra[study]'")


def pearson(x: Any, y: Any) -> Any:
    """The correlation of values."""
    numpy, _ = library()
    a, b = (v - v.mean(-1, keepdims=True) for v in (x, y))
    with numpy.errstate(invalid="ignore", divide="ignore"):
        return (a * b).sum(-1) / numpy.sqrt((a * a).sum(-1) * (b * b).sum(-1))


def spearman(x: Any, y: Any) -> Any:
    """Spearman's rho."""
    _, stats = library()
    return pearson(stats.rankdata(x, axis=-1), stats.rankdata(y, axis=-1))


def kendall(x: Any, y: Any) -> Any:
    """Kendall's tau-b."""
    numpy, _ = library()
    a, b = (numpy.sign(v[..., :, None] - v[..., None, :]).astype(numpy.int8) for v in (x, y))
    balance, *pairs = ((u * v).sum((-2, -1), dtype=float) for u, v in ((a, b), (a, a), (b, b)))
    with numpy.errstate(invalid="ignore", divide="ignore"):
        return balance / numpy.sqrt(pairs[0] * pairs[1])


def partial(x: Any, y: Any, z: Any) -> Any:
    """Spearman's rho of x and y, given z."""
    numpy, _ = library()
    xy, xz, yz = spearman(x, y), spearman(x, z), spearman(y, z)
    with numpy.errstate(invalid="ignore", divide="ignore"):
        return (xy - xz * yz) / numpy.sqrt((1 - xz**2) * (1 - yz**2))


@dataclass(frozen=True)
class Estimate:
    """A correlation and the ends of its interval."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0

    def __str__(self) -> str:
        return f"{self.value:+.2f} [{self.low:+.2f}, {self.high:+.2f}]"


def estimate(statistic: Statistic, *columns: Sequence[float]) -> Estimate | None:
    """A correlation with its bootstrap interval, the networks drawn with replacement; None for a constant."""
    numpy, _ = library()
    arrays = [numpy.asarray(column, dtype=float) for column in columns]
    value = float(statistic(*arrays))
    if numpy.isnan(value):
        return None
    many = len(arrays[0])
    drawn = numpy.random.default_rng(SEED).integers(0, many, (RESAMPLES, many))
    found = statistic(*(array[drawn] for array in arrays))
    low, high = numpy.nanquantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, float(low), float(high))


@dataclass(frozen=True)
class Association:
    """How a figure goes with accuracy among some networks: how many have it, three correlations."""

    figure: str
    many: int
    rho: Estimate
    tau: Estimate
    given: Estimate | None  # rho given the parameters; None where that is not defined


def associations(samples: Sequence[Sample]) -> list[Association]:
    """Every figure that is not the same for all, beside accuracy, in the order of `FIGURES`."""
    return [found for name in FIGURES if (found := association(name, samples))]


def association(name: str, samples: Sequence[Sample]) -> Association | None:
    """One figure beside accuracy, among the networks that have it."""
    known = [s for s in samples if s.figures[name] is not None]
    x, z = ([s.figures[figure] or 0 for s in known] for figure in (name, CONTROL))
    y = [s.accuracy for s in known]
    rho, tau = estimate(spearman, x, y), estimate(kendall, x, y)
    if not rho or not tau:
        return None
    return Association(name, len(known), rho, tau, estimate(partial, x, y, z) if name != CONTROL else None)
