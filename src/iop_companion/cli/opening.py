"""Getting at the vault from the command line: which one, by which passphrase, and closed again."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.cli.console import Console
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.untrusted_file import open_untrusted

if TYPE_CHECKING:
    from iop_companion.foundation.paths import Paths
    from iop_companion.services.bundle import Services

OpenServices = Callable[["Path | None"], "Services"]
OpenDemo = Callable[[], "AbstractContextManager[tuple[Paths, Services]]"]

_LONGEST_PASSPHRASE = 4096


@dataclass(slots=True)
class Opening:
    """What the options before a command say, and how to act on them."""

    open_services: OpenServices
    open_demo: OpenDemo | None
    console: Console
    vault: Path | None = None
    passphrase_file: Path | None = None
    is_demo: bool = False
    has_saved: bool = False
    """Whether the command wrote anything that stays, for words after it was stopped."""

    @contextmanager
    def unlocked(self) -> Iterator[Services]:
        """Yield the services over the open vault (``--demo``: a throw-away one); lock at the end.

        Raises ``KnownProblem``: ``no_vault``, ``wrong_passphrase``, ``passphrase_missing`` ...
        """
        if self.is_demo:
            with self._demo() as services:
                yield services
            return
        with self.unlocked_by() as (services, _passphrase):
            yield services

    @contextmanager
    def unlocked_by(self) -> Iterator[tuple[Services, Secret]]:
        """Yield the services over the open vault and the passphrase that opened it.

        Raises what :meth:`unlocked` raises; ``demo_is_there`` for the demonstration.
        """
        if self.is_demo:
            raise KnownProblem("demo_is_there")
        services = self.open_services(self.vault)
        if not services.session.exists():
            raise KnownProblem("no_vault")
        try:
            passphrase = self._passphrase()
            self._remark_on(services.session.unlock(passphrase))
            if words := services.sealed.take_in().words():
                self.console.remark(words)
            vault = services.session.vault
            before = vault.generation
            try:
                yield services, passphrase
            finally:
                self.has_saved |= vault.generation != before
        finally:
            services.lock()

    def new_passphrase(self, file: Path | None) -> Secret:
        """Return a new passphrase from the first line of ``file``, or ask for it twice."""
        if file is not None:
            return first_line(file)
        return _typed(_("New passphrase:"), is_new=True)

    def file_passphrase(self, file: Path | None, *, is_new: bool) -> Secret:
        """Return the passphrase of one saved file, from ``file`` or typed (twice if it is new)."""
        if file is not None:
            return first_line(file)
        return _typed(_("Passphrase of the file:"), is_new=is_new)

    @contextmanager
    def looking(self) -> Iterator[Services]:
        """Yield the services over the vault opened for reading alone, beside an open window."""
        if self.is_demo:
            with self._demo() as services:
                yield services
            return
        services = self.open_services(self.vault)
        if not services.session.exists():
            raise KnownProblem("no_vault")
        try:
            services.session.look(self._passphrase())
            yield services
        finally:
            services.session.lock()

    def closed_with_secret(self) -> tuple[Services, Secret]:
        """Return the services over a vault that need not be there, and the secret that was given.

        The caller locks at the end.
        """
        if self.is_demo:
            raise KnownProblem("demo_is_there")
        services = self.open_services(self.vault)
        return services, self._passphrase()

    @contextmanager
    def created(self) -> Iterator[tuple[Services, Secret]]:
        """Create the vault; yield the services over it and its recovery code; lock at the end."""
        if self.is_demo:
            raise KnownProblem("demo_is_there")
        services = self.open_services(self.vault)
        if services.session.exists():
            raise KnownProblem("vault_exists")
        try:
            code = services.session.create(self._passphrase(is_new=True))
            self.has_saved = True
            yield services, code
        finally:
            services.lock()

    @contextmanager
    def _demo(self) -> Iterator[Services]:
        if self.open_demo is None:
            raise KnownProblem("no_demo")
        with self.open_demo() as (_paths, services):
            yield services

    def _passphrase(self, *, is_new: bool = False) -> Secret:
        """Return the passphrase from its file, or ask for it where somebody can answer."""
        if self.passphrase_file is not None:
            return first_line(self.passphrase_file)
        return _typed(_("Passphrase:"), is_new=is_new)

    def _remark_on(self, n_failed: int) -> None:
        if n_failed:
            self.console.remark(
                ngettext(
                    "{n} try failed since you were last here.",
                    "{n} tries failed since you were last here.",
                    n_failed,
                ).format(n=n_failed)
            )


def _typed(question: str, *, is_new: bool) -> Secret:
    if not sys.stdin.isatty():
        raise KnownProblem("passphrase_missing")
    typed = getpass.getpass(question + " ")
    if is_new and getpass.getpass(_("The same once more:") + " ") != typed:
        raise KnownProblem("passphrases_differ")
    return Secret(typed)


def first_line(path: Path) -> Secret:
    """Return the first line of a file with a secret in it.

    Raises ``KnownProblem``: ``passphrase_file_unreadable``, ``passphrase_missing`` (it is empty).
    """
    try:
        with open_untrusted(path, limit_mib=1) as stream:
            line = stream.readline(_LONGEST_PASSPHRASE)
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except (KnownProblem, UnicodeDecodeError) as error:
        raise KnownProblem("passphrase_file_unreadable") from error
    if not text:
        raise KnownProblem("passphrase_missing")
    return Secret(text)
