"""My data: everything saved under a passphrase, and opened again."""

import pytest

from iop_companion.ui.settings import data_presenter
from iop_companion.ui.widgets.file_passphrase import FilePassphraseDialog

WORDS = "seven other words for this file"


@pytest.fixture
def page(open_page, services, tmp_path, monkeypatch):
    asked = []

    def ask(_parent, suggested):
        asked.append(suggested)
        return tmp_path / suggested

    monkeypatch.setattr("iop_companion.ui.settings.presenter.ask_where", ask)
    opened = open_page("settings", services)
    page = opened.window.shell.page
    page._data._ask = ask
    page._data._ask_what = lambda *_asked: next(tmp_path.glob("*.locked"))
    opened.panel.open("data")
    opened.asked = asked
    return opened


def dialog_of(page):
    return next(one for one in page.window.findChildren(FilePassphraseDialog) if one.isVisible())


def test_a_file_is_locked_with_words_that_were_offered_and_opens_again(page, tmp_path):
    section = page.panel.data
    page.click(section.lock.box)
    page.click(section.json_button)
    dialog = dialog_of(page)
    page.click(dialog.go_on)
    assert dialog.problem.isVisible()
    page.click(dialog.offer)
    words = dialog.field.secret.reveal()
    assert len(words.split()) == 6
    page.click(dialog.go_on)

    (locked,) = tmp_path.glob("*.locked")
    assert locked.name.endswith(".json.locked")
    assert b"observations" not in locked.read_bytes()
    assert "Nobody can open it without its passphrase." in page.window.shell.notices.words

    page.click(section.open_button)
    dialog = dialog_of(page)
    dialog.field.edit.setText("not the words of this file")
    page.click(dialog.go_on)
    assert "That did not open the file." in page.window.shell.notices.words
    page.click(page.window.shell.notices._do)
    dialog = dialog_of(page)
    dialog.field.edit.setText(words)
    page.click(dialog.go_on)

    opened = locked.with_suffix("")
    assert b'"observations"' in opened.read_bytes()
    assert "which is not locked" in page.window.shell.notices.words
    assert data_presenter.LOCKED_ENDING not in opened.name


def test_without_the_tick_nothing_is_asked(page, tmp_path):
    page.click(page.panel.data.csv_button)

    assert [path.suffix for path in tmp_path.glob("export-*")] == [".csv"]
    assert "This file is not locked." in page.window.shell.notices.words
