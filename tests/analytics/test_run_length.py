"""The textbook charts against R: every row of the reference within 0.1 %."""

import csv
from pathlib import Path

import numpy as np
import pytest

from iop_companion.analytics import run_length

HERE = Path(__file__).parent
with (HERE / "reference_arl_values.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


def computed(row):  # noqa: PLR0911 -- one branch a kind of row
    given = dict(part.split("=") for part in (row["param1"], row["param2"]) if "=" in part)
    number = {name: float(text) for name, text in given.items()}
    shift, metric = float(row["shift_sd"]), row["metric"]
    one_sided = row["sided"] == "one"
    if row["chart"] == "Shewhart":
        return run_length.shewhart_arl(number["L"], shift)
    if row["chart"] == "CUSUM":
        return run_length.cusum_arl(number["k"], number["h"], shift, one_sided=one_sided)
    share = number["lambda"]
    if metric.startswith("L giving"):
        return run_length.ewma_line(share, number["ARL0"], one_sided=one_sided)
    if "quantile" in metric:
        return run_length.ewma_quantile(share, number["L"], float(metric.split()[-1]))
    if "estimated" in metric:
        n_usual = int(metric.split("n=")[1].split(",")[0])
        return run_length.ewma_arl_estimated(share, number["L"], n_usual)
    if "time-varying" in metric:
        return run_length.ewma_arl_growing_limits(share, number["L"], shift)
    return run_length.ewma_arl(share, number["L"], shift, one_sided=one_sided)


def test_the_reference_has_all_its_rows():
    assert len(ROWS) == 168


@pytest.mark.parametrize("row", ROWS, ids=range(1, len(ROWS) + 1))
def test_a_run_length_agrees_with_the_reference_within_a_thousandth(row):
    assert computed(row) == pytest.approx(float(row["value"]), rel=1e-3)


def test_the_paths_of_the_piston_rings_agree_with_the_reference():
    # given 40 means of five rings, the first 25 of them the usual
    rows = np.genfromtxt(
        HERE / "qcc_pistonrings_reference.csv", delimiter=",", skip_header=1, dtype=np.float64
    )
    mean, ewma, low, high, up, down = rows[:, 1:].T
    centre = mean[:25].mean()
    # when the charts of the reference run over them
    path = run_length.ewma_path(mean, 0.2, centre)
    error = (high[0] - centre) / (3 * 0.2)
    limits = run_length.ewma_limits(40, 0.2, 3.0) * error
    upper, lower = run_length.cusum_path((mean - centre) / (RINGS_SD / np.sqrt(5)), 0.5)
    # then every point agrees
    np.testing.assert_allclose(path, ewma, rtol=1e-9)
    np.testing.assert_allclose(centre - limits, low, rtol=1e-9)
    np.testing.assert_allclose(centre + limits, high, rtol=1e-9)
    np.testing.assert_allclose(upper, up, atol=2e-4)
    np.testing.assert_allclose(lower, down, atol=2e-4)


RINGS_SD = 0.009785039
"""Spread within the groups, from the mean range, as the reference's package gives it."""


def test_a_quantile_beyond_the_steps_is_an_error_not_a_guess():
    with pytest.raises(ValueError, match="beyond"):
        run_length.ewma_quantile(0.1, 2.814, 0.99, most=50)
