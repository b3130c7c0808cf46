"""What the pages about people and institutions show."""

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
    "InstitutionLine",
    "Line",
    "PeoplePage",
    "Place",
    "institution_lines",
    "institutions_of",
    "invitations_in_care",
    "lacking",
    "own_institution",
    "people_page",
    "places_to_invite",
    "roles_in_care",
]
