"""The loop over the steps of a traced module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ...errors import ImportFailed, SymalgebraError, UnsupportedLayer
from ...extras import extra
from ...layer import Layer
from ...shape import Bundle, shape
from ..building import Building, Tensor
from ..constants import Weights
from ..reshaping import twice
from . import functions, joining, modules
from .calls import Call

FUNCTIONS = {**functions.RULES, **joining.RULES}


def from_torch(module: Any, x: Any) -> Layer:
    """The network of a PyTorch module on an input of shape x = (channels, *resolution), without the batch.

    The module is traced by `torch.fx`, without data, so it may stand on the meta device, and x may hold
    symbols. A term where the network is series-parallel, else with a `Graph` in it; x is a tuple of shapes
    where `forward` takes several tensors. A module that is called several times, and a parameter of several
    modules, share their weights. Dropout stays, as a layer that changes nothing.

    Tracing runs the module's own Python code, and fails where that depends on data: `ImportFailed`.
    `UnsupportedLayer` names a module, function or method that no leaf here is. `ShapeError` says where a
    shape does not fit. `MissingExtra` where PyTorch is not installed.
    """
    traced = trace(module)
    return twice(lambda gates: read(traced, x, gates))


def trace(module: Any) -> Any:
    """The module as a list of steps."""
    fx, nn = extra("modules of PyTorch need torch", "torch.fx", "torch.nn", install="'symalgebra[torch]'")
    if not isinstance(module, nn.Module):
        raise ImportFailed(f"a torch.nn.Module is expected, not {type(module).__name__}")
    own = type(module).__module__.startswith("torch.nn.") and not isinstance(module, nn.Sequential)
    try:
        return fx.symbolic_trace(nn.Sequential(module) if own else module)
    except Exception as error:  # whatever the module's own code raises when it meets no data
        reason = str(error).strip().splitlines()
        raise ImportFailed(
            f"{type(module).__name__} cannot be traced: {reason[0] if reason else type(error).__name__}; "
            "export it to ONNX and use from_onnx, or write it as a term"
        ) from error


def read(traced: Any, x: Any, gates: bool) -> Layer:
    """The network of a traced module."""
    steps, found = list(traced.graph.nodes), shape(x)
    parts = found.parts if isinstance(found, Bundle) else (found,)
    entries = [step for step in steps if step.op == "placeholder"]
    if len(entries) < len(parts):
        raise ImportFailed(f"forward takes {len(entries)} tensors, and {len(parts)} shapes are given")
    to = Building(found, [step.name for step in entries[: len(parts)]], gates)
    known: dict[Any, Any] = dict(zip(entries, to.inputs, strict=False))
    known |= {step: step.args[0] if step.args else None for step in entries[len(parts) :]}
    ties = Ties(traced, steps)
    for step in steps:
        if step.op == "output":
            return to.net(outputs(argument(step.args[0], known)))
        if step.op != "placeholder":
            known[step] = placed(to, step, known, ties)
    raise ImportFailed("the module returns nothing")


class Ties:
    """The weights of a module by name, and how many steps read each."""

    def __init__(self, traced: Any, steps: list[Any]) -> None:
        self.traced = traced
        self.names = {id(weight): name for name, weight in traced.named_parameters()}
        self.uses = Counter(name for step in steps for name in self.of(step))

    def of(self, step: Any) -> list[str]:
        """The weights that a step reads."""
        if step.op == "get_attr":
            return [self.names.get(id(attribute(self.traced, step.target)), step.target)] * len(step.users)
        if step.op != "call_module":
            return []
        module = self.traced.get_submodule(step.target)
        return [self.names[id(weight)] for weight in module.parameters()]

    def shared(self, step: Any) -> list[str]:
        """Those of a step that reads some that others read too."""
        names = self.of(step)
        return names if any(self.uses[name] > 1 for name in names) else []


def placed(to: Building, step: Any, known: Mapping[Any, Any], ties: Ties) -> Any:
    """What a step writes; errors name it."""
    if step.op == "get_attr":
        value = attribute(ties.traced, step.target)
        return Weights(step.target, tuple(value.shape))
    called = ties.traced.get_submodule(step.target) if step.op == "call_module" else None
    what = type(called).__name__ if called is not None else getattr(step.target, "__name__", str(step.target))
    args, kwargs = argument(step.args, known), argument(step.kwargs, known)
    if what == "getattr":
        what, args = args[1], args[:1]
    call = Call(str(step.target) if called is not None else step.name, what, args, kwargs, called)
    call.weights = ties.shared(step)
    try:
        return modules.called(to, call) if called is not None else function(to, call)
    except UnsupportedLayer as error:
        raise UnsupportedLayer(f"{what} at {call.name!r}: {error}") from error
    except SymalgebraError as error:
        error.add_note(f"at {call.name!r}, {what}, of a module")
        raise


def function(to: Building, call: Call) -> Any:
    """A function or a method on its arguments; arithmetic where no tensor is among them."""
    what = call.what.rstrip("_")
    values = [*call.args, *call.kwargs.values()]
    if what in ("_assert", "is_tensor", "dim"):
        return None if what != "dim" else len(call.read.dims) + 1
    if what in joining.SIZES and not any(isinstance(value, Tensor | Weights) for value in values):
        return joining.SIZES[what](*call.args)
    if what == "expand" and isinstance(call.args[0], Weights):
        return call.args[0]
    if what in ("cat", "concat") and (token := joining.concat(to, call)) is not None:
        return token
    if what not in FUNCTIONS:
        raise UnsupportedLayer("no leaf here is this function; write a term, with a Leaf of your own for it")
    return FUNCTIONS[what](to, call)


def attribute(module: Any, path: str) -> Any:
    """A parameter or a buffer by its path."""
    for name in path.split("."):
        module = getattr(module, name)
    if not hasattr(module, "shape"):
        raise UnsupportedLayer(f"the attribute {path} is no tensor")
    return module


def argument(value: Any, known: Mapping[Any, Any]) -> Any:
    """An argument with the steps in it replaced by what they write."""
    if isinstance(value, tuple | list):
        found = [argument(part, known) for part in value]
        return found if isinstance(value, list) else tuple(found)
    if isinstance(value, Mapping):
        return {name: argument(part, known) for name, part in value.items()}
    return known[value] if type(value).__name__ == "Node" else value


def outputs(value: Any) -> list[Tensor]:
    """The tensors that a module returns."""
    several = list(value.values()) if isinstance(value, Mapping) else value
    several = list(several) if isinstance(several, tuple | list) else [several]
    if not several or not all(isinstance(one, Tensor) for one in several):
        raise ImportFailed("the module returns something that is no tensor")
    return several
