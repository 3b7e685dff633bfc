"""A warning by numbers and own signs is told in one and the same way everywhere."""

import io
import json
from dataclasses import replace

import pytest
from pypdf import PdfReader

from iop_companion.cli.warning_commands import _as_object
from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule
from iop_companion.domain.summary import Section
from iop_companion.reports.summary_pdf import TypstSummaryWriter
from iop_companion.services.own_signs import SignDraft
from tests.services.test_early_warnings import fill


@pytest.fixture
def spoken(services, today):
    """Sleep falls, one own sign is read from it, and one under Act is ticked."""
    fill(services, 70, drop_from=9)
    services.people.keep([Contact("Leo", "555 0188", "brother")])
    short = SignRule((SignCondition("sleep_duration", Comparison.UNDER, 6.0),), 3)
    signs = services.own_signs
    signs.keep(SignDraft("Short nights", rule=short))
    hiding = signs.keep(SignDraft("Hiding it from Leo", PlanZone.ACT)).changes[0].after.id
    signs.tick(hiding, today, on=True)
    return services


def paper(services, **changes):
    asked = replace(services.summarising.default_request(), **changes)
    pdf = TypstSummaryWriter().pdf(services.summarising.assemble(asked))
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_panel_the_paper_and_the_command_line_say_the_same(spoken):
    warning = spoken.early_warnings.panel().warning
    assert warning.level is Level.ACT
    assert warning.sentence.startswith("Your own Act sign is met: “Hiding it from Leo”")
    assert "Sleep has moved away from your usual since Wednesday 4 March" in warning.sentence

    told = json.loads(json.dumps(_as_object(warning)))
    assert (told["sentence"], told["level"]) == (warning.sentence, "act")
    assert told["own_signs"] == list(warning.own_signs)
    printed = paper(spoken, with_names=True)
    assert warning.sentence in printed
    assert warning.chance_sentence in printed
    assert warning.chance_sentence.startswith("You chose these signs yourself")
    assert "a message from the numbers about once in" in warning.chance_sentence
    assert "Act, since Thursday 12 March" in printed


def test_the_paper_says_where_what_to_do_is_written_once_it_is_written(spoken):
    where = "What to do is written in my plan for Act, on a page of its own."
    assert where not in paper(spoken)
    spoken.early_warnings.set_plan(PlanZone.ACT, ["Call Dana"])
    assert where in paper(spoken)
    assert "Call Dana" not in paper(spoken)


def test_on_paper_names_in_signs_are_roles_and_what_is_left_out_stays_out(spoken, today):
    assert "“Hiding it from [brother]”" in paper(spoken)
    spoken.own_signs.tick(spoken.own_signs.view().signs[1].sign.id, today, on=False)
    spoken.own_signs.keep(
        SignDraft("Very short", PlanZone.ACT,
                  SignRule((SignCondition("sleep_duration", Comparison.UNDER, 6.0),)))
    )  # fmt: skip
    sections = [one for one in Section if one is not Section.SLEEP]
    printed = paper(spoken, sections=tuple(sections))
    assert "Signs of my own raise this level." in printed
    assert "Very short" not in printed
