"""Every importer there is, in the order in which they are asked whether a file is theirs."""

from __future__ import annotations

from iop_companion.domain.ports import Importer
from iop_companion.importers.companion_json import CompanionJsonImporter
from iop_companion.importers.daylio import DaylioImporter
from iop_companion.importers.tidy_csv import TidyCsvImporter

IMPORTERS: tuple[Importer, ...] = (CompanionJsonImporter(), DaylioImporter(), TidyCsvImporter())
