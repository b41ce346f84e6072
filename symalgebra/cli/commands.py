"""The commands: each turns its options into a text and an exit status. What they need is loaded on call."""

from __future__ import annotations

from argparse import Namespace

Done = tuple[str, int]


def derive(options: Namespace) -> Done:
    """The derivation of a subject in a format; status 1 where a published figure disagrees."""
    from shutil import get_terminal_size

    from symalgebra.display import DEFAULT, FORMATS
    from symalgebra.display import derive as derivation

    from .subjects import subject
    from .values import values

    known = subject(options.what, options.input, options.at, options.where)
    found = derivation(known, options.measures or DEFAULT, values(options.at), options.where)
    width = get_terminal_size((110, 24)).columns
    return FORMATS[options.format](found, width), 0 if found.agrees else 1


def zoo(options: Namespace) -> Done:
    """All families, or one; with --table the measures of their members."""
    if options.table or options.measures or options.format:
        return table(options)
    from symalgebra.display import details, listing
    from symalgebra.zoo import FAMILIES

    from .subjects import OTHERS, family_of

    return (details(family_of(options.name)) if options.name else listing(FAMILIES, OTHERS)), 0


def table(options: Namespace) -> Done:
    """The measures of all members, or of one family's."""
    from symalgebra.sweep import FORMATS, Sweep
    from symalgebra.zoo import TOLD, census

    from .subjects import family_of

    families = [family_of(options.name).name] if options.name else []
    columns, rows = census(options.measures or TOLD, families)
    return FORMATS[options.format or "text"](Sweep(columns, tuple(rows))), 0


def parse(options: Namespace) -> Done:
    """A term read and written again, with what can be said without a measure."""
    from symalgebra.display import outline
    from symalgebra.io.text import parse as read_term

    from .subjects import shape_of

    x = shape_of(options.input) if options.input else None
    return outline(read_term(options.text), x), 0


def compare(options: Namespace) -> Done:
    """Two networks or two formulas; status 0 proved, 1 refuted, 3 undecided, the greatest of several."""
    from shutil import get_terminal_size

    from symalgebra.display.comparison import FORMATS, MEASURES, Asked, compared

    from .certificates import kept
    from .pairs import evened, pair

    uniform, counts = evened(options.uniform)
    named = [*counts, *filter(None, [options.by])]
    sides = pair((options.left, options.right), bool(options.measure), options.input, named, options.where)
    asked = Asked(options.relation, options.by, options.limit)
    found = compared(sides, asked, options.measure or MEASURES, options.where, uniform)
    text = FORMATS[options.format](found, get_terminal_size((110, 24)).columns, options.explain)
    return kept(text, found, options.certificate, options.format), found.status


def growth(options: Namespace) -> Done:
    """How two networks or two formulas grow beside each other; status as for compare."""
    from shutil import get_terminal_size

    from symalgebra.display.comparison import MEASURES
    from symalgebra.display.growths import FORMATS, Asked, grown

    from .certificates import kept
    from .pairs import evened, pair

    uniform, counts = evened(options.uniform)
    named = [*counts, *options.by]
    sides = pair((options.left, options.right), bool(options.measure), options.input, named, options.where)
    asked = Asked(tuple(options.by), options.whole, options.relation, options.limit)
    found = grown(sides, asked, options.measure or MEASURES, options.where, uniform)
    text = FORMATS[options.format](found, get_terminal_size((110, 24)).columns, options.explain)
    return kept(text, found, options.certificate, options.format), found.status


def report(options: Namespace) -> Done:
    """One HTML file about a network, or about two."""
    from symalgebra.display import report as page
    from symalgebra.display.pages import BOUNDS, SHOWN

    from .subjects import subject
    from .values import values

    net = subject(options.what, options.input, options.at, ())
    against = subject(options.against, options.input, options.at, ()) if options.against else None
    at = values(options.at)
    measures, bounds = options.measures or SHOWN, options.bounds or BOUNDS
    found = page(net, against=against, measures=measures, at=at, bounds=bounds)
    found.save(options.output)
    return f"{found.title}: {len(found.html.encode()):,} bytes written to {options.output}", 0


def bounds(options: Namespace) -> Done:
    """The bounds on the capacity of a network; what a verdict says does not change the status."""
    from shutil import get_terminal_size

    from symalgebra.display.capacity import AGAINST, FORMATS, Asked, capacity

    from .certificates import kept
    from .subjects import subject
    from .values import values

    known = subject(options.what, options.input, options.at, options.where)
    against = tuple(options.against or AGAINST)
    asked = Asked(against, values(options.at), options.outputs, options.bits, options.limit)
    found = capacity(known, asked, options.where)
    text = FORMATS[options.format](found, get_terminal_size((110, 24)).columns, options.explain)
    return kept(text, found, options.certificate, options.format), 0


def sweep(options: Namespace) -> Done:
    """A table of values."""
    from symalgebra.sweep import FORMATS, MEASURES
    from symalgebra.sweep import sweep as table

    from .subjects import subject
    from .values import ranges

    chosen = ranges(options.values)
    net = subject(options.what, options.input, list(chosen), ())
    found = table(net, None, options.measures or MEASURES, **chosen)
    return FORMATS[options.format](found.pareto(*options.pareto) if options.pareto else found), 0


def laws(options: Namespace) -> Done:
    """What holds and what fails for some measures, or for all; status 1 where one breaks a required law."""
    from symalgebra.laws import named, table
    from symalgebra.laws.page import FORMATS

    found = table(named(options.measure) if options.measure else None, options.examples)
    return FORMATS[options.format](found), int(not found)


def verify(options: Namespace) -> Done:
    """Certificates checked again; status 1 where one is rejected."""
    from .verification import verified

    return verified(options.file)
