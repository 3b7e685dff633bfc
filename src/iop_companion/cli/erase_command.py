"""The command ``erase``: destroy everything."""

from __future__ import annotations

from typing import Annotated

import typer

from iop_companion.cli.opening import Opening
from iop_companion.cli.words import WrongUsage
from iop_companion.foundation.i18n import _


def erase(
    context: typer.Context,
    everything: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--everything", help=_("Yes, all of it, for good."))
    ] = False,
) -> None:
    """Destroy the keys, the entries and the backups that Companion knows of."""
    opening: Opening = context.obj
    if not everything:
        raise WrongUsage(_("This destroys everything; say so with --everything."))
    with opening.unlocked_by() as (services, current):
        outside = services.backups.outside()
        left = services.erasing.erase_everything(current, outside.folder if outside else None)
        opening.has_saved = True
        words = services.erasing.words_after(left)
    opening.console.tell({"left": [str(place) for place in left]}, [words])
    if left:
        raise typer.Exit(1)
