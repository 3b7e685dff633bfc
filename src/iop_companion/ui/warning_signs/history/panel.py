"""History: what came up and what came of it, the chance of it, and which signs earned a place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _
from iop_companion.services.episode_rows import EpisodeRow
from iop_companion.services.what_happened import HistoryView
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.level_shape import level_word
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.warning_signs.history.episode_list import EpisodeList
from iop_companion.ui.warning_signs.history.signs_card import SignsCard
from iop_companion.ui.warning_signs.outcome_form import OutcomeForm
from iop_companion.ui.warning_signs.parts_switch import HISTORY, PartsSwitch
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.pick_chip import PickChip
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE_WIDTH, _SIDE_WIDE, _SIDE_BESIDE_FROM = 312, 400, 880
_CARD_GAP = 12
ALL = ""


class HistoryPanel(PageArea):
    """Shows a :class:`HistoryView`; one warning at a time is open in the form below."""

    episode_requested = Signal(str)
    signs_requested = Signal()

    def __init__(self) -> None:
        """Build the page without data."""
        super().__init__()
        self._view: HistoryView | None = None
        self._only = ALL
        self._sub = text("", "sub")
        self.parts = PartsSwitch(HISTORY)
        self.list = EpisodeList()
        self.list.chosen.connect(self.episode_requested)
        self.chips = {key: PickChip(words) for key, words in _filters()}
        self.chance = text("", "small")
        self._none = text("", "small")
        self.signs_button = button(_("Open my signs"))
        self.signs_button.clicked.connect(self.signs_requested)
        self.form = OutcomeForm()
        self.signs = SignsCard()
        self._card = Card()
        self._columns = Columns(_SIDE_WIDTH, _SIDE_BESIDE_FROM, _SIDE_WIDE)
        self._arrange()

    def _arrange(self) -> None:
        group = QButtonGroup(self)
        self._filters = QWidget()
        flow = FlowLayout(self._filters, gap=6, line_gap=6)
        for key, chip in self.chips.items():
            group.addButton(chip)
            chip.clicked.connect(partial(self._show_only, key))
            flow.addWidget(chip)
        self.chips[ALL].setChecked(True)
        heading = text(_("What came up, and what came of it"), "h2", wrap=False)
        self._card.add(
            WrappingHead(heading, None, self._filters),
            self.list,
            self._none,
            self.chance,
            self.signs_button,
        )
        self._card.layout_.setAlignment(self.signs_button, Qt.AlignmentFlag.AlignLeft)
        main, side = self._columns.main, self._columns.side
        for column in (main, side):
            spacing.gap(column, _CARD_GAP)
        main.addWidget(self._card)
        main.addWidget(self.form)
        main.addStretch(1)
        side.addWidget(self.signs)
        head = WrappingHead(text(_("Warning signs"), "h1"), self._sub, self.parts)
        self.body.addWidget(head)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)
        self._columns.hide()

    @property
    def is_filled(self) -> bool:
        """Whether a view is shown."""
        return self._view is not None

    def show_view(self, view: HistoryView, open_id: str) -> None:
        """Show ``view`` with the warning ``open_id`` open, or the newest that is not answered."""
        self._view = view
        self._columns.show()
        since = _("History since {day}").format(day=day_words(view.first)) if view.first else ""
        self._sub.setText(since or _("History"))
        self.chance.setText(view.chance)
        self.chance.setVisible(bool(view.chance))
        self.signs_button.setVisible(not view.rows)
        self._filters.setVisible(len({row.level for row in view.rows}) > 1)
        self.signs.show_signs(view.signs)
        rows = self._rows()
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._none.setText(
            _("Nothing has come up yet. When it does, it is kept here as it was shown.")
        )
        self.open(open_id)

    def open(self, episode_id: str) -> None:
        """Open a warning in the form; where it is not shown, the newest that is not answered."""
        rows = self._rows()
        wanted = next((row for row in rows if row.id == episode_id), None)
        wanted = wanted or next((row for row in rows if row.is_open), None)
        self.form.show_row(wanted)
        if rows:
            self.list.mark(wanted.id if wanted else "")

    def take_focus(self) -> None:
        """Put the keyboard on the open warning, or on the parts."""
        stops = [one for one in self.list.buttons if one.isChecked()] or self.list.buttons[:1]
        first: QWidget = stops[0] if stops else self.parts.chosen_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Hold no word any more (on lock)."""
        self._view = None
        self.list.show_rows(())
        self.form.show_row(None)
        self.signs.show_signs(())
        for words in (self._sub, self.chance, self._none):
            words.setText("")
        self._columns.hide()

    def _rows(self) -> tuple[EpisodeRow, ...]:
        rows = self._view.rows if self._view else ()
        return tuple(row for row in rows if self._only in {ALL, row.level.value})

    def _show_only(self, key: str) -> None:
        self._only = key
        if self._view is not None:
            shown = self.form.row
            self.show_view(self._view, shown.id if shown else "")


def _filters() -> list[tuple[str, str]]:
    return [
        (ALL, _("All")),
        (Level.WATCH.value, level_word(Level.WATCH)),
        (Level.ACT.value, level_word(Level.ACT)),
    ]
