"""Diary cards over a real encrypted vault: what stands on an empty and on a filled one."""

from datetime import timedelta

import pytest

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.domain.setting_values import Contact
from iop_companion.domain.summary import Section
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.diary_cards import CardRequest
from iop_companion.services.views import CheckInDraft

MOOD, SLEEP, URGE = MeasureId("mood"), MeasureId("sleep_duration"), MeasureId("urge")
SET_OFF, SKILLS, NOTE = MeasureId("urge_set_off_by"), MeasureId("skills"), MeasureId("note")


@pytest.fixture
def diary(services, today):
    services.focuses.apply(["mood", "substance_use"])
    services.check_ins.record(
        CheckInDraft(
            today - timedelta(days=2),
            {
                MOOD: 4,
                SLEEP: 5.5,
                URGE: 3,
                SET_OFF: ("conflict",),
                SKILLS: ("urge_surfing",),
                NOTE: "Leo came by",
            },
        )
    )
    services.summarising.keep_talk_points(["A plan for the evenings"])
    return services


def everything_on(card):
    words = [card.name, card.ends, *card.to_talk_about]
    for day in card.days:
        words += [day.name, *day.cells, day.set_off_by, day.note]
    return words


def test_an_empty_card_has_the_rows_of_today_and_nothing_of_the_diary(diary):
    card = diary.diary_cards.assemble(CardRequest(with_notes=True))

    assert {"Mood", "Sleep", "Strongest urge"} <= {column.label for column in card.columns}
    assert [day.name for day in card.days] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert all(cell == "" for day in card.days for cell in day.cells)
    assert not any(ticked for table in card.ticks for _name, row in table.rows for ticked in row)
    assert not {"Leo came by", "A plan for the evenings"} & set(everything_on(card))
    assert not card.is_filled


def test_a_filled_card_says_what_is_saved_and_which_days_have_no_entry(diary, today):
    card = diary.diary_cards.assemble(CardRequest(today, name=" Sam \n R. "))

    told = card.days[4]
    by_label = dict(zip([column.label for column in card.columns], told.cells, strict=True))
    assert (by_label["Mood"], by_label["Sleep"], by_label["Strongest urge"]) == ("4", "5.5", "3")
    assert told.set_off_by == "Conflict"
    assert [day.note for day in card.days].count("no entry") == 6
    ticked = {name: row for table in card.ticks for name, row in table.rows}
    assert ticked["Urge surfing"] == (False,) * 4 + (True, False, False)
    assert card.name == "Sam R."
    assert (card.first, card.last) == (today - timedelta(days=6), today)


def test_notes_stay_out_unless_asked_for_and_what_to_talk_about_can_be_left_out(diary, today):
    usual = diary.diary_cards.assemble(CardRequest(today))
    other = diary.diary_cards.assemble(CardRequest(today, with_notes=True, with_points=False))

    assert "Leo came by" not in everything_on(usual)
    assert usual.to_talk_about == ("A plan for the evenings",)
    assert other.days[4].note == "Leo came by"
    assert other.to_talk_about == ()


def test_a_skill_that_stands_further_down_the_list_is_on_the_card_of_its_week(diary, today):
    further = next(
        option
        for option in diary.measures.get(SKILLS).options
        if not option.first and not option.hidden
    )
    diary.check_ins.record(CheckInDraft(today, {SKILLS: (further.id,)}))

    names = [
        name
        for table in diary.diary_cards.assemble(CardRequest(today)).ticks
        for name, _row in table.rows
    ]

    assert further.label in names


def test_a_saved_card_is_a_pdf_of_one_page_and_the_list_of_exports_names_its_parts(
    diary, today, tmp_path
):
    cards = diary.diary_cards
    saved = cards.save(cards.assemble(CardRequest(today, with_notes=True)), tmp_path / "card.pdf")

    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    assert (saved.n_pages, saved.n_entries) == (1, 3)
    (export,) = diary.summarising.exports()
    assert (export.first, export.last) == (today - timedelta(days=6), today)
    assert Section.NOTES in export.sections


def test_an_empty_card_leaves_no_note_among_the_exports(diary, tmp_path):
    cards = diary.diary_cards
    cards.save(cards.assemble(CardRequest()), tmp_path / "card.pdf")

    assert diary.summarising.exports() == ()


def test_a_card_can_be_locked_and_a_short_passphrase_saves_nothing(diary, today, tmp_path):
    cards = diary.diary_cards
    card = cards.assemble(CardRequest(today))

    with pytest.raises(KnownProblem) as refused:
        cards.save(card, tmp_path / "card.pdf", passphrase=Secret("too short"))
    assert refused.value.code == "passphrase_too_short"
    assert not (tmp_path / "card.pdf").exists()

    cards.save(card, tmp_path / "card.pdf", passphrase=Secret("a lamp in the long hallway"))
    assert b"/Encrypt" in (tmp_path / "card.pdf").read_bytes()


def test_what_is_private_is_on_no_card_and_is_counted(diary, today):
    diary.check_ins.record(
        CheckInDraft(today, {MOOD: 1, NOTE: "for nobody"}, private=frozenset({MOOD, NOTE}))
    )

    card = diary.diary_cards.assemble(CardRequest(today, with_notes=True))

    assert set(card.days[6].cells) == {"\N{EN DASH}"}
    assert card.days[6].note == ""
    assert card.n_private == 2


def test_names_of_the_persons_people_are_roles_unless_they_are_asked_for(diary, today):
    diary.people.keep([Contact("Leo", "555 0100", "my brother")])

    usual = diary.diary_cards.assemble(CardRequest(today, with_notes=True))
    named = diary.diary_cards.assemble(CardRequest(today, with_notes=True, with_names=True))

    assert usual.days[4].note == "[brother] came by"
    assert usual.n_names_as_roles == 1
    assert named.days[4].note == "Leo came by"


def test_ticks_in_the_persons_own_words_are_told_like_the_note(diary, today):
    activities = MeasureId("activities")
    diary.measures.set_on(activities, on=True)
    diary.people.keep([Contact("Leo", "555 0100", "my brother")])
    diary.check_ins.record(CheckInDraft(today, {activities: ("a walk with Leo",)}))

    usual = diary.diary_cards.assemble(CardRequest(today))
    told = diary.diary_cards.assemble(CardRequest(today, with_notes=True))

    assert not any("walk" in name for table in usual.ticks for name, _row in table.rows)
    named = {name: row for table in told.ticks for name, row in table.rows}
    assert named["a walk with [brother]"] == (False,) * 6 + (True,)


def test_a_name_typed_stands_on_an_empty_card_too(diary):
    assert diary.diary_cards.assemble(CardRequest(name="Sam R.")).name == "Sam R."
