"""Takes one guard away before the tests run; each has a file of tests that must notice.

``COMPANION_WITHOUT=verify pytest -p tests.faults.without tests/store/test_backups.py``
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable


def _full() -> None:
    from iop_companion.store import engine

    engine._WRITER_PRAGMAS = tuple(
        words.replace("FULL", "OFF") if words.startswith("synchronous") else words
        for words in engine._WRITER_PRAGMAS
    )


def _verify() -> None:
    from iop_companion.store import backups

    backups.refuse_unsound = lambda *_all: None  # type: ignore[assignment]


def _foreign_keys() -> None:
    """Leave foreign keys on during a migration."""
    from sqlalchemy import Connection

    run = Connection.exec_driver_sql

    def without(self: Connection, words: str, *more: object) -> object:
        return run(self, "SELECT 1" if words == "PRAGMA foreign_keys = OFF" else words, *more)  # type: ignore[arg-type]

    Connection.exec_driver_sql = without  # type: ignore[assignment, method-assign]


def _ids() -> None:
    """Give each save an id and a place of its own, whatever is there."""
    from iop_companion.services import check_ins

    check_ins._by_measure = lambda _observations: {}  # type: ignore[assignment]


def _checkpoint() -> None:
    """Check the pages while newer ones still lie in the log."""
    from iop_companion.store import check

    pragma = check.pragma
    check.pragma = lambda plain, words: None if "checkpoint" in words else pragma(plain, words)


def _fsync() -> None:
    """Give a backup its name before it is on the disk."""
    from types import SimpleNamespace

    from iop_companion.store import backup_file

    lazy = SimpleNamespace(**vars(os))
    lazy.fsync = lambda _descriptor: None
    backup_file.os = lazy  # type: ignore[assignment]


def _page_check() -> None:
    from iop_companion.store import database

    database.refuse_damaged = lambda *_all, **_named: None


GUARDS: dict[str, tuple[Callable[[], None], str]] = {
    "FULL": (_full, "tests/store/test_engine.py"),
    "verify": (_verify, "tests/store/test_backups.py"),
    "foreign keys": (_foreign_keys, "tests/store/test_migrations.py"),
    "ids": (_ids, "tests/services/test_check_ins.py"),
    "checkpoint": (_checkpoint, "tests/store/test_damage.py"),
    "fsync": (_fsync, "tests/store/test_backups.py"),
    "page check": (_page_check, "tests/services/test_rescuing.py"),
}
"""What is taken away, and the file of the tests that must notice."""

with contextlib.suppress(KeyError):
    GUARDS[os.environ["COMPANION_WITHOUT"]][0]()
