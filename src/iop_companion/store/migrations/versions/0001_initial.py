"""The first schema. Frozen: nothing of this program is imported, and nothing here is changed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ONE_VALUE = "(number IS NOT NULL) + (tags IS NOT NULL) + (words IS NOT NULL) = 1"


def upgrade() -> None:
    """Make every table of schema 1."""
    _draft()
    _import_batch()
    _meta()
    _observation()
    _own_measure()
    _panel_answer()
    _participant_setting()
    _plan_step()
    _session_date()
    _shown_level()
    _observation_history()


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("day", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("saved_ms", sa.Integer(), nullable=False),
        sa.Column("saved_offset_min", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_draft"),
    )


def _import_batch() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("imported_ms", sa.Integer(), nullable=False),
        sa.Column("imported_offset_min", sa.Integer(), nullable=False),
        sa.Column("n_values", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
    )


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )


def _observation() -> None:
    op.create_table(
        "observation",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("measure_id", sa.String(), nullable=False),
        sa.Column("measure_version", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("recorded_ms", sa.Integer(), nullable=False),
        sa.Column("recorded_offset_min", sa.Integer(), nullable=False),
        sa.Column("deleted_ms", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("tags", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint(ONE_VALUE, name="ck_observation_one_value"),
        sa.PrimaryKeyConstraint("seq", name="pk_observation"),
        sa.UniqueConstraint("id", name="uq_observation_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_observation_live_numbers",
        "observation",
        ["measure_id", "day", "moment", "seq", "number", "is_late", "source"],
        sqlite_where=sa.and_(sa.column("deleted_ms").is_(None), sa.column("number").is_not(None)),
    )
    op.create_index(
        "ix_observation_live_day",
        "observation",
        ["day", "moment", "seq"],
        sqlite_where=sa.column("deleted_ms").is_(None),
    )
    op.create_index(
        "ux_observation_live_slot",
        "observation",
        ["measure_id", "day", "moment"],
        unique=True,
        sqlite_where=sa.column("deleted_ms").is_(None),
    )


def _own_measure() -> None:
    op.create_table(
        "own_measure",
        sa.Column("measure_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("measure_id", "version", name="pk_own_measure"),
    )


def _panel_answer() -> None:
    op.create_table(
        "panel_answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("spoke_on", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_panel_answer"),
    )


def _participant_setting() -> None:
    op.create_table(
        "participant_setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_participant_setting"),
    )


def _plan_step() -> None:
    op.create_table(
        "plan_step",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_step"),
    )


def _session_date() -> None:
    op.create_table(
        "session_date",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("recorded_ms", sa.Integer(), nullable=False),
        sa.Column("recorded_offset_min", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session_date"),
    )


def _shown_level() -> None:
    op.create_table(
        "shown_level",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("shown_ms", sa.Integer(), nullable=False),
        sa.Column("shown_offset_min", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_shown_level"),
        sa.UniqueConstraint("id", name="uq_shown_level_id"),
        sqlite_autoincrement=True,
    )


def _observation_history() -> None:
    op.create_table(
        "observation_history",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.String(), nullable=False),
        sa.Column("replaced_ms", sa.Integer(), nullable=False),
        sa.Column("replaced_offset_min", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.String(), nullable=False),
        sa.Column("measure_version", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("recorded_ms", sa.Integer(), nullable=False),
        sa.Column("recorded_offset_min", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("tags", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint(ONE_VALUE, name="ck_observation_history_one_value"),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name="fk_observation_history_observation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_observation_history"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_observation_history_observation_id", "observation_history", ["observation_id"]
    )
