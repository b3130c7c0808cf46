"""What happens. One public function for each act of a person."""

from decisions.services.acting import Refused, locked_roads
from decisions.services.authorising import authorise, record_council_letter, sign
from decisions.services.cocreating import answer, comment, record_step
from decisions.services.deciding import confirm_decision, record_decision, revoke_decision
from decisions.services.drafting import (
    Rewritten,
    add_part,
    change_part,
    nest_item,
    place_part,
    remove_part,
    shared_part,
)
from decisions.services.lifting import agree_to_move_embargo, ask_to_move_embargo
from decisions.services.offering import acknowledge, offer_to_all
from decisions.services.preparing import (
    Overtaken,
    agree_to_text,
    place_on_agenda,
    record_advice,
    record_management_advice,
    write_local_section,
)
from decisions.services.proposing import freeze, import_proposal
from decisions.services.publishing import acknowledge_instruction, instruct, record_publication
from decisions.services.reading import note_reading
from decisions.services.replacing import agree_to_replace, begin_version

__all__ = [
    "Overtaken",
    "Refused",
    "Rewritten",
    "acknowledge",
    "acknowledge_instruction",
    "add_part",
    "agree_to_move_embargo",
    "agree_to_replace",
    "agree_to_text",
    "answer",
    "ask_to_move_embargo",
    "authorise",
    "begin_version",
    "change_part",
    "comment",
    "confirm_decision",
    "freeze",
    "import_proposal",
    "instruct",
    "locked_roads",
    "nest_item",
    "note_reading",
    "offer_to_all",
    "place_on_agenda",
    "place_part",
    "record_advice",
    "record_council_letter",
    "record_decision",
    "record_management_advice",
    "record_publication",
    "record_step",
    "remove_part",
    "revoke_decision",
    "shared_part",
    "sign",
    "write_local_section",
]
