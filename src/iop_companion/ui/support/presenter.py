"""Between the sheet and what it reads; needs no vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

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
        *,
        whole: bool = True,
    ) -> None:
        """Fill the panel at once, or leave that to who goes through :attr:`steps`."""
        self._panel = panel
        self._support = support
        self._preferences = preferences
        self._hub = hub
        panel.presenter = self
        panel.region_chosen.connect(self.choose)
        self.steps = self._rendering()
        if whole:
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
        for _step in self._rendering():
            pass

    def _rendering(self) -> Iterator[None]:
        reader = self._support()
        sheet = reader.sheet(self._preferences.now.region)
        yield
        yield from self._panel.showing(sheet, reader.regions())
