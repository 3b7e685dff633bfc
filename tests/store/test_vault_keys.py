"""Changing what opens a vault: passphrase, recovery code, and the key behind both."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from iop_companion.domain.private import Secret
from iop_companion.domain.vault_keys import NewKeys
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store import rekeying
from iop_companion.store import vault_keys as vault_keys_module
from iop_companion.store.key_file import copy_of, destroy, read_keys, replace_file
from iop_companion.store.vault_keys import SqlCipherKeys
from iop_companion.store.vaults import SqlCipherVaults
from tests.store.entries import OTHER_PASSPHRASE, PASSPHRASE, contents, entry

REPOSITORY = Path(__file__).resolve().parents[2]
N_KILLS = int(os.environ.get("KEY_KILLS", "4"))


@pytest.fixture
def keys(vaults):
    return SqlCipherKeys(vaults)


def opens(vaults, folder, passphrase):
    """The observations behind ``passphrase``, or the code of why there are none."""
    try:
        vault = vaults.unlock(folder, passphrase)
    except KnownProblem as problem:
        return problem.code
    with vault.read() as journal:
        found = journal.observations()
    vault.close()
    return found


def write(vault, *entries):
    with vault.write() as journal:
        for one in entries:
            journal.put(one)
    return list(entries)


# --- passphrase


def test_a_changed_passphrase_is_the_only_one_that_opens(vaults, keys, folder):
    vault, code = vaults.create(folder, PASSPHRASE)
    written = write(vault, entry(4.0))

    keys.change_passphrase(folder, OTHER_PASSPHRASE, PASSPHRASE)
    vault.close()

    assert opens(vaults, folder, PASSPHRASE) == "wrong_passphrase"
    assert opens(vaults, folder, OTHER_PASSPHRASE) == written
    vaults.unlock_with_code(folder, code, PASSPHRASE).close()


def test_who_forgot_the_passphrase_can_set_one_while_it_is_open(vaults, keys, vault, folder):
    keys.change_passphrase(folder, OTHER_PASSPHRASE, None)
    vault.close()

    assert opens(vaults, folder, OTHER_PASSPHRASE) == []


@pytest.mark.usefixtures("vault")
def test_a_wrong_current_passphrase_changes_nothing_and_is_counted(vaults, keys, folder):
    before = contents(folder)

    for change in (
        lambda: keys.change_passphrase(folder, OTHER_PASSPHRASE, OTHER_PASSPHRASE),
        lambda: keys.confirm_code(folder, OTHER_PASSPHRASE, keys.offer_code()),
        lambda: keys.prepare_rekey(
            folder, OTHER_PASSPHRASE, NewKeys(OTHER_PASSPHRASE, keys.offer_code())
        ),
    ):
        with pytest.raises(KnownProblem, match="wrong_passphrase"):
            change()

    assert vaults.failed_tries(folder) == 3
    after = contents(folder)
    del after["vault.tries"]
    assert after == before


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("fourteen chars", "passphrase_too_short"),
        ("passwordpassword", "passphrase_common"),
        (PASSPHRASE.reveal(), "passphrase_same"),
    ],
)
@pytest.mark.usefixtures("vault")
def test_a_passphrase_that_would_not_help_is_refused(keys, folder, new, problem):
    before = contents(folder)

    with pytest.raises(KnownProblem, match=problem):
        keys.change_passphrase(folder, Secret(new), PASSPHRASE)
    with pytest.raises(KnownProblem, match=problem):
        keys.prepare_rekey(folder, PASSPHRASE, NewKeys(Secret(new), keys.offer_code()))

    assert contents(folder) == before


def test_a_slot_that_does_not_prove_itself_replaces_none(vault, keys, folder, monkeypatch):
    before = contents(folder)
    real = vault_keys_module.opened
    calls = []

    def broken(header, kind, secret):
        calls.append(secret)
        return real(header, kind, secret) if len(calls) == 1 else None

    monkeypatch.setattr(vault_keys_module, "opened", broken)
    with pytest.raises(Exception, match="does not open"):
        keys.change_passphrase(folder, OTHER_PASSPHRASE, PASSPHRASE)

    assert contents(folder) == before
    vault.close()


def test_locked_there_is_nothing_to_change(vaults, keys, folder):
    vaults.create(folder, PASSPHRASE)[0].close()

    with pytest.raises(KnownProblem, match="locked"):
        keys.change_passphrase(folder, OTHER_PASSPHRASE, PASSPHRASE)


def test_another_vaults_key_file_in_its_place_is_noticed(vaults, keys, vault, folder, tmp_path):
    vaults.create(tmp_path / "other", PASSPHRASE)[0].close()
    for name in ("vault.keys", "vault.keys.bak"):
        shutil.copy(tmp_path / "other" / name, folder / name)

    for current in (PASSPHRASE, None):
        with pytest.raises(KnownProblem, match="keys_damaged"):
            keys.change_passphrase(folder, OTHER_PASSPHRASE, current)
    assert (folder / "vault.keys").read_bytes() == (tmp_path / "other/vault.keys").read_bytes()
    vault.close()


def test_when_only_the_copy_fails_the_person_is_told_which_one_opens(
    vaults, keys, folder, monkeypatch
):
    vault, _code = vaults.create(folder, PASSPHRASE)
    real = Path.replace

    def full_for_the_copy(path, target):
        if Path(target).name.endswith(".bak"):
            raise OSError(28, "No space left on device")
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full_for_the_copy)
        with pytest.raises(KnownProblem, match="keys_copy_behind"):
            keys.change_passphrase(folder, OTHER_PASSPHRASE, PASSPHRASE)
    vault.close()

    assert not read_keys(folder / "vault.keys").copies_agree
    assert opens(vaults, folder, OTHER_PASSPHRASE) == []
    assert read_keys(folder / "vault.keys").copies_agree


def test_the_bytes_of_a_replaced_key_file_are_overwritten_where_they_lay(tmp_path):
    file = tmp_path / "vault.keys"
    replace_file(file, b"old secret" * 300)
    with file.open("rb") as held:
        replace_file(file, b"new")
        left = held.read()

    assert file.read_bytes() == b"new"
    assert len(left) == 3000
    assert b"old secret" not in left


def test_a_copy_under_another_name_is_not_overwritten(tmp_path):
    file = tmp_path / "vault.keys"
    replace_file(file, b"old secret")
    os.link(file, tmp_path / "kept")

    replace_file(file, b"new")

    assert (tmp_path / "kept").read_bytes() == b"old secret"


def test_destroying_a_link_leaves_what_it_points_to(tmp_path):
    (tmp_path / "real").write_bytes(b"not ours")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert destroy(tmp_path / "link")
    assert destroy(tmp_path / "never there")

    assert [path.name for path in tmp_path.iterdir()] == ["real"]
    assert (tmp_path / "real").read_bytes() == b"not ours"


# --- recovery code


def test_an_offered_code_opens_nothing_until_it_is_confirmed(vaults, keys, folder):
    vault, old = vaults.create(folder, PASSPHRASE)
    offered = keys.offer_code()
    vault.close()
    with pytest.raises(KnownProblem, match="wrong_recovery_code"):
        vaults.unlock_with_code(folder, offered, OTHER_PASSPHRASE)
    vault = vaults.unlock_with_code(folder, old, PASSPHRASE)

    keys.confirm_code(folder, PASSPHRASE, Secret(offered.reveal().lower()))
    vault.close()

    with pytest.raises(KnownProblem, match="wrong_recovery_code"):
        vaults.unlock_with_code(folder, old, OTHER_PASSPHRASE)
    vaults.unlock_with_code(folder, offered, OTHER_PASSPHRASE).close()


def test_a_mistyped_code_is_not_confirmed(vault, keys, folder):
    before = contents(folder)
    code = keys.offer_code().reveal()

    with pytest.raises(KnownProblem, match="recovery_code_length"):
        keys.confirm_code(folder, PASSPHRASE, Secret(code[:-2]))
    with pytest.raises(KnownProblem, match="recovery_code_mistyped"):
        keys.confirm_code(folder, PASSPHRASE, Secret(("3" if code[0] == "2" else "2") + code[1:]))

    assert contents(folder) == before
    vault.close()


def test_the_slots_are_listed_without_their_contents(clock, vaults, vault, folder):
    slots = SqlCipherKeys(vaults).slots(folder)
    costly = SqlCipherKeys(SqlCipherVaults(None, clock)).slots(folder)

    assert [(slot.kind, slot.is_up_to_date) for slot in slots] == [
        ("passphrase", True), ("recovery", True),
    ]  # fmt: skip
    assert [slot.is_up_to_date for slot in costly] == [False, True]
    vault.close()


# --- a new data key


def rekeyed(keys, folder, vault, new):
    prepared = keys.prepare_rekey(folder, PASSPHRASE, new)
    vault.close()
    return prepared.put_in_place()


def test_a_replaced_key_keeps_every_entry_and_shuts_out_what_was_known(
    vaults, keys, folder, tmp_path
):
    vault, old_code = vaults.create(folder, PASSPHRASE)
    written = write(vault, entry(4.0, note="Zażółć"), entry("text", measure="note"))
    write(vault, trashed := entry(1.0, measure="urge"))
    with vault.write() as journal:
        journal.remove(trashed)
    shutil.copytree(folder, tmp_path / "backup")
    front = (folder / "vault.db").read_bytes()[:16]
    new = NewKeys(OTHER_PASSPHRASE, keys.offer_code())

    again, problem = rekeyed(keys, folder, vault, new)

    assert problem is None
    with again.read() as journal:
        assert journal.observations() == written
        assert [one.id for one in journal.trash()] == [trashed.id]
    assert again.check().ok
    again.close()
    assert (folder / "vault.db").read_bytes()[:16] != front
    assert opens(vaults, folder, PASSPHRASE) == "wrong_passphrase"
    with pytest.raises(KnownProblem, match="wrong_recovery_code"):
        vaults.unlock_with_code(folder, old_code, PASSPHRASE)
    assert opens(vaults, folder, OTHER_PASSPHRASE) == written
    vaults.unlock_with_code(folder, new.code, PASSPHRASE).close()
    assert set(contents(folder)) <= {
        "vault.db", "vault.keys", "vault.keys.bak", "vault.lock", "vault.tries",
    }  # fmt: skip
    # what is said of older copies is true: they open as they did, with what they held
    assert opens(vaults, tmp_path / "backup", PASSPHRASE) == written


def test_the_old_key_file_does_not_open_the_new_entries(vaults, keys, folder):
    vault, _code = vaults.create(folder, PASSPHRASE)
    old = (folder / "vault.keys").read_bytes()
    again, _problem = rekeyed(keys, folder, vault, NewKeys(OTHER_PASSPHRASE, keys.offer_code()))
    again.close()
    for name in ("vault.keys", "vault.keys.bak"):
        (folder / name).write_bytes(old)

    assert opens(vaults, folder, PASSPHRASE) == "not_a_vault"


def test_a_copy_that_differs_by_one_value_is_dropped(vaults, keys, vault, folder, monkeypatch):
    write(vault, entry(4.0))
    real = rekeying._export

    def one_row_less(connection, home, new):
        real(connection, home, new)
        new.attach(connection.connection.driver_connection, home.next_database)
        connection.exec_driver_sql("UPDATE other.observation SET number = 5")
        connection.exec_driver_sql("DETACH DATABASE other")

    monkeypatch.setattr(rekeying, "_export", one_row_less)
    with pytest.raises(KnownProblem, match="rekey_unproved"):
        keys.prepare_rekey(folder, PASSPHRASE, NewKeys(OTHER_PASSPHRASE, keys.offer_code()))

    assert not list(folder.glob("*.next*"))
    vault.close()
    assert len(opens(vaults, folder, PASSPHRASE)) == 1


def test_without_room_for_a_second_file_nothing_is_begun(keys, vault, folder, monkeypatch):
    free = shutil.disk_usage(folder)._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: free)
    before = contents(folder)

    with pytest.raises(KnownProblem, match="disk_full"):
        keys.prepare_rekey(folder, PASSPHRASE, NewKeys(OTHER_PASSPHRASE, keys.offer_code()))

    assert contents(folder) == before
    vault.close()


def test_a_swap_that_fails_opens_the_vault_as_it_was(vaults, keys, folder, monkeypatch):
    vault, _code = vaults.create(folder, PASSPHRASE)
    written = write(vault, entry(4.0))
    prepared = keys.prepare_rekey(folder, PASSPHRASE, NewKeys(OTHER_PASSPHRASE, keys.offer_code()))
    vault.close()

    def refused(_path, _target):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refused)
        again, problem = prepared.put_in_place()

    assert problem is not None
    assert problem.code == "disk_problem"
    with again.read() as journal:
        assert journal.observations() == written
    again.close()
    assert opens(vaults, folder, PASSPHRASE) == written
    assert not list(folder.glob("*.next*"))


@pytest.mark.parametrize("damaged", ["vault.keys.next", "vault.keys.next.bak"])
def test_after_a_swap_cut_short_one_sound_key_file_is_enough(vaults, keys, folder, damaged):
    vault, _code = vaults.create(folder, PASSPHRASE)
    written = write(vault, entry(4.0))
    keys.prepare_rekey(folder, PASSPHRASE, NewKeys(OTHER_PASSPHRASE, keys.offer_code()))
    vault.close()
    (folder / "vault.db.next").rename(folder / "vault.db")
    (folder / damaged).write_bytes(b"torn")

    assert opens(vaults, folder, OTHER_PASSPHRASE) == written
    assert not list(folder.glob("*.next*"))
    assert read_keys(folder / "vault.keys").copies_agree
    assert copy_of(folder / "vault.keys").exists()


def test_where_the_front_names_no_key_file_nothing_is_cleared_away(vaults, keys, folder):
    """A flipped bit in the salt must not decide which keys are thrown away."""
    vault, _code = vaults.create(folder, PASSPHRASE)
    keys.prepare_rekey(folder, PASSPHRASE, NewKeys(OTHER_PASSPHRASE, keys.offer_code()))
    vault.close()
    content = bytearray((folder / "vault.db").read_bytes())
    content[3] ^= 1
    (folder / "vault.db").write_bytes(content)
    before = set(contents(folder))

    opens(vaults, folder, PASSPHRASE)

    assert set(contents(folder)) - {"vault.tries"} == before - {"vault.tries"}


@pytest.mark.parametrize(
    ("change", "first"), [("passphrase", 1), ("code", 3), ("recovery", 5), ("rekey", 33)]
)
def test_killed_anywhere_in_a_change_of_keys_the_vault_opens_by_old_or_new(tmp_path, change, first):
    first = 0 if N_KILLS > 100 else first  # the short run strikes about the moment of truth
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "tests/store/key_kill_loop.py"), str(tmp_path / "vault"),
         str(N_KILLS), change, str(first)],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["old"] + told["new"] == N_KILLS
    assert told["touches"] > 0
    wrong = {name: told[name] for name in ("shut", "both", "lost", "untold", "litter")}
    assert wrong == dict.fromkeys(wrong, 0)


@pytest.mark.parametrize("deed", ["seal", "take_in"])
def test_killed_anywhere_in_sealing_or_taking_in_nothing_is_lost_or_doubled(tmp_path, deed):
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "tests/store/seal_kill_loop.py"), str(tmp_path / "home"),
         str(N_KILLS), deed],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["touches"] > 0
    wrong = {name: told[name] for name in ("shut", "lost", "doubled", "litter", "kept")}
    assert wrong == dict.fromkeys(wrong, 0)
