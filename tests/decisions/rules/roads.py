"""Roads without a database: only what a rule looks at."""

from dataclasses import fields
from datetime import timedelta

from decisions.models import (
    CouncilLetter,
    Decision,
    Offer,
    Outcome,
    Placing,
    Proposal,
    ProposalVersion,
    Ratification,
    Route,
)
from decisions.rules.road import Road
from municipalities.models import Municipality

OLD, NEW = "0" * 64, "1" * 64


def a_bare_road(*, at, closes_at, **facts):
    """Return a road on which nothing happened but these facts."""
    nothing = dict.fromkeys(field.name for field in fields(Road))
    ratification = Ratification(
        pk=7,
        proposal=Proposal(pk=3, closes_at=closes_at),
        municipality=Municipality(pk=5, name="Almelo", code="GM0141"),
    )
    return Road(**{**nothing, "ratification": ratification, "at": at, **facts})


def an_offer(at, *, sha256=NEW):
    return Offer(pk=1, offered_at=at, version=ProposalVersion(number=1, sha256=sha256))


def a_decision(on, *, outcome=Outcome.AGREED, sha256=NEW, at=None, **fields):
    """Return a confirmed decision; its outcome decides about nothing else."""
    return Decision(
        pk=11,
        organ="college",
        outcome=outcome,
        decided_on=on,
        version_sha256=sha256,
        recorded_at=at,
        recorded_by_id=21,
        confirmed_at=at and at + timedelta(hours=1),
        **fields,
    )


def a_placing(on, *, at, route=Route.MEETING):
    return Placing(pk=13, on=on, placed_at=at, route=route)


def a_letter():
    return CouncilLetter(pk=17)
