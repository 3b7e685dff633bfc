"""The questionnaires a person has: what is due, the last score, how often; further ones to add."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import EnteredScore
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.questionnaire_words import every_words, next_words
from iop_companion.services.questionnaires import Asked
from iop_companion.ui.program.parts import QUESTIONNAIRES, part_switch
from iop_companion.ui.program.questionnaires.score_form import ScoreForm
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, divider, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.quiet_combo import QuietCombo
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_EVERY = (0, 7, 14, 28, 90)


class QuestionnaireList(QWidget):
    """Wishes leave by signals, with the id of the questionnaire."""

    answer_requested = Signal(str)
    result_requested = Signal(str)
    asked_changed = Signal(str, object, object, object)
    """Id, on or None, days or None, locale or None."""
    score_removed = Signal(object)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.switch = part_switch(QUESTIONNAIRES)
        self.sub = text("", "sub")
        self.mine = Card(_("Asked of you"))
        self.more = Card(_("More questionnaires"))
        self.score = ScoreForm()
        self.others = Card(_("Scores from elsewhere"))
        self.buttons: dict[str, QPushButton] = {}
        self._columns = Columns(side_width=380)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 16)
        pile.addWidget(WrappingHead(text(_("Questionnaires"), "h1"), self.sub, self.switch))
        pile.addWidget(self._columns)
        pile.addWidget(
            text(
                _(
                    "Each is word for word as published, and counted as published. "
                    "A score is a number to talk about, not a diagnosis."
                ),
                "hint",
            )
        )
        pile.addStretch(1)
        for card in (self.mine, self.others):
            self._columns.main.addWidget(card)
        self._columns.main.addStretch(1)
        for card in (self.score, self.more):
            self._columns.side.addWidget(card)

    def show_all(self, asked: Sequence[Asked], others: Sequence[EnteredScore], today: date) -> None:
        """Show the questionnaires, and scores of others by their names."""
        held = next((name for name, one in self.buttons.items() if one.hasFocus()), "")
        self.buttons = {}
        due = [one for one in asked if one.due_on is not None and one.due_on <= today]
        first_due = next(iter(due), None)
        self.sub.setText(_due_words(len(due)))
        mine = [one for one in asked if one.is_on or one.scores or one.under_way]
        off = [one for one in asked if one not in mine]
        with at_once(self):
            _refill(
                self.mine,
                [self._row(one, today, is_first_due=one is first_due) for one in mine]
                or [text(_("None is switched on."), "sub")],
            )
            _refill(self.more, [self._offer(one) for one in off])
            _refill(self.others, [self._other(score, today) for score in others], divided=False)
            self.more.setVisible(bool(off))
            self.others.setVisible(bool(others))
        self.score.show_choices(asked, today)
        if held in self.buttons:
            self.buttons[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Put the keyboard on the first thing that can be answered."""
        first = next(iter(self.buttons.values()), self.switch.chosen_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Hold no score any more (on lock)."""
        self.show_all((), (), date.min)
        self.score.close_form()

    def _row(self, one: Asked, today: date, *, is_first_due: bool) -> QWidget:
        shown = one.instrument
        made = QWidget()
        pile = QVBoxLayout(made)
        pile.setContentsMargins(0, 4, 0, 4)
        spacing.gap(pile, 6)
        words = QVBoxLayout()
        spacing.gap(words, 1)
        words.addWidget(text(shown.abbreviation, "label"))
        if shown.title != shown.abbreviation:
            words.addWidget(text(shown.title, "small"))
        words.addWidget(text(_state_words(one, today), "small"))
        top = QHBoxLayout()
        spacing.gap(top, 10)
        top.addLayout(words, 1)
        if one.scores:
            result = button(_("Results"))
            result.setAccessibleName(_("Results of {name}").format(name=shown.abbreviation))
            result.clicked.connect(partial(self.result_requested.emit, shown.id))
            top.addWidget(result, 0, Qt.AlignmentFlag.AlignTop)
        answer = button(
            _("Go on") if one.under_way else _("Answer"), "primary" if is_first_due else "plain"
        )
        answer.setAccessibleName(f"{answer.text()}: {shown.abbreviation}")
        answer.clicked.connect(partial(self.answer_requested.emit, shown.id))
        self.buttons[shown.id] = answer
        top.addWidget(answer, 0, Qt.AlignmentFlag.AlignTop)
        pile.addLayout(top)
        pile.addLayout(self._how(one))
        return made

    def _how(self, one: Asked) -> QHBoxLayout:
        """How often and in which language it is asked."""
        shown = one.instrument
        line = QHBoxLayout()
        spacing.gap(line, 10)
        every = _Choice(_("How often {name} is asked").format(name=shown.abbreviation))
        days = sorted({*_EVERY, one.every_days, shown.every_days}) if one.is_on else [*_EVERY]
        for n in days:
            every.addItem(_asked_words(n), n)
        every.addItem(_("Switched off"), -1)
        every.setCurrentIndex(every.findData(one.every_days if one.is_on else -1))
        every.activated.connect(lambda _at: self._chose_every(shown.id, every))
        line.addWidget(every)
        if len(one.locales) > 1:
            spoken = _Choice(_("Language of {name}").format(name=shown.abbreviation))
            for locale in one.locales:
                spoken.addItem(_language(locale), locale)
            spoken.setCurrentIndex(max(0, spoken.findData(shown.locale)))
            spoken.activated.connect(
                lambda _at: self.asked_changed.emit(shown.id, None, None, spoken.currentData())
            )
            line.addWidget(spoken)
        line.addStretch(1)
        return line

    def _chose_every(self, name: str, every: QComboBox) -> None:
        days = int(every.currentData())
        if days < 0:
            self.asked_changed.emit(name, False, None, None)  # noqa: FBT003 -- a signal
        else:
            self.asked_changed.emit(name, True, days, None)  # noqa: FBT003 -- a signal

    def _offer(self, one: Asked) -> QWidget:
        shown = one.instrument
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 2, 0, 2)
        spacing.gap(line, 10)
        words = QVBoxLayout()
        spacing.gap(words, 1)
        words.addWidget(text(shown.abbreviation, "label"))
        words.addWidget(text(_module_words(shown.module), "small"))
        line.addLayout(words, 1)
        add = button(_("Add"), size="small")
        add.setAccessibleName(_("Add {name}").format(name=shown.abbreviation))
        add.clicked.connect(
            lambda _on=False: self.asked_changed.emit(shown.id, True, None, None)  # noqa: FBT003
        )
        line.addWidget(add, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _other(self, score: EnteredScore, today: date) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 10)
        words = QVBoxLayout()
        spacing.gap(words, 1)
        words.addWidget(text(f"{score.name}: {_number(score)}", "label"))
        said = long_day(score.day, today)
        words.addWidget(text(f"{said}. {score.note}" if score.note else said, "small"))
        line.addLayout(words, 1)
        remove = button("", "quiet", icon="close")
        remove.setProperty("fit", "icon")
        remove.setToolTip(_("Take it out"))
        remove.setAccessibleName(
            _("Take the score of {name} on {day} out").format(name=score.name, day=said)
        )
        remove.clicked.connect(partial(self.score_removed.emit, score))
        line.addWidget(remove)
        return made


class _Choice(QuietCombo):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)


def _refill(card: Card, lines: Sequence[QWidget], *, divided: bool = True) -> None:
    empty(card.layout_, keep=1)  # the heading stays
    for at, line in enumerate(lines):
        if at and divided:
            card.add(divider())
        card.add(line)


def _due_words(n: int) -> str:
    if n == 0:
        return _("Nothing is due.")
    return ngettext("{n} is due. It can wait.", "{n} are due. They can wait.", n).format(n=n)


def _state_words(one: Asked, today: date) -> str:
    said = []
    if one.under_way is not None:
        n, of = len(one.under_way.answers), len(one.instrument.items)
        said.append(_("Begun: {n} of {of} answered.").format(n=n, of=of))
    newest = one.newest
    if newest is not None:
        number = "–" if newest.total is None else str(newest.total)
        day = long_day(newest.day, today)
        said.append(_("Last: {number} on {day}.").format(number=number, day=day))
    said.append(next_words(one, today))
    return " ".join(said)


def _asked_words(days: int) -> str:
    return _("Asked {how_often}").format(how_often=every_words(days))


def _number(score: EnteredScore) -> str:
    if score.high is None:
        return f"{score.score:g}"
    return _("{total} of {high}").format(total=f"{score.score:g}", high=f"{score.high:g}")


def _language(locale: str) -> str:
    return {"en": "English", "es": "Español"}.get(locale[:2], locale)


def _module_words(module: str) -> str:
    return {
        "trauma": _("for trauma"),
        "substance": _("for substance use and recovery"),
        "distress": _("for distress in general"),
        "wellbeing": _("for well-being"),
    }.get(module, _("for anyone"))
