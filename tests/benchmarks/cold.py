"""Figures that need fresh processes: imports, the first derivation, long chains and their memory.

Run: python tests/benchmarks/cold.py
"""

import statistics
import subprocess
import sys

ROUNDS = 5
CASES = {
    "import sympy": "t = clock()\nimport sympy",
    "import symalgebra": "t = clock()\nimport symalgebra",
    "import symalgebra, and everything in it": "t = clock()\nfrom symalgebra import *",
    "first derivation, uniform bottleneck family": """
from symalgebra import dims, macs, params, zoo
t = clock()
N, n, w, q = dims("N n w q")
net, x = zoo.resnet_uniform("bottleneck", N + 1, n + 1, width=w), (3, 4 * 2**N * q, 4 * 2**N * q)
params(net, x), macs(net, x)""",
    "100,000 different layers": """
import random
from symalgebra import Conv, Id, dims, macs
a, b, r = dims("a b r")
net = Id
for _ in range(100_000):
    width = random.choice((a, b)) * random.randint(1, 500)
    net = net >> Conv(width, random.choice((1, 3, 5)), padding="same")
t = clock()
macs(net, (3, r, r))""",
    "1,000,000 nodes by >>": """
from symalgebra import Conv, Id, dims, macs
w, r = dims("w r")
layer, net = Conv(w, 3, padding="same"), Id
t = clock()
for _ in range(1_000_000):
    net = net >> layer
assert macs(net, (w, r, r)) == 9_000_000 * w**2 * r**2""",
}
FRAME = """
from time import perf_counter as clock
{code}
elapsed = clock() - t
import resource
print(elapsed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measured(code):
    """Seconds and peak memory in MiB, the median of some fresh processes."""
    runs = []
    for _ in range(ROUNDS if "000" not in code else 1):
        done = subprocess.run(
            [sys.executable, "-c", FRAME.format(code=code)], capture_output=True, text=True, check=True
        )
        seconds, kib = done.stdout.split()
        runs.append((float(seconds), int(kib) / 1024))
    return tuple(statistics.median(column) for column in zip(*runs, strict=True))


if __name__ == "__main__":
    for title, code in CASES.items():
        seconds, mib = measured(code)
        print(f"{title:50} {1000 * seconds:10.1f} ms {mib:8.0f} MiB")
