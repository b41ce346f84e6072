"""Checking algebras and leaves: what is sound passes, what is planted is found."""

from dataclasses import replace

import pytest
from hypothesis import strategies as st

from symalgebra import Leaf, laws
from symalgebra.algebra import COST, COUNTING, DEPTH, LONGEST, PATHS, WEIGHTS, Semiring
from symalgebra.errors import LawBroken, ShapeError, SymalgebraError
from symalgebra.formula import Formula, add, floordiv, formula, maximum, size
from symalgebra.leaves import KINDS, Unembedding
from symalgebra.measures.compression import ENDS
from symalgebra.measures.field import FIELD
from symalgebra.measures.transfer import TRANSFER
from symalgebra.shape import Window

EXAMPLES = 12
QUICK = ("Conv", "MaxPool", "BatchNorm", "Linear", "Upsample", "Attention")
LEAVES = [
    pytest.param(kind, id=kind.__name__, marks=() if kind.__name__ in QUICK else pytest.mark.slow)
    for kind in KINDS.values()
    if kind is not Unembedding
]


@pytest.mark.parametrize("kind", LEAVES)
def test_the_facts_of_our_leaves_fit_together(kind):
    assert laws.check_leaf(kind, EXAMPLES)


def test_a_leaf_that_borrows_its_weights():
    with pytest.raises(LawBroken, match="a weighted leaf has a weight for each input of an output"):
        laws.check_leaf(Unembedding, EXAMPLES)


class Gain(Leaf):
    def weights(self, x):
        return x.channels


class Blur(Leaf):
    kernel_size: int = 3

    def windows(self, x):
        return (Window(self.kernel_size, stride=2, left=1, right=1),) * x.rank


class Dense(Leaf):
    """Sound: a weighted leaf with its fan-in."""

    weighted = True
    width: int

    def channels(self, x):
        return self.width

    def fan_in(self, x):
        return x.channels

    def weights(self, x):
        return self.width * x.channels


class Maxout(Leaf):
    """The greatest of some linear maps, each with biases (Goodfellow et al. 2013)."""

    width: int
    maps: int
    weighted = nonlinear = True

    def channels(self, x):
        return self.width

    def fan_in(self, x):
        return x.channels

    def weights(self, x):
        return self.maps * self.width * (x.channels + 1)

    def macs(self, x, y):
        return self.maps * x.channels * y.numel


class Squeeze(Leaf):
    """Two layers with biases in one leaf."""

    hidden: int
    weighted = True

    def weights(self, x):
        return (2 * self.hidden + 1) * x.channels + self.hidden

    def macs(self, x, y):
        return 2 * self.hidden * y.numel

    def fan_in(self, x):
        return 1


@pytest.mark.parametrize("kind", [Gain, Blur, Dense, Maxout, Squeeze])
def test_a_sound_leaf(kind):
    found = laws.check_leaf(kind, EXAMPLES)
    assert found
    assert {f.status for f in found.findings} <= {"holds", "undefined"}
    assert found.of("equal arguments make equal leaves").examples == EXAMPLES


class Forgetful(Dense):
    """No leaf of this kind has weights."""

    def weights(self, x):
        return 0


class Narrow(Dense):
    """Its fan-in is left at 1, so that it has too few multiply-accumulates."""

    def fan_in(self, x):
        return 1


class Flat(Leaf):
    """A convolution whose author thought of images alone."""

    width: int
    kernel_size: int
    weighted = linear = True

    def channels(self, x):
        return self.width

    def windows(self, x):
        return (Window(self.kernel_size),) * x.rank

    def fan_in(self, x):
        return x.channels * self.kernel_size**2

    def weights(self, x):
        return self.width * self.fan_in(x)


class Idle(Dense):
    """No multiply-accumulate uses its weights."""

    def macs(self, x, y):
        return 0


class Strided(Leaf):
    """States a resolution and no windows: its receptive field is that of a pointwise layer."""

    def resolution(self, x):
        return tuple(floordiv(r + 1, 2) for r in x.resolution)


class Rounding(Leaf):
    """Another rule for symbols than for numbers."""

    def channels(self, x):
        return x.channels if isinstance(x.channels, Formula) else x.channels + 1


class Spread(Leaf):
    """Fan-in and fan-out do not count the same connections."""

    def fan_in(self, x):
        return 2

    def fan_out(self, x):
        return 3


class Free(Dense):
    """Fewer operations than twice the multiply-accumulates."""

    def flops(self, x, y):
        return self.macs(x, y)


class Owing(Leaf):
    def weights(self, x):
        return -1


class Halved(Leaf):
    def weights(self, x):
        return x.channels / 2


class Cut(Leaf):
    """Gives a resolution of 0 where it should refuse."""

    def resolution(self, x):
        return tuple(r - 1 for r in x.resolution)


class Wide(Dense):
    """Writes what it reads, whatever its width is."""

    def channels(self, x):
        return x.channels


class Sliding(Dense):
    """Its fan-in leaves out the kernel."""

    kernel_size: int = 3

    def windows(self, x):
        return (Window(self.kernel_size),) * x.rank

    def weights(self, x):
        return self.width * x.channels * self.kernel_size**x.rank


class Threshold(Leaf):
    """Compares sizes as numbers."""

    def channels(self, x):
        return x.channels if x.channels > 4 else 4


class Empty(Leaf):
    """Nothing is returned."""

    def channels(self, x):
        x.channels  # noqa: B018


class Picky(Leaf):
    def channels(self, x):
        raise ShapeError("no")


class Named(Leaf):
    """Refuses symbols."""

    def channels(self, x):
        if not all(isinstance(d, int) for d in x):
            raise ShapeError("numbers are expected")
        return x.channels


PLANTED = [
    (Forgetful, "a weighted leaf has a weight for each input of an output"),
    (Idle, "every weight of a weighted leaf is used"),
    (Narrow, "so it is where there is room for nothing more"),
    (Strided, "windows say the stride"),
    (Rounding, "the output commutes with substitution"),
    (Spread, "fan-in and fan-out count the same connections"),
    (Free, "a multiply-accumulate is two operations"),
    (Owing, "weights are counted"),
    (Halved, "weights are counted"),
    (Cut, "an input that is too small is refused"),
    (Wide, "so it is where there is room for nothing more"),
    (Flat, "an output reads no more than its window holds"),
    (Sliding, "so it is where there is room for nothing more"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "law"), PLANTED, ids=[kind.__name__ for kind, _ in PLANTED])
def test_a_wrong_leaf_is_found(kind, law):
    with pytest.raises(LawBroken) as caught:
        laws.check_leaf(kind, 30)
    assert f"{kind.__name__} breaks a law: {law}, " in str(caught.value)
    assert f"for f = {kind.__name__}(" in str(caught.value)


class Floored(Leaf):
    """Divides formulas as Python divides integers."""

    def resolution(self, x):
        return tuple(r // 2 for r in x.resolution)


@pytest.mark.parametrize(("kind", "message"), [
    (Named, "Named reads no shape with a symbol"),
    (Floored, "Floored has no shape of its output: TypeError"),
    (Threshold, "Threshold has no shape of its output: "),
    (Empty, r"Empty\(\) states the shape \(None, .*None is no exact value"),
    (Picky, "Picky refuses all arguments and shapes that were tried"),
])  # fmt: skip
def test_a_leaf_of_numbers_alone(kind, message):
    with pytest.raises(LawBroken, match=message):
        laws.check_leaf(kind, 30)


def test_what_is_no_leaf():
    with pytest.raises(SymalgebraError, match="check_leaf takes a kind of leaf"):
        laws.check_leaf(Gain())


@pytest.mark.parametrize(
    "algebra", [COST, WEIGHTS, PATHS, DEPTH, ENDS, FIELD, TRANSFER], ids=lambda a: a.name
)
def test_our_algebras(algebra):
    found = laws.check_algebra(algebra, examples=EXAMPLES)
    assert {f.status for f in found.findings if f.law.required} == {"proved"}


def test_what_distributes():
    """A path measure does; in a cost the shared tail would be paid twice."""
    statuses = [
        laws.check_algebra(a, examples=EXAMPLES).of("shared tail").status for a in (COST, PATHS, DEPTH)
    ]
    assert statuses == ["fails", "proved", "proved"]


@pytest.mark.parametrize("semiring", [COUNTING, LONGEST], ids=lambda s: s.name)
def test_our_semirings(semiring):
    """A star is proved for all gains where it exists for all."""
    found = laws.check_algebra(semiring, examples=EXAMPLES).findings
    assert {f.status for f in found if "star" not in f.law.equation} == {"proved"}
    stars = [f for f in found if "star" in f.law.equation]
    assert len(stars) == 4
    assert {f.status for f in stars} == {"proved" if semiring is COUNTING else "holds"}
    assert all(f.examples for f in stars)


BROKEN = [
    (COST.with_rules(sum=lambda values, outs: values[0]), "sum is commutative"),
    (COST.with_rules(series=lambda values: add(values) + 1), "the empty series is neutral before"),
    (COST.with_rules(concat=lambda values, outs: 2 * add(values)), "concat is associative"),
    (COST.with_rules(repeat=lambda value, index, count: value), "one copy more"),
    (COST.with_rules(repeat=lambda value, index, count: size((formula(count) + 1) * value)), "one copy"),
    (Semiring("costs", lambda *v: add(v), add, 0, 0), "shared tail"),
    (Semiring("counts", lambda *v: add(v), COUNTING.times, 1, 1), "zero is neutral"),
    (replace(COUNTING, star=lambda a: a), "one round more, before"),
    (replace(LONGEST, star=lambda a: maximum(0, a)), "one round more, after"),
]  # fmt: skip


@pytest.mark.parametrize(("algebra", "law"), BROKEN, ids=[law for _, law in BROKEN])
def test_a_wrong_algebra_is_found(algebra, law):
    with pytest.raises(LawBroken, match=law) as caught:
        laws.check_algebra(algebra, examples=EXAMPLES)
    assert " for a = " in str(caught.value)
    assert "object at" not in str(caught.value)


@pytest.mark.parametrize("rules", [
    {"sum": lambda values, outs: add(values) / 2},
    {"concat": lambda values, outs: max(values)},
])  # fmt: skip
def test_an_algebra_of_numbers_alone(rules):
    with pytest.raises(
        LawBroken, match=r"cost cannot join what it carries: .*maximum\(a, b\), not max\(a, b\)"
    ):
        laws.check_algebra(COST.with_rules(**rules), examples=EXAMPLES)


@pytest.mark.parametrize("raised", [ZeroDivisionError, KeyError, ValueError])
def test_an_algebra_that_raises(raised):
    def rule(values, outs):
        raise raised("it")

    with pytest.raises(LawBroken, match=f"cost cannot join what it carries: {raised.__name__}: '?it"):
        laws.check_algebra(COST.with_rules(sum=rule), examples=EXAMPLES)


@pytest.mark.parametrize(("rules", "witness"), [
    ({"sum": lambda values, outs: size(formula(values[0]) - values[1])}, "-1 and 1 for a = 1, b = 2"),
    ({"product": lambda values, outs: values[0]}, "1 and 2 for a = 1, b = 2"),
    ({"concat": lambda values, outs: size((formula(values[0]) + values[1]) / 2)},
     "5/4 and 3/2 for a = 1, b = 1, c = 2"),
    ({"series": lambda values: over(37, list(values))}, "39 and 38 for a = 38"),
])  # fmt: skip
def test_the_smallest_values_are_shown(rules, witness):
    with pytest.raises(LawBroken) as caught:
        laws.check_algebra(COST.with_rules(**rules))
    assert witness in map(str.strip, str(caught.value).splitlines())


def over(most, values):
    """A sum that is wrong where it is large."""
    found = add(values)
    return found + 1 if isinstance(found, int) and found > most else found


def test_values_of_ones_own():
    """Sets under union, in series and side by side."""
    union = Semiring(
        "names", lambda *v: frozenset().union(*v), lambda v: frozenset().union(*v), None, frozenset()
    )
    names = st.frozensets(st.sampled_from("abc"))
    assert {f.status for f in laws.check_algebra(union, names, EXAMPLES).findings} == {"holds"}


def test_what_is_no_algebra():
    with pytest.raises(SymalgebraError, match="check_algebra takes an Algebra or a Semiring, and 3 is none"):
        laws.check_algebra(3)
    with pytest.raises(SymalgebraError, match=r"values= takes a strategy of Hypothesis, .* not \[1, 2\]"):
        laws.check_algebra(COST, values=[1, 2])


@pytest.mark.parametrize("examples", [0, 10**9, "5"])
def test_a_number_of_examples_that_is_none(examples):
    for check in (lambda: laws.check_algebra(COST, None, examples), lambda: laws.check_leaf(Dense, examples)):
        with pytest.raises(SymalgebraError, match=f"examples={examples!r}: an integer from 1 to 10000"):
            check()
