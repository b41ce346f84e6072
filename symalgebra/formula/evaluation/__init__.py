"""How a formula is evaluated: plans made once, run on exact numbers or on arrays."""
