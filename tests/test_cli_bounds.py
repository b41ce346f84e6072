"""bounds on the command line: what it prints, its formats, certificates that verify accepts, bad input."""

import json
import re

import pytest

CHAIN = "Conv(c, 3, padding='same') >> ReLU() >> GlobalAvgPool() >> Linear(1)"
DENSE = "(Linear(w) >> ReLU())**n >> Linear(1)"


def test_text(run):
    status, out, err = run("bounds", DENSE, "--input", "w", "--at", "n=2,w=8", "--against", "params")
    assert (status, err) == (0, "")
    assert "VC <=       S + wbar*log2(2*rho*log2(rho)), rho = max(2*e*R, 16)" in out
    assert "best: vc.master, the least of" in out
    assert "  wbar = " in out
    assert "params = n*w*(w + 1) + w + 1" in out
    assert "params <= vc.master  PROVED  by S + 7*wbar in between" in out
    assert "lb.bhlm19, lb.bmm98" in out
    assert "vc.km97: fails: all units are standard sigmoids (there is ReLU())" in out
    orders = {
        line.split()[0]: line.split()[1:] for line in out.splitlines() if "**2" in line and "=" not in line
    }
    assert orders["params"] == ["n", "w**2"]
    assert orders["vc.master"] == ["n**2*log2(n)", "w**2*log2(w)"]


def test_bounds_stand_beside_the_best_as_measures_do(run):
    names = "params,vc.bmm98,vc.km97,vc_upper"
    status, out, err = run("bounds", DENSE, "--input", "w", "--at", "n=2,w=8", "--against", names)
    assert (status, err) == (0, "")
    assert "vc.km97 = fails: all units are standard sigmoids" in out
    assert "vc_upper <= vc.master  PROVED" in out
    assert re.search(r"^vc.bmm98 <= vc.master  REFUTED", out, re.M)


def test_a_refuted_claim_shows_a_point(run):
    status, out, _ = run("bounds", CHAIN, "--input", "3,r,r", "--against", "macs", "--format", "json")
    (verdict,) = json.loads(out)["verdicts"]
    assert status == 0
    assert (verdict["claim"], verdict["verdict"]) == ("macs <= vc.master", "refuted")
    assert verdict["witness"].keys() == {"c", "r"}
    left, right = verdict["values"]
    assert left > right


def test_members_are_points(run):
    status, out, _ = run("bounds", "resnet-basic", "--against", "params", "--format", "json", "--limit", "20")
    found = json.loads(out)
    assert status == 0
    assert list(found["points"]) == ["resnet18", "resnet34"]
    assert found["measures"][0]["values"][0] == 11_689_512
    master = next(b for b in found["bounds"] if b["id"] == "vc.master")
    assert len(master["values"]) == 2
    assert master["provenance"] == "R"
    assert found["orders"]["vc.master"]["H"] == "log2(H)"
    assert found["verdicts"][0]["verdict"] == "proved"


def test_bits_and_outputs(run):
    _, out, _ = run("bounds", DENSE, "--input", "w", "--bits", "8", "--against", "params", "--format", "json")
    assert json.loads(out)["best"] == "vc.finite"
    assert json.loads(out)["sense"].startswith("the least of 8 at n=64, w=64")
    status, out, _ = run("bounds", "Linear(9)", "--input", "4", "--outputs", "9", "--against", "params")
    assert "the argmax of 9 outputs" in out
    assert "vc.linear" in out
    assert "fails: the sign of one output (argmax of 9 outputs)" in " ".join(out.split())
    assert status == 0


def test_numbers_alone_are_compared(run):
    _, out, _ = run("bounds", "Conv(2, 3) >> ReLU() >> GlobalAvgPool() >> Linear(1)", "--input", "3,99,99")
    assert "best: vc.master, the least of 6: proved" in out
    (line,) = (line for line in out.splitlines() if line.startswith("macs <= vc.master"))
    assert line.startswith("macs <= vc.master  REFUTED  508,")


def test_nothing_but_bits(run):
    status, out, _ = run("bounds", "LayerNorm() >> Linear(1)", "--input", "4", "--against", "params")
    assert status == 0
    assert "no upper bound of the catalogue allows this network" in out


def test_markdown_and_latex(run):
    _, page, _ = run(
        "bounds", DENSE, "--input", "w", "--at", "n=2,w=8", "--against", "params", "--format", "markdown"
    )
    assert page.startswith("## ")
    assert "| vc.master | VC &lt;= |" in page or "| vc.master | VC \\<= |" in page
    _, page, _ = run(
        "bounds", DENSE, "--input", "w", "--at", "n=2,w=8", "--against", "params", "--format", "latex"
    )
    assert page.count(r"\begin{tabular}") == page.count(r"\end{tabular}") == 3
    assert r"vc.master & VC <= &" in page


def test_certificates(run, tmp_path):
    path = str(tmp_path / "proofs.json")
    status, out, _ = run(
        "bounds", DENSE, "--input", "w", "--against", "params", "--explain", "--certificate", path
    )
    assert status == 0
    assert "certificate written to" in out
    assert "Claim: " in out
    status, out, _ = run("verify", path)
    assert status == 0
    assert "accepted" in out


def test_certificates_of_a_rank(run, tmp_path):
    """Of a chain of numbers, or of the network at the point that is asked for; a forged one is rejected."""
    path = tmp_path / "proofs.json"
    for what in (
        ("Linear(3) >> ReLU() >> Linear(1)", "--input", "2"), (DENSE, "--input", "w", "--at", "n=2,w=3"),
    ):  # fmt: skip
        assert run("bounds", *what, "--against", "macs", "--certificate", str(path))[0] == 0
        status, out, _ = run("verify", str(path))
        assert status == 0
        assert "2. PROVED VC >= 4 for\n" in out
        assert "bounds/rank_checker.py, in exact arithmetic" in out
    rank = json.loads(path.read_text())[-1]
    path.write_text(json.dumps({**rank, "inputs": rank["inputs"][:1] * 4}))
    status, out, _ = run("verify", str(path))
    assert status == 1
    assert "1. REJECTED: 4 points whose features have the rank 1" in out
    assert "0 of 1 accepted by symalgebra/bounds/rank_checker.py" in out


BAD = [
    ("DENS",),
    (DENSE,),
    (DENSE, "--input", "w", "--against", "param"),
    (DENSE, "--input", "w", "--at", "q=3"),
    (DENSE, "--input", "w", "--where", "q >= 3"),
    (DENSE, "--input", "w", "--outputs", "0"),
    (DENSE, "--input", "w", "--outputs", "2"),
    (DENSE, "--input", "w", "--bits", "-1"),
    (DENSE, "--input", "w", "--limit", "0"),
    (CHAIN, "--input", "3"),
]


@pytest.mark.parametrize("arguments", BAD, ids=str)
def test_bad_input(bad, arguments):
    assert bad("bounds", *arguments)
