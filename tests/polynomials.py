"""Random polynomials with integer coefficients."""

from math import prod

from hypothesis import strategies as st

from symalgebra.formula import formula, symbol


def polynomials(names="nw"):
    """Polynomials in a few symbols."""
    monomial = st.tuples(st.integers(-5, 5), *[st.integers(0, 3)] * len(names))
    return st.lists(monomial, max_size=4).map(lambda terms: sum((term(names, *t) for t in terms), formula(0)))


def term(names, coefficient, *exponents):
    """A coefficient times powers of symbols."""
    powers = (symbol(name) ** e for name, e in zip(names, exponents, strict=True))
    return coefficient * prod(powers, start=formula(1))
