"""Verdicts on the corpus, beside SymPy and z3 in one run: decided fractions, times, contradictions, as Markdown.

Run: python tests/benchmarks/compare.py [--every K] [--points P] [--seconds S] [--group NAME ...]
     [--sample N] [--repeat R] [--write docs/comparing-figures.md]

Of each group one pair in N is asked. One pair in K of these is also given to SymPy and to z3, each in a process of its own that is killed after S seconds, and
so are the 13 cases of a survey. Times are the least of R runs, caches cleared before each.
A contradiction is a verdict that a point, z3 or the truth known to the corpus refutes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from select import select
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from corpus import GROUPS, corpus  # noqa: E402
from oracle import Question, Solver, expr, smt  # noqa: E402
from pairs import Pair  # noqa: E402
from sympy import srepr  # noqa: E402
from sympy.core.cache import clear_cache  # noqa: E402

from symalgebra import __version__  # noqa: E402
from symalgebra.formula import floor, monomial  # noqa: E402
from symalgebra.order import Proved, Refuted, checker, compare  # noqa: E402
from symalgebra.order.proof import lines  # noqa: E402

PEERS = """
import json, sys
from sympy import *

def sign(left, relation, right):
    gap = expand(right - left)
    return {"<=": gap.is_nonnegative, "<": gap.is_positive, "==": True if gap == 0 else gap.is_zero}[relation]

def solve(left, relation, right):
    facts = {"<=": left <= right, "<": left < right, "==": Eq(left, right)}
    names = list((right - left).free_symbols)
    if facts[relation] in (true, false) or len(names) != 1:
        return {true: True, false: False}.get(facts[relation])
    x = Symbol("x", real=True)
    rest = Interval(1, oo) - reduce_inequalities([facts[relation].subs(names[0], x)], x).as_set()
    pieces = rest.args if isinstance(rest, Union) else () if rest is S.EmptySet else (rest,)
    return not any(p.contains(ceiling(p.inf) + i) == True for p in pieces for i in (0, 1))

print("ready", flush=True)
for line in sys.stdin:
    method, left, relation, right = json.loads(line)
    try:
        answer = {"sign": sign, "solve": solve}[method](sympify(left), relation, sympify(right))
    except Exception:
        answer = None
    print(json.dumps(None if answer is None else bool(answer)), flush=True)
"""


class SymPy:
    """SymPy in a process of its own: `answer(pair, method)` is True, False or None."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.process = seconds, None

    def answer(self, pair: Pair, method: str) -> bool | None:
        if pair.where:
            return None  # conditions between symbols are beyond both methods
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-c", PEERS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            self.read(60)
        left, right, relation = expr(pair.left), expr(pair.right), pair.relation
        if relation in (">=", ">"):
            left, right, relation = right, left, relation.replace(">", "<")
        self.process.stdin.write(json.dumps([method, srepr(left), relation, srepr(right)]) + "\n")
        self.process.stdin.flush()
        said = self.read(self.seconds)
        if said is None:
            self.close()
            return None
        return json.loads(said)

    def read(self, seconds: float) -> str | None:
        ready, _, _ = select([self.process.stdout], [], [], seconds)
        return self.process.stdout.readline() if ready else None

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@dataclass
class Row:
    """What one method did with the pairs of a group."""

    times: list[float] = field(default_factory=list)
    proved: int = 0
    refuted: int = 0
    wrong: int = 0

    def add(self, seconds: float, answer: bool | None, truth: bool | None = None) -> None:
        self.times.append(1000 * seconds)
        self.proved += answer is True
        self.refuted += answer is False
        self.wrong += answer is not None and truth is not None and answer is not truth

    def join(self, other: Row) -> None:
        self.times += other.times
        self.proved += other.proved
        self.refuted += other.refuted
        self.wrong += other.wrong

    @property
    def cells(self) -> list[str]:
        if not self.times:
            return ["-"] * 8
        ordered = sorted(self.times)
        at = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.9, 0.99)]
        decided = self.proved + self.refuted
        figures = [median(ordered), *at, ordered[-1]]
        return [
            str(len(ordered)), f"{100 * decided / len(ordered):.1f} %", str(self.proved), str(self.refuted),
            str(self.wrong), *(f"{value:.3g}" for value in figures),
        ]  # fmt: skip


SLOW = 0.3  # seconds from which a tool is not asked again
TOOLS = (("SymPy is_nonnegative", "sign"), ("SymPy reduce_inequalities", "solve"), ("z3", None))


def timed(call, repeat):
    """An answer, and the least of the times of a few runs."""
    best = None
    for _ in range(repeat):
        start = perf_counter()
        said = call()
        best = min(best or 1e9, perf_counter() - start)
        if best > SLOW:
            break
    return said, best


HEAD = ["pairs", "decided", "proved", "refuted", "contradictions", "median ms", "p90", "p99", "max"]


def forget() -> None:
    """Clear the caches, so that every question is met for the first time."""
    clear_cache()
    monomial._PRODUCTS.clear()
    floor._KNOWN.clear()
    for known in (checker.log2_below, lines.above_power, lines.above_line):
        known.cache_clear()


def verdict_on(pair: Pair):
    """Our verdict, met for the first time."""
    forget()
    return compare(pair.left, pair.right, where=pair.where, relation=pair.relation)


def ours(pair: Pair, points: int, row: Row, checks: Row, repeat: int) -> tuple[bool | None, float, int]:
    """Our verdict, judged by points. The answer, its seconds, the points tried."""
    verdict, seconds = timed(lambda: verdict_on(pair), repeat)
    answer = True if isinstance(verdict, Proved) else False if isinstance(verdict, Refuted) else None
    row.add(seconds, answer, pair.truth)
    if answer is None:
        return answer, seconds, 0
    start = perf_counter()
    checked = verdict.check()
    checks.add(perf_counter() - start, checked)
    question = Question(pair)
    tried = question.points(points) if answer else [question.completed(dict(verdict.witness))]
    judged = [None if at is None else question.holds(at) for at in tried]
    row.wrong += not checked or (any(j is False for j in judged) if answer else judged != [False])
    return answer, seconds, len(tried)


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def run(options: argparse.Namespace) -> str:
    groups = options.group or list(GROUPS)
    rows, checks, points, unknown = {}, Row(), 0, []
    peers = {name: Row() for name in ("ours", *(name for name, _ in TOOLS))}
    sympy, solver = SymPy(options.seconds), Solver(options.seconds)
    ratios: dict[str, list[float]] = {name: [] for name in peers}
    for name in groups:
        row = rows[name] = Row()
        for number, pair in enumerate(corpus(name)[:: options.sample]):
            answer, seconds, tried = ours(pair, options.points, row, checks, options.repeat)
            points += tried
            if answer is None:
                unknown.append(str(pair))
            if number % options.every == 0:
                beside(pair, answer, seconds, peers, ratios, sympy, solver, options.repeat)
    cases = [case(pair, sympy, solver, options.repeat) for pair in corpus("peers")]
    sympy.close()
    solver.close()
    total = Row()
    for row in rows.values():
        total.join(row)
    return report(rows, total, checks, points, peers, ratios, unknown, cases, options)


def asked(pair, method, sympy, solver, repeat):
    """The answer of a tool, True, False or None, and its seconds."""
    if method is not None:
        return timed(lambda: sympy.answer(pair, method), repeat)
    problem = smt(pair) if Solver.available else None
    return (None, 0.0) if problem is None else timed(lambda: solver.answer(problem), repeat)


def case(pair, sympy, solver, repeat) -> list[str]:
    """One case of the survey: the answers of all tools, with milliseconds."""
    verdict, seconds = timed(lambda: verdict_on(pair), repeat)
    said = True if isinstance(verdict, Proved) else False if isinstance(verdict, Refuted) else None
    answers = [(said, seconds), *(asked(pair, method, sympy, solver, repeat) for _, method in TOOLS)]
    words = {True: "true", False: "false", None: "-"}
    return [f"`{pair}`", *(f"{words[answer]} ({1000 * took:.3g})" for answer, took in answers)]


def beside(pair, answer, seconds, peers, ratios, sympy, solver, repeat) -> None:
    """The same pair for the peers, against our answer."""
    peers["ours"].add(seconds, answer, pair.truth)
    truth = pair.truth if pair.truth is not None else answer
    for name, method in TOOLS:
        said, took = asked(pair, method, sympy, solver, repeat)
        peers[name].add(took, said, truth)
        if said is not None and answer is not None:
            ratios[name].append(took / seconds)


def release(name: str) -> str:
    """The version of a package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def machine(options) -> str:
    """What was run where and when; how busy the machine was besides."""
    tools = ", ".join(f"{name} {release(name)}" for name in ("sympy", "z3-solver"))
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return (
        f"{datetime.now(UTC):%Y-%m-%d}; symalgebra {__version__}, Python {platform.python_version()}, {tools}; {platform.system()} on "
        f"{platform.machine()}, {os.cpu_count()} cores, {busy:.0f} processes at work on them. Times are wall "
        f"milliseconds, the least of {options.repeat} runs, caches cleared before each; compare them within this page."
    )


def report(rows, total, checks, points, peers, ratios, unknown, cases, options) -> str:
    parts = [
        "# Comparing: figures",
        f"Written by `python tests/benchmarks/compare.py --sample {options.sample} --every {options.every} "
        "--write docs/comparing-figures.md`; see [comparing](comparing.md).",
        machine(options),
        "## Beside other tools",
        f"One pair in {options.every * options.sample} of each group of the corpus, all tools in the same run, at most {options.seconds:g} s "
        "each; z3 and SymPy in processes of their own, their start not counted. A pair outside a tool's language counts as "
        "undecided. SymPy: `expand(g - f).is_nonnegative`, and `reduce_inequalities` where there is one symbol.",
        table(["tool", *HEAD, "median ratio to ours"], [
            [name, *row.cells, f"{median(ratios[name]):.1f}" if ratios[name] else "-"] for name, row in peers.items()
        ]),
        "## The 13 cases of a survey of tools",
        "Each cell: the answer, with milliseconds.",
        table(["case", "ours", *(name for name, _ in TOOLS)], cases),
        "## The corpus",
        f"{len(total.times)} pairs of {len(corpus()):,}, one in {options.sample} of each group. Points tried against proofs: {points:,}. Contradictions: {total.wrong}. "
        f"Checker: median {median(checks.times or [0]):.2g} ms, "
        f"{sum(checks.times) / max(1e-9, sum(total.times)):.2f} of the time of the verdicts.",
        table(["group", *HEAD], [[name, *row.cells] for name, row in [*rows.items(), ("**all**", total)]]),
        "Undecided:" if unknown else "Nothing is undecided.",
        "\n".join(f"- `{text}`" for text in unknown),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=8)
    parser.add_argument("--sample", type=int, default=1)
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--group", action="append")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    text = run(options)
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
