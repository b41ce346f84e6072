"""The site, by `sphinx-build -W docs <out>`; NOTEBOOKS=force runs the notebooks for it."""

import inspect
import os
import re
import shutil
from operator import attrgetter
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

import symalgebra
from symalgebra import zoo

LONGEST = 40  # characters of a default that is shown
HERE = Path(__file__).parent
COPIES = HERE / "notebooks"  # Sphinx reads nothing from outside of its directory

project, author, release = "symalgebra", "The symalgebra authors", symalgebra.__version__
project_copyright = author
extensions = ["myst_nb"]
html_theme = "furo"
html_title = f"symalgebra {release}"
html_static_path, html_css_files = ["_static"], ["site.css"]
exclude_patterns = ["_build"]
nb_execution_mode = os.environ.get("NOTEBOOKS", "off")
nb_execution_timeout = 300
myst_enable_extensions = ["dollarmath"]
suppress_warnings = ["misc.highlighting_failure"]  # transcripts of Python with tracebacks


def families():
    """The functions of the zoo for families and their blocks, without those for single members."""
    functions = inspect.getmembers(zoo, inspect.isfunction)
    layers = ((name, f) for name, f in functions if f.__annotations__.get("return") == "Layer")
    return " ".join(f"zoo.{name}" for name, f in layers if varied(name, f))


def varied(name, function):
    """Whether a function is named as a family is, or has arguments without defaults."""
    arguments = inspect.signature(function).parameters.values()
    required = (p for p in arguments if p.default is p.empty and p.kind is not p.VAR_KEYWORD)
    return name.replace("_", "-") in zoo.FAMILIES or any(required)


LISTS = {"LEAVES": symalgebra.LEAVES, "MEASURES": symalgebra.MEASURES, "FAMILIES": families()}


class Names(Directive):
    """```{names} a b c```: public names, each with its signature and its docstring as it is written."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self):
        """A definition for each name."""
        words = self.arguments[0]
        return [definition(name) for name in LISTS.get(words, words).split()]


def definition(name):
    """One name."""
    value = attrgetter(name)(symalgebra)
    text = inspect.getdoc(value) or ""
    section = nodes.section(ids=[name.lower().replace("_", "-")])
    section += nodes.title("", "", nodes.literal("", name + signature(value)))
    section += nodes.literal_block(text, text, language="text", classes=["docstring"])
    return section


def signature(value):
    """The arguments of a function or of a class."""
    try:
        found = inspect.signature(value)
        short = [
            p.replace(default=...) if len(repr(p.default)) > LONGEST else p for p in found.parameters.values()
        ]
        text = str(found.replace(parameters=short)).replace("Ellipsis", "...")
        return re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)
    except (TypeError, ValueError):
        return ""


def copied(app):
    """The notebooks beside the pages, for as long as the site is built."""
    shutil.rmtree(COPIES, ignore_errors=True)
    shutil.copytree(HERE.parent / "notebooks", COPIES)


def moved(app, page, text):
    """Links between pages and notebooks, which stand elsewhere in the repository."""
    text[0] = text[0].replace("](../notebooks/", "](notebooks/").replace("](../docs/", "](../")


def setup(app):
    """What is added to Sphinx."""
    copied(app)
    app.connect("source-read", moved)
    app.add_directive("names", Names)
    app.connect("build-finished", lambda app, error: shutil.rmtree(COPIES, ignore_errors=True))
