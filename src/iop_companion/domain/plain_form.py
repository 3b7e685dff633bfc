"""A record in the few types that JSON knows, and strictly back.

Reading follows the annotations of the dataclass: what is not of the right type is a mistake, and a
name that is missing stands for the field's own default.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from iop_companion.domain.diary_entries import ENTRY_KINDS, KIND_NAMES, DiaryEntry
from iop_companion.domain.measure import MAX_TEXT

T = TypeVar("T")
_LARGEST = 2**53


def to_plain(item: Any) -> Any:
    """Return ``item`` in the few types that JSON knows."""
    if isinstance(item, Enum):
        return item.value
    if isinstance(item, date | time):
        return item.isoformat()
    if isinstance(item, float) and item.is_integer():
        return int(item)  # 5 and 5.0 are one number; written in one way
    if isinstance(item, tuple):
        return [to_plain(part) for part in item]
    if hasattr(item, "__dataclass_fields__"):
        return {part.name: to_plain(getattr(item, part.name)) for part in fields(item)}
    return item


def from_plain(kind: type[T], raw: Mapping[str, Any]) -> T:
    """Return the dataclass that ``raw`` holds; names it does not have are passed over.

    Raises ``ValueError`` or ``TypeError`` for what does not fit, ``KeyError`` for what is missing.
    """
    if not isinstance(raw, Mapping):
        raise TypeError("an object belongs here")
    given: dict[str, Any] = {}
    of_fields: Any = kind
    for name, (read, is_needed) in _readers(of_fields).items():
        if name in raw or is_needed:
            given[name] = read(raw[name])
    return kind(**given)


def entry_to_plain(entry: DiaryEntry) -> dict[str, Any]:
    """Return ``entry`` with the name of its kind, without what its kind says by itself."""
    said = {
        part.name: to_plain(getattr(entry, part.name))
        for part in fields(entry)
        if part.default is MISSING or getattr(entry, part.name) != part.default
    }
    return {"kind": KIND_NAMES[type(entry)], **said}


def entry_from_plain(raw: Mapping[str, Any]) -> DiaryEntry:
    """Return the entry that :func:`entry_to_plain` wrote; errors as of :func:`from_plain`."""
    return from_plain(ENTRY_KINDS[raw["kind"]], raw)


def readers(kind: type) -> Mapping[str, Callable[[Any], Any]]:
    """Return, by field of the dataclass ``kind``, what reads its plain form."""
    return {name: read for name, (read, _needed) in _readers(kind).items()}


@cache
def _readers(kind: Any) -> Mapping[str, tuple[Callable[[Any], Any], bool]]:
    hints = get_type_hints(kind)
    return {
        part.name: (
            _reader(hints[part.name]),
            part.default is MISSING and part.default_factory is MISSING,
        )
        for part in fields(kind)
    }


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return what reads a plain value of the annotated type."""
    hint = getattr(hint, "__supertype__", hint)  # the names of ids are texts
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if get_origin(hint) in {Union, types.UnionType}:
        [inner] = [_reader(one) for one in get_args(hint) if one is not types.NoneType]
        return lambda raw: None if raw is None else inner(raw)
    if get_origin(hint) is tuple:
        part = _reader(get_args(hint)[0])
        return lambda raw: tuple(map(part, _list(raw)))
    if is_dataclass(hint) and isinstance(hint, type):
        nested = hint
        return lambda raw: from_plain(nested, raw)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    raise TypeError(f"no plain form of {hint}")


def _list(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise TypeError("a list belongs here")
    return raw


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > MAX_TEXT:
        raise ValueError("a text of at most 20,000 characters belongs here")
    return raw


def _truth(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise TypeError("true or false belongs here")
    return raw


def _whole(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > _LARGEST:
        raise ValueError("a whole number belongs here")
    return raw


def _number(raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise ValueError("a number belongs here")
    return float(raw)


def _clock(raw: Any) -> time:
    clock = time.fromisoformat(raw)
    if clock.tzinfo is not None:
        raise ValueError("a local time belongs here")
    return clock


def _instant(raw: Any) -> datetime:
    instant = datetime.fromisoformat(raw)
    if instant.tzinfo is None:
        raise ValueError("an instant with its offset belongs here")
    return instant


_SIMPLE: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    bool: _truth,
    int: _whole,
    float: _number,
    date: date.fromisoformat,
    time: _clock,
    datetime: _instant,
}
