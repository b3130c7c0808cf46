"""The pages about cultural institutions."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When

from municipalities.models import Institution, Membership


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """One institution in the list; `is_proved`: whoever registered it proved the address."""

    institution: Institution
    is_proved: bool


def institutions_of(region_id: int) -> QuerySet[Institution]:
    """Return the institutions of the region with everything their pages name."""
    return Institution.objects.filter(region=region_id).select_related(
        "region", "seat", "registered_by", "confirmed_by", "refused_by"
    )


def institution_lines(region_id: int) -> list[InstitutionLine]:
    """Return the institutions of the region: those that wait first, the longest first."""
    proved = EmailAddress.objects.filter(user=OuterRef("registered_by"), verified=True)
    answered = Case(
        When(confirmed_at=None, refused_at=None, then=Value(0)),
        When(refused_at=None, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = institutions_of(region_id).annotate(is_proved=Exists(proved), answered=answered)
    return [
        InstitutionLine(institution=each, is_proved=each.is_proved)
        for each in found.order_by("answered", "registered_at", "pk")
    ]


def own_institution(member: Membership) -> QuerySet[Institution]:
    """Return, as a queryset of one or none, the institution for which this person acts."""
    return institutions_of(member.region_id).filter(pk=member.acting_organisation_id or 0)
