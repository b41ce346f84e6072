"""What notebooks show: MathML that means the formula, verdicts with what shows them, terms on lines."""

import re
from fractions import Fraction
from math import ceil, comb, floor, log2
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given, settings

from symalgebra import (
    Conv,
    Formula,
    Id,
    Layer,
    Linear,
    Unknown,
    compare,
    crossover,
    dims,
    growth,
    macs,
    parse,
    ratio_bounds,
    zoo,
)
from symalgebra.display.formulas import lines
from symalgebra.display.letters import GREEK
from symalgebra.display.mathml import mathml
from symalgebra.errors import ParseError
from symalgebra.formula import formula, read, symbol
from symalgebra.formula.monomial import Monomial
from symalgebra.strategies.expressions import pairs
from symalgebra.strategies.pairs import at

n, w, r, H = dims("n w r H")
WORDS = {letter: word for word, letter in GREEK.items()}
MARKS = {"+": "+", "−": "-", "⋅": "*", "\u2062": "*", "\u2061": "", ",": ",", "(": "(", ")": ")", "=": "="}
ROUND = {"⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}
WORLD = {"floor": floor, "ceil": ceil, "Q": Fraction, "max": max, "min": min, "comb": comb, "log": log2}


def spoken(node):
    """MathML as a Python expression: a reader that knows nothing of formulas."""
    tag, children = node.tag, list(node)
    if tag in ("math", "mrow"):
        return "".join(map(spoken, children))
    if tag == "mn":
        return f"Q({node.text})"
    if tag == "mi":
        return WORDS.get(node.text, node.text)
    if tag == "mo":
        return (MARKS | ROUND)[node.text]
    if tag == "msup":
        return f"(({spoken(children[0])})**({spoken(children[1])}))"
    if tag == "msubsup":
        return f"({children[0].text}{children[1].text}**({spoken(children[2])}))"
    if tag == "msub":
        return "log" if children[0].text == "log" else "".join(child.text for child in children)
    assert tag == "mfrac", tag
    if node.get("linethickness"):
        return f"comb({spoken(children[0])}).numerator,({spoken(children[1])}).numerator"
    return f"(({spoken(children[0])})/({spoken(children[1])}))"


@settings(max_examples=150)
@given(pairs)
def test_mathml_means_the_formula(pair):
    root = ElementTree.fromstring(mathml(pair.formula))
    if any(
        node.tag in ("munderover", "mfrac") and (node.get("linethickness") or node.tag[1] == "u")
        for node in root.iter()
    ):
        return
    expression = spoken(root)
    for point, value in list(pair.values())[:6]:
        assert eval(expression, WORLD, {k: Fraction(v) for k, v in point.items()}) == value


def test_an_exponent_stands_above_a_subscript():
    root = ElementTree.fromstring(mathml(symbol("h2") ** 2))
    assert spoken(root) == "(h2**(Q(2)))"


@settings(max_examples=100)
@given(pairs)
def test_lines_mean_the_formula(pair):
    """Read back, term by term, with the sizes put in for their names; a symbol of a text is at least 1."""
    text = "\n".join(lines(pair.formula))
    assume("Sum" not in text and "Product" not in text)
    body, _, where = text.partition("where ")
    names = [definition.partition(" = ")[::2] for definition in re.split(r", (?=\w+ = )", where) if where]
    try:
        found = formula(read(" ".join(body.split()).removeprefix("+ ")))
        sizes = {name: read(size) for name, size in names}
    except ParseError:  # a formula that no text may hold
        assume(False)
    for point, value in [(point, value) for point, value in pair.values() if point["z"]][:6]:
        known = point | {name: at(size, point) for name, size in sizes.items()}
        assert at(found, known) == value


def test_long_sums_have_one_term_a_line_over_named_sizes():
    family = zoo.FAMILIES["resnet-bottleneck"]
    found = lines(macs(family.build(), family.shape()))
    assert found[1] == "+ h4**2*w**2*(17*n1 + 9)"
    assert found[-1].startswith("where h2 = ceil(H/2), h4 = ceil(H/4)")
    shown = macs(family.build(), family.shape())._repr_html_()
    assert shown.count("<mtr>") == 6


def test_a_huge_formula_is_shown_in_part():
    f = sum((symbol(f"x{k}", 1) * symbol(f"y{k}", 1) for k in range(3000)), start=formula(0))
    assert "... and 2,940 more terms" in lines(f)[-1]
    assert len(f._repr_html_()) < 40_000


@pytest.mark.parametrize("family", zoo.FAMILIES.values(), ids=list(zoo.FAMILIES))
def test_families_are_well_formed(family):
    text = f"<div>{macs(family.build(), family.shape())._repr_html_()}</div>"
    ElementTree.fromstring(text.replace("&#xa0;", " "))
    ElementTree.fromstring(family.build()._repr_html_())


def test_names_never_become_markup():
    from symalgebra.formula.atom import Name

    f = Formula({Monomial(((Name("<script>alert(1)</script>", 1), 1),)): 1})
    assert "<script" not in mathml(f)


def test_verdicts_show_what_shows_them():
    proved = compare(n * w, n * w**2 + 3 * w, where=[w >= 2])._repr_html_()
    assert "Proved" in proved
    assert "n ≥ 1, w ≥ 2" in proved
    assert "<details>" in proved
    assert "Proof." in proved
    refuted = compare(n * w**2, 50 * n * w)._repr_html_()
    assert "Refuted" in refuted
    assert "n = 1, w = 51" in refuted
    assert "2601 against 2550" in refuted
    assert "&lt;b&gt;" in Unknown("n <= w", "tried <b>", "more time")._repr_html_()
    assert "51 ≤ w: never" in crossover(n * w**2, 50 * n * w, by="w")._repr_html_()
    for text in (proved, refuted):
        ElementTree.fromstring(text)


def test_comparisons_of_several_symbols_show_a_map():
    proved, refuted = compare(n * w, n * w**2 + 3 * w), compare(n * w**2, 50 * n * w)
    crossed = crossover(n * w**2, 50 * n * w, by="w")
    for found, over in ((proved, "n and w"), (refuted, "n and w"), (crossed, "w and n")):
        text = found._repr_html_()
        assert f"map over {over}, conditions aside" in text
        assert "left side is smaller" in text
        ElementTree.fromstring(text)
    assert "right side is smaller" not in proved._repr_html_()
    assert "right side is smaller" in refuted._repr_html_()  # the witness, w = 51, lies on the map
    assert "right side is smaller" in crossed._repr_html_()
    assert "at z = 1, conditions" in compare(n * w, n * w**2 * formula(dims("z")))._repr_html_()


def test_no_map_where_there_is_nothing_to_draw():
    for found in (
        compare(n, n**2),
        compare(3, 4),
        compare(n * w, n * w + 10**9 - w),
        compare(formula(n + w) ** 25, 2 * formula(n + w) ** 25),
    ):
        assert "<svg" not in found._repr_html_()


def test_growths_and_ratios_show_their_proofs():
    grown = growth(n**2, 2**n)._repr_html_()
    assert "<mi>o</mi></math>(" in grown
    assert "as n → ∞" in grown
    assert "limit 0" in grown
    found = ratio_bounds(n + 3, 2 * n)._repr_html_()
    assert "attained at n = 1" in found
    assert found.count("<details>") == 2
    assert "no constant is proved" in ratio_bounds(n**2, n)._repr_html_()
    for text in (grown, found):
        ElementTree.fromstring(text)


@pytest.mark.needs("IPython")
def test_terms_are_printed_on_lines_that_read_back():
    from IPython.lib.pretty import pretty

    for net in (
        zoo.resnet50(),
        Id + Conv(w, 3) ** n,
        Linear(10),
        Id + (Conv(w, 1) | Id) ** 3,
        zoo.densenet121(),
    ):
        assert parse(pretty(net)) == net
    assert max(map(len, pretty(zoo.vgg16()).splitlines())) < 60
    assert pretty(formula(n * w)) == "n*w"


def test_hooks_are_on_the_classes_however_they_are_reached():
    assert Layer._repr_html_ is Conv(w, 3)._repr_html_.__func__
    assert "<svg" in (Id + Conv(w, 3))._repr_html_()
