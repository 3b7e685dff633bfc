"""What to track: the focus, which rows stand on Today in which order, and when a day ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import Qt, Signal

from iop_companion.domain.focus import Focus
from iop_companion.domain.measure import Measure
from iop_companion.foundation.dates import clock_time
from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import DAY_ENDS, Preferences
from iop_companion.ui.settings.section import Section
from iop_companion.ui.settings.tracked_rows import TrackedRows
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.widgets.focus_chooser import FocusChooser
from iop_companion.ui.widgets.quiet_combo import QuietCombo


class TrackSection(Section):
    """A focus is a proposal for the rows: it counts when its button is pressed, a row at once."""

    key = "track"
    changed = Signal(str, object)
    focus_wanted = Signal(object)
    """The ids that are ticked, to be asked from now on."""
    own_rows_wanted = Signal()

    def __init__(self) -> None:
        """Build it without focuses and rows."""
        super().__init__(_("What to track"))
        self.rows = TrackedRows()
        self.chooser = FocusChooser(_("Choose one or more to see what they would ask."))
        self.ask = button(_("Ask these rows"))
        self.day_ends = QuietCombo()
        self.day_ends.setAccessibleName(_("My day ends at"))
        for hour in DAY_ENDS:
            self.day_ends.addItem(clock_time(time(hour)) if hour else _("midnight"), hour)
        self._kept: tuple[str, ...] = ()
        self._arrange()
        self.chooser.changed.connect(self._follow)
        self.ask.clicked.connect(lambda: self.focus_wanted.emit(self.chooser.chosen))
        self.day_ends.activated.connect(
            lambda _index: self.changed.emit("day_ends_at", self.day_ends.currentData())
        )

    def show_focuses(
        self, focuses: Sequence[Focus], rows: Sequence[Measure], chosen: tuple[str, ...]
    ) -> None:
        """Show what can be chosen, and what was chosen last; a choice being made stays."""
        is_being_made = self.chooser.chosen != self._kept
        self._kept = chosen
        if not self.chooser.has_focuses:
            self.chooser.offer(focuses, rows, chosen)
        elif not is_being_made:
            self.chooser.choose(chosen)
        self._follow()

    def show_preferences(self, preferences: Preferences) -> None:
        """Show when the day ends; nobody is told."""
        self.day_ends.setCurrentIndex(self.day_ends.findData(preferences.day_ends_at))

    def take_focus(self) -> None:
        """Put the focus on the first focus."""
        self.chooser.enter()

    def _follow(self) -> None:
        self.ask.setVisible(bool(self.chooser.chosen) and self.chooser.chosen != self._kept)

    def _arrange(self) -> None:
        focus = Card(_("What to keep an eye on"))
        anew = _("It sets the rows below anew. Nothing you wrote is touched.")
        focus.add(text(anew, "small"), self.chooser)
        self.chooser.preview.layout_.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        rows = Card(_("Rows on Today"))
        off = _("A row that is off keeps what it holds.")
        moves = _("The arrows move a row; by keys, Alt with up or down.")
        self.own_rows = button(_("Rows of my own"), icon="plus")
        self.own_rows.clicked.connect(self.own_rows_wanted)
        rows.add(text(f"{off} {moves}", "small"), self.rows)
        rows.layout_.addWidget(self.own_rows, 0, Qt.AlignmentFlag.AlignLeft)
        day = Card(_("The day"))
        until = _("What you write until then is for the day before. Entries stay where they are.")
        self.add_setting(day, _("My day ends at"), until, self.day_ends)
        for card in (focus, day, rows):
            self.column.addWidget(card)
        self.can_find(_("What to keep an eye on"), _("Focus"), self.chooser)
        self.can_find(_("Rows on Today"), off, self.rows)
        own = _("Scales, urges, amounts and names in my words.")
        self.can_find(_("Rows of my own"), own, self.own_rows)
