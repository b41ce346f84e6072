"""Families of networks, each one function whose arguments are numbers or symbols, and their named members."""

from . import (
    alexnets,
    convnexts,
    densenets,
    efficientnets,
    googlenets,
    inceptions,
    inceptionv3,
    lenets,
    mixers,
    mnasnets,
    mobilenets,
    mobilenetsv3,
    nins,
    preresnets,
    regnets,
    resnets,
    shufflenets,
    squeezenets,
    swins,
    transformers,
    unets,
    uniform,
    vggs,
    vits,
)
from .alexnets import *
from .convnexts import *
from .densenets import *
from .efficientnets import *
from .family import Family
from .googlenets import *
from .inceptions import *
from .inceptionv3 import *
from .lenets import *
from .mixers import *
from .mnasnets import *
from .mobilenets import *
from .mobilenetsv3 import *
from .nins import *
from .parts import divisible, squeeze
from .preresnets import *
from .registry import FAMILIES
from .regnets import *
from .resnets import *
from .shufflenets import *
from .squeezenets import *
from .swins import *
from .transformers import *
from .unets import *
from .uniform import *
from .vggs import *
from .vits import *

ROOMS = (
    alexnets,
    convnexts,
    densenets,
    efficientnets,
    googlenets,
    inceptions,
    inceptionv3,
    lenets,
    mixers,
    mnasnets,
    mobilenets,
    mobilenetsv3,
    nins,
    preresnets,
    regnets,
    resnets,
    shufflenets,
    squeezenets,
    swins,
    transformers,
    unets,
    uniform,
    vggs,
    vits,
)

__all__ = ["FAMILIES", "Family", "divisible", "squeeze", *(name for room in ROOMS for name in room.__all__)]
