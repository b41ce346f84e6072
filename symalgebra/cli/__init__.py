"""The command line: arguments in, text out; the work is done behind it."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from ..errors import SymalgebraError
from .arguments import parser
from .output import printed

BAD_INPUT = 2
BROKEN_PIPE = 141  # 128 + SIGPIPE, as shells report it
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0; 1 for what is false; 2 for bad input; 3 undecided."""
    options = parser().parse_args(argv)
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # values are exact, however long; what makes them has bounds of its own
    try:
        text, status = options.run(options)
        printed(text)
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the flush at exit has a reader
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except SymalgebraError as error:
        return refused(error, str(error), options)
    except Exception as error:
        return refused(error, f"{type(error).__name__}: {error} (a bug: --debug shows where)", options)
    finally:
        sys.set_int_max_str_digits(limit)


def refused(error: Exception, message: str, options: Namespace) -> int:
    """Say what is wrong on standard error, and where in the term; the traceback under --debug."""
    if options.debug:
        import traceback

        traceback.print_exception(error)
    else:
        notes = (f"  {note}" for note in getattr(error, "__notes__", ()))
        printed("\n".join([f"symalgebra: {message}", *notes]), sys.stderr)
    return BAD_INPUT
