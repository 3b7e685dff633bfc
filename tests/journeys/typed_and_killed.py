"""A window in a process of its own, typed into and then killed: nothing typed may be lost.

Run as ``python -m tests.journeys.typed_and_killed FOLDER``: unlocks the vault in FOLDER, answers
mood and writes a note by real keys, saves nothing, prints ``kept`` when the page says
that the draft is kept, and waits to be killed.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.tasks import StoreTasks
from iop_companion.ui.toolkit.theme import install
from tests.stopped_clock import StoppedClock

PASSPHRASE = Secret("a lamp in the long hallway")
MARKER = "the kettle sang at dawn"


def main(folder: Path) -> int:
    app = QApplication(["companion"])
    preferences = Preferences(theme="light", region="US")
    install(app, preferences)
    services = bootstrap.build(paths_under(folder), clock=StoppedClock(), kdf=LIGHT)
    services.session.unlock(PASSPHRASE)
    tasks = StoreTasks()
    parts = AppParts(
        open_services=lambda: services,
        open_support=lambda: services.support,
        vault_exists=lambda: True,
        preferences=preferences,
    )
    window = build_window(parts, tasks)
    window.show()
    window.open(Opened())

    def type_it() -> None:
        panel = window.shell.page.widget
        editors = panel.card.editors
        if not editors:
            QTimer.singleShot(20, type_it)
            return
        QTest.keyClicks(editors[MeasureId("mood")].tab_stop(), "3")
        QTest.keyClicks(editors[MeasureId("note")].edit, MARKER)
        wait_until_kept()

    def wait_until_kept() -> None:
        words = [label.text() for label in window.shell.page.widget.footer.findChildren(QLabel)]
        if not any(line.startswith("Draft kept") for line in words):
            QTimer.singleShot(20, wait_until_kept)
            return
        sys.stdout.write("kept\n")
        sys.stdout.flush()

    QTimer.singleShot(0, type_it)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
