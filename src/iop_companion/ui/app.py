"""Starts the window: paints the way in first, loads the heavy parts behind it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QFileSystemWatcher, QTimer
from PySide6.QtWidgets import QApplication

from iop_companion.foundation.i18n import _
from iop_companion.ui.app_parts import AppParts, ServicesLater, once
from iop_companion.ui.entrances import Entrances
from iop_companion.ui.main_window.place import restore_place
from iop_companion.ui.main_window.ports import Vault, WindowParts
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.pages import import_pages, page_entries
from iop_companion.ui.toolkit.clipboard import ClipboardGuard
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.in_turns import InTurns, are_split, work_in_turns
from iop_companion.ui.toolkit.page import GoingOn
from iop_companion.ui.toolkit.preferences import PreferenceKeeper
from iop_companion.ui.toolkit.tasks import StoreTasks, Tasks
from iop_companion.ui.toolkit.theme import FUSION, install
from iop_companion.ui.toolkit.upkeep import Upkeep

if TYPE_CHECKING:
    from iop_companion.domain.change import ChangeSet
    from iop_companion.domain.private import Secret
    from iop_companion.domain.records import PlanStep
    from iop_companion.domain.setting_values import Contact
    from iop_companion.services.bundle import Services
    from iop_companion.services.sealing import TakenIn
    from iop_companion.ui.main_window.reminders import Reminders
    from iop_companion.ui.main_window.session_watch import SessionWatch
    from iop_companion.ui.toolkit.drawing import Drawings

T = TypeVar("T")

_LISTEN_AFTER_MS = 1500


def run(parts: AppParts, arguments: list[str] | None = None) -> int:
    """Show the window until it is closed; return the exit status."""
    app = QApplication([*(arguments if arguments is not None else sys.argv[:1]), *FUSION])
    app.setApplicationName("Companion")
    app.setDesktopFileName("iop-companion")
    install(app, parts.preferences, has_fusion=True)
    work_in_turns()
    clipboard = ClipboardGuard(app)
    app.aboutToQuit.connect(clipboard.clear)
    tasks = StoreTasks()
    window = build_window(parts, tasks)
    window.locked.connect(clipboard.clear)
    knocks = _watch(parts.watched, window)
    listen(window)
    if parts.starts_hidden:
        window.showMinimized()
    elif parts.preferences.window_maximised:
        window.showMaximized()
    else:
        window.show()
    status = app.exec()
    del knocks
    tasks.close()
    return int(status)


def build_window(parts: AppParts, tasks: Tasks, drawings: Drawings | None = None) -> MainWindow:
    """Return the window over ``parts``, showing its way in; the caller shows the window itself.

    Tests pass immediate ``tasks`` and ``drawings``.
    """
    later = ServicesLater(parts.open_services)
    preferences = PreferenceKeeper(parts.preferences, parts.preferences_file)
    vault = Vault(
        close=lambda: later().lock(),
        level=lambda: later().early_warnings.evaluate(shown=True).level,
        undo=lambda: later().undo(),
        redo=lambda: later().redo(),
        plan=lambda: _plan(later()),
        people=lambda: _people(later()),
        keep_people=lambda people: _kept_people(later(), people),
        left=lambda: later().setting_up.left().value,
        refuses_writes=lambda: later().session.refuses_writes,
        conflict_copies=lambda: _conflict_copies(later()),
        copy_shown_locked=lambda: _copy_shown_locked(later()),
        has_check_in=lambda: later().check_ins.day().has_entry,
    )
    entrance = Entrances(parts, later, tasks, preferences)
    window = MainWindow(
        page_entries(later, drawings),
        WindowParts(
            tasks=tasks,
            preferences=preferences,
            support=once(parts.open_support),
            entrance=entrance,
            vault=vault,
            restart=None if parts.restart is None else partial(_restart, parts, entrance),
            vaults=parts.vaults,
            shown_locked=parts.shown_locked,
        ),
    )

    def tend() -> None:
        later().backups.tend()

    def say_restored() -> None:
        entrance.is_restored = True
        window.lock()

    def leave_writing(is_sealed: bool) -> None:  # noqa: FBT001 -- a slot
        entrance.is_sealed = is_sealed
        window.begin_anew()

    entrance.on_written = leave_writing
    window.closing.connect(window.put_away)
    entrance.show = window.show_entrance
    entrance.hide = window.hide_all
    entrance.lock = window.lock
    entrance.lock_restored = say_restored
    entrance.renew_code = partial(_renew_code, later, window)

    def follow_hub() -> None:
        window.hub.restored.connect(say_restored)
        window.hub.vault_closed.connect(window.lock)

    if parts.end_day_at is not None:
        end_day_at = parts.end_day_at
        preferences.changed.connect(lambda: end_day_at(preferences.now.day_ends_at))
    window.unlocked.connect(follow_hub)
    window.unlocked.connect(lambda: _take_in(later, tasks, window))
    upkeep = Upkeep(tasks, tend, window)
    window.unlocked.connect(upkeep.start)
    window.locked.connect(upkeep.stop)
    window.closing.connect(upkeep.stop)
    if isinstance(tasks, StoreTasks):
        tasks.problem.connect(window.show_problem)
    window.first_painted.connect(lambda: _load(parts, later, tasks, window))
    window.first_painted.connect(lambda: _remind(parts, vault, tasks, preferences, window))
    restore_place(window, parts.preferences)
    if not parts.is_open:
        window.start()
    return window


def _restart(parts: AppParts, entrance: Entrances, hidden: bool) -> None:  # noqa: FBT001 -- a port
    if entrance.is_restored and parts.restart_restored is not None and not hidden:
        parts.restart_restored()
    elif entrance.is_sealed and parts.restart_sealed is not None and not hidden:
        parts.restart_sealed()
    elif parts.restart is not None:
        parts.restart(hidden)


def _load(parts: AppParts, services: ServicesLater, tasks: Tasks, window: MainWindow) -> None:
    if parts.on_first_paint is not None:
        parts.on_first_paint()

    def loaded(_services: object) -> None:
        if parts.warm_up is not None:
            import threading

            warm_up = partial(_warm_up, parts.warm_up)
            threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
        if parts.is_open:
            window.open(Opened())
        InTurns(window).run(import_pages(), gc.freeze if are_split() else None)

    tasks.run(services, loaded, window.show_problem)


def _remind(
    parts: AppParts, vault: Vault, tasks: Tasks, preferences: PreferenceKeeper, window: MainWindow
) -> Reminders | None:
    """Begin to look at the clock for reminders; the window was painted without them."""
    if parts.now is None:
        return None
    from iop_companion.ui.main_window.quiet_sign import QuietSign, SystemTray
    from iop_companion.ui.main_window.reminders import ReminderParts, Reminders

    def ask(since: datetime, answer: Callable[[bool], None]) -> None:
        if not parts.vault_exists():
            return
        if window.shell is not None:
            tasks.run(vault.has_check_in, answer, lambda _problem: None)
        else:
            answer(parts.was_written is not None and parts.was_written(since))

    sign = QuietSign(window, parts.tray or SystemTray())
    return Reminders(ReminderParts(preferences, parts.now, ask, sign), window)


def _renew_code(services: Callable[[], Services], window: MainWindow, passphrase: Secret) -> None:
    """A code was used: it may not stay on its paper, so a new one is shown at once."""
    from iop_companion.ui.settings.keys_presenter import KeysPresenter

    if window.shell is not None:
        KeysPresenter(window, services(), window.page_context()).code_after_code(passphrase)


def _warm_up(load: Callable[[], object]) -> None:
    """Load, then leave all that is loaded out of garbage collection, as after the pages.

    A full collection walks over every object of every library: it stopped the window for 110 to
    130 ms each third time that Trends was opened over ten years.
    """
    load()
    gc.freeze()


def _take_in(services: Callable[[], Services], tasks: Tasks, window: MainWindow) -> None:
    """Bring in what was written while locked, and say so beside what is said already."""
    hub = window.hub

    def take_in() -> TakenIn:
        return services().sealed.take_in()

    def came_in(taken: TakenIn) -> None:
        if taken.changes:
            hub.tell(taken.changes)
        words = taken.words()
        if words and window.shell is not None:
            notices = window.shell.notices
            undo = partial(window.commands.trigger, "undo") if taken.changes else None
            notices.show(f"{notices.words} {words}".strip(), _("Undo") if undo else "", undo)
        if taken.n_taken and window.shell is not None and isinstance(window.shell.page, GoingOn):
            window.shell.page.go_on()

    tasks.run(take_in, came_in, window.show_problem)


def _plan(services: Services) -> tuple[PlanStep, ...]:
    from iop_companion.domain.records import PlanZone

    warnings = services.early_warnings
    return warnings.plan(PlanZone.ACT) or warnings.plan(PlanZone.WATCH)


def _conflict_copies(services: Services) -> int:
    return services.session.vault.conflict_copies()


def _copy_shown_locked(services: Services) -> None:
    services.shown_locked.follow()


def _people(services: Services) -> tuple[Contact, ...]:
    return services.people.all()


def _kept_people(services: Services, people: Sequence[Contact]) -> ChangeSet:
    return services.people.keep(people)


def _watch(file: Path | None, window: MainWindow) -> QFileSystemWatcher | None:
    if file is None:
        return None
    watcher = QFileSystemWatcher([str(file)])
    watcher.fileChanged.connect(lambda _name: window.show_in_front())
    return watcher


def listen(window: MainWindow) -> SessionWatch:
    """Lock when the computer sleeps, its screen is locked, or another user takes it.

    Listening begins a moment after the vault is open: nothing waits for it.
    """
    from iop_companion.ui.main_window.session_watch import SessionWatch

    session = SessionWatch(window)
    session.due.connect(window.lock)
    window.unlocked.connect(lambda: QTimer.singleShot(_LISTEN_AFTER_MS, session, session.start))
    return session
