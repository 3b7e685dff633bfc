"""Between the page Bring data in and its services."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.import_preview import ImportMapping, ImportPreview
from iop_companion.domain.records import ImportBatch
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.bundle import Services
from iop_companion.ui.imports.panel import ImportsPanel
from iop_companion.ui.toolkit.file_dialogs import ask_what_to_open
from iop_companion.ui.toolkit.page import PageContext

AskFile = Callable[[QWidget], Path | None]


def _ask_file(parent: QWidget) -> Path | None:
    kinds = _("Tables and exports") + " (*.csv *.json *.txt)"
    return ask_what_to_open(parent, _("Bring data in"), kinds)


class ImportsPage:
    """Previews a file, again after each change of the mapping, and imports it as one step."""

    def __init__(
        self,
        panel: ImportsPanel,
        services: Services,
        context: PageContext,
        ask_file: AskFile = _ask_file,
    ) -> None:
        """Connect ``panel`` with ``services``; ``ask_file`` asks for the file to read."""
        self._panel = panel
        self._services = services
        self._context = context
        self._ask_file = ask_file
        self._path: Path | None = None
        self._preview: ImportPreview | None = None
        panel.file_requested.connect(self.choose_file)
        panel.mapping_changed.connect(self._read)
        panel.import_requested.connect(self.main_action)
        panel.close_requested.connect(self._close)
        context.hub.locking.connect(panel.show_nothing)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Bring data in")

    def refresh(self) -> None:
        """Nothing: the page shows a file, not the vault."""

    def on_shown(self) -> None:
        """Put the focus where a file is chosen."""
        self._panel.file_button.setFocus()

    def main_action(self) -> None:
        """Import what is previewed."""
        preview = self._preview
        if preview is None or not preview.fresh:
            return
        self._preview = None
        self._panel.import_button.setEnabled(False)
        self._context.tasks.run(
            lambda: self._services.importing.commit(preview), self._tell_imported, self._failed
        )

    def choose_file(self) -> None:
        """Ask for a file and read it."""
        path = self._ask_file(self._panel.window())
        if path is not None:
            self._path = path
            self._panel.moods.show_names({}, {})
            self._read()

    def _read(self) -> None:
        path = self._path
        if path is None:
            return
        mapping = ImportMapping(moods=self._panel.moods.numbers)
        importing = self._services.importing

        def show(preview: ImportPreview) -> None:
            if path == self._path:
                self._preview = preview
                self._panel.show_preview(preview, path.name, preview.contents.format)

        self._context.tasks.run(
            lambda: importing.preview(path, mapping=mapping), show, self._failed
        )

    def _failed(self, problem: KnownProblem) -> None:
        self._context.notices.show_problem(problem)

    def _tell_imported(self, done: tuple[ImportBatch, ChangeSet]) -> None:
        batch, changes = done
        n = batch.n_values
        self._forget()
        self._context.hub.tell(changes)
        words = ngettext("{n} value imported.", "{n} values imported.", n).format(n=n)
        self._context.notices.show(words, _("Undo"), lambda: self._undo(batch))

    def _undo(self, batch: ImportBatch) -> None:
        self._context.tasks.run(
            lambda: self._services.importing.undo(batch.id), self._context.hub.tell, self._failed
        )

    def _close(self) -> None:
        self._forget()
        self._context.go_to("settings")

    def _forget(self) -> None:
        self._path = None
        self._preview = None
        self._panel.show_nothing()
