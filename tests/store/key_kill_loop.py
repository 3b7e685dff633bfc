"""Changes what opens a vault in a child, kills it at a random instant, and looks who gets in.

Run as ``python tests/store/key_kill_loop.py FOLDER KILLS CHANGE [FIRST]``; prints one JSON object.
CHANGE is ``passphrase``, ``code``, ``recovery`` or ``rekey``. Kill number k first strikes just
before the k-th call that touches the disk, from FIRST on, until a change comes to its end; the rest
strike at random. The child greets when it begins to touch the disk, so that random kills fall among
the writes and not into the key derivation before them.
"""

import json
import os
import random
import select
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from iop_companion.domain.private import Secret
from iop_companion.domain.vault_keys import NewKeys
from iop_companion.foundation.clock import SystemClock
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store import rekeying, vault_keys
from iop_companion.store import vaults as vaults_module
from iop_companion.store.recovery_code import new_recovery_code
from iop_companion.store.vault_keys import SqlCipherKeys
from iop_companion.store.vaults import LIGHT, SqlCipherVaults
from tests.store.entries import entry

LONGEST_S = {"passphrase": 0.004, "code": 0.004, "recovery": 0.004, "rekey": 0.25}
TOUCHES = ((os, "fsync"), (os, "replace"), (os, "unlink"), (Path, "replace"), (Path, "unlink"))
N_ENTRIES = 30


def change(what: str, folder: Path, old: NewKeys, new: NewKeys) -> None:
    vaults = SqlCipherVaults(LIGHT, SystemClock())
    if what == "recovery":
        vaults.unlock_with_code(folder, old.code, new.passphrase).close()
        return
    vault = vaults.unlock(folder, old.passphrase)
    keys = SqlCipherKeys(vaults)
    if what == "passphrase":
        keys.change_passphrase(folder, new.passphrase, old.passphrase)
    elif what == "code":
        keys.confirm_code(folder, old.passphrase, new.code)
    else:
        prepared = keys.prepare_rekey(folder, old.passphrase, new)
        vault.close()
        vault, problem = prepared.put_in_place()
        assert problem is None
    vault.close()


def killed(what: str, folder: Path, old: NewKeys, new: NewKeys, when: int | float) -> bool:
    """Let a child make the change until it is killed; return whether it had come to its end.

    ``when``: before which touch of the disk (a whole number), or how many seconds after the first.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _greet_before(writing)
        if isinstance(when, int):
            _die_before_touch(when)
        try:
            change(what, folder, old, new)
            os.write(writing, b".")
        finally:
            os._exit(1)
    os.close(writing)
    if not isinstance(when, int):
        select.select([reading], [], [], 20)
        time.sleep(when)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as lines:
        return b"." in lines.read()


def _greet_before(writing: int) -> None:
    """Say ``+`` when the first file is about to be touched."""
    for module, name in (
        (vault_keys, "write_keys"), (vaults_module, "write_keys"), (rekeying, "copy_under"),
    ):  # fmt: skip
        real = getattr(module, name)

        def greeted(*arguments, _real=real):
            os.write(writing, b"+")
            return _real(*arguments)

        setattr(module, name, greeted)


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


def contents(attempt) -> set[str] | None:
    """The ids of the entries of the vault that ``attempt`` opens; None if the secret is wrong."""
    try:
        vault = attempt()
    except KnownProblem as problem:
        if problem.code in {"wrong_passphrase", "wrong_recovery_code"}:
            return None
        raise
    try:
        assert vault.check().ok
        with vault.read() as journal:
            return {one.id for one in journal.observations()}
    finally:
        vault.close()


def main(folder: Path, kills: int, what: str, first: int = 0) -> dict[str, int]:
    vaults = SqlCipherVaults(LIGHT, SystemClock())
    chance = random.Random(11)
    old = NewKeys(Secret("river lamp seven quiet stones 0"), new_recovery_code())
    vault, code = vaults.create(folder, old.passphrase)
    old = NewKeys(old.passphrase, code)
    written = [entry(float(n % 11), moment=None, measure=f"m{n}") for n in range(N_ENTRIES)]
    with vault.write() as journal:
        for one in written:
            journal.put(one)
    vault.close()
    ids = {one.id for one in written}
    told: Counter[str] = Counter(old=0, new=0, shut=0, both=0, lost=0, untold=0, litter=0)
    is_sweeping = True
    for number in range(1, kills + 1):
        new = NewKeys(Secret(f"river lamp seven quiet stones {number}"), new_recovery_code())
        touch = first + number - 1
        when = touch if is_sweeping else chance.random() * LONGEST_S[what]
        is_done = killed(what, folder, old, new, when)
        told["touches"] += is_sweeping and not is_done
        is_sweeping &= not is_done
        by_old = contents(lambda: vaults.unlock(folder, old.passphrase))  # noqa: B023
        by_new = contents(lambda: vaults.unlock(folder, new.passphrase))  # noqa: B023
        opened = [found for found in (by_old, by_new) if found is not None]
        told["shut"] += not opened
        told["both"] += len(opened) == 2
        told["lost"] += any(found != ids for found in opened)
        told["litter"] += any(".next" in one.name or ".new" in one.name for one in folder.iterdir())
        now = old.passphrase if by_old is not None else new.passphrase
        codes = [
            code
            for code in (old.code, new.code)
            if contents(lambda: vaults.unlock_with_code(folder, code, now)) == ids  # noqa: B023
        ]
        told["shut"] += len(codes) != 1
        is_new = codes == [new.code] if what == "code" else by_new is not None
        told["new" if is_new else "old"] += 1
        told["untold"] += is_done and not is_new
        old = NewKeys(now, codes[0] if codes else old.code)
    return dict(told)


if __name__ == "__main__":
    found = main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4], *map(int, sys.argv[4:]))
    sys.stdout.write(json.dumps(found))
