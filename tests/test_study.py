"""The study of accuracy: its statistics against SciPy's own, and the page as the command writes it."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symalgebra.errors import SymalgebraError
from symalgebra.zoo import study
from symalgebra.zoo.study.correlation import estimate, kendall, partial, spearman

pytestmark = pytest.mark.needs("scipy")
DOCS = Path(__file__).resolve().parents[1] / "docs"
small = st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=3, max_size=12)


def columns(rows):
    import numpy

    return numpy.asarray(rows, dtype=float).T


@settings(max_examples=40)
@given(small)
def test_correlations_are_those_of_scipy(rows):
    from scipy import stats

    x, y, _ = columns(rows)
    assume(len(set(x)) > 1 and len(set(y)) > 1)
    assert spearman(x, y) == pytest.approx(stats.spearmanr(x, y).statistic)
    assert kendall(x, y) == pytest.approx(stats.kendalltau(x, y).statistic)


@settings(max_examples=40)
@given(small)
def test_the_partial_correlation_is_that_of_residuals(rows):
    import numpy
    from scipy import stats

    x, y, z = (stats.rankdata(column) for column in columns(rows))
    assume(min(map(len, map(set, (x, y, z)))) > 1)
    design = numpy.column_stack([numpy.ones_like(z), z])
    left = [v - design @ numpy.linalg.lstsq(design, v, rcond=None)[0] for v in (x, y)]
    assume(all(abs(v).max() > 1e-6 for v in left))
    assert partial(x, y, z) == pytest.approx(numpy.corrcoef(*left)[0, 1], abs=1e-6)


def test_rows_of_resamples_are_taken_one_by_one():
    import numpy

    x, y = numpy.random.default_rng(1).integers(0, 5, (2, 7, 9)).astype(float)
    for statistic in (spearman, kendall):
        assert statistic(x, y) == pytest.approx([statistic(a, b) for a, b in zip(x, y, strict=True)])


def test_an_interval_holds_the_value_and_is_the_same_again():
    x, y = list(range(20)), [3, 1, 2, 5, 4, 9, 6, 8, 7, 10, 12, 11, 15, 13, 14, 19, 16, 18, 17, 0]
    found = estimate(spearman, x, y)
    assert found == estimate(spearman, x, y)
    assert found.low < found.value < found.high
    assert found.clear
    assert estimate(spearman, x, [-v for v in y]).value == pytest.approx(-found.value)
    assert estimate(spearman, x, [1] * 20) is None


def test_a_cohort_is_of_one_recipe_and_has_each_network_once():
    for name, known in study.COHORTS.items():
        if known.source == "slim":
            samples = study.cohort(name)
            assert all(known.holds(s.row) for s in samples)
            calls = {(str(s.row.arguments), s.row.resolution) for s in samples}
            assert len(calls) == len(samples) >= 16
    with pytest.raises(SymalgebraError, match="'mnist' is no cohort: choose one of torchvision"):
        study.cohort("mnist")


def test_within_a_grid_the_figures_are_those_of_its_networks():
    for sample in study.cohort("mobilenet-v2"):
        assert abs(sample.figures["macs"] - float(sample.row.macs)) <= 10**6
        assert sample.figures["effective depth"] <= sample.figures["depth"]


def test_figures_that_are_the_same_for_all_are_left_out():
    found = {a.figure: a for a in study.associations(study.cohort("mobilenet-v1"))}
    assert not found.keys() & {"depth", "receptive field"}
    assert found["params"].many == 16
    assert found["params"].given is None
    assert found["macs"].rho.value > 0.98


def test_the_page_shows_its_plots():
    page = (DOCS / "accuracy.md").read_text(encoding="utf-8")
    assert page.count("![") == 3
    for name in ("log2-c", "params", "vc-bound"):
        assert f"(accuracy-{name}.svg)" in page
        picture = (DOCS / f"accuracy-{name}.svg").read_text(encoding="utf-8")
        assert picture.count("<svg") == 1
        assert len(picture) < 200_000


@pytest.mark.slow
def test_the_page_is_what_the_command_writes():
    from symalgebra.zoo.study.page import page

    assert (DOCS / "accuracy.md").read_text(encoding="utf-8") == page()
