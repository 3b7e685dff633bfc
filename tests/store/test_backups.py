"""Backups: whole, private, opened before they count, and a way back from anything."""

import os
import zipfile
from pathlib import Path

import pytest

from iop_companion.domain.backup import BackupReason
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store import arriving, backups
from iop_companion.store.vault_folder import VaultFolder
from iop_companion.store.vaults import LIGHT, SqlCipherVaults
from tests.store.entries import DAY, OTHER_PASSPHRASE, PASSPHRASE, contents, entry, flip


@pytest.fixture
def filled(vaults, folder):
    """An open vault with three days, and its recovery code."""
    vault, code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        for back in range(3):
            journal.put(entry(float(back), day=DAY.replace(day=20 - back)))
        journal.put(entry("wholly private words", measure="note"))
    yield vault, code
    vault.close()


def made(vault):
    return vault.backups.make(BackupReason.BY_HAND)


def everything(vaults, folder, secret=PASSPHRASE):
    vault = vaults.unlock(folder, secret)
    try:
        assert vault.check().ok
        with vault.read() as journal:
            return journal.observations()
    finally:
        vault.close()


def observations(vault):
    with vault.read() as journal:
        return journal.observations()


def test_a_backup_is_one_private_file_with_a_neutral_name(filled, folder):
    backup = made(filled[0])

    assert [path for path in (folder / "backups").iterdir() if path.name != ".lock"] == [
        backup.file
    ]
    assert backup.file.stat().st_mode & 0o777 == 0o600
    assert backup.file.name.startswith("2026-11-21-")
    assert "companion" not in backup.file.name
    assert b"private words" not in backup.file.read_bytes()
    assert b"SQLite format" not in backup.file.read_bytes()


def test_a_backup_says_what_it_holds(filled):
    facts = made(filled[0]).facts

    assert (facts.n_days, facts.n_values) == (3, 4)
    assert (facts.first_day, facts.last_day) == (DAY.replace(day=18), DAY)
    assert facts.newest_at == entry().recorded_at
    assert facts.rows["observation"] == 4


def test_unpacked_a_backup_is_the_folder_of_a_vault(filled, vaults, tmp_path):
    """Whoever has lost this program, or half of it, needs nothing but an unzip."""
    vault, _code = filled
    backup = made(vault)
    with zipfile.ZipFile(backup.file) as parts:
        parts.extractall(tmp_path / "by hand")

    assert everything(vaults, tmp_path / "by hand") == observations(vault)


def test_a_backup_is_restored_into_an_empty_folder_on_a_new_computer(filled, vaults, tmp_path):
    vault, _code = filled
    file = made(vault).file
    elsewhere = tmp_path / "elsewhere" / "vault"

    opened = vaults.open_backup(file, PASSPHRASE, elsewhere)
    assert not vaults.exists(elsewhere)
    assert vaults.restore(opened, elsewhere) is None
    opened.close()

    assert everything(vaults, elsewhere) == observations(vault)
    assert set(contents(elsewhere)) == {"vault.db", "vault.keys", "vault.keys.bak", "vault.lock"}
    assert {path.stat().st_mode & 0o777 for path in elsewhere.glob("vault*")} == {0o600}


def test_a_recovery_code_opens_a_backup_and_sets_a_new_passphrase(filled, vaults, tmp_path):
    vault, code = filled
    file = made(vault).file

    vaults.restore(vaults.open_backup(file, code, tmp_path / "new"), tmp_path / "new")
    vaults.unlock_with_code(tmp_path / "new", code, OTHER_PASSPHRASE).close()

    assert everything(vaults, tmp_path / "new", OTHER_PASSPHRASE) == observations(vault)


@pytest.mark.parametrize("secret", [OTHER_PASSPHRASE, Secret("AAAA-BBBB")])
def test_a_wrong_secret_opens_no_backup_and_makes_no_vault(filled, vaults, tmp_path, secret):
    file = made(filled[0]).file

    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        vaults.open_backup(file, secret, tmp_path / "new")

    assert not vaults.exists(tmp_path / "new")


def test_restoring_keeps_the_files_that_were_there(filled, vaults, folder):
    vault, _code = filled
    file = made(vault).file
    with vault.write() as journal:
        journal.put(later := entry(9.0, measure="urge"))
    vault.close()
    before = contents(folder)

    kept = vaults.restore(vaults.open_backup(file, PASSPHRASE, folder), folder)

    assert len(everything(vaults, folder)) == 4
    assert kept is not None
    assert kept.parent == folder / "backups"
    assert contents(kept) == {
        name: before[name] for name in ("vault.db", "vault.keys", "vault.keys.bak")
    }
    assert later in everything(vaults, kept)


def test_a_passphrase_given_up_since_the_backup_stays_given_up(filled, vaults, folder):
    vault, code = filled
    file = made(vault).file
    vault.close()
    vault = vaults.unlock_with_code(folder, code, OTHER_PASSPHRASE)
    opened = vault.backups.open(file)
    vault.close()

    vaults.restore(opened, folder)

    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        vaults.unlock(folder, PASSPHRASE)
    assert len(everything(vaults, folder, OTHER_PASSPHRASE)) == 4


def test_the_old_passphrase_brings_its_own_keys_back(filled, vaults, folder):
    vault, code = filled
    file = made(vault).file
    vault.close()
    vaults.unlock_with_code(folder, code, OTHER_PASSPHRASE).close()

    vaults.restore(vaults.open_backup(file, PASSPHRASE, folder), folder)

    assert len(everything(vaults, folder, PASSPHRASE)) == 4


def test_a_backup_of_another_vault_is_told_from_a_damaged_one(filled, vaults, tmp_path):
    other, _code = vaults.create(tmp_path / "other", PASSPHRASE)
    file = made(other).file

    with pytest.raises(KnownProblem, match="backup_other_key"):
        filled[0].backups.open(file)
    [listed] = filled[0].backups.all(file.parent)
    assert listed.facts is None
    assert not listed.is_verified
    other.close()


def told_of(vault, file):
    try:
        return vault.backups.test(file).n_values
    except KnownProblem as problem:
        return problem.code


def test_any_bit_flipped_or_end_cut_off_is_noticed(filled):
    vault, _code = filled
    file = made(vault).file
    whole = file.read_bytes()
    for at in range(7, len(whole), len(whole) // 150):
        flip(file, at)
        # a few bytes of the container carry no meaning: then all must still be there
        assert told_of(vault, file) in {4, "backup_damaged", "not_a_backup", "backup_other_key"}
        file.write_bytes(whole)
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(KnownProblem, match=r"backup_damaged|not_a_backup|file_empty"):
            vault.backups.test(file)


def test_a_database_swapped_inside_a_backup_is_noticed(filled, folder):
    """An older database of the same vault opens with the same key; the sealed facts tell."""
    vault, _code = filled
    old, new = made(vault).file, folder / "backups" / "2026-11-22-000000-abcd.backup"
    with vault.write() as journal:
        journal.put(entry(9.0, measure="urge"))
    newest = made(vault).file
    with (
        zipfile.ZipFile(newest) as newer,
        zipfile.ZipFile(old) as older,
        zipfile.ZipFile(new, "w") as mixed,
    ):
        for name in ("vault.keys", "facts"):
            mixed.writestr(name, newer.read(name))
        mixed.writestr("vault.db", older.read("vault.db"))

    with pytest.raises(KnownProblem, match="backup_damaged"):
        vault.backups.test(new)


@pytest.mark.parametrize(
    "members",
    [
        {"vault.db": b"x"},
        {"vault.db": b"x", "vault.keys": b"x", "facts": b"x", "../../evil": b"x"},
        {"vault.db": b"", "vault.keys": b"x", "facts": b""},
        {"vault.db": b"x", "vault.keys": b"x" * 100_000, "facts": b"x"},
    ],
)
def test_a_zip_of_another_kind_is_refused(vaults, tmp_path, members):
    file = tmp_path / "2026-11-22-000000-abcd.backup"
    with zipfile.ZipFile(file, "w") as parts:
        for name, content in members.items():
            parts.writestr(name, content)

    with pytest.raises(KnownProblem, match=r"not_a_backup|backup_damaged"):
        vaults.open_backup(file, PASSPHRASE, tmp_path / "new")
    assert not (tmp_path / "evil").exists()


def test_a_copy_that_says_less_than_the_vault_is_thrown_away(filled, folder, monkeypatch):
    vault, _code = filled

    def copies_less(plain, target):
        plain.exec_driver_sql("VACUUM INTO ?", (str(target),))
        flip(target, 4096 * 3 + 50)

    monkeypatch.setattr(backups, "_copy", copies_less)
    with pytest.raises(KnownProblem, match="backup_damaged"):
        made(vault)

    assert vault.backups.all() == []
    assert [path.name for path in (folder / "backups").iterdir()] == [".lock"]


def test_a_copy_elsewhere_is_opened_there_before_it_counts(filled, tmp_path, monkeypatch):
    vault, _code = filled
    backup = made(vault)
    stick = tmp_path / "stick"
    stick.mkdir()

    copied = vault.backups.copy(backup.file, stick)
    assert vault.backups.copy(backup.file, stick) == copied
    assert [one.file for one in vault.backups.all(stick)] == [copied]
    assert copied.read_bytes() == backup.file.read_bytes()

    copied.unlink()
    monkeypatch.setattr(
        "shutil.copyfileobj", lambda inner, outer, _n: outer.write(inner.read()[:-9])
    )
    with pytest.raises(KnownProblem, match="backup_damaged"):
        vault.backups.copy(backup.file, stick)
    assert vault.backups.all(stick) == []


def test_a_full_disk_makes_no_backup_and_touches_none(filled, monkeypatch):
    from types import SimpleNamespace

    vault, _code = filled
    backup = made(vault)
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=1000))

    with pytest.raises(KnownProblem, match="backup_no_room"):
        made(vault)

    assert [one.file for one in vault.backups.all()] == [backup.file]


def test_two_at_once_do_not_get_into_each_others_way(filled, folder):
    from iop_companion.foundation.platform.this_system import this_system

    vault, _code = filled
    made(vault)
    lock = this_system().lock(folder / "backups" / ".lock")
    (folder / "backups" / ".making-other").write_bytes(b"x")

    with pytest.raises(KnownProblem, match="vault_busy"):
        made(vault)
    assert (folder / "backups" / ".making-other").exists()
    lock.release()
    made(vault)
    assert not (folder / "backups" / ".making-other").exists()


def test_a_second_process_backs_up_beside_an_open_vault(filled, folder, clock):
    vault, _code = filled
    beside = SqlCipherVaults(LIGHT, clock).look(folder, PASSPHRASE)

    backup = beside.backups.make(BackupReason.BY_HAND)

    assert backup.facts.n_values == 4
    with pytest.raises(KnownProblem, match="read_only"), beside.write():
        pass
    with vault.write() as journal:
        journal.put(entry(9.0, measure="urge"))
    assert len(observations(beside)) == 5
    beside.close()
    assert vault.backups.test(backup.file).n_values == 4


def outcome(vaults, opened, folder):
    try:
        vaults.restore(opened, folder)
    except KnownProblem as problem:
        return problem.code
    return "restored"


@pytest.mark.parametrize("n_moves", range(9))
def test_a_restore_cut_at_any_move_is_finished_by_the_next_opening(
    filled, vaults, folder, monkeypatch, n_moves
):
    """After the new vault is whole, a cut can only delay it; before that, the old one stands."""
    vault, _code = filled
    file = made(vault).file
    with vault.write() as journal:
        journal.put(entry(9.0, measure="urge"))
    vault.close()
    opened = vaults.open_backup(file, PASSPHRASE, folder)
    left = [n_moves]
    rename = Path.rename

    def cut(self, target):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(5, "cut")
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", cut)
        told = outcome(vaults, opened, folder)
    assert told == ("disk_problem" if n_moves <= 6 else "restored")
    opened.close()

    assert vaults.exists(folder)
    assert len(everything(vaults, folder)) == (5 if n_moves == 0 else 4)


def test_a_log_left_by_a_crash_goes_aside_with_its_own_database(filled, vaults, folder):
    """A log beside a restored database would be taken for its own."""
    vault, _code = filled
    file = made(vault).file
    with vault.write() as journal:
        journal.put(entry(9.0, measure="urge"))
    left = contents(folder)
    vault.close()
    for name, content in left.items():
        (folder / name).write_bytes(content)
    assert left["vault.db-wal"]

    kept = vaults.restore(vaults.open_backup(file, PASSPHRASE, folder), folder)

    assert len(everything(vaults, folder)) == 4
    assert len(everything(vaults, kept)) == 5


def test_notes_are_sealed_and_survive_a_restore(filled, vaults, folder):
    vault, _code = filled
    file = made(vault).file
    vault.backups.keep_notes('{"place": "/a private place"}')
    assert b"private" not in (folder / "backups" / "notes").read_bytes()
    vault.close()

    vaults.restore(vaults.open_backup(file, PASSPHRASE, folder), folder)

    vault = vaults.unlock(folder, PASSPHRASE)
    assert vault.backups.notes() == '{"place": "/a private place"}'
    (folder / "backups" / "notes").write_bytes(b"damaged")
    assert vault.backups.notes() == ""
    vault.close()


def test_names_that_are_no_backups_are_left_out(filled, folder):
    vault, _code = filled
    made(vault)
    for name in ("2026-11-21-200400.backup", "notes.txt", "2026-13-21-200400-abcd.backup"):
        (folder / "backups" / name).write_bytes(b"x")

    assert len(vault.backups.all()) == 1


def test_the_mark_of_the_file_changes_with_a_write_and_not_without(filled):
    vault, _code = filled
    first = vault.backups.fingerprint()

    assert vault.backups.fingerprint() == first
    with vault.write() as journal:
        journal.put(entry(9.0, measure="urge"))
    assert vault.backups.fingerprint() != first


def test_what_arrived_without_its_note_is_still_put_in_place(filled, vaults, folder, clock):
    vault, _code = filled
    file = made(vault).file
    vault.close()
    opened = vaults.open_backup(file, PASSPHRASE, folder)
    arriving.prepare(VaultFolder(folder), opened, clock.now(), None)
    (folder / "arriving" / "kept-as").unlink()

    assert len(everything(vaults, folder)) == 4
    assert (folder / "backups" / "replaced-before" / "vault.db").exists()


def test_a_backup_is_on_the_disk_before_it_has_its_name(filled, monkeypatch):
    synced, named = set(), []
    fsync, rename = os.fsync, Path.rename

    def syncing(descriptor):
        synced.add(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    def naming(self, target):
        named.append(self.stat().st_ino in synced)
        return rename(self, target)

    monkeypatch.setattr("os.fsync", syncing)
    monkeypatch.setattr(Path, "rename", naming)
    backup = made(filled[0])

    assert named == [True]
    assert backup.file.parent.stat().st_ino in synced
