"""How a proof is found: rules that turn a claim into cases and combinations, and one search over them."""
