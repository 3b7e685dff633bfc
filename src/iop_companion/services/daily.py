"""Daily series of the whole history, read in bulk and kept up to date after each write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from iop_companion.analytics.detectors.questionnaire_change import ERROR_OF
from iop_companion.analytics.series import DailySeries
from iop_companion.domain.diary_entries import (
    AnsweredQuestionnaire,
    Dose,
    EnteredScore,
    Medicine,
)
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.domain.records import ParticipantSetting
from iop_companion.services.series_reading import (
    SKILLS,
    SKILLS_USED,
    read_amounts,
    read_series,
    spliced,
)

if TYPE_CHECKING:
    from iop_companion.domain.ports import OpenVault, Touched
    from iop_companion.services.medicines import Medicines
    from iop_companion.services.questionnaires import Questionnaires
    from iop_companion.services.session import VaultSession

MEDICINE_TAKEN = MeasureId("medicine_taken")

_DEFINE_SERIES = frozenset({Measure})
_MAKE_TOTALS = frozenset({AnsweredQuestionnaire, EnteredScore, ParticipantSetting, Measure})
_MAKE_AMOUNTS = frozenset({Dose, Medicine})
"""The kinds of records, beside values of days, that something kept here is made of."""


class DailyReader:
    """Gives each number measure day by day, over everything the vault holds.

    Charts, panel and summary ask for the same days again and again, so what was read is kept. Where
    the vault tells which days were written since, these alone are read again: a check-in over fifty
    years costs what it costs over one. Used on the store thread only.
    """

    def __init__(
        self,
        session: VaultSession,
        questionnaires: Questionnaires | None = None,
        medicines: Medicines | None = None,
    ) -> None:
        """Read from the vault that ``session`` holds open.

        Totals of ``questionnaires`` and the doses of ``medicines`` become series, too.
        """
        self._session = session
        self._questionnaires = questionnaires
        self._medicines = medicines
        self._kept: dict[MeasureId, DailySeries] = {}
        self._asked_as: dict[MeasureId, int] = {}
        self._read_as: dict[MeasureId, Measure] = {}
        self._kept_entry_days: frozenset[date] | None = None
        self._kept_totals: list[tuple[Measure, DailySeries]] | None = None
        self._kept_of: tuple[OpenVault, int] | None = None

    def series(self, measures: Iterable[Measure]) -> dict[MeasureId, DailySeries]:
        """Return the series of every number measure among ``measures``, in their order.

        The days run from a measure's first entry to its last; a measure without any entry has a
        series of no days. ``skills_used`` is the number of distinct skills of that day, those given
        for the whole day standing over its moments; a number stored under that name counts on days
        without ticked skills. Raises ``KnownProblem("locked")`` when no vault is open.
        """
        whole = self.whole_series(measures)
        return {
            one.id: found if found.versions is None else found.by_version(self._asked_as[one.id])
            for one, found in whole
        }

    def whole_series(self, measures: Iterable[Measure]) -> list[tuple[Measure, DailySeries]]:
        """Return each number measure with all its values, also those by earlier definitions.

        Only for who keeps the definitions apart by the ``versions`` of the series: the panel.
        """
        wanted = [measure for measure in measures if measure.kind.is_number]
        vault = self._current_vault()
        scores = [one for one in wanted if one.id in ERROR_OF and not one.own]
        totals = {one.id: series for one, series in self._totals()} if scores else {}
        found = {one.id: totals[one.id] for one in scores if one.id in totals}
        missing = [one for one in wanted if one.id not in found and one.id not in self._kept]
        if missing:
            read, asked_as = read_series(vault, missing)
            self._kept.update(read)
            self._asked_as.update(asked_as)
            self._read_as.update((one.id, one) for one in missing)
        known = self._kept | found
        return [(measure, known[measure.id]) for measure in wanted]

    def questionnaires(self) -> tuple[Measure, ...]:
        """Return the questionnaires with a total, as measures that :meth:`series` knows."""
        self._current_vault()
        return tuple(measure for measure, _series in self._totals())

    def _totals(self) -> list[tuple[Measure, DailySeries]]:
        self._current_vault()
        if self._kept_totals is None:
            known = self._questionnaires
            self._kept_totals = known.measures() if known is not None else []
        return self._kept_totals

    def amounts(
        self, choices: Iterable[Measure], amount_of: Mapping[str, float]
    ) -> dict[MeasureId, DailySeries]:
        """Return the series of choices whose options stand for amounts: a medicine, 0 to 1.

        Answers without an amount are no entries. On days with doses those say how much was taken.
        Otherwise as :meth:`series`.
        """
        wanted = list(choices)
        vault = self._current_vault()
        missing = [measure for measure in wanted if measure.id not in self._kept]
        if missing:
            read = read_amounts(vault, missing, amount_of)
            if self._medicines is not None and MEDICINE_TAKEN in read:
                read[MEDICINE_TAKEN] = self._medicines.over(read[MEDICINE_TAKEN])
            self._kept.update(read)
        return {measure.id: self._kept[measure.id] for measure in wanted}

    def entry_days(self) -> frozenset[date]:
        """Return the days that hold anything at all, a lone note included."""
        vault = self._current_vault()
        if self._kept_entry_days is None:
            with vault.read() as journal:
                self._kept_entry_days = frozenset(journal.days_with_entries())
        return self._kept_entry_days

    def forget(self) -> None:
        """Drop what was read; what a person entered stays in memory no longer than needed."""
        self._kept, self._asked_as, self._read_as = {}, {}, {}
        self._kept_entry_days = self._kept_totals = self._kept_of = None

    def _current_vault(self) -> OpenVault:
        """Return the open vault, with what was written since brought into what is kept."""
        vault = self._session.vault
        kept = self._kept_of
        if kept == (vault, vault.generation):
            return vault
        written = vault.touched_since(kept[1]) if kept is not None and kept[0] is vault else None
        # first of all, for what fails half-way must be read anew
        self._kept_of = None
        if written is None or written.kinds & _DEFINE_SERIES:
            self.forget()
        else:
            self._take_on(vault, written)
        self._kept_of = (vault, vault.generation)
        return vault

    def _take_on(self, vault: OpenVault, written: Touched) -> None:
        """Read the written days again, and drop what cannot be brought up to date by days."""
        if written.kinds & _MAKE_TOTALS:
            self._kept_totals = None
        if written.kinds & _MAKE_AMOUNTS:
            self._kept.pop(MEDICINE_TAKEN, None)
        places = set(written.values)
        places |= {(SKILLS_USED, day) for measure_id, day in places if measure_id == SKILLS}
        for measure_id, day in sorted(places):
            known = self._read_as.get(measure_id)
            if known is None or known.version > 1:
                self._kept.pop(measure_id, None)  # read in bulk when somebody asks
            elif measure_id in self._kept:
                of_day, _asked_as = read_series(vault, [known], day)
                self._kept[measure_id] = spliced(self._kept[measure_id], day, of_day[measure_id])
        if self._kept_entry_days is not None and places:
            with vault.read() as journal:
                for day in {day for _measure_id, day in places}:
                    holds = bool(journal.observations(day, day))
                    known_days = self._kept_entry_days
                    self._kept_entry_days = known_days | {day} if holds else known_days - {day}
