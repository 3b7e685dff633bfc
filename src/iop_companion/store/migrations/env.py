"""What Alembic runs to reach the database: on the connection and in the transaction handed in."""

from typing import Any

from alembic import context


def run() -> None:
    """Run the steps that ``runner.py`` asked for."""
    connection: Any = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=None,
        transactional_ddl=True,
        transaction_per_migration=False,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # the name Alembic loads this file under
    run()
