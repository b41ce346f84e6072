"""Exact formulas with every kind of atom in them."""

from __future__ import annotations

from fractions import Fraction
from math import comb, prod
from operator import add, mul, sub

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ..formula import Formula, binomial, formula, index_over, product_over
from .pairs import (
    LOW,
    Pair,
    chosen,
    divided,
    exponential,
    joined,
    letter,
    n,
    number,
    r,
    raised,
    rounded,
    summed,
    vanishing,
    w,
    z,
)  # fmt: skip


def formulas() -> SearchStrategy[Formula]:
    """Exact formulas: polynomials, powers, floors, maxima, sums, products and their quotients.

    `pairs` draws the same, each with a function that gives its values without it.
    """
    return pairs.map(lambda pair: pair.formula)


def atoms_of_their_own():
    """Atoms that have no constructor of their own among the pairs."""
    i = index_over(z)
    ascending = lambda p: prod(p["w"] - 2 + k for k in range(p["z"]))  # noqa: E731
    return st.sampled_from([
        Pair((1 + w) ** z, lambda p: (1 + p["w"]) ** p["z"], "(1 + w)**z"),
        Pair((w - r) ** z, lambda p: (p["w"] - p["r"]) ** p["z"], "(w - r)**z"),
        Pair(w**z, lambda p: p["w"] ** p["z"], "w**z"),
        Pair(formula(binomial(r + n, z)), lambda p: comb(p["r"] + p["n"], p["z"]), "C(r + n, z)"),
        Pair(formula(binomial(r, 2)), lambda p: comb(p["r"], 2), "C(r, 2)"),
        Pair(formula(product_over(w - 2 + i.formula(), i, z)), ascending, "prod(w - 2 + i, z)"),
    ])  # fmt: skip


whole = st.integers(-7, 7).map(number)
fractions = st.sampled_from([Fraction(1, 2), Fraction(-2, 3), Fraction(5, 4)]).map(number)
letters = st.sampled_from(list(LOW)).map(letter)
divisors = st.sampled_from([
    *map(number, (1, 2, 3, 4, 5, 8)), letter("w"), exponential(2, "n", 1),
    Pair(2 * n + 1, lambda p: 2 * p["n"] + 1, "(2*n + 1)"),
])  # fmt: skip


def extended(children):
    """What can be made of smaller ones."""
    names = st.sampled_from(["n", "z", "w"])
    return st.one_of(
        st.builds(joined, children, children, st.sampled_from([add, add, sub, mul])),
        st.builds(raised, children, st.integers(2, 3)),
        st.builds(rounded, children, divisors, st.booleans()),
        st.builds(chosen, children, children, st.sampled_from(["max", "min"])),
        st.builds(vanishing, children, st.sampled_from(["n", "z"])),
        st.builds(
            summed, children, st.sampled_from(["n", "z"]), st.integers(2, 3), st.sampled_from(["ceil", 0, 1])
        ),
        st.builds(exponential, st.sampled_from([2, 3, 6]), names, st.integers(1, 2)),
        atoms_of_their_own(),
    )


halving = st.builds(exponential, st.just(Fraction(1, 2)), st.just("n"), st.just(1))
pairs = st.one_of(
    st.recursive(st.one_of(whole, letters), extended, max_leaves=8),
    st.recursive(
        st.one_of(whole, letters, fractions, halving),
        lambda children: st.one_of(extended(children), st.builds(divided, children, children)),
        max_leaves=8,
    ),
)
