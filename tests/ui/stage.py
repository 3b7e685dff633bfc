"""A window to test with: real widgets and keys, a vault of paper behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QLineEdit, QWidget

from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.change import ChangeSet
from iop_companion.domain.early_warning import Level
from iop_companion.domain.focus import Focus
from iop_companion.domain.ids import RecordId
from iop_companion.domain.locked_copy import LockedCopy
from iop_companion.domain.measure import Measure
from iop_companion.domain.private import Secret
from iop_companion.domain.records import PlanStep, PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import Preferences
from iop_companion.services.support import Support
from iop_companion.ui.first_run.presenter import FirstRunParts, FirstRunPresenter
from iop_companion.ui.main_window.ports import Vault, WindowParts
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.toolkit.cards import button, page_head, text
from iop_companion.ui.toolkit.entrance import Entrance
from iop_companion.ui.toolkit.page import Making, PageContext, PageEntry
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.preferences import PreferenceKeeper
from iop_companion.ui.toolkit.tasks import ImmediateTasks, Tasks
from iop_companion.ui.unlock.panel import UnlockPanel
from iop_companion.ui.unlock.presenter import UnlockPresenter
from iop_companion.ui.widgets.code_keeping import CodeKeeping

RIGHT = "correct horse battery staple"
CODE = "7K4Q-WM2D-R9TX-03HB-V8ZE-5JNC-GP6A-1YSF-T"


@dataclass
class PaperSession:
    """Stands for a vault's session: one passphrase, one code, a count of failed tries."""

    exists: bool = True
    is_open: bool = False
    passphrase: str = RIGHT
    failed: int = 0
    trouble: str = ""
    created: list[int] = field(default_factory=list)
    later_trouble: str = ""
    kept: dict[str, object] = field(default_factory=dict)

    def unlock(self, passphrase: Secret) -> int:
        if self.trouble:
            raise KnownProblem(self.trouble)
        if passphrase.reveal() != self.passphrase:
            self.failed += 1
            raise KnownProblem("wrong_passphrase")
        failed, self.failed, self.is_open = self.failed, 0, True
        return failed

    def unlock_with_code(self, code: Secret, new_passphrase: Secret) -> None:
        if code.reveal() != CODE:
            raise KnownProblem("wrong_recovery_code")
        self.passphrase, self.is_open = new_passphrase.reveal(), True

    def create(self, passphrase: Secret) -> Secret:
        if self.trouble:
            raise KnownProblem(self.trouble)
        self.passphrase, self.exists, self.is_open = passphrase.reveal(), True, True
        self.created.append(len(passphrase))
        return Secret(CODE)

    def change_passphrase(self, new: Secret) -> None:
        if self.trouble:
            raise KnownProblem(self.trouble)
        self.passphrase = new.reveal()

    def lock(self) -> None:
        self.is_open = False

    def offers(self) -> tuple[tuple[Focus, ...], tuple[Measure, ...]]:
        return load_catalog().focuses, load_catalog().measures

    def choose(self, ids: Sequence[str]) -> None:
        if self.later_trouble:
            raise KnownProblem(self.later_trouble)
        self.kept["focuses"] = tuple(ids)

    def keep_people(self, people: Sequence[Contact]) -> None:
        self.kept["people"] = tuple(people)

    def keep_first_steps(self, steps: Sequence[str]) -> None:
        self.kept["steps"] = tuple(steps)

    def begin(self) -> None:
        self.kept["at"] = "code"

    def code_left(self, *, is_confirmed: bool) -> None:
        self.kept["at"] = "confirmed" if is_confirmed else "without"

    def finish(self) -> None:
        self.kept["at"] = "done"


class PaperPage:
    """A page with one field, that counts what the window asks of it."""

    def __init__(self, title: str, context: PageContext) -> None:
        self.context = context
        self._title = title
        self.field = QLineEdit()
        self.field.setAccessibleName("Field")
        self.main_button = button("Do it", "primary")
        self.area = PageArea()
        self.area.body.addLayout(page_head(text(title, "h1"), text("Under the title", "sub")))
        self.area.body.addWidget(self.field)
        self.area.body.addWidget(self.main_button)
        self.area.body.addStretch(1)
        self.calls: list[str] = []

    @property
    def widget(self) -> QWidget:
        return self.area

    @property
    def title(self) -> str:
        return self._title

    def refresh(self) -> None:
        self.calls.append("refresh")

    def on_shown(self) -> None:
        self.calls.append("shown")
        self.field.setFocus()

    def main_action(self) -> None:
        self.calls.append("main")


@dataclass
class Stage:
    """The window and what stands behind it."""

    window: MainWindow
    session: PaperSession
    preferences: PreferenceKeeper
    pages: dict[str, PaperPage]
    replayed: list[str]
    levels: list[Level]
    restarts: list[bool]
    entrances: list[Entrance]
    saved_codes: list[str]
    answers: dict[str, bool]

    @property
    def entrance(self) -> Entrance:
        return self.entrances[-1]

    def unlock(self) -> None:
        """Type the right passphrase as a person would have."""
        panel = self.entrance
        assert isinstance(panel, UnlockPanel)
        panel.passphrase.edit.setText(RIGHT)
        panel.unlock_button.click()


def make_stage(
    session: PaperSession | None = None,
    preferences: Preferences | None = None,
    shown_locked: Callable[[], LockedCopy] | None = None,
    tasks: Tasks | None = None,
    *,
    restarts: bool = False,
    plan: tuple[str, ...] = (),
) -> Stage:
    """Build a window that shows its way in; nothing is on the screen yet."""
    session = session or PaperSession()
    keeper = PreferenceKeeper(preferences or Preferences(theme="light", region="US"))
    tasks = tasks or ImmediateTasks()
    pages: dict[str, PaperPage] = {}
    replayed: list[str] = []
    levels = [Level.CALM]
    asked_to_restart: list[bool] = []
    entrances: list[Entrance] = []
    saved_codes: list[str] = []
    answers = {"without": True}
    support = Support(load_catalog())

    def page(key: str, title: str, **more: object) -> PageEntry:
        def make(context: PageContext) -> Making:
            pages[key] = PaperPage(title, context)
            yield None
            return pages[key]

        return PageEntry(key, title, key, make, **more)  # type: ignore[arg-type]

    def replay(what: str) -> ChangeSet:
        replayed.append(what)
        return ChangeSet(what)

    def entrance() -> Entrance:
        if session.exists:
            panel: Entrance = UnlockPanel("Companion")
            UnlockPresenter(panel, lambda: session, tasks)  # type: ignore[arg-type]
        else:
            keeping = CodeKeeping(
                print_code=lambda code: bool(saved_codes.append(code.reveal())),
                ask_file=lambda: None,
                save=lambda _path, code: saved_codes.append(code.reveal()),
            )
            parts = FirstRunParts(
                lambda: session,
                tasks,
                keeper,
                keeping,
                lambda: answers["without"],
                lambda: session,
                moving_in=lambda: session,
                let_write=lambda on: session.kept.update(writes_locked=on),
                change_passphrase=session.change_passphrase,
            )
            panel = FirstRunPresenter(support.regions(), parts).panel
        entrances.append(panel)
        return panel

    window = MainWindow(
        (
            page("today", "Today", keys="Alt+1"),
            page("trends", "Trends", keys="Alt+2"),
            page("warning_signs", "Warning signs", keys="Alt+3"),
            page("summary", "Summary", keys="Alt+6"),
            page("settings", "Settings", keys="Ctrl+,", at_bottom=True),
        ),
        WindowParts(
            tasks=tasks,
            preferences=keeper,
            support=lambda: support,
            entrance=entrance,
            vault=Vault(
                close=session.lock,
                level=lambda: levels[-1],
                undo=lambda: replay("undo"),
                redo=lambda: replay("redo"),
                plan=lambda: tuple(
                    PlanStep(RecordId(words), PlanZone.ACT, at, words)
                    for at, words in enumerate(plan)
                ),
            ),
            restart=asked_to_restart.append if restarts else None,
            shown_locked=shown_locked,
        ),
    )
    window.resize(1280, 800)
    window.start()
    return Stage(
        window, session, keeper, pages, replayed, levels, asked_to_restart, entrances,
        saved_codes, answers,
    )  # fmt: skip
