"""Kills, full disks and read-only places: nothing acknowledged is lost, and it is told in words."""

import ctypes
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.vaults import LIGHT, SqlCipherVaults
from tests.store.entries import OTHER_PASSPHRASE, PASSPHRASE, contents, entry

REPOSITORY = Path(__file__).resolve().parents[2]
N_KILLS = int(os.environ.get("FAULTS") or "40")


def run(script: str, *arguments: object) -> dict:
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "tests" / "store" / script), *map(str, arguments)],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@cache
def has_mounts_of_its_own() -> bool:
    """Leave the mounts shared with the machine: what a killed run mounted is gone with it."""
    if os.geteuid() != 0 or not sys.platform.startswith("linux"):
        return False
    new_mount_namespace = 0x00020000
    if ctypes.CDLL(None).unshare(new_mount_namespace) != 0:
        return False
    return mounted("--make-rprivate", "/")


def mounted(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    small = ("-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place))
    if not has_mounts_of_its_own() or not mounted(*small):
        pytest.skip("a small disk cannot be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.fixture
def made_read_only():
    """Mount a folder read-only over itself: no mode bits, which its owner could mend."""
    places = []

    def make(folder: Path) -> None:
        if not has_mounts_of_its_own() or not mounted("--bind", str(folder), str(folder)):
            pytest.skip("a folder cannot be mounted read-only here")
        places.append(folder)
        assert mounted("-o", "remount,ro,bind", str(folder))

    yield make
    for place in places:
        subprocess.run(["umount", str(place)], check=True)


def test_no_kill_loses_halves_or_changes_an_acknowledged_entry(folder):
    told = run("kill_loop.py", folder, N_KILLS)

    assert told.pop("acknowledged") >= N_KILLS / 2
    assert told == {"lost": 0, "half": 0, "changed": 0, "damaged": 0}


def test_files_that_may_not_grow_refuse_in_words_and_lose_nothing(folder):
    told = run("full_disk.py", folder, "limit")

    assert set(told["codes"]) <= {"disk_full", "disk_problem"}
    assert told["refused"] == 10
    assert told["seen_while_full"] == told["saved"]
    assert (told["missing"], told["extra"], told["ok"]) == ([], [], True)


def test_a_full_disk_is_called_full_and_loses_nothing(small_disk):
    told = run("full_disk.py", small_disk / "vault", "ballast")

    assert told["codes"] == ["disk_full"]
    assert told["refused"] == 10
    assert told["seen_while_full"] == told["saved"]
    assert (told["missing"], told["extra"], told["ok"]) == ([], [], True)


def test_a_new_vault_on_a_full_disk_leaves_no_half_one(vaults, small_disk):
    (small_disk / "ballast").write_bytes(bytes(3 * 1024 * 1024 - 80_000))

    with pytest.raises(KnownProblem, match="disk_full"):
        vaults.create(small_disk / "vault", PASSPHRASE)
    assert not vaults.exists(small_disk / "vault")
    (small_disk / "ballast").unlink()
    vaults.create(small_disk / "vault", PASSPHRASE)[0].close()


def test_a_read_only_folder_takes_no_new_vault(vaults, tmp_path, made_read_only):
    made_read_only(tmp_path)

    for place in (tmp_path / "vault", tmp_path):
        with pytest.raises(KnownProblem, match="folder_not_writable"):
            vaults.create(place, PASSPHRASE)


def test_a_vault_in_a_read_only_folder_is_read_and_refuses_writes_in_words(
    vaults, folder, made_read_only
):
    vault, code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(written := entry(6.0))
    vault.close()
    before = contents(folder)
    made_read_only(folder)

    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        vaults.unlock(folder, OTHER_PASSPHRASE)
    vault = vaults.unlock(folder, PASSPHRASE)
    assert vault.is_read_only
    with vault.read() as journal:
        assert journal.observations() == [written]
    with pytest.raises(KnownProblem, match="read_only"), vault.write():
        pass
    assert vault.check().ok
    vault.close()
    with pytest.raises(KnownProblem, match="folder_not_writable"):
        vaults.unlock_with_code(folder, code, OTHER_PASSPHRASE)
    assert contents(folder) == before


def test_a_read_only_folder_with_a_log_left_by_a_crash_shows_what_the_log_holds(
    vaults, folder, made_read_only, clock
):
    vault, _code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(written := entry(6.0))
    left = contents(folder)
    vault.close()
    for name, content in left.items():
        (folder / name).write_bytes(content)
    assert left["vault.db-wal"]
    made_read_only(folder)

    vault = SqlCipherVaults(LIGHT, clock).unlock(folder, PASSPHRASE)

    with vault.read() as journal:
        assert journal.observations() == [written]
    vault.close()


class FailsOnce:
    """Lets calls through but the ``k``-th, counted over all that share it."""

    def __init__(self, k):
        self.left = k
        self.fired = False

    def around(self, call):
        def maybe(*arguments):
            self.left -= 1
            if self.left == -1:
                self.fired = True
                raise OSError(5, "Input/output error")
            return call(*arguments)

        return maybe


def outcome(attempt, *arguments):
    """The observations of the vault that ``attempt`` opens, or the code of why it does not."""
    try:
        vault = attempt(*arguments)
    except KnownProblem as problem:
        return problem.code
    with vault.read() as journal:
        found = journal.observations()
    vault.close()
    return found


def test_a_passphrase_change_cut_anywhere_leaves_one_that_opens(vaults, folder, monkeypatch):
    """The k-th call that touches the disk fails, for every k, until none is left to fail."""
    vault, code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(written := entry(6.0))
    vault.close()
    whole = contents(folder)
    for k in range(40):
        for name, content in whole.items():
            (folder / name).write_bytes(content)
        fault = FailsOnce(k)
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", fault.around(os.fsync))
            patch.setattr(Path, "replace", fault.around(Path.replace))
            changed = outcome(vaults.unlock_with_code, folder, code, OTHER_PASSPHRASE)

        if not fault.fired:
            assert changed == [written]
        opened = [outcome(vaults.unlock, folder, one) for one in (PASSPHRASE, OTHER_PASSPHRASE)]
        # what was said is what opens now
        if changed == "disk_problem":
            assert opened == [[written], "wrong_passphrase"]
        else:
            assert changed in ([written], "keys_copy_behind")
            assert opened == ["wrong_passphrase", [written]]
        if not fault.fired:
            assert k >= 4
            return
    pytest.fail("the fault went on firing")
