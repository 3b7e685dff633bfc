"""The Today page as it stands in the window: real services over a real vault, real widgets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone

import pytest

from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import Preferences
from iop_companion.services.after_saving import AfterSavingReader
from iop_companion.services.check_ins import CheckIns
from iop_companion.services.daily import DailyReader
from iop_companion.services.focuses import Focuses
from iop_companion.services.history import History
from iop_companion.services.measures import MeasureList
from iop_companion.services.medicines import Medicines
from iop_companion.services.own_signs import OwnSigns
from iop_companion.services.people import People
from iop_companion.services.questionnaires import Questionnaires
from iop_companion.services.skills import Skills
from iop_companion.services.support import Support
from iop_companion.services.views import CheckInDraft
from iop_companion.ui.today.panel import TodayPanel
from iop_companion.ui.today.presenter import TodayPage
from iop_companion.ui.toolkit import theme
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.focus_ring import FocusRing
from iop_companion.ui.toolkit.hub import Hub
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.preferences import PreferenceKeeper
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from tests.open_session import open_session
from tests.stopped_clock import StoppedClock

ZONE = timezone(timedelta(hours=1))
THURSDAY = date(2026, 3, 12)


class PanelOfWarnings:
    """Stands for the early warnings, whose arithmetic has its own tests."""

    def __init__(self) -> None:
        self.warning = EarlyWarning(THURSDAY, Level.CALM, "")
        self.steps: tuple = ()

        self.shown: list[bool] = []

    def evaluate(self, *, shown=False):
        self.shown.append(shown)
        return self.warning

    def plan(self, _zone):
        return self.steps


@dataclass
class TodayServices:
    """The part of the services that the page uses."""

    session: object
    check_ins: CheckIns
    history: History
    clock: StoppedClock
    measures: MeasureList
    after_saving: AfterSavingReader
    people: People
    skills: Skills
    own_signs: OwnSigns
    medicines: Medicines
    questionnaires: Questionnaires
    early_warnings: PanelOfWarnings = field(default_factory=PanelOfWarnings)
    support: Support = field(default_factory=lambda: Support(load_catalog()))

    def undo(self):
        return self.history.undo(self.session.vault)

    def undo_if_newest(self, changes):
        return self.history.undo_if_newest(changes, self.session.vault)

    def redo(self):
        return self.history.redo(self.session.vault)

    def save(self, day: date = THURSDAY, **values) -> None:
        named = {MeasureId(name): value for name, value in values.items()}
        self.check_ins.record(CheckInDraft(day, named))

    def saved(self, day: date = THURSDAY) -> dict:
        return {name: shown.value for name, shown in self.check_ins.day(day).values.items()}


class ToldNotices:
    """Remembers what the person was told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.action = None

    def show(self, words, _action_label="", action=None):
        self.said.append(words)
        self.action = action

    def show_problem(self, problem, retry=None):
        self.said.append(problem.code)
        self.action = retry

    def clear(self):
        self.said.clear()


class WaitingTasks(ImmediateTasks):
    """While ``is_busy``, jobs wait for ``finish`` as they would behind a busy store thread."""

    def __init__(self) -> None:
        super().__init__()
        self.is_busy = False
        self._waiting: list = []

    def run(self, job, then=None, failed=None, **_how):
        if self.is_busy:
            self._waiting.append((job, then, failed))
        else:
            super().run(job, then, failed)

    def finish(self, n: int = 1_000) -> None:
        """End the ``n`` oldest jobs that wait, in their order."""
        ready, self._waiting = self._waiting[:n], self._waiting[n:]
        for job in ready:
            super().run(*job)


class FailingCheckIns:
    """Real check-ins whose next save meets a full disk."""

    def __init__(self, real: CheckIns) -> None:
        self._real = real
        self.is_full = True

    def record(self, draft):
        if self.is_full:
            raise KnownProblem("disk_full")
        return self._real.record(draft)

    def __getattr__(self, name):
        return getattr(self._real, name)


@dataclass
class Window:
    """The page, and what stands around it in the window."""

    panel: TodayPanel
    page: TodayPage
    services: TodayServices
    notices: ToldNotices
    hub: Hub
    went_to: list[str]
    preferences: PreferenceKeeper
    tasks: WaitingTasks

    def editor(self, name: str):
        return self.panel.card.editors[MeasureId(name)]

    def shown(self, name: str):
        return self.editor(name).value()


@pytest.fixture
def clock():
    return StoppedClock(datetime(2026, 3, 12, 21, 4, tzinfo=ZONE))


@pytest.fixture
def services(tmp_path, clock):
    with open_session(tmp_path, clock) as session:
        history = History()
        measures = MeasureList(session, load_catalog())
        check_ins = CheckIns(session, clock, history, measures)
        after = AfterSavingReader(session, clock, measures)
        people = People(session)
        skills = Skills(session, clock, load_catalog(), measures, history)
        signs = OwnSigns(
            session,
            load_catalog(),
            measures,
            DailyReader(session),
            people,
            Focuses(session, load_catalog(), measures),
            clock,
            history,
        )
        medicines = Medicines(session, clock, history)
        yield TodayServices(
            session,
            check_ins,
            history,
            clock,
            measures,
            after,
            people,
            skills,
            signs,
            medicines,
            Questionnaires(session, clock, history),
        )


@pytest.fixture
def look(qapp):
    """Light at 100 %; ``look.use(...)`` changes it, and the next test finds it as before."""
    theme._theme = None
    installed = theme.install(qapp, Preferences(theme="light"))
    yield installed
    installed.use(Preferences(theme="light"))


@pytest.fixture
def open_page(qtbot, services, look):
    """Build the page over what the vault holds and bring it to the front."""

    def build(*, size=(1064, 800), **changes) -> Window:
        preferences = PreferenceKeeper(replace(Preferences(theme="light"), **changes))
        look.use(preferences.now)
        panel, hub, notices = TodayPanel(ImmediateDrawings), Hub(), ToldNotices()
        tasks = WaitingTasks()
        went_to: list[str] = []
        context = PageContext(tasks, hub, notices, preferences, went_to.append)
        page = TodayPage(panel, services, context)
        hub.changed.connect(lambda _changes: page.refresh())
        qtbot.addWidget(panel)
        FocusRing(panel)
        panel.resize(*size)
        page.refresh()
        with qtbot.waitActive(panel):
            panel.show()
        page.on_shown()
        qtbot.wait(0)
        pages.append(page)
        return Window(panel, page, services, notices, hub, went_to, preferences, tasks)

    pages: list[TodayPage] = []
    yield build
    for page in pages:
        page._timer.stop()  # the vault is closed before the page is gone
