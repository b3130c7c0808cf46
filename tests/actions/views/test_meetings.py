"""The pages of the meetings with the cultural field, for the region and for who is invited."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actions.models import Attendance, FieldMeeting, Guest, Harvest, MeetingReport, Reply
from actions.selectors.meetings import on_action
from municipalities.models import OrganisationKind, Role
from tests.factories.actions import NOW, ActionFactory, MeetingFactory, guest_of
from tests.factories.decisions import coordinator
from tests.factories.people import (
    InstitutionFactory,
    MunicipalityFactory,
    ProvinceFactory,
    RegionFactory,
    person,
)

pytestmark = pytest.mark.django_db

COUNTS = [1, 14, 60]


@pytest.fixture
def meeting():
    """A meeting that is still to come on the day of the test."""
    return MeetingFactory(starts_at=timezone.now() + timedelta(days=3))


@pytest.fixture
def held():
    """A meeting that was held."""
    return MeetingFactory(starts_at=NOW)


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def caller(meeting):
    return signed_in(coordinator(meeting.region))


def reader(meeting):
    return signed_in(person(Role.OFFICIAL, MunicipalityFactory(region=meeting.region)))


def an_institution(meeting):
    return InstitutionFactory(seat=MunicipalityFactory(region=meeting.region), confirmed=True)


def a_guest(meeting):
    return guest_of(meeting, an_institution(meeting))


def of(guest):
    return signed_in(person(Role.INSTITUTION, guest.organisation))


def address(name, meeting):
    return reverse(f"actions:{name}", args=[meeting.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def come(guest, people=2, note=""):
    return Reply.objects.create(
        guest=guest,
        is_coming=True,
        people=people,
        note=note,
        replied_at=NOW,
        replied_by=person(Role.INSTITUTION, guest.organisation).user,
    )


def reported(meeting, text="Er is veel gezegd."):
    return MeetingReport.objects.create(
        meeting=meeting, text=text, written_at=NOW, written_by=coordinator(meeting.region).user
    )


def test_the_list_shows_what_comes_and_what_was_of_the_own_region(meeting):
    held = MeetingFactory(region=meeting.region, starts_at=NOW)
    elsewhere = MeetingFactory()

    page = text_of(reader(meeting).get(reverse("actions:meetings")))

    assert page.index(meeting.title) < page.index("Geweest") < page.index(held.title)
    assert elsewhere.title not in page
    assert "Schrijf een bijeenkomst uit" not in page


def test_a_meeting_is_called_and_invites_next():
    region = RegionFactory()
    client = signed_in(coordinator(region))
    soon = timezone.localdate() + timedelta(days=30)
    typed = {"title": "Gesprek", "starts_at_date": f"{soon:%d-%m-%Y}", "starts_at_time": "14.00"}

    called = client.post(reverse("actions:call_meeting"), {**typed, "place": "Hengelo"})
    past = client.post(
        reverse("actions:call_meeting"), {**typed, "place": "Hengelo", "starts_at_date": "1-1-2019"}
    )

    assert called.url == address("invite_field", FieldMeeting.objects.get())
    assert past.status_code == 422
    assert "Kies een moment dat nog komt." in text_of(past)


def test_a_meeting_is_changed(meeting):
    client = caller(meeting)
    page = client.get(address("change_meeting", meeting))
    soon = timezone.localdate() + timedelta(days=30)
    typed = {"starts_at_date": f"{soon:%d-%m-%Y}", "starts_at_time": "20.00", "place": "Online"}

    response = client.post(address("change_meeting", meeting), {"title": "Anders", **typed})

    assert f'value="{meeting.title}"' in text_of(page)
    assert response.url == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert (meeting.title, meeting.place) == ("Anders", "Online")


def test_organisations_are_ticked_by_kind_and_invited(meeting):
    institution = an_institution(meeting)
    province = ProvinceFactory(region=meeting.region)
    partner = ProvinceFactory(region=meeting.region, kind=OrganisationKind.PARTNER)
    unconfirmed = InstitutionFactory(seat=MunicipalityFactory(region=meeting.region))
    person(Role.INSTITUTION, institution)
    client, page = caller(meeting), address("invite_field", meeting)

    shown = text_of(client.get(page))
    ticked = {"institution": [institution.pk], "province": [province.pk], "partner": []}
    client.post(page, ticked)

    assert shown.index("Culturele instellingen") < shown.index("Partners")
    assert f"{institution} ({institution.seat})" in shown
    assert f"{partner} – heeft geen account" in shown
    assert f"{institution} ({institution.seat}) – heeft geen account" not in shown
    assert unconfirmed.name not in shown
    assert {guest.organisation_id for guest in Guest.objects.all()} == {institution.pk, province.pk}
    assert f"{institution} (" not in text_of(client.get(page))


def test_nobody_ticked_is_no_invitation(meeting):
    an_institution(meeting)

    response = caller(meeting).post(address("invite_field", meeting), {})

    assert response.status_code == 422
    assert "Kies ten minste één organisatie." in text_of(response)


def test_a_guest_sees_the_meeting_and_nothing_of_others(meeting):
    guest, other = a_guest(meeting), a_guest(meeting)
    come(other, note="Wij willen niet naast een ander zitten.")

    page = text_of(of(guest).get(address("invitation", meeting)))

    assert meeting.title in page
    assert meeting.place in page
    assert meeting.programme in page
    assert other.organisation.name not in page
    assert "niet naast een ander" not in page


def test_who_was_not_invited_finds_nothing(meeting):
    guest = a_guest(meeting)
    other = a_guest(MeetingFactory(region=meeting.region))
    client = of(other)

    statuses = [
        client.get(address("invitation", meeting)).status_code,
        client.post(address("invitation", meeting), {"is_coming": "no"}).status_code,
        reader(meeting).get(address("invitation", meeting)).status_code,
        of(guest).get(address("meeting", meeting)).status_code,
        of(guest).get(reverse("actions:meetings")).status_code,
    ]

    assert statuses == [404, 404, 403, 403, 403]
    assert not Reply.objects.exists()


def test_a_guest_answers_and_changes_its_mind(meeting):
    guest = a_guest(meeting)
    client, page = of(guest), address("invitation", meeting)

    client.post(page, {"is_coming": "yes", "people": "2", "note": "Met een maker."})
    known = text_of(client.get(page))
    client.post(page, {"is_coming": "no", "people": "", "note": ""})

    assert "met 2 personen" in known
    assert "Verander uw antwoord" in known
    assert list(Reply.objects.values_list("is_coming", "people")) == [(True, 2), (False, 0)]
    assert "U komt niet" in text_of(client.get(reverse("actions:invitations")))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"is_coming": "yes"}, "Vul in met hoeveel personen u komt."),
        ({"is_coming": "yes", "people": "501"}, "Vul ten hoogste 500 in."),
        ({"is_coming": "misschien"}, "Selecteer een geldige keuze"),
    ],
)
def test_half_an_answer_is_refused(meeting, typed, sentence):
    guest = a_guest(meeting)

    response = of(guest).post(address("invitation", meeting), {**typed, "note": "Bewaar mij."})

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "Bewaar mij." in text_of(response)


def test_after_the_start_there_is_no_answer_but_the_report(held):
    guest = a_guest(held)
    client, page = of(guest), address("invitation", held)
    before = text_of(client.get(page))
    reported(held)

    late = client.post(page, {"is_coming": "no"})

    assert late.status_code == 422
    assert "Antwoorden kan niet meer." in text_of(late)
    assert "Verstuur uw antwoord" not in before
    assert "Er is veel gezegd." not in before
    assert "Er is veel gezegd." in text_of(client.get(page))


def test_parties_see_who_comes_and_the_coordinator_what_they_remark(meeting):
    guest = a_guest(meeting)
    come(guest, note="Wij eten geen vlees.")

    to_all = text_of(reader(meeting).get(address("meeting", meeting)))
    to_coordinator = text_of(caller(meeting).get(address("meeting", meeting)))

    assert "Tot nu toe komen 2 personen." in to_all
    assert "geen vlees" not in to_all
    assert "geen vlees" in to_coordinator


def test_the_province_reads_the_meeting_and_finds_its_invitation(meeting):
    province = ProvinceFactory(region=meeting.region)
    guest_of(meeting, province)
    client = signed_in(person(Role.PROVINCE, province))

    assert address("invitation", meeting) in text_of(client.get(address("meeting", meeting)))
    assert client.get(address("invitation", meeting)).status_code == 200


def test_attendance_is_chosen_per_guest(held):
    first, second, third = (a_guest(held) for _ in range(3))
    client, page = caller(held), address("record_attendance", held)
    chosen = {
        f"guest-{first.pk}": "yes",
        f"guest-{second.pk}": "no",
        f"guest-{third.pk}": "unknown",
    }

    client.post(page, chosen)

    assert list(Attendance.objects.values_list("guest", "was_there")) == [
        (first.pk, True),
        (second.pk, False),
    ]
    shown = text_of(client.get(address("meeting", held)))
    assert "aanwezig: 1 van 3 organisaties" in shown
    assert "Niet vastgelegd" in shown
    assert 'value="yes" selected' in text_of(client.get(page))


def test_looking_back_waits_for_the_start(meeting):
    guest = a_guest(meeting)
    client = caller(meeting)

    statuses = [
        client.post(
            address("record_attendance", meeting), {f"guest-{guest.pk}": "yes"}
        ).status_code,
        client.post(address("write_report", meeting), {"seen": "0", "text": "Vooraf."}).status_code,
        client.post(address("record_harvest", meeting), {"text": "Vooraf."}).status_code,
    ]

    assert statuses == [422, 422, 422]
    assert not Attendance.objects.exists()
    assert not MeetingReport.objects.exists()
    assert not Harvest.objects.exists()


def test_a_report_of_somebody_else_is_shown_beside_what_was_typed(held):
    theirs = reported(held, "Van een ander.")
    client, page = caller(held), address("write_report", held)

    conflict = client.post(page, {"seen": "0", "text": "Van mij."})
    again = client.post(page, {"seen": str(theirs.pk), "text": "Van mij."})

    assert conflict.status_code == 409
    assert "Van een ander." in text_of(conflict)
    assert f'name="seen" value="{theirs.pk}"' in text_of(conflict)
    assert again.url == held.get_absolute_url()
    assert held.reports.last().text == "Van mij."


def test_what_came_out_is_shown_at_the_meeting_and_at_the_action(held):
    action = ActionFactory(theme__profile__region=held.region)
    typed = {"text": "Deel de repetitieruimte.", "action": action.pk}

    caller(held).post(address("record_harvest", held), typed)

    page = text_of(reader(held).get(address("meeting", held)))
    assert "Deel de repetitieruimte." in page
    assert action.get_absolute_url() in page
    text = render_to_string("actions/meetings/on_action.html", {"harvests": on_action(action)})
    assert "Deel de repetitieruimte." in text
    assert held.get_absolute_url() in text


def test_an_action_of_another_region_is_no_choice(held):
    typed = {"text": "Iets.", "action": ActionFactory().pk}

    response = caller(held).post(address("record_harvest", held), typed)

    assert response.status_code == 422
    assert not Harvest.objects.exists()


def test_another_region_and_an_official_find_closed_doors(meeting):
    stranger = caller(MeetingFactory())
    pages = [
        *("change_meeting", "invite_field", "record_attendance", "write_report"),
        "record_harvest",
    ]

    assert stranger.get(address("meeting", meeting)).status_code == 404
    assert {stranger.get(address(page, meeting)).status_code for page in pages} == {404}
    assert {stranger.post(address(page, meeting)).status_code for page in pages} == {404}
    assert {reader(meeting).post(address(page, meeting)).status_code for page in pages} == {403}


@pytest.mark.parametrize("count", COUNTS)
def test_a_meeting_costs_the_same_for_any_number_of_guests(
    count, meeting, django_assert_num_queries
):
    for _ in range(count):
        guest = a_guest(meeting)
        come(guest)
        reply_of_somebody_else(guest)
    client = caller(meeting)

    with django_assert_num_queries(11):
        page = client.get(address("meeting", meeting))
    with django_assert_num_queries(6):
        client.get(address("record_attendance", meeting))

    assert f"komen {count * 3} personen" in text_of(page)


def reply_of_somebody_else(guest):
    return come(guest, people=3)


@pytest.mark.parametrize("count", COUNTS)
def test_lists_and_invitations_cost_the_same_for_any_number(count, django_assert_num_queries):
    first = MeetingFactory()
    guest = a_guest(first)
    for _ in range(count - 1):
        come(guest_of(MeetingFactory(region=first.region), guest.organisation))

    client, theirs = caller(first), of(guest)
    with django_assert_num_queries(5):
        client.get(reverse("actions:meetings"))
    with django_assert_num_queries(6):
        page = theirs.get(reverse("actions:invitations"))

    assert text_of(page).count("Theater Concordia") == count


@pytest.mark.parametrize("count", COUNTS)
def test_inviting_costs_the_same_for_any_number(count, meeting, django_assert_num_queries):
    for _ in range(count):
        an_institution(meeting)
    client = caller(meeting)

    with django_assert_num_queries(6):
        page = client.get(address("invite_field", meeting))

    assert text_of(page).count('type="checkbox"') == count
