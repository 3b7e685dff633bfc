"""Making, unlocking, recovering and refusing vaults: real folders, real encryption."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store import vaults as vaults_module
from iop_companion.store.cipher import FULL, LIGHT
from iop_companion.store.vaults import SqlCipherVaults
from tests.store.entries import OTHER_PASSPHRASE, PASSPHRASE, contents, entry


def read_all(vault):
    with vault.read() as journal:
        return journal.observations()


def test_a_new_vault_opens_again_with_its_passphrase(vaults, folder):
    written = entry(7.0, note="Ein Satz mit ß")
    vault, _code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(written)
    vault.close()

    again = vaults.unlock(folder, PASSPHRASE)

    assert read_all(again) == [written]
    again.close()


def test_at_full_cost_a_vault_works_too(clock, folder):
    vaults = SqlCipherVaults(FULL, clock)
    vault, _code = vaults.create(folder, PASSPHRASE)
    vault.close()

    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        vaults.unlock(folder, OTHER_PASSPHRASE)
    vaults.unlock(folder, PASSPHRASE).close()


def test_a_closed_vault_is_one_file_with_its_keys(vaults, folder):
    vault, _code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(entry())
    vault.close()
    vault.close()

    assert set(contents(folder)) == {"vault.db", "vault.keys", "vault.keys.bak", "vault.lock"}
    with pytest.raises(KnownProblem, match="locked"), vault.read():
        pass


def test_the_folder_and_every_file_are_for_this_user_alone(vaults, folder):
    old = os.umask(0)
    try:
        vault, _code = vaults.create(folder, PASSPHRASE)
        with vault.write() as journal:
            journal.put(entry())
        modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
        vault.close()
    finally:
        os.umask(old)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert {"vault.db", "vault.db-wal", "vault.keys", "vault.lock"} <= set(modes)
    assert set(modes.values()) == {0o600}


def test_loosened_modes_are_mended_on_unlocking(vaults, folder):
    vaults.create(folder, PASSPHRASE)[0].close()
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.chmod(0o644)

    vaults.unlock(folder, PASSPHRASE).close()

    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_wrong_passphrase_opens_nothing_and_is_counted(vaults, folder):
    vaults.create(folder, PASSPHRASE)[0].close()
    before = contents(folder)

    for _ in range(2):
        with pytest.raises(KnownProblem, match="wrong_passphrase"):
            vaults.unlock(folder, OTHER_PASSPHRASE)

    assert vaults.failed_tries(folder) == 2
    assert (folder / "vault.tries").read_text() == "2\n"
    assert {name: contents(folder)[name] for name in before} == before
    vaults.unlock(folder, PASSPHRASE).close()
    assert vaults.failed_tries(folder) == 0


@pytest.mark.parametrize("rest", ["", "many", "-4", "\x00", "9" * 5000])
def test_a_nonsense_count_of_tries_is_no_obstacle(vaults, folder, rest):
    vaults.create(folder, PASSPHRASE)[0].close()
    (folder / "vault.tries").write_text(rest)

    assert 0 <= vaults.failed_tries(folder) <= 999_999_999
    vaults.unlock(folder, PASSPHRASE).close()
    assert vaults.failed_tries(folder) == 0


def test_the_recovery_code_sets_a_new_passphrase_and_keeps_the_entries(vaults, folder):
    written = entry(3.0, note="still here")
    vault, code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(written)
    vault.close()

    typed = Secret(code.reveal().lower().replace("-", " "))
    vault = vaults.unlock_with_code(folder, typed, OTHER_PASSPHRASE)
    assert read_all(vault) == [written]
    vault.close()

    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        vaults.unlock(folder, PASSPHRASE)
    vault = vaults.unlock(folder, OTHER_PASSPHRASE)
    assert read_all(vault) == [written]
    assert vault.check().ok
    vault.close()
    vaults.unlock_with_code(folder, code, PASSPHRASE).close()


def test_a_code_of_another_vault_changes_nothing(vaults, folder, tmp_path):
    vaults.create(folder, PASSPHRASE)[0].close()
    other, foreign_code = vaults.create(tmp_path / "other", PASSPHRASE)
    other.close()
    before = contents(folder)

    with pytest.raises(KnownProblem, match="wrong_recovery_code"):
        vaults.unlock_with_code(folder, foreign_code, OTHER_PASSPHRASE)

    after = contents(folder)
    assert after.pop("vault.tries") == b"1\n"
    assert after == before


def test_a_mistyped_code_or_a_short_new_passphrase_is_told_before_anything_is_tried(
    vaults, folder, monkeypatch
):
    vault, code = vaults.create(folder, PASSPHRASE)
    vault.close()
    monkeypatch.setattr(vaults_module, "opened", lambda *_: pytest.fail("the key was tried"))
    symbols = code.reveal()
    mistyped = ("2" if symbols[0] != "2" else "3") + symbols[1:]

    with pytest.raises(KnownProblem, match="recovery_code_mistyped"):
        vaults.unlock_with_code(folder, Secret(mistyped), OTHER_PASSPHRASE)
    with pytest.raises(KnownProblem, match="passphrase_too_short"):
        vaults.unlock_with_code(folder, code, Secret("too short"))
    assert vaults.failed_tries(folder) == 0


def test_a_recovery_whose_key_does_not_open_the_entries_replaces_no_slot(vaults, folder, tmp_path):
    """A mix-up of files must not end with a vault that looks empty and a lost passphrase."""
    vault, code = vaults.create(folder, PASSPHRASE)
    vault.close()
    vaults.create(tmp_path / "other", PASSPHRASE)[0].close()
    (folder / "vault.db").write_bytes((tmp_path / "other" / "vault.db").read_bytes())
    before = contents(folder)

    with pytest.raises(KnownProblem, match="not_a_vault"):
        vaults.unlock_with_code(folder, code, OTHER_PASSPHRASE)

    assert contents(folder) == before


def test_a_vault_is_never_made_over_another(vaults, folder):
    vaults.create(folder, PASSPHRASE)[0].close()
    before = contents(folder)

    with pytest.raises(KnownProblem, match="vault_exists"):
        vaults.create(folder, OTHER_PASSPHRASE)

    assert contents(folder) == before


@pytest.mark.parametrize("left", ["vault.db", "vault.keys", "vault.keys.bak"])
def test_a_lone_file_of_a_vault_still_counts_as_one(vaults, folder, left):
    vaults.create(folder, PASSPHRASE)[0].close()
    for path in folder.iterdir():
        if path.name != left:
            path.unlink()

    assert vaults.exists(folder)
    with pytest.raises(KnownProblem, match="vault_exists"):
        vaults.create(folder, PASSPHRASE)


def test_without_a_vault_there_is_nothing_to_unlock(vaults, folder):
    assert not vaults.exists(folder)
    with pytest.raises(KnownProblem, match="no_vault"):
        vaults.unlock(folder, PASSPHRASE)
    assert not folder.exists()


def test_a_short_passphrase_makes_no_folder(vaults, folder):
    with pytest.raises(KnownProblem, match="passphrase_too_short"):
        vaults.create(folder, Secret("fourteen chars"))

    assert not folder.exists()


def test_a_making_cut_short_leaves_no_vault_and_the_next_one_succeeds(vaults, folder, monkeypatch):
    def power_cut(*_):
        raise KeyboardInterrupt

    for step in ("write_keys", "new_keys"):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):  # noqa: PT012 -- the break comes last
            patch.setattr(vaults_module, step, power_cut)
            vaults.create(folder, PASSPHRASE)
        assert not vaults.exists(folder)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):  # noqa: PT012 -- the break comes last
        patch.setattr(Path, "replace", power_cut)
        vaults.create(folder, PASSPHRASE)
    assert not vaults.exists(folder)

    vaults.create(folder, PASSPHRASE)[0].close()
    vaults.unlock(folder, PASSPHRASE).close()
    assert not list(folder.glob("*.new*"))


def test_a_second_opener_is_refused_until_the_first_closes(vaults, folder, clock):
    vault, code = vaults.create(folder, PASSPHRASE)
    second = SqlCipherVaults(LIGHT, clock)

    for opener in (vaults, second):
        with pytest.raises(KnownProblem, match="already_open"):
            opener.unlock(folder, PASSPHRASE)
        with pytest.raises(KnownProblem, match="already_open"):
            opener.unlock_with_code(folder, code, OTHER_PASSPHRASE)
    vault.close()

    second.unlock(folder, PASSPHRASE).close()


def test_a_refused_try_does_not_keep_others_out(vaults, folder, clock):
    vaults.create(folder, PASSPHRASE)[0].close()
    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        vaults.unlock(folder, OTHER_PASSPHRASE)

    SqlCipherVaults(LIGHT, clock).unlock(folder, PASSPHRASE).close()


def test_a_process_that_holds_the_vault_keeps_it_while_locked(vaults, folder, clock):
    vaults.create(folder, PASSPHRASE)[0].close()
    second = SqlCipherVaults(LIGHT, clock)

    assert vaults.hold(folder) is vaults.hold(folder) is not None
    vaults.unlock(folder, PASSPHRASE).close()
    with pytest.raises(KnownProblem, match="already_open"):
        second.unlock(folder, PASSPHRASE)
    with pytest.raises(KnownProblem, match="already_open"):
        second.hold(folder)
    vaults.let_go(folder)

    second.unlock(folder, PASSPHRASE).close()


def test_another_process_is_refused_and_a_killed_one_leaves_no_lock(vaults, folder):
    vaults.create(folder, PASSPHRASE)[0].close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"

    with pytest.raises(KnownProblem, match="already_open"):
        vaults.unlock(folder, PASSPHRASE)
    holder.kill()
    holder.wait()
    holder.stdout.close()

    vaults.unlock(folder, PASSPHRASE).close()


HOLDER = """
import sys, time
from pathlib import Path
from iop_companion.foundation.clock import SystemClock
from iop_companion.store.vaults import LIGHT, SqlCipherVaults
vaults = SqlCipherVaults(LIGHT, SystemClock())
lock = vaults.hold(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_folder_that_is_a_link_is_refused(vaults, tmp_path):
    vaults.create(tmp_path / "real", PASSPHRASE)[0].close()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)

    with pytest.raises(KnownProblem, match="folder_unsafe"):
        vaults.unlock(tmp_path / "link", PASSPHRASE)
    (tmp_path / "empty").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "empty", target_is_directory=True)
    with pytest.raises(KnownProblem, match="folder_unsafe"):
        vaults.create(tmp_path / "way", PASSPHRASE)


@pytest.mark.parametrize("name", ["vault.db", "vault.keys", "vault.lock"])
def test_a_link_in_the_place_of_a_file_is_refused(vaults, folder, tmp_path, name):
    vaults.create(folder, PASSPHRASE)[0].close()
    (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)

    with pytest.raises(KnownProblem, match="folder_unsafe"):
        vaults.unlock(folder, PASSPHRASE)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(vaults, folder):
    vaults.create(folder, PASSPHRASE)[0].close()
    os.chown(folder, 12345, 12345)

    with pytest.raises(KnownProblem, match="folder_unsafe"):
        vaults.unlock(folder, PASSPHRASE)


def test_a_place_where_no_folder_can_be_made_is_told(vaults, tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(KnownProblem) as told:
        vaults.create(tmp_path / "file" / "vault", PASSPHRASE)

    assert told.value.code in {"folder_not_writable", "disk_problem"}


def test_the_database_is_loaded_only_when_a_vault_is_opened():
    """Or the window would wait a third of a second before its first picture."""
    code = (
        "import sys; import iop_companion.store.vaults; "
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'sqlcipher3', 'argon2', "
        "'cryptography', 'alembic') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_opening_a_vault_of_this_schema_loads_no_alembic(vaults, folder):
    vaults.create(folder, PASSPHRASE)[0].close()
    code = HOLDER.replace(
        "lock = vaults.hold(Path(sys.argv[1]))",
        "from iop_companion.domain.private import Secret\n"
        f"vaults.unlock(Path(sys.argv[1]), Secret({PASSPHRASE.reveal()!r})).close()",
    ).replace('print("held", flush=True)\ntime.sleep(60)', "print('alembic' in sys.modules)")

    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"


def test_a_folder_that_may_not_even_be_looked_into_is_told(vaults, folder, monkeypatch):
    def closed(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", closed)

    with pytest.raises(KnownProblem, match="folder_not_writable"):
        vaults.exists(folder)


def test_no_new_vault_is_made_in_a_synced_folder(vaults, tmp_path):
    with pytest.raises(KnownProblem, match="folder_synced"):
        vaults.create(tmp_path / "Dropbox" / "vault", PASSPHRASE)

    assert not (tmp_path / "Dropbox").exists()


def test_a_vault_that_came_into_a_synced_folder_opens_and_the_check_says_so(vaults, tmp_path):
    vaults.create(tmp_path / "vault", PASSPHRASE)[0].close()
    (tmp_path / "Nextcloud").mkdir()
    (tmp_path / "vault").rename(tmp_path / "Nextcloud" / "vault")
    (tmp_path / "Nextcloud" / "vault" / "vault (conflicted copy).db").touch()

    vault = vaults.unlock(tmp_path / "Nextcloud" / "vault", PASSPHRASE)
    problems = vault.check().problems
    vault.close()

    assert len(problems) == 2
    assert "sync program" in problems[0]
    assert problems[1].startswith("1 file beside the vault looks like a copy")
