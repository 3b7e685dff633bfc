"""What is seen while unlocked: rail or top bar, the page in front, the notice bar below it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.ui.main_window.front_focus import FrontFocus
from iop_companion.ui.main_window.rail import Rail, TopBar
from iop_companion.ui.main_window.regions import Regions
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.focus_back import give_focus_back
from iop_companion.ui.toolkit.in_turns import InTurns, are_split, dressed
from iop_companion.ui.toolkit.notices import NoticeBar
from iop_companion.ui.toolkit.page import Making, Page, PageEntry
from iop_companion.ui.toolkit.page_area import NARROW_FROM, PageArea, made_in
from iop_companion.ui.toolkit.paint_first import HeldTasks, paint_now
from iop_companion.ui.toolkit.theme import current


class Shell(QWidget):
    """Pages are made when first shown and dropped with the shell, at every lock.

    A page is made in turns; until it is whole the one before stays in front. Whoever asks for the
    page meanwhile gets it whole, and so does a key: it was meant for the page that was asked for.
    """

    page_shown = Signal(str)
    support_wanted = Signal()
    hide_wanted = Signal()
    lock_wanted = Signal()

    def __init__(
        self,
        entries: Sequence[PageEntry],
        make: Callable[[PageEntry], Making],
        name: str,
        tasks: HeldTasks,
    ) -> None:
        """Build the frame around ``entries``; ``make`` builds one page, working by ``tasks``."""
        super().__init__()
        self.tasks = tasks
        self._entries = {entry.key: entry for entry in entries}
        self._make = make
        self._pages: dict[str, Page] = {}
        self._now = self._coming = ""
        self._unfinished: dict[str, Iterator[None]] = {}
        self._turns = InTurns(self)
        self._sheet: QWidget | None = None
        self._focus_before_sheet: QWidget | None = None
        self._stack = QStackedWidget()
        self._front_focus = FrontFocus(self._stack)
        self.notices = NoticeBar(self)
        self.soon = NoticeBar(self)
        self.rail = Rail(entries, name)
        self.top_bar = TopBar(entries)
        self.regions = Regions(self.rail, self._stack)
        self._arrange()
        for bar in (self.rail, self.top_bar):
            bar.page_wanted.connect(self.go_to)
            bar.support_wanted.connect(self.support_wanted)
            bar.hide_wanted.connect(self.hide_wanted)
            bar.lock_wanted.connect(self.lock_wanted)
        current().changed.connect(self._follow)
        self._follow()

    def _arrange(self) -> None:
        below = QVBoxLayout()
        spacing.margins(below, 32, 0, 32, 0)
        below.addWidget(self.notices.widget)
        below.addWidget(self.soon.widget)
        self._below = below
        column = QVBoxLayout()
        spacing.gap(column, 0)
        column.addWidget(self._stack, 1)
        column.addLayout(below)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(grid, 0)
        grid.addWidget(self.top_bar, 0, 0, 1, 2)
        grid.addWidget(self.rail, 1, 0)
        grid.addLayout(column, 1, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)

    @property
    def now(self) -> str:
        """The key of the page in front, or of the one that is coming; under the sheet too."""
        return self._coming or self._now

    @property
    def is_coming(self) -> bool:
        """Whether the page that was asked for is still being made."""
        return bool(self._coming)

    @property
    def page(self) -> Page | None:
        """The page in front, or None while the support sheet covers it."""
        self._turns.finish()
        return None if self._sheet is not None else self._pages.get(self._now)

    @property
    def entries(self) -> tuple[PageEntry, ...]:
        """The pages in their order."""
        return tuple(self._entries.values())

    def go_to(self, key: str) -> None:
        """Bring a page to the front, made anew if this is its first time."""
        if key not in self._entries:
            return
        self._stop_coming()
        self.close_sheet()
        if key in self._pages:
            self._bring_forward(key)
            return
        steps = self._unfinished.pop(key, None) or self._making(key)
        self._coming = key
        self._unfinished[key] = steps
        window = self.window().windowHandle()
        if window is not None:
            window.installEventFilter(self)
        self._turns.run(steps, partial(self._came, key))

    def leave(self) -> None:
        """Make nothing any more: the vault is being closed."""
        self._stop_coming()
        self._unfinished.clear()

    def eventFilter(self, source: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 -- Qt
        """Have the page that is coming in front before a key finds its way to a widget."""
        if event.type() is QEvent.Type.KeyPress:
            self._turns.finish()
        return False

    def _making(self, key: str) -> Iterator[None]:
        page = yield from self._placed(self._make(self._entries[key]))
        self._pages[key] = page
        self._stack.addWidget(page.widget)
        yield
        yield from dressed(page.widget)
        if isinstance(page.widget, PageArea):
            page.widget.lay_out(self._stack.size())
            yield

    def _placed(self, making: Making) -> Generator[None, None, Page]:
        """Put the page's widget where it belongs as soon as there is one."""
        while True:
            try:
                with made_in(self._stack):
                    widget = next(making)
            except StopIteration as made:
                page: Page = made.value
                return page
            if widget is not None:
                self._stack.addWidget(widget)
            yield

    def _came(self, key: str) -> None:
        self._stop_coming()
        self._bring_forward(key)

    def _stop_coming(self) -> None:
        self._coming = ""
        self._turns.drop()
        window = self.window().windowHandle()
        if window is not None:
            window.removeEventFilter(self)

    def _bring_forward(self, key: str) -> None:
        is_new = self._unfinished.pop(key, None) is not None
        page = self._pages[key]
        if key != self._now and not self.notices.is_problem:
            self.notices.clear()
        self._now = key
        self._stack.setCurrentWidget(page.widget)
        self._mark(key)
        if is_new or not are_split():
            page.refresh()
            page.on_shown()
        else:
            with self.tasks.held():
                page.refresh()
                page.on_shown()
                paint_now(self._stack)
        announce(page.widget, page.title)
        self.page_shown.emit(key)

    def keep_sheet(self, sheet: QWidget) -> None:
        """Keep a sheet out of sight, where it will be shown."""
        self._stack.addWidget(sheet)

    def show_sheet(self, sheet: QWidget) -> None:
        """Lay the support sheet over the page."""
        self._turns.finish()
        self.close_sheet()
        self._focus_before_sheet = QApplication.focusWidget()
        self._sheet = sheet
        self._stack.addWidget(sheet)
        self._stack.setCurrentWidget(sheet)
        self._mark("")

    def close_sheet(self) -> None:
        """Take the support sheet away and show the page again."""
        sheet, self._sheet = self._sheet, None
        if sheet is None:
            return
        self._stack.removeWidget(sheet)
        sheet.deleteLater()
        page = self._pages.get(self._now)
        if page is not None:
            self._stack.setCurrentWidget(page.widget)
            self._mark(self._now)
            page.on_shown()
            give_focus_back(self._focus_before_sheet, self)

    def refresh(self) -> None:
        """Have the page in front read everything anew."""
        page = self._pages.get(self._now)
        if page is not None:
            page.refresh()

    def show_level(self, level: Level | None) -> None:
        """Show the level of the panel beside Warning signs."""
        self.rail.show_level(level)
        self.top_bar.show_level(level)

    def _mark(self, key: str) -> None:
        entry = self._entries.get(key)
        key = entry.under or key if entry is not None else key
        self.rail.show_page(key)
        self.top_bar.show_page(key)

    def _follow(self) -> None:
        narrow = current().scale >= NARROW_FROM
        self.rail.setVisible(not narrow)
        self.top_bar.setVisible(narrow)
        self.regions.first = self.top_bar if narrow else self.rail
        side = 14 if narrow else 32
        spacing.margins(self._below, side, 0, side, 0)
