"""
Before the college: own parts, advices, the portfolio holder's agreement, the agenda.

Each adds a row and the last one counts. What says the same as the last row adds nothing, so that
a double click is one act.
"""

from datetime import date, datetime

from django.db import transaction

from decisions.models import (
    Advice,
    AdviceKind,
    AdviceState,
    Agreement,
    Audience,
    LocalKind,
    LocalSection,
    ManagementAdvice,
    ManagementValue,
    Placing,
    Ratification,
    Route,
)
from decisions.rules.blockers import blockers_to_agree, blockers_to_prepare
from decisions.rules.road import Road
from decisions.services.acting import locked_road, refuse_if, tell_own
from dutch.moments import format_date
from municipalities.access import Permission
from municipalities.models import Membership
from trail.services import record

Prepared = LocalSection | Advice | ManagementAdvice | Agreement | Placing


class Overtaken(Exception):
    """Somebody else wrote this part since it was on the screen; `theirs` is what they wrote."""

    def __init__(self, theirs: LocalSection) -> None:
        super().__init__("Iemand anders heeft dit onderdeel intussen geschreven.")
        self.theirs = theirs


@transaction.atomic
def write_local_section(  # noqa: PLR0913  # the facts of one part
    ratification: Ratification,
    *,
    kind: LocalKind,
    audience: Audience,
    text: str,
    seen: int,
    by: Membership,
    at: datetime,
) -> LocalSection:
    """
    Write an own part; an empty text takes it out. `seen` is the row on the screen, 0 for none.

    :raises Refused: :raises Overtaken: when somebody else wrote it since.
    """
    road = _prepared_road(ratification, by=by, at=at)
    last = ratification.local_sections.filter(kind=kind).last()
    if last and (last.text, last.audience) == (text, audience):
        return last
    if last and last.pk != seen:
        raise Overtaken(last)
    section = LocalSection.objects.create(
        ratification=ratification,
        kind=kind,
        audience=audience,
        text=text,
        written_at=road.at,
        written_by=by.user,
    )
    what = "geschreven" if text else "verwijderd"
    _record_act("wrote_local_section", f"Eigen onderdeel “{kind.label}” {what}.", section, road, by)
    return section


@transaction.atomic
def record_advice(  # noqa: PLR0913  # the facts of one advice
    ratification: Ratification,
    *,
    kind: AdviceKind,
    state: AdviceState,
    text: str = "",
    by: Membership,
    at: datetime,
) -> Advice:
    """Record what a department said, or that it said nothing. :raises Refused:"""
    road = _prepared_road(ratification, by=by, at=at)
    last = ratification.advices.filter(kind=kind).last()
    if last and (last.state, last.text) == (state, text):
        return last
    advice = Advice.objects.create(
        ratification=ratification,
        kind=kind,
        state=state,
        text=text,
        advised_at=road.at,
        advised_by=by.user,
    )
    _record_act("recorded_advice", f"Advies van {kind.label} vastgelegd.", advice, road, by)
    return advice


@transaction.atomic
def record_management_advice(
    ratification: Ratification,
    *,
    value: ManagementValue,
    text: str = "",
    by: Membership,
    at: datetime,
) -> ManagementAdvice:
    """Record what the management advises; "geen advies" is an answer too. :raises Refused:"""
    road = _prepared_road(ratification, by=by, at=at)
    last = ratification.management_advices.last()
    if last and (last.value, last.text) == (value, text):
        return last
    advice = ManagementAdvice.objects.create(
        ratification=ratification,
        value=value,
        text=text,
        recorded_at=road.at,
        recorded_by=by.user,
    )
    _record_act("recorded_management_advice", "Directieadvies vastgelegd.", advice, road, by)
    return advice


@transaction.atomic
def agree_to_text(
    ratification: Ratification, *, seen_sha256: str, by: Membership, at: datetime
) -> Agreement:
    """
    Agree, as portfolio holder, to the version that was on the screen.

    :raises Refused: for instance when that version was replaced since.
    """
    road = locked_road(ratification.pk, at=at)
    refuse_if(blockers_to_agree(road, by=by, seen_sha256=seen_sha256))
    assert road.offer is not None
    agreement = Agreement.objects.create(
        ratification=ratification,
        version=road.offer.version,
        version_sha256=seen_sha256,
        agreed_at=road.at,
        agreed_by=by.user,
    )
    sentence = f"Akkoord van de portefeuillehouder op versie {road.offer.version.number}."
    _record_act("agreed_to_text", sentence, agreement, road, by, sha256=seen_sha256)
    tell_own(
        Permission.PREPARE_DECISION,
        event=f"agreed_to_text:{agreement.pk}",
        subject="De portefeuillehouder heeft gereageerd op het collegevoorstel",
        of=ratification,
        by=by,
        at=road.at,
    )
    return agreement


@transaction.atomic
def place_on_agenda(  # noqa: PLR0913  # the facts of one placing
    ratification: Ratification,
    *,
    route: Route,
    on: date,
    reference: str = "",
    by: Membership,
    at: datetime,
) -> Placing:
    """Record on which day the college decides and how; a day that is too late is allowed."""
    road = _prepared_road(ratification, by=by, at=at)
    last = road.placing
    if last and (last.route, last.on, last.reference) == (route, on, reference):
        return last
    placing = Placing.objects.create(
        ratification=ratification,
        route=route,
        on=on,
        reference=reference,
        placed_at=road.at,
        placed_by=by.user,
    )
    sentence = f"Op de agenda van {format_date(on)}: {Route(route).label.lower()}."
    _record_act("placed_on_agenda", sentence, placing, road, by)
    return placing


def _prepared_road(ratification: Ratification, *, by: Membership, at: datetime) -> Road:
    road = locked_road(ratification.pk, at=at)
    refuse_if(blockers_to_prepare(road, by=by))
    return road


def _record_act(  # noqa: PLR0913  # an act has this many sides
    act: str, sentence: str, row: Prepared, road: Road, by: Membership, *, sha256: str = ""
) -> None:
    """Add the line to the trail; it says that something was written, never what."""
    record(
        act=act,
        sentence=sentence,
        of=road.ratification,
        by=by,
        at=road.at,
        sha256=sha256,
        rows=[row],
    )
