"""What opens the vault, and changing it: passphrase, recovery code, and the key behind both.

How a page calls it, on the store thread:

- *Change passphrase*: ``judged(typed)`` at each pause for the meter, then
  ``change_passphrase(new, current)``. ``current=None`` is for *I do not remember it*, while open.
- *New recovery code*: ``offer_code()``, show it, have it written down and two groups typed back,
  then ``confirm_code(current, code)``. Until that, the code before stays in force: a page that was
  closed too early costs nothing.
- *Someone knows my passphrase*: the same ``offer_code`` and confirmation first, remember
  ``backups_of_this_key()``, then
  ``replace_key(current, NewKeys(passphrase, code))``, and show ``words_after_replacing()``. If the
  person wants the old backups gone: make a new one, then ``destroy_backups(remembered)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from iop_companion.domain.ports import Eraser, OpenVault, SealedBoxes, VaultKeys
from iop_companion.domain.private import Secret
from iop_companion.domain.vault_keys import KeySlot, NewKeys
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.passphrase_strength import Strength, strength
from iop_companion.services.session import VaultSession


class Keys:
    """Use cases on the keys of the open vault; raises ``KnownProblem("locked")`` without one."""

    def __init__(
        self, session: VaultSession, keys: VaultKeys, eraser: Eraser, boxes: SealedBoxes
    ) -> None:
        """Work on the vault of ``session`` by ``keys``; ``eraser`` destroys old backups.

        ``boxes`` are what was written while locked: a new key must not shut them in.
        """
        self._boxes = boxes
        self._eraser = eraser
        self._session = session
        self._keys = keys

    def slots(self) -> tuple[KeySlot, ...]:
        """Return what opens the vault."""
        return self._keys.slots(self._session.folder)

    def judged(self, passphrase: Secret) -> Strength:
        """Return how a passphrase of the person's own stands, for the words beside the field."""
        return strength(passphrase.reveal())

    def prove(self, current: Secret) -> None:
        """Raise ``KnownProblem("wrong_passphrase")`` unless ``current`` is the one in force."""
        self._refuse_locked()
        self._keys.prove(self._session.folder, current)

    def change_passphrase(self, new: Secret, current: Secret | None) -> None:
        """Let ``new`` open the vault from now on, and ``current`` no more.

        Backups made before still open with the passphrase of their time:
        :meth:`words_after_passphrase` says so. Raises ``KnownProblem``: ``wrong_passphrase``,
        ``passphrase_too_short``, ``passphrase_common``, ``passphrase_same``, those of the disk.
        """
        self._refuse_locked()
        self._keys.change_passphrase(self._session.folder, new, current)

    def offer_code(self) -> Secret:
        """Return a fresh recovery code to be shown; nothing changes before it is confirmed."""
        return self._keys.offer_code()

    def confirm_code(self, current: Secret, code: Secret) -> None:
        """Let ``code``, which the person wrote down, open the vault, and the one before no more."""
        self._refuse_locked()
        self._keys.confirm_code(self._session.folder, current, code)

    def replace_key(self, current: Secret, new: NewKeys) -> None:
        """Encrypt every entry anew under a new data key, for when somebody knows the passphrase.

        The vault stays as it was until the copy has proved equal, row by row; then it is swapped.
        It is open again afterwards. Raises ``KnownProblem``: what :meth:`change_passphrase` raises,
        ``rekey_unproved``; ``keys_copy_behind`` is the one after which the new keys are in force.
        """
        folder = self._session.folder
        self._refuse_locked()
        if self._boxes.waiting(folder):
            raise KnownProblem("sealed_waiting")
        notes = self._session.vault.backups.notes()  # sealed under the key that goes
        prepared = self._keys.prepare_rekey(self._session.folder, current, new)
        problems: list[Exception] = []

        def swapped() -> OpenVault:
            vault, problem = prepared.put_in_place()
            if problem is not None:
                problems.append(problem)
            return vault

        self._session.reopen(swapped)
        if self._boxes.is_on(folder):
            self._boxes.switch(folder, on=True)
        if notes:
            self._session.vault.backups.keep_notes(notes)
        if problems:
            raise problems[0]

    def backups_of_this_key(self, outside: Path | None = None) -> tuple[Path, ...]:
        """Return the backups that the key in force opens; ask before :meth:`replace_key`.

        ``outside`` is the second place. What was found may be given to :meth:`destroy_backups`
        once the key is replaced and a new backup is made.
        """
        backups = self._session.vault.backups
        found = backups.all()
        if outside is not None and outside.is_dir():
            found = [*found, *backups.all(outside)]
        return tuple(one.file for one in found if one.facts is not None)

    def destroy_backups(self, files: Sequence[Path]) -> list[Path]:
        """Overwrite and delete old backups; return those that are still there.

        So are vaults that were replaced and copies of damaged ones: the old key opens them too.

        Refuses to touch anything before a backup under the key in force is there:
        ``KnownProblem("backup_missing")``.
        """
        if not self.backups_of_this_key():
            raise KnownProblem("backup_missing")
        backups = self._session.vault.backups
        left = [one.folder for one in backups.kept_aside() if not backups.drop_aside(one.folder)]
        return [*self._eraser.destroy(files), *left]

    def words_after_passphrase(self) -> str:
        """What to say after a change of the passphrase."""
        return _(
            "Copies and backups made before today still open with the passphrase of their time. "
            "If someone else knows it, replace the key as well."
        )

    def words_after_replacing(self) -> str:
        """What to say after the key was replaced."""
        return _(
            "What you write from now on opens only with the new passphrase or the new code. "
            "Backups and copies made before, wherever they lie, still open with the old passphrase "
            "or the old code: they hold what you had written until then. Destroy those you can "
            "reach."
        )

    def _refuse_locked(self) -> None:
        _vault = self._session.vault
