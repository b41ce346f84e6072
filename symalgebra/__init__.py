"""A symbolic-math engine for neural-network architecture.

Write a family of networks once, with symbols; get exact closed forms for its parameters,
multiply-accumulates, receptive field and more, and proofs of which formula is smaller where.

    term --measure--> formula --compare--> verdict

Names are imported when they are first used, so that `symalgebra --help` starts without SymPy.
"""

import sys
from importlib import import_module
from itertools import product
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import bounds as bounds
    from . import laws as laws
    from . import strategies as strategies
    from . import zoo as zoo
    from .algebra import Algebra as Algebra
    from .algebra import Semiring as Semiring
    from .display import diagram as diagram
    from .display import plot as plot
    from .display import report as report
    from .display import summary as summary
    from .display import win_map as win_map
    from .formula import Formula as Formula
    from .graph import Graph as Graph
    from .graph import Input as Input
    from .graph import Recurrence as Recurrence
    from .graph import closure as closure
    from .graph import from_graph as from_graph
    from .graph import to_graph as to_graph
    from .io.onnx import from_onnx as from_onnx
    from .io.text import parse as parse
    from .io.torch import from_torch as from_torch
    from .layer import Id as Id
    from .layer import Layer as Layer
    from .layer import Nest as Nest
    from .layer import Repeat as Repeat
    from .leaves import *  # noqa: F403
    from .measure import Measure as Measure
    from .measure import measure as measure
    from .measures import *  # noqa: F403
    from .order import (
        Growth as Growth,
    )
    from .order import (
        Proved as Proved,
    )
    from .order import (
        RatioBounds as RatioBounds,
    )
    from .order import (
        Refuted as Refuted,
    )
    from .order import (
        Unknown as Unknown,
    )
    from .order import (
        compare as compare,
    )
    from .order import (
        crossover as crossover,
    )
    from .order import (
        explain as explain,
    )
    from .order import (
        growth as growth,
    )
    from .order import (
        ratio_bounds as ratio_bounds,
    )
    from .shape import Shape as Shape
    from .shape import dims as dims
    from .sweep import sweep as sweep

__version__ = "0.1.0"

LEAVES = """
    AdaptiveAvgPool AdaptiveMaxPool Attention AvgPool BatchNorm ChannelShuffle Chunk ClassToken Conv
    ConvTranspose Crop Dropout ELU Embedding FirstToken Flatten GELU GlobalAvgPool GlobalMaxPool GroupNorm
    HardSigmoid HardSwish Heaviside InstanceNorm LayerNorm Leaf LeakyReLU Linear LocalResponseNorm MaxPool
    Mish PReLU Pad PatchMerging PixelShuffle PixelUnshuffle PositionalEmbedding ReLU ReLU6 Scale SiLU
    Sigmoid Softmax Softplus Tanh Transpose Unembedding Upsample WindowAttention WindowLinear
"""
MEASURES = """
    activations baldi_vershynin_capacity bottleneck buffers compression compression_profile depth domain
    effective_depth effective_padding effective_stride flops intrinsic_power layer_complexity
    log2_intrinsic_power log2_layer_complexity macs memory_equivalent_capacity params paths receptive_field
    transfer_matrix units
"""
ROOMS = {
    "algebra": "Algebra Semiring",
    "bounds": "bounds",
    "display": "diagram plot report summary win_map",
    "formula": "Formula",
    "graph": "Graph Input Recurrence closure from_graph to_graph",
    "io.onnx": "from_onnx",
    "io.text": "parse",
    "io.torch": "from_torch",
    "laws": "laws",
    "layer": "Id Layer Nest Repeat",
    "leaves": LEAVES,
    "measure": "Measure measure",
    "measures": MEASURES,
    "order": "Growth Proved RatioBounds Refuted Unknown compare crossover explain growth ratio_bounds",
    "shape": "Shape dims",
    "strategies": "strategies",
    "sweep": "sweep",
    "zoo": "zoo",
}
# What Jupyter shows by: the methods that it calls, the functions of `display.faces` behind them, and the
# classes that have them. They are hung here because what is shown lies below what draws it.
HOOKS = {"_repr_html_": "html", "_repr_pretty_": "pretty"}
FACES = {
    "bounds.listing": "Table",
    "formula.value": "Formula",
    "layer.term": "Layer",
    "order.intervals": "Crossover",
    "order.ratio": "RatioBounds",
    "order.asymptotics.relation": "Growth",
    "order.verdict": "Proved Refuted Unknown",
}
HOME = {name: room for room, names in ROOMS.items() for name in names.split()}
# What asks for an extra is imported by name alone: `import *` must work without any.
OPTIONAL = {"laws", "strategies"}
__all__ = sorted([*(HOME.keys() - OPTIONAL), "__version__"])


def __getattr__(name: str) -> Any:
    if name not in HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = import_module(f"{__name__}.{HOME[name]}")
    hang()
    value = getattr(room, name, room)  # a room that is offered itself has nothing of its own name
    globals()[name] = value
    return value


def hang() -> None:
    """Give the classes that are loaded the faces that Jupyter asks for; what draws is loaded on demand."""
    for path, names in FACES.items():
        module = sys.modules.get(f"{__name__}.{path}")
        for kind, (hook, face) in product(names.split() if module else (), HOOKS.items()):
            setattr(getattr(module, kind), hook, _face(face))


def _face(name: str) -> Any:
    def face(value: Any, *arguments: Any) -> Any:
        return getattr(import_module(f"{__name__}.display.faces"), name)(value, *arguments)

    return face


def __dir__() -> list[str]:
    return sorted([*__all__, *OPTIONAL])


class _Package(ModuleType):
    """This package: where a module and what it offers have one name, the name means what it offers.

    Python binds `symalgebra.measure` to the module when that is loaded; users mean the decorator.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and HOME.get(name) == name:
            value = getattr(value, name, value)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
