"""Controls alone in a window, with the look of the program and the focus where keys go."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.toolkit import theme
from iop_companion.ui.widgets.editor import Editor
from iop_companion.ui.widgets.measure_editor import make_editor


@dataclass
class Heard:
    """What the control told, in order."""

    told: list[str] = field(default_factory=list)
    said: str = ""

    def say(self, words: str) -> None:
        self.said = words


@dataclass
class Bench:
    """A control on the bench."""

    editor: Editor
    window: QWidget
    after: QLineEdit
    heard: Heard
    qtbot: object

    def press(self, *keys, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifiers)

    def click(self, widget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def look(qapp):
    """Light at 100 %; ``look.use(...)`` changes it, and the next test finds it as before."""
    theme._theme = None
    installed = theme.install(qapp, Preferences(theme="light"))
    yield installed
    installed.use(Preferences(theme="light"))


@pytest.fixture
def measure():
    """Look up a measure of the catalogue."""
    found = {measure.id: measure for measure in load_catalog().measures}
    return lambda name: found[MeasureId(name)]


@pytest.fixture
def bench(qtbot, measure, look):  # noqa: ARG001 -- dressed first
    """Put the control of a measure on a window of its own and give it the focus."""

    def build(what, *, width=700) -> Bench:
        editor = make_editor(measure(what) if isinstance(what, str) else what)
        window, after, heard = QWidget(), QLineEdit(), Heard()
        pile = QVBoxLayout(window)
        pile.addWidget(editor)
        pile.addWidget(after)
        editor.changed.connect(lambda: heard.told.append("changed"))
        editor.answered.connect(lambda: heard.told.append("answered"))
        editor.done.connect(lambda: heard.told.append("done"))
        editor.said.connect(heard.say)
        qtbot.addWidget(window)
        window.resize(width, 300)
        with qtbot.waitActive(window):
            window.show()
        editor.enter()
        return Bench(editor, window, after, heard, qtbot)

    return build
