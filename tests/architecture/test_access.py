"""Every address says who may come in; the few that are open to all stand here by name."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from municipalities.access import Permission
from municipalities.models import Role
from tests.architecture.tree import ROOMS
from tests.factories.people import MembershipFactory

PUBLIC = {  # pages of ours that skip the sign-in -> why
    "accounts:closed": "open: pages of allauth that are not there",
    "municipalities:invitation": "open: what an invitation offers, to who followed its link",
    "municipalities:follow_invitation": "open: the link in an invitation",
    "decisions:feed": "open: a person's dates, to who has the secret address",
    "security_txt": "open: where a weakness is reported, for programs",
    "disclosure": "open: where a weakness is reported, for people",
    "examples:accounts": "demo mode only: lists the example accounts",
    "examples:sign_in": "demo mode only: signs in as an example account",
    "examples:components": "demo mode only: shows the components",
    "examples:post": "demo mode only: shows the mail that the portal wrote",
}

# Pages of packages: no decorator of ours, so each is listed with what closes it.
PACKAGES = {
    "account_login": "open: the way in",
    "account_logout": "open: the way out, by POST",
    "account_signup": "open: an institution registers itself",
    "account_reset_password": "open: the way back in",
    "account_reset_password_done": "open: says that mail was sent",
    "account_reset_password_from_key": "open: the link in that mail",
    "account_reset_password_from_key_done": "open: says that it worked",
    "account_inactive": "open: says that the account is closed",
    "account_confirm_login_code": "open: a code that mail brought, once that is switched on",
    "account_confirm_email": "open: the link in a mail",
    "account_email_verification_sent": "open: says that mail was sent",
    "account_change_password": "signed in",
    "account_set_password": "signed in",
    "account_email": "signed in",
    "account_reauthenticate": "signed in",
    "mfa_authenticate": "open: the second step of signing in",
    "mfa_reauthenticate": "signed in",
    "mfa_index": "signed in",
    "mfa_activate_totp": "signed in",
    "mfa_deactivate_totp": "signed in",
    "mfa_view_recovery_codes": "signed in",
    "mfa_generate_recovery_codes": "signed in",
    "mfa_download_recovery_codes": "signed in",
    "mfa_list_webauthn": "signed in",
    "mfa_add_webauthn": "signed in",
    "mfa_edit_webauthn": "signed in",
    "mfa_remove_webauthn": "signed in",
    "mfa_reauthenticate_webauthn": "signed in",
    "mfa_login_webauthn": "open: the way in with a passkey",
    "openid_connect_login": "open: the way in through the own municipality",
    "openid_connect_callback": "open: the way back from there",
    "socialaccount_login_cancelled": "open: says that signing in was stopped",
    "socialaccount_login_error": "open: says that signing in failed",
    "socialaccount_signup": "closed: who was invited needs no form, nobody else comes in",
    "socialaccount_connections": "signed in",
    "usersessions_list": "signed in",
    **dict.fromkeys(
        ["social/login/cancelled/", "social/login/error/", "social/signup/", "social/connections/"],
        "open: an old address of the package, sends on to the new one",
    ),
}

ADMIN = "admin:"  # every page below it is closed by `cultuurregio.admin.site.Administration`


def addresses(at: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Walk through every address with its full name."""
    for entry in (at or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name or entry.pattern}", entry
        else:
            yield from addresses(
                entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            )


ADDRESSES = list(addresses())
OURS = [
    (name, entry)
    for name, entry in ADDRESSES
    if entry.callback.__module__.split(".")[0] in ROOMS and not name.startswith(ADMIN)
]
THEIRS = [
    name for name, entry in ADDRESSES if (name, entry) not in OURS and not name.startswith(ADMIN)
]


@pytest.mark.parametrize(("name", "entry"), OURS, ids=[name for name, _ in OURS])
def test_address_declares_its_access(name, entry):
    access = getattr(entry.callback, "access", None)

    assert isinstance(access, Permission) or access in {"public", "signed in"}


@pytest.mark.parametrize(("name", "entry"), OURS, ids=[name for name, _ in OURS])
def test_only_listed_pages_skip_the_sign_in(name, entry):
    is_open = not getattr(entry.callback, "login_required", True)

    assert is_open == (entry.callback.access == "public") == (name in PUBLIC)


def test_every_page_of_a_package_is_known():
    assert sorted(set(THEIRS)) == sorted(PACKAGES)  # one of them stands behind a guard of ours


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.MAINTAINER)])
def test_every_page_of_the_administration_is_closed_but_for_its_role(client, role):
    if role:
        client.force_login(MembershipFactory(role=role).user)

    statuses = {
        name: client.get(address_of(name, entry)).status_code
        for name, entry in ADDRESSES
        if name.startswith(ADMIN) and entry.name and name != "admin:login"
    }

    assert len(statuses) > 100
    assert set(statuses.values()) == {403 if role else 302}


def address_of(name, entry):
    """Return an address that matches, of a row that is not there."""
    keys = entry.pattern.converters or entry.pattern.regex.groupindex
    return reverse(name, kwargs={key: "decisions" if key == "app_label" else "1" for key in keys})


def test_list_names_no_page_that_is_gone(settings):
    listed = {name for name in PUBLIC if settings.DEMO or not name.startswith("examples:")}

    assert listed <= {name for name, _ in OURS}


def test_middleware_closes_every_page(settings):
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_every_address_of_ours_has_a_name():
    assert [str(entry.pattern) for _, entry in OURS if not entry.name] == []
