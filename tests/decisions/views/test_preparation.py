"""The page "voorbereiding": who sees what, what is written, and what is refused in words."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from decisions import services
from decisions.models import (
    Advice,
    AdviceKind,
    AdviceState,
    Agreement,
    Audience,
    LocalKind,
    LocalSection,
    ManagementAdvice,
    Outcome,
    Placing,
    Route,
)
from municipalities.models import Role
from tests.factories.decisions import NOW, a_road, agree, coordinator, place, with_municipalities
from tests.factories.people import person

pytestmark = pytest.mark.django_db

PART = {"caveat-seen": "0", "caveat-audience": "parties", "caveat-text": "Eerst de raad horen."}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def own(road, role=Role.OFFICIAL):
    return signed_in(person(role, road.municipality).user)


def address(name, road, *more):
    return reverse(f"decisions:{name}", args=[road.proposal_id, road.municipality.code, *more])


def text_of(response):
    return " ".join(response.content.decode().split())


def page_for(client, road):
    return text_of(client.get(address("preparation", road)))


def write(road, **typed):
    url = address("write_section", road, LocalKind.CAVEAT)
    return own(road).post(url, PART | {f"caveat-{name}": value for name, value in typed.items()})


def test_the_page_shows_the_locked_core_and_what_is_missing():
    road = a_road()

    page = page_for(own(road), road)

    assert "Op slot" in page
    assert road.offers.get().version.sha256 in page
    assert "Geen advies vastgelegd. Dat telt niet als positief." in page
    assert "Het voorstel staat nog niet op de agenda." in page


def test_a_part_is_written_and_shown_with_who_may_read_it():
    road = a_road()

    response = write(road)

    assert (response.status_code, response.url) == (302, address("preparation", road))
    page = page_for(own(road), road)
    assert "Eerst de raad horen." in page
    assert "Te lezen door: partijen in de regio." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Schrijf een tekst."),
        ({"text": "x" * 20_001}, "Gebruik ten hoogste 20.000 tekens."),
        ({"audience": ""}, "Dit veld is verplicht."),
        ({"audience": "iedereen"}, "iedereen is geen beschikbare keuze"),
        ({"seen": ""}, "Dit klopt nog niet"),
    ],
)
def test_a_faulty_part_is_refused_beside_its_field(typed, sentence):
    road = a_road()

    response = write(road, **typed)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not LocalSection.objects.exists()


@pytest.mark.parametrize("audience", ["public", "parties"])
def test_internal_notes_are_not_for_others(audience):
    road = a_road()
    url = address("write_section", road, LocalKind.INTERNAL)
    typed = {"internal-seen": "0", "internal-audience": audience, "internal-text": "Ons kent ons."}

    response = own(road).post(url, typed)

    assert response.status_code == 422
    assert not LocalSection.objects.exists()


def test_who_writes_second_gets_both_texts_and_loses_nothing():
    road = a_road()
    write(road, text="Van de eerste.")

    response = write(road, text="Van de tweede.")

    page = text_of(response)
    theirs = LocalSection.objects.get()
    assert response.status_code == 409
    assert "Van de eerste." in page and "Van de tweede." in page
    assert f'name="caveat-seen" value="{theirs.pk}"' in page
    assert theirs.text == "Van de eerste."


def test_after_reading_the_other_text_it_is_saved():
    road = a_road()
    write(road, text="Van de eerste.")
    theirs = LocalSection.objects.get()

    assert write(road, text="Van ons beiden.", seen=theirs.pk).status_code == 302
    assert LocalSection.objects.last().text == "Van ons beiden."


def advise(road, kind=AdviceKind.FINANCE, **typed):
    fields = {f"advice-{kind}-{name}": value for name, value in typed.items()}
    return own(road).post(address("advice", road, kind), fields)


@pytest.mark.parametrize("kind", AdviceKind)
@pytest.mark.parametrize(
    ("state", "text"), [("given", "Gedekt."), ("not_given", ""), ("not_applicable", "")]
)
def test_each_department_gave_advice_or_did_not(kind, state, text):
    road = a_road()

    response = advise(road, kind, state=state, text=text)

    assert response.status_code == 302
    assert Advice.objects.get().state == state
    assert AdviceState(state).label in page_for(own(road), road)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"state": "given", "text": ""}, "Schrijf op wat het advies is."),
        ({"state": "", "text": "x"}, "Dit veld is verplicht."),
    ],
)
def test_a_faulty_advice_is_refused_beside_its_field(typed, sentence):
    road = a_road()

    response = advise(road, **typed)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Advice.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"value": "positive"}, "Positief"),
        ({"value": "none"}, "Geen advies"),
        ({"value": "negative", "text": "Te duur."}, "Te duur."),
    ],
)
def test_the_management_advises(typed, sentence):
    road = a_road()
    typed = {f"management-{name}": value for name, value in typed.items()}

    response = own(road).post(address("management_advice", road), typed)

    assert response.status_code == 302
    assert sentence in page_for(own(road), road)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"value": "negative"}, "Schrijf op waarom het advies negatief is."),
        ({"value": ""}, "Dit veld is verplicht."),
    ],
)
def test_a_faulty_management_advice_is_refused_beside_its_field(typed, sentence):
    road = a_road()
    typed = {f"management-{name}": value for name, value in typed.items()}

    response = own(road).post(address("management_advice", road), typed)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not ManagementAdvice.objects.exists()


def test_the_portfolio_holder_agrees_beside_the_text():
    road = a_road()
    client = own(road, Role.ALDERMAN)
    assert "Geef akkoord op deze tekst" in page_for(client, road)

    response = client.post(
        address("agree", road), {"agree-seen_sha256": road.offers.get().version.sha256}
    )

    assert response.status_code == 302
    assert Agreement.objects.get().agreed_by == person(Role.ALDERMAN, road.municipality).user
    assert "Geef akkoord op deze tekst" not in page_for(client, road)


def test_agreeing_again_is_refused_in_words():
    road = a_road(agreed=True)

    response = own(road, Role.ALDERMAN).post(
        address("agree", road), {"agree-seen_sha256": road.offers.get().version.sha256}
    )

    assert response.status_code == 422
    assert "Er is al akkoord gegeven op deze tekst." in text_of(response)


def put_on_agenda(road, **typed):
    usual = {"route": "meeting", "on": "6 november 2018"}
    fields = {f"placing-{name}": value for name, value in (usual | typed).items()}
    return own(road, Role.SECRETARY).post(address("place", road), fields, follow=True)


def test_a_day_after_the_closing_is_recorded_with_a_warning():
    road = a_road()

    page = text_of(put_on_agenda(road, reference="7b"))

    assert Placing.objects.get().on == date(2018, 11, 6)
    assert "ligt na de sluiting op 1 november 2018" in page
    assert "7b" in page


def test_a_day_without_a_meeting_is_recorded_with_a_warning():
    road = a_road()
    road.municipality.college_weekday = 2
    road.municipality.save()

    page = text_of(put_on_agenda(road, on="24-10-2018"))

    assert "Volgens de kalender vergadert het college niet op woensdag 24 oktober 2018." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on": ""}, "Vul dit veld in."),
        ({"on": "31-9-2018"}, "Deze datum bestaat niet"),
        ({"route": ""}, "Dit veld is verplicht."),
        ({"reference": "x" * 121}, "Gebruik ten hoogste 120 tekens."),
    ],
)
def test_a_faulty_day_is_refused_beside_its_field(typed, sentence):
    road = a_road()

    response = put_on_agenda(road, **typed)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Placing.objects.exists()


def prepared():
    """Return a road with something for each audience, and a secret of the municipality."""
    road = with_municipalities(2).ratifications.order_by("pk").last()
    by = person(Role.OFFICIAL, road.municipality)
    kinds = {
        LocalKind.OWN_POLICY: Audience.PUBLIC,
        LocalKind.CAVEAT: Audience.PARTIES,
        LocalKind.FINANCES: Audience.OWN,
        LocalKind.INTERNAL: Audience.OWN,
    }
    for kind, audience in kinds.items():
        services.write_local_section(
            road, kind=kind, audience=audience, text=f"tekst {audience}", seen=0, by=by, at=NOW
        )
    services.record_advice(
        road, kind=AdviceKind.LEGAL, state=AdviceState.GIVEN, text="tekst jurist", by=by, at=NOW
    )
    services.record_management_advice(road, value="negative", text="tekst directie", by=by, at=NOW)
    return road


TEXTS = {"tekst public", "tekst parties", "tekst own", "tekst jurist", "tekst directie"}


@pytest.mark.parametrize(
    "role", [Role.OFFICIAL, Role.SECRETARY, Role.ALDERMAN, Role.MAYOR, Role.CLERK]
)
def test_own_people_read_all_of_it(role):
    road = prepared()

    page = page_for(own(road, role), road)

    assert {text for text in TEXTS if text in page} == TEXTS


def test_the_coordinator_reads_only_what_was_written_for_others():
    road = prepared()

    page = page_for(signed_in(coordinator(road.municipality.region).user), road)

    assert {text for text in TEXTS if text in page} == {"tekst public", "tekst parties"}
    assert "Intern overleg" not in page
    assert "Interne adviezen" not in page
    assert "Sla op" not in page


def test_a_neighbour_finds_nothing():
    road = prepared()
    other = road.proposal.ratifications.exclude(pk=road.pk).get()

    assert own(other).get(address("preparation", road)).status_code == 404


def test_text_is_shown_as_text():
    road = a_road()
    write(road, text="<script>alert(1)</script>\nTweede regel.")

    page = page_for(own(road), road)

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br> Tweede regel." in page


def test_after_the_decision_the_page_says_so():
    road = a_road(outcome=Outcome.AGREED)

    assert "Het college heeft al besloten" in page_for(own(road), road)


@pytest.mark.parametrize("outcome", [None, Outcome.DEFERRED])
def test_as_long_as_the_college_must_decide_the_day_is_warned_about(outcome):
    road = a_road(outcome=outcome)
    place(road, on=date(2018, 11, 6), route=Route.CONFORM)

    page = page_for(own(road), road)

    assert "Het college heeft al besloten" not in page
    assert "ligt na de sluiting" in page


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_page_costs_the_same_for_any_number_of_rows(count, django_assert_num_queries):
    road = a_road()
    agree(road)
    for number in range(count):
        last = LocalSection.objects.last()
        write(road, text=f"Tekst {number}.", seen=last.pk if last else 0)
        place(road)
    client = own(road)

    with django_assert_num_queries(18):
        assert f"Tekst {count - 1}." in page_for(client, road)
