"""A short list of people and their numbers, to be filled in or changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import at_edge, button, text

_LONGEST = 200
_MOST = 12


class PeopleEditor(QWidget):
    """Lines of name, number and remark; an empty line is nobody."""

    changed = Signal()
    left = Signal()
    """A field was left, or Enter pressed in it, after it had been changed."""

    def __init__(self, n_lines: int = 2) -> None:
        """Begin with ``n_lines`` empty lines."""
        super().__init__()
        self.lines: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, 10)
        for at, words in enumerate((_("Name"), _("Number"), _("Remark, if you like"))):
            self._grid.addWidget(text(words, "label", wrap=False), 0, at)
            self._grid.setColumnStretch(at, 1)  # a number needs as much room as a name
        self.more = at_edge(button(_("One more person"), "quiet", size="small", icon="plus"))
        self.more.clicked.connect(self._add_and_enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(column, 8)
        column.addLayout(self._grid)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for _line in range(n_lines):
            self._add()

    @property
    def people(self) -> tuple[Contact, ...]:
        """Everybody who has a name or a number."""
        found = (Contact(*(_tidied(field.text()) for field in line)) for line in self.lines)
        return tuple(one for one in found if one.name or one.number)

    def show_people(self, people: Sequence[Contact]) -> None:
        """Fill the lines; there are as many as are needed."""
        while len(self.lines) < len(people):
            self._add()
        for at, line in enumerate(self.lines):
            one = people[at] if at < len(people) else Contact("", "")
            for field, words in zip(line, one, strict=True):
                field.setText(words)

    @property
    def first(self) -> QLineEdit:
        """The first name."""
        return self.lines[0][0]

    @property
    def is_being_typed(self) -> bool:
        """Whether a field was changed by the person and not marked as kept since."""
        return any(field.isModified() for line in self.lines for field in line)

    def mark_typed(self, *, is_typed: bool = True) -> None:
        """Say that what stands here is not kept yet, or (``is_typed`` False) that it is."""
        for line in self.lines:
            for field in line:
                field.setModified(is_typed)

    def enter(self) -> None:
        """Put the focus on the first name."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Hold nothing that was typed."""
        for line in self.lines:
            for field in line:
                field.clear()

    def _add(self) -> None:
        number = len(self.lines) + 1
        names = (
            _("Name of person {n}").format(n=number),
            _("Number of person {n}").format(n=number),
            _("Remark about person {n}").format(n=number),
        )
        fields = (QLineEdit(), QLineEdit(), QLineEdit())
        for at, (field, name) in enumerate(zip(fields, names, strict=True)):
            field.setAccessibleName(name)
            field.setMaxLength(_LONGEST)
            field.textEdited.connect(lambda _typed: self.changed.emit())
            field.editingFinished.connect(self._tell_left)
            self._grid.addWidget(field, number, at)
        self.lines.append(fields)
        QWidget.setTabOrder(fields[-1], self.more)
        self.more.setVisible(len(self.lines) < _MOST)

    def _tell_left(self) -> None:
        if self.is_being_typed:
            self.left.emit()

    def _add_and_enter(self) -> None:
        self._add()
        self.lines[-1][0].setFocus(Qt.FocusReason.OtherFocusReason)


def _tidied(typed: str) -> str:
    return " ".join(typed.split())
