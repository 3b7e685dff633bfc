"""The whole window over a real vault, as bootstrap hands it its parts."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.domain.records import PlanZone, ShownLevel
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import Preferences
from iop_companion.services.early_warnings import EarlyWarnings
from iop_companion.services.sealing import SealedCheckIns
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.first_run.panel import FirstRunPanel
from iop_companion.ui.first_run.presenter import COMPUTER, PEOPLE
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.tasks import ImmediateTasks, StoreTasks
from iop_companion.ui.unlock.panel import UnlockPanel
from iop_companion.ui.widgets.code_sheet import groups_of

OWN = "my own fifteen and more"


@pytest.fixture
def services(paths, clock):
    built = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    yield built
    built.lock()


@pytest.fixture
def open_window(qtbot, look, services):  # noqa: ARG001 -- dressed first
    """Show the window over the services; the heavy parts are there at once."""

    def build(tasks=None, **changes):
        parts = AppParts(
            open_services=changes.pop("open_services", lambda: services),
            open_support=lambda: services.support,
            vault_exists=services.session.exists,
            preferences=Preferences(theme="light", region="US"),
            **changes,
        )
        window = build_window(parts, tasks or ImmediateTasks(), ImmediateDrawings())
        qtbot.addWidget(window)
        window.resize(1280, 800)
        with qtbot.waitActive(window):
            window.show()
        return window

    return build


def _go_to_step(window, step):
    panel = window._entrance
    assert isinstance(panel, FirstRunPanel)
    presenter = panel.presenter
    panel.go_on.click()
    presenter.passphrase.use_own.click()
    QTest.keyClicks(presenter.passphrase.own.edit, OWN)
    panel.go_on.click()
    for field, at in zip(presenter.code.sheet.fields, presenter.code.sheet._asked, strict=True):
        QTest.keyClicks(field, groups_of(presenter._code)[at])
    panel.go_on.click()
    while panel.at < step:
        panel.go_on.click()
    return panel


def _go_through_first_run(window):
    panel = _go_to_step(window, COMPUTER)
    panel.presenter.computer.own.click()
    panel.go_on.click()
    panel.go_on.click()


def test_from_nothing_to_today_then_locked_and_open_again(open_window, services):
    window = open_window()
    _go_through_first_run(window)
    assert window.shell.now == "today"
    assert services.session.is_unlocked

    window.lock()
    panel = window._entrance
    assert isinstance(panel, UnlockPanel)
    assert not services.session.is_unlocked
    QTest.keyClicks(panel.passphrase.edit, "something else")
    QTest.keyClick(panel.passphrase.edit, Qt.Key.Key_Return)
    assert panel.problem.startswith("That did not open it.")
    panel.passphrase.edit.setText(OWN)
    QTest.keyClick(panel.passphrase.edit, Qt.Key.Key_Return)

    assert window.shell.now == "today"
    assert window.shell.notices.words == "1 try failed since you were last here."


def test_names_on_an_open_step_are_in_the_vault_after_a_lock(open_window, services):
    window = open_window()
    step = _go_to_step(window, PEOPLE).presenter.people
    QTest.keyClicks(step.people.lines[0][0], "Dana")
    QTest.keyClicks(step.steps[0], "Walk to the river")

    window.lock()
    QTest.keyClicks(window._entrance.passphrase.edit, OWN)
    QTest.keyClick(window._entrance.passphrase.edit, Qt.Key.Key_Return)

    assert [one.name for one in services.people.all()] == ["Dana"]
    (first,) = services.early_warnings.plan(PlanZone.ACT)
    assert first.text == "Walk to the river"


def test_what_was_written_while_locked_comes_in_at_the_unlocking_and_is_said(open_window, services):
    window = open_window()
    _go_through_first_run(window)
    services.sealed.switch(on=True)
    window.lock()
    services.sealed.seal(CheckInDraft(services.clock.today(), {MeasureId("mood"): 3.0}))
    field = window._entrance.passphrase.edit
    for typed in ("something else", OWN):
        field.clear()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert window.shell.notices.words == (
        "1 try failed since you were last here. "
        "1 check-in that was written while locked is in your diary now."
    )
    assert services.check_ins.day().values[MeasureId("mood")].value == 3.0
    assert window.shell.page.widget.card.editors[MeasureId("mood")].value() == 3.0


def test_a_check_in_that_could_not_come_in_is_a_problem_in_words(open_window, monkeypatch):
    def full(_self):
        raise KnownProblem("disk_full")

    window = open_window()
    with monkeypatch.context() as broken:
        broken.setattr(SealedCheckIns, "take_in", full)
        _go_through_first_run(window)
    assert window.shell.notices.is_problem


def test_every_level_the_window_shows_is_logged_and_only_once(open_window, services, monkeypatch):
    asked = []
    real = EarlyWarnings.evaluate

    def evaluate(self, as_of=None, *, shown=False):
        asked.append(shown)
        return real(self, as_of, shown=shown)

    monkeypatch.setattr(EarlyWarnings, "evaluate", evaluate)
    _go_through_first_run(open_window())

    assert len(asked) >= 2  # the rail and Today
    assert all(asked)
    with services.session.vault.read() as journal:
        assert len(journal.all(ShownLevel)) == 1


def test_every_page_opens_over_a_new_vault(open_window):
    window = open_window()
    _go_through_first_run(window)
    for entry in window.shell.entries:
        window.go_to(entry.key)
        assert window.shell.page.widget.isVisible()


def test_the_real_thread_opens_and_locks(open_window, services, qtbot):
    services.session.create(Secret(OWN))
    services.lock()
    tasks = StoreTasks()
    window = open_window(tasks)
    panel = window._entrance
    panel.passphrase.edit.setText(OWN)
    panel.unlock_button.click()
    qtbot.waitUntil(lambda: window.screen_name == "shell")
    window.lock()
    qtbot.waitUntil(lambda: window.screen_name == "entrance")
    tasks.close()

    assert not services.session.is_unlocked


def test_what_keeps_the_parts_from_loading_is_said_on_the_way_in(open_window, services, qtbot):
    services.session.create(Secret(OWN))
    services.lock()

    def fail():
        raise KnownProblem("already_open")

    window = open_window(StoreTasks(), open_services=fail)
    qtbot.waitUntil(lambda: window._entrance.problem != "")

    assert window._entrance.problem.startswith("Companion is already open with this vault.")
    window._parts.tasks.close()


def test_an_open_vault_goes_straight_to_today(open_window, services, qtbot):
    services.session.create(Secret(OWN))
    window = open_window(is_open=True)
    qtbot.waitUntil(lambda: window.screen_name == "shell")

    assert window.shell.now == "today"


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path):
    """The libraries of store, charts and paper load behind the lock screen."""
    script = textwrap.dedent(
        """
        import os, sys
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from pathlib import Path
        from iop_companion import bootstrap
        from iop_companion.ui import app

        def look(parts):
            from PySide6.QtWidgets import QApplication
            from iop_companion.ui.toolkit.tasks import ImmediateTasks
            running = QApplication([])
            app.install(running, parts.preferences)
            window = app.build_window(parts, ImmediateTasks())
            window.first_painted.disconnect()
            window.first_painted.connect(running.quit)
            window.show()
            running.exec()
            heavy = ("sqlmodel", "sqlalchemy", "pydantic", "sqlcipher3", "alembic", "numpy",
                     "matplotlib", "typst", "argon2", "cryptography", "typer")
            print("heavy:", [name for name in heavy if name in sys.modules])
            return 0

        app.run = look
        bootstrap.run_window(bootstrap.window_options(["--vault", sys.argv[1]]))
        """
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "vault")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert ran.stdout.strip().endswith("heavy: []"), ran.stderr


def test_hide_in_the_first_run_covers_what_was_typed(open_window):
    window = open_window()
    panel = _go_to_step(window, PEOPLE)
    QTest.keyClicks(panel.presenter.people.people.first, "Dana")
    QTest.mouseClick(panel.hide_button, Qt.MouseButton.LeftButton)

    assert window.isMinimized()
    assert not panel.presenter.people.isVisible()
