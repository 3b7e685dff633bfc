"""My plan: a zone is written, kept whatever happens, gone through together and printed."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.services.my_plan import ZoneDraft
from iop_companion.ui.plan import presenter
from tests.ui.open_pages import PASSPHRASE, cut_words, nameless, settle

WATCH, ACT = PlanZone.WATCH, PlanZone.ACT


def said(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_a_zone_is_written_by_keys_saved_and_taken_back(open_page, services):
    opened = open_page("plan", services)
    card = opened.panel.zones[WATCH]
    assert any(line.startswith("No steps yet. The level works") for line in said(card))
    card.edit_button.setFocus()
    opened.press(Qt.Key.Key_Space)
    assert card.form.how_i_know.hasFocus()
    opened.qtbot.keyClicks(card.form.how_i_know, "Up past 1 am")
    opened.press(Qt.Key.Key_Tab)
    opened.qtbot.keyClicks(card.form.steps, "Call Dana")
    opened.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()

    assert not card.is_open
    assert {"Up past 1 am", "• Call Dana", "Written 12 March."} <= set(said(card))
    assert opened.said == "Your plan is saved."
    opened.click_notice()
    assert services.my_plan.zone(WATCH).steps == ()


def test_another_zone_opened_saves_the_one_before_and_close_can_be_undone(open_page, services):
    opened = open_page("plan", services)
    zones = opened.panel.zones
    opened.click(zones[WATCH].edit_button)
    zones[WATCH].form.steps.setPlainText("Call Dana")
    opened.click(zones[ACT].edit_button)
    assert (zones[WATCH].is_open, zones[ACT].is_open) == (False, True)
    assert [step.text for step in services.my_plan.zone(WATCH).steps] == ["Call Dana"]

    zones[ACT].form.to_say.setPlainText("Please come")
    opened.click(zones[ACT].form.close_button)

    assert not zones[ACT].is_open
    opened.click_notice()
    assert zones[ACT].form.to_say.toPlainText() == "Please come"


@pytest.mark.parametrize("leave", ["lock", "hide_all", "close"])
def test_what_is_typed_waits_as_a_draft_when_the_window_goes(open_page, services, leave):
    opened = open_page("plan", services)
    card = opened.panel.zones[ACT]
    opened.click(card.edit_button)
    card.form.steps.setPlainText("Call the program")
    getattr(opened.window, leave)()
    settle()

    services.session.unlock(PASSPHRASE)
    assert services.my_plan.draft() == ZoneDraft(ACT, steps=("Call the program",))
    assert services.my_plan.zone(ACT).steps == ()
    again = open_page("plan", services)
    form = again.panel.zones[ACT].form
    assert form.steps.toPlainText() == "Call the program"
    assert form.problem.text() == "Not saved yet: this is as you left it."


def test_people_stand_in_the_order_they_were_picked(open_page, services):
    services.people.keep([Contact("Dana", "1"), Contact("Leo", "2"), Contact("On-call", "3")])
    services.my_plan.keep(ZoneDraft(ACT, people=("On-call",)))
    opened = open_page("plan", services)
    form = opened.panel.zones[ACT].form
    opened.click(opened.panel.zones[ACT].edit_button)
    assert not form.is_touched
    opened.click(form.people.chips["Leo"])
    opened.click(form.people.chips["Dana"])
    opened.click(form.save_button)
    assert [one.name for one in services.my_plan.zone(ACT).people] == ["On-call", "Leo", "Dana"]


def test_a_text_too_long_stays_in_the_form_with_the_reason(open_page, services):
    opened = open_page("plan", services)
    card = opened.panel.zones[WATCH]
    opened.click(card.edit_button)
    card.form.how_i_know.setPlainText("x" * 1001)
    opened.click(card.form.save_button)

    assert card.is_open
    assert card.form.problem.text().startswith("A text here can have at most 1000 characters.")


def test_a_deleted_person_is_explained_and_going_through_is_dated(open_page, services):
    services.people.keep([Contact("Dana", "555 0117")])
    services.my_plan.keep(ZoneDraft(ACT, steps=("Call",), people=("Dana",)))
    services.people.keep([])
    opened = open_page("plan", services)
    card = opened.panel.zones[ACT]
    assert any(line.startswith("Dana is no longer among your people.") for line in said(card))

    opened.panel.review.field.setText("Dr. Okafor")
    opened.click(opened.panel.review.button)

    assert "Written 12 March. Gone through with Dr. Okafor on 12 March." in said(card)
    assert not nameless(opened.window)


def test_signs_and_plan_are_one_page_saved_and_printed_alike(
    open_page, services, tmp_path, monkeypatch
):
    services.my_plan.keep(ZoneDraft(ACT, steps=("Call the program",)))
    opened = open_page("plan", services)
    out, printed = tmp_path / "plan.pdf", []
    monkeypatch.setattr(presenter, "ask_where_to_save", lambda *_about: out)
    monkeypatch.setattr(presenter, "ask_printer", lambda _parent, title: title)
    monkeypatch.setattr(
        presenter, "print_pages", lambda pages, printer: printed.append((pages, printer))
    )
    opened.click(opened.panel.pdf_button)
    assert out.read_bytes().startswith(b"%PDF-")
    assert "It is not locked" in opened.said
    opened.click(opened.panel.print_button)

    assert opened.said == "Sent to the printer."
    [(pages, title)] = printed
    assert (len(pages), title) == (1, "Document")
    assert isinstance(pages[0], QImage)
    assert not pages[0].isNull()


def test_a_card_for_the_wallet_is_printed_and_saved(open_page, services, tmp_path, monkeypatch):
    services.my_plan.keep(ZoneDraft(ACT, steps=("Call the program",)))
    opened = open_page("plan", services)
    out, printed = tmp_path / "card.pdf", []
    monkeypatch.setattr(presenter, "ask_where_to_save", lambda *_about: out)
    monkeypatch.setattr(presenter, "ask_printer", lambda _parent, title: title)
    monkeypatch.setattr(
        presenter, "print_pages", lambda pages, printer: printed.append((pages, printer))
    )

    opened.click(opened.panel.wallet.pdf_button)
    opened.click(opened.panel.wallet.print_button)

    told = " ".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Call the program" in told
    [(pages, title)] = printed
    assert (len(pages), title) == (1, "Document")


def test_no_word_is_cut_at_twice_the_size(open_page, services):
    services.my_plan.keep(ZoneDraft(WATCH, "Up past 1 am, " * 9, ("Call Dana " * 9,)))
    opened = open_page("plan", services, text_scale=200)
    opened.click(opened.panel.zones[ACT].edit_button)
    assert not cut_words(opened.panel)
