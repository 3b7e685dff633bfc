"""Settings, Removed things: by keys from the list of sections to a value that is back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from iop_companion.services.triggers import ExposureDraft
from tests.ui.open_pages import THURSDAY, cut_words, nameless, settle


def removed(services, *triggers):
    for trigger in triggers:
        services.triggers.keep(THURSDAY, ExposureDraft(trigger, 5))
        services.triggers.remove(services.triggers.day().exposures[0])
        services.clock.move(seconds=1)


def words(section):
    return [label.text() for label in section.findChildren(QLabel) if label.isVisible()]


def test_a_removed_thing_is_put_back_by_keys_and_undo_takes_it_away_again(open_page, services):
    removed(services, "conflict", "noise")
    opened = open_page("settings", services)
    opened.click(opened.panel.list.line_of("trash"))
    settle()
    section = opened.panel.trash

    assert "Of Thursday 12 March. Removed Thursday 12 March, kept until Saturday 11 April." in (
        words(section)
    )
    assert len(section.buttons) == 2
    section.buttons[0].setFocus()
    opened.press(Qt.Key.Key_Space)
    settle()

    assert [one.trigger for one in services.triggers.day().exposures] == ["noise"]
    assert len(section.buttons) == 1
    assert section.buttons[0].hasFocus(), "the keyboard stays near its line"
    opened.click_notice()
    settle()
    assert services.triggers.day().exposures == ()
    assert len(section.buttons) == 2
    assert not nameless(opened.window)
    assert not cut_words(opened.panel)


def test_without_anything_removed_it_says_so_and_a_lock_takes_the_words_away(open_page, services):
    opened = open_page("settings", services)
    opened.panel.open("trash")
    settle()
    section = opened.panel.trash
    assert "Nothing is here." in words(section)
    removed(services, "conflict")
    opened.panel.open("trash")
    settle()
    assert section.buttons

    opened.window.lock()
    settle()

    assert not section.buttons
