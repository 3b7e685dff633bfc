"""Every questionnaire that ships, against its worked examples and the slips of public copies."""

import json
from datetime import date
from pathlib import Path

import pytest

from iop_companion.catalog import instruments
from iop_companion.catalog.instruments import instrument, load_instruments, parse_instrument
from iop_companion.domain.instrument import (
    asked,
    contradictions,
    kept,
    missing,
    opens_support,
    score,
)
from iop_companion.foundation import assets
from iop_companion.foundation.errors import Bug

EXAMPLES = json.loads((Path(__file__).parent / "instrument_examples.json").read_text("utf-8"))
NOT_SAID = {"phq2_screen_positive", "gad2_screen_positive", "note", "message"}
"""No verdict is drawn from the short forms; messages and refusals have tests of their own."""

NO_PERMISSION = (
    "isi",
    "wsas",
    "edeq",
    "edeqs",
    "scoff",
    "ras",
    "dass21",
    "asrm",
    "cssrs",
    "dast10",
)


def cases():
    for one in load_instruments():
        for example in EXAMPLES[one.id]:
            if "error" in example["expected"]:
                continue
            yield pytest.param(one, example, id=f"{one.id}-{one.locale}-{example['name']}")


def outcome(one, answers):
    """Return everything that an example may state, by its name there."""
    scores = score(one, answers)
    total, index = scores.get("total"), scores.get("index")
    band = None if total is None else one.band(total)
    reached = {cut.at_least: cut.is_met(total) for cut in one.cuts if cut.of == "total" and total}
    return {
        **scores,
        **{f"at_or_above_{points}": is_met for points, is_met in reached.items()},
        "band": band and band.id,
        "item9_sheet": opens_support(one, answers),
        "ask_difficulty": any(item.id == "phq9_10" for item in asked(one, answers)),
        "flags": [_flag(cut) for cut in one.cuts if scores[cut.of] and cut.is_met(scores[cut.of])],
        "index_at_or_below_50": index is not None and one.cuts[0].is_met(index),
        "raw_below_13": total is not None and total < 13,
        "stop": len(asked(one, answers)) == 1,
    }


@pytest.mark.parametrize(("one", "example"), list(cases()))
def test_each_worked_example_comes_out(one, example):
    stated = {name: wanted for name, wanted in example["expected"].items() if name not in NOT_SAID}
    found = outcome(one, example["answers"])
    if example["name"].startswith("one answer missing"):
        del stated["item9_sheet"]  # not asked yet
    for name, wanted in stated.items():
        assert found.get(name, False) == wanted, name


def _flag(cut):
    return f"{cut.of}>={cut.at_least}" if cut.at_least is not None else f"{cut.of}<={cut.at_most}"


def test_the_agreed_questionnaires_ship_and_none_without_a_permission():
    shipped = {one.id for one in load_instruments()}
    assert shipped == set(EXAMPLES)
    assert not shipped.intersection(NO_PERMISSION)
    assert {one.id for one in load_instruments() if one.locale.startswith("es")} == {
        "phq9",
        "gad7",
    }


def test_each_names_its_notice_and_its_sources():
    for one in load_instruments():
        assert one.licence.notice, one.id
        assert one.sources, one.id
    assert "No licence sentence was found" in instrument("bam").licence.remark


@pytest.mark.parametrize("name", ["who5", "auditc"])
def test_what_is_not_under_our_licence_lies_in_a_folder_with_its_notice(name):
    assert assets.names(f"instruments/{name}", ".toml")
    assert "not part of the work" in assets.read_text(f"instruments/{name}/NOTICE.txt")
    assert not [file for file in assets.names("instruments", ".toml") if name in file]


def test_the_program_runs_without_a_folder_that_was_left_out(monkeypatch):
    monkeypatch.setattr(instruments, "FOLDERS", ("instruments", "instruments/never_there"))
    load_instruments.cache_clear()
    try:
        assert instrument("who5") is None
        assert instrument("phq9") is not None
    finally:
        load_instruments.cache_clear()


def test_two_are_asked_every_fortnight_and_the_others_wait_to_be_chosen():
    assert {(one.id, one.every_days) for one in load_instruments() if one.on} == {
        ("phq9", 14),
        ("gad7", 14),
    }


def test_a_translation_differs_in_words_alone():
    for one in load_instruments():
        english = instrument(one.id)
        assert [item.id for item in one.items] == [item.id for item in english.items]
        assert one.scores == english.scores
        assert [(band.low, band.high) for band in one.bands] == [
            (band.low, band.high) for band in english.bands
        ]
        assert (one.support_item, one.change_points) == (
            english.support_item or one.support_item,
            english.change_points,
        )
    assert instrument("phq9", "es_MX").items[0].text == "Poco interés o placer en hacer cosas"
    assert instrument("bam", "es").locale == "en"


def test_question_nine_in_any_language_opens_the_sheet_at_the_first_answer_above_none():
    for locale in ("en", "es"):
        phq9 = instrument("phq9", locale)
        assert [opens_support(phq9, {"phq9_9": value}) for value in range(4)] == [
            False,
            True,
            True,
            True,
        ]
        assert not opens_support(phq9, {})


def test_a_score_needs_every_answer_and_a_skipped_question_is_none():
    phq9, bam = instrument("phq9"), instrument("bam")
    eight = {f"phq9_{n}": 1 for n in range(1, 9)}
    assert score(phq9, eight)["total"] is None
    assert [item.id for item in missing(phq9, eight)] == ["phq9_9"]
    assert score(bam, {"bam_4": 1, "bam_6": 0})["use"] is None
    assert score(bam, {"bam_4": 0, "bam_6": 0})["use"] == 0


def test_an_answer_under_a_gate_that_was_closed_again_is_dropped():
    auditc = instrument("auditc")
    answers = {"auditc_1": 0, "auditc_2": 4, "auditc_3": 4}
    assert score(auditc, answers)["total"] == 0
    assert kept(auditc, answers) == {"auditc_1": 0}


def test_an_open_gate_is_missing_itself():
    gate = instrument("pcptsd5")
    assert score(gate, {})["total"] is None
    assert [item.id for item in missing(gate, {})] == ["pcptsd5_0"]


def test_an_answer_that_is_none_of_the_options_is_refused():
    refused = [
        (name, example["answers"])
        for name, examples in EXAMPLES.items()
        for example in examples
        if "error" in example["expected"]
    ]
    assert refused == [("barc10", {"barc10_1": 0})]
    refused += [("phq9", {"phq9_1": 4}), ("phq9", {"phq9_1": -1}), ("phq9", {"phq9_11": 0})]
    for name, answers in refused:
        with pytest.raises(ValueError, match="no such answer"):
            score(instrument(name), answers)


def test_days_that_contradict_each_other_are_named_and_not_changed():
    bam = instrument("bam")
    pairs = contradictions(bam, {"bam_4": 1, "bam_5": 2, "bam_6": 1, "bam_7E": 3})
    assert [(item.id, limit.id) for item, limit in pairs] == [
        ("bam_5", "bam_4"),
        ("bam_7E", "bam_6"),
    ]
    assert contradictions(bam, {"bam_4": 2, "bam_5": 2}) == ()


def test_the_window_of_a_score_is_the_days_it_asks_about():
    phq9, barc10 = instrument("phq9"), instrument("barc10")
    assert phq9.window(date(2026, 3, 26)) == (date(2026, 3, 13), date(2026, 3, 26))
    assert barc10.window(date(2026, 3, 26)) == (date(2026, 3, 26), date(2026, 3, 26))
    assert phq9.overlaps(date(2026, 3, 13), date(2026, 3, 26))
    assert not phq9.overlaps(date(2026, 3, 12), date(2026, 3, 26))


@pytest.mark.parametrize(("name", "points"), [("phq9", 5), ("gad7", 4), ("pcl5", 15)])
def test_a_change_begins_at_the_stated_points(name, points):
    one = instrument(name)
    assert one.is_change(20, 20 - points)
    assert one.is_change(20 - points, 20)
    assert not one.is_change(20, 20 - points + 1)


@pytest.mark.parametrize("name", ["k6", "auditc", "pcptsd5", "bam", "barc10", "who5"])
def test_no_change_is_claimed_where_none_is_established(name):
    assert not instrument(name).is_change(0, 60)


# --- slips of public copies (a test each)


def words(one, item_id):
    return [option.label for option in one.item(item_id).options]


def test_the_first_question_of_auditc_is_not_the_one_on_heavy_days():
    codes = [item.code for item in instrument("auditc").items]
    assert codes == ["68518-0", "68519-8", "68520-6"]


def test_the_third_question_of_auditc_has_options_of_its_own():
    auditc = instrument("auditc")
    assert words(auditc, "auditc_3")[1] == "Less than monthly"
    assert words(auditc, "auditc_1")[1] == "Monthly or less"


def test_the_codes_of_difficulty_are_not_in_order():
    codes = {option.label: option.code for option in instrument("phq9").item("phq9_10").options}
    assert codes["Very difficult"] == "LA6575-0"
    assert codes["Extremely difficult"] == "LA6574-3"


def test_the_first_option_of_gad7_is_not_at_all():
    assert {words(instrument("gad7"), item.id)[0] for item in instrument("gad7").items} == {
        "Not at all"
    }


def test_days_of_bam_are_days_and_question_seventeen_counts_nowhere():
    bam = instrument("bam")
    days = ["0", "1-3", "4-8", "9-15", "16-30"]
    assert words(bam, "bam_10") == words(bam, "bam_16") == days
    assert not [rule.id for rule in bam.scores if "bam_17" in rule.items]
    assert "total" not in {rule.id for rule in bam.scores}


def test_bam_asks_about_thirty_days_and_not_seven():
    assert [one.recall_days for one in load_instruments() if one.id.startswith("bam")] == [30]


def test_barc10_runs_from_one_to_six():
    barc10 = instrument("barc10")
    assert [option.value for option in barc10.items[0].options] == [1, 2, 3, 4, 5, 6]
    assert (barc10.scores[0].low, barc10.scores[0].high) == (10, 60)


def test_k6_runs_from_zero_and_holds_six_questions():
    k6 = instrument("k6")
    assert len(k6.items) == 6
    assert (k6.scores[0].low, k6.scores[0].high) == (0, 24)


def test_pcptsd5_is_yes_or_no_and_not_drawn_over_time():
    screen = instrument("pcptsd5")
    assert {tuple(words(screen, item.id)) for item in screen.items} == {("No", "Yes")}
    assert not screen.charted


# --- a wrong file names itself and the key

GOOD = """
id = "x"
version = 1
locale = "en"
title = "X"
abbreviation = "X"
order = 1
recall_days = 7
recall = "the last week"
every_days = 7
[[option_sets]]
id = "yn"
options = [{ value = 0, says = "No" }, { value = 1, says = "Yes" }]
[[items]]
id = "x_1"
text = "One"
options = "yn"
[[scores]]
id = "total"
items = ["x_1"]
low = 0
high = 1
[[bands]]
id = "all"
says = "All"
low = 0
high = 1
[licence]
status = "green"
notice = "Free."
[checked]
on = 2026-01-02
result = "equal"
sources = ["a"]
"""


@pytest.mark.parametrize(
    ("was", "becomes", "named"),
    [
        ('text = "One"', "", r"items\[0\]\.text: is missing"),
        ('options = "yn"', 'options = "ny"', r"items\[0\]\.options: is none of: yn"),
        ("value = 1,", "value = 0,", r"option_sets\[0\]\.options"),
        ('says = "Yes"', 'says = "Yes", worth = 2', r"option_sets\[0\]\.options\[1\]\.worth"),
        ("high = 1\n[[bands]]", "high = 2\n[[bands]]", "total does not run from 0 to 2"),
        ("high = 1\n[licence]", "high = 0\n[licence]", "the ranges leave a gap"),
        ('items = ["x_1"]', 'items = ["x_2"]', "counts x_2"),
        ('status = "green"', 'status = "red"', r"licence\.status: is none of"),
        ('status = "green"', 'status = "amber"', r"licence\.status: and folder"),
        ("on = 2026-01-02", 'on = "yesterday"', r"checked\.on: cannot be str"),
        ("recall_days = 7", "recall_dais = 7", "recall_days: is missing"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(monkeypatch, was, becomes, named):
    assert GOOD.count(was) == 1
    monkeypatch.setattr(assets, "read_text", lambda _name: GOOD.replace(was, becomes))
    with pytest.raises(Bug, match=rf"instruments/x\.toml: .*{named}"):
        parse_instrument("instruments/x.toml")


def test_a_right_file_is_read(monkeypatch):
    monkeypatch.setattr(assets, "read_text", lambda _name: GOOD)
    assert parse_instrument("instruments/x.toml").abbreviation == "X"
