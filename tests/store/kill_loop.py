"""Commits in a child, kills it at a random instant, and looks for every acknowledged entry.

Run as ``python tests/store/kill_loop.py FOLDER KILLS``; prints one JSON object. A process of its
own, because only a fresh one can fork without copying a test runner's threads.
"""

import json
import os
import random
import select
import signal
import sys
import time
from datetime import date
from pathlib import Path

from iop_companion.domain.ids import MeasureId, ObservationId
from iop_companion.foundation.clock import SystemClock
from iop_companion.store.vaults import LIGHT, SqlCipherVaults
from tests.store.entries import PASSPHRASE, entry

FIRST = date(1900, 1, 1).toordinal()


def record(journal, number: int) -> None:
    """Two values that belong together: half of them must never be there."""
    for measure in ("mood", "note"):
        value = float(number) if measure == "mood" else f"note {number} " * (number % 60 + 1)
        one = entry(value, measure=measure, day=date.fromordinal(FIRST + number))
        object.__setattr__(one, "id", ObservationId(f"{measure}-{number}"))
        journal.put(one)


def commit_for_ever(folder: Path, start: int, acknowledge: int, *, greets: bool) -> None:
    vault = SqlCipherVaults(LIGHT, SystemClock()).unlock(folder, PASSPHRASE)
    if greets:
        os.write(acknowledge, b"-1\n")
    for number in range(start, start + 10_000):
        with vault.write() as journal:
            record(journal, number)
        os.write(acknowledge, b"%d\n" % number)


def killed(folder: Path, start: int, chance: random.Random) -> list[int]:
    """Let a child commit until it is killed; return the numbers it acknowledged.

    Most are killed some time after their first commit, the others about their first.
    """
    greets = chance.random() < 0.3
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            commit_for_ever(folder, start, writing, greets=greets)
        finally:
            os._exit(1)
    os.close(writing)
    select.select([reading], [], [], 20)
    time.sleep(chance.random() ** 2 * 0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as lines:
        return [int(line) for line in lines.read().split() if int(line) >= 0]


def main(folder: Path, kills: int) -> dict[str, int]:
    vaults = SqlCipherVaults(LIGHT, SystemClock())
    if not vaults.exists(folder):
        vaults.create(folder, PASSPHRASE)[0].close()
    chance = random.Random(7)
    acknowledged: set[int] = set()
    told = {"acknowledged": 0, "lost": 0, "half": 0, "changed": 0, "damaged": 0}
    start = 0
    for _ in range(kills):
        acknowledged |= set(killed(folder, start, chance))
        vault = vaults.unlock(folder, PASSPHRASE)
        with vault.read() as journal:
            columns = journal.number_columns([MeasureId("mood")])
            moods = {int(number) for read in columns for number in read.numbers}
            notes = journal.observations(measures=[MeasureId("note")])
        numbers = {int(str(note.value).split()[1]) for note in notes}
        told["lost"] += len(acknowledged - moods)
        told["half"] += len(moods ^ numbers)
        told["changed"] += sum(
            note.value != (f"note {n} " * (n % 60 + 1))
            for note in notes
            for n in [note.day.toordinal() - FIRST]
        )
        told["damaged"] += not vault.check().ok
        vault.close()
        start = max(moods | {start - 1}) + 1
    told["acknowledged"] = len(acknowledged)
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
