"""Cuts the power at random points of a log of writes: what was flushed stays, the rest may not.

``python -m tests.faults.power_cuts FOLDER CUTS FULL|OFF``. The real save path runs once over a
library that logs every write, flush and truncation of the vault's files. Each cut replays the log
up to a random point: flushed writes survive; any other survives, is lost, or is torn by sectors.
"""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from iop_companion.foundation.errors import KnownProblem
from tests.faults.ground import Ground, add, draft, library, tell, write_with

N_BEFORE, N_SAVES = 5, 60
_SECTOR = 512


class Step(NamedTuple):
    """One logged operation on a file."""

    kind: str
    name: str
    at: int
    content: bytes


def save(folder: Path) -> None:
    """Run in a process over the library: save, and mark each save once it is acknowledged."""
    lying = ctypes.CDLL(os.environ["LD_PRELOAD"])
    ground = Ground.__new__(Ground)
    ground.folder = folder
    services = ground.services()
    from tests.faults.ground import PASSPHRASE

    services.session.unlock(PASSPHRASE)
    for number in range(N_BEFORE, N_BEFORE + N_SAVES):
        day = draft(number).day
        services.check_ins.keep_draft(day, "half typed")
        services.check_ins.record(draft(number))
        lying.crash_mark(ctypes.c_int64(number))
    os._exit(0)  # no checkpoint at the end: the log of the vault is what is on trial


def steps(log: Path) -> list[Step]:
    raw, at, found = log.read_bytes(), 0, []
    while at < len(raw):
        length, where, size = struct.unpack_from("<HqI", raw, at + 1)
        name = raw[at + 15 : at + 15 + length].decode()
        begin = at + 15 + length
        found.append(Step(chr(raw[at]), Path(name).name, where, raw[begin : begin + size]))
        at = begin + size
    return [one for one in found if one.kind == "M" or one.name in {"vault.db", "vault.db-wal"}]


def apply(file: bytearray, step: Step, *, part: bytes | None = None, skip: int = 0) -> None:
    if step.kind == "T":
        del file[step.at :]
        file.extend(bytes(step.at - len(file)))
        return
    content, at = step.content if part is None else part, step.at + skip
    file.extend(bytes(max(0, at - len(file))))
    file[at : at + len(content)] = content


def flush(file: bytearray, left: list[Step]) -> None:
    for one in left:
        apply(file, one)


def tear(file: bytearray, left: list[Step], chance: random.Random) -> None:
    share = chance.choice((0.0, 0.3, 0.5, 0.9, 1.0))
    for one in left:
        if chance.random() >= share:
            continue
        if one.kind == "W" and chance.random() < 0.3:
            for at in range(0, len(one.content), _SECTOR):
                if chance.random() < 0.5:
                    apply(file, one, part=one.content[at : at + _SECTOR], skip=at)
        else:
            apply(file, one)


def after_cut(
    before: dict[str, bytes], log: list[Step], chance: random.Random
) -> tuple[dict[str, bytes], set[int]]:
    """Return the files as a cut leaves them, and what had been acknowledged by then."""
    stable = {name: bytearray(content) for name, content in before.items()}
    pending: dict[str, list[Step]] = {}
    acknowledged = set(range(N_BEFORE))
    for step in log[: chance.randrange(len(log) + 1)]:
        if step.kind == "M":
            acknowledged.add(step.at)
        elif step.kind in "WT":
            pending.setdefault(step.name, []).append(step)
        elif step.kind == "S":
            flush(stable.setdefault(step.name, bytearray()), pending.pop(step.name, []))
        elif step.kind == "U":
            stable.pop(step.name, None)
            pending.pop(step.name, None)
    for name, left in pending.items():
        file = stable.setdefault(name, bytearray())
        tear(file, left, chance)
    return {name: bytes(file) for name, file in stable.items()}, acknowledged


def main(folder: Path, cuts: int, synchronous: str) -> dict[str, object]:
    folder.mkdir(parents=True)
    lying = library(folder)
    if lying is None:
        return {"skipped": "no compiler"}
    ground = Ground(folder, N_BEFORE)
    before = {"vault.db": (folder / "vault" / "vault.db").read_bytes()}
    environment = {
        **os.environ,
        "LD_PRELOAD": str(lying),
        "CRASHDIR": f"{folder / 'vault'}/",
        "CRASHLOG": str(folder / "log"),
        "COMPANION_SYNCHRONOUS": synchronous,
    }
    subprocess.run(
        [sys.executable, "-m", "tests.faults.power_cuts", str(folder)], env=environment, check=True
    )
    log = steps(folder / "log")
    chance = random.Random(11)
    told: dict[str, int] = {"cuts": cuts, "saves": sum(one.kind == "M" for one in log)}
    told["flushes"] = sum(one.kind == "S" for one in log)
    n_bad = 0
    for _cut in range(cuts):
        files, acknowledged = after_cut(before, log, chance)
        place = folder / "cut" / "vault"
        shutil.rmtree(folder / "cut", ignore_errors=True)
        place.mkdir(parents=True)
        for name, content in files.items():
            (place / name).write_bytes(content)
        for name in ("vault.keys", "vault.keys.bak"):
            shutil.copyfile(folder / "vault" / name, place / name)
        try:
            found = ground.judged(acknowledged, folder / "cut")
        except KnownProblem:
            found = {"unusable": 1}
        n_bad += any(found.values())
        add(told, found)
    told["bad_cuts"] = n_bad
    return dict(told)


if __name__ == "__main__":
    way = os.environ.get("COMPANION_SYNCHRONOUS", "FULL")
    if way != "FULL":
        write_with(way)
    if len(sys.argv) == 2:
        save(Path(sys.argv[1]))
    else:
        tell(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
