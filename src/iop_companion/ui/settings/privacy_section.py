"""Privacy and safety: whose computer it is, lock, hide, the name on the window, crisis lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence

from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.foundation.settings import HIDE_KEYS, LOCK_MINUTES, Preferences
from iop_companion.ui.settings.section import Section
from iop_companion.ui.settings.vaults_card import VaultsCard
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.quiet_combo import QuietCombo
from iop_companion.ui.widgets.switch import Switch

_SIDE_WIDTH, _BESIDE_FROM = 272, 740


class PrivacySection(Section):
    """Who could see the entries, and what keeps them from it."""

    key = "privacy"
    changed = Signal(str, object)
    shared_changed = Signal(bool)
    passphrase_requested = Signal()
    code_requested = Signal()
    replace_requested = Signal()
    erase_requested = Signal()
    writing_changed = Signal(bool)
    """Whether a check-in may be written while locked."""
    shown_changed = Signal(bool, bool)
    """Whether my people, and whether my plan, are shown while locked."""
    traces_requested = Signal()

    def __init__(self) -> None:
        """Build it; :meth:`show_preferences` fills it."""
        super().__init__(_("Privacy and safety"))
        owner = [("own", _("Only mine")), ("shared", _("Shared"))]
        self.shared = Switch(_("Is it shared with others?"), owner)
        minutes = [(str(n), str(n)) for n in LOCK_MINUTES[:-1]]
        minutes.append((str(LOCK_MINUTES[-1]), _("{n} min").format(n=LOCK_MINUTES[-1])))
        self.lock_after = Switch(_("Lock after, in minutes"), minutes)
        yes_no = [("no", _("No")), ("yes", _("Yes"))]
        self.lock_minimised = Switch(_("Lock when minimised"), yes_no)
        self.screenshots = Switch(_("Keep out of screenshots"), yes_no)
        self.hide_key = QuietCombo()
        self.hide_key.setAccessibleName(_("Hide key"))
        for name in HIDE_KEYS:
            shown = QKeySequence(name).toString(QKeySequence.SequenceFormat.NativeText)
            self.hide_key.addItem(shown, name)
        names = [("companion", _("Companion")), ("notes", _("Notes"))]
        self.name = Switch(_("Name on the window"), names)
        self.region = QuietCombo()
        self.region.setAccessibleName(_("Region for crisis lines"))
        self.write_locked = Switch(_("Write a check-in while locked"), yes_no)
        self.people_locked = Switch(_("My people while locked"), yes_no)
        self.plan_locked = Switch(_("My plan while locked"), yes_no)
        self.since = text("", "small")
        self.saved = text("", "small")
        self.traces_button = button(_("Show the list"), size="small")
        self.passphrase_button = button(_("Change passphrase"))
        self.code_button = button(_("New code"))
        self.replace_button = button(_("Someone knows it"))
        self.erase_button = button(_("Erase"), size="small")
        self.vaults = VaultsCard(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        columns = Columns(_SIDE_WIDTH, _BESIDE_FROM)
        for card in (self._computer(), self._while_locked(), self._opening(), self.vaults):
            columns.main.addWidget(card)
        columns.main.addStretch(1)
        since = Card(_("Since you last unlocked"))
        since.add(self.since)
        for beside in (_what_this_protects(), since, self._traces(), self._erasing()):
            columns.side.addWidget(beside)
        self.column.addWidget(columns)

    def _computer(self) -> Card:
        card = Card(_("This computer"))
        shorter = _("Shared: shorter lock.")
        self.add_setting(card, _("Is it shared with others?"), shorter, self.shared)
        lock = _("Also on Hide.")
        if sys.platform.startswith("linux"):
            lock = _("Also on sleep and Hide.")
        self.add_setting(card, _("Lock after"), lock, self.lock_after)
        minimised = _("Minimising the window locks it, too.")
        self.add_setting(card, _("Lock when minimised"), minimised, self.lock_minimised)
        hide = _("Blank, minimise and lock. Ctrl+Shift+H always works.")
        self.add_setting(card, _("Hide key"), hide, self.hide_key)
        self.add_setting(card, _("Name on the window"), _("Title and task bar."), self.name)
        if this_system().can_keep_from_capture():
            capture = _("May hide it from a magnifier and from remote help, too.")
        else:
            capture = _("This system cannot keep a window out of screenshots.")
            self.screenshots.setEnabled(False)
        self.add_setting(card, _("Keep out of screenshots"), capture, self.screenshots)
        return card

    def _opening(self) -> Card:
        card = Card(_("Passphrase and recovery code"))
        card.add(text(_("For each of them you need the passphrase in force."), "small"))
        line = FlowLayout(gap=8, line_gap=8)
        for pressed, words in (
            (self.passphrase_button, _("The recovery code stays the same.")),
            (self.code_button, _("A new recovery code. The passphrase stays the same.")),
            (self.replace_button, _("Someone knows my passphrase: encrypt everything anew.")),
        ):
            pressed.setAccessibleDescription(words)
            line.addWidget(pressed)
            self.can_find(pressed.text(), words, pressed)
        card.layout_.addLayout(line)
        return card

    def _traces(self) -> Card:
        card = Card(_("Traces"))
        card.add(self.saved)
        card.layout_.addWidget(self.traces_button, 0, Qt.AlignmentFlag.AlignLeft)
        words = _("What Companion leaves on this computer")
        self.traces_button.setAccessibleDescription(words)
        self.can_find(_("Traces"), words, self.traces_button)
        return card

    def _erasing(self) -> Card:
        card = Card(_("Erase everything"))
        words = _("Destroys the keys, then the files. Copies elsewhere still open.")
        card.add(text(words, "small"))
        card.layout_.addWidget(self.erase_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.erase_button.setAccessibleName(_("Erase everything"))
        self.can_find(_("Erase everything"), words, self.erase_button)
        return card

    def _while_locked(self) -> Card:
        card = Card(_("While locked"))
        lines = _("Always shown by Get support now.")
        self.add_setting(card, _("Crisis lines of my region"), lines, self.region)
        people = _("In clear beside the vault: anyone at this computer could read them.")
        self.add_setting(card, _("My people"), people, self.people_locked)
        plan = _("Its steps, in clear too. Turned off, the copy is destroyed.")
        self.add_setting(card, _("My plan"), plan, self.plan_locked)
        sealed = _(
            "Sealed at once, taken in when you unlock. Nothing older is shown. Whoever sits here "
            "could write one too; you would see it."
        )
        self.add_setting(card, _("Write a check-in"), sealed, self.write_locked)
        return card

    def _connect(self) -> None:
        changed = self.changed.emit
        self.shared.chosen.connect(lambda key: self.shared_changed.emit(key == "shared"))
        self.lock_after.chosen.connect(lambda key: changed("lock_after_minutes", int(key)))
        self.lock_minimised.chosen.connect(lambda key: changed("lock_minimised", key == "yes"))
        self.screenshots.chosen.connect(lambda key: changed("out_of_screenshots", key == "yes"))
        self.hide_key.activated.connect(
            lambda _index: changed("hide_key", self.hide_key.currentData())
        )
        self.name.chosen.connect(lambda key: changed("discreet_name", key == "notes"))
        self.write_locked.chosen.connect(lambda key: self.writing_changed.emit(key == "yes"))
        for switch in (self.people_locked, self.plan_locked):
            switch.chosen.connect(self._tell_shown)
        self.traces_button.clicked.connect(self.traces_requested)
        self.passphrase_button.clicked.connect(self.passphrase_requested)
        self.code_button.clicked.connect(self.code_requested)
        self.replace_button.clicked.connect(self.replace_requested)
        self.erase_button.clicked.connect(self.erase_requested)
        self.region.activated.connect(lambda _index: changed("region", self.region.currentData()))

    def _tell_shown(self) -> None:
        self.shown_changed.emit(self.people_locked.key == "yes", self.plan_locked.key == "yes")

    def show_shown_locked(self, *, people: bool, plan: bool) -> None:
        """Show what is shown while locked; nobody is told."""
        self.people_locked.choose("yes" if people else "no")
        self.plan_locked.choose("yes" if plan else "no")

    def show_since(self, words: str) -> None:
        """Say when it was open before, and what was tried since."""
        self.since.setText(words)

    def show_n_saved(self, n: int) -> None:
        """Say how many summaries left the vault."""
        words = ngettext(
            "Files you saved or printed: {n} summary.",
            "Files you saved or printed: {n} summaries.",
            n,
        ).format(n=n)
        self.saved.setText(words if n else _("No summary was saved or printed so far."))

    def show_writing(self, *, is_on: bool) -> None:
        """Show whether a check-in may be written while locked; nobody is told."""
        self.write_locked.choose("yes" if is_on else "no")

    def show_preferences(
        self, preferences: Preferences, regions: Sequence[tuple[str, str]]
    ) -> None:
        """Show ``preferences`` as they are; nobody is told."""
        self.shared.choose("shared" if preferences.is_shared else "own")
        self.lock_after.choose(str(preferences.lock_after_minutes))
        self.lock_minimised.choose("yes" if preferences.lock_minimised else "no")
        self.screenshots.choose("yes" if preferences.out_of_screenshots else "no")
        self.hide_key.setCurrentIndex(max(0, self.hide_key.findData(preferences.hide_key)))
        self.name.choose("notes" if preferences.discreet_name else "companion")
        if not self.region.count():
            self.region.addItem(_("Not chosen"), "")
            for code, name in regions:
                self.region.addItem(name, code)
        self.region.setCurrentIndex(max(0, self.region.findData(preferences.region)))


def _what_this_protects() -> Card:
    card = Card(_("What this protects"))
    card.add(
        text(
            _(
                "The vault is encrypted. Someone who finds the computer, or opens your folders, "
                "cannot read it."
            ),
            "small",
        ),
        text(
            _(
                "It cannot hide from someone who controls this computer or watches the screen. "
                "If that may be so, a different computer is safer."
            ),
            "small",
        ),
    )
    return card
