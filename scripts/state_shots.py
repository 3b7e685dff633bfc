"""States of the pages that come about only by doing something: forms, refusals, dialogs, levels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.views import CheckInDraft
from iop_companion.ui.imports.presenter import ImportsPage
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.program.medicines.panel import MedicinesPanel
from iop_companion.ui.program.questionnaires.panel import QuestionnairesPanel
from iop_companion.ui.settings.panel import SettingsPanel
from iop_companion.ui.summary.diary_card.panel import DiaryCardPanel
from iop_companion.ui.summary.panel import SummaryPanel
from iop_companion.ui.summary.words import OWN_DAYS
from iop_companion.ui.support.panel import SupportPanel
from iop_companion.ui.today.movement.panel import MovementPanel
from iop_companion.ui.today.panel import TodayPanel
from iop_companion.ui.today.triggers.panel import TriggersPanel
from iop_companion.ui.toolbox.panel import ToolboxPanel
from iop_companion.ui.trends.panel import TrendsPanel
from iop_companion.ui.unlock.panel import UnlockPanel
from iop_companion.ui.warning_signs.my_signs.panel import MySignsPanel
from iop_companion.ui.warning_signs.panel import WarningSignsPanel
from scripts.shown_window import PictureClock, press

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services

Act = Callable[[MainWindow], None]
P = TypeVar("P", bound=QWidget)

_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_SIZES = ((960, 640), (1920, 1080))
_SIZED = (
    "today",
    "trends",
    "warning_signs",
    "warning_history",
    "toolbox",
    "program",
    "medicines",
    "summary",
    "plan",
    "settings",
    "diary_card",
    "sleep",
    "paper_week",
    "triggers",
)
_PEOPLE = (
    Contact("Dana", "555 0142", "my sister, any hour"),
    Contact("Leo", "555 0178", "my brother, after six"),
)
_FILE = """full_date,date,weekday,time,mood,activities,note_title,note
2025-02-03,February 3,Monday,9:10 PM,good,walk | friends,,
2025-02-04,February 4,Tuesday,9:30 PM,meh,work,,"long day"
2025-02-05,February 5,Wednesday,10:02 PM,fuzzy,work | tired,,
2025-02-06,February 6,Thursday,8:45 PM,rad,choir,,
2025-02-07,the seventh,Friday,9:15 PM,bad,tired,,
2025-02-31,February 31,Monday,9:15 PM,bad,tired,,
"""


def sized_acts() -> dict[str, Act]:
    """The pages with most on them in the smallest window and on a large screen."""
    return {
        f"{page}-{wide}x{high}": partial(_sized, page, QSize(wide, high))
        for page in _SIZED
        for wide, high in _SIZES
    }


def state_acts(folder: Path) -> dict[str, Act]:
    """What can be opened or go wrong on the pages; files of these pictures lie in ``folder``."""
    return {
        "trends-12-weeks": partial(_range, "twelve_weeks"),
        "trends-all": partial(_range, "all"),
        "today-yesterday": lambda window: _pressed(window, Qt.Key.Key_Left, _ALT),
        "today-calendar": lambda window: _pressed(window, Qt.Key.Key_G, _CONTROL),
        "today-problem": _save_fails,
        "toolbox-none": _none_found,
        "medicines-form": _change_medicine,
        "medicines-dose": _a_dose,
        "program-score": lambda window: _page(
            window, "program", QuestionnairesPanel
        ).list.score.open_button.click(),
        "triggers-plan": lambda window: _page(
            window, "triggers", TriggersPanel
        ).plan_button.click(),
        "movement-who": lambda window: _page(window, "movement", MovementPanel).who_button.click(),
        "my_signs-new": lambda window: _page(window, "my_signs", MySignsPanel).new_requested.emit(),
        "summary-own-days": _own_days,
        "diary_card-filled": _filled_card,
        "imports-file": partial(_import, folder / "daylio.csv", _FILE),
        "imports-problem": partial(_import, folder / "picture.csv", "nothing of the kind\n"),
        "settings-search": _search,
        "notice-problem": _notice,
        "support-people": lambda window: window.open_support(),
        "dialog-number": _show_number,
        "dialog-people": _change_people,
        "dialog-first-save": lambda window: _page(
            window, "summary", SummaryPanel
        ).save_button.click(),
        "dialog-licences": _licences,
        "dialog-aside": lambda window: _page(
            window, "warning_signs", WarningSignsPanel
        ).answers.aside_button.click(),
        "warning_signs-act": _act,
        "today-act": lambda window: window.go_to("today"),
        "today-hard": _hard,
    }


def add_people(services: Services) -> None:
    """Give the person people to call."""
    services.people.keep(_PEOPLE)


LOCKED_STATES: dict[str, Act] = {
    "unlock-refused": lambda window: _unlock(window).show_problem(
        "That did not open it. Check Caps Lock, or use your recovery code."
    ),
    "unlock-code": lambda window: _unlock(window).use_code.click(),
}


def steady_days(services: Services, n: int, *, skipping: int = 0) -> None:
    """Write ``n`` days like each other, the last of them ``skipping`` days ago."""
    for back in range(skipping + n - 1, skipping - 1, -1):
        answers = {
            MeasureId("mood"): float(5 + back % 3),
            MeasureId("anxiety"): float(4 + (back * 7) % 3),
            MeasureId("sleep_duration"): 7.0 + (back % 4) / 2,
        }
        day = services.clock.today() - timedelta(days=back)
        services.check_ins.record(CheckInDraft(day, answers))


def _sized(page: str, size: QSize, window: MainWindow) -> None:
    window.resize(size)
    window.go_to(page)


def _page(window: MainWindow, key: str, kind: type[P]) -> P:
    window.go_to(key)
    panel = window.shell.page.widget if window.shell and window.shell.page else None
    assert isinstance(panel, kind)
    return panel


def _pressed(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    window.go_to("today")
    press(window, key, modifier)


def _range(key: str, window: MainWindow) -> None:
    _page(window, "trends", TrendsPanel).switch.button_of(key).click()


def _save_fails(window: MainWindow) -> None:
    panel = _page(window, "today", TodayPanel)
    panel.switch.go_to_today()
    panel.show_problem(KnownProblem("disk_full"), can_retry=True)


def _none_found(window: MainWindow) -> None:
    panel = _page(window, "today", TodayPanel)
    panel.clear_problem()
    _page(window, "toolbox", ToolboxPanel).search.setText("juggling")


def _change_medicine(window: MainWindow) -> None:
    panel = _page(window, "medicines", MedicinesPanel)
    assert panel.view is not None
    panel.edit(panel.view.medicines[0])


def _a_dose(window: MainWindow) -> None:
    panel = _page(window, "medicines", MedicinesPanel)
    assert panel.view is not None
    panel.close_form()
    panel.ask_dose(panel.view.medicines[-1], PictureClock().now().time())


def _own_days(window: MainWindow) -> None:
    _page(window, "summary", SummaryPanel).about.period.button_of(OWN_DAYS).click()


def _import(file: Path, content: str, window: MainWindow) -> None:
    file.write_text(content, encoding="utf-8")
    window.go_to("imports")
    page = window.shell.page if window.shell else None
    assert isinstance(page, ImportsPage)
    page.open_file(file)


def _filled_card(window: MainWindow) -> None:
    panel = _page(window, "diary_card", DiaryCardPanel)
    panel.kind.button_of("filled").click()
    panel.notes.box.setChecked(True)


def _search(window: MainWindow) -> None:
    panel = _page(window, "settings", SettingsPanel)
    panel.search.setText("lock")
    panel.search.textEdited.emit("lock")


def _notice(window: MainWindow) -> None:
    window.go_to("summary")
    window.show_problem(KnownProblem("disk_full"))


def _sheet(window: MainWindow) -> SupportPanel:
    window.open_support()
    return window.findChildren(SupportPanel)[0]


def _show_number(window: MainWindow) -> None:
    buttons = _sheet(window).findChildren(QPushButton)
    next(one for one in buttons if one.text() == "Show large").click()


def _change_people(window: MainWindow) -> None:
    _sheet(window).change_people.click()


def _licences(window: MainWindow) -> None:
    panel = _page(window, "settings", SettingsPanel)
    panel.search.clear()
    panel.open("about")
    panel.about.licences_button.click()


def _act(window: MainWindow) -> None:
    """Tick the sign that belongs to Act, on Today."""
    panel = _page(window, "today", TodayPanel)
    row = next(row for row in panel.side.signs.rows if "brother" in row.tick.box.accessibleName())
    row.tick.box.click()
    window.go_to("warning_signs")


def _hard(window: MainWindow) -> None:
    """A mood of 1, saved."""
    window.go_to("today")
    press(window, Qt.Key.Key_M, _CONTROL)
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_S, _CONTROL)


def _unlock(window: MainWindow) -> UnlockPanel:
    panel = window.findChild(UnlockPanel)
    assert isinstance(panel, UnlockPanel)
    return panel
