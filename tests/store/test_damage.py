"""Damaged, foreign, cut and missing files: told apart, named honestly, and left as they are."""

import random
import shutil

import pytest

from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.engine import outside_transactions, transaction
from iop_companion.store.key_file import copy_of
from iop_companion.store.tables import SCHEMA
from tests.store.entries import OTHER_PASSPHRASE, PASSPHRASE, contents, entry, flip

PAGE = 4096


@pytest.fixture
def closed(vaults, folder):
    """A closed vault with some pages of entries."""
    vault, _code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put_many(
            entry("words " * 300, measure="note", day=entry().day.replace(year=1990 + n))
            for n in range(30)
        )
    vault.close()
    return folder


def unlock_and_read(vaults, folder):
    vault = vaults.unlock(folder, PASSPHRASE)
    try:
        with vault.read() as journal:
            return journal.observations()
    finally:
        vault.close()


def found(vaults, folder):
    """What unlocking and checking say."""
    try:
        vault = vaults.unlock(folder, PASSPHRASE)
    except KnownProblem as problem:
        return problem.code
    report = vault.check()
    vault.close()
    return "all well" if report.ok else "problems told" if report.problems else "nothing told"


def test_a_damaged_page_is_reported_as_damage_and_nothing_is_changed(vaults, closed):
    database = closed / "vault.db"
    chance = random.Random(8)
    whole = database.read_bytes()
    n_pages = len(whole) // PAGE

    for page in range(n_pages):
        database.write_bytes(whole)
        flip(database, page * PAGE + (16 if page == 0 else 0) + chance.randrange(4000))
        before = database.read_bytes()
        assert found(vaults, closed) in {"vault_damaged", "problems told"}
        assert database.read_bytes() == before


def test_reading_a_damaged_page_says_that_the_vault_is_damaged(vaults, closed):
    database = closed / "vault.db"
    for page in range(4, database.stat().st_size // PAGE):
        flip(database, page * PAGE + 100)

    with pytest.raises(KnownProblem, match="vault_damaged"):
        unlock_and_read(vaults, closed)


def test_a_damaged_salt_on_the_front_loses_nothing(vaults, closed):
    """The key file holds the salt too."""
    flip(closed / "vault.db", 3)

    assert len(unlock_and_read(vaults, closed)) == 30


@pytest.mark.parametrize("keep", [0, 1, 100, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE, -PAGE, -1])
def test_a_file_cut_short_is_noticed_on_unlocking(vaults, closed, keep):
    database = closed / "vault.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:keep])

    with pytest.raises(KnownProblem) as told:
        vaults.unlock(closed, PASSPHRASE)

    assert told.value.code == ("not_a_vault" if len(whole[:keep]) == 1 else "vault_damaged")
    assert database.read_bytes() == whole[:keep]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(9000),
        b"SQLite format 3\x00" + bytes(8192 - 16),
        b"day,measure,value\n",
        bytes(PAGE * 3),
    ],
)
def test_a_foreign_file_in_the_vaults_place_is_called_that(vaults, closed, content):
    (closed / "vault.db").write_bytes(content)

    with pytest.raises(KnownProblem, match="not_a_vault"):
        vaults.unlock(closed, PASSPHRASE)

    assert (closed / "vault.db").read_bytes() == content


def test_the_database_of_another_vault_is_not_taken_for_this_one(vaults, closed, tmp_path):
    vaults.create(tmp_path / "other", PASSPHRASE)[0].close()
    shutil.copyfile(tmp_path / "other" / "vault.db", closed / "vault.db")

    with pytest.raises(KnownProblem, match="not_a_vault"):
        vaults.unlock(closed, PASSPHRASE)


def test_a_missing_database_is_not_replaced_by_an_empty_one(vaults, closed):
    (closed / "vault.db").unlink()

    with pytest.raises(KnownProblem, match="vault_missing"):
        vaults.unlock(closed, PASSPHRASE)

    assert not (closed / "vault.db").exists()


def test_a_wrong_passphrase_is_called_that_even_over_damaged_entries(vaults, closed):
    (closed / "vault.db").write_bytes(bytes(PAGE))

    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        vaults.unlock(closed, OTHER_PASSPHRASE)


def test_a_damaged_key_file_is_cured_from_its_copy(vaults, closed):
    keys = closed / "vault.keys"
    good = keys.read_bytes()
    flip(keys, 300)

    assert len(unlock_and_read(vaults, closed)) == 30
    assert keys.read_bytes() == copy_of(keys).read_bytes() == good


def test_a_damaged_copy_is_cured_from_the_key_file(vaults, closed):
    keys = closed / "vault.keys"
    good = keys.read_bytes()
    copy_of(keys).write_bytes(b"")

    assert len(unlock_and_read(vaults, closed)) == 30
    assert keys.read_bytes() == copy_of(keys).read_bytes() == good


def test_a_wrong_passphrase_cures_nothing(vaults, closed):
    """Only a header that has opened the vault has proved that it is the right one."""
    flip(closed / "vault.keys", 300)
    before = contents(closed)

    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        vaults.unlock(closed, OTHER_PASSPHRASE)

    assert contents(closed) == {**before, "vault.tries": b"1\n"}


def test_with_both_key_files_damaged_the_entries_are_left_alone(vaults, closed):
    flip(closed / "vault.keys", 300)
    flip(closed / "vault.keys.bak", 300)
    before = contents(closed)

    with pytest.raises(KnownProblem, match="keys_damaged"):
        vaults.unlock(closed, PASSPHRASE)

    assert contents(closed) == before


def test_the_check_of_a_sound_vault_counts_and_finds_nothing(vaults, closed):
    vault = vaults.unlock(closed, PASSPHRASE)

    report = vault.check()

    assert (report.ok, report.problems, report.n_entries, report.schema) == (True, (), 30, SCHEMA)
    vault.close()


def test_the_check_sees_changes_that_still_lie_in_the_log(vaults, closed):
    vault = vaults.unlock(closed, PASSPHRASE)
    for n in range(20):
        with vault.write() as journal:
            journal.put(entry(float(n % 10), day=entry().day.replace(year=1950 + n)))

    assert vault.check().ok
    assert (closed / "vault.db-wal").stat().st_size == 0
    vault.close()


def test_the_check_names_differing_key_files(vaults, closed):
    vault = vaults.unlock(closed, PASSPHRASE)
    copy_of(closed / "vault.keys").write_bytes(b"")
    assert not vault.check().ok
    (closed / "vault.keys").write_bytes(b"")

    report = vault.check()

    assert not report.ok
    assert len(report.problems) == 1
    assert report.n_entries == 30
    vault.close()


def test_the_check_names_a_version_without_its_entry(vaults, closed):
    vault = vaults.unlock(closed, PASSPHRASE)
    with vault.write() as journal:
        journal.put(first := entry(1.0))
        journal.put(first.with_value(2.0, first.recorded_at))
    with outside_transactions(vault._engine) as plain:
        plain.exec_driver_sql("PRAGMA foreign_keys = OFF")
        plain.exec_driver_sql("DELETE FROM observation WHERE number IS NOT NULL")

    report = vault.check()

    assert report.problems == ("1 earlier version belongs to no entry.",)
    vault.close()


@pytest.mark.parametrize("fact", ["proof", "vault_uuid"])
def test_a_database_without_the_known_record_is_not_taken_for_the_vault(vaults, closed, fact):
    vault = vaults.unlock(closed, PASSPHRASE)
    with transaction(vault._engine, writes=True) as connection:
        connection.exec_driver_sql("UPDATE meta SET value = 'other' WHERE key = ?", (fact,))
    vault.close()

    with pytest.raises(KnownProblem, match="not_a_vault"):
        vaults.unlock(closed, PASSPHRASE)


def test_a_sound_file_without_its_tables_is_damage_too(vaults, closed):
    vault = vaults.unlock(closed, PASSPHRASE)
    with transaction(vault._engine, writes=True) as connection:
        connection.exec_driver_sql("DROP TABLE meta")
    vault.close()

    with pytest.raises(KnownProblem, match="vault_damaged"):
        vaults.unlock(closed, PASSPHRASE)
