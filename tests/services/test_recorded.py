"""What the Summary says of questionnaires and medicines: numbers with their n, nothing private."""

from datetime import date, timedelta

from iop_companion.domain.diary_entries import AnsweredQuestionnaire, DoseOutcome, Regimen
from iop_companion.domain.summary import Section
from iop_companion.services.summarising import SummaryRequest

TODAY = date(2026, 3, 12)
FIRST = TODAY - timedelta(days=13)


def summary(services, *sections):
    return services.summarising.assemble(SummaryRequest(FIRST, TODAY, sections))


def test_totals_of_the_period_stand_with_their_range(services):
    asked = services.questionnaires
    asked.enter_score(day=FIRST - timedelta(days=1), score=20, instrument_id="phq9")
    asked.enter_score(day=FIRST, score=14, instrument_id="phq9")
    asked.enter_score(day=TODAY, score=11, name="ISI", low=0, high=28)
    asked.enter_score(day=TODAY, score=5, name="Mine", private=True)
    asked.finish(asked.begin("phq9"), {f"phq9_{n}": 1 for n in range(1, 10)})

    said = summary(services, Section.QUESTIONNAIRES).questionnaire_sentences

    assert said == (
        (
            "PHQ-9: 14 on 27 February, 9 on 12 March (of 27). "
            "In the range the questionnaire calls “Mild”."
        ),
        "ISI: 11 of 28 on 12 March.",
    )
    left_out = summary(services, Section.SLEEP)
    assert left_out.questionnaire_sentences == ()
    assert Section.QUESTIONNAIRES in left_out.left_out
    with services.session.vault.read() as journal:
        [entry] = journal.all(AnsweredQuestionnaire)
    asked.annotate(entry, "", private=True)
    assert "9 on" not in summary(services, Section.QUESTIONNAIRES).questionnaire_sentences[0]


def test_doses_are_counted_with_their_n_and_changes_have_their_day(services):
    medicines = services.medicines
    medicines.add("Sertraline", Regimen(FIRST - timedelta(days=9), "50 mg", ("morning",)))
    medicines.add("Secret", Regimen(FIRST, "1", ("morning",)), private=True)
    [sertraline, _secret] = medicines.view().medicines
    medicines.change(sertraline, Regimen(TODAY, "75 mg", ("morning",)))
    for back in range(4):
        outcome = DoseOutcome.MISSED if back == 2 else DoseOutcome.TAKEN
        medicines.record(sertraline.id, TODAY - timedelta(days=back), "morning", outcome)

    assert summary(services, Section.MEDICINES).medicine_sentences == (
        "Sertraline, 75 mg, morning: 3 of 4 taken.",
        "Changes: Sertraline 50 mg to 75 mg (12 March).",
    )
