"""One zone of the plan, to be read: how I know it, my signs, what I will do, whom with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import PlanZone
from iop_companion.foundation.i18n import _
from iop_companion.services.my_plan import ZoneDraft, ZoneView
from iop_companion.services.plan_words import (
    dates_words,
    lost_words,
    people_words,
    review_words,
    signs_words,
    step_words,
)
from iop_companion.ui.plan.zone_form import ZoneForm
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, TextRole, button, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.level_shape import RAIL, LevelShape, level_word
from iop_companion.ui.widgets.at_once import at_once

_SHAPE = RAIL + 4


class ZoneCard(Card):
    """Shows a zone in its colour; Edit opens the form in the same place."""

    edit_requested = Signal()

    def __init__(self, zone: PlanZone) -> None:
        """Build it for ``zone``, without words."""
        level = Level(zone.value)
        super().__init__(level=level.value)
        spacing.margins(self.layout_, 16, 12, 12, 14)
        spacing.gap(self.layout_, 4)
        self.zone = zone
        self.edit_button = button(_("Edit"), "quiet", icon="edit", size="small")
        word = level_word(level)
        self.edit_button.setAccessibleName(_("Edit the zone {zone}").format(zone=word))
        self.edit_button.clicked.connect(self.edit_requested)
        head = QHBoxLayout()
        spacing.gap(head, 10)
        head.addWidget(LevelShape(level, _SHAPE))
        head.addWidget(text(word, "h2"), 1)
        head.addWidget(self.edit_button)
        self.form = ZoneForm(zone)
        self.form.hide()
        self._read = QWidget()
        self._lines = QVBoxLayout(self._read)
        self._lines.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._lines, 4)
        self.layout_.addLayout(head)
        self.add(self._read, self.form)
        self.setAccessibleName(_("Zone {zone}").format(zone=word))

    @property
    def is_open(self) -> bool:
        """Whether the form is shown."""
        return not self.form.isHidden()

    def show_zone(self, view: ZoneView) -> None:
        """Show what is written; the open form stays as it is."""
        empty(self._lines)
        with at_once(self._read):
            self._fill(view)

    def open_form(self, draft: ZoneDraft) -> None:
        """Show the form with ``draft`` in it."""
        self.form.begin(draft)
        self.form.show()
        self._read.hide()
        self.edit_button.hide()
        self.form.how_i_know.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Show what is written again."""
        self.form.hide()
        self._read.show()
        self.edit_button.show()

    def forget(self) -> None:
        """Hold no word any more (on lock)."""
        self.form.begin(ZoneDraft(self.zone))
        self.close_form()
        self.show_zone(ZoneView(self.zone, ()))

    def _fill(self, view: ZoneView) -> None:
        steps: TextRole = "label" if view.steps else "small"
        said: list[tuple[str, TextRole]] = [
            (view.how_i_know, "body"),
            (signs_words(view) if view.signs else "", "small"),
            (_("I will") if view.steps else no_steps(self.zone), steps),
            *_steps(view),
            (people_words(view) if view.people else "", "body"),
            (lost_words(view.lost) if view.lost else "", "hint"),
            (_("“{words}”").format(words=view.to_say) if view.to_say else "", "small"),
            (dates_words(view), "hint"),
            (review_words(view), "hint"),
        ]
        for words, role in said:
            if words:
                self._lines.addWidget(text(words, role))


def _steps(view: ZoneView) -> list[tuple[str, TextRole]]:
    said: list[tuple[str, TextRole]] = []
    for step, n_days in zip(view.steps, view.step_days, strict=True):
        said += [(_("• {step}").format(step=step.text), "body"), (step_words(n_days), "hint")]
    return said


def no_steps(zone: PlanZone) -> str:
    """Return what a zone without steps says: what belongs there, and that nothing is missing."""
    words = {
        PlanZone.CALM: _("No steps yet. What keeps you well can stand here: people, days, habits."),
        PlanZone.WATCH: _(
            "No steps yet. The level works without them; write the easiest one first, before you "
            "need it."
        ),
        PlanZone.ACT: _(
            "No steps yet. Until you write some, Get support now and your people are what is "
            "there in Act."
        ),
    }
    return words[zone]
