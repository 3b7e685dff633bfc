"""Get support now: works without a vault, says where each line stands, promises nothing."""

from datetime import date

import pytest

from iop_companion.catalog import support_lines
from iop_companion.catalog.catalog import load_catalog
from iop_companion.services.support import Support


@pytest.fixture
def support():
    return Support(load_catalog())


def test_regions_are_offered_by_name_in_order(support):
    names = [name for _code, name in support.regions()]
    assert len(names) == 30
    assert names == sorted(names)
    assert dict(support.regions())["GB"] == "United Kingdom"


def test_every_region_has_an_emergency_number_and_a_line_that_can_be_reached(support):
    for code, name in support.regions():
        sheet = support.sheet(code)
        assert (sheet.region, sheet.region_name) == (code, name)
        assert sheet.emergency.isdigit(), code
        assert sheet.lines, code
        for line in sheet.lines:
            assert line.call or line.text or line.site, line.name
            assert bool(line.call) == bool(line.tel), line.name
            assert line.checked_on >= date(2026, 1, 1), line.name
        assert not sheet.advice


def test_each_region_of_the_list_has_its_file_and_no_file_is_without_a_region():
    for code in support_lines.regions():
        found = support_lines.lines_of(code)
        assert found is not None
        assert found.region == code
    assert support_lines.lines_older_than(-1, date(2026, 1, 1)) == []


def test_no_row_was_lost_or_made_up():
    everything = [support_lines.lines_of(code) for code in support_lines.regions()]
    assert sum(1 + len(found.lines) for found in everything) == 90
    assert all(line.sources for found in everything for line in found.lines)


def test_a_withdrawn_line_is_never_shown(support):
    shown = " ".join(
        f"{line.call} {line.text}"
        for code, _ in support.regions()
        for line in support.sheet(code).lines
    )
    for withdrawn in ("press 3", "1-800-931-2237", "833-456-4566", "0845 634 1414", "LOVEIS"):
        assert withdrawn not in shown


def test_crisis_lines_come_first(support):
    lines = support.sheet("US").lines
    assert lines[0].name == "988 Suicide & Crisis Lifeline"
    assert (lines[0].call, lines[0].text, lines[0].hours) == ("988", "988", "24/7")
    assert lines[0].languages == "English, Spanish (call, press 2), interpreters"
    assert "Domestic Violence" in lines[-1].name


def test_hours_that_nobody_has_confirmed_lately_are_said_to_be_uncertain(support):
    by_name = {line.name: line for line in support.sheet("US").lines}
    assert by_name["Veterans Crisis Line"].hours_may_have_changed
    assert by_name["ANAD Eating Disorder Helpline"].hours_may_have_changed
    assert not by_name["988 Suicide & Crisis Lifeline"].hours_may_have_changed


def test_a_domestic_violence_line_warns_about_a_shared_device(support):
    for code, _name in support.regions():
        for line in support_lines.lines_of(code).lines:
            shown = next(x for x in support.sheet(code).lines if x.name == line.name)
            assert bool(shown.caution) == (line.kind == "domestic_violence")


def test_a_line_for_a_part_of_the_country_says_so(support):
    lines = {line.name: line for line in support.sheet("BE").lines}
    assert lines["Zelfmoordlijn 1813"].for_whom == "anyone (Flanders)"
    helpline = {line.name: line for line in support.sheet("GB").lines}
    assert helpline["National Domestic Abuse Helpline"].for_whom.count("England") == 1


def test_a_line_with_two_purposes_is_listed_once(support):
    assert len(support_lines.lines_of("MX").lines) == 2
    assert len(support.sheet("MX").lines) == 1


def test_without_a_region_the_sheet_says_to_choose_one(support):
    sheet = support.sheet("")
    assert (sheet.emergency, sheet.lines) == ("", ())
    assert "Choose your region" in sheet.advice
    assert "findahelpline.com" in sheet.advice


@pytest.mark.parametrize("region", ["AR", "XX", "../us", "us"])
def test_a_region_without_checked_lines_says_where_to_look(support, region):
    sheet = support.sheet(region)
    assert (sheet.region, sheet.lines) == ("", ())
    assert "findahelpline.com" in sheet.advice


def test_three_short_skills_are_on_every_sheet(support):
    for region in ("", "US"):
        skills = support.sheet(region).skills
        assert [skill.label for skill in skills] == [
            "Five senses check-in, 3 minutes",
            "Paced breathing, 4 minutes",
            "One thing at a time, 5 minutes",
        ]
        assert "Name 5 things you see." in skills[0].sentence


def test_lines_that_were_not_checked_for_long_are_named():
    checked = date(2026, 11, 21)
    assert support_lines.lines_older_than(180, checked) == []
    late = support_lines.lines_older_than(180, date(2027, 11, 21))
    assert len(late) == 90
    assert ("US", "emergency", checked) in late
