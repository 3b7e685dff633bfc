"""What of a day's values may be told where an entry behind them is marked private.

A night has its hours in the row of sleep, a bout its minutes in that of movement, a skill used its
tick, single uses their sum. Who marks the entry private means those, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from iop_companion.domain.diary_entries import MovementBout, SkillUse, SleepNight, UseAmount
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.domain.observation import Observation
from iop_companion.domain.ports import Journal
from iop_companion.services.single_uses import AMOUNT_PLACES, amount_in, uses_of

_OF_NIGHTS = frozenset({MeasureId("sleep_duration"), MeasureId("sleep_quality")})
_MINUTES, _KIND = MeasureId("movement_minutes"), MeasureId("movement_kind")
_SKILLS = MeasureId("skills")

_Entry = TypeVar("_Entry", MovementBout, SkillUse)


@dataclass(frozen=True, slots=True)
class EntriesBehind:
    """The entries that stand behind values of days: nights, and by day bouts and skills used.

    ``hidden_amounts`` are the sums of single uses that are private, by row and day.
    """

    private_nights: frozenset[date]
    bouts: dict[date, list[MovementBout]]
    uses: dict[date, list[SkillUse]]
    hidden_amounts: dict[tuple[MeasureId, date], float]

    def without_private(self, observations: Iterable[Observation]) -> list[Observation]:
        """Return ``observations`` with each value told in so far as it may be.

        A value of which only a part may be told comes twice: whole and marked private, and again
        with that part.
        """
        return [told for one in observations for told in self._told(one)]

    def _told(self, one: Observation) -> Iterator[Observation]:
        if one.private or one.moment is not None:
            yield one
        elif one.measure_id in _OF_NIGHTS:
            yield replace(one, private=True) if one.day in self.private_nights else one
        elif one.measure_id in {_MINUTES, _KIND}:
            yield from self._movement(one)
        elif one.measure_id == _SKILLS:
            yield from self._skills(one)
        elif hidden := self.hidden_amounts.get((one.measure_id, one.day)):
            yield replace(one, private=True)
            assert isinstance(one.value, int | float)  # an amount is a number
            if (left := round(one.value - hidden, AMOUNT_PLACES)) > 0:
                yield replace(one, value=left)
        else:
            yield one

    def _movement(self, one: Observation) -> Iterator[Observation]:
        bouts = self.bouts.get(one.day, [])
        hidden = [bout for bout in bouts if bout.private]
        shown = [bout for bout in bouts if not bout.private]
        if not hidden:
            yield one
            return
        if one.measure_id == _KIND:
            if one.value in {bout.movement for bout in shown}:
                yield one
                return
            yield replace(one, private=True)
            if shown:
                yield replace(one, value=max(shown, key=lambda bout: bout.minutes).movement)
            return
        yield replace(one, private=True)
        assert isinstance(one.value, int | float)  # minutes are a number
        left = round(one.value - sum(bout.minutes for bout in hidden))
        if shown and left > 0:
            yield replace(one, value=float(left))

    def _skills(self, one: Observation) -> Iterator[Observation]:
        uses = self.uses.get(one.day, [])
        hidden = {use.skill for use in uses if use.private} - {
            use.skill for use in uses if not use.private
        }
        ticked = one.value if isinstance(one.value, tuple) else ()
        left = tuple(tag for tag in ticked if tag not in hidden)
        if len(left) == len(ticked):
            yield one
            return
        yield replace(one, private=True)
        if left:
            yield replace(one, value=left)


def entries_behind(
    journal: Journal, first: date, last: date, measures: Iterable[Measure]
) -> EntriesBehind:
    """Return the entries of ``first`` to ``last``, both included, that stand behind values."""
    nights = journal.entries(SleepNight, first, last)
    return EntriesBehind(
        private_nights=frozenset(night.day for night in nights if night.private),
        bouts=_by_day(journal.entries(MovementBout, first, last)),
        uses=_by_day([use for use in journal.entries(SkillUse, first, last) if use.used]),
        hidden_amounts=_hidden(journal.entries(UseAmount, first, last), measures),
    )


def _hidden(
    uses: Sequence[UseAmount], measures: Iterable[Measure]
) -> dict[tuple[MeasureId, date], float]:
    found: dict[tuple[MeasureId, date], float] = defaultdict(float)
    private = [use for use in uses if use.private]
    for measure in measures:
        if private and measure.goal is not None:
            for use in uses_of(measure, private):
                found[measure.id, use.day] += amount_in(use, measure) or 0.0
    return found


def _by_day(entries: Sequence[_Entry]) -> dict[date, list[_Entry]]:
    found: dict[date, list[_Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.day].append(entry)
    return found
