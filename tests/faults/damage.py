"""Flips bits in, and cuts off, the file of a vault: is each noticed on opening, does a mend work?

``python -m tests.faults.damage FOLDER FLIPS``. One flip in 40 is also mended for real. Then pages
are damaged without a backup at hand, for the share of values that can still be read.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from iop_companion.foundation.errors import KnownProblem
from tests.faults.ground import PASSPHRASE, Ground, draft, tell

N_DAYS = 80
_SALT = 16


def main(folder: Path, flips: int) -> dict[str, object]:
    folder.mkdir(parents=True)
    ground = Ground(folder, N_DAYS)
    services = ground.open_services()
    services.backups.make()
    services.session.lock()
    whole = (folder / "vault" / "vault.db").read_bytes()
    chance = random.Random(3)
    told = {"flips": flips, "noticed": 0, "in_the_salt_and_harmless": 0, "cuts": flips // 4,
            "cuts_noticed": 0, "mended": 0, "mended_whole": 0}  # fmt: skip
    shares: list[float] = []
    case = ground.copy_to(folder / "case")
    file = case / "vault" / "vault.db"
    for turn in range(flips):
        at = chance.randrange(len(whole))
        file.write_bytes(flipped(whole, at, chance.randrange(8)))
        is_noticed = noticed(ground, case)
        told["noticed"] += is_noticed
        told["in_the_salt_and_harmless"] += not is_noticed and at < _SALT
        if is_noticed and turn % 40 == 0:
            told["mended"] += 1
            told["mended_whole"] += mended(ground, case) == 2 * N_DAYS
            ground.copy_to(case)
    for _turn in range(flips // 4):
        file.write_bytes(whole[: chance.randrange(1, len(whole))])
        told["cuts_noticed"] += noticed(ground, case)
    for n_pages in (1, 3, 10):
        read = []
        for _turn in range(max(3, flips // 200)):
            ground.copy_to(case)
            content = whole
            for page in chance.sample(range(1, len(whole) // 4096), n_pages):
                content = flipped(content, page * 4096 + chance.randrange(4000), 6)
            file.write_bytes(content)
            services = ground.services(case)
            read.append(services.rescuing.examine(PASSPHRASE).n_read / (2 * N_DAYS))
            services.rescuing.leave()
        read.sort()
        shares.append(round(read[len(read) // 2], 3))
    return {**told, "pages": len(whole) // 4096, "median_share_read_of_1_3_10_pages": shares}


def flipped(content: bytes, at: int, bit: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= 1 << bit
    return bytes(changed)


def noticed(ground: Ground, case: Path) -> bool:
    try:
        ground.opened(case).close()
    except KnownProblem:
        return True
    return False


def mended(ground: Ground, case: Path) -> int:
    """Mend, open with the passphrase, and return how many values are as they were."""
    services = ground.services(case)
    services.rescuing.examine(PASSPHRASE)
    services.rescuing.mend()
    services.session.unlock(PASSPHRASE)
    with services.session.vault.read() as journal:
        found = {(item.day, item.measure_id): item.value for item in journal.observations()}
    services.session.lock()
    return sum(
        found.get((draft(n).day, measure)) == value
        for n in range(N_DAYS)
        for measure, value in draft(n).values.items()
    )


if __name__ == "__main__":
    tell(main(Path(sys.argv[1]), int(sys.argv[2])))
