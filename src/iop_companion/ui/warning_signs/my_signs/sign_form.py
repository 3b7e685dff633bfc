"""Writing a sign, or changing one: words, how it is noticed, zone, who may tell, what I do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.domain.measure import Measure
from iop_companion.domain.records import OwnSign, PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _
from iop_companion.services.own_signs import MAX_WORDS, SignDraft, SignLine
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, divider, row, text
from iop_companion.ui.toolkit.level_shape import RAIL, level_pixmap, level_word
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.warning_signs.my_signs.rule_form import PlainCombo, RuleForm
from iop_companion.ui.widgets.bounded_text import BoundedText
from iop_companion.ui.widgets.names_row import NamesRow
from iop_companion.ui.widgets.switch import Switch

_BY_HAND, _FROM_ENTRIES = "tick", "entries"
_GAP = 6
_TWO_LINES = 66


class SignForm(Card):
    """Wishes leave by signals; what was typed stays until it is saved or let go."""

    save_requested = Signal()
    rest_requested = Signal(bool)
    remove_requested = Signal()
    rule_changed = Signal()
    changed = Signal()

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.sign: OwnSign | None = None
        self._suggestion = ""
        self._opened_as = SignDraft()
        self.words = _line(_("In my words"))
        self.how = Switch(
            _("How it is noticed"),
            [(_BY_HAND, _("I tick it")), (_FROM_ENTRIES, _("From my entries"))],
        )
        self.rule = RuleForm()
        self._back = QFrame()
        self._back.setObjectName("well")
        self.looking_back = text("", "small")
        self.zone = _ZoneSwitch()
        self.tellers = NamesRow(_("Who may tell me"), _("Someone else"))
        self.i_do = BoundedText(MAX_WORDS)
        self.i_do.setAccessibleName(_("What I do"))
        spacing.fixed(self.i_do, height=_TWO_LINES)
        self.i_tell = PlainCombo(_("Whom I tell"))
        self.gone = text("", "hint")
        self.problem = text("", "problem")
        self.save_button = button(_("Save sign"), "primary")
        self.rest_button = button(_("Rest this sign"))
        self.remove_button = button(_("Delete"), "quiet")
        self._arrange()
        self._connect()
        self._show_how()

    def _arrange(self) -> None:
        well = QVBoxLayout(self._back)
        spacing.margins(well, 12, 9, 12, 9)
        well.addWidget(self.looking_back)
        spacing.gap(self.layout_, _GAP)
        parts: tuple[tuple[str, QWidget], ...] = (
            (_("In my words"), self.words),
            (_("How it is noticed"), self.how),
        )
        for words, widget in parts:
            self._put(words, widget)
        self.add(self.rule, self._back)
        self._put(_("It belongs to"), self.zone)
        self._put(_("Who may tell me"), self.tellers)
        self._put(_("What I do"), self.i_do)
        self._put(_("Whom I tell"), self.i_tell)
        self.add(text(_("Companion never calls or writes to anyone."), "hint"), self.gone)
        self.layout_.addSpacing(4)
        self.add(divider(), self.problem)
        line = row(self.save_button, self.rest_button, self.remove_button, gap=10, stretch_at=2)
        self.layout_.addLayout(line)

    def _put(self, words: str, widget: QWidget) -> None:
        if self.layout_.count() > 1:
            self.layout_.addSpacing(5)
        self.add(text(words, "label"), widget)
        if isinstance(widget, PlainCombo):
            self.layout_.setAlignment(widget, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.words.textEdited.connect(lambda _text: self._tell())
        self.words.returnPressed.connect(self.save_requested)
        self.i_do.textChanged.connect(self._tell)
        self.how.chosen.connect(lambda _key: self._change_how())
        self.rule.changed.connect(self._change_rule)
        self.zone.chosen.connect(lambda _key: self._tell())
        self.tellers.changed.connect(self._tell)
        self.i_tell.activated.connect(lambda _at: self._tell())
        self.save_button.clicked.connect(self.save_requested)
        self.rest_button.clicked.connect(lambda: self.rest_requested.emit(not self._is_resting))
        self.remove_button.clicked.connect(self.remove_requested)

    @property
    def _is_resting(self) -> bool:
        return self.sign is not None and self.sign.is_resting

    def offer(
        self,
        measures: Sequence[Measure],
        people: Sequence[Contact],
        untracked: Sequence[Measure] = (),
    ) -> None:
        """Offer ``measures`` for rules and ``people`` by name; what is chosen stays."""
        self.rule.offer(measures, untracked)
        names = [person.name or person.number for person in people]
        self.tellers.offer(names)
        chosen = self.i_tell.currentData()
        self.i_tell.clear()
        self.i_tell.addItem(_("No one yet"), "")
        for person in people:
            label = ", ".join(part for part in (person.name, person.number) if part)
            self.i_tell.addItem(label, person.name or person.number)
        self._choose_told(chosen or "")

    def begin(self, draft: SignDraft, line: SignLine | None) -> None:
        """Show ``draft``, as a change of the sign of ``line`` or as a new one."""
        self.sign = line.sign if line else None
        self._suggestion = draft.suggestion
        self.words.setText(draft.words)
        self.how.choose(_FROM_ENTRIES if draft.rule else _BY_HAND)
        self.rule.show_rule(draft.rule)
        self.zone.choose(draft.zone.value)
        self.tellers.pick(draft.tellers)
        self.i_do.setPlainText(draft.i_do)
        self._choose_told(draft.i_tell)
        self.rest_button.setVisible(line is not None)
        self.remove_button.setVisible(line is not None)
        resting = self._is_resting
        self.rest_button.setText(_("Take it up again") if resting else _("Rest this sign"))
        self.show_problem("")
        self._show_how()
        self._opened_as = self.draft()

    def draft(self) -> SignDraft:
        """Return what stands in the form."""
        is_by_hand = self.how.key == _BY_HAND
        return SignDraft(
            words=self.words.text().strip(),
            zone=PlanZone(self.zone.key),
            rule=None if is_by_hand else self.rule.rule(),
            tellers=self.tellers.picked(),
            i_do=self.i_do.toPlainText().strip(),
            i_tell=self.i_tell.currentData() or "",
            suggestion=self._suggestion,
        )

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what was opened."""
        return self.draft() != self._opened_as

    @property
    def lacks_number(self) -> bool:
        """Whether the sign is read from entries and a number is missing."""
        return self.how.key == _FROM_ENTRIES and self.rule.rule() is None

    def show_looking_back(self, words: str) -> None:
        """Say on which days the rule would have shown, or what is wrong with it."""
        self.looking_back.setText(words)
        self._back.setVisible(bool(words) and self.how.key == _FROM_ENTRIES)

    def show_problem(self, words: str) -> None:
        """Say above the buttons what is missing, or nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def forget(self) -> None:
        """Hold no word any more (on lock)."""
        self.tellers.offer(())
        self.begin(SignDraft(), None)
        self.i_tell.clear()
        self.show_looking_back("")

    def _choose_told(self, name: str) -> None:
        at = self.i_tell.findData(name)
        is_gone = at < 0
        if is_gone:
            self.i_tell.addItem(name, name)
            at = self.i_tell.count() - 1
        self.i_tell.setCurrentIndex(at)
        self.i_tell.updateGeometry()
        self.gone.setText(
            _(
                "{name} is no longer among your people. The name is kept here; choose someone "
                "else, or add the person again under My plan."
            ).format(name=name)
            if is_gone
            else ""
        )
        self.gone.setVisible(is_gone)

    def _change_how(self) -> None:
        self._show_how()
        self._change_rule()

    def _change_rule(self) -> None:
        self.rule_changed.emit()
        self._tell()

    def _show_how(self) -> None:
        from_entries = self.how.key == _FROM_ENTRIES
        self.rule.setVisible(from_entries)
        self._back.setVisible(from_entries and bool(self.looking_back.text()))

    def _tell(self) -> None:
        self.show_problem("")
        self.changed.emit()


class _ZoneSwitch(Switch):
    """Calm, Watch, Act with their shapes: never colour alone."""

    def __init__(self) -> None:
        levels = [Level(zone.value) for zone in PlanZone]
        super().__init__(_("It belongs to"), [(level.value, level_word(level)) for level in levels])
        current().changed.connect(self._draw)
        self._draw()
        self.choose(PlanZone.WATCH.value)

    def _draw(self) -> None:
        theme = current()
        px, room = theme.px(RAIL), theme.px(6)
        for zone in PlanZone:
            shape = level_pixmap(
                Level(zone.value), px, theme.palette, self.devicePixelRatioF(), room=room
            )
            self.button_of(zone.value).setProperty("soft", "true")
            self.button_of(zone.value).setIcon(shape)
            self.button_of(zone.value).setIconSize(QSize(px + room, px))


def version_words(sign: OwnSign) -> str:
    """Return which version of a sign is in force, and since when."""
    return _("Version {n} of this sign, in force since {day}").format(
        n=sign.version, day=day_words(sign.since)
    )


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMaxLength(MAX_WORDS)
    return line
