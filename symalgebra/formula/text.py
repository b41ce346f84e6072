def text(f): return "?"
