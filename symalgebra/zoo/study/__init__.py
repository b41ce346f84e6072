"""What the measures say about published accuracy: rank correlations, with intervals and plots.

`python -m symalgebra.zoo.study DIRECTORY` writes the page docs/accuracy.md and its plots. It needs SciPy, the
plots Matplotlib: pip install "symalgebra[study]".
"""

from .cohorts import COHORTS, FIGURES, Cohort, Sample, cohort, families
from .correlation import Association, Estimate, associations

__all__ = [
    "COHORTS", "FIGURES", "Association", "Cohort", "Estimate", "Sample", "associations", "cohort", "families",
]  # fmt: skip
