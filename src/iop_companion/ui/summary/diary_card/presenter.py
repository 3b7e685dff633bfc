"""Between the page "Diary card" and its services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from iop_companion.catalog.passphrase_words import offered_passphrase
from iop_companion.domain.diary_card import DiaryCard
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.diary_cards import CardRequest
from iop_companion.services.views import SavedFile
from iop_companion.ui.summary.desk import Desk
from iop_companion.ui.summary.diary_card.panel import DiaryCardPanel
from iop_companion.ui.summary.first_save import FirstSaveDialog
from iop_companion.ui.summary.words import private_words
from iop_companion.ui.widgets.file_passphrase import FilePassphraseDialog
from iop_companion.ui.widgets.printing import PRINT_PX, print_pages

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services
    from iop_companion.ui.toolkit.drawing import Drawings
    from iop_companion.ui.toolkit.page import PageContext

_WEEK = 7
_LEAST_PX, _MOST_PX = 300, 2600


class DiaryCardPage:
    """Previews after every choice. What is saved or printed is put together from the choices anew.

    Reading the diary runs with the tasks, typesetting with the drawings: nothing waits for either.
    """

    def __init__(
        self,
        panel: DiaryCardPanel,
        services: Services,
        context: PageContext,
        drawings: Drawings,
        desk: Desk | None = None,
    ) -> None:
        """Connect ``panel`` with ``services``; ``desk`` asks for file and printer."""
        self._panel = panel
        self._services = services
        self._cards = services.diary_cards
        self._context = context
        self._drawings = drawings
        self._desk = desk or Desk()
        self._last: date | None = None
        self._number = 0
        self._card: DiaryCard | None = None
        panel.choices_changed.connect(self._preview_anew)
        panel.week_requested.connect(self._step)
        panel.preview.width_changed.connect(self._sharpen)
        panel.save_requested.connect(self.main_action)
        panel.print_requested.connect(lambda: self._with_card(self._print))
        panel.back_requested.connect(lambda: context.go_to("summary"))
        context.hub.locking.connect(self._forget)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Diary card")

    def refresh(self) -> None:
        """Preview what is chosen."""
        self._preview_anew()

    def on_shown(self) -> None:
        """Put the focus on the kind of card."""
        self._panel.kind.setFocus()

    def main_action(self) -> None:
        """Save the card; one with days of the diary may be locked."""
        self._with_card(self._offer_to_save)

    # --- choices

    def _request(self) -> CardRequest:
        panel = self._panel
        return CardRequest(
            last=self._week_end() if panel.is_filled else None,
            name=panel.name.text(),
            with_notes=panel.notes.box.isChecked(),
            with_points=panel.points.box.isChecked(),
            with_names=panel.names.box.isChecked(),
        )

    def _week_end(self) -> date:
        today = self._services.clock.today()
        return min(self._last or today, today)

    def _step(self, weeks: int) -> None:
        self._last = self._week_end() + timedelta(days=weeks * _WEEK)
        self._preview_anew()

    def _with_card(self, act: Callable[[DiaryCard], None]) -> None:
        request = self._request()
        self._context.tasks.run(lambda: self._cards.assemble(request), act, self._tell)

    # --- the preview

    def _preview_anew(self) -> None:
        self._number += 1
        self._card = None
        number, request, panel = self._number, self._request(), self._panel
        last, today = self._week_end(), self._services.clock.today()
        panel.show_week(last - timedelta(days=_WEEK - 1), last, has_later=last < today)
        panel.preview.expect_pages()

        def typeset(card: DiaryCard) -> None:
            if number == self._number:
                self._card = card
                self._typeset(card, number)

        self._context.tasks.run(lambda: self._cards.assemble(request), typeset, self._tell)

    def _typeset(self, card: DiaryCard, number: int) -> None:
        width = min(max(self._panel.preview.page_px, _LEAST_PX), _MOST_PX)

        def make() -> list[QImage]:
            return [QImage.fromData(page) for page in self._cards.pages(card, width)]

        def show(pages: list[QImage]) -> None:
            if number == self._number:
                self._panel.show_pages(pages, _line_below(card))

        self._drawings.draw(self, make, show, self._tell)

    def _sharpen(self) -> None:
        """Typeset the same card for the width that its page has now."""
        if self._card is not None:
            self._typeset(self._card, self._number)

    # --- the file

    def _offer_to_save(self, card: DiaryCard) -> None:
        if not card.is_filled:
            self._ask_and_save(card)
        elif self._panel.lock.box.isChecked():
            self._lock_and_save(card)
        else:
            ask = partial(self._ask_the_first_time, card)
            self._context.tasks.run(self._services.summarising.is_first_save, ask, self._tell)

    def _ask_the_first_time(self, card: DiaryCard, is_first: bool) -> None:  # noqa: FBT001 -- as told
        if not is_first:
            self._ask_and_save(card)
            return
        dialog = FirstSaveDialog(self._panel.window())
        dialog.accepted.connect(lambda: self._ask_and_save(card))
        dialog.lock_requested.connect(lambda: self._lock_and_save(card))
        dialog.open()

    def _lock_and_save(self, card: DiaryCard) -> None:
        self._panel.lock.tick(is_on=True)
        dialog = FilePassphraseDialog(self._panel.window(), offered_passphrase)
        dialog.chosen.connect(partial(self._ask_and_save, card))
        dialog.open()

    def _ask_and_save(self, card: DiaryCard, passphrase: Secret | None = None) -> None:
        name = f"diary-card-{card.last.isoformat()}.pdf" if card.last else "diary-card.pdf"
        path = self._desk.ask_where(self._panel.window(), name)
        if path is not None:
            self._save(card, path, passphrase)

    def _save(self, card: DiaryCard, path: Path, passphrase: Secret | None) -> None:
        def failed(problem: KnownProblem) -> None:
            self._context.notices.show_problem(problem, partial(self._save, card, path, passphrase))

        def saved(file: SavedFile) -> None:
            words = _("Saved {file}.").format(file=Path(file.path).name)
            if passphrase is not None:
                words = f"{words} {_('Nobody can open it without its passphrase.')}"
            folder = path.parent
            self._context.notices.show(
                words, _("Open folder"), lambda: self._desk.show_folder(folder)
            )

        self._context.tasks.run(
            lambda: self._cards.save(card, path, replace=True, passphrase=passphrase),
            saved,
            failed,
        )

    def _print(self, card: DiaryCard) -> None:
        title = _("Document")  # what the printer's queue shows
        printer = self._desk.ask_printer(self._panel.window(), title, is_on_side=True)
        if printer is None:
            return

        def make() -> list[QImage]:
            return [QImage.fromData(page) for page in self._cards.pages(card, PRINT_PX)]

        def put_on_paper(pages: list[QImage]) -> None:
            try:
                print_pages(pages, printer)
            except KnownProblem as problem:
                self._context.notices.show_problem(problem, lambda: self._print(card))
                return
            self._context.notices.show(_("Sent to the printer."))
            self._context.tasks.run(lambda: self._cards.note_export(card, is_print=True))

        self._drawings.draw(("print", id(self)), make, put_on_paper, self._tell)

    def _tell(self, problem: KnownProblem) -> None:
        self._context.notices.show_problem(problem, self._preview_anew)

    def _forget(self) -> None:
        self._number += 1
        self._last = self._card = None
        self._drawings.drop(self)
        self._panel.forget()


def _line_below(card: DiaryCard) -> str:
    """What the page holds not, and what a saved file is."""
    if not card.is_filled:
        return _("Type it back in with “A week from paper” on Today.")
    parts = [private_words(card.n_private)]
    if card.n_names_as_roles:
        parts.append(
            ngettext(
                "The name of {n} person is written as a role.",
                "The names of {n} people are written as roles.",
                card.n_names_as_roles,
            ).format(n=card.n_names_as_roles)
        )
    parts.append(_("A saved file is not locked. Anyone who can open this computer can read it."))
    return " ".join(part for part in parts if part)
