"""Consultations: what is written, who hears of it, and what never follows from it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Model

from actions.models import (
    AgendaItem,
    AgendaOutcome,
    AgendaPaper,
    CollegeWord,
    Consultation,
    ConsultationKind,
    ItemOutcome,
    Minutes,
    Unit,
)
from actions.rules.consultations import ConsultationBlocker
from actions.services import consultations as services
from actions.services.acting import Refused
from decisions.models import Decision
from files import store
from files.uploads import Upload
from jobs.models import Job
from municipalities.models import Role
from notices.models import Notice
from tests.factories.actions import (
    ADMINISTRATIVE_AT,
    OFFICIAL_AT,
    PlanFactory,
    agenda_item,
    consultation,
    consulted,
    freeze,
    said_of,
    topic,
)
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, RegionFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

B = ConsultationBlocker
OFFICIAL, ADMINISTRATIVE = ConsultationKind.OFFICIAL, ConsultationKind.ADMINISTRATIVE
PASSED, BACK = ItemOutcome.PASSED, ItemOutcome.BACK
AT = datetime(2019, 3, 20, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def region_of(plan):
    return plan.action.theme.profile.region


def by(region):
    return coordinator(region)


def call(region, kind=OFFICIAL, on=date(2019, 3, 18), place=""):
    return services.call_consultation(region, kind=kind, on=on, place=place, by=by(region), at=AT)


def add(held, title="Punt", plan=None):
    return services.add_item(held, title=title, plan=plan, by=by(held.region), at=AT)


def record(item, outcome=PASSED, reason="", at=AT):
    region = item.consultation.region
    return services.record_outcome(item, outcome=outcome, reason=reason, by=by(region), at=at)


def write(held, text, seen=0):
    return services.write_minutes(held, text=text, seen=seen, by=by(held.region), at=AT)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.blockers


def titles(held):
    return list(held.items.values_list("title", flat=True))


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def test_a_consultation_is_called_once_a_day_and_kind():
    region = RegionFactory()

    call(region)

    assert refused(call, region) == [B.CALLED]
    call(region, ADMINISTRATIVE)
    call(RegionFactory())
    assert Consultation.objects.count() == 3
    assert acts() == ["called_consultation"] * 3


def test_day_and_place_change_until_something_was_said():
    held = call(RegionFactory())
    item = topic(held)
    new_day = date(2019, 3, 19)

    change = {"on": new_day, "place": "Online", "by": by(held.region), "at": AT}
    services.change_consultation(held, **change)

    held.refresh_from_db()
    assert (held.on, held.place) == (new_day, "Online")
    said_of(item)
    assert refused(services.change_consultation, held, **change | {"place": "Elders"}) == [B.BEGUN]


def test_a_consultation_does_not_move_onto_another():
    region = RegionFactory()
    call(region)
    other = call(region, on=date(2019, 3, 25))

    change = {"on": date(2019, 3, 18), "place": "", "by": by(region), "at": AT}

    assert refused(services.change_consultation, other, **change) == [B.CALLED]


def test_a_plan_comes_on_the_agenda_of_its_gate():
    plan = PlanFactory(frozen=True)
    official = call(region_of(plan))
    administrative = call(region_of(plan), ADMINISTRATIVE)

    assert refused(add, administrative, plan=plan) == [B.NOT_THROUGH_OFFICIAL]
    item = add(official, plan=plan)

    assert (item.action, item.plan) == (plan.action, plan)
    assert refused(add, official, plan=plan) == [B.ON_THIS_AGENDA]
    record(item)
    assert add(administrative, plan=plan).plan == plan


def test_a_concept_or_a_replaced_plan_comes_on_no_agenda():
    old = PlanFactory(frozen=True)
    concept = PlanFactory(action=old.action)
    held = call(region_of(old))

    assert refused(add, held, plan=concept) == [B.PLAN_IS_CONCEPT]
    freeze(concept)
    assert refused(add, held, plan=old) == [B.PLAN_REPLACED]


def test_a_new_version_passes_both_consultations_again():
    old = PlanFactory(passed=True)
    new = PlanFactory(action=old.action, frozen=True)

    assert refused(add, call(region_of(old), ADMINISTRATIVE), plan=new) == [B.NOT_THROUGH_OFFICIAL]
    assert add(call(region_of(old)), plan=new).plan == new


def test_a_plan_that_was_held_comes_back_on_a_next_agenda():
    plan = PlanFactory(frozen=True)
    consulted(plan, outcome=ItemOutcome.HELD)

    assert add(call(region_of(plan)), plan=plan).plan == plan


def test_points_change_places_and_stay_numbered():
    held = call(RegionFactory())
    first, _, last = [add(held, title) for title in "ABC"]
    move = {"by": by(held.region), "at": AT}

    services.move_item(last, is_up=True, **move)
    assert titles(held) == ["A", "C", "B"]
    services.move_item(first, is_up=False, **move)
    assert titles(held) == ["C", "A", "B"]
    services.move_item(last, is_up=True, **move)

    assert titles(held) == ["C", "A", "B"]
    assert list(held.items.values_list("position", flat=True)) == [1, 2, 3]


def test_a_point_leaves_the_agenda_and_its_plan_can_come_back():
    plan = PlanFactory(frozen=True)
    held = call(region_of(plan))
    item = add(held, plan=plan)

    services.remove_item(item, by=by(held.region), at=AT)

    assert titles(held) == []
    assert refused(services.remove_item, item, by=by(held.region), at=AT) == [B.GONE]
    assert add(held, plan=plan).plan == plan


def test_a_point_stays_once_something_was_said_or_handed_over():
    held = call(RegionFactory())
    said, papered = add(held, "Gezegd"), add(held, "Met stuk")
    record(said)
    services.add_paper(papered, file=Upload("stuk.pdf", b"%PDF-1.7"), by=by(held.region), at=AT)

    gone = [
        refused(services.remove_item, item, by=by(held.region), at=AT) for item in (said, papered)
    ]

    assert gone == [[B.HAS_OUTCOME], [B.HAS_PAPERS]]
    assert AgendaItem.objects.count() == 2


def test_a_paper_is_kept_by_its_content_once():
    held = call(RegionFactory())
    item = add(held)
    paper = {"by": by(held.region), "at": AT}

    kept = services.add_paper(item, file=Upload("plan.pdf", b"%PDF-1.7 plan"), **paper)

    assert (kept.name, kept.size, kept.content_type) == ("plan.pdf", 13, "application/pdf")
    assert store.get(kept.sha256) == b"%PDF-1.7 plan"
    again = Upload("anders.pdf", b"%PDF-1.7 plan")
    assert refused(services.add_paper, item, file=again, **paper) == [B.KNOWN_PAPER]
    assert AgendaPaper.objects.count() == 1


def test_no_outcome_before_the_day_itself():
    plan = PlanFactory(frozen=True)
    item = agenda_item(plan, on=date(2019, 3, 21))
    eve = datetime(2019, 3, 20, 22, 59, tzinfo=UTC)  # 23.59 uur the day before

    assert refused(record, item, at=eve) == [B.NOT_YET_HELD]
    assert record(item, at=eve + MINUTE).outcome == PASSED


def test_a_correction_is_a_new_row_and_a_double_click_is_none():
    item = agenda_item(PlanFactory(frozen=True))

    record(item, BACK, "Geen dekking.")
    record(item, BACK, "Geen dekking.")
    record(item)

    assert list(AgendaOutcome.objects.values_list("outcome", flat=True)) == [BACK, PASSED]
    assert acts() == ["recorded_outcome"] * 2


def test_a_pass_waits_for_the_official_consultation_even_when_that_is_corrected():
    plan = PlanFactory(frozen=True)
    official = consulted(plan).item
    administrative = agenda_item(plan, ADMINISTRATIVE)
    said_of(official, BACK, at=OFFICIAL_AT + MINUTE)

    assert refused(record, administrative) == [B.NOT_THROUGH_OFFICIAL]


def test_a_pass_becomes_work_and_is_told_to_who_is_asked():
    plan, asked, other = a_plan_that_asks()
    lead = person(Role.OFFICIAL, plan.action.lead)
    theirs, strangers = person(Role.OFFICIAL, asked), person(Role.OFFICIAL, other)

    said = record(agenda_item(plan, ADMINISTRATIVE))

    job = Job.objects.get(kind="further_proposal")
    assert job.key == f"further:{plan.pk}:outcome:{said.pk}"
    told = Notice.objects.filter(event=f"recorded_outcome:{said.pk}")
    assert {notice.recipient_id for notice in told} == {lead.user_id, theirs.user_id}
    assert strangers.user_id not in {notice.recipient_id for notice in told}
    assert {notice.path for notice in told} == {plan.action.get_absolute_url()}


def test_the_same_pass_twice_is_one_job():
    plan, *_ = a_plan_that_asks()
    item = agenda_item(plan, ADMINISTRATIVE)

    record(item)
    record(item)

    assert Job.objects.filter(kind="further_proposal").count() == 1


def test_what_is_sent_back_is_told_to_the_lead_alone_and_is_no_work():
    plan, asked, _ = a_plan_that_asks()
    lead = person(Role.OFFICIAL, plan.action.lead)
    person(Role.OFFICIAL, asked)

    said = record(agenda_item(plan, ADMINISTRATIVE), BACK, "Eerst de dekking.")

    told = Notice.objects.filter(event=f"recorded_outcome:{said.pk}")
    assert [notice.recipient_id for notice in told] == [lead.user_id]
    assert not Job.objects.filter(kind="further_proposal").exists()


def test_a_replaced_plan_that_passes_is_no_work():
    plan, *_ = a_plan_that_asks()
    item = agenda_item(plan, ADMINISTRATIVE)
    PlanFactory(action=plan.action, frozen=True)

    record(item)

    assert not Job.objects.filter(kind="further_proposal").exists()


def test_no_word_of_a_consultation_is_a_college_decision():
    plan, *_ = a_plan_that_asks()
    item = agenda_item(plan, ADMINISTRATIVE, on=date(2019, 3, 19))

    for outcome in ItemOutcome:
        record(item, outcome, "Daarom.")
    write(item.consultation, "De colleges stemmen in met het plan.")

    assert not CollegeWord.objects.exists()
    assert not Decision.objects.exists()


def test_consultations_know_no_model_of_a_decision():
    known = {name for name, what in vars(services).items() if isinstance(what, type)}
    models = {name for name in known if issubclass(getattr(services, name), Model)}

    assert "CollegeWord" not in models
    assert {getattr(services, name)._meta.app_label for name in models} == {
        "actions",
        "municipalities",
    }


def test_minutes_are_written_again_as_a_new_row():
    held = consultation(RegionFactory())

    first = write(held, "Eerste tekst.")
    write(held, "Eerste tekst.")
    second = write(held, "Betere tekst.", seen=first.pk)

    assert list(Minutes.objects.values_list("text", flat=True)) == [first.text, second.text]
    assert acts() == ["wrote_minutes"] * 2


def test_minutes_of_somebody_else_are_not_written_over_unseen():
    held = consultation(RegionFactory())
    theirs = write(held, "Van een ander.")

    with pytest.raises(services.Overtaken) as overtaken:
        write(held, "Van mij.", seen=0)

    assert overtaken.value.theirs == theirs
    assert Minutes.objects.count() == 1


def test_there_are_no_minutes_before_the_day():
    held = consultation(RegionFactory(), on=date(2019, 3, 21))

    assert refused(write, held, "Vooruit geschreven.") == [B.NOT_YET_HELD]


def a_plan_that_asks():
    """Return a plan that passed the official consultation, who is asked, and who is not."""
    plan = PlanFactory()
    asked, other = (MunicipalityFactory(region=region_of(plan)) for _ in range(2))
    plan.needs.create(party=asked, year=2021, kind="people", unit=Unit.FTE, amount=1)
    freeze(plan)
    consulted(plan, at=ADMINISTRATIVE_AT - timedelta(days=14))
    return plan, asked, other
