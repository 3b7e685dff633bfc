"""Warnings as they were shown, what came of them, and a new usual that was offered. Frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables that schema 4 adds; no row of before is touched."""
    for name in ("shown_episode", "episode_outcome", "usual_offer"):
        op.create_table(
            name,
            sa.Column("id", sa.String(), nullable=False),
            sa.Column("day", sa.Integer(), nullable=False),
            sa.Column("body", sa.String(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        )
