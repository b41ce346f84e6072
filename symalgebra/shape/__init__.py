"""Sizes that a layer reads and writes, and the exact maps between them; the room knows no layer."""

from .maps import SizeMap
from .symbols import dims
from .value import Bundle, Shape, largest, same, shape
from .window import POINT, Reach, Window

__all__ = ["POINT", "Bundle", "Reach", "Shape", "SizeMap", "Window", "dims", "largest", "same", "shape"]
