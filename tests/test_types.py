"""What a user's type checker sees: mypy reads this file, pytest runs it."""

from typing import assert_type

from symalgebra import Conv, Formula, GlobalAvgPool, Id, Linear, ReLU, dims, macs
from symalgebra.layer import Layer


def test_types_reach_the_user() -> None:
    r, w, n = dims("r w n")
    block: Layer = Conv(w, 3, padding="same") >> ReLU()
    net: Layer = Conv(w, 3, padding="same") >> (Id + block) ** n >> GlobalAvgPool() >> Linear(10)
    assert_type(macs(net, (3, r, r)), Formula)
