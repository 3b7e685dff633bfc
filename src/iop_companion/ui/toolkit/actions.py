"""Every command of the window as one table: id, words, keys, icon."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.i18n import _

if TYPE_CHECKING:
    from iop_companion.ui.toolkit.page import PageEntry


HIDE_ALWAYS = "Ctrl+Shift+H"
"""Hides whatever key was chosen for it besides."""


EVERYWHERE = ("support", "hide", "lock")
"""Commands whose keys work in dialogs and with a menu or a list open, too."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. ``group`` heads it in the list of keys; ``while_locked`` says it works there."""

    id: str
    text: str
    keys: tuple[str, ...]
    icon: str = ""
    group: str = ""
    while_locked: bool = False
    shown: str = ""
    """What the list of keys says where the keys themselves would not ("0 to 9")."""


def window_actions() -> tuple[ActionSpec, ...]:
    """Return the commands of the window, in the order of the list of keys."""
    anywhere, look = _("Anywhere"), _("Look")
    return (
        ActionSpec(
            "support", _("Get support now"), ("F1",), "support", anywhere, while_locked=True
        ),
        ActionSpec(
            "hide",
            _("Hide: blank, minimise, lock"),
            ("F9", HIDE_ALWAYS),
            "hide",
            anywhere,
            while_locked=True,
        ),
        ActionSpec("lock", _("Lock"), ("Ctrl+L",), "lock", anywhere),
        ActionSpec(
            "main",
            _("Save, or the page’s main button"),
            ("Ctrl+Return", "Ctrl+Enter"),
            "",
            anywhere,
        ),
        ActionSpec("mood", _("Go to mood"), ("Ctrl+M",), "today", anywhere),
        ActionSpec("undo", _("Undo"), ("Ctrl+Z",), "undo", anywhere),
        ActionSpec("redo", _("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), "", anywhere),
        ActionSpec("next_region", _("Next part of the window"), ("F6",), "", anywhere),
        ActionSpec(
            "previous_region", _("Previous part of the window"), ("Shift+F6",), "", anywhere
        ),
        ActionSpec("keys", _("List of keys"), ("Ctrl+/",), "keys", anywhere, while_locked=True),
        ActionSpec(
            "quit",
            _("Close the window"),
            ("Ctrl+W", "Ctrl+Q"),
            "close",
            anywhere,
            while_locked=True,
        ),
        ActionSpec(
            "larger", _("Larger text"), ("Ctrl++", "Ctrl+="), "plus", look, while_locked=True
        ),
        ActionSpec("smaller", _("Smaller text"), ("Ctrl+-",), "minus", look, while_locked=True),
        ActionSpec("usual_size", _("Text at 100 %"), ("Ctrl+0",), "", look, while_locked=True),
        ActionSpec(
            "theme", _("Light or dark"), ("Ctrl+Shift+D",), "theme", look, while_locked=True
        ),
    )


def today_keys() -> tuple[ActionSpec, ...]:
    """Return what the keys do on Today, for the list of keys; the page itself acts on them."""
    today, row = _("On Today"), _("In a row of Today")
    return (
        ActionSpec("save", _("Save check-in"), ("Ctrl+Return", "Ctrl+S"), "", today),
        ActionSpec("mood_only", _("Save mood only"), ("Ctrl+Shift+Return",), "", today),
        ActionSpec("moment", _("Add a moment"), ("Ctrl+N",), "", today),
        ActionSpec("edit", _("Edit the entry shown"), ("Ctrl+E",), "", today),
        ActionSpec("day_before", _("The day before"), ("Alt+Left",), "", today),
        ActionSpec("day_after", _("The day after"), ("Alt+Right",), "", today),
        ActionSpec("back_to_today", _("Back to today"), ("Ctrl+T",), "", today),
        ActionSpec("other_day", _("Other day"), ("Ctrl+G",), "", today),
        ActionSpec(
            "number",
            _("That number, then on; T is ten"),
            ("0", "9", "T"),
            "",
            row,
            shown=_("0 to 9, T"),
        ),
        ActionSpec("row_clear", _("Clear the answer"), ("Backspace",), "", row),
    )


def further_keys() -> tuple[ActionSpec, ...]:
    """Return the keys of Trends and Summary and those for moving about, for the list of keys."""
    trends, summary, moving = _("On Trends"), _("On Summary"), _("Moving about")
    return (
        ActionSpec("chart_table", _("Charts as a table, and back"), ("Ctrl+B",), "", trends),
        ActionSpec("chart_day", _("In a chart: the day beside"), ("Left", "Right"), "", trends),
        ActionSpec(
            "chart_end", _("In a chart: the first or the last day"), ("Home", "End"), "", trends
        ),
        ActionSpec("save_pdf", _("Save PDF"), ("Ctrl+S",), "", summary),
        ActionSpec("print", _("Print"), ("Ctrl+P",), "", summary),
        ActionSpec("next_control", _("Next control"), ("Tab",), "", moving),
        ActionSpec("previous_control", _("Previous control"), ("Shift+Tab",), "", moving),
        ActionSpec(
            "inside",
            _("Inside a scale, a choice, a row of chips or the list of pages"),
            ("Left", "Right", "Up", "Down"),
            "",
            moving,
        ),
        ActionSpec("tick", _("Tick, untick, press"), ("Space",), "", moving),
        ActionSpec("press", _("Press the button in focus"), ("Return",), "", moving),
        ActionSpec("leave", _("Close a dialog or a menu, leave a chart"), ("Esc",), "", moving),
    )


def page_actions(pages: Sequence[PageEntry]) -> tuple[ActionSpec, ...]:
    """Return the commands that bring ``pages`` to the front."""
    return tuple(
        ActionSpec(f"page_{page.key}", page.title, (page.keys,), page.icon, _("Pages"))
        for page in pages
        if page.keys
    )


def make_actions(
    window: QWidget, specs: tuple[ActionSpec, ...], do: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """Return a QAction for each spec that ``do`` has a handler for, added to ``window``."""
    made = {}
    for spec in specs:
        if spec.id not in do:
            continue
        action = QAction(spec.text, window)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setShortcutContext(
            Qt.ShortcutContext.ApplicationShortcut  # a shortcut of a window rests under a menu
            if spec.id in EVERYWHERE
            else Qt.ShortcutContext.WindowShortcut
        )
        handler = do[spec.id]
        action.triggered.connect(lambda _checked=False, handler=handler: handler())
        window.addAction(action)
        made[spec.id] = action
    return made
