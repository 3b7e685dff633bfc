"""Between the small form for a moment and its services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from iop_companion.domain.change import ChangeSet
from iop_companion.foundation.dates import clock_time, long_day
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.ui.today.model import CheckInForm
from iop_companion.ui.today.panel import TodayPanel
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services


class MomentKeeper:
    """Opens, saves and removes moments of the day on the screen."""

    def __init__(
        self,
        panel: TodayPanel,
        services: Services,
        context: PageContext,
        form: Callable[[], CheckInForm | None],
        keep_soon: Callable[[], None],
    ) -> None:
        """Work on the day of ``form()``; ``keep_soon`` has its draft kept."""
        self._panel = panel
        self._services = services
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest)
        self._form = form
        self._keep_soon = keep_soon
        self._came_from: QWidget | None = None
        panel.moment_requested.connect(self.open)
        panel.moment.changed.connect(self._on_changed)
        panel.moment.save_requested.connect(self.save)
        panel.moment.cancel_requested.connect(self.cancel)
        panel.side.moments.remove_requested.connect(self._remove)

    @property
    def has_focus(self) -> bool:
        """Whether the person is at the form for a moment."""
        moment = self._panel.moment
        focus = moment.window().focusWidget()
        return moment.is_open and focus is not None and moment.isAncestorOf(focus)

    def open(self, at: time | None) -> None:
        """Open the form for a new moment, or for the one at ``at``."""
        form = self._form()
        if form is None:
            return
        moment = next((one for one in form.view.moments if one.at == at), None)
        focus = self._panel.window().focusWidget()
        if focus is not None and not self._panel.moment.isAncestorOf(focus):
            self._came_from = focus
        if moment is not None or not self._panel.moment.is_open:
            self._panel.moment.open(form.view, self._services.clock.now(), moment)
        self._panel.moment.form.focus_first()

    def show_kept(self, form: CheckInForm) -> None:
        """Open the form as the day's draft holds it, or close the one of another day."""
        if form.moment is not None:
            self._panel.moment.open_kept(form.moment, form.view, self._services.clock.now())
        else:
            self._panel.moment.close_form()

    def cancel(self) -> None:
        """Close the form; Undo opens it as it was."""
        form = self._form()
        kept = form.moment if form is not None else None
        self._close()
        if form is not None and kept is not None:
            day = form.view.day
            self._context.notices.show(
                _("The moment was not saved."), _("Undo"), lambda: self._bring_back(day, kept)
            )

    def save(self) -> None:
        """Save the moment; what does not fit stays in its field with the sentence beside it."""
        draft, old_time = self._panel.moment.draft(), self._panel.moment.old_time
        if draft is None or draft.moment is None:
            return
        check_ins, at = self._services.check_ins, draft.moment
        self._context.tasks.run(
            lambda: check_ins.save_moment(draft, old_time),
            lambda changes: self._on_saved(changes, draft.day, at),
            self._on_failed,
        )

    def _on_saved(self, changes: ChangeSet, day: date, at: time) -> None:
        form = self._form()
        if form is not None and form.view.day == day:
            self._close()
        words = _("Saved: a moment at {time}.").format(time=clock_time(at))
        self._tell(changes, words)

    def _on_failed(self, problem: KnownProblem) -> None:
        self._panel.moment.say(describe(problem).sentence)

    def _remove(self, at: time) -> None:
        form = self._form()
        if form is None or all(moment.at != at for moment in form.view.moments):
            return
        day, check_ins = form.view.day, self._services.check_ins
        words = _("Removed: the moment at {time} of {day}.").format(
            time=clock_time(at), day=long_day(day, form.view.today)
        )
        self._context.tasks.run(
            lambda: check_ins.remove_moment(day, at), lambda changes: self._tell(changes, words)
        )

    def _tell(self, changes: ChangeSet, words: str) -> None:
        self._context.hub.tell(changes)
        if changes:
            self._kept.say(words, changes)

    def _on_changed(self) -> None:
        form = self._form()
        if form is not None:
            form.moment = self._panel.moment.to_kept()
            self._keep_soon()

    def _bring_back(self, day: date, kept: dict[str, object]) -> None:
        form = self._form()
        if form is not None and form.view.day == day:
            form.moment = kept
            self.show_kept(form)
            self._keep_soon()

    def _close(self) -> None:
        form = self._form()
        self._panel.moment.close_form()
        if form is not None and form.moment is not None:
            form.moment = None
            self._keep_soon()
        back = self._came_from
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._panel.side.moments.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
