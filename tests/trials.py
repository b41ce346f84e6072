"""Runs of tests in forks of one process, which has loaded what takes long to import.

`recorded` runs tests once and notes which functions each of them calls, and how long it takes. `passes` runs
chosen ones in order until the first fails.
"""

import os
import resource
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import hypothesis  # noqa: F401
import networkx  # noqa: F401
import pytest
import sympy  # noqa: F401

MEMORY = 3 << 30  # bytes: a planted bug may ask for more and more
OPTIONS = ["-q", "-x", "--assert=plain", "-p", "no:cacheprovider"]


@dataclass(frozen=True)
class Record:
    """How long a test took, and the places of the functions that it called: (path, first line, last line)."""

    seconds: float
    called: frozenset[tuple[str, int, int]]


@dataclass
class Recorder:
    """A plugin of pytest that makes the record of each test."""

    codes: dict[int, CodeType] = field(default_factory=dict)
    called: dict[str, set[int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Any:
        """Note what is called, by identity: the hash of a code is that of all that it holds."""
        met, known = self.called.setdefault(item.nodeid, set()), self.codes

        def seen(frame: FrameType, event: str, argument: Any) -> None:
            code = frame.f_code
            met.add(id(code))
            known.setdefault(id(code), code)

        sys.settrace(seen)
        try:
            return (yield)
        finally:
            sys.settrace(None)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how long it took."""
        if report.when == "call":
            self.seconds[report.nodeid] = report.duration

    def records(self, within: str) -> dict[str, Record]:
        """What was noted of the files below a directory."""
        places = {key: place(code) for key, code in self.codes.items() if code.co_filename.startswith(within)}
        return {
            test: Record(seconds, frozenset(places[key] for key in self.called[test] if key in places))
            for test, seconds in self.seconds.items()
        }


def place(code: CodeType) -> tuple[str, int, int]:
    """Where a function stands."""
    return code.co_filename, code.co_firstlineno, max(line or 0 for _, _, line in code.co_lines())


@dataclass(frozen=True)
class Chosen:
    """A plugin of pytest that runs tests in a given order, and no others."""

    order: list[str]

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the chosen ones in order."""
        found = {item.nodeid: item for item in items}
        items[:] = [found[name] for name in self.order if name in found]


def recorded(checkout: Path, files: Iterable[str]) -> dict[str, Record] | None:
    """The record of each test of some files; None where one fails."""

    def work() -> dict[str, Record] | None:
        recorder = Recorder()
        failed = pytest.main([*OPTIONS, *files], plugins=[recorder])
        return None if failed else recorder.records(str(checkout))

    return forked(checkout, work, None)


def passes(checkout: Path, order: list[str], seconds: float) -> bool | None:
    """Whether tests pass; None where they do not end in time."""

    def work() -> bool:
        sys.dont_write_bytecode = True  # what is kept is of the sound files
        files = dict.fromkeys(name.partition("::")[0] for name in order)
        return pytest.main([*OPTIONS, *files], plugins=[Chosen(order)]) == 0

    return forked(checkout, work, seconds)


def forked(checkout: Path, work: Callable[[], Any], seconds: float | None) -> Any:
    """What a function gives in a fork in a checkout; None where it does not end in time."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=answer, args=(there, checkout, work))
    process.start()
    there.close()
    try:
        return here.recv() if here.poll(seconds) else None
    except EOFError:  # it was ended from outside, or by the limit of its memory
        return False
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
