"""The words of the printed summary: everything a template shows, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.summary import CountedName, NumbersRow, Section, Summary
from iop_companion.foundation.day_words import (
    day_short,
    day_words,
    period_words,
    weekday_day_short,
    weekday_words,
)
from iop_companion.foundation.i18n import _, ngettext, pgettext

Words = dict[str, Any]
"""Part of the template's data: texts, lists of texts, and None for a part that is left out."""

_WEEK = 7
_FOUR_WEEKS = 28


def summary_words(summary: Summary) -> Words:
    """Return the template's data but for layout and files; nothing of an unticked section."""
    period = period_words(summary.first, summary.last, with_year=True)
    who = _("{name}, {period}").format(name=summary.name, period=period) if summary.name else period
    return {
        "title": _("Summary for therapy"),
        "who": who,
        "about": _about(summary),
        "disclaimer": _(
            "Self-reported, chosen and printed by the participant; not validated by a clinician. "
            "Not an assessment or a diagnosis."
        ),
        "footer": {"who": who, "last": _left_out(summary) or who},
        "words": {
            "page": _("Page {page} of {pages}"),
            "room": _("Room for notes"),
        },
        "talk": _talk(summary),
        "warning": _warning(summary),
        "numbers": _numbers(summary),
        "charts": _charts(summary),
        "details": _details(summary, who),
        "method": {"title": _("How the numbers are made."), "text": _method(summary)},
    }


def section_name(section: Section) -> str:
    """Return what a section is called where it is said to be left out."""
    names = {
        Section.TALK: _("what I want to talk about"),
        Section.NUMBERS: _("numbers and days"),
        Section.CHARTS: _("charts"),
        Section.WARNING: _("warning signs"),
        Section.SLEEP: _("sleep"),
        Section.MOVEMENT: _("movement"),
        Section.SKILLS: _("skills"),
        Section.TRIGGERS: _("triggers and use"),
        Section.MEDICINES: _("medication"),
        Section.QUESTIONNAIRES: _("questionnaires"),
        Section.PROGRAM: _("program"),
        Section.NOTES: _("notes"),
    }
    return names[section]


def _includes(summary: Summary, section: Section) -> bool:
    return section in summary.sections


def _about(summary: Summary) -> list[str]:
    lines = []
    if summary.recipient:
        lines.append(_("For {recipient}").format(recipient=summary.recipient))
    made_on = day_words(summary.made_on, with_year=True)
    lines.append(_("Made on {day}").format(day=made_on))
    lines.append(
        ngettext(
            "{k} of {n} day has an entry", "{k} of {n} days have an entry", summary.n_days
        ).format(k=summary.n_days_with_entries, n=summary.n_days)
    )
    return lines


def _talk(summary: Summary) -> Words | None:
    if not summary.talk_points or not _includes(summary, Section.TALK):
        return None
    return {"title": _("What I want to talk about"), "points": list(summary.talk_points)}


def _warning(summary: Summary) -> Words | None:
    warning = summary.warning
    if warning is None or not _includes(summary, Section.WARNING):
        return None
    said = [warning.sentence]
    if warning.level in {Level.WATCH, Level.ACT}:
        said.append(
            " ".join(
                text
                for text in (
                    warning.chance_sentence,
                    _("It is not a diagnosis or a prediction, and it cannot know why."),
                    _plan_words(warning.level) if summary.has_plan else "",
                )
                if text
            )
        )
    return {"title": _level_title(warning), "sentences": said, "level": warning.level.value}


def _plan_words(level: Level) -> str:
    """What to do is the person's own: the plan goes along only on the page that they print."""
    if level is Level.ACT:
        return _("What to do is written in my plan for Act, on a page of its own.")
    return _("What to do is written in my plan for Watch, on a page of its own.")


def _level_title(warning: EarlyWarning) -> str:
    words = {
        Level.LEARNING: _("Learning"),
        Level.NOT_ENOUGH_ENTRIES: _("Not enough entries"),
        Level.CALM: _("Calm"),
        Level.WATCH: _("Watch"),
        Level.ACT: _("Act"),
    }
    word = words[warning.level]
    if warning.since is None or warning.level not in {Level.WATCH, Level.ACT}:
        return _("Warning signs: {level}").format(level=word)
    return _("{level}, since {day}").format(level=word, day=weekday_words(warning.since))


def _numbers(summary: Summary) -> Words | None:
    if not summary.numbers or not _includes(summary, Section.NUMBERS):
        return None
    if _is_this_week(summary):
        title = _("Week in numbers")
        span = (_("This week,"), _("Week before,"))
    else:
        title = _("{n} days in numbers").format(n=summary.n_days)
        span = (_("This period,"), _("{n} days before,").format(n=summary.n_days))
    mean, reach = pgettext("column of numbers", "average"), pgettext("column of numbers", "range")
    head = [
        "",
        f"{span[0]}\n{mean}",
        f"{span[0]}\n{reach}",
        f"{span[1]}\n{mean}",
        _("My usual,\naverage"),
        _("My usual\nrange"),
        _("Days with\nan entry"),
    ]
    rows = [_numbers_row(row) for row in summary.numbers]
    return {"title": title, "head": head, "rows": rows, "note": _without_room(summary)}


def _without_room(summary: Summary) -> str:
    """What was entered and is not in the table: nothing is left out without a word."""
    if not summary.rows_without_room:
        return ""
    names = ", ".join(summary.rows_without_room)
    return _("Entered too, without room in this table: {measures}.").format(measures=names)


def _is_this_week(summary: Summary) -> bool:
    return summary.n_days == _WEEK and summary.last == summary.made_on


def _numbers_row(row: NumbersRow) -> list[str]:
    return [
        row.label,
        _number(row.mean, row.mean_decimals),
        _reach(row.lowest, row.highest, row.value_decimals),
        _number(row.mean_before, row.mean_decimals),
        _number(row.usual_mean, row.mean_decimals),
        _reach(row.usual_low, row.usual_high, row.mean_decimals),
        _("{k} of {n}").format(k=row.n_entries, n=row.n_days),
    ]


def _number(value: float | None, decimals: int) -> str:
    if value is None:
        return "\N{EN DASH}"
    text = f"{value:.{decimals}f}"
    if not float(text):
        text = text.lstrip("-")
    return text.replace("-", "\N{MINUS SIGN}")


def _reach(low: float | None, high: float | None, decimals: int) -> str:
    if low is None or high is None:
        return "\N{EN DASH}"
    ends = _number(low, decimals), _number(high, decimals)
    return ends[0] if ends[0] == ends[1] else _("{low} to {high}").format(low=ends[0], high=ends[1])


def _charts(summary: Summary) -> Words | None:
    if not summary.charts or not _includes(summary, Section.CHARTS):
        return None
    n_days = len(summary.charts[0].days)
    title = _("The period in charts")
    if n_days == _FOUR_WEEKS:
        title = _("Last four weeks")
        if summary.last != summary.made_on:
            title = _("Four weeks up to {day}").format(day=day_words(summary.last))
    return {
        "title": title,
        "items": [
            {"label": chart.label, "unit": chart.unit, "alt": chart.sentence}
            for chart in summary.charts
        ],
        "caption": _caption(summary),
    }


def _caption(summary: Summary) -> str:
    said = []
    if any(chart.opposite is not None for chart in summary.charts):
        said.append(_("Mood, low to high: bars up and down from even, a dash is an even day."))
    if not all(chart.as_bars for chart in summary.charts):
        said.append(_("Dots: days. Line: 7-day average."))
    if any(chart.usual is not None and not chart.as_bars for chart in summary.charts):
        said.append(_("Shaded: usual range, where 8 in 10 of the usual days lie."))
    if summary.charts[0].days[0] < summary.first:
        said.append(
            _("Dotted line: start of this week.")
            if _is_this_week(summary)
            else _("Dotted line: start of this period.")
        )
    said.append(_("Small ticks: days without an entry, never filled in."))
    if any(any(chart.late) for chart in summary.charts):
        said.append(_("Hollow: added more than 36 hours later."))
    if any(any(chart.paper) for chart in summary.charts):
        said.append(_("Squares: from paper."))
    if any(any(chart.imported) for chart in summary.charts):
        said.append(_("Triangles: imported."))
    return " ".join(said)


def _details(summary: Summary, who: str) -> Words | None:
    items = [item for item in _items(summary) if item is not None]
    grid, notes = _grid(summary), _notes(summary)
    if not items and grid is None and notes is None:
        return None
    return {"title": _("Details"), "who": who, "grid": grid, "items": items, "notes": notes}


def _items(summary: Summary) -> list[Words | None]:
    days = _("Days")
    return [
        _said(summary, Section.WARNING, _("What came up before"), summary.past_warnings),
        _told(summary, Section.SKILLS, _("Skills used"), (_("Skill"), days), summary.skills),
        _triggers(summary, days),
        _said(summary, Section.SLEEP, _("Sleep"), summary.sleep_sentences),
        _said(summary, Section.MOVEMENT, _("Movement"), summary.movement_sentences),
        _said(summary, Section.MEDICINES, _("Medication"), summary.medicine_sentences),
        _said(
            summary,
            Section.QUESTIONNAIRES,
            _("Questionnaires"),
            summary.questionnaire_sentences,
        ),
        _said(summary, Section.PROGRAM, _("Program"), summary.program_sentences),
    ]


def _told(
    summary: Summary,
    section: Section,
    title: str,
    head: tuple[str, str],
    counts: Sequence[CountedName],
) -> Words | None:
    if not counts or not _includes(summary, section):
        return None
    rows = [[count.label, str(count.n_days)] for count in counts]
    return {"title": title, "head": list(head), "rows": rows}


def _triggers(summary: Summary, days: str) -> Words | None:
    if not _includes(summary, Section.TRIGGERS):
        return None
    title = _("Triggers")
    found = _told(summary, Section.TRIGGERS, title, (_("Trigger"), days), summary.triggers)
    said = [*_acted_on(summary), *summary.use_sentences]
    if found is not None:
        note = " ".join(one for one in (summary.trigger_sentence, *said) if one)
        return _with_strength({**found, "note": note}, summary.triggers)
    title = _("Urges and use") if summary.use_sentences else title
    return {"title": title, "sentences": said} if said else None


def _acted_on(summary: Summary) -> list[str]:
    if not summary.urges_acted_on:
        return []
    answers = ", ".join(
        ngettext("{answer} on {n} day", "{answer} on {n} days", count.n_days).format(
            answer=count.label, n=count.n_days
        )
        for count in summary.urges_acted_on
    )
    return [_("Acted on it: {answers}.").format(answers=answers)]


def _with_strength(found: Words, triggers: Sequence[CountedName]) -> Words:
    """Add how strong each was, where any was rated."""
    if not any(one.strength for one in triggers):
        return found
    rows = [[*row, one.strength] for row, one in zip(found["rows"], triggers, strict=True)]
    return {**found, "head": [*found["head"], _("How strong")], "rows": rows}


def _said(summary: Summary, section: Section, title: str, sentences: Sequence[str]) -> Words | None:
    if not sentences or not _includes(summary, section):
        return None
    return {"title": title, "sentences": list(sentences)}


def _grid(summary: Summary) -> Words | None:
    if not summary.grid or not _includes(summary, Section.NUMBERS):
        return None
    titles = {1: _("Day by day"), 7: _("Week by week")}
    several = _("Every {n} weeks").format(n=summary.grid_step_days // 7)
    kinds = ["day", *(_column_kind(row.cells) for row in summary.grid)]
    rows = []
    for place, day in enumerate(summary.grid_days):
        cells = [row.cells[place] for row in summary.grid]
        name = _cell_name(summary, day)
        rows.append([name, *cells] if any(cells) else [name, _without_cells(summary, place)])
    first = _("Day") if summary.grid_step_days == 1 else _("Days")
    return {
        "title": titles.get(summary.grid_step_days, several),
        "head": [first, *(row.label for row in summary.grid)],
        "columns": kinds,
        "rows": rows,
    }


def _without_cells(summary: Summary, place: int) -> str:
    """Say of a line that holds nothing whether the day was left out, or answered in other rows."""
    has_entry = place < len(summary.grid_entered) and summary.grid_entered[place]
    return _("entries in other rows") if has_entry else _("no entry")


def _column_kind(cells: Sequence[str]) -> str:
    """Numbers stand at the right, short words at the left, long ones share the room left."""
    filled = [cell for cell in cells if cell]
    if all(cell.replace(".", "").replace("\N{MINUS SIGN}", "").isdigit() for cell in filled):
        return "number"
    return "wide" if max(map(len, filled)) > 12 else "word"


def _cell_name(summary: Summary, day: date) -> str:
    if summary.grid_step_days == 1:
        return weekday_day_short(day)
    later = [start for start in summary.grid_days if start > day]
    end = later[0] - timedelta(days=1) if later else summary.last
    if end == day:
        return day_short(day)
    return _("{first} to {last}").format(first=day_short(day), last=day_short(end))


def _notes(summary: Summary) -> Words | None:
    if not summary.notes or not _includes(summary, Section.NOTES):
        return None
    more = ""
    if n := summary.n_notes_not_shown:
        more = ngettext(
            "{n} earlier note has no room here.", "{n} earlier notes have no room here.", n
        ).format(n=n)
    items = [{"day": weekday_day_short(note.day), "text": note.text} for note in summary.notes]
    return {"title": _("Notes"), "items": items, "more": more}


def _left_out(summary: Summary) -> str:
    names = [section_name(section) for section in summary.left_out]
    return _("Left out by choice: {sections}").format(sections=", ".join(names)) if names else ""


def _method(summary: Summary) -> str:
    said = [_("Words in [brackets] stand for names.")] if summary.n_names_as_roles else []
    said += [
        _(
            "Every value is the person’s own rating or note of the day. Of several moments of a "
            "day, mood counts as their mean, urges and anxiety as their highest, minutes as their "
            "sum; a night counts for the day it ends."
        ),
        _usual_words(summary),
        _(
            "Averages are taken over days with an entry; missing days are left out and never "
            "estimated."
        ),
    ]
    if _includes(summary, Section.WARNING) and summary.warning is not None:
        said.append(
            _(
                "The panel ranks each day within those usual days and weighs the recent ones "
                "together; Watch means that together they lie further from usual than a line that "
                "an unchanged person rarely passes. Numbers never raise Act, and nothing here "
                "is a prediction."
            )
        )
    said.extend(_marked_words(summary))
    return " ".join(text for text in said if text)


def _usual_words(summary: Summary) -> str:
    """Say what "usual" was learnt from: the widest of the shown measures."""
    usuals = [chart.usual for chart in summary.charts if chart.usual is not None]
    if summary.warning is not None and not usuals:
        usuals = [found.usual for found in summary.warning.findings if found.usual is not None]
    if not usuals:
        return ""
    widest = max(usuals, key=lambda usual: usual.n_entries)
    first, last = min(usual.first for usual in usuals), max(usual.last for usual in usuals)
    return _(
        "Usual is this person’s own, never another’s: up to {n} entries of {period}; its range "
        "holds 8 in 10 of them."
    ).format(
        n=widest.n_entries, period=period_words(first, last, with_year=first.year != last.year)
    )


def _marked_words(summary: Summary) -> list[str]:
    said = []
    if summary.n_late:
        said.append(
            ngettext(
                "{n} day was added more than 36 hours later.",
                "{n} days were added more than 36 hours later.",
                summary.n_late,
            ).format(n=summary.n_late)
        )
    if summary.n_imported:
        said.append(
            ngettext(
                "{n} day was imported from another program.",
                "{n} days were imported from another program.",
                summary.n_imported,
            ).format(n=summary.n_imported)
        )
    return said
