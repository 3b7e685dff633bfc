"""The words of known problems, a file a subject."""
