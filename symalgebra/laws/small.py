"""Small instances of a law, in the order of what it takes to write them: the first that fails is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations, islice, product
from random import Random
from typing import Any

from ..errors import SymalgebraError
from ..layer import Id, Layer
from ..leaves import (
    AvgPool,
    BatchNorm,
    Conv,
    ConvTranspose,
    Crop,
    Flatten,
    GlobalAvgPool,
    Linear,
    MaxPool,
    Pad,
    ReLU,
    Upsample,
)  # fmt: skip
from ..shape import Shape
from .law import Law, arrow

Instance = dict[str, Any]
Sorts = tuple[tuple[str, str], ...]
SHAPES = [
    Shape(x) for x in ((1,), (2,), (1, 1), (1, 2), (2, 2), (1, 4), (2, 4), (2, 7), (1, 2, 3), (2, 4, 4))
]
LAYERS: list[Layer] = [
    Id, Linear(1), Linear(2), ReLU(), Flatten(), Pad(1), Crop(1), BatchNorm(), MaxPool(2), AvgPool(2),
    Upsample(2), GlobalAvgPool(), Conv(1, 1), Conv(2, 1), Conv(1, 2), Conv(1, 3), Conv(1, 1, stride=2),
    Conv(1, 2, stride=2), Conv(1, 3, padding=1), Conv(2, 3, padding=1), Conv(2, 1, groups=2), MaxPool(3, 1),
    ConvTranspose(1, 1, stride=2), Id + Id, Id | Id, Id * Id, Conv(1, 3, stride=2, padding=1),
    Pad(1) >> Crop(1), Crop(((1, 0),)) >> Pad(((0, 1),)), (Id | Linear(1)) >> Linear(1),
    Linear(1) >> Linear(2), Linear(3) >> Linear(2),
]  # fmt: skip
TRIED = 1_000  # of the shortest instances
LONGEST = 80  # characters of all letters together
SAMPLED = 400
BETWEEN = ("y", "z", "t")  # the shapes that follow from the letters
COUNTS = (0, 1, 2)


def enumerable(law: Law) -> bool:
    """Whether a law is about layers and counts alone."""
    return all(arrow(sort) or sort == "count" for sort in law.sorts.values())


def sampled(law: Law) -> tuple[Instance, ...]:
    """Small instances at random, the same for all laws on the same letters."""
    return _sampled(tuple(law.sorts.items())) if enumerable(law) else ()


@cache
def _sampled(sorts: Sorts) -> tuple[Instance, ...]:
    random = Random(0)
    return tuple(filter(None, (_random(random, dict(sorts)) for _ in range(SAMPLED))))


def _random(random: Random, sorts: Mapping[str, str]) -> Instance | None:
    """An instance, letter by letter among what fits; None where nothing does."""
    found: Instance | None = {"x": random.choice(SHAPES)}
    for name, sort in sorts.items():
        values = random.sample(_choices(sort), len(_choices(sort)))
        further = (_with(found, name, sort, one) for one in values if found)
        found = next((one for one in further if one), None)
    return found


@cache
def by_length() -> dict[int, list[Layer]]:
    """The layers by the length of their texts."""
    found: dict[int, list[Layer]] = {}
    for layer in LAYERS:
        found.setdefault(len(str(layer)), []).append(layer)
    return dict(sorted(found.items()))


def length(instance: Mapping[str, Any]) -> tuple[int, str]:
    """The characters that it takes to write an instance down, and which they are."""
    text = "".join(str(value) for name, value in instance.items() if name.rstrip("'") not in BETWEEN)
    return len(text), text


def shrunk(law: Law, instance: Instance, kept: Callable[[Instance], bool]) -> Instance:
    """A shorter instance on which a law is not kept either, if there is one, of one length the first."""
    best, found = instance, [instance]
    while found:
        best = found[0]
        shorter = (one for one in _neighbours(law, best) if length(one) < length(best))
        found = list(islice((one for one in sorted(shorter, key=length) if not kept(one)), 1))
    if any(arrow(sort) and best[name] not in LAYERS for name, sort in law.sorts.items()):
        several = sorted(_neighbours(law, best, 2), key=length)
        best = next((one for one in several if not kept(one)), best)
    return best


def shortest(law: Law) -> tuple[Instance, ...]:
    """The shortest of all small instances; none for a law about more than layers and counts."""
    return _shortest(tuple(law.sorts.items())) if enumerable(law) else ()


@cache
def _shortest(sorts: Sorts) -> tuple[Instance, ...]:
    return tuple(islice(_by_length(sorts), TRIED))


def _neighbours(law: Law, instance: Instance, number: int = 1) -> Iterator[Instance]:
    """The instances that differ in so many letters, x among them."""
    choices = {"x": SHAPES, **{name: _choices(sort) for name, sort in law.sorts.items()}}
    for names in combinations(choices, number):
        for values in product(*(choices[name] for name in names)):
            found = _typed(law, {**instance, **dict(zip(names, values, strict=True))})
            if found:
                yield found


def _typed(law: Law, instance: Instance) -> Instance | None:
    """The instance with its shapes in between found again; None where the letters do not fit."""
    found: Instance | None = {"x": instance["x"]}
    for name, sort in law.sorts.items():
        found = found and _with(found, name, sort, instance[name])
    return found


def _choices(sort: str) -> Sequence[Any]:
    return LAYERS if arrow(sort) else COUNTS


def _by_length(sorts: Sorts) -> Iterator[Instance]:
    """All small instances, the shortest first."""
    for characters in range(LONGEST):
        for x in SHAPES:
            yield from _rest({"x": x}, sorts, characters - len(str(x)))


def _rest(found: Instance, sorts: Sorts, characters: int) -> Iterator[Instance]:
    """The instances that go on from some letters with exactly so many characters."""
    if not sorts:
        if not characters:
            yield found
        return
    (name, sort), others = sorts[0], sorts[1:]
    for size, values in _values(sort):
        if size <= characters - 2 * len(others):
            for one in values:
                further = _with(found, name, sort, one)
                if further is not None:
                    yield from _rest(further, others, characters - size)


def _values(sort: str) -> Iterator[tuple[int, list[Any]]]:
    """What a letter may be, by length."""
    return iter(by_length().items()) if arrow(sort) else iter([(1, list(COUNTS))])


def _with(found: Instance, name: str, sort: str, one: Any) -> Instance | None:
    """The instance with one more letter, None where it does not fit."""
    pair = arrow(sort)
    if not pair or "*" in pair:
        return {**found, name: one}
    source, target = pair
    y = _written(one, found[source])
    if y is None:
        return None
    first, beside = found.get(target), found.get(target.rstrip("'"))
    if (first is not None and y != first) or (beside is not None and y[1:] != beside[1:]):
        return None
    return {**found, name: one, target: y}


@lru_cache(1 << 14)
def _written(layer: Layer, x: Shape) -> Shape | None:
    """The shape that a layer writes, None where it cannot read x: few layers meet few shapes."""
    try:
        return layer.out(x)
    except SymalgebraError:
        return None
