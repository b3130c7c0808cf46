"""The one table of who may do what, and the questions that are answered from it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet, TextChoices

from municipalities.models import (
    REGIONAL_ROLES,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from municipalities.querysets import MembershipQuerySet


class Permission(TextChoices):
    """What somebody may do, in the words of the page "Wie mag wat"."""

    READ = "read", "Cultuurprofiel, collegevoorstellen en stand lezen"
    READ_OUTCOMES = "read_outcomes", "Besluiten van alle gemeenten lezen tijdens het embargo"
    READ_RATIFICATIONS = "read_ratifications", "De besluitvorming van elke gemeente openen"
    IMPORT_PROPOSAL = "import_proposal", "Een collegevoorstel inlezen"
    EDIT_PROPOSAL = "edit_proposal", "Het gedeelde collegevoorstel schrijven"
    COMMENT = "comment", "Opmerkingen en wijzigingen voorstellen zolang de tekst een concept is"
    FREEZE_PROPOSAL = "freeze_proposal", "Een versie van het collegevoorstel vaststellen"
    OFFER_PROPOSAL = "offer_proposal", "Het collegevoorstel aan alle gemeenten aanbieden"
    ACKNOWLEDGE_OFFER = "acknowledge_offer", "De ontvangst van het voorstel bevestigen"
    PREPARE_DECISION = "prepare_decision", "Eigen onderdelen, adviezen en agendering vastleggen"
    AGREE_TEXT = "agree_text", "Als portefeuillehouder akkoord geven op de tekst"
    RECORD_DECISION = "record_decision", "Een besluit vastleggen"
    CONFIRM_DECISION = "confirm_decision", "Een vastgelegd besluit bevestigen"
    REVOKE_DECISION = "revoke_decision", "Een besluit intrekken"
    AUTHORISE = "authorise", "Iemand machtigen om te tekenen"
    RECORD_COUNCIL_LETTER = "record_council_letter", "De verzending van de raadsbrief vastleggen"
    SIGN = "sign", "Tekenen namens de gemeente"
    MOVE_EMBARGO = "move_embargo", "Het embargo met een andere gemeente opheffen of verlengen"
    INSTRUCT_PUBLICATION = (
        "instruct_publication",
        "Gemeenten zeggen vanaf wanneer zij hun besluitenlijst publiceren",
    )
    RECORD_PUBLICATION = "record_publication", "De eigen publicatie vastleggen"
    KEEP_CALENDAR = "keep_calendar", "De vergaderkalender van het eigen college bijhouden"
    READ_REMINDERS = "read_reminders", "De herinneringen van de regio vooraf bekijken"
    KEEP_ACTIONS = "keep_actions", "Acties toevoegen en de trekker aanwijzen"
    WRITE_PLAN = "write_plan", "Plan, mijlpalen en voortgang van een actie schrijven (als trekker)"
    HOLD_CONSULTATION = "hold_consultation", "Overleggen uitschrijven en hun uitkomst vastleggen"
    INVITE_FIELD = "invite_field", "Het culturele veld uitnodigen en verslag doen"
    REPLY_INVITATION = "reply_invitation", "Antwoorden op een uitnodiging voor een bijeenkomst"
    ASK_PARTICIPATION = "ask_participation", "Gemeenten vragen mee te doen (als trekker)"
    ANSWER_ACTION = "answer_action", "De deelname en bijdragen van de eigen gemeente vastleggen"
    ADMIT = "admit", "Antwoorden op een verzoek om mee te doen (als trekker)"
    DECLARE_CAPACITY = "declare_capacity", "De capaciteit van de eigen gemeente opgeven"
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
    KEEP_ANCHOR = "keep_anchor", "Elke dag het controlegetal van het logboek ontvangen en bewaren"
    READ_READERS = "read_readers", "Zien wie een stuk onder embargo kon lezen en wie het las"
    READ_GRANTS = "read_grants", "De tabel “wie mag wat” lezen"
    OPEN_ADMIN = "open_admin", "Het beheer van het portaal openen"


_READ = frozenset({Permission.READ, Permission.READ_TRAIL})
_SECRETARIAT = _READ | {
    Permission.COMMENT,
    Permission.PREPARE_DECISION,
    Permission.RECORD_PUBLICATION,
    Permission.KEEP_CALENDAR,
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
        Permission.EDIT_PROPOSAL,
        Permission.FREEZE_PROPOSAL,
        Permission.OFFER_PROPOSAL,
        Permission.INSTRUCT_PUBLICATION,
        Permission.READ_REMINDERS,
        Permission.KEEP_ACTIONS,
        Permission.WRITE_PLAN,
        Permission.HOLD_CONSULTATION,
        Permission.INVITE_FIELD,
        Permission.ASK_PARTICIPATION,
        Permission.FREEZE_BUNDLE,
        Permission.READ_BUNDLE,
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_REGION,
        Permission.CONFIRM_INSTITUTION,
        Permission.READ_REGION_TRAIL,
        Permission.READ_READERS,
        Permission.READ_GRANTS,
    },
    Role.OFFICIAL: _SECRETARIAT
    | {
        Permission.WRITE_PLAN,
        Permission.ASK_PARTICIPATION,
        Permission.ANSWER_ACTION,
        Permission.ADMIT,
        Permission.DECLARE_CAPACITY,
    },
    Role.SECRETARY: _SECRETARIAT | {Permission.KEEP_ANCHOR},
    Role.ALDERMAN: _READ
    | {
        Permission.COMMENT,
        Permission.AGREE_TEXT,
        Permission.READ_OUTCOMES,
        Permission.CONFIRM_DECISION,
        Permission.SIGN,
        Permission.MOVE_EMBARGO,
        Permission.READ_BUNDLE,
    },
    Role.MAYOR: _READ
    | {
        Permission.RECORD_DECISION,
        Permission.CONFIRM_DECISION,
        Permission.AUTHORISE,
        Permission.MOVE_EMBARGO,
    },
    Role.CLERK: _READ | {Permission.RECORD_COUNCIL_LETTER},
    Role.PROVINCE: _READ | {Permission.COMMENT, Permission.REPLY_INVITATION},
    Role.INSTITUTION: frozenset(
        {
            Permission.MANAGE_INSTITUTION,
            Permission.READ_TRAIL,
            Permission.COMMENT,
            Permission.REPLY_INVITATION,
        }
    ),
    Role.AUDITOR: _READ
    | {
        Permission.READ_OUTCOMES,
        Permission.READ_RATIFICATIONS,
        Permission.READ_BUNDLE,
        Permission.READ_REGION_TRAIL,
        Permission.READ_READERS,
        Permission.READ_GRANTS,
    },
    Role.ADMINISTRATOR: _READ
    | {Permission.MANAGE_PEOPLE, Permission.READ_GRANTS, Permission.KEEP_CALENDAR},
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
        Permission.AGREE_TEXT,
        Permission.AUTHORISE,
        Permission.SIGN,
        Permission.MOVE_EMBARGO,
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
        Permission.MOVE_EMBARGO,
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
    OrganisationKind.INSTITUTION: frozenset({Role.INSTITUTION}),
}


def may(membership: Membership, permission: Permission) -> bool:
    """Tell whether the role of this membership grants the permission."""
    return permission in GRANTS[Role(membership.role)]


def needs_second_factor(membership: Membership) -> bool:
    """Tell whether this role asks for more than a password."""
    return not STRONG.isdisjoint(GRANTS[Role(membership.role)])


def invitable(by: Membership | None, organisation: Organisation) -> list[Role]:
    """
    Return the roles that this person can give others at the organisation, and take back.

    The own administrator gives all of the organisation's own roles; at an institution colleagues
    do. A coordinator brings in an administrator and who acts for the region, but nobody who
    decides: that is for each itself. Who has the command line (None) gives any role that fits.
    """
    own = ROLES_OF[OrganisationKind(organisation.kind)]
    roles: frozenset[Role] = frozenset()
    if by is None:
        roles = own | REGIONAL_ROLES | {Role.MAINTAINER}
    elif by.acting_organisation_id == organisation.pk and _gives_roles(by):
        roles = own
    elif may(by, Permission.MANAGE_REGION) and by.region_id == organisation.region_id:
        roles = REGIONAL_ROLES | (own & {Role.ADMINISTRATOR})
    return [role for role in Role if role in roles]


def _gives_roles(by: Membership) -> bool:
    return may(by, Permission.MANAGE_PEOPLE) or may(by, Permission.MANAGE_INSTITUTION)


def is_brought_in(by: Membership | None, role: Role) -> bool:
    """Tell whether the region sets up the administration of an organisation by this invitation."""
    return by is not None and by.acts_for_region and role is Role.ADMINISTRATOR


def may_help(by: Membership, theirs: Iterable[Membership]) -> bool:
    """
    Tell whether this person may let somebody with these roles set up a new second factor.

    The own administrator helps colleagues. Who manages people or acts for the region is helped by
    a coordinator, so that two administrators cannot open each other's account; a maintainer by
    nobody.
    """
    theirs = list(theirs)
    if any(may(m, Permission.OPEN_ADMIN) for m in theirs):
        return False
    if any(may(m, Permission.MANAGE_PEOPLE) or m.acts_for_region for m in theirs):
        return may(by, Permission.MANAGE_REGION) and by.region_id in {m.region_id for m in theirs}
    own = {m.acting_organisation_id for m in theirs}
    return may(by, Permission.MANAGE_PEOPLE) and by.acting_organisation_id in own


def roles_with(permission: Permission) -> list[Role]:
    """Return the roles that grant the permission."""
    return [role for role, permissions in GRANTS.items() if permission in permissions]


def holders(permission: Permission, *, on: date) -> MembershipQuerySet:
    """Return the memberships of active people that grant the permission on that day."""
    current = Membership.objects.current(on).filter(user__is_active=True)
    return current.filter(role__in=roles_with(permission))


def signatories(organisation_id: int, *, on: date) -> QuerySet[User]:
    """Return the people of the municipality whom the mayor can empower to sign, by name."""
    memberships = holders(Permission.SIGN, on=on).filter(organisation=organisation_id)
    return User.objects.filter(memberships__in=memberships).distinct().order_by("name")
