"""Reading, comparing and writing the plan of approach in the browser."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Need, Plan, Unit
from actions.rules.plans import plan_sha256, seen_need, seen_plan
from municipalities.models import Role
from tests.factories.actions import ActionFactory, NeedFactory, PlanFactory, writer
from tests.factories.decisions import coordinator
from tests.factories.people import (
    InstitutionFactory,
    MunicipalityFactory,
    ProvinceFactory,
    person,
)

pytestmark = pytest.mark.django_db


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def lead(action):
    return signed_in(writer(action))


def reader(action, role=Role.OFFICIAL):
    region = action.theme.profile.region
    return signed_in(person(role, MunicipalityFactory(region=region)))


def text_of(response):
    """Return the page with one blank for any, and none inside the brackets of a tag."""
    return " ".join(response.content.decode().split()).replace("> ", ">").replace(" <", "<")


def get(action, name, *args, client=None, **query):
    return (client or lead(action)).get(reverse(f"actions:{name}", args=[action.pk, *args]), query)


def post(action, name, *args, client=None, **fields):
    address = reverse(f"actions:{name}", args=[action.pk, *args])
    return (client or lead(action)).post(address, fields)


def text(plan, **changes):
    return {
        "goals": plan.goals,
        "result": plan.result,
        "dependencies": plan.dependencies,
        "minimum_partners": "",
        "seen_sha256": seen_plan(plan),
        **changes,
    }


def line(party, **changes):
    return {
        "party": party.pk,
        "year": "2021",
        "kind": "budget",
        "unit": "euro",
        "amount": "10.000",
        "description": "",
        **changes,
    }


def region_of(plan):
    return plan.action.theme.profile.region


def test_a_frozen_plan_is_read_by_all_parties_with_hash_recipe_and_sums():
    action = ActionFactory()
    party = MunicipalityFactory(region=action.theme.profile.region, name="Ganzerveld")
    plan = PlanFactory(
        action=action,
        frozen=True,
        minimum_partners=3,
        needs=[(party, 2021, Unit.EURO, Decimal(10000)), (party, 2022, Unit.FTE, Decimal("0.5"))],
    )

    page = text_of(get(action, "plan", 1, client=reader(action, Role.CLERK)))

    assert plan.sha256 in page
    assert "&quot;minimum_partners&quot;:3" in page
    assert '<td data-label="Samen">0,5 fte en € 10.000</td>' in page
    assert "Meer makers aan het werk in de regio." in page


def test_a_concept_is_for_who_writes_it():
    action = PlanFactory().action

    statuses = [
        get(action, "plan", 1, client=client).status_code
        for client in (
            lead(action),
            signed_in(coordinator(action.theme.profile.region)),
            reader(action),
            reader(action, Role.CLERK),
        )
    ]

    assert statuses == [200, 200, 404, 404]


def test_a_plan_is_begun_from_the_page_and_written():
    action = ActionFactory()

    begun = post(action, "begin_plan")
    again = post(action, "begin_plan")

    assert begun.url == reverse("actions:writing", args=[action.pk])
    assert again.url == action.get_absolute_url()
    assert Plan.objects.count() == 1


def test_the_writers_see_what_is_missing_before_freezing():
    plan = PlanFactory(goals="", result="")

    page = text_of(get(plan.action, "writing"))

    assert "Vaststellen kan nog niet" in page
    assert "Het plan noemt nog geen doelen." in page
    assert "Het plan vraagt nog van niemand iets." in page
    assert "Stel versie 1 vast" not in page


def test_without_a_concept_there_is_nothing_to_write():
    action = PlanFactory(frozen=True).action

    assert get(action, "writing").url == action.get_absolute_url()
    assert get(action, "write_plan").status_code == 404
    assert get(action, "add_need").status_code == 404
    assert post(action, "freeze_plan", seen_sha256="x").status_code == 404


@pytest.mark.parametrize(("typed", "kept"), [("", None), ("0", 0), ("12", 12)])
def test_the_text_is_saved_and_zero_is_not_empty(typed, kept):
    plan = PlanFactory()

    answer = post(
        plan.action,
        "write_plan",
        **text(plan, goals="Nieuwe doelen.", minimum_partners=typed, others_may_start="on"),
    )

    plan.refresh_from_db()
    assert answer.url == reverse("actions:writing", args=[plan.action_id])
    assert (plan.goals, plan.minimum_partners, plan.others_may_start) == (
        "Nieuwe doelen.",
        kept,
        True,
    )


def test_of_two_writers_at_once_the_second_sees_both_texts():
    plan = PlanFactory()
    mine = text(plan, goals="Van mij.")
    post(plan.action, "write_plan", **text(plan, goals="Van de ander."))

    answer = post(plan.action, "write_plan", **mine)

    page = text_of(answer)
    plan.refresh_from_db()
    assert answer.status_code == 409
    assert page.count("Van mij.") == 2 and page.count("Van de ander.") == 1
    assert plan.goals == "Van de ander." and seen_plan(plan) in page


def test_a_text_that_cannot_be_read_stays_on_the_page():
    plan = PlanFactory()

    answer = post(plan.action, "write_plan", **text(plan, goals="Van mij.", minimum_partners="x"))

    assert answer.status_code == 422
    assert "Van mij." in text_of(answer)


def test_a_text_for_a_plan_that_was_frozen_meanwhile_stays_on_the_page(monkeypatch):
    plan = PlanFactory()
    found = Plan.objects.filter(pk=plan.pk)

    def frozen_first(*_, **__):
        plan_sha = plan_sha256(plan, [])
        found.update(frozen_at=plan.begun_at, frozen_by=plan.begun_by, sha256=plan_sha)
        return real(*_, **__)

    from actions.services import planning  # noqa: PLC0415  # the act itself is delayed here

    real = planning.locked_concept
    monkeypatch.setattr(planning, "locked_concept", frozen_first)
    answer = post(plan.action, "write_plan", **text(plan, goals="Van mij."))

    assert answer.status_code == 422
    assert "Er is geen concept." in text_of(answer) and "Van mij." in text_of(answer)


def test_a_line_is_added_for_any_party_but_an_institution():
    plan = PlanFactory()
    region = region_of(plan)
    province = ProvinceFactory(region=region, name="Overland")
    institution = InstitutionFactory(seat=plan.action.lead, name="Theater Dak")
    elsewhere = MunicipalityFactory(name="Elders")

    form = text_of(get(plan.action, "add_need"))
    good = post(plan.action, "add_need", **line(province))
    bad = [post(plan.action, "add_need", **line(party)) for party in (institution, elsewhere)]

    assert "Overland" in form and "Theater Dak" not in form and "Elders" not in form
    assert good.url == reverse("actions:writing", args=[plan.action_id])
    assert [each.status_code for each in bad] == [422, 422]
    assert Need.objects.get().amount == 10_000


def test_sums_are_shown_to_the_writers_without_javascript():
    need = NeedFactory()
    NeedFactory(plan=need.plan, party=need.party, amount=Decimal("0.25"))

    page = text_of(get(need.plan.action, "writing"))

    assert "0,75 fte" in page


def test_a_line_is_changed_with_what_is_there():
    need = NeedFactory(amount=Decimal("1350.5"), unit=Unit.HOURS)

    form = text_of(get(need.plan.action, "change_need", need.pk))
    answer = post(
        need.plan.action,
        "change_need",
        need.pk,
        **line(need.party, amount="0", seen_sha256=seen_need(need)),
    )

    need.refresh_from_db()
    assert 'value="1.350,50"' in form
    assert (answer.status_code, need.amount, need.unit) == (302, 0, Unit.EURO)


def test_of_two_who_change_a_line_the_second_sees_both():
    need = NeedFactory()
    action = need.plan.action
    mine = line(need.party, amount="77", seen_sha256=seen_need(need))
    post(action, "change_need", need.pk, **mine | {"amount": "55"})

    answer = post(action, "change_need", need.pk, **mine)

    page = text_of(answer)
    assert answer.status_code == 409
    assert "Budget in 2021: €" in page and "55" in page and 'value="77' in page
    assert Need.objects.get().amount == 55


def test_a_line_that_somebody_removed_can_be_added_again():
    need = NeedFactory()
    action = need.plan.action
    mine = line(need.party, amount="77", seen_sha256=seen_need(need))
    post(action, "remove_need", need.pk, seen_sha256=seen_need(need))

    answer = post(action, "change_need", need.pk, **mine)

    page = text_of(answer)
    assert answer.status_code == 409
    assert "De regel is verwijderd." in page and 'value="77' in page
    assert f'action="{reverse("actions:add_need", args=[action.pk])}"' in page
    assert get(action, "change_need", need.pk).status_code == 404


def test_a_line_that_changed_is_not_removed_unseen():
    need = NeedFactory()

    old = post(need.plan.action, "remove_need", need.pk, seen_sha256="0" * 64)
    none = post(need.plan.action, "remove_need", need.pk)

    assert (old.status_code, none.status_code) == (409, 422)
    assert Need.objects.exists()


def test_freezing_is_of_what_is_on_the_screen():
    plan = PlanFactory()
    seen = plan_sha256(plan, [])
    NeedFactory(plan=plan)

    old = post(plan.action, "freeze_plan", seen_sha256=seen)
    page = text_of(get(plan.action, "writing"))
    good = post(plan.action, "freeze_plan", seen_sha256=plan_sha256(plan, plan.needs.all()))

    plan.refresh_from_db()
    assert old.status_code == 409 and "er is niets vastgelegd" in text_of(old)
    assert plan.sha256 in page
    assert good.url == plan.action.get_absolute_url()
    assert plan.frozen_at


def test_an_unfinished_plan_is_refused_in_words():
    plan = PlanFactory(goals="")

    answer = post(plan.action, "freeze_plan", seen_sha256=plan_sha256(plan, []))

    assert answer.status_code == 422
    assert "Het plan noemt nog geen doelen." in text_of(answer)


def test_the_difference_between_two_versions_is_readable():
    first = PlanFactory(frozen=True)
    party = MunicipalityFactory(region=region_of(first), name="Ganzerveld")
    PlanFactory(
        action=first.action,
        goals="Meer publiek.",
        frozen=True,
        needs=[(party, 2021, Unit.EURO, Decimal(5))],
    )
    client = reader(first.action)

    page = text_of(get(first.action, "plan_difference", client=client))
    same = text_of(get(first.action, "plan_difference", client=client, van=1, naar=1))
    wrong = get(first.action, "plan_difference", client=client, van=1, naar=9)

    assert "Meer makers aan het werk in de regio." in page and "Meer publiek." in page
    assert "Gevraagd van Ganzerveld" in page and "Beoogd resultaat" not in page
    assert "De twee versies zijn gelijk." in same
    assert wrong.status_code == 422


def test_a_concept_is_not_in_the_difference_for_who_does_not_write_it():
    first = PlanFactory(frozen=True)
    PlanFactory(action=first.action, goals="Geheim doel.")

    own = text_of(get(first.action, "plan_difference"))
    other = text_of(get(first.action, "plan_difference", client=reader(first.action)))

    assert "Geheim doel." in own
    assert "Geheim doel." not in other and "maar één versie" in other


@pytest.mark.parametrize("count", [1, 14, 60])
def test_a_plan_costs_the_same_for_any_number_of_lines(count, django_assert_num_queries):
    plan = PlanFactory()
    for _ in range(count):
        NeedFactory(plan=plan, party=MunicipalityFactory(region=region_of(plan)))
    client = lead(plan.action)
    get(plan.action, "writing", client=client)

    with django_assert_num_queries(12):
        writing = text_of(get(plan.action, "writing", client=client))
    with django_assert_num_queries(7):
        reading = text_of(get(plan.action, "plan", 1, client=client))

    assert writing.count("Verwijder<span") == count
    assert reading.count('data-label="Jaar"') == count


@pytest.mark.parametrize("name", ["writing", "write_plan", "add_need", "begin_plan", "freeze_plan"])
def test_another_municipality_does_not_find_the_writing(name):
    action = PlanFactory().action
    do = post if name in {"begin_plan", "freeze_plan"} else get

    assert do(action, name, client=reader(action)).status_code == 404
    assert do(action, name, client=reader(action, Role.CLERK)).status_code == 403
