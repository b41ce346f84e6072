"""Certificates that are kept: they are accepted, and found again to the letter; so is what is told."""

import json

import pytest
from golden import answer, claims, found, questions

from symalgebra.order import Proved, checker

CLAIMS = claims()


@pytest.mark.parametrize(("claim", "certificate"), CLAIMS, ids=[" ".join(c) for c, _ in CLAIMS])
def test_a_kept_certificate_is_found_again(claim, certificate):
    checker.check(certificate)
    verdict = found(claim)
    assert isinstance(verdict, Proved)
    assert json.dumps(verdict.certificate) == json.dumps(certificate)


@pytest.mark.parametrize(("question", "text"), questions(), ids=[question for question, _ in questions()])
def test_the_same_is_told_again(question, text):
    assert answer(question) == text
