"""What "Get support now" shows: lines of the chosen region, three short skills; needs no vault."""

from __future__ import annotations

from iop_companion.catalog import support_lines
from iop_companion.catalog.catalog import Catalog
from iop_companion.catalog.support_lines import CrisisLine, LineKind, RegionLines
from iop_companion.domain.coping import CopingSkill
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.views import InWords, SupportLine, SupportSheet


class Support:
    """Reads only what ships with the program; works locked, and keeps no trace of being asked."""

    def __init__(self, catalog: Catalog) -> None:
        """Offer the skills of ``catalog`` that are marked for support, shortest first."""
        self._catalog = catalog

    def regions(self) -> tuple[tuple[str, str], ...]:
        """Return (code, name) of every region with checked lines, by name."""
        return tuple(sorted(support_lines.regions().items(), key=lambda pair: pair[1].casefold()))

    def sheet(self, region: str) -> SupportSheet:
        """Return the sheet of ``region`` (a code of :meth:`regions`, or "" for none chosen).

        A region without checked lines gives a sheet whose ``advice`` says where to look.
        """
        found = support_lines.lines_of(region) if region else None
        return SupportSheet(
            region=region if found else "",
            region_name=support_lines.regions().get(region, ""),
            emergency=found.emergency if found else "",
            lines=_lines(found) if found else (),
            skills=self._skills(),
            emergency_also=found.emergency_also if found else (),
            advice="" if found else _advice(region),
        )

    def first_line(self, region: str) -> SupportLine | None:
        """Return the line of ``region`` that stands first, None where there is none."""
        return first_of(self.sheet(region))

    def _skills(self) -> tuple[InWords, ...]:
        marked = [skill for skill in self._catalog.skills if skill.for_support]
        return tuple(map(_skill, sorted(marked, key=lambda skill: skill.minutes)))


def first_of(sheet: SupportSheet) -> SupportLine | None:
    """Return the line that stands first, None where there is none."""
    return next(iter(sheet.lines), None)


def numbers_to_call(sheet: SupportSheet) -> list[tuple[str, str]]:
    """Return name and number of the first line and of the emergency services, as far as known."""
    line = first_of(sheet)
    known = [] if line is None else [(line.name, line.call or line.text)]
    return [*known, (_("Emergency"), sheet.emergency)] if sheet.emergency else known


def _advice(region: str) -> str:
    if region:
        return _(
            "There are no checked lines for this region here. "
            "findahelpline.com lists lines by country."
        )
    return _(
        "Choose your region to see its lines and its emergency number here. "
        "findahelpline.com lists lines by country."
    )


def _lines(found: RegionLines) -> tuple[SupportLine, ...]:
    shown: dict[tuple[str, str], SupportLine] = {}
    for line in found.lines:
        # A line that serves two purposes stands in the data twice and on the sheet once.
        shown.setdefault((line.name, line.call), _line(line))
    return tuple(shown.values())


def _line(line: CrisisLine) -> SupportLine:
    return SupportLine(
        name=line.name,
        call=line.call,
        text=line.text,
        chat=line.chat,
        hours=line.hours,
        for_whom=_for_whom(line),
        languages=", ".join(line.languages),
        checked_on=line.checked_on,
        hours_may_have_changed=line.recheck_first or line.hours_uncertain,
        tel=line.tel,
        site=line.site,
        cost=line.cost,
        note=line.note,
        caution=_caution(line),
    )


def _for_whom(line: CrisisLine) -> str:
    if not line.area or line.area in line.for_whom:
        return line.for_whom
    return _("{whom} ({area})").format(whom=line.for_whom, area=line.area)


def _caution(line: CrisisLine) -> str:
    if line.kind is not LineKind.DOMESTIC_VIOLENCE:
        return ""
    return _("Calls, messages and visited pages can be seen by others who use the same device.")


def _skill(skill: CopingSkill) -> InWords:
    length = ngettext("{n} minute", "{n} minutes", skill.minutes).format(n=skill.minutes)
    steps = [skill.description, *(f"{step}." for step in skill.steps)]
    return InWords(
        label=_("{skill}, {length}").format(skill=skill.label, length=length),
        sentence=" ".join(steps),
    )
