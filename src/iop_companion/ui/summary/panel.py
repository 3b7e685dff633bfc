"""The Summary page: for whom, which days, what to include, and a preview that is the file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from iop_companion.domain.summary import Section
from iop_companion.foundation.i18n import _
from iop_companion.ui.summary.page_preview import PagePreview
from iop_companion.ui.summary.words import period_choices, section_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, page_head, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.switch import Switch

_SIDE_WIDTH = 344
_SAVE_BESIDE_FROM = 640
_SETTLE_MS = 400
"""Typing settles for so long before the preview is made anew."""


class SummaryPanel(PageArea):
    """Shows the choices and the pages of the file; what the person wishes leaves by signals."""

    choices_changed = Signal()
    save_requested = Signal()

    def __init__(self) -> None:
        """Build the page with nothing included yet; see :meth:`set_choices`."""
        super().__init__()
        self.save_button = button(_("Save PDF"), "primary")
        self.save_button.clicked.connect(self.save_requested)
        self.name = _line(_("My name or initials"), _("optional"))
        self.recipient = _line(_("For"), _("a person, or leave it empty"))
        self.period = Switch(_("Period"), period_choices())
        self.talk = QPlainTextEdit()
        self.talk.setAccessibleName(_("What I want to talk about, one point a line"))
        self.talk.setPlaceholderText(_("One point a line, up to three"))
        self.talk.setTabChangesFocus(True)
        spacing.fixed(self.talk, height=104)
        self.boxes: dict[Section, QCheckBox] = {}
        self.left_out = text("", "small")
        self.preview = PagePreview()
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.choices_changed)
        self._arrange()
        self.period.chosen.connect(lambda _key: self.choices_changed.emit())
        for field in (self.name, self.recipient):
            field.textEdited.connect(lambda _text: self._settle.start())
        self.talk.textChanged.connect(self._settle.start)

    def _arrange(self) -> None:
        promise = _("One or two pages to bring to therapy. Nothing is sent from this computer.")
        self._head = page_head(text(_("Summary"), "h1"), text(promise, "sub"), self.save_button)
        self._columns = Columns(_SIDE_WIDTH, side_first=True)
        self._fill_side(self._columns.side)
        self._columns.main.addWidget(self.preview)
        self._columns.main.addWidget(self.left_out)
        self._columns.main.addStretch(1)
        self.body.addLayout(self._head)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def _fill_side(self, pile: QVBoxLayout) -> None:
        about = Card()
        about.add(text(_("For"), "label"), self.recipient)
        about.add(text(_("My name or initials"), "label"), self.name)
        about.add(text(_("Period"), "label"), self.period)
        about.add(text(_("What I want to talk about"), "label"), self.talk)
        include = Card(_("Include"))
        spacing.gap(include.layout_, 2)
        for section, words, hint in section_words():
            box = QCheckBox(words)
            box.setAccessibleDescription(hint)
            box.toggled.connect(lambda _on: self.choices_changed.emit())
            self.boxes[section] = box
            include.add(box)
            if hint:
                line = QHBoxLayout()
                spacing.margins(line, 30, 0, 0, 8)
                line.addWidget(text(hint, "hint"))
                include.layout_.addLayout(line)
        pile.addWidget(about)
        pile.addWidget(include)

    def set_choices(self, sections: Sequence[Section], talk_points: Sequence[str]) -> None:
        """Tick ``sections`` and show the kept points, without telling anybody."""
        for section, box in self.boxes.items():
            box.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
            box.setChecked(section in sections)
            box.blockSignals(False)  # noqa: FBT003
        self.talk.blockSignals(True)  # noqa: FBT003
        self.talk.setPlainText("\n".join(talk_points))
        self.talk.blockSignals(False)  # noqa: FBT003

    @property
    def sections(self) -> tuple[Section, ...]:
        """The ticked sections."""
        return tuple(section for section, box in self.boxes.items() if box.isChecked())

    @property
    def talk_points(self) -> tuple[str, ...]:
        """The lines that hold any words."""
        lines = self.talk.toPlainText().splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def show_pages(self, pages: Sequence[bytes], left_out: str) -> None:
        """Show the pages of the very file and what is left out of it."""
        pictures = []
        for page in pages:
            picture = QPixmap()
            picture.loadFromData(page, "PNG")
            pictures.append(picture)
        self.preview.show_pages(pictures)
        self.left_out.setText(left_out)

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self._settle.stop()
        self.preview.show_pages([])
        self.left_out.setText("")
        self.set_choices((), ())
        self.name.clear()
        self.recipient.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the button below the title when there is no room beside it."""
        super().resizeEvent(event)
        is_narrow = self.width() < current().px(_SAVE_BESIDE_FROM)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if is_narrow else across)


def _line(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMaxLength(80)
    return field
