"""The pages of the window in their order; each loads its part of the program when first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from iop_companion.foundation.i18n import _
from iop_companion.ui.app_parts import once
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.page import Making, PageContext, PageEntry
from iop_companion.ui.toolkit.questionnaire_in_hand import QuestionnaireInHand
from iop_companion.ui.toolkit.zone_in_hand import ZoneInHand

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services
    from iop_companion.ui.toolkit.drawing import Drawings

_PAGES = (
    "today",
    "today.day",
    "today.paper_week",
    "today.sleep",
    "today.movement",
    "today.triggers",
    "today.own_rows",
    "today.uses",
    "trends",
    "warning_signs",
    "toolbox",
    "toolbox.running",
    "warning_signs.history",
    "warning_signs.my_signs",
    "program.questionnaires",
    "program.medicines",
    "summary",
    "summary.diary_card",
    "plan",
    "settings",
    "imports",
)


def page_entries(
    services: Callable[[], Services], drawings: Drawings | None = None
) -> tuple[PageEntry, ...]:
    """Return the pages of the rail; each imports its part of the program when first shown."""
    pictures = once(lambda: drawings or _drawing_thread())
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
        *_summary_pages(services, pictures),
        *_plan_pages(services, zone),
        PageEntry("settings", _("Settings"), "settings", settings, "Ctrl+,", at_bottom=True),
        PageEntry("imports", _("Import"), "import", imports, in_rail=False, under="settings"),
        *_pages_under_today(services, in_hand),
        *_pages_under_warning_signs(services),
    )


def _summary_pages(
    services: Callable[[], Services], pictures: Callable[[], Drawings]
) -> tuple[PageEntry, ...]:
    """What is brought along on paper."""

    def summary(context: PageContext) -> Making:
        from iop_companion.ui.summary.panel import SummaryPanel
        from iop_companion.ui.summary.presenter import SummaryPage

        panel = SummaryPanel(whole=False)
        yield from panel.steps
        yield panel
        return SummaryPage(panel, services(), context, pictures())

    def diary_card(context: PageContext) -> Making:
        from iop_companion.ui.summary.diary_card.panel import DiaryCardPanel
        from iop_companion.ui.summary.diary_card.presenter import DiaryCardPage

        panel = DiaryCardPanel()
        yield panel
        return DiaryCardPage(panel, services(), context, pictures())

    return (
        PageEntry("summary", _("Summary"), "summary", summary, "Alt+6"),
        PageEntry(
            "diary_card", _("Diary card"), "summary", diary_card, in_rail=False, under="summary"
        ),
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

    def uses(context: PageContext) -> Making:
        from iop_companion.ui.today.uses.panel import UsesPanel
        from iop_companion.ui.today.uses.presenter import UsesPage

        panel = UsesPanel()
        yield panel
        return UsesPage(panel, services(), context, in_hand)

    used = partial(own_rows, only_used=True)
    return (
        PageEntry("own_rows", _("Rows of my own"), "edit", own_rows, in_rail=False, under="today"),
        PageEntry("used", _("What I use"), "edit", used, in_rail=False, under="today"),
        PageEntry("uses", _("Single uses"), "edit", uses, in_rail=False, under="today"),
        PageEntry("movement", _("Movement"), "edit", movement, in_rail=False, under="today"),
        PageEntry("triggers", _("Triggers"), "edit", triggers, in_rail=False, under="today"),
    )


def import_pages() -> Iterator[None]:
    """So that showing a page for the first time does not wait for its modules; one a step.

    On the window's thread: classes of Qt must not be made on another (ADR 0021).
    """
    for place in ("widgets", *_PAGES):
        package = import_module(f"iop_companion.ui.{place}")
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
            yield


def _drawing_thread() -> Drawings:
    from iop_companion.ui.toolkit.drawing import DrawingThread

    return DrawingThread(QApplication.instance())
