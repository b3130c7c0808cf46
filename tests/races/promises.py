"""What must hold after every round, whoever came first. Each function names what does not."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from django.db.models import Model

from decisions.models import Authorisation, CouncilLetter, Decision, Organ, Proposal, Ratification
from decisions.rules.road import is_revoked
from tests.factories.decisions import LATER
from trail.models import Entry

Line = tuple[str, datetime]


def broken_promises(proposal: Proposal) -> list[str]:
    """Return a sentence for everything that does not hold under this proposal."""
    return [
        f"{road.municipality}: {sentence}"
        for road in proposal.ratifications.with_facts().with_local()
        for promise in (two_waiting, confirmed_when_revoked, replaced_text, no_ground, other_trail)
        for sentence in promise(road)
    ]


def two_waiting(road: Ratification) -> Iterator[str]:
    for organ in Organ:
        waiting = [d for d in _standing(road) if d.organ == organ and not d.confirmed_at]
        if len(waiting) > 1:
            yield f"{len(waiting)} decisions of the {organ} wait"


def confirmed_when_revoked(road: Ratification) -> Iterator[str]:
    for decision in road.decisions.all():
        if decision.confirmed_at and is_revoked(decision, at=decision.confirmed_at):
            yield f"decision {decision.pk} was confirmed when it had been revoked"


def replaced_text(road: Ratification) -> Iterator[str]:
    """Find what was agreed to, decided or signed on a text that had been replaced."""
    acts = [(f"agreement {a.pk}", a.version_id, a.agreed_at) for a in road.agreements.all()]
    acts += [(f"decision {d.pk}", d.version_id, d.recorded_at) for d in road.decisions.all()]
    acts += [(f"signature {s.pk}", s.version_id, s.signed_at) for s in road.signatures.all()]
    for name, version, at in acts:
        before_it = [o.version_id for o in road.offers.all() if o.offered_at <= at]
        if version != before_it[-1]:
            yield f"{name} is on a text that was replaced"


def no_ground(road: Ratification) -> Iterator[str]:
    """Find what rests on a decision that had been taken back."""
    acts = [(s, d, s.signed_at) for s in road.signatures.all() for d in _grounds(s)]
    acts += [(a, a.decision, a.authorised_at) for a in _of(road, Authorisation)]
    acts += [(each, each.decision, each.sent_at) for each in _of(road, CouncilLetter)]
    for act, decision, at in acts:
        if is_revoked(decision, at=at):
            yield f"{act} rests on decision {decision.pk}, which had been revoked"


def other_trail(road: Ratification) -> Iterator[str]:
    """Compare the trail with the rows: one line for each act, at its moment, in its order."""
    lines = trail_of(road)
    if Counter(lines) != Counter(_acts(road)):
        yield f"the trail says {lines}, the rows say {sorted(_acts(road))}"
    for (_, earlier), (act, later) in pairwise(lines):
        if earlier >= later:
            yield f"{act} lies at {later}, not after {earlier}"


def trail_of(thing: Model) -> list[Line]:
    """Return the acts on this object that the race left in the trail, with their moments."""
    entries = Entry.objects.filter(
        object_type=thing._meta.label_lower, object_id=str(thing.pk), at__gt=LATER
    )
    return list(entries.order_by("number").values_list("act", "at"))


def _acts(road: Ratification) -> list[Line]:
    """Return what the rows say that was done, leaving out what the test itself wrote before."""
    found = [
        *(("offered_proposal", o.offered_at) for o in road.offers.all()),
        *(("acknowledged_offer", o.acknowledged_at) for o in road.offers.all()),
        *(("agreed_to_text", a.agreed_at) for a in road.agreements.all()),
        *(("wrote_local_section", part.written_at) for part in road.local_sections.all()),
        *(("recorded_decision", d.recorded_at) for d in road.decisions.all()),
        *(("confirmed_decision", d.confirmed_at) for d in road.decisions.all()),
        *(("revoked_decision", d.revocation.revoked_at) for d in _revoked(road)),
        *(("authorised", a.authorised_at) for a in _of(road, Authorisation)),
        *(("sent_council_letter", each.sent_at) for each in _of(road, CouncilLetter)),
        *(("signed", s.signed_at) for s in road.signatures.all()),
    ]
    return [(act, at) for act, at in found if at and at > LATER]


def _revoked(road: Ratification) -> list[Decision]:
    return [d for d in road.decisions.all() if hasattr(d, "revocation")]


def _standing(road: Ratification) -> list[Decision]:
    return [d for d in road.decisions.all() if not hasattr(d, "revocation")]


def _grounds(signature) -> tuple[Decision, Decision]:
    return signature.decision, signature.authorisation.decision


def _of(road: Ratification, model: type[Model]) -> list:
    rows = model._default_manager.filter(decision__ratification=road)
    return list(rows.select_related("decision__revocation"))
