"""The vault's contents as data files: the tidy CSV, and the full, re-importable JSON.

**CSV**: UTF-8, every cell quoted, lines end in CRLF, one value a line:
``day,measure,value,time,recorded_at,source,private,note``. Words that a spreadsheet would run as a
formula get a ``'`` in front (:mod:`~iop_companion.domain.formula_guard`); numbers stay numbers.
There is no byte-order mark, so that the first column is called ``day`` for every program.

**JSON**: one object; ``format`` is ``iop_companion``, ``version`` counts its shapes. Lists, one
item a line: ``observations``, ``past_versions``, ``trash``, ``measures`` (own ones, current version
last), ``sessions``, ``imports``, ``plan_steps``, ``panel_answers``, ``shown_levels``, ``own_signs``
(every version, the current one last), ``sign_ticks``, ``set_asides``, ``zones_said``,
``zone_plans`` (every version), ``steps_done``, ``shown_episodes``, ``episode_outcomes``,
``usual_offers``, ``settings``;
``entries``, each with its ``kind`` (a dose, a night, a questionnaire ...), ``past_entries``,
``trashed_entries``. Fields are named as in the domain. An observation leaves out what is empty, an
entry what is usual. Nothing in the file depends on when it was made: the same contents give the
same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from iop_companion.domain.diary_entries import DiaryEntry, PastEntry
from iop_companion.domain.formula_guard import guarded
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.import_preview import FullContent
from iop_companion.domain.measure import Measure
from iop_companion.domain.observation import Observation
from iop_companion.domain.plain_form import entry_to_plain, to_plain
from iop_companion.domain.records import (
    EpisodeOutcome,
    ImportBatch,
    OwnSign,
    PanelAnswer,
    ParticipantSetting,
    PastVersion,
    PlanStep,
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
from iop_companion.domain.value_text import write_value

COLUMNS = ("day", "measure", "value", "time", "recorded_at", "source", "private", "note")
"""The columns of the tidy CSV in its long form."""

JSON_VERSION = 4
"""The shape of the file that is written; 2 brought diary entries, 3 signs, 4 what came of them."""

_LISTS: tuple[tuple[str, type], ...] = (
    ("measures", Measure),
    ("sessions", SessionDate),
    ("imports", ImportBatch),
    ("plan_steps", PlanStep),
    ("panel_answers", PanelAnswer),
    ("shown_levels", ShownLevel),
    ("own_signs", OwnSign),
    ("sign_ticks", SignTick),
    ("set_asides", SetAside),
    ("zones_said", ZoneSaid),
    ("zone_plans", ZonePlan),
    ("steps_done", StepDone),
    ("shown_episodes", ShownEpisode),
    ("episode_outcomes", EpisodeOutcome),
    ("usual_offers", UsualOffer),
    ("settings", ParticipantSetting),
)


class DataFileWriter:
    """Writes both kinds of data file, as bytes."""

    def csv(self, observations: Sequence[Observation], measures: Sequence[Measure]) -> bytes:
        """Return the tidy long form, one observation a line, in the order given."""
        known = {measure.id: measure for measure in measures}
        text = io.StringIO(newline="")
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(observation, known) for observation in observations)
        return text.getvalue().encode("utf-8", errors="replace")

    def json(self, content: FullContent) -> bytes:
        """Return the full export of ``content``."""
        lists: list[tuple[str, Iterable[Any]]] = [
            ("observations", map(_brief, sorted(content.observations, key=_place))),
            ("past_versions", map(_past, sorted(content.past_versions, key=_past_place))),
            ("trash", map(_brief, sorted(content.trash, key=_place))),
        ]
        for name, kind in _LISTS:
            lists.append((name, [to_plain(item) for item in content.records if type(item) is kind]))
        entries = [item for item in content.records if isinstance(item, DiaryEntry)]
        lists += [
            ("entries", map(entry_to_plain, entries)),
            ("past_entries", map(_past_entry, sorted(content.past_entries, key=_entry_id))),
            ("trashed_entries", map(entry_to_plain, sorted(content.trashed_entries, key=_by_day))),
        ]
        parts = [f'{{\n"format": "iop_companion",\n"version": {JSON_VERSION}']
        parts += [f'"{name}": {_json_lines(items)}' for name, items in lists]
        return (",\n".join(parts) + "\n}\n").encode("utf-8", errors="replace")


def _row(observation: Observation, known: Mapping[MeasureId, Measure]) -> list[str]:
    return [
        observation.day.isoformat(),
        guarded(observation.measure_id),
        _value_text(observation, known.get(observation.measure_id)),
        "" if observation.moment is None else _clock(observation.moment),
        observation.recorded_at.isoformat(),
        guarded(observation.source),
        "yes" if observation.private else "no",
        _words(observation.note),
    ]


def _value_text(observation: Observation, measure: Measure | None) -> str:
    value = observation.value
    if isinstance(value, float | int):
        return write_value(measure, value) if measure else repr(value)
    return _words(value if isinstance(value, str) else " | ".join(value))


def _words(text: str) -> str:
    """Return ``text`` safe for a spreadsheet; a NUL would make the whole file binary."""
    return guarded(text.replace("\0", ""))


def _clock(moment: time) -> str:
    return moment.isoformat("minutes" if moment.second == 0 else "seconds")


def _place(observation: Observation) -> tuple[date, str, str, str]:
    moment = "" if observation.moment is None else observation.moment.isoformat()
    return observation.day, moment, observation.measure_id, observation.id


def _past_place(version: PastVersion) -> str:
    """Sort by the observation alone: the order of its versions is their history."""
    return version.observation.id


def _json_lines(items: Iterable[Any]) -> str:
    lines = [json.dumps(item, ensure_ascii=False) for item in items]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _past(version: PastVersion) -> dict[str, Any]:
    return {
        "observation": _brief(version.observation),
        "replaced_at": version.replaced_at.isoformat(),
    }


def _brief(observation: Observation) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(observation)
    return {name: item for name, item in plain.items() if not _is_left_out(item)}


def _is_left_out(item: Any) -> bool:
    return item is None or item is False or item == ""  # the number 0 is an answer


def _past_entry(version: PastEntry) -> dict[str, Any]:
    return {
        "entry": entry_to_plain(version.entry),
        "replaced_at": version.replaced_at.isoformat(),
    }


def _entry_id(version: PastEntry) -> str:
    """Sort by the entry alone: the order of its versions is their history."""
    return version.entry.id


def _by_day(entry: DiaryEntry) -> tuple[date, str]:
    return entry.day, entry.id
