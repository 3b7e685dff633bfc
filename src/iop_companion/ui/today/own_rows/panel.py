"""The page of own rows: what there is, a form for one, names for the others, what was put away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from iop_companion.catalog.standard_drinks import StandardDrink
from iop_companion.domain.measure import Measure
from iop_companion.foundation.i18n import _
from iop_companion.services.measures import MAX_LABEL
from iop_companion.services.own_rows import RowKind, as_row_draft
from iop_companion.ui.today.own_rows.form import OwnRowForm
from iop_companion.ui.today.own_rows.words import kind_words, row_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import at_edge, button, row, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.widgets.entry_lines import EntryLines, EntryWords
from iop_companion.ui.widgets.quiet_combo import QuietCombo
from iop_companion.ui.widgets.wrapping_card import WrappingCard
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE, _BESIDE_FROM = 340, 860


@dataclass(frozen=True, slots=True)
class OwnRowsView:
    """The person's own rows, those put away, and the rows of the catalogue with their names."""

    own: tuple[Measure, ...]
    removed: tuple[Measure, ...]
    others: tuple[Measure, ...]


class OwnRowsPanel(PageArea):
    """Shows an :class:`OwnRowsView`; wishes leave by signals."""

    back_requested = Signal()
    settings_requested = Signal()
    uses_requested = Signal()
    removed = Signal(str)
    wanted_back = Signal(str)
    renamed = Signal(str, str)

    def __init__(self, *, only_used: bool = False) -> None:
        """Build the page; ``only_used`` leaves everything out but what a person uses."""
        super().__init__()
        self._only_used = only_used
        self._view = OwnRowsView((), (), ())
        kinds = (RowKind.USE,) if only_used else tuple(kind_words())
        self.form = OwnRowForm(kinds)
        self.lines = EntryLines()
        self._none = text(_("None yet, and that is fine."), "small")
        self.back = button(_("Back to Today"))
        self.uses = at_edge(button(_("Single uses of a day"), "quiet", size="small"))
        self.order = at_edge(button(_("Order and hide rows"), "quiet"))
        self.others = QuietCombo()
        self.others.setAccessibleName(_("Row"))
        self.other_name = QLineEdit()
        self.other_name.setAccessibleName(_("My name for it"))
        self.other_name.setPlaceholderText(_("My name for it"))
        self.other_name.setMaxLength(MAX_LABEL)
        self.rename = button(_("Use this name"))
        self._names_card = WrappingCard(_("Names of other rows"))
        self._removed_card = WrappingCard(_("Put away"))
        self._removed_pile = QVBoxLayout()
        self._columns = Columns(_SIDE, _BESIDE_FROM)
        self._arrange()
        self._connect()

    def show_view(self, view: OwnRowsView) -> None:
        """Show the rows; a form that is being written stays."""
        self._view = view
        self.lines.show_entries(
            [EntryWords(str(one.id), one.label, row_words(one)) for one in view.own]
        )
        self._none.setVisible(not view.own)
        self.uses.setVisible(self._only_used and bool(view.own))
        self._show_removed(view.removed)
        self._show_others(view.others)

    def show_drink(self, drink: StandardDrink) -> None:
        """Begin amounts of alcohol with this standard drink."""
        self.form.show_drink(drink)

    def forget(self) -> None:
        """Hold nothing any more (on lock)."""
        self.show_view(OwnRowsView((), (), ()))
        self.other_name.clear()
        self.form.begin()

    def _show_removed(self, removed: Sequence[Measure]) -> None:
        while (item := self._removed_pile.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in removed:
            self._removed_pile.addWidget(self._removed_line(one))
        self._removed_card.setVisible(bool(removed))

    def _removed_line(self, one: Measure) -> QWidget:
        line = QWidget()
        pile = QVBoxLayout(line)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 0)
        back = button(_("Bring back"), "quiet")
        back.setAccessibleName(_("Bring back: {row}").format(row=one.label))
        back.clicked.connect(lambda: self.wanted_back.emit(str(one.id)))
        pile.addWidget(text(one.label, "label"))
        pile.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        return line

    def _show_others(self, others: Sequence[Measure]) -> None:
        chosen = self.others.currentData()
        self.others.clear()
        for one in others:
            self.others.addItem(one.row or one.label, str(one.id))
        self.others.setCurrentIndex(max(0, self.others.findData(chosen)))

    def _arrange(self) -> None:
        title = _("What I use") if self._only_used else _("Rows of my own")
        sub = (
            _("Name it once; its row stands on Today from then on.")
            if self._only_used
            else _("Anything you want to keep an eye on, in your own words.")
        )
        self.body.addWidget(WrappingHead(text(title, "h1"), text(sub, "sub"), self.back))
        own = WrappingCard(title)
        own.add(self._none, self.lines)
        self._columns.main.addWidget(self.form)
        self._columns.main.addStretch(1)
        self._columns.side.addWidget(own)
        if self._only_used:
            own.layout_.addWidget(self.uses, 0, Qt.AlignmentFlag.AlignLeft)
        own.layout_.addWidget(self.order, 0, Qt.AlignmentFlag.AlignLeft)
        self._removed_card.add(text(_("They keep what you wrote and are not asked."), "small"))
        self._removed_card.layout_.addLayout(self._removed_pile)
        self._columns.side.addWidget(self._removed_card)
        names = self._names_card
        names.add(
            text(
                _("A name of yours stands everywhere; an empty one gives the old one back."),
                "small",
            ),
            self.others,
            self.other_name,
        )
        names.layout_.addLayout(row(self.rename, stretch_at=-1))
        self._columns.side.addWidget(names)
        names.setVisible(not self._only_used)
        self._columns.side.addStretch(1)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.uses.clicked.connect(self.uses_requested)
        self.order.clicked.connect(self.settings_requested)
        self.lines.change_requested.connect(self._change)
        self.lines.remove_requested.connect(self.removed)
        self.rename.clicked.connect(self._rename)
        self.other_name.returnPressed.connect(self._rename)

    def _change(self, measure_id: str) -> None:
        found = next((one for one in self._view.own if one.id == measure_id), None)
        if found is not None:
            self.form.discard(as_row_draft(found))
            self.form.take_focus()
            self.show_all_of(self.form.name)

    def _rename(self) -> None:
        if self.others.currentData():
            self.renamed.emit(self.others.currentData(), self.other_name.text())
            self.other_name.clear()
