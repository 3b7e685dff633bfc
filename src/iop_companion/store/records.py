"""The small records beside observations: for each kind its row, its key, and the way to and fro."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlmodel import Session, SQLModel, select

from iop_companion.domain.ids import ImportId, MeasureId, RecordId
from iop_companion.domain.measure import Measure
from iop_companion.domain.plain_form import from_plain, to_plain
from iop_companion.domain.records import (
    Answer,
    AsideReason,
    EpisodeOutcome,
    ImportBatch,
    OwnSign,
    PanelAnswer,
    ParticipantSetting,
    PlanStep,
    PlanZone,
    SessionDate,
    SetAside,
    ShownEpisode,
    ShownLevel,
    SignTick,
    StepDone,
    UsualOffer,
    ZonePlan,
    ZoneSaid,
)
from iop_companion.foundation.errors import Bug
from iop_companion.store.instants import offset_min, to_day, to_instant, to_ms, to_ordinal
from iop_companion.store.measure_text import from_text, to_text
from iop_companion.store.observation_row import storable
from iop_companion.store.tables import (
    EpisodeOutcomeRow,
    ImportBatchRow,
    OwnMeasureRow,
    OwnSignRow,
    PanelAnswerRow,
    ParticipantSettingRow,
    PlanStepRow,
    SessionDateRow,
    SetAsideRow,
    ShownEpisodeRow,
    ShownLevelRow,
    SignTickRow,
    StepDoneRow,
    UsualOfferRow,
    ZonePlanRow,
    ZoneSaidRow,
)

R = TypeVar("R")
T = TypeVar("T", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class Shelf(Generic[R, T]):
    """How one kind of record is kept: its row, the row's key, both conversions, its order."""

    row: type[T]
    key: Callable[[R], Any]
    to_row: Callable[[R], T]
    to_record: Callable[[T], R]
    order: Sequence[Any]

    def put(self, session: Session, record: R) -> R | None:
        """Insert or replace by key; return what was there before, or None."""
        row = session.get(self.row, self.key(record))
        before = None if row is None else self.to_record(row)
        session.merge(self.to_row(record))
        session.flush()
        return before

    def remove(self, session: Session, record: R) -> None:
        """Delete by key; nothing happens if it is not there."""
        row = session.get(self.row, self.key(record))
        if row is not None:
            session.delete(row)
            session.flush()

    def all(self, session: Session) -> list[R]:
        """Return every record, in the kind's own order."""
        rows = session.exec(select(self.row).order_by(*self.order)).all()
        return [self.to_record(row) for row in rows]


class LevelLog(Shelf[ShownLevel, ShownLevelRow]):
    """The log of shown levels: lines are added, never changed, never taken out."""

    def put(self, session: Session, record: ShownLevel) -> ShownLevel | None:
        """Add a line; one with the same id stays as it is and is returned."""
        query = select(ShownLevelRow).where(ShownLevelRow.id == record.id)
        there = session.exec(query).first()
        if there is not None:
            return self.to_record(there)
        session.add(self.to_row(record))
        session.flush()
        return None

    def remove(self, session: Session, record: ShownLevel) -> None:  # noqa: ARG002 -- as the base
        """Refuse: what was shown was shown."""
        raise Bug("the log of shown levels is append-only")


class EpisodeLog(Shelf[ShownEpisode, ShownEpisodeRow]):
    """The log of warnings as they were shown: lines are added, never changed, never taken out."""

    def put(self, session: Session, record: ShownEpisode) -> ShownEpisode | None:
        """Add a line; one with the same id stays as it is and is returned."""
        there = session.get(ShownEpisodeRow, record.id)
        if there is not None:
            return self.to_record(there)
        session.add(self.to_row(record))
        session.flush()
        return None

    def remove(self, session: Session, record: ShownEpisode) -> None:  # noqa: ARG002 -- as the base
        """Refuse: what was shown was shown."""
        raise Bug("the log of shown warnings is append-only")


class Versions(Shelf[R, Any]):
    """Versions of one kind, in rows with ``is_current``; the others stay readable.

    The first column of the key is what all versions of one record share. ``all`` returns every
    version, the current one last of its record.
    """

    def put(self, session: Session, record: R) -> R | None:
        """Keep a version and make it current; return the one that was current, or None."""
        name = self.row.__mapper__.primary_key[0].name
        wanted = self.to_row(record)
        query = select(self.row).where(
            getattr(self.row, name) == getattr(wanted, name), self.row.is_current
        )
        was_current = session.exec(query).first()
        before = None if was_current is None else self.to_record(was_current)
        if was_current is not None:
            was_current.is_current = False
        session.merge(wanted)
        session.flush()
        return before


def _session_date_row(record: SessionDate) -> SessionDateRow:
    return SessionDateRow(
        id=record.id,
        day=record.day.toordinal(),
        recorded_ms=to_ms(record.recorded_at),
        recorded_offset_min=offset_min(record.recorded_at),
    )


def _session_date(row: SessionDateRow) -> SessionDate:
    recorded_at = to_instant(row.recorded_ms, row.recorded_offset_min)
    return SessionDate(RecordId(row.id), _day(row.day), recorded_at)


def _import_row(record: ImportBatch) -> ImportBatchRow:
    return ImportBatchRow(
        id=record.id,
        format=record.format,
        imported_ms=to_ms(record.imported_at),
        imported_offset_min=offset_min(record.imported_at),
        n_values=record.n_values,
    )


def _import(row: ImportBatchRow) -> ImportBatch:
    imported_at = to_instant(row.imported_ms, row.imported_offset_min)
    return ImportBatch(ImportId(row.id), row.format, imported_at, row.n_values)


def _plan_step_row(record: PlanStep) -> PlanStepRow:
    return PlanStepRow(
        id=record.id,
        zone=record.zone.value,
        position=record.position,
        done_on=to_ordinal(record.done_on),
        words=storable(record.text),
    )


def _plan_step(row: PlanStepRow) -> PlanStep:
    zone = PlanZone(row.zone)
    return PlanStep(RecordId(row.id), zone, row.position, row.words, to_day(row.done_on))


def _answer_row(record: PanelAnswer) -> PanelAnswerRow:
    return PanelAnswerRow(
        id=record.id,
        spoke_on=record.spoke_on.toordinal(),
        answer=record.answer.value,
        answered_on=record.answered_on.toordinal(),
    )


def _answer(row: PanelAnswerRow) -> PanelAnswer:
    answer = Answer(row.answer)
    return PanelAnswer(RecordId(row.id), _day(row.spoke_on), answer, _day(row.answered_on))


def _level_row(record: ShownLevel) -> ShownLevelRow:
    return ShownLevelRow(
        id=record.id,
        shown_ms=to_ms(record.shown_at),
        shown_offset_min=offset_min(record.shown_at),
        as_of=record.as_of.toordinal(),
        level=record.level,
        measures=" ".join(record.measures),
        since=to_ordinal(record.since),
    )


def _level(row: ShownLevelRow) -> ShownLevel:
    return ShownLevel(
        id=RecordId(row.id),
        shown_at=to_instant(row.shown_ms, row.shown_offset_min),
        as_of=_day(row.as_of),
        level=row.level,
        measures=tuple(MeasureId(measure) for measure in row.measures.split()),
        since=to_day(row.since),
    )


def _sign_row(record: OwnSign) -> OwnSignRow:
    return OwnSignRow(
        sign_id=record.id,
        version=record.version,
        is_current=True,
        body=json.dumps(to_plain(record)),
    )


def _sign(row: OwnSignRow) -> OwnSign:
    return from_plain(OwnSign, json.loads(row.body))


def _tick_row(record: SignTick) -> SignTickRow:
    return SignTickRow(
        id=record.id,
        sign_id=record.sign_id,
        day=record.day.toordinal(),
        recorded_ms=to_ms(record.recorded_at),
        recorded_offset_min=offset_min(record.recorded_at),
        told_by=storable(record.told_by),
    )


def _tick(row: SignTickRow) -> SignTick:
    recorded_at = to_instant(row.recorded_ms, row.recorded_offset_min)
    return SignTick(
        RecordId(row.id), RecordId(row.sign_id), _day(row.day), recorded_at, row.told_by
    )


def _aside_row(record: SetAside) -> SetAsideRow:
    return SetAsideRow(
        id=record.id,
        set_on=record.set_on.toordinal(),
        spoke_on=record.spoke_on.toordinal(),
        level=record.level,
        reason=record.reason.value,
        words=storable(record.words),
    )


def _aside(row: SetAsideRow) -> SetAside:
    set_on, spoke_on, reason = _day(row.set_on), _day(row.spoke_on), AsideReason(row.reason)
    return SetAside(RecordId(row.id), set_on, spoke_on, row.level, reason, row.words)


def _said_row(record: ZoneSaid) -> ZoneSaidRow:
    return ZoneSaidRow(
        id=record.id,
        said_on=record.said_on.toordinal(),
        zone=record.zone.value,
        signs=" ".join(record.signs),
    )


def _said(row: ZoneSaidRow) -> ZoneSaid:
    signs = tuple(RecordId(name) for name in row.signs.split())
    return ZoneSaid(RecordId(row.id), _day(row.said_on), PlanZone(row.zone), signs)


def _zone_row(record: ZonePlan) -> ZonePlanRow:
    return ZonePlanRow(
        zone=record.zone.value,
        version=record.version,
        is_current=True,
        body=json.dumps(to_plain(record)),
    )


def _zone(row: ZonePlanRow) -> ZonePlan:
    return from_plain(ZonePlan, json.loads(row.body))


def _done_row(record: StepDone) -> StepDoneRow:
    return StepDoneRow(
        id=record.id,
        step_id=record.step_id,
        zone=record.zone.value,
        day=record.day.toordinal(),
        words=storable(record.text),
    )


def _done(row: StepDoneRow) -> StepDone:
    step_id, zone = RecordId(row.step_id), PlanZone(row.zone)
    return StepDone(RecordId(row.id), step_id, zone, _day(row.day), row.words)


def _episode_row(record: ShownEpisode) -> ShownEpisodeRow:
    day, body = record.spoke_on.toordinal(), json.dumps(to_plain(record))
    return ShownEpisodeRow(id=record.id, day=day, body=body)


def _episode(row: ShownEpisodeRow) -> ShownEpisode:
    return from_plain(ShownEpisode, json.loads(row.body))


def _outcome_row(record: EpisodeOutcome) -> EpisodeOutcomeRow:
    day, body = record.spoke_on.toordinal(), json.dumps(to_plain(record))
    return EpisodeOutcomeRow(id=record.id, day=day, body=body)


def _outcome(row: EpisodeOutcomeRow) -> EpisodeOutcome:
    return from_plain(EpisodeOutcome, json.loads(row.body))


def _offer_row(record: UsualOffer) -> UsualOfferRow:
    day, body = record.answered_on.toordinal(), json.dumps(to_plain(record))
    return UsualOfferRow(id=record.id, day=day, body=body)


def _offer(row: UsualOfferRow) -> UsualOffer:
    return from_plain(UsualOffer, json.loads(row.body))


def _setting_row(record: ParticipantSetting) -> ParticipantSettingRow:
    return ParticipantSettingRow(key=record.key, value=storable(record.value))


def _setting(row: ParticipantSettingRow) -> ParticipantSetting:
    return ParticipantSetting(row.key, row.value)


def _measure_row(record: Measure) -> OwnMeasureRow:
    return OwnMeasureRow(
        measure_id=record.id, version=record.version, is_current=True, body=to_text(record)
    )


def _measure(row: OwnMeasureRow) -> Measure:
    return from_text(row.body)


def _day(ordinal: int) -> Any:
    return to_day(ordinal)


def _by_id(record: Any) -> str:
    return str(record.id)


def _by_key(record: ParticipantSetting) -> str:
    return record.key


def _by_zone_version(record: ZonePlan) -> tuple[str, int]:
    return record.zone.value, record.version


def _by_version(record: Measure | OwnSign) -> tuple[str, int]:
    return record.id, record.version


SHELVES: dict[type, Shelf[Any, Any]] = {
    SessionDate: Shelf(
        SessionDateRow,
        _by_id,
        _session_date_row,
        _session_date,
        (SessionDateRow.day, SessionDateRow.id),
    ),
    ImportBatch: Shelf(
        ImportBatchRow,
        _by_id,
        _import_row,
        _import,
        (ImportBatchRow.imported_ms, ImportBatchRow.id),
    ),
    PlanStep: Shelf(
        PlanStepRow,
        _by_id,
        _plan_step_row,
        _plan_step,
        (PlanStepRow.zone, PlanStepRow.position, PlanStepRow.id),
    ),
    PanelAnswer: Shelf(
        PanelAnswerRow,
        _by_id,
        _answer_row,
        _answer,
        (PanelAnswerRow.spoke_on, PanelAnswerRow.answered_on, PanelAnswerRow.id),
    ),
    ShownLevel: LevelLog(ShownLevelRow, _by_id, _level_row, _level, (ShownLevelRow.seq,)),
    OwnSign: Versions(
        OwnSignRow,
        _by_version,
        _sign_row,
        _sign,
        (OwnSignRow.sign_id, OwnSignRow.is_current, OwnSignRow.version),
    ),
    SignTick: Shelf(SignTickRow, _by_id, _tick_row, _tick, (SignTickRow.day, SignTickRow.id)),
    SetAside: Shelf(SetAsideRow, _by_id, _aside_row, _aside, (SetAsideRow.set_on, SetAsideRow.id)),
    ZoneSaid: Shelf(ZoneSaidRow, _by_id, _said_row, _said, (ZoneSaidRow.said_on, ZoneSaidRow.id)),
    ZonePlan: Versions(
        ZonePlanRow,
        _by_zone_version,
        _zone_row,
        _zone,
        (ZonePlanRow.zone, ZonePlanRow.is_current, ZonePlanRow.version),
    ),
    StepDone: Shelf(StepDoneRow, _by_id, _done_row, _done, (StepDoneRow.day, StepDoneRow.id)),
    ShownEpisode: EpisodeLog(
        ShownEpisodeRow, _by_id, _episode_row, _episode, (ShownEpisodeRow.day, ShownEpisodeRow.id)
    ),
    EpisodeOutcome: Shelf(
        EpisodeOutcomeRow,
        _by_id,
        _outcome_row,
        _outcome,
        (EpisodeOutcomeRow.day, EpisodeOutcomeRow.id),
    ),
    UsualOffer: Shelf(
        UsualOfferRow, _by_id, _offer_row, _offer, (UsualOfferRow.day, UsualOfferRow.id)
    ),
    ParticipantSetting: Shelf(
        ParticipantSettingRow, _by_key, _setting_row, _setting, (ParticipantSettingRow.key,)
    ),
    Measure: Versions(
        OwnMeasureRow,
        _by_version,
        _measure_row,
        _measure,
        (OwnMeasureRow.measure_id, OwnMeasureRow.is_current, OwnMeasureRow.version),
    ),
}
"""Every kind of record but the observation, and where it lies."""
