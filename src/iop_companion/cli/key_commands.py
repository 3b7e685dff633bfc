"""The commands about what opens the vault: ``keys list``, ``passphrase``, ``code``, ``replace``.

Secrets are read from files or typed without echo, never given as words of the command: those stay
in the shell's history.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from iop_companion.cli.opening import Opening, first_line
from iop_companion.domain.vault_keys import NewKeys
from iop_companion.foundation.i18n import _, pgettext

_FILE = "FILE"


def list_keys(context: typer.Context) -> None:
    """Print what opens the vault."""
    opening: Opening = context.obj
    with opening.unlocked() as services:
        slots = services.keys.slots()
    names = {
        "passphrase": pgettext("a way into the vault", "Passphrase"),
        "recovery": pgettext("a way into the vault", "Recovery code"),
    }
    opening.console.tell(
        {"keys": [{"kind": slot.kind, "up_to_date": slot.is_up_to_date} for slot in slots]},
        [
            names[slot.kind]
            if slot.is_up_to_date
            else _("{name} (set it anew: guessing it costs less than it could)").format(
                name=names[slot.kind]
            )
            for slot in slots
        ],
    )


def change_passphrase(
    context: typer.Context,
    new_passphrase_file: Annotated[
        Path | None,
        typer.Option(metavar=_FILE, help=_("A file whose first line is the new passphrase.")),
    ] = None,
) -> None:
    """Let a new passphrase open the vault, and the old one no more."""
    opening: Opening = context.obj
    with opening.unlocked_by() as (services, current):
        services.keys.change_passphrase(opening.new_passphrase(new_passphrase_file), current)
        opening.has_saved = True
        words = services.keys.words_after_passphrase()
    opening.console.tell({"changed": True}, [_("The passphrase is changed."), words])


def renew_code(
    context: typer.Context,
    code_file: Annotated[
        Path | None,
        typer.Option(
            metavar=_FILE, help=_("A file whose first line is the code that was offered.")
        ),
    ] = None,
) -> None:
    """Offer a new recovery code; with ``--code-file``, put the offered one in force."""
    opening: Opening = context.obj
    with opening.unlocked_by() as (services, current):
        if code_file is None:
            offered = services.keys.offer_code().reveal()
            opening.console.tell(
                {"recovery_code": offered, "in_force": False},
                [
                    _("Recovery code: {code}").format(code=offered),
                    _("Write it down. It opens nothing yet, and the old one still does."),
                    _("Type it into a file and run this again with --code-file to use it."),
                ],
            )
            return
        services.keys.confirm_code(current, first_line(code_file))
        opening.has_saved = True
    opening.console.tell(
        {"in_force": True}, [_("The new recovery code is in force; the old one opens nothing.")]
    )


def replace_key(
    context: typer.Context,
    code_file: Annotated[
        Path, typer.Option(metavar=_FILE, help=_("A file with a code that was offered."))
    ],
    new_passphrase_file: Annotated[
        Path | None,
        typer.Option(metavar=_FILE, help=_("A file whose first line is the new passphrase.")),
    ] = None,
) -> None:
    """Encrypt everything anew, for when someone knows the passphrase."""
    opening: Opening = context.obj
    with opening.unlocked_by() as (services, current):
        new = NewKeys(opening.new_passphrase(new_passphrase_file), first_line(code_file))
        services.keys.replace_key(current, new)
        opening.has_saved = True
        words = services.keys.words_after_replacing()
    opening.console.tell({"replaced": True}, [_("The key is replaced."), words])
