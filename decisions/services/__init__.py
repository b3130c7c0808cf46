"""What happens. One public function for each act of a person."""

from decisions.services.acting import Refused, locked_roads
from decisions.services.authorising import authorise, record_council_letter, sign
from decisions.services.deciding import confirm_decision, record_decision, revoke_decision
from decisions.services.proposing import (
    acknowledge,
    freeze,
    import_proposal,
    offer_to_all,
)
from decisions.services.reading import note_reading

__all__ = [
    "Refused",
    "acknowledge",
    "authorise",
    "confirm_decision",
    "freeze",
    "import_proposal",
    "locked_roads",
    "note_reading",
    "offer_to_all",
    "record_council_letter",
    "record_decision",
    "revoke_decision",
    "sign",
]
