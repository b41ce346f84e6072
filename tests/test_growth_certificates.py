"""Certificates of growth: found, accepted by the checker alone, and rejected once they are altered."""

import json
import subprocess
import sys
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from symalgebra.formula import read
from symalgebra.order import growth_checker
from symalgebra.order.asymptotics.growth import growth

CHECKER = Path(growth_checker.__file__)

# f | g | by | conditions | relation | the kinds of upper, lower and limit
CASES = """
3*n**2 + n | 2*n**2 | n | | Theta | bound bound limit
n**5 | 2**n | n | | o | small
n**2 | n*log2(n) | n | | omega | small
floor(n/3) | n | n | | Theta | bound bound limit
x*y | x**2 + y**2 | x,y | | O | bound ray
x + y | x*y | x,y | | o | small
x**2*y | x**2 + y**2 | x,y | | incomparable | ray ray
max(x, y) | x + y | x,y | | Theta | bound bound
x*y | y**2 | x,y | x <= y | O | bound ray
n*w + w | 2*n*w | n | w >= 3 | Theta | bound bound limit
n*w | n*x | n | | Theta | bound bound limit
n | r | r | n <= 9 | o | small
18*n*w**2 + 38*w + 10 | 18*n*w**2*x**2 + 27*x**2*w | n,w,x | | o | small
4*n | n | n | n = 4*q | Theta | bound bound limit
W*L*log2(W) | W**2 | W | | o | small
W*L*log2(W) + W*L**2 | W*L**2*log2(W) | W,L | | o | small
2*W*(log2(W) + 1/log(2)) | W*log2(W) | W | | Theta | bound bound limit
n*log2(n + 1) - n*log2(n) | 1 | n | | Theta | bound bound limit
log2(2*n + 1) - log2(n) | 1 | n | | Theta | bound bound limit
x*y*log2(x) | x**3 + y**3 | x,y | | o | small
x*log2(y) | x**2 + y | x,y | | o | small
log2(x)*log2(y) | x + y | x,y | | o | small
x*log2(x) | x*log2(y) | x,y | | incomparable | ray ray
x | 2**y | x,y | | incomparable | ray ray
log2(n)**9 | n | n | | o | small
log2(log2(n)) | log2(n) | n | | o | small
1 | log2(n)/log2(log2(n)) | n | | o | small
(1 + 1/n)**n | 1 | n | | Theta | bound bound
x**5*y | 2**x + y**2 | x,y | | o | small
3**x*2**y | 8**x + 4**y | x,y | | incomparable | ray ray
2**x*3**y*x | (4**x + 9**y)*y | x,y | | O | bound ray
x*y*log2(x) | (x**2 + y**2)*log2(y) | x,y | | O | bound ray
"""
UNIFORM = """
x*y | x**2 + y**2 | O | bound ray
w*n | w*n*log2(w) | incomparable | ray ray
n**2 | n**2 - 5*n + 7 | Theta | bound bound
3*(n + w)*floor(r/4) | n | incomparable | ray ray
W*L*log2(W) | W*L*log2(W*L) | O | bound ray
W*log2(W) + 1/log(2) | W*log2(W) | Omega | ray bound
"""


def cases(table):
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


def kinds(certificate):
    return [
        certificate["parts"][name]["kind"]
        for name in ("upper", "lower", "limit")
        if name in certificate["parts"]
    ]


@pytest.mark.parametrize(("f", "g", "by", "where", "relation", "parts"), cases(CASES))
def test_certificates_are_accepted(f, g, by, where, relation, parts):
    by = ["q"] if "q" in where else by.split(",")
    found = growth(read(f), read(g), by, [where] if where else [])
    data = json.loads(json.dumps(found.certificate))
    growth_checker.check(data)
    assert found.check()
    assert data["claim"]["relation"] == found.relation == relation
    assert kinds(data) == parts.split()


@pytest.mark.parametrize(("f", "g", "relation", "parts"), cases(UNIFORM))
def test_certificates_of_uniform_growth(f, g, relation, parts):
    found = growth(read(f), read(g), uniform=True)
    assert growth_checker.accepted(found.certificate)
    assert found.certificate["claim"]["relation"] == found.relation == relation
    assert kinds(found.certificate) == parts.split()


def test_the_certificate_is_the_same_in_every_run():
    first, second = (growth(read("x*y"), read("x**2 + y**2")).certificate for _ in range(2))
    assert json.dumps(first) == json.dumps(second)


def test_what_has_no_proofs_has_no_certificate():
    found = growth(read("n**(1/2)"), read("n"))
    assert found.relation == "o"
    assert found.certificate is None
    assert found.check()


def test_the_checker_runs_alone(tmp_path):
    file = tmp_path / "growth.json"
    certificate = growth(read("x + y"), read("x*y")).certificate
    for data, status in ((certificate, 0), (altered(certificate, "claim", "relation", "omega"), 1)):
        file.write_text(json.dumps(data))
        done = subprocess.run([sys.executable, str(CHECKER), str(file)], capture_output=True, cwd=tmp_path)
        assert done.returncode == status


# Forgeries


def altered(data, *path):
    """The data with one entry replaced: the path to it, then what is put there."""
    copy = deepcopy(data)
    *places, last, value = path
    entry = copy
    for place in places:
        entry = entry[place]
    entry[last] = value
    return copy


SMALL = growth(read("n"), read("n*log2(n)")).certificate
RAY = growth(read("x*y"), read("y**2"), where=["x <= y"]).certificate
THETA = growth(read("3*n*w + 1"), read("n*w"), by="n").certificate
EULER = growth(read("n*log2(n + 1) - n*log2(n)"), read("1")).certificate
WHOLE = growth(read("n"), read("n + 1"), uniform=True).certificate
FORGED = {
    "o from O": altered(THETA, "claim", "relation", "o"),
    "omega from o": altered(SMALL, "claim", "relation", "omega"),
    "a constant below the limit": altered(THETA, "parts", "upper", "constant", "2"),
    "a constant of 0": altered(SMALL, "parts", "upper", "constant", "0"),
    "a constant below 0": altered(THETA, "parts", "upper", "constant", "-4"),
    "a constant that grows": altered(THETA, "parts", "upper", "constant", ["sym", "n"]),
    "another limit": altered(THETA, "parts", "limit", "value", "2"),
    "a limit near log2(e)": altered(EULER, "parts", "limit", "value", "14426950409/10000000000"),
    "a limit that grows": altered(THETA, "parts", "limit", "value", ["sym", "n"]),
    "a rate of a symbol that stays": altered(
        THETA, "parts", "upper", {**THETA["parts"]["upper"], "kind": "small", "rate": ["log2", ["sym", "w"]]}
    ),
    "a rate that is a maximum": altered(SMALL, "parts", "upper", "rate", ["max", ["sym", "n"], "2"]),
    "a logarithm of a constant as a rate": altered(SMALL, "parts", "upper", "rate", ["log2", "e"]),
    "a rate that ends": altered(SMALL, "parts", "upper", "rate", "1"),
    "a rate too fast": altered(SMALL, "parts", "upper", "rate", ["sym", "n"]),
    "a threshold of what stays": altered(THETA, "parts", "upper", "from", {"w": 9}),
    "a threshold on the whole domain": altered(WHOLE, "parts", "upper", "from", {"n": 9}),
    "a curve out of the domain": altered(RAY, "parts", "lower", "curve", "x", ["pow", ["sym", "t"], "9"]),
    "a curve that stays": altered(RAY, "parts", "lower", "curve", "x", "5"),
    "a curve of fractions": altered(RAY, "parts", "lower", "curve", "x", ["mul", "1/2", ["sym", "t"]]),
    "a curve of another symbol": altered(RAY, "parts", "lower", "curve", {"y": ["sym", "t"]}),
    "a parameter of the domain": altered(RAY, "parts", "lower", "parameter", "x"),
    "a symbol that ends": altered(SMALL, "claim", "domain", "n", [1, 9]),
    "no part": altered(THETA, "parts", {"upper": THETA["parts"]["upper"]}),
    "a part in another's place": altered(THETA, "parts", "lower", THETA["parts"]["limit"]),
    "another formula": altered(THETA, "claim", "left", ["pow", ["sym", "n"], "2"]),
    "no proofs": altered(THETA, "parts", "upper", "proofs", {}),
}


@pytest.mark.parametrize("name", FORGED)
def test_forgeries_are_rejected(name):
    assert not growth_checker.accepted(FORGED[name])


@pytest.mark.parametrize("data", [None, [], {}, {"format": growth_checker.FORMAT}, {"claim": 1, "parts": []}])
def test_what_is_no_certificate_is_rejected(data):
    assert not growth_checker.accepted(data)


def leaves(data, path=()):
    """The paths of all numbers and names."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*path, key))
    elif path[-1] != 0 or not isinstance(data, str):  # not the kind of an expression
        yield path, data


def test_mutants_do_not_prove_what_is_false():
    """Of a few thousand certificates with one entry altered, those accepted are true at points far out."""
    random, taken = Random(3), 0
    for certificate in (SMALL, RAY, THETA, WHOLE):
        places = list(leaves(certificate))
        for _ in range(600):
            path, value = random.choice(places)
            mutant = altered(certificate, *path, another(value, random))
            if mutant != certificate and growth_checker.accepted(mutant):
                taken += 1
                assert all(bounds_hold(mutant, scale) for scale in (40, 1000))
    assert taken > 20


def another(value, random):
    if isinstance(value, bool) or value is None:
        return random.choice((True, False, None, 7))
    if isinstance(value, int):
        return value + random.choice((-1, 1, 5))
    names = ["n", "w", "x", "y", "t"]
    return random.choice(names if value in names else ["0", "1", "2", "-1", "1/2", "3"])


def bounds_hold(mutant, scale):
    from symalgebra.order.expressions import formula_of

    claim = mutant["claim"]
    f, g, *given = map(formula_of, (claim["left"], claim["right"], *claim["given"]))
    place = {name: low + (scale if name in claim["by"] else 1) for name, (low, _) in claim["domain"].items()}
    if any(at(h, place) < 0 for h in given):
        return True
    for name, a, b in (("upper", f, g), ("lower", g, f)):
        part = mutant["parts"].get(name, {})
        if part.get("kind") in ("bound", "small"):
            rate = formula_of(part.get("rate", "1"))
            left, right = at(a * rate, place), at(formula_of(part["constant"]) * b, place)
            if max(part["from"].values(), default=0) <= scale and left > right * (1 + 1e-9):
                return False
    return True


def at(f, place):
    value = f.at(**{name: place[name] for name in f.names}) if f.names else Fraction(f.plain())
    return float(value)
