"""Questions of one line each, with what was found: `python tests/kept.py` writes the answers anew.

A proof is the same on every machine and in every process, and so is the work of a rule, the weights of a
mean, the curve of a ray. Of a proof the line has the rules, the kinds of facts and a digest of the
certificate. Write the lines anew when the search is improved, and look at what changed.

    <= 3*n | n**2 + 2            which formula, which other, and conditions
    squared n**2 - 2*n + 1       one rule of the search on a goal >= 0, with the work that is left
    sign log2(n + 1)             one function of the room of asymptotics
"""

from pathlib import Path

import asking
import asking_far
import asking_rules

from symalgebra.errors import SymalgebraError
from symalgebra.order.checker import Rejected
from symalgebra.order.proof.budget import Exhausted
from symalgebra.order.proof.search import Counterexample

KINDS = asking.KINDS | asking_rules.KINDS | asking_far.KINDS
FILE = Path(__file__).parent / "data" / "kept.txt"


def parts():
    """The questions in parts, each with what was found."""
    blocks = FILE.read_text(encoding="utf-8").split("\n\n")
    return [[tuple(line.split(" -> ", 1)) for line in block.splitlines()] for block in blocks]


def answer(question):
    """What is found, in short."""
    kind, _, rest = question.partition(" ")
    try:
        return KINDS[kind](*rest.split(" | "))
    except (SymalgebraError, Rejected, Counterexample, Exhausted) as error:
        return f"{type(error).__name__}: {error}"


def write():
    blocks = ["\n".join(f"{question} -> {answer(question)}" for question, _ in part) for part in parts()]
    FILE.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
