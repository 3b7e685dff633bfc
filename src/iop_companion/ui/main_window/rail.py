"""The left rail, and the bar at the top that takes its place from 175 % text on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iop_companion.domain.early_warning import Level
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.icons import icon, set_icon
from iop_companion.ui.toolkit.level_shape import RAIL, LevelShape, level_word
from iop_companion.ui.toolkit.page import PageEntry
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.toolkit.wrap_button import WrapButton

WIDTH = 216
SHOWN_LEVELS = (Level.WATCH, Level.ACT)
"""The levels that stand in the rail; the others show nothing there."""

LEVEL_PAGE = "warning_signs"

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class NavButton(QPushButton):
    """One page of the rail, with room at its right for the shape of a level."""

    step_wanted = Signal(int)
    """An arrow was pressed: -1 up, 1 down."""

    def __init__(self, entry: PageEntry) -> None:
        """Build it for ``entry``; checked means in front."""
        super().__init__(entry.title)
        self.entry = entry
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setAutoDefault(False)
        set_icon(self, entry.icon, "text2", on="on_primary_soft")
        self._shape = LevelShape(Level.WATCH, RAIL, self)
        self._shape.hide()

    def show_level(self, level: Level | None) -> None:
        """Show the shape of Watch or Act beside the words, and say it to a screen reader."""
        shown = level if level in SHOWN_LEVELS else None
        self._shape.setVisible(shown is not None)
        self.setAccessibleName(
            _("{page}: {level}").format(page=self.entry.title, level=level_word(shown))
            if shown
            else self.entry.title
        )
        if shown is not None:
            self._shape.show_level(shown)
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt override
        """Move on by arrows without opening: Qt's own way would open every page in between."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step_wanted.emit(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt override
        """Keep the shape at the right."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        left = self.width() - self._shape.width() - current().px(12)
        self._shape.move(left, (self.height() - self._shape.height()) // 2)


class Rail(QWidget):
    """Pages, Settings, and at the bottom Get support now, Hide, Lock; always in this order."""

    page_wanted = Signal(str)
    support_wanted = Signal()
    hide_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, entries: Sequence[PageEntry], name: str) -> None:
        """Build a line for each of ``entries``; ``name`` is the program's or the discreet one."""
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Pages"))
        spacing.fixed(self, width=WIDTH)
        self._buttons = {entry.key: NavButton(entry) for entry in entries if entry.in_rail}
        self._group = QButtonGroup(self)
        self._name = text(name, "h2", wrap=False)
        self.support = WrapButton(_("Get support now"))
        self.support.setProperty("kind", "support")
        self.support.setProperty("fit", "rail")
        set_icon(self.support, "support", "on_support")
        self.hide_button = _rail_button(_("Hide"), "hide")
        self.lock_button = _rail_button(_("Lock"), "lock")
        self._arrange()
        self.support.clicked.connect(self.support_wanted)
        self.hide_button.clicked.connect(self.hide_wanted)
        self.lock_button.clicked.connect(self.lock_wanted)

    def _arrange(self) -> None:
        pile = QVBoxLayout(self)
        spacing.margins(pile, 12, 16, 12, 14)
        spacing.gap(pile, 3)
        pile.addLayout(brand(self._name))
        for nav in self._buttons.values():
            self._group.addButton(nav)
            nav.clicked.connect(lambda _on=False, key=nav.entry.key: self.page_wanted.emit(key))
            nav.step_wanted.connect(lambda step, nav=nav: self._go_beside(nav, step))
            if not nav.entry.at_bottom:
                pile.addWidget(nav)
        pile.addStretch(1)
        for nav in self._buttons.values():
            if nav.entry.at_bottom:
                pile.addWidget(nav)
        pile.addSpacing(6)
        pile.addWidget(self.support)
        pair = QHBoxLayout()
        spacing.gap(pair, 7)
        spacing.margins(pair, 0, 9, 0, 0)
        pair.addWidget(self.hide_button)
        pair.addWidget(self.lock_button)
        pile.addLayout(pair)

    def _go_beside(self, nav: NavButton, step: int) -> None:
        shown = list(self._buttons.values())
        at = shown.index(nav) + step
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)

    def show_page(self, key: str) -> None:
        """Mark the page in front; an unknown key (the support sheet) marks none."""
        self._group.setExclusive(False)
        for name, nav in self._buttons.items():
            nav.setChecked(name == key)
        self._group.setExclusive(True)

    def show_level(self, level: Level | None) -> None:
        """Show the level beside Warning signs."""
        if LEVEL_PAGE in self._buttons:
            self._buttons[LEVEL_PAGE].show_level(level)

    def show_name(self, name: str) -> None:
        """Show the program's name, or the discreet one."""
        self._name.setText(name)

    def page_button(self, key: str) -> NavButton:
        """Return the line of a page."""
        return self._buttons[key]


class TopBar(QWidget):
    """Menu (named after the page in front), Hide, Get support now."""

    page_wanted = Signal(str)
    support_wanted = Signal()
    hide_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, entries: Sequence[PageEntry]) -> None:
        """Build the bar; the menu holds every page and Lock."""
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._entries = {entry.key: entry for entry in entries}
        self._level: Level | None = None
        self._page = ""
        self.menu_button = button(_("Menu"), icon="menu")
        self.hide_button = button(_("Hide"), icon="hide")
        self.support = button(_("Get support now"), "support", icon="support")
        self.support.setProperty("fit", "bar")
        bar = QHBoxLayout(self)
        spacing.margins(bar, 14, 8, 14, 8)
        spacing.gap(bar, 8)
        bar.addWidget(self.menu_button)
        bar.addStretch(1)
        bar.addWidget(self.hide_button)
        bar.addWidget(self.support)
        self.menu_button.clicked.connect(self.open_menu)
        self.hide_button.clicked.connect(self.hide_wanted)
        self.support.clicked.connect(self.support_wanted)

    def open_menu(self) -> None:
        """Open the menu under its button."""
        menu = self.make_menu()
        menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 4)))

    def make_menu(self) -> QMenu:
        """Return the menu of pages and Lock."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in filter(lambda entry: entry.in_rail, self._entries.values()):
            words = entry.title
            if entry.key == LEVEL_PAGE and self._level in SHOWN_LEVELS and self._level:
                words = _("{page}: {level}").format(page=words, level=level_word(self._level))
            added = self._add(menu, entry.icon, words)
            added.triggered.connect(lambda _on=False, key=entry.key: self.page_wanted.emit(key))
            if entry.key == self._page:
                menu.setDefaultAction(added)
                menu.setActiveAction(added)
        menu.addSeparator()
        self._add(menu, "lock", _("Lock")).triggered.connect(self.lock_wanted)
        return menu

    def show_page(self, key: str) -> None:
        """Name the menu after the page in front."""
        entry = self._entries.get(key)
        self._page = key
        title = entry.title if entry else _("Menu")
        self.menu_button.setText(title)
        self.menu_button.setAccessibleName(_("Menu, now on {page}").format(page=title))

    def show_level(self, level: Level | None) -> None:
        """Name the level in the menu."""
        self._level = level

    def _add(self, menu: QMenu, icon_name: str, words: str) -> QAction:
        return menu.addAction(icon(icon_name, "text2", room=4), words)


def brand(name: QWidget) -> QHBoxLayout:
    """Return the ring of the program and its name, as at the top of the rail."""
    sign = text("")
    set_icon(sign, "companion", "primary", size=22)
    sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    line = QHBoxLayout()
    spacing.margins(line, 12, 2, 12, 15)
    spacing.gap(line, 10)
    line.addWidget(sign)
    line.addWidget(name, 1)
    return line


def _rail_button(words: str, icon_name: str) -> QPushButton:
    made = button(words)
    made.setProperty("fit", "rail")
    set_icon(made, icon_name, "text2", size=18)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made
