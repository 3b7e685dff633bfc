"""States that need a hand: dialogs of keys, the first run covered, several vaults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Goal, Worse
from iop_companion.domain.private import Secret
from iop_companion.foundation.vault_places import VaultPlaces
from iop_companion.services.bundle import Services
from iop_companion.services.own_rows import RowDraft, RowKind
from iop_companion.services.single_uses import UseDraft
from iop_companion.ui.first_run.panel import FirstRunPanel
from iop_companion.ui.main_window.window import MainWindow
from iop_companion.ui.settings.key_dialogs import CodeAfterCodeDialog, CodeDialog
from iop_companion.ui.settings.panel import SettingsPanel
from iop_companion.ui.today.own_rows.panel import OwnRowsPanel
from iop_companion.ui.today.panel import TodayPanel
from iop_companion.ui.today.uses.panel import UsesPanel
from iop_companion.ui.widgets.code_sheet import groups_of
from scripts.shown_window import press, type_text

PASSPHRASE = "six plain words for a picture"
_FRESH = "seven other words for this one picture"

Act = Callable[[MainWindow], None]


def key_acts() -> dict[str, Act]:
    """The dialogs of passphrase and code, step by step, over a vault opened by ``PASSPHRASE``."""
    return {
        "dialog-passphrase": lambda window: _settings(window).privacy.passphrase_button.click(),
        "settings-backups-some": _chosen_backup,
        "dialog-new-code": lambda window: _settings(window).privacy.code_button.click(),
        "dialog-new-code-shown": _new_code,
        "dialog-code-after-code": _code_after_code,
        "dialog-new-keys": lambda window: _settings(window).privacy.replace_button.click(),
        "dialog-new-keys-refused": partial(_new_keys, _refused),
        "dialog-new-keys-done": partial(_new_keys, _finished),
        "dialog-erase": lambda window: _settings(window).privacy.erase_button.click(),
    }


def _chosen_backup(window: MainWindow) -> None:
    panel = _settings(window)
    panel.open("backups")
    for line in panel.backups.list.lines[:1]:
        line.click()


def own_row_acts(services: Services) -> dict[str, Act]:
    """Today and the pages of own rows once a person has made some."""
    made: list[bool] = []

    def shown(page: str, act: Act) -> Act:
        def show(window: MainWindow) -> None:
            if not made:
                made.append(True)
                window.hub.tell(services.focuses.apply(["substance_use"]))
                for draft in _OWN_ROWS:
                    window.hub.tell(services.own_rows.keep(draft))
            window.go_to(page)
            act(window)

        return show

    return {
        "today-own_rows": shown("today", _answer_own_rows),
        "own_rows-some": shown("own_rows", lambda _window: None),
        "used-some": shown("used", _wrong_grams),
        "uses-some": shown("uses", partial(_some_uses, services)),
    }


def _some_uses(services: Services, window: MainWindow) -> None:
    today = services.clock.today()
    for amount, at, note in ((1.0, time(18, 30), "with Dana"), (2.0, time(21), "")):
        draft = UseDraft("use_cannabis", amount, at, note, private=not note)
        window.hub.tell(services.single_uses.keep(today, draft))
    panel = window.shell.page.widget if window.shell and window.shell.page else None
    assert isinstance(panel, UsesPanel)
    panel.form.take_up("use_cannabis")
    panel.take_focus()
    type_text(window, "two")
    press(window, Qt.Key.Key_Return)


_OWN_ROWS = (
    RowDraft(RowKind.USE, "Alcohol", goal=Goal.ABSTAIN, grams="14"),
    RowDraft(RowKind.USE, "Cannabis", goal=Goal.REDUCE, unit="hits"),
    RowDraft(RowKind.URGE, "Urge to smoke"),
    RowDraft(
        RowKind.SCALE, "Inner weather", high="5", low_words="calm", high_words="storm",
        worse=Worse.HIGH,
    ),
)  # fmt: skip


def _answer_own_rows(window: MainWindow) -> None:
    panel = window.shell.page.widget if window.shell and window.shell.page else None
    assert isinstance(panel, TodayPanel)
    for name, keys in (("use_cannabis", "two"), ("use_alcohol", "N")):
        panel.card.editors[MeasureId(name)].enter()
        type_text(window, keys)
    smoke = panel.card.editors[MeasureId("urge_to_smoke")]
    smoke.enter()
    press(window, Qt.Key.Key_3)


def _wrong_grams(window: MainWindow) -> None:
    panel = window.shell.page.widget if window.shell and window.shell.page else None
    assert isinstance(panel, OwnRowsPanel)
    panel.form.name.setText("Wine")
    panel.form.grams.setText("two")
    panel.form.ask_to_save()


def asides_of_first_run(name: str, panel: FirstRunPanel) -> Iterator[str]:
    """Go from a step of the first run to what can lie over it, and back; yield what is seen."""
    if name == "first_run-1-welcome":
        panel.skip.click()
        yield "first_run-backup"
        panel.back.click()
    if name == "first_run-5-people":
        panel.on_hidden()
        yield "first_run-covered"
        panel.cover.uncover.click()


def two_vaults(here: Path) -> VaultPlaces:
    """The vault of ``here`` and a second one on the same login."""
    second = here.with_name(f"{here.name}-2")
    second.mkdir()
    both = {here, second}
    return VaultPlaces(here, here, both.__contains__, lambda _folder: None)


def _settings(window: MainWindow) -> SettingsPanel:
    window.go_to("settings")
    panel = window.shell.page.widget if window.shell and window.shell.page else None
    assert isinstance(panel, SettingsPanel)
    panel.open("privacy")
    return panel


def _dialog() -> CodeDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CodeDialog)
    return dialog


def _new_code(window: MainWindow) -> None:
    _settings(window).privacy.code_button.click()
    _prove(_dialog())


def _code_after_code(window: MainWindow) -> None:
    dialog = CodeAfterCodeDialog(Secret(PASSPHRASE), window)
    dialog.show_code(Secret("7K4Q-WM2D-R9TX-03HB-V8ZE-5JNC-GP6A-1YSF-T"))
    dialog.open()


def _new_keys(then: Callable[[CodeDialog], None], window: MainWindow) -> None:
    _settings(window).privacy.replace_button.click()
    then(_dialog())


def _prove(dialog: CodeDialog) -> None:
    dialog.fields.current.edit.setText(PASSPHRASE)
    dialog.fields.new.edit.setText(_FRESH)
    dialog.go_on.click()


def _refused(dialog: CodeDialog) -> None:
    dialog.fields.new.edit.setText(_FRESH)
    dialog.fields.current.edit.setText("something else")
    dialog.go_on.click()


def _finished(dialog: CodeDialog) -> None:
    _prove(dialog)
    groups = groups_of(dialog.code)
    dialog.sheet.show_code(groups, (2, 5))
    for field, at in zip(dialog.sheet.fields, (2, 5), strict=True):
        field.setText(groups[at])
    dialog.sheet.fields[0].textEdited.emit("")
    dialog.finish.click()


def list_of_keys(window: MainWindow) -> None:
    """Open the list of keys."""
    press(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
