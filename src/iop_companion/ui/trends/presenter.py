"""Between the Trends page and its services."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.foundation.i18n import _
from iop_companion.services.bundle import Services
from iop_companion.services.views import TrendRange, TrendsView
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.trends.panel import TrendsPanel


class TrendsPage:
    """Reads a range when it is asked for or when something changed; writes only session dates."""

    def __init__(self, panel: TrendsPanel, services: Services, context: PageContext) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._services = services
        self._context = context
        self._range: TrendRange | None = None
        self._wants_focus = False
        panel.range_requested.connect(self._choose)
        panel.session_requested.connect(self._add_session)
        panel.check_in_requested.connect(lambda: context.go_to("today"))
        context.hub.locking.connect(panel.forget)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Trends")

    def refresh(self) -> None:
        """Read the range anew."""
        self._context.tasks.run(self._view, self._show)

    def on_shown(self) -> None:
        """Put the focus where work begins, as soon as it is known where that is."""
        self._wants_focus = not self._panel.is_filled
        if self._panel.is_filled:
            self._panel.take_focus()

    def main_action(self) -> None:
        """Nothing: this is a reading page."""

    def _view(self) -> TrendsView:
        wanted = self._range
        if wanted is None:
            has_session = self._services.sessions.last() is not None
            wanted = TrendRange.SINCE_SESSION if has_session else TrendRange.TWELVE_WEEKS
        return self._services.trends.view(wanted)

    def _show(self, view: TrendsView) -> None:
        self._panel.show_view(view)
        if self._wants_focus:
            self._wants_focus = False
            self._panel.take_focus()

    def _choose(self, key: str) -> None:
        self._range = TrendRange(key)
        self.refresh()

    def _add_session(self) -> None:
        sessions, today = self._services.sessions, self._services.clock.today()
        tasks, hub, notices = self._context.tasks, self._context.hub, self._context.notices

        def take_back() -> None:
            tasks.run(lambda: sessions.remove(today), hub.tell)

        def told(changes: ChangeSet) -> None:
            hub.tell(changes)
            if changes:
                notices.show(_("Session noted for today."), _("Undo"), take_back)
            else:
                notices.show(_("A session is noted for today already."))

        tasks.run(lambda: sessions.add(today), told)
