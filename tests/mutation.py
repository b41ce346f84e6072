"""Mutation testing: bugs planted one at a time, and the tests that must catch each.

    python tests/mutation.py formula order shape.py measure.py --sample 25 --seed 1

plants 25 bugs in each room, in a copy of the checkout, and runs the room's tests on each until the first one
fails. It prints each bug as file:line and both texts, with the test that caught it, and the score of each
room: killed / planted. The tests of a room run once before, which shows what each of them calls: those that
call the function with the bug come first, the quick ones before the others, as many as take `--seconds`
together. The room's doctests are among them. What that run shows is kept in the system's temporary directory
as long as the tests do not change; that they pass without a bug is seen each time.

A bug is one small change of the syntax tree: another operator, a bound moved by one, a condition negated, an
argument left out, a branch not taken. Left alone are texts, annotations, what an error says, the `strict` of
a zip, names in capitals at the head of a module (budgets and sizes of caches, which change time and no
answer), and how much work `spend` counts. A survivor that computes the same is listed in
data/equivalent.txt with its reason.
"""

import argparse
import ast
import builtins
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, count, islice
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from time import monotonic

from trials import Record, caught, files, recorded, timed

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 30  # of tests for one bug, unless --seconds says more
QUICK = 2  # seconds of tests that are tried before the others
AGES = count(10)  # seconds by which a file with a bug is newer: no two alike

FORMULA = (
    "formula_closed formula_ring formula_powers formula formula_parts formula_edges formula_budget "
    "formula_text formula_written formula_places formula_steps formula_sympy formula_reading formula_values "
    "floor floors_kept sums signs signs_unproved fractions recurrences compilation parse"
)
BOUNDS = (
    "bounds_entries bounds_catalogue bounds_beside bounds_master bounds_rank bounds_brute bounds_shattered "
    "bounds_random bounds_claims bounds_plainly bounds_parts bounds_counts bounds_pages regions "
    "bounds_abilities bounds_pairs bounds_stages bounds_layers bounds_verdicts bounds_order bounds_choices "
    "bounds_copies bounds_wired regions_inside regions_sampled regions_stacked regions_convolved "
    "bounds_blocks bounds_carriers"
)
ORDER = (
    "constants scales tails rays offers sides accounts "
    "rules search golden brackets compare crossover growth limits lined euler "
    "points ratios simplex asked explained "
    "compare_laws growth_laws checker checker_forged checker_mutants checker_granted "
    "growth_certificates kept halves "
    "facts facts_logarithms facts_lines facts_conditions cases cases_ranges cases_integers "
    "forms forms_residues forms_squares hypotheses replacing replacing_steps summands "
    "logarithms logarithms_lines logarithms_means logarithms_powers "
    "lemmas partial conditions means flat checker_conditions checker_rules checker_limits checker_facts "
    "checker_points growth_claims checker_arithmetic checker_reading checker_bounds "
    "checker_garbage"
)
TESTS = {
    "formula": FORMULA,
    "shape": "shape leaves walk graph_ports",
    "order": ORDER,
    "layer": "walk layer shape measure",
    "measure.py": "measure walk figures field",
    "algebra": "law_checks walk complexity graph graph_feedback",
    "leaves": "leaves torch_leaves",
    "measures": "field figures complexity",
    "bounds": BOUNDS,
    "graph": "graph graph_ports graph_shapes graph_feedback",
    "io": "parse onnx torch_import",
}

EQUIVALENT = Path(__file__).parent / "data" / "equivalent.txt"  # bugs that compute the same, and why

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.BitXor: ast.BitOr,
}  # fmt: skip
NAMED = {
    "min": "max", "max": "min", "any": "all", "all": "any", "floordiv": "ceildiv", "ceildiv": "floordiv",
    "minimum": "maximum", "maximum": "minimum", "floor": "ceil", "ceil": "floor", "gcd": "lcm", "lcm": "gcd",
    "nonnegative": "positive", "positive": "nonnegative", "add": "multiply", "multiply": "add",
    "total": "product_over", "product_over": "total", "left": "right", "right": "left", "low": "high",
    "high": "low", "before": "after", "after": "before",
}  # fmt: skip


@dataclass(frozen=True)
class Bug:
    """One change: what stands at a place of a file, within a function, and what is put there."""

    path: str
    line: int
    within: str
    span: tuple[int, int]
    before: str
    after: str

    def __str__(self):
        return f"{self.path}:{self.line}  {' '.join(self.before.split())}  ->  {self.after}"

    def planted(self, source: str) -> str:
        start, end = self.span
        return source[:start] + self.after + source[end:]


def bugs(path: str, source: str) -> Iterator[Bug]:
    """Every bug that can be planted in a file."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = source.splitlines(keepends=True)

    def place(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    known = names(source) | set(dir(builtins))
    for node, within in reached(ast.parse(source)):
        span = place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)
        before = source[slice(*span)]
        for after in changes(node):
            if after != ast.unparse(node) and names(after) <= known:
                yield Bug(path, node.lineno, within, span, before, bracketed(node, after))


def names(source: str) -> set[str]:
    """The names in a text: one that its file does not know would be caught by any test."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)} | {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def bracketed(node: ast.AST, after: str) -> str:
    return f"({after})" if isinstance(node, ast.BinOp | ast.BoolOp | ast.Compare | ast.UnaryOp) else after


def reached(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """The expressions that decide what is computed, each with the function that it stands in."""
    pending: list[tuple[ast.AST, str]] = [(tree, "")]
    while pending:
        node, within = pending.pop()
        if isinstance(node, ast.expr):
            yield node, within
        inside = named(node, within)
        pending += reversed([(child, inside) for child in ast.iter_child_nodes(node) if counts(child, node)])


def named(node: ast.AST, within: str) -> str:
    """The name of the function or class around what is in a node: `__qualname__`, less its "<locals>"."""
    if isinstance(node, ast.Lambda) and not within:
        return "<lambda>"
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return within
    return f"{within}.{node.name}" if within else node.name


def counts(child: ast.AST, parent: ast.AST) -> bool:
    """Whether a change there could change an answer."""
    if isinstance(child, ast.Raise | ast.Assert | ast.Import | ast.ImportFrom | ast.JoinedStr | ast.arg):
        return False
    if isinstance(parent, ast.Module) and isinstance(child, ast.Assign | ast.AnnAssign):
        targets = child.targets if isinstance(child, ast.Assign) else [child.target]
        named_ = [t for target in targets for t in getattr(target, "elts", [target])]
        return not all(isinstance(t, ast.Name) and t.id.lstrip("_").isupper() for t in named_)
    if isinstance(parent, ast.FunctionDef | ast.ClassDef):
        return child not in parent.decorator_list and child is not getattr(parent, "returns", None)
    if isinstance(child, ast.keyword) and child.arg == "strict":
        return False
    if isinstance(parent, ast.Call) and ast.unparse(parent.func).endswith("spend"):
        return False
    if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
        return False
    return not (isinstance(parent, ast.AnnAssign) and child is parent.annotation)


def changes(node: ast.expr) -> Iterator[str]:
    """The texts that may stand instead of an expression."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARED:
        yield ast.unparse(ast.Compare(node.left, [COMPARED[type(node.ops[0])]()], node.comparators))
    elif isinstance(node, ast.BinOp) and type(node.op) in COMPUTED and not text(node):
        yield ast.unparse(ast.BinOp(node.left, COMPUTED[type(node.op)](), node.right))
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.unparse(ast.BoolOp(other, node.values))
        yield ast.unparse(node.values[0])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield ast.unparse(node.operand)
    elif isinstance(node, ast.IfExp):
        yield ast.unparse(node.body)
        yield ast.unparse(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        yield repr(not node.value if isinstance(node.value, bool) else node.value + 1)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in NAMED:
        yield NAMED[node.id]
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in NAMED:
        yield ast.unparse(ast.Attribute(node.value, NAMED[node.attr], node.ctx))


def text(node: ast.BinOp) -> bool:
    """Whether an operator joins texts."""
    return any(
        isinstance(n, ast.JoinedStr) or isinstance(getattr(n, "value", None), str) for n in ast.walk(node)
    )


def equivalent() -> set[tuple[str, str, str]]:
    """The listed bugs: the file, what stands there or its whole line, and what is put there."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    return {found.groups() for line in lines if (found := re.fullmatch(r"(\S+)  (.+)  ->  (.+)", line))}


def listed(bug: Bug, source: str) -> set[tuple[str, str, str]]:
    """The two ways in which a bug may stand in the list."""
    texts = bug.before, source.splitlines()[bug.line - 1]
    return {(bug.path, " ".join(text.split()), bug.after) for text in texts}


def planned(copy: Path, room: str, sample: int, seed: int) -> list[Bug]:
    """Some bugs of a room of the copy, the same for the same seed; no two of one expression."""
    found: dict[tuple[str, tuple[int, int]], list[Bug]] = {}
    known = equivalent()
    for file in files(copy / "symalgebra" / room):
        path = file.relative_to(copy / "symalgebra").as_posix()
        source = file.read_text(encoding="utf-8")
        for bug in bugs(path, source):
            if known.isdisjoint(listed(bug, source)):
                found.setdefault((path, bug.span), []).append(bug)
    draw = Random(f"{seed} {room}")
    places = draw.sample(list(found.values()), min(sample, len(found)))
    return [draw.choice(several) for several in places]


def ordered(bug: Bug, records: dict[str, Record], seconds: float) -> dict[str, float]:
    """The tests to run on a bug: those that call its function, then the others, the quick ones first."""
    calling = callers(bug, records)
    order = sorted(records, key=lambda test: (test not in calling, records[test].seconds))
    return within({test: records[test].seconds for test in order}, seconds)


def within(order: dict[str, float], seconds: float) -> dict[str, float]:
    """The first tests that take so many seconds together, one at least."""
    kept = sum(spent <= seconds for spent in accumulate(order.values()))
    return dict(islice(order.items(), max(kept, 1)))


def callers(bug: Bug, records: dict[str, Record]) -> set[str]:
    """The tests that call the innermost function around a bug; none for what stands outside of functions."""
    called = f"symalgebra/{bug.path}", bug.within
    return {test for test, record in records.items() if called in record.called}


def tried(bug: Bug, copy: Path, order: dict[str, float]) -> str | None:
    """The test that catches a bug in the copy; the quickest are tried before other files are loaded."""
    file = copy / "symalgebra" / bug.path
    sound, times = file.read_text(encoding="utf-8"), file.stat()
    file.write_text(bug.planted(sound), encoding="utf-8")
    os.utime(file, (times.st_atime, times.st_mtime + next(AGES)))  # that of no file that a test has compiled
    try:
        return caught(copy, within(order, QUICK)) or caught(copy, order)
    finally:
        file.write_text(sound, encoding="utf-8")
        os.utime(file, (times.st_atime, times.st_mtime))


def score(room: str, copy: Path, sample: int, seed: int, seconds: float) -> str:
    """Bugs killed and planted in a room; each is printed, with the test that caught it."""
    whole = room if room in TESTS else room.partition("/")[0]
    records: dict[str, Record] = {}
    for file in [*(f"tests/test_{name}.py" for name in TESTS[whole].split()), f"symalgebra/{whole}"]:
        records |= recorded(copy, file)
    broken, spent = timed(copy, {test: record.seconds for test, record in records.items()})
    if broken:
        raise SystemExit(f"{broken} fails before a bug is planted")
    records = {test: Record(spent[test], record.called) for test, record in records.items() if test in spent}
    several, killed, start = planned(copy, room, sample, seed), 0, monotonic()
    for bug in several:
        order = ordered(bug, records, seconds)
        test = tried(bug, copy, order)
        killed += test is not None
        print(f"  {test or f'SURVIVED {len(order)} tests'}  {bug}", flush=True)
    each, share = (monotonic() - start) / max(len(several), 1), 100 * killed // max(len(several), 1)
    return f"{room:20} {killed}/{len(several)} killed, {share} %, {each:.0f} s each"


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "rooms", nargs="+", help="rooms or files below symalgebra/, as formula or order/proof/lines.py"
    )
    options.add_argument("--sample", type=int, default=25, help="bugs in each")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--seconds", type=float, default=SECONDS, help="of tests that are run on one bug")
    asked = options.parse_args()
    with TemporaryDirectory() as scratch:
        copy = Path(scratch) / "checkout"
        copytree(ROOT, copy, ignore=ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis"))
        for room in asked.rooms:
            print(score(room, copy, asked.sample, asked.seed, asked.seconds), flush=True)


if __name__ == "__main__":
    main()
