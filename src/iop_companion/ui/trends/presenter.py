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
        self._context.tasks.run(self._view, self._panel.show_view)

    def on_shown(self) -> None:
        """Put the focus on the range."""
        self._panel.switch.button_of(self._panel.switch.key).setFocus()

    def main_action(self) -> None:
        """Nothing: this is a reading page."""

    def _view(self) -> TrendsView:
        wanted = self._range
        if wanted is None:
            has_session = self._services.sessions.last() is not None
            wanted = TrendRange.SINCE_SESSION if has_session else TrendRange.TWELVE_WEEKS
        return self._services.trends.view(wanted)

    def _choose(self, key: str) -> None:
        self._range = TrendRange(key)
        self.refresh()

    def _add_session(self) -> None:
        def told(changes: ChangeSet) -> None:
            self._context.hub.tell(changes)
            words = _("Session noted.") if changes else _("That session is noted already.")
            self._context.notices.show(words)

        services = self._services
        self._context.tasks.run(lambda: services.sessions.add(services.clock.today()), told)
