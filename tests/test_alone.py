"""Verdicts and certificates are the same bytes without NumPy, SciPy and python-flint, in any process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
ABSENT = ("numpy", "scipy", "flint", "gmpy2")
GROWTHS = ("n*w + 1 | n**2 + w**2", "n*log2(n) | n**2", "floor(n/3) | n", "2**n | n**5", "n**2 | n*w")
SCRIPT = """
import json, sys
sys.modules.update(dict.fromkeys({absent}))
from corpus import corpus
from symalgebra import compare, crossover, growth
from symalgebra.formula import read

pairs = [p for p in corpus(*{groups}) if not p.open]
for p in pairs[:: len(pairs) // 100][:100]:
    found = compare(p.left, p.right, p.where, p.relation)
    print(found, json.dumps(getattr(found, "certificate", None)))
for text in {growths}:
    f, g = map(read, text.split("|"))
    print(json.dumps(growth(f, g).certificate))
print(crossover(read("n**2"), read("2**n"), by="n"))
"""
GROUPS = (
    "floors", "logarithms", "exponentials", "traps", "entropies", "powers", "quotients", "extrema", "squares",
    "binomials", "exact sums", "posynomials", "boxes", "symbolic strides", "side conditions",
)  # fmt: skip


def told(absent, seed):
    """A process that prints verdicts, certificates and growths without some packages."""
    script = SCRIPT.format(absent=list(absent), groups=GROUPS, growths=GROWTHS)
    paths = os.pathsep.join((str(TESTS.parent), str(TESTS)))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": str(seed)}
    return subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE)


@pytest.mark.slow
def test_other_packages_play_no_part():
    (first, _), (second, _) = [process.communicate() for process in (told((), 1), told(ABSENT, 2))]
    assert len(first.splitlines()) > 100
    assert first == second
