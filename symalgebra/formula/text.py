def text(f):
    return "?"
