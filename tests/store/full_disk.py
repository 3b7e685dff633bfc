"""Saves until the disk refuses, frees it, and saves again; prints one JSON object.

``python tests/store/full_disk.py FOLDER limit`` fills a limit on the size of files;
``... FOLDER ballast`` fills the small disk that FOLDER lies on.
"""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

from iop_companion.foundation.clock import SystemClock
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.vaults import LIGHT, SqlCipherVaults
from tests.store.entries import PASSPHRASE, entry


def numbered(number: int):
    return entry("words " * 200, measure="note", day=date.fromordinal(700_000 + number))


def limit_files(size: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def main(folder: Path, way: str) -> dict[str, object]:
    vaults = SqlCipherVaults(LIGHT, SystemClock())
    vault, _code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put_many(numbered(n) for n in range(20))
    ballast = folder / "ballast"
    if way == "ballast":
        ballast.write_bytes(bytes(max(0, shutil.disk_usage(folder).free - 300_000)))
    else:
        limit_files(400_000)
    saved, refused, codes = list(range(20)), [], set()
    for n in range(20, 2000):
        try:
            with vault.write() as journal:
                journal.put(numbered(n))
            saved.append(n)
        except KnownProblem as problem:
            refused.append(n)
            codes.add(problem.code)
            if len(refused) == 10:
                break
    with vault.read() as journal:
        seen_while_full = journal.count_observations()
    ballast.unlink(missing_ok=True)
    if way == "limit":
        import resource

        limit_files(resource.RLIM_INFINITY)
    for n in refused:
        with vault.write() as journal:
            journal.put(numbered(n))
    is_ok = vault.check().ok
    vault.close()
    vault = vaults.unlock(folder, PASSPHRASE)
    with vault.read() as journal:
        days = [one.day.toordinal() - 700_000 for one in journal.observations()]
    vault.close()
    return {
        "saved": len(saved),
        "refused": len(refused),
        "codes": sorted(codes),
        "seen_while_full": seen_while_full,
        "missing": sorted(set(saved + refused) - set(days)),
        "extra": sorted(set(days) - set(saved + refused)),
        "ok": is_ok,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))
