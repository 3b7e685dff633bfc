"""Every vault reaches the schema of the program, all or nothing, and keeps its rows."""

from types import SimpleNamespace

import pytest
from sqlalchemy import text

from iop_companion.domain.backup import BackupReason
from iop_companion.foundation.errors import Bug, KnownProblem
from iop_companion.store import database
from iop_companion.store.cipher import DataKey
from iop_companion.store.engine import (
    Opening,
    open_engine,
    outside_transactions,
    pragma,
    transaction,
)
from iop_companion.store.migrations import runner
from iop_companion.store.migrations.runner import migrate, row_counts
from iop_companion.store.new_schema import make_schema
from iop_companion.store.tables import SCHEMA
from tests.store.entries import EVENING, PASSPHRASE, contents, entry


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(tmp_path / "db", DataKey(b"k" * 32, b"s" * 16), Opening(create=True))
    yield engine
    engine.dispose()


def schema(engine):
    with engine.connect() as connection:
        objects = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master")
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        return sorted(map(tuple, objects)), version, pragma(connection, "user_version")


def test_a_new_vault_and_a_migrated_one_have_the_same_schema(engine, tmp_path):
    other = open_engine(tmp_path / "other", DataKey(b"k" * 32, b"s" * 16), Opening(create=True))

    make_schema(engine)
    migrate(other, SCHEMA)

    assert schema(engine) == schema(other)
    assert len(schema(engine)[0]) > 20
    other.dispose()


def test_the_steps_import_nothing_of_ours():
    steps = sorted((runner._SCRIPTS / "versions").glob("[0-9]*.py"))

    assert [step.name[:4] for step in steps] == [f"{n:04d}" for n in range(1, SCHEMA + 1)]
    assert not [step.name for step in steps if "iop_companion" in step.read_text()]


def a_step(what):
    """A stand-in for Alembic that runs ``what`` in the migration's transaction."""
    return lambda connection, _schema: [connection.execute(text(words)) for words in what]


RENAMED = "ALTER TABLE observation RENAME COLUMN zone TO time_zone"


def test_a_vault_of_an_older_schema_is_copied_first_and_brought_up(vaults, folder, monkeypatch):
    vault, _code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(written := entry(6.0))
    vault.close()
    monkeypatch.setattr(database, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(runner, "_upgrade", a_step(["CREATE TABLE later (id TEXT)"]))

    vault = vaults.unlock(folder, PASSPHRASE)

    assert not vault.is_read_only
    assert vault.check().schema == SCHEMA + 1
    with vault.read() as journal:
        assert journal.observations() == [written]
    [kept] = vault.backups.all()
    assert kept.facts is not None
    assert (kept.facts.reason, kept.facts.schema) == (BackupReason.BEFORE_UPDATE, SCHEMA)
    assert vault.backups.test(kept.file).n_values == 1
    assert (folder / "backups").stat().st_mode & 0o077 == 0
    vault.close()


def test_without_a_backup_no_step_is_begun(vaults, folder, monkeypatch):
    vaults.create(folder, PASSPHRASE)[0].close()
    before = contents(folder)
    monkeypatch.setattr(database, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=0))

    with pytest.raises(KnownProblem, match="backup_no_room"):
        vaults.unlock(folder, PASSPHRASE)

    assert contents(folder) == before


@pytest.mark.parametrize(
    "steps",
    [
        ["CREATE TABLE later (id TEXT)", "DELETE FROM observation"],
        ["CREATE TABLE later (id TEXT)", "DROP TABLE observation_history"],
        ["CREATE TABLE later (id TEXT)", "UPDATE observation_history SET observation_id = 'x'"],
    ],
)
def test_a_step_that_loses_something_is_taken_back_whole(vaults, folder, monkeypatch, steps):
    vault, _code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(first := entry(6.0))
        journal.put(first.with_value(7.0, EVENING))
    vault.close()
    before = contents(folder)
    with monkeypatch.context() as patch, pytest.raises(Bug):  # noqa: PT012 -- the break comes last
        patch.setattr(database, "SCHEMA", SCHEMA + 1)
        patch.setattr(runner, "_upgrade", a_step(steps))
        vaults.unlock(folder, PASSPHRASE)

    vault = vaults.unlock(folder, PASSPHRASE)
    assert vault.check().ok
    with vault.read() as journal:
        assert len(journal.past_versions(first.id)) == 1
    vault.close()
    assert contents(folder) == before


def test_re_making_a_parent_table_keeps_its_children(vaults, folder, monkeypatch):
    """With foreign keys on, dropping the old table would delete every history without a word."""
    vault, _code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(first := entry(6.0))
        journal.put(first.with_value(7.0, EVENING))
    with vault._engine.connect() as connection:
        made = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'observation'"
        ).scalar_one()
        counts = row_counts(connection)
    vault.close()
    monkeypatch.setattr(database, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(
        runner,
        "_upgrade",
        a_step(
            [
                made.replace("TABLE observation", "TABLE _new"),
                "INSERT INTO _new SELECT * FROM observation",
                "DROP TABLE observation",
                "ALTER TABLE _new RENAME TO observation",
            ]
        ),
    )

    vault = vaults.unlock(folder, PASSPHRASE)

    with vault._engine.connect() as connection:
        assert row_counts(connection) == counts
        assert counts["observation_history"] == 1
        assert pragma(connection, "foreign_keys") == 1
    vault.close()


def test_a_vault_of_a_newer_schema_is_read_and_never_written(vaults, folder):
    vault, _code = vaults.create(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(written := entry(6.0))
    with transaction(vault._engine, writes=True) as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA + 1}")
    vault.close()
    before = contents(folder)

    vault = vaults.unlock(folder, PASSPHRASE)

    assert vault.is_read_only
    with vault.read() as journal:
        assert journal.observations() == [written]
    with pytest.raises(KnownProblem, match="schema_newer"), vault.write() as journal:
        journal.put(entry(1.0, measure="urge"))
    assert vault.check().schema == SCHEMA + 1
    vault.close()
    after = contents(folder)
    assert {name: after[name] for name in before} == before


def test_what_a_newer_schema_no_longer_has_is_told_as_such(vaults, folder):
    vault, _code = vaults.create(folder, PASSPHRASE)
    with transaction(vault._engine, writes=True) as connection:
        connection.exec_driver_sql(RENAMED)
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA + 1}")
    vault.close()

    vault = vaults.unlock(folder, PASSPHRASE)
    with pytest.raises(KnownProblem, match="schema_newer"), vault.read() as journal:
        journal.observations()
    vault.close()


def test_a_change_of_the_schema_can_be_rolled_back(engine):
    """The driver's own mode commits before DDL; ours must not."""
    make_schema(engine)
    before = schema(engine)

    with pytest.raises(ZeroDivisionError), transaction(engine, writes=True) as connection:  # noqa: PT012 -- the break comes last
        connection.exec_driver_sql("CREATE TABLE later (id TEXT)")
        connection.exec_driver_sql("PRAGMA user_version = 99")
        raise ZeroDivisionError

    assert schema(engine) == before


def test_outside_transactions_is_outside(engine):
    make_schema(engine)

    with outside_transactions(engine) as plain:
        plain.exec_driver_sql("PRAGMA foreign_keys = OFF")
        assert pragma(plain, "foreign_keys") == 0
        plain.exec_driver_sql("PRAGMA foreign_keys = ON")
    with transaction(engine, writes=True) as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        assert driver.isolation_level is None
        assert driver.in_transaction
