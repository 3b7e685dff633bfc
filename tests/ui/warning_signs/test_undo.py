"""Warning signs: Undo takes back only what it says."""

from iop_companion.domain.records import Answer
from tests.ui.open_pages import THURSDAY, enter


def test_undo_of_an_answer_leaves_alone_what_was_saved_since(open_page, demo):
    opened = open_page("warning_signs", demo)
    opened.click(opened.panel.answers.buttons[Answer.BAD_SPELL])
    enter(demo, [0], mood=4.0)
    opened.click_notice()

    assert demo.early_warnings.panel().answer is Answer.BAD_SPELL
    assert demo.check_ins.day(THURSDAY).values["mood"].value == 4.0
    assert opened.said.startswith("Something else was changed since then.")
