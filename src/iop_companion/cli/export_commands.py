"""The command ``export``: data files and the summary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iop_companion.cli.opening import Opening
from iop_companion.cli.words import WrongUsage, day_of
from iop_companion.domain.private import Secret
from iop_companion.domain.summary import Section
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.diary_cards import CardRequest

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services
    from iop_companion.services.views import SavedFile

_LATER = ("fhir", "ics")
"""Kinds of export that the program will have and does not have yet."""


@dataclass(frozen=True, slots=True)
class _Asked:
    out: Path
    first: date | None
    last: date | None
    include: str | None
    replace_file: bool
    passphrase: Secret | None
    is_blank: bool = False


def export(  # noqa: PLR0913, PLR0917 -- the options of the command line
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help=_("csv, json, summary, diary-card or wallet-card.")),
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help=_("The file to write."))],
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help=_("First day."))
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help=_("Last day."))] = None,
    include: Annotated[
        str | None,
        typer.Option(metavar="A,B,C", help=_("Sections of the summary, parted by commas.")),
    ] = None,
    replace_file: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--replace", help=_("Write over a file of that name."))
    ] = False,
    blank: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--blank", help=_("An empty diary card, to fill in by hand."))
    ] = False,
    encrypt: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--encrypt", help=_("Lock the file with a passphrase of its own."))
    ] = False,
    file_passphrase_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("A file whose first line locks what is saved.")),
    ] = None,
) -> None:
    """Save a file. Without --encrypt it is not protected: whoever has it can read it."""
    opening: Opening = context.obj
    if kind in _LATER:
        raise WrongUsage(_("This kind of export is not part of this version yet."))
    save = _SAVERS.get(kind)
    if save is None:
        raise WrongUsage(
            _("The kinds of export are csv, json, summary, diary-card and wallet-card.")
        )
    if _has_wrong_options(kind, first or "", last or "", include, is_blank=blank):
        raise WrongUsage(_("This kind of export does not take these options."))
    is_locked = encrypt or file_passphrase_file is not None
    if kind == "wallet-card" and is_locked:  # a card that nobody can read helps nobody
        raise WrongUsage(_("This kind of export does not take these options."))
    passphrase = opening.file_passphrase(file_passphrase_file, is_new=True) if is_locked else None
    asked = _Asked(out, day_of(first), day_of(last), include, replace_file, passphrase, blank)
    with opening.unlocked() as services:
        saved = save(services, asked)
        opening.has_saved = True
    entries = ngettext("{n} entry", "{n} entries", saved.n_entries).format(n=saved.n_entries)
    opening.console.tell(
        {"file": saved.path, "pages": saved.n_pages, "entries": saved.n_entries}
        | ({"encrypted": True} if is_locked else {}),
        [_("Saved {file}: {entries}.").format(file=saved.path, entries=entries)],
    )
    if is_locked:
        words = _("Nobody can open this file without its passphrase, which is kept nowhere.")
    else:
        words = _("This file is not protected; keep it where only you can read it.")
    opening.console.remark(words)


def _has_wrong_options(
    kind: str, first: str, last: str, include: str | None, *, is_blank: bool
) -> bool:
    """Whether an option was given that this kind of export does not have."""
    if kind == "wallet-card":
        return bool(first or last or include or is_blank)
    if kind == "diary-card":  # a week is told by its last day; an empty card has none
        return bool(first) or (is_blank and bool(last or include))
    if is_blank or (kind == "json" and (first or last)):
        return True
    return kind != "summary" and include is not None


def decrypt(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The locked file."))],
    out: Annotated[Path, typer.Argument(metavar="OUT", help=_("The file to write."))],
    file_passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("A file whose first line opens it."))
    ] = None,
    replace_file: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--replace", help=_("Write over a file of that name."))
    ] = False,
) -> None:
    """Open a file that was saved with --encrypt; no vault is needed."""
    opening: Opening = context.obj
    passphrase = opening.file_passphrase(file_passphrase_file, is_new=False)
    services = opening.open_services(opening.vault)
    saved = services.exporting.open_locked(file, out, passphrase, replace_file)
    opening.console.tell({"file": saved.path}, [_("Opened: {file}.").format(file=saved.path)])
    opening.console.remark(_("This file is not protected; keep it where only you can read it."))


def _save_csv(services: Services, asked: _Asked) -> SavedFile:
    return services.exporting.csv(
        asked.out, asked.first, asked.last, replace=asked.replace_file, passphrase=asked.passphrase
    )


def _save_json(services: Services, asked: _Asked) -> SavedFile:
    return services.exporting.json(
        asked.out, replace=asked.replace_file, passphrase=asked.passphrase
    )


def _save_summary(services: Services, asked: _Asked) -> SavedFile:
    request = services.summarising.default_request()
    request = replace(request, first=asked.first or request.first, last=asked.last or request.last)
    if asked.include is not None:
        request = replace(request, sections=_sections(asked.include))
    if request.last > services.clock.today():
        raise KnownProblem("future_day", day=request.last.isoformat())
    summary = services.summarising.assemble(request)
    return services.summarising.save(
        summary, asked.out, replace=asked.replace_file, passphrase=asked.passphrase
    )


def _save_diary_card(services: Services, asked: _Asked) -> SavedFile:
    today = services.clock.today()
    if asked.last is not None and asked.last > today:
        raise KnownProblem("future_day", day=asked.last.isoformat())
    sections = () if asked.include is None else _sections(asked.include)
    card = services.diary_cards.assemble(
        CardRequest(
            last=None if asked.is_blank else asked.last or today,
            with_notes=Section.NOTES in sections,
            with_points=asked.include is None or Section.TALK in sections,
        )
    )
    return services.diary_cards.save(
        card, asked.out, replace=asked.replace_file, passphrase=asked.passphrase
    )


def _save_wallet_card(services: Services, asked: _Asked) -> SavedFile:
    return services.plan_on_paper.save_wallet_card(asked.out, replace=asked.replace_file)


def _sections(include: str) -> tuple[Section, ...]:
    sections = []
    for name in filter(None, map(str.strip, include.split(","))):
        if name not in set(Section):
            known = ", ".join(Section)
            raise KnownProblem("unknown_section", section=name, known=known)
        sections.append(Section(name))
    return tuple(section for section in Section if section in sections)


_SAVERS: dict[str, Callable[[Services, _Asked], SavedFile]] = {
    "csv": _save_csv,
    "json": _save_json,
    "summary": _save_summary,
    "diary-card": _save_diary_card,
    "wallet-card": _save_wallet_card,
}
