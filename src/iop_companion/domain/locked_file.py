"""How a saved file that was locked with a passphrase begins."""

from __future__ import annotations

LOCKED_BEGINNING = b"COMPANION LOCKED FILE 1\n"
"""The first bytes of such a file; what is inside, and of whom, they do not tell."""

LOCKED_ENDING = ".locked"
"""Added to the name of what is inside."""

LEAST_FILE_PASSPHRASE = 15
"""Characters: whoever has the file can try as long as they like."""
