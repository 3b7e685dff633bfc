"""Passphrases of random words, offered at the first run and when a new passphrase is set."""

from __future__ import annotations

import secrets
from functools import cache

from iop_companion.domain.private import Secret
from iop_companion.foundation import assets

N_WORDS = 6
"""Six words of this list are about 77 bits: out of reach for guessing, with argon2id before it."""


@cache
def words() -> tuple[str, ...]:
    """Return the list; its source and licence stand in ``NOTICE.txt`` beside it."""
    return tuple(assets.read_text("wordlists/passphrase_words.txt").split())


def offered_passphrase() -> Secret:
    """Return a fresh passphrase of :data:`N_WORDS` random words with blanks between them."""
    return Secret(" ".join(secrets.choice(words()) for _ in range(N_WORDS)))
