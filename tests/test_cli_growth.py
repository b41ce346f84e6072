"""growth on the command line: what it prints, its exit status, certificates that verify accepts."""

import json

import pytest


def test_formulas(run):
    status, out, err = run("growth", "3*n*w + n", "n*w", "--by", "n")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "  A = n*(3*w + 1)",
        "      n -> oo:  Theta(n)",
        "      w -> oo:  Theta(w)",
        "  B = n*w",
        "      n -> oo:  Theta(n)",
        "      w -> oo:  Theta(w)",
        "  A = Theta(B) as n -> oo, A/B -> 3 + 1/w",
    ]


STATUS = {0: "PROVED", 1: "REFUTED", 3: "UNDECIDED"}


@pytest.mark.parametrize(
    ("relation", "status"), [("o", 3), ("O", 0), ("Theta", 1), ("Omega", 1), ("omega", 1), (None, 0)]
)
def test_a_relation_that_is_asked_for(run, relation, status):
    found, out, _ = run("growth", "n*w", "n**2 + w**2", *(["--relation", relation] if relation else []))
    assert found == status
    if relation:
        assert f"A = {relation}(B)  {STATUS[status]}" in out


def test_the_whole_domain(run):
    status, out, _ = run("growth", "n*w", "n*w*log2(w)", "--whole")
    assert (status, out.splitlines()[-1]) == (0, "  neither is O of the other on the whole domain")


def test_an_open_relation_has_status_3(run):
    status, out, _ = run("growth", "w**n", "2**n", "--by", "n", "--relation", "o")
    assert status == 3
    assert "UNDECIDED" in out


def test_networks(run):
    status, out, _ = run("growth", "resnet-bottleneck", "resnet-basic", "--uniform", "n", "--format", "json")
    params, macs = json.loads(out)["answers"]
    assert status == 0
    assert [one["limit"] for one in (params, macs)] == ["17/18", "17/18"]
    assert params["orders"]["left"] == {"n": "Theta(n)", "w": "Theta(w**2)"}
    assert macs["orders"]["left"]["H"] == "Theta(H**2)"


CERTIFIED = [
    ("3*n*w + n", "n*w", "--by", "n"),
    ("n*w", "n**2 + w**2"),
    ("n*w", "n*w*log2(w)", "--whole"),
    ("n**5", "2**n"),
    ("k*r", "r**2", "--where", "k <= r"),
]


@pytest.mark.parametrize("asked", CERTIFIED, ids=str)
def test_verify_accepts_what_growth_writes(run, tmp_path, asked):
    file = str(tmp_path / "growth.json")
    status, out, _ = run("growth", *asked, "--certificate", file, "--explain")
    assert status == 0
    assert "certificate written" in out
    status, out, _ = run("verify", file)
    assert (status, out.splitlines()[0][:9]) == (0, "1. PROVED")
    assert "1 of 1 accepted" in out


def test_verify_rejects_what_is_altered(run, tmp_path):
    file = tmp_path / "growth.json"
    run("growth", "n*w", "n**2 + w**2", "--certificate", str(file))
    data = json.loads(file.read_text())
    data["claim"]["relation"] = "o"
    file.write_text(json.dumps(data))
    status, out, _ = run("verify", str(file))
    assert status == 1
    assert "REJECTED: upper: a small is needed" in out


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("n", "w", "--by", "q"), "no symbol 'q'"),
        (("n", "w", "--by", "n", "--where", "n <= 9"), "does not tend to infinity"),
        (("n +", "w"), "read as a formula"),
        (("n", "w", "--relation", "<="), "invalid choice"),
    ],
)
def test_bad_input_has_one_line_and_status_2(bad, asked, message):
    assert message in bad("growth", *asked)


def test_latex(run):
    status, out, _ = run("growth", "n*w", "n**2 + w**2", "--format", "latex")
    assert status == 0
    assert out.startswith(r"Claim: $n w = O(n^{2} + w^{2})$ as $n, w \to \infty$. \\")
