"""Kills a process at a random instant of a save, backup, restore, rescue, merge or migration.

``python -m tests.faults.kills FOLDER WHAT KILLS``. A child does it for real; it is killed by the
signal that cannot be caught; then the vault is opened and judged.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path

from iop_companion.domain.backup import BackupReason
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store import database
from iop_companion.store.backup_file import files_in
from iop_companion.store.backups import opened_and_counted
from iop_companion.store.migrations import runner
from tests.faults.ground import PASSPHRASE, Ground, add, draft, tell

N_DAYS = 20
N_LATER = 5
_SAVING_S = 0.3
"""How long a child may go on saving; it saves some twenty times a second."""


Say = Callable[[int], object]
"""How ``work`` says that it begins (:data:`BEGUN`), or which save was acknowledged."""

BEGUN = -1


def killed(work: Callable[[Say], None], longest_s: float, chance: random.Random) -> list[int]:
    """Run ``work`` in a child that is killed within ``longest_s`` of its first word."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(lambda number: os.write(writing, b"%d\n" % number))
        except BaseException as error:
            os.write(2, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    select.select([reading], [], [], 30)
    time.sleep(chance.random() * longest_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as lines:
        return [int(line) for line in lines.read().split("\n")[:-1]]


def lasting(work: Callable[[Say], None], prepare: Callable[[], object]) -> float:
    """Do ``work`` here, unharmed, and return twice what it takes, in seconds.

    A child, fresh and beside others, is slower; about as many should be killed before as after.
    The first time also imports what it needs, so that no child spends its short life on that.
    """
    longest = 0.0
    for _round in range(3):
        prepare()
        began: list[float] = []
        work(lambda _number, began=began: began.append(time.monotonic()))  # type: ignore[misc]
        longest = time.monotonic() - began[0]
    return longest * 2


def in_saves(ground: Ground, kills: int, chance: random.Random) -> dict[str, int]:
    """The window's own way: a Qt application without a screen, and its store thread."""
    told: dict[str, int] = {}
    folder = ground.folder / "case"
    acknowledged: set[int] = set()
    start, n_all = 0, 0
    for turn in range(kills):
        if turn % 40 == 0:  # fresh, so that judging stays quick
            n_all += max(0, len(acknowledged) - N_DAYS)
            ground.copy_to(folder)
            acknowledged, start = set(range(N_DAYS)), N_DAYS

        def work(say: Say, start: int = start) -> None:
            _save_in_a_window(ground, folder, start, say)

        fresh = killed(work, _SAVING_S, chance)
        acknowledged |= {number for number in fresh if number >= 0}
        found = ground.judged(acknowledged, folder)
        vault = ground.opened(folder)
        with vault.read() as journal:
            days = {(day - draft(0).day).days for day in journal.days_with_entries()}
            found["draft_of_a_saved_day"] = sum(
                (one.day - draft(0).day).days in days for one in journal.drafts()
            )
            found["drafts_found"] = len(journal.drafts())
            found["committed_unacknowledged"] = len(days - acknowledged)
        vault.close()
        acknowledged |= days
        start = max(acknowledged) + 1
        add(told, found)
    told["acknowledged"] = n_all + len(acknowledged) - N_DAYS
    return told


def _save_in_a_window(ground: Ground, folder: Path, start: int, say: Say) -> None:
    from PySide6.QtWidgets import QApplication

    from iop_companion.ui.toolkit.tasks import StoreTasks

    app = QApplication([])
    tasks = StoreTasks()
    services = ground.services(folder)
    number = start

    def save() -> None:
        form = draft(number)
        # the page keeps the form while somebody types, and saves it on the same thread
        tasks.run(lambda: services.check_ins.keep_draft(form.day, "half typed"))
        tasks.run(lambda: services.check_ins.record(form), acknowledged)

    def acknowledged(_changes: object) -> None:
        nonlocal number
        say(number)
        number += 1
        save()

    def opened(_done: object) -> None:
        say(BEGUN)
        save()

    tasks.run(lambda: services.session.take(ground.opened(folder)), opened)
    app.exec()


def in_backups(ground: Ground, kills: int, chance: random.Random) -> dict[str, int]:
    told: dict[str, int] = {"bad_under_a_final_name": 0, "n_backups": 0}
    folder = ground.copy_to(ground.folder / "case")

    home = folder / "vault" / "backups"

    def once(say: Say) -> None:
        services = ground.open_services(folder)
        say(BEGUN)
        services.backups.make(BackupReason.REGULAR)
        services.session.lock()

    def work(say: Say) -> None:
        services = ground.open_services(folder)
        say(BEGUN)
        while True:
            services.backups.make(BackupReason.REGULAR)

    longest_s = lasting(once, lambda: ground.copy_to(ground.folder / "case"))
    for file in files_in(home):
        file.unlink()
    for _turn in range(kills):
        killed(work, longest_s, chance)
        for file in files_in(home):
            try:
                is_bad = opened_and_counted(file, ground.key, home).n_values != 2 * N_DAYS
            except KnownProblem:
                is_bad = True
            told["bad_under_a_final_name"] += is_bad
            told["n_backups"] += 1
            file.unlink()
        add(told, ground.judged(set(range(N_DAYS)), folder))
    return told


def _with_a_backup(ground: Ground) -> tuple[Path, Path]:
    """Make a backup, and save some more days after it."""
    services = ground.open_services()
    file = services.backups.make().file
    for number in range(N_DAYS, N_DAYS + N_LATER):
        services.check_ins.record(draft(number))
    services.session.lock()
    return ground.folder / "case", file


def in_restores(ground: Ground, kills: int, chance: random.Random) -> dict[str, int]:
    told: dict[str, int] = {"before": 0, "after": 0, "unusable": 0}
    folder, file = _with_a_backup(ground)

    def work(say: Say, *, keep_newer: bool = True) -> None:
        services = ground.open_services(folder)
        say(BEGUN)
        services.backups.restore(file, keep_newer=keep_newer)

    longest_s = lasting(work, lambda: ground.copy_to(folder))
    for turn in range(kills):
        ground.copy_to(folder)
        killed(partial(work, keep_newer=turn % 2 == 0), longest_s, chance)
        services = ground.services(folder)
        try:
            services.session.unlock(PASSPHRASE)
        except KnownProblem:
            told["unusable"] += 1
            continue
        with services.session.vault.read() as journal:
            n = journal.count_observations()
        services.session.lock()
        told["after" if n == 2 * N_DAYS else "before"] += 1
        told["unusable"] += n not in {2 * N_DAYS, 2 * (N_DAYS + N_LATER)}
        add(told, ground.judged(set(range(N_DAYS)), folder))
    return told


def in_rescues(ground: Ground, kills: int, chance: random.Random) -> dict[str, int]:
    """A damaged vault is mended; whatever is killed, it is damaged as before, or whole."""
    told: dict[str, int] = {"before": 0, "after": 0, "unusable": 0}
    folder, _file = _with_a_backup(ground)
    database = ground.folder / "vault" / "vault.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 4096 // 2 * 4096 + 100] ^= 1
    database.write_bytes(content)

    def work(say: Say) -> None:
        services = ground.services(folder)
        say(BEGUN)
        services.rescuing.examine(PASSPHRASE)
        services.rescuing.mend()

    longest_s = lasting(work, lambda: ground.copy_to(folder))
    for _turn in range(kills):
        ground.copy_to(folder)
        killed(work, longest_s, chance)
        services = ground.services(folder)
        try:
            services.session.unlock(PASSPHRASE)
        except KnownProblem as problem:
            told["before" if problem.code == "vault_damaged" else "unusable"] += 1
            services.rescuing.examine(PASSPHRASE)  # and it can be mended as if nothing had been
            services.rescuing.mend()
        else:
            told["after"] += 1
            services.session.lock()
        add(told, ground.judged(set(range(N_DAYS)), folder))
    return told


def in_merges(ground: Ground, kills: int, chance: random.Random) -> dict[str, int]:
    told: dict[str, int] = {"before": 0, "after": 0, "unusable": 0}
    folder, _file = _with_a_backup(ground)
    services = ground.open_services()
    file = services.backups.make().file
    for number in range(N_DAYS, N_DAYS + N_LATER):
        services.check_ins.remove_day(draft(number).day)
    with services.session.vault.write() as journal:
        n_gone = journal.purge_trash(services.clock.now() + timedelta(days=1))
    assert n_gone == 2 * N_LATER  # else a merge would have nothing to bring
    services.session.lock()

    def work(say: Say) -> None:
        services = ground.open_services(folder)
        say(BEGUN)
        services.backups.merge(file)
        services.session.lock()

    longest_s = lasting(work, lambda: ground.copy_to(folder))
    for _turn in range(kills):
        ground.copy_to(folder)
        killed(work, longest_s, chance)
        vault = ground.opened(folder)
        with vault.read() as journal:
            n = journal.count_observations()
        vault.close()
        told["after" if n == 2 * (N_DAYS + N_LATER) else "before"] += 1
        told["unusable"] += n not in {2 * N_DAYS, 2 * (N_DAYS + N_LATER)}
        add(told, ground.judged(set(range(N_DAYS)), folder))
    return told


def in_migrations(ground: Ground, kills: int, chance: random.Random) -> dict[str, int]:
    told: dict[str, int] = {"before": 0, "after": 0, "in_between": 0}
    folder = ground.folder / "case"
    present = database.SCHEMA

    def step(connection: object, _schema: int) -> None:
        made = connection.exec_driver_sql(  # type: ignore[attr-defined]
            "SELECT sql FROM sqlite_master WHERE name = 'observation'"
        ).scalar_one()
        for words in (made.replace("TABLE observation", "TABLE later"),
                      "INSERT INTO later SELECT * FROM observation", "DROP TABLE observation",
                      "ALTER TABLE later RENAME TO observation"):  # fmt: skip
            connection.exec_driver_sql(words)  # type: ignore[attr-defined]

    upgrade = runner._upgrade

    def work(say: Say) -> None:
        database.SCHEMA = present + 1
        runner._upgrade = step  # type: ignore[assignment]
        say(BEGUN)
        ground.opened(folder).close()

    def whole(say: Say) -> None:
        try:
            work(say)
        finally:
            database.SCHEMA = present
            runner._upgrade = upgrade

    longest_s = lasting(whole, lambda: ground.copy_to(folder))
    for _turn in range(kills):
        ground.copy_to(folder)
        killed(work, longest_s, chance)
        vault = ground.opened(folder)
        schema = vault.check().schema
        with vault.read() as journal:
            n = journal.count_observations()
        vault.close()
        told["after" if schema == present + 1 else "before"] += 1
        told["in_between"] += n != 2 * N_DAYS or schema not in {present, present + 1}
        add(told, ground.judged(set(range(N_DAYS)), folder))
    return told


KINDS = {
    "saves": in_saves,
    "backups": in_backups,
    "restores": in_restores,
    "rescues": in_rescues,
    "merges": in_merges,
    "migrations": in_migrations,
}


def main(folder: Path, what: str, kills: int) -> dict[str, int]:
    folder.mkdir(parents=True)
    if what == "saves":  # imported before the forks, so that each child starts quickly
        import_module("PySide6.QtWidgets")
        import_module("iop_companion.ui.toolkit.tasks")
    ground = Ground(folder, N_DAYS)
    return {"kills": kills, **KINDS[what](ground, kills, random.Random(7))}


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    tell(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
