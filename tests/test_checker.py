"""The checker of certificates: one true proof for each rule, and its file stands alone."""

import ast
import sys
from fractions import Fraction

import pytest
from handmade import CHECKER, LOG, TRUE, add, n

from symalgebra.formula import read
from symalgebra.order import checker
from symalgebra.order.proof.notation import write_atom


@pytest.mark.parametrize("name", [name for name in TRUE if name != "sum"])
def test_true_proofs_are_taken(name):
    checker.check(TRUE[name])


# Rounding


def test_the_gap_of_logarithms_is_rounded_on_the_safe_side():
    """1/ln 2 is rounded by the sign of q - p, so that sign has to be proved."""
    domain, logs = checker.Domain({"n": (1, None)}, []), (["log2", add(n, "1")], LOG)
    for up, pair in ((False, logs), (True, logs[::-1])):
        checker.fact_log_gap([*pair, up], domain, 0)
        with pytest.raises(checker.Rejected):
            checker.fact_log_gap([*pair, not up], domain, 0)


def test_lines_above_logarithms_are_rounded_on_the_safe_side():
    """A line that touches log2 is refused by as little as ln 2 is rounded."""
    domain, (below, above) = checker.Domain({"n": (1, None)}, []), checker.LN2

    def line(a, b):
        return checker.fact_log_line([LOG, str(a), str(b)], domain, 0)

    def slope(b):
        return checker.fact_log_power([LOG, 2, "100", str(b), 16], domain, 0)

    assert line(-1 / above, 1 / below)
    assert slope(2 * 4 / (16 * below))
    for refused in (
        lambda: line(-1 / below, 1 / below),
        lambda: line(-1 / above, 1 / above),
        lambda: slope(2 * 4 / (16 * above)),
    ):
        with pytest.raises(checker.Rejected, match="cuts"):
            refused()


# The file stands alone


def test_the_checker_imports_the_standard_library_only():
    tree = ast.parse(CHECKER.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]
            assert getattr(node, "level", 0) == 0
            assert all(name.split(".")[0] in sys.stdlib_module_names for name in names)


def test_the_checker_divides_in_one_place():
    """int/int would be a float, and a float that is nearly 0 is no proof."""
    tree = ast.parse(CHECKER.read_text(encoding="utf-8"))
    divisions = [
        n for n in ast.walk(tree) if isinstance(n, ast.BinOp | ast.AugAssign) and isinstance(n.op, ast.Div)
    ]
    assert not divisions
    assert checker.quotient(6, 4) == Fraction(3, 2)
    assert type(checker.quotient(6, 3)) is type(checker.quotient(Fraction(3, 2), Fraction(1, 2))) is int


def test_atoms_are_written_and_read_back():
    domain = checker.Domain({name: (1, None) for name in "nmkxyr"}, [])
    for text in ("floor((n + m)/3)", "max(n, m*k)", "2**(n*m)", "n**k", "log2(n + 1)", "binomial(n, k)"):
        from symalgebra.order.expression import expression

        written = expression(read(text))
        atom = checker.atom_of(written, domain)
        assert checker.atom_of(write_atom(atom), domain) == atom


def test_a_symbol_is_at_least_its_half():
    domain = checker.Domain({"x": (1, None)}, [])
    x, half = checker.single(("sym", "x")), checker.translate(["floor", ["sym", "x"], "2"], domain)[0]
    rest = checker.plus(x, half, -1)  # ceil(x/2)
    assert checker.bounded_below(checker.times(rest, rest), domain) == 0
    assert checker.bounded_below(checker.plus(rest, half, -1), domain) == 0
    assert checker.bounded_below(checker.plus(half, rest, -1), domain) < 0
    assert checker.bounded_below(checker.plus(checker.plus(rest, half, -1), half, -1), domain) < 0
