"""Every screen can be heard, read in a longer language, and holds no word around gettext."""

import re

import pytest

from iop_companion.foundation import i18n
from scripts import locales
from tests.architecture.walk import forget_words, walk_everything

PROPER = re.compile(
    r"^first run 2 .*QLabel '[a-z]+( [a-z]+){5}'$"  # the offered passphrase
    r"|^first run 3 .*'[0-9A-Z]{4}(-[0-9A-Z])?'$"  # a group of the recovery code
)


@pytest.fixture(scope="module")
def in_english(tmp_path_factory):
    forget_words()
    return walk_everything(tmp_path_factory.mktemp("english"), 100)


@pytest.fixture(scope="module")
def in_a_longer_language(tmp_path_factory):
    locales.compile_all()
    i18n.use_language(locales.PSEUDO, folder=locales.PSEUDO_FOLDER)
    forget_words()
    yield walk_everything(tmp_path_factory.mktemp("pseudo"), 100, 200)
    i18n.use_language()
    forget_words()


def test_the_walk_sees_every_screen(in_english):
    names = {screen.removesuffix(" at 100%") for screen in in_english.screens}

    assert names >= {f"first run {step}" for step in range(1, 6)}
    assert names >= {"unlock", "support while locked", "support"}
    assert names >= {"today", "trends", "warning_signs", "summary", "imports", "settings"}


def test_every_input_has_a_name_for_a_screen_reader(in_english):
    assert in_english.unnamed == []


def test_no_text_is_cut_in_english(in_english):
    assert in_english.clipped == []


def test_no_text_is_cut_when_it_is_longer_by_two_fifths(in_a_longer_language):
    assert in_a_longer_language.clipped == []


def test_no_word_on_screen_is_left_in_english(in_a_longer_language):
    left = [line for line in in_a_longer_language.untranslated if not PROPER.search(line)]

    assert left == []
