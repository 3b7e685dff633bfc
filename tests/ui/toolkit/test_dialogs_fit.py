"""A dialog stays within its window at every size of the letters, and its buttons in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPushButton, QWidget

from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.passphrase_strength import Strength
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.main_window.keys_dialog import KeysDialog
from iop_companion.ui.settings.erase_dialog import EraseDialog
from iop_companion.ui.settings.licences_dialog import LicencesDialog
from iop_companion.ui.settings.passphrase_dialog import PassphraseDialog
from iop_companion.ui.support.panel import PeopleDialog
from iop_companion.ui.toolkit.actions import further_keys, today_keys, window_actions
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.warning_signs.aside_dialog import AsideDialog
from iop_companion.ui.widgets.number_dialog import NumberDialog

DANA = Contact("Dana", "555 0142", "my sister, any hour")


def _judged(_secret):
    return Strength.GOOD


MADE = {
    "aside": lambda window: AsideDialog(window, is_act=False),
    "people": lambda window: PeopleDialog((DANA, DANA), window),
    "keys": lambda window: KeysDialog((*window_actions(), *today_keys(), *further_keys()), window),
    "passphrase": lambda window: PassphraseDialog(_judged, window),
    "erase": lambda window: EraseDialog("It goes. " * 30, window),
    "licences": lambda window: LicencesDialog("MIT\n" * 200, window),
    "number": lambda window: NumberDialog(DANA, window),
}


@pytest.fixture
def below(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(960, 640)
    window.show()
    return window


def _shown(qtbot, dialog):
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("scale", [100, 200])
def test_a_dialog_is_no_larger_than_the_smallest_window(qtbot, look, below, kind, scale):
    look.use(Preferences(theme="light", text_scale=scale))
    dialog = _shown(qtbot, MADE[kind](below))

    assert dialog.width() <= below.width()
    assert dialog.height() <= below.height()
    for pressed in dialog.findChildren(QPushButton):
        if dialog._held.isAncestorOf(pressed) or pressed.isHidden():
            continue
        place = QRect(pressed.mapTo(dialog, QPoint(0, 0)), pressed.size())
        assert dialog.rect().contains(place), pressed.text()


@pytest.mark.parametrize("kind", ["aside", "passphrase", "erase", "number", "people"])
def test_what_fits_is_seen_whole_and_nothing_scrolls(qtbot, look, below, kind):
    look.use(Preferences(theme="light", text_scale=100))
    dialog = _shown(qtbot, MADE[kind](below))

    assert dialog._held.verticalScrollBar().maximum() == 0


@pytest.mark.usefixtures("look")
def test_what_does_not_fit_scrolls_and_keeps_off_the_scroll_bar(qtbot, below):
    dialog = Dialog("A long one", below)
    words = [text("Line after line. " * 20) for _line in range(20)]
    for line in words:
        dialog.body.addWidget(line)
    _shown(qtbot, dialog)

    assert dialog._held.verticalScrollBar().maximum() > 0
    assert words[0].geometry().right() < dialog._held.viewport().width() - 4
