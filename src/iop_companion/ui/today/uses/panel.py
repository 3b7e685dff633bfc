"""The page of a day's single uses: a form for one, those that are there, what they come to."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal

from iop_companion.domain.diary_entries import UseAmount
from iop_companion.domain.measure import Measure
from iop_companion.foundation.dates import clock_time, long_day
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.single_uses import UsedRow, UsesView
from iop_companion.ui.today.day_form import DayFormPanel
from iop_companion.ui.today.uses.form import UseForm, amount_words, use_words
from iop_companion.ui.toolkit.cards import at_edge, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.widgets.entry_lines import EntryLines, EntryWords
from iop_companion.ui.widgets.note_and_mark import told_with_mark
from iop_companion.ui.widgets.wrapping_card import WrappingCard
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE, _BESIDE_FROM = 320, 860


class UsesPanel(DayFormPanel):
    """Shows a :class:`UsesView`; wishes leave by signals."""

    rows_requested = Signal()
    removed = Signal(object)

    def __init__(self) -> None:
        """Build the page without a day."""
        super().__init__()
        self.view: UsesView | None = None
        self._sub = text("", "sub")
        self.back = button(_("Back to Today"))
        self.form = UseForm()
        self.lines = EntryLines()
        self._none = text(_("Nothing yet, and that is fine."), "small")
        self._sums = text("", "small")
        self.rows_button = at_edge(button(_("What I use"), "quiet", size="small"))
        self.none_card = WrappingCard()
        self.first_button = button(_("Name what I use"), "primary")
        self._columns = Columns(_SIDE, _BESIDE_FROM)
        self._arrange()
        self.back.clicked.connect(self.back_requested)
        self.rows_button.clicked.connect(self.rows_requested)
        self.first_button.clicked.connect(self.rows_requested)
        self.lines.change_requested.connect(self._change)
        self.lines.remove_requested.connect(self._remove)

    def show_view(self, view: UsesView) -> None:
        """Show a day; a form that is being written stays."""
        self.view = view
        self._sub.setText(long_day(view.day, view.today))
        self.form.offer([one.measure for one in view.rows])
        has_any = bool(view.rows or view.uses or self.form.typed() is not None)
        self._columns.setVisible(has_any)
        self.none_card.setHidden(has_any)
        of_use = {str(use.id): one.measure for one in view.rows for use in one.uses}
        self.lines.show_entries([_line(use, of_use) for use in view.uses])
        self._none.setVisible(not view.uses)
        said = [words for one in view.rows if (words := _sum_words(one))]
        self._sums.setText("\n".join(said))
        self._sums.setVisible(bool(said))

    def take_focus(self) -> None:
        """Put the keyboard on the amount, or on the way to a first row."""
        if self.none_card.isHidden():
            self.form.take_focus()
        else:
            self.first_button.setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Hold nothing any more (on lock)."""
        self.view = None
        self.lines.show_entries(())
        self._sums.setText("")
        self._sub.setText("")
        self.form.begin()
        self.form.offer(())

    def _arrange(self) -> None:
        self.body.addWidget(WrappingHead(text(_("Single uses"), "h1"), self._sub, self.back))
        self.none_card.add(text(_("A single use belongs to something you named before.")))
        self.none_card.layout_.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.none_card.hide()
        self.body.addWidget(self.none_card)
        day = WrappingCard(_("This day"))
        day.add(self._none, self.lines, self._sums)
        about = WrappingCard(_("Only if it helps you"))
        about.add(
            text(
                _(
                    "One number a day on Today is enough. Single uses are for when times and "
                    "places tell you something."
                ),
                "small",
            )
        )
        about.layout_.addWidget(self.rows_button, 0, Qt.AlignmentFlag.AlignLeft)
        for card in (self.form, day):
            self._columns.main.addWidget(card)
        self._columns.main.addStretch(1)
        self._columns.side.addWidget(about)
        self._columns.side.addStretch(1)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def _use(self, use_id: str) -> UseAmount | None:
        uses = self.view.uses if self.view is not None else ()
        return next((use for use in uses if use.id == use_id), None)

    def _change(self, use_id: str) -> None:
        self.form.discard(self._use(use_id))
        self.form.take_focus()
        self.show_all_of(self.form.amount)

    def _remove(self, use_id: str) -> None:
        if (use := self._use(use_id)) is not None:
            self.removed.emit(use)


def _line(use: UseAmount, of_use: Mapping[str, Measure]) -> EntryWords:
    measure = of_use.get(str(use.id))
    name = (measure.row or measure.label) if measure is not None else use.substance
    how_much = use_words(use, measure)
    title = _("{what}, {how_much}").format(what=name, how_much=how_much) if how_much else name
    words = [clock_time(use.moment)] if use.moment is not None else []
    said = ", ".join([*words, *filter(None, [use.note])])
    return EntryWords(str(use.id), title, told_with_mark(said, is_private=use.private))


def _sum_words(one: UsedRow) -> str:
    """Say what the uses of a row come to, and before the first what becomes of its amount."""
    name = one.measure.row or one.measure.label
    row = "" if one.row is None else amount_words(one.row, one.measure)
    if not one.uses:
        if not one.row:
            return ""
        return _(
            "{what}: the row of Today says {n}. With a single use, that is kept as one of its own."
        ).format(what=name, n=row)
    said = []
    if one.total is not None:
        words = (
            _("{what}: {n} in all, as the row of Today says, too.")
            if one.total == one.row
            else _(
                "{what}: together {n}; the row of Today says {row}. With the next change here it "
                "follows."
            )
        )
        if one.row is None:
            words = _("{what}: together {n}.")
        said.append(words.format(what=name, n=amount_words(one.total, one.measure), row=row))
    if one.n_uncounted:
        said.append(
            ngettext(
                "{n} without an amount is not counted.",
                "{n} without an amount are not counted.",
                one.n_uncounted,
            ).format(n=one.n_uncounted)
        )
    return " ".join(said)
