"""What is being said of a skill beside the list, as a form whose words a draft holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from iop_companion.ui.toolbox.skill_card import SkillCard


class SaidOfSkill(QObject):
    """The rating after and its note, or why a skill was not used; one of them at a time."""

    touched = Signal()
    discarded = Signal(object)

    def __init__(self, card: SkillCard, choose: Callable[[str], None]) -> None:
        """Stand for the forms of ``card``; ``choose`` shows a skill there."""
        super().__init__(card)
        self._card = card
        self._choose = choose
        self._waiting: dict[str, Any] | None = None
        card.touched.connect(self.touched)
        card.discarded.connect(self.discarded)

    def typed(self) -> dict[str, Any] | None:
        """Return what is said and not kept yet, None for nothing."""
        return self._card.typed() or self._waiting

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Show its skill with the form as it was left; while it cannot be shown, it waits."""
        self._choose(str(typed.get("skill", "")))
        skill = self._card.skill
        is_shown = skill is not None and skill.id == typed.get("skill")
        self._waiting = None if is_shown else typed
        if is_shown:
            self._card.show_typed(typed)

    def start_over(self) -> None:
        """Be closed and empty."""
        self._waiting = None
        self._card.said_and_done()
