"""Derivations in every format: right where they can be run or read back, well-formed where not."""

import json
import random
import re
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symalgebra import dims, parse, zoo
from symalgebra.display import FORMATS, Subject, derive
from symalgebra.display.brief import brief
from symalgebra.display.chosen import MEASURES
from symalgebra.display.code import MODULES, Code
from symalgebra.display.columns import aligned, broken, fitted, wrapped
from symalgebra.display.derivation import open_loops
from symalgebra.display.divisible import divisible
from symalgebra.display.figures import digits, exact, short
from symalgebra.display.point import point
from symalgebra.display.readable import Readable, readable
from symalgebra.errors import NoClosedForm, ShapeError, SymalgebraError, UnknownSymbol
from symalgebra.formula import (
    binomial,
    ceildiv,
    floordiv,
    formula,
    log2,
    maximum,
    read,
    size,
    substitute,
    total,
)
from symalgebra.formula.atom import Index
from symalgebra.formula.reading.reader import expression
from symalgebra.formula.reading.source import Bounds, source
from symalgebra.layer import Series
from symalgebra.shape import Shape

NETS = {
    "plain": ("Conv(w, k, stride=2) >> ReLU() >> Linear(10)", "C, r, r"),
    "sum without closed form": ("Conv(w, 3, stride=2, padding=1)**n", "w, r, r"),
    "enlarging": ("ConvTranspose(w, 2, stride=2)**2 >> Conv(w, 3, padding=1)", "w, r, r"),
    "dense": ("(Id | Conv(k, 3, padding=1, bias=False))**n", "C, r, r"),
    "indexed": ("Repeat(i, n, Conv(w*2**i, 3, stride=2, padding=1)) >> GlobalAvgPool()", "3, 2**n*q, 2**n*q"),
    "rectangular": ("Conv(w, (3, 5), stride=(1, 2)) >> MaxPool(2)", "3, r, 2*r"),
    "names of functions": ("Conv(max, 3) >> (Id + Conv(max, 1))**sum", "range, r, r"),
}


def of(text, shape):
    net = parse(text)
    rows = [(str(part), part) for part in (net.parts() if isinstance(net, Series) else [net])]
    return Subject(text, rows, Shape(read(entry) for entry in shape.split(",")))


def family(name):
    found = zoo.FAMILIES[name]
    known = {"members": found.members, "published": found.published}
    return Subject(found.title, found.stages(), found.shape(), "stage", found.source, found.symbols, **known)


# Their gates and branches, whose widths are floors of symbols, make layer complexity and intrinsic power
# longer than the reader's bounds when they are multiplied out; the logarithms keep the factors.
LONG = {"googlenet", "mobilenet-v3-large", "mobilenet-v3-small", "efficientnet", "regnet-y"}
NAMES = [name for name in zoo.FAMILIES if name not in LONG]
SUBJECTS = {
    **{n: lambda n=n: family(n) for n in NAMES},
    **{n: lambda a=a: of(*a) for n, a in NETS.items()},
}


@pytest.fixture(params=SUBJECTS, scope="module")
def found(request):
    """A derivation of each subject with all measures."""
    return derive(SUBJECTS[request.param](), MEASURES)


def points(found, number=5):
    """Points of the domain, the same in every run."""
    draw = random.Random(0)
    most = {name: low + (45 if name in "HrC" else 4) for name, low in found.symbols.items()}
    while number:
        at = {name: draw.randint(low, most[name]) for name, low in found.symbols.items()}
        with suppress(SymalgebraError):
            yield point(at, found.subject, found.domain or ())
            number -= 1
            continue
        most = {name: high + (name in "HrC") for name, high in most.items()}  # some read no small images


def run(script):
    """What a script defines."""
    space = {}
    exec(compile(script, "script", "exec"), space)
    return space


# Python


def test_python_gives_the_exact_values(found):
    script = FORMATS["python"](found, 100)
    space, places = run(script), list(points(found))
    for r in found.results:
        if not r.formulas:
            assert f"# {r.name}: no closed form here" in script
            continue
        if r.name not in space:
            assert re.search(rf"# {r.name}: .* has no exact value in Python", script)
            continue
        function = space[r.name]
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        for place in places:
            given = {name: place.values[name.rstrip("_")] for name in names}
            values = tuple(place.value(f) for f in r.formulas)
            got = function(**given)
            exact = "log2" not in str(r.formulas)
            assert (got if len(values) > 1 else (got,)) == (values if exact else pytest.approx(values))
            assert not exact or all(isinstance(v, int | Fraction) for v in values)


def test_python_of_families_imports_nothing():
    for name in NAMES:
        assert "import" not in FORMATS["python"](derive(family(name)), 100)


n, w, H = map(formula, dims("n w H"))
INDEX = Index(1, n - 1)
FORMULAS = [
    formula(0), formula(-3), formula(Fraction(7, 2)), -n, n - w, 1 / n, w / (n + 1), (n + 1) ** w,
    formula(ceildiv(H, 2)), formula(floordiv(3 * H - 1, 7)) ** 2, formula(floordiv(H, 2**n)) * w,
    formula(maximum(n, w, H - 2)), (68 * 4**n - 17) * w / 3, (4**n - w) / 3, 2 ** (-n) * w, n * (n + 1) / 2,
    formula(binomial(n, w)), formula(total(ceildiv(H, 2 ** INDEX.formula()), INDEX, n)),
    formula(total(w ** INDEX.formula(), INDEX, n)), formula(log2(w)) * n, 2**n - 0 * w,
]  # fmt: skip


@pytest.mark.parametrize("f", FORMULAS, ids=str)
def test_expressions_are_exact(f):
    code = Code({"n", "w", "H"})
    text = code[f]
    space = run("".join(f"from {MODULES[name]} import {name}\n" for name in code.needs))
    for at in ({"n": a, "w": b, "H": c} for a in (1, 2, 3, 5) for b in (1, 4, 6) for c in (1, 7, 224)):
        known = {name: value for name, value in at.items() if name in f.names}
        value = eval(text, {**space, **at})
        assert value == f.at(known)
        assert isinstance(value, int | Fraction) or "log2" in text


def test_what_has_no_exact_expression_is_refused():
    for f in (formula(2) ** Fraction(1, 2), formula(2) ** (n / 2)):
        with pytest.raises(NoClosedForm):
            Code(())[f]


@given(st.integers(-30, 30), st.integers(-30, 30), st.integers(-30, 30), st.sampled_from([2, 3, 4, 6]))
def test_divisible_proves_only_what_is_so(a, b, c, d):
    f = a * n * w + b * 4**n * w + c * n**2
    points = ({"n": x, "w": y} for x in range(1, 25) for y in range(1, 25))
    values = (f.at({name: at[name] for name in f.names}) for at in points)
    assert divisible(f, d) == all(value % d == 0 for value in values)


# JSON


def test_json_reads_back_to_the_formulas(found):
    entry = json.loads(FORMATS["json"](found, 100))
    assert list(entry) == ["format", "input", "symbols", "measures"]
    assert entry["format"] == "symalgebra/1"
    assert Shape(read(str(d)) for d in entry["input"]) == found.subject.input
    assert entry["symbols"] == {name: {"min": low} for name, low in found.symbols.items()}
    for r, (name, told) in zip(found.results, entry["measures"].items(), strict=True):
        assert name == r.name
        assert set(told) - {"reason"} == {"formula", "value", "convention", "status"}
        assert told["status"] in {"complete", "partial", "none"}
        assert (told["status"] == "none") == ("reason" in told) == (told["formula"] is None)
        if told["status"] == "complete":
            assert all(map(agree, r.formulas, reread(told["formula"])))


def reread(told):
    """The formulas of the texts of a measure."""
    return [formula(read_long(text)) for text in (told if isinstance(told, list) else [told])]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LONG))
def test_json_of_long_formulas_reads_back(name):
    found = derive(family(name), [n for n in MEASURES if n not in ("layer_complexity", "intrinsic_power")])
    told = json.loads(FORMATS["json"](found, 100))["measures"]
    for r in found.results:
        if r.status == "complete":
            assert all(map(agree, r.formulas, reread(told[r.name]["formula"]))), r.name


def test_json_leaves_out_what_no_reader_takes():
    blocks = " >> ".join(f"(Id + Conv(w, {k}, padding='same'))" for k in "abcdefghijk")
    found = derive(of(blocks, "w, r, r"), ["layer_complexity", "params"], dict.fromkeys("abcdefghijkrw", 2))
    told = json.loads(FORMATS["json"](found, 100))["measures"]
    assert told["layer_complexity"]["formula"] is None
    assert "2,048 terms" in told["layer_complexity"]["reason"]
    assert told["layer_complexity"]["value"] == 9**11
    assert reread(told["params"]["formula"]) == list(found.results[1].formulas)


def test_json_is_read_by_the_reader_as_it_is():
    for name in ("densenet", "resnet-bottleneck", "swin", "efficientnet-v2"):
        found = derive(family(name), ["params", "macs", "effective_depth"])
        told = json.loads(FORMATS["json"](found, 100))["measures"]
        assert [read(told[r.name]["formula"]) for r in found.results] == [
            r.formulas[0] for r in found.results
        ]


def read_long(text):
    """`read` for formulas of any length."""
    piece = source(text, len(text))
    return expression(piece.tree(Bounds(len(text), 100_000, 100)), piece)


def test_json_values_are_exact():
    subject = of("ConvTranspose(w, 2, stride=2)", "w, r, r")
    found = derive(subject, ["params", "effective_stride"], {"w": 10**18})
    told = json.loads(FORMATS["json"](found, 100))["measures"]
    assert told["params"]["value"] == 4 * 10**36 + 10**18
    assert told["effective_stride"]["value"] == "1/2"


def test_conventions_say_what_is_counted():
    found = derive(family("vgg"), ["macs"])
    (result,) = found.results
    assert result.convention.startswith(
        "Multiply-accumulates of convolutions, linear layers and the two products"
    )
    assert result.convention.endswith(
        "nothing else. Unit: one multiply with its add, for one input (batch 1)."
    )
    assert all(derive(family("vgg"), [name]).results[0].summary.endswith(".") for name in MEASURES)


# Formulas for the eye


def test_readable_texts_are_the_formulas(found):
    shown = readable(found)
    meanings = {name: size(read_long(str(f))) for name, f in shown.names.items() if not open_loops(f)}
    for f in (f for r in found.results if r.status == "complete" for f in r.formulas):
        (again,) = reread(shown.text(f))
        for name, meaning in reversed(meanings.items()):  # a name may stand for what has earlier ones in it
            again = substitute(again, {name: meaning})
        assert agree(f, formula(again))


def agree(f, g):
    """Whether two formulas are equal: the normal form is none for maxima within others and in logarithms."""
    places = ({name: number for name in f.names} for number in (32, 75, 224))
    return f == g or (
        re.search(r"M(ax|in)\(", str(f)) and all(f.at(p) == pytest.approx(g.at(p)) for p in places)
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("17*n*w**2 + 12*n*w + w**2 + 8*w", "w**2*(17*n + 1) + 4*w*(3*n + 2)"),
        ("12*n*w + 8*w*m", "4*w*(2*m + 3*n)"),
        ("9*w - 4*n*w + 1", "w*(9 - 4*n) + 1"),
        ("-2*n*w - 4*w + 7", "-2*w*(n + 2) + 7"),
        ("w*(n + 1)/2 + 3", "w*(n + 1)/2 + 3"),
        ("8*2**N*(2*n + 1) - 8*n + 11", "8*2**N*(2*n + 1) - 8*n + 11"),
        ("32000*w + 1000", "32000*w + 1000"),
        ("n - n", "0"),
        ("(n + m)**k", "(m + n)**k"),
        ("1 - n", "1 - n"),
        ("w*(n - 4)/(2**k*m) + 1", "w*(n - 4)/(2**k*m) + 1"),
        ("w*(n - 4)/2**k + 1", "w*(n - 4)/2**k + 1"),
        ("(w*n + 2*w*m + 3)/(n + m)", "(w*(2*m + n) + 3)/(m + n)"),
        ("w*n/(n + 1) + w*m/(n + 1)", "w*(m + n)/(n + 1)"),
    ],
)
def test_collected(text, shown):
    assert Readable([]).text(read(text)) == shown


def test_a_fraction_has_no_brackets_of_its_own():
    f = read("(w*n + 2*w*m + 3)/(n + m)")
    assert Readable([f]).latex(f) == r"\frac{w \left(2 m + n\right) + 3}{m + n}"


def test_sizes_are_named_where_they_recur():
    x, y = (ceildiv(formula(H), 2), floordiv(formula(H), 2))
    shown = Readable([x * n, x * w, y * n, y, maximum(n, w) * n, maximum(n, w)], {"h2", "H"})
    assert shown.where == ["h2b = ceil(H/2)", "h2c = floor(H/2)", "c1 = max(n, w)"]
    assert shown.text(x * n + y) == "h2b*n + h2c"
    assert Readable([x * n]).where == []


# Markdown and LaTeX


def test_markdown_tables_are_rectangular(found):
    lines = FORMATS["markdown"](found, 100).splitlines()
    counts = [len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0 for line in lines]
    assert max(counts) > 0
    assert all(a == b for a, b in pairwise(counts) if a and b)


def test_latex_is_balanced(found):
    text = FORMATS["latex"](found, 100)
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
    assert plain.count("{") - plain.count(r"\{") == plain.count("}") - plain.count(r"\}")
    assert len(re.findall(r"\\left(?![a-z])", plain)) == len(re.findall(r"\\right(?![a-z])", plain))
    assert re.findall(r"\\begin\{(\w+\*?)\}", plain) == re.findall(r"\\end\{(\w+\*?)\}", plain)
    assert all(line.count("$") % 2 == 0 for line in plain.splitlines())
    (body,) = re.findall(r"\\begin\{align\*\}\n(.*)\n\\end\{align\*\}", plain, re.DOTALL)
    assert all(line.count("&") == 1 for line in body.splitlines())
    assert all(line.endswith(r"\\") for line in body.splitlines()[:-1])
    assert not body.endswith(r"\\")


# The derivation


def test_shares_add_up_to_the_whole(found):
    for r in found.results:
        shares = [row.shares[r.name] for row in found.rows if r.name in row.shares]
        if shares and None not in shares:
            assert formula(sum(shares)) == r.formulas[0]


def test_values_are_those_of_the_formulas():
    found = derive(family("resnet-bottleneck"), at={"n1": 3, "n2": 4, "n3": 6, "n4": 3, "w": 64, "H": 97})
    values = {r.name: r.numbers for r in found.results}
    assert values["params"] == (25557032,)
    assert values["macs"] == (zoo_macs := (MEASURES["macs"](zoo.resnet50(), (3, 97, 97)).at(),))
    assert zoo_macs[0] > 0


def test_members_are_left_out_where_facts_change_the_symbols():
    assert derive(family("vgg")).checks
    assert not derive(family("vgg"), where=["H = 32*q"]).checks


def test_long_networks_are_cut_in_the_table_only():
    found = derive(of(" >> ".join(["Conv(8, 1, bias=False)"] * 500), "8, r, r"), ["params", "macs"])
    assert len(found.rows) + found.left_out == 500
    assert found.results[0].formulas[0] == 32000
    for style in ("text", "markdown", "latex"):
        assert "440 more" in FORMATS[style](found, 100)


def test_an_unknown_domain_is_told(monkeypatch):
    def unknown(net, x):
        raise NoClosedForm("no")

    monkeypatch.setattr("symalgebra.measures.domain", unknown)
    found = derive(family("vgg"), at={"H": 3})
    assert found.domain is None
    assert "where these formulas are valid has no closed form here" in FORMATS["text"](found, 100)


def test_bad_arguments():
    with pytest.raises(UnknownSymbol, match="no measure 'macz', did you mean 'macs'"):
        derive(family("vgg"), ["macz"])
    with pytest.raises(UnknownSymbol, match="no symbol 'h' here, did you mean 'H'"):
        derive(family("vgg"), at={"h": 3})
    with pytest.raises(ShapeError, match="cannot read"):
        derive(of("Conv(8, 9)", "3, 5, 5"))


# Figures, columns, terms in brief


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, ""), (999, ""), (1000, "1.00 k"), (1004, "1.00 k"), (1005, "1.01 k"), (9994, "9.99 k"),
        (9995, "10.0 k"), (99949, "99.9 k"), (99950, "100 k"), (999499, "999 k"), (999999, "1.00 M"),
        (25557032, "25.6 M"), (4089184256, "4.09 G"), (-4089184256, "-4.09 G"), (10**32, "100 Q"),
        (10**33, "1.00e33"), (999 * 10**33, "9.99e35"), (Fraction(7, 2), ""),
    ],
)  # fmt: skip
def test_short(value, text):
    assert short(value) == text


@given(st.integers(1000, 10**33 - 10**30))
def test_short_is_within_half_a_unit_of_the_last_digit(value):
    lead, prefix = short(value).split()
    read_back = Fraction(lead) * 1000 ** " kMGTPEZYRQ".index(prefix)
    assert abs(read_back - value) * 200 <= value


@given(st.integers(0, 10**400))
def test_digits(value):
    assert digits(value) == len(str(value))


def test_exact():
    assert exact(25557032) == "25,557,032"
    assert exact(Fraction(10**6, 3)) == "1,000,000/3"
    assert exact(10**100) == "1.00e100"


def test_columns():
    assert aligned([("a", "b", ""), ("xyz", "10", "")], right=(1,)) == ["a     b", "xyz  10"]


@given(st.text("ab()+- *", max_size=60), st.integers(1, 40), st.integers(0, 3))
def test_breaking_loses_nothing(text, width, deepest):
    assert "".join(broken(text, deepest)) == text
    assert "".join(wrapped(text, width)).replace(" ", "") == text.replace(" ", "")


def test_wide_tables_are_broken_at_terms():
    rows = [("x", "layers", "macs"), ("1", "(a + b)-(c + d)**n-e", "a*(b + c) + d*(e + f) - g")]
    assert fitted(rows, 60) == aligned(rows)
    assert fitted(rows, 30) == [
        "x  layers        macs",
        "1  (a + b)-      a*(b + c)",
        "   (c + d)**n-e  + d*(e + f)",
        "                 - g",
    ]
    assert fitted(rows, 1) == fitted(rows, 25)
    assert max(map(len, fitted(rows, 25))) == 25


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Conv(w, 7, stride=2, padding=3) >> BatchNorm() >> ReLU() >> MaxPool(3, 2, 1)", "7x7/2-max3x3/2"),
        ("(Id + (Conv(w, 1) >> Conv(w, 3, groups=w)))**(n + 1)", "(Id + 1x1-dw3x3)**(n + 1)"),
        ("Conv(w, 3, groups=2)", "g3x3"),
        ("Conv(w, (3, 5), stride=(1, 2))", "3x5/1x2"),
        ("Id * (GlobalAvgPool() >> Linear(w) >> Sigmoid())", "Id * avg-linear"),
        ("Conv(a, 1) | ReLU()", "1x1 | Id"),
        ("BatchNorm() >> ReLU()", "BatchNorm-ReLU"),
        ("MaxPool(2)", "max2x2/2"),
        ("Attention(4)", "attention"),
        ("Id", "Id"),
    ],
)
def test_brief(term, text):
    assert brief(parse(term)) == text


def test_brief_has_bounds():
    net = parse("Conv(w, 3)")
    for _ in range(5000):
        net = (net + net) >> parse("Conv(w, 3)")
    assert len(brief(net)) <= 64
    assert len(brief(Series.of([parse("Conv(w, 3)")] * 10_000))) <= 64
