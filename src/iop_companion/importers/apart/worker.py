"""The process that reads a stranger's file: little memory, little time, no network, no vault.

Started by :mod:`iop_companion.importers.apart.reading` as a fresh interpreter, so it holds no key
and nothing that was ever typed. It takes one request on standard input and answers in lines of JSON
on standard output: ``{"read": ...}`` or ``{"problem": code, "facts": {...}}``, then the contents.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from iop_companion.domain.import_preview import ImportMapping
from iop_companion.domain.measure import Measure
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import use_language
from iop_companion.foundation.network_guard import refuse_network
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.importers.apart.plain_contents import lines_of
from iop_companion.importers.companion_json import CompanionJsonImporter
from iop_companion.importers.registry import IMPORTERS

TOO_COSTLY = "file_too_costly"
"""The problem of a file that asks for more time or memory than it may have."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_DEEDS = frozenset(
    {
        "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.chown",
        "os.link", "os.symlink", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn",
        "os.system", "subprocess.Popen", "shutil.rmtree", "shutil.move", "shutil.copyfile",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """What to read, how, and within what."""

    importer: str
    path: str
    measures: Sequence[Measure]
    mapping: ImportMapping
    language: str
    memory_mib: int
    cpu_s: int


def main(request_from: BinaryIO, answer_to: BinaryIO) -> None:
    """Read what the request names and answer; the process ends after that."""
    this_system().harden()
    refuse_network()
    request: Request = pickle.load(request_from)  # noqa: S301 -- from our own program's pipe
    if request.language != "en":
        use_language(request.language)
    sys.addaudithook(_refuse_deeds)
    this_system().confine(request.memory_mib, request.cpu_s)
    try:
        for line in _answer(request):
            answer_to.write(line.encode("ascii") + b"\n")
    except KnownProblem as problem:
        _tell(answer_to, {"problem": problem.code, "facts": problem.facts})
    except MemoryError:
        _tell(answer_to, {"problem": TOO_COSTLY, "facts": {}})
    except Exception as bug:  # its text may hold a value of the file: only its kind is told
        _tell(answer_to, {"bug": type(bug).__name__})
    answer_to.flush()


def _answer(request: Request) -> Iterator[str]:
    importer = next(one for one in IMPORTERS if one.name == request.importer)
    path = Path(request.path)
    if isinstance(importer, CompanionJsonImporter):
        raw, line_before = importer.parsed(path)
        importer.contents_of(raw, request.measures, line_before)  # here, where it may take all day
        yield json.dumps({"read": "full", "line_before": line_before})
        yield json.dumps(raw)
        return
    contents = importer.read(path, request.measures, request.mapping)
    yield json.dumps({"read": "values"})
    yield from lines_of(contents)


def _tell(answer_to: BinaryIO, what: dict[str, Any]) -> None:
    answer_to.write(json.dumps(what).encode("ascii") + b"\n")


def _refuse_deeds(event: str, arguments: tuple[Any, ...]) -> None:
    """Nothing is written, deleted or started here, whatever a library is talked into."""
    if event in _DEEDS:
        raise PermissionError(event)
    if event == "open":
        _path, mode, flags = arguments
        if (isinstance(flags, int) and flags & _WRITES) or (mode and set(str(mode)) & set("wax+")):
            raise PermissionError(event)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
