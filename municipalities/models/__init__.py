"""The region, its parties, and the people who act for them."""

from municipalities.models.calendars import LONGEST_WAIT, CollegeCalendar, Recess
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
    "LONGEST_WAIT",
    "REGIONAL_ROLES",
    "CollegeCalendar",
    "Discipline",
    "Institution",
    "Invitation",
    "Membership",
    "Municipality",
    "Organisation",
    "OrganisationKind",
    "Recess",
    "Region",
    "Role",
    "User",
    "Weekday",
]
