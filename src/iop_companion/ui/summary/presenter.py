"""Between the Summary page and its services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from iop_companion.catalog.passphrase_words import offered_passphrase
from iop_companion.domain.private import Secret
from iop_companion.domain.setting_values import Contact
from iop_companion.domain.summary import Summary
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.bundle import Services
from iop_companion.services.summarising import (
    MOST_TALK_CHARACTERS,
    MOST_TALK_POINTS,
    SummaryRequest,
    points_that_fit,
)
from iop_companion.services.views import SavedFile
from iop_companion.ui.summary.desk import Desk
from iop_companion.ui.summary.first_save import FirstSaveDialog
from iop_companion.ui.summary.panel import SummaryPanel
from iop_companion.ui.summary.words import OWN_DAYS, SINCE_SESSION, left_out_words, period_of
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.widgets.file_passphrase import FilePassphraseDialog
from iop_companion.ui.widgets.printing import PRINT_PX, print_pages

_LEAST_PX, _MOST_PX = 300, 2600


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the page asked for when a preview was begun."""

    period: str
    request: SummaryRequest


@dataclass(frozen=True, slots=True)
class _Preview:
    summary: Summary
    pages: list[QImage]


class SummaryPage:
    """Assembles and previews after every change; saves what is previewed, nothing else.

    Assembling reads the vault and runs with the tasks; typesetting runs with the drawings, so that
    neither the window nor the vault waits for it.
    """

    def __init__(
        self,
        panel: SummaryPanel,
        services: Services,
        context: PageContext,
        drawings: Drawings,
        desk: Desk | None = None,
    ) -> None:
        """Connect ``panel`` with ``services``; ``desk`` asks for file and printer."""
        self._panel = panel
        self._services = services
        self._context = context
        self._drawings = drawings
        desk = desk or Desk()
        self._ask_where, self._ask_printer = desk.ask_where, desk.ask_printer
        self._show_folder = desk.show_folder
        self._has_choices = False
        self._number = 0
        self._preview: _Preview | None = None
        self._is_current = False
        self._next: Callable[[], None] | None = None
        self._file: Path | None = None
        panel.print_requested.connect(lambda: self._when_current(self._print_preview))
        panel.saved.folder_requested.connect(self._open_folder)
        panel.saved.delete_requested.connect(self._delete_file)
        panel.choices_changed.connect(self._preview_anew)
        panel.preview.width_changed.connect(self._sharpen)
        panel.save_requested.connect(self.main_action)
        panel.card_requested.connect(lambda: context.go_to("diary_card"))
        context.hub.locking.connect(self._keep_and_forget)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Summary")

    @property
    def n_pages(self) -> int:
        """Pages previewed now."""
        return len(self._preview.pages) if self._preview else 0

    def refresh(self) -> None:
        """Take over the defaults once, then preview what is chosen."""
        self._list_exports()
        self._context.tasks.run(self._services.people.all, self._offer_people)
        if self._has_choices:
            self._preview_anew()
        else:
            self._context.tasks.run(self._services.summarising.default_request, self._take_defaults)

    def on_shown(self) -> None:
        """Put the focus on whom it is for."""
        self._panel.about.recipient.setFocus()

    def main_action(self) -> None:
        """Save the pages that are previewed; what was just typed is previewed first."""
        self._when_current(self._save_preview)

    def _when_current(self, act: Callable[[], None]) -> None:
        """Do ``act`` with the pages of what is chosen now, as soon as they are made."""
        if self._is_current and not self._panel.is_waiting:
            act()
            return
        self._next = act
        self._panel.tell_choices()

    def _save_preview(self) -> None:
        if self._preview is None:
            return
        summary = self._preview.summary
        if self._panel.lock.box.isChecked():
            self._lock_and_save(summary)
            return

        def go_on(is_first: bool) -> None:  # noqa: FBT001 -- what the task returns
            if is_first:
                dialog = FirstSaveDialog(self._panel.window())
                dialog.accepted.connect(lambda: self._ask_and_save(summary))
                dialog.lock_requested.connect(lambda: self._lock_first(summary))
                dialog.open()
            else:
                self._ask_and_save(summary)

        self._context.tasks.run(self._services.summarising.is_first_save, go_on, self._tell_failed)

    def _lock_first(self, summary: Summary) -> None:
        """As asked before the first file; who thinks better of it is asked again next time."""
        self._panel.lock.tick(is_on=True)
        dialog = self._lock_and_save(summary)
        dialog.rejected.connect(lambda: self._panel.lock.tick(is_on=False))

    def _lock_and_save(self, summary: Summary) -> FilePassphraseDialog:
        dialog = FilePassphraseDialog(self._panel.window(), offered_passphrase)
        dialog.chosen.connect(partial(self._ask_and_save, summary))
        dialog.open()
        return dialog

    def _ask_and_save(self, summary: Summary, passphrase: Secret | None = None) -> None:
        path = self._ask_where(self._panel.window(), f"summary-{summary.last.isoformat()}.pdf")
        if path is not None:
            self._save(summary, path, passphrase)

    def _save(self, summary: Summary, path: Path, passphrase: Secret | None = None) -> None:
        def failed(problem: KnownProblem) -> None:
            again = partial(self._save, summary, path, passphrase)
            self._context.notices.show_problem(problem, again)

        self._context.tasks.run(
            lambda: self._services.summarising.save(
                summary, path, replace=True, passphrase=passphrase
            ),
            partial(self._tell_saved, is_locked=passphrase is not None),
            failed,
        )

    def _open_folder(self) -> None:
        if self._file is not None:
            self._show_folder(self._file.parent)

    def _delete_file(self) -> None:
        path = self._file
        if path is None:
            return
        try:
            path.unlink(missing_ok=True)
        except OSError:
            self._context.notices.show_problem(KnownProblem("target_unwritable"), self._delete_file)
            return
        self._file = None
        self._panel.saved.show_file(None)
        self._panel.save_button.setFocus()
        self._context.notices.show(_("The file is deleted. It can be saved again at any time."))

    def _print_preview(self) -> None:
        """Ask for the printer, typeset the same summary finely, then print it."""
        if self._preview is None:
            return
        summary, window = self._preview.summary, self._panel.window()
        printer = self._ask_printer(window, _("Document"))  # what the printer's queue shows
        if printer is None:
            return

        def make() -> list[QImage]:
            pages = self._services.summarising.preview(summary, PRINT_PX)
            return [QImage.fromData(page) for page in pages]

        def put_on_paper(pages: list[QImage]) -> None:
            try:
                print_pages(pages, printer)
            except KnownProblem as problem:
                self._context.notices.show_problem(problem, self._print_preview)
                return
            self._context.notices.show(_("Sent to the printer."))
            note = partial(self._services.summarising.note_export, summary, is_print=True)
            self._context.tasks.run(note, lambda _done: self._list_exports())

        self._drawings.draw(("print", id(self)), make, put_on_paper, self._tell_failed)

    def _list_exports(self) -> None:
        today = self._services.clock.today()
        self._context.tasks.run(
            self._services.summarising.exports,
            lambda exports: self._panel.saved.show_exports(exports, today),
        )

    def _tell_saved(self, saved: SavedFile, *, is_locked: bool = False) -> None:
        self._file = Path(saved.path)
        self._panel.saved.show_file(self._file)
        self._list_exports()
        n = saved.n_pages or 0
        words = ngettext("Saved {file}, {n} page.", "Saved {file}, {n} pages.", n)
        words = words.format(n=n, file=self._file.name)
        if is_locked:
            words = f"{words} {_('Nobody can open it without its passphrase.')}"
        self._context.notices.show(words)

    def _take_defaults(self, request: SummaryRequest) -> None:
        self._has_choices = True
        self._panel.set_choices(request.sections, request.talk_points)
        today = self._services.clock.today()
        self._panel.about.own_days.show_days(request.first, request.last, today)
        self._preview_anew()

    def _offer_people(self, people: Sequence[Contact]) -> None:
        self._panel.show_people([one.name for one in people if one.name])

    # --- the preview

    def _preview_anew(self) -> None:
        if not self._has_choices:
            return
        self._number += 1
        self._is_current = False
        number, chosen = self._number, self._chosen()
        if not self._panel.about.is_period_possible:
            self._refuse_period(chosen.request.talk_points)
            return
        self._panel.preview.expect_pages()

        def typeset(assembled: tuple[Summary, str]) -> None:
            summary, period = assembled
            if number == self._number:
                self._say_whether_they_fit()
                today = self._services.clock.today()
                self._panel.about.show_period(summary.first, summary.last, today, period)
                self._typeset(summary, number)

        def failed(problem: KnownProblem) -> None:
            if number == self._number:
                self._tell_failed(problem)

        self._context.tasks.run(lambda: self._assemble(chosen), typeset, failed)

    def _refuse_period(self, points: tuple[str, ...]) -> None:
        """Make no pages of days that cannot be; the sentence stands beside them already."""
        was_waiting, self._next = self._next is not None, None
        self._drawings.drop(self)
        self._panel.about.period_words.setText("")
        self._context.tasks.run(lambda: self._keep_points(points), failed=self._tell_failed)
        self._say_whether_they_fit()
        if was_waiting:
            self._panel.about.own_days.first.setFocus()

    def _chosen(self) -> _Choices:
        about = self._panel.about
        today = self._services.clock.today()
        is_own = about.period.key == OWN_DAYS
        first, last = about.own_days.days if is_own else (today, today)
        request = SummaryRequest(
            first=first,
            last=last,
            sections=self._panel.include.sections,
            name=about.name.text().strip(),
            recipient=about.recipient.text().strip(),
            talk_points=about.talk_points,
            with_names=self._panel.include.with_names,
        )
        return _Choices(about.period.key, request)

    def _assemble(self, chosen: _Choices) -> tuple[Summary, str]:
        """Keep the talk points, then assemble; returns the summary and its days in words."""
        summarising, asked = self._services.summarising, chosen.request
        default = self._keep_points(asked.talk_points)
        first = _first_day(chosen, default)
        summary = summarising.assemble(replace(asked, first=first))
        sessions = self._services.sessions.all()
        has_session = any(day == first and day < asked.last for day in sessions)
        lacks_session = chosen.period == SINCE_SESSION and not has_session
        return summary, period_of(summary, lacks_session=lacks_session)

    def _keep_points(self, points: tuple[str, ...]) -> SummaryRequest:
        """Keep those of ``points`` that fit if they are others; returns the usual request."""
        summarising = self._services.summarising
        default = summarising.default_request()
        fitting = points_that_fit(points)
        if fitting != default.talk_points:
            summarising.keep_talk_points(fitting)
        return default

    def _say_whether_they_fit(self) -> None:
        """Points that the page has no room for are not kept, which is said while they are there."""
        points = tuple(" ".join(point.split()) for point in self._panel.about.talk_points)
        words = ""
        if points_that_fit(points) != points:
            told = describe(_too_long())
            words = f"{told.happened} {told.safe} {told.to_do}"
        self._panel.about.show_problem(words)

    def _typeset(self, summary: Summary, number: int) -> None:
        width = min(max(self._panel.preview.page_px, _LEAST_PX), _MOST_PX)

        def make() -> _Preview:
            pages = self._services.summarising.preview(summary, width)
            return _Preview(summary, [QImage.fromData(page) for page in pages])

        def show(preview: _Preview) -> None:
            if number == self._number:
                self._show(preview)

        self._drawings.draw(self, make, show, self._tell_failed)

    def _show(self, preview: _Preview) -> None:
        self._preview = preview
        self._is_current = True
        left_out = left_out_words(preview.summary)
        self._panel.show_pages(preview.pages, left_out)
        act, self._next = self._next, None
        if act is not None:
            act()

    def _sharpen(self) -> None:
        """Typeset the same summary for the width that its pages have now."""
        if self._preview is not None and self._is_current:
            self._typeset(self._preview.summary, self._number)

    def _tell_failed(self, problem: KnownProblem) -> None:
        was_waiting, self._next = self._next is not None, None
        if problem.code == "talk_points_too_long":
            self._say_whether_they_fit()
            if was_waiting:
                self._panel.about.talk.setFocus()
        else:
            self._context.notices.show_problem(problem, self._preview_anew)

    def _keep_and_forget(self) -> None:
        """Hand in the points typed last, which nobody was told of yet, then hold nothing."""
        if self._has_choices:
            points = self._panel.about.talk_points
            # where the vault is closed already, there is nothing left to hand them to
            self._context.tasks.run(lambda: self._keep_points(points), failed=lambda _problem: None)
        self._forget()

    def _forget(self) -> None:
        self._number += 1
        self._preview = None
        self._next = self._file = None
        self._is_current = self._has_choices = False
        self._drawings.drop(self)
        self._panel.forget()


def _too_long() -> KnownProblem:
    return KnownProblem(
        "talk_points_too_long", points=MOST_TALK_POINTS, characters=MOST_TALK_CHARACTERS
    )


def _first_day(chosen: _Choices, default: SummaryRequest) -> date:
    if chosen.period == SINCE_SESSION:
        return default.first
    if chosen.period == OWN_DAYS:
        return chosen.request.first
    return chosen.request.last - timedelta(days=int(chosen.period) - 1)
