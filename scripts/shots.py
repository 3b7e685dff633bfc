"""Render every page, light, dark and with text at 200 %, into ``shots/`` and one contact sheet.

    make shots                       all of them
    make shots ARGS="today trends"   only these

A page that is longer than the window gets a second picture, ``...-whole``, in a taller window.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from iop_companion import bootstrap
from iop_companion.domain.backup import RescueStage
from iop_companion.domain.clock_doubt import ClockDoubt, DoubtKind
from iop_companion.domain.diary_entries import DoseOutcome, Effort, Regimen
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Value
from iop_companion.domain.private import Secret
from iop_companion.domain.records import PlanZone
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences
from iop_companion.services.bundle import Services
from iop_companion.services.movement import BoutDraft
from iop_companion.services.shown_locked import Shown
from iop_companion.services.sleep_diary import NightDraft
from iop_companion.services.triggers import ExposureDraft, PlanDraft
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from iop_companion.store.locked_copy import LockedCopyFile
from iop_companion.ui.first_run.panel import FirstRunPanel
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.plan.panel import PlanPanel
from iop_companion.ui.program.questionnaires.panel import QuestionnairesPanel
from iop_companion.ui.program.questionnaires.support_view import HardAnswerView
from iop_companion.ui.rescue.panel import RescuePanel
from iop_companion.ui.settings.panel import SettingsPanel
from iop_companion.ui.today.clock_question import ClockQuestion
from iop_companion.ui.today.sleep.panel import SleepPanel
from iop_companion.ui.toolbox.panel import ToolboxPanel
from iop_companion.ui.trends.panel import TrendsPanel
from iop_companion.ui.unlock.panel import UnlockPanel
from scripts.contact_sheet import lay_out, tile
from scripts.damaged_vault import damaged_vault
from scripts.further_shots import (
    PASSPHRASE,
    asides_of_first_run,
    key_acts,
    list_of_keys,
    own_row_acts,
    two_vaults,
)
from scripts.logged_warnings import logged_warnings
from scripts.shown_window import (
    SIZE,
    PictureClock,
    choose,
    go_on,
    hidden_height,
    picture,
    press,
    settle_now,
    shown_window,
    type_text,
)
from scripts.state_shots import (
    LOCKED_STATES,
    add_people,
    sized_acts,
    state_acts,
    steady_days,
)

FOLDER = Path(__file__).resolve().parent.parent / "shots"
REGION = "US"
WHOLE = "-whole"
PAPER_WIDTH = 1000


@dataclass(frozen=True)
class Look:
    """One way of looking at every page."""

    name: str
    theme: str
    text_scale: int

    @property
    def preferences(self) -> Preferences:
        """The preferences of a person who looks this way."""
        return Preferences(theme=self.theme, text_scale=self.text_scale, region=REGION)


LOOKS = (
    Look("light", "light", 100),
    Look("dark", "dark", 100),
    Look("contrast", "contrast", 100),
    Look("light-200", "light", 200),
)

Act = Callable[[MainWindow], None]


def _page(key: str) -> Act:
    def show(window: MainWindow) -> None:
        window.go_to(key)

    return show


def _settings(section: str) -> Act:
    def show(window: MainWindow) -> None:
        window.go_to("settings")
        assert window.shell is not None
        assert window.shell.page is not None
        panel = window.shell.page.widget
        assert isinstance(panel, SettingsPanel)
        panel.open(section)

    return show


def _support(window: MainWindow) -> None:
    window.open_support()


def _traces(window: MainWindow) -> None:
    _settings("privacy")(window)
    assert window.shell is not None
    assert window.shell.page is not None
    panel = window.shell.page.widget
    assert isinstance(panel, SettingsPanel)
    panel.privacy.traces_button.click()


def _check_in(window: MainWindow) -> None:
    window.go_to("today")
    for key in (Qt.Key.Key_5, Qt.Key.Key_4, Qt.Key.Key_3):
        press(window, key)
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def _trends(do: Callable[[TrendsPanel], None]) -> Act:
    def act(window: MainWindow) -> None:
        window.go_to("trends")
        panel = window.shell.page.widget if window.shell and window.shell.page else None
        assert isinstance(panel, TrendsPanel)
        do(panel)

    return act


def _begin_choosing(panel: TrendsPanel) -> None:
    panel.switch.button_of("twelve_weeks").click()
    panel.choose_button.setChecked(True)


def _begin_mark(panel: TrendsPanel) -> None:
    panel.choose_button.setChecked(False)
    panel.switch.button_of("year").click()
    panel.sessions.list_button.setChecked(True)
    panel.marked.change_buttons[-1].click()


def _as_table(panel: TrendsPanel) -> None:
    panel.marked.close_form()
    panel.sessions.list_button.setChecked(False)
    panel.table_button.setChecked(True)


_choose_charts, _mark = _trends(_begin_choosing), _trends(_begin_mark)
TABLES: dict[str, Act] = {"trends-table": _trends(_as_table)}


def _moment(window: MainWindow) -> None:
    window.go_to("today")
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_4)


def _ask_about_clock(window: MainWindow) -> None:
    window.go_to("today")
    now = PictureClock().now()
    doubt = ClockDoubt(DoubtKind.BACK, now + timedelta(days=3), "")
    for question in window.findChildren(ClockQuestion):
        question.show_doubt(doubt, now, now.date())


def _save_moment(window: MainWindow) -> None:
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _changed_day(window: MainWindow) -> None:
    window.go_to("today")
    press(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_7)
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_6)
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.go_to("day")


def _type_a_week(window: MainWindow) -> None:
    window.go_to("paper_week")
    for text in ("4", "5", "3"):
        type_text(window, text)
        press(window, Qt.Key.Key_Return)


def _rated_skills(services: Services) -> None:
    for before, after in ((6, 3), (7, 4), (5, 3), (6, 6), (7, 3), (6, 3)):
        services.skills.record("urge_surfing", before, after)
    services.skills.set_favourite("urge_surfing", on=True)
    services.skills.set_note("urge_surfing", "Works better if I stand by the window.")


def _chosen_skill(window: MainWindow) -> None:
    _toolbox(window).choose("urge_surfing")


def _running_skill(window: MainWindow) -> None:
    panel = _toolbox(window)
    panel.choose("urge_surfing")
    panel.card.before.set_value(6.0)
    panel.start()
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _nights(services: Services) -> None:
    """Six nights of the week before the pictures, one of them left out."""
    today = services.clock.today()
    for back, bed, asleep_after in (
        (0, 22, 35),
        (1, 23, 20),
        (2, 22, 50),
        (4, 23, 40),
        (5, 22, 15),
    ):
        services.sleep_diary.save(
            NightDraft(
                today - timedelta(days=back),
                bed=time(bed, 50),
                try_to_sleep=time(23, 55),
                final_wake=time(6, 10),
                out=time(6, 50),
                latency_min=asleep_after,
                awake_min=20,
                awakenings=2,
            )
        )


def _movement_and_triggers(services: Services) -> None:
    day = services.clock.today()
    services.movement.keep(day, BoutDraft("walk", 20, Effort.MODERATE, "by the river"))
    services.triggers.keep_plan(PlanDraft("I am alone in the evening", "walk", "call Dana"))
    services.movement.keep(day, BoutDraft("yoga", 15, note="with Dana", private=True))
    for back, trigger, intensity in (
        (17, "conflict", 6),
        (12, "being_alone", 5),
        (9, "old song", None),
        (6, "conflict", 8),
        (4, "being_alone", 6),
    ):
        services.triggers.keep(day - timedelta(days=back), ExposureDraft(trigger, intensity))
    services.triggers.keep(day, ExposureDraft("being_alone", 7, "came home late", "walked"))
    services.triggers.keep(
        day, ExposureDraft("conflict", 4, note="the thing about the keys", private=True)
    )


def _a_night(window: MainWindow) -> None:
    window.go_to("sleep")
    panel = window.shell.page.widget if window.shell and window.shell.page else None
    assert isinstance(panel, SleepPanel)
    panel.form.clock("bed").set_time(time(10, 50))
    panel.form.changed.emit()


def _own_skill(window: MainWindow) -> None:
    _toolbox(window).add_button.click()


def _toolbox(window: MainWindow) -> ToolboxPanel:
    window.go_to("toolbox")
    panel = window.shell.page.widget if window.shell and window.shell.page else None
    assert isinstance(panel, ToolboxPanel)
    return panel


def _some_medicines(services: Services) -> None:
    """Two as prescribed and one as needed, with three weeks of doses."""
    medicines, today = services.medicines, services.clock.today()
    began = today - timedelta(days=60)
    medicines.add("Sertraline", Regimen(began, "50 mg", ("morning",)))
    medicines.add("Naltrexone", Regimen(began, "50 mg", ("morning",)))
    medicines.add("Hydroxyzine", Regimen(began, "25 mg"))
    sertraline, naltrexone, hydroxyzine = medicines.view().medicines
    medicines.change(sertraline, Regimen(began + timedelta(days=15), "100 mg", ("morning",)))
    for back in range(1, 21):
        day = today - timedelta(days=back)
        late = DoseOutcome.LATE if back == 9 else DoseOutcome.TAKEN
        missed = DoseOutcome.MISSED if back == 7 else DoseOutcome.TAKEN
        if back != 3:
            medicines.record(sertraline.id, day, "morning", late)
            medicines.record(naltrexone.id, day, "morning", missed)
    medicines.record(sertraline.id, today, "morning", DoseOutcome.MISSED)
    dose = medicines.due(today)[0].dose
    assert dose is not None
    medicines.annotate(dose, "slept until noon", private=True)
    medicines.take(hydroxyzine.id, day=today - timedelta(days=4), reason="could not settle")
    medicines.side_effect("Dry mouth", today - timedelta(days=2), 1)
    medicines.side_effect("Headache", today, 2)
    [(_words, headache), *_rest] = medicines.view().side_effects
    assert headache is not None
    medicines.annotate(headache, "since noon", private=False)
    medicines.take(hydroxyzine.id, day=today, at=time(16, 40), reason="a loud afternoon")


def _answering(window: MainWindow) -> None:
    """PHQ-9 up to the last question that counts."""
    window.go_to("program")
    _questionnaires(window).list.buttons["phq9"].click()
    for _question in range(8):
        press(window, Qt.Key.Key_1)


def _hard_answer(window: MainWindow) -> None:
    press(window, Qt.Key.Key_1)


def _result(window: MainWindow) -> None:
    view = _questionnaires(window).shown
    assert isinstance(view, HardAnswerView)
    view.go_on_button.click()
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _questionnaires(window: MainWindow) -> QuestionnairesPanel:
    panel = window.shell.page.widget if window.shell and window.shell.page else None
    assert isinstance(panel, QuestionnairesPanel)
    return panel


def _edit_zone(window: MainWindow) -> None:
    window.go_to("plan")
    panel = window.shell.page.widget if window.shell and window.shell.page else None
    assert isinstance(panel, PlanPanel)
    panel.zones[PlanZone.ACT].edit_button.click()


def _as_it_opens(_window: MainWindow) -> None:
    pass


def _demo_acts(window: MainWindow) -> dict[str, Act]:
    """Every page that the window knows, then what can be laid over one or done on one."""
    pages = {entry.key: _page(entry.key) for entry in window.shell.entries} if window.shell else {}
    sections = ("look", "reminders", "privacy", "backups", "people", "data", "trash", "about")
    pages |= {f"settings-{section}": _settings(section) for section in sections}
    more = {
        "support": _support,
        "dialog-traces": _traces,
        "today-saved": _check_in,
        "today-clock": _ask_about_clock,
        "today-moment": _moment,
        "today-moments": _save_moment,
        "day-changed": _changed_day,
        "paper_week-typed": _type_a_week,
        "plan-form": _edit_zone,
        "sleep-night": _a_night,
        "toolbox-skill": _chosen_skill,
        "skill-running": _running_skill,
        "toolbox-own": _own_skill,
        "program-answering": _answering,
        "program-hard-answer": _hard_answer,
        "program-result": _result,
    }
    trends = {"trends-choose": _choose_charts, "trends-mark": _mark, **TABLES}
    return pages | more | trends | {"dialog-keys": list_of_keys}


def _focus_acts(services: Services) -> dict[str, Act]:
    """Today as each focus shapes it, without an entry."""

    def shaped(focus: str) -> Act:
        def act(window: MainWindow) -> None:
            window.go_to("today")
            window.hub.tell(services.focuses.apply([focus]))
            press(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)

        return act

    return {f"today-focus-{focus.id}": shaped(focus.id) for focus in services.focuses.all()}


def _both_poles(services: Services) -> dict[str, Act]:
    """Trends over four weeks of a mood with two sides."""

    def act(window: MainWindow) -> None:
        today = services.clock.today()
        services.focuses.apply(["bipolar"])
        for back in range(28):
            low, high = (0, 0, 1, 2, 0, 0, 3)[back % 7], (1, 0, 0, 2, 2, 0, 0)[back % 7]
            if back not in {5, 16, 17}:
                marks: dict[MeasureId, Value] = {
                    MeasureId("mood_low"): low,
                    MeasureId("mood_high"): high,
                    MeasureId("sleep_duration"): 5.5 + low / 2,
                }
                services.check_ins.record(CheckInDraft(today - timedelta(days=back), marks))
        window.go_to("trends")

    def saved(window: MainWindow) -> None:
        window.go_to("today")
        press(window, Qt.Key.Key_0)
        press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    return {
        "trends-bipolar": act,
        "today-bipolar-sides": lambda window: window.go_to("today"),
        "today-bipolar-saved": saved,
    }


def _write_locked(window: MainWindow) -> None:
    panel = window.findChild(UnlockPanel)
    assert isinstance(panel, UnlockPanel)
    panel.open_writing()
    for key in (Qt.Key.Key_5, Qt.Key.Key_4):
        press(window, key)


def _rescue(window: MainWindow) -> None:
    type_text(window, PASSPHRASE)
    press(window, Qt.Key.Key_Return)


def _of_rescue(do: Callable[[RescuePanel], None]) -> Act:
    def act(window: MainWindow) -> None:
        do(window.findChildren(RescuePanel)[0])

    return act


def _open_more(panel: RescuePanel) -> None:
    panel.others_button.click()
    panel.details_button.click()


def _put_together(panel: RescuePanel) -> None:
    panel.others_button.click()
    panel.details_button.click()
    panel.show_stage(RescueStage.WRITING)


RESCUE: dict[str, Act] = {
    "rescue": _rescue,
    "rescue-more": _of_rescue(_open_more),
    "rescue-busy": _of_rescue(_put_together),
    "rescue-problem": _of_rescue(lambda panel: panel.show_problem(KnownProblem("disk_full"))),
}

VAULTS: dict[str, Act] = {"settings-vaults": _settings("privacy")}
RESTORED: dict[str, Act] = {"unlock-restored": _as_it_opens}
LOCKED: dict[str, Act] = {"unlock": _as_it_opens, **LOCKED_STATES, "support-locked": _support}
SHOWN_LOCKED: dict[str, Act] = {"support-locked-own": _support}
MAY_WRITE: dict[str, Act] = {"unlock-may-write": _as_it_opens, "unlock-writing": _write_locked}


FIRST_RUN = (
    "first_run-1-welcome",
    "first_run-2-passphrase",
    "first_run-3-code",
    "first_run-4-focus",
    "first_run-5-people",
    "first_run-6-data",
    "first_run-7-computer",
    "first_run-8-ready",
)


def _only_page(name: str, _window: MainWindow) -> dict[str, Act]:
    return {name: _page("warning_signs")}


def _empty_acts(window: MainWindow) -> dict[str, Act]:
    entries = window.shell.entries if window.shell else ()
    return {f"{entry.key}-empty": _page(entry.key) for entry in entries}


def _wanted(name: str, only: list[str]) -> bool:
    return not only or any(name.startswith(each) for each in only)


def _open_again(services: Services, passphrase: str) -> None:
    """Unlock what was locked with the window of the pictures before."""
    if not services.session.is_unlocked:
        services.session.unlock(Secret(passphrase))


@contextmanager
def _fresh(folder: Path) -> Iterator[Services]:
    services = bootstrap.build(paths_under(folder), clock=PictureClock(), kdf=LIGHT)
    try:
        yield services
    finally:
        services.lock()


class Camera:
    """Takes the pictures of one look, by the name of what is seen."""

    def __init__(self, look: Look, only: list[str]) -> None:
        """Take only what begins with one of ``only``; everything if that is empty."""
        self._look = look
        self._only = only
        self.taken: dict[str, QImage] = {}
        """A small one of each, for the sheet: all at full size would fill the memory."""

    def take_all(self) -> None:
        """Go through the demonstration, an empty vault, the locked window and the first run."""
        with bootstrap.demo(PictureClock()) as (_paths, services):
            _rated_skills(services)
            _nights(services)
            _some_medicines(services)
            _movement_and_triggers(services)
            logged_warnings(services)
            self._take_sized(services)
            self._take(services, _demo_acts)
            _open_again(services, bootstrap.DEMO_PASSPHRASE)
            add_people(services)
            with tempfile.TemporaryDirectory() as folder:
                self._take(services, lambda _window: state_acts(Path(folder)))
            _open_again(services, bootstrap.DEMO_PASSPHRASE)
            self._take_shown_locked(services)
        with tempfile.TemporaryDirectory() as folder, _fresh(Path(folder)) as services:
            self._take_first_run(services)
        with tempfile.TemporaryDirectory() as folder, _fresh(Path(folder)) as services:
            services.session.create(Secret(PASSPHRASE))
            self._take(
                services,
                lambda window: _empty_acts(window) | _focus_acts(services) | _both_poles(services),
            )
            _open_again(services, PASSPHRASE)
            self._take(services, lambda _window: own_row_acts(services))
            two = two_vaults(services.session.folder)
            _open_again(services, PASSPHRASE)
            self._take(services, lambda _window: VAULTS, vaults=two)
            services.lock()
            self._take(services, lambda _window: LOCKED)
            self._take(services, lambda _window: RESTORED, vaults=two, is_restored=True)
            services.session.unlock(Secret(PASSPHRASE))
            services.sealed.switch(on=True)
            services.lock()
            self._take(services, lambda _window: MAY_WRITE)
        self._take_keys()
        self._take_levels()
        if any(_wanted(name, self._only) for name in RESCUE):
            with tempfile.TemporaryDirectory() as folder:
                services = damaged_vault(Path(folder))
                self._take(services, lambda _window: RESCUE)
                services.lock()

    def _take_sized(self, services: Services) -> None:
        acts = sized_acts()
        if any(_wanted(name, self._only) for name in acts):
            self._take(services, lambda _window: acts)
            _open_again(services, bootstrap.DEMO_PASSPHRASE)

    def _take_levels(self) -> None:
        """The levels of Warning signs that the demonstration does not come to."""
        levels = {"learning": (6, 0), "calm": (60, 0), "not-enough": (50, 6)}
        for level, (n, skipping) in levels.items():
            name = f"warning_signs-{level}"
            if not _wanted(name, self._only):
                continue
            with tempfile.TemporaryDirectory() as folder, _fresh(Path(folder)) as services:
                services.session.create(Secret(PASSPHRASE))
                steady_days(services, n, skipping=skipping)
                before = services.clock.today() - timedelta(days=skipping)
                services.early_warnings.evaluate(before, shown=bool(skipping))
                self._take(services, partial(_only_page, name))

    def _take_shown_locked(self, services: Services) -> None:
        """Plan and people under Get support now while locked, in the open vault that is locked."""
        services.shown_locked.choose(Shown(people=True, plan=True))
        vault = services.session.folder
        services.lock()
        self._take(
            services,
            lambda _window: SHOWN_LOCKED,
            shown_locked=lambda: LockedCopyFile().read(vault),
        )

    def _take_keys(self) -> None:
        if any(_wanted(name, self._only) for name in key_acts()):
            with tempfile.TemporaryDirectory() as folder, _fresh(Path(folder)) as services:
                services.session.create(Secret(PASSPHRASE))
                steady_days(services, 12)
                services.backups.make()
                self._take(services, lambda _window: key_acts())

    def _take(
        self,
        services: Services,
        acts: Callable[[MainWindow], dict[str, Act]],
        **more: Any,
    ) -> None:
        with shown_window(services, self._look.preferences, **more) as window:
            for name, act in acts(window).items():
                if _wanted(name, self._only):
                    act(window)
                    self._keep(name, window)

    def _take_first_run(self, services: Services) -> None:
        if not any(_wanted(name, self._only) for name in FIRST_RUN):
            return
        with shown_window(services, self._look.preferences) as window:
            for name in FIRST_RUN:
                choose(window)
                self._keep(name, window)
                self._keep_asides(name, window)
                go_on(window)

    def _keep_asides(self, name: str, window: MainWindow) -> None:
        for panel in window.findChildren(FirstRunPanel):
            for aside in asides_of_first_run(name, panel):
                self._keep(aside, window)

    def _save(self, name: str, image: QImage) -> None:
        """Write the picture at once: whoever looks need not wait for the last one."""
        image.save(str(FOLDER / f"{name}-{self._look.name}.png"))
        self.taken[name] = tile(image)

    def _keep(self, name: str, window: MainWindow) -> None:
        dialog = QApplication.activeModalWidget()
        self._save(name, picture(dialog or window))
        if dialog is not None:
            dialog.close()
            settle_now()
            return
        more = hidden_height(window)
        if more > 1:
            window.resize(window.width(), window.height() + more)
            self._save(f"{name}{WHOLE}", picture(window))
        window.resize(SIZE)


def _paper() -> list[tuple[str, QImage]]:
    """Return the pages of the demonstration's summary, as the PDF holds them."""
    with bootstrap.demo(PictureClock()) as (_paths, services):
        summary = services.summarising.assemble(services.summarising.default_request())
        pages = services.summarising.preview(summary, PAPER_WIDTH)
    taken = []
    for number, page in enumerate(pages, start=1):
        name, image = f"summary-paper-{number}", QImage.fromData(page)
        image.save(str(FOLDER / f"{name}.png"))
        taken.append((name, tile(image)))
    return taken


def _by_row(cameras: list[Camera]) -> list[tuple[str, QImage]]:
    """Put the looks of one screen side by side."""
    names = dict.fromkeys(name for camera in cameras for name in camera.taken)
    looks = [(look.name, camera.taken) for look, camera in zip(LOOKS, cameras, strict=True)]
    return [
        (f"{name}-{look}", taken[name]) for name in names for look, taken in looks if name in taken
    ]


def main(only: list[str]) -> int:
    """Take the pictures and say where they are."""
    if not only:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(exist_ok=True)
    cameras = [Camera(look, only) for look in LOOKS]
    for camera in cameras:
        camera.take_all()
    taken = _by_row(cameras)
    if _wanted("summary-paper", only):
        taken += _paper()
    on_sheet = [each for each in taken if WHOLE not in each[0]]
    lay_out(on_sheet, FOLDER / "contact-sheet.png", columns=len(LOOKS))
    print(f"shots: {len(taken)} pictures and contact-sheet.png in {FOLDER.name}/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
