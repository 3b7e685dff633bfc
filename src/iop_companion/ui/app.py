"""Starts the window: paints the way in first, loads the heavy parts behind it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QFileSystemWatcher, QTimer
from PySide6.QtWidgets import QApplication

from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import Preferences
from iop_companion.foundation.vault_places import vault_name
from iop_companion.ui.main_window.place import restore_place
from iop_companion.ui.main_window.ports import Vault, WindowParts
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.toolkit.clipboard import ClipboardGuard
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.entrance import Entrance, Opened
from iop_companion.ui.toolkit.in_turns import work_in_turns
from iop_companion.ui.toolkit.page import Making, PageContext, PageEntry
from iop_companion.ui.toolkit.preferences import PreferenceKeeper
from iop_companion.ui.toolkit.questionnaire_in_hand import QuestionnaireInHand
from iop_companion.ui.toolkit.tasks import StoreTasks, Tasks
from iop_companion.ui.toolkit.theme import FUSION, install
from iop_companion.ui.toolkit.upkeep import Upkeep
from iop_companion.ui.toolkit.zone_in_hand import ZoneInHand

if TYPE_CHECKING:
    from iop_companion.domain.change import ChangeSet
    from iop_companion.domain.locked_copy import LockedCopy
    from iop_companion.domain.private import Secret
    from iop_companion.domain.records import PlanStep
    from iop_companion.domain.setting_values import Contact
    from iop_companion.foundation.errors import KnownProblem
    from iop_companion.foundation.vault_places import VaultPlaces
    from iop_companion.services.bundle import Services
    from iop_companion.services.sealing import TakenIn
    from iop_companion.ui.main_window.session_watch import SessionWatch
    from iop_companion.ui.support.panel import SupportReader
    from iop_companion.ui.toolkit.drawing import Drawings
    from iop_companion.ui.unlock.panel import Writing

T = TypeVar("T")

_LISTEN_AFTER_MS = 1500

_PAGES = (
    "today",
    "today.day",
    "today.paper_week",
    "today.sleep",
    "today.movement",
    "today.triggers",
    "today.own_rows",
    "trends",
    "warning_signs",
    "toolbox",
    "toolbox.running",
    "warning_signs.history",
    "warning_signs.my_signs",
    "program.questionnaires",
    "program.medicines",
    "summary",
    "plan",
    "settings",
    "imports",
)


@dataclass(frozen=True, slots=True)
class AppParts:
    """What ``bootstrap`` hands to the window.

    ``open_services`` and ``warm_up`` (charts, typesetting) import heavy libraries; they run away
    from the GUI, after the first paint. ``vault_exists`` and ``open_support`` must be light: they
    are asked before it, or on F1. ``restart`` replaces the process after a lock; None stays in
    this one. ``end_day_at`` tells the clock the hour that the person chose. ``vaults`` are those of
    this login. ``is_open`` says that the services come with an
    open vault (the demonstration).
    ``watched`` is the file that a second start writes to, so that this one comes to the front.
    ``starts_hidden`` starts minimised, after Hide. ``restart_restored`` replaces the process after
    a backup was gone back to; the next one is told by ``is_restored`` and says so. So it is with
    ``restart_sealed`` and ``is_sealed`` after a check-in was sealed. ``can_seal`` is light, and so
    is ``shown_locked``: what of plan and people may be read without unlocking.
    """

    open_services: Callable[[], Services]
    open_support: Callable[[], SupportReader]
    vault_exists: Callable[[], bool]
    preferences: Preferences
    preferences_file: Path | None = None
    end_day_at: Callable[[int], object] | None = None
    warm_up: Callable[[], object] | None = None
    restart: Callable[[bool], None] | None = None
    vaults: VaultPlaces | None = None
    is_open: bool = False
    on_first_paint: Callable[[], None] | None = None
    watched: Path | None = None
    starts_hidden: bool = False
    restart_restored: Callable[[], None] | None = None
    is_restored: bool = False
    can_seal: Callable[[], bool] | None = None
    shown_locked: Callable[[], LockedCopy] | None = None
    restart_sealed: Callable[[], None] | None = None
    is_sealed: bool = False


class ServicesLater:
    """The services, once they are loaded; asked on the store thread, where they are loaded."""

    def __init__(self, load: Callable[[], Services]) -> None:
        """Load nothing yet."""
        self._load = load
        self._services: Services | None = None

    def __call__(self) -> Services:
        """Return the services; loads them on the first call. Raises ``KnownProblem``."""
        if self._services is None:
            self._services = self._load()
        return self._services


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
    )
    entrance = _Entrances(parts, later, tasks, preferences)
    window = MainWindow(
        page_entries(later, drawings),
        WindowParts(
            tasks=tasks,
            preferences=preferences,
            support=_once(parts.open_support),
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
    restore_place(window, parts.preferences)
    if not parts.is_open:
        window.start()
    return window


def page_entries(
    services: Callable[[], Services], drawings: Drawings | None = None
) -> tuple[PageEntry, ...]:
    """Return the pages of the rail; each imports its part of the program when first shown."""
    pictures = _once(lambda: drawings or _drawing_thread())
    in_hand, zone, asked = DayInHand(), ZoneInHand(), QuestionnaireInHand()

    def today(context: PageContext) -> Making:
        from iop_companion.ui.today.panel import TodayPanel
        from iop_companion.ui.today.presenter import TodayPage

        panel = TodayPanel(pictures, moves_on=context.preferences.now.move_on_answer)
        yield panel
        return TodayPage(panel, services(), context, in_hand, asked)

    def trends(context: PageContext) -> Making:
        from iop_companion.ui.trends.panel import TrendsPanel
        from iop_companion.ui.trends.presenter import TrendsPage

        panel = TrendsPanel(pictures(), whole=False)
        yield from panel.steps
        yield panel
        return TrendsPage(panel, services(), context)

    def warning_signs(context: PageContext) -> Making:
        from iop_companion.ui.warning_signs.panel import WarningSignsPanel
        from iop_companion.ui.warning_signs.presenter import WarningSignsPage

        panel = WarningSignsPanel(pictures())
        yield panel
        return WarningSignsPage(panel, services(), context, zone)

    def summary(context: PageContext) -> Making:
        from iop_companion.ui.summary.panel import SummaryPanel
        from iop_companion.ui.summary.presenter import SummaryPage

        panel = SummaryPanel(whole=False)
        yield from panel.steps
        yield panel
        return SummaryPage(panel, services(), context, pictures())

    def settings(context: PageContext) -> Making:
        from iop_companion.ui.settings.panel import SettingsPanel
        from iop_companion.ui.settings.presenter import SettingsPage

        panel = SettingsPanel(whole=False)
        yield from panel.steps
        yield panel
        return SettingsPage(panel, services(), context)

    def imports(context: PageContext) -> Making:
        from iop_companion.ui.imports.panel import ImportsPanel
        from iop_companion.ui.imports.presenter import ImportsPage

        panel = ImportsPanel()
        yield panel
        return ImportsPage(panel, services(), context)

    return (
        PageEntry("today", _("Today"), "today", today, "Alt+1"),
        PageEntry("trends", _("Trends"), "trends", trends, "Alt+2"),
        PageEntry("warning_signs", _("Warning signs"), "warning_signs", warning_signs, "Alt+3"),
        *_toolbox_pages(services),
        *_program_pages(services, asked),
        PageEntry("summary", _("Summary"), "summary", summary, "Alt+6"),
        *_plan_pages(services, zone),
        PageEntry("settings", _("Settings"), "settings", settings, "Ctrl+,", at_bottom=True),
        PageEntry("imports", _("Import"), "import", imports, in_rail=False, under="settings"),
        *_pages_under_today(services, in_hand),
        *_pages_under_warning_signs(services),
    )


def _plan_pages(services: Callable[[], Services], zone: ZoneInHand) -> tuple[PageEntry, ...]:
    def plan(context: PageContext) -> Making:
        from iop_companion.ui.plan.panel import PlanPanel
        from iop_companion.ui.plan.presenter import PlanPage

        panel = PlanPanel(whole=False)
        yield from panel.steps
        yield panel
        return PlanPage(panel, services(), context, zone)

    return (PageEntry("plan", _("My plan"), "plan", plan, "Alt+7"),)


def _pages_under_warning_signs(services: Callable[[], Services]) -> tuple[PageEntry, ...]:
    """The other parts of Warning signs; the switch in their heads leads to and fro."""

    def my_signs(context: PageContext) -> Making:
        from iop_companion.ui.warning_signs.my_signs.panel import MySignsPanel
        from iop_companion.ui.warning_signs.my_signs.presenter import MySignsPage

        panel = MySignsPanel()
        yield panel
        return MySignsPage(panel, services(), context)

    def history(context: PageContext) -> Making:
        from iop_companion.ui.warning_signs.history.panel import HistoryPanel
        from iop_companion.ui.warning_signs.history.presenter import HistoryPage

        panel = HistoryPanel()
        yield panel
        return HistoryPage(panel, services(), context)

    return (
        PageEntry(
            "warning_history",
            _("History of warnings"),
            "warning_signs",
            history,
            in_rail=False,
            under="warning_signs",
        ),
        PageEntry(
            "my_signs",
            _("My signs"),
            "warning_signs",
            my_signs,
            in_rail=False,
            under="warning_signs",
        ),
    )


def _toolbox_pages(services: Callable[[], Services]) -> tuple[PageEntry, ...]:
    """The Toolbox, and the page of a skill while it is being done."""

    def toolbox(context: PageContext) -> Making:
        from iop_companion.ui.toolbox.panel import ToolboxPanel
        from iop_companion.ui.toolbox.presenter import ToolboxPage

        panel = ToolboxPanel(whole=False)
        yield from panel.steps
        yield panel
        return ToolboxPage(panel, services(), context)

    def skill(context: PageContext) -> Making:
        from iop_companion.ui.toolbox.running.panel import RunningPanel
        from iop_companion.ui.toolbox.running.presenter import RunningPage

        panel = RunningPanel()
        yield panel
        return RunningPage(panel, services(), context)

    return (
        PageEntry("toolbox", _("Toolbox"), "toolbox", toolbox, "Alt+4"),
        PageEntry("skill", _("A skill"), "play", skill, in_rail=False, under="toolbox"),
    )


def _program_pages(
    services: Callable[[], Services], asked: QuestionnaireInHand
) -> tuple[PageEntry, ...]:
    """Questionnaires and medicines; the rail knows them as one."""

    def questionnaires(context: PageContext) -> Making:
        from iop_companion.ui.program.questionnaires.panel import QuestionnairesPanel
        from iop_companion.ui.program.questionnaires.presenter import QuestionnairesPage

        panel = QuestionnairesPanel()
        yield panel
        return QuestionnairesPage(panel, services(), context, asked)

    def medicines(context: PageContext) -> Making:
        from iop_companion.ui.program.medicines.panel import MedicinesPanel
        from iop_companion.ui.program.medicines.presenter import MedicinesPage

        panel = MedicinesPanel(whole=False)
        yield from panel.steps
        yield panel
        return MedicinesPage(panel, services(), context)

    return (
        PageEntry("program", _("Program"), "program", questionnaires, "Alt+5"),
        PageEntry(
            "medicines", _("Medicines"), "program", medicines, in_rail=False, under="program"
        ),
    )


def _pages_under_today(
    services: Callable[[], Services], in_hand: DayInHand
) -> tuple[PageEntry, ...]:
    """The pages that are opened from Today and lead back to it."""

    def day(context: PageContext) -> Making:
        from iop_companion.ui.today.day.panel import DayPanel
        from iop_companion.ui.today.day.presenter import DayPage

        panel = DayPanel()
        yield panel
        return DayPage(panel, services(), context, in_hand)

    def paper_week(context: PageContext) -> Making:
        from iop_companion.ui.today.paper_week.panel import PaperWeekPanel
        from iop_companion.ui.today.paper_week.presenter import PaperWeekPage

        panel = PaperWeekPanel()
        yield panel
        return PaperWeekPage(panel, services(), context, in_hand)

    def sleep(context: PageContext) -> Making:
        from iop_companion.ui.today.sleep.panel import SleepPanel
        from iop_companion.ui.today.sleep.presenter import SleepPage

        panel = SleepPanel(whole=False)
        yield from panel.steps
        yield panel
        return SleepPage(panel, services(), context, in_hand)

    return (
        *_pages_of_entries(services, in_hand),
        PageEntry("sleep", _("Sleep diary"), "edit", sleep, in_rail=False, under="today"),
        PageEntry("day", _("Details of this day"), "info", day, in_rail=False, under="today"),
        PageEntry(
            "paper_week",
            _("A week from paper"),
            "calendar",
            paper_week,
            in_rail=False,
            under="today",
        ),
    )


def _pages_of_entries(
    services: Callable[[], Services], in_hand: DayInHand
) -> tuple[PageEntry, ...]:
    """What tells more of a day than the rows of Today can."""

    def movement(context: PageContext) -> Making:
        from iop_companion.ui.today.movement.panel import MovementPanel
        from iop_companion.ui.today.movement.presenter import MovementPage

        panel = MovementPanel()
        yield panel
        return MovementPage(panel, services(), context, in_hand)

    def triggers(context: PageContext) -> Making:
        from iop_companion.ui.today.triggers.panel import TriggersPanel
        from iop_companion.ui.today.triggers.presenter import TriggersPage

        panel = TriggersPanel(whole=False)
        yield from panel.steps
        yield panel
        return TriggersPage(panel, services(), context, in_hand)

    def own_rows(context: PageContext, *, only_used: bool = False) -> Making:
        from iop_companion.ui.today.own_rows.panel import OwnRowsPanel
        from iop_companion.ui.today.own_rows.presenter import OwnRowsPage

        panel = OwnRowsPanel(only_used=only_used)
        yield panel
        return OwnRowsPage(panel, services(), context, only_used=only_used)

    used = partial(own_rows, only_used=True)
    return (
        PageEntry("own_rows", _("Rows of my own"), "edit", own_rows, in_rail=False, under="today"),
        PageEntry("used", _("What I use"), "edit", used, in_rail=False, under="today"),
        PageEntry("movement", _("Movement"), "edit", movement, in_rail=False, under="today"),
        PageEntry("triggers", _("Triggers"), "edit", triggers, in_rail=False, under="today"),
    )


class _Entrances:
    """Makes the lock screen, or the first run where there is no vault yet."""

    def __init__(
        self,
        parts: AppParts,
        services: ServicesLater,
        tasks: Tasks,
        preferences: PreferenceKeeper,
    ) -> None:
        self._parts = parts
        self._services = services
        self._tasks = tasks
        self._preferences = preferences
        self.is_restored = parts.is_restored
        self.is_sealed = parts.is_sealed
        self.on_written: Callable[[bool], None] | None = None
        self.show: Callable[[Entrance], None] = lambda _entrance: None
        self.hide: Callable[[], None] = _nothing
        self.lock: Callable[[], None] = _nothing
        self.lock_restored: Callable[[], None] = _nothing

    def __call__(self) -> Entrance:
        if self._parts.vault_exists():
            return self._unlock()
        return self._first_run()

    def _unlock(self) -> Entrance:
        from iop_companion.ui.unlock.panel import UnlockPanel
        from iop_companion.ui.unlock.presenter import UnlockPresenter

        panel = UnlockPanel(self._name)
        UnlockPresenter(panel, lambda: self._services().session, self._tasks, self._rescue)
        if self.is_restored:
            self.is_restored = False
            panel.show_waiting(
                _(
                    "Your diary is as it was in that backup. It opens with the passphrase that "
                    "was in use then."
                )
            )
        if self.is_sealed:
            self.is_sealed = False
            panel.show_waiting(_("Sealed. It goes into your diary when you unlock."))
        if self._parts.can_seal is not None and self._parts.can_seal():
            panel.offer_writing(partial(self._writing, self._name))
            panel.writing_left.connect(self._written)
        vaults = self._parts.vaults
        if vaults is not None and (others := vaults.others()):
            names = self._preferences.now.vault_names
            panel.offer_vaults(vault_name(vaults.here, names), _named(others, names))
            panel.vault_chosen.connect(vaults.open)
        return panel

    def _writing(self, name: str) -> Writing:
        from iop_companion.ui.today.sealed.panel import SealedPanel
        from iop_companion.ui.today.sealed.presenter import SealedPage

        now = self._preferences.now
        panel = SealedPanel(name, moves_on=now.move_on_answer)
        panel.hide_wanted.connect(self.hide)
        return SealedPage(
            panel, lambda: self._services().sealed, self._tasks, now.lock_after_minutes
        )

    def _written(self, is_sealed: bool, was_typed: bool) -> None:  # noqa: FBT001 -- a Qt slot
        """Whatever was typed leaves the memory with this process, as on a lock."""
        if was_typed and self.on_written is not None:
            self.on_written(is_sealed)

    def _rescue(self, problem: KnownProblem, secret: Secret, open_again: Callable[[], int]) -> None:
        from iop_companion.services.file_writing import write_once
        from iop_companion.ui.rescue.panel import RescuePanel
        from iop_companion.ui.rescue.presenter import RescueParts, RescuePresenter

        panel = RescuePanel(self._name)
        parts = RescueParts(
            rescuing=lambda: self._services().rescuing,
            open_again=open_again,
            now=self._services().clock.now,
            tasks=self._tasks,
            write=lambda path, content: write_once(path, content, replace=True),
        )
        presenter = RescuePresenter(panel, problem, secret, parts)
        panel.hide_wanted.connect(self.hide)
        panel.left.connect(self.lock)
        panel.left_restored.connect(self.lock_restored)
        self.show(panel)
        panel.made.emit()  # what is read is held from here on: it locks by itself as ever
        presenter.examine()

    @property
    def _name(self) -> str:
        return _("Notes") if self._preferences.now.discreet_name else _("Companion")

    def _first_run(self) -> Entrance:
        from iop_companion.ui.first_run.presenter import FirstRunParts, FirstRunPresenter
        from iop_companion.ui.first_run.without_code import ask_without
        from iop_companion.ui.widgets.code_keeping import code_keeping

        def write(path: Path, content: bytes) -> None:
            from iop_companion.services.file_writing import write_once

            write_once(path, content, replace=True)  # the dialog asked about replacing

        presenter = FirstRunPresenter(
            self._parts.open_support().regions(),
            FirstRunParts(
                session=lambda: self._services().session,
                tasks=self._tasks,
                preferences=self._preferences,
                keeping=code_keeping(write),
                ask_without=ask_without,
                vault=lambda: self._services().setting_up,
                moving_in=lambda: self._services().moving_in,
                let_write=lambda on: self._services().sealed.switch(on=on),
                change_passphrase=lambda new: self._services().keys.change_passphrase(new, None),
            ),
        )
        vaults = self._parts.vaults
        if vaults is not None and (others := vaults.others()):
            presenter.panel.offer_vaults(_named(others, self._preferences.now.vault_names))
            presenter.panel.vault_chosen.connect(vaults.open)
        return presenter.panel


def _nothing() -> None:
    """Until the window is built."""


def _restart(parts: AppParts, entrance: _Entrances, hidden: bool) -> None:  # noqa: FBT001 -- a port
    if entrance.is_restored and parts.restart_restored is not None and not hidden:
        parts.restart_restored()
    elif entrance.is_sealed and parts.restart_sealed is not None and not hidden:
        parts.restart_sealed()
    elif parts.restart is not None:
        parts.restart(hidden)


def _named(numbers: Sequence[int], names: Sequence[str]) -> tuple[tuple[int, str], ...]:
    return tuple((number, vault_name(number, names)) for number in numbers)


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

    tasks.run(services, loaded, window.show_problem)
    tasks.run(_import_pages, can_wait=True)


def _warm_up(load: Callable[[], object]) -> None:
    """Load, then leave all that is loaded out of garbage collection.

    A full collection walks over every object of every library: it stopped the window for 110 to
    130 ms each third time that Trends was opened over ten years.
    """
    load()
    gc.freeze()


def _import_pages() -> None:
    """So that showing a page for the first time does not wait for its modules."""
    for name in _PAGES:
        for part in ("panel", "presenter"):
            import_module(f"iop_companion.ui.{name}.{part}")


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


def _drawing_thread() -> Drawings:
    from iop_companion.ui.toolkit.drawing import DrawingThread

    return DrawingThread(QApplication.instance())


def _once(make: Callable[[], T]) -> Callable[[], T]:
    made: list[T] = []

    def get() -> T:
        if not made:
            made.append(make())
        return made[0]

    return get
