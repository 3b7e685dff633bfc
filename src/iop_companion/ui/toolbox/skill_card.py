"""Beside the list: one skill, its steps, and the ways to do it or to say that it was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import STRONGEST
from iop_companion.foundation.i18n import _
from iop_companion.services.skills import MAX_WORDS, ToolSkill
from iop_companion.ui.toolbox.words import length_words, own_effect_sentences, rating_measure
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import at_edge, button, divider, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.note_and_mark import NoteAndMark
from iop_companion.ui.widgets.note_field import NoteEdit, too_long_words
from iop_companion.ui.widgets.rating_scale import RatingScale
from iop_companion.ui.widgets.tick_row import TickRow
from iop_companion.ui.widgets.wrapping_card import WrappingCard

_CIRCLE = 28


class Steps(QWidget):
    """The steps with their numbers."""

    def __init__(self) -> None:
        """Build it without steps."""
        super().__init__()
        self._shown: tuple[str, ...] = ()
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._pile, 8)

    def show_steps(self, steps: Sequence[str]) -> None:
        """Show other steps."""
        if tuple(steps) == self._shown:
            return
        self._shown = tuple(steps)
        empty(self._pile)
        for number, step in enumerate(steps, start=1):
            self._pile.addWidget(_step_line(number, step))


class SkillCard(WrappingCard):
    """One skill. ``before`` is rated here; what is done with it leaves by signals."""

    start_requested = Signal()
    done_requested = Signal()
    """It was done without the steps here; ``before``, ``after`` and ``note`` hold what was said."""

    not_used_requested = Signal()
    """``why_form`` holds what was said."""

    favourite_requested = Signal(bool)
    note_left = Signal()
    change_requested = Signal()
    hide_requested = Signal()
    touched = Signal()
    discarded = Signal(object)
    """What was said of a skill and let go; see :meth:`typed`."""

    def __init__(self) -> None:
        """Build it without a skill."""
        super().__init__()
        self.setProperty("region", "true")
        self._title = text("", "title")
        self._length = text("", "small")
        self._description = text("")
        self._steps = Steps()
        self._cautions = text("", "small")
        self._taught = text("", "hint")
        self._effect = text("", "small")
        self.favourite = TickRow(_("Among my favourites"))
        self.note = NoteEdit()
        self.note.setPlaceholderText(_("What makes it work for me"))
        self.note.setAccessibleName(_("My note on this one"))
        self._note_problem = text("", "problem")
        self._note_problem.hide()
        self.before = RatingScale(rating_measure("distress", is_after=False))
        self.start = button(_("Start"), "primary", icon="play")
        self.done = button(_("I have done it, rate after"))
        self.not_used = at_edge(button(_("Thought of, not used"), "quiet", size="small"))
        self.change = at_edge(button(_("Change this skill"), "quiet", icon="edit", size="small"))
        self.take_out = at_edge(button(_("Take it out"), "quiet", size="small"))
        self.after_form = _AfterForm()
        self.why_form = _WhyForm()
        self._forms: dict[str, _AfterForm | _WhyForm] = {
            "after": self.after_form,
            "why": self.why_form,
        }
        self._skill: ToolSkill | None = None
        self._arrange()
        self._connect()

    @property
    def skill(self) -> ToolSkill | None:
        """The skill that is shown."""
        return self._skill

    def show_skill(self, skill: ToolSkill | None) -> None:
        """Show a skill; a rating or words for another one are let go and can be had back."""
        is_other = skill is None or self._skill is None or skill.id != self._skill.id
        typed = self.typed() if is_other else None
        self._skill = skill
        self.setVisible(skill is not None)
        if is_other:
            self._empty()
        if typed is not None:
            self.discarded.emit(typed)
        if skill is None:
            return
        self._title.setText(skill.label)
        _show(self._length, length_words(skill))
        _show(self._description, skill.description)
        self._steps.show_steps(skill.steps)
        _show(self._cautions, " ".join(f"{words.rstrip('.')}." for words in skill.cautions))
        taught = ", ".join(skill.also_taught_as)
        _show(self._taught, _("Also taught as: {names}").format(names=taught) if taught else "")
        _show(self._effect, " ".join(own_effect_sentences(skill.history)))
        self.favourite.tick(skill.is_favourite)
        if is_other or not self.note.hasFocus():
            self.note.setPlainText(skill.note)
        self.change.setVisible(bool(skill.own_id))
        self.take_out.setVisible(bool(skill.own_id))

    def rating(self) -> int | None:
        """Return the rating before, or None."""
        return _whole(self.before)

    def said_and_done(self) -> None:
        """Let go of what was kept."""
        focus = self.window().focusWidget()
        ways = ((self.after_form, self.done), (self.why_form, self.not_used))
        back = next((way for form, way in ways if focus and form.isAncestorOf(focus)), None)
        self._empty()
        if back is not None:  # not into the note below, where the next key would write
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> dict[str, Any] | None:
        """Return what is said of the skill and not kept yet as plain JSON, None for nothing."""
        for name, form in self._forms.items():
            said = form.said()
            if self._skill is not None and not form.isHidden() and said is not None:
                return {"skill": self._skill.id, "form": name, "before": self.rating(), **said}
        return None

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Open the form as it was left; what cannot be read is left out."""
        form = self._forms.get(str(typed.get("form")))
        if form is None:
            return
        self._empty()
        self.before.set_value(_rating(typed.get("before")))
        form.show_said(typed)
        form.show()
        self._show_forms()

    def _empty(self) -> None:
        self.before.set_value(None)
        for form in self._forms.values():
            form.close_form()
        self._show_forms()

    def _let_go(self) -> None:
        """Close the forms; what stood in them can be had back."""
        typed = self.typed()
        for form in self._forms.values():
            form.close_form()
        self._show_forms()
        if typed is not None:
            self.discarded.emit(typed)

    def _on_said(self) -> None:
        if self.typed() is not None:
            self.touched.emit()

    def _arrange(self) -> None:
        spacing.gap(self.layout_, 8)
        names = QVBoxLayout()
        spacing.gap(names, 2)
        names.addWidget(self._title)
        names.addWidget(self._length)
        self.layout_.addLayout(names)
        self._ask = text(_("How strong is it right now?"), "label")
        self.add(self._description, self._steps, self._cautions, divider(), self._ask, self.before)
        self.add(self.start, self.done, self.after_form, self.not_used, self.why_form)
        self.add(divider(), self._effect, text(_("My note on this one"), "label"), self.note)
        self.add(self._note_problem)
        self.add(self.favourite)
        self.add(self._taught, self.change, self.take_out)
        left = Qt.AlignmentFlag.AlignLeft
        for part in (self.not_used, self.change, self.take_out):
            self.layout_.setAlignment(part, left)

    def _connect(self) -> None:
        self.start.clicked.connect(self.start_requested)
        self.before.done.connect(lambda: self.start.setFocus(Qt.FocusReason.TabFocusReason))
        self.before.answered.connect(lambda: self.start.setFocus(Qt.FocusReason.TabFocusReason))
        self.done.clicked.connect(self._open_after)
        self.not_used.clicked.connect(self._open_why)
        self.favourite.box.toggled.connect(self.favourite_requested)
        self.note.done.connect(self.note_left)
        self.note.paste_refused.connect(lambda n: self._say_of_note(too_long_words(n)))
        self.note.textChanged.connect(lambda: self._say_of_note(""))
        self.note.left.connect(self.note_left)
        self.change.clicked.connect(self.change_requested)
        self.take_out.clicked.connect(self.hide_requested)
        self.after_form.saved.connect(self.done_requested)
        self.why_form.saved.connect(self.not_used_requested)
        self.before.changed.connect(self._on_said)
        for form in self._forms.values():
            form.left.connect(self._let_go)
            form.touched.connect(self.touched)

    def _say_of_note(self, words: str) -> None:
        self._note_problem.setText(words)
        self._note_problem.setVisible(bool(words))
        announce(self.note, words)

    def _open_after(self) -> None:
        self._let_go()
        self.after_form.open_form()
        self._show_forms()

    def _open_why(self) -> None:
        self._let_go()
        self.why_form.open_form()
        self._show_forms()

    def _show_forms(self) -> None:
        self.done.setVisible(self.after_form.isHidden())
        self.not_used.setVisible(self.why_form.isHidden())


class _AfterForm(QWidget):
    """How strong it is after a skill that was done elsewhere, and a few words."""

    saved = Signal()
    left = Signal()
    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.after = RatingScale(rating_measure("distress", is_after=True))
        self.note = NoteAndMark()
        self.save = button(_("Save"))
        self.cancel = button(_("Cancel"), "quiet")
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 8)
        pile.addWidget(text(_("How strong is it now?"), "label"))
        pile.addWidget(self.after)
        pile.addWidget(self.note)
        pile.addLayout(_buttons(self.save, self.cancel))
        self.after.answered.connect(self.note.enter)
        self.after.changed.connect(self.touched)
        self.note.done.connect(self._save)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.left)
        self.note.changed.connect(self.touched)
        self.hide()

    def open_form(self) -> None:
        self.show()
        self.after.enter()

    def close_form(self) -> None:
        self.after.set_value(None)
        self.note.show_note("", is_private=False)
        self.hide()

    def rating(self) -> int | None:
        return _whole(self.after)

    def said(self) -> dict[str, Any] | None:
        said = {"after": self.rating(), **_noted(self.note)}
        return said if any(said.values()) or said["after"] is not None else None

    def show_said(self, said: dict[str, Any]) -> None:
        self.after.set_value(_rating(said.get("after")))
        _show_noted(self.note, said)

    def _save(self) -> None:
        if self.note.problem():
            self.note.enter()
        else:
            self.saved.emit()


class _WhyForm(QWidget):
    """Why a skill that was thought of was not used; a reason is no fault."""

    saved = Signal()
    left = Signal()
    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = _line(_("What got in the way, if you like"))
        self.note = NoteAndMark()
        self.save = button(_("Save"))
        self.cancel = button(_("Cancel"), "quiet")
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 8)
        pile.addWidget(text(_("Thought of, and not used"), "label"))
        pile.addWidget(self.words)
        pile.addWidget(self.note)
        pile.addLayout(_buttons(self.save, self.cancel))
        self.words.returnPressed.connect(self._save)
        self.words.textEdited.connect(lambda _text: self.touched.emit())
        self.note.done.connect(self._save)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.left)
        self.note.changed.connect(self.touched)
        self.hide()

    def open_form(self) -> None:
        self.show()
        self.words.setFocus(Qt.FocusReason.TabFocusReason)

    def close_form(self) -> None:
        self.words.clear()
        self.note.show_note("", is_private=False)
        self.hide()

    def said(self) -> dict[str, Any] | None:
        said = {"words": self.words.text(), **_noted(self.note)}
        return said if any(said.values()) else None

    def show_said(self, said: dict[str, Any]) -> None:
        words = said.get("words")
        self.words.setText(words if isinstance(words, str) else "")
        _show_noted(self.note, said)

    def _save(self) -> None:
        if self.note.problem():
            self.note.enter()
        else:
            self.saved.emit()


def _noted(note: NoteAndMark) -> dict[str, Any]:
    return {"note": note.words(), "private": note.is_private}


def _show_noted(note: NoteAndMark, said: dict[str, Any]) -> None:
    words = said.get("note")
    note.show_note(words if isinstance(words, str) else "", is_private=said.get("private") is True)


def _rating(thing: object) -> float | None:
    """What a draft holds as a rating, if it is one."""
    is_one = isinstance(thing, int) and not isinstance(thing, bool) and 0 <= thing <= STRONGEST
    return float(thing) if isinstance(thing, int) and is_one else None


def _buttons(*buttons: QWidget) -> FlowLayout:
    flow = FlowLayout(gap=8, line_gap=6)
    for one in buttons:
        flow.addWidget(one)
    return flow


def _line(placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(placeholder)
    line.setAccessibleName(placeholder)
    line.setMaxLength(MAX_WORDS)
    return line


def _step_line(number: int, step: str) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    spacing.gap(across, 10)
    circle = text(str(number), "small", wrap=False)
    circle.setObjectName("step_number")
    circle.setAlignment(Qt.AlignmentFlag.AlignCenter)
    circle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    spacing.fixed(circle, width=_CIRCLE, height=_CIRCLE)
    across.addWidget(circle, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(text(step), 1)
    return line


def _show(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))


def _whole(scale: RatingScale) -> int | None:
    value = scale.value()
    return int(value) if isinstance(value, int | float) else None
