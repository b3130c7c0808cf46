"""The command that invites the first people."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from municipalities.models import Invitation, Role
from notices.models import Mail
from tests.factories.people import MunicipalityFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def almelo():
    return MunicipalityFactory(
        name="Almelo", slug="almelo", region=RegionFactory(name="Twente", slug="twente")
    )


def invite(email="beheerder@almelo.example", **others):
    usual = {"name": "Beheerder", "organisation": "almelo", "region": "twente"}
    out = StringIO()
    call_command("invite", email, **usual | {"role": "maintainer"} | others, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("role", [Role.MAINTAINER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_the_first_people_get_a_mail_and_the_link_is_shown(almelo, role):
    said = invite(role=role.value)

    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.organisation_id) == (role, almelo.pk)
    assert said.rsplit("\n", 2)[1] in Mail.objects.get().body


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "beheerder"}, "beheerder is geen e-mailadres."),
        ({"region": "veluwe"}, "Er is geen regio veluwe. Wel: twente."),
        ({"organisation": "borne"}, "Er is geen organisatie borne in Twente. Wel: almelo."),
        ({"role": "baas"}, "De rol baas kan niet bij Almelo. Wel: coordinator, "),
        ({"role": "institution"}, "De rol institution kan niet bij Almelo."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(almelo, wrong, sentence):
    with pytest.raises(CommandError, match=sentence):
        invite(**wrong)
    assert not Mail.objects.exists()


def test_twice_the_same_is_refused(almelo):
    invite()

    with pytest.raises(CommandError, match="staat al een uitnodiging open"):
        invite()
