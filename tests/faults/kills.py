"""Kills a process at a random instant of a save, a backup, a restore, a merge or a migration.

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


def killed(work: Callable[[int], None], longest_s: float, chance: random.Random) -> list[int]:
    """Run ``work`` in a child that is killed within ``longest_s`` of its first word."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(writing)
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


def greet(writing: int) -> None:
    os.write(writing, b"-1\n")


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

        def work(writing: int, start: int = start) -> None:
            _save_in_a_window(ground, folder, start, writing)

        fresh = killed(work, 0.5, chance)
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


def _save_in_a_window(ground: Ground, folder: Path, start: int, writing: int) -> None:
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
        os.write(writing, b"%d\n" % number)
        number += 1
        save()

    def opened(_done: object) -> None:
        greet(writing)
        save()

    tasks.run(lambda: services.session.take(ground.opened(folder)), opened)
    app.exec()


def in_backups(ground: Ground, kills: int, chance: random.Random) -> dict[str, int]:
    told: dict[str, int] = {"bad_under_a_final_name": 0, "n_backups": 0}
    folder = ground.copy_to(ground.folder / "case")

    def work(writing: int) -> None:
        services = ground.open_services(folder)
        greet(writing)
        while True:
            services.backups.make(BackupReason.REGULAR)

    for _turn in range(kills):
        killed(work, 0.9, chance)
        home = folder / "vault" / "backups"
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
    for _turn in range(kills):
        ground.copy_to(folder)

        def work(writing: int) -> None:
            services = ground.open_services(folder)
            greet(writing)
            services.backups.restore(file, keep_newer=chance.random() < 0.5)

        killed(work, 0.9, chance)
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
    for _turn in range(kills):
        ground.copy_to(folder)

        def work(writing: int) -> None:
            services = ground.open_services(folder)
            greet(writing)
            services.backups.merge(file)

        killed(work, 0.15, chance)
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

    for _turn in range(kills):
        ground.copy_to(folder)

        def work(writing: int) -> None:
            database.SCHEMA = present + 1
            runner._upgrade = step  # type: ignore[assignment]
            greet(writing)
            ground.opened(folder).close()

        killed(work, 0.9, chance)
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
    "merges": in_merges,
    "migrations": in_migrations,
}


def main(folder: Path, what: str, kills: int) -> dict[str, int]:
    folder.mkdir(parents=True)
    if what == "saves":  # imported before the forks, so that each child starts quickly
        pass
    ground = Ground(folder, N_DAYS)
    return {"kills": kills, **KINDS[what](ground, kills, random.Random(7))}


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    tell(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
