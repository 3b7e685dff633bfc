"""Summary: before the first file it is asked, once, whether an unlocked file is wanted."""

import pytest
from PySide6.QtCore import Qt

from iop_companion.ui.summary import desk
from iop_companion.ui.summary.first_save import FirstSaveDialog
from iop_companion.ui.widgets.file_passphrase import FilePassphraseDialog
from tests.ui.open_pages import enter, settle


@pytest.fixture
def has_saved_before():
    """Nobody has saved anything yet."""


@pytest.fixture
def opened(open_page, services, monkeypatch, tmp_path):
    """The page of somebody who never saved a summary; files would go to ``tmp_path``."""
    enter(services, range(3), mood=5.0)
    monkeypatch.setattr(desk, "ask_where_to_save", lambda *_: tmp_path / "summary.pdf")
    return open_page("summary", services)


def asked(opened):
    """The question, if it is asked now."""
    settle()
    dialogs = opened.window.findChildren(FirstSaveDialog)
    return next((dialog for dialog in dialogs if dialog.isVisible()), None)


def test_the_question_is_asked_in_plain_words_and_saving_is_the_first_answer(opened, tmp_path):
    opened.click(opened.panel.save_button)
    dialog = asked(opened)
    assert not (tmp_path / "summary.pdf").exists()
    opened.qtbot.keyClick(dialog.save, Qt.Key.Key_Return)
    assert (tmp_path / "summary.pdf").exists()
    assert opened.said == "Saved summary.pdf, 1 page."


@pytest.mark.parametrize("answer", ["not now", "escape"])
def test_not_now_saves_nothing_and_it_is_asked_again(opened, tmp_path, answer):
    opened.click(opened.panel.save_button)
    dialog = asked(opened)
    if answer == "escape":
        opened.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        opened.click(dialog.not_now)
    assert not (tmp_path / "summary.pdf").exists()
    assert opened.services.summarising.exports() == ()

    opened.click(opened.panel.save_button)
    assert asked(opened) is not None


def test_it_is_not_asked_again_after_the_first_file_nor_after_the_next_start(
    opened, open_page, tmp_path
):
    opened.click(opened.panel.save_button)
    opened.click(asked(opened).save)
    (tmp_path / "summary.pdf").unlink()

    again = open_page("summary", opened.services)
    again.click(again.panel.save_button)
    assert asked(again) is None
    assert (tmp_path / "summary.pdf").exists()
    assert again.panel.saved.warning.text().startswith("A saved file is not locked.")


def test_a_print_is_no_file(opened):
    summary = opened.page._preview.summary
    opened.services.summarising.note_export(summary, is_print=True)
    opened.click(opened.panel.save_button)
    assert asked(opened) is not None


def test_a_pdf_that_is_locked_asks_no_more_and_says_what_opens_it(opened, tmp_path):
    opened.click(opened.panel.save_button)
    opened.click(asked(opened).lock)
    assert opened.panel.lock.box.isChecked()
    assert asked(opened) is None
    (dialog,) = opened.window.findChildren(FilePassphraseDialog)
    dialog.field.edit.setText("seven other words for this file")
    opened.click(dialog.go_on)

    (pdf,) = tmp_path.glob("*.pdf")
    assert b"/Encrypt" in pdf.read_bytes()
    assert opened.said == "Saved summary.pdf, 1 page. Nobody can open it without its passphrase."


def test_who_thinks_better_of_the_lock_is_asked_again(opened):
    opened.click(opened.panel.save_button)
    opened.click(asked(opened).lock)
    (dialog,) = opened.window.findChildren(FilePassphraseDialog)
    opened.click(dialog.cancel)

    assert not opened.panel.lock.box.isChecked()
    opened.click(opened.panel.save_button)
    assert asked(opened) is not None
