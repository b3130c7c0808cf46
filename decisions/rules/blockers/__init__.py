"""When a step is allowed, and why not yet. Pure: no queries, no clock, no request."""

from decisions.rules.blockers.deciding import (
    blockers_to_choose,
    blockers_to_confirm,
    blockers_to_record,
    blockers_to_revoke,
    blockers_to_send_letter,
    outcomes_for,
)
from decisions.rules.blockers.drafting import (
    blockers_to_agree_to_replace,
    blockers_to_answer,
    blockers_to_begin_version,
    blockers_to_comment,
    blockers_to_record_step,
    blockers_to_write,
    is_known_party,
)
from decisions.rules.blockers.embargo import (
    blockers_to_agree_to_move,
    blockers_to_move_embargo,
    blockers_to_set_embargo,
)
from decisions.rules.blockers.labels import Blocker
from decisions.rules.blockers.preparing import blockers_to_agree, blockers_to_prepare
from decisions.rules.blockers.proposing import (
    blockers_to_acknowledge,
    blockers_to_freeze,
    blockers_to_offer,
)
from decisions.rules.blockers.publishing import (
    blockers_to_acknowledge_instruction,
    blockers_to_instruct,
    blockers_to_record_publication,
)
from decisions.rules.blockers.signing import (
    blockers_to_authorise,
    blockers_to_be_signed,
    blockers_to_sign,
    may_sign,
)

__all__ = [
    "Blocker",
    "blockers_to_acknowledge",
    "blockers_to_acknowledge_instruction",
    "blockers_to_agree",
    "blockers_to_agree_to_move",
    "blockers_to_agree_to_replace",
    "blockers_to_answer",
    "blockers_to_authorise",
    "blockers_to_be_signed",
    "blockers_to_begin_version",
    "blockers_to_choose",
    "blockers_to_comment",
    "blockers_to_confirm",
    "blockers_to_freeze",
    "blockers_to_instruct",
    "blockers_to_move_embargo",
    "blockers_to_offer",
    "blockers_to_prepare",
    "blockers_to_record",
    "blockers_to_record_publication",
    "blockers_to_record_step",
    "blockers_to_revoke",
    "blockers_to_send_letter",
    "blockers_to_set_embargo",
    "blockers_to_sign",
    "blockers_to_write",
    "is_known_party",
    "may_sign",
    "outcomes_for",
]
