"""Errors of the package: each names both sides, says where, and says what to do."""


class SymalgebraError(Exception):
    """Root of every error that this package raises on purpose."""


class ShapeError(SymalgebraError):
    """A layer cannot read the shape that it is given."""


class NoRule(SymalgebraError):
    """A measure has no rule for a leaf."""


class NoClosedForm(SymalgebraError):
    """The exact value exists, but not as a formula of this package's normal form."""


class Undecided(SymalgebraError):
    """A comparison was neither proved nor refuted, so it has no truth value."""


class ParseError(SymalgebraError):
    """A text is not a term or a formula of the accepted grammar."""


class ImportFailed(SymalgebraError):
    """A file or a module of another framework cannot be read."""


class UnsupportedLayer(SymalgebraError):
    """A layer of another framework has no counterpart here."""


class MissingExtra(SymalgebraError):
    """An optional package is not installed."""


class UnknownSymbol(SymalgebraError):
    """A name that is given a value does not occur, or one that occurs is given none."""


class LawBroken(SymalgebraError):
    """A measure, an algebra or a leaf breaks a law that it must satisfy."""
