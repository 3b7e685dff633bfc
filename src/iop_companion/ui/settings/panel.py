"""The Settings page: a list of sections, the one in front beside it, and a search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.settings.about_section import AboutSection
from iop_companion.ui.settings.backups_section import BackupsSection
from iop_companion.ui.settings.data_section import DataSection
from iop_companion.ui.settings.look_section import LookSection
from iop_companion.ui.settings.people_section import PeopleSection
from iop_companion.ui.settings.privacy_section import PrivacySection
from iop_companion.ui.settings.reminders_section import RemindersSection
from iop_companion.ui.settings.search_results import SearchResults
from iop_companion.ui.settings.section import Found, Section
from iop_companion.ui.settings.section_list import SectionList
from iop_companion.ui.settings.track_section import TrackSection
from iop_companion.ui.settings.trash_section import TrashSection
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_LIST_WIDTH, _BESIDE_FROM, _SEARCH_WIDTH = 184, 740, 208
_ABOVE = 12


class SettingsPanel(PageArea):
    """One section in front at a time; each change leaves at once by a signal, there is no Save."""

    section_opened = Signal(str)
    outdated = Signal()
    """The preferences were changed elsewhere, by keys."""

    def __init__(self, more: Sequence[Section] = (), *, whole: bool = True) -> None:
        """Build the page; ``more`` are sections that stand before *My data*."""
        super().__init__()
        self.build(self._parts(more), whole=whole)

    def _parts(self, more: Sequence[Section]) -> Iterator[None]:
        self.list = SectionList()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a setting"))
        self.search.setAccessibleName(_("Find a setting"))
        spacing.fixed(self.search, width=_SEARCH_WIDTH)
        self.results = SearchResults()
        self._sub = text("", "sub")
        columns = self._arranged()
        self.sections: dict[str, Section] = {}
        for section in self._made(more):
            self.sections[section.key] = section
            columns.main.addWidget(section)
            yield
        columns.main.addWidget(self.results)
        columns.main.addStretch(1)
        self.list.show_sections([(key, one.title) for key, one in self.sections.items()])
        self.list.chosen.connect(self._open_listed)
        self.search.textEdited.connect(self._look_for)
        self.search.returnPressed.connect(self._go_to_first)
        self.results.chosen.connect(self.lead_to)
        self.open(next(iter(self.sections)))

    def _made(self, more: Sequence[Section]) -> Iterator[Section]:
        """The sections, each made when it is asked for."""
        self.track = TrackSection()
        yield self.track
        self.look = LookSection()
        yield self.look
        self.reminders = RemindersSection()
        yield self.reminders
        self.privacy = PrivacySection()
        yield self.privacy
        self.backups = BackupsSection()
        yield self.backups
        self.people = PeopleSection()
        yield self.people
        yield from more
        self.data = DataSection()
        yield self.data
        self.trash = TrashSection()
        yield self.trash
        self.about = AboutSection()
        yield self.about

    @property
    def now(self) -> str:
        """The key of the section in front."""
        return self._now

    def open(self, key: str) -> None:
        """Bring a section to the front; the page scrolls to its top."""
        with at_once(self):
            self.results.hide()
            for name, section in self.sections.items():
                section.setVisible(name == key)
        self._now = key
        self._sub.setText(self.sections[key].title)
        self.list.mark(key)
        self.verticalScrollBar().setValue(0)
        self.section_opened.emit(key)

    def _open_listed(self, key: str) -> None:
        self.search.clear()
        self.open(key)
        QTimer.singleShot(0, self, self._show_section)

    def _show_section(self) -> None:
        """Scroll to the section in front where the list above it would hide that it changed."""
        content = self.widget()
        assert content is not None  # the page put it there
        top = self.sections[self._now].mapTo(content, QPoint(0, 0)).y()
        if top > self.viewport().height() // 2:
            self.verticalScrollBar().setValue(top - current().px(_ABOVE))

    def lead_to(self, key: str, found: Found) -> None:
        """Open a section and put the focus on one of its settings."""
        self.search.clear()
        self.open(key)
        stop = getattr(found.control, "chosen_button", found.control)
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_all_of(stop)

    def show_preferences(
        self, preferences: Preferences, regions: Sequence[tuple[str, str]]
    ) -> None:
        """Show ``preferences`` as they are; nobody is told."""
        self.track.show_preferences(preferences)
        self.look.show_preferences(preferences)
        self.reminders.show_preferences(preferences)
        self.privacy.show_preferences(preferences, regions)

    def _arranged(self) -> Columns:
        """Lay the page out, and return the columns that the sections go into."""
        columns = Columns(_LIST_WIDTH, _BESIDE_FROM, side_first=True)
        columns.side.addWidget(self.list)
        columns.turned.connect(lambda: self.list.be_small(is_small=not columns.are_beside))
        self.body.addWidget(WrappingHead(text(_("Settings"), "h1"), self._sub, self.search))
        self.body.addWidget(columns)
        self.body.addStretch(1)
        return columns

    def _look_for(self, typed: str) -> None:
        """Show what fits while something is typed, else the section that was in front."""
        if not typed.strip():
            self.open(self._now)
            return
        for section in self.sections.values():
            section.hide()
        self.list.mark("")
        self._sub.setText("")
        self.results.show_found(self._fitting(typed))
        self.results.show()

    def _fitting(self, typed: str) -> list[tuple[str, str, Found]]:
        words = typed.casefold().split()
        return [
            (key, section.title, found)
            for key, section in self.sections.items()
            for found in section.findable
            if all(word in f"{found.name} {found.hint}".casefold() for word in words)
        ]

    def _go_to_first(self) -> None:
        for key, _title, found in self._fitting(self.search.text())[:1]:
            self.lead_to(key, found)
