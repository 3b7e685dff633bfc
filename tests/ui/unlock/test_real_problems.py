"""What the lock screen says of real files that do not open, or open for reading alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from iop_companion import bootstrap
from iop_companion.domain.private import Secret
from iop_companion.foundation.settings import Preferences
from iop_companion.store.cipher import LIGHT
from iop_companion.store.engine import transaction
from iop_companion.store.tables import SCHEMA
from iop_companion.store.vault_folder import VaultFolder
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from tests.store.entries import contents, flip

RIGHT = "six quiet words that nobody guesses"
FRESH = "seven other words to open it from now on"


@pytest.fixture
def services(paths, clock):
    built = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    yield built
    built.lock()


@pytest.fixture
def vault(paths, clock):
    """A real vault, closed: its folder and its recovery code."""
    services = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    code = services.session.create(Secret(RIGHT))
    services.lock()
    return paths.vault, code


@pytest.fixture
def open_window(qtbot, look, paths, clock):  # noqa: ARG001 -- dressed first
    services = bootstrap.build(paths, clock=clock, kdf=LIGHT)

    def build():
        parts = AppParts(
            open_services=lambda: services,
            open_support=lambda: services.support,
            vault_exists=services.session.exists,
            preferences=Preferences(theme="light", region="US"),
        )
        window = build_window(parts, ImmediateTasks(), ImmediateDrawings())
        qtbot.addWidget(window)
        window.resize(1280, 800)
        with qtbot.waitActive(window):
            window.show()
        return window

    yield build
    services.lock()


def _tries(window, passphrase=RIGHT):
    edit = window._entrance.passphrase.edit
    QTest.keyClicks(edit, passphrase)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    return getattr(window._entrance, "problem", "")


def _break(folder):
    flip(folder / "vault.db", 4096 + 100)


def _put_a_foreign_file(folder):
    (folder / "vault.db").write_bytes(b"a letter, not a vault. " * 3000)


def _lose_the_entries(folder):
    (folder / "vault.db").unlink()


def _break_both_key_files(folder):
    for file in folder.glob("vault.keys*"):
        file.write_bytes(b"no keys")


@pytest.mark.parametrize(
    ("harm", "title"),
    [
        (_break, "Part of your vault could not be read"),
        (_put_a_foreign_file, "Another file lies in the place of your vault"),
        (_lose_the_entries, "The file with your entries is not in its place"),
        (_break_both_key_files, "The key file of your vault could not be read"),
    ],
)
def test_a_vault_that_cannot_open_leads_to_the_rescue_and_stays_as_it_is(
    open_window, vault, harm, title
):
    folder, _code = vault
    harm(folder)
    before = contents(folder)
    window = open_window()
    _tries(window)

    assert window._entrance.title.text() == title
    assert window._entrance.sub.text().startswith("Nothing has been deleted or changed.")
    assert contents(folder) == before


@pytest.mark.usefixtures("vault")
def test_a_wrong_passphrase_is_said_in_short_and_counted_after_unlocking(open_window):
    window = open_window()
    assert _tries(window, "these are not the words") == (
        "That did not open it. Check Caps Lock, or use your recovery code."
    )
    _tries(window)

    assert window.shell.notices.words.startswith("1 try failed since you were last here.")


def test_the_recovery_code_on_paper_opens_it_and_the_new_passphrase_counts(open_window, vault):
    _folder, code = vault
    window = open_window()
    panel = window._entrance
    QTest.mouseClick(panel.use_code, Qt.MouseButton.LeftButton)
    QTest.keyClicks(panel.code, code.reveal().lower())
    QTest.keyClick(panel.code, Qt.Key.Key_Return)
    QTest.keyClicks(panel.new_passphrase.edit, FRESH)
    QTest.keyClick(panel.new_passphrase.edit, Qt.Key.Key_Return)
    assert window.screen_name == "shell"
    window.lock()
    assert _tries(window).startswith("That did not open it.")
    _tries(window, FRESH)

    assert window.screen_name == "shell"


@pytest.mark.usefixtures("vault")
def test_a_vault_of_a_newer_version_opens_for_reading_and_says_so(open_window, services):
    services.session.unlock(Secret(RIGHT))
    with transaction(services.session.vault._engine, writes=True) as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA + 1}")
    services.lock()
    window = open_window()
    _tries(window)
    said = window.shell.notices.words

    assert said.startswith("This vault was written by a newer version of Companion.")
    assert "nothing new can be saved" in said


@pytest.mark.usefixtures("vault")
def test_a_folder_that_cannot_be_written_opens_for_reading_and_says_so(open_window, monkeypatch):
    monkeypatch.setattr(VaultFolder, "can_write", lambda _home: False)
    window = open_window()
    _tries(window)

    assert window.screen_name == "shell"
    assert window.shell.notices.words.startswith("This vault is open for reading only.")


def test_a_copy_that_a_sync_program_made_is_noticed_and_left_alone(open_window, vault):
    copy = vault[0] / "vault (conflicted copy 2026-03-12).db"
    copy.write_bytes((vault[0] / "vault.db").read_bytes())
    window = open_window()
    _tries(window)

    assert "1 file beside your vault looks like a copy made by a sync" in window.shell.notices.words
    assert copy.exists()
