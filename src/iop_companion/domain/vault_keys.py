"""What opens a vault, as the person sees it: never the keys themselves."""

from __future__ import annotations

from dataclasses import dataclass

from iop_companion.domain.private import Secret


@dataclass(frozen=True, slots=True)
class KeySlot:
    """One way in. ``kind`` is ``passphrase`` or ``recovery``.

    ``is_up_to_date`` is False for a passphrase that was set on a smaller computer, so that guessing
    it costs less than it would here; setting it anew mends that.
    """

    kind: str
    is_up_to_date: bool


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What shall open a vault after its data key is replaced: both new, the code written down."""

    passphrase: Secret
    code: Secret
