"""What is typed into a dose as needed, a score and a skill under way outlives a lock or a kill."""

from PySide6.QtCore import Qt

from iop_companion.domain.diary_entries import Dose, Regimen, SkillUse
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
