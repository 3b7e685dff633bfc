"""Importers that read in a process of their own, which may be stopped at any moment."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from iop_companion.domain.import_preview import FileContents, ImportMapping
from iop_companion.domain.measure import Measure
from iop_companion.domain.ports import Importer
from iop_companion.foundation.errors import Bug, KnownProblem
from iop_companion.foundation.i18n import language
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.importers.apart.plain_contents import NotPlainError, read_lines
from iop_companion.importers.apart.worker import TOO_COSTLY, Request
from iop_companion.importers.companion_json import CompanionJsonImporter

MEMORY_MIB = 2048
"""Address space of the worker; on a small computer half of its memory."""

CPU_S = 60
WALL_S = 60
"""Seconds after which reading is stopped."""

_LONGEST_ANSWER = 1 << 30
_KEPT_NAMES = ("TZ", "SYSTEMROOT", "PATH")
"""All of the environment that the worker is given."""


class ReadingApart:
    """Runs importers in worker processes, one at a time; :meth:`stop` may come from any thread."""

    def __init__(self, wall_s: float = WALL_S, cpu_s: int = CPU_S) -> None:
        """Stop each reading after ``wall_s`` seconds, or ``cpu_s`` of the processor's time."""
        self._wall_s = wall_s
        self._cpu_s = cpu_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def around(self, importers: Sequence[Importer]) -> tuple[Importer, ...]:
        """Return ``importers`` so that each reads in a worker."""
        return tuple(_Apart(importer, self) for importer in importers)

    def stop(self) -> None:
        """End a reading under way: it raises ``KnownProblem("import_stopped")``. Else nothing."""
        with self._lock:
            if self._process is not None:
                self._is_stopped = True
                self._process.kill()

    def read(
        self, importer: Importer, path: Path, measures: Sequence[Measure], mapping: ImportMapping
    ) -> FileContents:
        """Let a worker read; see :meth:`~iop_companion.domain.ports.Importer.read`.

        Raises what the importer raises, and ``KnownProblem``: ``file_too_costly``,
        ``import_stopped``.
        """
        half = this_system().memory_kib() // 2048
        request = Request(
            importer=importer.name,
            path=str(path.absolute()),
            measures=tuple(measures),
            mapping=ImportMapping(dict(mapping.moods), dict(mapping.columns)),
            language=language(),
            memory_mib=min(MEMORY_MIB, half) if half else MEMORY_MIB,
            cpu_s=self._cpu_s,
        )
        process = self._start()
        clock = threading.Timer(self._wall_s, process.kill)
        clock.daemon = True
        clock.start()
        try:
            return _contents(process, request, importer, measures)
        except (OSError, NotPlainError) as error:
            with self._lock:
                code = "import_stopped" if self._is_stopped else TOO_COSTLY
            raise KnownProblem(code) from error
        finally:
            clock.cancel()
            self._end(process)

    def _start(self) -> subprocess.Popen[bytes]:
        kept = {name: os.environ[name] for name in _KEPT_NAMES if name in os.environ}
        command = [sys.executable, "-I", "-X", "utf8", "-m", "iop_companion.importers.apart.worker"]
        with self._lock:
            self._is_stopped = False
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a traceback may hold a value of the file
                env=kept,
                cwd=Path(sys.executable).anchor,
            )
            return self._process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._process = None
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except OSError:
                    continue  # the other end is gone already
        process.wait()


class _Apart:
    """One importer, read apart. Telling a kind by its first bytes stays here: it parses nothing."""

    def __init__(self, importer: Importer, apart: ReadingApart) -> None:
        self.name = importer.name
        self._importer = importer
        self._apart = apart

    def recognises(self, head: bytes, file_name: str) -> bool:
        return self._importer.recognises(head, file_name)

    def read(self, path: Path, measures: Sequence[Measure], mapping: ImportMapping) -> FileContents:
        return self._apart.read(self._importer, path, measures, mapping)


def _contents(
    process: subprocess.Popen[bytes],
    request: Request,
    importer: Importer,
    measures: Sequence[Measure],
) -> FileContents:
    assert process.stdin is not None
    assert process.stdout is not None
    pickle.dump(request, process.stdin)
    process.stdin.close()
    lines = _lines(process.stdout)
    head = _mapping(next(lines, b"null"))
    if "bug" in head:
        raise Bug(f"{head['bug']} while reading a file")
    if "problem" in head:
        raise _problem(head)
    if head.get("read") == "full" and isinstance(importer, CompanionJsonImporter):
        return importer.contents_of(_loaded(next(lines, b"")), measures, _line(head))
    return read_lines(_whole(process, lines), measures)


def _whole(process: subprocess.Popen[bytes], lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the lines; one that was cut off by the worker's end does not pass as the last."""
    yield from lines
    if process.wait() != 0:
        raise NotPlainError


def _lines(pipe: IO[bytes]) -> Iterator[bytes]:
    n_bytes = 0
    while line := pipe.readline(_LONGEST_ANSWER):
        n_bytes += len(line)
        if n_bytes > _LONGEST_ANSWER or not line.endswith(b"\n"):
            raise NotPlainError
        yield line


def _loaded(line: bytes) -> Mapping[str, Any]:
    try:
        return _mapping(line)
    except RecursionError as error:
        raise NotPlainError from error


def _mapping(line: bytes) -> Mapping[str, Any]:
    try:
        raw = json.loads(line)
    except ValueError as error:
        raise NotPlainError from error
    if not isinstance(raw, dict):
        raise NotPlainError
    return raw


def _problem(head: Mapping[str, Any]) -> KnownProblem:
    facts = head.get("facts")
    pairs = facts.items() if isinstance(facts, dict) else ()
    kept = {str(key): value for key, value in pairs if isinstance(value, str | int | float)}
    return KnownProblem(str(head["problem"]), **kept)


def _line(head: Mapping[str, Any]) -> int:
    line = head.get("line_before")
    if not isinstance(line, int):
        raise NotPlainError
    return line
