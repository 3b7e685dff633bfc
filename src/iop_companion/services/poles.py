"""A measure with two sides, low and high: on one chart, counted apart, never averaged together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.measure import Pole
from iop_companion.foundation.day_words import period_words
from iop_companion.foundation.i18n import _, ngettext


def join_poles(charts: Sequence[ChartSeries]) -> tuple[ChartSeries, ...]:
    """Return ``charts`` with both sides as one in the place of the first of them.

    The joined one holds the high side, and the low side as ``opposite``. One side without the
    other stays as it is.
    """
    low = next((one for one in charts if one.pole is Pole.LOW), None)
    high = next((one for one in charts if one.pole is Pole.HIGH), None)
    if low is None or high is None or low.days != high.days:
        return tuple(charts)
    joined = joined_poles(low, high)
    kept = [joined if one is low or one is high else one for one in charts]
    return tuple(dict.fromkeys(kept))


def joined_poles(low: ChartSeries, high: ChartSeries) -> ChartSeries:
    """Return one chart with the high side above even and the low side below it."""
    return replace(
        high,
        label=_("Mood, low to high"),
        unit=_("{low} low to +{high} high").format(
            low=f"\N{MINUS SIGN}{low.high:g}", high=f"{high.high:g}"
        ),
        average=(None,) * len(high.values),
        low=-low.high,
        as_bars=True,
        usual=None,
        usual_label="",
        sentence=poles_sentence(low, high),
        opposite=low,
    )


def poles_sentence(low: ChartSeries, high: ChartSeries) -> str:
    """Say on how many days each side was marked, how many were even, and how many have no entry."""
    if not high.days:
        return ""
    years = high.days[0].year != high.days[-1].year and len(high.days) > 12 * 7
    head = _("Mood, low to high, {period}").format(
        period=period_words(high.days[0], high.days[-1], with_year=years)
    )
    return f"{head}: {counts_words(low, high)}"


@dataclass(frozen=True, slots=True)
class PoleCounts:
    """How many days were below even, even, above even, both ways on one day, and without entry."""

    below: int = 0
    even: int = 0
    above: int = 0
    both: int = 0
    none: int = 0


def counts_of(low: ChartSeries, high: ChartSeries) -> PoleCounts:
    """Count the days of both sides; each day counts as it is."""
    below = above = both = even = none = 0
    for at in range(high.n_before, len(high.days)):
        down, up = low.values[at], high.values[at]
        if down is None and up is None:
            none += 1
        elif down and up:
            both += 1
        elif down:
            below += 1
        elif up:
            above += 1
        else:
            even += 1
    return PoleCounts(below, even, above, both, none)


def counts_words(low: ChartSeries, high: ChartSeries) -> str:
    """Return "below even on 3 days, even on 6, above even on 4, ..."; each day counts as it is."""
    found = counts_of(low, high)
    said = [
        ngettext("below even on {n} day", "below even on {n} days", found.below).format(
            n=found.below
        ),
        ngettext("even on {n} day", "even on {n} days", found.even).format(n=found.even),
        ngettext("above even on {n} day", "above even on {n} days", found.above).format(
            n=found.above
        ),
    ]
    if found.both:
        words = ngettext("both ways on {n} day", "both ways on {n} days", found.both)
        said.append(words.format(n=found.both))
    if found.none:
        words = ngettext("{n} day without an entry", "{n} days without an entry", found.none)
        said.append(words.format(n=found.none))
    return _("{counts}. Low and high are never averaged.").format(counts=", ".join(said))
