"""
The matrix: one line for each address. A new address without a line is red.

A line says who the address is for, which methods it takes, and what is special about it. All else
follows: `expected` tells the status of every cell.
"""

from dataclasses import dataclass

from django.conf import settings

from municipalities.access import GRANTS, Permission
from municipalities.models import Role
from tests.matrix.addresses import Address
from tests.matrix.rows_of_actions import LINES
from tests.matrix.things import ALWAYS, State
from tests.matrix.world import Actor, Target, Whose

METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE")
PUBLIC, SIGNED_IN = "public", "signed in"
PAGE = frozenset({200})
ADMITTED = {"GET": PAGE, "HEAD": PAGE, "POST": frozenset({200, 302, 422})}


@dataclass(frozen=True)
class Expected:
    """The statuses that are right for a cell, and whether it lets somebody in."""

    statuses: frozenset[int]
    is_admitted: bool = False


DOOR = Expected(frozenset({302, 204}))  # 204 tells htmx to leave the page for the door
REFUSED, NOT_THERE, NOT_SO = (Expected(frozenset({status})) for status in (403, 404, 405))


@dataclass(frozen=True)
class Row:
    """
    Who may use an address, and how.

    `others`: the permission to see what is another municipality's. `answers`: what who is let in
    gets, where it is not a page or an act. `concept`: whether there is anything while the proposal
    is only a concept, for those who write it.
    """

    access: Permission | str
    methods: str = "GET"
    others: Permission | None = None
    answers: frozenset[int] = frozenset()
    concept: bool = True


GONE = frozenset({404})  # without what the form should say, there is nothing
MOVED = frozenset({302})
READ, BUNDLE = Permission.READ, Permission.READ_BUNDLE
WRITE = Permission.EDIT_PROPOSAL
MANAGE, REGION = Permission.MANAGE_PEOPLE, Permission.MANAGE_REGION
INSTITUTION = Permission.MANAGE_INSTITUTION

ROWS = {
    "decisions:overview": Row(READ),
    "decisions:import": Row(Permission.IMPORT_PROPOSAL, "GET POST"),
    "decisions:proposal": Row(READ),
    "decisions:version": Row(READ),
    "decisions:freeze": Row(Permission.FREEZE_PROPOSAL, "POST"),
    "decisions:offer": Row(Permission.OFFER_PROPOSAL, "POST"),
    "decisions:writing": Row(WRITE),
    "decisions:add_part": Row(WRITE, "GET POST", answers=frozenset({200, 302, 422})),
    "decisions:change_part": Row(WRITE, "GET POST"),
    "decisions:remove_part": Row(WRITE, "POST"),
    "decisions:place_part": Row(WRITE, "POST"),
    "decisions:nest_item": Row(WRITE, "POST"),
    "decisions:record_step": Row(WRITE, "POST"),
    "decisions:cocreation": Row(Permission.COMMENT),
    "decisions:cocreations": Row(Permission.COMMENT),
    "decisions:comment": Row(Permission.COMMENT, "GET POST", answers=MOVED),
    "decisions:comment_part": Row(Permission.COMMENT, "GET POST", answers=MOVED),
    "decisions:answers": Row(WRITE),
    "decisions:answer": Row(WRITE, "GET POST"),
    "decisions:difference": Row(READ),
    "decisions:further": Row(READ, others=READ),
    "decisions:begin_version": Row(WRITE, "GET POST"),
    "decisions:agree_to_replace": Row(Permission.OFFER_PROPOSAL, "GET POST", answers=MOVED),
    "decisions:board": Row(READ),
    "decisions:coalition": Row(READ),
    "decisions:ratification": Row(READ, others=Permission.READ_RATIFICATIONS),
    "decisions:acknowledge": Row(Permission.ACKNOWLEDGE_OFFER, "POST"),
    "decisions:record": Row(Permission.RECORD_DECISION, "POST"),
    "decisions:confirm": Row(Permission.CONFIRM_DECISION, "POST"),
    "decisions:revoke": Row(Permission.REVOKE_DECISION, "POST"),
    "decisions:evidence": Row(READ, others=Permission.READ_RATIFICATIONS),
    "decisions:preparation": Row(READ, others=Permission.READ_RATIFICATIONS),
    "decisions:write_section": Row(Permission.PREPARE_DECISION, "POST"),
    "decisions:advice": Row(Permission.PREPARE_DECISION, "POST"),
    "decisions:management_advice": Row(Permission.PREPARE_DECISION, "POST"),
    "decisions:agree": Row(Permission.AGREE_TEXT, "POST"),
    "decisions:place": Row(Permission.PREPARE_DECISION, "POST"),
    "decisions:authorise": Row(Permission.AUTHORISE, "POST"),
    "decisions:letter": Row(Permission.RECORD_COUNCIL_LETTER, "POST"),
    "decisions:sign": Row(Permission.SIGN, "POST"),
    "submissions:submissions": Row(BUNDLE),
    "submissions:freeze": Row(Permission.FREEZE_BUNDLE, "POST", concept=False),
    "submissions:submission": Row(BUNDLE),
    "submissions:retry": Row(Permission.FREEZE_BUNDLE, "POST"),
    "submissions:bundle": Row(BUNDLE),
    "profiles:profile": Row(READ),
    "decisions:papers": Row(READ, "GET POST"),
    "decisions:paper": Row(READ),
    "decisions:all_papers": Row(READ),
    "decisions:planning": Row(READ),
    "decisions:reminders": Row(Permission.READ_REMINDERS),
    "decisions:agenda": Row(READ),
    "decisions:make_feed": Row(READ, "POST"),
    "decisions:end_feed": Row(READ, "POST"),
    "decisions:feed": Row(PUBLIC, "GET HEAD", answers=GONE),
    "decisions:offers": Row(READ),
    "decisions:offers_csv": Row(READ),
    "decisions:embargo": Row(READ),
    "decisions:lift_embargo": Row(Permission.MOVE_EMBARGO, "POST"),
    "decisions:extend_embargo": Row(Permission.MOVE_EMBARGO, "POST"),
    "decisions:agree_to_move": Row(Permission.MOVE_EMBARGO, "POST"),
    "decisions:instruct": Row(Permission.INSTRUCT_PUBLICATION, "POST"),
    "decisions:publication": Row(READ, others=Permission.READ_RATIFICATIONS),
    "decisions:publish": Row(Permission.RECORD_PUBLICATION, "POST"),
    "decisions:acknowledge_instruction": Row(Permission.ACKNOWLEDGE_OFFER, "POST"),
    "decisions:readers": Row(Permission.READ_READERS),
    "decisions:readers_csv": Row(Permission.READ_READERS),
    "municipalities:home": Row(SIGNED_IN, answers=frozenset({200, 302})),
    "municipalities:act_for": Row(SIGNED_IN, "POST", answers=GONE),
    "municipalities:notice": Row(SIGNED_IN, answers=MOVED),
    "municipalities:who_may_what": Row(Permission.READ_GRANTS),
    "municipalities:people": Row(READ),
    "municipalities:invite": Row(MANAGE, "GET POST"),
    "municipalities:send_again": Row(MANAGE, "POST", others=REGION),
    "municipalities:withdraw": Row(MANAGE, "POST", others=REGION),
    "municipalities:role": Row(MANAGE, others=REGION),
    "municipalities:end_role": Row(MANAGE, "POST", others=REGION),
    "municipalities:wipe_second_factor": Row(MANAGE, "POST", others=REGION),
    "municipalities:calendar": Row(Permission.KEEP_CALENDAR, "GET POST"),
    "municipalities:add_recess": Row(Permission.KEEP_CALENDAR, "POST"),
    "municipalities:remove_recess": Row(Permission.KEEP_CALENDAR, "POST"),
    "municipalities:invitation": Row(PUBLIC, "GET POST", answers=GONE),
    "municipalities:follow_invitation": Row(PUBLIC, answers=MOVED),
    "municipalities:institution": Row(INSTITUTION),
    "municipalities:edit_institution": Row(INSTITUTION, "GET POST"),
    "municipalities:invite_colleague": Row(INSTITUTION, "GET POST"),
    "municipalities:send_colleague_again": Row(INSTITUTION, "POST"),
    "municipalities:withdraw_colleague": Row(INSTITUTION, "POST"),
    "municipalities:colleague": Row(INSTITUTION, "GET POST"),
    "municipalities:institutions": Row(Permission.CONFIRM_INSTITUTION),
    "municipalities:institution_check": Row(Permission.CONFIRM_INSTITUTION),
    "municipalities:confirm_institution": Row(Permission.CONFIRM_INSTITUTION, "POST"),
    "municipalities:refuse_institution": Row(Permission.CONFIRM_INSTITUTION, "POST"),
    "municipalities:trail": Row(Permission.READ_TRAIL),
    "municipalities:trail_csv": Row(Permission.READ_TRAIL),
    "municipalities:trail_json": Row(Permission.READ_TRAIL),
    "municipalities:region_trail": Row(Permission.READ_REGION_TRAIL),
    "municipalities:region_trail_csv": Row(Permission.READ_REGION_TRAIL),
    "municipalities:region_trail_json": Row(Permission.READ_REGION_TRAIL),
    "accounts:second_factor": Row(SIGNED_IN, "GET POST", answers=frozenset({200, 204, 302})),
    "accounts:prove_at_provider": Row(SIGNED_IN, "GET POST", answers=GONE),
    "accounts:end_session": Row(SIGNED_IN, "POST"),
    "accounts:closed": Row(PUBLIC, " ".join(METHODS), answers=GONE),
    "accounts:profile": Row(SIGNED_IN),
    "accounts:choose_mail": Row(SIGNED_IN, "POST"),
    "accounts:data": Row(SIGNED_IN),
    "accounts:export": Row(SIGNED_IN),
    "accounts:leave": Row(SIGNED_IN, "GET POST"),
    "security_txt": Row(PUBLIC, "GET HEAD"),
    "disclosure": Row(PUBLIC, "GET HEAD"),
    "account_email": Row(SIGNED_IN, " ".join(METHODS), answers=GONE),
}

ROWS |= {
    f"actions:{name}": Row(access, methods, others=others)
    for name, (access, methods, others) in LINES.items()
}

if settings.DEMO:
    ROWS |= {
        "examples:accounts": Row(PUBLIC),
        "examples:sign_in": Row(PUBLIC, "POST", answers=GONE),
        "examples:components": Row(PUBLIC),
        "examples:post": Row(PUBLIC),
    }


def is_turned_away(address: Address, actor: Actor) -> bool:
    """Tell whether this person is refused whatever the address names and however it is asked."""
    access = ROWS[address.name].access
    if actor.user is None:
        return access != PUBLIC
    return isinstance(access, Permission) and not grants(actor.role, access)


def expected(address: Address, actor: Actor, target: Target, method: str) -> Expected:
    """Return what is right for this cell; the door, the role, the method, the thing, in turn."""
    row = ROWS[address.name]
    if is_turned_away(address, actor):
        return REFUSED if actor.user else DOOR
    if method not in row.methods.split():
        return NOT_SO
    if _is_hidden(address, row, actor, target):
        return NOT_THERE
    return Expected(row.answers or ADMITTED[method], is_admitted=True)


def grants(role: Role | None, permission: Permission | None) -> bool:
    """Tell whether the table gives the permission to this role."""
    return role is not None and permission in GRANTS[role]


def _is_hidden(address: Address, row: Row, actor: Actor, target: Target) -> bool:
    if address.parameters <= ALWAYS:
        return False
    if not address.parameters <= target.things.keys():
        return True
    if target.state is State.CONCEPT and "proposal" in address.parameters:
        writes = grants(actor.role, Permission.FREEZE_PROPOSAL)
        return target.whose is not Whose.OWN or not (writes and row.concept)
    if target.whose is Whose.OTHER or ("code" in address.parameters and not actor.has_college):
        return target.whose is Whose.ELSEWHERE or not grants(actor.role, row.others)
    return target.whose is not Whose.OWN
