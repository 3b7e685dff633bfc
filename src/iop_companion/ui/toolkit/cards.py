"""The small vocabulary of every page: cards, headings, texts, buttons, dividers."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.enter_button import EnterButton
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.toolkit.kept_together import WordsLabel

TextRole = Literal[
    "h1", "title", "h2", "label", "body", "sub", "small", "hint", "number", "score", "problem"
]
ButtonKind = Literal["plain", "primary", "support", "quiet", "nav", "chip", "cell"]

_AS_IF_UNSET = ("", "false")
"""States that the style sheet has no rule for."""

_ICON_TOKEN = {"primary": "on_primary", "support": "on_support", "quiet": "link", "nav": "text2"}


def text(words: str, role: TextRole = "body", *, wrap: bool = True) -> QLabel:
    """Return a label in one of the roles of the type scale; words are never read as markup."""
    label = WordsLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # QLabel's own flag; a new policy would drop it
        label.setSizePolicy(policy)
    return label


def button(
    words: str,
    kind: ButtonKind = "plain",
    *,
    icon: str = "",
    size: Literal["", "small", "large"] = "",
    checkable: bool = False,
) -> QPushButton:
    """Return a button; ``kind`` and ``size`` pick its look, ``icon`` is a name of an icon."""
    made = QPushButton(words) if kind == "cell" else EnterButton(words)  # a cell is an answer
    if kind != "plain":
        made.setProperty("kind", kind)
    if size:
        made.setProperty("fit", size)  # "size" is a property of QWidget itself
    if icon:
        on = "on_primary_soft" if kind == "nav" else ""
        set_icon(made, icon, _ICON_TOKEN.get(kind, "text"), on=on)
    made.setCheckable(checkable)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.ArrowCursor)
    return made


def at_edge(made: QPushButton) -> QPushButton:
    """Return a quiet button whose words begin where the text above it begins, as a link does."""
    made.setProperty("flush", "true")
    return made


class Card(QFrame):
    """A white rounded frame. ``layout_`` takes its content from top to bottom, 18 by 20 px inside.

    ``level`` ("calm", "watch", "act") fills it with that level's soft colour.
    """

    def __init__(
        self, heading: str = "", *, level: str = "", parent: QWidget | None = None
    ) -> None:
        """Build an empty card, with a heading if given."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("card", "true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.layout_ = QVBoxLayout(self)
        spacing.margins(self.layout_, 20, 18, 20, 18)
        spacing.gap(self.layout_, 8)
        self.heading = text(heading, "h2")
        if not heading:  # never setVisible(True) here: without a parent it would be a window
            self.heading.hide()
        self.layout_.addWidget(self.heading)
        if level:
            self.show_level(level)

    def show_level(self, level: str) -> None:
        """Fill with the soft colour of ``level``, or plain for ""."""
        set_state(self, "level", level)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below what is there."""
        for widget in widgets:
            self.layout_.addWidget(widget)


def divider() -> QFrame:
    """Return a hairline between two parts of a card."""
    line = QFrame()
    line.setObjectName("divider")
    line.setFixedHeight(1)
    return line


def row(*widgets: QWidget, gap: int = 8, stretch_at: int | None = None) -> QHBoxLayout:
    """Return widgets side by side; the free room goes before item ``stretch_at`` (-1: last)."""
    line = QHBoxLayout()
    spacing.gap(line, gap)
    for widget in widgets:
        line.addWidget(widget)
    if stretch_at is not None:
        at = len(widgets) if stretch_at == -1 else stretch_at
        line.insertStretch(at, 1)
    return line


def column(*widgets: QWidget, gap: int = 12) -> QVBoxLayout:
    """Return widgets one below the other."""
    pile = QVBoxLayout()
    spacing.gap(pile, gap)
    for widget in widgets:
        pile.addWidget(widget)
    return pile


def asked(label: str | QLabel, *fields: QWidget) -> QVBoxLayout:
    """Return a label close over what it asks for: closer than to what stands above it."""
    return column(text(label, "label") if isinstance(label, str) else label, *fields, gap=4)


def asking(*parts: QVBoxLayout | QWidget) -> QVBoxLayout:
    """Return a form's :func:`asked` parts one below the other, without margins of its own."""
    pile = QVBoxLayout()
    spacing.gap(pile, 12)
    for part in parts:
        if isinstance(part, QWidget):
            pile.addWidget(part)
        else:
            pile.addLayout(part)
    pile.setContentsMargins(0, 0, 0, 0)
    return pile


def page_head(title: QLabel, sub: QLabel | None, *actions: QWidget) -> QBoxLayout:
    """Return the head of a page: title over a line of text on the left, actions on the right."""
    words = QVBoxLayout()
    spacing.gap(words, 3)
    words.addWidget(title)
    if sub is not None:
        words.addWidget(sub)
    line = QHBoxLayout()
    spacing.gap(line, 10)
    line.addLayout(words, 1)
    for action in actions:
        line.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
    return line


def scrolling(content: QWidget) -> QScrollArea:
    """Return an area that scrolls ``content`` downwards only; the content takes its width."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def set_state(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and dress the widget anew."""
    before = widget.property(name)
    if before == value:
        return
    widget.setProperty(name, value)
    if before is None and value in _AS_IF_UNSET:
        return
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it will be dressed when it is first shown
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
