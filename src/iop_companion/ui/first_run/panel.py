"""The frame of the first run: steps at the left, the step in front, Back and Continue below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from iop_companion.foundation.i18n import _
from iop_companion.ui.first_run.steps import CoverStep, Step
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, set_state, text
from iop_companion.ui.toolkit.enter_button import is_enter
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.toolkit.notices import NoticeBar
from iop_companion.ui.toolkit.page_area import NARROW_FROM, PageArea
from iop_companion.ui.toolkit.support_bar import SupportBar
from iop_companion.ui.toolkit.theme import current

_SIDE = 264
_MARK = 28
_MARGIN = 51
_NARROW = 900
"""Below this width (px at 100 %) the steps are a line in the bar above."""


class FirstRunPanel(QWidget):
    """Shows one of ``steps`` at a time, or the way round them; sends wishes."""

    opened = Signal(object)
    made = Signal()
    hidden = Signal()
    hide_wanted = Signal()
    locking = Signal()
    support_wanted = Signal()
    continue_requested = Signal()
    back_requested = Signal()
    skip_requested = Signal()
    vault_chosen = Signal(int)

    def __init__(self, steps: Sequence[tuple[str, Step]], aside: tuple[str, Step]) -> None:
        """Build all ``steps``, (name at the left, step); the first is in front.

        ``aside`` is reached from the first step and leads past all others.
        """
        super().__init__()
        self.setAccessibleName(_("Setting up"))
        self._names = [name for name, _step in steps]
        self._steps = [step for _name, step in steps]
        self._aside_name, self._aside = aside
        self._at = 0
        self._is_aside = False
        self._offers_skip = False
        self.cover = CoverStep()
        self._is_covered = False
        self.is_opening = False
        self._is_busy = False
        """A vault is being opened; hiding then has to close it."""
        self._stack = QStackedWidget()
        self.notices = NoticeBar(self)
        self.back = button(_("Back"))
        self.skip = button("", "quiet")
        self.leave = button("", "quiet")
        self._other_vault = 0
        self.go_on = button(_("Continue"), "primary")
        self.why = text("", "hint")
        self.why.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.support = button(_("Get support now"), "support", icon="support")
        self.hide_button = button(_("Hide"), icon="hide")
        self.bar = SupportBar()
        self.bar.hide_button.show()
        self._marks = [_mark() for _name in self._names]
        self._labels = [text(name, "small") for name in self._names]
        self._side = self._make_side()
        self._footer = self._make_footer()
        self._arrange()
        self._connect()
        self.show_step(0)
        self.presenter: object = None

    @property
    def screen_widget(self) -> QWidget:
        """Itself."""
        return self

    @property
    def at(self) -> int:
        """The step in front, from 0."""
        return self._at

    def show_step(self, at: int, *, can_go_back: bool = False, skip: str = "") -> None:
        """Bring step ``at`` to the front; ``skip`` names the way round it, if there is one."""
        self._at, self._is_aside = at, False
        self.back.setVisible(can_go_back)
        self.skip.setText(skip)
        self._offers_skip = bool(skip)
        self._bring_to_front()

    def show_aside(self) -> None:
        """Bring the way round the steps to the front."""
        self._is_aside = True
        self.back.show()
        self._offers_skip = False
        self._bring_to_front()

    def _bring_to_front(self) -> None:
        places = (*self._steps, self._aside, self.cover)
        self._stack.setCurrentIndex(places.index(self._step))
        self._footer.setVisible(not self._is_covered)
        self.leave.setVisible(self._offers_leaving)
        self._mark_steps()
        self.follow()
        if self.isVisible():
            self.on_shown()
            self._show_beginning()

    def _show_beginning(self) -> None:
        """Begin with the heading: the focus came before the step was laid out, and scrolled it."""
        area = self._stack.currentWidget()
        if isinstance(area, PageArea):
            area.verticalScrollBar().setValue(0)

    @property
    def is_aside(self) -> bool:
        """Whether the way round the steps is in front."""
        return self._is_aside

    def _uncover(self) -> None:
        self._is_covered = False
        self._bring_to_front()

    @property
    def _step(self) -> Step:
        if self._is_covered:
            return self.cover
        return self._aside if self._is_aside else self._steps[self._at]

    @property
    def _offers_leaving(self) -> bool:
        return self._at == 0 and not self._is_aside and self._other_vault > 0

    def offer_vaults(self, others: Sequence[tuple[int, str]]) -> None:
        """Offer the way back to a vault that is there, (number, name), while none is made here."""
        self._other_vault, name = others[0]
        self.leave.setText(_("Go to {name}").format(name=name))
        self.leave.setVisible(self._offers_leaving)

    def follow(self) -> None:
        """Allow Continue when the step in front is ready, and the way round while it is empty."""
        self.skip.setVisible(self._offers_skip and self._step.can_wait)
        last = self._at == len(self._steps) - 1
        self.go_on.setText(self._step.deed or (_("Open Today") if last else _("Continue")))
        self.go_on.setEnabled(self._step.is_ready and not self._is_busy)
        self._say_why("" if self._step.is_ready else self._step.waits_for)

    def _say_why(self, words: str) -> None:
        """Say above Continue what it waits for."""
        self.why.setText(words)
        self.why.setVisible(bool(words))
        said = (self.bar.words.text(), words)
        self.go_on.setAccessibleDescription(" ".join(filter(None, said)))

    def show_busy(self, *, is_busy: bool) -> None:
        """Take no second wish while one is under way, whatever is typed meanwhile."""
        self._is_busy = is_busy
        for pressed in (self.back, self.skip):
            pressed.setEnabled(not is_busy)
        self.follow()

    def on_shown(self) -> None:
        """Put the focus where the step begins."""
        step = self._step
        step.on_shown()
        if not step.isAncestorOf(self.focusWidget() or self):
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_locking(self) -> None:
        """Have what was typed kept in the vault that was just made."""
        self.locking.emit()

    def on_hidden(self) -> bool:
        """Have what was typed covered; the first run goes on where it was, if nothing opens."""
        self.hidden.emit()
        self._is_covered = self._at > 0 or self._is_aside
        self._bring_to_front()
        return not self.is_opening

    def say(self, words: str) -> None:
        """See :meth:`~iop_companion.ui.toolkit.entrance.Entrance.say`."""
        if words:
            self.notices.show(words)
        else:
            self.notices.clear()

    def _mark_steps(self) -> None:
        for at, (mark, label) in enumerate(zip(self._marks, self._labels, strict=True)):
            state = "now" if at == self._at else "done" if at < self._at else ""
            for widget in (mark, label):
                set_state(widget, "now", "true" if state == "now" else "false")
                set_state(widget, "done", "true" if state == "done" else "false")
            mark.setText("" if state == "done" else str(at + 1))
            mark.show_tick(is_on=state == "done")
        self.bar.words.setText(
            _("Step {n} of {all}: {name}").format(
                n=self._at + 1, all=len(self._steps), name=self._names[self._at]
            )
            if not self._is_aside
            else self._aside_name
        )

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setObjectName("rail")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        spacing.fixed(side, width=_SIDE)
        column = QVBoxLayout(side)
        spacing.margins(column, 24, 32, 24, 32)
        spacing.gap(column, 16)
        column.addWidget(text(_("Setting up"), "h2"))
        column.addSpacing(4)
        for mark, label in zip(self._marks, self._labels, strict=True):
            label.setProperty("role", "step")
            line = QHBoxLayout()
            spacing.gap(line, 10)
            line.addWidget(mark)
            line.addWidget(label, 1)
            column.addLayout(line)
        column.addStretch(1)
        column.addWidget(text(_("Takes about 4 minutes. You can stop at any step."), "small"))
        column.addWidget(self.support)
        column.addWidget(self.hide_button)
        return side

    def _make_footer(self) -> QWidget:
        footer = QWidget()
        footer.setObjectName("first_run_footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._footer_column = QVBoxLayout(footer)
        spacing.gap(self._footer_column, 8)
        self._footer_column.addWidget(self.why)
        line = QHBoxLayout()
        spacing.gap(line, 10)
        line.addWidget(self.back)
        line.addWidget(self.leave)
        line.addStretch(1)
        line.addWidget(self.skip)
        line.addWidget(self.go_on)
        self._footer_column.addLayout(line)
        return footer

    def _arrange(self) -> None:
        for step in (*self._steps, self._aside, self.cover):
            area = PageArea(margins=(_MARGIN, 36, 12), widest=1100)
            area.body.addWidget(step)
            self._stack.addWidget(area)
        column = QVBoxLayout()
        spacing.gap(column, 0)
        column.addWidget(self._stack, 1)
        self._told = QHBoxLayout()
        self._told.addWidget(self.notices.widget)
        column.addLayout(self._told)
        column.addWidget(self._footer)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(grid, 0)
        grid.addWidget(self.bar, 0, 0, 1, 2)
        grid.addWidget(self._side, 1, 0)
        grid.addLayout(column, 1, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.skip.clicked.connect(self.skip_requested)
        self.leave.clicked.connect(lambda: self.vault_chosen.emit(self._other_vault))
        self.go_on.clicked.connect(self.continue_requested)
        self.cover.uncover_wanted.connect(self._uncover)
        self.support.clicked.connect(self.support_wanted)
        for pressed in (self.hide_button, self.bar.hide_button):
            pressed.clicked.connect(self.hide_wanted)
        self.bar.support_wanted.connect(self.support_wanted)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self.go_on.click)
        for step in (*self._steps, self._aside):
            step.ready_changed.connect(self.follow)
        current().changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt override
        """Enter goes to the next field of the step, and from the last one on as Continue does."""
        if self._is_aside or not is_enter(event):
            super().keyPressEvent(event)
            return
        at = QApplication.focusWidget()
        if isinstance(at, QLineEdit) and (field := self._field_after(at)) is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.go_on.click()

    def _field_after(self, field: QLineEdit) -> QLineEdit | None:
        """The next field of the step in front, None behind the last."""
        step = self._step
        fields = {one for one in step.findChildren(QLineEdit) if one.isVisible()}
        first = step.nextInFocusChain()
        after = field.nextInFocusChain()
        while after is not None and after is not first and step.isAncestorOf(after):
            if isinstance(after, QLineEdit) and after in fields:
                return after
            after = after.nextInFocusChain()
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt override
        """Put the steps at the left, or into the bar above."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = current().scale >= NARROW_FROM or self.width() < current().px(_NARROW)
        self._side.setVisible(not narrow)
        self.bar.setVisible(narrow)
        theme = current()
        side = theme.px(_MARGIN)  # as PageArea has it, so that the edges line up
        side = side // 2 if theme.scale >= NARROW_FROM else side
        foot = theme.px(10 if narrow else 32)
        self._footer_column.setContentsMargins(side, theme.px(10), side, foot)
        self._told.setContentsMargins(side, 0, side, 0)
        set_state(self._footer, "sticky", "true" if narrow else "false")


class _Mark(QLabel):
    """The number of a step in a circle; a tick once it is done."""

    def show_tick(self, *, is_on: bool) -> None:
        """Draw the tick; a number set later takes its place."""
        if is_on:
            set_icon(self, "check", "on_primary", size=16)


def _mark() -> _Mark:
    mark = _Mark()
    mark.setProperty("role", "mark")
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    spacing.fixed(mark, width=_MARK, height=_MARK)
    return mark
