"""
Regional consultations: calling them, their agenda, what they said, and their minutes.

What a consultation says is no decision of any college: these acts write agenda rows alone. A plan
that passes the last consultation is handed on as work, for the colleges to decide for themselves.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from actions.models import (
    AgendaItem,
    AgendaOutcome,
    AgendaPaper,
    Consultation,
    ConsultationKind,
    ItemOutcome,
    Minutes,
    Plan,
)
from actions.rules.consultations import (
    ConsultationBlocker,
    PlanFacts,
    blockers_to_place,
    blockers_to_record,
    blockers_to_remove,
    blockers_to_write,
    last_outcome,
    opens_the_colleges,
    plan_facts,
)
from actions.services.acting import Refused, locked_facts, refuse_if, tell_holders
from dutch.moments import format_date
from files import store
from files.uploads import Upload, kind_of
from jobs.services import enqueue
from municipalities.access import Permission
from municipalities.models import Membership, Municipality, Region
from trail.services import record


class Overtaken(Exception):
    """Somebody else wrote the minutes since they were on the screen: `theirs`."""

    def __init__(self, theirs: Minutes) -> None:
        super().__init__("Iemand anders heeft het verslag intussen geschreven.")
        self.theirs = theirs


@transaction.atomic
def call_consultation(  # noqa: PLR0913  # the facts of one consultation
    region: Region, *, kind: ConsultationKind, on: date, place: str, by: Membership, at: datetime
) -> Consultation:
    """Call a consultation; a day that is past is allowed too. :raises Refused:"""
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    _refuse_same_day(region.pk, kind, on)
    called = Consultation.objects.create(
        region=region, kind=kind, on=on, place=place, called_at=at, called_by=by.user
    )
    sentence = f"{called} van {format_date(on)} uitgeschreven."
    record(act="called_consultation", sentence=sentence, of=called, by=by, at=at, rows=[called])
    return called


@transaction.atomic
def change_consultation(
    consultation: Consultation, *, on: date, place: str, by: Membership, at: datetime
) -> Consultation:
    """Move a consultation to another day or place, as long as it said nothing. :raises Refused:"""
    Region.objects.select_for_update(no_key=True).get(pk=consultation.region_id)
    found = _locked(consultation)
    if (found.on, found.place) == (on, place):
        return found
    if AgendaOutcome.objects.filter(item__consultation=found).exists():
        refuse_if([ConsultationBlocker.BEGUN])
    _refuse_same_day(found.region_id, found.kind, on, besides=found.pk)
    found.on, found.place = on, place
    found.save(update_fields=["on", "place"])
    sentence = f"{found} verplaatst: {format_date(on)}, {place or 'plaats nog niet bekend'}."
    record(act="changed_agenda", sentence=sentence, of=found, by=by, at=at, rows=[found])
    return found


@transaction.atomic
def add_item(  # noqa: PLR0913  # the facts of one point
    consultation: Consultation,
    *,
    title: str,
    text: str = "",
    plan: Plan | None = None,
    by: Membership,
    at: datetime,
) -> AgendaItem:
    """Add a point at the end of the agenda, perhaps about a plan. :raises Refused:"""
    found = _locked(consultation)
    if plan:
        _refuse_to_place(plan, found)
    last = found.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        consultation=found,
        position=last + 1,
        title=title,
        text=text,
        action_id=plan.action_id if plan else None,
        plan=plan,
        added_at=at,
        added_by=by.user,
    )
    _record_agenda(item, "toegevoegd", by=by, at=at)
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, is_up: bool, by: Membership, at: datetime) -> None:
    """Let a point change places with the one before or after it; at the end nothing happens."""
    item = _locked_item(item)
    consultation = item.consultation
    items = list(consultation.items.all())
    here = next(index for index, each in enumerate(items) if each.pk == item.pk)
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(items):
        return
    items.insert(there, items.pop(here))
    for position, each in enumerate(items, start=1):
        each.position = position
    AgendaItem.objects.bulk_update(items, ["position"])
    _record_agenda(item, f"verplaatst naar punt {there + 1}", by=by, at=at)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Membership, at: datetime) -> None:
    """Take a point from the agenda, as long as nothing came of it. :raises Refused:"""
    item = _locked_item(item)
    has_outcome, has_papers = item.outcomes.exists(), item.papers.exists()
    refuse_if(blockers_to_remove(has_outcome=has_outcome, has_papers=has_papers))
    _record_agenda(item, "verwijderd", by=by, at=at)
    AgendaItem.objects.filter(pk=item.pk).delete()


@transaction.atomic
def add_paper(item: AgendaItem, *, file: Upload, by: Membership, at: datetime) -> AgendaPaper:
    """Keep a file with a point of the agenda. :raises Refused: if it is there already."""
    item = _locked_item(item)
    kind, sha256 = kind_of(file.content), store.put(file.content)
    if item.papers.filter(sha256=sha256).exists():
        refuse_if([ConsultationBlocker.KNOWN_PAPER])
    paper = AgendaPaper.objects.create(
        item=item,
        name=file.name,
        sha256=sha256,
        size=len(file.content),
        content_type=kind.media_type if kind else "application/octet-stream",
        added_at=at,
        added_by=by.user,
    )
    sentence = f"Stuk “{paper.name}” toegevoegd aan agendapunt “{item.title}”."[:300]
    record(
        act="changed_agenda",
        sentence=sentence,
        of=item.consultation,
        by=by,
        at=at,
        sha256=sha256,
        rows=[paper],
    )
    return paper


@transaction.atomic
def record_outcome(
    item: AgendaItem, *, outcome: ItemOutcome, reason: str = "", by: Membership, at: datetime
) -> AgendaOutcome:
    """
    Record what the consultation said on a point; once more corrects it. :raises Refused:

    It counts as no decision. A plan that passes the administrative consultation becomes work: what
    goes beyond anyone's capacity is put to those colleges.
    """
    item = _locked_item(item)
    held = item.consultation
    before = _facts(item.plan) if item.plan else None
    kind = ConsultationKind(held.kind)
    refuse_if(blockers_to_record(outcome, reason=reason, on=held.on, kind=kind, plan=before, at=at))
    last = last_outcome(item)
    if last and (last.outcome, last.reason) == (outcome, reason):
        return last
    said = AgendaOutcome.objects.create(
        item=item, outcome=outcome, reason=reason, recorded_at=at, recorded_by=by.user
    )
    _record_outcome(said, held, by=by, at=at)
    if item.plan and before:
        opens = opens_the_colleges(before, _facts(item.plan))
        _hand_on(said, item.plan, opens=opens, by=by)
    return said


@transaction.atomic
def write_minutes(
    consultation: Consultation, *, text: str, seen: int, by: Membership, at: datetime
) -> Minutes:
    """
    Write the minutes, or write them again. `seen` is the row on the screen, 0 for none.

    :raises Refused: :raises Overtaken: when somebody else wrote them since.
    """
    found = _locked(consultation)
    refuse_if(blockers_to_write(found.on, at=at))
    last = found.minutes.last()
    if last and last.text == text:
        return last
    if last and last.pk != seen:
        raise Overtaken(last)
    minutes = Minutes.objects.create(
        consultation=found, text=text, written_at=at, written_by=by.user
    )
    sentence = f"Verslag van het {str(found).lower()} van {format_date(found.on)} geschreven."
    record(act="wrote_minutes", sentence=sentence, of=found, by=by, at=at, rows=[minutes])
    return minutes


def _locked(consultation: Consultation) -> Consultation:
    """Lock the consultation: one act on it at a time. Always before the action."""
    return Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)


def _locked_item(item: AgendaItem) -> AgendaItem:
    """Lock the consultation and return the point as it is now. :raises Refused: if it is gone."""
    consultation = _locked(item.consultation)
    found = consultation.items.select_related("plan__action", "action").filter(pk=item.pk).first()
    if found is None:
        raise Refused([ConsultationBlocker.GONE])
    return found


def _refuse_same_day(region_id: int, kind: str, on: date, *, besides: int = 0) -> None:
    same = Consultation.objects.filter(region=region_id, kind=kind, on=on).exclude(pk=besides)
    if same.exists():
        refuse_if([ConsultationBlocker.CALLED])


def _refuse_to_place(plan: Plan, consultation: Consultation) -> None:
    is_here = consultation.items.filter(plan=plan).exists()
    kind, on = ConsultationKind(consultation.kind), consultation.on
    refuse_if(blockers_to_place(_facts(plan), kind, on=on, is_here=is_here))


def _facts(plan: Plan) -> PlanFacts:
    """Lock the action and return how far its plan is."""
    _, facts = locked_facts(plan.action_id)
    return plan_facts(facts, plan.pk)


def _record_agenda(item: AgendaItem, what: str, *, by: Membership, at: datetime) -> None:
    sentence = f"Agendapunt “{item.title}” {what}."[:300]
    record(act="changed_agenda", sentence=sentence, of=item.consultation, by=by, at=at, rows=[item])


def _record_outcome(
    said: AgendaOutcome, consultation: Consultation, *, by: Membership, at: datetime
) -> None:
    """Add the line to the trail, of the action where there is one, so that its history tells it."""
    item = said.item
    about = f"Plan van aanpak versie {item.plan.number}" if item.plan else f"“{item.title}”"
    sentence = f"{about} in het {str(consultation).lower()}: {said.get_outcome_display().lower()}."
    record(
        act="recorded_outcome",
        sentence=sentence[:300],
        of=item.action or consultation,
        by=by,
        at=at,
        sha256=item.plan.sha256 if item.plan else "",
        rows=[said],
    )


def _hand_on(said: AgendaOutcome, plan: Plan, *, opens: bool, by: Membership) -> None:
    """Tell the lead what was said; a plan that passed for good also the municipalities it asks."""
    concerned = {plan.action.lead_id} if plan.action.lead_id else set()
    permission, subject = Permission.WRITE_PLAN, f"Uitkomst over actie {plan.action.number}"
    if opens:
        at_key = f"further:{plan.pk}:outcome:{said.pk}"
        enqueue(kind="further_proposal", key=at_key, at=said.recorded_at)
        asked = Municipality.objects.filter(needs__plan=plan)
        concerned |= set(asked.values_list("pk", flat=True))
        permission = Permission.ANSWER_ACTION
        subject = f"Plan van actie {plan.action.number} akkoord in het bestuurlijk overleg"
    tell_holders(
        permission,
        at_organisations=concerned,
        event=f"recorded_outcome:{said.pk}",
        subject=subject,
        path=plan.action.get_absolute_url(),
        by=by,
        at=said.recorded_at,
    )
