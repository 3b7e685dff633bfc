import pytest
from hypothesis import given
from hypothesis import strategies as st

from iop_companion.domain.formula_guard import guarded, unguarded

_any_text = st.text(st.sampled_from("'=+-@＝＋－＠\t\r\n \u00a0\u200bab1")) | st.text()


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "  =1", "＝1", "\u200b=1", "'=1", "'x"]
)
def test_what_a_spreadsheet_might_run_or_swallow_gets_a_mark_in_front(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "tea", "a=b", "5 - 3", "“=”", "(-1)"])
def test_ordinary_words_stay_as_they_are(text):
    assert guarded(text) == text
    assert unguarded(text) == text


@pytest.mark.parametrize("cell", ["'", "'tis calm", "it's"])
def test_an_apostrophe_somebody_else_wrote_is_not_taken_off(cell):
    assert unguarded(cell) == cell or guarded(unguarded(cell)) == cell


@given(_any_text)
def test_taking_the_mark_off_gives_exactly_what_it_was_put_on(text):
    assert unguarded(guarded(text)) == text


@given(_any_text)
def test_no_cell_begins_with_what_a_spreadsheet_runs(text):
    assert guarded(text)[:1] not in {*"=+-@＝＋－＠\t\r\n"} - {""}
