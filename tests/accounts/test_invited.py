"""Who was invited comes in through the own municipality, with the invited address."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Membership, Role, User
from municipalities.services.people import prove_address
from tests.accounts.doors import somebody
from tests.factories.people import InvitationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.at_the_door]

INVITATION = reverse("municipalities:invitation")
INVITED = "genodigde@almelo.example"


@pytest.fixture
def invitation(client):
    made = InvitationFactory(
        email=INVITED, role=Role.CLERK, token="geheim", invited_at=timezone.now()
    )
    client.get(reverse("municipalities:follow_invitation", args=["geheim"]))
    return made


def test_somebody_new_gets_the_invited_address_whatever_the_token_says(client, almelo, invitation):
    almelo.says("s-7", email="iemand.anders@elders.example", email_verified=True)

    answer = almelo.sign_in(client, "s-7", to=INVITATION)

    user = User.objects.get(email=INVITED)
    assert (answer.status_code, answer.headers["Location"]) == (302, INVITATION)
    assert SocialAccount.objects.get().user == user
    assert (user.name, user.has_usable_password()) == (invitation.name, False)
    assert user.emailaddress_set.get().verified
    assert not Membership.objects.filter(user=user).exists()
    client.post(INVITATION)
    assert Membership.objects.get(user=user).role == Role.CLERK


def test_without_the_link_a_stranger_stays_out(client, almelo):
    InvitationFactory(email=INVITED, invited_at=timezone.now())
    almelo.says("s-7", email=INVITED, email_verified=True)

    assert almelo.sign_in(client, "s-7").status_code == 403
    assert not User.objects.filter(email=INVITED).exists()


def test_a_dead_link_opens_nothing(client, almelo, invitation):
    invitation.expires_at = timezone.now()
    invitation.save()
    almelo.says("s-7", email=INVITED)

    assert almelo.sign_in(client, "s-7").status_code == 403


def test_who_has_an_account_signs_in_there_first(client, almelo, invitation):
    user = somebody(Role.CLERK).user
    user.email = INVITED
    user.save(update_fields=["email"])
    prove_address(user)
    almelo.says("s-7", email=INVITED)

    answer = almelo.sign_in(client, "s-7")

    assert (answer.status_code, answer.headers["Location"]) == (302, INVITATION)
    assert not SocialAccount.objects.exists()
