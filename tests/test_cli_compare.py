"""compare and verify on the command line, in this process: what they print, their exit status, bad input."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from symalgebra.cli.arguments import COMPARED, RELATIONS
from symalgebra.cli.infix import infix
from symalgebra.display import comparison
from symalgebra.display.comparison import answer
from symalgebra.formula import formula, read
from symalgebra.order import Unknown
from symalgebra.order.expression import expression

ROOT = Path(__file__).resolve().parents[1]
RESNETS = ("compare", "resnet-bottleneck", "resnet-basic", "--uniform", "n", "--by", "n")
SEPARABLE = 'Conv(c, k, padding="same", groups=c) >> Conv(c, 1)'
FULL = 'Conv(c, k, padding="same")'


@pytest.fixture
def said(run):
    """The standard output of a command with the exit status that is expected."""

    def said(status, *arguments):
        found, out, err = run(*arguments)
        assert (found, err) == (status, "")
        return out

    return said


@pytest.fixture
def answers(said):
    """The answers of a comparison as data."""

    def answers(status, *arguments):
        return json.loads(said(status, "compare", *arguments, "--format", "json"))["answers"]

    return answers


def intervals(found):
    return [(span["low"], span["high"], span["holds"]) for span in found["crossing"]["spans"]]


# Networks


MLP, DEEPER = "(Linear(w) >> ReLU())**n >> Linear(1)", "(Linear(w) >> ReLU())**(n + 1) >> Linear(1)"


def test_bounds_of_two_networks_are_compared_as_measures_are(answers):
    found = answers(0, MLP, DEEPER, "--input", "w", "--measure", "params,vc.master,vc_upper")
    assert [(one["measure"], one["verdict"]) for one in found] == [
        ("params", "proved"), ("vc.master", "proved"), ("vc_upper", "proved")
    ]  # fmt: skip


def test_a_bound_that_does_not_hold_for_a_network_is_refused(bad):
    err = bad("compare", MLP, DEEPER, "--input", "w", "--measure", "vc.km97")
    assert "vc.km97 says nothing about this network: fails: all units are standard sigmoids" in err


def test_long_logarithms_have_names(said):
    out = said(0, "compare", MLP, MLP, "--input", "w", "--measure", "log2_layer_complexity")
    assert "A = n*log2(w)" in out
    out = said(1, "compare", "vgg", "vgg", "--measure", "vc.master", "--uniform", "n", "--relation", "<")
    assert "l2 = log2(l1 + 1/log(2))" in out


def test_bottlenecks_have_fewer_parameters_from_15_and_fewer_macs_from_13(said):
    out = said(1, *RESNETS, "--where", "w = 64, H = 224")
    params, macs = out.split("\nmacs\n")
    assert re.search(r"1 <= n <= 14 +never +PROVED\n +15 <= n +always +PROVED", params)
    assert re.search(r"1 <= n <= 12 +never +PROVED\n +13 <= n +always +PROVED", macs)
    assert "REFUTED at n=1: A is 10,064,936, B is 5,418,792" in params
    assert "n1 = n2 = n3 = n4 = n" in out


def test_the_bound_is_a_formula_and_the_ends_hold_for_every_width(said):
    out = said(1, *RESNETS, "--where", "w >= 2", "--measure", "params")
    assert "A <= B  exactly where n >= (841*w + 24092)/(85*w - 120)" in out
    assert re.search(r"1 <= n <= 9 +never +PROVED", out)
    assert re.search(r"10 <= n <= 515 +depends on w +holds at n=\d+, w=\d+, fails at n=10, w=2", out)
    assert re.search(r"516 <= n +always +PROVED", out)


@pytest.mark.parametrize("w", [2, 3, 64])
def test_the_intervals_are_those_of_the_bound(w, answers):
    (found,) = answers(1, *RESNETS[1:], "--where", f"w = {w}", "--measure", "params")
    first = -(-(841 * w + 24092) // (85 * w - 120))
    assert intervals(found) == [(1, first - 1, False), (first, None, True)]


def test_separable_convolutions_are_smaller(answers):
    where = ("--where", "k >= 2, c >= 2", "--input", "c,r,r")
    assert [found["verdict"] for found in answers(0, SEPARABLE, FULL, *where)] == ["proved", "proved"]
    refuted = answers(1, SEPARABLE, FULL, "--input", "c,r,r")
    assert [found["witness"] for found in refuted] == [{"c": 1, "k": 1}, {"c": 1, "k": 1, "r": 1}]
    assert refuted[0]["values"] == [4, 2]


def test_members_are_numbers(said):
    out = said(0, "compare", "resnet50", "resnet101")
    assert "A = 25,557,032\n  B = 44,549,160\n  A <= B  PROVED" in out
    assert "REFUTED: A is 44,549,160, B is 25,557,032" in said(1, "compare", "resnet101", "resnet50")


def test_uniform_frees_the_counts_of_members(answers):
    (found,) = answers(1, "resnet50", "resnet34", "--uniform", "n", "--by", "n", "--measure", "params")
    assert intervals(found) == [(1, 14, False), (15, None, True)]


def test_uniform_may_be_a_number_or_a_formula(said):
    assert "with n1 = n2 = n3 = n4 = 2" in said(
        0, "compare", "densenet121", "mobilenet_v2", "--uniform", "2", "--measure", "params"
    )
    assert "n1 = n2 = n3 = n4 = 2*m" in said(
        1, "compare", "resnet50", "resnet34", "--uniform", "2*m", "--measure", "params"
    )


def test_a_symbol_that_means_two_things_is_told(said):
    out = said(1, "compare", "densenet", "resnet-basic", "--measure", "params")
    assert "A: layers of block 1; B: blocks of stage 1" in out
    assert "H >= 1" not in out  # no formula depends on it


def test_what_a_network_needs_is_a_condition(answers, said):
    arguments = ("Conv(w, 7)", "Conv(w, 3)", "--input", "3,r,r", "--measure", "macs")
    (found,) = answers(1, *arguments)
    assert found["witness"]["r"] >= 7
    assert "valid where r >= 7\n" in said(1, "compare", *arguments)
    assert answers(0, *arguments, "--relation", ">", "--where", "r >= 11")[0]["verdict"] == "proved"


def test_an_equation_is_put_in_before_anything_is_derived(answers):
    (found,) = answers(1, "vgg16", "resnet50", "--where", "H = 32*q", "--measure", "macs", "--by", "q")
    assert found["left"] == "313196544*q**2 + 123633664"
    assert found["opposite"] == ">"
    assert intervals(found) == [(1, None, False)]


def test_files(answers, tmp_path):
    path = tmp_path / "net.txt"
    path.write_text(FULL, encoding="utf-8")
    arguments = ("--input", "c,r,r", "--where", "k >= 2, c >= 2")
    assert answers(0, SEPARABLE, str(path), *arguments) == answers(0, SEPARABLE, FULL, *arguments)


def test_a_measure_without_closed_form_leaves_the_question_open(answers):
    first, second = answers(3, "unet", "resnet-basic", "--measure", "receptive_field,depth")
    assert first["verdict"] == "undecided"
    assert "receptive_field of A has no closed form" in first["tried"]
    assert second["verdict"] == "refuted"  # and the status is that of the first


# Formulas


@pytest.mark.parametrize(
    ("left", "relation", "right", "status"),
    [
        ("3*n", "<=", "n**2 + 2", 0),
        ("n", "<", "n + m", 0),
        ("r - 1", "<=", "2*floor(r/2)", 0),
        ("r", ">", "2*floor(r/2)", 1),
        ("ceil(H/2)", "==", "(H + 1)//2", 0),
        ("2**n", ">=", "n + 1", 0),
        ("n", "==", "m", 1),
        ("max(n, m)", ">=", "n", 0),
    ],
)
def test_verdicts(left, relation, right, status, said):
    out = said(status, "compare", left, right, "--relation", relation)
    assert out.startswith("two formulas\n")
    assert f"A {relation} B  {('PROVED', 'REFUTED')[status]}" in out


@pytest.mark.parametrize(
    ("relation", "spans"),
    [
        ("<=", [(1, 10, True), (11, None, False)]),
        ("<", [(1, 9, True), (10, None, False)]),
        (">=", [(1, 9, False), (10, None, True)]),
        (">", [(1, 10, False), (11, None, True)]),
    ],
)
def test_every_order_has_its_intervals(relation, spans, answers):
    (found,) = answers(1, "n", "10", "--by", "n", "--relation", relation)
    assert intervals(found) == spans
    assert all(span["proved"] for span in found["crossing"]["spans"])


@pytest.mark.parametrize(("relation", "sign"), [("<=", "<="), ("<", "<"), (">=", ">="), (">", ">")])
def test_every_order_has_its_bound(relation, sign, answers):
    (found,) = answers(1, "n*w", "10*w + 3", "--by", "n", "--relation", relation)
    assert found["crossing"]["bound"] == [sign, "10*w + 3", "w"]


def test_what_holds_everywhere_is_one_interval(answers):
    (found,) = answers(0, "n", "n + m", "--by", "m")
    assert intervals(found) == [(1, None, True)]


def test_conditions(answers):
    assert answers(0, "n", "m", "--where", "n <= m")[0]["verdict"] == "proved"
    assert answers(1, "n", "m", "--where", "n <= m + 1")[0]["witness"] == {"m": 1, "n": 2}
    assert answers(0, "H", "40*q", "--where", "H = 32*q")[0]["left"] == "32*q"


def test_the_opposite_is_told_where_it_is_proved(said):
    assert "A > B  PROVED" in said(1, "compare", "n + m", "n")
    assert "PROVED" not in said(1, "compare", "n", "m")


def test_the_ratio(answers, said):
    (found,) = answers(1, "6*n*w + w", "2*n*w")
    assert found["ratio"]["upper"] == {"value": "7/2", "exact": True, "attained": {"n": 1, "w": 1}}
    assert found["ratio"]["lower"]["value"] == "3"
    assert "A/B <= 7/2 (3.50), attained at n=1, w=1" in said(1, "compare", "6*n*w + w", "2*n*w")
    assert "ratio" not in answers(0, "n", "n**2")[0]


def test_undecided(said, monkeypatch):
    monkeypatch.setattr(answer, "compare", lambda *_: Unknown("n <= m", "it is hard", strongest="n <= 12"))
    out = said(3, "compare", "n", "m", "--limit", "5")
    assert "UNDECIDED within 5 s: no counterexample was found; it is hard; proved where n <= 12" in out
    assert "--where" in out


def test_the_greatest_status_counts(answers):
    found = answers(1, "resnet-basic", "resnet-bottleneck", "--measure", "depth,params,paths")
    assert [one["verdict"] for one in found] == ["proved", "refuted", "proved"]


def test_logarithms_have_approximate_values(said):
    assert "A is about 1.58496, B is 1" in said(1, "compare", "log2(n)", "n - 2", "--where", "n = 3")


# Certificates


def test_one_certificate_is_an_object_several_are_a_list(said, tmp_path):
    path = tmp_path / "proof.json"
    out = said(0, "compare", "3*n", "n**2 + 2", "--certificate", str(path))
    assert out.endswith(f"certificate written to {path} - re-check it with: symalgebra verify {path}\n")
    assert json.loads(path.read_text())["format"] == "symalgebra-certificate/1"
    assert said(0, "verify", str(path)).splitlines()[:2] == [
        "1. PROVED for all integers n >= 1",
        "     3*n <= n**2 + 2",
    ]
    out = said(1, *RESNETS, "--where", "w = 64, H = 224", "--certificate", str(path))
    assert "4 certificates written" in out
    assert len(json.loads(path.read_text())) == 4
    assert "4 of 4 accepted" in said(0, "verify", str(path))


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_refutation_is_certified_too(relation, said, tmp_path):
    path = tmp_path / "proof.json"
    right = "m + 1" if relation == "==" else "m"
    said(1, "compare", "n", right, "--relation", relation, "--certificate", str(path))
    out = said(0, "verify", str(path))
    assert out.startswith("1. PROVED for all integers m = ")


def test_nothing_proved_nothing_written(said, tmp_path, monkeypatch):
    monkeypatch.setattr(answer, "compare", lambda *_: Unknown("n <= m", "it is hard"))
    path = tmp_path / "proof.json"
    assert "nothing is proved" in said(3, "compare", "n", "m", "--certificate", str(path))
    assert not path.exists()


def test_a_changed_claim_is_rejected(said, tmp_path):
    path = tmp_path / "proof.json"
    said(0, "compare", "3*n", "n**2 + 2", "--certificate", str(path))
    certificate = json.loads(path.read_text())
    certificate["claim"]["right"] = certificate["claim"]["left"]
    certificate["claim"]["left"] = "4"
    path.write_text(json.dumps(certificate))
    assert said(1, "verify", str(path)).startswith("1. REJECTED: ")


def test_verify_loads_neither_sympy_nor_the_algebra(said, tmp_path):
    path = tmp_path / "proof.json"
    said(0, "compare", "3*n", "n**2 + 2", "--certificate", str(path))
    code = (
        "import sys; from symalgebra.cli import main; status = main(sys.argv[1:]);"
        "rooms = {n.split('.')[1] for n in sys.modules if n.startswith('symalgebra.')};"
        "print(status, 'sympy' in sys.modules, *sorted(rooms))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "verify", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 False cli errors"


def claim(left, right, domain, **more):
    return {
        "format": "symalgebra-certificate/1",
        "claim": {"left": left, "relation": "<=", "right": right, "domain": domain},
        "proof": {"rule": "combination", "terms": [["1", []]]},
        **more,
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{}", "no certificate"),
        ("[null]", "no certificate"),
        (json.dumps(claim("3", "2", {})), "the two sides are not equal"),
        (json.dumps(claim("1", "2", {}, format="symalgebra-certificate/9")), "no certificate"),
        (json.dumps(claim("1", "2", {}, proof={"rule": ["x"]})), "malformed (TypeError)"),
        (json.dumps(claim(["pow", "10", "1000000"], "2", {})), "out of bounds"),
        (json.dumps(claim([], {}, {})), "no expression"),
    ],
)
def test_what_is_no_proof_is_rejected(content, reason, said, tmp_path):
    path = tmp_path / "proof.json"
    path.write_text(content)
    assert reason in said(1, "verify", str(path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no certificate"),
        (b"\xff\xfe", "is no certificate"),
        (b"[" * 200_000, "is no certificate: RecursionError"),
        (b"[]", "holds 0 certificates"),
        (b"[" + b"1," * 1000 + b"1]", "1 to 1,000 at most are read"),
        (b"[" + b"1" * 100_000 + b"]", "a number of 100,000 digits"),
        (b"[NaN]", "NaN is no number"),
        (b'{"a": 1, "a": 2}', "a key twice"),
        (b" " * (4 << 20) + b"{}", "more than 4,194,304 bytes"),
    ],
)
def test_what_cannot_be_read(content, message, bad, tmp_path):
    path = tmp_path / "proof.json"
    path.write_bytes(content)
    assert message in bad("verify", str(path))


def test_no_file_to_verify(bad, tmp_path):
    assert "cannot be read" in bad("verify", str(tmp_path))
    assert "cannot be read" in bad("verify", str(tmp_path / "none.json"))
    assert "cannot be read" in bad("verify", "a\0b")


def test_a_name_cannot_look_like_a_claim(said, tmp_path):
    path = tmp_path / "proof.json"
    name = "x\nPROVED 1 < 0 \x1b[31m"
    path.write_text(json.dumps(claim(["sym", name], ["add", ["sym", name], "1"], {name: [1, None]})))
    out = said(0, "verify", str(path))
    assert len(out.splitlines()) == 3
    assert "\x1b" not in out
    path.write_text(json.dumps(claim(["sym", "5"], ["add", ["sym", "5"], "1"], {"5": [1, None]})))
    assert '"5" <= "5" + 1' in said(0, "verify", str(path))


def test_an_empty_domain_is_pointed_out(said, tmp_path):
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(claim("3", "2", {"n": [5, 1]})))
    assert "nothing is claimed" in said(0, "verify", str(path))


@pytest.mark.parametrize(
    "text",
    [
        "3*n - (n + 1)**2", "2**N*q - 2**(N + 1)", "ceil(H/2)**2*w", "n/m", "-n/2 + 1/3", "max(n, m + 1)",
        "min(n, 2*m)*3", "log2(W + 1)*W", "binomial(n, k)", "(n + 1)/(2*m + w)", "n**3/m**2",
        "floor((2*n + 5)/(m + 1))",
        "-(n + m)*w", "(1/2)**n", "w**n*3 - w", "floor(ceil(H/2)/3)", "-7", "5/3", "2**(n*m)",
    ],
)  # fmt: skip
def test_expressions_are_written_as_they_are_read(text):
    f = formula(read(text))
    assert read(infix(expression(f))) == f


def test_sums_name_their_index():
    assert infix(["sum", ["sym", "#0"], "#0", ["sym", "n"]]) == "sum(#0, #0 from 0, n terms)"


# Formats


@pytest.mark.parametrize("style", COMPARED)
def test_formats_end_in_one_newline_and_have_no_control_characters(style, said):
    out = said(1, *RESNETS, "--measure", "params", "--where", "w >= 2", "--explain", "--format", style)
    assert out.endswith("\n")
    assert not out.endswith("\n\n")
    assert all(mark == "\n" or mark.isprintable() for mark in out)
    assert all(line == line.rstrip() for line in out.splitlines())


def test_the_formats_are_those_of_the_display():
    assert list(comparison.FORMATS) == list(COMPARED)


def test_latex(said):
    out = said(1, *RESNETS, "--measure", "params", "--where", "w >= 2", "--format", "latex")
    assert r"A \le B &\iff n \ge \frac{841 w + 24092}{85 w - 120}" in out
    assert out.count(r"\begin") == out.count(r"\end") == 2


def test_markdown(said):
    out = said(1, *RESNETS, "--measure", "params", "--where", "w >= 2", "--format", "markdown")
    assert "| `516 <= n` | always | PROVED |" in out
    assert "exactly where `n >= (841*w + 24092)/(85*w - 120)`" in out


def test_proofs_are_explained(said):
    out = said(0, "compare", "3*n", "n**2 + 2", "--explain")
    assert "Claim: 3*n <= n**2 + 2 for all integers n >= 1." in out
    assert "Proof." in out


def test_json_says_what_was_asked(said):
    arguments = ("resnet-basic", "vgg", "--where", "w >= 2", "--format", "json", "--measure", "depth")
    found = json.loads(said(1, "compare", *arguments))
    assert (found["format"], found["reading"]) == ("symalgebra-comparison/1", "networks")
    assert found["left"]["name"] == "resnet-basic"
    assert found["right"]["input"] == [3, "H", "H"]
    assert found["where"] == ["w >= 2"]
    assert found["domain"] == ["H >= 32"]
    assert found["symbols"]["n5"] == {"min": 1, "max": None}


# Bad input


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("n",), "the following arguments are required: B"),
        (("resnt50", "resnet50"), "did you mean 'resnet50'?"),
        (("resnt50", "resnet10"), "did you mean 'resnet50'?"),
        (("n", "resnet50"), "'n' is no family, member, file or term"),
        (("3*n", "resnet50"), "is a formula, the other a network"),
        (("Covn(w, 3)", "Conv(w, 3)", "--input", "3,r,r"), "unknown layer 'Covn', did you mean 'Conv'?"),
        (("n", "Conv(w, 3"), "'n' is no family"),
        (("Conv(w, 3)", "Conv(w, 3)"), "a term needs the shape that it reads: --input"),
        (("n", "2**"), "in B, read as a formula"),
        (("n/0", "n"), "division by zero"),
        (("", ""), "the text of a formula is empty"),
        (("n", "m", "--input", "3,r,r"), "--input is for networks"),
        (("n", "m", "--measure", "params"), "is no family, member, file or term"),
        (("vgg16", "resnet50", "--measure", "parms"), "did you mean 'params'?"),
        (("n", "m", "--by", "k"), "no such symbol here; there are m, n"),
        (("vgg", "resnet-basic", "--measure", "params", "--by", "H"), "the formulas do not depend on it"),
        (("n", "m", "--by", "n", "--relation", "=="), "--by divides the domain by an order"),
        (("n", "m", "--relation", "~"), "invalid choice: '~'"),
        (("n", "m", "--where", "z <= 3"), "no symbol 'z' here"),
        (("n", "m", "--where", "n"), "'n' is no condition"),
        (("n", "m", "--where", "5 <= 3"), "says nothing about a symbol"),
        (("n", "m", "--where", "n <= 5, n >= 7"), "no value of n is left"),
        (("n", "m", "--where", "n <= m, m < n"), "no values of the symbols satisfy"),
        (("n", "m", "--uniform", "k"), "neither of the two has block counts"),
        (("vgg", "resnet-basic", "--uniform", "k - 1"), "a block count is at least 1"),
        (("n", "m", "--limit", "0"), "'0' is no number of seconds"),
        (("n", "m", "--limit", "soon"), "'soon' is no number of seconds"),
        (("n", "m", "--format", "python"), "invalid choice: 'python'"),
        (("n", "m", "--certificate", "/none/such/file"), "cannot be written"),
        (("n" * 20_000, "m"), "the text has 20000 characters"),
    ],
)
def test_bad_input(arguments, message, bad):
    assert message in bad("compare", *arguments)


def test_dimensions_that_differ_are_no_one_formula(bad):
    arguments = ("Conv(w, (3, 5))", "Conv(w, 3)", "--input", "3,r,r", "--measure", "receptive_field")
    assert "differs between the spatial dimensions" in bad("compare", *arguments)
