"""Many processes reach for one vault at once; the holder is killed; the next one gets it.

``python -m tests.faults.starts FOLDER ROUNDS``.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.vaults import LIGHT, SqlCipherVaults
from tests.faults.ground import PASSPHRASE, Clock, tell

N_AT_ONCE = 12


def main(folder: Path, rounds: int) -> dict[str, int]:
    vaults = SqlCipherVaults(LIGHT, Clock())
    vaults.create(folder / "vault", PASSPHRASE)[0].close()
    told = {"rounds": rounds, "starts": 0, "not_exactly_one_holder": 0, "stuck_after_a_kill": 0}
    for _round in range(rounds):
        gate, signal_all = os.pipe()
        result, answers = os.pipe()
        children = [reaching(folder / "vault", gate, signal_all, answers) for _ in range(N_AT_ONCE)]
        os.close(signal_all)  # every child now reads the end of the gate at the same instant
        os.close(gate)
        os.close(answers)
        said = b""
        while len(said) < N_AT_ONCE:
            said += os.read(result, N_AT_ONCE)
        os.close(result)
        told["starts"] += N_AT_ONCE
        told["not_exactly_one_holder"] += said.count(b"1") != 1
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        try:
            SqlCipherVaults(LIGHT, Clock()).unlock(folder / "vault", PASSPHRASE).close()
        except KnownProblem:
            told["stuck_after_a_kill"] += 1
    return told


def reaching(vault: Path, gate: int, signal_all: int, answers: int) -> int:
    child = os.fork()
    if child:
        return child
    os.close(signal_all)
    os.read(gate, 1)
    try:
        SqlCipherVaults(LIGHT, Clock()).hold(vault)
        os.write(answers, b"1")
    except KnownProblem:
        os.write(answers, b"0")
    time.sleep(60)
    os._exit(0)


if __name__ == "__main__":
    tell(main(Path(sys.argv[1]), int(sys.argv[2])))
