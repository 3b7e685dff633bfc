"""Between the sheet and what it reads; needs no vault."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from iop_companion.domain.records import PlanStep
from iop_companion.ui.support.panel import SupportPanel, SupportReader
from iop_companion.ui.toolkit.hub import Hub
from iop_companion.ui.toolkit.preferences import PreferenceKeeper


class SupportPresenter:
    """Shows the sheet of the region in the preferences and keeps a region chosen on it."""

    def __init__(
        self,
        panel: SupportPanel,
        support: Callable[[], SupportReader],
        preferences: PreferenceKeeper,
        hub: Hub,
    ) -> None:
        """Fill the panel at once."""
        self._panel = panel
        self._support = support
        self._preferences = preferences
        self._hub = hub
        panel.presenter = self
        panel.region_chosen.connect(self.choose)
        self._render()

    def choose(self, region: str) -> None:
        """Keep ``region`` and show its lines."""
        self._preferences.change(region=region)
        self._hub.region_changed.emit(region)
        self._render()

    def show_plan(self, steps: Sequence[PlanStep]) -> None:
        """Add the person's own steps; only ever called while unlocked."""
        self._panel.show_plan(steps)

    def _render(self) -> None:
        reader = self._support()
        self._panel.show_sheet(reader.sheet(self._preferences.now.region), reader.regions())
