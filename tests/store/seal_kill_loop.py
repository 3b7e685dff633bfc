"""Seals check-ins, or takes them in, in a child that is killed; then looks what the vault holds.

Run as ``python tests/store/seal_kill_loop.py FOLDER KILLS seal|take_in``; prints one JSON object.
Kill number k strikes just before the k-th call that touches the disk, until a round comes to its
end; the rest strike at random instants. A child tells each check-in whose sealing returned.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.services.views import CheckInDraft
from iop_companion.store import sealed_boxes
from iop_companion.store.cipher import LIGHT
from tests.stopped_clock import StoppedClock

PASSPHRASE = Secret("river lamp seven quiet stones")
TOUCHES = ((os, "fsync"), (os, "replace"), (os, "unlink"), (Path, "replace"), (Path, "unlink"))
N_A_ROUND = 3
LONGEST_S = {"seal": 0.06, "take_in": 0.12}


def built(folder: Path, seconds: int):
    """The services of a moment; 300 rounds of ten seconds stay within one day."""
    clock = StoppedClock()
    clock.move(seconds=seconds)
    return bootstrap.build(paths_under(folder), clock=clock, kdf=LIGHT)


def draft(day: date, number: int) -> CheckInDraft:
    note = f"check-in {number}"
    return CheckInDraft(day, {MeasureId("mood"): float(number % 11), MeasureId("note"): note})


def seal(folder: Path, first: int, writing: int) -> None:
    for number in range(first, first + N_A_ROUND):
        services = built(folder, number)
        services.sealed.seal(draft(services.clock.today(), number))
        os.write(writing, f"{number}\n".encode())


def take_in(folder: Path, first: int, writing: int) -> None:
    services = built(folder, first + N_A_ROUND)
    services.session.unlock(PASSPHRASE)
    os.write(writing, b"+\n")
    services.sealed.take_in()
    services.lock()
    os.write(writing, b".\n")


def killed(what: str, folder: Path, first: int, when: int | float) -> list[str]:
    """Return what a child told until it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            if isinstance(when, int):
                _die_before_touch(when)
            {"seal": seal, "take_in": take_in}[what](folder, first, writing)
        finally:
            os._exit(1)
    os.close(writing)
    if not isinstance(when, int):
        if what == "take_in":
            os.read(reading, 2)
        time.sleep(when)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as lines:
        return lines.read().decode().split()


def _die_before_touch(number: int) -> None:
    left = [number]
    for place, name in TOUCHES:
        real = getattr(place, name)

        def counted(*arguments, _real=real, **options):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return _real(*arguments, **options)

        setattr(place, name, counted)


def main(folder: Path, kills: int, what: str) -> dict[str, int]:
    chance = random.Random(7)
    services = built(folder, 0)
    services.session.create(PASSPHRASE)
    services.sealed.switch(on=True)
    services.lock()
    told: Counter[str] = Counter(shut=0, lost=0, doubled=0, litter=0, kept=0, touches=0, done=0)
    is_sweeping, wanted = True, 0
    for number in range(1, kills + 1):
        first = number * 10
        when = number - 1 if is_sweeping else chance.random() * LONGEST_S[what]
        if what == "take_in":
            for each in range(first, first + N_A_ROUND):
                at = built(folder, each)
                at.sealed.seal(draft(at.clock.today(), each))
        said = killed(what, folder, first, when)
        if what == "seal":
            is_done = len(said) == N_A_ROUND
            if said:
                wanted = int(said[-1])
        else:
            is_done = "." in said
            wanted = first + N_A_ROUND - 1
        told["touches"] += is_sweeping and not is_done
        told["done"] += is_done
        is_sweeping &= not is_done
        _look(built(folder, first + 9), wanted, told)
    return dict(told)


def _look(services, wanted: int, told: Counter[str]) -> None:
    """What was told to be sealed last is the day's note; each mark there once, nothing waits."""
    services.session.unlock(PASSPHRASE)
    vault = services.session.vault
    told["kept"] += services.sealed.take_in().n_kept
    told["shut"] += not vault.check().ok
    today = services.clock.today()
    with vault.read() as journal:
        notes = [
            one.value for one in journal.observations(today, today) if one.measure_id == "note"
        ]
    last = int(notes[0].split()[1]) if notes else 0
    told["lost"] += last < wanted  # one that was sealed and not yet told may stand in its place
    told["doubled"] += len(notes) > 1
    services.lock()
    sealed = services.session.folder / "sealed"
    told["litter"] += sealed.exists() and any(sealed.iterdir())


if __name__ == "__main__":
    assert sealed_boxes  # imported before the disk is counted
    found = main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    sys.stdout.write(json.dumps(found))
