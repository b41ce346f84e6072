"""Activations: one function at every position. They keep the shape, and their outputs are units.

Each counts as one function evaluation for each output, whatever its formula.
"""

from __future__ import annotations

from typing import ClassVar

from ..errors import ShapeError, SymalgebraError
from ..formula import Size
from ..shape import Shape
from .leaf import Leaf


class Activation(Leaf):
    """A function of one scalar, applied to each. flops: 1 for each output. Abstract.

    breakpoints   where one polynomial ends and the next begins; None: it is no piecewise polynomial
    degree        of these polynomials
    monotone      whether it never decreases
    """

    nonlinear = True
    breakpoints: ClassVar[int | None] = None
    degree: ClassVar[int] = 1
    monotone: ClassVar[bool] = False

    def flops(self, x: Shape, y: Shape) -> Size:
        """A function evaluation for each output."""
        return y.numel


class ReLU(Activation):
    """max(0, x)."""

    breakpoints = 1
    monotone = True


class ReLU6(Activation):
    """min(max(0, x), 6)."""

    breakpoints = 2
    monotone = True


class LeakyReLU(Activation):
    """max(0, x) + negative_slope*min(0, x)."""

    negative_slope: float = 0.01

    breakpoints = 1

    @property
    def monotone(self) -> bool:  # type: ignore[override]
        """Whether the slope is not negative."""
        return self.negative_slope >= 0


class PReLU(Activation):
    """max(0, x) + a*min(0, x), a learned. weights: num_parameters, which is 1 or c."""

    num_parameters: Size = 1

    breakpoints = 1

    def channels(self, x: Shape) -> Size:
        """c."""
        if self.num_parameters not in (1, x.channels):
            raise ShapeError(f"{self.num_parameters} parameters are neither 1 nor the channels {x.channels}")
        return x.channels

    def weights(self, x: Shape) -> Size:
        """num_parameters."""
        return self.num_parameters


class ELU(Activation):
    """max(0, x) + min(0, alpha*(exp(x) - 1))."""

    alpha: float = 1.0


class Heaviside(Activation):
    """1 where x > 0, else 0: a linear threshold unit behind a linear layer."""

    breakpoints = 1
    degree = 0
    monotone = True


class Sigmoid(Activation):
    """1/(1 + exp(-x))."""


class HardSigmoid(Activation):
    """min(max(0, x + 3), 6)/6."""

    breakpoints = 2
    monotone = True


class Tanh(Activation):
    """tanh(x)."""


class SiLU(Activation):
    """x*sigmoid(x)."""


class HardSwish(Activation):
    """x*min(max(0, x + 3), 6)/6."""

    breakpoints = 2
    degree = 2


class GELU(Activation):
    """x*Phi(x), Phi the distribution function of the normal distribution; "tanh" approximates it."""

    approximate: str = "none"

    def check(self) -> None:
        """The approximation is known."""
        if self.approximate not in ("none", "tanh"):
            raise SymalgebraError("approximate is 'none' or 'tanh'")


class Softplus(Activation):
    """log(1 + exp(beta*x))/beta, x above the threshold."""

    beta: float = 1.0
    threshold: float = 20.0


class Mish(Activation):
    """x*tanh(softplus(x))."""
