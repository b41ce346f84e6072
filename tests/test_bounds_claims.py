"""What each entry of the catalogue claims, as a table; each assumption, where it holds and where it fails."""

import pytest

from symalgebra import bounds, parse

# Direction, quantity, quantifier; with shared weights, with skips; provenance

CLAIMS = """
    vc.master            upper vc      forall_arch      yes yes R
    vc.linear            upper vc      forall_arch      yes yes MR
    vc.threshold.bh89    upper vc      forall_arch      yes yes MR
    vc.threshold.ab6_1   upper vc      forall_arch      yes yes MR
    vc.bhlm19            upper vc      forall_arch      yes yes MR
    vc.colt17            upper vc      forall_arch      no  yes PR
    vc.units17           upper vc      forall_arch      yes yes PR
    vc.telgarsky16       upper vc      forall_arch      yes yes PR
    vc.gcnn25            upper vc      forall_arch      yes no  PR
    vc.bmm98             upper vc      forall_arch      yes yes MR
    vc.ab8_8             upper vc      forall_arch      yes yes MR
    vc.gj95.steps        upper vc      forall_arch      yes yes S
    vc.km97              upper vc      forall_arch      yes yes MR
    vc.exp_steps         upper vc      forall_arch      yes yes M
    vc.finite            upper vc      forall_arch      yes yes R
    vc.transformer26     upper vc      forall_arch      yes yes A
    vc.softmax24         upper vc      forall_arch      yes yes A
    vc.gnn25             upper vc      forall_arch      yes yes S
    vc.derivatives23     upper vc      forall_arch      yes yes A
    lb.rank              lower vc      forall_arch      yes yes R
    lb.slabs             lower vc      forall_arch      yes yes MR
    lb.resolution        lower vc      forall_arch      yes yes R
    lb.memorise19        lower pseudo  forall_arch      yes yes M
    lb.bhlm19            lower vc      exists_arch      yes yes P
    lb.bmm98             lower vc      exists_arch      yes yes M
    lb.maass94           lower vc      exists_arch      yes yes P
    lb.sakurai93         lower vc      exists_arch      yes yes M
    lb.ks97              lower vc      exists_arch      yes yes P
    lr.zaslavsky         exact regions max_over_weights no  no  PR
    lr.2N                upper regions max_over_weights no  no  P
    lr.montufar17        upper regions max_over_weights no  no  P
    lr.serra18           upper regions max_over_weights no  no  P
    lr.serra18.n0_1      exact regions max_over_weights no  no  PR
    lr.pascanu13         lower regions max_over_weights no  no  M
    lr.montufar14        lower regions max_over_weights no  no  P
    lr.serra18.folds     lower regions max_over_weights no  no  P
    lr.arora18           lower regions max_over_weights no  no  P
    lr.serra18.zonotopes lower regions max_over_weights no  no  P
    lr.mincut            upper regions max_over_weights yes yes R
    lr.mincut.closed     upper regions max_over_weights yes yes R
    lr.xiong20           exact regions max_over_weights yes no  SR
    lr.xiong20.above     upper regions max_over_weights yes no  S
    lr.xiong20.below     lower regions max_over_weights yes no  S
"""
ACTIVATIONS = {
    "vc.master": "piecewise polynomial", "vc.linear": "none", "vc.threshold": "linear thresholds",
    "vc.bhlm19": "one breakpoint", "vc.colt17": "piecewise linear", "vc.units17": "piecewise linear",
    "vc.telgarsky16": "piecewise linear", "vc.gcnn25": "ReLU", "vc.bmm98": "piecewise polynomial",
    "vc.ab8_8": "piecewise polynomial", "vc.gj95": "sums, products, quotients, comparisons",
    "vc.km97": "standard sigmoid", "vc.exp_steps": "programs with exponentials", "vc.finite": "any",
    "lb.rank": "ReLU", "lb.slabs": "ReLU", "lb.resolution": "ReLU", "lb.memorise19": "ReLU",
    "lb.bhlm19": "ReLU", "lb.bmm98": "limits 0 and 1", "lb.maass94": "linear thresholds",
    "lb.sakurai93": "linear thresholds", "lb.ks97": "sigmoid-like", "lr.mincut": "piecewise linear",
    "lr.": "one breakpoint",
}  # fmt: skip


def test_what_entries_claim():
    lines = [line.split() for line in CLAIMS.strip().splitlines()]
    entries = {entry.id: entry for entry in bounds.CATALOGUE}
    assert [line[0] for line in sorted(lines)] == sorted(entries)
    for id, direction, quantity, quantifier, sharing, skips, provenance in lines:
        e = entries[id]
        said = (e.direction, e.quantity, e.quantifier, e.sharing, e.skips, e.provenance)
        yes = {"yes": True, "no": False}
        assert said == (direction, quantity, quantifier, yes[sharing], yes[skips], provenance), id


def test_for_which_activations():
    told = [entry for entry in bounds.CATALOGUE if entry.assumptions or entry.id.startswith("lb.")]
    assert len(told) == 38
    for entry in told:
        word = next(text for start, text in ACTIVATIONS.items() if entry.id.startswith(start))
        assert entry.activation.startswith(word), entry.id


# Each assumption where it holds, and where it fails

SKIP = "Linear(2) >> ReLU() >> Id + (Linear(2) >> ReLU()) >> Linear(1)"
PLAIN = "Linear(3) >> Linear(1)"
ONE, TWO = "Linear(4) >> ReLU() >> Linear(1)", "Linear(4) >> ReLU() >> Linear(4) >> ReLU() >> Linear(1)"
GATE = "Linear(2) * (Linear(2) >> ReLU()) >> Linear(1)"
ASSUMED = {
    "the sign of one output": ([(ONE, 2)], []),
    "no layer bends or multiplies": ([(PLAIN, 2)], [(ONE, 2), ("Linear(2) * Linear(2)", 2)]),
    "piecewise polynomial": ([(GATE, 2), (SKIP, 2), ("Linear(2) >> HardSwish()", 2)], [("Tanh()", 2)]),
    "piecewise linear, without gates": ([(SKIP, 2)], [(GATE, 2), ("HardSwish() >> Linear(1)", 2)]),
    "piecewise polynomial activations, without gates": (
        [("Linear(2) >> HardSwish() >> Linear(1)", 2)], [(GATE, 2), ("Linear(2) >> SiLU() >> Linear(1)", 2)],
    ),
    "weights and activations take turns": ([(TWO, 2), (SKIP, 2)], [(PLAIN, 2)]),
    "no max-pool": ([(ONE, 2)], [("Conv(2, 1) >> ReLU() >> MaxPool(2)", (1, 4))]),
    "all units are linear thresholds": (
        [("Linear(3) >> Heaviside() >> Linear(1)", 2)],
        [(ONE, 2), ("Linear(3) >> Linear(2) >> Heaviside() >> Linear(1)", 2), ("Tanh()", 2)],
    ),
    "at least two units": ([("Linear(1) >> Heaviside() >> Linear(1)", 2)], [("Linear(1)", 2)]),
    "more than two units": ([(ONE.replace("4", "2"), 2)], [(ONE.replace("4", "1"), 2)]),
    "no more units than parameters": (
        [(ONE, 2), ("Conv(2, 2) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 5))],
        [("Conv(2, 2) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 6))],
    ),
    "dense layers of vectors": (
        [(TWO, 2), ("Dropout() >> " + ONE, 2)], [(ONE, (2, 3)), ("Linear(3) >> BatchNorm() >> ReLU()", 2)],
    ),
    "activations of one breakpoint": ([(ONE, 2), ("PReLU()", 2)], [("Linear(3) >> ReLU6()", 2)]),
    "all units are standard sigmoids": (
        [("Linear(3) >> Sigmoid() >> Linear(1)", 2)], [(ONE, 2), ("Linear(1)", 2), ("HardSigmoid()", 2)],
    ),
    "a program of sums, products, quotients and comparisons": (
        [(ONE, 2), (GATE, 2), ("HardSwish()", 2)], [("Sigmoid()", 2), ("GELU()", 2), ("LayerNorm()", 2)],
    ),
    "a program of these and exponentials": ([("Softmax()", 2), ("Sigmoid()", 2)], [("GELU()", 2)]),
    "some function is exponential": ([("Tanh() >> Linear(1)", 2)], [(ONE, 2)]),
    "convolutions that keep the resolution, with ReLU, then a global mean": (
        [("Conv(2, 3, padding=1) >> ReLU() >> GlobalAvgPool()", (1, 5))],
        [("Conv(2, 3) >> ReLU() >> GlobalAvgPool()", (1, 5)), ("Conv(2, 1) >> ReLU()", (1, 5)),
         ("Conv(2, 1, stride=2) >> ReLU() >> GlobalAvgPool()", (1, 1)),
         ("Conv(2, 1) >> LeakyReLU() >> GlobalAvgPool()", (1, 5)), (ONE, 2)],
    ),
    "the first layer is free, and its sums reach the output": (
        [(ONE, 2), (TWO, 2)],
        [(ONE.replace("4", "4, bias=False"), 2), (ONE.replace("1", "1, bias=False"), 2),
         (ONE.replace("ReLU", "Tanh"), 2), ("Linear(4) >> LeakyReLU(1) >> Linear(1)", 2)],
    ),
    "the first layer can read its inputs one by one": (
        [(ONE, 2), ("Conv(4, 3, padding=1) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 5))],
        [("Conv(4, 1, padding=1) >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 5))],
    ),
    "the last map adds up bent functions, each shifted by its own constant": (
        [(ONE, 2), ("Conv(4, 1) >> BatchNorm() >> ReLU() >> GlobalAvgPool() >> Linear(1)", (1, 5))],
        [("Linear(4, bias=False) >> ReLU() >> Linear(1)", 2), ("Linear(1)", 2), (ONE + " >> ReLU()", 2)],
    ),
    "two hidden dense layers of ReLU with biases": (
        [(TWO, 2)], [(ONE, 2), (TWO.replace("ReLU", "LeakyReLU"), 2), (TWO.replace("4", "4, bias=False"), 2)],
    ),
    "a dense network without skips, of activations of one breakpoint": (
        [(TWO, 2), ("Linear(2) >> PReLU() >> Linear(1)", 2)],
        [(SKIP, 2), ("Linear(2) >> ReLU6() >> Linear(1)", 2), (ONE, (2, 3)), ("ReLU() >> Linear(1)", 2)],
    ),
    "one hidden layer": ([(ONE, 2)], [(TWO, 2)]),
    "ReLU, and biases everywhere": (
        [(TWO, 2)], [(TWO.replace("ReLU", "LeakyReLU"), 2), (TWO.replace("4", "4, bias=False"), 2)],
    ),
    "one input": ([(ONE, 1)], [(ONE, 2)]),
    "no hidden layer is narrower than the input": ([(TWO, 4)], [(TWO, 5)]),
    "every hidden layer is at least 3*n0 wide": ([(TWO.replace("4", "6"), 2)], [(TWO.replace("4", "5"), 2)]),
    "every hidden layer is at least 3 wide": ([(TWO.replace("4", "3"), 1)], [(TWO.replace("4", "2"), 1)]),
    "piecewise linear": (
        [(SKIP, 2), ("Linear(2) >> ReLU() >> Linear(3)", 2), ("MaxPool(2)", (1, 4))],
        [(GATE, 2), ("HardSwish()", 2), ("Linear(2) >> Tanh()", 2)],
    ),
    "convolutions and activations of one breakpoint in turn, without pools before the last of them": (
        [("Conv(2, 2) >> ReLU() >> Conv(2, 2) >> PReLU() >> GlobalAvgPool()", (1, 5))],
        [("Conv(2, 2) >> ReLU() >> AvgPool(2) >> Conv(2, 2) >> ReLU()", (1, 9)), (ONE, 2),
         ("Conv(2, 2) >> ReLU6()", (1, 5)), ("Conv(2, 2, groups=2) >> ReLU()", (2, 5))],
    ),
    "one convolution": (
        [("Conv(2, 2) >> ReLU() >> GlobalAvgPool()", (1, 5))],
        [("(Conv(2, 2) >> ReLU())**2", (1, 5)), ("Conv(2, 2, bias=False) >> ReLU()", (1, 5))],
    ),
}  # fmt: skip
ASSUMPTIONS = {a.name: a for entry in bounds.CATALOGUE for a in entry.assumptions}


@pytest.mark.parametrize("name", [*ASSUMPTIONS])
def test_each_assumption(name):
    """On a vector where the input is a number."""
    for verdict, several in zip((True, False), ASSUMED[name], strict=True):
        for text, x in several:
            network = bounds.Network(parse(text), x if isinstance(x, tuple) else (x,))
            check = ASSUMPTIONS[name].on(network)
            assert check.holds is verdict, (text, str(check))
            assert check.text


def test_the_sign_of_one_output():
    network = bounds.Network(parse("Linear(3) >> ReLU() >> Linear(5)"), (2,), outputs=5)
    check = ASSUMPTIONS["the sign of one output"].on(network)
    assert (check.holds, check.text) == (False, "argmax of 5 outputs")
