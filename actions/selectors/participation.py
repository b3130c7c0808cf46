"""Who joins an action: every municipality in a few queries, whatever their number."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions.models import Action, Participation
from actions.rules.cells import Brought, kinds_in_words
from actions.rules.joining import JOINED, UNANSWERED, History, Joined, Joining, joins
from actions.rules.visibility import Reader
from actions.store.histories import Recorded, histories
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership, Municipality

KINDS = {  # how a place looks beside its word
    Joining.JOINS: "success",
    Joining.RESERVED: "warning",
    Joining.LATER: "info",
    Joining.REQUESTED: "info",
    Joining.FOLLOWS: "neutral",
    Joining.NOT_NOW: "neutral",
    Joining.NO: "error",
    Joining.LEFT: "error",
    Joining.ASKED: "info",
    Joining.NOT_ASKED: "neutral",
}
NOTHING = Recorded(History(), {})


@dataclass(frozen=True, slots=True)
class Party:
    """Where one municipality stands towards the action, and in words with what it joins."""

    municipality: Municipality
    joined: Joined
    brings: str
    is_own: bool

    @property
    def kind(self) -> str:
        """How it looks beside the word."""
        return KINDS[self.joined.joining]


@dataclass(frozen=True, slots=True)
class OnAction:
    """
    Who joins, the own municipality first.

    `requests` are the answers that wait for this reader, as an official of the lead.
    """

    action: Action
    day: date
    parties: Sequence[Party]
    counts: Sequence[tuple[Joining, str, int]]
    requests: Sequence[Participation]
    may_answer: bool
    may_ask: bool

    @property
    def own(self) -> Party | None:
        return next((party for party in self.parties if party.is_own), None)

    @property
    def coalition(self) -> list[Party]:
        """Who joins on this day, under reservation or not."""
        return [party for party in self.parties if party.joined.joining in JOINED]

    @property
    def unanswered(self) -> int:
        """How many municipalities have not answered yet."""
        return sum(party.joined.joining in UNANSWERED for party in self.parties)


def on_action(
    action: Action,
    *,
    viewer: Membership,
    at: datetime,
    day: date | None = None,
    known_at: datetime | None = None,
) -> OnAction:
    """Return who joins the action on `day`, by what was known at `known_at`; both now if unsaid."""
    parties = _parties(action, viewer, day=day or local_date(at), known_at=known_at or at)
    return OnAction(
        action=action,
        day=day or local_date(at),
        parties=parties,
        counts=_counts(parties),
        requests=_requests(action, viewer, parties),
        may_answer=may(viewer, Permission.ANSWER_ACTION),
        may_ask=_may_ask(action, viewer),
    )


def reader_of(viewer: Membership) -> Reader:
    """Return for whom this person reads."""
    return Reader(
        viewer.acting_organisation_id,
        is_coordinator=may(viewer, Permission.KEEP_ACTIONS),
        reads_actions=may(viewer, Permission.READ),
    )


def is_official_of(viewer: Membership, organisation_id: int | None) -> bool:
    """Tell whether this person answers to actions for that municipality."""
    is_own = organisation_id is not None and viewer.acting_organisation_id == organisation_id
    return is_own and may(viewer, Permission.ANSWER_ACTION)


def _parties(action: Action, viewer: Membership, *, day: date, known_at: datetime) -> list[Party]:
    found = histories([action.pk]).get(action.pk, {})
    region = Municipality.objects.filter(region=action.theme.profile.region_id)
    own = viewer.acting_organisation_id
    parties = [
        _party(each, found, day=day, known_at=known_at, is_own=each.pk == own)
        for each in region.order_by("name", "pk")
    ]
    return sorted(parties, key=lambda party: not party.is_own)


def _party(
    municipality: Municipality,
    found: Mapping[str, Recorded],
    *,
    day: date,
    known_at: datetime,
    is_own: bool,
) -> Party:
    recorded = found.get(municipality.code, NOTHING)
    joined = joins(recorded.history, day=day, known_at=known_at)
    brought = recorded.brought.get(joined.said.pk) if joined.said else None
    return Party(municipality, joined, kinds_in_words((brought or Brought("", "")).kinds), is_own)


def _counts(parties: Sequence[Party]) -> list[tuple[Joining, str, int]]:
    """Return how many stand where, as place, look and number; places without anybody left out."""
    counted = Counter(party.joined.joining for party in parties)
    return [(place, KINDS[place], counted[place]) for place in Joining if counted[place]]


def _requests(action: Action, viewer: Membership, parties: Sequence[Party]) -> list[Participation]:
    """Return the requests that this reader answers."""
    if not (may(viewer, Permission.ADMIT) and viewer.acting_organisation_id == action.lead_id):
        return []
    open_ = [p.joined.said.pk for p in parties if _is_request(p) and p.joined.said]
    return list(Participation.objects.filter(pk__in=open_).select_related("municipality"))


def _is_request(party: Party) -> bool:
    return party.joined.joining is Joining.REQUESTED


def _may_ask(action: Action, viewer: Membership) -> bool:
    leads = action.lead_id is not None and viewer.acting_organisation_id == action.lead_id
    keeps = may(viewer, Permission.KEEP_ACTIONS)
    return may(viewer, Permission.ASK_PARTICIPATION) and (leads or keeps)
