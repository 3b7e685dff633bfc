"""The five steps of the first run, each a column of widgets that knows only what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from iop_companion.domain.private import Secret
from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import TEXT_SCALES
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, at_edge, button, divider, text
from iop_companion.ui.toolkit.choice_card import ChoiceCard
from iop_companion.ui.toolkit.passphrase_field import LEAST, PassphraseField, length_words
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.quiet_combo import QuietCombo
from iop_companion.ui.widgets.switch import Switch
from iop_companion.ui.widgets.tick_row import TickRow

_READING_WIDTH = 740


class Step(QWidget):
    """Heading, one line under it, content; ``ready_changed`` when Continue may be pressed."""

    ready_changed = Signal()

    deed = ""
    """What the button that goes on is called here; "" is Continue."""

    def __init__(self, heading: str, words: str) -> None:
        """Build heading and line."""
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self.column, 12)
        self.heading = text(heading, "h1")
        sub = text(words, "sub")
        spacing.at_most(sub, width=_READING_WIDTH)
        head = QVBoxLayout()
        spacing.gap(head, 3)
        spacing.margins(head, 0, 0, 0, 8)
        head.addWidget(self.heading)
        head.addWidget(sub)
        self.column.addLayout(head)

    @property
    def is_ready(self) -> bool:
        """Whether Continue may be pressed."""
        return True

    @property
    def can_wait(self) -> bool:
        """Whether the way round this step may be offered: not over what was typed on it."""
        return True

    @property
    def waits_for(self) -> str:
        """Why Continue may not be pressed yet; "" where the step says so itself."""
        return ""

    def on_shown(self) -> None:
        """Put the focus where the step begins."""

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to ``part`` once it has its place; large text leaves little room."""
        around: QWidget | None = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            QTimer.singleShot(0, part, lambda: around.ensureWidgetVisible(part))


class CoverStep(Step):
    """What stands over any step after Hide, until the person asks for it."""

    uncover_wanted = Signal()

    def __init__(self) -> None:
        """Say that everything is still there, and nothing of what it is."""
        super().__init__(_("Setting up"), _("It is covered. Nothing you typed is lost."))
        self.uncover = button(_("Show it again"))
        self.column.addWidget(self.uncover, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.uncover.clicked.connect(self.uncover_wanted)

    @property
    def is_ready(self) -> bool:
        """Nothing goes on unseen."""
        return False

    def on_shown(self) -> None:
        """The one button there is."""
        self.uncover.setFocus(Qt.FocusReason.OtherFocusReason)


class WelcomeStep(Step):
    """What this is, what it is not, and the region of the crisis lines."""

    region_chosen = Signal(str)
    text_size_chosen = Signal(int)
    """Percent: whoever needs large text needs it from the first page on."""

    def __init__(self, regions: Sequence[tuple[str, str]], region: str) -> None:
        """Offer ``regions``; nothing is chosen before the person does."""
        super().__init__(
            _("A private diary for you and your therapy"),
            _("Made for people in an intensive outpatient program, and for the months after."),
        )
        self.text_size = Switch(_("Text size"), [(str(n), f"{n} %") for n in TEXT_SCALES])
        self.text_size.chosen.connect(lambda key: self.text_size_chosen.emit(int(key)))
        current().changed.connect(self._show_text_size)
        self._show_text_size()
        size = FlowLayout(gap=12, line_gap=4)
        size.addWidget(text(_("Text size"), "label", wrap=False))
        size.addWidget(self.text_size)
        self.column.addLayout(size)
        what = Card(_("What it does"))
        for words in (
            _("You note how a day was, as much or as little as you like."),
            _("It shows your days as charts, and says when something leaves your usual range."),
            _("It makes a summary of one or two pages for your therapist."),
        ):
            what.add(text(words))
        isnt = Card(_("What it is not"))
        for words in (
            _("Nobody watches it. Nothing is sent from this computer."),
            _(
                "It is not an emergency service, and it cannot see or contact anyone for you. "
                "It does not replace your team."
            ),
        ):
            isnt.add(text(words))
        self.region = QuietCombo()
        self.region.setAccessibleName(_("Region of the crisis lines"))
        self.region.addItem(_("Choose your region"), "")
        for code, name in regions:
            self.region.addItem(name, code)
        self.region.setCurrentIndex(max(0, self.region.findData(region)))
        self.region.activated.connect(
            lambda _index: self.region_chosen.emit(str(self.region.currentData()))
        )
        where = Card(_("Crisis lines of your region"))
        where.add(
            text(
                _(
                    "For Get support now, which works from here on. "
                    "Your region is never looked up; you can choose it later."
                ),
                "small",
            )
        )
        where.layout_.addWidget(self.region, 0, Qt.AlignmentFlag.AlignLeft)
        spacing.at_least(self.region, width=280)
        for card in (what, isnt, where):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _show_text_size(self) -> None:
        self.text_size.choose(str(round(100 * current().scale)))

    def on_shown(self) -> None:
        """The region is the only question here."""
        self.region.setFocus(Qt.FocusReason.OtherFocusReason)


class PassphraseStep(Step):
    """Six random words, or one's own of 15 characters and more."""

    other_words_wanted = Signal()

    def __init__(self, offered: Secret) -> None:
        """Offer the words ``offered``."""
        super().__init__(
            _("Choose a passphrase"),
            _("It locks your diary on this computer. You type it each time you open it."),
        )
        self._offered = offered
        self.keep = ChoiceCard(
            _("Keep the one I chose"), _("Your diary is made, and opens with it.")
        )
        self.keep.hide()
        self.use_words = ChoiceCard(
            _("Use these six words"),
            _("Picked at random just now. Learn them, or keep them on paper for a while."),
        )
        self.use_own = ChoiceCard(
            _("Use my own"),
            _("At least {least} characters, any kind. Nothing else is asked of it.").format(
                least=LEAST
            ),
        )
        self.words = text("", "title")
        self.words.setProperty("role", "code")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.other_words = at_edge(button(_("Other words"), "quiet", size="small"))
        self.own = PassphraseField(_("My own passphrase"))
        self.length = text(length_words(0), "hint")
        self._words_box = _boxed(self.words, self.other_words)
        self._own_box = _boxed(self.own, self.length)
        spacing.at_most(self._own_box, width=560)
        self.waiting = text("", "hint")
        self.problem = text("", "problem")
        for widget in (
            self.keep,
            self.use_words,
            self._words_box,
            self.use_own,
            self._own_box,
            self.problem,
            self.waiting,
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.use_words.setChecked(True)
        for card in (self.use_words, self.use_own):
            card.toggled.connect(self._follow)
        self.own.edit.textChanged.connect(self._measure)
        self.own.edit.textEdited.connect(lambda _typed: self.use_own.setChecked(True))
        self.other_words.clicked.connect(self.other_words_wanted)
        self.offer(offered)
        self._follow()
        self.say_problem("")
        self.say_waiting("")

    @property
    def chosen(self) -> Secret:
        """The passphrase to use."""
        return self._offered if self.use_words.isChecked() else self.own.secret

    @property
    def is_ready(self) -> bool:
        """Own ones need their length."""
        return self.keeps or len(self.chosen) >= LEAST

    @property
    def keeps(self) -> bool:
        """Whether the passphrase stays that the diary was made with."""
        return self.keep.isChecked()

    def offer_to_keep(self, words: Secret) -> None:
        """The diary is made: forget its passphrase, offer to keep it, or others in its place."""
        self.forget()
        self.keep.show()
        self.keep.setChecked(True)
        self.offer(words)

    def offer(self, words: Secret) -> None:
        """Show other words."""
        self._offered = words
        self.words.setText(words.reveal())

    def say_problem(self, words: str) -> None:
        """Say why it could not be made."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def say_waiting(self, words: str) -> None:
        """Say that it is being made; what was chosen for it stays until that is done."""
        self.waiting.setText(words)
        self.waiting.setVisible(bool(words))
        self.own.edit.setReadOnly(bool(words))
        for pressed in (self.keep, self.use_words, self.use_own, self.other_words):
            pressed.setEnabled(not words)
        if words:
            self.bring_into_view(self.waiting)

    def on_shown(self) -> None:
        """The chosen way."""
        cards = (self.keep, self.use_words, self.use_own)
        chosen = next(card for card in cards if card.isChecked())
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Drop what is typed and offered."""
        self._offered = Secret("")
        self.words.clear()
        self.own.forget()

    def _follow(self) -> None:
        self._words_box.setVisible(self.use_words.isChecked())
        self._own_box.setVisible(self.use_own.isChecked())
        self.ready_changed.emit()

    def _measure(self, typed: str) -> None:
        self.length.setText(length_words(len(typed)))
        self.say_problem("")
        self.ready_changed.emit()


class ComputerStep(Step):
    """Shared with others, or one's own: how soon it locks by itself."""

    def __init__(self) -> None:
        """Neither is chosen for the person; shared is the careful one and stands first."""
        super().__init__(
            _("Is this computer shared with others?"),
            _(
                "It decides how soon your diary locks, and what its window is called. "
                "You can change both."
            ),
        )
        self.shared = ChoiceCard(
            _("Shared"),
            _("At home, at work, or with anyone who might look. Locks after 2 minutes."),
        )
        self.own = ChoiceCard(
            _("Only mine"), _("Nobody else uses this account. Locks after 10 minutes.")
        )
        self.while_locked = TickRow(
            _("Let me write a check-in without unlocking"),
            _(
                "It is sealed at once and goes into your diary when you unlock. Nothing older is "
                "shown. Whoever sits at this computer could write one too; you would see it and "
                "could take it out."
            ),
        )
        self.discreet = TickRow(
            _("Call it “Notes” on the window"),
            _("In the title bar, in the task bar and on the lock screen."),
        )
        self.why = text(_("There is another vault on this login, so it counts as shared."), "hint")
        self.why.hide()
        self.problem = text("", "problem")
        self.problem.hide()
        writing = Card()
        writing.add(self.discreet, divider(), self.while_locked)
        keys = Card()
        keys.add(
            text(
                _(
                    "F9 hides the window and locks at once, from everywhere. "
                    "F1 opens Get support now."
                )
            )
        )
        for widget in (self.shared, self.own, self.why, writing, keys, self.problem):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        for card in (self.shared, self.own):
            card.toggled.connect(self._chosen)

    def _chosen(self) -> None:
        """Who shares the computer is spared the name; the tick stands there to be taken out."""
        self.discreet.tick(is_on=self.shared.isChecked())
        self.ready_changed.emit()

    def count_as_shared(self, *, is_discreet: bool) -> None:
        """Somebody has a vault here already: what they chose is not loosened for them."""
        self.shared.setChecked(True)
        self.own.hide()
        self.discreet.tick(is_discreet)
        self.why.show()

    @property
    def is_ready(self) -> bool:
        """One of the two is chosen."""
        return self.shared.isChecked() or self.own.isChecked()

    @property
    def waits_for(self) -> str:
        """One of the two. It stands at the foot: nothing moves under the pointer as it goes."""
        return _("Choose one of the two; then it goes on.")

    @property
    def writes_locked(self) -> bool:
        """Whether a check-in may be written while locked: only by choice."""
        return self.while_locked.box.isChecked()

    @property
    def is_discreet(self) -> bool:
        """Whether the window is called by the name that tells nothing."""
        return self.discreet.box.isChecked()

    @property
    def lock_minutes(self) -> int:
        """Minutes until it locks by itself."""
        return 10 if self.own.isChecked() else 2

    def on_shown(self) -> None:
        """The first choice."""
        self.shared.setFocus(Qt.FocusReason.OtherFocusReason)


class ReadyStep(Step):
    """Nothing left to do."""

    def __init__(self) -> None:
        """Say what comes next."""
        super().__init__(
            _("Ready"),
            _("Today comes next. Answer what you like; everything can be skipped."),
        )
        card = Card(_("Good to know"))
        for words in (
            _("What to track can be changed any time, under Settings."),
            _("Warning signs need about two weeks of entries to learn your usual."),
            _("There are no scores or streaks, and no reminders unless you choose them."),
        ):
            card.add(text(words))
        self.column.addWidget(card)
        self.column.addStretch(1)


def _boxed(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    spacing.margins(column, 52, 0, 0, 4)
    spacing.gap(column, 4)
    for widget in widgets:
        left = Qt.AlignmentFlag.AlignLeft if widget.property("kind") == "quiet" else None
        if left is None:
            column.addWidget(widget)
        else:
            column.addWidget(widget, 0, left)
    return box
