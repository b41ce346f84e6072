"""`Input`: where a network with several inputs reads one of them."""

from __future__ import annotations

from ..errors import NoClosedForm, ShapeError
from ..formula import Size, formula, size
from ..leaves import Leaf
from ..shape import Bundle, Reach, Shape


class Input(Leaf, least={"index": 0}):
    """One of several inputs, ((c1, *r1), (c2, *r2), ...) -> (ci, *ri); they are counted from 0.

    All inputs together are one line of N scalars, of which it passes on a part: fan-in 1, fan-out N_i/N. So
    a network with several inputs is one with a single input, read in parts, and measures read it as such.

    >>> from symalgebra import Linear, params
    >>> net = Input(0) >> Linear(8) | Input(1)
    >>> net.out(((3,), (5,))), params(net, ((3,), (5,)))
    ((13,), 32)
    """

    index: int

    linear = True
    several = True

    def chosen(self, x: Shape) -> Shape:
        """The shape of the input."""
        if not isinstance(x, Bundle):
            raise ShapeError("it chooses among several inputs, and one is given; write ((c, r, r), ...)")
        if not x.given:
            raise ShapeError("it chooses among the inputs of a network, and these are outputs of a layer")
        if self.index >= len(x.parts):
            raise ShapeError(f"inputs are counted from 0, and {len(x.parts)} are given")
        return x.parts[self.index]

    def channels(self, x: Shape) -> Size:
        """Those of the input."""
        return self.chosen(x).channels

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """That of the input."""
        return self.chosen(x).resolution

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """Each input has a resolution of its own."""
        raise NoClosedForm(
            "a network with several inputs has a receptive field in each of them; see `transfer_matrix`"
        )

    def fan_out(self, x: Shape) -> Size:
        """N_i/N."""
        return size(formula(self.chosen(x).numel) / x.numel)
