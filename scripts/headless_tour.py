"""The main job without a screen: what ``make run`` shows where no window can open.

A vault is created, eighteen months of invented entries are brought in from a CSV file, today is
checked in, the charts and the page Warning signs are looked at, the summary is saved. Pictures of
each step and the PDF stay under ``build/tour``; the vault is deleted.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from iop_companion import bootstrap
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences
from iop_companion.services.bundle import Services
from iop_companion.ui.main_window.window import MainWindow
from scripts.shown_window import (
    PictureClock,
    application,
    picture,
    press,
    shown_window,
    type_text,
)

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "tour"
PASSPHRASE = "six plain words for a tour"
CSV = "history.csv"


class Tour:
    """Walks through the program and says each step in a line."""

    def __init__(self, services: Services) -> None:
        """Walk over ``services``: an empty place for a vault."""
        self._services = services
        self._number = 0

    def walk(self) -> None:
        """Take every step."""
        preferences = Preferences(theme="light", region="US")
        application(preferences)
        self._services.session.create(Secret(PASSPHRASE))
        self._services.lock()
        say("an encrypted vault was created and locked")
        with shown_window(self._services, preferences) as window:
            self._keep(window, "unlock")
            self._unlock(window)
            self._bring_in(window)
            self._check_in(window)
            self._look(window)
            self._save_summary()

    def _unlock(self, window: MainWindow) -> None:
        type_text(window, PASSPHRASE)
        press(window, Qt.Key.Key_Return)
        if window.shell is None:
            raise SystemExit("tour: the vault did not open")
        self._keep(window, "today-empty")
        say("unlocked with the passphrase, typed into the window")

    def _bring_in(self, window: MainWindow) -> None:
        preview = self._services.importing.preview(FOLDER / CSV)
        _batch, changes = self._services.importing.commit(preview)
        window.hub.tell(changes)
        say(f"brought in {len(preview.fresh)} values from {CSV}")

    def _check_in(self, window: MainWindow) -> None:
        window.go_to("today")
        press(window, Qt.Key.Key_5)
        press(window, Qt.Key.Key_3)
        press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        day = self._services.check_ins.day()
        self._keep(window, "today-saved")
        say(f"checked in by keys: {len(day.values)} answers saved for {day.day}")

    def _look(self, window: MainWindow) -> None:
        for key in ("trends", "warning_signs", "summary"):
            window.go_to(key)
            self._keep(window, key)
        warning = self._services.early_warnings.evaluate()
        say(f"Trends, Warning signs and Summary were looked at; the panel says: {warning.level}")

    def _save_summary(self) -> None:
        summary = self._services.summarising.assemble(self._services.summarising.default_request())
        saved = self._services.summarising.save(summary, FOLDER / "summary.pdf", replace=True)
        pages = self._services.summarising.preview(summary, 1000)
        for number, page in enumerate(pages, start=1):
            (FOLDER / f"summary-page-{number}.png").write_bytes(page)
        say(f"the summary was saved: {saved.n_pages} pages, {saved.n_entries} entries")

    def _keep(self, window: MainWindow, name: str) -> None:
        self._number += 1
        picture(window).save(str(FOLDER / f"{self._number}-{name}.png"))


def say(words: str) -> None:
    """Tell one step."""
    print(f"tour: {words}", flush=True)


def _history() -> None:
    """Write the demonstration's entries as a tidy CSV, as another program would export them."""
    with bootstrap.demo(PictureClock()) as (_paths, services):
        services.exporting.csv(FOLDER / CSV)


def main() -> int:
    """Walk, and say where the pictures and the PDF are."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    _history()
    with tempfile.TemporaryDirectory(prefix="companion-tour-") as folder:
        services = bootstrap.build(paths_under(Path(folder)), clock=PictureClock())
        try:
            Tour(services).walk()
        finally:
            services.lock()
    say(f"the pictures and summary.pdf are in {FOLDER.relative_to(ROOT)}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
