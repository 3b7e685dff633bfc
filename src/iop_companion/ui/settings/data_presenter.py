"""Bringing in and saving everything, from Settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.bundle import Services
from iop_companion.services.views import SavedFile
from iop_companion.ui.settings.data_section import DataSection
from iop_companion.ui.toolkit.file_dialogs import ask_where_to_save
from iop_companion.ui.toolkit.page import PageContext

AskWhere = Callable[[QWidget, str], Path | None]


def ask_where(parent: QWidget, suggested: str) -> Path | None:
    """Ask where to save the export that ``suggested`` names; None when called off."""
    ending = Path(suggested).suffix
    kinds = f"{ending.lstrip('.').upper()} (*{ending})"
    return ask_where_to_save(parent, _("Save everything"), suggested, kinds, ending)


class DataPresenter:
    """Leads to the import, and saves everything as CSV or JSON."""

    def __init__(
        self, section: DataSection, services: Services, context: PageContext, ask: AskWhere
    ) -> None:
        """Connect ``section``; ``ask`` asks for the file's name."""
        self._section = section
        self._services = services
        self._context = context
        self._ask = ask
        section.import_requested.connect(lambda: context.go_to("imports"))
        section.export_requested.connect(self._export)

    def _export(self, kind: str) -> None:
        today = self._services.clock.today().isoformat()
        path = self._ask(self._section.window(), f"export-{today}.{kind}")
        if path is not None:
            self._save(kind, path)

    def _save(self, kind: str, path: Path) -> None:
        exporting = self._services.exporting

        def save() -> SavedFile:
            if kind == "csv":
                return exporting.csv(path, replace=True)
            return exporting.json(path, replace=True)

        def told(saved: SavedFile) -> None:
            n = saved.n_entries
            words = ngettext("{n} value saved.", "{n} values saved.", n).format(n=n)
            warning = _("This file is not locked. Anyone who can open this computer can read it.")
            self._context.notices.show(f"{words} {warning}")

        def failed(problem: KnownProblem) -> None:
            self._context.notices.show_problem(problem, lambda: self._save(kind, path))

        self._context.tasks.run(save, told, failed)
