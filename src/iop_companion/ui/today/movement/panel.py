"""The page of a day's movement: its bouts, a form for one, and what a week comes to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal

from iop_companion.domain.diary_entries import Effort, MovementBout
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Option, Scale
from iop_companion.domain.movement import WHO_LEAST_MIN, WHO_MOST_MIN
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.movement import BoutDraft, MovementView, as_draft
from iop_companion.ui.today.day_form import DayFormPanel
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import at_edge, button, row, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.holds_typed import HoldsTyped
from iop_companion.ui.widgets.entry_lines import EntryLines, EntryWords
from iop_companion.ui.widgets.minutes_row import MinutesRow
from iop_companion.ui.widgets.note_and_mark import NoteAndMark, told_with_mark
from iop_companion.ui.widgets.option_combo import OptionCombo
from iop_companion.ui.widgets.segment import Segment
from iop_companion.ui.widgets.wrapping_card import WrappingCard
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE, _BESIDE_FROM = 320, 860


class MovementPanel(HoldsTyped, DayFormPanel):
    """Shows a :class:`MovementView`; wishes leave by signals."""

    saved = Signal(object)
    removed = Signal(object)
    touched = Signal()
    discarded = Signal(object)

    def __init__(self) -> None:
        """Build the page without a day."""
        super().__init__()
        self._view: MovementView | None = None
        self._sub = text("", "sub")
        self.back = button(_("Back to Today"))
        self.lines = EntryLines()
        self._none = text(_("Nothing yet, and that is fine."), "small")
        self._day_words = text("", "small")
        self.kind = OptionCombo(_kinds(()))
        self.minutes = MinutesRow(_minutes())
        self.effort = Segment(_effort())
        self.note = NoteAndMark()
        self.problem = text("", "problem")
        self.problem.hide()
        self.save = button("", "primary")
        self.cancel = button(_("Cancel"), "quiet")
        self._form = WrappingCard(_("A movement"))
        self._week = text("", "small")
        self.who_button = at_edge(button(_("Show what the WHO says"), "quiet", size="small"))
        self._who = text("", "small")
        self._id = ""
        self._opened: dict[str, Any] = {}
        self._has_kinds = False
        self._columns = Columns(_SIDE, _BESIDE_FROM)
        self._arrange()
        self._connect()

    def show_view(self, view: MovementView) -> None:
        """Show a day; a form that is being written stays."""
        if not self._has_kinds:
            self._offer_kinds(view.kinds)
        self._view = view
        labels = {option.id: option.label for option in view.kinds}
        self._sub.setText(long_day(view.day, view.today))
        self.lines.show_entries([_line(bout, labels) for bout in view.bouts])
        self._none.setVisible(not view.bouts)
        self._day_words.setText(_day_words(view))
        self._day_words.setVisible(bool(self._day_words.text()))
        self._week.setText(_week_words(view))

    def begin(self, bout: MovementBout | None = None) -> None:
        """Fill the form with a bout to change it, or with nothing."""
        draft = as_draft(bout) if bout is not None else BoutDraft("", None)
        self._id = draft.id
        known = {option.id for option in self.kind.measure.options}
        self.kind.set_value(draft.movement if draft.movement in known else None)
        self.minutes.set_value(draft.minutes)
        self.effort.set_value(draft.effort.value if draft.effort else None)
        self.note.show_note(draft.note, is_private=draft.private)
        self.save.setText(_("Save the change") if draft.id else _("Add it"))
        self.cancel.setVisible(bool(draft.id))
        self.say("")
        self._opened = self._plain()

    def start_over(self) -> None:
        """Empty the form."""
        self.begin()

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Fill the form as it was left."""
        self.begin()
        known = {option.id for option in self.kind.measure.options}
        words = {name: one for name, one in typed.items() if isinstance(one, str)}
        self.kind.set_value(kind if (kind := words.get("kind")) in known else None)
        minutes = typed.get("minutes")
        self.minutes.set_value(minutes if isinstance(minutes, int | float) else None)
        if wrong := words.get("wrong"):
            self.minutes.set_typed(wrong)
        effort = words.get("effort")
        self.effort.set_value(effort if effort in list(Effort) else None)
        self.note.show_note(words.get("note", ""), is_private=typed.get("private") is True)
        self._id = words.get("id", "")
        self.save.setText(_("Save the change") if self._id else _("Add it"))
        self.cancel.show()
        self.say(_("Not saved yet: this is as you left it."))

    def take_focus(self) -> None:
        """Put the keyboard on the minutes."""
        self.minutes.enter()

    def say(self, words: str) -> None:
        """Say in place what does not fit, or take it away."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            announce(self, words)

    def forget(self) -> None:
        """Hold nothing any more (on lock)."""
        self._view = None
        self.lines.show_entries(())
        self._week.setText("")
        self.begin()

    def ask_to_save(self) -> None:
        """Hand over what the form holds, or say what does not fit."""
        if words := self.minutes.problem():
            self.say(words)
            self.minutes.enter()
            return
        if words := self.note.problem():
            self.say(words)
            self.note.enter()
            return
        kind, minutes, effort = self.kind.value(), self.minutes.value(), self.effort.value()
        self.saved.emit(
            BoutDraft(
                movement=kind if isinstance(kind, str) else "",
                minutes=float(minutes) if isinstance(minutes, int | float) else None,
                effort=Effort(effort) if isinstance(effort, str) else None,
                note=self.note.words(),
                private=self.note.is_private,
                id=self._id,
            )
        )

    def _plain(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value(),
            "minutes": self.minutes.value(),
            "wrong": self.minutes.typed(),
            "effort": self.effort.value(),
            "note": self.note.words(),
            "private": self.note.is_private,
            "id": self._id,
        }

    def _on_touched(self) -> None:
        self.cancel.show()
        self.touched.emit()

    def _discard(self, bout: MovementBout | None = None) -> None:
        """Begin with ``bout`` or with nothing; what stood there can be had back."""
        typed = self.typed()
        self.begin(bout)
        if typed is not None:
            self.discarded.emit(typed)

    def _arrange(self) -> None:
        head = WrappingHead(text(_("Movement"), "h1"), self._sub, self.back)
        self.body.addWidget(head)
        day = WrappingCard(_("This day"))
        day.add(self._none, self.lines, self._day_words)
        form = self._form
        form.setProperty("region", "true")
        form.add(text(_("Minutes"), "label"), self.minutes)
        form.add(text(_("What"), "label"))
        form.layout_.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        form.add(text(_("How hard, if you like"), "label"), self.effort)
        form.add(
            text(_("Light: you could sing. Moderate: talk. Vigorous: hardly talk."), "hint"),
            self.note,
            self.problem,
        )
        form.layout_.addLayout(row(self.save, self.cancel, gap=8, stretch_at=-1))
        for card in (form, day):
            self._columns.main.addWidget(card)
        self._columns.main.addStretch(1)
        week = WrappingCard(_("The last seven days"))
        spacing.gap(week.layout_, 8)
        week.add(self._week, self.who_button, self._who)
        week.layout_.setAlignment(self.who_button, Qt.AlignmentFlag.AlignLeft)
        self._who.hide()
        self._columns.side.addWidget(week)
        self._columns.side.addStretch(1)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)
        self.begin()

    def _offer_kinds(self, kinds: tuple[Option, ...]) -> None:
        self._has_kinds = True
        fresh = OptionCombo(_kinds(kinds))
        at = self._form.layout_.indexOf(self.kind)
        self._form.layout_.insertWidget(at, fresh, 0, Qt.AlignmentFlag.AlignLeft)
        self._form.layout_.removeWidget(self.kind)
        self.kind.hide()
        self.kind.deleteLater()
        self.kind = fresh
        fresh.changed.connect(self._on_touched)
        self._opened = self._plain()

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.save.clicked.connect(self.ask_to_save)
        self.cancel.clicked.connect(lambda _checked: self._discard())
        for part in (self.minutes, self.effort):
            part.changed.connect(self._on_touched)
        self.minutes.edit.textEdited.connect(lambda _text: self._on_touched())
        self.note.changed.connect(self._on_touched)
        self.note.done.connect(self.ask_to_save)
        self.minutes.answered.connect(self.effort.enter)
        self.minutes.done.connect(self.effort.enter)
        self.minutes.changed.connect(lambda: self.say(""))
        self.minutes.said.connect(self.say)
        self.effort.answered.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))
        self.effort.done.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))
        self.lines.change_requested.connect(self._change)
        self.lines.remove_requested.connect(self._remove)
        self.who_button.clicked.connect(self._show_who)

    def _bout(self, bout_id: str) -> MovementBout | None:
        bouts = self._view.bouts if self._view is not None else ()
        return next((bout for bout in bouts if bout.id == bout_id), None)

    def _change(self, bout_id: str) -> None:
        self._discard(self._bout(bout_id))
        self.take_focus()
        self.show_all_of(self.minutes)

    def _remove(self, bout_id: str) -> None:
        if (bout := self._bout(bout_id)) is not None:
            self.removed.emit(bout)

    def _show_who(self) -> None:
        self._who.setText(
            _(
                "For adults the WHO (2020) names {least} to {most} minutes a week of moderate "
                "movement, a vigorous minute counting twice. Any movement is better than none."
            ).format(least=WHO_LEAST_MIN, most=WHO_MOST_MIN)
        )
        self._who.show()
        self.who_button.hide()


def _line(bout: MovementBout, labels: dict[str, str]) -> EntryWords:
    kind = labels.get(bout.movement, bout.movement)
    title = _("{kind}, {n} min").format(kind=kind, n=f"{bout.minutes:g}")
    words = [_efforts()[bout.effort]] if bout.effort is not None else []
    said = ", ".join([*words, *filter(None, [bout.note])])
    return EntryWords(str(bout.id), title, told_with_mark(said, is_private=bout.private))


def _efforts() -> dict[Effort, str]:
    return {
        Effort.LIGHT: _("Light"),
        Effort.MODERATE: _("Moderate"),
        Effort.VIGOROUS: _("Vigorous"),
    }


def _day_words(view: MovementView) -> str:
    if view.row_minutes is None:
        return ""
    row_says = f"{view.row_minutes:g}"
    if not view.bouts:
        return _(
            "The row of Today says {n} minutes. With a further movement they are kept as one of "
            "their own."
        ).format(n=row_says)
    if round(view.day_sum.minutes) == round(view.row_minutes):
        return _("{n} minutes in all, as the row of Today says, too.").format(n=row_says)
    return _("Together {sum} minutes; the row of Today says {n}.").format(
        sum=f"{view.day_sum.minutes:g}", n=row_says
    )


def _week_words(view: MovementView) -> str:
    week = view.week_sum
    if not view.n_days:
        return _("No single movements written down in these days.")
    said = [
        ngettext("{n} minutes on {days} day.", "{n} minutes on {days} days.", view.n_days).format(
            n=f"{week.minutes:g}", days=view.n_days
        )
    ]
    if week.minutes > week.without_effort:
        said.append(
            _("Weighed by effort: {n} moderate minutes.").format(n=f"{week.moderate_equivalent:g}")
        )
    if week.without_effort:
        said.append(
            _("{n} minutes have no effort and are not weighed.").format(
                n=f"{week.without_effort:g}"
            )
        )
    return " ".join(said)


def _kinds(kinds: tuple[Option, ...]) -> Measure:
    return Measure(
        id=MeasureId("bout_kind"),
        label=_("What"),
        kind=Kind.CHOICE,
        options=kinds or (Option("other", _("Other")),),
    )


def _minutes() -> Measure:
    return Measure(
        id=MeasureId("bout_minutes"),
        label=_("Minutes"),
        unit=_("min"),
        kind=Kind.MINUTES,
        scale=Scale(1, 24 * 60),
        quick=(10, 15, 20, 30, 45, 60),
    )


def _effort() -> Measure:
    return Measure(
        id=MeasureId("bout_effort"),
        label=_("How hard"),
        kind=Kind.CHOICE,
        options=tuple(Option(effort.value, words) for effort, words in _efforts().items()),
    )
