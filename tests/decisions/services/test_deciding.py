"""Recording, confirming and revoking: the act, its refusals, its line in the trail."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from decisions import services
from decisions.models import Decision, FollowUp, Organ, Outcome
from decisions.rules.blockers import Blocker
from decisions.rules.road import road_at
from municipalities.models import Role
from notices.models import Notice
from tests.factories.decisions import (
    DECIDED_ON,
    LATER,
    NOW,
    OFFERED_AT,
    a_road,
    decide,
    offered,
    with_municipalities,
)
from tests.factories.people import MembershipFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db


def record(road, *, by=None, **changes):
    fields = {
        "organ": Organ.COLLEGE,
        "outcome": Outcome.AGREED,
        "decided_on": DECIDED_ON,
        "evidence": "besluitenlijst, punt 7",
        "seen_sha256": road.offers.last().version.sha256,
        "by": by or person(Role.SECRETARY, road.municipality),
        "at": NOW,
    }
    return services.record_decision(road, **fields | changes)


def confirm(decision, *, by, at=NOW):
    """Confirm with the text on the screen that the decision was taken on."""
    services.confirm_decision(decision, seen_sha256=decision.version_sha256, by=by, at=at)


def stranger(road):
    return MembershipFactory(organisation__region=road.municipality.region, role=Role.SECRETARY)


def test_recording_keeps_who_when_on_which_version_with_what_evidence():
    road = a_road()

    decision = record(road)

    decision = Decision.objects.get(pk=decision.pk)
    assert decision.recorded_by == person(Role.SECRETARY, road.municipality).user
    assert (decision.recorded_at, decision.decided_on) == (NOW, DECIDED_ON)
    assert decision.version_sha256 == road.offers.get().version.sha256
    assert decision.evidence == "besluitenlijst, punt 7"
    assert decision.confirmed_at is None


def test_recording_leaves_one_line_in_the_trail():
    road = a_road()

    record(road)

    entry = Entry.objects.get(act="recorded_decision")
    assert entry.sentence == "Besluit van het college van 9 oktober 2018 vastgelegd: ingestemd."
    assert entry.on_behalf_of == road.municipality.name
    assert entry.capacity == "Bestuurssecretaris"
    assert entry.object_sha256 == road.offers.get().version.sha256


@pytest.mark.parametrize(
    ("changes", "blocker"),
    [
        ({"seen_sha256": "0" * 64}, Blocker.TEXT_CHANGED),
        ({"decided_on": NOW.date() + timedelta(days=1)}, Blocker.IN_FUTURE),
        ({"decided_on": OFFERED_AT.date() - timedelta(days=1)}, Blocker.BEFORE_OFFER),
    ],
)
def test_recording_is_refused(changes, blocker):
    road = a_road()

    with pytest.raises(services.Refused) as refusal:
        record(road, **changes)

    assert refusal.value.blockers == [blocker]
    assert not Decision.objects.exists()
    assert not Entry.objects.filter(act="recorded_decision").exists()


def test_recording_on_a_text_that_was_replaced_is_refused():
    road = a_road()
    seen = road.offers.get().version.sha256
    offered(road.proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW - timedelta(hours=1))

    with pytest.raises(services.Refused, match="De tekst is vervangen"):
        record(road, seen_sha256=seen)


def test_recording_twice_waits_for_the_second_person():
    road = a_road()
    record(road)

    with pytest.raises(services.Refused) as refusal:
        record(road, outcome=Outcome.DECLINED)

    assert refusal.value.blockers == [Blocker.UNCONFIRMED]


def test_nobody_records_for_another_municipality():
    road = a_road()

    with pytest.raises(services.Refused) as refusal:
        record(road, by=stranger(road))

    assert refusal.value.blockers == [Blocker.NOT_YOURS]


def test_a_second_person_confirms():
    road = a_road()
    decision = record(road)
    official = person(Role.OFFICIAL, road.municipality)

    confirm(decision, by=official, at=LATER)

    decision.refresh_from_db()
    assert (decision.confirmed_by, decision.confirmed_at) == (official.user, LATER)
    assert Entry.objects.get(act="confirmed_decision").by == official.user


def test_the_same_person_cannot_confirm():
    road = a_road()
    decision = record(road)

    with pytest.raises(services.Refused) as refusal:
        confirm(decision, by=person(Role.SECRETARY, road.municipality), at=NOW)

    assert refusal.value.blockers == [Blocker.SAME_PERSON]


def test_the_same_person_cannot_confirm_in_another_role():
    road = a_road()
    decision = record(road)
    both = MembershipFactory(
        user=decision.recorded_by, organisation=road.municipality, role=Role.OFFICIAL
    )

    with pytest.raises(services.Refused, match="een tweede persoon"):
        confirm(decision, by=both, at=NOW)


def test_a_neighbour_cannot_confirm():
    road = a_road()
    decision = record(road)

    with pytest.raises(services.Refused, match="eigen gemeente"):
        confirm(decision, by=stranger(road), at=NOW)


def test_confirming_twice_is_refused():
    road = a_road(outcome=Outcome.AGREED)

    with pytest.raises(services.Refused) as refusal:
        confirm(road.decisions.get(), by=person(Role.MAYOR, road.municipality), at=NOW)

    assert refusal.value.blockers == [Blocker.CONFIRMED]


def test_revoking_keeps_the_decision_readable():
    road = a_road(outcome=Outcome.AGREED)
    decision = road.decisions.get()
    secretary = person(Role.SECRETARY, road.municipality)

    services.revoke_decision(decision, reason="Verkeerde week.", by=secretary, at=NOW)

    decision = Decision.objects.get(pk=decision.pk)
    assert decision.outcome == Outcome.AGREED
    assert decision.revocation.reason == "Verkeerde week."
    assert Entry.objects.get(act="revoked_decision").by == secretary.user


def test_revoking_twice_is_refused():
    road = a_road(outcome=Outcome.AGREED, revoked=True)

    with pytest.raises(services.Refused, match="ingetrokken"):
        services.revoke_decision(
            road.decisions.get(),
            reason="Nog eens.",
            by=person(Role.SECRETARY, road.municipality),
            at=NOW,
        )


def test_a_deferred_decision_returns():
    road = a_road()

    decision = record(road, outcome=Outcome.DEFERRED, next_on=date(2018, 10, 23))

    assert decision.next_on == date(2018, 10, 23)


def test_one_municipality_does_not_touch_another():
    first, second = with_municipalities(2).ratifications.order_by("pk")

    record(first)

    assert not second.decisions.exists()


def test_the_second_person_is_told_and_the_first_is_not():
    road = a_road()
    official, mayor = (person(role, road.municipality) for role in (Role.OFFICIAL, Role.MAYOR))

    record(road)

    told = Notice.objects.filter(event__startswith="recorded:")
    assert {notice.recipient for notice in told} == {official.user, mayor.user}
    assert "ingestemd" not in told.first().subject


def test_after_confirmation_those_who_act_next_are_told():
    road = a_road()
    clerk = person(Role.CLERK, road.municipality)
    decision = record(road)

    confirm(decision, by=person(Role.OFFICIAL, road.municipality), at=NOW)

    told = Notice.objects.filter(event__startswith="confirmed:")
    assert clerk.user in {notice.recipient for notice in told}


@pytest.mark.parametrize("role", [Role.CLERK, Role.ALDERMAN, Role.ADMINISTRATOR])
def test_the_own_municipality_is_not_enough_the_role_must_fit(role):
    road = a_road()

    with pytest.raises(services.Refused) as refusal:
        record(road, by=person(role, road.municipality))

    assert refusal.value.blockers == [Blocker.NO_ROLE]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.AUDITOR])
def test_who_works_there_for_the_region_does_not_act_for_the_municipality(role):
    road = a_road()

    with pytest.raises(services.Refused) as refusal:
        record(road, by=person(role, road.municipality))

    assert refusal.value.blockers == [Blocker.NOT_YOURS, Blocker.NO_ROLE]


def test_an_act_that_waited_for_its_turn_comes_after_what_it_waited_for():
    road = a_road()
    decision = record(road)
    services.revoke_decision(
        decision, reason="Verkeerd.", by=person(Role.SECRETARY, road.municipality), at=LATER
    )

    with pytest.raises(services.Refused, match="ingetrokken"):
        confirm(decision, by=person(Role.OFFICIAL, road.municipality), at=NOW)


@pytest.mark.parametrize(
    ("outcome", "follow_up", "remark", "blockers"),
    [
        (Outcome.CHANGED, "", "", [Blocker.NO_CHOICE]),
        (Outcome.AGREED, "declined", "", [Blocker.NO_CHOICE]),
        (Outcome.CHANGED, "side_decision", "", [Blocker.NO_WISH]),
        (Outcome.CHANGED, "side_decision", "De raad vooraf horen.", []),
        (Outcome.CHANGED, "declined", "", []),
        (Outcome.CHANGED, "new_version", "", []),
    ],
)
def test_a_changed_text_needs_a_choice(outcome, follow_up, remark, blockers):
    road = a_road()
    found = []

    try:
        record(road, outcome=outcome, follow_up=follow_up, remark=remark)
    except services.Refused as refusal:
        found = refusal.blockers

    assert found == blockers
    assert Decision.objects.exists() is not bool(blockers)


def test_the_database_asks_for_the_choice_as_well():
    with pytest.raises(IntegrityError, match="changed_with_a_choice"):
        decide(a_road(), outcome=Outcome.CHANGED, follow_up="")


def test_a_wish_beside_the_dictum_is_agreeing():
    road = a_road(outcome=Outcome.CHANGED, follow_up=FollowUp.SIDE_DECISION, remark="Een wens.")

    assert road_at(road, at=NOW).college_agreed


def test_objections_are_to_items_of_the_own_organ():
    decision = record(
        a_road(), outcome=Outcome.DECLINED, objections={"1": "Te vaag.", "3": "Niet zo.", "9": "?"}
    )

    assert [(each.item.number, each.text) for each in decision.objections.all()] == [
        ("1", "Te vaag.")
    ]


def test_who_confirms_does_so_on_the_text_on_the_screen():
    road = a_road(outcome=Outcome.AGREED, confirmed=False)
    seen = road.offers.get().version.sha256
    offered(road.proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW)
    official = person(Role.OFFICIAL, road.municipality)

    with pytest.raises(services.Refused) as refusal:
        services.confirm_decision(road.decisions.get(), seen_sha256=seen, by=official, at=LATER)

    assert refusal.value.blockers == [Blocker.TEXT_CHANGED]
    assert road.decisions.get().confirmed_at is None
