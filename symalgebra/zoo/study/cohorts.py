"""Networks that were trained by one recipe on one data set: their accuracies can be set beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from statistics import fmean

from symalgebra.bounds import master
from symalgebra.errors import NoRule, SymalgebraError
from symalgebra.formula import formula, log2
from symalgebra.measures.profile import places

from ..members import CENSUS, Individual, told
from ..results import Published, call, published

FEWEST = 6  # networks of a family that is looked at by itself


def sizes(it: Individual) -> list[float]:
    """log2 of the sizes along the longest path, from the input to the output."""
    return [float(formula(log2(place.out.numel)).at()) for place in places(it.net, it.x)]


def middle(values: Sequence[float]) -> float:
    """The value half-way."""
    return values[len(values) // 2]


def bound(it: Individual) -> float | None:
    """The master theorem's bound on the VC dimension, where it is about the network."""
    with suppress(NoRule):
        return float(master(it.net, it.x).at())
    return None


def column(name: str) -> Callable[[Individual], float | None]:
    """A column of the table of members."""

    def value(it: Individual) -> float | None:
        found = told(CENSUS[name], it)
        return None if found is None else float(found)

    return value


# What is set beside accuracy: a name, and the value of a network.
FIGURES: dict[str, Callable[[Individual], float | None]] = {
    "params": column("params"),
    "macs": column("macs"),
    "activations": column("activations"),
    "depth": column("depth"),
    "effective depth": column("effective_depth"),
    "receptive field": column("receptive_field"),
    "log2 C": column("log2_layer_complexity"),
    "log2 P": column("log2_intrinsic_power"),
    "mean log2 N": lambda it: fmean(sizes(it)),
    "middle log2 N": lambda it: middle(sizes(it)),
    "VC bound": bound,
}


@dataclass(frozen=True)
class Sample:
    """A network, its figures, and its accuracy in percent."""

    row: Published
    family: str
    figures: Mapping[str, float | None]
    accuracy: float


@dataclass(frozen=True)
class Cohort:
    """Networks of one recipe: which rows of the published results they are."""

    title: str
    source: str
    training: str
    dataset: str
    resolution: int | None = None
    network: str | None = None

    def holds(self, row: Published) -> bool:
        """Whether a row is of this cohort."""
        same = (row.source.source, row.training, row.dataset) == (self.source, self.training, self.dataset)
        return same and self.resolution in (None, row.resolution) and self.network in (None, row.network)


def grid(version: int) -> Cohort:
    """The networks of a version of MobileNet, of several widths, at several resolutions."""
    title = f"ImageNet, grid of MobileNet V{version}"
    return Cohort(title, "slim", "slim", "ImageNet", None, f"mobilenet_v{version}")


COHORTS = {
    "torchvision": Cohort(
        "ImageNet, torchvision, first weights", "torchvision", "IMAGENET1K_V1", "ImageNet", 224
    ),
    "pytorchcv": Cohort("ImageNet, pytorchcv", "imgclsmob", "pytorchcv", "ImageNet", 224),
    "mobilenet-v1": grid(1),
    "mobilenet-v2": grid(2),
    "cifar-10": Cohort("CIFAR-10, pytorchcv", "imgclsmob", "pytorchcv", "CIFAR-10"),
    "cifar-100": Cohort("CIFAR-100, pytorchcv", "imgclsmob", "pytorchcv", "CIFAR-100"),
}


@cache
def cohort(name: str) -> tuple[Sample, ...]:
    """The samples of a cohort; a network that is there twice counts once, by its first row.

    >>> sorted({sample.family for sample in cohort("mobilenet-v1")}), len(cohort("mobilenet-v1"))
    (['mobilenet_v1'], 16)
    """
    if name not in COHORTS:
        raise SymalgebraError(f"{name!r} is no cohort: choose one of {', '.join(COHORTS)}")
    found: dict[object, Published] = {}
    for row in filter(COHORTS[name].holds, published()):
        found.setdefault((call(row.network, row.arguments), row.resolution), row)
    return tuple(map(sample, found.values()))


def sample(row: Published) -> Sample:
    """The figures of a row's network."""
    if row.top1 is None:
        raise SymalgebraError(f"{row.name}: {row.source.title} gives no accuracy")
    function, _ = call(row.network, row.arguments)
    family = function.__name__.removesuffix("_cifar")
    it = Individual(family, row.name, row.build(), row.shape())
    return Sample(row, family, {name: find(it) for name, find in FIGURES.items()}, float(row.top1))


def families(samples: Sequence[Sample]) -> dict[str, tuple[Sample, ...]]:
    """The families with enough networks, each by itself."""
    counts = Counter(s.family for s in samples)
    return {f: tuple(s for s in samples if s.family == f) for f, many in counts.items() if many >= FEWEST}
