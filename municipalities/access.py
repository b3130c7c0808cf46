"""Who may do what. The only module that compares roles."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, TextChoices
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from municipalities.models import Membership, Organisation, OrganisationKind, Role, User
from municipalities.querysets import MembershipQuerySet
from municipalities.rules import network_of, proved_lately

ACTING = "acting_membership"


class Permission(TextChoices):
    """What somebody may do, in the words of the page "Wie mag wat"."""

    READ = "read", "Cultuurprofiel, collegevoorstellen en stand lezen"
    READ_OUTCOMES = "read_outcomes", "Besluiten van alle gemeenten lezen tijdens het embargo"
    READ_RATIFICATIONS = "read_ratifications", "De besluitvorming van elke gemeente openen"
    IMPORT_PROPOSAL = "import_proposal", "Een collegevoorstel inlezen"
    FREEZE_PROPOSAL = "freeze_proposal", "Een versie van het collegevoorstel vaststellen"
    OFFER_PROPOSAL = "offer_proposal", "Het collegevoorstel aan alle gemeenten aanbieden"
    ACKNOWLEDGE_OFFER = "acknowledge_offer", "De ontvangst van het voorstel bevestigen"
    RECORD_DECISION = "record_decision", "Een besluit vastleggen"
    CONFIRM_DECISION = "confirm_decision", "Een vastgelegd besluit bevestigen"
    REVOKE_DECISION = "revoke_decision", "Een besluit intrekken"
    AUTHORISE = "authorise", "Iemand machtigen om te tekenen"
    RECORD_COUNCIL_LETTER = "record_council_letter", "De verzending van de raadsbrief vastleggen"
    SIGN = "sign", "Tekenen namens de gemeente"
    FREEZE_BUNDLE = "freeze_bundle", "De bundel voor het ministerie bevriezen"
    READ_BUNDLE = "read_bundle", "De bundel lezen en downloaden"
    MANAGE_PEOPLE = (
        "manage_people",
        "Mensen van de eigen organisatie uitnodigen en rollen beëindigen",
    )
    MANAGE_REGION = "manage_region", "Beheerders van organisaties en regiocoördinatoren uitnodigen"
    CONFIRM_INSTITUTION = "confirm_institution", "Een aangemelde instelling bevestigen of weigeren"
    MANAGE_INSTITUTION = "manage_institution", "De gegevens van de eigen instelling bijhouden"
    READ_TRAIL = "read_trail", "Het logboek van de eigen organisatie lezen"
    READ_REGION_TRAIL = "read_region_trail", "Het logboek van de hele regio lezen"
    READ_READERS = "read_readers", "Zien wie een stuk onder embargo kon lezen en wie het las"
    READ_GRANTS = "read_grants", "De tabel “wie mag wat” lezen"
    OPEN_ADMIN = "open_admin", "Het beheer van het portaal openen"


_READ = frozenset({Permission.READ, Permission.READ_TRAIL})
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
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_REGION,
        Permission.CONFIRM_INSTITUTION,
        Permission.READ_REGION_TRAIL,
        Permission.READ_READERS,
        Permission.READ_GRANTS,
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
    Role.INSTITUTION: frozenset({Permission.MANAGE_INSTITUTION, Permission.READ_TRAIL}),
    Role.AUDITOR: _READ
    | {
        Permission.READ_OUTCOMES,
        Permission.READ_RATIFICATIONS,
        Permission.READ_BUNDLE,
        Permission.READ_REGION_TRAIL,
        Permission.READ_READERS,
        Permission.READ_GRANTS,
    },
    Role.ADMINISTRATOR: _READ | {Permission.MANAGE_PEOPLE, Permission.READ_GRANTS},
    Role.MAINTAINER: frozenset({Permission.OPEN_ADMIN, Permission.READ_GRANTS}),
}

# Who decides, confirms, signs, freezes or administers, or reads what others decided, proves with a
# second factor that it is them.
STRONG = frozenset(
    {
        Permission.READ_OUTCOMES,
        Permission.FREEZE_PROPOSAL,
        Permission.OFFER_PROPOSAL,
        Permission.RECORD_DECISION,
        Permission.CONFIRM_DECISION,
        Permission.REVOKE_DECISION,
        Permission.AUTHORISE,
        Permission.SIGN,
        Permission.FREEZE_BUNDLE,
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_REGION,
        Permission.CONFIRM_INSTITUTION,
        Permission.READ_REGION_TRAIL,
        Permission.OPEN_ADMIN,
    }
)

# What cannot be taken back asks who it is once more, unless that was proved in the last minutes.
FRESH = frozenset(
    {
        Permission.FREEZE_PROPOSAL,
        Permission.OFFER_PROPOSAL,
        Permission.CONFIRM_DECISION,
        Permission.REVOKE_DECISION,
        Permission.AUTHORISE,
        Permission.SIGN,
        Permission.FREEZE_BUNDLE,
        Permission.MANAGE_PEOPLE,
        Permission.CONFIRM_INSTITUTION,
    }
)

# Which roles people can have at an organisation. Who acts for the region can be employed anywhere;
# a maintainer is made on the command line alone.
ROLES_OF: dict[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.MUNICIPALITY: frozenset(
        {
            Role.OFFICIAL,
            Role.SECRETARY,
            Role.ALDERMAN,
            Role.MAYOR,
            Role.CLERK,
            Role.ADMINISTRATOR,
        }
    ),
    OrganisationKind.PROVINCE: frozenset({Role.PROVINCE, Role.ADMINISTRATOR}),
    OrganisationKind.PARTNER: frozenset({Role.ADMINISTRATOR}),
    OrganisationKind.INSTITUTION: frozenset({Role.INSTITUTION, Role.ADMINISTRATOR}),
}
REGIONAL = frozenset({Role.COORDINATOR, Role.AUDITOR})


def may(membership: Membership, permission: Permission) -> bool:
    """Tell whether the role of this membership grants the permission."""
    return permission in GRANTS[Role(membership.role)]


def needs_second_factor(membership: Membership) -> bool:
    """Tell whether this role asks for more than a password."""
    return not STRONG.isdisjoint(GRANTS[Role(membership.role)])


def invitable(by: Membership, organisation: Organisation) -> list[Role]:
    """
    Return the roles that this person can invite others to at the organisation.

    The own administrator invites to all of the organisation's own roles. A coordinator brings in
    an administrator and who acts for the region, but nobody who decides: that is for each itself.
    """
    roles: frozenset[Role] = frozenset()
    if may(by, Permission.MANAGE_PEOPLE) and by.acting_organisation_id == organisation.pk:
        roles |= ROLES_OF[OrganisationKind(organisation.kind)]
    if may(by, Permission.MANAGE_REGION) and by.region_id == organisation.region_id:
        roles |= REGIONAL | {Role.ADMINISTRATOR}
    return [role for role in Role if role in roles]


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
    """
    Admit people who act in a role that grants `permission`; others get a 403.

    An act under a permission in `FRESH` first asks, when that is some minutes ago, who it is.
    """

    def decorate(view: View[Page]) -> View[Page]:
        @wraps(view)
        def guarded(
            request: MemberRequest, /, *args: Page.args, **kwargs: Page.kwargs
        ) -> HttpResponse:
            membership = acting_membership(request)
            if membership is None or not may(membership, permission):
                raise PermissionDenied
            if request.method == "POST" and permission in FRESH and not proved_lately(request):
                raise ReauthenticationRequired
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


def limited(action: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Admit as many posts as `settings.ACCOUNT_RATE_LIMITS` says of the action; more get a 429."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def counted(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponse:
            refusal: HttpResponse | None = ratelimit.consume_or_429(request, action=action)
            return refusal or view(request, *args, **kwargs)

        return counted

    return decorate


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
    """Return for whom this person acts, and from where: the chosen membership, else the first."""
    memberships = current_memberships(request)
    chosen = request.session.get(ACTING)
    acting = next((m for m in memberships if m.pk == chosen), next(iter(memberships), None))
    if acting:
        acting.origin = network_of(request)
    return acting


def acting(request: HttpRequest) -> dict[str, object]:
    """Give every page for whom the person acts, what else they could choose, and what they may."""
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return {"acting": None, "memberships": [], "may": frozenset()}
    membership = acting_membership(request)
    granted = GRANTS[Role(membership.role)] if membership else frozenset()
    return {"acting": membership, "memberships": current_memberships(request), "may": granted}
