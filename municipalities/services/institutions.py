"""Institutions: registered by themselves, then confirmed or refused by a coordinator."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from dutch.moments import local_date
from municipalities.access import Permission, holders
from municipalities.models import (
    Institution,
    Membership,
    Municipality,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from municipalities.rules import (
    Blocker,
    InstitutionFacts,
    blockers_to_confirm,
    blockers_to_refuse,
    blockers_to_register,
)
from municipalities.services.turns import refuse_if, take_turn
from notices.models import Kind
from notices.services import tell
from trail.services import Actor, record

PROVED = ("name", "seat", "kvk")  # what a coordinator looks up before confirming


def registration_blockers(
    *, name: str, seat: Municipality, kvk: str, besides: int = 0
) -> list[Blocker]:
    """Return why an institution of this name and number cannot be there, `besides` itself."""
    named = Organisation.objects.filter(region=seat.region_id, name__iexact=name)
    numbered = Institution.objects.filter(kvk=kvk).exclude(kvk="")
    return blockers_to_register(
        name_known=named.exclude(pk=besides).exists(),
        kvk_known=numbered.exclude(pk=besides).exists(),
    )


@transaction.atomic
def register(facts: InstitutionFacts, *, user: User, at: datetime, origin: str = "") -> Institution:
    """
    Add an institution, unconfirmed, with this person as its first. :raises Refused: if it is known.

    The coordinators hear of it once the address of the person is proved: see `announce`.
    """
    take_turn(facts.seat)
    refuse_if(registration_blockers(name=facts.name, seat=facts.seat, kvk=facts.kvk))
    institution = Institution.objects.create(
        **facts.values(),
        region=facts.seat.region,
        kind=OrganisationKind.INSTITUTION,
        slug=_free_slug(facts),
        registered_at=at,
        registered_by=user,
    )
    membership = Membership.objects.create(
        user=user,
        organisation=institution,
        role=Role.INSTITUTION,
        valid_from=local_date(at),
        given_at=at,
        given_by=user,
    )
    membership.origin = origin
    sentence = f"Instelling aangemeld: {institution.name} (vestigingsgemeente {facts.seat.name})"
    _record_act("registered_institution", institution, sentence, membership, by=membership, at=at)
    return institution


def has_proved_address(institution: Institution) -> bool:
    """Tell whether whoever registered it has shown to read mail at the address given."""
    proved = EmailAddress.objects.filter(user=institution.registered_by_id, verified=True)
    return bool(proved.exists())


def announce(user: User, *, at: datetime) -> None:
    """Tell coordinators what this person registered, whose address is proved by now."""
    for institution in Institution.objects.filter(registered_by=user, confirmed_at=None):
        _tell(
            institution,
            holders(Permission.CONFIRM_INSTITUTION, on=local_date(at))
            .filter(organisation__region=institution.region_id)
            .values_list("user_id", flat=True),
            event="announced",
            subject=f"{institution.name} heeft zich aangemeld en wacht op bevestiging",
            path=institution.get_absolute_url(),
            at=at,
        )


@transaction.atomic
def edit(
    institution: Institution, facts: InstitutionFacts, *, by: Membership, at: datetime
) -> bool:
    """
    Change what the institution says about itself; return whether it must be confirmed again.

    Name, seat and KvK number are what a coordinator looked up: another one voids the answer.
    :raises Refused: if another institution has that name or number.
    """
    take_turn(institution)
    institution = Institution.objects.get(pk=institution.pk)
    refuse_if(
        registration_blockers(
            name=facts.name, seat=facts.seat, kvk=facts.kvk, besides=institution.pk
        )
    )
    wanted = facts.values()
    changed = {name for name, value in wanted.items() if getattr(institution, name) != value}
    voids = bool(changed.intersection(PROVED)) and institution.is_answered
    for name, value in wanted.items():
        setattr(institution, name, value)
    if voids:
        _void(institution)
    institution.save()
    if changed:
        sentence = f"Gegevens gewijzigd van {institution.name}"
        sentence += "; de bevestiging is vervallen" if voids else ""
        _record_act("edited_institution", institution, sentence, by=by, at=at)
    return voids


@transaction.atomic
def confirm(institution: Institution, *, seen: str, by: Membership, at: datetime) -> None:
    """Say that the institution is who it says; `seen` is its `version`. :raises Refused:"""
    institution = _taken(institution)
    refuse_if(
        blockers_to_confirm(
            institution, by=by.user_id, seen=seen, is_proved=has_proved_address(institution)
        )
    )
    _void(institution)
    institution.confirmed_at, institution.confirmed_by = at, by.user
    institution.save()
    _record_act(
        "confirmed_institution", institution, f"Bevestigd: {institution.name}", by=by, at=at
    )
    _tell_people(institution, "confirmed", f"{institution.name} is bevestigd", by=by, at=at)


@transaction.atomic
def refuse(
    institution: Institution, *, reason: str, seen: str, by: Membership, at: datetime
) -> None:
    """Refuse an institution, or take its confirmation back, with a reason. :raises Refused:"""
    institution = _taken(institution)
    refuse_if(blockers_to_refuse(institution, by=by.user_id, seen=seen))
    _void(institution)
    institution.refused_at, institution.refused_by = at, by.user
    institution.refusal = reason
    institution.save()
    sentence = f"Geweigerd: {institution.name}. Reden: {reason}"[:300]
    _record_act("refused_institution", institution, sentence, by=by, at=at)
    subject = f"De aanmelding van {institution.name} is geweigerd"
    _tell_people(institution, "refused", subject, by=by, at=at)


def _taken(institution: Institution) -> Institution:
    take_turn(institution)
    return Institution.objects.select_related("region", "seat").get(pk=institution.pk)


def _void(institution: Institution) -> None:
    institution.confirmed_at = institution.confirmed_by = None
    institution.refused_at = institution.refused_by = None
    institution.refusal = ""


def _free_slug(facts: InstitutionFacts) -> str:
    wanted = slugify(facts.name)[:70] or "instelling"
    taken = set(
        Organisation.objects.filter(
            region=facts.seat.region_id, slug__startswith=wanted
        ).values_list("slug", flat=True)
    )
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)


def _record_act(
    act: str,
    institution: Institution,
    sentence: str,
    *beside: Membership,
    by: Actor,
    at: datetime,
) -> None:
    record(
        act=act,
        sentence=sentence,
        of=institution,
        by=by,
        at=at,
        sha256=institution.version,
        rows=[institution, *beside],
    )


def _tell_people(
    institution: Institution, event: str, subject: str, *, by: Membership, at: datetime
) -> None:
    people = institution.memberships.current(local_date(at)).exclude(user=by.user_id)
    _tell(
        institution,
        people.values_list("user_id", flat=True),
        event=event,
        subject=subject,
        path=reverse("municipalities:institution"),
        at=at,
    )


def _tell(  # noqa: PLR0913  # an event has this many sides
    institution: Institution,
    recipients: Iterable[int],
    *,
    event: str,
    subject: str,
    path: str,
    at: datetime,
) -> None:
    tell(
        event=f"{event}_institution:{institution.pk}:{at.timestamp():.0f}",
        kind=Kind.PEOPLE,
        recipients=recipients,
        subject=subject[:200],
        path=path,
        at=at,
    )
