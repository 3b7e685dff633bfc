"""The tables of a new vault, made straight from ``tables.py`` without loading Alembic.

A test keeps this equal to what the migrations make, word for word.
"""

from __future__ import annotations

from sqlalchemy import Column, Engine, MetaData, PrimaryKeyConstraint, String, Table

from iop_companion.store import entry_tables  # its tables belong to the schema, too
from iop_companion.store.engine import transaction
from iop_companion.store.migrations.runner import revision
from iop_companion.store.tables import SCHEMA, StoreRow


def make_schema(engine: Engine) -> None:
    """Make every table in an empty database, in one transaction, and mark its schema."""
    with transaction(engine, writes=True) as connection:
        _version_table().create(connection)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (revision(SCHEMA),))
        assert entry_tables.EntryHistoryRow.metadata is StoreRow.metadata
        StoreRow.metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA:d}")


def _version_table() -> Table:
    """Alembic's own table, as Alembic makes it."""
    return Table(
        "alembic_version",
        MetaData(),
        Column("version_num", String(32), nullable=False),
        PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
    )
