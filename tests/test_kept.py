"""What was found once is found again, by whole questions and by each rule, in one line each."""

import pytest
from kept import answer, parts

PARTS = parts()


@pytest.mark.parametrize("part", PARTS, ids=[f"{part[0][0]} ..." for part in PARTS])
def test_the_same_is_found_again(part):
    assert [(question, answer(question)) for question, _ in part] == part
