"""The composition root: the only file that knows every part and puts them together.

Heavy parts are imported inside the functions, because the window paints before they load.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from iop_companion.foundation.clock import SystemClock
from iop_companion.foundation.paths import Paths, default_paths, paths_under

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock
    from iop_companion.services.bundle import Services
    from iop_companion.store.cipher import KdfCost


def build(paths: Paths, *, clock: Clock | None = None, kdf: KdfCost | None = None) -> Services:
    """Return all services over the vault folder of ``paths``; nothing is opened or created yet.

    Tests pass a stopped ``clock`` and the lowest permitted ``kdf`` cost.
    """
    from iop_companion.catalog.catalog import load_catalog
    from iop_companion.importers.registry import IMPORTERS
    from iop_companion.reports.data_files import DataFileWriter
    from iop_companion.reports.summary_pdf import TypstSummaryWriter
    from iop_companion.services.bundle import Services
    from iop_companion.services.check_ins import CheckIns
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.early_warnings import EarlyWarnings
    from iop_companion.services.exporting import Exporting
    from iop_companion.services.history import History
    from iop_companion.services.importing import Importing
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.session import VaultSession
    from iop_companion.services.sessions import SessionDates
    from iop_companion.services.summarising import Summarising
    from iop_companion.services.support import Support
    from iop_companion.services.trends import Trends
    from iop_companion.store.vaults import SqlCipherVaults

    clock = clock or SystemClock()
    catalog = load_catalog()
    session = VaultSession(SqlCipherVaults(kdf=kdf, clock=clock), paths.vault)
    history = History()
    measures = MeasureList(session, catalog)
    daily = DailyReader(session)
    sessions = SessionDates(session, clock, history)
    warnings = EarlyWarnings(session, daily, measures, clock, history)
    return Services(
        session=session,
        check_ins=CheckIns(session, clock, history, measures),
        measures=measures,
        sessions=sessions,
        trends=Trends(daily, measures, sessions, clock, warnings),
        early_warnings=warnings,
        summarising=Summarising(daily, measures, session, clock, warnings, TypstSummaryWriter()),
        importing=Importing(session, measures, IMPORTERS, clock, history),
        exporting=Exporting(session, measures, DataFileWriter(), clock),
        support=Support(catalog),
        history=history,
        clock=clock,
    )


@contextmanager
def demo(clock: Clock | None = None) -> Iterator[tuple[Paths, Services]]:
    """Open a throw-away vault with 18 months of synthetic entries; it is deleted at the end."""
    from iop_companion.domain.private import Secret
    from iop_companion.services.demo import fill_demo
    from iop_companion.store.cipher import LIGHT

    with tempfile.TemporaryDirectory(prefix="companion-demo-") as folder:
        paths = paths_under(Path(folder))
        services = build(paths, clock=clock, kdf=LIGHT)
        services.session.create(Secret(secrets.token_urlsafe(24)))
        fill_demo(services.session.vault, services.measures, services.clock.today())
        try:
            yield paths, services
        finally:
            services.lock()


def open_services(vault: Path | None) -> Services:
    """Return the services over ``vault``, or over the platform's own folder."""
    return build(default_paths(vault))
