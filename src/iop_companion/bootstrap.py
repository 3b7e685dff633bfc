"""The composition root: the only file that knows every part and puts them together.

Heavy parts are imported inside the functions, because the window paints before they load.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from iop_companion.foundation.clock import SystemClock
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.network_guard import refuse_network
from iop_companion.foundation.paths import Paths, default_paths, paths_under, qt_settings_file
from iop_companion.foundation.platform import old_window
from iop_companion.foundation.platform.system import LOCK_OPTION
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.foundation.visited_folders import forget_visited_folders

if TYPE_CHECKING:
    from iop_companion.catalog.catalog import Catalog
    from iop_companion.domain.ports import Clock
    from iop_companion.domain.summary import PastExport
    from iop_companion.foundation.platform.system import FileLock
    from iop_companion.services.backing_up import Backups
    from iop_companion.services.bundle import Services
    from iop_companion.services.chart_events import ChartEvents
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.diary_cards import DiaryCards
    from iop_companion.services.early_warnings import EarlyWarnings, PersonsOwn
    from iop_companion.services.erasing import Erasing
    from iop_companion.services.exporting import Exporting
    from iop_companion.services.focuses import Focuses
    from iop_companion.services.form_drafts import FormDrafts
    from iop_companion.services.history import History
    from iop_companion.services.importing import Importing
    from iop_companion.services.keys import Keys
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.movement import Movement
    from iop_companion.services.openings import Openings
    from iop_companion.services.own_rows import OwnRows
    from iop_companion.services.own_signs import OwnSigns
    from iop_companion.services.paper_weeks import PaperWeeks
    from iop_companion.services.people import People
    from iop_companion.services.plan_on_paper import PlanPaper
    from iop_companion.services.recorded import Recorded
    from iop_companion.services.rescuing import Rescuing
    from iop_companion.services.sealing import SealedCheckIns
    from iop_companion.services.session import VaultSession
    from iop_companion.services.shown_locked import ShownLocked
    from iop_companion.services.single_uses import SingleUses
    from iop_companion.services.skills import Skills
    from iop_companion.services.sleep_diary import SleepDiary
    from iop_companion.services.summarising import Summarising
    from iop_companion.services.support import Support
    from iop_companion.services.traces import Traces
    from iop_companion.services.trash import Trash
    from iop_companion.services.triggers import Triggers
    from iop_companion.services.usual_offers import UsualOffers
    from iop_companion.services.views import SupportSheet
    from iop_companion.services.what_happened import WhatHappened
    from iop_companion.store.cipher import KdfCost
    from iop_companion.store.vaults import SqlCipherVaults

HIDDEN_OPTION = "--hidden"
"""Given by a restart that began with Hide: the window starts minimised."""

RESTORED_OPTION = "--restored"
"""Given by a restart after a backup was gone back to: the lock screen says so."""

SEALED_OPTION = "--sealed"
"""Given by a restart after a check-in was sealed at the lock screen, which says so."""

DEMO_PASSPHRASE = "only looking around"  # noqa: S105 -- it guards invented entries alone
"""Opens the demonstration's throw-away vault again after a lock; shown on the terminal."""


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What the window understands on its command line; anything more is a command."""

    vault: Path | None = None
    is_demo: bool = False
    is_hidden: bool = False
    is_restored: bool = False
    is_sealed: bool = False
    lock_descriptor: int | None = None
    old_window: str = ""


def start(argv: Sequence[str]) -> int:
    """Open the window, or run the command that ``argv`` names; return the exit status."""
    this_system().harden()
    refuse_network()
    forget_visited_folders(qt_settings_file())
    # matplotlib keeps a list of fonts, nothing else; it lies in the program's own cache
    os.environ.setdefault("MPLCONFIGDIR", str(default_paths().cache / "matplotlib"))
    options = window_options(argv)
    if options is None:
        from iop_companion.cli.app import run

        _keep_log()
        return run(list(argv), open_services, demo)
    try:
        return run_window(options)
    except KnownProblem as problem:
        from iop_companion.foundation.problem_texts import describe

        sys.stderr.write(f"{describe(problem).sentence}\n")
        return 2 if problem.code == "no_display" else 1


def window_options(argv: Sequence[str]) -> WindowOptions | None:
    """Return the options of the window, or None if ``argv`` is for the command line.

    Read by hand, so that the window does not wait for the command line's library.
    """
    rest = list(argv)
    found: dict[str, str] = {}
    while rest:
        name, is_joined, value = rest.pop(0).partition("=")
        if name in {"--demo", HIDDEN_OPTION, RESTORED_OPTION, SEALED_OPTION} and not is_joined:
            found[name] = ""
        elif name in {"--vault", LOCK_OPTION, old_window.OPTION} and (is_joined or rest):
            found[name] = value if is_joined else rest.pop(0)
        else:
            return None
    descriptor = found.get(LOCK_OPTION, "")
    return WindowOptions(
        vault=Path(found["--vault"]) if "--vault" in found else None,
        is_demo="--demo" in found,
        is_hidden=HIDDEN_OPTION in found,
        is_restored=RESTORED_OPTION in found,
        is_sealed=SEALED_OPTION in found,
        old_window=found.get(old_window.OPTION, ""),
        lock_descriptor=int(descriptor) if descriptor.isdecimal() else None,
    )


def run_window(options: WindowOptions) -> int:
    """Show the window until it is closed.

    Raises ``KnownProblem``: ``no_display``, ``already_open`` (the first window is told),
    ``folder_unsafe``.
    """
    if not has_display():
        raise KnownProblem("no_display")
    return _run_demo() if options.is_demo else _run_on_vault(options)


def has_display() -> bool:
    """Whether a window can open here: a desktop, or a platform chosen on purpose."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _run_on_vault(options: WindowOptions) -> int:
    from iop_companion.foundation.settings import load_preferences
    from iop_companion.foundation.vault_places import VaultPlaces
    from iop_companion.store.locked_copy import LockedCopyFile
    from iop_companion.store.sealed_boxes import SealedFolder
    from iop_companion.store.vaults import SqlCipherVaults

    _begin_window()
    from iop_companion.ui.app import run
    from iop_companion.ui.app_parts import AppParts

    preferences = load_preferences(default_paths().preferences_file)
    clock = SystemClock(time(preferences.day_ends_at))
    vaults = SqlCipherVaults(kdf=None, clock=clock)
    first = default_paths().vault
    paths = default_paths(options.vault or _vault_to_start(first, vaults))
    lock = _held(vaults, paths.vault, options.lock_descriptor)

    old = old_window.adopt(options.old_window)

    def restart_with(*told: str) -> None:
        kept = [] if HIDDEN_OPTION in told else old_window.keep_for_the_next()
        told = ("--vault", str(paths.vault), *told, *kept)
        this_system().restart(["-m", "iop_companion", *told], lock)

    def restart(is_hidden: bool) -> None:  # noqa: FBT001 -- the port of the window
        restart_with(*[HIDDEN_OPTION] * is_hidden)

    def go(folder: Path) -> None:
        # the lock of this vault ends with this process; the next one takes that of its own
        told = ("--vault", str(folder), *old_window.keep_for_the_next())
        this_system().restart(["-m", "iop_companion", *told], None)

    def painted() -> None:
        old_window.take_away(old)
        _keep_log()

    return run(
        AppParts(
            open_services=lambda: build(
                paths, clock=clock, vaults=vaults, backs_up=True, reads_apart=True
            ),
            open_support=_support,
            vault_exists=lambda: vaults.exists(paths.vault),
            preferences=preferences,
            end_day_at=clock.end_day_at,
            preferences_file=paths.preferences_file,
            warm_up=_warm_up,
            restart=restart,
            restart_restored=lambda: restart_with(RESTORED_OPTION),
            is_restored=options.is_restored,
            can_seal=lambda: SealedFolder(vaults).is_on(paths.vault),
            shown_locked=lambda: LockedCopyFile().read(paths.vault),
            restart_sealed=lambda: restart_with(SEALED_OPTION),
            is_sealed=options.is_sealed,
            now=clock.now,
            was_written=lambda since: _was_written(paths.vault, since),
            vaults=VaultPlaces(first, paths.vault, vaults.exists, go),
            on_first_paint=painted,
            watched=paths.vault / "vault.lock",
            starts_hidden=options.is_hidden,
        )
    )


def _was_written(vault: Path, since: datetime) -> bool:
    """Whether anything of a diary that cannot be looked into was written ``since`` then."""
    files = (vault / "vault.db", vault / "vault.db-wal", *vault.glob("sealed/*.box"))
    for file in files:
        try:
            changed = file.stat().st_mtime
        except OSError:
            continue
        if changed >= since.timestamp():
            return True
    return False


def _vault_to_start(first: Path, vaults: SqlCipherVaults) -> Path:
    """Return the vault that a start without ``--vault`` shows: the first of this login.

    One window stands for the login: if any of its vaults is open in one, that window is told, and
    ``KnownProblem("already_open")`` raised.
    """
    from iop_companion.foundation.vault_places import numbered_vaults

    found = [folder for _number, folder in numbered_vaults(first, vaults.exists)]
    for folder in found[1:]:
        try:
            _held(vaults, folder)
        except KnownProblem as problem:
            if problem.code == "already_open":
                raise
        vaults.let_go(folder)
    return found[0] if found else first


def _held(vaults: SqlCipherVaults, folder: Path, descriptor: int | None = None) -> FileLock | None:
    """Keep ``folder`` to this process; where another has it open, its window comes to the front."""
    try:
        return vaults.hold(folder, descriptor)
    except KnownProblem as problem:
        if problem.code == "already_open":
            from iop_companion.foundation.platform.knock import knock

            knock(folder / "vault.lock")
        raise


def _run_demo() -> int:
    import tempfile

    from iop_companion.foundation.settings import Preferences

    _begin_window()
    from iop_companion.ui.app import run
    from iop_companion.ui.app_parts import AppParts

    sys.stderr.write(f"{DEMO_PASSPHRASE}\n")
    with tempfile.TemporaryDirectory(prefix="companion-demo-") as folder:
        paths = paths_under(Path(folder))
        return run(
            AppParts(
                open_services=lambda: make_demo(paths),
                open_support=_support,
                vault_exists=lambda: True,
                preferences=Preferences(),
                warm_up=_warm_up,
                on_first_paint=_keep_log,
                is_open=True,
            )
        )


def _begin_window() -> None:
    from iop_companion.ui.toolkit import lean_imports

    lean_imports.begin()


def _support() -> Support:
    from iop_companion.catalog.catalog import load_catalog
    from iop_companion.services.support import Support

    return Support(load_catalog())


def _keep_log() -> None:
    """Write codes and counts to the private log; scrub what nobody caught, on the terminal too."""
    from iop_companion.foundation.log import install_hooks, start_log

    _repair_modes(default_paths())
    start_log(default_paths().state)
    install_hooks()


def _repair_modes(paths: Paths) -> None:
    """Keep the program's own folders for this user alone; the vault's is looked after by itself."""
    for folder in (paths.config, paths.state, paths.cache):
        with suppress(OSError):
            if not folder.is_symlink() and this_system().is_own(folder):
                for place in (folder, *folder.iterdir()):
                    this_system().make_private(place)


def _warm_up() -> None:
    """Import what charts need, away from the window; Typst takes 5 ms when a paper wants it."""
    from iop_companion.catalog.themes import palette
    from iop_companion.charts.raster import warm_up

    warm_up(palette("light"))


def build(  # noqa: PLR0913 -- each start and each test says only what differs
    paths: Paths,
    *,
    clock: Clock | None = None,
    kdf: KdfCost | None = None,
    vaults: SqlCipherVaults | None = None,
    backs_up: bool = False,
    reads_apart: bool = False,
) -> Services:
    """Return all services over the vault folder of ``paths``; nothing is opened or created yet.

    Tests pass a stopped ``clock`` and the lowest permitted ``kdf`` cost; the window passes the
    ``vaults`` that hold its lock. ``backs_up`` has backups made by themselves: for every vault
    that is not thrown away. ``reads_apart`` reads files of others in a worker process: for every
    start of the program itself.
    """
    from iop_companion.catalog.catalog import load_catalog
    from iop_companion.foundation.settings import load_preferences
    from iop_companion.reports.summary_pdf import TypstSummaryWriter
    from iop_companion.services.after_saving import AfterSavingReader
    from iop_companion.services.bundle import Services
    from iop_companion.services.chart_choice import ChartChoice
    from iop_companion.services.chart_events import ChartEvents
    from iop_companion.services.check_ins import CheckIns
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.day_history import DayHistory
    from iop_companion.services.early_warnings import EarlyWarnings
    from iop_companion.services.focuses import Focuses
    from iop_companion.services.history import History
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.moving_in import MovingIn
    from iop_companion.services.people import People
    from iop_companion.services.session import VaultSession
    from iop_companion.services.sessions import SessionDates
    from iop_companion.services.setting_up import SettingUp
    from iop_companion.services.summarising import Summarising
    from iop_companion.services.support import Support
    from iop_companion.services.trends import MarkedDays, Trends
    from iop_companion.store.vaults import SqlCipherVaults

    clock = clock or SystemClock(time(load_preferences(paths.preferences_file).day_ends_at))
    catalog = load_catalog()
    vaults = vaults or SqlCipherVaults(kdf=kdf, clock=clock)
    session, history = VaultSession(vaults, paths.vault), History()
    measures = MeasureList(session, catalog, history)
    focuses, people = Focuses(session, catalog, measures, history), People(session, history)
    keeping = _keeping(
        paths,
        vaults,
        session,
        measures,
        clock=clock,
        history=history,
        backs_up=backs_up,
        reads_apart=reads_apart,
        kdf=kdf,
    )
    recorded = _recorded(session, clock, history)
    daily = DailyReader(session, recorded.questionnaires, recorded.medicines)
    sessions, choice = SessionDates(session, clock, history), ChartChoice(session, history)
    events = ChartEvents(session, clock, history)
    own = _persons_own(session, catalog, measures, daily, _Persons(people, focuses, clock, history))
    warnings = EarlyWarnings(session, daily, measures, clock, history, own)
    after = _afterwards(warnings, own.signs, events, (session, measures, daily, clock, history))
    summarising = Summarising(
        daily,
        measures,
        session,
        clock,
        warnings,
        TypstSummaryWriter(),
        recorded,
        after["what_happened"].brought,
        warnings.plan,
    )
    support = Support(catalog)
    return Services(
        session=session,
        check_ins=CheckIns(session, clock, history, measures),
        measures=measures,
        focuses=focuses,
        people=people,
        setting_up=SettingUp(session, clock, focuses, people, warnings),
        moving_in=MovingIn(session, vaults, keeping.backups),
        sessions=sessions,
        events=events,
        chart_choice=choice,
        questionnaires=recorded.questionnaires,
        medicines=recorded.medicines,
        trends=Trends(
            daily,
            measures,
            MarkedDays(sessions, events, recorded.medicines),
            choice,
            clock,
            warnings,
        ),
        early_warnings=warnings,
        own_signs=own.signs,
        my_plan=own.plan,
        summarising=summarising,
        **_beside(paths, session, clock, (people, warnings), summarising.exports),
        **after,
        importing=keeping.importing,
        exporting=keeping.exporting,
        support=support,
        keys=keeping.keys,
        sealed=keeping.sealed,
        erasing=keeping.erasing,
        backups=keeping.backups,
        rescuing=keeping.rescuing,
        history=history,
        clock=clock,
        day_history=DayHistory(session, history, measures),
        **_papers(
            session,
            clock,
            (history, measures),
            (own, summarising),
            lambda: support.sheet(load_preferences(paths.preferences_file).region),
        ),
        after_saving=AfterSavingReader(session, clock, measures),
        **_diary(session, clock, catalog, measures, history)._asdict(),
    )


class _Beside(TypedDict):
    """What is kept beside the vault, not in it."""

    shown_locked: ShownLocked
    openings: Openings
    traces: Traces


def _beside(
    paths: Paths,
    session: VaultSession,
    clock: Clock,
    told: tuple[People, EarlyWarnings],
    exports: Callable[[], Sequence[PastExport]],
) -> _Beside:
    from iop_companion.domain.records import PlanZone
    from iop_companion.services.backup_notes import BackupNotes
    from iop_companion.services.openings import Openings
    from iop_companion.services.shown_locked import ShownLocked
    from iop_companion.services.traces import TracePlaces, Traces
    from iop_companion.store.locked_copy import LockedCopyFile

    people, warnings = told

    def steps() -> list[str]:
        plan = warnings.plan(PlanZone.ACT) or warnings.plan(PlanZone.WATCH)
        return [step.text for step in plan]

    notes = BackupNotes(session)
    openings = Openings(session, notes, clock)
    shown = ShownLocked(session, notes, people, steps, LockedCopyFile())
    session.after_unlocking(openings.note)
    session.after_unlocking(shown.set_right)
    login = this_system().login_file()
    places = TracePlaces(
        paths.preferences_file, paths.state, paths.cache, qt_settings_file(), login
    )
    return _Beside(shown_locked=shown, openings=openings, traces=Traces(session, places, exports))


class _Diary(NamedTuple):
    """What keeps entries of more than one value beside the rows of Today."""

    skills: Skills
    sleep_diary: SleepDiary
    movement: Movement
    single_uses: SingleUses
    triggers: Triggers
    own_rows: OwnRows
    trash: Trash
    form_drafts: FormDrafts


def _diary(
    session: VaultSession, clock: Clock, catalog: Catalog, measures: MeasureList, history: History
) -> _Diary:
    from iop_companion.services.form_drafts import FormDrafts
    from iop_companion.services.movement import Movement
    from iop_companion.services.own_rows import OwnRows
    from iop_companion.services.single_uses import SingleUses
    from iop_companion.services.skills import Skills
    from iop_companion.services.sleep_diary import SleepDiary
    from iop_companion.services.trash import Followed, Trash
    from iop_companion.services.triggers import Triggers

    movement = Movement(session, clock, measures, history)
    single_uses = SingleUses(session, clock, measures, history)
    return _Diary(
        skills=Skills(session, clock, catalog, measures, history),
        sleep_diary=SleepDiary(session, clock, measures, history),
        own_rows=OwnRows(session, measures, history),
        movement=movement,
        single_uses=single_uses,
        trash=Trash(session, clock, catalog, measures, Followed(movement, single_uses)),
        triggers=Triggers(session, clock, catalog, history),
        form_drafts=FormDrafts(session, clock),
    )


class _Afterwards(TypedDict):
    """What comes after a warning."""

    what_happened: WhatHappened
    usual_offers: UsualOffers


def _afterwards(
    warnings: EarlyWarnings,
    signs: OwnSigns,
    events: ChartEvents,
    over: tuple[VaultSession, MeasureList, DailyReader, Clock, History],
) -> _Afterwards:
    from iop_companion.services.usual_offers import UsualOffers
    from iop_companion.services.what_happened import WhatHappened

    session, measures, daily, clock, history = over
    return _Afterwards(
        what_happened=WhatHappened(session, warnings, signs, measures, daily, clock, history),
        usual_offers=UsualOffers(session, events, warnings, clock, history),
    )


class _Persons(NamedTuple):
    people: People
    focuses: Focuses
    clock: Clock
    history: History


def _persons_own(
    session: VaultSession,
    catalog: Catalog,
    measures: MeasureList,
    daily: DailyReader,
    by: _Persons,
) -> PersonsOwn:
    from iop_companion.services.clinical_facts import ClinicalFacts
    from iop_companion.services.early_warnings import PersonsOwn
    from iop_companion.services.my_plan import MyPlan
    from iop_companion.services.own_signs import OwnSigns
    from iop_companion.services.set_asides import SetAsides

    return PersonsOwn(
        OwnSigns(session, catalog, measures, daily, *by),
        MyPlan(session, by.people, by.clock, by.history),
        SetAsides(session, by.clock, by.history),
        ClinicalFacts(catalog, measures, daily),
    )


class _Papers(TypedDict):
    plan_on_paper: PlanPaper
    paper_weeks: PaperWeeks
    diary_cards: DiaryCards


def _papers(
    session: VaultSession,
    clock: Clock,
    day: tuple[History, MeasureList],
    told: tuple[PersonsOwn, Summarising],
    sheet: Callable[[], SupportSheet],
) -> _Papers:
    """What goes on paper beside the summary, and a week that comes back from it."""
    from iop_companion.reports.diary_card_pdf import TypstCardWriter
    from iop_companion.reports.plan_pdf import TypstPlanWriter
    from iop_companion.services.diary_cards import DiaryCards
    from iop_companion.services.paper_weeks import PaperWeeks
    from iop_companion.services.plan_on_paper import PlanPaper
    from iop_companion.services.support import first_of, numbers_to_call

    own, summarising = told
    weeks = PaperWeeks(session, clock, *day)
    return {
        "plan_on_paper": PlanPaper(
            own.plan, own.signs, TypstPlanWriter(), clock, lambda: numbers_to_call(sheet())
        ),
        "paper_weeks": weeks,
        "diary_cards": DiaryCards(
            session, clock, weeks, day[1], summarising, TypstCardWriter(), lambda: first_of(sheet())
        ),
    }


class _Keeping(NamedTuple):
    """What looks after the vault as a whole: keys, boxes, copies, rescue, end, data in and out."""

    keys: Keys
    sealed: SealedCheckIns
    erasing: Erasing
    backups: Backups
    rescuing: Rescuing
    importing: Importing
    exporting: Exporting


def _recorded(session: VaultSession, clock: Clock, history: History) -> Recorded:
    """Return what keeps entries of more than one value that daily series are read from."""
    from iop_companion.services.medicines import Medicines
    from iop_companion.services.questionnaires import Questionnaires
    from iop_companion.services.recorded import Recorded

    return Recorded(Questionnaires(session, clock, history), Medicines(session, clock, history))


def _keeping(  # noqa: PLR0913 -- what build has already made
    paths: Paths,
    vaults: SqlCipherVaults,
    session: VaultSession,
    measures: MeasureList,
    *,
    clock: Clock,
    history: History,
    backs_up: bool,
    reads_apart: bool,
    kdf: KdfCost | None,
) -> _Keeping:
    from iop_companion.importers.apart.reading import ReadingApart
    from iop_companion.importers.registry import IMPORTERS
    from iop_companion.reports.data_files import DataFileWriter
    from iop_companion.services.backing_up import Backups
    from iop_companion.services.erasing import Erasing
    from iop_companion.services.exporting import Exporting
    from iop_companion.services.importing import Importing, Readers
    from iop_companion.services.keys import Keys
    from iop_companion.services.rescuing import Rescuing
    from iop_companion.services.sealing import SealedCheckIns
    from iop_companion.store.erasing import VaultEraser
    from iop_companion.store.locked_files import PassphraseFiles
    from iop_companion.store.sealed_boxes import SealedFolder
    from iop_companion.store.vault_keys import SqlCipherKeys

    apart = ReadingApart()
    importers = apart.around(IMPORTERS) if reads_apart else IMPORTERS
    importing = Importing(session, measures, Readers(importers, apart.stop), clock, history)
    keys, eraser, boxes = SqlCipherKeys(vaults), VaultEraser(vaults), SealedFolder(vaults)
    return _Keeping(
        keys=Keys(session, keys, eraser, boxes),
        sealed=SealedCheckIns(session, boxes, measures, clock, history),
        erasing=Erasing(session, keys, eraser, (paths.config, paths.state, paths.cache)),
        backups=Backups(session, vaults, clock, history, is_automatic=backs_up),
        rescuing=Rescuing(session, vaults),
        importing=importing,
        exporting=Exporting(session, measures, DataFileWriter(), clock, PassphraseFiles(kdf)),
    )


@contextmanager
def demo(clock: Clock | None = None) -> Iterator[tuple[Paths, Services]]:
    """Open a throw-away vault with 18 months of synthetic entries; it is deleted at the end."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="companion-demo-") as folder:
        paths = paths_under(Path(folder))
        services = make_demo(paths, clock)
        try:
            yield paths, services
        finally:
            services.lock()


def make_demo(paths: Paths, clock: Clock | None = None) -> Services:
    """Create the vault of the demonstration in ``paths``, fill it, and leave it open.

    Its passphrase is no secret (:data:`DEMO_PASSPHRASE`), so that locking can be tried.
    """
    from iop_companion.domain.private import Secret
    from iop_companion.services.demo import fill_demo
    from iop_companion.store.cipher import LIGHT

    services = build(paths, clock=clock, kdf=LIGHT, reads_apart=True)
    services.session.create(Secret(DEMO_PASSPHRASE))
    fill_demo(services.session.vault, services.measures, services.clock.today())
    return services


def open_services(vault: Path | None) -> Services:
    """Return the services over ``vault``, or over the platform's own folder."""
    return build(default_paths(vault), backs_up=True, reads_apart=True)
