"""Who may do what. The only module that compares roles."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum, auto
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from municipalities.models import Membership, Role, User
from municipalities.querysets import MembershipQuerySet

ACTING = "acting_membership"


class Permission(StrEnum):
    READ = auto()
    READ_OUTCOMES = auto()
    READ_RATIFICATIONS = auto()
    IMPORT_PROPOSAL = auto()
    FREEZE_PROPOSAL = auto()
    OFFER_PROPOSAL = auto()
    ACKNOWLEDGE_OFFER = auto()
    RECORD_DECISION = auto()
    CONFIRM_DECISION = auto()
    REVOKE_DECISION = auto()
    AUTHORISE = auto()
    RECORD_COUNCIL_LETTER = auto()
    SIGN = auto()
    FREEZE_BUNDLE = auto()
    READ_BUNDLE = auto()


_READ = frozenset({Permission.READ})
_SECRETARIAT = _READ | {
    Permission.ACKNOWLEDGE_OFFER,
    Permission.RECORD_DECISION,
    Permission.CONFIRM_DECISION,
    Permission.REVOKE_DECISION,
    Permission.RECORD_COUNCIL_LETTER,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: _READ
    | {
        Permission.READ_OUTCOMES,
        Permission.READ_RATIFICATIONS,
        Permission.IMPORT_PROPOSAL,
        Permission.FREEZE_PROPOSAL,
        Permission.OFFER_PROPOSAL,
        Permission.FREEZE_BUNDLE,
        Permission.READ_BUNDLE,
    },
    Role.OFFICIAL: _SECRETARIAT,
    Role.SECRETARY: _SECRETARIAT,
    Role.ALDERMAN: _READ
    | {
        Permission.READ_OUTCOMES,
        Permission.CONFIRM_DECISION,
        Permission.SIGN,
        Permission.READ_BUNDLE,
    },
    Role.MAYOR: _READ
    | {Permission.RECORD_DECISION, Permission.CONFIRM_DECISION, Permission.AUTHORISE},
    Role.CLERK: _READ | {Permission.RECORD_COUNCIL_LETTER},
    Role.PROVINCE: _READ,
    Role.ADMINISTRATOR: _READ,
}


def may(membership: Membership, permission: Permission) -> bool:
    """Tell whether the role of this membership grants the permission."""
    return permission in GRANTS[Role(membership.role)]


def roles_with(permission: Permission) -> list[Role]:
    """Return the roles that grant the permission."""
    return [role for role, permissions in GRANTS.items() if permission in permissions]


def holders(permission: Permission, *, on: date) -> MembershipQuerySet:
    """Return the memberships that grant the permission on that day, wherever they are."""
    return Membership.objects.current(on).filter(role__in=roles_with(permission))


def signatories(organisation_id: int, *, on: date) -> QuerySet[User]:
    """Return the people of the municipality whom the mayor can empower to sign, by name."""
    memberships = holders(Permission.SIGN, on=on).filter(organisation=organisation_id)
    return User.objects.filter(memberships__in=memberships).distinct().order_by("name")


class MemberRequest(HttpRequest):
    """A request of which `requires` has established for whom the person acts."""

    user: User
    membership: Membership
    htmx: HtmxDetails


Page = ParamSpec("Page")
View = Callable[Concatenate[MemberRequest, Page], HttpResponse]


def requires(permission: Permission) -> Callable[[View[Page]], View[Page]]:
    """Admit people who act in a role that grants `permission`; others get a 403."""

    def decorate(view: View[Page]) -> View[Page]:
        @wraps(view)
        def guarded(
            request: MemberRequest, /, *args: Page.args, **kwargs: Page.kwargs
        ) -> HttpResponse:
            membership = acting_membership(request)
            if membership is None or not may(membership, permission):
                raise PermissionDenied
            request.membership = membership
            return view(request, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]  # read by tests/architecture
        return guarded

    return decorate


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let everybody in, signed in or not."""
    opened = login_not_required(view)
    opened.access = "public"  # type: ignore[attr-defined]  # read by tests/architecture
    return opened


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let everybody in who is signed in, whatever their role; the middleware checks it."""
    view.access = "signed in"  # type: ignore[attr-defined]  # read by tests/architecture
    return view


def current_memberships(request: HttpRequest) -> list[Membership]:
    """Return the memberships that count today, one query a request."""
    if not hasattr(request, "_memberships"):
        memberships = Membership.objects.none()
        if request.user.is_authenticated:
            today = timezone.localdate()
            memberships = request.user.memberships.current(today).with_organisation()
        request._memberships = list(memberships.order_by("organisation__name", "role", "pk"))  # type: ignore[attr-defined]  # noqa: SLF001  # kept for this request alone
    kept: list[Membership] = request._memberships  # type: ignore[attr-defined]  # noqa: SLF001  # see above
    return kept


def acting_membership(request: HttpRequest) -> Membership | None:
    """Return for whom this person acts: the chosen membership, else the first."""
    memberships = current_memberships(request)
    chosen = request.session.get(ACTING)
    return next((m for m in memberships if m.pk == chosen), memberships[0] if memberships else None)


def acting(request: HttpRequest) -> dict[str, object]:
    """Give every page for whom the person acts and what else they could choose."""
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return {"acting": None, "memberships": []}
    return {"acting": acting_membership(request), "memberships": current_memberships(request)}


class OwnPeople(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Let example accounts in, and keep them in, only while the portal is in demo mode."""

    def user_can_authenticate(self, user: User) -> bool:
        is_example = user.email.endswith(settings.EXAMPLE_ADDRESSES)
        return bool(super().user_can_authenticate(user)) and (settings.DEMO or not is_example)


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up by themselves: an account comes from the own organisation."""

    # allauth says "je" where an official body says "u".
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Het e-mailadres en het wachtwoord horen niet bij elkaar.",
        "enter_current_password": "Vul uw huidige wachtwoord in.",
        "incorrect_password": "Dit is niet uw wachtwoord.",
        "rate_limited": "U doet dit te vaak achter elkaar. Probeer het over een paar minuten.",
        "too_many_login_attempts": "Te veel inlogpogingen. Probeer het over een paar minuten.",
        "unknown_email": "Dit e-mailadres is niet bij ons bekend.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's name
        return False
