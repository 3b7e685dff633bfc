"""A really damaged vault at the window: noticed, told with counts, mended, looked at, left."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion import bootstrap
from iop_companion.domain.backup import RescueStage
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from iop_companion.store.vaults import SqlCipherVaults
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.rescue import words
from iop_companion.ui.rescue.panel import RescuePanel
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from tests.services.conftest import StoppedClock
from tests.store.entries import contents, flip

RIGHT = "a lamp in the long hallway"
OTHER = "a kettle on the other stove"
FIRST = date(2026, 2, 9)
N_DAYS = 30
_PAGE = 4096


def _filled(place, passphrase, n_days, n_later):
    """A vault of ``n_days`` backed up on Wednesday, and ``n_later`` written on Thursday."""
    clock = StoppedClock()
    clock.move(days=-1)
    services = bootstrap.build(paths_under(place), clock=clock, kdf=LIGHT)
    services.session.create(Secret(passphrase))
    for n in range(n_days + n_later):
        if n == n_days:
            file = services.backups.make().file
            clock.move(hours=20)
        words = {MeasureId("mood"): float(n % 11), MeasureId("note"): f"day {n} " * 90}
        services.check_ins.record(CheckInDraft(FIRST + timedelta(days=n), words))
    if not n_later:
        file = services.backups.make().file
    services.lock()
    return file


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    place = tmp_path_factory.mktemp("whole")
    _filled(place, RIGHT, N_DAYS, 2)
    return place


@pytest.fixture
def damaged(whole, tmp_path):
    """A copy of it with one page damaged that holds old entries."""
    shutil.copytree(whole / "vault", tmp_path / "vault")
    flip(tmp_path / "vault" / "vault.db", 12 * _PAGE + 100)
    return tmp_path


@pytest.fixture
def here(qtbot, look, damaged):  # noqa: ARG001 -- dressed first
    """The lock screen over it."""
    services = bootstrap.build(paths_under(damaged), clock=StoppedClock(), kdf=LIGHT)
    parts = AppParts(
        open_services=lambda: services,
        open_support=lambda: services.support,
        vault_exists=services.session.exists,
        preferences=Preferences(theme="light", region="US"),
    )
    window = build_window(parts, ImmediateTasks(), ImmediateDrawings())
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    yield SimpleNamespace(services=services, window=window, folder=damaged / "vault")
    services.lock()


def _unlocks(here, passphrase=RIGHT):
    QTest.keyClicks(here.window._entrance.passphrase.edit, passphrase)
    QTest.keyClick(here.window._entrance.passphrase.edit, Qt.Key.Key_Return)
    QApplication.processEvents()
    return here.window._entrance


def _press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def _click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _plain(words):
    return words.replace("\N{NO-BREAK SPACE}", " ")


def _titles(page):
    return [card.accessibleName() for card in page.choices]


def _moods(here):
    with here.services.session.vault.read() as journal:
        found = journal.observations()
    return {one.day: one.value for one in found if one.measure_id == "mood"}


def _left_behind(here):
    return list((here.folder / "backups").glob(".looking-*"))


def test_by_keys_alone_the_backup_and_the_newer_entries_become_the_vault_again(here):
    before = contents(here.folder)
    page = _unlocks(here)

    assert page.title.text() == "Part of your vault could not be read"
    assert page._happened.words.text().startswith("1 page of the file did not pass its check at")
    safe = _plain(page._safe.words.text())
    assert safe.startswith("30 days up to 11 March, 9:04 pm, in a backup that was opened")
    assert "4 values newer than that can be read, of Wednesday 11 March, Thursday 12" in safe
    kept = next((here.folder / "backups").glob("damaged-*"))
    assert kept.name in page.kept.text()
    assert (kept / "vault.db").read_bytes() == before["vault.db"]
    assert contents(here.folder) == before
    assert _titles(page) == [
        "Open Wednesday’s backup and add what can be read since",
        "Open Wednesday’s backup only",
        "Only look, change nothing",
    ]
    assert "4 values" in page.choices[0].accessibleDescription()
    assert QApplication.focusWidget() is page.choices[0]
    _press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.go
    _press(Qt.Key.Key_Space)

    assert here.window.screen_name == "shell"
    said = _plain(here.window.shell.notices.words)
    assert said.startswith("Your diary is open again, up to 11 March, 9:04")
    assert "with 4 values newer" in said
    assert _moods(here) == {FIRST + timedelta(days=n): n % 11 for n in range(N_DAYS + 2)}
    assert here.services.session.check().ok
    assert not _left_behind(here)


def test_only_looking_saves_nothing_and_the_choice_is_back_without_another_copy(here):
    page = _unlocks(here)
    _click(page.choices[2])
    _click(page.go)

    assert here.window.screen_name == "shell"
    assert "could be read of a damaged vault" in here.window.shell.notices.words
    assert len(_moods(here)) >= N_DAYS
    with pytest.raises(KnownProblem, match="only_looking"):
        here.services.check_ins.record(CheckInDraft(FIRST, {MeasureId("mood"): 1.0}))
    here.window.lock()
    assert here.window.screen_name == "entrance"
    page = _unlocks(here)
    assert len(_titles(page)) == 3
    assert len(list((here.folder / "backups").glob("damaged-*"))) == 1


def test_what_fails_is_said_with_what_is_safe_and_can_be_tried_again(here, monkeypatch):
    page = _unlocks(here)
    refuse = KnownProblem("disk_full")

    def refused(*_all):
        raise refuse

    with monkeypatch.context() as full:
        full.setattr(SqlCipherVaults, "restore", refused)
        _click(page.go)
    assert page.problem_card.isVisible()
    assert page._problem_safe.text().startswith("Your vault and your backups are as they were.")
    _click(page.go)

    assert here.window.screen_name == "shell"
    assert len(_moods(here)) == N_DAYS + 2


def test_leaving_and_hiding_leave_the_vault_as_it_is(here):
    before = contents(here.folder)
    page = _unlocks(here)
    _click(page.leave_button)
    assert here.window._entrance.passphrase.isVisible()
    page = _unlocks(here)
    _click(page.bar.hide_button)

    assert here.window._entrance is not page
    assert contents(here.folder) == before
    assert not _left_behind(here)


def test_a_backup_from_elsewhere_asks_for_its_passphrase_and_says_which_opens_the_vault(
    here, tmp_path
):
    file = _filled(tmp_path / "other", OTHER, 3, 0)
    page = _unlocks(here)
    _click(page.others_button)
    assert len(page.others.list.lines) == 1
    presenter = page.presenter
    presenter._parts = replace(presenter._parts, ask_backup=lambda _parent: file)
    _click(page.others.file_button)
    assert page.others.problem.text().startswith("This backup was made with another key")
    assert len(_titles(page)) == 3
    QTest.keyClicks(page.others.secret.edit, "not the right words")
    _press(Qt.Key.Key_Return)
    assert page.others.problem.text().startswith("That did not open it.")
    QTest.keyClicks(page.others.secret.edit, OTHER)
    _press(Qt.Key.Key_Return)

    assert _titles(page) == ["Open Wednesday’s backup", "Only look, change nothing"]
    assert page._safe.words.text().startswith("3 days up to")
    _click(page.go)
    assert here.window.screen_name == "entrance"
    assert "the passphrase that was in use then" in here.window._entrance._waiting.text()
    _unlocks(here, OTHER)
    assert len(_moods(here)) == 3


@pytest.mark.parametrize("lost", ["vault.db", "vault.keys*"])
def test_a_file_that_is_gone_is_made_good_from_the_backup(here, lost):
    for file in here.folder.glob(lost):
        file.unlink()
    page = _unlocks(here)
    _click(page.go)

    assert here.window.screen_name == "shell"
    n_back = N_DAYS if lost == "vault.db" else N_DAYS + 2
    assert len(_moods(here)) == n_back


def test_the_report_holds_counts_and_nothing_typed(here, tmp_path):
    page = _unlocks(here)
    presenter = page.presenter
    file = tmp_path / "report.txt"
    presenter._parts = replace(presenter._parts, ask_report=lambda _parent: file)
    _click(page.report_button)
    report = file.read_text()

    assert "Damaged pages: 1" in report
    assert "Values newer than in the backup: 4" in report
    assert str(tmp_path) not in report
    assert "day 3" not in report
    assert "saved as report.txt" in page.sub.text()


@pytest.mark.parametrize("typed", [RIGHT, OTHER])
def test_with_no_key_file_left_here_the_one_in_a_backup_on_a_stick_opens_the_vault(
    here, tmp_path, typed
):
    backups = here.folder / "backups"
    [backup] = backups.glob("*.backup")
    stick = tmp_path / "stick.backup"
    backup.rename(stick)
    for file in here.folder.glob("vault.keys*"):
        file.write_bytes(b"no keys")
    page = _unlocks(here, typed)
    assert page.again.isVisible()
    presenter = page.presenter
    presenter._parts = replace(presenter._parts, ask_backup=lambda _parent: stick)
    _click(page.others.file_button)
    if typed != RIGHT:
        assert page.others.problem.text().startswith("That did not open it.")
        QTest.keyClicks(page.others.secret.edit, RIGHT)
        _press(Qt.Key.Key_Return)
    _click(page.go)
    if typed != RIGHT:
        assert here.window.screen_name == "entrance"
        _unlocks(here)

    assert here.window.screen_name == "shell"
    assert len(_moods(here)) == N_DAYS + 2


@pytest.mark.usefixtures("look")
def test_a_step_of_unknown_length_has_no_bar_that_moves(qtbot):
    panel = RescuePanel("Companion")
    qtbot.addWidget(panel)
    panel.show()
    panel.show_waiting("The backup is being opened.")
    assert not panel.progress.isVisible()

    panel.show_stage(next(one for one in RescueStage if not words.stage_words(one)[1]))
    assert not panel.progress.isVisible()
    panel.show_stage(next(one for one in RescueStage if words.stage_words(one)[1]))
    assert panel.progress.isVisible()
    assert panel.progress.maximum() > 0
