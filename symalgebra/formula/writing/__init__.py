"""How a formula is written: as text, as LaTeX, as SymPy; in what order, and with which names."""
