"""Trends over long histories: reading, view and drawing, beside a bare matplotlib draw."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.figure import Figure, median, timed_ms
from iop_companion import bootstrap
from iop_companion.catalog.themes import palette
from iop_companion.charts.raster import ChartSize, to_rgba
from iop_companion.charts.trend_stack import TrendStack, draw_trend_stack
from iop_companion.domain.observation import observe
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.services.daily import DailyReader
from iop_companion.services.views import TrendRange, TrendsView
from iop_companion.store.cipher import LIGHT

TODAY = date(2026, 3, 12)
SIZE = ChartSize(704, 424)
REPEATS = 7
EIGHT = {
    "mood": (0, 10),
    "anxiety": (0, 10),
    "urge": (0, 10),
    "sleep_duration": (4, 10),
    "sleep_quality": (1, 5),
    "movement_minutes": (0, 90),
    "skills_used": (0, 5),
    "distress": (0, 10),
}


class Noon:
    """The port Clock, at noon of one day."""

    def now(self):
        return datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)

    def today(self):
        return TODAY

    def zone(self):
        return UTC

    def zone_name(self):
        return "UTC"


@contextmanager
def long_history(years: int):
    """Yield services over a vault with every day of ``years`` but one in seven."""
    rng = np.random.default_rng(years)
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        services = bootstrap.build(paths_under(Path(folder)), clock=Noon(), kdf=LIGHT)
        services.session.create(Secret("six plain words for a bench"))
        entries = []
        for name, (low, high) in EIGHT.items():
            measure = services.measures.get(name)
            for ago in np.flatnonzero(rng.random(365 * years) > 1 / 7):
                day = TODAY - timedelta(days=int(ago))
                at = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
                value = float(rng.integers(low, high + 1))
                entries.append(observe(measure, value, day=day, recorded_at=at))
        with services.session.vault.write() as journal:
            journal.put_many(entries)
        services.measures.set_on("distress", True)
        yield services
        services.lock()


def drawn(view: TrendsView) -> None:
    """Draw the page: the stack of three, then the further measures."""
    draw = partial(draw_trend_stack, data=TrendStack(view.series[:3], view.events))
    to_rgba(draw, SIZE, palette("light"))


def bare(view: TrendsView) -> None:
    """Draw three lines on matplotlib's own axes and nothing else: no range, no gaps' ticks."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    figure = Canvas(figsize=(SIZE.width / 96, SIZE.height / 96), dpi=96)
    canvas = FigureCanvasAgg(figure)
    for place, series in enumerate(view.series[:3], start=1):
        axes = figure.add_subplot(3, 1, place)
        axes.plot(series.days, np.array(series.values, dtype=float))
        axes.set_title(series.label)
    canvas.draw()


def after_a_write(services, work: Callable[[], object]) -> list[float]:
    """Time ``work`` when nothing that was read before the last write can be used."""
    found = []
    for ago in range(1, REPEATS + 1):
        services.sessions.add(TODAY - timedelta(days=ago))
        found += timed_ms(work, 1)
    return found


def figures() -> list[Figure]:
    found = [*_of_ten_years(), *_growth()]
    return sorted(found, key=lambda figure: figure.goal is None)


def _of_ten_years() -> list[Figure]:
    with long_history(10) as services:
        view = services.trends.view
        twelve, everything = view(TrendRange.TWELVE_WEEKS), view(TrendRange.ALL)
        drawn(twelve)
        bare(twelve)
        rows = median(timed_ms(partial(_rows, services), REPEATS))
        reader = DailyReader(services.session)
        watched = services.measures.watched()
        series = median(timed_ms(lambda: (reader.forget(), reader.series(watched)), REPEATS))
        opened = median(after_a_write(services, lambda: drawn(view(TrendRange.ALL))))
        changed = median(timed_ms(lambda: drawn(view(TrendRange.ALL)), REPEATS))
        ours = {
            n: median(timed_ms(lambda v=v: drawn(v), REPEATS)) for n, v in _two(twelve, everything)
        }
        plain = {
            n: median(timed_ms(lambda v=v: bare(v), REPEATS)) for n, v in _two(twelve, everything)
        }
    found = [
        Figure("Ten years of eight measures as daily series", series, "ms", 100,
               f"the vault's rows alone {rows:.0f} ms"),
        Figure("Trends over ten years opened: read, compare, draw", opened, "ms", 250),
        Figure("Trends changed to all of ten years: view and draw", changed, "ms", 120),
    ]  # fmt: skip
    found += [
        Figure(f"Three charts of {name} drawn", ours[name], "ms", 100,
               f"three bare lines {plain[name]:.0f} ms, ours x {ours[name] / plain[name]:.2f}")
        for name in ours
    ]  # fmt: skip
    return found


def _two(twelve: TrendsView, everything: TrendsView):
    return (("twelve weeks", twelve), ("ten years", everything))


def _rows(services) -> None:
    with services.session.vault.read() as journal:
        journal.number_columns(list(EIGHT))


def _growth() -> list[Figure]:
    """The same for one and for fifty years: at most in proportion to the entries."""
    found = []
    for years in (1, 50):
        with long_history(years) as services:
            view = services.trends.view
            drawn(view(TrendRange.ALL))
            opened = median(after_a_write(services, lambda v=view: drawn(v(TrendRange.ALL))))
            changed = median(timed_ms(lambda v=view: drawn(v(TrendRange.ALL)), 3))
            found.append(
                Figure(f"Trends over {years} years opened", opened, "ms", None,
                       f"change of range {changed:.0f} ms")
            )  # fmt: skip
    return found
