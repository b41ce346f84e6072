"""The laws of measures: they hold where they must, and those that are false are found false."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from symalgebra import Conv, Measure, dims, laws, macs, measure, params, receptive_field
from symalgebra.algebra import COST, COUNTING, DEPTH, LONGEST
from symalgebra.errors import LawBroken, ParseError, SymalgebraError
from symalgebra.formula import formula, maximum
from symalgebra.laws.algebras import ALGEBRA, STAR, of_algebras
from symalgebra.laws.drawing import instances
from symalgebra.laws.families import LAWS
from symalgebra.laws.meaning import NAMED
from symalgebra.laws.relating import related
from symalgebra.laws.small import sampled

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = 8
REQUIRED = [law for law in LAWS if law.required]
BY_NAME = {law.name: law for law in LAWS}
MEASURES = NAMED


QUICK = ("params", "depth", "receptive_field", "layer_complexity")


def marked(name, quick):
    return pytest.param(name, id=name, marks=() if quick else pytest.mark.slow)


@pytest.mark.parametrize("name", [marked(name, name in QUICK) for name in MEASURES])
def test_every_measure_satisfies_what_it_must(name):
    measure = MEASURES[name]
    found = laws.check(measure, EXAMPLES, REQUIRED)
    assert [f for f in found.findings if f.status not in ("proved", "holds", "undefined")] == []
    defined = [f.law.name for f in found.findings if f.status != "undefined"]
    assert {"series is associative", "series", "one copy more", "substitution"} <= set(defined)


# What is false, with the direction where it is an inequality. A strategy that does not reach a
# counterexample would print a law that is none.
FALSE = [
    ("series distributes, shared tail", "<=", "params buffers macs activations units bottleneck"),
    ("series distributes, shared tail", "fails", "flops"),
    ("series distributes, shared head", "<=", "params buffers macs flops activations units bottleneck"),
    ("series commutes", "fails", "receptive_field layer_complexity"),
    ("series commutes", "fails", "macs params flops activations units buffers"),
    ("series commutes", "fails", "effective_padding intrinsic_power log2_layer_complexity compression"),
    ("series commutes", "fails", "memory_equivalent_capacity baldi_vershynin_capacity bottleneck"),
    ("sum is idempotent", ">=", "params macs flops paths layer_complexity intrinsic_power"),
    ("shared tail, concat", "<=", "params bottleneck"),
    ("interchange", "<=", "receptive_field depth paths layer_complexity intrinsic_power"),
    ("interchange", "fails", "bottleneck"),
    ("sum is idempotent", ">=", "bottleneck"),
    ("series commutes, shapes kept", "fails", "receptive_field memory_equivalent_capacity"),
    ("series commutes, shapes kept", "fails", "effective_padding baldi_vershynin_capacity"),
    ("one copy more is no less", "fails", "bottleneck effective_padding"),
    ("interchange, concat", "<=", "params macs depth paths layer_complexity"),
    ("interchange, concat", "fails", "intrinsic_power"),
    ("a part in series is no more", "fails", "layer_complexity intrinsic_power compression bottleneck"),
    ("monotone in the resolution", "fails", "layer_complexity log2_layer_complexity"),
    ("series adds", "fails", "receptive_field paths layer_complexity"),
    ("series multiplies", "fails", "params depth receptive_field"),
]  # fmt: skip
TRUE = [
    ("series adds", "params macs flops depth log2_layer_complexity log2_intrinsic_power compression"),
    ("series multiplies", "paths layer_complexity intrinsic_power effective_stride"),
    ("series commutes, shapes kept", "params macs paths depth layer_complexity"),
    ("series commutes", "depth paths effective_stride"),
    ("series distributes, shared tail", "depth paths receptive_field layer_complexity intrinsic_power"),
    ("interchange", "params macs activations"),
]  # fmt: skip
ENTRIES = [
    pytest.param(name, status, m, id=f"{name}-{m}", marks=() if place < 2 else pytest.mark.slow)
    for name, status, several in FALSE
    for place, m in enumerate(several.split())
]


@pytest.mark.parametrize(("name", "status", "of"), ENTRIES)
def test_what_is_false_is_found_false(name, status, of):
    found = laws.table([MEASURES[of]], EXAMPLES, [BY_NAME[name]]).of(name)
    assert found.status == status
    assert found.witness.relation != "="


@pytest.mark.parametrize(("name", "several"), TRUE)
def test_what_is_true_is_not_refuted(name, several):
    found = laws.table([MEASURES[of] for of in several.split()], EXAMPLES, [BY_NAME[name]])
    assert {f.status for f in found.findings} <= {"proved", "holds"}


def test_a_witness_is_the_smallest_and_is_written_as_a_user_writes_it():
    found = laws.table([params, receptive_field], EXAMPLES, [BY_NAME["series commutes"]])
    assert [str(f.witness) for f in found.findings] == [
        "3 and 2 for x = (1,), f = Id | Id, g = Linear(1)",
        "2 and 1 for x = (1, 2), f = AvgPool(2), g = Upsample(2)",
    ]


def test_a_witness_has_no_part_that_it_does_not_need():
    """Of networks with symbols too: what is a number early and a symbol late."""

    @measure(COST)
    def letters(leaf, x, y):
        return len(str(leaf))

    with pytest.raises(LawBroken) as caught:
        laws.check(letters, examples=10, laws=[law for law in LAWS if "[s]" in law.equation])
    assert str(caught.value).count("for loop = Linear(2*w), x = (2*w,)") == 1
    assert str(caught.value).count("for net = Linear(2*w), x = (10,), s = {'w': 5}") == 1


def test_proofs_are_of_arbitrary_values():
    """What is proved on letters is proved for every measure on the algebra: also for one with odd values."""
    found = laws.table([MEASURES["depth"], MEASURES["macs"]], EXAMPLES, [BY_NAME["interchange"]])
    assert [(f.status, bool(f.proof)) for f in found.findings] == [("<=", True), ("proved", True)]
    tail = laws.table([MEASURES["depth"]], EXAMPLES, [BY_NAME["series distributes, shared tail"]])
    assert tail.findings[0].proof == "a certificate on letters"


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_instances_reach_what_can_fail(law):
    drawn = [*instances(law, EXAMPLES), *sampled(law)]
    texts = " ".join(map(str, drawn))
    arrows = [sort for sort in law.sorts.values() if "->" in sort]
    assert not arrows or {len(d["x"]) for d in drawn} >= {1, 2, 3}
    assert all(sort == "x -> x" for sort in arrows) or {"stride=2", "Pad(1)", "Linear(2)"} <= {
        word for word in ("stride=2", "Pad(1)", "Linear(2)") if word in texts
    }  # fmt: skip


# Measures that break a law, each by one rule of its algebra.
def broken(**rules):
    return Measure(params.rule, COST.with_rules(name="broken", **rules))


BROKEN = [
    ("sum is commutative", broken(sum=lambda values, outs: values[0])),
    ("sum is associative", broken(sum=lambda values, outs: 2 * sum(values))),
    ("sum", broken(sum=lambda values, outs: sum(values) + 1)),
    ("product is associative", broken(product=lambda values, outs: 2 * sum(values))),
    ("concat is associative", broken(concat=lambda values, outs: 2 * sum(values))),
    ("the identity is neutral on the left", broken(series=lambda values: sum(values) + 1)),
    ("one copy more", broken(repeat=lambda value, index, count: value)),
    ("a loop is its copies", broken(repeat=lambda value, index, count: count)),
    ("substitution", Measure(lambda leaf, x, y: len(str(x)), COST)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "of"), BROKEN, ids=[name for name, _ in BROKEN])
def test_a_measure_that_breaks_a_law(name, of):
    of.__name__ = "mine"
    with pytest.raises(LawBroken, match="mine breaks a law") as caught:
        laws.check(of, EXAMPLES, [BY_NAME[name]])
    assert BY_NAME[name].equation in str(caught.value)


def test_a_measure_of_ones_own():
    @measure(DEPTH)
    def kernels(leaf, x, y):
        """The widest kernel, on the longest way."""
        return getattr(leaf, "kernel_size", 0) if isinstance(leaf, Conv) else 0

    # Kernels that differ by dimension are tuples, which this measure does not add: not one law is defined
    # on them, and no law is broken.
    found = laws.table([kernels], EXAMPLES, [BY_NAME["series is associative"]])
    assert found.of("series is associative").proof
    assert bool(found)


def test_a_law_of_ones_own():
    law = laws.Law("series doubles", "m(f >> f, x) = 2*m(f, x)", "f: x -> x")
    assert [f.status for f in laws.table([macs, MEASURES["paths"]], EXAMPLES, [law]).findings] == [
        "proved", "fails",
    ]  # fmt: skip


@pytest.mark.parametrize(("equation", "message"), [
    ("f >> g", "no law"),
    ("f >> (g = f", "no side of a law"),
    ("f >> h = f", "h has no meaning here"),
    ("f >> [g] = f", r"\[g\] has no meaning in a law"),
    ("f.__class__ = f", "has no meaning in a law"),
])  # fmt: skip
def test_an_equation_that_cannot_be_read(equation, message):
    with pytest.raises(ParseError, match=message):
        laws.table([params], 2, [laws.Law("", equation, "f, g: x -> y")])


def test_bad_arguments():
    with pytest.raises(SymalgebraError, match="laws are checked on measures, and 3 is none"):
        laws.table([3])
    with pytest.raises(SymalgebraError, match="examples=0"):
        laws.check(params, examples=0)


def test_relations():
    n = dims("n")
    log = formula(3) ** 0 * MEASURES["log2_layer_complexity"](Conv(3, 1), (1, 4))
    assert [related(a, b) for a, b in [
        (1, 1), (1, 2), (2, 1), ((1, 2), (1, 3)), ((1, 3), 2), ((2, 2), 2), (log, 1), (log, 2), (1, log),
        ((1,), "a"), (formula(n), 2), (maximum(2, 3), 3),
    ]] == ["=", "<", ">", "<", "!=", "=", ">", "<", "<", "!=", "!=", "="]  # fmt: skip


def test_a_table_is_printed_and_asked():
    found = laws.table([params, macs], 4, [BY_NAME["sum is idempotent"], BY_NAME["series"]])
    assert found.measures == ("params", "macs")
    assert str(found).splitlines()[:2] == [
        "what tells measures apart", "  sum is idempotent: f + f = f    f: x -> y",
    ]  # fmt: skip
    assert bool(found)
    wrong = replace(
        found.of("series", "macs"), status="fails", witness=found.of("sum is idempotent", "macs").witness
    )
    assert not replace(found, findings=(wrong,))
    assert "BROKEN, fails: macs, " in str(replace(found, findings=(wrong,)))


def test_a_broken_law_is_no_success(run, monkeypatch):
    wrong = Measure(macs.rule, COST.with_rules(sum=lambda values, outs: sum(values) + 1))
    monkeypatch.setitem(NAMED, "macs", wrong)
    status, text, _ = run("laws", "--measure", "macs", "--examples", "2")
    assert status == 1
    assert "BROKEN, " in text


def test_the_table_has_the_laws_of_our_algebras():
    found = list(of_algebras(8))
    assert {f.law.family for f in found} >= {"a semiring with zero", ALGEBRA[0].family, STAR[0].family}
    assert not [f for f in found if f.broken]
    assert {f.measure for f in found if f.law == STAR[0]} == {COUNTING.name, LONGEST.name}


PAGE = (ROOT / "docs" / "laws.md").read_text(encoding="utf-8")


@pytest.mark.nightly
def test_the_page_is_what_the_command_prints(run):
    assert run("laws", "--format", "markdown")[:2] == (0, PAGE)


@pytest.mark.slow
def test_the_page_says_of_a_measure_what_the_command_does(run):
    status, page, _ = run("laws", "--measure", "depth", "--format", "markdown")
    assert status == 0
    found = findings(page, "depth")
    assert len(found) > 20
    assert found == {law: word for law, word in findings(PAGE, "depth").items() if law in found}


def findings(page, measure):
    """The equation of each law, with what a page says of a measure under it: proved, holds, fails, ..."""
    found = {}
    for head, _, rest in (part.partition("\n") for part in page.split("\n**")[1:]):
        lines = [line for line in rest.splitlines() if re.search(rf"\b{measure}\b", line)]
        if lines:
            found[head.split("`")[1]] = re.split(" on |:|,", lines[0])[0]
    return found


def test_the_command(run):
    status, text, _ = run("laws", "--measure", "units", "--examples", "2")
    assert status == 0
    assert "  sum is idempotent: f + f = f    f: x -> y\n" in text
    assert "    left >= right, proved: units, 2 and 1 for x = (1,), f = ReLU()\n" in text


def test_a_measure_that_is_named_twice_is_shown_once(run):
    assert "params, params" not in run("laws", "--measure", "params,params", "--examples", "1")[1]


@pytest.mark.parametrize(("arguments", "message"), [
    (("--measure", "parms"), "no measure 'parms' has laws, did you mean 'params'?"),
    (("--measure", "domain"), "no measure 'domain' has laws"),
    (("--examples", "0"), "'0' is no integer of at least 1"),
    (("--examples", "99999"), "examples=99999: an integer from 1 to 10000 is expected"),
    (("--format", "html"), "invalid choice: 'html'"),
])  # fmt: skip
def test_bad_input(run, arguments, message):
    status, _, error = run("laws", *arguments)
    assert status == 2
    assert message in error
    assert len(error.splitlines()) == 1
