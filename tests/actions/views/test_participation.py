"""The pages on which municipalities answer to an action, are asked, and are admitted."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Answer, Asking, Participation
from actions.services.participation import draft_of
from municipalities.models import Role
from tests.actions.services.test_participation import NOT_NOW, YES, an_official, say
from tests.factories.actions import (
    ANSWERED_AT,
    NOW,
    ActionFactory,
    PlanFactory,
    answered,
    took_step,
)
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, ProvinceFactory, person

pytestmark = pytest.mark.django_db

LINES = {
    "bijdrage-TOTAL_FORMS": "1",
    "bijdrage-INITIAL_FORMS": "0",
    "bijdrage-0-kind": "people",
    "bijdrage-0-amount": "0,5",
    "bijdrage-0-unit": "fte",
    "bijdrage-0-first_year": "2019",
    "bijdrage-0-last_year": "2021",
    "bijdrage-0-capacity": "within",
}
TYPED = LINES | {
    "seen": "0",
    "answer": "joins",
    "valid_from": "14 mei 2019",
    "pace": "along",
    "reason_audience": "own",
}
TYPED_NOT_NOW = TYPED | {
    "answer": "not_now",
    "reason_kind": "capacity",
    "reason": "De enige ambtenaar is ziek.",
    "on_capacity": "on",
    "words": "Binnenstad",
}


def client_of(member):
    client = Client()
    client.force_login(member.user)
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def address(name, action, *more):
    return reverse(f"actions:{name}", args=[action.pk, *more])


def code_of(member):
    return member.organisation.municipality.code


def post(member, action, typed, code=None):
    return client_of(member).post(address("answer", action, code or code_of(member)), typed)


def read(member, name, action, *more, **query):
    return client_of(member).get(address(name, action, *more), query)


@pytest.mark.parametrize(("typed", "draft"), [(TYPED, YES), (TYPED_NOT_NOW, NOT_NOW)])
def test_what_is_typed_is_what_is_written(typed, draft):
    action = ActionFactory()

    response = post(an_official(action), action, typed)

    assert response.status_code == 302
    assert draft_of(Participation.objects.get()) == draft


def test_the_form_begins_with_what_was_said_last():
    action = ActionFactory()
    by = an_official(action)
    last = say(action, NOT_NOW, by)

    page = text_of(read(by, "answer", action, code_of(by)))

    assert "De enige ambtenaar is ziek." in page
    assert 'value="Binnenstad"' in page
    assert f'name="seen" value="{last.pk}"' in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"answer": ""}, "Maak een keuze."),
        ({"pace": ""}, "Kies in welk tempo de gemeente meedoet."),
        ({"valid_from": "31 februari 2019"}, "Deze datum bestaat niet"),
        ({"answer": "no"}, "Kies een reden."),
        ({"bijdrage-0-amount": "1e5"}, "Schrijf het getal helemaal in cijfers."),
        ({"bijdrage-0-amount": ""}, "Vul een hoeveelheid in; 0 mag."),
        ({"bijdrage-0-amount": "-1"}, "Vul 0 of meer in."),
        ({"bijdrage-0-unit": "euro"}, "Budget is in euro of in woorden"),
        ({"bijdrage-0-unit": ""}, "Kies een eenheid."),
        ({"bijdrage-0-unit": "description"}, "Omschrijf in woorden wat de gemeente bijdraagt."),
        (
            {"bijdrage-0-unit": "description", "bijdrage-0-description": "Zaal"},
            "Wat in woorden staat, heeft geen hoeveelheid.",
        ),
        ({"bijdrage-0-last_year": "2018"}, "Het laatste jaar ligt niet vóór het eerste"),
        ({"bijdrage-0-first_year": "twee"}, "Vul een getal in"),
        ({"bijdrage-TOTAL_FORMS": "99"}, "Leg ten hoogste 20 bijdragen vast."),
        ({"bijdrage-TOTAL_FORMS": "x"}, "Deze pagina kwam niet heel aan."),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(change, sentence):
    action = ActionFactory()

    response = post(an_official(action), action, TYPED | change)

    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert "14 mei 2019" in page or "31 februari 2019" in page
    assert not Participation.objects.exists()


def test_a_contribution_of_zero_joins():
    action = ActionFactory()
    by = an_official(action)

    post(by, action, TYPED | {"bijdrage-0-amount": "0"})

    page = text_of(read(by, "participation", action, code_of(by)))
    assert "0 fte" in page
    assert "Doet mee" in page


def test_one_more_line_keeps_what_was_typed_and_judges_nothing():
    action = ActionFactory()
    typed = TYPED | {"bijdrage-0-amount": "een half", "pace": "", "more": "1"}

    response = post(an_official(action), action, typed)

    page = text_of(response)
    assert response.status_code == 200
    assert 'name="bijdrage-0-amount" value="een half"' in page
    assert 'name="bijdrage-1-amount"' in page
    assert "Dit klopt nog niet" not in page
    assert not Participation.objects.exists()


def test_an_answer_that_a_colleague_overtook_shows_both():
    action = ActionFactory()
    by = an_official(action)
    theirs = say(action, YES, by)

    response = post(by, action, TYPED_NOT_NOW)

    page = text_of(response)
    assert response.status_code == 409
    assert "0,5 fte" in page and "De enige ambtenaar is ziek." in page
    assert f'name="seen" value="{theirs.pk}"' in page
    assert Participation.objects.count() == 1


def test_who_stops_sees_what_lapses_and_says_so():
    action = ActionFactory()
    by = an_official(action)
    post(by, action, TYPED | {"bijdrage-0-last_year": "2099"})
    seen = {"seen": str(Participation.objects.get().pk)}

    asked = post(by, action, TYPED_NOT_NOW | seen)
    stopped = post(by, action, TYPED_NOT_NOW | seen | {"has_read": "on"})

    page = text_of(asked)
    assert asked.status_code == 422
    assert "Deze bijdragen vervallen" in page and "2019–2099" in page
    assert stopped.status_code == 302
    assert Participation.objects.last().answer == Answer.NOT_NOW


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_fills_in_for_another_municipality(method):
    action = ActionFactory()
    by, other = an_official(action), an_official(action)

    response = getattr(client_of(by), method)(address("answer", action, code_of(other)), TYPED)

    assert response.status_code == 404
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    "role", [Role.COORDINATOR, Role.SECRETARY, Role.ALDERMAN, Role.MAYOR, Role.CLERK, Role.AUDITOR]
)
def test_only_officials_answer(role):
    action = ActionFactory()

    assert post(person(role, action.lead), action, TYPED).status_code == 403


def test_another_regions_action_is_not_there():
    action, elsewhere = ActionFactory(), ActionFactory()
    by = an_official(elsewhere)

    for name in ("participation", "answer"):
        assert read(by, name, action, action.lead.code).status_code == 404
    assert read(by, "joining", action).status_code == 404


def test_a_municipality_of_another_region_is_not_there():
    action = ActionFactory()
    stranger = MunicipalityFactory()

    response = read(an_official(action), "participation", action, stranger.code)

    assert response.status_code == 404


def test_the_page_says_who_since_when_and_on_which_version():
    action = ActionFactory()
    PlanFactory(action=action, frozen=True)
    row = answered(action, action.lead)

    page = text_of(read(an_official(action), "participation", action, action.lead.code))

    assert f"11 maart 2019 om 10.00 uur door {row.answered_by}" in page
    assert "versie 1" in page


def test_a_day_that_has_been_shows_what_was_known_then():
    action = ActionFactory()
    by = an_official(action)
    answered(action, action.lead, Answer.FOLLOWS, at=ANSWERED_AT)
    answered(action, action.lead, at=NOW)

    def page(day):
        return text_of(read(by, "participation", action, action.lead.code, op=day))

    assert "nog niets vastgelegd" in page("10-03-2019")
    assert "Volgt" in page("11-03-2019") and "Doet mee" not in page("11-03-2019")
    assert "Doet mee" in page("14-05-2019")


@pytest.mark.parametrize("day", ["morgen", "1-1-2200"])
def test_a_day_that_cannot_be_shown_is_refused(day):
    action = ActionFactory()
    by = an_official(action)

    for name, *more in (("participation", action.lead.code), ("joining",)):
        assert read(by, name, action, *more, op=day).status_code == 422


def test_a_coordinator_asks_those_who_have_not_answered():
    action = ActionFactory()
    region = action.theme.profile.region
    one, two = MunicipalityFactory.create_batch(2, region=region)
    answered(action, action.lead)
    leader = client_of(coordinator(region))

    response = leader.post(
        address("ask", action), {"municipalities": [one.code], "note": "Graag voor juni."}
    )

    assert response.status_code == 302
    assert Asking.objects.get().municipality == one
    page = text_of(leader.get(address("ask", action)))
    assert two.code in page
    assert one.code not in page and action.lead.code not in page


@pytest.mark.parametrize("typed", [{}, {"municipalities": ["GM9999"]}])
def test_asking_nobody_or_a_stranger_is_refused(typed):
    action = ActionFactory()

    response = client_of(person(Role.OFFICIAL, action.lead)).post(address("ask", action), typed)

    assert response.status_code == 422
    assert not Asking.objects.exists()


def test_the_official_of_another_municipality_does_not_ask():
    action = ActionFactory()

    assert read(an_official(action), "ask", action).status_code == 404


@pytest.mark.parametrize(("said", "place"), [("ja", "Doet mee"), ("nee", "niet toe")])
def test_the_lead_answers_who_asks_to_join(said, place):
    action = ActionFactory()
    took_step(action)
    by = an_official(action)
    post(by, action, TYPED)
    row = Participation.objects.get()
    lead = client_of(person(Role.OFFICIAL, action.lead))

    before = text_of(lead.get(address("admit", action, row.pk)))
    response = lead.post(
        address("admit", action, row.pk), {"is_admitted": said, "reason": "Het werk is verdeeld."}
    )

    assert "Leg uw antwoord vast" in before
    assert response.status_code == 302
    assert place in text_of(read(by, "participation", action, code_of(by)))


@pytest.mark.parametrize("typed", [{}, {"is_admitted": "nee"}])
def test_an_answer_to_a_request_is_whole(typed):
    action = ActionFactory()
    took_step(action)
    row = answered(action, an_official(action).organisation.municipality, is_request=True)
    lead = client_of(person(Role.OFFICIAL, action.lead))

    response = lead.post(address("admit", action, row.pk), typed)

    assert response.status_code == 422


def test_the_official_of_another_municipality_does_not_admit():
    action = ActionFactory()
    by = an_official(action)
    row = answered(action, by.organisation.municipality, is_request=True)

    assert read(by, "admit", action, row.pk).status_code == 404


def test_who_reads_only_gets_no_form():
    action = ActionFactory()
    province = person(Role.PROVINCE, ProvinceFactory(region=action.theme.profile.region))

    page = text_of(read(province, "participation", action, action.lead.code))

    assert "legt haar eigen deelname vast" in page
    assert address("answer", action, action.lead.code) not in page


@pytest.mark.parametrize("count", [1, 14, 60])
def test_who_joins_costs_the_same_for_any_number(count, django_assert_num_queries):
    action = ActionFactory()
    region = action.theme.profile.region
    for municipality in MunicipalityFactory.create_batch(count - 1, region=region):
        answered(action, municipality)
    client = client_of(person(Role.OFFICIAL, action.lead))

    with django_assert_num_queries(8):
        page = client.get(address("joining", action)).content.decode()

    assert page.count('data-label="Stand"') == count


@pytest.mark.parametrize("count", [1, 14, 60])
def test_a_history_costs_the_same_for_any_number(count, django_assert_num_queries):
    action = ActionFactory()
    PlanFactory(action=action, frozen=True)
    by = person(Role.OFFICIAL, action.lead)
    for day in range(count):
        draft = (YES, NOT_NOW)[day % 2]
        say(action, draft, by, at=NOW + timedelta(days=day), has_read_commitments=True)
    client = client_of(by)

    with django_assert_num_queries(13):
        page = client.get(address("participation", action, action.lead.code)).content.decode()

    assert page.count("<c-step") == 0 and page.count("vanaf 14 mei 2019") >= count
