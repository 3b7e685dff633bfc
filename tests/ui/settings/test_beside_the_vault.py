"""Privacy and safety: plan and people while locked, since you last unlocked, traces."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from iop_companion.domain.locked_copy import LockedCopy
from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.locked_copy import LockedCopyFile
from iop_companion.ui.settings.traces_dialog import TracesDialog
from tests.ui.open_pages import PASSPHRASE, settle

LEO = Contact("Leo", "555 0188", "any time")


@pytest.fixture
def opened(open_page, services):
    services.people.keep([LEO])
    services.early_warnings.set_plan(PlanZone.ACT, ["Walk to the river"])
    made = open_page("settings", services)
    made.click(made.panel.list.line_of("privacy"))
    made.privacy = made.panel.privacy
    return made


def _copy(opened):
    return LockedCopyFile().read(opened.services.session.folder)


def test_people_by_mouse_and_plan_by_keys_are_shown_while_locked_once_chosen(opened):
    assert (opened.privacy.people_locked.key, opened.privacy.plan_locked.key) == ("no", "no")
    opened.click(opened.privacy.people_locked.button_of("yes"))
    assert _copy(opened) == LockedCopy(people=(LEO,))

    opened.privacy.plan_locked.button_of("no").setFocus()
    opened.press(Qt.Key.Key_Right)
    settle()
    assert _copy(opened) == LockedCopy((LEO,), ("Walk to the river",))

    opened.click(opened.privacy.people_locked.button_of("no"))
    opened.click(opened.privacy.plan_locked.button_of("no"))
    assert not (opened.services.session.folder / "support.json").exists()


def test_a_change_of_people_is_in_the_copy_at_once(opened):
    opened.click(opened.privacy.people_locked.button_of("yes"))
    opened.click(opened.panel.list.line_of("people"))
    name = opened.panel.people.editor.first
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Ruth")
    opened.press(Qt.Key.Key_Tab)
    settle()

    assert [one.name for one in _copy(opened).people] == ["Ruth"]


def test_a_choice_that_cannot_be_kept_is_said_and_the_switch_tells_what_is_so(opened, monkeypatch):
    def full(*_args):
        raise KnownProblem("disk_full")

    monkeypatch.setattr(LockedCopyFile, "write", full)
    opened.click(opened.privacy.people_locked.button_of("yes"))

    assert opened.said
    assert opened.privacy.people_locked.key == "no"


def test_it_says_when_it_was_open_before_and_what_failed_since(opened):
    services = opened.services
    assert opened.privacy.since.text() == "No try failed."
    services.lock()
    with pytest.raises(KnownProblem):
        services.session.unlock(type(PASSPHRASE)("something else entirely"))
    services.session.unlock(PASSPHRASE)
    opened.page.refresh()

    assert opened.privacy.since.text() == "1 try failed. Last opened today, 9:04 pm."


def test_the_list_of_traces_says_what_lies_where_and_removes_by_keys(opened):
    assert opened.privacy.saved.text() == "No summary was saved or printed so far."
    opened.privacy.traces_button.setFocus()
    opened.press(Qt.Key.Key_Space)
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TracesDialog)
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert str(opened.services.session.folder) in words
    assert "Your entries, drafts, plan and backups" in words

    while not dialog.remove.hasFocus():
        opened.press(Qt.Key.Key_Tab)
    opened.press(Qt.Key.Key_Space)
    settle()

    assert dialog.told.text().startswith("Removed.")
    opened.press(Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_a_saved_summary_is_counted_and_listed_without_its_place(opened):
    summarising = opened.services.summarising
    request = summarising.default_request()
    summarising.note_export(summarising.assemble(request))
    opened.page.refresh()
    assert opened.privacy.saved.text() == "Files you saved or printed: 1 summary."
    opened.click(opened.privacy.traces_button)
    dialog = QApplication.activeModalWidget()
    words = [label.text() for label in dialog.findChildren(QLabel)]

    assert any(line.startswith("Thursday 12 March, saved: ") for line in words)
    dialog.close()
