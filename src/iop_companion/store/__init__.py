"""The encrypted vault: keys, engine, tables, migrations. Rows never leave this room."""
