"""Several vaults on one login, by real events over real vaults."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from iop_companion import bootstrap
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import Paths
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.foundation.settings import Preferences, load_preferences
from iop_companion.foundation.vault_places import VaultPlaces
from iop_companion.store.cipher import LIGHT
from iop_companion.store.vaults import SqlCipherVaults
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.first_run.panel import FirstRunPanel
from iop_companion.ui.first_run.presenter import COMPUTER
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from iop_companion.ui.unlock.panel import UnlockPanel

FIRST = Secret("the first of the two passphrases")
SECOND = Secret("the second of the two passphrases")


@pytest.fixture
def went():
    return []


@pytest.fixture
def two_vaults(paths, clock):
    """Both vaults of a login, made and closed."""
    for folder, passphrase in ((paths.vault, FIRST), (_second(paths), SECOND)):
        services = bootstrap.build(_at(paths, folder), clock=clock, kdf=LIGHT)
        services.session.create(passphrase)
        services.lock()
    return paths


@pytest.fixture
def open_on(qtbot, look, paths, clock, went):  # noqa: ARG001 -- dressed first
    opened = []

    def build(folder, **preferences):
        vaults = SqlCipherVaults(kdf=LIGHT, clock=clock)
        services = bootstrap.build(_at(paths, folder), clock=clock, vaults=vaults)
        opened.append(services)
        window = build_window(
            AppParts(
                open_services=lambda: services,
                open_support=lambda: services.support,
                vault_exists=services.session.exists,
                preferences=Preferences(theme="light", region="US", **preferences),
                preferences_file=paths.preferences_file,
                vaults=VaultPlaces(paths.vault, folder, vaults.exists, went.append),
            ),
            ImmediateTasks(),
            ImmediateDrawings(),
        )
        qtbot.addWidget(window)
        window.resize(1280, 800)
        with qtbot.waitActive(window):
            window.show()
        return window

    yield build
    for services in opened:
        services.lock()


def _at(paths, folder):
    return Paths(folder, paths.config, paths.state, paths.cache)


def _second(paths):
    return paths.vault.with_name("vault-2")


def _unlock(window, passphrase):
    panel = window._entrance
    QTest.keyClicks(panel.passphrase.edit, passphrase.reveal())
    QTest.keyClick(panel.passphrase.edit, Qt.Key.Key_Return)
    assert window.screen_name == "shell"
    return window.shell


def _privacy(window):
    window.go_to("settings")
    panel = window.shell.page.widget
    panel.open("privacy")
    return panel.privacy


def _click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_one_vault_alone_shows_no_name_and_no_choice(open_on, paths, clock):
    services = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    services.session.create(FIRST)
    services.lock()
    panel = open_on(paths.vault)._entrance

    assert isinstance(panel, UnlockPanel)
    assert panel.others == []
    assert panel._vault.text() == "Passphrase"


def test_the_lock_screen_of_several_tells_their_neutral_names_and_nothing_else(open_on, two_vaults):
    panel = open_on(two_vaults.vault)._entrance
    labels = {label.text() for label in panel.findChildren(QLabel) if label.isVisible()} - {""}
    buttons = {one.text() for one in panel.findChildren(QPushButton) if one.isVisible()}

    assert labels == {"Companion", "Passphrase of Vault 1", "Works without unlocking"}
    assert buttons == {"Show", "Unlock", "Use recovery code", "Go to Vault 2", "Get support now"}


def test_choosing_the_other_vault_goes_to_it_where_only_its_own_passphrase_opens(
    open_on, two_vaults, went
):
    _click(open_on(two_vaults.vault)._entrance.others[0])
    assert went == [_second(two_vaults)]

    window = open_on(went[0])
    panel = window._entrance
    QTest.keyClicks(panel.passphrase.edit, FIRST.reveal())
    QTest.keyClick(panel.passphrase.edit, Qt.Key.Key_Return)
    assert panel.problem.startswith("That did not open it.")
    QTest.keyClicks(panel.passphrase.edit, SECOND.reveal())
    QTest.keyClick(panel.passphrase.edit, Qt.Key.Key_Return)
    assert window.screen_name == "shell"


def test_a_new_name_is_kept_and_stands_on_the_lock_screen(open_on, two_vaults):
    window = open_on(_second(two_vaults))
    _unlock(window, SECOND)
    card = _privacy(window).vaults
    assert card.name.text() == "Vault 2"
    card.name.selectAll()
    QTest.keyClicks(card.name, "Green notebook and much more")
    QTest.keyClick(card.name, Qt.Key.Key_Return)

    assert load_preferences(two_vaults.preferences_file).vault_names == ("", "Green notebook and m")
    window.lock()
    assert window._entrance._vault.text() == "Passphrase of Green notebook and m"


def test_a_name_taken_back_is_the_number_again(open_on, two_vaults):
    window = open_on(two_vaults.vault, vault_names=("Blue",))
    _unlock(window, FIRST)
    card = _privacy(window).vaults
    card.name.selectAll()
    QTest.keyClick(card.name, Qt.Key.Key_Delete)
    QTest.keyClick(card.name, Qt.Key.Key_Return)

    assert card.name.text() == "Vault 1"
    assert load_preferences(two_vaults.preferences_file).vault_names == ()


def test_making_another_vault_closes_this_one_and_begins_a_first_run_beside_it(
    open_on, paths, clock, went
):
    services = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    services.session.create(FIRST)
    services.lock()
    window = open_on(paths.vault)
    _unlock(window, FIRST)
    locked = []
    window.locked.connect(lambda: locked.append(True))
    _click(_privacy(window).vaults.another)

    assert locked == [True]
    assert window.shell is None
    assert went == [_second(paths)]
    panel = open_on(went.pop())._entrance
    assert isinstance(panel, FirstRunPanel)
    assert panel.leave.text() == "Go to Vault 1"
    _click(panel.leave)
    assert went == [paths.vault]


@pytest.mark.parametrize("is_discreet", [True, False])
def test_who_comes_second_does_not_loosen_what_the_first_one_chose(
    open_on, paths, clock, is_discreet
):
    services = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    services.session.create(FIRST)
    services.lock()
    window = open_on(_second(paths), is_shared=True, discreet_name=is_discreet)
    presenter = window._entrance.presenter
    presenter._show(COMPUTER)
    step = presenter.computer

    assert not step.own.isVisible()
    assert step.why.isVisible()
    assert step.is_ready
    assert (step.lock_minutes, step.is_discreet) == (2, is_discreet)


def test_a_vault_that_lies_elsewhere_is_alone(open_on, two_vaults, tmp_path, clock):
    elsewhere = tmp_path / "stick" / "vault"
    services = bootstrap.build(_at(two_vaults, elsewhere), clock=clock, kdf=LIGHT)
    services.session.create(FIRST)
    services.lock()
    window = open_on(elsewhere)
    assert window._entrance.others == []
    _unlock(window, FIRST)

    assert not _privacy(window).vaults.isVisible()


def test_a_start_without_a_named_vault_shows_the_first_or_what_is_left(two_vaults, clock):
    vaults = SqlCipherVaults(kdf=LIGHT, clock=clock)
    assert bootstrap._vault_to_start(two_vaults.vault, vaults) == two_vaults.vault
    for file in two_vaults.vault.glob("vault.*"):
        file.unlink()

    assert bootstrap._vault_to_start(two_vaults.vault, vaults) == _second(two_vaults)


def test_a_second_start_knocks_at_the_window_that_has_any_vault_of_the_login(two_vaults, clock):
    lock_file = _second(two_vaults) / "vault.lock"
    window_lock = this_system().lock(lock_file)
    before = lock_file.read_bytes()
    try:
        with pytest.raises(KnownProblem, match="already_open"):
            bootstrap._vault_to_start(two_vaults.vault, SqlCipherVaults(kdf=LIGHT, clock=clock))
    finally:
        window_lock.release()

    assert lock_file.read_bytes() != before


def test_erasing_one_vault_leaves_the_other_even_where_folders_are_shared(two_vaults, clock):
    # on macOS and Windows the preferences lie in the folder that holds the vaults
    shared = Paths(two_vaults.vault, two_vaults.vault.parent, two_vaults.state, two_vaults.cache)
    services = bootstrap.build(shared, clock=clock, kdf=LIGHT)
    services.session.unlock(FIRST)
    services.erasing.erase_everything(FIRST)
    assert not services.session.exists()

    other = bootstrap.build(_at(two_vaults, _second(two_vaults)), clock=clock, kdf=LIGHT)
    assert other.session.unlock(SECOND) == 0
    other.lock()
