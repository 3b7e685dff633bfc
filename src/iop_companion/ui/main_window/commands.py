"""What the keys of the window do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QKeySequence

from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import TEXT_SCALES
from iop_companion.ui.toolkit.actions import (
    HIDE_ALWAYS,
    further_keys,
    make_actions,
    page_actions,
    today_keys,
    window_actions,
)
from iop_companion.ui.toolkit.operations import done_again as _done_again
from iop_companion.ui.toolkit.operations import taken_back as _taken_back
from iop_companion.ui.toolkit.page import Beginning
from iop_companion.ui.toolkit.theme import current

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from iop_companion.domain.change import ChangeSet
    from iop_companion.ui.main_window.ports import WindowParts
    from iop_companion.ui.main_window.shell import Shell
    from iop_companion.ui.toolkit.hub import Hub
    from iop_companion.ui.toolkit.page import PageEntry


class Host(Protocol):
    """What the commands need of the main window."""

    hub: Hub

    @property
    def shell(self) -> Shell | None:
        """What is shown while unlocked."""

    def window(self) -> QWidget:
        """The window itself, that takes the keys."""

    def open_support(self) -> None:
        """Get support now."""

    def hide_all(self) -> None:
        """Hide."""

    def lock(self) -> None:
        """Lock."""

    def go_to(self, key: str) -> None:
        """Bring a page to the front."""


class Commands:
    """The actions of the window by their ids; those of an open vault rest while it is locked."""

    def __init__(self, window: Host, pages: Sequence[PageEntry], parts: WindowParts) -> None:
        """Make the actions of ``window``, one of them for each page with keys."""
        self._window = window
        self._parts = parts
        self._specs = (*window_actions(), *page_actions(pages))
        self._actions = make_actions(window.window(), self._specs, self._handlers(pages))
        self.follow_preferences()

    def allow_unlocked(self, *, allowed: bool) -> None:
        """Switch the commands that need an open vault on or off."""
        for spec in self._specs:
            if not spec.while_locked:
                self._actions[spec.id].setEnabled(allowed)

    def follow_preferences(self) -> None:
        """Put Hide on the key that the person chose; its second keys stay."""
        keys = (self._parts.preferences.now.hide_key, HIDE_ALWAYS)
        self._actions["hide"].setShortcuts([QKeySequence(key) for key in keys])

    def trigger(self, name: str) -> None:
        """Do what the command ``name`` does, if it is on."""
        self._actions[name].trigger()

    def _handlers(self, pages: Sequence[PageEntry]) -> dict[str, Callable[[], object]]:
        window = self._window
        handlers: dict[str, Callable[[], object]] = {
            "support": window.open_support,
            "hide": window.hide_all,
            "lock": window.lock,
            "main": self._main_action,
            "mood": self._go_to_mood,
            "undo": self._undo,
            "redo": self._redo,
            "next_region": lambda: self._move_region(1),
            "previous_region": lambda: self._move_region(-1),
            "keys": self._show_keys,
            "quit": window.window().close,
            "larger": lambda: self._step_text(1),
            "smaller": lambda: self._step_text(-1),
            "usual_size": lambda: self._parts.preferences.change(text_scale=100),
            "theme": self._switch_theme,
        }
        for entry in pages:
            handlers[f"page_{entry.key}"] = partial(window.go_to, entry.key)
        return handlers

    def _show_keys(self) -> None:
        from iop_companion.ui.main_window.keys_dialog import KeysDialog

        keys = (self._parts.preferences.now.hide_key, HIDE_ALWAYS)
        specs = [replace(spec, keys=keys) if spec.id == "hide" else spec for spec in self._specs]
        KeysDialog((*specs, *today_keys(), *further_keys()), self._window.window()).open()

    def _main_action(self) -> None:
        shell = self._window.shell
        if shell is not None and shell.page is not None:
            shell.page.main_action()

    def _go_to_mood(self) -> None:
        self._window.go_to("today")
        shell = self._window.shell
        if shell is not None and isinstance(shell.page, Beginning):
            shell.page.begin()

    def _undo(self) -> None:
        self._replay(self._parts.vault.undo, _taken_back, _("Redo"), "redo")

    def _redo(self) -> None:
        self._replay(self._parts.vault.redo, _done_again, _("Undo"), "undo")

    def _replay(
        self,
        job: Callable[[], ChangeSet],
        words: Callable[[ChangeSet], str],
        back_label: str,
        back: str,
    ) -> None:
        shell = self._window.shell
        if shell is None:
            return

        def told(changes: ChangeSet) -> None:
            self._window.hub.tell(changes)
            shell.notices.show(words(changes), back_label, partial(self.trigger, back))

        self._parts.tasks.run(job, told, shell.notices.show_problem)

    def _move_region(self, step: int) -> None:
        if self._window.shell is not None:
            self._window.shell.regions.move(step)

    def _step_text(self, step: int) -> None:
        now = self._parts.preferences.now.text_scale
        at = max(0, min(TEXT_SCALES.index(now) + step, len(TEXT_SCALES) - 1))
        self._parts.preferences.change(text_scale=TEXT_SCALES[at])

    def _switch_theme(self) -> None:
        self._parts.preferences.change(theme="light" if current().palette.is_dark else "dark")
