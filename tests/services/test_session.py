"""The two states of the vault, over a real one."""

import pytest

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.session import VaultSession
from iop_companion.store.cipher import LIGHT
from iop_companion.store.vaults import SqlCipherVaults

PASSPHRASE = Secret("river lamp seven quiet stones")
OTHER = Secret("another six words that are long enough")


@pytest.fixture
def session(paths, clock):
    session = VaultSession(SqlCipherVaults(LIGHT, clock), paths.vault)
    yield session
    session.lock()


def test_without_a_vault_the_session_is_locked(session):
    assert not session.exists()
    assert not session.is_unlocked
    assert not session.is_read_only
    for ask in (lambda: session.vault, session.check):
        with pytest.raises(KnownProblem, match="locked"):
            ask()


def test_creating_leaves_it_unlocked(session, paths):
    code = session.create(PASSPHRASE)

    assert len(code) == 41
    assert session.exists()
    assert session.is_unlocked
    assert session.check().ok
    assert session.folder == paths.vault


def test_a_second_creating_leaves_the_open_vault_open(session):
    session.create(PASSPHRASE)
    vault = session.vault

    with pytest.raises(KnownProblem, match="vault_exists"):
        session.create(OTHER)

    assert session.vault is vault
    assert session.check().ok


def test_lock_and_unlock_alternate_in_one_process(session):
    session.create(PASSPHRASE)
    for _ in range(3):
        vault = session.vault
        session.lock()
        session.lock()
        assert not session.is_unlocked
        with pytest.raises(KnownProblem, match="locked"), vault.read():
            pass
        assert session.unlock(PASSPHRASE) == 0
        assert session.vault is not vault


def test_unlocking_tells_how_many_tries_failed(session):
    session.create(PASSPHRASE)
    session.lock()
    for _ in range(2):
        with pytest.raises(KnownProblem, match="wrong_passphrase"):
            session.unlock(OTHER)
        assert not session.is_unlocked

    assert session.unlock(PASSPHRASE) == 2
    session.lock()
    assert session.unlock(PASSPHRASE) == 0


def test_the_recovery_code_unlocks_and_sets_the_new_passphrase(session):
    code = session.create(PASSPHRASE)
    session.lock()

    session.unlock_with_code(code, OTHER)

    assert session.is_unlocked
    session.lock()
    session.unlock(OTHER)


def test_unlocking_while_unlocked_begins_anew(session):
    session.create(PASSPHRASE)

    session.unlock(PASSPHRASE)

    assert session.check().ok


def test_a_bug_while_backing_up_does_not_keep_the_vault_open(services, monkeypatch):
    def fail():
        raise ZeroDivisionError

    monkeypatch.setattr(services.backups, "make_if_due", fail)
    with pytest.raises(ZeroDivisionError):
        services.lock()

    assert not services.session.is_unlocked
    assert not services.history.can_undo
    monkeypatch.undo()
