"""`Leaf`: what a layer without inner structure says about itself, every fact with a default."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self, dataclass_transform

from ..errors import ShapeError, SymalgebraError
from ..formula import Formula, Size, size
from ..layer import Layer
from ..shape import Bundle, Reach, Shape, Window, shape
from .arguments import BadArgument, Reader, mapped, reader, sizes_in, stated, written

_POINTWISE = Window()
SIZED = frozenset((int, Formula))


@dataclass_transform(frozen_default=True)
class Leaf(Layer):
    """A layer that is not made of others. Abstract: a subclass states a few facts.

    The annotations of a subclass are its arguments, as in a dataclass. They are sizes, integers of at least 1
    (`class Pad(Leaf, least={"padding": 0})` sets another bound), symbols or formulas, or tuples of such;
    `bool`, `float`, `str` and `None` where the annotation says so.

    >>> from symalgebra import Conv, Leaf, dims
    >>> from symalgebra.shape import Window
    >>> class Blur(Leaf):
    ...     kernel_size: int = 3
    ...
    ...     def windows(self, x):
    ...         return (Window(self.kernel_size, stride=2, left=1, right=1),) * x.rank
    >>> Blur(5), Blur(5).out((8, 12, 9)), Blur() >> Conv(dims("w"), 1)
    (Blur(kernel_size=5), (8, 5, 4), Blur() >> Conv(w, 1))

    In a fact, x and y are the shapes that the leaf reads and writes.
    """

    weighted: ClassVar[bool] = False  # a convolution or a linear map: counts for MACs, activations and depth
    nonlinear: ClassVar[bool] = False  # its outputs are units
    linear: ClassVar[bool] = False  # affine in its input and in its weights: what bounds of capacity ask for
    several: ClassVar[bool] = False  # it reads the inputs of a network that has several
    least: ClassVar[Mapping[str, int]] = {}  # of the sizes among the arguments, where it is not 1
    arguments: ClassVar[tuple[tuple[str, Any, Reader], ...]] = ()  # the default of each, and how it is read
    pointwise: ClassVar[bool] = True  # it says nothing about shapes, and writes what it reads
    _values: tuple[Any, ...]
    _formulas: Sequence[Formula]
    _hash: int

    def __init_subclass__(cls, least: Mapping[str, int] | None = None) -> None:
        super().__init_subclass__()
        if "__init__" in vars(cls):
            raise TypeError(f"{cls.__name__}: arguments of a leaf are annotations, as `width: int`")
        dataclass(frozen=True, eq=False, repr=False)(cls)
        for field in fields(cls):  # type: ignore[arg-type]
            if hasattr(Leaf, field.name):
                raise TypeError(
                    f"{cls.__name__}: every leaf has {field.name!r}, give the argument another name"
                )
        cls.least = {**cls.least, **(least or {})}
        shaping = ("channels", "resolution", "windows")
        cls.pointwise = all(getattr(cls, name) is getattr(Leaf, name) for name in shaping)
        cls.arguments = tuple((f.name, f.default, reader(f, cls.least.get(f.name, 1))) for f in fields(cls))  # type: ignore[arg-type]

    def __post_init__(self) -> None:
        values = vars(self)  # the arguments, in their order
        for name, default, read in self.arguments:
            given = values[name]
            if given is not default:
                try:
                    values[name] = read(given)
                except BadArgument as error:
                    raise SymalgebraError(
                        f"{type(self).__name__}: {name}={given!r}, but it {error}"
                    ) from None
        values["_values"] = tuple(values.values())
        try:
            self.check()
        except SymalgebraError as error:
            raise type(error)(f"{self}: {error}") from None

    def check(self) -> None:
        """Raise where the arguments do not fit together."""

    # Shapes

    def out(self, x: Any) -> Shape:
        """The shape of the output: (channels(x), *resolution(x))."""
        x = shape(x)
        try:
            if isinstance(x, Bundle) and not self.several:
                raise ShapeError("it reads one input; Input(0), Input(1), ... choose among several")
            if self.pointwise:
                return x
            y = (self.channels(x), *self.resolution(x))
        except ShapeError as error:
            raise ShapeError(f"{self} cannot read {x}: {error}") from None
        return Shape(y) if SIZED.issuperset(map(type, y)) else stated(self, y)

    def channels(self, x: Shape) -> Size:
        """The number of output channels: by default that of the input."""
        return x.channels

    def resolution(self, x: Shape) -> tuple[Size, ...]:
        """The output resolution: by default what the windows give."""
        windows, rank = self.windows(x), len(x) - 1
        if len(windows) != rank:
            raise ShapeError(f"it has windows for {len(windows)} spatial dimensions, the input has {rank}")
        found: list[Size] = []
        for k in range(rank):
            again = found and windows[k] is windows[0] and x[k + 1] is x[1]
            found.append(found[0] if again else windows[k].out(x[k + 1]))
        return tuple(found)

    def windows(self, x: Shape) -> tuple[Window, ...]:
        """What slides along each spatial dimension: by default nothing, each position is read by itself."""
        return (_POINTWISE,) * x.rank

    def reach(self, x: Shape) -> tuple[Reach, ...]:
        """Which inputs an output reads along each spatial dimension: by default those under its window."""
        return tuple(window.reads for window in self.windows(x))

    def demands(self, x: Shape) -> tuple[Size, ...]:
        """What must be at least 1 for the leaf to be valid on x: the symbolic sizes of its output."""
        return tuple(r for r in self.out(x).resolution if isinstance(r, Formula))

    # Facts

    def fan_in(self, x: Shape) -> Size:
        """Input scalars joined in one output scalar, padding included."""
        return 1

    def spans(self, x: Shape) -> tuple[Size, ...]:
        """Factors of the fan-in, where it is known as a product: logarithms of it are sums of theirs."""
        return (self.fan_in(x),)

    def fan_out(self, x: Shape) -> Size | None:
        """Output scalars that each input scalar reaches, where that is the known of the two: else None."""
        return None

    def weights(self, x: Shape) -> Size:
        """Trainable numbers."""
        return 0

    def buffers(self, x: Shape) -> Size:
        """Running statistics."""
        return 0

    def macs(self, x: Shape, y: Shape) -> Size:
        """Multiply-accumulates: fan_in(x) * numel(y) for a weighted leaf, else 0."""
        return size(self.fan_in(x) * y.numel) if self.weighted else 0

    def outputs(self, x: Shape, y: Shape) -> Size:
        """What counts as activations: numel(y) for a weighted leaf, else 0."""
        return y.numel if self.weighted else 0

    def flops(self, x: Shape, y: Shape) -> Size:
        """2*macs plus every other addition, product, comparison and function evaluation: by default none."""
        return 2 * self.macs(x, y)

    def paths(self) -> Size:
        """Routes from the input to the output."""
        return 1

    def text(self) -> str:
        """The leaf as a user writes it."""
        return f"{type(self).__name__}({written(fields(self), self._values)})"  # type: ignore[arg-type]

    def sizes(self) -> Iterator[Size]:
        """The sizes among the arguments."""
        return sizes_in(self._values)

    def formulas(self) -> Sequence[Formula]:
        """Those of the sizes that hold symbols."""
        try:
            return self._formulas
        except AttributeError:
            parts = sizes_in(self._values) if tuple in map(type, self._values) else self._values
            return vars(self).setdefault("_formulas", [value for value in parts if type(value) is Formula])

    def map_sizes(self, function: Callable[[Size], Size]) -> Self:
        """The leaf with the sizes among its arguments replaced; numbers stay."""
        return type(self)(*[v if type(v) is int else mapped(v, function) for v in self._values])

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            return vars(self).setdefault("_hash", hash((type(self), self._values)))

    def __eq__(self, other: object) -> bool:
        return self is other or (type(self) is type(other) and self._values == other._values)

    def __reduce__(self) -> Any:
        return type(self), self._values
