"""Erasing everything: the keys first, in every place that is known, and nobody else's files."""

import shutil

import pytest

from iop_companion import bootstrap
from iop_companion.domain.backup import BackupReason
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store import erasing as erasing_module
from iop_companion.store.cipher import LIGHT
from tests.store.entries import OTHER_PASSPHRASE, PASSPHRASE, entry


@pytest.fixture
def services(paths, clock):
    built = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    built.session.create(PASSPHRASE)
    with built.session.vault.write() as journal:
        journal.put(entry(6.0))
    for folder in (paths.config, paths.state, paths.cache):
        folder.mkdir(exist_ok=True)
        (folder / "something").write_text("of the program")
    yield built
    built.lock()


@pytest.fixture
def outside(services, tmp_path):
    """A second place with a backup of this vault, and one of another."""
    place = tmp_path / "stick"
    place.mkdir()
    made = services.session.vault.backups.make(BackupReason.BY_HAND)
    services.session.vault.backups.copy(made.file, place)
    return place


def test_nothing_is_left_of_the_vault_its_backups_and_the_programs_folders(
    services, paths, outside
):
    (outside / "holiday.jpg").write_bytes(b"not ours")
    shutil.copytree(
        paths.vault,
        paths.vault / "backups" / "damaged-2026-03-12-200400-60b0",
        ignore=shutil.ignore_patterns("backups"),
    )

    left = services.erasing.erase_everything(PASSPHRASE, outside)

    assert left == []
    assert not paths.vault.exists()
    assert {path.name for path in outside.iterdir()} <= {"holiday.jpg", ".lock"}  # lock: shared
    assert (outside / "holiday.jpg").exists()
    assert not any(folder.exists() for folder in (paths.config, paths.state, paths.cache))
    assert not services.session.exists()
    assert "Not reached" in services.erasing.words_after(left)


def test_a_file_that_somebody_put_beside_the_vault_stays_and_a_link_is_not_followed(
    services, paths, tmp_path
):
    (paths.vault / "letter.odt").write_text("not ours")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "photo").write_text("not ours")
    services.session.vault.backups.make(BackupReason.BY_HAND)
    (paths.vault / "backups" / "link").symlink_to(tmp_path / "elsewhere")

    assert services.erasing.erase_everything(PASSPHRASE) == []

    assert [path.name for path in paths.vault.iterdir()] == ["letter.odt"]
    assert (tmp_path / "elsewhere" / "photo").read_text() == "not ours"


def test_a_wrong_passphrase_erases_nothing(services):
    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        services.erasing.erase_everything(OTHER_PASSPHRASE)

    with services.session.vault.read() as journal:
        assert journal.count_observations() == 1


def test_cut_short_after_the_keys_nothing_can_be_read_any_more(services, paths, monkeypatch):
    def power_cut(_place, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(erasing_module, "_clear", power_cut)
    with pytest.raises(KeyboardInterrupt):
        services.erasing.erase_everything(PASSPHRASE)

    assert (paths.vault / "vault.db").exists()
    assert not list(paths.vault.rglob("vault.keys*"))
    with pytest.raises(KnownProblem, match="keys_damaged"):
        services.session.unlock(PASSPHRASE)


def test_a_copy_made_without_companion_still_opens_as_it_is_said(services, paths, tmp_path, clock):
    services.lock()
    shutil.copytree(paths.vault, tmp_path / "snapshot" / "vault")
    services.session.unlock(PASSPHRASE)
    services.erasing.erase_everything(PASSPHRASE)

    from iop_companion.foundation.paths import paths_under

    copy = bootstrap.build(paths_under(tmp_path / "snapshot"), clock=clock, kdf=LIGHT)
    assert copy.session.unlock(Secret(PASSPHRASE.reveal())) == 0
    copy.lock()


def test_what_could_not_be_deleted_is_named(services, paths):
    words = services.erasing.words_after([paths.vault / "vault.db"])

    assert "1 file could not be deleted" in words
    assert "vault.db" in words
