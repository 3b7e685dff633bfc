"""Bringing in and saving everything, from Settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iop_companion.catalog.passphrase_words import offered_passphrase
from iop_companion.domain.locked_file import LOCKED_ENDING
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.bundle import Services
from iop_companion.services.views import SavedFile
from iop_companion.ui.settings.data_section import DataSection
from iop_companion.ui.toolkit.file_dialogs import ask_what_to_open, ask_where_to_save
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.widgets.file_passphrase import FilePassphraseDialog

AskWhere = Callable[[QWidget, str], Path | None]
AskWhat = Callable[[QWidget, str, str], Path | None]


def ask_where(parent: QWidget, suggested: str) -> Path | None:
    """Ask where to save the export that ``suggested`` names; None when called off."""
    ending = Path(suggested).suffix
    kinds = f"{ending.lstrip('.').upper()} (*{ending})"
    return ask_where_to_save(parent, _("Save everything"), suggested, kinds, ending)


class DataPresenter:
    """Leads to the import, and saves everything as CSV or JSON."""

    def __init__(
        self,
        section: DataSection,
        services: Services,
        context: PageContext,
        ask: AskWhere,
        ask_what: AskWhat = ask_what_to_open,
    ) -> None:
        """Connect ``section``; ``ask`` asks for a new file's name, ``ask_what`` for one to open."""
        self._ask_what = ask_what
        self._section = section
        self._services = services
        self._context = context
        self._ask = ask
        section.import_requested.connect(lambda: context.go_to("imports"))
        section.export_requested.connect(self._export)

        section.open_requested.connect(self._open_locked)

    def _export(self, kind: str) -> None:
        if not self._section.lock.box.isChecked():
            self._ask_and_save(kind, None)
            return
        dialog = FilePassphraseDialog(self._section.window(), offered_passphrase)
        dialog.chosen.connect(partial(self._ask_and_save, kind))
        dialog.open()

    def _ask_and_save(self, kind: str, passphrase: Secret | None) -> None:
        today = self._services.clock.today().isoformat()
        ending = kind if passphrase is None else f"{kind}{LOCKED_ENDING}"
        path = self._ask(self._section.window(), f"export-{today}.{ending}")
        if path is not None:
            self._save(kind, path, passphrase)

    def _open_locked(self) -> None:
        window = self._section.window()
        kinds = _("Locked files") + f" (*{LOCKED_ENDING})"
        source = self._ask_what(window, _("Open a locked file"), kinds)
        if source is None:
            return
        self._ask_passphrase(source)

    def _ask_and_open(self, source: Path, passphrase: Secret) -> None:
        target = self._ask(self._section.window(), source.name.removesuffix(LOCKED_ENDING))
        if target is None:
            return
        exporting = self._services.exporting

        def told(_saved: SavedFile) -> None:
            words = _("Opened. What was in it is saved as {name}, which is not locked.")
            self._context.notices.show(words.format(name=target.name))

        def failed(problem: KnownProblem) -> None:
            again = partial(self._ask_and_open, source, passphrase)
            if problem.code == "wrong_file_passphrase":
                again = partial(self._ask_passphrase, source)
            self._context.notices.show_problem(problem, again)

        self._context.tasks.run(
            lambda: exporting.open_locked(source, target, passphrase, replace=True), told, failed
        )

    def _ask_passphrase(self, source: Path) -> None:
        dialog = FilePassphraseDialog(self._section.window())
        dialog.chosen.connect(partial(self._ask_and_open, source))
        dialog.open()

    def _save(self, kind: str, path: Path, passphrase: Secret | None) -> None:
        exporting = self._services.exporting

        def save() -> SavedFile:
            if kind == "csv":
                return exporting.csv(path, replace=True, passphrase=passphrase)
            return exporting.json(path, replace=True, passphrase=passphrase)

        def told(saved: SavedFile) -> None:
            n = saved.n_entries
            words = ngettext("{n} value saved.", "{n} values saved.", n).format(n=n)
            warning = (
                _("This file is not locked. Anyone who can open this computer can read it.")
                if passphrase is None
                else _("Nobody can open it without its passphrase.")
            )
            self._context.notices.show(f"{words} {warning}")

        def failed(problem: KnownProblem) -> None:
            self._context.notices.show_problem(problem, lambda: self._save(kind, path, passphrase))

        self._context.tasks.run(save, told, failed)
