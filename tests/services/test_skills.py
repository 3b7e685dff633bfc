"""The toolbox: what a skill did for a person is counted, never ranked, and never lost."""

import pytest

from iop_companion import bootstrap
from iop_companion.domain.diary_entries import Helped, OwnSkill, SkillUse
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.services.skills import OwnSkillDraft
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock

SURF = "urge_surfing"
SKILLS = MeasureId("skills")


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def services(tmp_path, clock):
    built = bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT)
    open_new(built.session, Secret("a lamp in the long hallway"))
    yield built
    built.lock()


def history(services, skill_id=SURF):
    return services.skills.view().skill(skill_id).history


def ticked(services):
    shown = services.check_ins.day().values.get(SKILLS)
    return shown.value if shown else ()


def test_a_skill_with_its_steps_counts_when_it_is_finished_and_ticks_its_day(services, clock):
    services.check_ins.record(CheckInDraft(clock.today(), {SKILLS: ("body_scan",)}))

    use = services.skills.begin(SURF, before=7)
    assert (history(services).n_days, ticked(services)) == (0, ("body_scan",))
    assert services.skills.view().under_way.id == use.id
    clock.move(minutes=12)
    changes = services.skills.finish(use, 4, note="by the window")

    latest = history(services).latest[0]
    assert (latest.before, latest.after, latest.minutes, latest.note) == (7, 4, 12, "by the window")
    assert latest.rated == "urge"
    assert ticked(services) == ("body_scan", SURF)
    assert services.skills.view().under_way is None
    services.undo_if_newest(changes)
    assert (history(services).n_days, ticked(services)) == (0, ("body_scan",))
    services.redo()
    assert history(services).n_days == 1


def test_beginning_another_skill_lets_the_first_one_go_and_nothing_is_counted(services):
    services.skills.begin(SURF, 3)
    other = services.skills.begin("body_scan")

    assert services.skills.view().under_way.id == other.id
    services.skills.let_go(other)

    assert services.skills.view().under_way is None
    assert ticked(services) == ()


def test_the_own_effect_is_told_from_five_rated_uses_on_with_its_counts(services):
    for before, after in ((6, 3), (7, 4), (5, 5), (8, 9)):
        services.skills.record(SURF, before, after)
    services.skills.record(SURF, 6, None)
    assert (history(services).effect, history(services).n_rated) == (None, 4)

    services.skills.record(SURF, 4, 2)

    effect = history(services).effect
    assert (effect.n, effect.before, effect.after) == (5, 6.0, 4.6)
    assert (effect.least, effect.most) == (-3, 1), "no change and a worse one are part of it"
    assert history(services).n_days == 1, "one day, however often"
    ids = [skill.id for skill in services.skills.view().skills]
    assert ids == [skill.id for skill in bootstrap_catalog()], "never ranked by what it did"


def bootstrap_catalog():
    from iop_companion.catalog.catalog import load_catalog

    return load_catalog().skills


def test_a_skill_meant_and_not_used_keeps_its_reason_and_ticks_nothing(services):
    services.skills.meant_and_not_used(SURF, "there were people around")

    with services.session.vault.read() as journal:
        (meant,) = journal.entries(SkillUse)
    assert (meant.used, meant.why_not) == (False, "there were people around")
    assert (history(services).not_used, history(services).n_days, ticked(services)) == (1, 0, ())


def test_the_day_after_it_is_asked_once_whether_it_helped(services, clock):
    services.skills.record(SURF, 6, 4)
    services.skills.record("body_scan")
    assert services.skills.to_ask() is None, "not on the day itself"

    clock.move(days=1)
    first = services.skills.to_ask()
    services.skills.helped_later(first.use_id, Helped.A_LITTLE)
    second = services.skills.to_ask()
    services.skills.let_be(second.use_id)

    assert {first.label, second.label} == {"Ride the urge", "Body scan"}
    assert services.skills.to_ask() is None
    assert {history(services, s).later for s in (SURF, "body_scan")} == {(0, 1, 0), (0, 0, 0)}
    clock.move(days=1)
    assert services.skills.to_ask() is None


def test_an_own_skill_is_offered_on_today_and_keeps_its_name_when_it_is_taken_out(services, clock):
    draft = OwnSkillDraft("Sit by  the window", "grounding", ("Sit", "", "Look out"), 5)
    services.skills.keep_own(draft)
    own = services.skills.view().skills[-1]

    services.check_ins.record(CheckInDraft(clock.today(), {SKILLS: (own.id,)}))
    services.skills.keep_own(OwnSkillDraft("Window seat", own_id=own.id))
    changed = services.skills.view().skill(own.id)

    assert (own.label, own.steps, own.minutes) == ("Sit by the window", ("Sit", "Look out"), 5)
    assert (changed.label, changed.history.n_days) == ("Window seat", 1)
    services.skills.hide_own(own.id)
    assert services.skills.view().skill(own.id) is None
    (option,) = [o for o in services.measures.get(SKILLS).options if o.id == own.id]
    assert (option.label, option.hidden) == ("Window seat", True)
    services.undo()
    assert services.skills.view().skill(own.id) is not None


def test_the_steps_of_an_own_skill_are_kept_to_their_last_word(services):
    steps = tuple(f"step {n} " + "word " * 150 + "end" for n in range(15))
    services.skills.keep_own(OwnSkillDraft("Long", "grounding", steps))
    assert services.skills.view().skills[-1].steps == steps


@pytest.mark.parametrize(
    ("label", "code"), [("  ", "skill_needs_name"), ("x" * 81, "skill_needs_name"),
                        ("Body scan", "skill_exists")]
)  # fmt: skip
def test_an_own_skill_that_does_not_fit_is_refused_and_nothing_is_kept(services, label, code):
    with pytest.raises(KnownProblem) as refused:
        services.skills.keep_own(OwnSkillDraft(label))

    assert refused.value.code == code
    with services.session.vault.read() as journal:
        assert journal.entries(OwnSkill) == []


def test_favourites_and_notes_are_the_persons_own_and_can_be_taken_back(services):
    services.skills.set_favourite(SURF, True)
    services.skills.set_note(SURF, " by the window ")
    skill = services.skills.view().skill(SURF)
    assert (skill.is_favourite, skill.note) == (True, "by the window")

    services.skills.set_favourite(SURF, False)
    services.skills.set_note(SURF, "")
    skill = services.skills.view().skill(SURF)

    assert (skill.is_favourite, skill.note) == (False, "")
    assert not services.skills.set_note(SURF, ""), "the same words change nothing"
    services.undo()
    assert services.skills.view().skill(SURF).note == "by the window"


def test_a_skill_that_could_harm_is_hidden_with_its_focus(services):
    assert services.skills.view().skill("burst_movement") is not None

    services.focuses.apply(["eating"])

    assert services.skills.view().skill("burst_movement") is None


def test_an_unknown_skill_is_a_known_problem(services):
    with pytest.raises(KnownProblem) as refused:
        services.skills.begin("no_such_skill")

    assert refused.value.code == "unknown_skill"


def test_a_long_note_on_a_skill_keeps_all_of_its_words(services):
    words = "by the window " * 100

    services.skills.set_note(SURF, words)

    kept = next(skill for skill in services.skills.view().skills if skill.id == SURF)
    assert kept.note == words.strip()


def test_no_word_of_why_not_is_cut(services):
    words = "x" * 700
    services.skills.meant_and_not_used("urge_surfing", words)
    with services.session.vault.read() as journal:
        assert [one.why_not for one in journal.entries(SkillUse)] == [words]
