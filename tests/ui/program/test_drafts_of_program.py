"""What is typed into the forms of Program and the Toolbox outlives a lock or a kill."""

from PySide6.QtCore import Qt

from iop_companion.domain.diary_entries import Dose, DoseOutcome, Regimen, SkillUse
from iop_companion.services.form_drafts import FormName
from tests.ui.open_pages import PASSPHRASE, THURSDAY, settle

LEFT = "Not saved yet: this is as you left it."


def lock_and_come_back(opened, open_page, key):
    opened.window.lock()
    settle()
    opened.services.session.unlock(PASSPHRASE)
    return open_page(key, opened.services)


def write(opened, field, words):
    field.setFocus()
    opened.qtbot.keyClicks(field, words)
    settle()


def kept(services, name, day=None):
    return services.form_drafts.of(name).read(day)


def test_a_dose_as_needed_outlives_a_lock_until_it_is_saved(open_page, services):
    services.medicines.add("Hydroxyzine", Regimen(THURSDAY, "25 mg"))
    opened = open_page("medicines", services)
    opened.click(next(iter(opened.panel.as_needed.buttons.values())))
    write(opened, opened.panel.as_needed.reason, "could not settle")
    opened.click(opened.panel.as_needed.note.private.box)

    opened = lock_and_come_back(opened, open_page, "medicines")
    card = opened.panel.as_needed
    assert card.form.isVisible()
    assert (card.reason.text(), card.note.is_private) == ("could not settle", True)
    assert card.problem.text() == LEFT
    opened.click(card.save_button)
    settle()

    with services.session.vault.read() as journal:
        (dose,) = journal.entries(Dose)
    assert (dose.reason, dose.private) == ("could not settle", True)
    assert not kept(services, FormName.AS_NEEDED, THURSDAY)


def test_a_dose_thrown_away_comes_back_by_undo(open_page, services):
    services.medicines.add("Hydroxyzine", Regimen(THURSDAY, "25 mg"))
    opened = open_page("medicines", services)
    card = opened.panel.as_needed
    opened.click(next(iter(card.buttons.values())))
    write(opened, card.reason, "could not settle")
    opened.press(Qt.Key.Key_Escape)
    assert card.form.isHidden()
    assert not kept(services, FormName.AS_NEEDED, THURSDAY)
    opened.click_notice()

    assert card.form.isVisible()
    assert card.reason.text() == "could not settle"


def test_a_score_from_a_sheet_outlives_a_lock_until_it_is_saved(open_page, services):
    opened = open_page("program", services)
    form = opened.panel.list.score
    opened.click(form.open_button)
    write(opened, form.name, "A sleep score")
    write(opened, form.score, "11")

    opened = lock_and_come_back(opened, open_page, "program")
    form = opened.panel.list.score
    assert form.form.isVisible()
    assert (form.name.text(), form.score.text()) == ("A sleep score", "11")
    opened.click(form.save_button)
    settle()

    assert [one.score for one in services.questionnaires.other_scores()] == [11.0]
    assert not kept(services, FormName.SCORE)


def test_a_skill_under_way_keeps_its_rating_its_words_and_its_step(open_page, services):
    services.skills.begin("urge_surfing", 6)
    opened = open_page("skill", services)
    opened.click(opened.panel.next)
    opened.panel.after.enter()
    opened.qtbot.keyClicks(opened.window.focusWidget(), "4")
    write(opened, opened.panel.note.edit, "by the window")

    opened = lock_and_come_back(opened, open_page, "skill")
    panel = opened.panel
    assert (panel.after.value(), panel.note.words()) == (4, "by the window")
    assert panel._which.text() == "Step 2 of 4"
    opened.click(panel.stop)
    settle()

    with services.session.vault.read() as journal:
        (use,) = journal.entries(SkillUse)
    assert (use.after, use.note) == (4, "by the window")
    assert not kept(services, FormName.RUNNING_SKILL)
    services.skills.begin("urge_surfing", 5)
    opened.go_to("skill")
    assert (panel.after.value(), panel.note.words()) == (None, "")


def test_words_beside_a_score_are_kept_when_the_window_locks(open_page, services):
    under_way = services.questionnaires.begin("phq9")
    items = services.questionnaires.get("phq9").instrument.items
    services.questionnaires.finish(under_way, {item.id: 0 for item in items})
    opened = open_page("program", services)
    opened.panel.list.result_requested.emit("phq9")
    settle()
    write(opened, opened.panel.shown.note.edit, "a hard week")
    opened.window.lock()
    settle()
    services.session.unlock(PASSPHRASE)

    assert services.questionnaires.get("phq9").newest.entry.note == "a hard week"


def test_a_note_beside_a_dose_is_kept_while_it_is_typed(open_page, services):
    services.medicines.add("Sertraline", Regimen(THURSDAY, "50 mg", ("morning",)))
    (medicine,) = services.medicines.view().medicines
    services.medicines.record(medicine.id, THURSDAY, "morning", DoseOutcome.TAKEN)
    opened = open_page("medicines", services)
    opened.page._notes._timer.setInterval(30)
    (note,) = opened.panel.notes
    opened.click(note.opener)
    opened.qtbot.keyClicks(note.note.edit, "with br")
    opened.qtbot.waitUntil(lambda: kept(services, FormName.DOSE_NOTES, THURSDAY) != {})
    assert note.note.edit.hasFocus(), "the keyboard stays"
    assert dose_of(services).note == "", "nothing to undo before the note is left"

    opened.panel.noted.disconnect()  # a process that is killed hands in nothing more
    again = open_page("medicines", services)
    (note,) = again.panel.notes
    assert (note.note.isVisible(), note.note.words()) == (True, "with br")
    note.note.enter()
    again.press(Qt.Key.Key_Return)
    settle()
    assert dose_of(services).note == "with br"
    assert not kept(services, FormName.DOSE_NOTES, THURSDAY)


def test_words_too_many_for_a_note_stay_when_another_dose_is_answered(open_page, services):
    services.medicines.add("Sertraline", Regimen(THURSDAY, "50 mg", ("morning", "bedtime")))
    (medicine,) = services.medicines.view().medicines
    services.medicines.record(medicine.id, THURSDAY, "morning", DoseOutcome.TAKEN)
    opened = open_page("medicines", services)
    (note,) = opened.panel.notes
    opened.click(note.opener)
    note.note.edit.setPlainText("x" * 20_001)
    opened.panel.rows[1].enter()
    opened.press(Qt.Key.Key_M)
    settle()
    assert len(opened.panel.notes[0].note.words()) == 20_001


def dose_of(services):
    with services.session.vault.read() as journal:
        (dose,) = journal.entries(Dose)
    return dose


def test_the_form_of_a_medicine_outlives_a_lock_until_it_is_saved(open_page, services):
    services.medicines.add("Sertraline", Regimen(THURSDAY, "50 mg", ("morning",)))
    opened = open_page("medicines", services)
    opened.panel.edit(opened.panel.view.medicines[0])
    form = opened.panel.form
    form.amount.selectAll()
    write(opened, form.amount, "75 mg")
    opened.click(form.times["bedtime"])

    opened = lock_and_come_back(opened, open_page, "medicines")
    form = opened.panel.form
    assert form.isVisible()
    assert (form.name.text(), form.amount.text(), form.problem.text()) == (
        "Sertraline", "75 mg", LEFT,
    )  # fmt: skip
    assert form.times["bedtime"].isChecked()
    assert opened.panel.add_button.isHidden()
    opened.click(form.save_button)
    settle()
    (medicine,) = services.medicines.view().medicines
    assert (medicine.regimens[-1].amount, medicine.regimens[-1].times) == (
        "75 mg", ("morning", "bedtime"),
    )  # fmt: skip
    assert not kept(services, FormName.MEDICINE)


def test_a_medicine_thrown_away_comes_back_by_undo(open_page, services):
    opened = open_page("medicines", services)
    opened.click(opened.panel.add_button)
    write(opened, opened.panel.form.name, "Naltrex")
    opened.page._form.keep()
    opened.press(Qt.Key.Key_Escape)
    settle()
    assert opened.panel.form.isHidden()
    assert not kept(services, FormName.MEDICINE)
    opened.click_notice()
    settle()
    assert opened.panel.form.isVisible()
    assert opened.panel.form.name.text() == "Naltrex"


def test_a_rating_after_a_skill_outlives_a_lock_until_it_is_saved(open_page, services):
    opened = open_page("toolbox", services)
    opened.panel.choose("urge_surfing")
    card = opened.panel.card
    opened.click(card.done)
    opened.qtbot.keyClicks(opened.window.focusWidget(), "4")
    write(opened, card.after_form.note.edit, "by the window")

    opened = lock_and_come_back(opened, open_page, "toolbox")
    card = opened.panel.card
    assert card.skill.id == "urge_surfing"
    assert card.after_form.isVisible()
    assert (card.after_form.rating(), card.after_form.note.words()) == (4, "by the window")
    opened.click(card.after_form.save)
    settle()
    with services.session.vault.read() as journal:
        (use,) = journal.entries(SkillUse)
    assert (use.skill, use.after, use.note) == ("urge_surfing", 4, "by the window")
    assert not kept(services, FormName.SAID_OF_SKILL)


def test_why_a_skill_was_not_used_comes_back_when_another_one_was_looked_at(open_page, services):
    opened = open_page("toolbox", services)
    opened.panel.choose("urge_surfing")
    card = opened.panel.card
    opened.click(card.not_used)
    write(opened, card.why_form.words, "it went too fast")
    opened.panel.choose("paced_breathing")
    settle()
    assert card.why_form.isHidden()
    opened.click_notice()
    settle()

    assert (card.skill.id, card.why_form.words.text()) == ("urge_surfing", "it went too fast")
    opened.page._said.keep()
    assert kept(services, FormName.SAID_OF_SKILL)["words"] == "it went too fast"
    opened.click(card.why_form.save)
    settle()
    with services.session.vault.read() as journal:
        (use,) = journal.entries(SkillUse)
    assert (use.used, use.why_not) == (False, "it went too fast")
    assert not kept(services, FormName.SAID_OF_SKILL)
