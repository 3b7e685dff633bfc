"""The program's own full export: everything a vault holds, to be put into another one.

The file's shape is told in :mod:`iop_companion.reports.data_files`, which writes it. Here it is
read as strictly as any stranger's file: what is not of the right shape makes the whole file broken,
because half a history is worse than none; a value that no measure takes is refused by itself.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

from iop_companion.catalog.value_words import refusal
from iop_companion.domain.diary_entries import DiaryEntry, PastEntry
from iop_companion.domain.ids import ImportId, MeasureId, ObservationId, RecordId
from iop_companion.domain.import_preview import (
    FileContents,
    FullContent,
    ImportMapping,
    ReadValue,
    RefusedLine,
)
from iop_companion.domain.measure import (
    MAX_TEXT,
    DayRule,
    Goal,
    Kind,
    Measure,
    Option,
    Pole,
    Scale,
    UnfitValue,
    Value,
    Worse,
)
from iop_companion.domain.observation import Observation
from iop_companion.domain.plain_form import entry_from_plain, from_plain
from iop_companion.domain.records import (
    Answer,
    EpisodeOutcome,
    ImportBatch,
    OwnSign,
    PanelAnswer,
    ParticipantSetting,
    PastVersion,
    PlanStep,
    PlanZone,
    Record,
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
from iop_companion.domain.setting_values import require_fit
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.importers.cells import EARLIEST
from iop_companion.importers.reading import MAX_ROWS, head_text, read_text

NEWEST_VERSION = 4
"""The newest shape of the file that is understood here."""

_MOST_CHANCE = 100.0

_MAX_PARTS = 16 * MAX_ROWS
"""Commas and brackets of the whole file: more than that many values have, and what they would cost
in memory once read is known before."""

_MAX_NAME = 200
_FIRST_INSTANT, _LAST_INSTANT = 1970, 9000  # years that every computer can count in

T = TypeVar("T")
Raw = Mapping[str, Any]


class CompanionJsonImporter:
    """Reads the full export of this program. ``line`` is the value's own line in that file."""

    name = "json"

    def recognises(self, head: bytes, file_name: str) -> bool:  # noqa: ARG002 -- the port's shape
        """Whether the file begins like our own export."""
        beginning = head_text(head)[:200].lstrip("\ufeff \t\r\n")
        return beginning.startswith("{") and '"iop_companion"' in beginning

    def read(self, path: Path, measures: Sequence[Measure], mapping: ImportMapping) -> FileContents:  # noqa: ARG002 -- our own export needs no mapping
        """Read the whole file.

        Raises ``KnownProblem``: ``file_broken``, ``export_newer``, ``file_too_many_rows``, and
        those of any file.
        """
        raw, line_before = self.parsed(path)
        return self.contents_of(raw, measures, line_before)

    def parsed(self, path: Path) -> tuple[Raw, int]:
        """Return the file as plain JSON, and on which line its values begin (less one).

        Raises ``KnownProblem`` as :meth:`read` does.
        """
        text = read_text(path)
        if sum(map(text.count, ",[{")) > _MAX_PARTS:
            raise KnownProblem("file_too_many_rows", limit=MAX_ROWS)
        try:
            raw = json.loads(text, parse_constant=_refuse_constant)
            _require_ours(raw)
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
            raise KnownProblem("file_broken") from error
        return raw, _line_before_values(text)

    def contents_of(self, raw: Raw, measures: Sequence[Measure], line_before: int) -> FileContents:
        """Return what the plain JSON of a file says; nothing in it is believed unseen.

        Raises ``KnownProblem("file_broken")``.
        """
        try:
            return _contents(raw, measures, line_before)
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
            raise KnownProblem("file_broken") from error


def _require_ours(raw: Raw) -> None:
    if raw["format"] != "iop_companion" or not isinstance(raw["version"], int):
        raise ValueError("not our export")
    if raw["version"] > NEWEST_VERSION:
        raise KnownProblem("export_newer")


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _line_before_values(text: str) -> int:
    start = text.find('"observations"')
    return text.count("\n", 0, start) + 1 if start >= 0 else 0


def _contents(raw: Raw, measures: Sequence[Measure], line_before: int) -> FileContents:
    own = [_measure(item) for item in raw.get("measures", ())]
    known = {measure.id: measure for measure in (*measures, *own)}
    kept: dict[ObservationId, Observation] = {}
    values: list[ReadValue] = []
    refused: list[RefusedLine] = []
    observations = [_observation(item) for item in raw["observations"]]
    for line, observation in enumerate(observations, line_before + 1):
        reason = _unfit(observation, known.get(observation.measure_id))
        if not reason and observation.id in kept:
            reason = _("The same value stands twice in the file.")
        if reason:
            refused.append(RefusedLine(line, reason))
            continue
        kept[observation.id] = observation
        values.append(_read_value(line, observation))
    trash = [_observation(item) for item in raw.get("trash", ())]
    ids = kept.keys() | {observation.id for observation in trash}
    past = [_past_version(item) for item in raw.get("past_versions", ())]
    full = FullContent(
        observations=tuple(kept.values()),
        past_versions=tuple(version for version in past if version.observation.id in ids),
        trash=tuple(trash),
        records=(*own, *_records(raw), *map(_entry, raw.get("entries", ()))),
        past_entries=tuple(map(_past_entry, raw.get("past_entries", ()))),
        trashed_entries=tuple(map(_entry, raw.get("trashed_entries", ()))),
    )
    return FileContents("json", len(observations), tuple(values), tuple(refused), full=full)


def _read_value(line: int, observation: Observation) -> ReadValue:
    return ReadValue(
        line=line,
        day=observation.day,
        moment=observation.moment,
        measure_id=observation.measure_id,
        value=observation.value,
        note=observation.note,
        private=observation.private,
        recorded_at=observation.recorded_at,
        source=observation.source,
    )


def _unfit(observation: Observation, measure: Measure | None) -> str:
    """Return why no measure takes the value; "" if one does.

    A value of another version of its measure was right by that version and is taken as it is.
    """
    if measure is None:
        return _("There is no measure called “{name}”.").format(name=observation.measure_id)
    if measure.version != observation.measure_version:
        return ""
    try:
        measure.fitted(observation.value)
    except UnfitValue as unfit:
        return refusal(unfit)
    return ""


def _records(raw: Raw) -> list[Record]:
    readers: tuple[tuple[str, Callable[[Raw], Record]], ...] = (
        ("sessions", _session),
        ("imports", _import),
        ("plan_steps", _plan_step),
        ("panel_answers", _panel_answer),
        ("shown_levels", _shown_level),
        ("own_signs", _own_sign),
        ("sign_ticks", _sign_tick),
        ("set_asides", _set_aside),
        ("zones_said", _zone_said),
        ("zone_plans", _zone_plan),
        ("steps_done", _step_done),
        ("shown_episodes", _shown_episode),
        ("episode_outcomes", _episode_outcome),
        ("usual_offers", _usual_offer),
        ("settings", _setting),
    )
    return [reader(item) for name, reader in readers for item in raw.get(name, ())]


def _observation(raw: Raw) -> Observation:
    return Observation(
        id=ObservationId(_name(raw["id"])),
        measure_id=MeasureId(_name(raw["measure_id"])),
        measure_version=_whole(raw["measure_version"]),
        day=_day(raw["day"]),
        value=_value(raw["value"]),
        recorded_at=_instant(raw["recorded_at"]),
        moment=time.fromisoformat(raw["moment"]) if "moment" in raw else None,
        source=_name(raw["source"]),
        private=_truth(raw.get("private", False)),
        note=_text(raw.get("note", "")),
        zone=_text(raw.get("zone", "")),
    )


def _past_version(raw: Raw) -> PastVersion:
    return PastVersion(_observation(raw["observation"]), _instant(raw["replaced_at"]))


def _entry(raw: Raw) -> DiaryEntry:
    entry = entry_from_plain(raw)
    _name(entry.id)
    _within(entry.day)
    _of_our_time(entry.recorded_at)
    return entry


def _past_entry(raw: Raw) -> PastEntry:
    return PastEntry(_entry(raw["entry"]), _instant(raw["replaced_at"]))


def _measure(raw: Raw) -> Measure:
    scale = raw["scale"]
    return Measure(
        id=MeasureId(_name(raw["id"])),
        label=_text(raw["label"]),
        kind=Kind(raw["kind"]),
        worse=Worse(raw["worse"]),
        day_rule=DayRule(raw["day_rule"]),
        scale=scale and Scale(*(_number(scale[name]) for name in ("low", "high", "step"))),
        unit=_text(raw["unit"]),
        hint=_text(raw["hint"]),
        options=tuple(_option(option) for option in raw["options"]),
        open_options=_truth(raw["open_options"]),
        version=_whole(raw["version"]),
        on=_truth(raw["on"]),
        order=_whole(raw["order"]),
        watched=_truth(raw["watched"]),
        own=_truth(raw["own"]),
        asked_with=_optional(_measure_id, raw["asked_with"]),
        derived_from=_optional(_measure_id, raw["derived_from"]),
        words=tuple(_text(word) for word in raw["words"]),
        quick=tuple(_number(value) for value in raw["quick"]),
        row=_text(raw.get("row", "")),
        row_hint=_text(raw.get("row_hint", "")),
        pole=_optional(Pole, raw.get("pole")),
        anchors=tuple(_text(words) for words in raw.get("anchors", ())),
        ends=tuple(_text(words) for words in raw.get("ends", ())),
        goal=_optional(Goal, raw.get("goal")),
        grams=_number(raw.get("grams", 0)),
    )


def _option(raw: Raw) -> Option:
    return Option(
        id=_name(raw["id"]),
        label=_text(raw["label"]),
        key=_text(raw["key"]),
        first=_truth(raw["first"]),
        group=_text(raw["group"]),
        hidden=_truth(raw["hidden"]),
    )


def _session(raw: Raw) -> SessionDate:
    return SessionDate(RecordId(_name(raw["id"])), _day(raw["day"]), _instant(raw["recorded_at"]))


def _import(raw: Raw) -> ImportBatch:
    imported_at = _instant(raw["imported_at"])
    return ImportBatch(
        ImportId(_name(raw["id"])), _name(raw["format"]), imported_at, _whole(raw["n_values"])
    )


def _plan_step(raw: Raw) -> PlanStep:
    return PlanStep(
        id=RecordId(_name(raw["id"])),
        zone=PlanZone(raw["zone"]),
        position=_whole(raw["position"]),
        text=_text(raw["text"]),
        done_on=_optional(_day, raw["done_on"]),
    )


def _panel_answer(raw: Raw) -> PanelAnswer:
    return PanelAnswer(
        id=RecordId(_name(raw["id"])),
        spoke_on=_day(raw["spoke_on"]),
        answer=Answer(raw["answer"]),
        answered_on=_day(raw["answered_on"]),
    )


def _shown_level(raw: Raw) -> ShownLevel:
    return ShownLevel(
        id=RecordId(_name(raw["id"])),
        shown_at=_instant(raw["shown_at"]),
        as_of=_day(raw["as_of"]),
        level=_name(raw["level"]),
        measures=tuple(_measure_id(name) for name in raw["measures"]),
        since=_optional(_day, raw["since"]),
    )


def _own_sign(raw: Raw) -> OwnSign:
    sign = from_plain(OwnSign, raw)
    _name(sign.id)
    _within(sign.since)
    _of_our_time(sign.written_at)
    return sign


def _sign_tick(raw: Raw) -> SignTick:
    tick = from_plain(SignTick, raw)
    _name(tick.id)
    _name(tick.sign_id)
    _within(tick.day)
    _of_our_time(tick.recorded_at)
    return tick


def _set_aside(raw: Raw) -> SetAside:
    aside = from_plain(SetAside, raw)
    _name(aside.id)
    _name(aside.level)
    _within(aside.set_on)
    _within(aside.spoke_on)
    return aside


def _zone_said(raw: Raw) -> ZoneSaid:
    said = from_plain(ZoneSaid, raw)
    for name in (said.id, *said.signs):
        _without_spaces(_name(name))
    _within(said.said_on)
    return said


def _zone_plan(raw: Raw) -> ZonePlan:
    plan = from_plain(ZonePlan, raw)
    _within(plan.written_on)
    return plan


def _step_done(raw: Raw) -> StepDone:
    done = from_plain(StepDone, raw)
    _name(done.id)
    _name(done.step_id)
    _within(done.day)
    return done


def _shown_episode(raw: Raw) -> ShownEpisode:
    shown = from_plain(ShownEpisode, raw)
    for name in (shown.id, shown.level, *shown.measures, *shown.signs):
        _name(name)
    _within(shown.spoke_on)
    for day in (shown.since, shown.numbers_spoke_on):
        if day is not None:
            _within(day)
    _of_our_time(shown.shown_at)
    if not 0 <= shown.chance_per_6_months <= _MOST_CHANCE:
        raise ValueError("a chance is told as messages in six months")
    return shown


def _episode_outcome(raw: Raw) -> EpisodeOutcome:
    outcome = from_plain(EpisodeOutcome, raw)
    _name(outcome.id)
    _within(outcome.spoke_on)
    _within(outcome.told_on)
    return outcome


def _usual_offer(raw: Raw) -> UsualOffer:
    offer = from_plain(UsualOffer, raw)
    _name(offer.id)
    _within(offer.cause_on)
    _within(offer.answered_on)
    return offer


def _setting(raw: Raw) -> ParticipantSetting:
    key, value = _name(raw["key"]), _text(raw["value"])
    require_fit(key, value)
    return ParticipantSetting(key, value)


def _optional(reader: Callable[[Any], T], raw: Any) -> T | None:
    return None if raw is None else reader(raw)


def _measure_id(raw: Any) -> MeasureId:
    return MeasureId(_name(raw))


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > MAX_TEXT:
        raise ValueError("a text of at most 20,000 characters belongs here")
    return raw


def _name(raw: Any) -> str:
    if not isinstance(raw, str) or not 0 < len(raw) <= _MAX_NAME:
        raise ValueError("a short text belongs here")
    return raw


def _without_spaces(name: str) -> str:
    if any(map(str.isspace, name)):
        raise ValueError("an id has no spaces")
    return name


def _truth(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise TypeError("true or false belongs here")
    return raw


def _whole(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > 2**53:
        raise ValueError("a whole number belongs here")
    return raw


def _number(raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise ValueError("a number belongs here")
    return float(raw)


def _value(raw: Any) -> Value:
    if isinstance(raw, str):
        return _text(raw)
    if isinstance(raw, list):
        return tuple(_text(tag) for tag in raw)
    return _number(raw)


def _day(raw: Any) -> date:
    return _within(date.fromisoformat(raw))


def _within(day: date) -> date:
    if day < EARLIEST:
        raise ValueError("too early for a diary")
    return day


def _instant(raw: Any) -> datetime:
    return _of_our_time(datetime.fromisoformat(raw))


def _of_our_time(instant: datetime) -> datetime:
    if instant.tzinfo is None or not _FIRST_INSTANT <= instant.year <= _LAST_INSTANT:
        raise ValueError("an instant with its offset belongs here")
    return instant
