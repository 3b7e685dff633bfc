"""Every data file that ships: a new measure, skill or trigger is tested by being there."""

import gettext
import string
from pathlib import Path

import pytest

from iop_companion.analytics.detectors.missed_medicines import TAKEN
from iop_companion.catalog import support_lines
from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.measure import Kind, Worse
from iop_companion.domain.sign_rule import rule_trouble
from iop_companion.foundation import assets, i18n

CAUTIONED = {"cool_water", "burst_movement", "muscle_release", "body_scan", "get_up_reset"}
MORE_KEY = "M"
TEN_KEY = "T"


@pytest.fixture
def catalog():
    load_catalog.cache_clear()
    return load_catalog()


def test_each_measure_has_a_file_of_its_own_name(catalog):
    files = {name.removeprefix("measures/") for name in assets.names("measures", ".toml")}
    assert files == {f"{measure.id}.toml" for measure in catalog.measures}
    assert len({measure.order for measure in catalog.measures}) == len(catalog.measures)


def test_the_rows_of_today_stand_in_the_agreed_order(catalog):
    rows = [m.id for m in catalog.measures if m.on and m.asked_with is None]
    assert rows == [
        *("mood", "anxiety", "urge", "sleep_duration", "movement_minutes"),
        *("skills", "medicine_taken", "note"),
    ]


def test_measures_refer_only_to_measures_that_exist(catalog):
    known = {measure.id: measure for measure in catalog.measures}
    for measure in catalog.measures:
        if measure.asked_with:
            assert known[measure.asked_with].asked_with is None, measure.id
            assert known[measure.asked_with].order < measure.order, measure.id
        if measure.derived_from:
            assert known[measure.derived_from].kind is Kind.TAGS, measure.id


def test_there_are_eight_focuses_whose_rows_stand_by_themselves(catalog):
    files = {name.removeprefix("focuses/") for name in assets.names("focuses", ".toml")}
    assert files == {f"{focus.id}.toml" for focus in catalog.focuses}
    assert len(files) == len({focus.order for focus in catalog.focuses}) == 8
    for focus in catalog.focuses:
        assert len(set(focus.rows)) == len(focus.rows), focus.id
        for row in focus.rows:
            measure = catalog.measure(row)
            assert measure is not None, (focus.id, row)
            assert measure.asked_with is None, (focus.id, row)
            assert measure.derived_from is None, (focus.id, row)


def test_every_focus_asks_about_sleep_movement_skills_medication_and_leaves_room_for_words(catalog):
    for focus in catalog.focuses:
        asked = {"sleep_duration", "movement_minutes", "skills", "medicine_taken", "note"}
        assert asked <= set(focus.rows), focus.id


def test_eating_is_asked_about_without_any_number_of_weight_or_calories(catalog):
    (eating,) = [focus for focus in catalog.focuses if focus.id == "eating"]
    for row in eating.rows:
        shown = catalog.measure(row)
        said = " ".join((shown.label, shown.hint, shown.unit, *shown.words)).casefold()
        assert not any(word in said for word in ("weight", "calor", "kg", "gram")), row
    meals = [catalog.measure(row) for row in eating.rows if row.startswith("meal_")]
    assert {meal.words for meal in meals} == {("Not", "Partly", "Eaten")}


def test_a_watched_measure_is_a_number_with_a_worse_side_or_a_medicine(catalog):
    for measure in catalog.measures:
        if measure.watched and measure.kind is Kind.CHOICE:
            assert {option.id for option in measure.options} == set(TAKEN), measure.id
        elif measure.watched:
            assert measure.kind.is_number, measure.id
            assert measure.worse is not Worse.NEITHER, measure.id


def test_quick_values_fit_their_measure(catalog):
    for measure in catalog.measures:
        assert [measure.fitted(value) for value in measure.quick] == list(measure.quick)


def test_a_letter_picks_one_thing_in_a_row_and_leaves_more_and_ten_alone(catalog):
    rows: dict[str, list[str]] = {}
    for measure in catalog.measures:
        keys = [option.key for option in measure.options if option.key]
        rows.setdefault(measure.asked_with or measure.id, []).extend(keys)
        assert all(key in string.ascii_uppercase for key in keys), measure.id
        if measure.kind is Kind.TAGS:
            assert MORE_KEY not in keys, measure.id
    for head, keys in rows.items():
        assert len(keys) == len(set(keys)), head
    assert TEN_KEY not in rows["urge"]


def test_a_letter_stands_in_its_word_and_belongs_to_what_the_row_shows(catalog):
    for measure in catalog.measures:
        for option in measure.options:
            assert option.key.casefold() in option.label.casefold(), option.id
            if measure.kind is Kind.TAGS:
                assert bool(option.key) == option.first, option.id


def test_the_first_skills_are_those_of_the_mock_up(catalog):
    skills = catalog.measure("skills")
    shown = [option.label for option in skills.options if option.first]
    assert shown == ["Breathing", "Urge surfing", "Grounding", "Cold water"]


def test_ids_of_skills_and_triggers_are_unique(catalog):
    skills = [skill.id for skill in catalog.skills]
    triggers = [trigger.id for group in catalog.triggers for trigger in group.triggers]
    assert len(skills) == len(set(skills)) == 35
    assert len(triggers) == len(set(triggers)) == 50
    assert len({skill.module for skill in catalog.skills}) == 13


def test_skills_that_can_do_harm_carry_their_caution(catalog):
    assert {skill.id for skill in catalog.skills if skill.cautions} == CAUTIONED
    assert "eating" in catalog.skill("burst_movement").hidden_with


def test_skills_offered_in_a_hard_moment_are_short_and_need_no_caution(catalog):
    offered = [skill for skill in catalog.skills if skill.for_support]
    assert len(offered) == 3
    assert all(skill.minutes <= 5 and not skill.cautions for skill in offered)


def test_published_names_are_never_our_own_labels(catalog):
    names = {name.casefold() for skill in catalog.skills for name in skill.also_taught_as}
    names -= {"urge surfing (marlatt)"}
    for skill in catalog.skills:
        for label in (skill.label, skill.short):
            assert label.casefold() not in names, skill.id


def test_triggers_of_a_module_that_is_off_are_accepted_but_not_offered(catalog):
    offered = {group.id for group in catalog.offered_triggers()}
    assert offered == {"feelings", "thoughts", "body", "people", "setting"}
    assert "trauma" in {group.id for group in catalog.offered_triggers(frozenset({"trauma"}))}
    set_off_by = catalog.measure("urge_set_off_by")
    assert set_off_by.fitted(("mirror",)) == ("mirror",)
    assert {option.id for option in set_off_by.options if option.hidden} >= {"mirror", "crowd"}


def test_sleep_quality_says_its_steps_in_words(catalog):
    quality = catalog.measure("sleep_quality")
    assert [quality.word_for(step) for step in range(6)] == [
        *("", "Poor", "Fair", "OK", "Good", "Great")
    ]
    assert catalog.measure("mood").word_for(5) == ""


class _Marking(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return f"[{message}]"


def test_suggested_signs_fit_their_focus_and_can_show(catalog):
    known = {measure.id: measure for measure in catalog.measures}
    assert {one.focus for one in catalog.suggested_signs} == {one.id for one in catalog.focuses}
    assert len({one.id for one in catalog.suggested_signs}) == len(catalog.suggested_signs)
    for sign in catalog.suggested_signs:
        if sign.rule is not None:
            rows = next(focus.rows for focus in catalog.focuses if focus.id == sign.focus)
            assert rule_trouble(sign.rule, known, rows) is None, sign.id


def test_fixed_rules_name_their_measure_or_instrument_and_their_source(catalog):
    instruments = {Path(name).stem for name in assets.names("instruments", ".toml")}
    for rule in catalog.clinical_rules:
        assert catalog.measure(rule.measure_id) or rule.measure_id in instruments, rule.id
        facts = {"label": "x", "before": 1, "now": 2, "first": "a", "day": "b", "by": 5, "n": 3}
        assert "{" not in rule.words.format(**facts)
        assert rule.source.endswith(".")


def _words_of(catalog):
    yield from (sign.words for sign in catalog.suggested_signs)
    yield from (words for rule in catalog.clinical_rules for words in (rule.words, rule.source))
    for measure in catalog.measures:
        yield from (measure.label, measure.hint, measure.unit, *measure.words)
        for option in measure.options:
            yield from (option.label, option.group)
    for skill in catalog.skills:
        yield from (skill.label, skill.short, skill.module_label, skill.description)
        yield from (*skill.steps, *skill.cautions, *skill.also_taught_as, skill.source)
    for group in catalog.triggers:
        yield group.label
        yield from (trigger.label for trigger in group.triggers)
    for code in support_lines.regions():
        for line in support_lines.lines_of(code).lines:
            yield from (line.name, line.call, line.text, line.hours, line.for_whom, line.area)
            yield from (*line.languages, line.cost, line.note)


def test_every_word_a_person_reads_goes_through_the_translations(monkeypatch):
    caches = (load_catalog, support_lines.regions, support_lines.lines_of)
    monkeypatch.setattr(i18n, "_current", _Marking())
    try:
        for cached in caches:
            cached.cache_clear()
        unmarked = [words for words in _words_of(load_catalog()) if words and words[0] != "["]
        assert not unmarked
    finally:
        for cached in caches:
            cached.cache_clear()
