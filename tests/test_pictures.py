"""The states that ``make shots`` takes can be come to: a renamed button is found out here."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from iop_companion import bootstrap
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from scripts import further_shots, shots, shown_window, state_shots

_LOOK = shots.LOOKS[0].preferences


class NoCharts(ImmediateDrawings):
    """Charts stay empty: they are long in the making and not what is looked for."""

    def draw(self, key: Hashable, *job: Any, **more: Any) -> None:
        """Draw what is no chart, which asks by a number."""
        if not isinstance(key, int):
            super().draw(key, *job, **more)


@pytest.fixture(autouse=True)
def _nothing_drawn(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    assert qapp is not None
    monkeypatch.setattr(shown_window, "ImmediateDrawings", NoCharts)


def _play(acts: dict[str, shots.Act], window: MainWindow) -> None:
    """Play each act; what is called a dialog is one, and nothing else is."""
    for name, act in acts.items():
        act(window)
        shown_window.settle_now()
        dialog = QApplication.activeModalWidget()
        assert (dialog is not None) == name.startswith("dialog-"), name
        if dialog is not None:
            dialog.close()
            shown_window.settle_now()


def test_each_state_of_the_demonstration_can_still_be_come_to(tmp_path: Path) -> None:
    """Given the demonstration, when the acts of its pictures are played, then none fails."""
    with bootstrap.demo(shown_window.PictureClock()) as (_paths, services):
        shots._rated_skills(services)
        shots._some_medicines(services)
        state_shots.add_people(services)
        with shown_window.shown_window(services, _LOOK) as window:
            done = {
                name: act
                for name, act in shots._demo_acts(window).items()
                if "-" in name and not name.startswith("settings-")
            }

            _play(done | state_shots.state_acts(tmp_path), window)


def test_each_state_of_keys_and_own_rows_can_still_be_come_to(tmp_path: Path) -> None:
    """Given an empty vault, when the acts of its pictures are played, then none fails."""
    clock = shown_window.PictureClock()
    services = bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT)
    services.session.create(Secret(further_shots.PASSPHRASE))
    services.backups.make()
    with shown_window.shown_window(services, _LOOK) as window:
        _play(further_shots.own_row_acts(services) | further_shots.key_acts(), window)
    services.lock()
