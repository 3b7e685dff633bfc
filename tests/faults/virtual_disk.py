"""Pulls the plug on a real file system: a disk in a file is copied away while check-ins are saved.

``python -m tests.faults.virtual_disk FOLDER CUTS FULL|OFF``, as root: an ext4 file system in a
file, mounted by loop in mounts of its own. What the copy holds is what the disk held at that
instant: pages that the system had not yet written to it are lost, as in a power cut, and its own
journal is replayed when the copy is mounted. Then the vault on it is opened and judged.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from iop_companion.foundation.errors import KnownProblem
from tests.faults.ground import Ground, add, draft, tell, write_with

N_BEFORE = 5
_SIZE = "24M"
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
_AT_ONCE = 40
"""Cuts of one run of saves; then the disk is made anew, so that it never fills."""


def done(*words: object) -> bool:
    """Run a command of the system, quietly; return whether it went well."""
    environment = {**os.environ, "PATH": _PATH}
    return (
        subprocess.run(
            [str(word) for word in words], capture_output=True, check=False, env=environment
        ).returncode
        == 0
    )


def made(image: Path, place: Path) -> bool:
    """Make a disk in a file and mount it; False where that cannot be done here."""
    image.unlink(missing_ok=True)
    place.mkdir(parents=True, exist_ok=True)
    with image.open("wb") as file:
        file.truncate(int(_SIZE[:-1]) << 20)
    return done("mkfs.ext4", "-q", "-F", image) and done("mount", "-o", "loop", image, place)


def saving(ground: Ground) -> tuple[int, int]:
    """Save one check-in after the other in a child; return its id and where it acknowledges."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)
    services = ground.open_services()
    number = N_BEFORE
    while True:
        services.check_ins.record(draft(number))
        os.write(writing, b"%d\n" % number)
        number += 1


def frozen_copy(image: Path, target: Path) -> None:
    """Copy the disk as it was at one instant: two copies in a row that are the same."""
    before = b""
    while before != (now := image.read_bytes()):
        before = now
    target.write_bytes(now)


def cut(ground: Ground, image: Path, folder: Path, n: int, chance: random.Random) -> list[set[int]]:
    """Copy the disk ``n`` times at random instants; return what was acknowledged by each."""
    child, reading = saving(ground)
    acknowledged, told, rest = set(range(N_BEFORE)), [], b""
    for turn in range(n):
        time.sleep(0.02 + chance.random() * 0.2)
        os.kill(child, signal.SIGSTOP)
        while select.select([reading], [], [], 0)[0]:
            rest += os.read(reading, 65536)
        *lines, rest = rest.split(b"\n")
        acknowledged |= {int(line) for line in lines}
        frozen_copy(image, folder / f"cut-{turn}.img")
        told.append(set(acknowledged))
        os.kill(child, signal.SIGCONT)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    return told


def judged(ground: Ground, image: Path, place: Path, acknowledged: set[int]) -> dict[str, int]:
    """Mount the copy, open the vault on it, and compare."""
    if not done("mount", "-o", "loop", image, place):
        return {"not_mountable": 1}
    try:
        return ground.judged(acknowledged, place)
    except KnownProblem:
        return {"unusable": 1}
    finally:
        done("umount", place)


def main(folder: Path, cuts: int, synchronous: str) -> dict[str, object]:
    if "COMPANION_MOUNTS" not in os.environ:
        folder.mkdir(parents=True)
        words = ["unshare", "-m", sys.executable, "-m", "tests.faults.virtual_disk",
                 str(folder), str(cuts), synchronous]  # fmt: skip
        if shutil.which("unshare") is None or not done("unshare", "-m", "true"):
            return {"skipped": "no mounts of its own"}
        os.execvpe("unshare", words, {**os.environ, "COMPANION_MOUNTS": "1"})
    done("mount", "--make-rprivate", "/")
    if synchronous != "FULL":
        write_with(synchronous)
    image, disk, place = folder / "disk.img", folder / "disk", folder / "cut"
    place.mkdir(exist_ok=True)
    told: dict[str, int] = {"cuts": 0, "acknowledged": 0, "bad_cuts": 0}
    chance = random.Random(5)
    while told["cuts"] < cuts:
        n = min(_AT_ONCE, cuts - told["cuts"])
        if not made(image, disk):
            return {"skipped": "no disk in a file can be mounted"}
        ground = Ground(disk, N_BEFORE)
        by_then = cut(ground, image, folder, n, chance)
        done("umount", disk)
        for turn, acknowledged in enumerate(by_then):
            copy = folder / f"cut-{turn}.img"
            found = judged(ground, copy, place, acknowledged)
            told["bad_cuts"] += any(found.values())
            add(told, found)
            copy.unlink()
        told["cuts"] += n
        told["acknowledged"] += len(by_then[-1]) - N_BEFORE
    return dict(told)


if __name__ == "__main__":
    tell(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
