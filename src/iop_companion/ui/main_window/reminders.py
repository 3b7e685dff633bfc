"""At up to two times a day one neutral word, while the program runs; no sound, nothing kept.

A time that passed while the program was not running is not made up for, and on a day that has its
check-in nothing is said. What was said lives in memory alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Qt, QTimer

from iop_companion.domain.observation import program_day

if TYPE_CHECKING:
    from iop_companion.ui.toolkit.preferences import PreferenceKeeper

_LOOK_EVERY_MS = 20_000
_LATEST = timedelta(minutes=30)
"""A computer that slept through the time says it no later than this."""


class Sign(Protocol):
    """Where the word is shown."""

    def follow(self, *, is_on: bool) -> None:
        """Be there, or be gone."""

    def show(self) -> None:
        """Show the word once."""


class ReminderParts(NamedTuple):
    """What reminders are made of.

    ``ask_whether_done`` is told when the day shown began, and answers by its second argument, at
    once or later, whether that day has its check-in.
    """

    preferences: PreferenceKeeper
    now: Callable[[], datetime]
    ask_whether_done: Callable[[datetime, Callable[[bool], None]], None]
    sign: Sign


class Reminders(QObject):
    """Looks at the clock now and then while a time is chosen; costs nothing while none is."""

    def __init__(self, parts: ReminderParts, parent: QObject) -> None:
        """Follow the preferences from now on."""
        super().__init__(parent)
        self._parts = parts
        self._looked = parts.now()
        self._said: set[tuple[date, time]] = set()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        parts.preferences.changed.connect(self._follow)
        self._follow()

    @property
    def is_looking(self) -> bool:
        """Whether a time is chosen."""
        return self._timer.isActive()

    def look(self) -> None:
        """Show the word if one of the times has just come and the day has no check-in yet."""
        now, since = self._parts.now(), self._looked
        self._looked = now
        due = [at for at in self._times() if self._has_come(at, since, now)]
        if not due:
            return
        self._said.update((now.date(), at) for at in due)
        self._parts.ask_whether_done(self._began(now), self._answered)

    def _answered(self, is_done: bool) -> None:  # noqa: FBT001 -- a callback
        if not is_done and self._times():
            self._parts.sign.show()

    def _follow(self) -> None:
        is_on = bool(self._times())
        if is_on and not self._timer.isActive():
            self._looked = self._parts.now()
            self._timer.start()
        elif not is_on:
            self._timer.stop()
        self._parts.sign.follow(is_on=is_on)

    def _times(self) -> list[time]:
        chosen = self._parts.preferences.now
        return sorted({time.fromisoformat(at) for at in chosen.reminder_times()})

    def _has_come(self, at: time, since: datetime, now: datetime) -> bool:
        moment = datetime.combine(now.date(), at, tzinfo=now.tzinfo)
        is_new = (now.date(), at) not in self._said
        return is_new and since < moment <= now and now - moment <= _LATEST

    def _began(self, now: datetime) -> datetime:
        """When the day of the check-in began: a night shift's day begins in the morning."""
        ends_at = time(self._parts.preferences.now.day_ends_at)
        return datetime.combine(program_day(now, ends_at), ends_at, tzinfo=now.tzinfo)
