"""Charts as pure functions on matplotlib axes; no pyplot, no Qt, no files."""
