"""The ways in: the lock screen, the first run, the page for a vault that does not open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.foundation.i18n import _
from iop_companion.foundation.vault_places import vault_name
from iop_companion.ui.app_parts import AppParts, ServicesLater
from iop_companion.ui.toolkit.entrance import Entrance
from iop_companion.ui.toolkit.preferences import PreferenceKeeper
from iop_companion.ui.toolkit.tasks import Tasks

if TYPE_CHECKING:
    from iop_companion.domain.private import Secret
    from iop_companion.foundation.errors import KnownProblem
    from iop_companion.ui.unlock.panel import Writing


class Entrances:
    """Makes the lock screen, or the first run where there is no vault yet."""

    def __init__(
        self,
        parts: AppParts,
        services: ServicesLater,
        tasks: Tasks,
        preferences: PreferenceKeeper,
    ) -> None:
        self._parts = parts
        self._services = services
        self._tasks = tasks
        self._preferences = preferences
        self.is_restored = parts.is_restored
        self.is_sealed = parts.is_sealed
        self.on_written: Callable[[bool], None] | None = None
        self.show: Callable[[Entrance], None] = lambda _entrance: None
        self.hide: Callable[[], None] = _nothing
        self.lock: Callable[[], None] = _nothing
        self.lock_restored: Callable[[], None] = _nothing
        self.renew_code: Callable[[Secret], None] = lambda _passphrase: None

    def __call__(self) -> Entrance:
        """Return the one that belongs to what lies on the disk."""
        if self._parts.vault_exists():
            return self._unlock()
        return self._first_run()

    def _unlock(self) -> Entrance:
        from iop_companion.ui.unlock.panel import UnlockPanel
        from iop_companion.ui.unlock.presenter import UnlockPresenter

        panel = UnlockPanel(self._name)
        UnlockPresenter(
            panel,
            lambda: self._services().session,
            self._tasks,
            self._rescue,
            self._code_used,
        )
        if self.is_restored:
            self.is_restored = False
            panel.show_waiting(
                _(
                    "Your diary is as it was in that backup. It opens with the passphrase that "
                    "was in use then."
                )
            )
        if self.is_sealed:
            self.is_sealed = False
            panel.show_waiting(_("Sealed. It goes into your diary when you unlock."))
        if self._parts.can_seal is not None and self._parts.can_seal():
            panel.offer_writing(partial(self._writing, self._name))
            panel.writing_left.connect(self._written)
        vaults = self._parts.vaults
        if vaults is not None and (others := vaults.others()):
            names = self._preferences.now.vault_names
            panel.offer_vaults(vault_name(vaults.here, names), _named(others, names))
            panel.vault_chosen.connect(vaults.open)
        return panel

    def _code_used(self, passphrase: Secret) -> None:
        """A recovery code opened the vault; ``passphrase`` is the new one."""
        self.renew_code(passphrase)

    def _writing(self, name: str) -> Writing:
        from iop_companion.ui.today.sealed.panel import SealedPanel
        from iop_companion.ui.today.sealed.presenter import SealedPage

        now = self._preferences.now
        panel = SealedPanel(name, moves_on=now.move_on_answer)
        panel.hide_wanted.connect(self.hide)
        return SealedPage(
            panel, lambda: self._services().sealed, self._tasks, now.lock_after_minutes
        )

    def _written(self, is_sealed: bool, was_typed: bool) -> None:  # noqa: FBT001 -- a Qt slot
        """Whatever was typed leaves the memory with this process, as on a lock."""
        if was_typed and self.on_written is not None:
            self.on_written(is_sealed)

    def _rescue(self, problem: KnownProblem, secret: Secret, open_again: Callable[[], int]) -> None:
        from iop_companion.services.file_writing import write_once
        from iop_companion.ui.rescue.panel import RescuePanel
        from iop_companion.ui.rescue.presenter import RescueParts, RescuePresenter

        panel = RescuePanel(self._name)
        parts = RescueParts(
            rescuing=lambda: self._services().rescuing,
            open_again=open_again,
            now=self._services().clock.now,
            tasks=self._tasks,
            write=lambda path, content: write_once(path, content, replace=True),
        )
        presenter = RescuePresenter(panel, problem, secret, parts)
        panel.hide_wanted.connect(self.hide)
        panel.left.connect(self.lock)
        panel.left_restored.connect(self.lock_restored)
        self.show(panel)
        panel.made.emit()  # what is read is held from here on: it locks by itself as ever
        presenter.examine()

    @property
    def _name(self) -> str:
        return _("Notes") if self._preferences.now.discreet_name else _("Companion")

    def _first_run(self) -> Entrance:
        from iop_companion.ui.first_run.presenter import FirstRunParts, FirstRunPresenter
        from iop_companion.ui.first_run.without_code import ask_without
        from iop_companion.ui.widgets.code_keeping import code_keeping

        def write(path: Path, content: bytes) -> None:
            from iop_companion.services.file_writing import write_once

            write_once(path, content, replace=True)  # the dialog asked about replacing

        presenter = FirstRunPresenter(
            self._parts.open_support().regions(),
            FirstRunParts(
                session=lambda: self._services().session,
                tasks=self._tasks,
                preferences=self._preferences,
                keeping=code_keeping(write),
                ask_without=ask_without,
                vault=lambda: self._services().setting_up,
                moving_in=lambda: self._services().moving_in,
                let_write=lambda on: self._services().sealed.switch(on=on),
                change_passphrase=lambda new: self._services().keys.change_passphrase(new, None),
            ),
        )
        vaults = self._parts.vaults
        if vaults is not None and (others := vaults.others()):
            discreet = self._preferences.now.discreet_name
            presenter.computer.count_as_shared(is_discreet=discreet)
            presenter.panel.offer_vaults(_named(others, self._preferences.now.vault_names))
            presenter.panel.vault_chosen.connect(vaults.open)
        presenter.panel.hide_wanted.connect(self.hide)
        return presenter.panel


def _nothing() -> None:
    """Until the window is built."""


def _named(numbers: Sequence[int], names: Sequence[str]) -> tuple[tuple[int, str], ...]:
    return tuple((number, vault_name(number, names)) for number in numbers)
