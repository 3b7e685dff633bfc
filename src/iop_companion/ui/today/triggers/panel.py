"""The page of a day's triggers: what came up, what was done, and the plans for the next time."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal

from iop_companion.domain.diary_entries import IfThenPlan, TriggerExposure
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _
from iop_companion.services.triggers import (
    TriggersView,
)
from iop_companion.ui.today.day_form import DayFormPanel
from iop_companion.ui.today.triggers.exposure_form import ExposureForm
from iop_companion.ui.today.triggers.plan_form import PlanForm
from iop_companion.ui.today.triggers.words import exposure_line, plan_line, top_words
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.widgets.entry_lines import EntryLines
from iop_companion.ui.widgets.wrapping_card import WrappingCard
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE, _BESIDE_FROM = 400, 920


class TriggersPanel(DayFormPanel):
    """Shows a :class:`TriggersView`; wishes leave by signals."""

    saved = Signal(object)
    removed = Signal(object)
    plan_saved = Signal(object)
    plan_removed = Signal(object)

    def __init__(self, *, whole: bool = True) -> None:
        """Build the page without a day."""
        super().__init__()
        self.build(self._parts(), whole=whole)

    def _parts(self) -> Iterator[None]:
        self._view: TriggersView | None = None
        self._sub = text("", "sub")
        self.back = button(_("Back to Today"))
        self.form = ExposureForm()
        yield
        self.lines = EntryLines()
        self._none = text(_("Nothing yet, and that is fine."), "small")
        self.plan_form = PlanForm()
        yield
        self.plan_lines = EntryLines()
        self.plan_button = button(_("Write a plan"), icon="plus")
        self._no_plan = text(
            _("“If it is evening and I am alone, then I put my shoes on and walk.”"), "small"
        )
        self._top = text("", "small")
        self._columns = Columns(_SIDE, _BESIDE_FROM)
        self._arrange()
        self._connect()

    def show_view(self, view: TriggersView) -> None:
        """Show a day; forms that are being written stay."""
        self._view = view
        self._sub.setText(long_day(view.day, view.today))
        self.form.offer(view.offered, view.plans, view)
        self.plan_form.offer(view.offered)
        self.lines.show_entries([exposure_line(one, view) for one in view.exposures])
        self._none.setVisible(not view.exposures)
        self.plan_lines.show_entries([plan_line(seen, view) for seen in view.plans])
        self._no_plan.setVisible(not view.plans and self.plan_form.isHidden())
        self._top.setText(top_words(view))

    def take_focus(self) -> None:
        """Put the keyboard on the trigger."""
        self.form.trigger.setFocus(Qt.FocusReason.TabFocusReason)

    def close_plan(self) -> None:
        """Put the way to write a plan back in its place."""
        self.plan_form.begin(None)
        self.plan_form.hide()
        self.plan_button.show()

    def forget(self) -> None:
        """Hold nothing any more (on lock)."""
        self._view = None
        self.lines.show_entries(())
        self.plan_lines.show_entries(())
        self._top.setText("")
        self.form.begin(None)
        self.close_plan()

    def _arrange(self) -> None:
        self.body.addWidget(WrappingHead(text(_("Triggers"), "h1"), self._sub, self.back))
        day = WrappingCard(_("This day"))
        day.add(self._none, self.lines)
        plans = WrappingCard(_("If-then plans"))
        plans.add(self._no_plan, self.plan_lines, self.plan_button, self.plan_form)
        plans.layout_.setAlignment(self.plan_button, Qt.AlignmentFlag.AlignLeft)
        self.plan_form.hide()
        top = WrappingCard(_("What came up most"))
        top.add(self._top)
        for card in (self.form, day):
            self._columns.main.addWidget(card)
        self._columns.main.addStretch(1)
        for card in (plans, top):
            self._columns.side.addWidget(card)
        self._columns.side.addStretch(1)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.form.saved.connect(self.saved)
        self.lines.change_requested.connect(self._change)
        self.lines.remove_requested.connect(self._remove)
        self.plan_button.clicked.connect(lambda: self._write_plan(None))
        self.plan_form.saved.connect(self.plan_saved)
        self.plan_form.left.connect(self.close_plan)
        self.plan_form.brought_back.connect(self._show_plan_form)
        self.plan_lines.change_requested.connect(lambda one: self._write_plan(self._plan(one)))
        self.plan_lines.remove_requested.connect(self._remove_plan)

    def _exposure(self, entry_id: str) -> TriggerExposure | None:
        there = self._view.exposures if self._view is not None else ()
        return next((one for one in there if one.id == entry_id), None)

    def _plan(self, entry_id: str) -> IfThenPlan | None:
        there = self._view.plans if self._view is not None else ()
        return next((seen.plan for seen in there if seen.plan.id == entry_id), None)

    def _change(self, entry_id: str) -> None:
        self.form.discard(self._exposure(entry_id))
        self.take_focus()
        self.show_all_of(self.form.trigger)

    def _remove(self, entry_id: str) -> None:
        if (one := self._exposure(entry_id)) is not None:
            self.removed.emit(one)

    def _write_plan(self, plan: IfThenPlan | None) -> None:
        self._show_plan_form()
        self.plan_form.discard(plan)
        self.plan_form.cue.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_plan_form(self) -> None:
        self.plan_button.hide()
        self._no_plan.hide()
        self.plan_form.show()

    def _remove_plan(self, entry_id: str) -> None:
        if (plan := self._plan(entry_id)) is not None:
            self.plan_removed.emit(plan)
