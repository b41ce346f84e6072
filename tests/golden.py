"""Certificates and answers that were once found: `python tests/golden.py` writes them anew.

A certificate may be kept for years, so the checker goes on accepting these; and a proof is the same on every
machine, so `compare` finds them again. What is told of proofs, witnesses, crossovers, ratios and growth is
kept as text. Write both anew when the search is improved, and look at what changed.
"""

import json
from pathlib import Path

from symalgebra.formula import read
from symalgebra.order import Proved, compare, crossover, growth, ratio_bounds

FILE = Path(__file__).parent / "data" / "certificates.json"
TOLD = Path(__file__).parent / "data" / "told.txt"


def claims():
    """(left, relation, right, *where), and the certificate."""
    return [(entry["claim"], entry["certificate"]) for entry in json.loads(FILE.read_text(encoding="utf-8"))]


def found(claim):
    left, relation, right, *where = claim
    return compare(read(left), read(right), where=where, relation=relation)


def questions():
    """The questions, each with its answer: "$ growth x | 2**y | conditions", then lines of text."""
    blocks = TOLD.read_text(encoding="utf-8").split("$ ")[1:]
    return [tuple(part.strip() for part in block.split("\n", 1)) for block in blocks]


def answer(question):
    """What is told: of a relation the proof or the witness, of the others what holds."""
    kind, rest = question.split(" ", 1)
    f, g, *more = rest.split(" | ")
    return ANSWERS[kind](read(f), read(g), *more)


def related(relation):
    def told(f, g, *where):
        verdict = compare(f, g, where=where, relation=relation)
        return verdict.explain() if isinstance(verdict, Proved) else str(verdict)

    return told


def grown(f, g, *where):
    uniform = where == ("uniform",)
    return growth(f, g, where=() if uniform else where, uniform=uniform).explain()


ANSWERS = {
    **{relation: related(relation) for relation in ("<=", "<", "==", ">=")},
    "growth": grown,
    "crossover": lambda f, g, by: str(crossover(f, g, by)),
    "ratio": lambda f, g: str(ratio_bounds(f, g)),
}


def write():
    entries = [{"claim": claim, "certificate": found(claim).certificate} for claim, _ in claims()]
    lines = ",\n".join(json.dumps(entry) for entry in entries)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    blocks = [f"$ {question}\n{answer(question)}\n" for question, _ in questions()]
    TOLD.write_text("\n".join(blocks), encoding="utf-8")


if __name__ == "__main__":
    write()
