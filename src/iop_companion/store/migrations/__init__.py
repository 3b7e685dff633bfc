"""Changes of the schema, one frozen file a step; run by ``runner.py`` through Alembic."""
