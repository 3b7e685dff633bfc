"""The one file that knows keys: how they are made, wrapped, unwrapped and given to a connection.

A random data key (32 bytes) opens the vault. It lies in ``vault.keys`` only wrapped: once under the
passphrase, once under the recovery code (argon2id, then AES-256-GCM). What SQLCipher gets is
derived from the data key by HKDF. Key bytes never leave this file but inside :class:`DataKey`.
"""

from __future__ import annotations

import hmac
import json
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.passphrase_strength import Strength, strength
from iop_companion.foundation.platform.this_system import this_system

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.hpke import Suite

FORMAT = "iop-companion-keys"
VERSION = 1
LEAST_PASSPHRASE = 15
SALT_BYTES = 16

_MOST_SLOTS = 8
"""More slots than this are no header of ours, and each costs a second to try."""

_SEAL_PURPOSE = b"sealed check-ins"
_KEY_BYTES = 32
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess at the passphrase costs: argon2id memory in KiB, passes, and lanes."""

    memory_kib: int
    time: int
    lanes: int

    def __post_init__(self) -> None:
        """Refuse a cost that is too weak to protect, or so high that it only serves to block."""
        if self.memory_kib < _LEAST_MEMORY_KIB or self.time < _LEAST_TIME or self.lanes < 1:
            raise KnownProblem("keys_too_weak")
        if self.memory_kib > _MOST_MEMORY_KIB or self.time > _MOST_TIME or self.lanes > _MOST_LANES:
            raise KnownProblem("keys_too_costly")


_LEAST_MEMORY_KIB, _LEAST_TIME = 19 * 1024, 2  # OWASP's least for argon2id
_MOST_MEMORY_KIB, _MOST_TIME, _MOST_LANES = 4 * 1024 * 1024, 20, 16

FULL = KdfCost(256 * 1024, 3, 4)
"""About one second on two cores."""

SMALL_MEMORY = KdfCost(64 * 1024, 3, 4)
"""RFC 9106's second choice, for computers under 4 GiB."""

LIGHT = KdfCost(_LEAST_MEMORY_KIB, _LEAST_TIME, 1)
"""The lowest that is permitted: for tests, demos, and the recovery code.

160 random bits cannot be guessed at any cost, so stretching the recovery code would buy nothing.
"""

_SMALL_COMPUTER_KIB = 4 * 1024 * 1024


def fitting_cost() -> KdfCost:
    """Return the cost for new passphrases on this computer."""
    memory = this_system().memory_kib()
    return SMALL_MEMORY if 0 < memory < _SMALL_COMPUTER_KIB else FULL


SEAL_BYTES = 32
"""Length of the public key to which check-ins are sealed while the vault is locked."""


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105 -- a kind, not a secret
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key, wrapped under one secret."""

    kind: SlotKind
    cost: KdfCost
    salt: bytes
    nonce: bytes
    ciphertext: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyHeader:
    """What the key file holds: which vault it is for, the database's salt, and the slots.

    The salt of the database stands here too, so that a damaged first block does not lose the rest
    and a foreign file is told from a damaged one.
    """

    vault_uuid: str
    db_salt: bytes
    slots: tuple[Slot, ...]

    def with_slot(self, slot: Slot) -> KeyHeader:
        """Return the header with ``slot`` in place of the one of its kind."""
        others = tuple(other for other in self.slots if other.kind is not slot.kind)
        return replace(self, slots=(*others, slot))


class DataKey:
    """The unwrapped data key of one vault. Gives connections their key; shows it to no one."""

    __slots__ = ("_db_salt", "_key")

    def __init__(self, key: bytes, db_salt: bytes) -> None:
        """Keep the key bytes and the salt of the database they open."""
        self._key = key
        self._db_salt = db_salt

    def give_to(self, connection: Any) -> None:
        """Key a fresh SQLCipher connection; must come before anything is read from it."""
        raw = _derived(self._key, b"db").hex() + self._db_salt.hex()
        connection.execute(f"PRAGMA key = \"x'{raw}'\"")

    def attach(self, connection: Any, file: Path) -> None:
        """Attach ``file`` to an open SQLCipher connection as the schema ``other``, under this key.

        The file is made if it is not there.
        """
        raw = _derived(self._key, b"db").hex() + self._db_salt.hex()
        connection.execute(f"ATTACH DATABASE ? AS other KEY \"x'{raw}'\"", (str(file),))

    def is_same(self, other: DataKey) -> bool:
        """Whether both are the very same key, for the same database."""
        return hmac.compare_digest(self._key + self._db_salt, other._key + other._db_salt)

    def is_salt(self, front: bytes) -> bool:
        """Whether a file that begins with ``front`` is (or was) this vault's database."""
        return front == self._db_salt

    def public_seal(self) -> bytes:
        """Return the public key to which anyone may seal; only this key reads what they sealed."""
        return self._private_seal().public_key().public_bytes_raw()

    def open_seal(self, box: bytes) -> bytes | None:
        """Return what :func:`sealed_to` took; None if it was changed or is for another key."""
        from cryptography.exceptions import InvalidTag

        try:
            return _suite().decrypt(box, self._private_seal(), _SEAL_PURPOSE)
        except (InvalidTag, ValueError):
            return None

    def _private_seal(self) -> X25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        return X25519PrivateKey.from_private_bytes(_derived(self._key, _SEAL_PURPOSE))

    def sealed(self, purpose: bytes, content: bytes) -> bytes:
        """Return ``content`` encrypted and authenticated under a key of its own ``purpose``."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(_derived(self._key, purpose)).encrypt(nonce, content, purpose)

    def unsealed(self, purpose: bytes, content: bytes) -> bytes | None:
        """Return what :meth:`sealed` took; None if it was changed or sealed with another key."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce, rest = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
        try:
            return AESGCM(_derived(self._key, purpose)).decrypt(nonce, rest, purpose)
        except (InvalidTag, ValueError):
            return None

    def wrapped(self, header_uuid: str, kind: SlotKind, secret: Secret, cost: KdfCost) -> Slot:
        """Return a new slot that holds this key under ``secret``, with fresh salt and nonce."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        wrapping = AESGCM(_stretched(secret, salt, cost))
        ciphertext = wrapping.encrypt(nonce, self._key, _bound_to(header_uuid, kind, cost))
        return Slot(kind, cost, salt, nonce, ciphertext)

    def __repr__(self) -> str:
        """Masked."""
        return "DataKey(•••)"

    def __reduce__(self) -> NoReturn:
        """Refuse pickling: a key must not travel by accident."""
        raise TypeError("a DataKey cannot be pickled")


def new_keys(
    vault_uuid: str, passphrase: Secret, code: Secret, cost: KdfCost
) -> tuple[KeyHeader, DataKey]:
    """Return a fresh data key and its header; ``passphrase`` checked, ``code`` canonical."""
    key = DataKey(secrets.token_bytes(_KEY_BYTES), salt := secrets.token_bytes(SALT_BYTES))
    slots = (
        key.wrapped(vault_uuid, SlotKind.PASSPHRASE, passphrase, cost),
        key.wrapped(vault_uuid, SlotKind.RECOVERY, code, LIGHT),
    )
    return KeyHeader(vault_uuid, salt, slots), key


def opened(header: KeyHeader, kind: SlotKind, secret: Secret) -> DataKey | None:
    """Return the data key if ``secret`` opens a slot of ``kind``, else None: the secret is wrong.

    The tag of AES-GCM decides, so a wrong secret is never taken for damage nor damage for it.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for slot in header.slots:
        if slot.kind is not kind:
            continue
        unwrapping = AESGCM(_stretched(secret, slot.salt, slot.cost))
        bound_to = _bound_to(header.vault_uuid, kind, slot.cost)
        try:
            key = unwrapping.decrypt(slot.nonce, slot.ciphertext, bound_to)
        except InvalidTag:
            continue
        return DataKey(key, header.db_salt)
    return None


class FileKey:
    """The key of one locked file, stretched from its passphrase."""

    __slots__ = ("_key",)

    def __init__(self, passphrase: Secret, salt: bytes, cost: KdfCost) -> None:
        """Stretch; raises ``KnownProblem("memory_short")``."""
        self._key = _derived(_stretched(passphrase, salt, cost), b"locked file")

    def sealed(self, content: bytes, front: bytes) -> bytes:
        """Return ``content`` encrypted, bound to what stands in front of it."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self._key).encrypt(nonce, content, front)

    def unsealed(self, content: bytes, front: bytes) -> bytes | None:
        """Return what :meth:`sealed` took; None for another key, or if any of it was changed."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            return AESGCM(self._key).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], front)
        except (InvalidTag, ValueError):
            return None


def sealed_to(public: bytes, content: bytes) -> bytes:
    """Seal ``content`` to a vault's public key (HPKE, RFC 9180, base mode)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    key = X25519PublicKey.from_public_bytes(public)
    return _suite().encrypt(content, key, _SEAL_PURPOSE)


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def fit_passphrase(passphrase: Secret) -> Secret:
    """Return a new passphrase in its one Unicode form.

    Raises ``passphrase_too_short``, and ``passphrase_common`` for one that guessers try early.
    """
    fit = normal(passphrase)
    if len(fit) < LEAST_PASSPHRASE:
        raise KnownProblem("passphrase_too_short", least=LEAST_PASSPHRASE)
    if strength(fit.reveal()) is Strength.COMMON:
        raise KnownProblem("passphrase_common")
    return fit


def normal(passphrase: Secret) -> Secret:
    """Return the passphrase in NFC, so that an accent typed on another keyboard is the same."""
    return Secret(unicodedata.normalize("NFC", passphrase.reveal()))


def to_json(header: KeyHeader) -> str:
    """Return the header as the text that the key file keeps."""
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "vault": header.vault_uuid,
            "db_salt": header.db_salt.hex(),
            "slots": [
                {
                    "kind": slot.kind.value,
                    "kdf": _cost_in_words(slot.cost),
                    "salt": slot.salt.hex(),
                    "nonce": slot.nonce.hex(),
                    "ct": slot.ciphertext.hex(),
                }
                for slot in header.slots
            ],
        },
        indent=1,
    )


def from_json(text: str) -> KeyHeader:
    """Return the header that ``text`` holds.

    Raises ``ValueError`` or ``KeyError`` for anything that is not a header of ours, and
    ``KnownProblem`` for costs outside the permitted range or a newer version.
    """
    raw = json.loads(text)
    if not isinstance(raw, dict) or raw["format"] != FORMAT:
        raise ValueError("not a key header")
    if raw["version"] != VERSION:
        raise KnownProblem("keys_newer")
    header = KeyHeader(
        str(raw["vault"]),
        _bytes(raw["db_salt"], SALT_BYTES),
        tuple(_slot(item) for item in raw["slots"]),
    )
    if not 0 < len(header.slots) <= _MOST_SLOTS:
        raise ValueError("a header without slots opens nothing; one with many blocks")
    return header


def _slot(raw: dict[str, Any]) -> Slot:
    kdf = raw["kdf"]
    if kdf["name"] != "argon2id":
        raise ValueError("an unknown key derivation")
    return Slot(
        SlotKind(raw["kind"]),
        KdfCost(int(kdf["memory_kib"]), int(kdf["time"]), int(kdf["lanes"])),
        _bytes(raw["salt"], SALT_BYTES),
        _bytes(raw["nonce"], _NONCE_BYTES),
        _bytes(raw["ct"], _KEY_BYTES + 16),
    )


def _bytes(text: str, length: int) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != length:
        raise ValueError("a field of the wrong length")
    return found


def _cost_in_words(cost: KdfCost) -> dict[str, str | int]:
    return {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "time": cost.time,
        "lanes": cost.lanes,
    }


def _bound_to(vault_uuid: str, kind: SlotKind, cost: KdfCost) -> bytes:
    """What the tag vouches for besides the key: nobody can lower the cost or swap vaults unseen."""
    parts: Sequence[object] = (FORMAT, VERSION, vault_uuid, kind.value, _cost_in_words(cost))
    return json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()


def _stretched(secret: Secret, salt: bytes, cost: KdfCost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            secret.reveal().encode("utf-8", "surrogatepass"),
            salt,
            cost.time,
            cost.memory_kib,
            cost.lanes,
            _KEY_BYTES,
            Type.ID,
        )
    except HashingError as error:
        raise KnownProblem("memory_short", megabytes=cost.memory_kib // 1024) from error


def _derived(key: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=FORMAT.encode() + b"/" + purpose).derive(key)
