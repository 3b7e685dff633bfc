"""Use cases: what the window and the command line can ask for. One family a file."""
