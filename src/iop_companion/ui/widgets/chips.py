"""Several answers at once as chips: a letter or click ticks, More opens the whole list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QIcon, QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from iop_companion.domain.measure import Measure, Option, Value
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.toolkit.icons import icon
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.choice_row import STEPS, with_mnemonic
from iop_companion.ui.widgets.editor import Editor, is_clear, is_enter, typed_text
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.tag_list import TagList

SHOWN_AT_FIRST = 4
"""Chips on the row where the measure marks none of its options as first."""

_TICK = 14
_TICK_GAP = 4
_SIDES = 20  # padding 8 and line 2 on both sides of a ticked chip


class Chip(QPushButton):
    """One chip. Its width has room for the tick and the bolder words from the start."""

    def __init__(self, row: ChipsRow, label: str, key: str, spoken: str) -> None:
        """Stand in ``row``; ``key`` is the letter to underline, or ""."""
        super().__init__(with_mnemonic(label, [key] if key else []), row)
        self.setShortcut("")  # the underline is a picture; Alt+letter belongs to the window
        self._row = row
        self._label = label
        self.setProperty("kind", "chip")
        self.setProperty("radius", 18)
        self.setAutoDefault(False)
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.toggled.connect(self._show_tick)
        current().changed.connect(self._show_tick)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return a size that ticking does not change."""
        theme = current()
        bold = QFontMetrics(theme.font(weight=QFont.Weight.DemiBold))
        tick = theme.px(_TICK + _TICK_GAP) if self.isCheckable() else 0
        height = super().sizeHint().height()
        return QSize(bold.horizontalAdvance(self._label) + tick + theme.px(_SIDES) + 1, height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Never be narrower."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Offer the key to the row first."""
        if not self._row.take_key(event):
            if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Select}:
                super().keyPressEvent(event)
            else:
                event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Become the row's tab stop."""
        self._row.move_tab_stop(self)
        super().focusInEvent(event)

    def _show_tick(self) -> None:
        if self.isChecked():
            px = current().px(_TICK)
            self.setIcon(icon("check", "on_primary_soft", size=_TICK))
            self.setIconSize(QSize(px, px))
        elif not self.icon().isNull():
            self.setIcon(QIcon())


class ChipsRow(Editor):
    """Tags of a measure: the first ones as chips, all of them behind More.

    Keys: the underlined letter ticks and unticks and stays; M opens More; arrows move; Space ticks;
    Backspace clears; Enter goes on. A ticked tag is always on the row.
    """

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        """Build the chips that always stand on the row."""
        super().__init__(measure, parent)
        self._options = {option.id: option for option in measure.options}
        self._chips: dict[str, Chip] = {}
        self._by_key: dict[str, str] = {}
        self._list: TagList | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._flow = FlowLayout(gap=4, line_gap=6)
        outer.addLayout(self._flow)
        self._first = [option.id for option in _first_options(measure)]
        for tag in self._first:
            self._add_chip(tag)
        more_key = pgettext("key for more", "M")
        self.more = Chip(
            self,
            pgettext("more options", "More"),
            "" if more_key in self._by_key else more_key,
            _("More, {measure}").format(measure=measure.label),
        )
        self._by_key.setdefault(more_key, "")
        self.more.clicked.connect(self.open_list)
        self._flow.addWidget(self.more)
        self.more.setVisible(measure.open_options or len(self._offered()) > len(self._first))
        self.move_tab_stop(self._stops()[0])

    @property
    def chips(self) -> list[Chip]:
        """The chips on the row in their order, More not among them."""
        return list(self._chips.values())

    def value(self) -> Value | None:
        """Return the ids of the ticked tags, sorted, or None for none."""
        return tuple(sorted(self._ticked())) or None

    def set_value(self, value: Value | None) -> None:
        """Tick exactly these tags."""
        tags = value if isinstance(value, tuple) else ()
        for tag in [tag for tag in self._chips if tag not in self._first and tag not in tags]:
            self._drop_chip(tag)
        for tag in tags:
            if tag not in self._chips:
                self._add_chip(tag)
        for tag, chip in self._chips.items():
            chip.setChecked(tag in tags)

    def tab_stop(self) -> QWidget:
        """Return the chip last visited, else the first."""
        stops = self._stops()
        return next((s for s in stops if s.focusPolicy() == Qt.FocusPolicy.StrongFocus), stops[0])

    def move_tab_stop(self, stop: Chip) -> None:
        """Let Tab come to ``stop`` alone; a click still reaches every chip."""
        for chip in self._stops():
            policy = Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key of the row; return whether it was one."""
        if is_clear(event):
            self.clear()
            return True
        if is_enter(event):
            self.done.emit()
            return True
        if self._move(event):
            return True
        tag = self._by_key.get(typed_text(event))
        if tag is None:
            return False
        if tag:
            self._chips[tag].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._chips[tag].click()
        else:
            self.open_list()
        return True

    def open_list(self) -> None:
        """Show every tag with its group, to search and tick."""
        if self._list is None:
            self._list = TagList(self.more, self.measure)
            self._list.toggled.connect(self.tick)
        self._list.show_for(set(self._ticked()))

    def tick(self, tag: str, is_ticked: bool) -> None:  # noqa: FBT001 -- a signal's payload
        """Tick or untick a tag as the person's act; a new one gets a chip."""
        ticked = [one for one in self._ticked() if one != tag]
        before = self.value()
        self.set_value((*ticked, tag) if is_ticked else tuple(ticked))
        if self.value() != before:
            self.changed.emit()

    def _move(self, event: QKeyEvent) -> bool:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        stops = self._stops()
        here = next((i for i, stop in enumerate(stops) if stop.hasFocus()), 0)
        there = min(max(here + step, 0), len(stops) - 1)
        stops[there].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _stops(self) -> list[Chip]:
        return [*self._chips.values(), *([] if self.more.isHidden() else [self.more])]

    def _ticked(self) -> list[str]:
        return [tag for tag, chip in self._chips.items() if chip.isChecked()]

    def _offered(self) -> list[Option]:
        return [option for option in self.measure.options if not option.hidden]

    def _add_chip(self, tag: str) -> None:
        option = self._options.get(tag, Option(tag, tag))
        key = option.key.upper()
        shown_key = key if key and key not in self._by_key else ""
        spoken = _("{measure}: {answer}").format(measure=self.measure.label, answer=option.label)
        chip = Chip(self, option.label, shown_key, spoken)
        chip.setCheckable(True)
        chip.clicked.connect(lambda _on: self.changed.emit())
        self._flow.insert_widget(len(self._chips), chip)
        self._chips[tag] = chip
        if shown_key:
            self._by_key[shown_key] = tag
        chip.show()

    def _drop_chip(self, tag: str) -> None:
        chip = self._chips.pop(tag)
        self._by_key = {key: one for key, one in self._by_key.items() if one != tag}
        drop(self._flow, chip)
        self.move_tab_stop(self._stops()[0])


def _first_options(measure: Measure) -> Iterable[Option]:
    offered = [option for option in measure.options if not option.hidden]
    return [option for option in offered if option.first] or offered[:SHOWN_AT_FIRST]
