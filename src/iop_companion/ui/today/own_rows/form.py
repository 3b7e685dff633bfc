"""The form of one row: what it is called, how it is answered, and which way is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from iop_companion.catalog.standard_drinks import StandardDrink
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Goal, Kind, Measure, Option, Worse
from iop_companion.foundation.i18n import _
from iop_companion.services.measures import MAX_LABEL
from iop_companion.services.own_rows import MOST_END, MOST_UNIT, RowDraft, RowKind
from iop_companion.ui.today.own_rows.words import goal_words, kind_words, worse_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, row, text
from iop_companion.ui.toolkit.holds_typed import HoldsTyped
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.option_combo import OptionCombo
from iop_companion.ui.widgets.segment import Segment
from iop_companion.ui.widgets.wrapping_card import WrappingCard

_NUMBER_WIDTH = 96
_DRINKS, _OWN_UNIT = "drinks", "unit"
_CHANGED_KIND = frozenset({RowKind.URGE, RowKind.USE})
"""Rows that stay what they are: their lines and goals belong to them."""


class OwnRowForm(HoldsTyped, WrappingCard):
    """Add a row, or change one. What was typed stays until it is saved."""

    saved = Signal(object)
    touched = Signal()
    discarded = Signal(object)

    def __init__(self, kinds: Sequence[RowKind]) -> None:
        """Offer ``kinds``, the first one chosen; with a single one nothing is asked about it."""
        super().__init__(_("A row of my own") if len(kinds) > 1 else kind_words()[kinds[0]])
        self.setProperty("region", "true")
        self._kinds = tuple(kinds)
        self._id = ""
        self._grams = ""
        self.name = _field(_("What it is called"), MAX_LABEL)
        words = kind_words()
        self.kind = _Kinds(
            _choice("row_kind", _("How I answer"), [(k.value, words[k]) for k in kinds])
        )
        self.kind.combo.removeItem(0)  # a row is always of some kind
        self.low, self.high, self.step = (
            _number_field(_("Lowest")),
            _number_field(_("Highest")),
            _number_field(_("Step")),
        )
        self.low_words = _field(_("What the lowest means"), MOST_END)
        self.high_words = _field(_("What the highest means"), MOST_END)
        for edit in (self.low_words, self.high_words):
            edit.setPlaceholderText(edit.accessibleName())
        self.counted = Segment(
            _choice(
                "counted_in",
                _("Counted in"),
                [(_DRINKS, _("Standard drinks")), (_OWN_UNIT, _("A unit of my own"))],
            )
        )
        self.grams = _number_field(_("Grams of alcohol in one"))
        self._grams_hint = text("", "hint")
        self.unit = _field(_("Unit, if you like"), MOST_UNIT)
        self.unit.setPlaceholderText(_("cups, pages, cigarettes"))
        self.goal = Segment(
            _choice("goal", _("My goal"), [(g.value, words) for g, words in goal_words().items()])
        )
        self.worse = Segment(
            _choice(
                "worse",
                _("More of it is"),
                [(w.value, words) for w, words in worse_words().items()],
            )
        )
        self.kept_words = text(
            _("Charts begin anew where the question changes. What you wrote keeps its meaning."),
            "hint",
        )
        self.problem = text("", "problem")
        self.save = button("", "primary")
        self.cancel = button(_("Cancel"), "quiet")
        self._parts: dict[str, QWidget] = {}
        self._arrange()
        self._connect()
        self.begin()
        self._opened = self._plain()

    def show_drink(self, drink: StandardDrink) -> None:
        """Begin with the standard drink of where the person lives."""
        typed_it = self.grams.text() != self._grams
        self._grams = f"{drink.grams:g}"
        if not typed_it and not self._id:
            self.grams.setText(self._grams)
            self._opened = self._plain() if not self.typed() else self._opened
        where = (
            _("{grams} g is the standard drink of your region.")
            if drink.is_of_region
            else _("{grams} g is the drink of the WHO; your region has none that is agreed on.")
        )
        other = _("Write another number if you count otherwise.")
        self._grams_hint.setText(f"{where.format(grams=self._grams)} {other}")
        self._grams_hint.setToolTip(drink.source)

    def begin(self, draft: RowDraft | None = None) -> None:
        """Fill the form with a row to change it, or with nothing."""
        shown = draft or RowDraft(self._kinds[0], grams=self._grams)
        self._show(shown)
        self.say("")
        self._opened = self._plain()

    def start_over(self) -> None:
        """Empty the form."""
        self.begin()

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Fill the form as it was left; what cannot be read is left out."""
        self._show(_draft_of(typed, self._kinds))
        self.cancel.show()
        self.say(_("Not saved yet: this is as you left it."))

    def draft(self) -> RowDraft:
        """Return what stands in the form."""
        kind = RowKind(str(self.kind.value()))
        is_drinks = kind is RowKind.USE and self.counted.value() == _DRINKS
        return RowDraft(
            kind=kind,
            label=self.name.text(),
            low=self.low.text() if kind is RowKind.SCALE else "0",
            high=self.high.text(),
            step=self.step.text() if kind is RowKind.SCALE else "1",
            low_words=self.low_words.text(),
            high_words=self.high_words.text(),
            unit="" if is_drinks else self.unit.text(),
            worse=Worse(str(self.worse.value() or Worse.NEITHER)),
            goal=Goal(str(self.goal.value() or Goal.OBSERVE)),
            grams=self.grams.text().strip() or "0" if is_drinks else "",
            id=self._id,
        )

    def ask_to_save(self) -> None:
        """Hand over what stands in the form."""
        self.saved.emit(self.draft())

    def say(self, words: str) -> None:
        """Say in place what does not fit, or take it away; what was typed stays."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            announce(self, words)

    def take_focus(self) -> None:
        """Put the keyboard on the name."""
        self.name.setFocus(Qt.FocusReason.TabFocusReason)

    def discard(self, draft: RowDraft | None = None) -> None:
        """Begin with ``draft`` or with nothing; what stood there can be had back."""
        typed = self.typed()
        self.begin(draft)
        if typed is not None:
            self.discarded.emit(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Esc empties the form; it can be had back."""
        if event.key() == Qt.Key.Key_Escape and self.typed() is not None:
            self.discard()
        else:
            super().keyPressEvent(event)

    def _show(self, draft: RowDraft) -> None:
        self._id = draft.id
        self.name.setText(draft.label)
        self.kind.set_value(draft.kind.value)
        self.kind.setEnabled(not (draft.id and draft.kind in _CHANGED_KIND))
        for edit, words in (
            (self.low, draft.low), (self.high, draft.high), (self.step, draft.step),
            (self.low_words, draft.low_words), (self.high_words, draft.high_words),
            (self.unit, draft.unit), (self.grams, draft.grams or self._grams),
        ):  # fmt: skip
            edit.setText(words)
        self.counted.set_value(_DRINKS if draft.grams or not draft.id else _OWN_UNIT)
        self.goal.set_value(draft.goal.value)
        self.worse.set_value(draft.worse.value)
        self.save.setText(_("Save the change") if draft.id else _("Add this row"))
        self.cancel.setVisible(bool(draft.id))
        self.kept_words.setVisible(bool(draft.id))
        self._follow()

    def _plain(self) -> dict[str, Any]:
        return {**asdict(self.draft()), "counted": self.counted.value()}

    def _on_touched(self) -> None:
        self.cancel.show()
        self.say("")
        self._follow()
        self.touched.emit()

    def _follow(self) -> None:
        """Ask what the kind needs, and nothing else."""
        kind = RowKind(str(self.kind.value()))
        is_drinks = self.counted.value() == _DRINKS
        shown = {
            "kind": len(self._kinds) > 1,
            "range": kind in {RowKind.SCALE, RowKind.URGE},
            "low": kind is RowKind.SCALE,
            "step": kind is RowKind.SCALE,
            "ends": kind is RowKind.SCALE,
            "counted": kind is RowKind.USE,
            "grams": kind is RowKind.USE and is_drinks,
            "unit": kind in {RowKind.SCALE, RowKind.AMOUNT}
            or (kind is RowKind.USE and not is_drinks),
            "goal": kind is RowKind.USE,
            "worse": kind not in {RowKind.URGE, RowKind.USE},
        }
        for name, part in self._parts.items():
            part.setVisible(shown[name])

    def _arrange(self) -> None:
        self.add(text(_("What it is called"), "label"), self.name)
        numbers = QWidget()
        flow = FlowLayout(numbers, gap=14, line_gap=8)
        for name, words, edit in (
            ("low", _("Lowest"), self.low), ("high", _("Highest"), self.high),
            ("step", _("Step"), self.step),
        ):  # fmt: skip
            part = _labelled(words, edit)
            if name != "high":
                self._parts[name] = part
            flow.addWidget(part)
        grams = _labelled(_("Grams of alcohol in one"), self.grams, self._grams_hint)
        for name, part in (
            ("kind", _labelled(_("How I answer"), self.kind)),
            ("range", numbers),
            (
                "ends",
                _labelled(_("Words for the ends, if you like"), self.low_words, self.high_words),
            ),
            ("counted", _labelled(_("Counted in"), self.counted)),
            ("grams", grams),
            ("unit", _labelled(_("Unit, if you like"), self.unit)),
            ("goal", _labelled(_("My goal"), self.goal)),
            ("worse", _labelled(_("More of it is"), self.worse)),
        ):
            self._parts[name] = part
            self.add(part)
        self.add(self.kept_words, self.problem)
        self.layout_.addLayout(row(self.save, self.cancel, gap=8, stretch_at=-1))

    def _connect(self) -> None:
        for edit in (self.name, self.low, self.high, self.step, self.low_words, self.high_words,
                     self.unit, self.grams):  # fmt: skip
            edit.textEdited.connect(lambda _text: self._on_touched())
            edit.returnPressed.connect(self.ask_to_save)
        for part in (self.kind, self.counted, self.goal, self.worse):
            part.changed.connect(self._on_touched)
        self.save.clicked.connect(self.ask_to_save)
        self.cancel.clicked.connect(lambda _checked: self.discard())


class _Kinds(OptionCombo):
    """The kinds of row, with room for the longest one."""

    sides = 82


def _draft_of(typed: Mapping[str, Any], kinds: Sequence[RowKind]) -> RowDraft:
    words = {name: one for name, one in typed.items() if isinstance(one, str)}
    plain = RowDraft(kinds[0])
    texts = ("label", "low", "high", "step", "low_words", "high_words", "unit", "grams", "id")
    return RowDraft(
        kind=RowKind(words["kind"]) if words.get("kind") in set(RowKind) else plain.kind,
        worse=Worse(words["worse"]) if words.get("worse") in set(Worse) else plain.worse,
        goal=Goal(words["goal"]) if words.get("goal") in set(Goal) else plain.goal,
        **{name: words.get(name, getattr(plain, name)) for name in texts},
    )


def _choice(name: str, label: str, options: Sequence[tuple[str, str]]) -> Measure:
    return Measure(
        id=MeasureId(name),
        label=label,
        kind=Kind.CHOICE,
        options=tuple(Option(key, words) for key, words in options),
    )


def _field(name: str, most: int) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMaxLength(most * 2)
    return made


def _number_field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMaxLength(12)
    spacing.fixed(made, width=_NUMBER_WIDTH)
    return made


def _labelled(words: str, *widgets: QWidget) -> QWidget:
    part = QWidget()
    pile = QVBoxLayout(part)
    pile.setContentsMargins(0, 0, 0, 0)
    spacing.gap(pile, 6)
    pile.addWidget(text(words, "label"))
    for widget in widgets:
        pile.addWidget(widget)
    return part
