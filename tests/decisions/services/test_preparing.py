"""Preparing a decision: each act adds a row and a line, for own people only."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from decisions import services
from decisions.models import (
    AdviceKind,
    AdviceState,
    Agreement,
    Audience,
    LocalKind,
    LocalSection,
    ManagementAdvice,
    ManagementValue,
    Organ,
    Placing,
    Route,
)
from decisions.rules.blockers import Blocker
from decisions.rules.local import local_at
from decisions.rules.road import road_at
from municipalities.models import Role
from notices.models import Notice
from tests.factories.decisions import LATER, NOW, OFFERED_AT, a_road, agree, offered, travelled
from tests.factories.people import MembershipFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db


def by(road, role=Role.OFFICIAL):
    return person(role, road.municipality)


def write(road, text="Een kanttekening.", *, seen=0, at=NOW, role=Role.OFFICIAL, **changes):
    fields = {"kind": LocalKind.CAVEAT, "audience": Audience.PUBLIC, "text": text, "seen": seen}
    return services.write_local_section(road, **fields | changes, by=by(road, role), at=at)


def record_advice(road, **changes):
    fields = {"kind": AdviceKind.LEGAL, "state": AdviceState.GIVEN, "text": "Akkoord."}
    return services.record_advice(road, **fields | changes, by=by(road), at=NOW)


def advise(road, value=ManagementValue.NONE, text=""):
    return services.record_management_advice(road, value=value, text=text, by=by(road), at=NOW)


def agree_to(road, *, seen=None, membership=None):
    seen = seen or road.offers.last().version.sha256
    membership = membership or by(road, Role.ALDERMAN)
    return services.agree_to_text(road, seen_sha256=seen, by=membership, at=NOW)


def place(road, on=date(2018, 10, 30), **changes):
    fields = {"route": Route.MEETING, "on": on} | changes
    return services.place_on_agenda(road, **fields, by=by(road, Role.SECRETARY), at=NOW)


def local(road, at=LATER):
    return local_at(type(road).objects.with_facts().with_local().get(pk=road.pk), at=at)


ACTS = {
    "wrote_local_section": write,
    "recorded_advice": record_advice,
    "recorded_management_advice": advise,
    "agreed_to_text": agree_to,
    "placed_on_agenda": place,
}


@pytest.mark.parametrize(("act", "do"), ACTS.items())
def test_each_act_leaves_one_line_with_the_fingerprint_of_its_row(act, do):
    road = a_road()

    row = do(road)

    entry = Entry.objects.get(act=act)
    assert entry.on_behalf_of == road.municipality.name
    assert f'"{row._meta.label_lower}:{row.pk}"' in entry.facts


@pytest.mark.parametrize("do", [write, record_advice, advise, place])
def test_the_same_act_twice_is_one(do):
    road = a_road()

    first, again = do(road), do(road)

    assert first == again
    assert Entry.objects.filter(act__in=ACTS).count() == 1


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        (
            services.write_local_section,
            {
                "kind": LocalKind.CAVEAT,
                "audience": Audience.OWN,
                "text": "x",
                "seen": 0,
            },
        ),
        (services.record_advice, {"kind": AdviceKind.LEGAL, "state": AdviceState.NOT_GIVEN}),
        (services.record_management_advice, {"value": ManagementValue.POSITIVE}),
        (services.place_on_agenda, {"route": Route.MEETING, "on": date(2018, 10, 30)}),
        (services.agree_to_text, {"seen_sha256": "f" * 64}),
    ],
)
@pytest.mark.parametrize("role", Role)
def test_a_stranger_prepares_nothing(act, fields, role):
    road = a_road()
    stranger = MembershipFactory(organisation__region=road.municipality.region, role=role)

    with pytest.raises(services.Refused) as refusal:
        act(road, by=stranger, at=NOW, **fields)

    assert Blocker.NOT_YOURS in refusal.value.blockers


@pytest.mark.parametrize("role", [Role.ALDERMAN, Role.MAYOR, Role.CLERK, Role.ADMINISTRATOR])
def test_only_official_and_secretary_write(role):
    with pytest.raises(services.Refused) as refusal:
        write(a_road(), role=role)

    assert refusal.value.blockers == [Blocker.NO_ROLE]


def test_before_the_offer_there_is_nothing_to_prepare():
    road = a_road()

    with pytest.raises(services.Refused) as refusal:
        write(road, at=OFFERED_AT.replace(hour=1))

    assert refusal.value.blockers == [Blocker.NOT_OFFERED]


def test_writing_again_adds_a_row_and_the_last_one_counts():
    road = a_road()
    first = write(road, "Eerst.")

    write(road, "Daarna.", seen=first.pk, at=LATER)

    assert LocalSection.objects.count() == 2
    assert local(road).sections[LocalKind.CAVEAT].text == "Daarna."
    assert local(road, at=NOW).sections[LocalKind.CAVEAT].text == "Eerst."


def test_an_empty_text_takes_the_part_out():
    road = a_road()
    first = write(road)

    write(road, "", seen=first.pk)

    assert local(road).sections == {}
    assert Entry.objects.filter(sentence__endswith="verwijderd.").count() == 1


def test_what_somebody_else_wrote_since_is_not_overwritten():
    road = a_road()
    write(road, "Van de ambtenaar.")

    with pytest.raises(services.Overtaken) as overtaken:
        write(road, "Van de secretaris.", seen=0, role=Role.SECRETARY)

    assert overtaken.value.theirs.text == "Van de ambtenaar."
    assert LocalSection.objects.get().text == "Van de ambtenaar."


def test_each_kind_is_written_by_itself():
    road = a_road()
    write(road)

    write(road, kind=LocalKind.INTERNAL, audience=Audience.OWN)

    assert list(local(road).sections) == [LocalKind.CAVEAT, LocalKind.INTERNAL]


def test_internal_notes_never_get_another_audience():
    with pytest.raises(IntegrityError, match="internal_notes_stay_inside"):
        write(a_road(), kind=LocalKind.INTERNAL, audience=Audience.PARTIES)


def test_the_trail_does_not_repeat_what_was_written():
    road = a_road()
    write(road, "Geheim van de gemeente.", kind=LocalKind.INTERNAL, audience=Audience.OWN)
    record_advice(road, text="Geheim van juristen.")
    advise(road, ManagementValue.NEGATIVE, "Geheim van de directie.")

    said = " ".join(f"{entry.sentence} {entry.facts}" for entry in Entry.objects.all())

    assert "Geheim" not in said
    assert "egatief" not in said


def test_no_advice_is_an_answer_and_nothing_recorded_is_none():
    road = a_road()
    before = local(road).management_advice

    advise(road, ManagementValue.NONE)

    assert before is None
    assert local(road).management_advice.value == ManagementValue.NONE


@pytest.mark.parametrize(
    ("do", "constraint"),
    [
        (lambda road: record_advice(road, text=""), "given_advice_in_words"),
        (lambda road: advise(road, ManagementValue.NEGATIVE), "negative_advice_in_words"),
    ],
)
def test_an_advice_that_needs_words_has_them(do, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        do(a_road())


def test_agreeing_binds_to_the_text_on_the_screen():
    road = a_road()

    agreement = agree_to(road)

    assert agreement.version_sha256 == road.offers.get().version.sha256
    assert road_at(travelled(road), at=NOW).agreement == agreement
    assert {notice.recipient for notice in Notice.objects.filter(event__startswith="agreed")} <= {
        each.user for each in road.municipality.memberships.all()
    }


def test_a_replaced_text_is_not_agreed_to():
    road = a_road()
    seen = road.offers.get().version.sha256
    offered(road.proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW)

    with pytest.raises(services.Refused) as refusal:
        agree_to(road, seen=seen)

    assert refusal.value.blockers == [Blocker.TEXT_CHANGED]
    assert not Agreement.objects.exists()


def test_an_agreement_does_not_go_over_to_a_new_version():
    road = a_road()
    agree_to(road)

    offered(road.proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW)

    assert road_at(travelled(road), at=LATER).agreement is None
    assert agree_to(road).version.number == 2


def test_agreeing_twice_is_refused():
    road = a_road()
    agree_to(road)

    with pytest.raises(services.Refused) as refusal:
        agree_to(road)

    assert refusal.value.blockers == [Blocker.AGREED_ALREADY]


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.SECRETARY, Role.MAYOR, Role.CLERK])
def test_only_the_portfolio_holder_agrees(role):
    road = a_road()

    with pytest.raises(services.Refused) as refusal:
        agree_to(road, membership=by(road, role))

    assert refusal.value.blockers == [Blocker.NO_ROLE]


def test_a_day_after_the_closing_is_recorded_as_well():
    road = a_road()

    place(road, date(2018, 11, 6), route=Route.CONFORM)

    assert road_at(travelled(road), at=NOW).placing.on == date(2018, 11, 6)


@pytest.mark.parametrize("model", [LocalSection, Agreement, Placing, ManagementAdvice])
def test_what_was_prepared_is_never_changed_or_removed(model):
    road = a_road()
    write(road), agree(road), place(road), advise(road)

    for wrong in (lambda rows: rows.update(ratification=road), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong(model.objects.all())
