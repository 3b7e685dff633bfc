"""Between the lock screen's form and the boxes: sealed as it grows, then forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Value
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.ui.today.model import CheckInForm
from iop_companion.ui.today.sealed.panel import SealedPanel
from iop_companion.ui.toolkit.tasks import Tasks

if TYPE_CHECKING:
    from iop_companion.services.sealing import SealedCheckIns
    from iop_companion.services.views import CheckInDraft, DayView

_KEPT_AFTER_MS = 1000
"""A pause this long, and what is written so far is sealed: a power cut takes a second of it."""


class SealedPage:
    """Holds the answers until they are sealed; what was sealed cannot be shown again here."""

    def __init__(
        self,
        panel: SealedPanel,
        sealed: Callable[[], SealedCheckIns],
        tasks: Tasks,
        away_minutes: int,
    ) -> None:
        """Listen to ``panel``; ``sealed`` is asked on the store thread.

        After ``away_minutes`` without a change what is written is sealed and put away.
        """
        self.panel = panel
        self._sealed = sealed
        self._tasks = tasks
        self._form: CheckInForm | None = None
        self._dropped: CheckInForm | None = None
        self._is_written = False
        self._was_written = False
        self._box = ""  # read and written by the jobs alone, which run one after the other
        self._pause = QTimer(panel, singleShot=True, interval=_KEPT_AFTER_MS)
        self._pause.timeout.connect(self._keep)
        self._away = QTimer(panel, singleShot=True, interval=away_minutes * 60_000)
        self._away.timeout.connect(self._leave)
        panel.answer_changed.connect(self._answer)
        panel.seal_requested.connect(self.seal)
        panel.drop_requested.connect(self.drop)
        panel.bring_back_requested.connect(self.bring_back)
        panel.back_requested.connect(self._leave)
        tasks.run(lambda: sealed().blank(), self._show_blank, self._failed)

    @property
    def widget(self) -> QWidget:
        """What fills the screen."""
        return self.panel

    @property
    def support_wanted(self) -> SignalInstance:
        """The person asks for Get support now."""
        return self.panel.support_wanted

    @property
    def left(self) -> SignalInstance:
        """See :attr:`SealedPanel.left`."""
        return self.panel.left

    def seal(self) -> None:
        """Seal what is written and go back to the lock screen."""
        if self._form is None:
            return
        if self.panel.card.focus_problem():
            self.panel.show_problem(_("One answer does not fit yet. Change it or empty it."))
            return
        draft = self._form.changes()
        if not draft.values:
            self.panel.show_problem(_("Nothing is written yet."))
            return
        self._seal_and_end(draft)

    def drop(self) -> None:
        """Throw away what is written; it can be brought back until this form is left."""
        if self._form is None:
            return
        self._pause.stop()
        self._dropped, self._form = self._form, CheckInForm(self._form.view)
        self._is_written = False
        self._tasks.run(self._take_back)
        self._show()
        self.panel.show_line(_("Not kept."))
        self.panel.bring_back.setFocus()

    def bring_back(self) -> None:
        """Show again what was thrown away last."""
        if self._dropped is not None:
            self._form, self._dropped = self._dropped, None
            self._is_written = True
            self._show()
            self._keep()
            self.panel.focus_first()

    def put_away(self) -> bool:
        """Seal what is written, empty the form, and return whether anything was written."""
        self._pause.stop()
        self._away.stop()
        was_written = self._is_written
        if was_written:
            self._keep()
        self._form = self._dropped = None
        self._is_written = False
        self.panel.forget()
        return was_written

    def on_shown(self) -> None:
        """Put the focus where writing begins."""
        self.panel.focus_first()

    def _show_blank(self, view: DayView) -> None:
        if isValid(self.panel):
            self._form = CheckInForm(view)
            self._away.start()
            self._show()
            self.panel.focus_first()

    def _show(self) -> None:
        if self._form is not None:
            self.panel.show_form(self._form)
            self.panel.show_written(
                is_written=self._is_written, is_dropped=self._dropped is not None
            )

    def _answer(self, measure_id: str, value: Value | None, typed: str) -> None:
        if self._form is None:
            return
        self._form.answer(MeasureId(measure_id), value, typed)
        self._dropped = None
        self._is_written = self._form.is_touched
        self._was_written |= self._is_written
        self._pause.start()
        self._away.start()
        self.panel.show_problem("")
        self.panel.show_line("")
        self.panel.show_written(is_written=self._is_written, is_dropped=False)

    def _keep(self) -> None:
        """Seal the state of now in the place of the one before."""
        if self._form is None:
            return
        draft = self._form.changes()
        job = partial(self._seal, draft) if draft.values else self._take_back
        self._tasks.run(job, lambda _done: self._say_sealed(), self._failed)

    def _seal(self, draft: CheckInDraft) -> None:
        self._box = self._sealed().seal(draft, self._box)

    def _take_back(self) -> None:
        if self._box:
            self._sealed().take_back(self._box)

    def _say_sealed(self) -> None:
        if isValid(self.panel) and self._is_written and not self._pause.isActive():
            self.panel.show_line(_("Sealed as far as it is written."))

    def _failed(self, problem: KnownProblem) -> None:
        if isValid(self.panel):
            self.panel.show_problem(describe(problem).sentence)

    def _leave(self) -> None:
        """Back, or nobody came back: what fits of it is sealed; it stays if that does not work."""
        draft = self._form.changes() if self._form is not None and self._is_written else None
        if draft is None or not draft.values:
            self._end(is_sealed=False)
        else:
            self._seal_and_end(draft)

    def _seal_and_end(self, draft: CheckInDraft) -> None:
        self._pause.stop()
        job = partial(self._seal, draft)
        self._tasks.run(job, lambda _done: self._end(is_sealed=True), self._failed)

    def _end(self, *, is_sealed: bool) -> None:
        if not isValid(self.panel):
            return
        self._is_written = False
        self.put_away()
        self.panel.left.emit(is_sealed, self._was_written)
