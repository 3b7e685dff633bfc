"""Brings a vault to the schema of this program, in one transaction that takes all or nothing.

Alembic is loaded only when a step is due: the comparison is one cheap ``PRAGMA user_version``.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine

from iop_companion.foundation.errors import Bug
from iop_companion.store.engine import outside_transactions, pragma, transaction

_SCRIPTS = Path(__file__).resolve().parent


def revision(schema: int) -> str:
    """Return Alembic's name for a schema: 1 is ``0001``."""
    return f"{schema:04d}"


def migrate(engine: Engine, schema: int) -> None:
    """Run every step that is due up to ``schema``; on any trouble nothing has changed.

    Foreign keys are off meanwhile: with them on, re-making a parent table deletes its children
    without a word. Rows are counted before and after, and references checked, inside the
    transaction.

    Raises ``Bug`` if rows went missing or references broke.
    """
    with outside_transactions(engine) as plain:
        plain.exec_driver_sql("PRAGMA foreign_keys = OFF")  # has no effect once begun
    try:
        with transaction(engine, writes=True) as connection:
            before = row_counts(connection)
            _upgrade(connection, schema)
            _refuse_loss(before, row_counts(connection))
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Bug("a migration broke a reference")
            connection.exec_driver_sql(f"PRAGMA user_version = {schema:d}")
    finally:
        with outside_transactions(engine) as plain:
            plain.exec_driver_sql("PRAGMA foreign_keys = ON")


def row_counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of every table of ours."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name <> 'alembic_version'"
    ).scalars()
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()  # noqa: S608 -- names of our own tables
        for name in list(names)
    }


def schema_of(connection: Connection) -> int:
    """Return the schema a vault has; 0 for an empty database."""
    return int(pragma(connection, "user_version"))


def _upgrade(connection: Connection, schema: int) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision(schema))


def _refuse_loss(before: dict[str, int], after: dict[str, int]) -> None:
    lost = [name for name, n in before.items() if after.get(name, 0) < n]
    if lost:
        raise Bug("a migration lost rows of " + ", ".join(sorted(lost)))
