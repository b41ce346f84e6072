"""Terms as diagrams: SVG by a layout of their own, Mermaid and Graphviz as text, indented lines."""

from .diagram import Diagram, diagram

__all__ = ["Diagram", "diagram"]
