"""Pairs that mix the kinds of formulas: towers, floors in floors, logarithms beside floors, sums, quotients.

They stand in the second section of the corpus and were written down before any of them was put to `compare`.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from corpus_second import summed
from pairs import GROUPS, group

from symalgebra import dims
from symalgebra.formula import ceildiv, floordiv, formula, log2, maximum, minimum

EARLIER = tuple(GROUPS)
c, d, k, n, q, r, s, w = (formula(name) for name in dims("c d k n q r s w"))


@group
def towers(random: Random) -> Iterator[Any]:
    """Exponents that hold powers, floors and extrema."""
    yield "2**n < 2**(2**n)", True
    yield "2**n <= 2**(2**n - 1)", True
    yield "2**(n + 1) <= 2**(2**n)", True
    yield "2**(n + 2) <= 2**(2**n)", False
    yield "n < 2**(2**n)", True
    yield "n**2 <= 2**(2**n)", True
    yield "w**n <= w**(2**n)", True
    yield "2**(2**n) < 2**(3**n)", True
    yield "2**(2**n) < 3**(2**n)", True
    yield "n*2**n < 2**(2**n)", True
    yield "2**(2**n)*2**(2**n) == 2**(2**(n + 1))", True
    yield "2**floor(n/2) < 2**n", True
    yield "2**floor(n/2)*2**ceiling(n/2) == 2**n", True
    yield "4**floor(n/2) <= 2**n", True
    yield "2**n <= 2*4**floor(n/2)", True
    yield "2**n <= 4**floor(n/2)", False
    yield "floor(n/2) < 2**floor(n/2)", True
    yield "2**max(n, w) < 2**(n + w)", True
    yield "2**max(n, w)*2**min(n, w) == 2**(n + w)", True
    yield "2**min(n, w) <= 2**n", True
    yield "2**(n*w) < 2**(n**2 + w**2)", True
    yield "2**n < 3**(n**2 + 1)", True
    yield "2**(n**2) <= 2**(2**n)", False
    yield "2**(n**2) <= 2**(2**n)", "n >= 4", True
    yield "k**floor(r/2) <= k**r", True
    yield "w*2**floor(log2(n)) <= w*n", True
    yield "2**binomial(n, 2) <= 2**(n**2)", True
    yield "(w + 1)**max(n, 3) <= (w + 1)**(n + 2)", True


@group
def rounded(random: Random) -> Iterator[Any]:
    """Floors in floors and beside logarithms."""
    yield "floor((floor(r/3) + 5)/4) <= (r + 15)/12", True
    yield "floor(floor(floor(r/2)/3)/5) == floor(r/30)", True
    yield "ceiling(ceiling(r/3)/4) == ceiling(r/12)", True
    yield "floor((r + 7)/8)*8 <= r + 7", True
    yield "floor((floor((r - 1)/2) + 3)/2) <= r", True
    yield "floor((floor((r - 1)/2) - 1)/2) <= (r - 3)/4", "r >= 8", True
    yield "3*floor(r/3) + 5*floor(r/5) <= 2*r", True
    yield "3*floor(r/3) + 5*floor(r/5) >= 2*r - 6", True
    yield "3*floor(r/3) + 5*floor(r/5) >= 2*r - 5", False
    yield "floor(r/4)*floor(r/6) <= r**2/24", True
    yield "floor(r**2/4) == floor(r/2)*ceiling(r/2)", True
    yield "floor(c*r/2) >= c*floor(r/2)", True
    yield "floor(c*r/2) <= c*floor(r/2) + floor(c/2)", True
    yield "floor(c*r/2) <= c*floor(r/2) + floor(c/2) - 1", False
    yield "floor((c + d)/s) <= floor(c/s) + floor(d/s) + 1", True
    yield "floor((c + d)/s) <= floor(c/s) + floor(d/s)", False
    yield "s*ceiling(r/s) <= r + s - 1", True
    yield "floor(r/(s + 1)) <= floor(r/s)", True
    yield "floor(2*r/(r + 1)) == 1", True
    yield "floor((3*r + 1)/(r + 1)) <= 2", True
    yield "floor(r/2)*log2(floor(r/2) + 1) <= r*log2(r)/2", "r >= 2"
    yield "log2(floor(r/2) + 1) <= log2(r + 2) - 1 + 1/r"
    yield "log2(floor(r/3) + 1) <= log2(r)", "r >= 2", True
    yield "floor(r/2)**2 + ceiling(r/2)**2 <= (r**2 + 1)/2", True
    yield "floor(r/2)**2 + ceiling(r/2)**2 >= r**2/2", True
    yield "floor((r - k)/2) + 1 <= r", "k <= r", True
    yield "2*(floor((r - k)/2) + 1) >= r - k + 1", "k <= r", True
    yield "floor((r + 2*floor(k/2) - k)/1) + 1 <= r + 1", "k <= r", True
    yield "max(floor(r/2), floor(r/3) + 2) <= r/2 + 2", True
    yield "floor(r/2) - floor(r/3) <= (r + 4)/6", True
    yield "floor(r/2) + floor(r/3) + floor(r/6) <= r", True
    yield "floor(r/2) + floor(r/3) + floor(r/6) >= r - 2", True
    yield "floor(r/7) + floor((r + 3)/7) <= floor(2*r/7) + 1", True
    yield "q*floor(c/q) <= c", True
    yield "floor(c/8)*8*k**2 + 8*k**2 > c*k**2", True


@group
def entropic(random: Random) -> Iterator[Any]:
    """Products with logarithms."""
    yield "W*L*log2(W) <= W**2", "L <= W", False
    yield "W*L*log2(W) <= W**2*L", True
    yield "W*L*log2(W*L) <= W**2*L**2", True
    yield "W*L*log2(W) + W*L**2 <= 2*W**2*L", "L <= W"
    yield "L*log2(W) <= W", "L**2 <= W", "W >= 16"
    yield "L*log2(W)**2 <= W*L", "W >= 16", True
    yield "W*log2(W)**2 <= W**2", "W >= 16", True
    yield "W*log2(W)**3 <= 31*W**2", True
    yield "(W + 1)*log2(W + 1) <= W*log2(W) + 2*log2(W) + 3"
    yield "(W + L)*log2(W + L) >= W*log2(W) + L*log2(L)", True
    yield "(W + L)*log2(W + L) <= W*log2(W) + L*log2(L) + W + L", True
    yield "(W + L)*log2(W + L) <= W*log2(W) + L*log2(L) + W", False
    yield "2*log2(W + L) <= log2(W) + log2(L) + W + L", True
    yield "2*log2(W + L) >= log2(W) + log2(L) + 2", True
    yield "log2(W**2 + L**2) <= 2*log2(W + L)", True
    yield "log2(W**2 + L**2) + 1 >= 2*log2(W + L)", True
    yield "W*log2(W) <= L*log2(L)", "W <= L", True
    yield "W*log2(L) <= L*log2(L)", "W <= L", True
    yield "n*w**2*log2(w) <= n*w**3", True
    yield "18*n*w**2*log2(18*n*w**2) <= 324*n**2*w**4", True
    yield "log2(n*w**2 + w) <= log2(n) + 2*log2(w) + 1", True
    yield "log2(n*w**2 + w) <= log2(n) + 2*log2(w)", False
    yield "n*log2(w) + w*log2(n) <= 2*n*w", True
    yield "log2(n)*log2(w) <= n*w", True
    yield "log2(n)**2 + log2(w)**2 >= 2*log2(n)*log2(w)", True
    yield "log2(n + 1)/n <= 1", True
    yield "log2(3*n)/log2(2*n) <= log2(3)", True
    yield "log2(n)**8 <= n**2", "n >= 4096"
    yield "log2(log2(n + 1) + 1) <= log2(n + 1)", True


@group
def outgrown(random: Random) -> Iterator[Any]:
    """Powers of numbers beside products of their exponents; conditions with symbols on both sides."""
    yield "n*w <= 2**n + w**2", True
    yield "n*w <= 2**n + 2**w", True
    yield "n*w <= 2**n + w", False
    yield "n**2*w**2 <= 4**n + w**4", True
    yield "n*w*r <= 2**n*r + w**2*r", True
    yield "n**2*w <= 2*3**n + w**2", True
    yield "n*w*log2(w) <= 2**n + w**4", True
    yield "x**6*y <= 2**x + y**2", "x >= 256", True
    yield "2**w*3**n <= 2**n*3**w", "n <= w", True
    yield "2**w*3**n <= 2**n*3**w", "n <= w + 1", False
    yield "5**w*3**n <= 5**n*3**w", "w <= n", True
    yield "w*log2(n) <= n*log2(w)", "w <= n", "w >= 4", True
    yield "h*w <= r**2", "h + w <= 2*r", True
    yield "h*w <= r**2 + r", "h + w <= 2*r + 1", True
    yield "h*w <= r**2 + r - 1", "h + w <= 2*r + 1", False
    yield "h*w <= 30", "h + w <= 11", True
    yield "a*b*c <= 27*r**3", "a + b + c <= 9*r", True
    yield "a*b*c <= 27*r**3", "a + b + c <= 9*r + 1", False
    yield "a*b + b*c + a*c <= 3*r**2", "a + b + c <= 3*r", True


@group
def counted(random: Random) -> Iterator[Any]:
    """Exact sums and binomial coefficients beside other things."""
    yield summed(lambda i: floordiv(i * 2, 3), n), "<=", n**2 / 3, True
    yield summed(lambda i: ceildiv(i, 2), n), ">=", n * (n - 1) / 4, True
    yield summed(lambda i: floordiv(r, 3**i), n), "<=", 3 * r / 2, True
    yield summed(lambda i: floordiv(r, 2**i) ** 3, n), "<=", 8 * r**3 / 7, True
    yield summed(lambda i: (c + k * i) ** 2, n), "<=", n * (c + k * n) ** 2, True
    yield summed(lambda i: (c + k * i) * k * 9, n), ">=", 9 * c * k * n, True
    yield summed(lambda i: 2**i * (i + 1), n), "<=", n * 2**n, True
    yield summed(lambda i: 4**i, n) * 3, "==", 4**n - 1, True
    yield summed(lambda i: log2(i + 1), n), "<=", n * formula(log2(n)), True
    yield summed(lambda i: maximum(i, w), n), ">=", n * w, True
    yield summed(lambda i: minimum(i, w), n), "<=", n * w, True
    yield summed(lambda i: (i + 1) * w, n) * 2, "==", n * (n + 1) * w, True
    yield "binomial(n, 4) <= n**4/24", True
    yield "binomial(n + w, 2) >= binomial(n, 2) + binomial(w, 2)", True
    yield "binomial(n + w, 2) == binomial(n, 2) + binomial(w, 2) + n*w", True
    yield "binomial(n + w, 2) <= (n + w)**2/2 - 1", "n >= 2", True
    yield "binomial(n, 2)*binomial(w, 2) <= n**2*w**2/4", True
    yield "binomial(2*n, n) <= 4**n/2", True
    yield "n*binomial(2*n, n) <= n*4**n", True
    yield "binomial(n, k)*log2(n + 1) <= n*2**n"
    yield "log2(binomial(2*n, n)) <= 2*n", True
    yield "log2(binomial(n, 2) + 1) <= 2*log2(n)", True
    yield "binomial(n + 2, 3) == n*(n + 1)*(n + 2)/6", True
    yield "w**binomial(n, 2) <= w**(n**2)", True


@group
def quotients_and_conditions(random: Random) -> Iterator[Any]:
    """Rational quotients and side conditions."""
    yield "n/(n + 1) + w/(w + 1) < 2", True
    yield "n/w + w/n >= 2", True
    yield "n/(w + 1) + w/(n + 1) >= 1", True
    yield "n/(w + 1) + w/(n + 1) >= 3/2", False
    yield "1/n - 1/(n + 1) <= 1/n**2", True
    yield "(n**2 + w**2)/(n + w) >= (n + w)/2", True
    yield "(n**3 + w**3)/(n + w) >= n*w", True
    yield "2*n*w/(n + w) <= min(n, w)*2", True
    yield "2*n*w/(n + w) <= max(n, w)", True
    yield "1/k**2 + 1/d <= 1", "k >= 2", "d >= 2", True
    yield "1/k**2 + 1/d <= 1/2", "k >= 2", "d >= 4", True
    yield "1/k**2 + 1/d <= 1/2", "k >= 2", "d >= 3", False
    yield "(n + 1)/(n + 2) <= (n + 2)/(n + 3)", True
    yield "r/(s + k) <= r/s", True
    yield "(r - k)/s + 1 <= r", "k <= r", True
    yield "(r - k + s)/s >= 1", "k <= r", True
    yield "c*k**2*(r - k + 1)**2 <= c*k**2*r**2", "k <= r", True
    yield "k**2*(r - k + 1)**2 <= (r + 1)**4/16", "k <= r", True
    yield "k**2*(r - k + 1)**2 <= (r + 1)**4/17", "k <= r", False
    yield "c*d <= 64*q**2", "c = 8*q", "d <= 8*q", True
    yield "c*(d - c) <= 16*q**2", "d = 8*q", True
    yield "c*(d - c) <= 15*q**2", "d = 8*q", False
    yield "h*e**2 >= 512*h", "e*h >= 512", "e >= 32"
    yield "4*h*d**2 + 8*d**2 <= 12*h*d**2", True
    yield "s**2*q <= 4096", "s*q <= 64", "s <= 64", True
    yield "s**2*q <= 4095", "s*q <= 64", False
    yield "n*(n + 1) <= 2*w", "n**2 <= w", True
    yield "n*(n + 1) <= w", "n**2 < w", False
    yield "c + d + k <= 30", "c <= d", "d <= k", "k <= 10", True
    yield "c*d*k <= 999", "c <= d", "d <= k", "k <= 10", False
    yield "x**2*y + y**2*z + z**2*x >= 3*x*y*z", True
    yield "x**4 + y**4 + z**4 >= x*y*z*(x + y + z)", True
    yield "(x + y)*(y + z)*(z + x) >= 8*x*y*z", True
    yield "(x + y)*(y + z)*(z + x) >= 9*x*y*z", False
    yield "x*y + y*z + z*x <= x**2 + y**2 + z**2 - 1", "x < y", True
    yield "(x + y + z)**3 >= 27*x*y*z", True
    yield "n**2*w**2 + 1 >= 2*n*w", True
    yield "n**2*w**2 + 899 >= 60*n*w", False
    yield "n**2*w**2 + 900 >= 60*n*w", True


NAMES = tuple(name for name in GROUPS if name not in EARLIER)
