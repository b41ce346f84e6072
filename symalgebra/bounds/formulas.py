"""Published upper bounds on the VC dimension as functions of a few numbers, with their constants.

W parameters, U units (all positions of all channels, and the output), L layers, p breakpoints of the
activation, l or d its degree. Provenance as in `entry.PROVENANCE`. Conventions differ between sources and
are converted: JMLR 2019 has p + 1 pieces and p breakpoints, COLT 2017 has p pieces. Bounds that count signs
hold for the pseudo-dimension too.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..formula import Formula, Size, add, formula, log2, multiply, size
from ..formula.logarithm import LOG2_E

LOG2_LOG2_E = formula(log2(LOG2_E))  # log2(1/ln 2)


def bits(*factors: Size) -> Formula:
    """log2 of a product, as a formula."""
    return formula(log2(multiply(factors)))


def linear(n0: Size, bias: int = 1) -> Size:
    """n0 + 1 for affine functions of n0 inputs, n0 without bias: exact for one unit. Cover 1965 (M, R)."""
    return size(formula(n0) + bias)


def bh89(W: Size, U: Size) -> Formula:
    """2*W*log2(e*U), U >= 2 linear threshold units. Baum, Haussler, Neural Computation 1, 1989 (M, R).

    False for U = 1: three weights would give 8.66, less than the inequality that it is solved from demands.

    >>> round(bh89(10, 4).at(), 7)
    68.8539008
    """
    return 2 * formula(W) * (LOG2_E + bits(U))


def ab6_1(W: Size, U: Size) -> Formula:
    """2*W*log2(2*U/ln 2), U >= 1 linear threshold units. Anthony, Bartlett 1999, Theorem 6.1 (M, R).

    >>> round(ab6_1(10, 4).at(), 7)
    70.5753275
    """
    return 2 * formula(W) * (1 + bits(U) + LOG2_LOG2_E)


def gj95_formula(W: Size, D: Size, s: Size) -> Formula:
    """2*W*log2(8*e*D*s), a Boolean formula of s polynomial inequalities of degree D in the W parameters.

    Goldberg, Jerrum, Machine Learning 18, 1995, Theorem 2.2 (S, R).
    """
    return 2 * formula(W) * (3 + LOG2_E + bits(D, s))


def gj95_steps(W: Size, t: Size) -> Formula:
    """4*W*(t + 2), a program of at most t steps: + - * /, jumps on comparisons, output 0 or 1.

    Goldberg, Jerrum 1995; Anthony, Bartlett 1999, Theorem 8.4 (S; the number M).
    """
    return 4 * formula(W) * (formula(t) + 2)


def bmm98(W: Size, L: Size, k: Size, p: Size = 1, l: Size = 1) -> Formula:
    """2*W*L*log2(2*e*W*L*p*k) + 2*W*L**2*log2(l + 1) + 2*L, k units.

    Bartlett, Maiorov, Meir, Neural Computation 10, 1998, Theorem 1 (constants M, R).

    >>> round(bmm98(13, 2, 4).at(), 7)
    583.4430075
    """
    return _layered(W, L, 1 + LOG2_E + bits(W, L, p, k), l)


def ab8_8(W: Size, L: Size, k: Size, p: Size = 1, l: Size = 1) -> Formula:
    """2*W*L*log2(4*W*L*p*k/ln 2) + 2*W*L**2*log2(l + 1) + 2*L. Anthony, Bartlett, Theorem 8.8 (M, R).

    >>> round(ab8_8(13, 2, 4).at(), 7)
    587.9187167
    """
    return _layered(W, L, 2 + LOG2_LOG2_E + bits(W, L, p, k), l)


def _layered(W: Size, L: Size, inner: Formula, degree: Size) -> Formula:
    layers = formula(L)
    return 2 * W * layers * inner + 2 * W * layers**2 * bits(size(formula(degree) + 1)) + 2 * layers


def bhlm19(L: Size, w: Size, R: Size, p: Size = 1) -> Formula:
    """L + w*log2(4*e*p*R*log2(2*e*p*R)), R = sum of k_i*(1 + (i - 1)*d**(i - 1)), w = sum of W_i, U > 2.

    W_i are the parameters of the layers 1 to i, for d = 0 of layer i; p breakpoints, degree d.
    Bartlett, Harvey, Liaw, Mehrabian, JMLR 20(63), 2019, Theorem 6 (M, R).

    >>> [round(bhlm19(2, w, R).at(), 7) for w, R in ((22, 5), (13, 4), (22, 6))]
    [178.3736753, 100.723692, 185.8659664]
    """
    inner = 1 + LOG2_E + bits(p, R)
    return formula(L) + formula(w) * (1 + inner + log2(size(inner)))


def colt17(W: Size, L: Size, pieces: Size = 2) -> Formula:
    """8*W*(L + 1)*log2(8*e*W**2*(L + 1)*pieces), of m <= 4*W*(L + 1)*log2(2*e*W*m*pieces), for U <= W.

    Harvey, Liaw, Mehrabian, COLT 2017, Theorem 3 (P), solved for m (R). It takes units for parameters: where
    weights are shared W is no bound of U, and it is false.

    >>> round(colt17(13, 2).at(), 4)
    4501.7035
    """
    deep = formula(L) + 1
    return 8 * W * deep * (3 + LOG2_E + 2 * bits(W) + bits(size(deep), pieces))


def units17(W: Size, U: Size, D: Size, p: Size = 1) -> Formula:
    """2*W*(1 + (U - 1)*log2(p + 1) + log2(8*e*D)), polynomials of degree D in the parameters.

    The order W*U: Harvey, Liaw, Mehrabian, COLT 2017, Theorem 4 (P). The constants: `gj95_formula` with
    2*(p + 1)**(U - 1) predicates (R).

    >>> round(units17(13, 4, 2).at(), 7)
    245.5100711
    """
    return 2 * formula(W) * (1 + (formula(U) - 1) * bits(size(formula(p) + 1)) + 3 + LOG2_E + bits(D))


def telgarsky16(W: Size, layers: Size, m: Size, t: Size, alpha: Size = 2, beta: Size = 2) -> Formula:
    """6*W*(l + 1)*(ln(2*W*(l + 1)) + ln(8*e*m*t*alpha) + l*ln(beta)), m nodes, each (t, alpha, beta).

    Semi-algebraic in weights and input: ReLU (1, 2, 2), a maximum of q affine functions (q*(q - 1), 2, 2).
    Telgarsky, COLT 2016, Lemma 4.2 (P), with shared parameters.

    >>> round(telgarsky16(13, 2, 4, 1).at(), 7)
    2551.0413875
    """
    deep = formula(layers) + 1
    inner = 1 + bits(W, size(deep)) + 3 + LOG2_E + bits(m, t, alpha) + layers * bits(beta)
    return 6 * W * deep * inner / LOG2_E


def gcnn25(weights: Sequence[Size], channels: Sequence[Size], r: Size, wide: bool = False) -> Formula:
    """L + 1 + w*log2(2*rho*log2(rho)), rho = 2*e*(r*sum l*m_l + L), w = sum W_l + W_L + 1.

    A group of r elements; W_l are the parameters up to layer l, m_l its channels. With `wide` the larger
    L + 1 + 2*w*log2(8*e*r*sum l*m_l). Sepliarskaia, Langer, Schmidt-Hieber, NeurIPS 2025 (P, R).

    >>> [round(gcnn25((112, 260, 408), (4, 4, 4), 64, wide).at(), 2) for wide in (False, True)]
    [21090.07, 35739.77]
    """
    L, w = len(channels), add((*weights, weights[-1], 1))
    turned = multiply((r, add(multiply((place, m)) for place, m in enumerate(channels, 1))))
    if wide:
        return L + 1 + 2 * formula(w) * (3 + LOG2_E + bits(turned))
    inner = 1 + LOG2_E + bits(add((turned, L)))
    return L + 1 + formula(w) * (1 + inner + log2(size(inner)))


def km97(W: Size, k: Size) -> Formula:
    """(W*k)**2 + 11*W*k*log2(18*W*k**2), k units with the standard sigmoid, any graph.

    Karpinski, Macintyre, JCSS 54, 1997; Anthony, Bartlett 1999, Theorem 8.13 (constants M).

    >>> round(km97(13, 4).at(), 7)
    9493.8486196
    """
    both = formula(W) * k
    return both**2 + 11 * both * bits(18, W, k, k)


def exp_steps(W: Size, t: Size, q: Size) -> Formula:
    """(W*(q + 1))**2 + 11*W*(q + 1)*(t + log2(9*W*(q + 1))), t steps of which q are exponentials.

    Anthony, Bartlett 1999, Theorem 8.14 (M).

    >>> round(exp_steps(13, 20, 3).at(), 7)
    19217.8486196
    """
    both = formula(W) * (formula(q) + 1)
    return both**2 + 11 * both * (formula(t) + bits(9, size(both)))


def finite(W: Size, b: Size) -> Formula:
    """b*W, of the 2**(b*W) functions with W parameters of b bits. Folklore (R)."""
    return formula(b) * W
