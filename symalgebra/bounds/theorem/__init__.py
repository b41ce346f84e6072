"""The master theorem: an upper bound on the VC dimension of any network of piecewise polynomials."""
