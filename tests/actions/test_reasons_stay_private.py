"""A reason reaches whom it was shared with: every audience × reader, over every channel."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Answer, ReasonAudience, ReasonKind, TriggerKind
from actions.rules.participation import TriggerDraft
from actions.services.acting import Refused
from municipalities.models import Role
from notices.models import Mail, Notice
from tests.actions.services.test_participation import NOT_NOW, say
from tests.factories.actions import NOW, ActionFactory
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, ProvinceFactory, person
from trail.selectors import entries_of, entries_of_region, json_pieces

pytestmark = pytest.mark.django_db

SECRET = "De enige ambtenaar is ziek"
KIND = "Geen capaciteit"
WATCHED = "Zilvermeeuw"
DRAFT = replace(NOT_NOW, reason=SECRET, triggers=(TriggerDraft(TriggerKind.WORD, word=WATCHED),))
SHARED = {
    ReasonAudience.OWN: {"own"},
    ReasonAudience.LEAD: {"own", "lead", "coordinator"},
    ReasonAudience.PARTIES: {"own", "lead", "coordinator", "other", "province", "auditor"},
}


def readers(action, own):
    """Return everybody who reads in the region, by how they stand towards the answer."""
    region = own.region
    other = MunicipalityFactory(region=region)
    return [
        *(("own", person(role, own)) for role in (Role.OFFICIAL, Role.CLERK)),
        *(("lead", person(role, action.lead)) for role in (Role.OFFICIAL, Role.ALDERMAN)),
        *(("other", person(role, other)) for role in (Role.OFFICIAL, Role.MAYOR)),
        ("coordinator", coordinator(region)),
        ("coordinator", person(Role.COORDINATOR, own)),
        ("auditor", person(Role.AUDITOR, own)),
        ("province", person(Role.PROVINCE, ProvinceFactory(region=region))),
    ]


def pages(action, own, reader):
    """Return all that this reader gets of it: pages, fragment, notices, and the log in a file."""
    client = Client()
    client.force_login(reader.user)
    addresses = [
        reverse("actions:participation", args=[action.pk, own.code]),
        reverse("actions:participation", args=[action.pk, own.code]) + "?op=14-05-2019",
        reverse("actions:joining", args=[action.pk]),
    ]
    told = [client.get(address).content.decode() for address in addresses]
    told += Notice.objects.filter(recipient=reader.user).values_list("subject", flat=True)
    told += Mail.objects.filter(to=reader.user.email).values_list("body", flat=True)
    if reader.acting_organisation_id is None:
        told += json_pieces(entries_of_region(reader.region_id))
    else:
        told += json_pieces(entries_of(reader.acting_organisation_id))
    return "".join(told)


@pytest.mark.parametrize("audience", ReasonAudience)
def test_a_reason_reaches_whom_it_was_shared_with_and_nobody_else(audience):
    action = ActionFactory()
    own = MunicipalityFactory(region=action.theme.profile.region)
    say(action, replace(DRAFT, reason_audience=audience), person(Role.OFFICIAL, own))

    everybody = readers(action, own)
    got = {(stands, reader.role): pages(action, own, reader) for stands, reader in everybody}

    assert {who for (who, _), text in got.items() if SECRET in text} == SHARED[audience]
    assert {who for (who, _), text in got.items() if KIND in text} == SHARED[audience]
    assert {who for (who, _), text in got.items() if WATCHED in text} == {"own"}
    assert all("Nu niet" in text for text in got.values())


@pytest.mark.parametrize("kind", ReasonKind)
@pytest.mark.parametrize("answer", [Answer.NOT_NOW, Answer.NO, Answer.FOLLOWS])
def test_no_other_party_reads_any_reason_of_any_answer(kind, answer):
    action = ActionFactory()
    own = MunicipalityFactory(region=action.theme.profile.region, name="Waterstad")
    by = person(Role.OFFICIAL, own)
    other = person(Role.OFFICIAL, MunicipalityFactory(region=own.region))
    row = say(action, replace(DRAFT, answer=answer, reason_kind=kind), by)

    text = pages(action, own, other)

    for word in (
        kind.label,
        "Kijkt opnieuw",
        "Reden",
        f'"{kind.value}"',
        f"participation:{row.pk}",
    ):
        assert word not in text
    assert row.get_answer_display() in text


def test_an_institution_reads_none_of_it():
    action = ActionFactory()
    institution = person(Role.INSTITUTION, action.lead)
    client = Client()
    client.force_login(institution.user)

    for name, *more in (("joining",), ("participation", action.lead.code)):
        assert client.get(reverse(f"actions:{name}", args=[action.pk, *more])).status_code == 403
    with pytest.raises(Refused):
        say(action, DRAFT, institution, at=NOW)
