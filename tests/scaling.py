"""How measures and bounds scale, as a page: python tests/scaling.py > docs/scaling.md

Nothing on the page is typed: classes, verdicts and witnesses are worked out by the package.
"""

from collections.abc import Iterator
from typing import Any

from symalgebra import crossover, macs
from symalgebra.bounds.growing import grows
from symalgebra.bounds.scaling import scaling
from symalgebra.cli.subjects import subject
from symalgebra.display.capacity import Asked, Capacity, capacity
from symalgebra.display.capacity.capacity import REGIONS
from symalgebra.display.capacity.markdown import orders, verdicts
from symalgebra.display.capacity.told import rate
from symalgebra.display.markdown import code, grid

CHAIN = "(Conv(c, k, padding='same') >> ReLU())**n >> GlobalAvgPool() >> Linear(1)"
EVEN = [f"n{stage} = n" for stage in range(1, 5)]
NETWORKS = [
    ("Dense network of n layers", "(Linear(w) >> ReLU())**n >> Linear(1)", ["w"], []),
    ("Convolutional chain of n layers", CHAIN, ["c", "r", "r"], ["r >= k"]),
    ("ResNet, n basic blocks in each stage", "resnet-basic", None, ["H = 32*q", *EVEN]),
    ("VGG", "vgg", None, ["H = 224*q"]),
    ("DenseNet", "densenet", None, ["H = 32*q", "k = 8*h"]),
]
WIDE = {  # where no layer is narrower than the input
    "resnet-basic": ["w >= 384"], "vgg": ["w >= 96"],
    "densenet": ["h >= 256", "n1 >= 6", "n2 >= 12", "n3 >= 24", "n4 >= 8"],
}  # fmt: skip
MEMBER = {"n": 4, "c": 16, "k": 3, "r": 9}  # of the convolutional chain
INTRODUCTION = """\
# Scaling exponents

<!-- Made by tests/scaling.py; a test compares the two. -->

The class Theta(...) of measures and of bounds on the VC dimension in each symbol, the others held fixed, and
whether a measure is at most the upper bound for all values of the symbols. Rows: parameters,
multiply-accumulates, the logarithms of layer complexity and intrinsic power, the best upper bound, lower
bounds that hold for the network, log2 of the number of linear regions where no minimum is open in it. `+`
marks a class that needs larger values of the other symbols; `open` is a class that the rules leave open. The
second table has the strongest relation that is proved when all symbols grow together (`o`: of lower order;
`incomparable`: neither is O of the other). Where layers may be narrower than the input, a third table has the
linear regions of those that are not. At the end, where two quantities cross. The entries are explained in
[bounds](bounds.md), the two metrics in [complexity](complexity.md).
"""


def page() -> str:
    """The whole page."""
    sections = (line for network in NETWORKS for line in section(*network))
    return "\n".join([INTRODUCTION, *sections, *crossings(), ""])


def section(title: str, what: str, entries: list[str] | None, where: list[str]) -> Iterator[str]:
    """One network: its orders, its verdicts."""
    found = capacity(subject(what, entries, (), where), Asked(), where)
    yield f"## {title}\n"
    facts = f", {code(', '.join(where))}" if where else ""
    read = code(str(found.subject.input))
    yield f"{code(what)} on {read}{facts}; bounds are about the sign of one output.\n"
    yield from orders(found)
    yield ""
    yield from grid(
        [("quantity", f"as all symbols tend to infinity, beside {found.best.id}"), *growths(found)]
    )
    yield ""
    yield from verdicts(found, explained=False)
    yield ""
    if what in WIDE:
        yield from grid([*regions(what, entries, [*where, *WIDE[what]])])
        yield ""


def regions(what: str, entries: list[str] | None, where: list[str]) -> Iterator[tuple[str, ...]]:
    """The classes of log2 of the number of regions, and its growth beside the best bound."""
    found = capacity(subject(what, entries, (), where), Asked(), where)
    bound = found.table[REGIONS]
    rates, growth = scaling(bound), grows(bound.formula, found.best, where=found.domain).relation
    wide = code(", ".join(WIDE[what]))
    yield f"order where {wide}", *rates, "all of them, beside " + found.best.id
    yield REGIONS, *(code(rate(one)) for one in rates.values()), growth


def crossings() -> Iterator[str]:
    """Where measures of the convolutional chain pass its best bound, one symbol after another."""
    chain = subject(CHAIN, ["c", "r", "r"], (), [])
    found = capacity(chain, Asked(), [])
    known = ", ".join(f"{name} = {value}" for name, value in MEMBER.items())
    yield f"## Where they cross\n\nThe convolutional chain at {code(known)}, one of the four changed.\n"
    pairs = {"macs": macs(chain.net, chain.input), REGIONS: found.table[REGIONS].formula}
    rows = ((name, *(crossing(f, found, by) for by in MEMBER)) for name, f in pairs.items())
    yield from grid([(f"at most {found.best.id}", *MEMBER), *rows])


def crossing(f: Any, found: Capacity, by: str) -> str:
    """The ranges of one symbol in which a formula is at most the best bound, or is not."""
    others = {name: value for name, value in MEMBER.items() if name != by}
    bound = found.best.formula
    known = ({name: value for name, value in others.items() if name in g.names} for g in (f, bound))
    sides = [g.subs(values) for g, values in zip((f, bound), known, strict=True)]
    return "; ".join(line.strip() for line in str(crossover(*sides, by=by)).splitlines()[1:])


def growths(found: Capacity) -> Iterator[tuple[str, str]]:
    """The growth of each measure and of each other bound beside the best one."""
    for one in found.rated:
        if one.formula is not None and one.name != found.best.id:
            yield one.name, grows(one.formula, found.best, where=found.domain).relation


if __name__ == "__main__":
    print(page(), end="")
