"""Signs and plan on one page, and a card for the wallet: saved or handed to a printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.domain.plan_on_paper import PlanOnPaper, SignOnPaper, WalletCard, ZoneOnPaper
from iop_companion.domain.records import PlanZone
from iop_companion.services.file_writing import write_once
from iop_companion.services.my_plan import ZoneView
from iop_companion.services.plan_words import dates_words
from iop_companion.services.views import SavedFile

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock, PlanWriter
    from iop_companion.services.my_plan import MyPlan
    from iop_companion.services.own_signs import OwnSigns


class PlanPaper:
    """Typesets by ``writer``; signs that rest stay out."""

    def __init__(
        self,
        plan: MyPlan,
        signs: OwnSigns,
        writer: PlanWriter,
        clock: Clock,
        lines_to_call: Callable[[], Sequence[tuple[str, str]]] = tuple,
    ) -> None:
        """Put ``plan`` and ``signs`` together; ``lines_to_call`` gives names and numbers."""
        self._plan = plan
        self._signs = signs
        self._writer = writer
        self._clock = clock
        self._lines_to_call = lines_to_call

    def assemble(self) -> PlanOnPaper:
        """Return what the page holds today; raises ``KnownProblem("locked")``."""
        how = {line.sign.id: line.how for line in self._signs.view().signs}
        return PlanOnPaper(
            self._clock.today(),
            tuple(
                _zone(view, {str(key): words for key, words in how.items()})
                for view in self._plan.zones()
            ),
        )

    def save(self, path: Path, *, replace: bool = False) -> SavedFile:
        """Save the page as a tagged PDF. The file is not protected: the caller says so.

        Raises ``KnownProblem``: ``locked``, and those of writing a file.
        """
        return self._save(self._writer.pdf(self.assemble()), path, replace=replace)

    def pages(self, width_px: int) -> list[bytes]:
        """Return the very pages of the PDF as PNG, ``width_px`` wide."""
        return self._writer.pages(self.assemble(), width_px)

    def wallet_card(self) -> WalletCard:
        """Return what the card for the wallet holds: the zone Act and numbers to call.

        Without people of its own the zone has all of the person's. Raises
        ``KnownProblem("locked")``.
        """
        act = self._plan.zone(PlanZone.ACT)
        people = act.people or self._plan.people()
        notice = (act.how_i_know, *(sign.words for sign in act.signs))
        return WalletCard(
            made_on=self._clock.today(),
            notice=tuple(words for words in notice if words),
            steps=tuple(step.text for step in act.steps),
            people=tuple((one.name or one.remark, one.number) for one in people),
            to_say=act.to_say,
            lines=tuple(self._lines_to_call()),
        )

    def save_wallet_card(self, path: Path, *, replace: bool = False) -> SavedFile:
        """Save the card for the wallet as a tagged PDF; otherwise as :meth:`save`."""
        return self._save(self._writer.wallet_pdf(self.wallet_card()), path, replace=replace)

    def wallet_pages(self, width_px: int) -> list[bytes]:
        """Return the sheet with the card for the wallet as PNG, ``width_px`` wide."""
        return self._writer.wallet_pages(self.wallet_card(), width_px)

    def _save(self, pdf: bytes, path: Path, *, replace: bool) -> SavedFile:
        write_once(path, pdf, replace)
        return SavedFile(str(path), self._writer.count_pages(pdf), 0)


def _zone(view: ZoneView, how: dict[str, str]) -> ZoneOnPaper:
    people = [
        ", ".join(part for part in (one.name, one.number, one.remark) if part)
        for one in view.people
    ]
    return ZoneOnPaper(
        zone=view.zone,
        how_i_know=view.how_i_know,
        signs=tuple(
            SignOnPaper(sign.words, how.get(str(sign.id), ""), sign.i_do, sign.i_tell)
            for sign in view.signs
        ),
        steps=tuple(step.text for step in view.steps),
        people=(*people, *view.lost),
        to_say=view.to_say,
        dates=dates_words(view),
    )
