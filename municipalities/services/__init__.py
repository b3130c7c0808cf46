"""What is done with parties and people."""

from municipalities.services.calendars import add_recess, keep_calendar, remove_recess
from municipalities.services.parties import (
    add_municipality,
    add_organisation,
    add_region,
    set_up_region,
)
from municipalities.services.people import add_person, create_user, end_role, wipe_second_factor
from municipalities.services.turns import Refused

__all__ = [
    "Refused",
    "add_municipality",
    "add_organisation",
    "add_person",
    "add_recess",
    "add_region",
    "create_user",
    "end_role",
    "keep_calendar",
    "remove_recess",
    "set_up_region",
    "wipe_second_factor",
]
