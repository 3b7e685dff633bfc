"""One person's panel as of one day, measure by measure: what the service puts into words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np

from iop_companion.analytics.beside_level import CHECK_INS
from iop_companion.analytics.column_trace import (
    MeasureTrace,
    check_in_counts,
    column_beside,
    distance_beside,
)
from iop_companion.analytics.one_more_day import replay_on
from iop_companion.analytics.panel_rules import PanelRules
from iop_companion.analytics.redefined import newest_version
from iop_companion.analytics.replay import (
    LEANING,
    Given,
    PanelEpisode,
    Replay,
    current_lanes,
    lasts_until,
    standing_at,
)
from iop_companion.analytics.series import AlignedDays, Flags, Floats
from iop_companion.analytics.since import change_start
from iop_companion.analytics.stated import stated_of
from iop_companion.analytics.watched_as import Role, WatchedAs
from iop_companion.domain.early_warning import Standing, Usual
from iop_companion.domain.records import Answer

STEADY_DAYS, STEADY_ENTRIES, STEADILY = 28, 16, 0.35
"""Four weeks with at least so many entered days, better by so many standard deviations."""

WEEK = 7
ENOUGH_ENTRIES = 4
"""Of the last seven days; with fewer, nothing is compared."""


class PersonTrace:
    """The course of the panel over ``days``, seen from its last day. Computed once, read often."""

    def __init__(
        self,
        days: AlignedDays,
        worse: list[str],
        given: list[Given],
        watched_as: Sequence[WatchedAs] | None = None,
        before: PersonTrace | None = None,
    ) -> None:
        """Replay ``days``; ``given`` holds the answers known by the last day.

        An answer whose day no longer speaks (a day was amended or imported since) is passed over.

        ``before`` is an earlier course that may be taken on (one day was added or amended).
        """
        self._days = days
        self._rules = PanelRules()
        known = before._found if before is not None and before._days.first == days.first else None  # noqa: SLF001 -- its own kind
        self._found: Replay = replay_on(
            known, days.values, worse, given, watched_as, days.versions, strict=False
        )
        self._lanes = current_lanes(self._found)
        self.last_row = days.n_days - 1
        self.standing = standing_at(self._found, self.last_row)

    @property
    def episodes(self) -> tuple[PanelEpisode, ...]:
        """Every time the panel spoke, oldest first."""
        return self._found.episodes

    @property
    def stated_rate(self) -> float:
        """False panel warnings in six months for logging like this."""
        return stated_of(self._found)

    @property
    def is_learning(self) -> bool:
        """Whether no measure has learnt its usual yet."""
        return all(self._usual_span(lane) is None for lane in self._lanes)

    def learning(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return (entries, needed) and (day, days) of the measure that is furthest."""
        rules, ranks = self._rules.usual, self._found.run.scored.measures
        offset = self._found.run.scored.offset
        furthest = (0, 1)
        for lane in self._lanes:
            at = self._last_entry(lane)
            if at < 0 or ranks is None:
                continue
            began = int(ranks.began_on[at, lane])
            entries = int((ranks.entries.day[: at + 1, lane] >= began).sum())
            furthest = max(furthest, (entries, self.last_row - offset - began + 1))
        return (
            (min(furthest[0], rules.learn_entries), rules.learn_entries),
            (min(furthest[1], rules.learn_days), rules.learn_days),
        )

    def entered(self, first_row: int) -> tuple[int, int]:
        """Return how many days from ``first_row`` on have any entry, and how many there are."""
        rows = ~np.isnan(self._days.values[max(first_row, 0) :]).all(axis=1)
        return int(rows.sum()), self.last_row - first_row + 1

    def day(self, row: int) -> date:
        """Return the date of a row."""
        return self._days.day(row)

    def measure(self, column: int) -> MeasureTrace:
        """Return how the measure in ``column`` stands on the last day."""
        if self._found.roles and self._found.roles[column].role is not Role.LEVEL:
            return column_beside(self._found, self._days, column, self.standing)
        lane = self._clearest_lane(column)
        by_version = self._by_current_version(column)
        distances = np.where(by_version, self.distances(column), np.nan)
        usual = self._usual(lane)
        values = np.where(by_version, self._days.values[:, column], np.nan)
        week = values[max(0, self.last_row - WEEK + 1) :]
        week = week[~np.isnan(week)]
        spoke = self.standing
        distance = self._distance(distances)
        past = spoke is not None and distance > 1.0
        if usual is None or (week.size < ENOUGH_ENTRIES and not past):
            return MeasureTrace(Standing.TOO_FEW, usual, None, distance, None, None)
        # a week on the better side of the usual is none that leans, whatever came before it
        sign = self._found.lanes[lane].sign
        is_worse = bool(week.size) and sign * (float(week.mean()) - usual.mean) > 0
        leaning = past or (distance > LEANING and is_worse)
        since = self._since(lane) if leaning else None
        recent = _recent_mean(values, since if past else None, week)
        passed_on = self._passed_on(distances) if past else None
        return MeasureTrace(
            _standing(past=past, leaning=leaning, recent=recent, usual=usual),
            usual,
            recent,
            distance,
            None if since is None else self.day(since),
            None if passed_on is None else self.day(passed_on),
        )

    def distances(self, column: int) -> Floats:
        """Return the strip of a measure day by day: distance in units of its line, NaN for gaps.

        While a Watch stands, the average that was not restarted is shown, so that the strip does
        not drop the day after it spoke; measures that pass their line later join the warning.
        """
        lanes = [at for at, lane in enumerate(self._found.lanes) if lane.column == column]
        if not lanes:
            return distance_beside(self._found, column)
        return self._strip(lanes)

    def together(self) -> Floats:
        """Return the strip of all measures taken together, as :meth:`distances` of one."""
        return self._strip([-1])

    def _strip(self, lanes: Sequence[int]) -> Floats:
        shown = self._found.run.distance[:, 0, lanes].copy()
        for rows in self._watched_rows:
            shown[rows] = self._found.run.unbroken[rows, 0, lanes]
        return np.asarray(np.fmax.reduce(shown, axis=1), dtype=np.float64)

    @cached_property
    def _watched_rows(self) -> tuple[slice, ...]:
        """The rows of each warning, until it ends by itself or an answer ends it."""
        return tuple(
            slice(
                one.day,
                min(lasts_until(self._found, one, self._rules) + 1, self._answered(one)),
            )
            for one in self.episodes
        )

    def better_since(self) -> date | None:
        """Return the day since which things are steadily better than usual, or None.

        Of the last four weeks most days have an entry, and on nearly all of them the newest part of
        the usual is better than the whole by a third of a standard deviation, over all measures.
        """
        marks = self._found.run.scored
        if self._found.values.shape[0] < STEADY_DAYS or not self._found.lanes:
            return None
        rows = slice(self.last_row - STEADY_DAYS + 1, self.last_row + 1)
        followed = marks.score[rows, 0] - marks.ranks[rows]
        followed = followed[:, marks.paired]
        known = ~np.isnan(followed)
        by_day = np.where(known, followed, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        entered = known.any(axis=1)
        better = entered & (by_day >= STEADILY)
        if entered.sum() < STEADY_ENTRIES or better.sum() < 0.9 * entered.sum():
            return None
        return self.day(rows.start)

    def check_ins(self) -> tuple[int, int, int] | None:
        """Return (days entered, days, usually entered of as many) when the check-ins spoke."""
        spoke = self.standing
        if spoke is None or CHECK_INS not in spoke.detectors:
            return None
        return check_in_counts(self._found.values, spoke.day, self.last_row)

    def usual_period(self) -> tuple[int, date, date] | None:
        """Return days with entries, first and last day of the usual, over all measures."""
        spans = [self._usual_span(lane) for lane in self._lanes]
        known = [span for span in spans if span is not None]
        if not known:
            return None
        n_entries = max(span[2] for span in known)
        return n_entries, self.day(min(s[0] for s in known)), self.day(max(s[1] for s in known))

    def _answered(self, episode: PanelEpisode) -> int:
        """The row on which an answer ended the warning; a bad spell does not end it."""
        days = [
            one.answered_on
            for one in self._found.given
            if one.spoke_on == episode.day and one.answer is not Answer.BAD_SPELL
        ]
        return min(days, default=self.last_row + 1)

    def _distance(self, distances: Floats) -> float:
        """The distance to show on the last day: of the last entry, and of the day it spoke."""
        known = distances[~np.isnan(distances)]
        if self.standing is not None:
            spoken = float(np.nan_to_num(distances[self.standing.day]))
            return max(spoken, float(known[-1]) if known.size else 0.0)
        if self.episodes and self.last_row - self.episodes[-1].day <= self._rules.quiet_days:
            return 0.0
        return float(known[-1]) if known.size else 0.0

    def _passed_on(self, distances: Floats) -> int | None:
        """The first row of the standing warning on which this measure was past its line."""
        start = 0 if self.standing is None else self.standing.day
        past = np.flatnonzero(np.nan_to_num(distances[start:]) > 1.0)
        return start + int(past[0]) if past.size else None

    def _clearest_lane(self, column: int) -> int:
        lanes = [at for at in self._lanes if self._found.lanes[at].column == column]
        recent = np.nan_to_num(self._found.run.unbroken[-WEEK:, 0, lanes]).max(axis=0)
        return lanes[int(recent.argmax())]

    def _since(self, lane: int) -> int | None:
        """The row a measure's change seems to have begun, from what its average is made of."""
        run, end = self._found.run, self.last_row
        spoken = self.standing is not None and float(
            np.nan_to_num(run.distance[self.standing.day, 0, lane])
        )
        if self.standing is not None and spoken and spoken > LEANING:
            end = self.standing.day
        start = 0 if end == self.last_row else run.last_restart(end)
        found = change_start(run.scored.scores_of(lane)[start : end + 1])
        return None if found is None else start + found

    def _by_current_version(self, column: int) -> Flags:
        """Which days' values of a column were entered by the definition it goes by now."""
        versions = self._found.versions
        if versions is None:
            return np.ones(self.last_row + 1, dtype=np.bool_)
        now = newest_version(self._found.values, versions, column)[-1]
        return np.asarray(versions[:, column] == now)

    def _last_entry(self, lane: int) -> int:
        """The newest entry of a lane; -1 without one, or where the next will be learnt anew."""
        ranks = self._found.run.scored.measures
        at = -1 if ranks is None else int(ranks.entries.upto[-1, lane]) - 1
        if at < 0 or ranks is None:
            return -1
        day = self._found.run.scored.offset + int(ranks.entries.day[at, lane])
        return at if self.last_row - day <= self._rules.usual.relearn_gap else -1

    def _usual_rows(self, lane: int) -> tuple[int, int] | None:
        at, ranks = self._last_entry(lane), self._found.run.scored.measures
        if at < 0 or ranks is None:
            return None
        last = self.last_row - self._found.run.scored.offset
        if int(ranks.learnt_on[at, lane]) > last:
            return None
        return int(ranks.low[at, lane]), int(ranks.high[at, lane])

    def _usual_span(self, lane: int) -> tuple[int, int, int] | None:
        rows, ranks = self._usual_rows(lane), self._found.run.scored.measures
        if rows is None or ranks is None or rows[1] <= rows[0]:
            return None
        offset = self._found.run.scored.offset
        first, last = ranks.usual.day[rows[0], lane], ranks.usual.day[rows[1] - 1, lane]
        return offset + int(first), offset + int(last), rows[1] - rows[0]

    def _usual(self, lane: int) -> Usual | None:
        span, rows = self._usual_span(lane), self._usual_rows(lane)
        ranks = self._found.run.scored.measures
        if span is None or rows is None or ranks is None:
            return None
        values = ranks.usual.value[rows[0] : rows[1], lane] * self._found.lanes[lane].sign
        low, high = np.percentile(values, (10, 90))
        return Usual(
            float(low),
            float(high),
            float(values.mean()),
            span[2],
            self.day(span[0]),
            self.day(span[1]),
        )


def _recent_mean(values: Floats, since: int | None, week: Floats) -> float | None:
    rows = week if since is None else values[since:]
    rows = rows[~np.isnan(rows)]
    return float(rows.mean()) if rows.size else None


def _standing(*, past: bool, leaning: bool, recent: float | None, usual: Usual | None) -> Standing:
    if past:
        return Standing.PAST_LINE
    if leaning:
        return Standing.LEANING
    if usual is None or recent is None or usual.low <= recent <= usual.high:
        return Standing.USUAL
    return Standing.AT_EDGE
