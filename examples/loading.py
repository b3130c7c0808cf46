"""Load one stand of an example region, as if its people had done it all in the portal."""

from datetime import date

from django.conf import settings
from django.db import transaction

from decisions.models import Proposal, ProposalVersion
from decisions.services import freeze, import_proposal, offer_to_all
from examples.calendars import calendar_for
from examples.colleges import keep_calendars
from examples.execution import Execution, execute
from examples.execution_facts import execution_of
from examples.facts import Example, StandFacts, example_of, stand_of
from examples.parties import Parties, parties_of
from examples.quiet import without_mail
from examples.roads import walk
from examples.texts import Texts, add_profile, proposal_of
from submissions.services import freeze as freeze_bundle


class NotInDemo(Exception):
    """Example data may only stand in a portal that is in demo mode."""


class AlreadyLoaded(Exception):
    """This stand is there; nothing was changed."""


@transaction.atomic
def load(*, region: str, stand: str, today: date) -> Proposal:
    """
    Load a stand and return its proposal; a shifted stand closes about nine days after `today`.

    :raises NotInDemo: outside demo mode.
    :raises NoSuchExample: when there are no data files for it.
    :raises AlreadyLoaded: when it is there.
    """
    if not settings.DEMO:
        raise NotInDemo("Voorbeeldgegevens laden kan alleen in de demostand (DEMO=true).")
    example, facts = example_of(region), stand_of(region, stand)
    _refuse_if_loaded(example, facts)
    texts = Texts(example, facts, calendar_for(facts, today=today))
    parties = parties_of(example)
    keep_calendars(example, parties, texts.calendar)
    with without_mail(settings.EXAMPLE_ADDRESSES):
        version = _offered_version(texts, parties)
        walk(facts, version, parties, texts.calendar)
        if facts.bundle_frozen_at:
            at = texts.calendar.moment(facts.bundle_frozen_at)
            freeze_bundle(version, by=parties.coordinator, at=at)
        if execution := execution_of(region, stand):
            execute(execution, Execution(version.proposal.profile, texts.calendar, parties))
    return version.proposal


def _refuse_if_loaded(example: Example, facts: StandFacts) -> None:
    loaded = Proposal.objects.filter(
        profile__region__slug=example.region.slug, profile__title=facts.title
    )
    if loaded.exists():
        raise AlreadyLoaded(
            f"{example.region.name}, stand “{facts.stand}”, is al geladen; er is niets veranderd."
        )


def _offered_version(texts: Texts, parties: Parties) -> ProposalVersion:
    facts, moment, by = texts.stand, texts.calendar.moment, parties.coordinator
    proposal = import_proposal(
        profile=add_profile(texts, parties),
        read=proposal_of(texts),
        closes_at=moment(facts.closes_at),
        owner=by.organisation,
        by=by,
        at=moment(facts.written_at),
    )
    version = freeze(proposal.versions.get(), by=by, at=moment(facts.frozen_at))
    offer_to_all(
        version,
        not_before=moment(facts.embargo_not_before),
        ends_at_latest=moment(facts.embargo_ends_at_latest),
        by=by,
        at=moment(facts.offered_at),
    )
    return version
