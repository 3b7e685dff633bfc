"""Between *What to track* and the services of focuses and rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.focus import Focus
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.bundle import Services
from iop_companion.ui.settings.track_section import TrackSection
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer

_Read = tuple[
    tuple[tuple[Focus, ...], tuple[Measure, ...], tuple[str, ...]],
    tuple[tuple[Measure, ...], frozenset[MeasureId]],
]


class TrackPresenter:
    """Reads both on the store thread; every change can be taken back."""

    def __init__(self, section: TrackSection, services: Services, context: PageContext) -> None:
        """Listen to ``section``."""
        self._section = section
        self._services = services
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest)
        section.rows.switched.connect(self._switch_row)
        section.rows.moved.connect(self._move_row)
        section.focus_wanted.connect(self._choose)
        section.own_rows_wanted.connect(lambda: context.go_to("own_rows"))

    def refresh(self) -> None:
        """Show focuses and rows as they are now."""
        self._context.tasks.run(self._read, self._show)

    def _read(self) -> _Read:
        setting_up, measures = self._services.setting_up, self._services.measures
        shown = frozenset(measure.id for measure in measures.rows())
        return (*setting_up.offers(), setting_up.chosen()), (measures.heads(), shown)

    def _show(self, read: _Read) -> None:
        focuses, rows = read
        self._section.show_focuses(*focuses)
        self._section.rows.show_rows(*rows)

    def _choose(self, ids: Sequence[str]) -> None:
        def told(changes: ChangeSet) -> None:
            self._kept.tell(_("Today asks these rows from now on."), changes)

        self._write(lambda: self._services.setting_up.choose(ids), told)

    def _switch_row(self, measure_id: str, is_on: bool) -> None:  # noqa: FBT001 -- a Qt slot
        measures = self._services.measures
        self._write(lambda: measures.set_on(MeasureId(measure_id), is_on), self._context.hub.tell)

    def _move_row(self, measure_id: str, step: int) -> None:
        measures = self._services.measures
        self._write(lambda: measures.move(MeasureId(measure_id), step), self._context.hub.tell)

    def _write(self, job: Callable[[], ChangeSet], then: Callable[[ChangeSet], None]) -> None:
        def failed(problem: KnownProblem) -> None:
            self._context.notices.show_problem(problem)
            self.refresh()  # the ticks say what is kept

        self._context.tasks.run(job, then, failed)
