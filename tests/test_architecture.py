"""The floor plan of the package, and the house rules that a reader can hold in mind.

Each rule takes the directory of a package and lists what breaks it, so that the rules themselves
are tried on small made-up packages before they are trusted with the real one.
"""

import ast
from importlib.util import resolve_name
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "symalgebra"

# Lowest floor first. A room may import itself and the floors below; rooms of one floor are strangers.
FLOORS = [
    {"errors"},
    {"extras"},
    {"formula"},
    {"shape", "algebra", "order"},  # three cellars
    {"layer"},
    {"leaves", "graph"},
    {"measure"},
    {"measures", "bounds"},
    {"zoo", "io", "display", "sweep", "laws", "strategies"},  # verandas
    {"cli"},
    {"__init__", "__main__"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# Who may also import upwards, within a function.
FRONT = {"cli", "__init__", "__main__"}
# Who may import a neighbour on the same floor, and why.
DOORS: dict[str, set[str]] = {
    "bounds": {"measures"},  # a bound is stated in parameters, MACs and units
    "graph": {"leaves"},  # what reads one of several inputs is a leaf
    "laws": {"strategies"},  # a law is tried on what they draw
    "sweep": {"display"},  # a table of values is written as other tables are
}

LINES_OF_FILE = 200
# What stands alone by its purpose: a reader of certificates checks them with these files.
ALONE = {"order/checker.py": 1480, "order/growth_checker.py": 280, "bounds/rank_checker.py": 440}
LINES_OF_FUNCTION = 30
# Names that turn text into code, called bare or through a module.
EVALUATORS = {"sympify", "parse_expr", "lambdify"}
BUILTIN_EVALUATORS = {"eval", "exec", "__import__"}


def sources(package):
    """Path (relative to the package) and syntax tree of every module."""
    for path in sorted(package.rglob("*.py")):
        yield path.relative_to(package), ast.parse(path.read_text(encoding="utf-8"), str(path))


def room(parts):
    return parts[0].removesuffix(".py")


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def called(node):
    """The last name of what a call calls: `f` in `f(x)` and in `a.b.f(x)`."""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def text(node):
    """The text written at a node, a formatted one up to its first field; None where there is none."""
    formatted = isinstance(node, ast.JoinedStr)
    value = getattr(node.values[0] if formatted and node.values else node, "value", None)
    return value if isinstance(value, str) else "" if formatted else None


def named(node, here):
    """The absolute dotted names that one syntax node imports in a module of the package `here`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = resolve_name("." * node.level + (node.module or ""), here)
        return [f"{base}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and called(node) == "import_module":
        return [resolve_name(text(node.args[0]) or "", here)]
    return []


def imports(package):
    """Every import of one part of the package by another: (path, line, from, to, whether lazy)."""
    rooms = {room(path.parts) for path, _ in sources(package)}
    for path, tree in sources(package):
        here = ".".join([package.name, *path.parent.parts])
        lazy = set(chain.from_iterable(ast.walk(function) for function in functions(tree)))
        for node in ast.walk(tree):
            for top, *rest in (name.split(".") for name in named(node, here)):
                target = rest[0] if rest and rest[0] in rooms else "__init__"
                if top == package.name:
                    yield path, node.lineno, room(path.parts), target, node in lazy


def climbs(package):
    """Imports only go down."""
    for path, line, source, target, lazy in imports(package):
        down = FLOOR.get(target, 0) < FLOOR.get(source, 0)
        free = source == target or target in DOORS.get(source, ()) or (lazy and source in FRONT)
        if not (down or free):
            yield f"{path}:{line} {source} imports {target}"


def strangers(package):
    """Every module has a floor."""
    for path, _ in sources(package):
        if room(path.parts) not in FLOOR:
            yield f"{path} is on no floor"


def utils(package):
    """A file is named after its subject."""
    for path, _ in sources(package):
        if room(path.parts[-1:]) in {"util", "utils", "helpers", "misc", "common"}:
            yield f"{path} is named after nothing"


def long_files(package):
    """A file fits in the mind."""
    for path, _ in sources(package):
        length = len((package / path).read_text(encoding="utf-8").splitlines())
        most = ALONE.get(path.as_posix(), LINES_OF_FILE)
        if length > most:
            yield f"{path} has {length} lines, {most} at most"


def long_functions(package):
    """A function fits on a screen, its docstring not counted."""
    for path, tree in sources(package):
        for function in functions(tree):
            first = function.body[0]
            told = height(first) if ast.get_docstring(function) is not None else 0
            length = height(function) - told
            if length > LINES_OF_FUNCTION:
                place = f"{path}:{function.lineno} {function.name}"
                yield f"{place} has {length} lines, {LINES_OF_FUNCTION} at most"


def height(node):
    return node.end_lineno - node.lineno + 1


def evaluators(package):
    """Text never becomes code: no eval, no sympify, and no `S("...")`, which is sympify."""
    for path, tree in sources(package):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and evaluates(node):
                yield f"{path}:{node.lineno} calls {called(node)}"


def evaluates(call):
    if isinstance(call.func, ast.Name) and call.func.id in BUILTIN_EVALUATORS:
        return True
    texts = [argument for argument in call.args if text(argument) is not None]
    return called(call) in EVALUATORS or (called(call) == "S" and bool(texts))


RULES = [climbs, strangers, utils, long_files, long_functions, evaluators]


@pytest.mark.parametrize("rule", RULES)
def test_house(rule):
    assert list(rule(PACKAGE)) == []


def function_of(lines):
    return "def f():\n    '''One.\n\n    Two.\n    '''\n" + "    x = 1\n" * (lines - 1)


BROKEN = [
    (climbs, {"layer.py": "from symalgebra.measure import measure"}, "layer.py:1 layer imports measure"),
    (climbs, {"layer.py": "import symalgebra.leaves.conv"}, "layer.py:1 layer imports leaves"),
    (climbs, {"layer.py": "from symalgebra import graph"}, "layer.py:1 layer imports graph"),
    (climbs, {"layer.py": "from symalgebra import params"}, "layer.py:1 layer imports __init__"),
    (climbs, {"layer.py": "def f():\n    from . import measure"}, "layer.py:2 layer imports measure"),
    (climbs, {"order/deep/a.py": "from ...shape import dims"}, "order/deep/a.py:1 order imports shape"),
    (climbs, {"shape.py": "from .algebra import Algebra"}, "shape.py:1 shape imports algebra"),
    (climbs, {"io/__init__.py": "from ..zoo import resnet"}, "io/__init__.py:1 io imports zoo"),
    (climbs, {"graph.py": "importlib.import_module('symalgebra.zoo')"}, "graph.py:1 graph imports zoo"),
    (climbs, {"leaves/a.py": "import_module('..cli', 'x')"}, "leaves/a.py:1 leaves imports cli"),
    (climbs, {"zoo.py": "import_module(f'symalgebra.{name}')"}, "zoo.py:1 zoo imports __init__"),
    (climbs, {"cli.py": "from symalgebra import params"}, "cli.py:1 cli imports __init__"),
    (strangers, {"shed.py": ""}, "shed.py is on no floor"),
    (utils, {"order/utils.py": ""}, "order/utils.py is named after nothing"),
    (long_files, {"shape.py": "\n" * 201}, "shape.py has 201 lines, 200 at most"),
    (long_functions, {"shape.py": function_of(31)}, "shape.py:1 f has 31 lines, 30 at most"),
    (evaluators, {"shape.py": "x = eval('1')"}, "shape.py:1 calls eval"),
    (evaluators, {"shape.py": "import sympy\nsympy.sympify(x)"}, "shape.py:2 calls sympify"),
    (evaluators, {"shape.py": "S(f'{x}')"}, "shape.py:1 calls S"),
]  # fmt: skip
SOUND = {
    "__init__.py": "from symalgebra.layer import Id\ndef __getattr__(name):\n    import symalgebra.cli",
    "__main__.py": "from symalgebra.cli import main",
    "cli.py": "def main():\n    from symalgebra import params",
    "errors.py": "import networkx, symalgebraic",
    "formula/__init__.py": "from .terms import x\nfrom symalgebra.errors import E",
    "formula/terms.py": "from ..errors import E",
    "layer.py": "from symalgebra import shape\nfrom .algebra import Algebra\n" + function_of(30),
    "algebra.py": "model.eval()\nast.literal_eval('1')\nS(1)\n",
    "shape.py": "\n" * 200,
    "bounds/vc.py": "from symalgebra.measure import measure\nfrom ..leaves.conv import Conv",
    "leaves/conv.py": "def f():\n    from symalgebra.layer import Layer",
    "measure.py": "import importlib\nimportlib.import_module(name)",
}


@pytest.fixture
def build(tmp_path):
    """Write a package called symalgebra from {path: text}."""

    def build(files):
        package = tmp_path / "symalgebra"
        for path, text in files.items():
            (package / path).parent.mkdir(parents=True, exist_ok=True)
            (package / path).write_text(text, encoding="utf-8")
        return package

    return build


@pytest.mark.parametrize(("rule", "files", "finding"), BROKEN)
def test_a_broken_house_is_found(rule, files, finding, build):
    skeleton = dict.fromkeys(f"{name}.py" for name in FLOOR if f"{name}/" not in str(files))
    assert list(rule(build({**dict.fromkeys(skeleton, ""), **files}))) == [finding]


@pytest.mark.parametrize("rule", RULES)
def test_a_sound_house_is_passed(rule, build):
    assert list(rule(build(SOUND))) == []
