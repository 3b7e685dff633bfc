"""Signs and plan on paper: Typst over ``resources/reports/plan.typ``, one page where it fits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from iop_companion.domain.early_warning import Level
from iop_companion.domain.plan_on_paper import PlanOnPaper, SignOnPaper, WalletCard, ZoneOnPaper
from iop_companion.domain.records import PlanZone
from iop_companion.foundation import assets
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _, language
from iop_companion.reports.typesetting import Pages, count_pages, typeset_pages, typeset_pdf

TEMPLATE = "reports/plan.typ"
WALLET_TEMPLATE = "reports/wallet_card.typ"
_SIZES = (10.4, 9.8, 9.2, 8.6)
"""Sizes of text in pt, tried from the largest until all stands on one page."""


class TypstPlanWriter:
    """Writes the plan as PDF/UA-1, and the very same pages as PNG. Nothing touches the disk."""

    def pdf(self, plan: PlanOnPaper) -> bytes:
        """Return the PDF: one page of A4 unless the plan is longer than that."""
        return typeset_pdf(self._fitted(plan))

    def pages(self, plan: PlanOnPaper, width_px: int) -> list[bytes]:
        """Return each page of that very PDF as PNG bytes, ``width_px`` wide."""
        return typeset_pages(self._fitted(plan), width_px)

    def wallet_pdf(self, card: WalletCard) -> bytes:
        """Return a sheet of A4 with a card to cut out and fold."""
        return typeset_pdf(_wallet(card))

    def wallet_pages(self, card: WalletCard, width_px: int) -> list[bytes]:
        """Return that very sheet as PNG bytes, ``width_px`` wide."""
        return typeset_pages(_wallet(card), width_px)

    def count_pages(self, pdf: bytes) -> int:
        """Return how many pages a PDF made here has."""
        return count_pages(pdf)

    def _fitted(self, plan: PlanOnPaper) -> Pages:
        made = _pages(plan)
        for size in _SIZES:
            sized = replace(made, data={**made.data, "size": size})
            if count_pages(typeset_pdf(sized)) == 1:
                return sized
        return replace(made, data={**made.data, "size": _SIZES[1]})


def _wallet(card: WalletCard) -> Pages:
    written = card.notice or card.steps or card.to_say
    data: dict[str, Any] = {
        "title": _("Card for the wallet"),
        "language": language().replace("-", "_").split("_")[0],
        "words": {
            "how": _("Cut along the outer line, fold in the middle."),
            "mine": _("When it gets hard"),
            "notice": _("I notice"),
            "steps": _("I will"),
            "call": _("I call"),
            "to_say": _("If words are hard"),
            "made": _("As of {day}").format(day=day_words(card.made_on, with_year=True)),
            "nothing": "" if written else _("Nothing written yet in the zone Act."),
        },
        "notice": list(card.notice),
        "steps": list(card.steps),
        "people": [{"name": name, "number": number} for name, number in card.people],
        "lines": [{"name": name, "number": number} for name, number in card.lines],
        "to_say": _("“{words}”").format(words=card.to_say) if card.to_say else "",
    }
    return Pages(WALLET_TEMPLATE, data, {}, card.made_on)


def _pages(plan: PlanOnPaper) -> Pages:
    data: dict[str, Any] = {
        "title": _("My plan and my signs"),
        "sub": _("In my own words. As of {day}.").format(
            day=day_words(plan.made_on, with_year=True)
        ),
        "language": language().replace("-", "_").split("_")[0],
        "words": {
            "signs": _("My signs"),
            "steps": _("I will"),
            "people": _("With, or whom I tell"),
            "to_say": _("If words are hard"),
            "page": _("Page {page} of {pages}"),
            "foot": _(
                "I decide which zone I am in. This page is not locked; whoever has it can read it."
            ),
        },
        "zones": [_zone(zone) for zone in plan.zones],
    }
    pictures = {
        f"level-{zone.zone.value}.svg": assets.read_bytes(f"reports/level-{zone.zone.value}.svg")
        for zone in plan.zones
    }
    return Pages(TEMPLATE, data, pictures, plan.made_on)


def _no_steps(zone: ZoneOnPaper) -> list[str]:
    """A zone of which something stands there needs no word on what does not."""
    is_empty = not (zone.how_i_know or zone.signs or zone.people or zone.to_say)
    return [_("Nothing written yet.")] if is_empty else []


def _zone(zone: ZoneOnPaper) -> dict[str, Any]:
    words = {PlanZone.CALM: _("Calm"), PlanZone.WATCH: _("Watch"), PlanZone.ACT: _("Act")}
    return {
        "level": Level(zone.zone.value).value,
        "word": words[zone.zone],
        "how_i_know": zone.how_i_know,
        "signs": [_sign(sign) for sign in zone.signs],
        "steps": list(zone.steps) or _no_steps(zone),
        "people": list(zone.people),
        "to_say": _("“{words}”").format(words=zone.to_say) if zone.to_say else "",
        "dates": zone.dates,
    }


def _sign(sign: SignOnPaper) -> dict[str, str]:
    told = _("I tell {name}.").format(name=sign.i_tell) if sign.i_tell else ""
    return {
        "words": sign.words,
        "how": sign.how,
        "do": " ".join(part for part in (sign.i_do, told) if part),
    }
