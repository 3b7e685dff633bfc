"""What the panel says of itself: its level, its chance of speaking by accident, its limits."""

from __future__ import annotations

from iop_companion.foundation.i18n import _, ngettext, pgettext

MONTHS = 6.0
"""The time a stated rate speaks of."""


def chance_sentence(rate: float, *, speaks: bool = True, beside_signs: bool = False) -> str:
    """Return how often an unchanged person sees a message; ``rate`` is per six months.

    ``speaks`` says that one stands before them now, ``beside_signs`` that signs of their own stand
    with it, of which no chance is stated.
    """
    if rate <= 0:
        return ""
    months = MONTHS / rate
    if months < 1.5:
        often = _("about once a month")
    elif months < 20:
        often = _("about once in {months} months").format(months=number_word(round(months)))
    else:
        years = max(2, round(months / 12))
        often = _("about once in {years} years").format(years=number_word(years))
    if not speaks:
        return _("With logging like yours, an unchanged person sees a message {often}.").format(
            often=often
        )
    if beside_signs:
        numbers = _(
            "With logging like yours, an unchanged person sees a message from the numbers {often}."
        ).format(often=often)
        return f"{chosen_signs_sentence()} {numbers}"
    return _(
        "With logging like yours, an unchanged person sees a message like this {often}."
    ).format(often=often)


def learning_chance_sentence() -> str:
    """Return how often the panel speaks by chance before it has learnt anything."""
    return _(
        "Until your usual is learned the numbers send no message, so none comes by chance. "
        "After that, this page says how often one would."
    )


def limits_sentence() -> str:
    """Return what the panel is not."""
    return _("It is not a diagnosis or a prediction, and it cannot know why.")


def comparing_sentence() -> str:
    """Return what the panel does, for a page without a warning."""
    return _(
        "It compares your entries with your own usual, and nothing else. "
        "It is not a diagnosis or a prediction."
    )


def learning_sentence(entries: tuple[int, int], day: tuple[int, int]) -> str:
    """Return "Still learning your usual: 6 of 9 entries, day 9 of 14." and what that means."""
    text = _("Still learning your usual: {n} of {needed} entries, day {day} of {days}.").format(
        n=entries[0], needed=entries[1], day=min(day), days=day[1]
    )
    return f"{text} {_('Until then the numbers stay quiet.')}"


def not_enough_sentence(n_entries: int, needed: int) -> str:
    """Return why the panel says neither Calm nor Watch."""
    text = ngettext(
        "{n} of the last 7 days has an entry; comparing needs {needed}.",
        "{n} of the last 7 days have an entry; comparing needs {needed}.",
        n_entries,
    ).format(n=n_entries, needed=needed)
    return f"{text} {_('So the numbers say neither Calm nor Watch this week.')}"


def calm_sentence(n_entries: int, *, all_usual: bool) -> str:
    """Return that nothing speaks; ``all_usual`` when nothing even stands at the edge."""
    parts = [
        _("Nothing you track has left your usual range.")
        if all_usual
        else _("Nothing you track has moved away from your usual."),
        ngettext(
            "{n} of the last 7 days has an entry.",
            "{n} of the last 7 days have an entry.",
            n_entries,
        ).format(n=n_entries),
        _("If you feel worse than the numbers, trust that."),
    ]
    return " ".join(parts)


def numbers_calm_sentence(n_entries: int) -> str:
    """Return that the numbers do not speak, beside own signs that do."""
    return ngettext(
        "Nothing you track in numbers has moved away from your usual "
        "({n} of the last 7 days has an entry).",
        "Nothing you track in numbers has moved away from your usual "
        "({n} of the last 7 days have an entry).",
        n_entries,
    ).format(n=n_entries)


def chosen_signs_sentence() -> str:
    """Return why no chance is stated for a level that own signs alone raise."""
    return _("You chose these signs yourself, so no chance is stated for them.")


def number_word(n: int) -> str:
    """Return a number up to twelve as a word, others in digits."""
    words = {
        2: pgettext("number", "two"),
        3: pgettext("number", "three"),
        4: pgettext("number", "four"),
        5: pgettext("number", "five"),
        6: pgettext("number", "six"),
        7: pgettext("number", "seven"),
        8: pgettext("number", "eight"),
        9: pgettext("number", "nine"),
        10: pgettext("number", "ten"),
        11: pgettext("number", "eleven"),
        12: pgettext("number", "twelve"),
    }
    return words.get(n, str(n))
