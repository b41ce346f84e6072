"""The page docs/accuracy.md, written from the published results; no number in it is typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..results import table
from .cohorts import COHORTS, FEWEST, cohort
from .correlation import LEVEL, RESAMPLES, SEED, Association, Estimate
from .findings import across, findings, within

COMMAND = "python -m symalgebra.zoo.study docs"
PLOTS = ("log2 C", "params", "VC bound")
TITLES = ("figure", "networks", "rho", "tau", "rho given parameters")
INNER = ("params", "macs", "effective depth", "log2 C", "mean log2 N", "VC bound")

HEAD = """# What the measures say about accuracy

This page is written by `{command}`: tables, plots and sentences. A test compares it with what the
command writes. The accuracies are published ones, {rows} rows of `symalgebra/zoo/data` with their sources
and licences; the measures are exact values of the formulas of the zoo. **Layer complexity C, intrinsic power
P and the compression profile are this project's own definitions** ([relation to the
paper](relation-to-paper.md)): what is found here is about these definitions, not about the paper's.

## How it is done

Accuracies can be compared where networks were trained alike. A *cohort* is all networks of the zoo that one
source trained by one recipe:

{cohorts}

Within a cohort each figure of a network is ranked against its top-1 accuracy:

- **rho**, Spearman's rank correlation, and **tau**, Kendall's tau-b;
- **rho given parameters**, the partial rank correlation: what is left when both are freed of what the number
  of parameters says of them. It is left out where the parameters rank the networks in the same way.

The brackets hold {level:.0%} bootstrap intervals: the networks are drawn anew with replacement, {resamples:,}
times, with the fixed seed {seed}. Networks of one family are no independent draws, and the zoo is no random
sample of networks, so the intervals say how much a few networks weigh, not what another decade of
architectures would do. An interval that leaves 0 out is set in **bold**.

The figures are parameters, MACs, activations, depth, [effective depth](measures.md), receptive field, log2 of
layer complexity C and of intrinsic power P, the mean and the middle value of log2 of the size N along the
[compression profile](complexity.md), and the master theorem's upper bound on the VC dimension of the sign of
one output. Where a measure refuses, a network is left out of that line: networks with sigmoids have no such
bound, attention has no receptive field. A figure that is the same for all networks has no line.
"""
WITHIN = """Families with {fewest} networks or more in a cohort, the grids among them: rho, and in the last
column rho of log2 C given parameters. ResNeXt and wide ResNets for ImageNet are counted as ResNets.
"""


def page() -> str:
    """The whole page."""
    head = {"command": COMMAND, "rows": len(table()), "cohorts": "\n".join(listed())}
    head |= {"level": LEVEL, "resamples": RESAMPLES, "seed": SEED}
    parts = [
        HEAD.format(**head),
        "## Across families\n",
        *map(section, COHORTS),
        *(f"![{figure} against top-1](accuracy-{slug(figure)}.svg)\n" for figure in PLOTS),
        "## Within families\n",
        WITHIN.format(fewest=FEWEST),
        "\n".join(inner()) + "\n",
        "## What this says\n",
        "\n".join(f"- {sentence}" for sentence in findings()) + "\n",
    ]
    return "\n".join(parts)


def slug(figure: str) -> str:
    """A figure as a part of a file name."""
    return figure.lower().replace(" ", "-")


def listed() -> Iterator[str]:
    """The cohorts."""
    yield from grid(["cohort", "networks", "families", "top-1", "source", "licence"])
    for name, known in COHORTS.items():
        samples = cohort(name)
        source = samples[0].row.source
        best = [s.accuracy for s in samples]
        span = f"{min(best):.1f} to {max(best):.1f}"
        several = len({s.family for s in samples})
        link = f"[{source.title}]({source.address})"
        yield row([known.title, len(samples), several, span, link, source.licence])


def section(name: str) -> str:
    """The table of one cohort, the strongest figure first."""
    lines = [f"### {COHORTS[name].title}, {len(cohort(name))} networks\n", *grid(TITLES)]
    for found in sorted(across(name).values(), key=lambda found: -abs(found.rho.value)):
        estimates = (found.rho, found.tau, found.given)
        lines.append(row([found.figure, found.many, *map(told, estimates)]))
    return "\n".join([*lines, ""])


def inner() -> Iterator[str]:
    """The families of each cohort by themselves."""
    yield from grid(["cohort", "family", "networks", *INNER, "log2 C given parameters"])
    for name, known in COHORTS.items():
        for family, found in within(name).items():
            many = max(a.many for a in found.values())
            given = found["log2 C"].given if "log2 C" in found else None
            cells = [value(found.get(figure)) for figure in INNER]
            yield row([known.title, family, many, *cells, told(given)])


def value(found: Association | None) -> str:
    """A correlation without its interval."""
    return f"{found.rho.value:+.2f}" if found else ""


def told(found: Estimate | None) -> str:
    """An estimate, bold where its interval leaves 0 out."""
    return "" if found is None else f"**{found}**" if found.clear else str(found)


def grid(titles: Sequence[str]) -> list[str]:
    """The head of a table."""
    return [row(titles), row(["---"] * len(titles))]


def row(cells: Sequence[object]) -> str:
    """A line of a table."""
    return f"| {' | '.join(map(str, cells))} |"
