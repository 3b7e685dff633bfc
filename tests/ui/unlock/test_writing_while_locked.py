"""A check-in written at the lock screen: sealed, said, taken in at the next unlocking."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import Preferences
from iop_companion.services.own_rows import RowDraft, RowKind
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from iop_companion.store.sealed_boxes import SealedFolder
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from tests.made_vault import open_new
from tests.ui.test_every_field import fields_of, paste_into

RIGHT = "six quiet words that nobody guesses"
OLD = "zqosprey"
MOOD, NOTE = MeasureId("mood"), MeasureId("note")


@pytest.fixture
def services(paths, clock):
    built = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    open_new(built.session, Secret(RIGHT))
    built.check_ins.record(CheckInDraft(clock.today(), {MOOD: 7.0, NOTE: OLD}))
    built.sealed.switch(on=True)
    built.lock()
    yield built
    built.lock()


@pytest.fixture
def window(qtbot, look, paths, services):  # noqa: ARG001 -- dressed first
    boxes = SealedFolder(services.session._vaults)
    parts = AppParts(
        open_services=lambda: services,
        open_support=lambda: services.support,
        vault_exists=services.session.exists,
        preferences=Preferences(theme="light", region="US"),
        can_seal=lambda: boxes.is_on(paths.vault),
    )
    window = build_window(parts, ImmediateTasks(), ImmediateDrawings())
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    return window


def _write(window):
    QTest.mouseClick(window._entrance.write, Qt.MouseButton.LeftButton)
    return window._entrance.writing.panel


def _unlock(window):
    edit = window._entrance.passphrase.edit
    QTest.keyClicks(edit, RIGHT)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def _boxes(paths):
    return sorted((paths.vault / "sealed").glob("*.box"))


def _texts(window):
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def _names_of_buttons(widget):
    return {button.accessibleName() for button in widget.findChildren(QPushButton)}


def _values(services):
    return {key: one.value for key, one in services.check_ins.day().values.items()}


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Return])
def test_written_by_keys_sealed_said_and_taken_in_with_an_undo(window, services, paths, clock, key):
    clock.move(minutes=5)
    panel = _write(window)
    assert panel.card.editors[MOOD].isAncestorOf(window.focusWidget())
    assert OLD not in _texts(window)
    assert not {"Sleep diary", "Several movements"} & _names_of_buttons(panel.card)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_3)
    note = panel.card.editors[NOTE]
    note.enter()
    QTest.keyClicks(window.focusWidget(), "kestrel")
    QTest.keyClick(window.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)

    assert window.screen_name == "entrance"
    assert "Sealed. It goes into your diary when you unlock." in _texts(window)
    assert "kestrel" not in _texts(window)
    assert len(_boxes(paths)) == 1
    _unlock(window)
    notices = window.shell.notices
    assert "1 check-in that was written while locked is in your diary now." in notices.words
    assert _values(services)[MOOD] == 3.0
    assert _values(services)[NOTE] == "kestrel"
    QTest.mouseClick(notices._do, Qt.MouseButton.LeftButton)
    assert _values(services)[NOTE] == OLD
    assert _boxes(paths) == []


def test_it_is_sealed_as_it_grows_and_on_hide_and_one_box_is_enough(window, services, paths, qtbot):
    panel = _write(window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_3)
    qtbot.waitUntil(lambda: len(_boxes(paths)) == 1)
    assert "Sealed as far as it is written." in _texts(window)
    panel.card.editors[NOTE].enter()
    QTest.keyClicks(window.focusWidget(), "kestrel")

    QTest.mouseClick(panel.bar.hide_button, Qt.MouseButton.LeftButton)

    assert len(_boxes(paths)) == 1
    window.showNormal()
    assert "kestrel" not in _texts(window)
    _unlock(window)
    assert _values(services)[NOTE] == "kestrel"


def test_closing_the_window_seals_what_is_written(window, services, paths):
    _write(window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_3)
    window.close()

    assert len(_boxes(paths)) == 1
    services.session.unlock(Secret(RIGHT))
    assert services.sealed.take_in().n_taken == 1


def test_what_is_not_kept_can_be_brought_back_until_the_form_is_left(window, paths):
    panel = _write(window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_3)
    QTest.mouseClick(panel.drop, Qt.MouseButton.LeftButton)
    assert "Not kept." in _texts(window)
    assert panel.card.editors[MOOD].value() is None
    QTest.mouseClick(panel.bring_back, Qt.MouseButton.LeftButton)
    assert panel.card.editors[MOOD].value() == 3.0
    assert len(_boxes(paths)) == 1
    QTest.mouseClick(panel.drop, Qt.MouseButton.LeftButton)
    assert _boxes(paths) == []

    QTest.mouseClick(panel.back, Qt.MouseButton.LeftButton)

    assert window.screen_name == "entrance"
    assert _boxes(paths) == []
    assert "Sealed" not in _texts(window)


def test_nobody_coming_back_seals_it_and_shows_the_lock_screen(window, paths):
    _write(window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_3)
    page = window._entrance.writing
    assert page._away.interval() == 2 * 60_000
    page._away.timeout.emit()

    assert window._entrance.writing is None
    assert len(_boxes(paths)) == 1


def test_a_full_disk_keeps_the_form_and_says_so(window, monkeypatch, services):
    panel = _write(window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_3)

    def full(*_):
        raise KnownProblem("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(services.sealed._boxes, "seal", full)
        QTest.mouseClick(panel.seal, Qt.MouseButton.LeftButton)
        assert panel.problem.isVisible()
        assert panel.card.editors[MOOD].value() == 3.0
        QTest.mouseClick(panel.back, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.seal, Qt.MouseButton.LeftButton)

    assert "Sealed." in _texts(window)


def test_nothing_and_what_does_not_fit_is_not_sealed_and_support_is_a_key_away(window, paths):
    panel = _write(window)
    QTest.mouseClick(panel.seal, Qt.MouseButton.LeftButton)
    assert panel.problem.text() == "Nothing is written yet."
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.screen_name == "support"
    window.close_support()
    assert window._entrance.writing is not None
    QTest.mouseClick(panel.back, Qt.MouseButton.LeftButton)

    assert _boxes(paths) == []
    assert window._entrance.passphrase.edit.hasFocus()


def test_where_it_is_not_chosen_the_lock_screen_does_not_offer_it_and_settings_can_choose(
    window, services, paths
):
    _unlock(window)
    window.go_to("settings")
    privacy = window.shell.page.widget.privacy
    assert privacy.write_locked.key == "yes"
    window.shell.page.widget.open("privacy")
    QTest.mouseClick(privacy.write_locked.button_of("no"), Qt.MouseButton.LeftButton)
    assert not services.sealed.is_on()
    window.lock()
    assert not window._entrance.write.isVisible()
    _unlock(window)
    window.go_to("settings")
    window.shell.page.widget.open("privacy")
    privacy = window.shell.page.widget.privacy
    assert privacy.write_locked.key == "no"
    QTest.mouseClick(privacy.write_locked.button_of("yes"), Qt.MouseButton.LeftButton)
    window.lock()

    assert window._entrance.write.isVisible()
    assert (paths.vault / "vault.seal").exists()


def test_rows_of_ones_own_are_not_told_while_locked_and_come_first_after_unlocking(
    window, services, clock
):
    services.session.unlock(Secret(RIGHT))
    services.own_rows.keep(RowDraft(RowKind.SCALE, "Inner weather"))
    services.session.lock()
    clock.move(minutes=5)
    panel = _write(window)
    assert "Rows of your own can be answered on Today, once you unlock." in _texts(window)
    assert "Inner weather" not in _texts(window)
    for editor in panel.card.editors.values():
        if editor.measure.kind is Kind.SCALE:
            editor.enter()
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_3)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    _unlock(window)

    card = window.shell.page.widget.card
    open_rows = [row for row in card.rows if row.main.value() is None]
    assert "Inner weather" in {row.row.label for row in open_rows}
    assert open_rows[0].isAncestorOf(window.focusWidget())
    assert open_rows[0] is not card.rows[0]


def test_no_paste_stops_it_or_is_cut_without_a_word(window):
    _write(window)
    fields = fields_of(window)
    assert fields
    paste_into(window, fields)
