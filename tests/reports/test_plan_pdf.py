"""Signs and plan on paper: tagged, in our fonts, one page where it fits, every word as written."""

import io
from datetime import date

import pypdf
import pytest

from iop_companion.domain.plan_on_paper import PlanOnPaper, SignOnPaper, WalletCard, ZoneOnPaper
from iop_companion.domain.records import PlanZone
from iop_companion.reports.plan_pdf import TypstPlanWriter


def zone(which, **more):
    shape = {
        "how_i_know": "", "signs": (), "steps": (), "people": (), "to_say": "", "dates": "",
    }  # fmt: skip
    return ZoneOnPaper(which, **{**shape, **more})


def plan(*zones):
    return PlanOnPaper(date(2026, 3, 12), zones or tuple(zone(one) for one in PlanZone))


@pytest.fixture(scope="module")
def writer():
    return TypstPlanWriter()


def read(writer, paper):
    return pypdf.PdfReader(io.BytesIO(writer.pdf(paper)))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_every_word_of_a_zone_stands_on_one_tagged_page(writer):
    act = zone(
        PlanZone.ACT,
        how_i_know="Two nights under 4 h",
        signs=(SignOnPaper("Hiding it", "I tick it", "Call first", "Leo"),),
        steps=("Call the program", "#strong[not markup] $x$ <b>"),
        people=("Leo, 555 0188",),
        to_say="Please come",
        dates="Written 12 March.",
    )
    reader = read(writer, plan(zone(PlanZone.CALM), act))

    told = words(reader)
    for part in ("Act", "Two nights under 4 h", "Hiding it – I tick it", "Call first I tell Leo.",
                 "#strong[not markup] $x$ <b>", "Leo, 555 0188", "“Please come”",
                 "Nothing written yet.", "As of 12 March 2026."):  # fmt: skip
        assert part in told, part
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "My plan and my signs"
    assert not reader.metadata.creator


def test_a_plan_without_end_takes_further_pages_and_loses_nothing(writer):
    steps = tuple(f"Step {n}: " + "walk and call " * 12 for n in range(30))
    long = plan(*(zone(one, steps=steps) for one in PlanZone))
    reader = read(writer, long)
    assert len(reader.pages) > 1
    assert words(reader).count("Step 29:") == 3
    assert len(writer.pages(long, 300)) == len(reader.pages)


def test_a_zone_of_words_alone_says_nothing_of_steps_it_does_not_have(writer):
    told = words(read(writer, plan(zone(PlanZone.CALM, how_i_know="Choir on Tuesday"))))
    assert "Choir on Tuesday" in told
    assert "Nothing written yet." not in told
    assert "I will" not in told


def wallet(**more):
    shape = {"notice": (), "steps": (), "people": ()}
    return WalletCard(date(2026, 3, 12), **{**shape, **more})


def test_the_wallet_card_holds_what_i_do_and_whom_i_call(writer):
    card = wallet(
        notice=("Two nights almost without sleep",),
        steps=("Call the program", "= not a head"),
        people=(("Leo", "555 0188"),),
        to_say="Please come",
        lines=(("988 Lifeline", "988"), ("Emergency", "911")),
    )

    reader = pypdf.PdfReader(io.BytesIO(writer.wallet_pdf(card)))

    told = words(reader)
    assert len(reader.pages) == 1
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    for expected in ("Two nights", "Call the program", "= not a head", "555 0188", "Please come"):
        assert expected in told
    assert "911" in told
    assert "Nothing written" not in told


def test_a_wallet_card_with_too_many_words_grows_and_loses_none(writer):
    steps = tuple(f"Step{n:02} " + "and more words of it " * 6 for n in range(12))

    told = words(pypdf.PdfReader(io.BytesIO(writer.wallet_pdf(wallet(steps=steps)))))

    assert all(f"Step{n:02}" in told for n in range(12))


def test_a_wallet_card_of_an_empty_plan_says_that_nothing_is_written(writer):
    told = words(pypdf.PdfReader(io.BytesIO(writer.wallet_pdf(wallet()))))

    assert "Nothing written yet in the zone Act." in told
