"""A PDF under a passphrase: AES-256 (PDF 2.0, revision 6), with its tags and metadata inside."""

from __future__ import annotations

import io
import secrets

from iop_companion.domain.private import Secret


def locked_pdf(pdf: bytes, passphrase: Secret) -> bytes:
    """Return ``pdf`` so that any reader asks for ``passphrase``; nothing else about it changes.

    The owner's passphrase, which could lift restrictions, is random and thrown away; there are no
    restrictions: who can open the file may print it, copy from it and have it read out.
    """
    import pikepdf

    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            locked,
            encryption=pikepdf.Encryption(
                user=passphrase.reveal(), owner=secrets.token_urlsafe(32), R=6, metadata=True
            ),
            deterministic_id=False,
        )
    return locked.getvalue()
