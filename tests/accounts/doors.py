"""People at the door: with a password, a code, or from a real provider on this machine."""

import time
from contextlib import contextmanager
from datetime import date
from urllib.parse import parse_qs, urlsplit

import requests
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.utils import timezone
from oidc_provider_mock import run_server_in_thread

from municipalities.models import Role
from tests.factories.people import MembershipFactory, MunicipalityFactory, UserFactory

PASSWORD = "een lang wachtwoord voor de proef"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TYPING = 6  # seconds that a slow machine needs from reading a code to sending it


def somebody(role=Role.SECRETARY, *, name="secretaris", password=PASSWORD, organisation=None):
    """Return a membership of somebody who is no example: the second factor is asked of them."""
    user = UserFactory(email=f"{name}@waterstad.example")
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return MembershipFactory(
        user=user, role=role, organisation=organisation or MunicipalityFactory(name="Waterstad")
    )


def with_app(user):
    """Give somebody an app for codes and recovery codes, as if set up before."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user)


def code(secret=SECRET):
    """Return the code that the app shows now, with time left to type it over."""
    left = 30 - time.time() % 30
    if left < TYPING:
        time.sleep(left)
    cache.clear()  # a code counts once; tests use the same one in one half minute
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client, user, *, password=PASSWORD, to=""):
    return client.post("/accounts/login/", {"login": user.email, "password": password, "next": to})


def end(membership):
    """End a role today, seen from tomorrow: it does not count any more."""
    membership.valid_from = date(2018, 1, 1)
    membership.valid_until = timezone.localdate() - timezone.timedelta(days=1)
    membership.save()


def age(client, minutes):
    """Let every proof in this session be so many minutes older."""
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        {
            **record,
            **{key: record[key] - minutes * 60 for key in ("at", "auth_time") if key in record},
        }
        for record in records
    ]
    session.save()


class Provider:
    """A real OpenID provider on loopback; what it says of somebody is up to the test."""

    def __init__(self, server, name):
        self.name = name
        self.url = f"http://localhost:{server.server_port}"

    def says(self, sub, **claims):
        requests.put(f"{self.url}/users/{sub}", json=claims, timeout=5).raise_for_status()

    def knows(self, user, sub):
        return SocialAccount.objects.create(user=user, provider=self.name, uid=sub)

    def setting(self, **options):
        return {
            "id": self.name,
            "name": f"Gemeente {self.name.title()}",
            "server_url": self.url,
            "client_id": "portaal",
            "secret": "geheim",
            **options,
        }

    def leave(self, client, process="login", to=""):
        """Go to the provider and return the address there, with all that it is asked."""
        return client.post(
            f"/accounts/oidc/{self.name}/login/", {"process": process, "next": to}
        ).headers["Location"]

    def agree(self, address, sub):
        """Sign in there; return the address with which the browser comes back."""
        answer = requests.post(
            address, data={"sub": sub, "action": "authorize"}, allow_redirects=False, timeout=5
        )
        url = urlsplit(answer.headers["Location"])
        return f"{url.path}?{url.query}"

    def sign_in(self, client, sub, **asked):
        return client.get(self.agree(self.leave(client, **asked), sub))


def asked(address):
    """Return what the provider is asked, name by name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def provider(name):
    with run_server_in_thread() as server:
        yield Provider(server, name)
