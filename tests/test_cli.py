"""The command line, in this process: what it prints, its exit status, and one clear line for bad input."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import symalgebra
from symalgebra import display, zoo
from symalgebra.cli.arguments import FORMATS, parser
from symalgebra.cli.kinds import separated

ROOT = Path(__file__).resolve().parents[1]
NET = "Conv(w, 3, padding=1) >> (Id + Conv(w, 3, padding=1))**n >> GlobalAvgPool() >> Linear(10)"


@pytest.fixture
def good(run):
    """The standard output of a command that succeeds without a word on standard error."""

    def good(*arguments):
        status, out, err = run(*arguments)
        assert (status, err) == (0, "")
        return out

    return good


def measured(text):
    return {name: entry["value"] for name, entry in json.loads(text)["measures"].items()}


# derive


@pytest.mark.parametrize("name", zoo.FAMILIES)
def test_every_family_is_derived_and_meets_its_published_figures(name, good):
    out = good("derive", name)
    family = zoo.FAMILIES[name]
    assert family.source in out
    for member, figures in family.published.items():
        (line,) = (line for line in out.splitlines() if line.startswith(f"{member} "))
        assert line.count("✓") == len(figures)
        assert all(f"{figure:,}" in line for figure in figures.values())


def test_a_figure_that_disagrees_is_told_and_gives_status_1(run, monkeypatch):
    family = zoo.FAMILIES["vgg"]
    values, (params, macs) = family.table["vgg11"]
    changed = {**family.table, "vgg11": (values, (params + 1, macs))}
    monkeypatch.setitem(zoo.FAMILIES, "vgg", replace(family, table=changed))
    status, out, err = run("derive", "vgg")
    assert (status, err) == (1, "")
    assert f"MISMATCH {params + 1:,}" in out
    assert run("derive", "vgg", "--format", "json")[0] == 1


@pytest.mark.parametrize("member", ["resnet50", "vgg16", "densenet121", "mobilenet_v2", "resnet18"])
def test_a_member_has_the_published_numbers(member, good):
    figures = next(f.published[member] for f in zoo.FAMILIES.values() if member in f.members)
    found = json.loads(good("derive", member, "--format", "json"))
    assert found["input"] == [3, 224, 224]
    assert found["symbols"] == {}
    assert {name: found["measures"][name]["value"] for name in figures} == figures


def test_a_member_at_another_resolution(good):
    found = json.loads(good("derive", "resnet50", "--at", "H=225", "--format", "json"))
    assert found["input"] == [3, "H", "H"]
    assert found["measures"]["macs"]["value"] == 4626713792


def test_a_network_of_the_zoo_that_is_no_member(good):
    assert measured(good("derive", "wide_resnet50_2", "--format", "json"))["params"] == 68883240
    assert "H" in json.loads(good("derive", "wide_resnet50_2", "--at", "H=64", "--format", "json"))["symbols"]


def test_a_term(good):
    out = good("derive", NET, "--input", "3,r,r", "--at", "n=3,w=64,r=32")
    assert "receptive_field = 2*n + 3" in out
    assert "at n=3, r=32, w=64" in out
    assert "115,016,320" in out
    assert "(Id + Conv(w, 3, padding=1))**n" in out


def test_a_file(good, tmp_path):
    path = tmp_path / "net.txt"
    path.write_text(NET + "\n", encoding="utf-8")
    by_file = good("derive", str(path), "--input", "3,r,r", "--format", "json")
    assert by_file == good("derive", NET, "--input", "3,r,r", "--format", "json")
    assert by_file == good("derive", NET, "--input", "(3, r, r)", "--format", "json")


def test_facts_let_floors_come_out(good):
    out = good("derive", "resnet50", "--where", "H = 32*q", "--measures", "macs", "--format", "json")
    found = json.loads(out)
    assert found["input"] == [3, "32*q", "32*q"]
    assert found["measures"]["macs"]["formula"] == "83410944*q**2 + 2048000"


def test_a_lower_bound_is_kept(good):
    out = good("derive", "vgg16", "--where", "H >= 32", "--at", "H=32", "--format", "json")
    assert json.loads(out)["symbols"] == {"H": {"min": 32}}


def test_some_values_leave_a_formula_in_the_others(good):
    out = good("derive", NET, "--input", "3,r,r", "--at", "n=2", "--measures", "params")
    assert "18*w**2 + 40*w + 10" in out
    assert (
        measured(good("derive", NET, "--input", "3,r,r", "--at", "n=2", "--format", "json"))["macs"] is None
    )


def test_measures_are_chosen_by_name(good):
    out = json.loads(good("derive", "vgg16", "--measures", "units,flops", "--format", "json"))
    assert list(out["measures"]) == ["units", "flops"]


def test_an_input_of_formulas(good):
    out = good("derive", NET, "--input", "3, max(2*q, 7), 4*2**N*q", "--format", "json")
    assert json.loads(out)["input"] == [3, "Max(2*q, 7)", "4*2**N*q"]


def test_a_measure_without_closed_form_says_why_and_the_others_are_printed(good):
    out = good("derive", "unet")
    assert re.search(r"receptive_field : no closed form here: .*symbolic depth", out)
    assert "depth           = 5*N + 3" in out
    entry = json.loads(good("derive", "unet", "--format", "json"))["measures"]["receptive_field"]
    assert (entry["formula"], entry["value"], entry["status"]) == (None, None, "none")
    assert "symbolic depth" in entry["reason"]


def test_a_sum_without_closed_form_is_partial_and_enclosed(good):
    arguments = ("Conv(w, 3, stride=2, padding=1)**n", "--input", "w,r,r", "--measures", "macs")
    assert (
        json.loads(good("derive", *arguments, "--format", "json"))["measures"]["macs"]["status"] == "partial"
    )
    assert re.search(r"macs = .*Sum.*\n +>= .*\n +<= ", good("derive", *arguments))


def test_dimensions_that_differ(good):
    out = good(
        "derive", "Conv(w, (3, 5))", "--input", "3,r,r", "--measures", "receptive_field", "--format", "json"
    )
    entry = json.loads(out)["measures"]["receptive_field"]
    assert (entry["formula"], entry["value"]) == (["3", "5"], [3, 5])


@pytest.mark.parametrize("style", FORMATS)
def test_formats_have_no_control_characters_and_end_in_one_newline(style, good):
    out = good("derive", "resnet-basic", "--format", style)
    assert out.endswith("\n")
    assert not out.endswith("\n\n")
    assert all(mark == "\n" or mark.isprintable() for mark in out)


def test_the_formats_are_those_of_the_display():
    assert list(display.FORMATS) == list(FORMATS)


def test_long_numbers_are_exact_in_json_and_short_in_text(good):
    arguments = ("(Id + Conv(w, 1))**n", "--input", "w,r,r", "--measures", "paths", "--at", "n=20000")
    limit = sys.get_int_max_str_digits()
    out = good("derive", *arguments, "--format", "json")
    assert sys.get_int_max_str_digits() == limit
    digits = re.search(r'"value": (\d+)', out)[1]
    assert len(digits) == 6021
    assert int(digits[-9:]) == pow(2, 20000, 10**9)
    assert "3.98e6020" in good("derive", *arguments)


# zoo, parse, help


def test_zoo_lists_every_family_and_source(good):
    out = good("zoo")
    for family in zoo.FAMILIES.values():
        assert all(word in out for word in (family.name, family.title, family.source, *family.members))
    assert "wide_resnet101_2" in out


def test_zoo_details(good):
    out = good("zoo", "resnet-bottleneck")
    assert "(3, H, H)" in out
    assert "25,557,032" in out
    assert "blocks of stage 4" in out
    assert out == good("zoo", "resnet101")


def test_parse_writes_the_term_back(good):
    out = good("parse", " Conv( w,3 )>>(Id+Conv(w,1))**n", "--input", "3,r,r")
    lines = dict(line.split(maxsplit=1) for line in out.splitlines()[1:])
    assert out.startswith("Conv(w, 3) >> (Id + Conv(w, 1))**n\n")
    assert lines == {
        "symbols": "n, w",
        "leaves": "2",
        "input": "(3, r, r)",
        "output": "(w, r - 2, r - 2)",
    }


def test_version_and_help(run):
    assert run("--version") == (0, f"symalgebra {symalgebra.__version__}\n", "")
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    assert all(command in out for command in ("derive", "zoo", "parse"))
    assert "--where" in run("derive", "--help")[1]


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("derive", "vgg"), "measures"),
        (("zoo", "--table"), "measures"),
        (("compare", "vgg", "vgg"), "measure"),
        (("growth", "vgg", "vgg"), "measure"),
        (("report", "vgg", "-o", "page.html"), "measures"),
        (("bounds", "vgg"), "against"),
        (("sweep", "vgg"), "measures"),
        (("laws",), "measure"),
    ],
)
def test_every_command_that_takes_measures_takes_both_spellings(arguments, name):
    """One and several: which of them a command's help shows depends on how many are usual there."""
    for given in (("--measure", "params", "--measures", "macs"), ("--measure=params,macs",)):
        assert getattr(parser().parse_args([*arguments, *given]), name) == ["params", "macs"]
    assert getattr(parser().parse_args([*arguments]), name) == []


# Bad input


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Conv(w, 7)", "--input", "3,5,5"), "Conv(w, 7) cannot read (3, 5, 5): a window over 7"),
        (("Conv(8, 3, groups=4)", "--input", "6,r,r"), "4 does not divide"),
        (("Id + Conv(w, 3)", "--input", "C,r,r"), "cannot add branches of different shapes"),
        (("Id | Conv(w, 3)", "--input", "C,r,r"), "cannot concatenate branches of different resolutions"),
        (("Id * Conv(w, 3)", "--input", "C,r,r"), "cannot multiply branches of different shapes"),
        (("Conv(w, 3, stride=0)", "--input", "3,r,r"), "stride=0, but it must be at least 1"),
        (("Conv(w, 3, stride=-2)", "--input", "3,r,r"), "stride=-2, but it must be at least 1"),
        (("Conv(w, 3", "--input", "3,r,r"), "'(' was never closed (column 5"),
        (("Covn(w, 3)", "--input", "3,r,r"), "unknown layer 'Covn', did you mean 'Conv'?"),
        (("Conv", "--input", "3,r,r"), "Conv is written with its arguments"),
        (("__import__('os').system('x')", "--input", "3,r,r"), "is no layer"),
        (("Conv(w, 3)",), "a term needs the shape that it reads: --input"),
        (("Conv(w, 3)", "--input", "3,0,r"), "0 is less than 1"),
        (("Conv(w, 3)", "--input", "3,r-,r"), "invalid syntax"),
        (("Conv(w, 3)", "--input", "3,,r"), "a part is empty in '3,,r'"),
        (("Conv(w, 3)**n", "--input", "w,9,9", "--at", "n=9"), "at n=9 a layer has no output position"),
        (("resnet-botleneck",), "did you mean 'resnet-bottleneck'?"),
        (("densenet12",), "did you mean 'densenet121'?"),
        (("xyzzy",), "symalgebra zoo lists the families"),
        (("",), "is no family, member, file or term"),
        (("x" * 10_000,), "is no family, member, file or term"),
        (("a\0b",), "is no family, member, file or term"),
        (("resnet50", "--at", "h=3"), "no symbol 'h' here, did you mean 'H'?"),
        (("resnet18", "--at", "q=4"), "no symbol 'q' here; the symbols are n1, n2, n3, n4, w, H"),
        (("vgg", "--where", "H = 32*q", "--at", "H=64"), "no symbol 'H' here; the symbols are n1"),
        (("vgg", "--at", "zz=3"), "no symbol 'zz' here; the symbols are n1, n2, n3, n4, n5, w, H"),
        (("vgg", "--at", "n1=0"), "n1=0: n1 is at least 1"),
        (("vgg", "--at", "n1=1/2"), "n1=1/2: n1 is at least 1"),
        (("vgg", "--at", "H=31"), "at H=31 a layer has no output position: H >= 32 must hold"),
        (("vgg", "--where", "H >= 64", "--at", "H=63"), "H=63: H is at least 64"),
        (("vgg", "--at", "n1=2.5"), "--at n1=2.5: write a symbol and an integer or a fraction"),
        (("vgg", "--at", "n1=1/0"), "a fraction over 0 has no value"),
        (("vgg", "--at", "n1=1,n1=2"), "--at gives n1 twice"),
        (("vgg", "--at", "n1"), "write a symbol and an integer"),
        (("vgg", "--where", "H"), "'H' is no fact"),
        (("vgg", "--where", "H = H"), "says nothing"),
        (("vgg", "--where", "Z = 3"), "no symbol 'Z' here"),
        (("vgg", "--measures", "parms"), "no measure 'parms', did you mean 'params'?"),
        (("vgg", "--format", "yaml"), "invalid choice: 'yaml'"),
        (("vgg", "--nothing"), "unrecognized arguments: --nothing"),
    ],
)
def test_bad_input(arguments, message, bad):
    assert message in bad("derive", *arguments)


def test_a_condition_that_fails_everywhere_is_told_without_a_place(bad):
    said = bad("derive", "Conv(w, 3)**99", "--input", "w,9,9")
    assert said == "a layer has no output position: -189 >= 1 must hold"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "the following arguments are required: COMMAND"),
        (("dervie",), "invalid choice: 'dervie'"),
        (("zoo", "resnt50"), "did you mean 'resnet50'?"),
        (("parse", "Conv(w"), "was never closed"),
        (("parse", ""), "a layer is missing"),
        (("parse", "Conv(w, 9)", "--input", "3,5,5"), "a window over 9 does not fit into 5"),
    ],
)
def test_bad_commands(arguments, message, bad):
    assert message in bad(*arguments)


def test_an_error_names_both_sides_and_the_place(bad):
    assert bad("derive", "Id + Conv(w, 3)", "--input", "C,r,r").splitlines()[1:] == [
        "  Id gives (C, r, r)",
        "  Conv(w, 3) gives (w, r - 2, r - 2)",
    ]
    assert bad("derive", "ReLU() >> Conv(8, 90)", "--input", "4,32,32").splitlines()[1:] == [
        "  in layer 2 of a series, Conv(8, 90), on input (4, 32, 32)"
    ]


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        (b"\xff\xfe\x00", "is not a text"),
        (b"{'a': 1}", "a dict is no layer"),
        (b"", "a layer is missing"),
        (b"Id" + b" " * (1 << 20), "at most are read"),
    ],
)
def test_bad_files(contents, message, bad, tmp_path):
    path = tmp_path / "net.term"
    path.write_bytes(contents)
    assert message in bad("derive", str(path), "--input", "3,r,r")


def test_a_directory_is_no_file(bad, tmp_path):
    assert "is no family, member, file or term" in bad("derive", str(tmp_path))


@pytest.mark.parametrize("place", [0, 3])
def test_a_traceback_only_under_debug(place, run):
    arguments = ["derive", "Conv(w, 7)", "--input=3,5,5"]
    arguments.insert(place, "--debug")
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "Traceback" in err
    assert "ShapeError" in err


def test_a_bug_is_said_without_a_traceback(run, monkeypatch):
    monkeypatch.setattr(display, "derive", lambda *_: 1 // 0)
    status, out, err = run("derive", "vgg")
    assert (status, out) == (2, "")
    assert "a bug" in err
    assert "ZeroDivisionError" in err
    assert "Traceback" not in err


# Streams


def test_an_interrupt_is_quiet(run, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(display, "derive", interrupted)
    assert run("derive", "vgg") == (130, "", "")


def test_a_broken_pipe_is_quiet():
    code = "import sys; from symalgebra.cli import main; sys.exit(main(['zoo']))"
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([sys.executable, "-c", code], stdout=write, stderr=subprocess.PIPE, cwd=ROOT)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_stream_without_check_marks_gets_words():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "symalgebra", "derive", "resnet-basic"]
    done = subprocess.run(command, env=environment, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
    assert b"11,689,512  ok" in done.stdout


# Arguments


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3,r,r", ["3", "r", "r"]),
        ("3, max(a, b), [c, {d, e}]", ["3", "max(a, b)", "[c, {d, e}]"]),
        ("max(a, b", ["max(a, b"]),
    ],
)
def test_commas_within_brackets_separate_nothing(text, parts):
    assert separated(text) == parts


def test_options_may_be_given_twice(good):
    once = good("derive", NET, "--input", "3,r,r", "--at", "n=3,w=4,r=8")
    assert good("derive", NET, "--input", "3,r,r", "--at", "n=3", "--at", "w=4,r=8") == once
