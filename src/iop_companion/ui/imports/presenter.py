"""Between the page Bring data in and its services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.ids import ImportId
from iop_companion.domain.import_preview import ImportMapping, ImportPreview
from iop_companion.domain.records import ImportBatch
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.bundle import Services
from iop_companion.services.importing import TakenBack
from iop_companion.ui.imports.panel import ImportsPanel
from iop_companion.ui.imports.words import taken_back_words
from iop_companion.ui.toolkit.file_dialogs import ask_what_to_open
from iop_companion.ui.toolkit.page import PageContext

AskFile = Callable[[QWidget], Path | None]


def _ask_file(parent: QWidget) -> Path | None:
    kinds = _("Tables and exports") + " (*.csv *.json *.txt)"
    return ask_what_to_open(parent, _("Bring data in"), kinds)


@dataclass(slots=True)
class _OpenFile:
    """The file being looked at: the numbers chosen for its moods, and which are only suggested."""

    path: Path
    moods: dict[str, float | None] = field(default_factory=dict)
    suggested: set[str] = field(default_factory=set)
    was_asked: bool = False
    """Whether suggestions were looked for; only the first reading takes them over."""
    was_shown: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    preview: ImportPreview
    labels: dict[str, str]


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
        self._file: _OpenFile | None = None
        self._preview: ImportPreview | None = None
        panel.file_requested.connect(self.choose_file)
        panel.mood_changed.connect(self._change_mood)
        panel.import_requested.connect(self.main_action)
        panel.cancel_requested.connect(self._close_file)
        panel.undo_requested.connect(lambda key: self._take_back(ImportId(key)))
        panel.close_requested.connect(self._close)
        context.hub.locking.connect(self._forget)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Bring data in")

    def refresh(self) -> None:
        """Compare an open file anew with the vault, and show what was brought in before."""
        self._read()
        self._context.tasks.run(self._services.importing.batches, self._panel.show_batches)

    def on_shown(self) -> None:
        """Put the focus where a file is chosen."""
        self._panel.take_focus()

    def main_action(self) -> None:
        """Import what is previewed."""
        preview = self._preview
        if preview is None or not preview.has_news:
            return
        self._panel.import_button.setEnabled(False)
        self._context.tasks.run(
            lambda: self._services.importing.commit(preview), self._tell_imported, self._not_taken
        )

    def choose_file(self) -> None:
        """Ask for a file and read it."""
        path = self._ask_file(self._panel.window())
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Show what importing ``path`` would do."""
        self._file = _OpenFile(path)
        self._preview = None
        self._read()

    # --- reading

    def _read(self) -> None:
        file = self._file
        if file is None:
            return
        services, mapping = self._services, ImportMapping(moods=dict(file.moods))

        def read() -> _Read:
            labels = {measure.id: measure.label for measure in services.measures.all()}
            preview = services.importing.preview(file.path, mapping=mapping)
            return _Read(preview, {str(key): label for key, label in labels.items()})

        def failed(problem: KnownProblem) -> None:
            if file is self._file:
                self._file, self._preview = None, None
                self._panel.show_problem(describe(problem))
                self._panel.take_focus()

        self._panel.expect_preview()
        self._context.tasks.run(read, lambda found: self._show(file, found), failed)

    def _show(self, file: _OpenFile, found: _Read) -> None:
        if file is not self._file:
            return
        if not file.was_asked and _suggest(file, found.preview):
            self._read()
            return
        is_first, file.was_shown = not file.was_shown, True
        self._preview = found.preview
        self._panel.show_preview(found.preview, file.path.name, found.labels, file.suggested)
        if is_first:
            self._panel.take_focus()

    def _change_mood(self, name: str, number: float | None) -> None:
        if self._file is not None:
            self._file.moods[name] = number
            self._file.suggested.discard(name)
            self._read()

    # --- taking in and taking back

    def _not_taken(self, problem: KnownProblem) -> None:
        self._panel.import_button.setEnabled(True)
        self._context.notices.show_problem(problem, self.main_action)

    def _tell_imported(self, done: tuple[ImportBatch, ChangeSet]) -> None:
        batch, changes = done
        n = batch.n_values
        self._close_file()
        self._context.hub.tell(changes)
        words = (
            ngettext("{n} value imported.", "{n} values imported.", n).format(n=n)
            if n
            else _("What was new in the file is imported.")
        )
        self._context.notices.show(words, _("Undo"), lambda: self._take_back(batch.id))

    def _take_back(self, import_id: ImportId) -> None:
        def told(done: TakenBack) -> None:
            self._context.hub.tell(done.changes)
            self._context.notices.show(taken_back_words(done.n_stayed))

        self._context.tasks.run(
            lambda: self._services.importing.undo(import_id),
            told,
            self._context.notices.show_problem,
        )

    def _close_file(self) -> None:
        self._services.importing.stop()
        self._file, self._preview = None, None
        self._panel.show_nothing()
        self._panel.take_focus()

    def _close(self) -> None:
        self._close_file()
        self._context.go_to("settings")

    def _forget(self) -> None:
        self._services.importing.stop()  # the vault closes behind it, and soon
        self._file, self._preview = None, None
        self._panel.forget()


def _suggest(file: _OpenFile, preview: ImportPreview) -> bool:
    """Take over suggestions for names without a number; return whether there are any."""
    file.was_asked = True
    for mood in preview.contents.unmapped:
        if mood.suggestion is not None:
            file.moods[mood.name] = mood.suggestion
            file.suggested.add(mood.name)
    return bool(file.suggested)
