"""The Summary page: for whom, which days, what to include, and a preview that is the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut

from iop_companion.domain.summary import Section
from iop_companion.foundation.i18n import _
from iop_companion.ui.summary.choices import AboutCard, IncludeCard
from iop_companion.ui.summary.page_preview import PagePreview
from iop_companion.ui.summary.saved_card import SavedCard
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.tick_row import TickRow
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE_WIDTH, _SIDE_WIDE = 344, 400
_SETTLE_MS = 400
"""Typing settles for so long before the preview is made anew."""

_AROUND_PREVIEW = 150
"""Px of the head above the preview and of the line below it, at 100 % text."""


class SummaryPanel(PageArea):
    """Shows the choices and the pages of the file; what the person wishes leaves by signals."""

    choices_changed = Signal()
    save_requested = Signal()
    print_requested = Signal()
    card_requested = Signal()

    def __init__(self, *, whole: bool = True) -> None:
        """Build the page with nothing included yet; see :meth:`set_choices`."""
        super().__init__()
        self.build(self._parts(), whole=whole)

    def _parts(self) -> Iterator[None]:
        self.save_button = button(_("Save PDF"), "primary")
        self.save_button.clicked.connect(self.save_requested)
        self.save_button.setToolTip(_("Ctrl+S"))
        self.print_button = button(_("Print"), icon="print")
        self.print_button.clicked.connect(self.print_requested)
        self.print_button.setToolTip(_("Ctrl+P"))
        self.card_button = button(_("Diary card"))
        self.card_button.setToolTip(_("A week on one page, empty or filled in"))
        self.card_button.clicked.connect(self.card_requested)
        self.about = AboutCard()
        yield
        self.include = IncludeCard()
        yield
        self.left_out = text("", "small")
        self.preview = PagePreview()
        self.saved = SavedCard()
        yield
        self.lock = TickRow(
            _("Lock the PDF with a passphrase"),
            _("Any PDF reader asks for it. Nobody can open the file without it."),
        )
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.choices_changed)
        self.about.typed.connect(self._settle.start)
        self.about.period_chosen.connect(self.tell_choices)
        self.include.ticked.connect(self.tell_choices)
        keys = QShortcut(QKeySequence("Ctrl+S"), self)
        keys.activated.connect(self.save_requested)
        print_keys = QShortcut(QKeySequence("Ctrl+P"), self)
        print_keys.activated.connect(self.print_requested)
        self._arrange()

    def _arrange(self) -> None:
        promise = _("One or two pages to bring to therapy. Nothing is sent from this computer.")
        head = text(_("Summary"), "h1"), text(promise, "sub")
        self.body.addWidget(
            WrappingHead(*head, self.card_button, self.print_button, self.save_button)
        )
        columns = Columns(_SIDE_WIDTH, side_wide=_SIDE_WIDE, side_first=True)
        columns.side.addWidget(self.about)
        columns.side.addWidget(self.include)
        locking = Card()
        locking.add(self.lock)
        columns.side.addWidget(locking)
        spacing.gap(columns.main, 8)
        columns.main.addWidget(self.preview)
        columns.main.addWidget(self.left_out)
        columns.main.addWidget(self.saved)
        columns.main.addStretch(1)
        self.body.addWidget(columns)
        self.body.addStretch(1)

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that nobody was told of yet."""
        return self._settle.isActive()

    def tell_choices(self) -> None:
        """Tell the choices now, without waiting for typing to settle."""
        self._settle.stop()
        self.choices_changed.emit()

    def set_choices(self, sections: Sequence[Section], talk_points: Sequence[str]) -> None:
        """Tick ``sections`` and show the kept points, without telling anybody."""
        self.include.set_sections(sections)
        self.about.set_talk_points(talk_points)

    def show_people(self, names: Sequence[str]) -> None:
        """Offer the person's people as readers, and a tick for their names in the words."""
        self.about.for_whom.show_people(names)
        self.include.offer_names(are_known=bool(names))

    def show_pages(self, pages: Sequence[QImage], left_out: str) -> None:
        """Show the pages of the very file and what is left out of it."""
        self.preview.show_pages(pages)
        self.left_out.setText(left_out)

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self._settle.stop()
        self.show_pages([], "")
        self.saved.forget()
        self.include.forget()
        self.about.forget()
        self._settle.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Let a whole page be seen in the height there is."""
        super().resizeEvent(event)
        self.preview.fit_into(self.viewport().height() - current().px(_AROUND_PREVIEW))
