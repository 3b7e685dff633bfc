"""Between the Summary page and its services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iop_companion.domain.summary import Summary
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.bundle import Services
from iop_companion.services.summarising import SummaryRequest
from iop_companion.services.views import SavedFile
from iop_companion.ui.summary.panel import SummaryPanel
from iop_companion.ui.summary.words import SINCE_SESSION, left_out_words
from iop_companion.ui.toolkit.file_dialogs import ask_where_to_save
from iop_companion.ui.toolkit.page import PageContext

PREVIEW_WIDTH_PX = 1100
"""Wide enough to stay sharp at 200 % text."""

AskWhere = Callable[[QWidget, str], Path | None]


@dataclass(frozen=True, slots=True)
class _Preview:
    summary: Summary
    pages: list[bytes]


def _ask_where(parent: QWidget, suggested: str) -> Path | None:
    return ask_where_to_save(parent, _("Save PDF"), suggested, "PDF (*.pdf)")


class SummaryPage:
    """Assembles and previews after every change; saves what is previewed, nothing else."""

    def __init__(
        self,
        panel: SummaryPanel,
        services: Services,
        context: PageContext,
        ask_where: AskWhere = _ask_where,
    ) -> None:
        """Connect ``panel`` with ``services``; ``ask_where`` asks for the file's name."""
        self._panel = panel
        self._services = services
        self._context = context
        self._ask_where = ask_where
        self._has_choices = False
        self._number = 0
        self._preview: _Preview | None = None
        panel.choices_changed.connect(self._preview_anew)
        panel.save_requested.connect(self.main_action)
        context.hub.locking.connect(panel.forget)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Summary")

    @property
    def n_pages(self) -> int:
        """Pages previewed now."""
        return len(self._preview.pages) if self._preview else 0

    def refresh(self) -> None:
        """Take over the defaults once, then preview what is chosen."""
        if self._has_choices:
            self._preview_anew()
        else:
            self._context.tasks.run(self._services.summarising.default_request, self._take_defaults)

    def on_shown(self) -> None:
        """Put the focus on whom it is for."""
        self._panel.recipient.setFocus()

    def main_action(self) -> None:
        """Save the pages that are previewed."""
        if self._preview is None:
            return
        summary = self._preview.summary
        path = self._ask_where(self._panel.window(), f"summary-{summary.last.isoformat()}.pdf")
        if path is not None:
            self._save(summary, path)

    def _save(self, summary: Summary, path: Path) -> None:
        def failed(problem: KnownProblem) -> None:
            self._context.notices.show_problem(problem, lambda: self._save(summary, path))

        self._context.tasks.run(
            lambda: self._services.summarising.save(summary, path, replace=True),
            self._tell_saved,
            failed,
        )

    def _tell_saved(self, saved: SavedFile) -> None:
        n = saved.n_pages or 0
        words = ngettext("Saved, {n} page.", "Saved, {n} pages.", n).format(n=n)
        warning = _("This file is not locked. Anyone who can open this computer can read it.")
        self._context.notices.show(f"{words} {warning}")

    def _take_defaults(self, request: SummaryRequest) -> None:
        self._has_choices = True
        self._panel.set_choices(request.sections, request.talk_points)
        self._preview_anew()

    def _preview_anew(self) -> None:
        if not self._has_choices:
            return
        self._number += 1
        number = self._number
        panel = self._panel
        chosen = (panel.period.key, panel.sections, panel.talk_points)
        names = (panel.name.text().strip(), panel.recipient.text().strip())

        def make() -> _Preview:
            period, sections, talk_points = chosen
            summarising = self._services.summarising
            default = summarising.default_request()
            last = self._services.clock.today()
            request = replace(
                default,
                first=_first_day(period, default, last),
                last=last,
                sections=sections,
                name=names[0],
                recipient=names[1],
                talk_points=talk_points,
            )
            if talk_points != default.talk_points:
                summarising.keep_talk_points(talk_points)
            summary = summarising.assemble(request)
            return _Preview(summary, summarising.preview(summary, PREVIEW_WIDTH_PX))

        def show(preview: _Preview) -> None:
            if number == self._number:
                self._preview = preview
                panel.show_pages(preview.pages, left_out_words(preview.summary.left_out))

        self._context.tasks.run(make, show)


def _first_day(period: str, default: SummaryRequest, last: date) -> date:
    if period == SINCE_SESSION:
        return default.first
    return last - timedelta(days=int(period) - 1)
