"""The Trends page: stacked charts, the same in words, and as a table."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from iop_companion.charts.trend_stack import TrendStack, draw_trend_stack
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.day_words import period_words
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.views import InWords, TrendsView
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, divider, page_head, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.trends.chart_card import ChartCard
from iop_companion.ui.trends.words import range_choices
from iop_companion.ui.widgets.switch import Switch

_MAIN_CHARTS = 3
_MAIN_HEIGHT, _MORE_HEIGHT = 428, 150
_SIDE_WIDTH = 234
_SWITCH_BESIDE_FROM = 780


class TrendsPanel(PageArea):
    """Shows a :class:`TrendsView`; wishes leave by signals."""

    range_requested = Signal(str)
    session_requested = Signal()
    check_in_requested = Signal()

    def __init__(self, drawings: Drawings) -> None:
        """Build the page without data."""
        super().__init__()
        self._title = text(_("Trends"), "h1")
        self._period = text("", "sub")
        self.switch = Switch(_("How far back"), range_choices())
        self.switch.chosen.connect(self.range_requested)
        self.main = ChartCard(drawings)
        self.more = ChartCard(drawings, heading=_("Also tracked"))
        self._words = Card(_("In words"))
        self._word_box = QVBoxLayout()
        self._counts = text("", "small")
        self.table_button = button(_("Show as table"), checkable=True)
        self.table_button.toggled.connect(self._show_table)
        self._session = Card(_("My sessions"))
        self._last_session = text("", "small")
        self.session_button = button(_("I had a session today"))
        self.session_button.clicked.connect(self.session_requested)
        self._empty = Card()
        self.start_button = button(_("Check in"), "primary")
        self.start_button.clicked.connect(self.check_in_requested)
        self._arrange()

    def _arrange(self) -> None:
        spacing.gap(self._word_box, 12)
        self._words.layout_.addLayout(self._word_box)
        self._words.add(divider(), self._counts, self.table_button)
        self._session.add(self._last_session, self.session_button)
        self._empty.add(
            text(_("Charts appear after the first entry. Start with mood if you like.")),
            self.start_button,
        )
        self._empty.layout_.setAlignment(self.start_button, Qt.AlignmentFlag.AlignLeft)
        self._head = page_head(self._title, self._period, self.switch)
        self._columns = Columns(_SIDE_WIDTH)
        self._columns.main.addWidget(self.main)
        self._columns.main.addWidget(self.more)
        self._columns.side.addWidget(self._words)
        self._columns.side.addWidget(self._session)
        self._columns.main.addStretch(1)
        self.body.addLayout(self._head)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def show_view(self, view: TrendsView) -> None:
        """Show ``view``; without any series, one sentence and one button."""
        self.switch.choose(view.range)
        has_series = bool(view.series)
        self._empty.setVisible(not has_series)
        self.main.setVisible(has_series)
        self.more.setVisible(len(view.series) > _MAIN_CHARTS)
        self._words.setVisible(has_series)
        self._period.setText(period_words(view.first, view.last) if has_series else "")
        self._show_words(view.words)
        self._counts.setText(count_words(view))
        self._last_session.setText(
            _("Last session: {day}.").format(day=long_day(view.last_session, view.last))
            if view.last_session
            else _("Note a session, and the charts can begin there.")
        )
        if has_series:
            self._show_charts(view)

    def _show_charts(self, view: TrendsView) -> None:
        first, more = view.series[:_MAIN_CHARTS], view.series[_MAIN_CHARTS:]
        self.main.show_stack(
            partial(draw_trend_stack, data=TrendStack(first, view.events)),
            first,
            height=_MAIN_HEIGHT if len(first) == _MAIN_CHARTS else _MORE_HEIGHT * 2,
        )
        if more:
            self.more.show_stack(
                partial(draw_trend_stack, data=TrendStack(more)),
                more,
                height=_MORE_HEIGHT * (len(more) + 1),
            )

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self.main.forget()
        self.more.forget()
        self._show_words(())
        self._counts.setText("")
        self._last_session.setText("")

    def _show_words(self, words: tuple[InWords, ...]) -> None:
        while (item := self._word_box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for told in words:
            pair = QWidget()
            pile = QVBoxLayout(pair)
            pile.setContentsMargins(0, 0, 0, 0)
            pile.setSpacing(0)
            pile.addWidget(text(told.label, "label"))
            pile.addWidget(text(told.sentence, "small"))
            self._word_box.addWidget(pair)

    def _show_table(self, is_table: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self.table_button.setText(_("Show as charts") if is_table else _("Show as table"))
        self.main.show_table(is_table)
        self.more.show_table(is_table)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the switch below the title when there is no room beside it."""
        super().resizeEvent(event)
        is_narrow = self.width() < current().px(_SWITCH_BESIDE_FROM)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if is_narrow else across)


def count_words(view: TrendsView) -> str:
    """Return the line under the words: days without entry, late and imported ones, counted."""
    parts = [
        ngettext(
            "{n} of {days} days has no entry. Gaps stay gaps in the charts.",
            "{n} of {days} days have no entry. Gaps stay gaps in the charts.",
            view.n_days_without,
        ).format(n=view.n_days_without, days=view.n_days)
    ]
    if view.n_late:
        parts.append(
            ngettext(
                "{n} day was added later (hollow).",
                "{n} days were added later (hollow).",
                view.n_late,
            ).format(n=view.n_late)
        )
    if view.n_imported:
        parts.append(
            ngettext("{n} day is imported.", "{n} days are imported.", view.n_imported).format(
                n=view.n_imported
            )
        )
    return " ".join(parts)
