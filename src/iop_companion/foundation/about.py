"""What the program says about itself: version, and the licences of what it is built with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import metadata

from iop_companion.foundation import assets
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _, ngettext

DISTRIBUTION = "iop-companion"

RELEASED = date(2026, 11, 22)
"""The day of this version; a new one comes with a new line in CHANGELOG.md."""

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_STATED = {
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "sqlcipher3": "Zlib; with SQLCipher, BSD-3-Clause",
    "matplotlib": "Matplotlib licence",
}
"""Where a package states several licences, a text, or none: the one that it is used under."""

_OWN_FILES = ("fonts/OFL.txt", "wordlists/NOTICE.txt", "instruments/LOINC.txt")
_OTHERS_FOLDERS = ("instruments/auditc", "instruments/who5")
"""Not under the licence of the program, and left out by whoever may not pass them on."""

_RULE = "-" * 60


@dataclass(frozen=True, slots=True)
class Part:
    """A package that the program needs to run, with its licence and the texts it ships."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def version() -> str:
    """Return the version of the installed program."""
    return metadata.version(DISTRIBUTION)


def age_words(today: date) -> str:
    """Return how old this version is; a clock that was set back makes no age."""
    months = (today.year - RELEASED.year) * 12 + today.month - RELEASED.month
    months -= today.day < RELEASED.day
    day = day_words(RELEASED, with_year=True)
    if months < 1:
        return _("This version is of {day}.").format(day=day)
    return ngettext(
        "This version is of {day}, {n} month old.",
        "This version is of {day}, {n} months old.",
        months,
    ).format(day=day, n=months)


def about_words() -> str:
    """Return version and what the program is and is not, a line each."""
    return "\n".join(
        (
            _("Companion {version}, Apache-2.0.").format(version=version()),
            _("Nothing is sent from this computer. Nobody is watching the entries."),
            _("It is a diary: no diagnosis, no prediction, not an emergency service."),
            _("Built with Qt and PySide6 (LGPL-3.0), SQLCipher (BSD), Typst (Apache-2.0)."),
            _("Letters: Atkinson Hyperlegible Next (SIL Open Font License 1.1)."),
        )
    )


def parts() -> tuple[Part, ...]:
    """Return every package that is needed to run, by name, as this installation holds it."""
    return tuple(_part(found) for key, found in sorted(_needed().items()) if key != DISTRIBUTION)


def licence_notices() -> str:
    """Return all licences as one text: a list first, then the texts that came with the parts."""
    found = parts()
    table = [f"{part.name} {part.version}: {part.licence}" for part in found]
    notices = [name for folder in _OTHERS_FOLDERS for name in assets.names(folder, "NOTICE.txt")]
    texts = [assets.read_text(name).strip() for name in (*_OWN_FILES, *notices)]
    for part in found:
        texts += [f"{part.name} {part.version}\n\n{text.strip()}" for text in part.texts]
    intro = _(
        "Companion is under the Apache License 2.0. It stands on these parts. Qt and PySide6 are "
        "used unchanged under the LGPL-3.0 (gnu.org/licenses/lgpl-3.0) and can be replaced."
    )
    return f"\n\n{_RULE}\n\n".join(("\n".join((intro, "", *table)), *texts))


def _needed() -> dict[str, metadata.Distribution]:
    """The program's own requirements and theirs, without optional ones, by normalised name."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [DISTRIBUTION]
    while waiting:
        name = waiting.pop()
        key = _key(name)
        if key in found:
            continue
        try:
            found[key] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # only needed on another system
        waiting += _required(found[key])
    return found


def _required(found: metadata.Distribution) -> Iterator[str]:
    for line in found.requires or ():
        name = _NAME.match(line)
        if name is not None and "extra ==" not in line:
            yield name[0]


def _part(found: metadata.Distribution) -> Part:
    name = str(found.metadata["Name"])
    texts = [
        file.read_text(encoding="utf-8")
        for file in found.files or ()
        if ".dist-info" in str(file) and _LICENCE_FILE.search(file.name)
    ]
    return Part(name, found.version, _licence(found, name), tuple(texts))


def _licence(found: metadata.Distribution, name: str) -> str:
    stated = _STATED.get(_key(name)) or _field(found, "License-Expression")
    if stated:
        return stated
    said = _field(found, "License")
    if said and "\n" not in said:
        return said
    classified = [
        line.rpartition("::")[2].strip()
        for line in found.metadata.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    return ", ".join(classified) or said.partition("\n")[0]


def _field(found: metadata.Distribution, name: str) -> str:
    values = found.metadata.get_all(name) or [""]
    return str(values[0]).strip()


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
