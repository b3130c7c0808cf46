"""The region, its parties, and the people who act for them."""

from municipalities.models.parties import (
    Discipline,
    Institution,
    Municipality,
    Organisation,
    OrganisationKind,
    Region,
    Weekday,
)
from municipalities.models.people import REGIONAL_ROLES, Invitation, Membership, Role, User

__all__ = [
    "REGIONAL_ROLES",
    "Discipline",
    "Institution",
    "Invitation",
    "Membership",
    "Municipality",
    "Organisation",
    "OrganisationKind",
    "Region",
    "Role",
    "User",
    "Weekday",
]
