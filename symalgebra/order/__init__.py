from .compare import compare as compare
from .verdict import Proved as Proved, Refuted as Refuted, Unknown as Unknown
