"""What participant settings may hold. Their text comes from files too, so it is never trusted.

A reader raises ``ValueError`` for what is not of its shape; :func:`or_default` is for those who
show a page and would rather have the default than nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from iop_companion.domain.chart_series import ChartEvent, EventKind
from iop_companion.domain.summary import PastExport, Section

T = TypeVar("T")

_YEARS = 3660
"""The longest time between two questionnaires, in days."""

WRITTEN_LATER = "paper_written_later"
"""The setting that lists the days whose paper card was not filled in on the day itself."""


class Rows(NamedTuple):
    """Ids of measures switched on or off against their defaults, the order and names of rows.

    ``order`` is empty as long as the person moved nothing; ``names`` are those they gave rows of
    the catalogue; ``removed`` are own measures that are put away with their values.
    """

    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    names: Mapping[str, str] = MappingProxyType({})
    removed: frozenset[str] = frozenset()


def read_rows(text: str) -> Rows:
    """Read ``{"on", "off", "order", "removed": [ids], "names": {id: name}}``; all are optional."""
    raw = _parsed(text, dict)
    on, off, order, removed = (
        _texts(raw.get(key, [])) for key in ("on", "off", "order", "removed")
    )
    names = _named(raw.get("names", {}))
    return Rows(
        frozenset(on), frozenset(off), tuple(dict.fromkeys(order)), names, frozenset(removed)
    )


class Charts(NamedTuple):
    """Ids of measures in the order of their charts, and those whose charts are not shown."""

    order: tuple[str, ...] = ()
    off: frozenset[str] = frozenset()


def read_charts(text: str) -> Charts:
    """Read ``{"order": [ids], "off": [ids]}``; either may be missing."""
    raw = _parsed(text, dict)
    return Charts(tuple(_texts(raw.get("order", []))), frozenset(_texts(raw.get("off", []))))


def read_events(text: str) -> tuple[ChartEvent, ...]:
    """Read ``[{"day": "YYYY-MM-DD", "label": text, "kind": kind}]``, oldest first.

    A kind that is missing (vaults of before) or unknown (of later) reads as ``other``.
    """
    try:
        events = [
            ChartEvent(
                date.fromisoformat(item["day"]),
                _texts([item["label"]])[0],
                _kind(item.get("kind")),
            )
            for item in _parsed(text, list)
        ]
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("no dated lines") from error
    return tuple(sorted(events, key=lambda event: event.day))


def read_texts(text: str) -> tuple[str, ...]:
    """Read a list of texts, such as what the person wants to talk about."""
    return tuple(_texts(_parsed(text, list)))


def read_named_texts(text: str) -> dict[str, str]:
    """Read ``{"name": text}``, such as the person's note on each skill."""
    return _named(_parsed(text, dict))


class AskedAs(NamedTuple):
    """How the person wants a questionnaire asked; None and "" leave it as it ships."""

    is_on: bool | None = None
    every_days: int | None = None
    locale: str = ""


def read_asked(text: str) -> dict[str, AskedAs]:
    """Read ``{id: {"on": bool, "every": days, "locale": code}}``; each may be null or missing."""
    found = {}
    for name, raw in _parsed(text, dict).items():
        if not isinstance(raw, dict):
            raise ValueError("not how it is asked")  # noqa: TRY004 -- an unfit value
        is_on, every, locale = raw.get("on"), raw.get("every"), raw.get("locale", "")
        fits = is_on is None or isinstance(is_on, bool)
        is_days = isinstance(every, int) and not isinstance(every, bool) and 0 <= every <= _YEARS
        if not fits or not (every is None or is_days) or not isinstance(locale, str):
            raise ValueError("not how it is asked")
        found[name] = AskedAs(is_on, every, locale)
    return found


class Contact(NamedTuple):
    """Somebody to turn to: name, number, and what the person wants to remember about them."""

    name: str
    number: str
    remark: str = ""


def read_people(text: str) -> tuple[Contact, ...]:
    """Read ``[{"name": text, "number": text, "remark": text}]``, in the person's order."""
    try:
        return tuple(
            Contact(*_texts([item["name"], item["number"], item.get("remark", "")]))
            for item in _parsed(text, list)
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("no people") from error


def read_days(text: str) -> frozenset[date]:
    """Read a list of days, ``["YYYY-MM-DD"]``: those whose paper card was filled in later."""
    return frozenset(date.fromisoformat(day) for day in read_texts(text))


def read_brought_in(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Read ``{"observations": [ids], "records": [digests]}`` of a restored export."""
    raw = _parsed(text, dict)
    ids, digests = raw.get("observations"), raw.get("records")
    return frozenset(_texts(ids)), frozenset(_texts(digests))


def read_exports(text: str) -> tuple[PastExport, ...]:
    """Read ``[{"day", "first", "last": days, "sections": [ids], "print": bool}]``, as kept.

    Sections of a later version are left out.
    """
    known = {section.value: section for section in Section}
    try:
        return tuple(
            PastExport(
                date.fromisoformat(item["day"]),
                date.fromisoformat(item["first"]),
                date.fromisoformat(item["last"]),
                tuple(known[name] for name in _texts(item["sections"]) if name in known),
                item.get("print") is True,
            )
            for item in _parsed(text, list)
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("no list of exports") from error


def written_later(text: str | None) -> frozenset[date]:
    """Return the days of :data:`WRITTEN_LATER`; none if it is unset or unfit."""
    nothing: frozenset[date] = frozenset()
    return or_default(read_days, text, nothing)


def require_fit(key: str, text: str) -> None:
    """Raise ``ValueError`` if ``text`` is not what the setting ``key`` holds, or no JSON at all."""
    reader = _READERS.get(key.partition(":")[0])
    if reader is None:
        _parsed(text, object)
    else:
        reader(text)


def or_default(reader: Callable[[str], T], text: str | None, default: T) -> T:
    """Return what ``reader`` finds in ``text``; ``default`` if it is unset or unfit."""
    if text is None:
        return default
    try:
        return reader(text)
    except ValueError:
        return default


_READERS: dict[str, Callable[[str], object]] = {
    "rows": read_rows,
    "charts": read_charts,
    "events": read_events,
    "exports": read_exports,
    "talk_points": read_texts,
    "restored": read_brought_in,
    "focuses": read_texts,
    "people": read_people,
    WRITTEN_LATER: read_days,
    "skill_favourites": read_texts,
    "skill_notes": read_named_texts,
    "helped_later_let_be": read_texts,
    "questionnaires": read_asked,
    "questionnaires_put_off": read_named_texts,
    "setting_up": lambda text: _parsed(text, dict),
}


def _parsed(text: str, shape: type) -> Any:
    try:
        raw = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(raw, shape):
        raise ValueError("another shape")  # noqa: TRY004 -- an unfit value, not a wrong call
    return raw


def _named(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise ValueError("no names")  # noqa: TRY004 -- an unfit value
    return dict(zip(raw.keys(), _texts(list(raw.values())), strict=True))


def _kind(name: Any) -> EventKind:
    own = {kind.value: kind for kind in EventKind if kind is not EventKind.SESSION}
    return own.get(name, EventKind.OTHER) if isinstance(name, str) else EventKind.OTHER


def _texts(raw: Any) -> list[str]:
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        raise ValueError("not a list of texts")
    return raw
