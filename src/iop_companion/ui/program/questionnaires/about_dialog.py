"""Where a questionnaire comes from, and where its numbers do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from iop_companion.domain.instrument import Instrument
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog


class AboutDialog(Dialog):
    """Notice, sources, limits that the literature states."""

    def __init__(self, shown: Instrument, parent: QWidget) -> None:
        """Build it for ``shown``."""
        super().__init__(shown.abbreviation, parent)
        self.body.addWidget(text(shown.title))
        self.body.addWidget(text(shown.licence.notice, "small"))
        if shown.licence.remark:
            self.body.addWidget(text(shown.licence.remark, "small"))
        if shown.change_points:
            words = _("A change of {n} or more: {source}.")
            said = words.format(n=shown.change_points, source=shown.change_cited)
            self.body.addWidget(text(said, "small"))
        for cut in shown.cuts:
            self.body.addWidget(text(_limit(cut.at_least, cut.at_most, cut.cited), "small"))
        close = button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        self.prefer(width=520)


def _limit(at_least: int | None, at_most: int | None, cited: str) -> str:
    if at_least is not None:
        return _("A limit of {n} and above is used in: {source}.").format(n=at_least, source=cited)
    return _("A limit of {n} and below is used in: {source}.").format(n=at_most, source=cited)
