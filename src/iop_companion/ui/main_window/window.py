"""The window: which of its screens is in front, its keys, lock and hide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.ui.main_window.blank import Blank
from iop_companion.ui.main_window.place import keep_place
from iop_companion.ui.main_window.ready_sheet import ReadySheet
from iop_companion.ui.toolkit.focus_back import give_focus_back
from iop_companion.ui.toolkit.focus_ring import FocusRing
from iop_companion.ui.toolkit.hub import Hub
from iop_companion.ui.toolkit.icons import icon
from iop_companion.ui.toolkit.limit_sentence import LimitSentence
from iop_companion.ui.toolkit.theme import current

if TYPE_CHECKING:  # what only an open vault or a sheet needs is imported when it is needed
    from iop_companion.domain.change import ChangeSet
    from iop_companion.domain.early_warning import Level
    from iop_companion.domain.records import PlanStep
    from iop_companion.domain.setting_values import Contact
    from iop_companion.ui.main_window.commands import Commands
    from iop_companion.ui.main_window.idle import IdleWatch
    from iop_companion.ui.main_window.ports import WindowParts
    from iop_companion.ui.main_window.shell import Shell
    from iop_companion.ui.support.panel import SupportPanel
    from iop_companion.ui.toolkit.entrance import Entrance, Opened
    from iop_companion.ui.toolkit.page import Making, PageContext, PageEntry

SMALLEST = (960, 640)


class MainWindow(QWidget):
    """Locked it shows the entrance, unlocked the shell, in between a blank page; support always."""

    first_painted = Signal()
    unlocked = Signal()
    locked = Signal()
    closing = Signal()
    """The window is about to close: nothing more may be handed to the tasks but its last words."""

    def __init__(self, pages: Sequence[PageEntry], parts: WindowParts) -> None:
        """Build the frame; nothing is shown in it before :meth:`start`."""
        super().__init__()
        self.setObjectName("window")
        self.hub = Hub()
        self._pages = tuple(pages)
        self._parts = parts
        self._shell: Shell | None = None
        self._entrance: Entrance | None = None
        self._sheet: QWidget | None = None
        self._focus_before_sheet: QWidget | None = None
        self._has_painted = False
        self._is_out_of_capture = False
        self._is_vault_open = False
        self._replace: Callable[[], None] | None = None
        self._stack = QStackedWidget()
        self._blank = Blank()
        self._stack.addWidget(self._blank)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.ring = FocusRing(self)
        self.limits = LimitSentence(self)
        self._ready = ReadySheet(self._begin_sheet)
        self._parts.preferences.changed.connect(self._ready.make_anew)
        self._idle: IdleWatch | None = None
        self._commands: Commands | None = None
        self._connect()
        self._dress()

    def _connect(self) -> None:
        self._blank.support_wanted.connect(self.open_support)
        self._parts.preferences.changed.connect(self._dress)
        current().changed.connect(self._dress)

    @property
    def commands(self) -> Commands:
        """What the keys do; made right after the first paint, which does not wait for it."""
        if self._commands is None:
            from iop_companion.ui.main_window.commands import Commands

            self._commands = Commands(self, self._pages, self._parts)
            self._commands.allow_unlocked(allowed=self._shell is not None)
        return self._commands

    @property
    def idle(self) -> IdleWatch:
        """Tells when nobody was at the keys for long; made when the vault is first opened."""
        if self._idle is None:
            from iop_companion.ui.main_window.idle import IdleWatch

            self._idle = IdleWatch(parent=self)
            self._idle.soon.connect(self._say_locking_soon)
            self._idle.back.connect(self._take_back_locking)
            self._idle.due.connect(self.lock)
        return self._idle

    # --- screens

    def start(self) -> None:
        """Show the way in."""
        self.show_entrance(self._parts.entrance())

    def show_entrance(self, entrance: Entrance) -> None:
        """Show ``entrance`` as the way in, in the place of the one that was shown."""
        self._leave_sheet()
        self._drop_entrance()
        entrance.opened.connect(self.open)
        entrance.support_wanted.connect(self.open_support)
        entrance.made.connect(self._watch_idle)
        self._entrance = entrance
        self._stack.addWidget(entrance.screen_widget)
        self._stack.setCurrentWidget(entrance.screen_widget)
        entrance.on_shown()

    def open(self, opened: Opened) -> None:
        """The vault is open: show Today, with a word about failed tries."""
        from iop_companion.ui.main_window.shell import Shell
        from iop_companion.ui.toolkit.paint_first import HeldTasks

        self._leave_sheet()
        self.hub = Hub()
        self.hub.changed.connect(self._on_changed)
        tasks = HeldTasks(self._parts.tasks)
        self._shell = Shell(self._pages, self._make_page, self.windowTitle(), tasks)
        self._shell.support_wanted.connect(self.open_support)
        self._shell.hide_wanted.connect(self.hide_all)
        self._shell.lock_wanted.connect(self.lock)
        self._stack.addWidget(self._shell)
        self._stack.setCurrentWidget(self._shell)
        self._drop_entrance()
        self.commands.allow_unlocked(allowed=True)
        self._watch_idle()
        self.hub.unlocked.emit()
        self._shell.go_to(self._pages[0].key)
        if opened.first_page:
            self._shell.go_to(opened.first_page)
        self._look_at_level()
        if opened.failed_tries:
            self._shell.notices.show(
                ngettext(
                    "{n} try failed since you were last here.",
                    "{n} tries failed since you were last here.",
                    opened.failed_tries,
                ).format(n=opened.failed_tries)
            )
        if opened.words:
            self._shell.notices.show(opened.words)
        self._parts.tasks.run(self._parts.vault.refuses_writes, self._say_read_only, _keep_quiet)
        self._parts.tasks.run(
            self._parts.vault.conflict_copies,
            self._say_conflict_copies,
            _keep_quiet,
            can_wait=True,
        )
        if not opened.is_new:
            self._parts.tasks.run(self._parts.vault.left, self._say_left, _keep_quiet)
        self._ready.start(self._shell.keep_sheet)
        self.unlocked.emit()

    def _say_read_only(self, code: str) -> None:
        """Said before anything is typed that could not be saved."""
        if not code or self._shell is None:
            return
        from iop_companion.foundation.problem_texts import describe

        told = describe(KnownProblem(code))
        safe = _("Your entries can be read; nothing new can be saved in it.")
        words = f"{told.happened} {safe} {told.to_do}"
        self._shell.notices.show(f"{self._shell.notices.words} {words}".strip())

    def _say_conflict_copies(self, n: int) -> None:
        """A sync program got at the vault: entries may lie in its copy, and nothing is merged."""
        if not n or self._shell is None:
            return
        words = ngettext(
            "{n} file beside your vault looks like a copy made by a sync program; entries may lie "
            "in it. Nothing has been changed. Keep the vault in a folder that is not synced.",
            "{n} files beside your vault look like copies made by a sync program; entries may lie "
            "in them. Nothing has been changed. Keep the vault in a folder that is not synced.",
            n,
        ).format(n=n)
        self._shell.notices.show(f"{self._shell.notices.words} {words}".strip())

    def _say_left(self, left: str) -> None:
        words = _left_words(left)
        if words and self._shell is not None and not self._shell.notices.words:
            self._shell.notices.show(words, _("Settings"), partial(self.go_to, "settings"))

    @property
    def shell(self) -> Shell | None:
        """What is shown while unlocked, else None."""
        return self._shell

    @property
    def screen_name(self) -> str:
        """Which screen is in front: ``blank``, ``entrance``, ``support`` or ``shell``."""
        shown = self._stack.currentWidget()
        if shown is self._blank:
            return "blank"
        if shown is self._sheet:
            return "support"
        return "shell" if shown is self._shell else "entrance"

    def go_to(self, key: str) -> None:
        """Bring a page (or ``support``) to the front; pages do not exist while locked."""
        if key == "support":
            self.open_support()
        elif self._shell is not None:
            self._shell.go_to(key)

    def show_problem(self, problem: KnownProblem) -> None:
        """Say a problem that nobody else says, where the person is looking."""
        if self._shell is not None and problem.code != "locked":
            self._shell.notices.show_problem(problem)
        elif self._entrance is not None:
            from iop_companion.foundation.problem_texts import describe

            self._entrance.say(describe(problem).sentence)

    def remind(self) -> None:
        """Show the one word of a reminder on the way in, where that has a place for it."""
        from iop_companion.ui.toolkit.entrance import Reminding

        if isinstance(self._entrance, Reminding):
            self._entrance.remind()

    def _watch_idle(self) -> None:
        """The vault stands open from here on, in the first run even before Today is shown."""
        self._is_vault_open = True
        self.idle.start(self._parts.preferences.now.lock_after_minutes)

    # --- support

    def open_support(self) -> None:
        """Show Get support now: over a dialog as a dialog, else in the page's or screen's place."""
        from iop_companion.ui.support.window import SupportDialog

        modal = QApplication.activeModalWidget()
        if isinstance(modal, SupportDialog):
            return
        if modal is not None:
            dialog = SupportDialog(self._make_sheet, modal)
            dialog.show()
            self._add_own(dialog.sheet)
            return
        in_shell = self._shell is not None and self._stack.currentWidget() is self._shell
        sheet = (self._ready.take() if in_shell else None) or self._make_sheet()
        sheet.offer_help(partial(self.commands.trigger, "keys"))
        if self._shell is not None and self._stack.currentWidget() is self._shell:
            sheet.close_wanted.connect(self._shell.close_sheet)
            self._shell.show_sheet(sheet)
            self._add_own(sheet)
        else:
            self._add_own(sheet)
            self._leave_sheet()
            self._focus_before_sheet = QApplication.focusWidget()
            sheet.close_wanted.connect(self.close_support)
            self._sheet = sheet
            self._stack.addWidget(sheet)
            self._stack.setCurrentWidget(sheet)
        sheet.on_shown()

    def _add_own(self, sheet: SupportPanel) -> None:
        """Unlocked: the person's own plan and people. Locked: what they ticked to be shown."""
        if self._shell is not None:
            tasks, vault = self._parts.tasks, self._parts.vault
            sheet.people_changed.connect(partial(self._keep_people, sheet))
            tasks.run(vault.plan, partial(_add_plan, sheet), _keep_quiet)
            tasks.run(vault.people, partial(_add_people, sheet), _keep_quiet)
        elif self._parts.shown_locked is not None and (shown := self._parts.shown_locked()):
            sheet.show_steps(shown.steps)
            sheet.show_people_locked(shown.people)
            if shown.steps or shown.people:
                sheet.offer_hide(self.hide_all)

    def _keep_people(self, sheet: SupportPanel, people: Sequence[Contact]) -> None:
        keep = self._parts.vault.keep_people
        if keep is None:
            return

        def kept(changes: ChangeSet) -> None:
            self.hub.tell(changes)
            _add_people(sheet, people)

        self._parts.tasks.run(lambda: keep(people), kept, self.show_problem)

    def close_support(self) -> None:
        """Close the sheet shown while locked."""
        self._leave_sheet()
        if self._entrance is not None:
            self._stack.setCurrentWidget(self._entrance.screen_widget)
            self._entrance.on_shown()
            give_focus_back(self._focus_before_sheet, self._entrance.screen_widget)
        else:
            self._stack.setCurrentWidget(self._shell or self._blank)

    def _make_sheet(self) -> SupportPanel:
        panel, steps = self._begin_sheet()
        for _step in steps:
            pass
        return panel

    def _begin_sheet(self) -> tuple[SupportPanel, Iterator[None]]:
        from iop_companion.ui.support.panel import SupportPanel
        from iop_companion.ui.support.presenter import SupportPresenter

        panel, parts = SupportPanel(), self._parts
        made = SupportPresenter(panel, parts.support, parts.preferences, self.hub, whole=False)
        return panel, made.steps

    def _drop_entrance(self) -> None:
        entrance, self._entrance = self._entrance, None
        if entrance is not None:
            self._stack.removeWidget(entrance.screen_widget)
            entrance.screen_widget.deleteLater()

    def _leave_sheet(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            self._stack.removeWidget(sheet)
            sheet.deleteLater()

    # --- lock and hide

    def lock(self) -> None:
        """Show a blank page at once, close the vault, then go back to the way in."""
        self._lock(hidden=False)

    def hide_all(self) -> None:
        """Blank at once, minimise, and lock if there is something to lock.

        An unlock under way ends in a closed vault; the first run goes on, with its code covered.
        """
        self._show_blank()
        self.repaint()
        self.showMinimized()
        if self._shell is not None:
            self._lock(hidden=True)
        elif self._entrance is not None:
            self._close_dialogs()
            if self._entrance.on_hidden():
                self.close_support()
            else:
                self._close_vault(hidden=True)

    def begin_anew(self) -> None:
        """Go back to the way in through another process: what was typed there is in no memory."""
        self._show_blank()
        self._close_vault(hidden=False)

    def put_away(self) -> None:
        """Let the way in seal what is being written on it."""
        if self._entrance is not None and self._shell is None:
            self._entrance.on_hidden()

    def leave_for(self, replace: Callable[[], None]) -> None:
        """Lock as ever, but have ``replace`` put another process into this one's place."""
        self._replace = replace
        self._lock(hidden=False)

    def _lock(self, *, hidden: bool) -> None:
        if not self._is_vault_open:
            return
        self._show_blank()
        self.repaint()  # at once: drafts, dialogs and the vault's end come after it
        if self._entrance is not None:
            self._entrance.on_locking()
            self._entrance.on_hidden()
        self.hub.locking.emit()
        self._close_dialogs()
        self.idle.stop()
        self._keep_size()
        self.commands.allow_unlocked(allowed=False)
        self._drop_shell()
        self._close_vault(hidden=hidden)

    def _close_vault(self, *, hidden: bool) -> None:
        """Behind whatever is under way, whose results nobody hears any more."""
        self._is_vault_open = False
        self._parts.tasks.forget()
        self._parts.tasks.run(
            self._parts.vault.close,
            lambda _done: self._after_lock(hidden=hidden),
            lambda _problem: self._after_lock(hidden=hidden),
        )

    def _after_lock(self, *, hidden: bool) -> None:
        self.locked.emit()
        replace, self._replace = self._replace, None
        if replace is not None:
            replace()
        elif self._parts.restart is not None:
            self._parts.restart(hidden)
        else:
            self.start()

    def _drop_shell(self) -> None:
        """Forget all that is shown, then free it; the next shell gets a hub of its own."""
        self._ready.stop()
        self.hub.locked.emit()
        self.hub.deleteLater()
        self.hub = Hub()
        shell, self._shell = self._shell, None
        if shell is not None:
            shell.leave()
            self._stack.removeWidget(shell)
            shell.deleteLater()

    def _show_blank(self) -> None:
        self._leave_sheet()
        self._stack.setCurrentWidget(self._blank)

    def _close_dialogs(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
            if popup is QApplication.activePopupWidget():
                break
        while (modal := QApplication.activeModalWidget()) is not None:
            modal.close()
            if modal is QApplication.activeModalWidget():
                break

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt override
        """Hand in drafts, then close the vault; the tasks end before the program does."""
        self._keep_size()
        self.closing.emit()
        if self._is_vault_open:
            self._is_vault_open = False
            self._show_blank()
            if self._entrance is not None:
                self._entrance.on_locking()
            self.hub.locking.emit()
            self._parts.tasks.forget()
            self._parts.tasks.run(self._parts.vault.close)
        super().closeEvent(event)

    def show_in_front(self) -> None:
        """Come to the front, as when the program is started a second time."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _keep_size(self) -> None:
        keep_place(self, self._parts.preferences)

    # --- what follows changes

    def _on_changed(self, _changes: object) -> None:
        if self._shell is not None:
            self._shell.refresh()
            self._look_at_level()
            if self._parts.vault.copy_shown_locked is not None:
                self._parts.tasks.run(self._parts.vault.copy_shown_locked, None, _keep_quiet)

    def _look_at_level(self) -> None:
        self._parts.tasks.run(self._parts.vault.level, self._show_level, _keep_quiet, can_wait=True)

    def _show_level(self, level: Level) -> None:
        if self._shell is not None:
            self._shell.show_level(level)

    def _make_page(self, entry: PageEntry) -> Making:
        return entry.make(self.page_context())

    def page_context(self) -> PageContext:
        """Return what a page, or a dialog without one, works with; only while unlocked."""
        from iop_companion.ui.toolkit.page import PageContext

        assert self._shell is not None
        return PageContext(
            tasks=self._shell.tasks,
            hub=self.hub,
            notices=self._shell.notices,
            preferences=self._parts.preferences,
            go_to=self.go_to,
            vaults=self._parts.vaults,
            leave_for=self.leave_for,
        )

    def _say_locking_soon(self) -> None:
        words = _("Locking soon. Press any key to stay.")
        if self._shell is not None:
            self._shell.soon.show(words)
        elif self._entrance is not None:
            self._entrance.say(words)

    def _take_back_locking(self) -> None:
        if self._shell is not None:
            self._shell.soon.clear()
        elif self._entrance is not None:
            self._entrance.say("")

    def _dress(self) -> None:
        preferences = self._parts.preferences.now
        name = _("Notes") if preferences.discreet_name else _("Companion")
        self.setWindowTitle(name)
        self.setWindowIcon(icon("companion", "primary", size=32))
        self._keep_from_capture(is_kept=preferences.out_of_screenshots)
        self.setMinimumSize(*SMALLEST)
        if self._shell is not None:
            self._shell.rail.show_name(name)
        if self._commands is not None:
            self._commands.follow_preferences()
        if self._is_vault_open:
            self.idle.start(preferences.lock_after_minutes)

    def _keep_from_capture(self, *, is_kept: bool) -> None:
        """Only on a change: a window that was never kept out needs no native id for it."""
        system = this_system()
        if is_kept != self._is_out_of_capture and system.can_keep_from_capture():
            self._is_out_of_capture = is_kept
            system.keep_from_capture(int(self.winId()), is_kept=is_kept)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt override
        """Lock a window that is minimised, if the person wants that."""
        super().changeEvent(event)
        is_minimised = event.type() == QEvent.Type.WindowStateChange and self.isMinimized()
        if is_minimised and self._parts.preferences.now.lock_minimised and self._shell is not None:
            QTimer.singleShot(0, self.lock)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt override
        """Tell once that the window is on the screen; heavy imports wait for it."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.commands.allow_unlocked(allowed=self._shell is not None)
        self.first_painted.emit()


def _add_plan(sheet: SupportPanel, steps: Sequence[PlanStep]) -> None:
    if isValid(sheet):
        sheet.show_plan(steps)


def _add_people(sheet: SupportPanel, people: Sequence[Contact]) -> None:
    if isValid(sheet):
        sheet.show_people(people)


def _left_words(left: str) -> str:
    """Return what to say about what setting up left open, "" for nothing."""
    return {
        "code_not_confirmed": _(
            "Your recovery code was not typed back. If it is not on paper, make a new one under "
            "Settings, Privacy and safety: without it a forgotten passphrase cannot be helped."
        ),
        "without_code": _(
            "Your diary has no recovery code on paper. A new one can be made under Settings, "
            "Privacy and safety."
        ),
        "unfinished": _(
            "Setting up stopped before its end. What to track can be chosen under Settings."
        ),
    }.get(left, "")


def _keep_quiet(_problem: KnownProblem) -> None:
    """What was asked only adds to a page that is complete without it."""
