"""What every test shares: hypothesis profiles, the marker `needs`, benchmarks as smoke tests."""

import os
from importlib.util import find_spec

import pytest
from hypothesis import settings

# No deadline anywhere: the first example pays for SymPy's start.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_configure(config):
    if not config.option.benchmark_only:
        config.option.benchmark_disable = True  # each benchmark runs once, unmeasured


def pytest_runtest_setup(item):
    packages = [package for marker in item.iter_markers("needs") for package in marker.args]
    if missing := [package for package in packages if find_spec(package) is None]:
        pytest.skip(f"needs {', '.join(missing)}")


@pytest.fixture
def run(capsys, monkeypatch):
    """Exit status, standard output and standard error of a command, as wide as where no terminal is."""

    from symalgebra.cli import main

    monkeypatch.delenv("COLUMNS", raising=False)  # pytest-xdist sets it

    def run(*arguments):
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = stop.code
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def bad(run):
    """The message of a command that is refused: status 2, nothing on standard output, no traceback."""

    def bad(*arguments):
        status, out, err = run(*arguments)
        assert (status, out) == (2, "")
        assert err.startswith("symalgebra: ")
        assert "Traceback" not in err
        assert "a bug" not in err
        return err.removeprefix("symalgebra: ").rstrip("\n")

    return bad
