"""The log: small, private, rotating. Ids, counts and kinds of errors; never words or paths.

Three files of 256 KiB at most, readable by this user alone. What other people's code wants to log
is reduced to who spoke and how gravely, and an exception that is not ours loses its message: both
may hold what a person wrote. Types and frames stay, since they are what a bug is found by.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from iop_companion.foundation.errors import CompanionError

if TYPE_CHECKING:
    from traceback import FrameSummary

OURS = "iop_companion"
FILE_NAME = "companion.log"
MAX_BYTES = 256 * 1024
N_FILES = 3

_log = logging.getLogger(OURS)


def start_log(folder: Path, level: int = logging.INFO) -> None:
    """Log to ``folder`` from now on; where it cannot be written, to nowhere.

    Calling it again moves the log. A log that fails never fails the program.
    """
    logging.raiseExceptions = False  # its complaint on stderr would show the line it choked on
    stop_log()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = PrivateFile(folder / FILE_NAME)
    except OSError:
        return
    handler.setFormatter(ScrubbedFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    _log.setLevel(level)


def stop_log() -> None:
    """Close the log, if there is one."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, PrivateFile)]:
        root.removeHandler(handler)
        handler.close()


def clear_log(folder: Path) -> None:
    """Delete the log in ``folder``; one that is being written begins anew, empty."""
    root = logging.getLogger()
    ours = [one for one in root.handlers if isinstance(one, PrivateFile)]
    is_here = any(Path(one.baseFilename).parent == folder for one in ours)
    if is_here:
        stop_log()
    for file in folder.glob(f"{FILE_NAME}*"):
        with contextlib.suppress(OSError):
            file.unlink()
    if is_here:
        start_log(folder, _log.level)


def install_hooks(told: Callable[[BaseException], None] = lambda _error: None) -> None:
    """Log what nobody caught: in the main thread, in others, and in destructors.

    ``told`` hears of it besides, to show the person a dialog; it may be called on any thread.
    The terminal gets the scrubbed text too, instead of Python's own with its values.
    """

    def uncaught(
        kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        _report(error, told)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            _report(args.exc_value, told)

    def unraisable(args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            _report(args.exc_value, told)

    sys.excepthook = uncaught
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable


class PrivateFile(RotatingFileHandler):
    """A rotating file that only this user may read and whose failures stay silent."""

    def __init__(self, file: Path) -> None:
        """Open ``file`` for appending, with mode 0600."""
        super().__init__(file, maxBytes=MAX_BYTES, backupCount=N_FILES - 1, encoding="utf-8")

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- logging's name
        """Say nothing: a full disk must not turn a log line into trouble."""


class ScrubbedFormatter(logging.Formatter):
    """One line a record, without anything a person may have entered."""

    def __init__(self) -> None:
        """Write time, gravity, who spoke, and what is left of the message."""
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the scrubbed text of ``record``; the record itself is not touched."""
        kept = logging.makeLogRecord(
            {**record.__dict__, "args": None, "exc_text": None, "stack_info": None}
        )
        kept.msg = _message(record).replace("\r", " ").replace("\n", " ")
        return super().format(kept)

    def formatException(self, ei: object) -> str:  # noqa: N802 -- logging's name
        """Return types and frames of the exception and of its causes."""
        assert isinstance(ei, tuple)
        return "" if ei[1] is None else scrubbed(ei[1])


def scrubbed(error: BaseException) -> str:
    """Return ``error`` and its causes as text: our own words, foreign types, frames, no values."""
    from traceback import extract_tb

    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = [_place(frame) for frame in extract_tb(current.__traceback__)]
        parts.append("\n".join([*frames, _kind(current)]))
        current = current.__cause__ or current.__context__
    return "\ncaused by\n".join(parts)


def _report(error: BaseException, told: Callable[[BaseException], None]) -> None:
    text = scrubbed(error)
    _log.critical("uncaught %s", type(error).__name__, exc_info=error)
    if sys.stderr is not None:
        sys.stderr.write(text + "\n")
    told(error)


def _message(record: logging.LogRecord) -> str:
    if record.name != OURS and not record.name.startswith(OURS + "."):
        return "(a message of another program part, not kept)"
    if isinstance(record.msg, BaseException):
        return _kind(record.msg)
    try:
        arguments = record.args
        if isinstance(arguments, tuple):
            arguments = tuple(_argument(argument) for argument in arguments)
        return str(record.msg) % arguments if arguments else str(record.msg)
    except (TypeError, ValueError, KeyError):
        return "(a message that could not be put together)"


def _argument(argument: object) -> object:
    if isinstance(argument, BaseException):
        return _kind(argument)
    return "(path)" if isinstance(argument, os.PathLike) else argument


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name}: {error}" if isinstance(error, CompanionError) else name


def _place(frame: FrameSummary) -> str:
    """File from the package down, never the folders above it: they name the user."""
    parts = Path(frame.filename).parts
    for root in (OURS, "site-packages"):
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return f"  {'/'.join(parts[at:])}:{frame.lineno} in {frame.name}"
    return f"  {parts[-1] if parts else '?'}:{frame.lineno} in {frame.name}"
