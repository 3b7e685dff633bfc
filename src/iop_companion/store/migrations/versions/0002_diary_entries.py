"""Entries of more than one value: questionnaires, nights, medicines, skills, triggers and others.

Frozen: nothing of this program is imported, and nothing here is changed.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make a table for each kind of entry, and one for their earlier states."""
    _kept()
    _medicines()
    _skills_and_triggers()
    _amounts()
    _history()


def _kept() -> None:
    _entry_table(
        "answered_questionnaire",
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
    )
    _entry_table(
        "entered_score",
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("given_by", sa.String(), nullable=False),
    )
    _entry_table(
        "sleep_night",
        sa.Column("bed", sa.String(), nullable=True),
        sa.Column("try_to_sleep", sa.String(), nullable=True),
        sa.Column("final_wake", sa.String(), nullable=True),
        sa.Column("out", sa.String(), nullable=True),
        sa.Column("latency_min", sa.Integer(), nullable=True),
        sa.Column("awake_min", sa.Integer(), nullable=True),
        sa.Column("awakenings", sa.Integer(), nullable=True),
        sa.Column("rested", sa.String(), nullable=True),
        sa.Column("day_before", sa.String(), nullable=False),
    )


def _medicines() -> None:
    _entry_table(
        "medicine",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("for_what", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("regimens", sa.String(), nullable=False),
    )
    _entry_table(
        "dose",
        sa.Column("medicine", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("amount", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("helped", sa.String(), nullable=True),
    )
    _entry_table(
        "side_effect",
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("medicine", sa.String(), nullable=True),
    )


def _skills_and_triggers() -> None:
    _entry_table(
        "skill_use",
        sa.Column("skill", sa.String(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("rated", sa.String(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Float(), nullable=True),
        sa.Column("helped_later", sa.String(), nullable=True),
        sa.Column("why_not", sa.String(), nullable=False),
    )
    _entry_table(
        "own_skill",
        sa.Column("skill", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("module", sa.String(), nullable=False),
        sa.Column("steps", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
    )
    _entry_table(
        "trigger_exposure",
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("intensity", sa.Integer(), nullable=True),
        sa.Column("came_before", sa.String(), nullable=False),
        sa.Column("response", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=True),
        sa.Column("plan_helped", sa.String(), nullable=True),
    )
    _entry_table(
        "if_then_plan",
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("cue", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("backup", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rested_on", sa.Integer(), nullable=True),
    )


def _amounts() -> None:
    _entry_table(
        "movement_bout",
        sa.Column("movement", sa.String(), nullable=False),
        sa.Column("minutes", sa.Float(), nullable=False),
        sa.Column("effort", sa.String(), nullable=True),
    )
    _entry_table(
        "use_amount",
        sa.Column("substance", sa.String(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("grams", sa.Float(), nullable=True),
    )


def _history() -> None:
    op.create_table(
        "entry_history",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("replaced_ms", sa.Integer(), nullable=False),
        sa.Column("replaced_offset_min", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_entry_history"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entry_history_entry_id", "entry_history", ["entry_id"])


def _entry_table(name: str, *own: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("recorded_ms", sa.Integer(), nullable=False),
        sa.Column("recorded_offset_min", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("deleted_ms", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        *own,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(
        f"ix_{name}_live_day",
        name,
        ["day", "moment"],
        sqlite_where=sa.column("deleted_ms").is_(None),
    )
