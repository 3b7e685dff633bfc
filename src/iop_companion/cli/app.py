"""The command line of ``product.md`` over the same services as the window.

Statuses: 0 done; 1 something the person can mend, one sentence on standard error; 2 wrong usage.
With ``--json``, a command that ran prints its object even when it ends with 1; one that could not
run prints nothing on standard output. There is never a traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from iop_companion.cli.backup_commands import create, list_backups, restore, verify
from iop_companion.cli.console import Console
from iop_companion.cli.entry_commands import add_measure, check_in, list_measures
from iop_companion.cli.erase_command import erase
from iop_companion.cli.export_commands import decrypt, export
from iop_companion.cli.import_commands import import_file, undo_import
from iop_companion.cli.key_commands import change_passphrase, list_keys, renew_code, replace_key
from iop_companion.cli.opening import OpenDemo, Opening, OpenServices
from iop_companion.cli.vault_commands import check, init
from iop_companion.cli.warning_commands import warnings
from iop_companion.cli.words import WrongUsage
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe

PROGRAM = "iop-companion"
MENDABLE, USAGE = 1, 2

_INTERRUPTED = 130
"""What the library returns, without a word, for Ctrl+C inside a command."""

_WITH_VALUE = ("--vault", "--passphrase-file")
_FLAGS = ("--json", "--demo")


def run(
    argv: Sequence[str],
    open_services: OpenServices,
    open_demo: OpenDemo | None = None,
    console: Console | None = None,
) -> int:
    """Run one command and return its status.

    ``open_services`` builds the services over a vault folder (None: the platform's own), without
    opening it; ``open_demo`` yields those over a throw-away vault that is open already.
    """
    console = console or Console.of_process()
    opening = Opening(open_services, open_demo, console)
    try:
        status = _program()(
            args=hoisted(argv), prog_name=PROGRAM, standalone_mode=False, obj=opening
        )
    except BrokenPipeError:  # the reader of a pipe had enough
        return MENDABLE
    except (Exception, KeyboardInterrupt) as error:  # the last door: never a traceback
        sentence, status = _told(error, has_saved=opening.has_saved)
        console.complain(sentence)
        return status
    if status == _INTERRUPTED:
        console.complain(_stopped(has_saved=opening.has_saved))
        return MENDABLE
    return status if isinstance(status, int) else 0


def hoisted(argv: Sequence[str]) -> list[str]:
    """Return ``argv`` with the options of the whole program first, so they may stand anywhere."""
    before: list[str] = []
    after: list[str] = []
    rest = iter(argv)
    for word in rest:
        if word == "--":
            return [*before, *after, word, *rest]
        if word in _WITH_VALUE:
            before += [word, *([value] if (value := next(rest, None)) is not None else [])]
        elif word in _FLAGS or word.startswith(tuple(f"{name}=" for name in _WITH_VALUE)):
            before.append(word)
        else:
            after.append(word)
    return [*before, *after]


def _program() -> typer.Typer:
    """Build the commands, in the language chosen by now."""
    program = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    program.callback(help=_("A private diary for the program and the months after it."))(_options)
    program.command("init", help=_("Create a vault and print its recovery code, once."))(init)
    program.command("check-in", help=_("Save one day’s answers."))(check_in)
    program.command("import", help=_("Bring in a file of another program, or of this one."))(
        import_file
    )
    program.command("undo-import", help=_("Take out what an import brought in."))(undo_import)
    program.command("warnings", help=_("Say what the warning panel says."))(warnings)
    program.command("export", help=_("Save a CSV, a JSON or a summary for therapy."))(export)
    program.command("decrypt", help=_("Open a file that was saved with --encrypt."))(decrypt)
    program.command("check", help=_("Look whether the vault is sound."))(check)
    measures = typer.Typer(rich_markup_mode=None, help=_("What can be tracked."))
    measures.command("list", help=_("Print every measure."))(list_measures)
    measures.command("add", help=_("Add a measure of one’s own."))(add_measure)
    program.add_typer(measures, name="measures")
    program.command("erase", help=_("Destroy everything, for good."))(erase)
    keys = typer.Typer(rich_markup_mode=None, help=_("What opens the vault."))
    keys.command("list", help=_("Print what opens the vault."))(list_keys)
    keys.command("passphrase", help=_("Change the passphrase."))(change_passphrase)
    keys.command("code", help=_("Offer a new recovery code, or put it in force."))(renew_code)
    keys.command("replace", help=_("Encrypt everything anew: someone knows the passphrase."))(
        replace_key
    )
    program.add_typer(keys, name="keys")
    backup = typer.Typer(rich_markup_mode=None, help=_("Copies of the vault to go back to."))
    backup.command("create", help=_("Make a backup; open it and count it."))(create)
    backup.command("list", help=_("Print every backup that is kept."))(list_backups)
    backup.command("verify", help=_("Open backups and count them."))(verify)
    backup.command("restore", help=_("Go back to a backup; the vault before it is kept."))(restore)
    program.add_typer(backup, name="backup")
    return program


def _options(
    context: typer.Context,
    vault: Annotated[
        Path | None, typer.Option(metavar="DIR", help=_("The folder of the vault."))
    ] = None,
    passphrase_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("A file whose first line is the passphrase.")),
    ] = None,
    as_json: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--json", help=_("Print one JSON object."))
    ] = False,
    demo: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--demo", help=_("Use a throw-away vault with made-up entries."))
    ] = False,
) -> None:
    opening: Opening = context.obj
    opening.vault = vault
    opening.passphrase_file = passphrase_file
    opening.console.as_json = as_json
    opening.is_demo = demo


def _told(error: BaseException, *, has_saved: bool) -> tuple[str, int]:
    """Return the sentence for what stopped a command, and its status."""
    if isinstance(error, KnownProblem):
        return describe(error).sentence, MENDABLE
    if isinstance(error, WrongUsage):
        return _see_help(str(error)), USAGE
    if isinstance(error, typer.Abort | KeyboardInterrupt):
        return _stopped(has_saved=has_saved), MENDABLE
    if isinstance(error, typer.TyperException):
        told = getattr(error, "format_message", None)
        return _see_help(str(told() if callable(told) else error)), USAGE
    return _broken(type(error).__name__, has_saved=has_saved), MENDABLE


def _stopped(*, has_saved: bool) -> str:
    if has_saved:
        return _("Stopped. What was saved before that stays saved.")
    return _("Stopped. Nothing was saved.")


def _broken(word: str, *, has_saved: bool) -> str:
    """Return what to say of a mistake of the program; ``word`` names it for a report."""
    if has_saved:
        told = _("Something did not work, after saving; look before trying again ({code}).")
    else:
        told = _("Something did not work; try again, and tell us this word: {code}.")
    return told.format(code=word)


def _see_help(reason: str) -> str:
    return _("{reason} See {program} --help.").format(
        reason=reason.rstrip(".") + ".", program=PROGRAM
    )
