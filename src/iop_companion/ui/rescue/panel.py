"""The rescue page: no rail, but Hide and Get support now; nothing is changed before Go on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from iop_companion.domain.backup import Backup, RescueStage
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.rescuing import Damage
from iop_companion.ui.rescue import words
from iop_companion.ui.rescue.others_card import OthersCard
from iop_companion.ui.rescue.told_card import ToldCard
from iop_companion.ui.rescue.words import Way
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.choice_card import ChoiceCard
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.support_bar import SupportBar
from iop_companion.ui.widgets.flow_layout import FlowLayout

_WIDEST = 896
_STEPS = 3


class RescuePanel(QWidget):
    """Shows what was found and offers the ways on; sends wishes, knows nothing of vaults."""

    opened = Signal(object)
    made = Signal()
    support_wanted = Signal()
    hide_wanted = Signal()
    left = Signal()
    """Nothing was chosen, or the vault opens with another passphrase now: back to the way in."""
    left_restored = Signal()
    """The same, after going back to a backup that opens with the passphrase of its time."""
    go_requested = Signal(object)
    again_requested = Signal()
    leave_requested = Signal()
    others_wanted = Signal()
    report_wanted = Signal()
    stage_told = Signal(object)
    """A :class:`RescueStage`; may be sent from the store thread."""

    def __init__(self, name: str) -> None:
        """Build it while nothing has been found yet; ``name`` is the program's."""
        super().__init__()
        self.setAccessibleName(_("A vault that could not be read"))
        self._area = PageArea(margins=(32, 20, 16), widest=_WIDEST)
        spacing.gap(self._area.body, 10)
        self.bar = SupportBar(name, with_hide=True)
        self.title = text("", "h1")
        self.title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.sub = text("", "sub")
        self.problem_card = Card()
        self._problem, self._problem_safe = text("", "problem"), text("", "small")
        self._happened = ToldCard(_("What happened"), "eye")
        self._safe = ToldCard(_("What is safe"), "lock")
        self.kept = text("", "small")
        self.kept.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.choices: list[ChoiceCard] = []
        self._ways: list[Way] = []
        self._choice_card = Card(_("What you can do"))
        self._choice_box = QWidget()
        self._choice_column = QVBoxLayout(self._choice_box)
        self.others = OthersCard()
        self.details_card = Card(_("Details"))
        self.details = text("", "small")
        self._busy = Card()
        self.step = text("")
        self.progress = QProgressBar()
        self.go = button(_("Go on"), "primary")
        self.again = button(_("Try again"), "primary")
        self.others_button = button(_("Choose another backup"), checkable=True)
        self.leave_button = button(_("Leave it as it is"), "quiet")
        self.details_button = button(_("Details"), "quiet", checkable=True)
        self.report_button = button(_("Save a report without entries"), "quiet")
        self.presenter: object = None
        self._arrange()
        self._connect()
        self._show_parts(is_found=False)

    # --- an entrance

    @property
    def screen_widget(self) -> QWidget:
        """Itself."""
        return self

    def on_shown(self) -> None:
        """Put the focus where the choice is made; on the heading where that is out of sight."""
        target: QWidget = self.title
        if self.again.isVisibleTo(self):
            target = self.again
        elif self.others_button.isVisibleTo(self) and not self.choices:
            target = self.others_button
        elif self.choices and self._choice_card.isVisibleTo(self) and self._is_all_in_sight():
            target = next((one for one in self.choices if one.isChecked()), self.choices[0])
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_all_in_sight(self) -> bool:
        """Whether the choice can be seen without the words above it scrolling away."""
        self._area.body.activate()
        last, content = self.choices[-1], self._area.widget()
        assert content is not None
        foot = last.mapTo(content, last.rect().bottomLeft()).y()
        return foot <= self._area.viewport().height()

    def on_locking(self) -> None:
        """Nothing typed here goes into a vault."""

    def on_hidden(self) -> bool:
        """Hold nothing that was typed; whatever is under way ends first, then it is locked."""
        self.others.forget()
        return False

    def say(self, said: str) -> None:
        """See :meth:`~iop_companion.ui.toolkit.entrance.Entrance.say`."""
        self.sub.setText(said or self._usual_sub)

    # --- what is shown

    def show_found(self, code: str, damage: Damage, now: datetime) -> None:
        """Show what was found and the ways on, the recommended one chosen."""
        self.show_idle()
        self.title.setText(words.title_words(code))
        self._usual_sub = words.sub_words(damage)
        self.sub.setText(self._usual_sub)
        self._happened.words.setText(words.happened_words(code, damage, now))
        self._safe.words.setText(words.safe_words(damage, now))
        self.kept.setText(words.kept_words(damage))
        self.details.setText(words.report_words(code, damage, now))
        self._offer(words.offers(damage, now))
        self._show_parts(is_found=True)
        announce(self, f"{self.title.text()}. {self._safe.words.text()}", assertive=True)

    def show_stage(self, stage: RescueStage) -> None:
        """Say what is being done, and how far it is."""
        said, number = words.stage_words(stage)
        if number:
            said = _("Step {n} of {all}: {what}.").format(n=number, all=_STEPS, what=said)
            self.progress.setRange(0, _STEPS)
            self.progress.setValue(number)
        else:
            said = f"{said}."
        self.progress.setVisible(bool(number))  # how long a step takes nobody knows: no bar runs
        self.step.setText(said)
        self.progress.setAccessibleDescription(said)
        self._busy.show()
        self._free(is_free=False)
        announce(self, said)

    def show_waiting(self, said: str) -> None:
        """Say that a backup is being opened."""
        self.step.setText(said)
        self.progress.hide()
        self._busy.show()
        self._free(is_free=False)
        announce(self, said)

    def show_idle(self) -> None:
        """Nothing is being done any more."""
        self._busy.hide()
        self._free(is_free=True)

    def show_problem(self, problem: KnownProblem) -> None:
        """Say why it could not be done; what was found stays, and can be chosen from again."""
        told = describe(problem)
        self._problem.setText(told.happened)
        self._problem_safe.setText(" ".join(part for part in (_still_safe(), told.to_do) if part))
        self.problem_card.show()
        self.show_idle()
        self._area.show_all_of(self.problem_card)
        announce(self, f"{told.happened} {self._problem_safe.text()}", assertive=True)

    def show_not_examined(self, code: str, problem: KnownProblem) -> None:
        """Say why it could not even be looked at; trying again is the way on."""
        self.title.setText(words.title_words(code))
        self._usual_sub = _("Nothing has been deleted or changed.")
        self.sub.setText(self._usual_sub)
        self._show_parts(is_found=False)
        self.again.show()
        self.leave_button.show()
        self.others.setVisible(code == "keys_damaged")  # a backup has a key file inside
        self.show_problem(problem)
        self.on_shown()

    def clear_problem(self) -> None:
        """Take back what :meth:`show_problem` said."""
        self.problem_card.hide()

    def show_backups(self, backups: Sequence[Backup], now: datetime) -> None:
        """Show which backups there are besides."""
        self.others.show_backups(backups, now)

    @property
    def chosen(self) -> Way | None:
        """The way that is chosen."""
        for way, card in zip(self._ways, self.choices, strict=True):
            if card.isChecked():
                return way
        return None

    @property
    def secret(self) -> Secret:
        """What was typed to open another backup."""
        return self.others.secret.secret

    def _offer(self, found: Sequence[words.Offer]) -> None:
        had_focus = any(card.hasFocus() for card in self.choices)
        drop(self._choice_column, *self.choices)
        self._ways = [one.way for one in found]
        self.choices = [ChoiceCard(one.title, one.words) for one in found]
        for card in self.choices:
            self._choice_column.addWidget(card)
        stops = [self.bar.support, self.title, *self.choices, self.go]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        if self.choices:
            self.choices[0].setChecked(True)
        if had_focus:
            self.on_shown()

    def _free(self, *, is_free: bool) -> None:
        for control in (self.go, self.again, self.others_button, self.leave_button, *self.choices):
            control.setEnabled(is_free)
        self.others.show_busy(is_busy=not is_free)

    def _show_parts(self, *, is_found: bool) -> None:
        for part in (self._happened, self._safe, self.details_button, self.report_button,
                     self.others_button, self.leave_button):  # fmt: skip
            part.setVisible(is_found)
        self._choice_card.setVisible(is_found and bool(self.choices))
        self.go.setVisible(is_found and bool(self.choices))
        self.again.hide()
        if not is_found:
            self.others_button.setChecked(False)
            self.details_button.setChecked(False)
        self.problem_card.hide()

    def _arrange(self) -> None:
        self._usual_sub = ""
        self.problem_card.add(self._problem, self._problem_safe)
        self._safe.add(self.kept)
        self._choice_column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._choice_column, 8)
        self._choice_card.add(self._choice_box)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details_card.add(self.details)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("How far it is"))
        self._busy.add(self.step, self.progress)
        head = QVBoxLayout()
        spacing.gap(head, 2)
        head.addWidget(self.title)
        head.addWidget(self.sub)
        self._area.body.addLayout(head)
        for card in (self.problem_card, self._happened, self._safe, self._choice_card,
                     self.others, self._busy):  # fmt: skip
            self._area.body.addWidget(card)
        feet = QWidget()
        flow = FlowLayout(feet, gap=12, line_gap=8)
        for pressed in (self.go, self.again, self.others_button, self.leave_button,
                        self.details_button, self.report_button):  # fmt: skip
            flow.addWidget(pressed)
        self._area.body.addWidget(feet)
        self._area.body.addWidget(self.details_card)
        self._area.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        spacing.gap(whole, 0)
        whole.addWidget(self.bar)
        whole.addWidget(self._area, 1)
        for hidden in (self.others, self.details_card, self._busy):
            hidden.hide()

    def _connect(self) -> None:
        self.bar.support_wanted.connect(self.support_wanted)
        self.bar.hide_wanted.connect(self.hide_wanted)
        self.go.clicked.connect(lambda: self.go_requested.emit(self.chosen))
        self.again.clicked.connect(self.again_requested)
        self.leave_button.clicked.connect(self.leave_requested)
        self.report_button.clicked.connect(self.report_wanted)
        self.others_button.toggled.connect(self._show_others)
        self.details_button.toggled.connect(self._show_details)
        self.stage_told.connect(self.show_stage)

    def _show_others(self, is_on: bool) -> None:  # noqa: FBT001 -- Qt's own signature
        self.others.setVisible(is_on)
        if is_on:
            self.others_wanted.emit()
            self._area.show_all_of(self.others)
        else:
            self.others.forget()

    def _show_details(self, is_on: bool) -> None:  # noqa: FBT001 -- Qt's own signature
        self.details_card.setVisible(is_on)
        if is_on:
            self._area.show_all_of(self.details_card)


def _still_safe() -> str:
    return _("Your vault and your backups are as they were.")
