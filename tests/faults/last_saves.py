"""Fills a small file system to its last byte, then goes on saving out of the reserve.

``unshare -Urm sh -c 'mount -t tmpfs -o size=8m t DIR && python -m tests.faults.last_saves DIR'``
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from iop_companion.foundation.errors import KnownProblem
from iop_companion.store import reserve
from tests.faults.ground import Ground, draft, tell

_MOST = 400


def main(folder: Path) -> dict[str, object]:
    reserve._ONLY_BESIDE = 0  # the disk is small on purpose
    ground = Ground(folder, 3)
    services = ground.open_services()
    services.session.vault.rest()
    fill(folder / "ballast")
    saved, code = set(range(3)), ""
    for number in range(3, _MOST):
        try:
            services.check_ins.record(draft(number))
        except KnownProblem as problem:
            code = problem.code
            break
        saved.add(number)
    (folder / "ballast").unlink()
    services.session.lock()
    return {"saved_without_a_free_byte": len(saved) - 3, "then": code, **ground.judged(saved)}


def fill(ballast: Path) -> None:
    descriptor = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(descriptor, bytes(4096))
    except OSError:
        pass
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    tell(main(Path(sys.argv[1])))
