"""The form of a night: four clocks, three guesses, how it was, and what stood before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import Rested
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Option, Scale
from iop_companion.foundation.day_words import weekday_name
from iop_companion.foundation.i18n import _
from iop_companion.services.sleep_diary import NightDraft
from iop_companion.ui.today.sleep.clock_field import ClockField, MinutesField, TimesField
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import divider, text
from iop_companion.ui.widgets.chips import ChipsRow
from iop_companion.ui.widgets.editor import Editor
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.hours_field import HoursField
from iop_companion.ui.widgets.note_and_mark import NoteAndMark
from iop_companion.ui.widgets.segment import Segment
from iop_companion.ui.widgets.wrapping_card import WrappingCard

CLOCKS = ("bed", "try_to_sleep", "final_wake", "out")
_LABEL_LEAST = 150


class NightForm(WrappingCard):
    """Every field of a night, by name; ``changed`` follows each answer."""

    changed = Signal()
    done = Signal()
    """The person went on from the last field."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setProperty("region", "true")
        spacing.gap(self.layout_, 0)
        self._draft = NightDraft(date.min)
        self.fields: dict[str, Editor] = {
            "bed": ClockField("bed", _("Went to bed"), _("in the evening"), time(23)),
            "try_to_sleep": ClockField(
                "try_to_sleep", _("Tried to sleep"), _("lights out"), time(23)
            ),
            "latency_min": MinutesField(
                "latency_min", _("Took to fall asleep"), _("your guess, no clock")
            ),
            "awakenings": TimesField(
                "awakenings", _("Woke up in between"), _("times, not the last one")
            ),
            "awake_min": MinutesField("awake_min", _("Awake in all"), _("of those times")),
            "final_wake": ClockField("final_wake", _("Woke for the day"), _("last time"), time(7)),
            "out": ClockField("out", _("Got up"), _("out of bed"), time(7)),
            "hours": HoursField(_hours()),
            "quality": Segment(_quality()),
            "rested": Segment(_rested()),
            "day_before": ChipsRow(_before()),
        }
        self._lines: dict[str, QWidget] = {}
        self._hints = {name: text("", "hint") for name in self.fields}
        self.problem = text("", "problem")
        self.problem.hide()
        self._is_short = False
        self._said: dict[str, str] = {}
        for name, editor in self.fields.items():
            self._add(name, editor)
        self.note = NoteAndMark()
        self.note.changed.connect(self.changed)
        self.note.done.connect(self.done)
        self.layout_.addWidget(divider())
        self.layout_.addSpacing(8)
        self.layout_.addWidget(self.note)
        self.layout_.addWidget(self.problem)
        self.show_short(is_short=False)

    def clock(self, name: str) -> ClockField:
        """Return one of the four clocks."""
        field = self.fields[name]
        assert isinstance(field, ClockField)
        return field

    def show_draft(self, draft: NightDraft, typed: Mapping[str, Any]) -> None:
        """Show a night, and over it what was typed and not saved."""
        self._draft = draft
        before = weekday_name(draft.day - timedelta(days=1))
        self._hints["bed"].setText(_("{weekday} evening").format(weekday=before))
        for name in CLOCKS:
            self.clock(name).set_time(getattr(draft, name))
        for name in ("latency_min", "awakenings", "awake_min", "hours", "quality"):
            number = getattr(draft, name)
            self.fields[name].set_value(None if number is None else float(number))
        self.fields["rested"].set_value(draft.rested.value if draft.rested else None)
        self.fields["day_before"].set_value(draft.day_before or None)
        note = typed.get("note", draft.note)
        self.note.show_note(
            note if isinstance(note, str) else "",
            is_private=typed.get("private", draft.private) is True,
        )
        for name, kept in typed.items():
            if name in self.fields:
                _take(self.fields[name], kept)

    def show_short(self, *, is_short: bool) -> None:
        """Ask for the hours alone, or for everything."""
        self._is_short = is_short
        for name in (*CLOCKS, "latency_min", "awakenings", "awake_min", "day_before"):
            self._lines[name].setVisible(not is_short)
        self._lines["hours"].setVisible(is_short)

    @property
    def is_short(self) -> bool:
        """Whether the hours alone are asked."""
        return self._is_short

    def draft(self) -> NightDraft:
        """Return what the form holds; what does not fit is not part of it."""
        rested = self.fields["rested"].value()
        before = self.fields["day_before"].value()
        hours = self._number("hours")
        return replace(
            self._draft,
            bed=self.clock("bed").at(),
            try_to_sleep=self.clock("try_to_sleep").at(),
            final_wake=self.clock("final_wake").at(),
            out=self.clock("out").at(),
            latency_min=_whole(self._number("latency_min")),
            awake_min=_whole(self._number("awake_min")),
            awakenings=_whole(self._number("awakenings")),
            rested=Rested(rested) if isinstance(rested, str) else None,
            day_before=before if isinstance(before, tuple) else (),
            note=self.note.words(),
            private=self.note.is_private,
            quality=self._number("quality"),
            hours=hours if self._is_short else self._draft.hours,
        )

    def typed(self) -> dict[str, Any]:
        """Return what differs from the night as it was shown, as plain JSON."""
        shown = _plain(self._draft)
        now = _plain(self.draft())
        kept = {name: value for name, value in now.items() if value != shown.get(name)}
        for name, editor in self.fields.items():
            if editor.typed():
                kept[name] = {"typed": editor.typed()}
        return kept

    def first_problem(self) -> str:
        """Return the sentence of the first text that is no answer, and go there; "" for none."""
        for name, editor in self.fields.items():
            if not self._lines[name].isHidden() and (words := editor.problem()):
                editor.enter()
                return words
        if words := self.note.problem():
            self.note.enter()
        return words

    def focus_first(self) -> None:
        """Put the keyboard on the first field that is asked."""
        self.fields["hours" if self._is_short else "bed"].enter()

    def say(self, words: str) -> None:
        """Say under the fields why they do not make a night, or take it away."""
        self._said["night"] = words
        self._show_said()

    def _number(self, name: str) -> float | None:
        value = self.fields[name].value()
        return float(value) if isinstance(value, int | float) else None

    def _add(self, name: str, editor: Editor) -> None:
        line = QFrame()
        pile = QVBoxLayout(line)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 0)
        if self._lines:
            pile.addWidget(divider())
        names = QVBoxLayout()
        spacing.gap(names, 0)
        label = text(editor.measure.label, "label")
        spacing.at_least(label, width=_LABEL_LEAST)
        hint = self._hints[name]
        hint.setText(editor.measure.hint)
        names.addWidget(label)
        names.addWidget(hint)
        if not editor.measure.hint:  # never setVisible(True) here: without a parent it is a window
            hint.hide()
        if isinstance(editor, Segment | ChipsRow):  # too wide to stand beside large words
            flow = FlowLayout(gap=12, line_gap=4, is_apart=True)
            box = QWidget()
            box.setLayout(names)
            names.setContentsMargins(0, 0, 0, 0)
            flow.addWidget(box)
            flow.addWidget(editor)
            inner = QVBoxLayout()
            spacing.margins(inner, 0, 6, 0, 6)
            inner.addLayout(flow)
            pile.addLayout(inner)
        else:
            across = QHBoxLayout()
            spacing.margins(across, 0, 5, 0, 5)
            spacing.gap(across, 12)
            across.addLayout(names, 1)
            across.addWidget(editor, 0, Qt.AlignmentFlag.AlignVCenter)
            pile.addLayout(across)
        self._lines[name] = line
        self.layout_.addWidget(line)
        editor.changed.connect(self.changed)
        editor.said.connect(lambda words: self._take_said(name, words))
        editor.done.connect(lambda: self._go_on(name))
        editor.answered.connect(lambda: self._go_on(name))

    def _go_on(self, name: str) -> None:
        names = [one for one in self.fields if not self._lines[one].isHidden()]
        at = names.index(name) + 1
        if at < len(names):
            self.fields[names[at]].enter()
        else:
            self.note.enter()

    def _take_said(self, name: str, words: str) -> None:
        self._said[name] = words
        self._show_said()

    def _show_said(self) -> None:
        said = "\n".join(words for words in self._said.values() if words)
        self.problem.setText(said)
        self.problem.setVisible(bool(said))


_NUMBERS = ("latency_min", "awakenings", "awake_min", "hours", "quality")


def _plain(draft: NightDraft) -> dict[str, Any]:
    return {
        **{name: at.isoformat() if (at := getattr(draft, name)) else None for name in CLOCKS},
        **{name: getattr(draft, name) for name in _NUMBERS},
        "rested": draft.rested.value if draft.rested else None,
        "day_before": list(draft.day_before),
        "note": draft.note,
        "private": draft.private,
    }


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _take(editor: Editor, kept: object) -> None:
    """Show what a draft kept of a field; anything unreadable is left out."""
    if isinstance(kept, dict):
        editor.set_typed(str(kept.get("typed", "")))
    elif isinstance(editor, ClockField):
        try:
            editor.set_time(time.fromisoformat(str(kept)) if kept else None)
        except ValueError:
            return
    elif isinstance(kept, list):
        editor.set_value(tuple(str(tag) for tag in kept) or None)
    elif isinstance(kept, int | float):
        editor.set_value(float(kept))
    elif isinstance(kept, str) or kept is None:
        editor.set_value(kept)


def _hours() -> Measure:
    return Measure(
        id=MeasureId("night_hours"),
        label=_("Asleep"),
        hint=_("your guess"),
        unit=_("h"),
        kind=Kind.HOURS,
        scale=Scale(0, 24, 0.25),
    )


def _quality() -> Measure:
    return Measure(
        id=MeasureId("night_quality"),
        label=_("Quality"),
        kind=Kind.SCALE,
        scale=Scale(1, 5),
        words=(_("Poor"), _("Fair"), _("OK"), _("Good"), _("Great")),
    )


def _rested() -> Measure:
    words = {
        Rested.NOT: _("Not"),
        Rested.A_LITTLE: _("A little"),
        Rested.MOSTLY: _("Mostly"),
        Rested.WELL: _("Well"),
    }
    return Measure(
        id=MeasureId("night_rested"),
        label=_("Rested"),
        kind=Kind.CHOICE,
        options=tuple(Option(rested.value, said) for rested, said in words.items()),
    )


def _before() -> Measure:
    return Measure(
        id=MeasureId("night_day_before"),
        label=_("The day before"),
        hint=_("only if it fits"),
        kind=Kind.TAGS,
        open_options=True,
        options=(
            Option("nap", _("Nap"), first=True),
            Option("late_caffeine", _("Caffeine after 2"), first=True),
            Option("alcohol", _("Alcohol"), first=True),
            Option("late_screen", _("Screen in bed")),
            Option("late_meal", _("Late meal")),
            Option("pain", _("Pain")),
        ),
    )
