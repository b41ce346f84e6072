"""Families of networks, each one function whose arguments are numbers or symbols, and their named members."""

from types import ModuleType as _Module

from .alexnets import *
from .cifars import *
from .convnexts import *
from .densenets import *
from .efficientnets import *
from .efficientnetsv2 import *
from .family import Family as Family
from .googlenets import *
from .inceptions import *
from .inceptionv3 import *
from .lenets import *
from .members import *
from .mixers import *
from .mnasnets import *
from .mobilenets import *
from .mobilenetsv3 import *
from .nins import *
from .parts import divisible as divisible
from .parts import squeeze as squeeze
from .preresnets import *
from .registry import FAMILIES as FAMILIES
from .regnets import *
from .res2nets import *
from .resnets import *
from .resnexts import *
from .results import *
from .shufflenets import *
from .squeezenets import *
from .swins import *
from .transformers import *
from .unets import *
from .uniform import *
from .vggs import *
from .vits import *

__all__ = [
    name for name, value in globals().items() if not (name.startswith("_") or isinstance(value, _Module))
]
