"""Fourteen days of one medicine as small boxes; each state has its own sign, not a colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from iop_companion.domain.diary_entries import DoseOutcome
from iop_companion.foundation.i18n import _
from iop_companion.services.medicines import Course, DueDose
from iop_companion.ui.toolkit.theme import current

_BOX, _GAP = 20, 4


class DayState(Enum):
    """What became of a day's doses."""

    TAKEN = auto()
    LATE = auto()
    MISSED = auto()
    SKIPPED = auto()
    NO_ENTRY = auto()
    OPEN = auto()
    NOT_DUE = auto()


def day_state(doses: Sequence[DueDose], *, is_today: bool) -> DayState:
    """Return what a day shows: what was missed before what was late, before what was taken."""
    if not doses:
        return DayState.NOT_DUE
    outcomes = [one.dose.outcome if one.dose else None for one in doses]
    if None in outcomes:
        return DayState.OPEN if is_today else DayState.NO_ENTRY
    for outcome, state in (
        (DoseOutcome.MISSED, DayState.MISSED),
        (DoseOutcome.LATE, DayState.LATE),
        (DoseOutcome.TAKEN, DayState.TAKEN),
    ):
        if outcome in outcomes:
            return state
    return DayState.SKIPPED


class CourseStrip(QWidget):
    """The sentence beside it says the same."""

    def __init__(self, course: Course, today: date, sentence: str) -> None:
        """Show ``course``; ``sentence`` is its alternative text."""
        super().__init__()
        self.states = [
            day_state(doses, is_today=course.first + timedelta(days=at) == today)
            for at, doses in enumerate(course.days)
        ]
        self.setAccessibleName(_("The last 14 days"))
        self.setAccessibleDescription(sentence)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """A box a day."""
        theme = current()
        width = len(self.states) * theme.px(_BOX + _GAP)
        return QSize(width, theme.px(_BOX) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the boxes."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = theme.px(_BOX)
        for at, state in enumerate(self.states):
            box = QRectF(at * theme.px(_BOX + _GAP) + 0.5, 0.5, size - 1, size - 1)
            self._draw(painter, box, state)
        painter.end()

    def _draw(self, painter: QPainter, box: QRectF, state: DayState) -> None:
        theme = current()
        if state is DayState.NOT_DUE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("control"))
            painter.drawEllipse(box.center(), theme.px(2), theme.px(2))
            return
        filled = {DayState.TAKEN: "primary", DayState.LATE: "primary_soft"}
        pen = QPen(theme.colour("primary" if state in filled else "control"), 1)
        if state is DayState.NO_ENTRY:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour(filled.get(state, "surface")))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        if state is DayState.TAKEN:
            painter.setPen(QPen(theme.colour("on_primary"), theme.px(2)))
            left, middle = QPointF(0.27, 0.52), QPointF(0.44, 0.68)
            right = QPointF(0.75, 0.34)
            points = [
                QPointF(box.left() + one.x() * box.width(), box.top() + one.y() * box.height())
                for one in (left, middle, right)
            ]
            painter.drawPolyline(points)
            return
        signs = {
            DayState.LATE: _("L"),
            DayState.MISSED: "\N{EN DASH}",
            DayState.SKIPPED: _("S"),
        }
        if state in signs:
            font = painter.font()
            font.setPixelSize(theme.px(14))
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(theme.colour("on_primary_soft" if state is DayState.LATE else "text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, signs[state])
