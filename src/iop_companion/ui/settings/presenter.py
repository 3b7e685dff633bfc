"""Between the Settings page, the preferences and the services."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.foundation.about import about_words, licence_notices
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.bundle import Services
from iop_companion.services.views import SavedFile
from iop_companion.ui.settings.licences_dialog import LicencesDialog
from iop_companion.ui.settings.panel import SettingsPanel
from iop_companion.ui.toolkit.file_dialogs import ask_where_to_save
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.preferences import PreferenceKeeper

AskWhere = Callable[[QWidget, str], Path | None]


def _ask_where(parent: QWidget, suggested: str) -> Path | None:
    ending = Path(suggested).suffix
    kinds = f"{ending.lstrip('.').upper()} (*{ending})"
    return ask_where_to_save(parent, _("Save everything"), suggested, kinds, ending)


class SettingsPage:
    """Keeps preferences in their file and rows in the vault; saves everything as a file."""

    def __init__(
        self,
        panel: SettingsPanel,
        services: Services,
        context: PageContext,
        preferences: PreferenceKeeper,
        ask_where: AskWhere = _ask_where,
    ) -> None:
        """Connect ``panel`` with ``services`` and ``preferences``."""
        self._panel = panel
        self._services = services
        self._context = context
        self._preferences = preferences
        self._ask_where = ask_where
        panel.changed.connect(self._change)
        panel.row_switched.connect(self._switch_row)
        panel.import_requested.connect(lambda: context.go_to("imports"))
        panel.export_requested.connect(self._export)
        panel.licences_requested.connect(self._show_licences)
        panel.about.setText(about_words())
        panel.folder.setText(
            _("Your entries lie locked in {folder}.").format(folder=services.session.folder)
        )
        preferences.changed.connect(panel.outdated)  # which ends with the panel
        panel.outdated.connect(self._show_preferences)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Settings")

    def refresh(self) -> None:
        """Show preferences and rows as they are now."""
        self._show_preferences()
        self._context.tasks.run(self._rows, lambda rows: self._panel.show_rows(*rows))

    def on_shown(self) -> None:
        """Put the focus on the first setting."""
        self._panel.theme.chosen_button.setFocus()

    def main_action(self) -> None:
        """Nothing: changes count at once."""

    def _show_preferences(self) -> None:
        self._panel.show_preferences(self._preferences.now, self._services.support.regions())

    def _rows(self) -> tuple[list[Measure], frozenset[MeasureId]]:
        measures = self._services.measures
        on = frozenset(measure.id for measure in measures.rows())
        shown = [
            measure
            for measure in measures.all()
            if measure.asked_with is None and measure.derived_from is None
        ]
        return shown, on

    def _change(self, name: str, value: object) -> None:
        self._preferences.change(**{name: value})
        if name == "region":
            self._context.hub.region_changed.emit(str(value))

    def _switch_row(self, measure_id: str, is_on: bool) -> None:  # noqa: FBT001 -- a Qt slot
        measures = self._services.measures

        def failed(problem: KnownProblem) -> None:
            self._context.notices.show_problem(problem)
            self.refresh()  # the tick says what is kept

        self._context.tasks.run(
            lambda: measures.set_on(MeasureId(measure_id), is_on), self._context.hub.tell, failed
        )

    def _show_licences(self) -> None:
        def show(notices: str) -> None:
            LicencesDialog(notices, self._panel.window()).open()

        self._context.tasks.run(licence_notices, show)  # it reads some forty files

    def _export(self, kind: str) -> None:
        today = self._services.clock.today().isoformat()
        path = self._ask_where(self._panel.window(), f"export-{today}.{kind}")
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
