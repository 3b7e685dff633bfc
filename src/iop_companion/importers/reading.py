"""Reading text that others made, within limits: size, encoding, length of lines and fields.

Every importer reads through here, so none of them can be made to run out of time or memory. What
goes wrong with the whole file is a ``KnownProblem``; what goes wrong with one line is told with the
line's number, and reading goes on behind it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from iop_companion.domain.measure import MAX_TEXT
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.untrusted_file import MIB, open_untrusted

LIMIT_MIB = 200
"""Largest file that is read at all."""

MAX_ROWS = 500_000
"""Most data lines of one table."""

MAX_LINE = MIB
"""Longest line, and longest record over several lines, in characters."""

_CHUNK = MIB
_WINDOWS = "cp1252"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c"))


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a table: the line it begins on, its cells, and what is wrong with it, if so."""

    line: int
    cells: tuple[str, ...] = field(default=(), repr=False)
    problem: str = ""


def head_text(head: bytes) -> str:
    """Return the beginning of a file as text, for telling what it is; "" for what is no text."""
    encoding = _encoding_of_bom(head) or "utf-8"
    text = head.decode(encoding, errors="replace")
    return "" if "\0" in text else text


def read_text(path: Path, limit_mib: int = LIMIT_MIB) -> str:
    """Return a whole text file; raises ``KnownProblem`` for one that is no text or too large."""
    with open_untrusted(path, limit_mib=limit_mib) as stream:
        encoding = _encoding(stream)
        return stream.read().decode(encoding)


class Table:
    """The records of a CSV file, one after the other; blank lines are passed over."""

    def __init__(self, text: io.TextIOBase, *, is_guessed: bool) -> None:
        """Read from ``text``, opened with ``newline=""``."""
        self._lines = _Lines(text)
        self.is_guessed = is_guessed
        """Whether the encoding was not UTF-8 and had to be guessed."""

    def records(self) -> Iterator[Record]:
        """Yield every record. Raises ``KnownProblem`` past the limits of a whole file."""
        dialect: dict[str, str] = {"delimiter": _delimiter(self._lines.peek())}
        n_records = 0
        reader = csv.reader(self._lines, strict=True, delimiter=dialect["delimiter"])
        while True:
            first_line = self._lines.begin_record()
            try:
                cells = tuple(next(reader))
            except StopIteration:
                return
            except csv.Error:
                self._lines.give_back()
                reader = csv.reader(self._lines, strict=True, delimiter=dialect["delimiter"])
                record = Record(first_line, problem=_broken_line())
            else:
                if not any(cell.strip() for cell in cells):
                    continue
                too_long = any(len(cell) > MAX_TEXT for cell in cells)
                record = Record(first_line, cells, _long_field() if too_long else "")
            n_records += 1
            if n_records > MAX_ROWS + 1:
                raise KnownProblem("file_too_many_rows", limit=MAX_ROWS)
            yield record

    def remarks(self) -> tuple[str, ...]:
        """Return what the person should know about how the file was read."""
        if not self.is_guessed:
            return ()
        return (
            _(
                "The file is not written in UTF-8; it was read as Western European text."
                " Look at words with accents."
            ),
        )


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """Open a CSV file. Raises ``KnownProblem`` for a file that is missing, empty, huge, no text."""
    longest_before = csv.field_size_limit(MAX_LINE)
    try:
        with open_untrusted(path, limit_mib=LIMIT_MIB) as stream:
            encoding = _encoding(stream)
            with io.TextIOWrapper(stream, encoding=encoding, newline="") as text:
                yield Table(text, is_guessed=encoding == _WINDOWS)
    finally:
        csv.field_size_limit(longest_before)


class _LineTooLong(csv.Error):
    pass


class _Lines:
    """Physical lines with their numbers, of which the last ones can be given back and read again.

    A quotation mark that never closes would swallow the rest of the file: the record is given up
    then, and all its lines but the first are read again as lines of their own. A line that stood
    inside quotation marks holds them in pairs and opens none by itself, so this happens once a line
    at most, and reading stays in proportion to the file.
    """

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self._number += 1
        self._taken.append(line)
        if len(line) > MAX_LINE:
            raise _LineTooLong
        return line

    def peek(self) -> str:
        """Return the first line without taking it."""
        if not self._again and (line := self._read()):
            self._again.append(line)
        return self._again[0] if self._again else ""

    def begin_record(self) -> int:
        """Forget the lines of the record before; return the number of the next line."""
        self._taken.clear()
        return self._number + 1

    def give_back(self) -> None:
        """Let all lines of this record but the first be read again."""
        given = self._taken[1:]
        self._again.extendleft(reversed(given))
        self._number -= len(given)

    def _read(self) -> str:
        line = self._text.readline(MAX_LINE + 1)
        if len(line) > MAX_LINE:
            rest = line
            while rest and not rest.endswith(("\n", "\r")):  # its end is thrown away unread
                rest = self._text.readline(MAX_LINE)
        return line


def _encoding(stream: BinaryIO) -> str:
    """Read ``stream`` once through, tell its encoding, and go back to its beginning."""
    encoding = _encoding_of_bom(stream.read(4)) or "utf-8"
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(_CHUNK):
            _require_text(decoder.decode(chunk))
        _require_text(decoder.decode(b"", final=True))
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise KnownProblem("file_not_text") from error
        encoding = _windows(stream)
    stream.seek(0)
    return encoding


def _windows(stream: BinaryIO) -> str:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        try:
            chunk.decode(_WINDOWS)
        except UnicodeDecodeError as error:
            raise KnownProblem("file_not_text") from error
        if len(chunk.translate(None, _BINARY)) != len(chunk):
            raise KnownProblem("file_not_text")
    return _WINDOWS


def _encoding_of_bom(head: bytes) -> str | None:
    return next((name for bom, name in _BOMS if head.startswith(bom)), None)


def _require_text(text: str) -> None:
    if "\0" in text:
        raise KnownProblem("file_not_text")


def _delimiter(line: str) -> str:
    counts = {mark: line.count(mark) for mark in ",;\t"}
    return max(counts, key=lambda mark: counts[mark])


def _broken_line() -> str:
    return _("The quotation marks of this line do not close, or the line is far too long.")


def _long_field() -> str:
    return _("A field of this line is longer than 20,000 characters.")
