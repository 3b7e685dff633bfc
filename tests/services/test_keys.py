"""What opens the vault, changed through the services while it is open."""

import pytest

from iop_companion.domain.backup import BackupReason
from iop_companion.domain.private import Secret
from iop_companion.domain.vault_keys import NewKeys
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.passphrase_strength import Strength
from iop_companion.services.keys import Keys
from iop_companion.services.session import VaultSession
from iop_companion.store.cipher import LIGHT
from iop_companion.store.erasing import VaultEraser
from iop_companion.store.sealed_boxes import SealedFolder
from iop_companion.store.vault_keys import SqlCipherKeys
from iop_companion.store.vaults import SqlCipherVaults
from tests.store.entries import OTHER_PASSPHRASE, PASSPHRASE, entry


@pytest.fixture
def session(paths, clock):
    vaults = SqlCipherVaults(LIGHT, clock)
    session = VaultSession(vaults, paths.vault)
    session.create(PASSPHRASE)
    with session.vault.write() as journal:
        journal.put(entry(6.0))
    yield session
    session.lock()


@pytest.fixture
def keys(session):
    return Keys(
        session,
        SqlCipherKeys(session._vaults),
        VaultEraser(session._vaults),
        SealedFolder(session._vaults),
    )


def test_after_replacing_the_key_one_goes_on_writing(session, keys):
    before = session.vault

    keys.replace_key(PASSPHRASE, NewKeys(OTHER_PASSPHRASE, keys.offer_code()))

    assert session.vault is not before
    assert session.vault.generation > before.generation
    with session.vault.write() as journal:
        journal.put(entry(7.0, measure="energy"))
        assert journal.count_observations() == 2
    session.lock()
    assert session.unlock(OTHER_PASSPHRASE) == 0


def test_a_refused_replacement_leaves_the_vault_open_as_it_was(session, keys):
    before = session.vault

    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        keys.replace_key(OTHER_PASSPHRASE, NewKeys(PASSPHRASE, keys.offer_code()))

    assert session.vault is before


def test_a_swap_that_failed_is_told_and_the_vault_is_open(session, keys, monkeypatch):
    class Refused:
        def put_in_place(self):
            return session._vaults.unlock(session.folder, PASSPHRASE), KnownProblem("disk_problem")

    monkeypatch.setattr(keys._keys, "prepare_rekey", lambda *_: Refused())
    with pytest.raises(KnownProblem, match="disk_problem"):
        keys.replace_key(PASSPHRASE, NewKeys(OTHER_PASSPHRASE, keys.offer_code()))

    assert session.is_unlocked


def test_locked_nothing_can_be_changed(session, keys):
    session.lock()

    for change in (
        lambda: keys.change_passphrase(OTHER_PASSPHRASE, PASSPHRASE),
        lambda: keys.confirm_code(PASSPHRASE, keys.offer_code()),
        lambda: keys.replace_key(PASSPHRASE, NewKeys(OTHER_PASSPHRASE, keys.offer_code())),
    ):
        with pytest.raises(KnownProblem, match="locked"):
            change()


def test_the_words_say_what_old_backups_still_open_with(keys):
    assert "still open with the passphrase of their time" in keys.words_after_passphrase()
    assert "still open with the old passphrase" in keys.words_after_replacing()
    assert keys.judged(Secret("password password")) is Strength.COMMON
    assert keys.judged(Secret("copper drawer nineteen quiet moths")) is Strength.GOOD


def test_old_backups_are_destroyed_once_there_is_a_new_one(session, keys):
    old = session.vault.backups.make(BackupReason.BY_HAND).file
    session.vault.backups.keep_notes("the second place")
    remembered = keys.backups_of_this_key()
    assert remembered == (old,)
    replaced = old.parent / "replaced-2026-03-12-200400-60b0"
    replaced.mkdir()
    (replaced / "vault.keys").write_bytes(b"opened by the old passphrase")

    keys.replace_key(PASSPHRASE, NewKeys(OTHER_PASSPHRASE, keys.offer_code()))

    assert session.vault.backups.notes() == "the second place"
    with pytest.raises(KnownProblem, match="backup_missing"):
        keys.destroy_backups(remembered)
    assert old.exists()
    session.vault.backups.make(BackupReason.BY_HAND)
    assert keys.destroy_backups(remembered) == []
    assert not old.exists()
    assert not replaced.exists()
