"""One door to words: English where nothing else is known, placeholders kept in every language."""

import re

import pytest

from iop_companion.foundation import i18n
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.problem_texts import TEXTS, describe
from scripts import locales


def test_a_language_without_a_catalogue_speaks_english():
    before = i18n._current

    i18n.use_language("xx")
    said = i18n._("This folder cannot be written.")

    i18n._current = before
    assert said == "This folder cannot be written."


def test_no_word_stays_no_word():
    assert i18n._("") == ""  # gettext itself would answer with the catalogue's header


@pytest.mark.usefixtures("pseudo_language")
def test_the_pseudo_language_keeps_placeholders_and_is_longer():
    said = i18n._("There is no measure called {measure}.")

    assert said.startswith("[Théré íš")
    assert "{measure}" in said
    assert len(said) > 1.25 * len("There is no measure called {measure}.")


@pytest.mark.usefixtures("pseudo_language")
def test_the_pseudo_language_has_both_forms_of_a_plural():
    one, many = next(each.id for each in locales.extracted() if isinstance(each.id, tuple))

    assert i18n.ngettext(one, many, 1) == locales.pseudo(one)
    assert i18n.ngettext(one, many, 5) == locales.pseudo(many)


@pytest.mark.usefixtures("pseudo_language")
@pytest.mark.parametrize("code", sorted(TEXTS))
def test_each_sentence_of_a_problem_is_said_in_the_chosen_language(code):
    text = describe(KnownProblem(code))

    for part in (text.happened, text.safe, text.to_do):
        assert not part or re.fullmatch(r"\[.*\]", part, flags=re.DOTALL), part


def test_every_text_can_be_filled_by_its_placeholders():
    """A stray brace would raise only when the text is shown for the first time."""
    broken = []
    for message in locales.extracted():
        for text in [message.id] if isinstance(message.id, str) else message.id:
            try:
                text.format(**dict.fromkeys(locales.placeholders(text), "x"))
            except (ValueError, IndexError, KeyError):
                broken.append(text)

    assert broken == []


def test_a_translation_with_another_placeholder_is_found(tmp_path, monkeypatch):
    po = tmp_path / "de" / "LC_MESSAGES" / "iop_companion.po"
    po.parent.mkdir(parents=True)
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "{n} days"\nmsgstr "{m} Tage"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(locales, "ROOT", tmp_path)

    assert locales._problems_of(po) == [
        "de/LC_MESSAGES/iop_companion.po: other placeholders than '{n} days'"
    ]
