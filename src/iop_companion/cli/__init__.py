"""The command line: Typer over the same services as the window."""
