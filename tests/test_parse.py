"""Texts of terms and formulas: what str writes is read back, and a text is never more than data."""

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from syntax import terms

from symalgebra.errors import ParseError
from symalgebra.formula import binomial, ceildiv, floordiv, log2, maximum, minimum, size
from symalgebra.formula.reading.reader import read
from symalgebra.graph import Graph, Input
from symalgebra.io import parse
from symalgebra.layer import Id, Layer, Nest, Repeat, Series
from symalgebra.leaves import KINDS, Conv, Dropout, Leaf, LeakyReLU, Linear, MaxPool, Pad, ReLU, Upsample
from symalgebra.shape import dims

H, i, n, q, w = dims("H i n q w")

HOSTILE = [
    "__import__('os')",
    "__import__('os').system('true')",
    "eval('1')",
    "exec('x')",
    "open('/etc/passwd')",
    "().__class__.__mro__",
    "w.__class__",
    "Conv.mro()",
    "lambda: 0",
    "(lambda: 0)()",
    "[w for w in x]",
    "{w: 1}",
    "{w for w in x}",
    "(w for w in x)",
    "f'{w}'",
    "f'{__import__(\"os\")}'",
    "b'w'",
    "'w' 'x'",
    "w[0]",
    "w if w else w",
    "w and w",
    "w < n",
    "not w",
    "~w",
    "w % n",
    "w @ n",
    "w << n",
    "w & n",
    "w := 3",
    "w = 3",
    "w; n",
    "w # n",
    "w\\\nn",
    "yield w",
    "await w",
    "*w",
    "...",
    "1j",
    "0x10",
    "1_000",
    "007",
    "1e9999",
    "9" * 401,
    "10**10**10",
    "10**10**10**10",
    "2**-10**10",
    "1e400**1e4",
    "é",
    "ｗ",  # a letter that Python would take for a w
    "w\0",
    "w\x1b[2J",
    "",
    "   ",
    "-" * 3000 + "w",
    "-" * 9_999 + "w",
    "(" * 3000 + "w" + ")" * 3000,
    "(w+" * 150 + "w" + ")" * 150,
    "((" * 3000,
    "**".join("w" * 3000),
    "w" + ".w" * 4000,
    "w" + "(w)" * 3000,
    "lambda:" * 1500 + "w",
    "w if w else " * 800 + "w",
    "not " * 2000 + "w",
    "w" * 5_000_000,
    None,
    b"w",
    3,
]
HUGE = [
    "binomial(10**30, 10**29)",
    "binomial(w + n + q, 30)",
    "(w + n + q + H)**1000",
    "(w + 1)**1000**1000",
    "w**1001",
    "(w**1000)**1000",
    "(2**4000)*(2**4000)",
    "(10**300)**n**10**300" + "0" * 200,
    "*".join(f"(a{k} + b{k})" for k in range(30)),
    "floor((w**900 - 1)/(w - n))",
    "(w**900 - 1)//(w - n)",
    "w/(0**n + 1)",
    "w*(0**n)**-1",
]


def rejected(reader, text):
    """The message of a refusal, which comes before the work that the text asks for."""
    with pytest.raises(ParseError) as caught:
        reader(text)
    message = str(caught.value)
    assert len(message) < 400
    assert "\n" not in message
    return message


# Terms


@given(terms)
def test_parse_is_the_inverse_of_str(net):
    assert parse(str(net)) == net
    assert str(parse(str(net))) == str(net)


@pytest.mark.parametrize(
    ("text", "net"),
    [
        ("Id", Id),
        ("  ReLU ( )\n>> Conv(w,3)  ", ReLU() >> Conv(w, 3)),
        ("Conv(out_channels=w, kernel_size=(3, 5), padding=(1, 2))", Conv(w, (3, 5), padding=(1, 2))),
        ("Conv(4*w*2**i, 3, padding='same', bias=False)", Conv(4 * w * 2**i, 3, padding="same", bias=False)),
        ('Conv(ceil(H/2), 3, padding="same")', Conv(ceildiv(size(H), 2), 3, padding="same")),
        ("(Id + Conv(w, 1)) ^ n", (Id + Conv(w, 1)) ** n),
        ("ReLU()**(n + 1)", ReLU() ** (n + 1)),
        ("ReLU()**2**n", ReLU() ** (2**n)),
        ("Linear(0.5*w)", Linear(w / 2)),
        ("Pad(((1, 2), 0))", Pad(((1, 2), 0))),
        ("Dropout(0.25) >> Dropout(1e-05)", Dropout(0.25) >> Dropout(1e-05)),
        ("LeakyReLU(-0.5)", LeakyReLU(-0.5)),
        ("MaxPool(3, stride=None)", MaxPool(3)),
        ("Id | ReLU() >> Id + ReLU() * ReLU()**2", Id | (ReLU() >> (Id + ReLU() * ReLU() ** 2))),
        ("Repeat(i, n, Linear(2**i))", Repeat(i, n, Linear(2**i))),
        ("Repeat(body=ReLU(), count=n, index=None, shared=True)", ReLU().repeat(n, shared=True)),
        ("Nest(i, n, Id, MaxPool(2), Upsample(2), Id, Id)", Nest(i, n, Id, MaxPool(2), Upsample(2), Id, Id)),
        ("Linear(ReLU)", Linear(dims("ReLU"))),
        ("Linear(__import__)", Linear(dims("__import__"))),
    ],
)  # fmt: skip
def test_parse(text, net):
    assert parse(text) == net


def test_every_leaf_can_be_named():
    for kind in KINDS:
        with pytest.raises(ParseError, match=f"{kind} is written with its arguments"):
            parse(kind)


def test_a_leaf_of_ones_own():
    class Blur(Leaf):
        kernel_size: int = 3

    assert parse("Blur(5) >> ReLU()", {"Blur": Blur, "ReLU": ReLU}) == Blur(5) >> ReLU()
    with pytest.raises(ParseError, match="unknown layer 'Blur'"):
        parse("Blur(5)")


def test_a_chain_of_any_length():
    text = " >> ".join(["ReLU()"] * (50_000))
    assert parse(text) == Series.of([ReLU()] * (50_000))
    assert parse(f"({' >> '.join(['ReLU()'] * 500)})**n") == Series.of([ReLU()] * 500) ** n


def test_a_text_between_bounds_is_read_and_beyond_them_refused():
    inner = "ReLU()"
    for _ in range(40):
        inner = f"(Id + {inner} >> Id)"
    assert isinstance(parse(inner), Layer)
    for _ in range(100):
        inner = f"(Id + {inner} >> Id)"
    assert "deep" in rejected(parse, inner)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_a_term_is_data(text):
    rejected(parse, text)
    if isinstance(text, str):
        rejected(parse, f"Conv({text}, {text})")
        rejected(parse, f"ReLU() >> Conv(w, 3, padding=[{text}])")
        rejected(parse, f"ReLU()**n >> {text}")


@pytest.mark.parametrize("text", HUGE)
def test_a_term_holds_no_huge_number(text):
    rejected(parse, f"Linear({text})")
    rejected(parse, f"ReLU()**({text})")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ReLU() >> Covn(w, 3)", "unknown layer 'Covn', did you mean 'Conv'? (column 11: Covn)"),
        ("relu()", "unknown layer 'relu', did you mean 'ReLU'? (column 1: relu)"),
        ("Quux()", "unknown layer 'Quux' (column 1: Quux)"),
        ("Id()", "Id is written without brackets (column 1: Id)"),
        ("ReLU", "ReLU is written with its arguments: ReLU(...) (column 1: ReLU)"),
        (
            "Conv(w, 3, paddin=1)",
            "Conv has no argument 'paddin', did you mean 'padding'? (column 12: paddin=1)",
        ),
        ("Conv(w)", "Conv needs kernel_size (column 1: Conv(w))"),
        ("Linear(w, 3, kernel=2)", "Linear has no argument 'kernel' (column 14: kernel=2)"),
        ("Linear(w, out_features=2)", "Linear is given out_features twice (column 11: out_features=2)"),
        ("Linear(1, True, 3)", "Linear takes 2 arguments at most: out_features, bias (column 17: 3)"),
        ("Conv(2^w, 3) >> Cov(w)", "unknown layer 'Cov', did you mean 'Conv'? (column 17: Cov)"),
        ("ReLU() >> >> ReLU()", "a layer is missing (column 11)"),
        ("ReLU() >>", "a layer is missing (column 10)"),
        ("ReLU() - Id", "the operator - joins no layers: >>, |, +, * and ** do (column 1: ReLU() - Id)"),
        ("2 * ReLU()", "a constant is no layer (column 1: 2)"),
        ("ReLU().out", "an attribute is no layer (column 1: ReLU().out)"),
        ("ReLU()**-1", "the number of copies is an integer, 0 or more: not -1 (column 1: ReLU()**-1)"),
        ("Repeat(2, n, ReLU())", "the index of a loop is a name or None, not a constant (column 8: 2)"),
        ("Conv(w, 3)(w)", "a call is no layer (column 1: Conv(w, 3))"),
        ("Conv(flor(w), 3)", "formulas have no function 'flor', did you mean 'floor'? (column 6: flor)"),
        ("Conv(2w, 3)", "2w is neither a number nor a name: write 2*w (column 6: 2w, 3))"),
        ("Conv(w, f'{n}')", "an f-string cannot be part of a formula (column 9: f'{n}')"),
    ],
)
def test_a_refusal_says_what_and_where(text, message):
    assert rejected(parse, text) == message


def test_the_error_of_a_leaf_has_its_place():
    assert rejected(parse, "ReLU() >> Conv(w, 3, stride=0)").endswith("(column 11: Conv(w, 3, stride=0))")


@given(st.text(alphabet="ReLU()Conv(w3,)>>|+*^ IdRepeat(i,n[]{}.'\"=-/%lambda:", max_size=40))
def test_random_texts_are_read_or_refused(text):
    try:
        net = parse(text)
    except ParseError:
        return
    assert parse(str(net)) == net


# Formulas


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3 + 5", 2),
        ("7//2 + 7/2 * 2", 10),
        ("2**10 - 2^10", 0),
        ("2^3^2", 512),
        ("-2^2", -4),
        ("0.5*4", 2),
        ("1e3", 1000),
        ("1e-3 * 1e+3", 1),
        ("4*2**N*q", 4 * 2 ** dims("N") * q),
        ("(w + n)**2", w**2 + 2 * n * w + n**2),
        ("w/2/n", w / (2 * n)),
        ("0.1*w", w / 10),
        ("floor(H/2)", floordiv(size(H), 2)),
        ("ceil(H/2) - ceiling(H/2)", 0),
        ("H//2", floordiv(size(H), 2)),
        ("max(w, n, 3)", maximum(size(w), size(n), 3)),
        ("Min(w, n)", minimum(size(w), size(n))),
        ("log2(w) + log2(8)", log2(size(w)) + 3),
        ("binomial(w, n)", binomial(size(w), size(n))),
        ("binomial(5, 2)", 10),
        ("floor(floor(H/2)/2)", floordiv(size(H), 4)),
    ],
)
def test_read(text, value):
    assert read(text) == value


def test_decimals_are_exact():
    assert read("0.1234567890123456789012345*10**25") == 1234567890123456789012345
    assert read("0.1 + 0.2") == read("0.3")


@given(st.lists(st.tuples(st.integers(-99, 99), st.sampled_from([w, n, w * n, 2**n, w**3 / n])), max_size=8))
def test_read_is_the_inverse_of_str(parts):
    value = size(sum((k * e for k, e in parts), sympy.Integer(0)))
    assert read(str(value)) == value


def test_a_long_sum_is_one_level():
    assert read("+".join(["w"] * 900)) == size(900 * w)


@pytest.mark.parametrize("text", [*HOSTILE, *HUGE])
def test_a_text_of_a_formula_is_data(text):
    rejected(read, text)
    if isinstance(text, str):
        rejected(read, f"floor({text}")
        rejected(read, f"({text})**{text}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("w + 1/0", "division by zero (column 5: 1/0)"),
        ("0**-1", "division by zero (column 1: 0**-1)"),
        ("2^w^) + 1", "unmatched ')' (column 5: ) + 1)"),
        ("2^w + n.x", "an attribute cannot be part of a formula (column 7: n.x)"),
        ("sqrt(w)", "formulas have no function 'sqrt' (column 1: sqrt)"),
        ("floor(w, n)", "floor takes 1 arguments, none of them by name (column 1: floor(w, n))"),
        ("max()", "max takes 1 or more arguments, none of them by name (column 1: max())"),
        ("max(w, key=n)", "max takes 1 or more arguments, none of them by name (column 1: max(w, key=n))"),
        ("w n", "invalid syntax (column 3: n)"),
        ("'w'", "a constant that is no number cannot be part of a formula (column 1: 'w')"),
        ("True", "a constant that is no number cannot be part of a formula (column 1: True)"),
        ("2w", "2w is neither a number nor a name: write 2*w (column 1: 2w)"),
    ],
)
def test_a_refused_formula_says_what_and_where(text, message):
    assert rejected(read, text) == message


@given(st.text(alphabet="wn12.+-*/^()[]{},'\"=<>%!flor max:", max_size=30))
def test_random_formulas_are_read_or_refused(text):
    try:
        value = read(text)
    except ParseError:
        return
    assert read(str(value)) == value


def test_graphs_read_back():
    f = Conv(dims("w"), 3, padding=1)
    graph = Graph(("a", f, "input"), ("b", "sum", "input", "a"), ("it's", f, "b"), shared=[("a", "it's")])
    net = ReLU() >> graph**2 >> Graph(("x", Id, "input"), ("o", "bundle", "x", "input"))
    assert parse(str(net)) == net
    assert parse("Input(0) + Input(1)") == Input(0) + Input(1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Graph()", "a graph of no nodes"),
        ("Graph(1)", "a node of a Graph is .*column 7: 1"),
        ("Graph(('a', ReLU(), 'z'))", "'a' reads 'z', which is no earlier node"),
        ("Graph(('a', 'sun', 'input', 'input'))", "unknown junction 'sun'; there are sum, concat, product"),
        ("Graph(('a', ReLU(), 'input'), share=1)", "a Graph is given nodes, and shared="),
        ("Graph(('a', ReLU(), 'input'), shared=[1])", "a list of names is expected, not a constant"),
        ("Graph((1, ReLU(), 'input'))", "a quoted name is expected, not a constant"),
        ("Graph(*x)", "a node of a Graph is"),
    ],
)
def test_graphs_that_are_none(text, message):
    with pytest.raises(ParseError, match=message):
        parse(text)


def test_a_division_too_long_to_be_tried_stays_as_it_is_written():
    assert str(read("(w**1000 - 1)/(w - 1)")) == "w**1000/(w - 1) - 1/(w - 1)"
    assert read("(w**100 - 1)/(w - 1)") == sum(read("w") ** k for k in range(100))
