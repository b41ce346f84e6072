"""What is shipped: the top level of the repository, two dependencies, and imports that stay light."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import symalgebra

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "symalgebra",
    "tests",
    "notebooks",
    "docs",
}
MADE_BY_TOOLS = {"dist", "PKG-INFO"}
HEAVY = {"networkx", "numpy", "hypothesis", "torch", "onnx", "matplotlib", "IPython"}


def loaded(code):
    """The top-level modules that a fresh interpreter holds after running the code."""
    script = f"{code}\nimport sys\nprint(*(name.partition('.')[0] for name in sys.modules), sep='\\n')"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_import_is_light():
    assert loaded("import symalgebra") & HEAVY == set()


def test_help_needs_no_algebra():
    code = "from symalgebra.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    assert loaded(code) & {"sympy", *HEAVY} == set()


def test_tests_read_the_checkout():
    assert Path(symalgebra.__file__).parent == ROOT / "symalgebra"


def test_top_level_is_exactly_this():
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - TOP_LEVEL <= MADE_BY_TOOLS
    assert found >= TOP_LEVEL


def test_two_dependencies_and_one_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == ["sympy>=1.13,<1.15", "networkx>=3.2"]
    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert symalgebra.__version__ == project["version"]


def test_a_name_that_a_module_has_too_means_what_is_offered():
    loaded("from symalgebra import measure, sweep\nassert callable(measure) and callable(sweep)")
    loaded("import symalgebra.sweep\nassert callable(symalgebra.sweep)")


def test_everything_but_what_needs_an_extra_works_without_extras():
    extras = sorted(HEAVY - {"networkx"})
    hide = f"import sys\nsys.modules.update(dict.fromkeys({extras}))\n"
    loaded(hide + "from symalgebra import *\nassert params(Linear(2), (3,)) == 8")
    assert {"laws", "strategies"} <= set(dir(symalgebra))


def test_files_that_wait_for_a_package_say_so():
    """What is marked is run again where the packages are, and nothing else."""
    files = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py")}
    waiting = {name: text for name, text in files.items() if re.search(r"pytest\.importorskip", text)}
    assert waiting
    assert [name for name, text in waiting.items() if not re.search(r"pytestmark.*\.needs\(", text)] == []
