"""Lets the k-th write, flush or truncation of the vault's files fail, for every k that there is.

``python -m tests.faults.io_errors FOLDER``: EIO and ENOSPC, once and for ever, through
``CheckIns.record``. What fails is tried again when the disk is well, as the page does.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from iop_companion.foundation.errors import KnownProblem
from tests.faults.ground import Ground, add, draft, library, tell

_FOR_EVER = 1_000_000
_MOST = 400


def swept(ground: Ground, lying: ctypes.CDLL, code: int, n_calls: int) -> dict[str, int]:
    told: dict[str, int] = {}
    for k in range(_MOST):
        lying.fault_reset(-1, 0, 0)
        folder = ground.copy_to(Path(os.environ["CRASHDIR"]))
        services = ground.open_services(folder)
        acknowledged, refused = set(range(5)), {}
        lying.fault_reset(k, n_calls, code)
        for number in range(5, 9):
            form = draft(number)
            words = dict(form.values)
            try:
                services.check_ins.record(form)
                acknowledged.add(number)
            except KnownProblem:
                refused[number] = (form, words)
        has_fired = lying.fault_count() > k
        lying.fault_reset(-1, 0, 0)
        n_forms = n_retried = 0
        for number, (form, words) in refused.items():
            n_forms += form.values != words
            try:
                services.check_ins.record(form)
                acknowledged.add(number)
                n_retried += 1
            except KnownProblem:
                pass
        services.session.lock()
        found = ground.judged(acknowledged, folder)
        found |= {
            "cases": 1,
            "fired": int(has_fired),
            "refused": len(refused),
            "saved_on_retry": n_retried,
            "forms_changed": n_forms,
        }
        add(told, found)
        if not has_fired:
            break
    else:
        told["never_ended"] = 1
    return told


def main(folder: Path) -> dict[str, object]:
    if "LD_PRELOAD" not in os.environ:
        folder.mkdir(parents=True)
        lying = library(folder)
        if lying is None:
            return {"skipped": "no compiler"}
        environment = {**os.environ, "LD_PRELOAD": str(lying), "CRASHDIR": f"{folder / 'case'}/"}
        os.execve(sys.executable, [sys.executable, "-m", "tests.faults.io_errors", str(folder)],
                  environment)  # fmt: skip
    lying_now = ctypes.CDLL(os.environ["LD_PRELOAD"])
    lying_now.fault_reset.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_int]
    lying_now.fault_count.restype = ctypes.c_long
    ground = Ground(folder, 5)
    told: dict[str, int] = {}
    for code in (errno.EIO, errno.ENOSPC):
        for n_calls in (1, _FOR_EVER):
            add(told, swept(ground, lying_now, code, n_calls))
    return dict(told)


if __name__ == "__main__":
    tell(main(Path(sys.argv[1])))
