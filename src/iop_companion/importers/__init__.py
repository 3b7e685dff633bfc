"""Readers of other programs' files, one a file, all with the same three members."""
