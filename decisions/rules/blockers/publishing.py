"""When a municipality may be told what to publish when, and may say that it did."""

from datetime import date

from decisions.models import Instruction
from decisions.rules.blockers.checks import applying, is_stranger
from decisions.rules.blockers.labels import Blocker
from decisions.rules.embargo import EmbargoState
from decisions.rules.road import Road
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership


def blockers_to_instruct(state: EmbargoState, *, by: Membership) -> list[Blocker]:
    """Return why this person cannot give all municipalities a new instruction."""
    return applying(
        {
            Blocker.NO_ROLE: not may(by, Permission.INSTRUCT_PUBLICATION),
            Blocker.NO_EMBARGO: state.moments is None,
            Blocker.EMBARGO_ENDED: state.is_public,
        }
    )


def blockers_to_acknowledge_instruction(
    road: Road, instruction: Instruction, *, last: Instruction | None, by: Membership
) -> list[Blocker]:
    """Return why this person cannot confirm the instruction; `last` is the one that counts."""
    return applying(
        {
            Blocker.NOT_YOURS: is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.ACKNOWLEDGE_OFFER),
            Blocker.INSTRUCTION_REPLACED: instruction != last,
            Blocker.INSTRUCTION_ACKNOWLEDGED: instruction.acknowledged_at is not None,
        }
    )


def blockers_to_record_publication(
    road: Road, *, by: Membership, published_on: date
) -> list[Blocker]:
    """Return why this publication cannot be recorded; that it came too early is no reason."""
    return applying(
        {
            Blocker.NOT_YOURS: is_stranger(road, by),
            Blocker.NO_ROLE: not may(by, Permission.RECORD_PUBLICATION),
            Blocker.NOT_OFFERED: road.offer is None,
            Blocker.IN_FUTURE: published_on > local_date(road.at),
            Blocker.BEFORE_OFFER: road.offer is not None
            and published_on < local_date(road.ratification.offers.all()[0].offered_at),
        }
    )
