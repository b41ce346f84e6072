"""Mutated certificates: an accepted one claims what is true."""

import json
import subprocess
import sys
from copy import deepcopy
from fractions import Fraction
from functools import cache
from random import Random

import pytest
from corpus import corpus
from handmade import CHECKER, add, minus, mul, sym
from oracle import claim_points, claimed

from symalgebra.formula import read
from symalgebra.order import Proved, checker, compare


@cache
def proofs(*groups, limit=None):
    """Certificates of pairs of the corpus."""
    found = []
    for pair in corpus(*groups):
        if len(str(pair)) < 160:
            verdict = compare(pair.left, pair.right, where=pair.where, relation=pair.relation)
            if isinstance(verdict, Proved):
                found.append(verdict.certificate)
        if len(found) == limit:
            break
    return found


SMALL = [
    "3*n <= n**2 + 2", "n**2 <= 2**n + 1", "r - 1 <= 2*floor(r/2)", "ceil(r/4) <= ceil(r/2)", "n*log2(n) <= n**2",
    "max(n, m) <= n + m", "n**2/(n + 1) <= n", "binomial(n, k) <= 2**n", "n*2**n <= 2*3**n", "log2(n + 1) <= n",
    "k**2*x + x**2 <= k**2*x**2 + x", "floor(n/3) + floor(m/3) <= floor((n + m)/3)", "2*n*m <= n**2 + m**2",
    "min(n, m)**2 <= n*m",
]  # fmt: skip
CONDITIONED = [
    ("k*n <= n**2", "k <= n"),
    ("n + m <= 10", "n <= 4", "m <= 6"),
    ("n**2 <= 80", "n <= 8"),
    ("n + 2 <= k", "n < m", "m < k"),
]


@cache
def small_proofs():
    found = []
    for text, *where in [*((t,) for t in SMALL), *CONDITIONED]:
        left, right = map(read, text.split("<="))
        verdict = compare(left, right, where=where)
        assert verdict, text
        assert verdict.check(), text
        found.append(json.loads(json.dumps(verdict.certificate)))
    return found


def places(value, path=()):
    """The paths to all parts of JSON data."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from places(part, (*path, key))


def part_at(value, path):
    for key in path:
        value = value[key]
    return value


def put(value, path, new):
    part_at(value, path[:-1])[path[-1]] = new


def is_number(e):
    return isinstance(e, str) and e.lstrip("-").replace("/", "").isdigit()


def changed_number(random, c, others):
    """A number of the claim or of the proof is another number."""
    paths = [p for p in places(c) if p and p[0] in ("claim", "proof", "margin") and is_number(part_at(c, p))]
    if not paths:
        return
    path = random.choice(paths)
    old = Fraction(part_at(c, path))
    put(
        c,
        path,
        str(
            random.choice(
                [
                    old + 1,
                    old - 1,
                    -old,
                    old * 2,
                    old / 2,
                    Fraction(0),
                    old + Fraction(1, 7),
                    Fraction(random.randint(-3, 40)),
                ]
            )
        ),
    )


def changed_range(random, c, others):
    domain = c["claim"]["domain"]
    name = random.choice(sorted(domain))
    low, high = domain[name]
    domain[name] = random.choice(
        [
            [low - 1, high],
            [0, high],
            [-3, high],
            [low, None],
            [low, (high or low + 5) + 1],
            [low + 1, high],
            [low, low],
        ]
    )


def changed_relation(random, c, others):
    c["claim"]["relation"] = random.choice(["<=", "<", "=="])
    if random.random() < 0.4:
        c["claim"]["left"], c["claim"]["right"] = c["claim"]["right"], c["claim"]["left"]


def swapped_claim(random, c, others):
    """The proof stays, the claim is another's."""
    other = deepcopy(random.choice(others))
    c["claim"] = other["claim"]


def perturbed_claim(random, c, others):
    """One side is a little more or less."""
    side = random.choice(["left", "right"])
    names = sorted(c["claim"]["domain"])
    extra = (
        random.choice(["1", "-1", "1/1000", sym(random.choice(names)), minus(sym(random.choice(names)))])
        if names
        else "1"
    )
    c["claim"][side] = random.choice(
        [add(c["claim"][side], extra), mul(c["claim"][side], random.choice(["2", "1/2", "1001/1000", "0"]))]
    )


def dropped_condition(random, c, others):
    given = c["claim"]["given"]
    if given:
        given.pop(random.randrange(len(given)))


def lists(c, root="proof"):
    return [
        p
        for p in places(c)
        if p and p[0] == root and isinstance(part_at(c, p), list) and len(part_at(c, p)) > 1
    ]


def edited_list(random, c, others):
    """A list loses an entry, has one twice, or in another order."""
    found = lists(c)
    if not found:
        return
    target = part_at(c, random.choice(found))
    spot = random.randrange(len(target))
    how = random.randrange(3)
    if how == 0:
        target.pop(spot)
    elif how == 1:
        target.insert(spot, deepcopy(target[spot]))
    else:
        random.shuffle(target)


def changed_reference(random, c, others):
    """A reference is to another condition, an end of a range is the other one, a degree is another."""
    paths = [
        p
        for p in places(c)
        if p
        and p[0] == "proof"
        and (type(part_at(c, p)) is int or part_at(c, p) in ("low", "high", "given", "square", "consecutive"))
    ]
    if not paths:
        return
    path = random.choice(paths)
    old = part_at(c, path)
    put(
        c,
        path,
        random.choice([old - 1, old + 1, 0])
        if isinstance(old, int)
        else random.choice(["low", "high", "given", "square", "consecutive", "choose"]),
    )


def renamed_symbol(random, c, others):
    names = sorted(c["claim"]["domain"])
    paths = [
        p
        for p in places(c)
        if p and p[0] in ("proof", "claim") and part_at(c, p) in names and p[-1] != "rule"
    ]
    if paths:
        put(c, random.choice(paths), random.choice([*names, "?", "#1"]))


def grafted_node(random, c, others):
    """A node of another proof, or of the same, takes the place of a node."""
    nodes = [p for p in places(c) if p and p[0] == "proof" and isinstance(part_at(c, p), dict)]
    donor = random.choice([c, random.choice(others)])
    gifts = [p for p in places(donor) if p and p[0] == "proof" and isinstance(part_at(donor, p), dict)]
    if nodes and gifts:
        gift = deepcopy(part_at(donor, random.choice(gifts)))
        put(c, random.choice(nodes), gift)


def changed_operator(random, c, others):
    heads = ("add", "mul", "pow", "floor", "max", "min", "log2", "binomial")
    paths = [p for p in places(c) if p and p[-1] == 0 and part_at(c, p) in heads]
    if paths:
        put(c, random.choice(paths), random.choice(heads))


MUTATIONS = [
    changed_number, changed_range, changed_relation, swapped_claim, perturbed_claim, dropped_condition, edited_list,
    changed_reference, renamed_symbol, grafted_node, changed_operator,
]  # fmt: skip


def attack(certificates, rounds, seed, points=60):
    """Mutates certificates; an accepted mutant must claim what is true at all points tried. Counts (tried, accepted)."""
    random, accepted = Random(seed), 0
    for _ in range(rounds):
        mutant = deepcopy(random.choice(certificates))
        for _ in range(random.choice([1, 1, 1, 2, 3])):
            random.choice(MUTATIONS)(random, mutant, certificates)
        if checker.accepted(mutant):
            accepted += 1
            claim = mutant["claim"]
            for at in claim_points(claim, points, random):
                assert claimed(claim, at) is not False, (at, json.dumps(mutant))
    return rounds, accepted


def test_mutants_claim_nothing_false():
    tried, accepted = attack(small_proofs(), 700, "fast")
    assert 20 < accepted < tried * 2 // 3


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(12))
def test_many_mutants_claim_nothing_false(seed):
    groups = (
        "floors", "exponentials", "logarithms", "conditions", "extrema", "quotients", "binomials", "sums", "traps",
        "near equality", "squares", "symbolic strides", "boxes",
    )  # fmt: skip
    attack(proofs(*groups), 2500, seed)


def test_false_claims_with_true_proofs():
    """The proof of every certificate, under the negation of its claim and under stricter ones."""
    for taken in small_proofs():
        claim = taken["claim"]
        for side, relation in ((["add", claim["right"], "1"], "<="), (claim["left"], "<")):
            reverse = {
                **claim,
                "left": side if relation == "<=" else claim["right"],
                "right": claim["left"],
                "relation": relation,
            }
            forged = {**taken, "claim": reverse}
            assert not checker.accepted(forged)


def test_certificates_are_the_same_in_every_process():
    """Neither the order of sets nor anything else of one process is in a certificate."""
    script = (
        "import json, sys; from symalgebra.order import compare; from symalgebra.formula import read\n"
        "for t in json.loads(sys.argv[1]): print(json.dumps(getattr(compare(*map(read, t.split('<='))), 'certificate', None)))"
    )
    texts = json.dumps(
        [*SMALL, "max(floor((n + m)/2), n*m, k) <= n*m + k", "min(n*m, 2*k + x)*m <= 2*k*m + x*m"]
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, texts], capture_output=True, text=True, check=True, timeout=120,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(CHECKER.parents[2])},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
    for line in outputs.pop().splitlines():
        assert checker.accepted(json.loads(line))
