"""A TOML table that is read key by key, so that a mistake in a data file names file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from iop_companion.foundation import assets
from iop_companion.foundation.errors import Bug
from iop_companion.foundation.i18n import _

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")

_REQUIRED: Any = object()


class Table:
    """One table of a data file. ``words`` are translated as they are read; nothing else is.

    Every ``Bug`` it raises reads "measures/mood.toml: options[1].key: ...": our data is at fault,
    never the person.
    """

    def __init__(self, file: str, raw: Mapping[str, object], place: str = "") -> None:
        """Wrap ``raw``, found at ``place`` of ``file`` (a path inside the resources)."""
        self._file = file
        self._raw = raw
        self._place = place
        self._read: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the file gives ``key``."""
        return key in self._raw

    def text(self, key: str, default: str = _REQUIRED) -> str:
        """Return a text exactly as written; one without a default must be there and not empty."""
        value: str = self._get(key, str, default)
        if not value.strip() and default is _REQUIRED:
            raise self.fault(key, "is empty")
        return value

    def words(self, key: str, default: str = _REQUIRED) -> str:
        """Return a text for the person, in their language."""
        return _(self.text(key, default))

    def all_words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts for the person, in their language; an absent one is empty."""
        return tuple(_(text) for text in self.texts(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts exactly as written; an absent one is empty."""
        values = self._get(key, list, [])
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.fault(key, "holds something that is not a text, or an empty one")
        return tuple(values)

    def number(self, key: str, default: float = _REQUIRED) -> float:
        """Return a number as ``float``."""
        return float(self._get(key, (int, float), default))

    def numbers(self, key: str) -> tuple[float, ...]:
        """Return a list of numbers; an absent one is empty."""
        values = self._get(key, list, [])
        if not all(isinstance(value, int | float) for value in values):
            raise self.fault(key, "holds something that is not a number")
        return tuple(float(value) for value in values)

    def whole(self, key: str, default: int = _REQUIRED) -> int:
        """Return a whole number."""
        return int(self._get(key, int, default))

    def flag(self, key: str) -> bool:
        """Return a yes or no; an absent one is no."""
        return bool(self._get(key, bool, False))  # noqa: FBT003 -- the default of the key

    def day(self, key: str) -> date:
        """Return a calendar day."""
        value: date = self._get(key, date, _REQUIRED)
        return value

    def one_of(self, key: str, kind: type[E]) -> E:
        """Return a member of the enum ``kind`` by its value."""
        try:
            return kind(self.text(key))
        except ValueError as error:
            known = ", ".join(member.value for member in kind)
            raise self.fault(key, f"is none of: {known}") from error

    def table(self, key: str) -> Table:
        """Return a table inside this one."""
        return Table(self._file, self._get(key, dict, _REQUIRED), f"{self._place}{key}.")

    def tables(self, key: str) -> Iterator[Table]:
        """Yield the tables of a list of tables; an absent list gives none."""
        for index, raw in enumerate(self._get(key, list, [])):
            if not isinstance(raw, dict):
                raise self.fault(key, "is not a list of tables")
            yield Table(self._file, raw, f"{self._place}{key}[{index}].")

    def finish(self) -> None:
        """Raise for keys that nobody asked for: a misspelt key must not be lost in silence."""
        for key in self._raw.keys() - self._read:
            raise self.fault(key, "is not a key that is known here")

    def fault(self, key: str, what: str) -> Bug:
        """Return the error that names file and key."""
        return Bug(f"{self._file}: {self._place}{key}: {what}")

    def _get(self, key: str, kind: type[V] | tuple[type, ...], default: Any) -> Any:
        self._read.add(key)
        if key not in self._raw:
            if default is _REQUIRED:
                raise self.fault(key, "is missing")
            return default
        value = self._raw[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.fault(key, f"cannot be {type(value).__name__}")
        return value


def read_table(file: str) -> Table:
    """Read one TOML file of the resources; raises ``Bug`` naming it when it is not TOML."""
    try:
        return Table(file, tomllib.loads(assets.read_text(file)))
    except tomllib.TOMLDecodeError as error:
        raise Bug(f"{file}: {error}") from error
