"""Certificates that were once found, each with its claim: `python tests/golden.py` writes them anew.

A certificate may be kept for years, so the checker goes on accepting these; and a proof is the same on every
machine, so `compare` finds them again. Write them anew when the search is improved, and look at what changed.
"""

import json
from pathlib import Path

from symalgebra.formula import read
from symalgebra.order import compare

FILE = Path(__file__).parent / "data" / "certificates.json"


def claims():
    """(left, relation, right, *where), and the certificate."""
    return [(entry["claim"], entry["certificate"]) for entry in json.loads(FILE.read_text(encoding="utf-8"))]


def found(claim):
    left, relation, right, *where = claim
    return compare(read(left), read(right), where=where, relation=relation)


def write(texts):
    entries = [{"claim": claim, "certificate": found(claim).certificate} for claim in texts]
    lines = ",\n".join(json.dumps(entry) for entry in entries)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    write([claim for claim, _ in claims()])
