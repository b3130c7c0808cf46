"""The pages of the plan and of the reminders."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.models import Outcome
from decisions.selectors.reminders import reminders_page
from decisions.tasks import remind
from municipalities.models import Role
from notices.models import Mail
from tests.factories.decisions import (
    ProposalFactory,
    concept,
    coordinator,
    decide,
    offered,
    travelled,
    with_municipalities,
)
from tests.factories.people import MembershipFactory, MunicipalityFactory, person

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def visitor(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def text(response):
    return " ".join(response.content.decode().split())


def plan_of(proposal):
    return reverse("decisions:planning", args=[proposal.pk])


def a_proposal_of_today(municipalities=2):
    """Return a proposal that was offered four days ago and closes in a month."""
    now = timezone.now()
    proposal = ProposalFactory(closes_at=now + 30 * DAY)
    MunicipalityFactory.create_batch(municipalities - 1, region=proposal.profile.region)
    offered(proposal, at=now - 4 * DAY, embargo_at=now + 29 * DAY)
    return proposal


def test_the_page_leads_with_the_day_on_which_the_text_must_be_final():
    proposal = with_municipalities(2)
    member = person(Role.OFFICIAL, proposal.ratifications.first().municipality)

    page = text(visitor(member).get(plan_of(proposal)))

    assert "De tekst moest definitief zijn op <strong>dinsdag 23 oktober 2018</strong>." in page
    assert "om nog te besluiten voor de sluiting op 1 november 2018" in page


def test_a_plan_of_today_says_that_the_text_must_be_final():
    proposal = a_proposal_of_today()

    page = text(visitor(coordinator(proposal.profile.region)).get(plan_of(proposal)))

    assert "De tekst moet definitief zijn op" in page
    assert "Kalender nog niet opgegeven" in page


def test_the_picture_has_its_title_and_no_style_of_its_own():
    proposal = a_proposal_of_today(3)

    page = visitor(coordinator(proposal.profile.region)).get(plan_of(proposal)).content.decode()

    [picture] = re.findall(r"<figure class=\"timeline\">.*?</figure>", page, re.DOTALL)
    assert 'role="img" aria-labelledby="tijdlijn-titel tijdlijn-uitleg"' in picture
    assert "style=" not in picture and "," not in re.sub(r"<(title|desc).*?</\1>", "", picture)
    for road in proposal.ratifications.all():
        assert picture.count(f">{road.municipality}</text>") == 1


def test_the_page_of_another_municipality_does_not_tell_what_was_decided():
    """Two proposals that differ in nothing but the outcome give the same page."""
    pages = []
    for outcome in (Outcome.AGREED, Outcome.DECLINED, Outcome.CHANGED):
        proposal = a_proposal_of_today()
        first, second = proposal.ratifications.order_by("municipality__name")
        at = timezone.now() - DAY
        decide(first, outcome=outcome, recorded_at=at, decided_on=at.date())
        reader = visitor(person(Role.OFFICIAL, second.municipality))
        page = text(reader.get(plan_of(proposal)))
        for name, stands_for in [
            (str(first.municipality), "EEN"),
            (str(second.municipality), "TWEE"),
            (second.municipality.code, "CODE"),
            (f"voorstellen/{proposal.pk}/", "voorstellen/N/"),
            (proposal.profile.region.name, "REGIO"),
        ]:
            page = page.replace(name, stands_for)
        pages.append(page[page.index("<main") : page.index("</main")])

    assert pages[0] == pages[1] == pages[2]
    assert "Het college heeft besloten; het besluit is bevestigd." in pages[0]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ALDERMAN])
def test_who_may_see_outcomes_reads_what_follows_from_them(role):
    proposal = with_municipalities(2)
    first, second = proposal.ratifications.all()
    travelled(first, outcome=Outcome.DECLINED)

    page = text(visitor(person(role, second.municipality)).get(plan_of(proposal)))

    assert "De raadsbrief is nog niet verzonden." in page
    assert "niet wat zij besloten" not in page


def test_a_concept_has_a_plan_for_who_writes_it_alone():
    proposal = ProposalFactory()
    concept(proposal)
    writer = coordinator(proposal.profile.region)
    reader = person(Role.OFFICIAL, writer.organisation)

    assert visitor(writer).get(plan_of(proposal)).status_code == 200
    assert visitor(reader).get(plan_of(proposal)).status_code == 404


def test_board_and_proposal_lead_to_the_plan():
    proposal = with_municipalities(1)
    client = visitor(coordinator(proposal.profile.region))

    for address in (proposal.get_absolute_url(), reverse("decisions:board", args=[proposal.pk])):
        assert f'href="{plan_of(proposal)}"' in text(client.get(address))


@pytest.fixture
def waiting():
    """A municipality of today that has not said that it received the proposal."""
    proposal = a_proposal_of_today(1)
    municipality = proposal.ratifications.get().municipality
    for role in (Role.OFFICIAL, Role.SECRETARY):
        MembershipFactory(role=role, organisation=municipality)
    return proposal


def test_the_coordinator_reads_the_mail_exactly_as_it_will_go(waiting):
    client = visitor(coordinator(waiting.profile.region))
    address = reverse("decisions:reminders", args=[waiting.pk])

    before = client.get(address).content.decode()
    remind(at=timezone.now())
    after = text(client.get(address))

    mail = Mail.objects.filter(key__startswith="reminder:receipt").first()
    assert f"<summary>{mail.subject}</summary>" in before
    assert f'<p class="mail">{mail.body}</p>' in before
    assert "Ambtenaar, Bestuurssecretaris" in before and "(2 personen)" in before
    assert mail.subject not in after.split("Wat er is uitgegaan")[0]
    assert "2 in het portaal" in after and "(0 van 2 e-mails verzonden)" in after


def test_what_went_out_says_how_many_mails_have_gone(waiting):
    remind(at=timezone.now())
    Mail.objects.filter(key__startswith="reminder:receipt").update(sent_at=timezone.now())

    page = reminders_page(waiting, at=timezone.now())

    assert [(sent.people, sent.mails, sent.mails_sent) for sent in page.sent] == [(2, 2, 2)]


def test_a_reminder_for_which_nobody_is_there_is_not_promised():
    proposal = a_proposal_of_today(1)
    visitor(coordinator(proposal.profile.region))

    assert reminders_page(proposal, at=timezone.now()).planned == []


def test_what_was_overtaken_is_not_promised(waiting):
    offered_at = waiting.ratifications.get().offers.get().offered_at

    page = reminders_page(waiting, at=offered_at + 20 * DAY)

    steps = [p.reminder.step for p in page.planned if p.reminder.series.startswith("reminder:pap")]
    assert steps == sorted(steps, key=int, reverse=True)
    assert [p.is_due for p in page.planned] == sorted(
        (p.is_due for p in page.planned), reverse=True
    )


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ALDERMAN, Role.PROVINCE, Role.AUDITOR])
def test_only_the_coordinator_reads_the_reminders(waiting, role):
    member = MembershipFactory(role=role, organisation=waiting.ratifications.get().municipality)

    response = visitor(member).get(reverse("decisions:reminders", args=[waiting.pk]))

    assert response.status_code == 403


@pytest.mark.parametrize("municipalities", [1, 14])
def test_the_preview_costs_the_same_for_any_number(municipalities, django_assert_num_queries):
    proposal = with_municipalities(municipalities)
    for road in proposal.ratifications.all():
        MembershipFactory(role=Role.OFFICIAL, organisation=road.municipality)
    at = datetime(2018, 10, 10, tzinfo=UTC)
    remind(at=at)

    with django_assert_num_queries(QUERIES):
        assert len(reminders_page(proposal, at=at).sent) == 2 * municipalities


QUERIES = 14
