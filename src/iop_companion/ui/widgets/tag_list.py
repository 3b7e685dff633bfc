"""The whole list of tags behind More: search, tick, add words of one's own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from iop_companion.domain.measure import Measure
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.popover import Popover

_TAG = Qt.ItemDataRole.UserRole
_LONGEST_TAG = 80
_WIDTH, _HEIGHT, _LEAST_HEIGHT = 340, 320, 110


class SearchLine(QLineEdit):
    """Filters the list below; arrows go down into it, Enter ticks the first line shown."""

    went_down = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Pass arrows and Enter on."""
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class TickList(QListWidget):
    """Lines that Space, Enter or a click ticks."""

    ticked = Signal(object)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Ask for about eight lines."""
        px = current().px
        return QSize(px(_WIDTH), px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Tick the line; leave Esc to the popover."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.currentItem() is not None:
                self.ticked.emit(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class TagList(Popover):
    """Every tag that is offered, under the headings of their groups.

    ``toggled(tag, is_ticked)`` speaks of what the person did. With ``open_options`` the words in
    the search line can be added as a tag of their own.
    """

    toggled = Signal(str, bool)

    def __init__(self, anchor: QWidget, measure: Measure) -> None:
        """Fill the list once; ticks come with :meth:`show_for`."""
        super().__init__(anchor)
        self._measure = measure
        self.setAccessibleName(measure.label)
        self.search = SearchLine(self)
        self.search.setMaxLength(_LONGEST_TAG)
        self.search.setPlaceholderText(
            _("Find, or add your own") if measure.open_options else _("Find")
        )
        self.search.setAccessibleName(_("Find in {measure}").format(measure=measure.label))
        self.list = TickList(self)
        self.list.setAccessibleName(measure.label)
        self.list.setObjectName("tags")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        spacing.at_least(self.list, height=_LEAST_HEIGHT)
        self._none = text(_("Nothing of that name."), "hint")
        self._none.hide()
        for part in (self.search, self.list, self._none):
            self.layout_.addWidget(part)
        self._items: dict[str, QListWidgetItem] = {}
        self._headings: list[QListWidgetItem] = []
        self._fill()
        self.search.textChanged.connect(self._filter)
        self.search.went_down.connect(self._go_down)
        self.search.entered.connect(self._take_first)
        self.list.itemClicked.connect(self._toggle)
        self.list.ticked.connect(self._toggle)

    def show_for(self, ticked: set[str]) -> None:
        """Open with these tags ticked and the search empty."""
        for tag in ticked - self._items.keys():
            self._add_line(tag, tag)
        for tag, item in self._items.items():
            item.setCheckState(Qt.CheckState.Checked if tag in ticked else Qt.CheckState.Unchecked)
        self.search.clear()
        self.list.scrollToTop()
        self.open()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self) -> None:
        group = ""
        for option in self._measure.options:
            if option.hidden:
                continue
            if option.group and option.group != group:
                group = option.group
                self._add_heading(group)
            self._add_line(option.id, option.label)

    def _add_heading(self, words: str) -> None:
        heading = QListWidgetItem(words, self.list)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        self._headings.append(heading)

    def _add_line(self, tag: str, label: str) -> QListWidgetItem:
        item = QListWidgetItem(label, self.list)
        item.setData(_TAG, tag)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Unchecked)
        self._items[tag] = item
        return item

    def _filter(self, words: str) -> None:
        wanted = words.strip().casefold()
        for item in self._items.values():
            item.setHidden(wanted not in item.text().casefold())
        for heading in self._headings:
            heading.setHidden(bool(wanted))
        found = any(not item.isHidden() for item in self._items.values())
        can_add = self._measure.open_options and bool(wanted)
        self._none.setText(
            _("Enter adds it as your own word.") if can_add else _("Nothing of that name.")
        )
        self._none.setVisible(not found)

    def _go_down(self) -> None:
        first = self._first_shown()
        if first is not None:
            self.list.setCurrentItem(first)
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_first(self) -> None:
        words = self.search.text().strip()
        same = [i for i in self._items.values() if i.text().casefold() == words.casefold()]
        if same:
            self._toggle(same[0])
        elif self._measure.open_options and words:
            self._toggle(self._add_line(words, words))
        elif words and (first := self._first_shown()) is not None:
            self._toggle(first)
        elif not words:
            self.close_()

    def _first_shown(self) -> QListWidgetItem | None:
        return next((item for item in self._items.values() if not item.isHidden()), None)

    def _toggle(self, item: QListWidgetItem) -> None:
        tag = item.data(_TAG)
        if tag is None:
            return
        is_ticked = item.checkState() is not Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        self.toggled.emit(str(tag), is_ticked)
