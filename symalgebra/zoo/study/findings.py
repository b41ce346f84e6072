"""What the tables say in sentences, each made from the numbers that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from statistics import median

from .cohorts import COHORTS, cohort, families
from .correlation import CONTROL, Association, associations

Found = dict[str, Association]
# Images that the data sets have for training.
TRAINING = {"ImageNet": 1281167, "CIFAR-10": 50000, "CIFAR-100": 50000}
EARLY = ("alexnet", "vgg")


@cache
def across(name: str) -> Found:
    """The associations of a cohort by figure."""
    return {found.figure: found for found in associations(cohort(name))}


@cache
def within(name: str) -> dict[str, Found]:
    """Those of its families by themselves."""
    return {
        family: {found.figure: found for found in associations(samples)}
        for family, samples in families(cohort(name)).items()
    }


def findings() -> Iterator[str]:
    """All sentences."""
    yield strongest()
    yield beyond()
    yield early()
    yield conserved()
    yield bounded()
    yield profiled()
    yield inside()


def titles(names: Iterable[str]) -> str:
    """Cohorts by their titles."""
    return "; ".join(COHORTS[name].title for name in names) or "none"


def strongest() -> str:
    """Which figure ranks accuracy best, cohort by cohort."""
    best = {name: max(across(name).values(), key=lambda a: a.rho.value) for name in COHORTS}
    told = "; ".join(f"{a.figure} {a.rho.value:+.2f} ({COHORTS[name].title})" for name, a in best.items())
    return f"**{len({a.figure for a in best.values()})} figures rank best somewhere**: {told}."


def beyond() -> str:
    """Where layer complexity says more than the parameters."""
    given = {name: found.given for name in COHORTS if (found := across(name).get("log2 C"))}
    clear = {name: value for name, value in given.items() if value and value.clear}
    told = "; ".join(f"{value} ({COHORTS[name].title})" for name, value in clear.items())
    open_ = [name for name, value in given.items() if value and not value.clear]
    same = [name for name, value in given.items() if not value]
    return (
        f"**Given the number of parameters, log2 C still goes with accuracy in {len(clear)} of {len(COHORTS)}"
        f" cohorts**: {told}. The interval holds 0 in: {titles(open_)}. It ranks as the parameters do in:"
        f" {titles(same)}."
    )


def early() -> str:
    """Parameters against complexity, and the networks whose parameters are in the head."""
    gain = {name: across(name)["log2 C"].rho.value - across(name)[CONTROL].rho.value for name in COHORTS}
    rest = [sample for sample in cohort("torchvision") if sample.family not in EARLY]
    without = {found.figure: found.rho.value for found in associations(rest)}
    whole = across("torchvision")
    return (
        "**What ranks well depends on the data set.** log2 C ranks accuracy better than the number of"
        f" parameters in: {titles(n for n, g in gain.items() if g > 0)}. The parameters rank better in:"
        f" {titles(n for n, g in gain.items() if g < 0)}. Part of it is AlexNet and VGG, most of whose"
        " parameters are in the head: without them, among torchvision's networks rho of the parameters is"
        f" {without[CONTROL]:+.2f} instead of {whole[CONTROL].rho.value:+.2f}, that of log2 C"
        f" {without['log2 C']:+.2f} instead of {whole['log2 C'].rho.value:+.2f}."
    )


def conserved() -> str:
    """Why C and P rank alike."""
    pairs = {n: [across(n)[f].rho.value for f in ("log2 C", "log2 P")] for n in COHORTS}
    apart = {n: values for n, values in pairs.items() if values[0] != values[1]}
    told = "; ".join(f"{c:+.2f} and {p:+.2f} ({COHORTS[name].title})" for name, (c, p) in apart.items())
    return (
        "**Complexity and power are one ranking wherever input and output are the same**: log2 P - log2 C ="
        " log2(N_in/N_out) is then a constant, by the law of conservation. Only where resolutions differ they"
        f" are two; rho of log2 C and of log2 P there: {told}. C of one network hardly sees the resolution."
    )


def bounded() -> str:
    """The bound on the VC dimension beside the parameters."""
    rho = {name: (across(name)["VC bound"].rho.value, across(name)[CONTROL].rho.value) for name in COHORTS}
    ahead = sum(bound > size for bound, size in rho.values())
    positive = sum(bound > 0 for bound, _ in rho.values())
    known = [
        (bound, TRAINING[s.row.dataset])
        for name in COHORTS
        for s in cohort(name)
        if (bound := s.figures["VC bound"])
    ]
    above = sum(bound > images for bound, images in known)
    return (
        f"**A larger upper bound on the VC dimension goes with higher accuracy** in {positive} of {len(rho)}"
        f" cohorts, and ranks better than the parameters in {ahead}. It is no sign of a guarantee: {above} of"
        f" {len(known)} bounds are above the number of training images, where such a bound says nothing about"
        " the gap between training and test error. As a ranking it is near to parameters times effective"
        " depth. No theorem links C or P to it."
    )


def profiled() -> str:
    """The numbers of the profile."""
    names = ("mean log2 N", "middle log2 N")
    found = [(across(n)[f], f) for n in COHORTS for f in names if f in across(n)]
    clear = {f: sum(a.rho.clear for a, g in found if g == f) for f in names}
    given = {f: sum(bool(a.given and a.given.clear) for a, g in found if g == f) for f in names}
    told = " and ".join(f"the {f.split()[0]} in {clear[f]}, given parameters in {given[f]}" for f in names)
    return (
        f"**The sizes along the network say less than its paths.** Of {len(COHORTS)} cohorts, {told}, is"
        " clearly associated with accuracy; the grids, which vary nothing but resolution and width, are among"
        " these."
    )


def inside() -> str:
    """Families by themselves."""
    lines = [found for name in COHORTS for found in within(name).values()]
    size = median(found[CONTROL].rho.value for found in lines)
    given = [found["log2 C"].given for found in lines if "log2 C" in found]
    up, down = (sum(1 for g in given if g and g.clear and (g.value > 0) is side) for side in (True, False))
    return (
        f"**Within a family everything grows together.** Over {len(lines)} families and cohorts the median"
        f" rho of the parameters is {size:+.2f}, and little is left to explain: given parameters, log2 C is"
        f" clearly associated in {up} with higher and in {down} with lower accuracy. The intervals of such"
        " small groups are to be read with care."
    )
