"""Names of other people in the person's own words, written as roles: "[sister]", "[someone]".

Only names of the person's own list of people are known. A role is taken from the name as listed
("Anna, my sister") or from the remark beside it; who has neither is "[someone]".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.i18n import _

_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]+)*")
_LEAST_LETTERS = 2


class NamesAsRoles:
    """Rewrites texts; ``n_people`` counts whose names were found in them."""

    def __init__(self, people: Sequence[Contact], recipient: str = "") -> None:
        """Know the names of ``people``, but not of the one the words are for."""
        self._roles: list[str] = []
        self._found: set[int] = set()
        patterns = []
        for one in people:
            is_reader = bool(one.name) and one.name.casefold() in recipient.casefold()
            names = () if is_reader else _names(one.name)
            if names:
                patterns.append(f"(?P<p{len(self._roles)}>{_pattern(names)})")
                self._roles.append(_role(one))
        self._pattern = re.compile("|".join(patterns)) if patterns else None

    @property
    def n_people(self) -> int:
        """How many people's names were replaced so far."""
        return len(self._found)

    def rewrite(self, text: str) -> str:
        """Return ``text`` with each known name as a role in brackets."""
        return self._pattern.sub(self._replaced, text) if self._pattern else text

    def _replaced(self, match: re.Match[str]) -> str:
        number = int((match.lastgroup or "p0")[1:])
        self._found.add(number)
        return f"[{self._roles[number]}]"


def _names(listed: str) -> tuple[str, ...]:
    """Return the words of ``listed`` that name somebody: no title, role or little word."""
    plain = _roles() | _titles() | _little_words()
    words = [word for word in _WORD.findall(listed) if len(word) >= _LEAST_LETTERS]
    return tuple(dict.fromkeys(word for word in words if word.casefold() not in plain))


def _pattern(names: Sequence[str]) -> str:
    """Return the pattern of one or more of ``names`` in a row, perhaps after a title.

    A name that is a word of every day too ("Will") is only found with its capital letter.
    """
    everyday = _everyday_words()
    spelled: list[str] = []
    for name in sorted(names, key=len, reverse=True):
        lower = name.lower()
        spellings = [name[0].upper() + name[1:], name.upper(), lower]
        if lower in everyday:
            spellings.remove(lower)
        spelled += [re.escape(one) for one in dict.fromkeys(spellings)]
    title = "|".join(re.escape(word.capitalize()) for word in sorted(_titles()))
    any_name = f"(?:{'|'.join(spelled)})"
    return rf"(?<!\w)(?:(?:{title})\.?\s+)?{any_name}(?:\s+{any_name})*(?!\w)"


def _role(one: Contact) -> str:
    words = [word.casefold() for word in _WORD.findall(f"{one.name} {one.remark}")]
    known = _roles()
    found = next((word for word in words if word in known), "")
    if not found and any(word in _doctors() for word in words):
        return _("doctor")
    return found or _("someone")


def _listed(words: str) -> frozenset[str]:
    return frozenset(word.strip().casefold() for word in words.split(",") if word.strip())


def _roles() -> frozenset[str]:
    return _listed(
        # translators: what people are to somebody; any number of words
        _(
            "friend, partner, wife, husband, girlfriend, boyfriend, ex, mother, mum, mom, father, "
            "dad, parent, sister, brother, daughter, son, child, aunt, uncle, cousin, niece, "
            "nephew, grandmother, grandma, grandfather, grandpa, neighbour, neighbor, flatmate, "
            "roommate, colleague, coworker, boss, teacher, sponsor, peer, mentor, therapist, "
            "counsellor, counselor, psychologist, psychiatrist, doctor, nurse, coach, caseworker, "
            "pastor, priest, rabbi, imam"
        )
    )


def _doctors() -> frozenset[str]:
    # translators: titles of a doctor before a name
    return _listed(_("dr, prof"))


def _titles() -> frozenset[str]:
    # translators: titles before a name
    return _listed(_("dr, prof, mr, mrs, ms, miss")) | _doctors()


def _little_words() -> frozenset[str]:
    return _listed(
        # translators: words in a list of people that name nobody
        _(
            "my, our, his, her, the, a, from, at, in, of, and, or, best, old, number, home, work, "
            "mobile, phone, crisis, line, hotline, helpline, emergency, clinic, hospital, "
            "practice, office, desk, front, program, group, team, center, centre, service, "
            "support, on, call"
        )
    )


def _everyday_words() -> frozenset[str]:
    return _listed(
        # translators: first names and surnames that are ordinary words too
        _(
            "will, may, mark, hope, grace, joy, faith, rose, bill, jack, rob, sue, art, drew, pat, "
            "frank, dawn, april, june, august, summer, autumn, chase, dean, grant, guy, hunter, "
            "iris, ivy, jade, lance, lily, max, miles, nick, olive, penny, ray, rich, robin, ruby, "
            "skip, violet, wade, ward, young, king, long, short, brown, green, white, black, gray, "
            "grey, stone, wood, woods, hill, field, fields, lake, rivers, banks, baker, cook, "
            "fisher, hall, west, north, price, day, night, love, little, best, good, strong, "
            "sharp, swift, wise, rain, snow, star, sky, sunny, happy, angel, buddy, honey, sandy, "
            "case, page, reed, bush, park, parks, bell, cross, fox, wolf, bird, song, moon, sun"
        )
    )
