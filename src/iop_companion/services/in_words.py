"""One measure against its usual, in the words of "In words": never more than is known."""

from __future__ import annotations

from datetime import date, timedelta

from iop_companion.analytics.series import DailySeries
from iop_companion.domain.early_warning import Finding, Standing, Usual
from iop_companion.domain.measure import Kind, Measure
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.chart_building import (
    AVERAGE_DAYS,
    ENOUGH_ENTRIES,
    mean_between,
    mean_text,
    varies_a_lot,
)
from iop_companion.services.views import InWords


def in_words(measure: Measure, series: DailySeries, last: date, finding: Finding | None) -> InWords:
    """Return what can be said of ``measure`` in the seven days up to ``last``.

    ``finding`` is what the warning panel knows of it on that day, or None; without its usual,
    nothing is compared.
    """
    sentences = [_standing_words(measure, series, last, finding)]
    if finding is not None and varies_a_lot(measure, finding.usual):
        sentences.append(_("This one varies a lot."))
    return InWords(measure.label, " ".join(sentences))


def amount_words(measure: Measure, mean: float) -> str:
    """Return a mean with its unit in full: "5.4 hours", "9 minutes a day", "4.3"."""
    text = mean_text(measure, mean)
    if measure.kind is Kind.HOURS:
        return _("{number} hours").format(number=text)
    if measure.kind is Kind.MINUTES:
        return _("{number} minutes a day").format(number=text)
    if measure.kind is Kind.AMOUNT and measure.unit:
        return _("{number} {unit} a day").format(number=text, unit=measure.unit)
    return text


def _standing_words(
    measure: Measure, series: DailySeries, last: date, finding: Finding | None
) -> str:
    week = series.window(last - timedelta(days=AVERAGE_DAYS - 1), last)
    if week.n_entries < ENOUGH_ENTRIES:
        return ngettext(
            "{n} entry in the last 7 days: too few entries to compare.",
            "{n} entries in the last 7 days: too few entries to compare.",
            week.n_entries,
        ).format(n=week.n_entries)
    mean = mean_between(week, week.first, last)
    assert mean is not None  # there are at least four entries
    usual = finding.usual if finding is not None else None
    if finding is None or usual is None:
        return _("Last 7 days averaged {mean}. Your usual is not known yet.").format(
            mean=amount_words(measure, mean)
        )
    if finding.standing is Standing.PAST_LINE and finding.since is not None:
        return _moved_words(measure, series, last, (finding.since, usual))
    return _still_words(measure, mean, usual, finding.standing)


def _moved_words(
    measure: Measure, series: DailySeries, last: date, change: tuple[date, Usual]
) -> str:
    since, usual = change
    words = _("Moved away from your usual since {day}.").format(day=day_words(since))
    if series.window(since, last).n_entries < ENOUGH_ENTRIES:
        return words
    mean = mean_between(series, since, last)
    assert mean is not None  # there are at least four entries
    compared = _("{mean} since then, against your usual {usual}.").format(
        mean=amount_words(measure, mean), usual=mean_text(measure, usual.mean)
    )
    return f"{words} {compared}"


def _still_words(measure: Measure, mean: float, usual: Usual, standing: Standing) -> str:
    facts = {
        "mean": amount_words(measure, mean),
        "low": mean_text(measure, usual.low),
        "high": mean_text(measure, usual.high),
        "usual": mean_text(measure, usual.mean),
    }
    if standing in {Standing.LEANING, Standing.PAST_LINE}:
        text = _("Last 7 days averaged {mean}, usually {usual}: leaning, not past the line.")
    elif usual.low <= mean <= usual.high:
        text = _("Last 7 days averaged {mean}, in your usual range, {low} to {high}.")
    else:
        text = _("Last 7 days averaged {mean}, at the edge of your usual range, {low} to {high}.")
    return text.format(**facts)
