"""The program as it is started over one folder: a window over the vault that is there, or none."""

from __future__ import annotations

from contextlib import contextmanager

from PySide6.QtWidgets import QLineEdit

from iop_companion import bootstrap
from iop_companion.foundation.settings import Preferences, load_preferences
from iop_companion.foundation.vault_places import VaultPlaces
from iop_companion.store.cipher import LIGHT
from iop_companion.store.locked_copy import LockedCopyFile
from iop_companion.store.sealed_boxes import SealedFolder
from iop_companion.store.vaults import SqlCipherVaults
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.toolkit import theme
from iop_companion.ui.toolkit.tasks import StoreTasks
from tests.journeys.person import Person
from tests.stopped_clock import StoppedClock

LOOK = Preferences(theme="light")


@contextmanager
def started(qtbot, qapp, paths, clock, *, first=None, went=None):
    """Start over ``paths`` with the light key cost; yields the person, the services and the file.

    What the preferences file says counts, as at every start. Where a login has several vaults,
    ``first`` is the folder of its first one; ``went`` takes the folder of the one gone to, where
    the program itself would be replaced by another process.
    """
    theme.install(qapp, LOOK)
    file = paths.config / "preferences.toml"
    kept = load_preferences(file) if file.exists() else LOOK
    services = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    tasks = StoreTasks()
    window = build_window(
        AppParts(
            open_services=lambda: services,
            open_support=lambda: services.support,
            vault_exists=services.session.exists,
            preferences=kept.with_change(theme="light"),
            preferences_file=file,
            shown_locked=lambda: LockedCopyFile().read(paths.vault),
            can_seal=lambda: SealedFolder(services.session._vaults).is_on(paths.vault),
            vaults=None if first is None else _beside(paths.vault, first, went),
        ),
        tasks,
    )
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    qtbot.waitUntil(lambda: window._commands is not None)
    try:
        yield Person(qtbot, window), services, file
    finally:
        window.close()
        tasks.close()


def _beside(here, first, went):
    return VaultPlaces(first, here, SqlCipherVaults(LIGHT, StoppedClock()).exists, went.append)


def groups_on_the_paper(person):
    """The two groups that are asked back, as they were read off the screen."""
    words = person.all_words().partition("Your recovery code\n")[2].splitlines()
    fields = [f for f in person._visible(QLineEdit) if f.accessibleName().startswith("Group")]
    numbers = [field.accessibleName().removeprefix("Group ") for field in fields]
    return [words[words.index(number) + 1] for number in numbers]
