"""The Trends page: stacked charts, the year of skills, the same in words, and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from iop_companion.charts.trend_stack import TrendStack, draw_trend_stack
from iop_companion.charts.year_view import YearOfDays, draw_year_view, year_view_height
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.foundation.day_words import period_words
from iop_companion.foundation.i18n import _
from iop_companion.services.poles import join_poles
from iop_companion.services.views import InWords, TrendsView
from iop_companion.ui.toolkit.cards import Card, button, divider, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.trends.chart_card import ChartCard
from iop_companion.ui.trends.choose_card import ChooseCard
from iop_companion.ui.trends.events_card import EventsCard
from iop_companion.ui.trends.sessions_card import SessionsCard
from iop_companion.ui.trends.triggers_card import TriggersCard
from iop_companion.ui.trends.words import count_words, range_choices, usual_words
from iop_companion.ui.trends.words_card import WordsCard
from iop_companion.ui.widgets.switch import Switch
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_MAIN_CHARTS = 3
_MAIN_HEIGHT, _MORE_HEIGHT = 428, 112
_FEWER_HEIGHTS = {1: 250, 2: 350}
_SIDE_WIDTH, _SIDE_WIDE = 234, 400


class TrendsPanel(PageArea):
    """Shows a :class:`TrendsView`; wishes leave by signals. Ctrl+B shows charts as tables."""

    range_requested = Signal(str)
    session_requested = Signal(object)
    session_removed = Signal(object)
    event_saved = Signal(object)
    event_removed = Signal(object)
    charts_chosen = Signal(list, list)
    check_in_requested = Signal()

    def __init__(self, drawings: Drawings, *, whole: bool = True) -> None:
        """Build the page without data."""
        super().__init__()
        self.build(self._parts(drawings), whole=whole)

    def _parts(self, drawings: Drawings) -> Iterator[None]:
        self._period = text("", "sub")
        self.switch = Switch(_("How far back"), range_choices())
        self.switch.chosen.connect(self.range_requested)
        how = _("Point at a day, or press the arrow keys, to read it.")
        self.main = ChartCard(drawings, idle=how)
        self.year = ChartCard(drawings, _("Skills, year at a glance"), _("skills used each day"))
        self.more = ChartCard(drawings, _("Also tracked"), idle=how)
        yield
        self._year: YearOfDays | None = None
        self.triggers = TriggersCard()
        self.words = WordsCard(_("In words"))
        self.more_words = WordsCard(_("Also tracked, in words"))
        self._counts = text("", "small")
        self.table_button = button(_("Show as table"), checkable=True)
        self.table_button.setToolTip(_("Ctrl+B"))
        self.table_button.toggled.connect(self._show_table)
        self.sessions = SessionsCard()
        yield
        self.sessions.noted.connect(self.session_requested)
        self.sessions.removed.connect(self.session_removed)
        self.marked = EventsCard()
        yield
        self.marked.form.saved.connect(self.event_saved)
        self.marked.form.removed.connect(self.event_removed)
        self.choose_button = button(_("Choose charts"), checkable=True)
        self.choose_button.toggled.connect(self._show_choosing)
        self.choose = ChooseCard()
        yield
        self.choose.chosen.connect(self.charts_chosen)
        self.choose.done.connect(self._end_choosing)
        self.choose.hide()
        self._usual = Card(_("My usual range"))
        self._usual_words = text("", "small")
        self._empty = Card()
        self.start_button = button(_("Check in"), "primary")
        self.start_button.clicked.connect(self.check_in_requested)
        table_keys = QShortcut(QKeySequence("Ctrl+B"), self)
        table_keys.activated.connect(self._flip_table)
        self._arrange()
        self.show_nothing()

    def _arrange(self) -> None:
        self.words.add(divider(), self._counts, self.table_button)
        self.marked.form_opened.connect(lambda: self.show_all_of(self.marked.form))
        self._usual.add(self._usual_words)
        self._empty.add(
            text(_("Charts appear after the first entry. Start with mood if you like.")),
            self.start_button,
        )
        self._empty.layout_.setAlignment(self.start_button, Qt.AlignmentFlag.AlignLeft)
        self._columns = Columns(_SIDE_WIDTH, side_wide=_SIDE_WIDE)
        self._columns.main.addWidget(self.choose)
        for charts in (self.main, self.year, self.more):
            self._columns.main.addWidget(charts)
        self._columns.main.addWidget(self.triggers)
        self._columns.main.addStretch(1)
        for card in (self.words, self.marked, self.sessions, self._usual, self.more_words):
            self._columns.side.addWidget(card)
        self.body.addWidget(
            WrappingHead(text(_("Trends"), "h1"), self._period, self.switch, self.choose_button)
        )
        self.body.addWidget(self._empty)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def show_nothing(self) -> None:
        """Show neither charts nor the sentence of an empty vault: nothing is known yet."""
        for widget in (self.switch, self.choose_button, self._empty, self._columns):
            widget.hide()

    def show_view(self, view: TrendsView) -> None:
        """Show ``view``; without any series, one sentence and one button."""
        self.switch.choose(view.range)
        has_series = bool(view.choices)
        self._empty.setVisible(not has_series)
        self.switch.setVisible(has_series)
        self.choose_button.setVisible(has_series)
        self.choose.show_charts(view.choices)
        self._columns.setVisible(has_series)
        self._period.setText(_period_of(view) if has_series else "")
        self._show_side(view)
        stacked = tuple(s for s in view.series if not _is_skills(s, view))
        first, more = _apart(stacked)
        self.more.setVisible(bool(more))
        self.more_words.setVisible(bool(more))
        self.main.setVisible(bool(first))
        self.year.setVisible(view.skills_year is not None)
        if first:
            panels = join_poles(first)
            height = _FEWER_HEIGHTS.get(len(panels), _MAIN_HEIGHT)
            stack = partial(draw_trend_stack, data=TrendStack(panels, view.events))
            self.main.show_chart(stack, first, height, view.events)
        if view.skills_year is not None:
            self._show_year(view.skills_year, view.skills_began)
        if more:
            panels = join_poles(more)
            stack = partial(draw_trend_stack, data=TrendStack(panels, view.events))
            self.more.show_chart(stack, more, _MORE_HEIGHT * (len(panels) + 1), view.events)
        self._show_words(view, {one.label for one in more})

    @property
    def is_filled(self) -> bool:
        """Whether a view is shown: charts, or the sentence of an empty vault."""
        return not (self._columns.isHidden() and self._empty.isHidden())

    def take_focus(self) -> None:
        """Put the keyboard where work begins: on the range, or on the way to a first entry."""
        first = self.start_button if self.switch.isHidden() else self.switch.chosen_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_year(self, series: ChartSeries, began: date | None) -> None:
        """The year is the same for every range: it is drawn again only when something changed."""
        year = YearOfDays(series, began)
        if year != self._year:
            self._year = year
            self.year.show_chart(partial(draw_year_view, data=year), (series,), year_view_height)

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self._year = None
        for card in (self.main, self.year, self.more):
            card.forget()
        for words in (self.words, self.more_words):
            words.show_words(())
        for told in (self._counts, self._usual_words, self._period):
            told.setText("")
        self.triggers.show_triggers(None)
        self.marked.forget()
        self.sessions.forget()
        self.choose.forget()
        self.show_nothing()

    def _show_side(self, view: TrendsView) -> None:
        self._counts.setText(count_words(view))
        self.sessions.show_sessions(view.sessions, view.last)
        self.triggers.show_triggers(view.triggers)
        self.marked.show_events(view.events, view.marked, view.last)
        self._usual_words.setText(usual_words(view))
        self._usual.setVisible(bool(self._usual_words.text()))

    def _show_words(self, view: TrendsView, more: set[str]) -> None:
        beside: list[InWords] = []
        below: list[InWords] = []
        for told in view.words:
            (below if told.label in more else beside).append(told)
        self.words.show_words(beside)
        self.more_words.show_words(below)

    def _show_choosing(self, is_choosing: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self.choose.setVisible(is_choosing)
        if is_choosing:
            self.choose.take_focus()

    def _end_choosing(self) -> None:
        self.choose_button.setChecked(False)
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _flip_table(self) -> None:
        if not self._columns.isHidden():
            self.table_button.toggle()

    def _show_table(self, is_table: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self.table_button.setText(_("Show as charts") if is_table else _("Show as table"))
        for card in (self.main, self.year, self.more):
            card.show_table(is_table)


def _apart(
    stacked: tuple[ChartSeries, ...],
) -> tuple[tuple[ChartSeries, ...], tuple[ChartSeries, ...]]:
    """Return what is drawn first and what below; both sides of one measure stay together."""
    main = join_poles(stacked)[:_MAIN_CHARTS]
    ids = {part.measure_id for one in main for part in (one, one.opposite) if part is not None}
    first = tuple(one for one in stacked if one.measure_id in ids)
    return first, tuple(one for one in stacked if one.measure_id not in ids)


def _is_skills(series: ChartSeries, view: TrendsView) -> bool:
    """Whether ``series`` is shown by the year view."""
    return view.skills_year is not None and series.measure_id == view.skills_year.measure_id


def _period_of(view: TrendsView) -> str:
    crosses = view.first.year != view.last.year
    return period_words(view.first, view.last, with_year=crosses and view.n_days > 12 * 7)
