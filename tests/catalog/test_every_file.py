"""One suite over every file of the catalogue: each is read, and a slip in any is named."""

import re

import pytest

from iop_companion.catalog import support_lines
from iop_companion.catalog.catalog import load_catalog
from iop_companion.catalog.clinical_rules import parse_clinical_rule
from iop_companion.catalog.instruments import parse_instrument
from iop_companion.catalog.parse import parse_focus, parse_measure, parse_skills, parse_triggers
from iop_companion.catalog.standard_drinks import parse_standard_drinks
from iop_companion.catalog.suggested_signs import parse_suggested_signs
from iop_companion.foundation import assets
from iop_companion.foundation.errors import Bug

SHARED = {measure.id: measure.options for measure in load_catalog().measures if measure.options}
LISTS = {"coping_skills": SHARED["skills"], "triggers": SHARED["urge_set_off_by"]}
READERS = {
    "clinical_rules": parse_clinical_rule,
    "coping_skills": parse_skills,
    "focuses": parse_focus,
    "instruments": parse_instrument,
    "measures": lambda file: parse_measure(file, LISTS),
    "own_signs": parse_suggested_signs,
    "standard_drinks": parse_standard_drinks,
    "support": support_lines._read,
    "triggers": parse_triggers,
}
NOT_THE_CATALOGUE = {"demo", "imports"}
"""Words of the demonstration and of other programs' files: nobody is asked or offered them."""

LIST_OF_REGIONS = "support/regions.toml"


def files():
    root = assets.folder("measures").parent
    for path in sorted(root.rglob("*.toml")):
        name = path.relative_to(root).as_posix()
        if name.partition("/")[0] not in NOT_THE_CATALOGUE and name != LIST_OF_REGIONS:
            yield name


def reader(name):
    return READERS[name.partition("/")[0]]


def first_key(text):
    return re.search(r"^([a-z_]+) = .*$", text, re.MULTILINE)


@pytest.mark.parametrize("name", list(files()))
def test_each_file_is_read_and_a_slip_in_it_is_named_with_its_key(monkeypatch, name):
    text = assets.read_text(name)
    read = reader(name)
    assert read(name)

    for slip, named in (
        (f"unheard_of = 1\n{text}", "unheard_of: is not a key that is known here"),
        (text.replace(first_key(text)[0], "", 1), f"{first_key(text)[1]}: is missing"),
        (f"{text}\nid = = 2", ""),
    ):
        monkeypatch.setattr(assets, "read_text", lambda _name, slip=slip: slip)
        with pytest.raises(Bug) as caught:
            read(name)
        assert str(caught.value).startswith(f"{name}: ")
        assert named in str(caught.value)


def test_ids_are_the_names_of_their_files_and_stand_once():
    seen = set()
    for name in files():
        found = re.search(r'^id = "(.+)"$', assets.read_text(name), re.MULTILINE)
        folder, _slash, file = name.rpartition("/")
        if found is None:
            continue
        place = (folder, found[1], file.count("."))
        assert place not in seen, name
        seen.add(place)
        if folder == "measures":
            assert file == f"{found[1]}.toml"
