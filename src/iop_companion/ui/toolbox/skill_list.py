"""The list of skills: name, family, days used, and the person's own ratings before and after.

Painted by a delegate, because three dozen rows of widgets would make the page slow to open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from iop_companion.foundation.i18n import _
from iop_companion.services.skills import ToolSkill
from iop_companion.ui.toolbox.words import effect_words, uses_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.theme import current

AnyIndex = QModelIndex | QPersistentModelIndex

_LEAST_HEIGHT = 300
"""Px at 100 % text that the list keeps where it scrolls by itself."""

_ANY_HEIGHT = 16_777_215

SKILL = Qt.ItemDataRole.UserRole
_PAD, _GAP, _DOT = 12, 8, 5
_LEAST_ROW = 60
_NAME_SHARE, _USES_AT, _LINE_AT, _NUMBERS_AT = 0.38, 0.40, 0.53, 0.80
_WIDE_FROM = 520
"""Narrower lists say in a second line what wide ones draw."""


class SkillModel(QAbstractListModel):
    """The skills that are shown now, in their order."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.skills: tuple[ToolSkill, ...] = ()

    def show_skills(self, skills: Sequence[ToolSkill]) -> None:
        """Show other skills."""
        self.beginResetModel()
        self.skills = tuple(skills)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 -- Qt's name
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.skills)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return name, spoken words, or the skill itself."""
        if not index.isValid():
            return None
        skill = self.skills[index.row()]
        if role == SKILL:
            return skill
        if role == Qt.ItemDataRole.DisplayRole:
            return skill.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (
                skill.label,
                _("favourite") if skill.is_favourite else "",
                skill.module_label,
                uses_words(skill.history),
                effect_words(skill.history),
            )
            return ", ".join(part for part in parts if part)
        return None


class SkillDelegate(QStyledItemDelegate):
    """Paints one row; as high as its name needs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802
        """Return the height of the row at the width of the list."""
        px = current().px
        list_ = option.widget
        width = list_.viewport().width() if isinstance(list_, QListView) else 400
        skill: ToolSkill = index.data(SKILL)
        height = _name_height(skill, _name_width(width)) + _line_height(14) + px(20)
        if width < px(_WIDE_FROM):
            height += _line_height(14)
        return QSize(width, max(px(_LEAST_ROW), height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint name, family, days and ratings."""
        theme, skill = current(), index.data(SKILL)
        rect: QRect = option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(rect, theme.colour("primary_soft"))
            bar = QRect(rect.left(), rect.top(), theme.px(4), rect.height())
            painter.fillRect(bar, theme.colour("primary"))
        painter.setPen(theme.colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        is_wide = rect.width() >= theme.px(_WIDE_FROM)
        self._paint_names(painter, rect, skill, chosen=chosen, is_wide=is_wide)
        if is_wide:
            self._paint_history(painter, rect, skill, chosen=chosen)
        painter.restore()

    def _paint_names(
        self, painter: QPainter, rect: QRect, skill: ToolSkill, *, chosen: bool, is_wide: bool
    ) -> None:
        theme = current()
        px, width = theme.px, _name_width(rect.width())
        left, top = rect.left() + px(_PAD), rect.top() + px(10)
        height = _name_height(skill, width)
        painter.setFont(_name_font())
        painter.setPen(theme.colour("on_primary_soft" if chosen else "text"))
        painter.drawText(QRect(left, top, width, height), _WRAP, skill.label)
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("on_primary_soft" if chosen else "hint"))
        line = _line_height(14)
        under = QRect(left, top + height, width, line)
        metrics = painter.fontMetrics()
        wide = Qt.TextElideMode.ElideRight
        painter.drawText(under, 0, metrics.elidedText(_family_words(skill), wide, width))
        if not is_wide:
            said = ", ".join(filter(None, (uses_words(skill.history), effect_words(skill.history))))
            below = under.translated(0, line)
            painter.drawText(below, 0, metrics.elidedText(said, wide, width))

    def _paint_history(
        self, painter: QPainter, rect: QRect, skill: ToolSkill, *, chosen: bool
    ) -> None:
        theme, history = current(), skill.history
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.colour("on_primary_soft" if chosen else "text"))
        painter.setFont(theme.font(15))
        painter.drawText(_part(rect, _USES_AT, _LINE_AT), middle, uses_words(history))
        effect = history.effect
        if effect is None:
            painter.drawText(_part(rect, _LINE_AT, 1.0), middle | _WRAP, effect_words(history))
            return
        font = theme.font(15, QFont.Weight.Medium)
        painter.setFont(font)
        painter.drawText(_part(rect, _NUMBERS_AT, 1.0), middle, effect_words(history))
        line = _part(rect, _LINE_AT, _NUMBERS_AT)
        line.setRight(line.right() - theme.px(24))
        self._paint_line(painter, line, effect.before, effect.after)

    def _paint_line(self, painter: QPainter, line: QRect, before: float, after: float) -> None:
        """Draw 0 to 10 as a line, a ring for before, a dot for after."""
        theme = current()
        y, dot = line.center().y(), theme.px(_DOT)
        start, length = line.left() + dot, line.width() - 2 * dot

        def at(rating: float) -> QPoint:
            return QPoint(round(start + length * rating / 10), y)

        painter.setPen(QPen(theme.colour("control"), 1))
        painter.drawLine(at(0), at(10))
        for end in (at(0), at(10)):
            painter.drawLine(end.x(), y - dot, end.x(), y + dot)
        painter.setPen(QPen(theme.colour("primary"), max(2, theme.px(3))))
        painter.drawLine(at(before), at(after))
        painter.setPen(QPen(theme.colour("primary"), max(1, theme.px(2))))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(at(before), dot, dot)
        painter.setBrush(theme.colour("primary"))
        painter.drawEllipse(at(after), dot, dot)


class SkillList(QListView):
    """The skills; arrows choose one, Enter goes to its card."""

    picked = Signal(str)
    """Another skill is chosen, by hand or by program."""

    entered = Signal()
    left_top = Signal()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("skill_list")
        self.setAccessibleName(_("Skills"))
        self.setProperty("ring", "inside")
        self._model = SkillModel()
        self.setModel(self._model)
        self.setItemDelegate(SkillDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self._is_filling = False
        self._is_whole = False
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _index: self.entered.emit())
        current().changed.connect(self._follow_text)

    @property
    def skills(self) -> tuple[ToolSkill, ...]:
        """The skills that are shown."""
        return self._model.skills

    def show_skills(self, skills: Sequence[ToolSkill], chosen: str) -> None:
        """Show ``skills``; ``chosen`` stays chosen if it is among them, else the first is."""
        self._is_filling = True
        self._model.show_skills(skills)
        ids = [skill.id for skill in skills]
        row = ids.index(chosen) if chosen in ids else 0
        if ids:
            self.setCurrentIndex(self._model.index(row))
        self._is_filling = False
        self._fit()

    def show_whole(self, *, is_whole: bool) -> None:
        """Be as high as all skills together, so that the page scrolls; or scroll by itself."""
        self._is_whole = is_whole
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if is_whole else policy.ScrollBarAsNeeded
        )
        self.setMaximumHeight(_ANY_HEIGHT)
        spacing.at_least(self, height=0 if is_whole else _LEAST_HEIGHT)
        self._fit()

    def row_in(self, area: QWidget) -> QRect:
        """Return where the chosen row stands in ``area``."""
        row = self.visualRect(self.currentIndex())
        return row.translated(self.viewport().mapTo(area, QPoint(0, 0)))

    def _follow_text(self) -> None:
        self._model.layoutChanged.emit()
        self._fit()

    def _fit(self) -> None:
        if self._is_whole:
            self.setFixedHeight(sum(map(self.sizeHintForRow, range(len(self.skills)))))

    def choose(self, skill_id: str) -> None:
        """Choose a skill that is shown."""
        for row, skill in enumerate(self.skills):
            if skill.id == skill_id:
                self.setCurrentIndex(self._model.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Enter goes to the card of the skill; Up on the first leaves the list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_top.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Give the rows the height their words need at the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._is_filling:
            self.picked.emit(self._model.skills[now.row()].id)


class ListHead(QWidget):
    """The names of the columns, where the list is wide enough to have any."""

    def __init__(self, list_: SkillList) -> None:
        """Stand over ``list_``."""
        super().__init__()
        self._list = list_
        self._fit()
        current().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(current().px(30))

    def paintEvent(self, _event: object) -> None:  # noqa: N802 -- Qt's name
        """Write the names over their columns."""
        theme = current()
        rect = QRect(0, 0, self._list.viewport().width(), self.height())
        painter = QPainter(self)
        painter.setFont(theme.font(15))
        painter.setPen(theme.colour("hint"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        name = rect.adjusted(theme.px(_PAD), 0, 0, 0)
        painter.drawText(name, middle, _("Skill"))
        if rect.width() >= theme.px(_WIDE_FROM):
            painter.drawText(_part(rect, _USES_AT, _LINE_AT), middle, _("Used on"))
            painter.drawText(_part(rect, _LINE_AT, _NUMBERS_AT), middle, _("Before and after"))
            painter.drawText(_part(rect, _NUMBERS_AT, 1.0), middle, _("0 to 10"))
        painter.end()


_WRAP = int(Qt.TextFlag.TextWordWrap)


def _family_words(skill: ToolSkill) -> str:
    own = "" if not skill.own_id else _("my own")
    favourite = _("favourite") if skill.is_favourite else ""
    return ", ".join(part for part in (skill.module_label, own, favourite) if part)


def _name_font() -> QFont:
    return current().font(16, QFont.Weight.DemiBold)


def _name_width(width: int) -> int:
    px = current().px
    if width < px(_WIDE_FROM):
        return max(1, width - 2 * px(_PAD))
    return max(1, round(width * _NAME_SHARE) - px(_PAD))


def _name_height(skill: ToolSkill, width: int) -> int:
    room = QRect(0, 0, width, 10_000)
    return QFontMetrics(_name_font()).boundingRect(room, _WRAP, skill.label).height()


def _line_height(size: float) -> int:
    return QFontMetrics(current().font(size)).lineSpacing()


def _part(rect: QRect, start: float, end: float) -> QRect:
    left = rect.left() + round(rect.width() * start)
    right = rect.left() + round(rect.width() * end) - current().px(_GAP)
    return QRect(left, rect.top(), max(1, right - left), rect.height())
