"""Backups from the command line, beside an open window too."""

from pathlib import Path

import pytest

from iop_companion import bootstrap
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.store.cipher import LIGHT
from iop_companion.store.vaults import SqlCipherVaults
from tests.cli.conftest import PASSPHRASE
from tests.store.entries import flip


@pytest.fixture
def backup(companion):
    """The file of a backup of two values."""
    companion("check-in", "mood=5", "anxiety=2")
    answer = companion("backup", "create", "--json")
    assert answer.status == 0
    return Path(answer.object["file"])


def test_create_prints_the_file_and_what_was_counted(companion, backup, tmp_path):
    assert backup.parent == tmp_path / "vault" / "backups"

    answer = companion("backup", "create", "--json")

    assert {key: answer.object[key] for key in ("verified", "entries")} == {
        "verified": True, "entries": 2}  # fmt: skip
    assert "It was opened and counted: 2 entries." in companion("backup", "create").out


@pytest.mark.parametrize("is_unlocked", [True, False])
@pytest.mark.usefixtures("backup")
def test_a_backup_is_made_while_the_window_holds_the_vault(companion, tmp_path, clock, is_unlocked):
    vaults = SqlCipherVaults(LIGHT, clock)
    vaults.hold(tmp_path / "vault")
    window = bootstrap.build(paths_under(tmp_path), clock=clock, vaults=vaults)
    if is_unlocked:
        window.session.unlock(Secret(PASSPHRASE))

    answer = companion("backup", "create", "--json")

    assert (answer.status, answer.object["entries"]) == (0, 2)
    assert companion("check-in", "mood=6").status == 1
    window.lock()
    vaults.let_go(tmp_path / "vault")


def test_list_and_verify_name_every_backup(companion, backup):
    second = Path(companion("backup", "create", "--json").object["file"])
    flip(second, 30_000)

    listed = companion("backup", "list", "--json").object
    verified = companion("backup", "verify", "--json")

    assert {one["file"] for one in listed} == {str(backup), str(second)}
    assert verified.status == 1
    assert {one["file"]: one["verified"] for one in verified.object} == {
        str(backup): True, str(second): False}  # fmt: skip
    assert verified.err == "1 backup could not be opened.\n"
    assert "damaged" in companion("backup", "list").out
    one = companion("backup", "verify", backup, "--json")
    assert (one.status, one.object) == (0, {"file": str(backup), "verified": True, "entries": 2})


def test_restore_goes_back_and_keeps_the_vault_before_it(companion, backup):
    companion("check-in", "mood=9", "urge=3")

    dry = companion("backup", "restore", backup, "--dry-run")
    answer = companion("backup", "restore", backup, "--json")

    assert "It lacks 2 values that the vault has now." in dry.out
    assert (answer.status, answer.object["entries"]) == (0, 2)
    assert companion("check", "--json").object["entries"] == 2
    assert "replaced-" in companion("backup", "restore", backup).out


def test_restore_brings_a_vault_to_an_empty_folder(command, passphrase_file, backup, tmp_path):
    options = ("--vault", tmp_path / "new" / "vault", "--passphrase-file", passphrase_file)

    answer = command("backup", "restore", backup, *options, "--json")

    assert answer.status == 0
    assert command("check", *options, "--json").object["entries"] == 2


def test_restore_replaces_a_damaged_vault(companion, backup, tmp_path):
    file = tmp_path / "vault" / "vault.db"
    file.write_bytes(bytes(file.stat().st_size))

    assert companion("backup", "restore", backup).status == 0
    assert companion("check", "--json").object["entries"] == 2


def test_restore_can_keep_newer_values_or_only_add(companion, backup):
    companion("check-in", "--day", "2026-11-19", "mood=9")

    answer = companion("backup", "restore", backup, "--keep-newer", "--json")
    assert (answer.status, answer.object["entries"]) == (0, 3)
    assert companion("check", "--json").object["entries"] == 3
    assert companion("backup", "restore", backup, "--merge").out == "0 values came in.\n"


def test_a_wrong_passphrase_restores_nothing(command, backup, tmp_path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the right one at all\n")

    answer = command("backup", "restore", backup, "--passphrase-file", wrong, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert answer.is_one_sentence


@pytest.mark.usefixtures("backup")
def test_a_copy_goes_to_another_folder(companion, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()

    answer = companion("backup", "create", "--to", stick, "--json")

    assert Path(answer.object["file"]).parent == stick
    assert companion("backup", "verify", answer.object["file"]).status == 0


def test_check_names_a_damaged_backup(companion, backup):
    flip(backup, 30_000)

    answer = companion("check", "--json")

    assert answer.status == 1
    assert answer.object["problems"] == ["1 backup is damaged."]
