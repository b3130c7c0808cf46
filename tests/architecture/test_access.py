"""Every address says who may come in; the few that are open to all stand here by name."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from municipalities.access import Permission
from tests.architecture.tree import ROOMS

PUBLIC = {  # pages of ours that skip the sign-in -> why
    "examples:accounts": "demo mode only: lists the example accounts",
    "examples:sign_in": "demo mode only: signs in as an example account",
    "examples:components": "demo mode only: shows the components",
}

# Pages of packages: no decorator of ours, so each is listed with what closes it.
PACKAGES = {
    "account_login": "open: the way in",
    "account_logout": "open: the way out, by POST",
    "account_signup": "closed by ClosedSignUp: an account comes from the own organisation",
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
}


def addresses(at: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Walk through every address with its full name."""
    for entry in (at or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry
        else:
            yield from addresses(
                entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            )


ADDRESSES = list(addresses())
OURS = [
    (name, entry) for name, entry in ADDRESSES if entry.callback.__module__.split(".")[0] in ROOMS
]
THEIRS = [name for name, entry in ADDRESSES if (name, entry) not in OURS]


@pytest.mark.parametrize(("name", "entry"), OURS, ids=[name for name, _ in OURS])
def test_address_declares_its_access(name, entry):
    access = getattr(entry.callback, "access", None)

    assert isinstance(access, Permission) or access in {"public", "signed in"}


@pytest.mark.parametrize(("name", "entry"), OURS, ids=[name for name, _ in OURS])
def test_only_listed_pages_skip_the_sign_in(name, entry):
    is_open = not getattr(entry.callback, "login_required", True)

    assert is_open == (entry.callback.access == "public") == (name in PUBLIC)


def test_every_page_of_a_package_is_known():
    assert sorted(THEIRS) == sorted(PACKAGES)


def test_list_names_no_page_that_is_gone(settings):
    listed = {name for name in PUBLIC if settings.DEMO or not name.startswith("examples:")}

    assert listed <= {name for name, _ in OURS}


def test_middleware_closes_every_page(settings):
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_every_address_has_a_name():
    assert [str(entry.pattern) for name, entry in ADDRESSES if name.endswith("None")] == []
