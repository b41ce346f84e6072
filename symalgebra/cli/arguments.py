"""The arguments of the command line; nothing here loads the algebra."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from . import commands
from .kinds import seconds, separated, sizes, whole

FORMATS = ("text", "latex", "json", "python", "markdown")
COMPARED = ("text", "json", "latex", "markdown")
SWEPT = ("text", "csv", "markdown", "latex", "json")
PROOFS = ("text", "json", "latex")
GROWN = ("o", "O", "Theta", "Omega", "omega")
RELATIONS = ("<=", "<", "==", ">=", ">")
WHAT = "a family or a member of the zoo, a term, or a file with a term"


class Parser(argparse.ArgumentParser):
    """Errors in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is."""
        self.exit(2, f"symalgebra: {message} ({self.prog} --help shows how)\n")


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    from symalgebra import __version__

    top = Parser(prog="symalgebra", description="Exact formulas for families of neural networks.")
    top.add_argument("--version", action="version", version=f"symalgebra {__version__}")
    top.add_argument("--debug", action="store_true", help="show the traceback of an error")
    several = top.add_subparsers(metavar="COMMAND", required=True, dest="command")
    derive(command(several, "derive", commands.derive, "the formulas of a network or a family"))
    zoo(command(several, "zoo", commands.zoo, "the families, or one in detail"))
    parse(command(several, "parse", commands.parse, "read a term and print it back"))
    compare(command(several, "compare", commands.compare, "which of two is smaller, and where"))
    growth(command(several, "growth", commands.growth, "how one grows beside another"))
    report(command(several, "report", commands.report, "one HTML file with sliders, exact values and plots"))
    bounds(command(several, "bounds", commands.bounds, "bounds on the capacity, beside measures"))
    sweep(command(several, "sweep", commands.sweep, "a table of exact values, over ranges and members"))
    laws(command(several, "laws", commands.laws, "which laws the measures satisfy, and where they fail"))
    verify(command(several, "verify", commands.verify, "check certificates again, without SymPy"))
    return top


def command(several: Any, name: str, run: Any, about: str) -> argparse.ArgumentParser:
    """A command with its function; --debug may follow it too."""
    found: argparse.ArgumentParser = several.add_parser(name, help=about, description=f"{name}: {about}")
    found.set_defaults(run=run)
    found.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return found


def derive(found: argparse.ArgumentParser) -> None:
    """What derive takes."""
    add_network(found)
    add_list(found, "--measures", "m,...", "which measures; params,buffers,macs,... unless given")
    add_list(found, "--at", "n=3,...", "values of symbols: integers, or fractions p/q")
    add_facts(found)
    found.add_argument("--format", choices=FORMATS, default="text", help="text unless given")


def zoo(found: argparse.ArgumentParser) -> None:
    """What zoo takes."""
    found.add_argument("name", nargs="?", metavar="NAME", help="a family or a member")
    found.add_argument("--table", action="store_true", help="the measures of all members, or of one family's")
    add_list(found, "--measures", "m,...", "columns of the table; params,macs,...,top1 unless given")
    found.add_argument("--format", choices=SWEPT, help="of the table; text unless given")


def parse(found: argparse.ArgumentParser) -> None:
    """What parse takes."""
    found.add_argument("text", metavar="TEXT", help="a term, as in 'Conv(w, 3) >> (Id + Conv(w, 1))**n'")
    add_input(found)


def compare(found: argparse.ArgumentParser) -> None:
    """What compare takes."""
    add_pair(found)
    found.add_argument("--by", metavar="n", help="the values of this symbol for which the relation holds")
    found.add_argument("--relation", choices=RELATIONS, default="<=", help="A relation B; <= unless given")
    found.add_argument("--format", choices=COMPARED, default="text", help="text unless given")


def growth(found: argparse.ArgumentParser) -> None:
    """What growth takes."""
    add_pair(found)
    add_list(found, "--by", "n,...", "the symbols that tend to infinity together; all unless given")
    found.add_argument("--whole", action="store_true", help="on the whole domain, not only far out")
    found.add_argument(
        "--relation", choices=GROWN, help="ask for A = relation(B); the strongest unless given"
    )
    found.add_argument("--format", choices=PROOFS, default="text", help="text unless given")


def report(found: argparse.ArgumentParser) -> None:
    """What report takes."""
    add_network(found)
    found.add_argument("-o", "--output", required=True, metavar="FILE", help="where the page is written")
    found.add_argument("--against", metavar="NET", help="another network, whose values stand beside")
    add_list(found, "--measures", "m,...", "which measures; params,buffers,macs,... unless given")
    add_list(found, "--at", "n=3,...", "where the sliders stand at first")
    add_list(
        found,
        "--bounds",
        "id,...",
        "which bounds of the catalogue; vc.master,vc.finite,... unless given",
    )


def bounds(found: argparse.ArgumentParser) -> None:
    """What bounds takes."""
    add_network(found)
    add_list(
        found, "--against", "m,...", "measures beside the bounds; params,macs,... unless given", "--measures"
    )
    add_list(found, "--at", "n=3,...", "values of symbols; those of the members unless given")
    add_facts(found)
    found.add_argument(
        "--outputs", type=whole, default=1, metavar="N", help="classes of an argmax; 1 is a sign"
    )
    found.add_argument("--bits", type=whole, metavar="B", help="bits of a weight; then B*W is a bound too")
    found.add_argument(
        "--limit", type=seconds, default=5.0, metavar="S", help="seconds for each proof; 5 unless given"
    )
    found.add_argument("--format", choices=COMPARED, default="text", help="text unless given")
    add_evidence(found)


def sweep(found: argparse.ArgumentParser) -> None:
    """What sweep takes."""
    add_network(found)
    found.add_argument(
        "values", nargs="*", metavar="n=1..8", help="of symbols: n=3, n=1,2,4, n=1..8, n=32..224..32"
    )
    add_list(found, "--measures", "m,...", "which measures; params,macs unless given")
    add_list(found, "--pareto", "m,...", "only the rows that no other one beats in these columns")
    found.add_argument("--format", choices=SWEPT, default="text", help="text unless given")


def laws(found: argparse.ArgumentParser) -> None:
    """What laws takes."""
    add_list(found, "--measure", "m,...", "which measures; all unless given", "--measures")
    found.add_argument(
        "--examples", type=whole, default=50, metavar="N", help="instances of each law; 50 unless given"
    )
    found.add_argument("--format", choices=("text", "markdown"), default="text", help="text unless given")


def add_pair(found: argparse.ArgumentParser) -> None:
    """Two subjects, what is asked of both, and where the proofs go."""
    found.add_argument("left", metavar="A", help=f"{WHAT}; or a formula")
    found.add_argument("right", metavar="B", help="the same; same-named symbols are the same symbol")
    add_list(found, "--measure", "m,...", "of networks: params,macs unless given", "--measures")
    add_list(found, "--where", "FACT,...", "facts: k <= r, r >= 32, H = 32*q")
    found.add_argument("--uniform", metavar="n", help="put this for all block counts n1, n2, ... of both")
    add_input(found)
    found.add_argument("--limit", type=seconds, metavar="S", help="seconds for each measure")
    add_evidence(found)


def verify(found: argparse.ArgumentParser) -> None:
    """What verify takes."""
    found.add_argument("file", metavar="FILE", help="what compare or growth --certificate has written")


def add_network(found: argparse.ArgumentParser) -> None:
    """One subject, and what it reads."""
    found.add_argument("what", metavar="FAMILY|MEMBER|TEXT|FILE", help=WHAT)
    add_input(found)


def add_facts(found: argparse.ArgumentParser) -> None:
    """Facts about the symbols of a network."""
    add_list(found, "--where", "FACT,...", "facts: H=32*q lets floors come out, H>=32 raises a bound")


def add_evidence(found: argparse.ArgumentParser) -> None:
    """Where the proofs go."""
    found.add_argument("--certificate", metavar="FILE", help="write the proofs for symalgebra verify")
    found.add_argument("--explain", action="store_true", help="print the proofs")


def add_input(found: argparse.ArgumentParser) -> None:
    """The option for the shape that is read."""
    help = "the input shape, channels first; the entries are formulas, as in 3,32*q,32*q"
    found.add_argument("--input", type=sizes, metavar="C,H,W", help=help)


def add_list(found: argparse.ArgumentParser, name: str, metavar: str, help: str, *also: str) -> None:
    """An option with several values, in one text or in several; other spellings work too, unlisted."""
    kept: Any = {"type": separated, "action": "extend", "default": [], "metavar": metavar}
    found.add_argument(name, help=help, **kept)
    for other in also:
        found.add_argument(other, dest=name.strip("-"), help=argparse.SUPPRESS, **kept)
