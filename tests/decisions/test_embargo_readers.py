"""Everything that keeps or shows what is under embargo asks the same predicate."""

from datetime import timedelta

import pytest

from decisions.rules.road import road_at
from decisions.selectors import board, proposal_page, readers_page
from decisions.selectors.embargo import embargo_page
from decisions.selectors.papers import PaperKind, paper_for
from decisions.selectors.planning import planning_page
from decisions.services import note_reading
from dutch.moments import local_date
from municipalities.models import Role
from submissions.bundle.collect import collect
from tests.factories.decisions import coordinator, with_municipalities
from tests.factories.embargo import agreed, ask_to_extend, ask_to_lift
from tests.factories.people import person
from tests.factories.submissions import write_profile
from trail.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.embargo]

TICK, DAY = timedelta(microseconds=1), timedelta(days=1)


def notes_nothing(proposal, official, at):
    version = proposal.versions.last()
    note_reading(version, sentence="Gelezen", sha256=version.sha256, by=official, at=at)
    return not Entry.objects.filter(act="read", at=at).exists()


def says_no_embargo(proposal, official, at):
    road = official.organisation.municipality.ratifications.with_facts().with_local().get()
    paper = paper_for(road_at(road, at=at), PaperKind.PROPOSAL, viewer=official)
    return paper.subject.not_before is None


READERS = {
    "board": lambda p, by, at: board(p, at=at, viewer=by, now=at).is_public,
    "proposal page": lambda p, by, at: proposal_page(p, number=None, viewer=by, at=at).is_public,
    "embargo page": lambda p, by, at: embargo_page(p, viewer=by, at=at).state.is_public,
    "planning": lambda p, by, at: planning_page(p, viewer=by, now=at).sees_outcomes,
    "list of readers": lambda p, _by, at: (
        readers_page(p, on=local_date(at), now=at).ended_at is not None
    ),
    "reader notes": notes_nothing,
    "papers": says_no_embargo,
    "bundle": lambda p, _by, at: (
        not collect(p.versions.last(), number=1, by=coordinator(p.profile.region), at=at).embargo
    ),
}


def a_proposal():
    proposal = with_municipalities(2)
    write_profile(proposal.profile)
    return proposal


def lifted(proposal):
    return agreed(ask_to_lift(proposal)).agreed_at


def extended(proposal):
    end = proposal.embargo.ends_at_latest + 5 * DAY
    agreed(ask_to_extend(proposal, end, end))
    return end


@pytest.mark.parametrize("moved", [lambda proposal: proposal.closes_at, lifted, extended])
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_every_reader_opens_at_the_same_moment(reader, moved):
    proposal = a_proposal()
    end = moved(proposal)
    official = person(Role.OFFICIAL, proposal.ratifications.last().municipality)

    assert not reader(proposal, official, end - TICK)
    assert reader(proposal, official, end)
