"""What holds for every chart: any amount of data, each theme, large text, stable bytes."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from iop_companion import charts
from iop_companion.catalog.themes import palette
from iop_companion.charts.paper_chart import PAPER
from iop_companion.charts.raster import ChartSize, to_rgba, to_svg, warm_up
from iop_companion.charts.registry import CHARTS
from tests.charts.samples import GAP, MOOD, MOVEMENT, chart, usual

PARTS = {"date_axis", "marks", "panel", "plain_text", "raster", "registry", "style", "__init__"}


def many(n: int):
    rng = np.random.default_rng(1)
    values = rng.integers(0, 11, n).astype(float)
    values[rng.random(n) < 0.2] = np.nan
    return values


SERIES = {
    "no day": replace(chart(MOOD, [5]), days=(), values=(), late=(), average=()),
    "no entry": chart(MOOD, [GAP] * 7),
    "one day": chart(MOOD, [5], band=usual()),
    "one entry between gaps": chart(MOOD, [GAP] * 6 + [5] + [GAP] * 7, late=[6]),
    "four weeks": chart(MOOD, many(28), band=usual()),
    "a year": chart(MOOD, many(365), band=usual()),
    "many years": chart(MOVEMENT, many(3650) * 100),
    "with a change": replace(
        chart(MOOD, many(40), band=usual()),
        since=chart(MOOD, many(40)).days[30],
        distance=tuple(float(n) / 20 if n % 5 else None for n in range(40)),
        usual_label="My usual 5.5",
    ),
}


@pytest.mark.parametrize("kind", CHARTS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("amount", SERIES)
def test_every_chart_draws_any_amount_of_data_in_each_theme_and_at_200_percent(kind, amount):
    draw = kind.of(SERIES[amount])
    inks = [PAPER] if kind.name == "paper_chart" else [palette("light"), palette("dark")]

    for ink in inks:
        plain = to_rgba(draw, ChartSize(kind.width, kind.height), ink)
        large = to_rgba(draw, ChartSize(kind.width, kind.height * 2, 2.0), ink)

        assert (plain.width, plain.height) == (kind.width, kind.height)
        assert len(large.data) == 4 * large.width * large.height
        assert set(plain.data[3::4]) == {255}


@pytest.mark.parametrize("kind", CHARTS, ids=lambda kind: kind.name)
def test_panels_stay_inside_even_a_tiny_widget(kind):
    draw = kind.of(SERIES["four weeks"])
    ink = PAPER if kind.name == "paper_chart" else palette("light")

    raster = to_rgba(draw, ChartSize(40, 30), ink)

    assert (raster.width, raster.height) == (40, 30)


@pytest.mark.parametrize("kind", CHARTS, ids=lambda kind: kind.name)
def test_the_same_chart_gives_the_same_svg_without_date_or_creator(kind):
    draw = kind.of(SERIES["four weeks"])
    ink = PAPER if kind.name == "paper_chart" else palette("dark")
    size = ChartSize(kind.width, kind.height)

    svg = to_svg(draw, size, ink)

    assert svg == to_svg(draw, size, ink)
    assert not re.search(rb"dc:(date|creator)|Matplotlib v", svg)


def test_pixels_follow_the_pixel_ratio_while_areas_stay_in_px():
    draw = CHARTS[0].of(SERIES["four weeks"])

    plain = to_rgba(draw, ChartSize(300, 200), palette("light"))
    sharp = to_rgba(draw, ChartSize(300, 200, pixel_ratio=2.0), palette("light"))

    assert (sharp.width, sharp.height) == (600, 400)
    assert sharp.areas == plain.areas


def test_the_registry_names_every_chart_module():
    modules = {file.stem for file in Path(charts.__path__[0]).glob("*.py")} - PARTS

    assert {kind.name for kind in CHARTS} == modules


def test_drawing_leaves_the_settings_of_matplotlib_as_they_were():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    to_rgba(CHARTS[0].of(SERIES["four weeks"]), ChartSize(300, 200, 2.0), palette("dark"))

    assert dict(mpl.rcParams) == before


def test_charts_from_two_threads_take_turns_and_look_the_same():
    from concurrent.futures import ThreadPoolExecutor

    draw = CHARTS[0].of(SERIES["four weeks"])
    size = ChartSize(300, 200)
    alone = {name: to_rgba(draw, size, palette(name)).data for name in ("light", "dark")}

    with ThreadPoolExecutor(4) as pool:
        names = ["light", "dark"] * 4
        together = list(pool.map(lambda name: to_rgba(draw, size, palette(name)).data, names))

    assert together == [alone[name] for name in names]


def test_matplotlib_is_not_imported_before_the_first_drawing():
    """In a process of its own: importing every chart must cost a starting window nothing."""
    import subprocess
    import sys

    code = (
        "import sys, iop_companion.charts.registry; assert 'matplotlib' not in sys.modules;"
        "from iop_companion.charts.raster import warm_up;"
        "from iop_companion.catalog.themes import palette; warm_up(palette('light'));"
        "assert 'matplotlib' in sys.modules; assert 'matplotlib.pyplot' not in sys.modules"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_warming_up_leaves_everything_as_it_was():
    warm_up(palette("dark"))

    draw = CHARTS[0].of(SERIES["four weeks"])
    assert to_rgba(draw, ChartSize(120, 90), palette("light")).width == 120
