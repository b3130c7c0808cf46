"""What the pages about people and institutions show."""

from municipalities.selectors.calendars import CalendarPage, calendar_page, own_municipality
from municipalities.selectors.institutions import (
    InstitutionLine,
    institution_lines,
    institutions_of,
    own_institution,
)
from municipalities.selectors.people import (
    Line,
    PeoplePage,
    Place,
    invitations_in_care,
    lacking,
    people_page,
    places_to_invite,
    roles_in_care,
)

__all__ = [
    "CalendarPage",
    "InstitutionLine",
    "Line",
    "PeoplePage",
    "Place",
    "calendar_page",
    "institution_lines",
    "institutions_of",
    "invitations_in_care",
    "lacking",
    "own_institution",
    "own_municipality",
    "people_page",
    "places_to_invite",
    "roles_in_care",
]
