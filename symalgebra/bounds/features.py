"""The features that the last map of a network adds up, and the points that their combinations shatter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..formula import Size, formula, minimum, size
from ..leaves import Conv, Linear
from .parts import Part, endings
from .shattering import HANDED, Failure, bent, failure, plain


@dataclass(frozen=True)
class Features:
    """The last map, and the channels that its input has behind the last activation."""

    channels: Size
    biased: bool


def last_features(parts: Sequence[Part]) -> Features | Failure:
    """What the last map adds up: bent functions of a positive signal, each shifted by its own constant.

    A loop that may have no copies is taken both with its last one and without any.
    """
    return _least([_mapped(several) for several in endings(parts, _passed)])


def _least(cases: Sequence[Features | Failure]) -> Features | Failure:
    """What holds in every case: the fewest channels; open where some case fails and some does not."""
    failed = [case for case in cases if isinstance(case, Failure)]
    if failed:
        sure = len(failed) == len(cases) and all(case.certain for case in failed)
        return replace(failed[0], certain=sure)
    found = [case for case in cases if isinstance(case, Features)]
    return Features(minimum(*(f.channels for f in found)), all(f.biased for f in found))


def _mapped(several: tuple[Part, ...]) -> Features | Failure:
    """The features of a chain by its last map."""
    if several and several[-1].body:
        return Failure("it ends in a loop of perhaps no copies", certain=False)
    if not several or type(several[-1].leaf) not in (Conv, Linear) or not several[-1].can.mixes:
        return Failure("it ends in no convolution or linear map of all channels")
    last = several[-1].leaf
    return _least([_bent(before, last) for before in endings(several[:-1], _passed)])


def _bent(several: tuple[Part, ...], last: Any) -> Features | Failure:
    """The features of a chain by its last activation, before the last map."""
    if several and several[-1].body:
        return Failure(f"a loop of perhaps no copies comes before {last}", certain=False)
    if not several or not bent(several[-1]):
        return Failure(f"no ReLU, ReLU6, LeakyReLU or PReLU comes last before {last}")
    activation = several[-1]
    cases = endings(several[:-1], lambda part: type(part.leaf) in HANDED)
    return _least([_shifted(before, activation, last) for before in cases])


def _shifted(before: tuple[Part, ...], activation: Part, last: Any) -> Features | Failure:
    """The features where what the last activation reads is a positive signal with shifts."""
    if not before or not before[-1].can.shifts:
        return Failure(f"what the last {activation.leaf} reads has no bias")
    blocked = [part for part in before if not part.can.positive]
    if blocked:
        return failure(blocked[0], "is not known to hand on a positive signal")
    return Features(activation.x.channels, last.bias)


def _passed(part: Part) -> bool:
    """Whether a part behind what counts is plain and has no weights that mix."""
    return plain(part) and type(part.leaf) not in (Conv, Linear)


def features(found: Features) -> Size:
    """h + 1 for h channels before the last map, h where that has no bias (R).

    On inputs t*x, x > 0, the channels before the last activation are t*lam_c(p) - b_c for lam >= 0 of the
    weights 1 and biases b_1 < b_2 < ... of choice: each is bent first at a t_c of its own. So the features
    are linearly independent with the constant 1, and their combinations, the last map's, are a space of
    dimension h + 1, whose signs shatter h + 1 points. The layers before may share their weights.
    """
    return size(formula(found.channels) + int(found.biased))
