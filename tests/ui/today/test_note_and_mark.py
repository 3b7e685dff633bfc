"""A note and a private mark on anything: the same line and the same tick in every form, by keys."""

from PySide6.QtCore import Qt

from iop_companion.domain.diary_entries import (
    Dose,
    DoseOutcome,
    MovementBout,
    Regimen,
    SkillUse,
    SleepNight,
    TriggerExposure,
)
from iop_companion.services.movement import BoutDraft
from iop_companion.services.triggers import ExposureDraft
from iop_companion.ui.widgets.note_and_mark import NoteAndMark
from tests.ui.open_pages import (  # noqa: F401 -- fixtures
    PASSPHRASE,
    THURSDAY,
    cut_words,
    nameless,
    open_page,
    services,
    settle,
)

CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = "on the stairs"


def kept(services, kind):  # noqa: F811
    with services.session.vault.read() as journal:
        return journal.entries(kind)


def write(opened, note):
    """Write into a note and tick its mark, by keys alone."""
    note.enter()
    opened.qtbot.keyClicks(note.edit, WORDS)
    opened.press(Qt.Key.Key_Tab)
    assert opened.window.focusWidget() is note.private.box
    opened.press(Qt.Key.Key_Space)
    settle()


def test_a_trigger_has_a_note_and_a_mark_and_changing_it_keeps_both(services, open_page):  # noqa: F811
    opened = open_page("triggers", services)
    panel = opened.panel
    opened.qtbot.keyClicks(opened.window.focusWidget(), "an old song")
    write(opened, panel.form.note)
    opened.press(Qt.Key.Key_Return, CTRL)
    settle()

    (one,) = kept(services, TriggerExposure)
    assert (one.note, one.private) == (WORDS, True)
    assert panel.form.note.words() == ""
    assert not panel.form.note.is_private
    panel.lines.change_requested.emit(str(one.id))
    assert (panel.form.note.words(), panel.form.note.is_private) == (WORDS, True)
    opened.click(panel.form.note.private.box)
    opened.press(Qt.Key.Key_Return, CTRL)
    settle()

    (changed,) = kept(services, TriggerExposure)
    assert (changed.note, changed.private) == (WORDS, False)
    opened.click_notice()
    assert kept(services, TriggerExposure) == [one]
    assert not nameless(opened.window)
    assert not cut_words(panel)


def test_each_field_of_a_trigger_has_words_beside_it_that_stay_while_it_is_filled(
    services,  # noqa: F811
    open_page,  # noqa: F811
):
    opened = open_page("triggers", services)
    form = opened.panel.form

    said = [label.text() for label in form.findChildren(type(form.problem)) if label.isVisible()]

    for field in (form.before, form.response, form.outcome):
        assert field.accessibleName() in said
        assert field.placeholderText() == ""


def test_a_bout_and_a_night_have_them_too(services, open_page):  # noqa: F811
    opened = open_page("movement", services)
    for digit in "20":
        opened.qtbot.keyClicks(opened.window.focusWidget(), digit)
    write(opened, opened.panel.note)
    opened.press(Qt.Key.Key_Return, CTRL)
    settle()
    (bout,) = kept(services, MovementBout)
    assert (bout.note, bout.private) == (WORDS, True)
    opened.panel.lines.change_requested.emit(str(bout.id))
    assert (opened.panel.note.words(), opened.panel.note.is_private) == (WORDS, True)

    opened = open_page("sleep", services)
    form = opened.panel.form
    form.fields["awakenings"].set_value(2.0)
    write(opened, form.note)
    opened.press(Qt.Key.Key_Return, CTRL)
    settle()
    (night,) = kept(services, SleepNight)
    assert (night.note, night.private) == (WORDS, True)
    assert not nameless(opened.window)
    assert not cut_words(opened.panel)


def test_a_note_of_a_night_and_of_a_bout_outlive_a_lock(services, open_page):  # noqa: F811
    opened = open_page("sleep", services)
    write(opened, opened.panel.form.note)
    opened.go_to("movement")
    write(opened, opened.panel.note)
    opened.window.lock()
    settle()
    services.session.unlock(PASSPHRASE)

    note = open_page("sleep", services).panel.form.note
    assert (note.words(), note.is_private) == (WORDS, True)
    note = open_page("movement", services).panel.note
    assert (note.words(), note.is_private) == (WORDS, True)


def test_a_dose_that_is_recorded_takes_a_note_in_place(services, open_page):  # noqa: F811
    services.medicines.add("Sertraline", Regimen(THURSDAY, "50 mg", ("morning",)))
    opened = open_page("medicines", services)
    panel = opened.panel
    assert panel.notes == []
    panel.rows[0].enter()
    opened.press(Qt.Key.Key_M)
    settle()
    (note,) = panel.notes
    note.opener.setFocus()
    opened.press(Qt.Key.Key_Space)
    assert note.note.edit.hasFocus()
    opened.qtbot.keyClicks(note.note.edit, WORDS)
    opened.press(Qt.Key.Key_Tab)
    settle()

    (dose,) = kept(services, Dose)
    assert (dose.outcome, dose.note) == (DoseOutcome.MISSED, WORDS)
    (note,) = panel.notes
    assert opened.window.focusWidget() is note.note.private.box, "the keyboard stays in its place"
    opened.press(Qt.Key.Key_Space)
    settle()
    assert kept(services, Dose)[0].private
    (note,) = panel.notes
    note.note.enter()
    opened.press(Qt.Key.Key_Return)
    assert note.note.isHidden()
    assert note.words.text() == f"{WORDS}\nPrivate"
    assert note.opener.hasFocus()
    opened.press(Qt.Key.Key_Z, CTRL)
    settle()
    assert not kept(services, Dose)[0].private
    assert not nameless(opened.window)
    assert not cut_words(panel)


def test_words_typed_beside_a_dose_are_kept_when_the_window_locks(services, open_page):  # noqa: F811
    services.medicines.add("Sertraline", Regimen(THURSDAY, "50 mg", ("morning",)))
    (medicine,) = services.medicines.view().medicines
    services.medicines.record(medicine.id, THURSDAY, "morning", DoseOutcome.TAKEN)
    opened = open_page("medicines", services)
    (note,) = opened.panel.notes
    opened.click(note.opener)
    opened.qtbot.keyClicks(note.note.edit, WORDS)
    opened.window.lock()
    settle()
    services.session.unlock(PASSPHRASE)

    assert kept(services, Dose)[0].note == WORDS


def test_a_dose_as_needed_and_a_skill_have_them(services, open_page):  # noqa: F811
    services.medicines.add("Hydroxyzine", Regimen(THURSDAY, "25 mg"))
    opened = open_page("medicines", services)
    card = opened.panel.as_needed
    opened.click(next(iter(card.buttons.values())))
    write(opened, card.note)
    opened.click(card.save_button)
    settle()
    (dose,) = kept(services, Dose)
    assert (dose.note, dose.private) == (WORDS, True)

    services.skills.begin("urge_surfing", 6)
    opened = open_page("skill", services)
    write(opened, opened.panel.note)
    opened.click(opened.panel.stop)
    settle()
    opened = open_page("toolbox", services)
    opened.click(opened.panel.card.done)
    write(opened, opened.panel.card.after_form.note)
    opened.click(opened.panel.card.after_form.save)
    opened.click(opened.panel.card.not_used)
    write(opened, opened.panel.card.why_form.note)
    opened.click(opened.panel.card.why_form.save)
    settle()
    assert opened.panel.card.not_used.hasFocus()
    uses = kept(services, SkillUse)
    assert len(uses) == 3
    assert {(use.note, use.private) for use in uses} == {(WORDS, True)}
    assert [use.used for use in uses].count(False) == 1


def test_an_entry_marked_private_says_so_in_its_line(services, open_page):  # noqa: F811
    services.triggers.keep(THURSDAY, ExposureDraft("noise", note=WORDS, private=True))
    services.movement.keep(THURSDAY, BoutDraft("walk", 20, private=True))

    for page in ("triggers", "movement"):
        lines = open_page(page, services).panel.lines
        (line,) = lines._shown
        assert line.words.splitlines()[-1] == "Private"


def test_a_paste_too_long_for_a_note_is_refused_in_words_and_nothing_is_cut(qtbot):
    note = NoteAndMark()
    qtbot.addWidget(note)
    note.show()
    note.show_note(WORDS, is_private=True)

    note.edit.paste_refused.emit(30_000)

    assert "Nothing was pasted" in note._problem.text()
    assert note.words() == WORDS
