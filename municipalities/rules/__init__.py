"""What a request tells of a person, and what stands in the way of an act on people. Pure."""

from municipalities.rules.blockers import (
    Blocker,
    blockers_to_accept,
    blockers_to_confirm,
    blockers_to_end,
    blockers_to_invite,
    blockers_to_refuse,
    blockers_to_register,
    blockers_to_submit,
    blockers_to_wipe,
)
from municipalities.rules.facts import InstitutionFacts, RegionFacts
from municipalities.rules.requests import network_of, proved_lately, used_second_factor

__all__ = [
    "Blocker",
    "InstitutionFacts",
    "RegionFacts",
    "blockers_to_accept",
    "blockers_to_confirm",
    "blockers_to_end",
    "blockers_to_invite",
    "blockers_to_refuse",
    "blockers_to_register",
    "blockers_to_submit",
    "blockers_to_wipe",
    "network_of",
    "proved_lately",
    "used_second_factor",
]
