"""How a formula is read: from text, within a budget, and from SymPy."""
