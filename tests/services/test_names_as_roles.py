"""Names of the person's people become roles in their own words; other words stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iop_companion.domain.setting_values import Contact
from iop_companion.services.names_as_roles import NamesAsRoles

PEOPLE = (
    Contact("Anna Lindqvist", "555 0100", "my sister"),
    Contact("Dr. Okafor", "555 0101"),
    Contact("Will", "", "works late"),
    Contact("Mum", "555 0102"),
    Contact("My program", "555 0103"),
    Contact("Crisis line", "988"),
)


@pytest.mark.parametrize(
    ("words", "rewritten"),
    [
        ("Argued with Anna again", "Argued with [sister] again"),
        ("anna's letter, ANNA's call", "[sister]'s letter, [sister]'s call"),
        ("Anna Lindqvist and Ms. Lindqvist", "[sister] and [sister]"),
        ("Dr. Okafor, Dr Okafor and Okafor", "[doctor], [doctor] and [doctor]"),
        ("I will ask Will", "I will ask [someone]"),
        ("Mum called the crisis line", "Mum called the crisis line"),
        ("Annabel and Hanna are others", "Annabel and Hanna are others"),
        ("My program starts at 9", "My program starts at 9"),
    ],
)
def test_a_known_name_becomes_its_role(words, rewritten):
    assert NamesAsRoles(PEOPLE).rewrite(words) == rewritten


def test_who_reads_it_keeps_the_name():
    names = NamesAsRoles(PEOPLE, recipient="Dr. Okafor, Monday")
    assert names.rewrite("Dr. Okafor knows Anna") == "Dr. Okafor knows [sister]"
    assert names.n_people == 1


def test_each_person_counts_once():
    names = NamesAsRoles(PEOPLE)
    names.rewrite("Anna, Anna, Okafor")
    names.rewrite("Lindqvist")
    assert names.n_people == 2


@given(st.text(max_size=60), st.text(max_size=12))
def test_nothing_else_changes_and_no_name_breaks_it(words, name):
    assert NamesAsRoles(()).rewrite(words) == words
    rewritten = NamesAsRoles([Contact(name, "")]).rewrite(words)
    assert rewritten == words or "[" in rewritten
