"""What a reader sees of a plan: whether it is whole, and which years and parties it can ask."""

from decimal import Decimal

import pytest

from actions.models import Plan, Unit
from actions.rules.plans import plan_sha256
from actions.selectors.plan import parties_of, plan_page, row_of, years_of
from tests.factories.actions import ActionFactory, NeedFactory, PlanFactory, writer
from tests.factories.people import InstitutionFactory, MunicipalityFactory, ProvinceFactory

pytestmark = pytest.mark.django_db


def test_a_plan_whose_words_do_not_fit_its_hash_is_not_whole():
    plan = PlanFactory(frozen=True)
    page = plan_page(plan.action, plan, viewer=writer(plan.action))

    assert page.is_whole
    plan.goals = "Stil gewijzigd."
    assert not page.is_whole


def test_a_concept_has_no_hash_to_fit():
    plan = PlanFactory()

    assert plan_page(plan.action, plan, viewer=writer(plan.action)).is_whole


def test_a_plan_asks_for_the_years_of_the_profile_and_those_round_it():
    action = ActionFactory()

    assert years_of(action) == list(range(2020, 2029))
    assert years_of(action, also=2015) == [2015, *range(2020, 2029)]


def test_a_plan_asks_municipalities_and_other_parties_of_its_own_region():
    action = ActionFactory()
    province = ProvinceFactory(region=action.theme.profile.region)
    InstitutionFactory(seat=action.lead)
    MunicipalityFactory()

    assert {each.pk for each in parties_of(action)} == {action.lead.pk, province.pk}


@pytest.mark.parametrize(
    ("unit", "amount", "said"),
    [
        (Unit.FTE, Decimal("0.50"), "0,5\N{NO-BREAK SPACE}fte"),
        (Unit.EURO, Decimal(0), "€\N{NO-BREAK SPACE}0"),
        (Unit.DESCRIPTION, None, ""),
    ],
)
def test_a_line_says_its_amount_as_people_write_it(unit, amount, said):
    assert row_of(NeedFactory(unit=unit, amount=amount)).amount == said


def test_the_hash_is_that_of_the_rows_in_the_database():
    plan = PlanFactory(frozen=True, needs=[(MunicipalityFactory(), 2021, Unit.EURO, Decimal(5))])

    found = Plan.objects.get(pk=plan.pk)

    assert plan_sha256(found, found.needs.all()) == plan.sha256
