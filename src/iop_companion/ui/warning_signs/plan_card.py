"""My plan for a level: the person's own steps, each with a tick."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from iop_companion.domain.records import PlanStep, PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _
from iop_companion.services.my_plan import ZoneView
from iop_companion.services.plan_words import lost_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, set_state, text
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.tick_row import TickRow


class PlanCard(Card):
    """Shows the steps; ticks, calls and the wish to open the plan leave by signals."""

    tick_requested = Signal(str, bool)
    edit_requested = Signal()
    call_requested = Signal(object)
    skill_requested = Signal()

    def __init__(self) -> None:
        """Build it without steps."""
        super().__init__(_("My plan"))
        self.heading.setWordWrap(False)
        self._why = text("", "small")
        self._why.hide()
        self._written = text("", "hint", wrap=False)
        self._written.hide()
        self.lost = text("", "hint")
        self.lost.hide()
        self._person: Contact | None = None
        self.call_button = button("", icon="phone")
        self.call_button.clicked.connect(lambda: self.call_requested.emit(self._person))
        self.call_button.hide()
        self.skill_button = button(_("Do a skill now"), "primary", icon="play")
        self.skill_button.clicked.connect(self.skill_requested)
        self.rows: list[PlanRow] = []
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 1)
        self._nothing = text(
            _(
                "No steps yet. That is no fault: write down what helps you, in your own words, "
                "before you need it."
            ),
            "small",
        )
        self.edit_button = button(_("Write my plan"))
        self.edit_button.clicked.connect(self.edit_requested)
        head = FlowLayout(gap=12, line_gap=2)
        self.layout_.removeWidget(self.heading)
        head.addWidget(self.heading)
        head.addWidget(self._written)
        self.layout_.addLayout(head)
        self.add(self._why, self._nothing)
        self.layout_.addLayout(self._pile)
        self.add(self.lost, self.skill_button)
        beside = FlowLayout(gap=8, line_gap=8)
        for pressed in (self.call_button, self.edit_button):
            beside.addWidget(pressed)
        self.layout_.addLayout(beside)

    def show_plan(
        self,
        level: str,
        steps: Sequence[PlanStep],
        zone: ZoneView | None,
        *,
        speaks: bool = False,
        is_main: bool = True,
    ) -> None:
        """Show ``steps`` of the plan for ``level`` (its word); rows stay if the steps do.

        ``zone`` knows when it was written and whom to call; None shows neither. ``speaks`` says
        that it is time for it; where something else is the page's main button, a skill is not
        ``is_main``.
        """
        shown = zone.zone if zone is not None else PlanZone.WATCH
        self._why.setText(_why_words(shown))
        self._why.setVisible((speaks or shown is PlanZone.CALM) and bool(steps))
        written = zone.written_on if zone is not None else None
        self._written.setText(
            "" if written is None else _("written {day}").format(day=day_words(written))
        )
        self._written.setVisible(written is not None)
        self._show_person(zone)
        self._show_lost(zone)
        self._show_skill(zone, is_main=is_main)
        self.heading.setText(_("My plan for {level}").format(level=level))
        if [row.step_id for row in self.rows] != [step.id for step in steps]:
            self._build(steps)
        for row, step in zip(self.rows, steps, strict=True):
            row.show_step(step)
        self._nothing.setVisible(not steps)
        self.edit_button.setText(_("Open my plan") if steps else _("Write my plan"))

    def _show_skill(self, zone: ZoneView | None, *, is_main: bool) -> None:
        """In Act the person to call first is the main button, not a skill."""
        stands_back = not is_main or (zone is not None and zone.zone is PlanZone.ACT)
        set_state(self.skill_button, "kind", "" if stands_back else "primary")
        colour = "text" if stands_back else "on_primary"
        set_icon(self.skill_button, "play", colour)

    def _show_person(self, zone: ZoneView | None) -> None:
        """Offer to call the first person of the zone; in Act the numbers stand there already."""
        people = zone.people if zone is not None and zone.zone is not PlanZone.ACT else ()
        self._person = next((one for one in people if one.number), None)
        self.call_button.setVisible(self._person is not None)
        if self._person is not None:
            name = self._person.name or self._person.number
            self.call_button.setText(_("Call {name}").format(name=name))
            set_icon(self.call_button, "phone", "text")  # anew: now with room before the words

    def _show_lost(self, zone: ZoneView | None) -> None:
        """Say who of the zone's people was deleted since; nobody else is put in their place."""
        lost = zone.lost if zone is not None else ()
        self.lost.setText(lost_words(lost) if lost else "")
        self.lost.setVisible(bool(lost))

    def forget(self) -> None:
        """Hold no step any more."""
        self._build(())
        self._show_lost(None)
        self._written.setText("")
        self._show_person(None)

    def _build(self, steps: Sequence[PlanStep]) -> None:
        drop(self._pile, *self.rows)
        self.rows = []
        with at_once(self):
            for step in steps:
                row = PlanRow(step.id)
                row.box.toggled.connect(partial(self.tick_requested.emit, step.id))
                self.rows.append(row)
                self._pile.addWidget(row)


def _why_words(zone: PlanZone) -> str:
    words = {
        PlanZone.CALM: _("What keeps you steady. Ticks are for you only."),
        PlanZone.ACT: _("You wrote this for a time like this one."),
    }
    return words.get(zone, _("It may pass. It is a good time to use your plan."))


class PlanRow(TickRow):
    """One step of the plan."""

    def __init__(self, step_id: str) -> None:
        """Build it without words."""
        super().__init__()
        self.step_id = step_id

    def show_step(self, step: PlanStep) -> None:
        """Show words and tick of ``step``; nobody is told."""
        self.set_words(step.text)
        self.tick(step.done_on is not None)
