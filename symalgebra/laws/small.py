"""Small instances of a law, in the order of what it takes to write them: the first that fails is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, takewhile
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
SHAPES = [Shape(x) for x in ((1,), (2,), (1, 2), (2, 2), (1, 4), (2, 4), (2, 7), (1, 2, 3), (2, 4, 4))]
LAYERS: list[Layer] = [
    Id, Linear(1), Linear(2), ReLU(), Flatten(), Pad(1), Crop(1), BatchNorm(), MaxPool(2), AvgPool(2),
    Upsample(2), GlobalAvgPool(), Conv(1, 1), Conv(2, 1), Conv(1, 2), Conv(1, 3), Conv(1, 1, stride=2),
    Conv(1, 2, stride=2), Conv(1, 3, padding=1), Conv(2, 3, padding=1), Conv(2, 1, groups=2), MaxPool(3, 1),
    ConvTranspose(1, 1, stride=2), Id + Id, Id | Id, Id * Id,
    Pad(1) >> Crop(1),
]  # fmt: skip
TRIED = 3_000  # of the shortest instances
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
def _sampled(sorts: tuple[tuple[str, str], ...]) -> tuple[Instance, ...]:
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
    if not enumerable(law):
        return instance
    best, found = instance, [instance]
    while found:
        best = found[0]
        shorter = (one for one in _neighbours(law, best) if length(one) < length(best))
        found = list(islice((one for one in sorted(shorter, key=length) if not kept(one)), 1))
    shortest = takewhile(lambda one: length(one) < length(best), islice(_by_length(law), TRIED))
    return next((one for one in shortest if not kept(one)), best)


def _neighbours(law: Law, instance: Instance) -> Iterator[Instance]:
    """The instances that differ in one letter, or in x."""
    choices = {"x": SHAPES, **{name: list(_choices(sort)) for name, sort in law.sorts.items()}}
    for name, values in choices.items():
        for value in values:
            found = _typed(law, {**instance, name: value})
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


def _by_length(law: Law) -> Iterator[Instance]:
    """All small instances, the shortest first."""
    sorts = list(law.sorts.items())
    for characters in range(LONGEST):
        for x in SHAPES:
            yield from _rest({"x": x}, sorts, characters - len(str(x)))


def _rest(found: Instance, sorts: list[tuple[str, str]], characters: int) -> Iterator[Instance]:
    """The instances that go on from some letters with exactly so many characters."""
    if not sorts:
        if not characters:
            yield found
        return
    (name, sort), *others = sorts
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
    try:
        y = one.out(found[source])
    except SymalgebraError:
        return None
    first, beside = found.get(target), found.get(target.rstrip("'"))
    if (first is not None and y != first) or (beside is not None and y[1:] != beside[1:]):
        return None
    return {**found, name: one, target: y}
