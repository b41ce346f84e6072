"""Summaries of the master theorem against the stages that they sum up, and loops against their copies."""

from dataclasses import astuple, fields
from functools import reduce
from math import e, log2

import pytest

from symalgebra import Linear, ReLU
from symalgebra.bounds.theorem.implicit import greatest, master_implicit, rest
from symalgebra.bounds.theorem.stages import Stage, Stages
from symalgebra.bounds.theorem.summary import Summary
from symalgebra.formula import formula, index_over, size, substitute, symbol

n, z = formula(symbol("n")), formula(symbol("z", 0))
index = index_over(n)
i = index.formula()


def series(*values):
    return reduce(lambda a, b: a.then(b), values)


def threshold(kind):
    return kind.stage(size(i + 2), 0)


def piece(kind):
    return kind.stage(size(2 * i + 3), 1)


def pool(kind):
    return kind.stage(size(i + 7), 1, pool=True)


def weights(kind):
    return kind.linear(size(3 * i + 4))


def folded(kind):
    return kind.linear(2, degree=0)


BODIES = {
    "weights": [weights, piece],
    "no weights": [piece, piece],
    "a norm that folds": [folded, piece, weights],
    "a threshold first": [threshold, weights, piece],
    "a threshold last": [weights, piece, threshold],
    "a threshold inside": [weights, piece, threshold, weights, piece],
    "thresholds alone": [threshold, threshold],
    "pools": [pool, weights, piece],
    "pools alone": [pool, pool, weights],
    "a pool and a threshold": [pool, weights, threshold],
}
SMOOTH = [name for name in BODIES if "threshold" not in name]


def built(name, kind):
    return series(*(part(kind) for part in BODIES[name]))


def summed(found):
    """What the summary of stages is, with the number of those that have a parameter."""
    several = found.stages
    return (
        sum(s.w != 0 for s in several), found.W, sum(s.w for s in several), sum(s.N * s.lam for s in several),
        sum(s.N * s.D for s in several), found.delta, found.lam, sum(s.dep for s in several), found.act,
        found.kappa,
    )  # fmt: skip


def told(found):
    return found.S - found.idle, *astuple(found)[1:10]


@pytest.mark.parametrize("copies", [1, 2, 4])
@pytest.mark.parametrize("name", BODIES)
def test_a_loop_is_the_series_of_its_copies(name, copies):
    body, several = built(name, Summary), built(name, Stages)
    written = reduce(Summary.then, [body.at(index, place) for place in range(copies)])
    assert told(body.repeated(index, copies)) == told(written) == summed(several.repeated(index, copies))
    closed = body.repeated(index, size(n))
    for field in fields(Summary):
        assert substitute(getattr(closed, field.name), {"n": copies}) == getattr(written, field.name)


@pytest.mark.parametrize("name", [name for name in BODIES if name != "a threshold last"])
@pytest.mark.parametrize("fuse", [False, True])
def test_copies_behind_a_first_one(name, fuse):
    """The first is that at 0, those after it at 1 and more."""
    found = {}
    for kind in (Summary, Stages):
        body = built(name, kind)
        following = body.at(index, size(i + 1))
        found[kind] = body.at(index, 0).followed(following, index, 2, fuse)
        written = reduce(lambda a, b: a.then(b, fuse), [body.at(index, place) for place in range(3)])
        assert told(found[kind]) == told(written) if kind is Summary else found[kind] == written
    if "pool" not in name:
        assert told(found[Summary]) == summed(found[Stages])


@pytest.mark.parametrize("name", SMOOTH)
def test_a_loop_of_perhaps_no_copies_has_no_pools_that_are_sure_to_come_first(name):
    body = built(name, Summary).at(index, 0)
    found = body.repeated(index, size(z))
    assert found.pools == 0
    assert found.idle == (0 if body.act != 0 else body.idle * z)


@pytest.mark.parametrize("name", BODIES)
def test_copies_that_share_their_weights(name):
    body, several = built(name, Summary).at(index, 0), built(name, Stages).at(index, 0)
    for copies in (1, 2, 4):
        found, stages = body.tied(index, copies, fuse=False), several.tied(index, copies, fuse=False)
        assert found.w == sum(s.w for s in stages.stages)
        assert (found.W, found.act) == (stages.W, stages.act) == (body.W, body.act)
        if copies == 1:
            assert told(found) == told(body)


def test_what_later_copies_see_of_shared_weights():
    """At most all W, or what a stage sees by itself and what it reads sees, whichever is known to be less."""
    linear, relu, step = Summary.linear, Summary.stage(1, 1), Summary.stage(1, 0)
    for body, each, seen in (
        (series(linear(4), relu), 4, 4),
        (series(linear(4), relu, linear(5), step, linear(6)), 4 + 9, 13 + 2 * 6),
        (series(step, linear(4), relu, linear(5)), 4, 4 + 9),
    ):
        for copies in (1, 2, 5):
            assert body.tied(index, copies, fuse=False).w == each + (copies - 1) * seen
        if body.kappa:
            open_ = body.tied(index_over(z), size(z), fuse=False)
            assert open_.w == seen * z
        assert body.tied(index, 3, fuse=False).W == body.W
    pooled = series(Summary.stage(3, 1, pool=True), linear(4), relu)
    assert pooled.tied(index, size(n), fuse=True).w == 4 + (n - 1) * 4
    assert pooled.tied(index, size(n), fuse=False).w == 4 + (n - 1) * 8


@pytest.mark.parametrize("kind", [Summary, Stages])
@pytest.mark.parametrize("gate", [False, True])
def test_branches(kind, gate):
    one, other = series(kind.linear(4), kind.stage(3, 2)), series(kind.linear(5), kind.stage(2, 0))
    found = kind.beside([one, other], gate)
    assert (found.W, found.act, found.kappa) == (9, 4, 1)
    assert (found.delta, found.lam) == (2, 2)
    assert kind.beside([one, one], gate).delta == (4 if gate else 2)
    assert kind.beside([one, one], gate).lam == (4 if gate else 2)
    assert kind.beside([other, other], gate).kappa == 0
    if kind is Summary:
        assert told(found) == summed(Stages.beside([*map(staged, (2, 0), (4, 5), (3, 2))], gate))
        assert kind.beside([Summary.stage(1, 1, pool=True)] * 2, gate).pools == 2


def staged(degree, weights, predicates):
    return series(Stages.linear(weights), Stages.stage(predicates, degree))


def test_pools_are_shared_out_by_channels():
    """Comparisons join the last stages, in proportion to their channels; of constants nothing is asked."""
    ends = Stages.beside([staged(1, 4, 6), series(Stages.linear(5), Stages.stage(9, 1, channels=2))], False)
    found = ends.then(Stages.stage(12, 1, pool=True), fuse=True)
    assert [(s.N, s.D, s.w) for s in found.stages] == [(6 + 4, 1, 4), (9 + 8, 1, 5)]
    apart = ends.then(Stages.stage(12, 1, pool=True))
    assert [(s.N, s.D, s.w) for s in apart.stages] == [(6, 1, 4), (9, 1, 5), (12, 1, 9)]
    constant = Stages.stage(3, 0).then(Stages.stage(12, 1, pool=True), fuse=True)
    assert constant.stages == (Stage(3, 1),)
    read = Stages.stage(3, 1).then(Stages.stage(12, 1, pool=True), fuse=True)
    assert read.stages == (Stage(15, 1),)  # of degree 0 in the parameters, of which there are none


def test_which_stages_a_block_ends_with():
    one = Stages.stage(2, 1, channels=4)
    three = series(one, one, one)
    assert three.ends == ((2, 4),)
    assert Stages.beside([three, one, three], False).ends == ((2, 4), (3, 4), (6, 4))
    assert three.then(Stages.linear(3)).ends == ()
    assert one.then(Stages.stage(5, 1, pool=True), fuse=True).ends == ()
    assert one.repeated(index, 0) == Stages()


@pytest.mark.parametrize(
    "rows", [[], [(1, 1, 1)], [(1, 1, 2)], [(2, 1, 3), (1, 2, 1)], [(9, 2, 40), (1, 3, 50)]], ids=str
)
def test_the_greatest_that_the_implicit_form_allows(rows):
    def allowed(m):
        return m <= sum(
            m * N if m * N < w else min(m * N, 1 + w * log2(2 * e * m * N * D / w)) for N, D, w in rows
        )

    most = greatest(rows)
    assert allowed(most)
    assert not allowed(most + 1)
    assert rest.__wrapped__(3, 2, 5, 80).mid == pytest.approx(log2(2 * e * 3 * 2 / 5), rel=1e-12)


def test_what_asks_nothing_allows_nothing():
    assert greatest([(0, 1, 5)]) == 0


def test_the_implicit_form_where_a_condition_gives_the_number():
    net = (Linear(3) >> ReLU()) ** n >> Linear(1)
    known = master_implicit(net, (3,), where=["n = 2"])
    assert known == master_implicit(net, (3,), at={"n": 2}) == master_implicit(net.subs({"n": 2}), (3,))
