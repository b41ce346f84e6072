"""Pieces of verdicts on bounds: what is at least what, logarithms that are seen, limits of certificates."""

import pytest

from symalgebra import (
    HardSwish,
    ReLU,
    Softmax,
    Tanh,
    dims,
)
from symalgebra.bounds.assumptions import at_least, but
from symalgebra.bounds.rank_checker import MOST, Rejected, chain
from symalgebra.bounds.way import split
from symalgebra.formula import formula, log2, symbol

n, r, k, w = dims("n r k w")
z = symbol("z", 0)


def test_what_is_at_least_a_number():
    assert at_least(5, 5, "text") == (True, "text")
    assert at_least(n + 4, 5, "text") == (True, "text")
    assert at_least(4, 5, "text") == (False, "text: -1 >= 0 is not shown")
    assert at_least(4 - n, 5, "text")[0] is False
    assert at_least(5 - z, 5, "text") == (None, "text: -z >= 0 is not shown")
    assert at_least(z, 1, "text")[0] is None


def test_leaves_that_break_an_assumption():
    assert but([], "fine") == (True, "fine")
    assert but([ReLU(), ReLU()], "fine") == (False, "there is ReLU()")
    assert but([ReLU(), Tanh(), Softmax()], "fine") == (False, "there is ReLU(), Tanh(), Softmax()")
    several = [ReLU(), Tanh(), Softmax(), HardSwish()]
    assert but(several, "fine") == (False, "there is ReLU(), Tanh(), Softmax(), ...")


def test_which_logarithms_a_bound_sees():
    """Those of arguments in the seen symbols, or times a symbol or a fraction, are terms of their own."""
    lk, lr = formula(log2(k)), formula(log2(r))
    for f, above in ((3 * lk, 3 * (k - 1)), (-3 * lk, 0), (n * lr, n * (r - 1)), (lr / 2, (r - 1) / 2)):
        found = split(f, frozenset("k"))
        assert (found.top, found.bottom) == ((), ())
        assert found.terms == ((f, formula(above)),)
    found = split(2 * lr - 5 * formula(log2(w)), frozenset("k"))
    assert (found.terms, found.top, found.bottom) == ((), ((2, formula(r)),), ((5, formula(w)),))
    assert split(z * lk, frozenset("k")).above == z * (k - 1)
    assert split(symbol("m", -1) * lk, frozenset("k")) is None


def test_the_most_layers_of_a_certificate():
    most = MOST["layers"]
    assert len(chain(f"ReLU() ** {most}")) == len(chain(f"ReLU() ** {most - 1} >> ReLU()")) == most
    for text in (f"ReLU() ** {most} >> ReLU()", f"ReLU() ** {most + 1}", "ReLU() ** 0"):
        with pytest.raises(Rejected):
            chain(text)
