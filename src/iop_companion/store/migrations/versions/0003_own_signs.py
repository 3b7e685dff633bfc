"""Own signs, their ticks, the zones of the plan and what was done. Frozen, like every step."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables that schema 3 adds; no row of before is touched."""
    _own_sign()
    _set_aside()
    _sign_tick()
    _step_done()
    _zone_plan()
    _zone_said()


def _own_sign() -> None:
    op.create_table(
        "own_sign",
        sa.Column("sign_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sign_id", "version", name="pk_own_sign"),
    )


def _set_aside() -> None:
    op.create_table(
        "set_aside",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("set_on", sa.Integer(), nullable=False),
        sa.Column("spoke_on", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_set_aside"),
    )


def _sign_tick() -> None:
    op.create_table(
        "sign_tick",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sign_id", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("recorded_ms", sa.Integer(), nullable=False),
        sa.Column("recorded_offset_min", sa.Integer(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_tick"),
    )
    op.create_index("ix_sign_tick_sign_id_day", "sign_tick", ["sign_id", "day"])


def _step_done() -> None:
    op.create_table(
        "step_done",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("step_id", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_step_done"),
    )
    op.create_index("ix_step_done_step_id_day", "step_done", ["step_id", "day"])


def _zone_plan() -> None:
    op.create_table(
        "zone_plan",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("zone", "version", name="pk_zone_plan"),
    )


def _zone_said() -> None:
    op.create_table(
        "zone_said",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("said_on", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("signs", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_zone_said"),
    )
