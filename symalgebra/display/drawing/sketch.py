"""A figure as a graph in text: nodes, edges and frames, for Mermaid and for Graphviz."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from ...shape import Shape
from .boxes import SIGNS, told
from .figure import Card, Chain, Figure, Fork, Gap, Joint, Loop, Web
from .sizes import Sizes

Ends = list[tuple[str, Shape | None]]  # where wires come from, and what runs through them


class Sketch(ABC):
    """The lines of a graph. Abstract: a language says how a node, an edge and a frame are written."""

    head: ClassVar[str]
    foot: ClassVar[str]
    close: ClassVar[str]
    shapes: ClassVar[dict[str, str]]  # of the kinds of nodes

    def __init__(self, sizes: Sizes) -> None:
        self.sizes = sizes
        self.lines: list[str] = []
        self.deep = 1
        self.made = 0

    def text(self, found: Figure, x: Shape | None) -> str:
        """The whole graph."""
        ends = self.draw(found, [(self.node("input", "end"), x)])
        self.to("output", "end", ends)
        if self.sizes.where:
            self.say(self.note("where " + ",\n".join(self.sizes.where)))
        return "\n".join([self.head, *self.lines, *filter(None, [self.foot])])

    def draw(self, found: Figure, ends: Ends) -> Ends:
        """Draw a figure behind some ends; where its wires come out."""
        if isinstance(found, Chain):
            for part in found.parts:
                ends = self.draw(part, ends)
            return ends
        if isinstance(found, Fork):
            met = [end for branch in found.branches for end in self.draw(branch, ends)]
            return [(self.to(SIGNS[found.kind], "joint", met), found.out)]
        if isinstance(found, Loop):
            self.say(self.open(self.sizes.words(found.title)))
            self.deep += 1
            ends = self.draw(found.body, ends)
            self.deep -= 1
            self.say(self.close)
            return [(name, found.out) for name, _ in ends]
        if isinstance(found, Web):
            return self.wired(found, ends)
        return [(self.to(self.words(found), "card", ends), found.out)]

    def wired(self, found: Web, ends: Ends) -> Ends:
        """Draw the nodes of a graph."""
        outs = [ends]
        for node, sources in zip(found.nodes, found.sources, strict=True):
            read = [end for source in sources for end in outs[source]]
            text, kind = (node.kind, "joint") if isinstance(node, Joint) else (self.words(node), "card")
            outs.append([(self.to(text, kind, read), node.out)])
        return outs[-1]

    def to(self, text: str, kind: str, ends: Ends) -> str:
        """A node at which wires arrive."""
        name = self.node(text, kind)
        for source, shape in ends:
            self.say(self.edge(source, name, "" if shape is None else self.sizes.text(shape)))
        return name

    def words(self, found: Card | Gap) -> str:
        """What a card says, a line for each leaf."""
        if isinstance(found, Gap):
            return found.text
        return "\n".join(told(leaf, self.sizes) for leaf in found.leaves)

    def node(self, text: str, kind: str) -> str:
        """The name of a new node."""
        self.made += 1
        name = f"n{self.made}"
        self.say(self.shown(name, text, kind))
        return name

    def say(self, line: str) -> None:
        """One more line."""
        self.lines.append("  " * self.deep + line)

    @abstractmethod
    def shown(self, name: str, text: str, kind: str) -> str:
        """A node: a card, a joint or an end."""

    @abstractmethod
    def edge(self, source: str, target: str, text: str) -> str:
        """An edge with a text, which may be empty."""

    @abstractmethod
    def open(self, title: str) -> str:
        """The beginning of a frame."""

    @abstractmethod
    def note(self, text: str) -> str:
        """Words that belong to no node."""


class Mermaid(Sketch):
    """A flowchart, as GitHub, GitLab and JupyterLab render it."""

    head, foot, close = "flowchart TD", "", "end"
    shapes: ClassVar = {"card": "[{}]", "joint": "(({}))", "end": "([{}])"}

    def shown(self, name: str, text: str, kind: str) -> str:
        """A node."""
        return name + self.shapes[kind].format(quoted(text))

    def edge(self, source: str, target: str, text: str) -> str:
        """An edge."""
        return f"{source} --> {target}" if not text else f"{source} -->|{quoted(text)}| {target}"

    def open(self, title: str) -> str:
        """A frame."""
        return f"subgraph f{len(self.lines)} [{quoted(title)}]"

    def note(self, text: str) -> str:
        """A node without a border."""
        return f"where[{quoted(text)}]:::note\n  classDef note fill:none,stroke:none"


def quoted(text: str) -> str:
    """A text between quotes, with a number in the place of any mark that Mermaid or HTML might read."""
    marks = (
        c if c.isalnum() or c in " ,.=+-*/()×" else "<br/>" if c == "\n" else f"#{ord(c)};" for c in text
    )
    return f'"{"".join(marks)}"'


class Dot(Sketch):
    """A digraph, as Graphviz reads it."""

    head = 'digraph network {\n  node [shape=box, style=rounded, fontname="monospace"];'
    foot, close = "}", "}"
    shapes: ClassVar = {"card": "", "joint": ", shape=circle", "end": ", shape=plaintext"}

    def shown(self, name: str, text: str, kind: str) -> str:
        """A node."""
        return f"{name} [label={string(text)}{self.shapes[kind]}];"

    def edge(self, source: str, target: str, text: str) -> str:
        """An edge."""
        return f"{source} -> {target}" + (f" [label={string(text)}];" if text else ";")

    def open(self, title: str) -> str:
        """A frame."""
        return f"subgraph cluster_{len(self.lines)} {{ label={string(title)};"

    def note(self, text: str) -> str:
        """The label of the graph, below it."""
        return f"label={string(text)};"


def string(text: str) -> str:
    """A text as a string of Graphviz."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
