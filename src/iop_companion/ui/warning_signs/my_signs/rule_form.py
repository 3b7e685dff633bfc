"""A rule in the person's hands: measure, comparison, number, and on how many days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure
from iop_companion.domain.sign_rule import (
    MAX_CONDITIONS,
    MAX_DAYS,
    WEEK,
    Comparison,
    SignCondition,
    SignRule,
)
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.chart_building import value_text
from iop_companion.services.sign_words import comparison_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, set_state, text
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.quiet_combo import QuietCombo

_COMBO_SIDES = 86  # left padding 12, room for the arrow twice (padding and button), lines
_MIDDLE = 0.5


class PlainCombo(QuietCombo):
    """As wide as its longest words."""

    def __init__(self, name: str) -> None:
        """Be called ``name`` for assistive technology."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Have room for the longest words there are."""
        metrics = QFontMetrics(current().font())
        words = [self.itemText(at) for at in range(self.count())]
        longest = max(map(metrics.horizontalAdvance, words), default=0)
        return QSize(longest + current().px(_COMBO_SIDES), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Never cut its words."""
        return self.sizeHint()


class ConditionRow(QWidget):
    """One measure against one number; a yes-or-no measure asks for no number."""

    changed = Signal()
    removed = Signal()

    def __init__(self, measures: Sequence[Measure], untracked: Sequence[Measure] = ()) -> None:
        """Offer ``measures``; those ``untracked`` are only shown where a rule names them."""
        super().__init__()
        self._measures = {measure.id: measure for measure in (*measures, *untracked)}
        self.measure = PlainCombo(_("Measure"))
        for measure in measures:
            self.measure.addItem(measure.label, measure.id)
        self.comparison = PlainCombo(_("Comparison"))
        self.limit = QLineEdit()
        self.limit.setMaxLength(12)
        self.limit.setAccessibleName(_("Number to compare with"))
        spacing.fixed(self.limit, width=84)
        self._unit = text("", wrap=False)
        self.remove_button = button(_("Without this"), "quiet", size="small")
        flow = FlowLayout(self, gap=8, line_gap=8)
        flow.setContentsMargins(0, 0, 0, 0)
        for part in (
            self.measure, self.comparison, self.limit, self._unit, self.remove_button
        ):  # fmt: skip
            flow.addWidget(part)
        self.measure.activated.connect(lambda _at: self._change_measure())
        self.comparison.activated.connect(lambda _at: self.changed.emit())
        self.limit.textEdited.connect(lambda _text: self._on_text())
        self.remove_button.clicked.connect(self.removed)
        self._fit_measure()

    def show_condition(self, condition: SignCondition) -> None:
        """Show ``condition``; a measure that is not offered any more is added by its name."""
        at = self.measure.findData(condition.measure_id)
        if at < 0:
            known = self._measures.get(condition.measure_id)
            name = known.label if known is not None else str(condition.measure_id)
            self.measure.addItem(name, condition.measure_id)
            at = self.measure.count() - 1
        self.measure.setCurrentIndex(at)
        self._fit_measure()
        chosen = self.comparison.findData(condition.comparison)
        self.comparison.setCurrentIndex(max(chosen, 0))
        measure = self._measures.get(condition.measure_id)
        number = value_text(measure, condition.limit) if measure else f"{condition.limit:g}"
        self.limit.setText(number)
        self._on_text(tell=False)

    def condition(self) -> SignCondition | None:
        """Return what is chosen, or None while the number is none."""
        number = self._number()
        if number is None or self.measure.currentData() is None:
            return None
        measure_id = MeasureId(self.measure.currentData())
        return SignCondition(measure_id, Comparison(self.comparison.currentData()), number)

    def _number(self) -> float | None:
        measure = self._measures.get(MeasureId(self.measure.currentData() or ""))
        if measure is not None and measure.kind is Kind.YES_NO:
            return 1.0
        typed = self.limit.text().strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
        try:
            number = float(typed)
        except ValueError:
            return None
        return number if abs(number) < 1e6 else None

    def _change_measure(self) -> None:
        self._fit_measure()
        measure = self._measures.get(MeasureId(self.measure.currentData()))
        if measure is not None and measure.scale is not None:
            middle = measure.scale.low + _MIDDLE * (measure.scale.high - measure.scale.low)
            self.limit.setText(value_text(measure, round(middle)))
        self._on_text()

    def _fit_measure(self) -> None:
        """Offer the comparisons that make sense for the measure, and its unit."""
        measure = self._measures.get(MeasureId(self.measure.currentData() or ""))
        is_yes_no = measure is not None and measure.kind is Kind.YES_NO
        before = self.comparison.currentData()
        self.comparison.clear()
        offered = (
            [(Comparison.AT_LEAST, _("is yes")), (Comparison.UNDER, _("is no"))]
            if is_yes_no
            else comparison_words()
        )
        for comparison, words in offered:
            self.comparison.addItem(words, comparison)
        self.comparison.setCurrentIndex(max(0, self.comparison.findData(before)))
        self.limit.setVisible(not is_yes_no)
        units = {Kind.HOURS: _("hours"), Kind.MINUTES: _("minutes")}
        unit = "" if measure is None else units.get(measure.kind, measure.unit)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit) and not is_yes_no)
        self.comparison.updateGeometry()

    def _on_text(self, *, tell: bool = True) -> None:
        set_state(self.limit, "problem", "true" if self._number() is None else "false")
        if tell:
            self.changed.emit()


class RuleForm(QWidget):
    """Up to three conditions that hold on the same day, and the days that count."""

    changed = Signal()

    def __init__(self) -> None:
        """Build it without a condition."""
        super().__init__()
        self.rows: list[ConditionRow] = []
        self._measures: tuple[Measure, ...] = ()
        self._untracked: tuple[Measure, ...] = ()
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 8)
        self.more_button = button(_("And another measure"), "quiet", size="small")
        self.more_button.clicked.connect(self._add_as_person)
        self.n_days = PlainCombo(_("How many days"))
        self.how = PlainCombo(_("Of which days"))
        self.how.addItem(_("of 7 days"), False)  # noqa: FBT003 -- what the line stands for
        self.how.addItem(_("in a row"), True)  # noqa: FBT003
        days = QWidget()
        flow = FlowLayout(days, gap=8, line_gap=8)
        flow.setContentsMargins(0, 0, 0, 0)
        for part in (text(_("on"), wrap=False), self.n_days, self.how, self.more_button):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(column, 8)
        column.addLayout(self._pile)
        column.addWidget(days)
        self.n_days.activated.connect(lambda _at: self.changed.emit())
        self.how.activated.connect(lambda _at: self._change_how())
        self._offer_days()

    def offer(self, measures: Sequence[Measure], untracked: Sequence[Measure] = ()) -> None:
        """Offer ``measures`` from now on; know those ``untracked`` that rules name."""
        self._measures, self._untracked = tuple(measures), tuple(untracked)

    def show_rule(self, rule: SignRule | None) -> None:
        """Show ``rule``, or one empty condition to begin with."""
        for row in list(self.rows):
            self._drop(row)
        if rule is None:
            if self._measures:
                row = self._add()
                row.measure.setCurrentIndex(0)
                row._change_measure()  # noqa: SLF001 -- its own part
            self._choose_days(1, in_a_row=False)
            return
        for condition in rule.conditions:
            self._add().show_condition(condition)
        self._choose_days(rule.n_days, in_a_row=rule.in_a_row)

    def rule(self) -> SignRule | None:
        """Return what is filled in, or None while a number is missing."""
        conditions = [row.condition() for row in self.rows]
        known = tuple(one for one in conditions if one is not None)
        if not known or len(known) != len(conditions):
            return None
        return SignRule(known, int(self.n_days.currentData()), in_a_row=self._in_a_row)

    @property
    def _in_a_row(self) -> bool:
        return bool(self.how.currentData())

    def _choose_days(self, n_days: int, *, in_a_row: bool) -> None:
        self.how.setCurrentIndex(int(in_a_row))
        self._offer_days()
        self.n_days.setCurrentIndex(n_days - 1)

    def _change_how(self) -> None:
        chosen = int(self.n_days.currentData())
        self._offer_days()
        self.n_days.setCurrentIndex(min(chosen, self.n_days.count()) - 1)
        self.changed.emit()

    def _offer_days(self) -> None:
        self.n_days.clear()
        for n in range(1, (MAX_DAYS if self._in_a_row else WEEK) + 1):
            words = ngettext("{n} day", "{n} days", n) if self._in_a_row else "{n}"
            self.n_days.addItem(words.format(n=n), n)
        self.n_days.updateGeometry()

    def _add_as_person(self) -> None:
        row = self._add()
        row._change_measure()  # noqa: SLF001 -- its own part
        row.measure.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> ConditionRow:
        row = ConditionRow(self._measures, self._untracked)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._pile.addWidget(row)
        self._show_buttons()
        return row

    def _remove(self, row: ConditionRow) -> None:
        self._drop(row)
        self.rows[0].measure.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        drop(self._pile, row)
        self._show_buttons()

    def _show_buttons(self) -> None:
        for row in self.rows:
            row.remove_button.setVisible(len(self.rows) > 1)
        self.more_button.setVisible(0 < len(self.rows) < MAX_CONDITIONS)
