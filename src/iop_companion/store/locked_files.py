"""Saved files locked with a passphrase of their own, that no vault is needed to open.

A file is its beginning, one line of JSON that says how the passphrase becomes a key, and the
content under AES-256-GCM, whose tag vouches for the beginning and that line as well.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from iop_companion.domain.locked_file import LOCKED_BEGINNING
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.cipher import (
    FULL,
    SALT_BYTES,
    FileKey,
    KdfCost,
    fit_passphrase,
    fitting_cost,
    normal,
)

_LONGEST_LINE = 1024


class PassphraseFiles:
    """Locks and opens contents; port ``FileLocker``."""

    def __init__(self, kdf: KdfCost | None = None) -> None:
        """Stretch new passphrases by ``kdf``; without it as this computer can."""
        self._kdf = kdf

    def locked(self, content: bytes, passphrase: Secret) -> bytes:
        """Return ``content`` so that only ``passphrase`` opens it.

        Raises ``KnownProblem``: ``passphrase_too_short``, ``passphrase_common``, ``memory_short``.
        """
        fit = fit_passphrase(passphrase)
        cost = self._kdf or fitting_cost()
        salt = secrets.token_bytes(SALT_BYTES)
        words = {
            "kdf": "argon2id",
            "memory_kib": cost.memory_kib,
            "time": cost.time,
            "lanes": cost.lanes,
            "salt": salt.hex(),
        }
        front = LOCKED_BEGINNING + json.dumps(words).encode() + b"\n"
        return front + FileKey(fit, salt, cost).sealed(content, front)

    def opened(self, content: bytes, passphrase: Secret) -> bytes:
        """Return what :meth:`locked` took.

        Raises ``KnownProblem``: ``file_not_locked``, ``wrong_file_passphrase`` (a damaged file
        cannot be told from it), ``keys_too_weak``, ``keys_too_costly``.
        """
        if not content.startswith(LOCKED_BEGINNING):
            raise KnownProblem("file_not_locked")
        end = content.find(b"\n", len(LOCKED_BEGINNING), len(LOCKED_BEGINNING) + _LONGEST_LINE) + 1
        front = content[:end]
        try:
            salt, cost = _read(json.loads(front[len(LOCKED_BEGINNING) :]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise KnownProblem("file_broken") from error
        found = FileKey(normal(passphrase), salt, cost).unsealed(content[end:], front)
        if found is None:
            raise KnownProblem("wrong_file_passphrase")
        return found


def _read(raw: dict[str, Any]) -> tuple[bytes, KdfCost]:
    if raw["kdf"] != "argon2id":
        raise ValueError("an unknown key derivation")
    salt = bytes.fromhex(raw["salt"])
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt of the wrong length")
    cost = KdfCost(int(raw["memory_kib"]), int(raw["time"]), int(raw["lanes"]))
    if cost.memory_kib > FULL.memory_kib:  # a stranger's file must not take this computer's memory
        raise KnownProblem("keys_too_costly")
    return salt, cost
