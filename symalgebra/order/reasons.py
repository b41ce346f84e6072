"""Why each fact that a certificate may state is true, in words; the proofs stand in `checker`.

And what a claim lacks that the checker does not read: under which condition it would.
"""

REASONS = {
    "floor": "b*F <= a <= b*F + b - 1 for F = floor(a/b) of integers",
    "floor-order": "a floor is monotone",
    "bernoulli": "b**m is at least its binomial sum cut off",
    "order": "a**m >= (a/b)**l * b**m for a >= b and m >= l",
    "ratio": "(a/b)**m is at least its binomial sum cut off",
    "exponent": "b**m >= b**n for m >= n",
    "log-line": "a line above the logarithm, which is concave",
    "log-power": "a line above a power of the logarithm, which is concave from some point on",
    "log-chord": "a chord below the logarithm, which is concave",
    "log-order": "the logarithm is monotone",
    "log-gap": "ln(p/q) <= p/q - 1",
    "extremum": "a maximum is at least, a minimum at most, each of its arguments",
    "sum": "all terms of the sum are >= 0",
    "binomial": "the subsets of k elements are among all subsets",
    "powers": "A**m - B**m is A - B times m numbers >= 1",
    "euler": "log2(e) = 1/ln 2 is at most that",
    "log-mean": "q*ln(p/q) <= p - q, which sum up to 0",
    "telescope": "the steps of a sum that telescopes add up to the difference of its ends",
    "residues": "an integer is no nearer to 0 than its residues are to the multiples of their modulus",
    "irrational": "the quotient of the coefficients is no power of a rational number",
    "geometric": "each floor is at most its quotient, and these are a geometric series",
    "subsets": "there are at least that many subsets",
    "selections": "the subsets of k elements are among the lists of k elements",
    "central": "the middle of a row of binomial coefficients is the greatest",
    "pascal": "a binomial coefficient is the sum of the two above it",
    "lemma": "it has a proof of its own",
    "instance": "it is an instance of an inequality for all integers that are large enough",
}

NEEDED = {
    "a denominator is not proved positive": "denominators are positive",
    "a floor whose divisor may be 0": "divisors are positive",
    "a logarithm of what may be 0": "arguments of logarithms are positive",
    "a base may be 0": "bases are positive",
    "the base of a symbolic power is not positive": "bases are positive",
    "a base is no number, no symbol and no integer >= 1": "bases are integers >= 1",
    "a binomial coefficient of no set": "upper numbers of binomial coefficients are integers >= 0",
    "an exponent has a fraction": "exponents are integers",
    "an exponent may be no integer": "exponents are integers",
    "an exponent is no integer": "exponents are integers",
    "an exponent is no quotient": "exponents are integers",
    "an exponent may be negative": "exponents are >= 0",
}
