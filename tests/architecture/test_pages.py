"""Every screen can be heard, read in a longer language, and holds no word around gettext."""

import re

import pytest

from iop_companion.catalog.instruments import load_instruments
from tests.architecture.walk import forget_words, walk_everything

PAGES = (
    "today",
    "trends",
    "warning_signs",
    "toolbox",
    "program",
    "medicines",
    "summary",
    "imports",
    "settings",
)
OF_QUESTIONNAIRES = "|".join(
    re.escape(words)
    for one in load_instruments()
    for words in (one.abbreviation, one.title, {"en": "English", "es": "Español"}[one.locale[:2]])
)
"""Published names are nobody's to translate, and a language is called what it calls itself."""

PROPER = re.compile(
    r"^first run 2 .*\w*Label '[a-z]+( [a-z]+){5}'$"  # the offered passphrase
    r"|^first run 3 .*'[0-9A-Z]{4}(-[0-9A-Z])?'$"  # a group of the recovery code
    rf"|^(program|medicines|today) at .*"
    rf"'([^']*: )?({OF_QUESTIONNAIRES})(, ({OF_QUESTIONNAIRES}))*'$"
)


@pytest.fixture(scope="module")
def walked(pseudo_language, tmp_path_factory):  # noqa: ARG001 -- it must come first
    """The walk in the pseudo-language; what fits there fits in English, names are names."""
    forget_words()
    yield walk_everything(tmp_path_factory.mktemp("walk"), 100, 200)
    forget_words()


def test_the_walk_sees_every_screen(walked):
    seen = set(walked.screens)

    for size in ("100%", "200%"):
        assert seen >= {f"first run {step} at {size}" for step in range(1, 6)}
        assert seen >= {
            f"{name} at {size}"
            for name in (
                "unlock",
                "writing while locked",
                "support while locked",
                "support",
                "rescue",
            )
        }
        assert seen >= {f"{page} at {size}" for page in PAGES}


def test_every_input_has_a_name_for_a_screen_reader(walked):
    assert not walked.unnamed, "\n".join(walked.unnamed)


def test_no_text_is_cut_when_it_is_longer_by_two_fifths(walked):
    assert not walked.clipped, "\n".join(walked.clipped)


def test_no_word_on_screen_is_left_in_english(walked):
    left = [line for line in walked.untranslated if not PROPER.search(line)]

    assert not left, "\n".join(left)
