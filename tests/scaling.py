"""How measures and bounds scale, as a page: python tests/scaling.py > docs/scaling.md

Nothing on the page is typed: classes, verdicts and witnesses are worked out by the package.
"""

from collections.abc import Iterator

from symalgebra.bounds.growing import grows
from symalgebra.cli.subjects import subject
from symalgebra.display.capacity import Asked, Capacity, capacity
from symalgebra.display.capacity.markdown import orders, verdicts
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
INTRODUCTION = """\
# Scaling exponents

<!-- Made by tests/scaling.py; a test compares the two. -->

The class Theta(...) of measures and of bounds on the VC dimension in each symbol, the others held fixed, and
whether a measure is at most the upper bound for all values of the symbols. Rows: parameters,
multiply-accumulates, the logarithms of layer complexity and intrinsic power, the best upper bound, lower
bounds that hold for the network, log2 of the number of linear regions where no minimum is open in it. `+`
marks a class that needs larger values of the other symbols; `open` is a class that the rules leave open. The
second table has the strongest relation that is proved when all symbols grow together (`o`: of lower order;
`incomparable`: neither is O of the other). The entries are explained in [bounds](bounds.md), the two metrics
in [complexity](complexity.md).
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(line for network in NETWORKS for line in section(*network))])


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


def growths(found: Capacity) -> Iterator[tuple[str, str]]:
    """The growth of each measure and of each other bound beside the best one."""
    for one in found.rated:
        if one.formula is not None and one.name != found.best.id:
            yield one.name, grows(one.formula, found.best, where=found.domain).relation


if __name__ == "__main__":
    print(page(), end="")
