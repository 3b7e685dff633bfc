"""Another theme dresses what is seen at once, what is hidden later, before anybody sees it."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from iop_companion.foundation.settings import Preferences
from iop_companion.ui.toolkit import in_turns as turns
from iop_companion.ui.toolkit import spacing, theme
from iop_companion.ui.toolkit.cards import button, set_state, text
from iop_companion.ui.toolkit.in_turns import work_in_turns

MORE = 200
"""So many that a page takes more than one turn."""


class Pages(QStackedWidget):
    """Two pages, each with words that are dressed by a role, and a list to choose from."""

    def __init__(self):
        super().__init__()
        self.words, self.lists = [], []
        for _page in range(2):
            page = QWidget()
            pile = QVBoxLayout(page)
            words, choice = text("Some words", "small"), QComboBox()
            choice.addItems(["one", "another one"])
            pile.addWidget(words)
            pile.addWidget(choice)
            for _more in range(MORE):
                pile.addWidget(text("More words", "hint"))
            self.words.append(words)
            self.lists.append(choice)
            self.addWidget(page)


@pytest.fixture
def in_turns(look, monkeypatch):
    monkeypatch.setattr(turns, "_TURN_S", 0.0)  # one step a turn, however quick the computer is
    work_in_turns()
    yield look
    look._later.finish()
    work_in_turns(on=False)


@pytest.fixture
def pages(qtbot, in_turns):  # noqa: ARG001 -- dressed first
    made = Pages()
    qtbot.addWidget(made)
    made.show()
    for at in (1, 0):
        made.setCurrentIndex(at)
    return made


def _colour(label):
    return label.palette().color(QPalette.ColorRole.WindowText).name().upper()


def _use(look, name):
    look.use(Preferences(theme=name, region="US"))


def _wanted(name, token="text2"):
    return theme.palette(name)[token].upper()


def test_what_is_seen_is_dressed_at_once_and_what_is_hidden_in_turns(pages, in_turns, qtbot):
    _use(in_turns, "dark")
    assert _colour(pages.words[0]) == _wanted("dark")
    assert _colour(pages.words[1]) == _wanted("light")
    qtbot.waitUntil(lambda: in_turns._later.is_done)
    assert _colour(pages.words[1]) == _wanted("dark")


def test_a_page_shown_before_its_turn_is_dressed_before_it_is_painted(pages, in_turns):
    _use(in_turns, "dark")
    pages.setCurrentIndex(1)
    assert _colour(pages.words[1]) == _wanted("dark")


def test_themes_that_change_faster_than_pages_are_dressed_end_in_the_last_one(pages, in_turns):
    for name in ("dark", "contrast", "light", "dark"):
        _use(in_turns, name)
    pages.setCurrentIndex(1)
    assert _colour(pages.words[1]) == _wanted("dark")


def test_a_colour_of_the_theme_before_does_not_come_back_with_another_state(pages, in_turns):
    words = pages.words[1]
    set_state(words, "role", "step")
    set_state(words, "now", "true")
    _use(in_turns, "dark")
    pages.setCurrentIndex(1)
    assert _colour(words) == _wanted("dark", "text")
    for role, token in (("body", "text"), ("hint", "hint"), ("body", "text")):
        set_state(words, "role", role)
        assert _colour(words) == _wanted("dark", token)


def test_sizes_are_the_same_as_of_a_page_that_was_seen(pages, in_turns):
    _use(in_turns, "dark")
    in_turns._later.finish()
    assert pages.lists[1].sizeHint() == pages.lists[0].sizeHint()
    assert pages.words[1].sizeHint() == pages.words[0].sizeHint()
    assert pages.words[1].font() == pages.words[0].font()


def test_larger_text_dresses_all_at_once(pages, in_turns):
    in_turns.use(Preferences(theme="dark", text_scale=150, region="US"))
    assert in_turns._later.is_done
    assert _colour(pages.words[1]) == _wanted("dark")


def test_a_page_that_is_gone_before_its_turn_is_no_trouble(pages, in_turns, qtbot):
    _use(in_turns, "dark")
    gone = pages.widget(1)
    pages.removeWidget(gone)
    gone.deleteLater()
    qtbot.wait(0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    in_turns._later.finish()
    assert in_turns._later.is_done


def test_a_second_theme_does_not_wait_for_the_pages_of_the_first(pages, in_turns, qtbot):
    _use(in_turns, "dark")
    _use(in_turns, "contrast")
    assert _colour(pages.words[0]) == _wanted("contrast")
    assert _colour(pages.words[1]) == _wanted("light")
    qtbot.waitUntil(lambda: in_turns._later.is_done)
    assert _colour(pages.words[1]) == _wanted("contrast")


def test_a_page_seen_between_two_themes_is_dressed_for_the_second(pages, in_turns, qtbot):
    _use(in_turns, "dark")
    pages.setCurrentIndex(1)
    pages.setCurrentIndex(0)
    _use(in_turns, "contrast")
    assert _colour(pages.words[1]) == _wanted("dark")
    qtbot.waitUntil(lambda: in_turns._later.is_done)
    assert _colour(pages.words[1]) == _wanted("contrast")


def test_nothing_moves_where_the_colours_alone_are_others(pages, in_turns, qtbot):
    icon = button("", icon="edit")
    icon.setProperty("fit", "icon")
    spacing.fixed(icon, 36, 36)
    pages.widget(0).layout().insertWidget(0, icon)
    parts = pages.widget(0).findChildren(QWidget)
    qtbot.waitUntil(lambda: icon.isVisible() and icon.height() > 0)

    def places():
        return [(one.geometry(), one.minimumSize(), one.maximumSize()) for one in parts]

    before = places()
    _use(in_turns, "dark")
    QCoreApplication.processEvents()
    assert places() == before


def test_icons_follow_on_pages_that_are_seen_and_that_are_hidden(pages, in_turns, qtbot):
    buttons = [button("", icon="edit") for _page in range(2)]
    for at, one in enumerate(buttons):
        pages.widget(at).layout().addWidget(one)
    pages.setCurrentIndex(1)
    pages.setCurrentIndex(0)

    def drawn(one):
        return one.icon().pixmap(20, 20).toImage()

    light = drawn(buttons[0])
    _use(in_turns, "dark")
    assert drawn(buttons[0]) != light
    qtbot.waitUntil(lambda: in_turns._later.is_done)
    assert drawn(buttons[1]) == drawn(buttons[0])
