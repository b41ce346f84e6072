"""All floors of a goal by their lines: what is proved so is true, and the sizes of stages are proved so."""

import random
from fractions import Fraction

import pytest

from symalgebra import compare, dims
from symalgebra.formula import formula, read
from symalgebra.order import Proved, Refuted, checker
from symalgebra.order.domain import conditions
from symalgebra.order.proof.budget import Budget
from symalgebra.order.proof.flat import collected, flattened, floors_of, several, without_floors
from symalgebra.order.proof.search import search

H, n = dims("H n")
FEW = "floor(H/2) + floor(H/3)", "H"
STAGES = (
    "72*n*ceiling(H/8)**2 + 18*n*ceiling(H/4)**2 + 147*ceiling(H/2)**2 - 16*ceiling(H/8)**2",
    "36*n*floor(H/2)**2 + 144*n*floor(H/4)**2 + 27*H**2 + 9*H**2*(n - 1) + 50000",
)


def opened(f, g, where=()):
    known = conditions(list(where), read(f), read(g))
    return checker.opened(known.claim("<="))


def test_stages_of_networks():
    verdict = compare(read(STAGES[0]), read(STAGES[1]), where=["H >= 32"])
    assert verdict
    assert verdict.check()
    _, goal, d = opened(*STAGES, ["H >= 32"])
    node = flattened(goal, d, Budget(10_000, 700), 0, search)
    kinds = [fact[0] for fact in node["facts"]]
    assert kinds[0] == "lemma"
    assert set(kinds[1:]) == {"floor"}
    assert len(kinds[1:]) == len(floors_of(goal))


def test_few_floors_and_floors_without_lines_are_left_to_others():
    _, goal, d = opened(*FEW)
    assert not several(goal)
    _, goal, d = opened("floor(H/2) + floor(H/3) + floor(H/n)", "3*H")
    assert without_floors(goal, d) is None
    _, goal, d = opened("floor(H/2) + floor(H/3) + floor(H/5)", "2*H")
    assert floors_of(without_floors(goal, d)) == []


def test_what_lines_leave_adds_up_to_the_goal():
    """Each u is put for the hypothesis that it stands for: the goal comes out at every point."""
    _, goal, d = opened(*STAGES)
    parts = collected(without_floors(goal, d), lambda atom: atom[0] == "u")
    for point in ({"H": 33, "n": 1}, {"H": 100, "n": 5}, {"H": 7, "n": 2}):
        total = sum(value(q, point) * value({m: 1}, point) for m, q in parts.items())
        assert total == value(goal, point)
    assert parts[checker.ONE]


def value(p, point):
    """A polynomial of the checker at a point, with what lines leave."""
    total = Fraction(0)
    for m, c in p.items():
        for atom, e in m:
            c *= value(atom[1].poly, point) ** e if atom[0] == "u" else single(atom, point) ** e
        total += c
    return total


def single(atom, point):
    if atom[0] == "sym":
        return point[atom[1]]
    return value(dict(atom[1]), point) // value(dict(atom[2]), point)


@pytest.mark.parametrize("seed", range(40))
def test_verdicts_agree_with_points(seed):
    draw = random.Random(seed)
    sizes = [f"{draw.choice(('floor', 'ceiling'))}(H/{draw.choice((2, 3, 4, 8))})" for _ in range(4)]
    left = " + ".join(f"{draw.randint(1, 9)}*n*{s}**{draw.randint(1, 2)}" for s in sizes[:2])
    right = " + ".join(f"{draw.randint(1, 9)}*{draw.choice(('n', '1'))}*{s}**2" for s in sizes[2:])
    right += f" + {draw.randint(0, 6)}*H**2*n + {draw.randint(0, 40)}"
    verdict = compare(read(left), read(right), limit=1)
    f, g = formula(read(left)), formula(read(right))
    true = all(f.at(H=h, n=k) <= g.at(H=h, n=k) for h in range(1, 60) for k in (1, 2, 3, 7))
    assert not (isinstance(verdict, Proved) and not true)
    assert not isinstance(verdict, Proved) or verdict.check()
    if isinstance(verdict, Refuted):
        assert f.at(**verdict.witness) > g.at(**verdict.witness)
