"""A secret does not show itself by accident."""

import pickle

import pytest

from iop_companion.domain.private import Secret


def test_a_secret_is_masked_in_every_text_form():
    secret = Secret("six ordinary words")
    for shown in (repr(secret), str(secret), f"{secret}", f"{secret:>40}", "%s" % secret):  # noqa: UP031
        assert "ordinary" not in shown


def test_a_secret_reveals_itself_only_when_asked():
    assert Secret("abc").reveal() == "abc"
    assert Secret("abc") == Secret("abc")
    assert Secret("abc") != Secret("abd")
    assert Secret("abc") != "abc"
    assert len(Secret("abc")) == 3


def test_a_secret_cannot_travel_by_pickle_or_hide_in_a_set():
    with pytest.raises(TypeError):
        pickle.dumps(Secret("abc"))
    with pytest.raises(TypeError):
        {Secret("abc")}
