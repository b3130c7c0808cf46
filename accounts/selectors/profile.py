"""The profile page: who somebody is here, and how they come in."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from municipalities.models import Membership, User
from notices.models import Kind
from trail.models import Entry
from trail.selectors import Line
from trail.selectors.lines import line_of

HISTORY = 20


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways in: `codes_left` is None without recovery codes, `providers` holds their names."""

    has_password: bool
    passkeys: list[str]
    has_app: bool
    codes_left: int | None
    providers: list[str]


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """`past` holds the roles that have ended, `history` what somebody did with the account."""

    user: User
    roles: list[Membership]
    past: list[Membership]
    doors: Doors
    history: list[Line]


def profile_page(user: User, *, today: date) -> ProfilePage:
    """Return what the portal shows somebody of the own account."""
    roles = user.memberships.with_organisation().select_related("given_by")
    roles = roles.order_by("-valid_from", "pk")
    return ProfilePage(
        user=user,
        roles=[role for role in roles if not _is_past(role, today)],
        past=[role for role in roles if _is_past(role, today)],
        doors=_doors(user),
        history=_history(user),
    )


def mail_wanted(user: User) -> list[Kind]:
    """Return the kinds of notices that this person also gets by mail."""
    refused = set(user.mail_choices.filter(wanted=False).values_list("kind", flat=True))
    return [kind for kind in Kind if kind not in refused]


def _is_past(role: Membership, today: date) -> bool:
    return role.valid_until is not None and role.valid_until < today


def _doors(user: User) -> Doors:
    factors = list(Authenticator.objects.filter(user=user).order_by("pk"))
    accounts = SocialAccount.objects.filter(user=user).order_by("pk")
    codes = [f.wrap() for f in factors if f.type == Authenticator.Type.RECOVERY_CODES]
    return Doors(
        has_password=user.has_usable_password(),
        passkeys=[f.wrap().name for f in factors if f.type == Authenticator.Type.WEBAUTHN],
        has_app=any(f.type == Authenticator.Type.TOTP for f in factors),
        codes_left=len(codes[0].get_unused_codes()) if codes else None,
        providers=[account.get_provider().name for account in accounts],
    )


def _history(user: User) -> list[Line]:
    """Return the last sign-ins and changes of the account, whoever made them."""
    about = Entry.objects.filter(object_type=user._meta.label_lower, object_id=str(user.pk))
    return [line_of(entry) for entry in about.select_related("by").latest_first()[:HISTORY]]
