"""How much alcohol a standard drink holds, by region."""

import pytest

from iop_companion.catalog.standard_drinks import MOST_GRAMS, standard_drink
from iop_companion.catalog.support_lines import regions


@pytest.mark.parametrize(("region", "grams"), [("US", 14), ("GB", 8), ("AU", 10), ("AT", 20)])
def test_a_region_with_a_definition_of_its_own_begins_with_it(region, grams):
    drink = standard_drink(region)
    assert (drink.grams, drink.is_of_region) == (grams, True)
    assert "Addiction 111" in drink.source


@pytest.mark.parametrize("region", ["", "JP", "nowhere"])
def test_elsewhere_the_who_stands_in_and_is_named(region):
    drink = standard_drink(region)
    assert (drink.grams, drink.is_of_region) == (10, False)
    assert "WHO" in drink.source


def test_every_region_that_can_be_chosen_has_a_drink():
    for region in regions():
        assert 1 <= standard_drink(region).grams <= MOST_GRAMS
