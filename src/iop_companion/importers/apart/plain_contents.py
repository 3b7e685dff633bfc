"""What was read from a file, as lines of plain JSON: how the worker tells the program.

The worker has read a stranger's bytes, so what it says is believed no more than a stranger: only
text, numbers and lists come over, every one of them is looked at here, and nothing in them can
name code (as a pickle could).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.import_preview import (
    FileContents,
    ReadValue,
    RefusedLine,
    UnmappedMood,
)
from iop_companion.domain.measure import MAX_TEXT, Measure, UnfitValue, Value
from iop_companion.importers.reading import MAX_ROWS

_A_LINE = 1000
"""Values a line of JSON, so that neither side holds a second copy of everything."""

_MOST_VALUES = 16 * MAX_ROWS


class NotPlainError(Exception):
    """What came over is not of the shape agreed; the worker or the file is not to be trusted."""


def lines_of(contents: FileContents) -> Iterator[str]:
    """Yield ``contents`` line by line: the head, then values; a full export is not told so."""
    yield json.dumps(
        {
            "format": contents.format,
            "n_rows": contents.n_rows,
            "n_values": len(contents.values),
            "refused": [[one.line, one.reason, _iso(one.day)] for one in contents.refused],
            "mood_names": dict(contents.mood_names),
            "mood_counts": dict(contents.mood_counts),
            "unmapped": [[one.name, one.n_rows, one.suggestion] for one in contents.unmapped],
            "left_out": list(contents.left_out),
        }
    )
    for start in range(0, len(contents.values), _A_LINE):
        yield json.dumps([_plain(one) for one in contents.values[start : start + _A_LINE]])


def read_lines(lines: Iterable[str | bytes], measures: Sequence[Measure]) -> FileContents:
    """Return the contents that :func:`lines_of` told; values are fitted to ``measures`` again.

    Raises :class:`NotPlainError`.
    """
    known = {measure.id: measure for measure in measures}
    rest = iter(lines)
    try:
        head = json.loads(next(rest))
        values: list[ReadValue] = []
        for line in rest:
            values += [_value(raw, known) for raw in json.loads(line)]
            if len(values) > _MOST_VALUES:
                raise NotPlainError
        if len(values) != head["n_values"]:
            raise NotPlainError
        return _contents(head, tuple(values))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, StopIteration) as error:
        raise NotPlainError from error
    except (AttributeError, OverflowError, UnfitValue) as error:
        raise NotPlainError from error


def _contents(head: Mapping[str, Any], values: tuple[ReadValue, ...]) -> FileContents:
    return FileContents(
        format=_text(head["format"]),
        n_rows=_whole(head["n_rows"]),
        values=values,
        refused=tuple(
            RefusedLine(_whole(line), _text(reason), _day(day))
            for line, reason, day in head["refused"]
        ),
        mood_names={_text(name): _number(to) for name, to in head["mood_names"].items()},
        mood_counts={_text(name): _whole(n) for name, n in head["mood_counts"].items()},
        unmapped=tuple(
            UnmappedMood(_text(name), _whole(n), _number(to)) for name, n, to in head["unmapped"]
        ),
        left_out=tuple(map(_text, head["left_out"])),
    )


def _plain(one: ReadValue) -> list[object]:
    recorded_at = None if one.recorded_at is None else one.recorded_at.isoformat()
    moment = None if one.moment is None else one.moment.isoformat()
    return [
        one.line, one.day.isoformat(), moment, one.measure_id, one.value, one.note, one.private,
        recorded_at, one.source,
    ]  # fmt: skip


def _value(raw: Sequence[Any], known: Mapping[MeasureId, Measure]) -> ReadValue:
    line, day, moment, measure_id, value, note, private, recorded_at, source = raw
    if not isinstance(private, bool):
        raise TypeError("true or false belongs here")
    measure = known[MeasureId(_text(measure_id))]
    instant = None if recorded_at is None else datetime.fromisoformat(recorded_at)
    if instant is not None and instant.tzinfo is None:
        raise ValueError("an instant without its zone")
    there = _day(day)
    if there is None:
        raise ValueError("a value without its day")
    return ReadValue(
        line=_whole(line),
        day=there,
        moment=None if moment is None else time.fromisoformat(moment),
        measure_id=measure.id,
        value=measure.fitted(_of_json(value)),
        note=_text(note),
        private=private,
        recorded_at=instant,
        source=_text(source),
    )


def _of_json(raw: Any) -> Value:
    return tuple(raw) if isinstance(raw, list) else raw


@lru_cache(maxsize=1024)
def _day(raw: str | None) -> date | None:
    return None if raw is None else date.fromisoformat(raw)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > MAX_TEXT:
        raise ValueError("a text belongs here")
    return raw


def _whole(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
        raise TypeError("a whole number belongs here")
    return raw


def _number(raw: Any) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | None):
        raise TypeError("a number belongs here")
    return raw
