"""Networks in plain numbers, and what published bounds say of them: a second reading of the literature.

Nothing here knows of the package. A network is a list of layers in series,

    ("map", parameters, products of a weight and an input for each of the outputs, outputs)
    ("bend", scalars)                          an activation
    ("max", inputs of a window, outputs)       a max-pool; right behind an activation it joins its stage
    ("mean", inputs of a window, outputs)      an average

and an activation is (breakpoints, degree, steps of a program, exponentials).
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import comb, e, floor, log, log2, prod

RELU, RELU6, LEAKY, HARDSWISH = (1, 1, 1, 0), (2, 1, 2, 0), (1, 1, 2, 0), (2, 2, 5, 0)
THRESHOLD, SIGMOID, TANH = (1, 0, 1, 0), (0, 1, 4, 1), (0, 1, 5, 1)  # the latter two have no pieces


def conv(k, c0, c1, r, d=2):
    """A convolution with a bias in d dimensions that writes r**d positions."""
    return ("map", k**d * c0 * c1 + c1, k**d * c0, c1 * r**d)


def dense(n, m, bias=True):
    return ("map", n * m + m * bias, n, m)


@dataclass(frozen=True)
class Plain:
    """The numbers that theorems speak of."""

    inputs: int
    act: tuple
    layers: list

    def sized(self, kind):
        return [layer for layer in self.layers if layer[0] == kind]

    @property
    def W(self):
        return sum(layer[1] for layer in self.sized("map"))

    @property
    def units(self):
        return sum(layer[1] for layer in self.sized("bend")) + 1

    @property
    def macs(self):
        return sum(fan * outputs for _, _, fan, outputs in self.sized("map"))

    @property
    def steps(self):
        """Additions and products; of a mean that a map follows the division is taken over."""
        found = 2 * self.macs + self.act[2] * (self.units - 1) + 2
        found += sum((q - 1) * outputs for _, q, outputs in self.sized("max"))
        return found + sum((q - 1) * outputs for _, q, outputs in self.sized("mean"))

    @property
    def exponentials(self):
        return self.act[3] * (self.units - 1)

    @property
    def pooled(self):
        return sum(outputs for _, _, outputs in self.sized("max"))

    @property
    def comparisons(self):
        return sum(q * (q - 1) // 2 * outputs for _, q, outputs in self.sized("max"))

    @cached_property
    def stages(self):
        """(N, D, w) of each stage: predicates, their degree in the weights, the weights that they read."""
        found, degree, weights = [], 0, 0
        breakpoints, power, *_ = self.act
        for place, (kind, *numbers) in enumerate(self.layers):
            if kind == "map":
                degree, weights = degree + 1, weights + numbers[0]
            elif kind == "bend":
                found.append((breakpoints * numbers[0], degree, weights))
                degree, weights = (0, 0) if power == 0 else (degree * power, weights)
            elif kind == "max":
                before, q, outputs = self.layers[place - 1][0], *numbers
                more = q * (q - 1) // 2 * outputs
                joined = before == "bend"
                (N, D, w) = found.pop() if joined else (0, degree, weights)
                found.append((N + more, D, w))
        return [*found, (1, degree, weights)]

    @property
    def S(self):
        return len(self.stages)

    @property
    def wbar(self):
        return sum(w for _, _, w in self.stages)

    @property
    def R(self):
        return sum(N * D for N, D, _ in self.stages)


# Section 3: upper bounds on the VC dimension


def theorem(S, w, R):
    r = max(2 * e * R, 16)
    return S + w * log2(2 * r * log2(r))


def upper(n):
    """The value of each upper bound, whether or not it speaks of the network."""
    W, U, L, N, q = n.W, n.units, n.S, n.units + n.comparisons, n.exponentials
    p, degree = n.act[0] or 1, n.act[1] or 1
    alone = L + len(
        [1 for a, b in zip(n.layers, n.layers[1:], strict=False) if (a[0], b[0]) == ("bend", "max")]
    )
    tests = max([p, *(q * (q - 1) for _, q, _ in n.sized("max"))])
    return {
        "vc.threshold.bh89": 2 * W * log2(e * U),
        "vc.threshold.ab6_1": 2 * W * log2(2 * U / log(2)),
        "vc.gj95.steps": 4 * W * (n.steps + 2),
        "vc.bmm98": layered(W, L, 2 * e * W * L * p * N, degree),
        "vc.ab8_8": layered(W, L, 4 * W * L * p * N / log(2), degree),
        "vc.colt17": 8 * W * (L + 1) * log2(8 * e * W**2 * (L + 1) * (p + 1)),
        "vc.telgarsky16": 6 * W * (alone + 1) * (
            log(2 * W * (alone + 1)) + log(8 * e * (U + n.pooled) * tests * 2) + alone * log(2)
        ),
        "vc.km97": (W * U) ** 2 + 11 * W * U * log2(18 * W * U**2),
        "vc.exp_steps": (W * (q + 1)) ** 2 + 11 * W * (q + 1) * (n.steps + log2(9 * W * (q + 1))),
        "vc.finite": 8 * W,
        **(of_pieces(n) if n.act[0] else {}),
    }  # fmt: skip


def of_pieces(n):
    p, L = n.act[0], n.S
    widest = 1 if n.act[1] == 0 else n.stages[-1][1]
    return {
        "vc.master": theorem(n.S, n.wbar, n.R),
        "vc.bhlm19": L + n.wbar * log2(4 * e * p * n.R * log2(2 * e * p * n.R)),
        "vc.units17": 2 * n.W * (1 + (n.units - 1) * log2(p + 1) + log2(8 * e * max(widest, 1))),
    }


def layered(W, L, inside, degree):
    return 2 * W * L * log2(inside) + 2 * W * L**2 * log2(degree + 1) + 2 * L


def gcnn(weights, channels, r):
    """3.10, the first form."""
    L, w = len(channels), sum(weights) + weights[-1] + 1
    rho = 2 * e * (r * sum(place * m for place, m in enumerate(channels, 1)) + L)
    return L + 1 + w * log2(2 * rho * log2(rho))


# Growth: the implicit forms, of which the explicit ones are solutions


def largest(growth, start):
    """The largest m with m <= growth(m), where growth is the logarithm of the number of sign patterns."""
    high = start
    while high <= growth(high):
        high *= 2
    low = start
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle <= growth(middle) else (low, middle)
    return low


def growths(n):
    W, U, L, N, p = n.W, n.units, n.S, n.units + n.comparisons, n.act[0] or 1
    degree, q, t = n.act[1] or 1, n.exponentials, n.steps
    found = {
        "vc.threshold.bh89": lambda m: W * log2(e * m * U / W),
        "vc.threshold.ab6_1": lambda m: W * log2(e * m * U / W),
        "vc.bmm98": lambda m: L + W * L * (log2(2 * e * m * p * N / W) + (L - 1) / 2 * log2(degree + 1)),
        "vc.colt17": lambda m: 4 * W * (L + 1) * log2(2 * e * W * m * (p + 1)),
        "vc.km97": lambda m: (W * U) ** 2 / 2 + 5 * W * U * log2(18 * W * U * U) + W * log2(e * m / W),
        "vc.exp_steps": lambda m: (W * (q + 1)) ** 2 / 2 + 5 * W * (q + 1) * (t + log2(9 * W * (q + 1)))
        + W * (log2(e * m / W) + t),
    }  # fmt: skip
    if n.act[0]:
        found["vc.master"] = lambda m: sum(
            1 + w * log2(2 * e * m * N * D / w) for N, D, w in n.stages if w
        )  # fmt: skip
        found["vc.bhlm19"] = found["vc.master"]
    return found | {"vc.ab8_8": found["vc.bmm98"]}


def implicit(stages):
    """7.1: the largest m with m <= sum of min(m*N, 1 + w*log2(2*e*m*N*D/w)), the latter where m*N >= w."""

    def growth(m):
        several = ((m * N, N * D, w) for N, D, w in stages if w)
        return sum(min(k, 1 + w * log2(2 * e * m * D / w)) if k >= w else k for k, D, w in several)

    return largest(growth, 1) if any(w for *_, w in stages) else 0


# Section 6: linear regions


def S(n, d):
    return sum(comb(n, j) for j in range(min(n, d) + 1))


def serra(widths):
    """The sum over J, every j tried."""
    n0, *later = widths
    return sum(
        prod(comb(n, j) for n, j in zip(later, several, strict=True))
        for several in product(*(range(n + 1) for n in later))
        if all(
            j <= min([n0, n, *(m - i for m, i in zip(later[:place], several, strict=False))])
            for place, (n, j) in enumerate(zip(later, several, strict=True))
        )
    )


def regions(widths):
    """Bounds for dense networks of ReLU by their ids."""
    n0, *later = widths
    *others, last = later
    found = {
        "lr.2N": 2 ** sum(later),
        "lr.montufar17": prod(S(n, min(widths[: place + 1])) for place, n in enumerate(later, 1)),
        "lr.serra18": serra(widths),
    }
    if not others:
        found["lr.zaslavsky"] = S(last, n0)
    if n0 == 1 and min(later) >= 3:
        found["lr.serra18.n0_1"] = prod(n + 1 for n in later)
    if min(later) >= n0:
        found["lr.pascanu13"] = prod(n // n0 for n in others) * S(last, n0)
        found["lr.montufar14"] = prod((n // n0) ** n0 for n in others) * S(last, n0)
    if min(later) >= 3 * n0:
        found["lr.serra18.folds"] = prod((n // n0 + 1) ** n0 for n in others) * S(last, n0)
    if later[0] % 2 == 0 and len(set(later[1:])) <= 1:
        corners, L = 2 * S(later[0] // 2 - 1, n0 - 1), len(later)
        found["lr.arora18"] = corners * prod(later[1:])
        if L == 1 or later[1] >= 2:
            found["lr.serra18.zonotopes"] = corners * prod(n + 1 for n in later[1:])
    return found


def xiong(windows, d0, d1):
    """The sum over K, every t tried and every set of positions looked at; windows are sets of pixels."""
    sets = [[p for p in range(len(windows)) if chosen >> p & 1] for chosen in range(1, 1 << len(windows))]
    room = [(J, d0 * len(set().union(*(windows[p] for p in J)))) for J in sets]
    return sum(
        prod(comb(d1, t) for t in several)
        for several in product(range(d1 + 1), repeat=len(windows))
        if all(sum(several[p] for p in J) <= most for J, most in room)
    )


# Section 5: lower bounds


def slabs(c1, n):
    return 2 * (c1 // 3) * n


def codes(c1, positions):
    return c1 // 4 * floor(log2(positions))
