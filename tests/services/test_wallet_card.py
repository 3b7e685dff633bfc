"""The card for the wallet over a real vault: the zone Act, its people or all, the region's line."""

from dataclasses import replace

from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences, save_preferences
from iop_companion.services.my_plan import ZoneDraft

LEO, DANA = Contact("Leo", "555 0188", "my brother"), Contact("Dana", "555 0117", "sponsor")


def test_the_zones_own_people_are_on_it_and_all_of_them_where_it_names_none(services):
    services.people.keep([LEO, DANA])
    services.my_plan.keep(ZoneDraft(PlanZone.ACT, "Two nights awake", ("Call", "Go"), ("Dana",)))
    card = services.plan_on_paper.wallet_card()
    assert card.notice == ("Two nights awake",)
    assert card.steps == ("Call", "Go")
    assert card.people == (("Dana", "555 0117"),)

    draft = ZoneDraft(PlanZone.ACT, "Two nights awake", ("Call", "Go"))
    services.my_plan.keep(draft)
    assert services.plan_on_paper.wallet_card().people == (
        ("Leo", "555 0188"),
        ("Dana", "555 0117"),
    )


def test_the_line_and_the_emergency_number_of_the_chosen_region_are_on_it(services):
    assert services.plan_on_paper.wallet_card().lines == ()

    folder = services.session.folder.parent
    save_preferences(paths_under(folder).preferences_file, replace(Preferences(), region="US"))
    assert ("Emergency", "911") in services.plan_on_paper.wallet_card().lines
