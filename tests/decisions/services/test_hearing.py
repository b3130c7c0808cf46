"""The word of a college is always what its decisions say, whatever came before it."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.models import CollegeWord, Word
from decisions import services
from decisions.models import FollowUp, Organ, Outcome
from decisions.rules.further import said_on
from decisions.rules.road import road_at
from dutch.moments import local_date
from municipalities.models import Role
from tests.factories.decisions import second_coordinator
from tests.factories.further import (
    DECIDED_AT,
    decides,
    frozen,
    offered,
    passed_plan,
    places,
    raised,
    road_of,
    writer,
)
from tests.factories.people import person
from trail.models import Entry

pytestmark = pytest.mark.django_db

AFTER = DECIDED_AT + timedelta(hours=2)
DAY = timedelta(days=1)


@pytest.fixture
def proposal():
    return offered(raised(passed_plan(asks={"Almelo": 10, "Borne": 20})))


def words(proposal, name="Almelo"):
    place = places(proposal.plan.action)[name]
    said = CollegeWord.objects.filter(plan=proposal.plan, municipality=place)
    first, *later = [Word(each.word) for each in said]
    assert first is Word.RAISED
    return later


def revokes(decision, *, at=AFTER):
    secretary = person(Role.SECRETARY, decision.ratification.municipality)
    services.revoke_decision(decision, reason="Verkeerd.", by=secretary, at=at)


def replaces(proposal, text="Nieuw.", *, at=AFTER):
    """Offer a new version in the place of the one that lies before the colleges."""
    by = writer(proposal)
    version = services.begin_version(proposal, reason="Verduidelijkt.", by=by, at=at)
    version.items.filter(number="3").update(text=text)
    version = frozen(proposal, at=at)
    second = second_coordinator(proposal.profile.region)
    services.agree_to_replace(version, seen_sha256=version.sha256, by=second, at=at)
    services.offer_to_all(version, by=by, at=at)


def test_the_offer_asks_those_concerned_alone(proposal):
    assert words(proposal) == words(proposal, "Borne") == [Word.ASKED]
    assert CollegeWord.objects.filter(word=Word.ASKED).count() == 2
    assert {each.path for each in CollegeWord.objects.all()} == {
        f"/voorstellen/{proposal.pk}/bord/"
    }


SAID = {
    "agreed": (Outcome.AGREED, "", Word.AGREED),
    "declined": (Outcome.DECLINED, "", Word.DECLINED),
    "noted": (Outcome.NOTED, "", Word.DECLINED),
    "deferred": (Outcome.DEFERRED, "", Word.DEFERRED),
    "side decision": (Outcome.CHANGED, FollowUp.SIDE_DECISION, Word.AGREED),
    "changed": (Outcome.CHANGED, FollowUp.DECLINED, Word.DECLINED),
    "new version": (Outcome.CHANGED, FollowUp.NEW_VERSION, Word.DEFERRED),
}


@pytest.mark.parametrize(("outcome", "follow_up", "word"), SAID.values(), ids=SAID)
def test_a_confirmed_decision_is_the_word(proposal, outcome, follow_up, word):
    decides(proposal, "Almelo", outcome, follow_up=follow_up)

    assert words(proposal) == [Word.ASKED, word]
    assert words(proposal, "Borne") == [Word.ASKED]


def test_what_one_person_recorded_is_no_word_yet(proposal):
    road = road_of(proposal, "Almelo")
    services.record_decision(
        road,
        organ=Organ.COLLEGE,
        outcome=Outcome.AGREED,
        decided_on=local_date(DECIDED_AT),
        evidence="punt 7",
        seen_sha256=road.offers.last().version.sha256,
        by=person(Role.SECRETARY, road.municipality),
        at=DECIDED_AT,
    )

    assert words(proposal) == [Word.ASKED]


def test_what_is_taken_back_is_withdrawn(proposal):
    revokes(decides(proposal, "Almelo"))

    assert words(proposal) == [Word.ASKED, Word.AGREED, Word.WITHDRAWN]


def test_an_earlier_decision_counts_again_when_the_later_is_taken_back(proposal):
    decides(proposal, "Almelo", Outcome.DEFERRED)
    revokes(decides(proposal, "Almelo", Outcome.AGREED, at=AFTER), at=AFTER + DAY)

    assert words(proposal)[-2:] == [Word.AGREED, Word.DEFERRED]


def test_a_new_version_asks_anew(proposal):
    decides(proposal, "Almelo")
    replaces(proposal)

    assert words(proposal) == [Word.ASKED, Word.AGREED, Word.ASKED]
    assert words(proposal, "Borne") == [Word.ASKED]


def test_it_happens_in_the_act_itself(proposal):
    decides(proposal, "Almelo")

    entry = Entry.objects.filter(act="heard_college", sentence__contains="ingestemd op").get()
    confirmed = Entry.objects.get(act="confirmed_decision")
    assert (entry.at, entry.by) == (confirmed.at, confirmed.by)


ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("decides"),
            st.sampled_from([(outcome, follow_up) for outcome, follow_up, _ in SAID.values()]),
        ),
        st.tuples(st.just("revokes"), st.none()),
        st.tuples(st.just("replaces"), st.none()),
    ),
    max_size=5,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[*HealthCheck])
@given(acts=ACTS)
def test_after_any_acts_the_last_word_is_what_the_decisions_say(acts):
    undo = transaction.savepoint()
    proposal = offered(raised(passed_plan(asks={"Almelo": 10, "Borne": 20})))
    taken = []
    for number, (act, what) in enumerate(acts, start=1):
        at = DECIDED_AT + number * DAY
        if act == "decides":
            taken.append(decides(proposal, "Almelo", what[0], follow_up=what[1], at=at))
        elif act == "revokes" and taken:
            revokes(taken.pop(), at=at)
        elif act == "replaces":
            replaces(proposal, f"Tekst {number}.", at=at)

        assert {name: words(proposal, name)[-1] for name in ("Almelo", "Borne")} == {
            road.municipality.name: said_on(road_at(road, at=at + DAY)).word
            for road in proposal.ratifications.with_facts()
        }
    transaction.savepoint_rollback(undo)
