"""Runs of tests in forks of one process, which has loaded what takes long to import.

`recorded` runs the tests of a file once and notes which functions each of them calls, and how long it takes;
what it noted is kept for the next time. `caught` runs chosen ones in order until the first fails.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from tempfile import gettempdir
from time import process_time
from types import CodeType, FrameType
from typing import Any

import networkx  # noqa: F401
import numpy  # noqa: F401
import pytest
import sympy  # noqa: F401
from hypothesis import Phase, settings

MEMORY = 3 << 30  # bytes: a planted bug may ask for more and more
PATIENCE = 4  # times as long as a test takes, and some seconds more, and it is endless
LEAST = 5
LOADED = 30  # seconds in which the files of tests are loaded
TRACED = 1  # second of a test in which its calls are noted: what it calls, it calls early
OPTIONS = ["-q", "-x", "--assert=plain", "-p", "no:cacheprovider"]


Place = tuple[str, str]  # of a function: its file below the checkout, and its name there


@dataclass(frozen=True)
class Record:
    """The seconds of the processor that a test took, and the places of the functions that it called."""

    seconds: float
    called: frozenset[Place]


@dataclass(eq=False)  # pytest keeps its plugins in sets
class Recorder:
    """A plugin of pytest that makes the record of each test."""

    codes: dict[int, CodeType] = field(default_factory=dict)
    called: dict[str, set[int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Any:
        """Note what is called, by identity: the hash of a code is that of all that it holds."""
        met, known, start = self.called.setdefault(item.nodeid, set()), self.codes, process_time()

        def seen(frame: FrameType, event: str, argument: Any) -> None:
            if process_time() > start + TRACED:
                sys.settrace(None)
            code = frame.f_code
            met.add(id(code))
            known.setdefault(id(code), code)

        sys.settrace(seen)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.seconds[item.nodeid] = process_time() - start

    def noted(self, checkout: Path) -> dict[str, tuple[float, list[Place]]]:
        """What was noted of the files below a directory, by test."""
        places = {key: place(code, checkout) for key, code in self.codes.items()}
        return {
            test: (seconds, [at for key in self.called[test] if (at := places[key])])
            for test, seconds in self.seconds.items()
        }


def place(code: CodeType, checkout: Path) -> Place | None:
    """Where a function stands, None where that is outside."""
    path, name = Path(code.co_filename), code.co_qualname.replace(".<locals>", "")
    return (path.relative_to(checkout).as_posix(), name) if path.is_relative_to(checkout) else None


@dataclass(eq=False)
class Chosen:
    """A plugin of pytest that runs tests in a given order, and no others, and says which one fails and what
    the others take.

    A test gets some multiple of its seconds, of the processor, for others may use the machine. A failing
    example is not made smaller: nobody reads it.
    """

    seconds: dict[str, float]
    failed: str | None = None
    spent: dict[str, float] = field(default_factory=dict)

    def pytest_collection(self) -> None:
        """Settings of all tests that are collected from here on; loading them has its time too."""
        signal.setitimer(signal.ITIMER_PROF, LOADED)
        settings.register_profile("trial", settings(), phases=[Phase.explicit, Phase.generate])
        settings.load_profile("trial")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the chosen ones in order."""
        found = {item.nodeid: item for item in items}
        items[:] = [found[name] for name in self.seconds if name in found]

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """The signal has no handler: it ends the process, whatever that computes."""
        signal.setitimer(signal.ITIMER_PROF, LEAST + PATIENCE * self.seconds[item.nodeid])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Any:
        """Note the seconds, in which nothing else is noted."""
        start = process_time()
        try:
            return (yield)
        finally:
            self.spent[item.nodeid] = process_time() - start

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be loaded."""
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that fails."""
        if report.failed:
            self.failed = self.failed or report.nodeid


def recorded(checkout: Path, file: str) -> dict[str, Record]:
    """The record of each test of a file or of each doctest of a directory."""
    kept = KEPT / f"{state(checkout, file)}.json"
    if not kept.exists():

        def work() -> str | None:
            recorder = Recorder()
            failed = pytest.main([*OPTIONS, file], plugins=[recorder])
            return None if failed else json.dumps(recorder.noted(checkout))

        found = forked(checkout, work, None)
        if found is None:
            raise SystemExit(f"{file} fails, or needs too much memory, before a bug is planted")
        KEPT.mkdir(exist_ok=True)
        kept.write_text(found, encoding="utf-8")
    noted = json.loads(kept.read_text(encoding="utf-8"))
    return {test: Record(seconds, frozenset(map(tuple, called))) for test, (seconds, called) in noted.items()}


def state(checkout: Path, file: str) -> str:
    """What a record is kept for: the tests, and the data of the same name. Names of functions hardly change,
    and seconds do not by much."""
    data = (checkout / "tests" / "data").glob(f"{Path(file).stem.removeprefix('test_')}.*")
    texts = [path.read_bytes() for path in [*files(checkout / file), *sorted(data)]]
    return sha256(b"\0".join([file.encode(), *texts])).hexdigest()[:32]


def files(path: Path) -> list[Path]:
    """The files of Python in a directory, or the one that it is."""
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def caught(checkout: Path, seconds: dict[str, float]) -> str | None:
    """The first of some tests that fails, given in order with their seconds; None where all pass."""
    return timed(checkout, seconds)[0]


def timed(checkout: Path, seconds: dict[str, float]) -> tuple[str | None, dict[str, float]]:
    """The same, and the seconds that tests take of which no call is noted."""

    def work() -> tuple[str | None, dict[str, float]]:
        sys.dont_write_bytecode = True  # what is kept is of the sound files
        chosen = Chosen(seconds)
        pytest.main([*OPTIONS, *dict.fromkeys(name.partition("::")[0] for name in seconds)], plugins=[chosen])
        return chosen.failed, chosen.spent

    return forked(checkout, work, ("no end", {}))


def forked(checkout: Path, work: Callable[[], Any], otherwise: Any) -> Any:
    """What a function gives in a fork in a checkout; the other value where it is ended from outside."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=answer, args=(there, checkout, work))
    process.start()
    there.close()
    try:
        return here.recv()
    except EOFError:  # by the limit of its memory or its time
        return otherwise
    finally:
        process.kill()
        process.join()


def answer(there: Any, checkout: Path, work: Callable[[], Any]) -> None:
    """Do the work in the checkout, in silence, and send what it gives."""
    os.chdir(checkout)
    os.environ["CI"] = "1"  # derandomized
    os.environ["PYTHONPATH"] = str(checkout)  # of processes that tests start
    sys.path[:] = [str(checkout), *(entry for entry in sys.path if Path(entry) not in (HERE, HERE.parent))]
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    there.send(work())


HERE = Path(__file__).resolve().parent
KEPT = Path(gettempdir()) / "symalgebra-trials"
