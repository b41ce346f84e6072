"""Entries that give no number on a network: lower bounds for some network of a size, and bare orders.

A theorem that says "there is a network with W parameters and L layers" says nothing about the one at hand,
and the table tells so. Bounds of which only the order is known have no formula.
"""

from __future__ import annotations

from .entry import Entry, Quantifier


def existential(id: str, statement: str, activation: str, source: str, provenance: str) -> Entry:
    """A lower bound for some network."""
    return Entry(id, "lower", "vc", "exists_arch", activation, statement, source, provenance)


def order(id: str, statement: str, activation: str, source: str, provenance: str) -> Entry:
    """An order without constants."""
    every: Quantifier = "forall_arch"
    return Entry(id, "upper", "vc", every, activation, statement, source, provenance)


EXISTENTIAL = (
    existential(
        "lb.bhlm19", "W*L*log2(W/L)/640 where W > 640*L > 640**2", "ReLU",
        "Bartlett, Harvey, Liaw, Mehrabian, JMLR 20(63), 2019, Theorem 3", "P",
    ),
    existential(
        "lb.bmm98", "floor(L/2)*floor(W/2) where W >= 10*L - 14",
        "limits 0 and 1 and somewhere a derivative that is not 0",
        "Bartlett, Maiorov, Meir, Neural Computation 10, 1998, Theorem 2", "M",
    ),
    existential(
        "lb.maass94", "Omega(W*log W), constant depth", "linear thresholds",
        "Maass, Neural Computation 6, 1994", "P",
    ),
    existential(
        "lb.sakurai93", "Omega(W*log W), one hidden layer", "linear thresholds", "Sakurai, WCNN 1993", "M"
    ),
    existential(
        "lb.ks97", "Omega(W**2), depth without limit", "sigmoid-like, or thresholds and the identity",
        "Koiran, Sontag, NIPS 8, 1995; JCSS 54, 1997", "P",
    ),
)  # fmt: skip

ORDERS = (
    order(
        "vc.transformer26", "O(L*W*log(T*W)), T positions", "transformers",
        "Yang, Srebro, Li, COLT 2026, PMLR 336, arXiv:2606.09731", "A",
    ),
    order("vc.softmax24", "by parameters and operations", "softmax transformers",
          "Kozachinskiy, arXiv:2412.20195", "A"),
    order(
        "vc.gnn25", "O(p**2*H**2), H = L*N*d*(l_comb + l_agg) + l_read", "graph networks, Pfaffian",
        "D'Inverno, Bianchini, Scarselli, Neural Networks 182, 2025", "S",
    ),
    order(
        "vc.derivatives23", "of derivatives of ReLU networks", "ReLU", "Yang, Yang, Xiang, NeurIPS 2023", "A"
    ),
)  # fmt: skip
